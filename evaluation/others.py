"""The rules that are not about figures: what they tell of translations that are right, and which damage they find."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from evaluation.corpus import LOCALES, Case
from microsite.checks import sides
from microsite.checks.entry import review
from microsite.diagnostics.problems import COMPARED, Diagnostic
from microsite.model.entries import Entry
from microsite.model.source import Source

_FIGURES = "fact-mismatch"
_TAGS = {"de": "de", "en": "en", "zh": "zh-Hans"}
_URL = re.compile(r"\]\((?:https?://|\.\.?/)[^\s)]{6,}\)")
_SECTION = re.compile(r"^##+ .*\n(?:(?!#).*\n?)*", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?<=\n\n)[^\s#|>*\-`<0-9\[!].{80,}(?:\n.+)*(?=\n\n|\n?\Z)")


class Damage(NamedTuple):
    """A body with something wrong, and the rule that ought to see it."""

    kind: str
    rule: str
    body: str


def damage(case: Case, each: int) -> Iterator[Damage]:
    """Up to `each` of every kind, at random but the same for a page."""
    body = case.translation.body
    chance = random.Random(case.page)  # noqa: S311 - it need only be the same each time
    paragraphs = [match[0] for match in _PARAGRAPH.finditer(case.source.body)]
    for kind, rule, pattern, change in (
        ("link changed", "link-differs", _URL, lambda was: f"{was[:-3]}{'x' if was[-3] != 'x' else 'y'}{was[-2:]}"),
        ("section dropped", "structure-differs", _SECTION, lambda _: ""),
        ("paragraph dropped", "structure-differs", _PARAGRAPH, lambda _: ""),
        ("paragraph untranslated", "untranslated", _PARAGRAPH, _first(paragraphs, chance)),
    ):
        places = list(pattern.finditer(body))
        chance.shuffle(places)
        for match in places[:each]:
            changed = body[: match.start()] + change(match[0]) + body[match.end() :]
            if changed != body:
                yield Damage(kind, rule, changed)


def _first(paragraphs: list[str], chance: random.Random) -> Callable[[str], str]:
    return lambda was: chance.choice(paragraphs) if paragraphs else was


def tell_of_others(cases: Iterable[Case], each: int) -> Iterator[str]:
    """Both as Markdown."""
    counts: Counter[tuple[str, str]] = Counter()
    total, found, certain = Counter[str](), Counter[str](), Counter[str]()
    correct = [case for case in cases if case.is_correct]
    for case in correct:
        before = find(case, case.translation.body)
        counts.update((one.rule, one.severity.word) for one in before)
        known = Counter(_what(one) for one in before)
        for harm in damage(case, each):
            after = Counter(_what(one) for one in find(case, harm.body) if one.rule == harm.rule)
            severities = {severity for _, severity, _ in after - known}
            total[harm.kind] += 1
            found[harm.kind] += bool(severities - {"info"})
            certain[harm.kind] += "error" in severities
    yield f"| rule, in {len(correct)} translations | error | warning | info | errors and warnings per 20 |"
    yield "| --- | --: | --: | --: | --: |"
    for rule in COMPARED:
        if rule not in (_FIGURES, "term-missing"):
            told = [counts[rule, word] for word in ("error", "warning", "info")]
            yield f"| {rule} | {' | '.join(map(str, told))} | {20 * sum(told[:2]) / max(1, len(correct)):.2f} |"
    yield "\n| damage | made | found | as error |\n| --- | --: | --: | --: |"
    for kind in sorted(total):
        shares = (f"{100 * counter[kind] / total[kind]:.1f} %" for counter in (found, certain))
        yield f"| {kind} | {total[kind]} | {' | '.join(shares)} |"


def _what(found: Diagnostic) -> tuple[str, str, str]:
    """What is told, wherever: lines move if something above them goes."""
    return found.rule, found.severity.word, found.message


def find(case: Case, body: str) -> list[Diagnostic]:
    """What the product tells of a translation with this body."""
    source = _version(case, case.source.lang, case.source.fields, case.source.body)
    translation = _version(case, case.translation.lang, case.translation.fields, body)
    path = translation.entry.path
    told = review(sides.Case(case.page, source, (translation,)))
    return [one for one in told if one.span and one.span.path == path and one.rule != _FIGURES]


def _version(case: Case, lang: str, fields: tuple[str, ...], body: str) -> sides.Side:
    title = fields[0] if fields else case.page
    path = f"content/{case.key}.{lang}.md"
    entry = Entry("page", case.key, lang, path, "", title, title_line=2)
    return sides.Side(entry, Source(path, "", f"---\ntitle: x\n---\n{body}".encode()), _TAGS[lang], LOCALES[lang])
