"""Measurements against other generators, on the same seeded site: `make bench`."""
