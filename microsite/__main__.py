"""`python -m microsite`."""

from microsite.cli import run

if __name__ == "__main__":
    run()
