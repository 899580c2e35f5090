"""Two short texts → what the comparison of their figures tells, for tests."""

from __future__ import annotations

from microsite.checks.facts.comparison import compare
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.reader import Facts, read_facts
from microsite.checks.findings import Finding
from microsite.checks.prose.passages import read_passages

LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_Hans_CN"}


def facts(text: str, lang: str) -> Facts:
    """The facts of a Markdown text."""
    return read_facts(read_passages(text), notation_of(LOCALES[lang]))


def find(lang: str, text: str, other_lang: str, other: str) -> list[Finding]:
    """The findings of a translation beside its source."""
    return compare(facts(text, lang), facts(other, other_lang), lambda: notation_of(LOCALES[other_lang]))


def tell(lang: str, text: str, other_lang: str, other: str) -> list[str]:
    """Errors and warnings as “severity: message”, in their order."""
    told = find(lang, text, other_lang, other)
    return [f"{one.severity}: {one.message}" for one in told if one.severity != "info"]


def table(*rows: tuple[str, ...]) -> str:
    """A table of Markdown; the first row is its head."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "|---" * len(rows[0]) + "|", *body]) + "\n"
