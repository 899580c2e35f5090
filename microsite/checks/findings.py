"""Findings of the checks of translations: plain values, from which the caller makes diagnostics."""

from __future__ import annotations

from microsite.values.named import NamedTuple


class Finding(NamedTuple):
    """A place of a body where something is wrong.

    Lines are those of the body, from 1; 0 is the whole of it. Columns are from 1, lengths in code points.
    """

    rule: str
    severity: str
    """error, warning or info."""
    line: int
    column: int
    length: int
    message: str
    hint: str = ""
    source_line: int = 0
    """Where the source text has what this is compared with; 0 where it has nothing of the kind."""
    source_column: int = 0
    replacement: str | None = None
    """What to write in the place of these characters, if no one has to think about it."""
    is_plain: bool = False
    """True of what is read without a table of the language, and means one thing in all: a whole date, long digits."""
    is_doubted: bool = False
    """True of what may be otherwise, since words of the language are not known: no setting makes an error of it."""
