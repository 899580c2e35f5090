"""A static multilingual conference microsite generator."""

__version__ = "0.1.0"
