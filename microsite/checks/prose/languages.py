"""What is known of a language's prose: its table, as patterns to look for."""

from __future__ import annotations

import re
from typing import Any

from microsite.engine.common import OfLanguages
from microsite.i18n.formats import formats
from microsite.i18n.locales import is_locale
from microsite.i18n.tables import Table, find_table
from microsite.values.named import NamedTuple

_FREQUENT = 4


class Fault(NamedTuple):
    """Something that prose of a language has not, as far as a pattern can say."""

    severity: str
    message: str
    near: tuple[str, ...]
    """A text without all of these has no such slip; empty if that is not known."""
    pattern: re.Pattern[str]
    write: str | None
    """The template of what is to stand instead of the whole match."""
    letters: dict[int, int | None]
    """What is to stand for the characters of each group, if not `write`."""


class Language(NamedTuple):
    """The prose of one language."""

    quotes: tuple[str, ...]
    """The styles that its publishers have: of each the outer marks, the inner ones. A text keeps to one."""
    accepted: str
    """Marks that nobody has to change where they are no quotation in one of these styles."""
    apostrophe: str
    """Empty where the language has none."""
    elision: re.Pattern[str]
    """Words that an apostrophe stands before: ’tis."""
    slips: tuple[Fault, ...]
    words: frozenset[str]
    """Frequent words that say which language a text is in, in lower case; none if its script says that."""
    frequent: tuple[str, ...]
    """Those without which there is hardly a paragraph."""
    nouns_have_capitals: bool
    """True where capital letters do not say what is a name."""
    script: re.Pattern[str] | None
    """A character that its prose is written in, if it is not Latin."""
    is_simplified: bool
    """True if Traditional Chinese characters are out of place in it."""


@OfLanguages
def find_language(tag: str) -> Language | None:
    """The language of a tag (BCP 47), None if there is no table for it.

    Where a country writes otherwise than the table says, as CLDR has it, that is no slip there: 71.8% in Switzerland.
    """
    table = find_table(tag, "prose")
    if not table:
        return None
    language, locale = make_language(table), tag.replace("-", "_")
    if "-" not in tag or not is_locale(locale):
        return language
    own = formats(locale)
    written = (own.percent(5), own.number(12_345_678), own.money(5, "EUR"), own.unit(5, "day"), own.compact(5_000_000))
    return language._replace(slips=tuple(slip for slip in language.slips if not any(map(slip.pattern.search, written))))


def make_language(table: Table) -> Language:
    """The language of a table of prose."""
    letters, words = table.get("letters", {}), table.get("words", "").split()
    return Language(
        tuple(table["quotes"]),
        table["accepted"],
        table["apostrophe"],
        re.compile(rf"(?:{'|'.join(table.get('elisions', '').split(', ')) or '(?!)'})\b", re.IGNORECASE),
        tuple(_make_slip(row, letters) for row in table["slips"]),
        frozenset(words),
        tuple(words[:_FREQUENT]),
        table.get("nouns_have_capitals", False),
        re.compile(f"[{table['script'].format(**letters)}]") if "script" in table else None,
        table.get("simplified", False),
    )


def _make_slip(row: dict[str, Any], letters: dict[str, str]) -> Fault:
    pattern = row["pattern"]
    for name, value in letters.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return Fault(
        row.get("severity", "warning"),
        row["message"],
        tuple(row.get("near", ())),
        re.compile(pattern),
        row.get("write"),
        str.maketrans(row.get("from", ""), row.get("to", ""), row.get("drop", "")),
    )
