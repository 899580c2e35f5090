"""How far the translations of each entry are: fresh, stale, unconfirmed, missing; and which sections have moved since.

A translation records the digests of its source's sections (`translated_from`). It is fresh as long as these are the
source's own, or lead to them by `unchanged_since`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from microsite.content.sections import Section, parse_digests, read_sections
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model import layout
from microsite.model.config import Config
from microsite.model.entries import Entry, GroupData, Prose, Text
from microsite.model.kinds import KINDS
from microsite.model.site import GroupKey

State = Literal["source", "fresh", "stale", "unconfirmed", "missing", "extra", "unknown"]
"""Of an entry in a language. "extra" has no source; "unknown" is what this build does not read the source of."""

_NAMED = 4
"""How many sections a message names."""

_ALIGNED = 500
"""More sections nobody writes; they are compared one by one, for the time to align them may grow with their square."""

_ALL = "the text"
"""What a message calls the only section of a source."""

_NO_DATA = GroupData()


class Move(NamedTuple):
    """A section that has moved: its number in the source, and that in what the translation records; -1 of neither.

    `is_same` is true of one that says the same in another place.
    """

    present: int
    recorded: int
    is_same: bool = False

    @property
    def word(self) -> str:
        """What has become of it."""
        if self.is_same:
            return "moved"
        return "removed" if self.present < 0 else "added" if self.recorded < 0 else "changed"


_NOWHERE = Move(-1, -1)


class Standing(NamedTuple):
    """A key in the languages of a build: its texts, and the state of each language. `source` is the language's key."""

    kind: str
    key: str
    source: str
    data: GroupData
    texts: Mapping[str, Text]
    states: Mapping[str, State]

    @property
    def name(self) -> str:
        """The key with its folder, as commands take it."""
        return f"{KINDS[self.kind].folder}/{self.key}"

    def entry(self, locale: str) -> Entry:
        """The entry in a language that has one."""
        entry = self.texts[locale].entry
        assert entry  # noqa: S101 (a text without one has no key)
        return entry

    def moves(self, locale: str) -> tuple[Move, ...]:
        """The sections of the source that have moved since the translation recorded them."""
        return find_moves(self.entry(locale), self.texts[self.source])


def is_asked_for(config: Config, texts: Iterable[Text], data_by_group: Mapping[GroupKey, GroupData]) -> bool:
    """True if anything of a site depends on how far translations are, or on the moment."""
    entries = (text.entry for text in texts)
    return (
        _is_configured(config)
        or any(entry and (entry.translated_from or entry.embargo) for entry in entries)
        or any(data.embargo for data in data_by_group.values())
    )


def _is_configured(config: Config) -> bool:
    return bool(config.gate or config.translations.min_fresh or config.translations.dashboard)


def find_standings(
    config: Config, locales: Sequence[str], texts: Iterable[Text], data_by_group: Mapping[GroupKey, GroupData]
) -> tuple[Standing, ...]:
    """How far each key is in these languages, in the order of kinds and keys.

    `config` is the whole site's: what is translated from a language that is left out is not of another for that.
    """
    by_group: dict[GroupKey, dict[str, Text]] = {}
    for text in texts:
        if text.entry:
            by_group.setdefault((text.entry.kind, text.entry.key), {})[text.entry.locale] = text
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    found = []
    for group in sorted(by_group, key=lambda group: (kinds[group[0]], group[1])):
        data = data_by_group.get(group, _NO_DATA)
        source = data.source_lang or config.source_language
        found.append(Standing(*group, source, data, by_group[group], _find_states(by_group[group], source, locales)))
    return tuple(found)


def _find_states(texts: Mapping[str, Text], source: str, locales: Sequence[str]) -> dict[str, State]:
    states: dict[str, State] = {}
    for locale in locales:
        text = texts.get(locale)
        if text is None:
            states[locale] = "missing"
        elif locale == source:
            states[locale] = "source"
        elif source not in texts:
            states[locale] = "extra" if source in locales else "unknown"
        elif text.entry is None or not text.entry.translated_from:
            states[locale] = "unconfirmed"
        else:
            states[locale] = "fresh" if is_fresh(text.entry, texts[source]) else "stale"
    return states


def is_fresh(translation: Entry, source: Text) -> bool:
    """True if what the translation was made from is what the source says."""
    if "".join(translation.translated_from) == source.sections:
        return True
    present = parse_digests(source.sections)
    return _follow(translation, source, present) == present


def _follow(translation: Entry, source: Text, present: Sequence[str]) -> tuple[str, ...]:
    """What a translation records, with present digests for those that `unchanged_since` says mean the same."""
    changes = source.entry.unchanged_since if source.entry else ()
    if not changes:
        return translation.translated_from
    ends = find_ends(changes, frozenset(present))
    return tuple(ends.get(digest, digest) for digest in translation.translated_from)


def find_ends(changes: Iterable[tuple[str, str]], present: frozenset[str]) -> dict[str, str]:
    """The present digests that former ones lead to, by edits that changed nothing; without those that lead to none."""
    steps = dict(changes)
    ends: dict[str, str] = {}
    for start in steps:
        passed: dict[str, None] = {}
        now = start
        while now in steps and now not in present and now not in ends and now not in passed:
            passed[now] = None
            now = steps[now]
        end = now if now in present else ends.get(now, "")
        ends.update(dict.fromkeys(passed, end))
    return {former: end for former, end in ends.items() if end}


def find_moves(translation: Entry, source: Text) -> tuple[Move, ...]:
    """What has become of the source's sections since a translation recorded them, in the order of the source."""
    from difflib import SequenceMatcher  # few translations are stale

    present = parse_digests(source.sections)
    recorded = _follow(translation, source, present)
    if max(len(recorded), len(present)) > _ALIGNED:
        places = itertools.zip_longest(range(len(present)), range(len(recorded)), fillvalue=-1)
        return tuple(Move(*place) for place in places if _differ(place, present, recorded))
    moves = []
    for word, old, old_end, new, new_end in SequenceMatcher(None, recorded, present, autojunk=False).get_opcodes():
        if word != "equal":
            for number in range(max(old_end - old, new_end - new)):
                here, there = new + number, old + number
                moves.append(Move(here if here < new_end else -1, there if there < old_end else -1))
    return tuple(_join_moved(moves, present, recorded))


def _join_moved(moves: Sequence[Move], present: Sequence[str], recorded: Sequence[str]) -> Iterator[Move]:
    """The moves with one, not two, for each section that says the same in another place."""
    place = {recorded[move.recorded]: move.recorded for move in moves if move.recorded >= 0}
    moved = {present[move.present] for move in moves if move.present >= 0} & place.keys()
    for move in moves:
        here, there = move.present, move.recorded
        is_moved, has_moved = here >= 0 and present[here] in moved, there >= 0 and recorded[there] in moved
        if is_moved:
            yield Move(here, place[present[here]], is_same=True)
        rest = Move(-1 if is_moved else here, -1 if has_moved else there)
        if rest != _NOWHERE:
            yield rest


def _differ(place: tuple[int, int], present: Sequence[str], recorded: Sequence[str]) -> bool:
    here, there = place
    return here < 0 or there < 0 or present[here] != recorded[there]


# ---- what is told ---------------------------------------------------------------------------------------------


def check_freshness(
    standings: Sequence[Standing], config: Config, find_prose: Callable[[Text], Prose | None]
) -> Iterator[Diagnostic]:
    """`translation-stale`; and `translation-unconfirmed`, once a site has begun to record what is made from what.

    `find_prose` gives what the author of a text wrote, for the headings of what has moved.
    """
    names = {locale.key: locale.name for locale in config.languages}
    texts = [text for standing in standings for text in standing.texts.values()]
    is_recording = _is_configured(config) or any(text.entry and text.entry.translated_from for text in texts)
    for standing in standings if is_recording else ():
        for locale, state in standing.states.items():
            if state == "stale":
                yield _tell_stale(standing, locale, names[standing.source], find_prose)
            elif state == "unconfirmed":
                yield _tell_unconfirmed(standing, locale, names[standing.source])


def _tell_stale(standing: Standing, locale: str, name: str, find_prose: Callable[[Text], Prose | None]) -> Diagnostic:
    source, command = standing.texts[standing.source], _ack(standing, locale)
    prose = find_prose(source)
    moves, sections = standing.moves(locale), sections_of(source, prose) if prose else ()
    named = describe(moves, sections)
    message = f"the source ({name}) has changed since this was translated"
    message += f": {named}" if named != _ALL else ""
    hint = f"update this text (python build.py status --diff {standing.name}), then run {command}"
    first = next((sections[move.present].line for move in moves if 0 <= move.present < len(sections)), 0)
    span = Span(standing.texts[locale].path)
    return problem("translation-stale", message, span, hint=hint, related=(Span(source.path, first),))


def _tell_unconfirmed(standing: Standing, locale: str, name: str) -> Diagnostic:
    span, source = Span(standing.texts[locale].path), Span(standing.texts[standing.source].path)
    message = f"this text does not record which version of the source ({name}) it follows"
    hint = f"if both say the same, run {_ack(standing, locale)}"
    return problem("translation-unconfirmed", message, span, hint=hint, related=(source,))


def _ack(standing: Standing, locale: str) -> str:
    """What records that a translation is up to date: a command, and what it writes."""
    digests = ", ".join(parse_digests(standing.texts[standing.source].sections))
    command = f"python build.py ack {standing.name} --lang {locale}"
    return f"{command}, which writes\ntranslated_from: [{digests}]"


def sections_of(text: Text, prose: Prose) -> tuple[Section, ...]:
    """The sections of a text as it is written."""
    entry = text.entry
    return tuple(read_sections(entry.title, entry.summary, entry.title_line, prose.text, prose.line) if entry else ())


def describe(moves: Sequence[Move], sections: Sequence[Section]) -> str:
    """Which sections of a source have moved, by their headings."""
    named = [
        name_section(move, sections) + ("" if move.word == "changed" else f" ({move.word})") for move in moves[:_NAMED]
    ]
    rest = len(moves) - _NAMED
    return ", ".join([*named, *([f"and {rest} more"] if rest > 0 else [])])


def name_section(move: Move, sections: Sequence[Section]) -> str:
    """What a message calls a section of the source."""
    if not 0 < move.present < len(sections):
        return "title and summary" if move.present == 0 else "a section"
    heading = sections[move.present].heading
    if heading:
        return f"“{heading}”"
    return "the beginning" if any(section.heading for section in sections) else _ALL


# ---- by name --------------------------------------------------------------------------------------------------


def find_named(standings: Sequence[Standing], name: str) -> Iterator[tuple[Standing, str]]:
    """The entries that a key, a path or a folder means, each with the language that it names, or ""."""
    wanted = layout.find_name(name)
    stem, _, ending = wanted.partition(".")
    locale = ending.removesuffix("md").rstrip(".") if ending != "yaml" else ""
    for standing in standings:
        if stem in (standing.name, standing.key) and (not locale or locale in standing.texts):
            yield standing, locale
        elif not ending and wanted in ("", KINDS[standing.kind].folder):
            yield standing, ""
