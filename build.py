"""Build the site: `python build.py`, or `python build.py --help`. The same as the `microsite` command."""

from microsite.commands.start import run

if __name__ == "__main__":  # a worker process imports this file too, and must not build again
    run()
