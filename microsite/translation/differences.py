"""What has changed in a source since its translations were made, section by section: as text and as plain values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from microsite.diagnostics.terminal import make_painter
from microsite.model.entries import Prose, Text
from microsite.translation.freshness import Standing, name_section, sections_of
from microsite.translation.marks import Snippet, find_snippets
from microsite.translation.moves import Move
from microsite.values.named import NamedTuple

_ANCHOR = re.compile(r"#[^\n]*\{[^{}\n]*#([\w-]+)[^{}\n]*\}")
_MARKS = {"removed": "[-{}-]", "added": "{{+{}+}}"}


class Former(NamedTuple):
    """A section of a source as it once was."""

    heading: str
    written: str


class Difference(NamedTuple):
    """A section of a source that has moved: what it said, if that is known, what it says now, and the translation's."""

    locale: str
    change: str
    section: str
    former: str
    source: str
    translation: str


def find_recorded(standing: Standing, locales: Collection[str]) -> frozenset[str]:
    """The digests of what stale translations were made from, and what the source does not say any more."""
    return frozenset(
        standing.entry(locale).translated_from[move.recorded]
        for locale in _find_stale(standing, locales)
        for move in standing.moves(locale)
        if move.recorded >= 0
    )


def find_former(wanted: frozenset[str], versions: Iterable[tuple[Text, Prose | None]]) -> Mapping[str, Former]:
    """The sections with these digests, out of versions of their source, of which no more are read than needed."""
    found: dict[str, Former] = {}
    for text, prose in versions if wanted else ():
        if prose:
            for section, written in zip(sections_of(text, prose), _cut(text, prose), strict=True):
                if section.digest in wanted:
                    found.setdefault(section.digest, Former(section.heading, written))
        if len(found) == len(wanted):
            break
    return found


def find_differences(
    standing: Standing, prose_by_locale: Mapping[str, Prose], locales: Collection[str], former: Mapping[str, Former]
) -> Iterator[Difference]:
    """What to do to the stale translations of an entry, section by section. `former` are sections by their digests."""
    source = standing.texts[standing.source]
    for locale in _find_stale(standing, locales):
        sections = sections_of(source, prose_by_locale[standing.source])
        present, own = (_cut(standing.texts[key], prose_by_locale[key]) for key in (standing.source, locale))
        recorded = standing.entry(locale).translated_from
        for move in standing.moves(locale):
            was = former.get(recorded[move.recorded]) if move.recorded >= 0 else None
            written = present[move.present] if move.present >= 0 else ""
            said = was.written if was else ""
            name = f"“{was.heading}”" if was and was.heading and move.present < 0 else name_section(move, sections)
            counterpart = _counterpart(written or said, move, own)
            yield Difference(locale, move.word, name, said, written, counterpart)


def _find_stale(standing: Standing, locales: Collection[str]) -> list[str]:
    return [locale for locale, state in standing.states.items() if state == "stale" and locale in locales]


def _cut(text: Text, prose: Prose) -> list[str]:
    """The sections of a text as they are written; title and summary are the first."""
    sections, entry = sections_of(text, prose), text.entry
    lines = prose.text.split("\n")
    starts = [section.line - prose.line for section in sections[1:]]
    written = ["\n".join(lines[at:end]).strip() for at, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [f"{entry.title}\n{entry.summary}".strip() if entry else "", *written]


def _counterpart(written: str, move: Move, sections: Sequence[str]) -> str:
    """The section of a translation with the same anchor, or with the number that the source's had; "" if none has."""
    anchor = _anchor(written)
    same = (section for section in sections if anchor and _anchor(section) == anchor)
    return next(same, sections[move.recorded] if 0 <= move.recorded < len(sections) else "")


def _anchor(section: str) -> str:
    match = _ANCHOR.match(section)
    return match[1] if match else ""


# ---- as text and as plain values ------------------------------------------------------------------------------


def render_differences(standing: Standing, differences: Sequence[Difference], *, colour: bool = False) -> str:
    """Differences for a terminal: what has changed in the source, and below it the translation.

    What has gone stands in [-…-] and what is new in {+…+}, or each in a colour of its own.
    """
    if not differences:
        return f"{standing.name}: no translation is stale\n"
    out: list[str] = []
    for found in differences:
        source, translation = _mark(found, colour=colour), found.translation
        if found.change == "moved":
            source, translation = (text.partition("\n")[0] for text in (source, translation))
        out += [f"{standing.name} {found.locale}: {found.section} {found.change}"]
        for key, text in ((standing.source, source), (found.locale, translation)):
            out += [f"  {key} │ {line}" for line in text.split("\n") if text]
        out.append("")
    return "\n".join(out)


def _mark(found: Difference, *, colour: bool) -> str:
    """What the source says now and what it said, each line with its own marks; what is new as a whole has none."""
    if not found.former or found.change in ("added", "moved"):
        return found.source
    paint = make_painter(colour=colour)

    def mark(snippet: Snippet, line: str) -> str:
        if snippet.fate == "same" or not line.strip():
            return line
        return paint(snippet.fate, line) if colour else _MARKS[snippet.fate].format(line)

    snippets = find_snippets(found.former, found.source)
    return "".join("\n".join(mark(snippet, line) for line in snippet.text.split("\n")) for snippet in snippets)


def differences_view(moved: Sequence[tuple[Standing, Sequence[Difference]]]) -> list[dict[str, str]]:
    """Differences for other programs."""
    return [{"key": standing.name, **found._asdict()} for standing, differences in moved for found in differences]
