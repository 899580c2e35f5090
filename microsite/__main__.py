"""`python -m microsite`."""

import sys

from microsite.cli import main

if __name__ == "__main__":
    sys.exit(main())
