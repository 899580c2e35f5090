"""How far the translations of each entry are: fresh, stale, unconfirmed, missing; and which sections have moved since.

A translation records the digests of its source's sections (`translated_from`). It is fresh as long as these are the
source's own, or lead to them by `unchanged_since`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from microsite.content.sections import Section, parse_digests, read_sections
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model import layout
from microsite.model.config import Config
from microsite.model.entries import Entry, GroupData, Prose, Text
from microsite.model.kinds import KINDS
from microsite.model.site import GroupKey, PageKey
from microsite.translation.moves import Move, find_moves, follow
from microsite.values.named import NamedTuple

State = Literal["source", "fresh", "stale", "unconfirmed", "missing", "draft", "unreadable", "extra", "unknown"]
"""Of an entry in a language. "extra" has no source; "unknown" is what this build does not read the source of."""

NO_TEXT: tuple[State, ...] = ("missing", "draft", "unreadable")
"""The states without a text."""

_NAMED = 4
"""How many sections a message names."""

_ALL = "the text"
"""What a message calls the only section of a source."""

_NO_DATA = GroupData()


class Standing(NamedTuple):
    """A key in the languages of a build: its texts, and the state of each language. `source` is the language's key.

    `unread` says of the languages whose files cannot be read why.
    """

    kind: str
    key: str
    source: str
    data: GroupData
    texts: Mapping[str, Text]
    states: Mapping[str, State]
    unread: Mapping[str, str] = {}

    @property
    def name(self) -> str:
        """The key with its folder, as commands take it."""
        return f"{KINDS[self.kind].folder}/{self.key}"

    def entry(self, locale: str) -> Entry:
        """The entry in a language that has one."""
        entry = self.texts[locale].entry
        assert entry  # noqa: S101 (a text without one has no key)
        return entry

    def has_new_gaps(self, locale: str) -> bool:
        """True of a translation that waits for words where its source has some."""
        text, source = self.texts.get(locale), self.texts.get(self.source)
        return bool(text and source and locale != self.source and text.gaps > source.gaps)

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
    config: Config,
    locales: Sequence[str],
    texts: Iterable[Text],
    data_by_group: Mapping[GroupKey, GroupData],
    absent: Mapping[PageKey, str] = {},
) -> tuple[Standing, ...]:
    """How far each key is in these languages, in the order of kinds and keys.

    `config` is the whole site's: what is translated from a language that is left out is not of another for that.
    `absent` are files that are none of the texts: "" of a draft, or why one cannot be read.
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
        whys = {locale: absent[*group, locale] for locale in locales if (*group, locale) in absent} if absent else {}
        states, unread = (
            _find_states(by_group[group], source, locales, whys),
            {key: why for key, why in whys.items() if why},
        )
        found.append(Standing(*group, source, data, by_group[group], states, unread))
    return tuple(found)


def _find_states(
    texts: Mapping[str, Text], source: str, locales: Sequence[str], whys: Mapping[str, str]
) -> dict[str, State]:
    states: dict[str, State] = {}
    for locale in locales:
        text = texts.get(locale)
        if text is None:
            states[locale] = "missing" if locale not in whys else "unreadable" if whys[locale] else "draft"
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
    return follow(translation, source, present) == present


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
