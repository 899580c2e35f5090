"""`python -m microsite`."""

from microsite.start import run

if __name__ == "__main__":
    run()
