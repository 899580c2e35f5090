"""Digests of plain values: equal if and only if the values are."""

from __future__ import annotations

import hashlib


def digest_of(*values: object) -> str:
    """The digest (BLAKE2b, 128 bits, hex) of plain values: texts, numbers, None, and tuples, lists, dicts of them.

    It is that of their `repr`, which Python writes in the same way everywhere, and tells "1" from 1.
    """
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def digest_of_words(*words: str) -> str:
    """The digest of words without NUL characters, such as digests, paths and keys: in half the time.

    It is not that of `digest_of`. What is given must be told apart by its places: only the last words may be many.
    """
    return hashlib.blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
