"""`python -m microsite`."""

from microsite.commands.start import run

if __name__ == "__main__":
    run()
