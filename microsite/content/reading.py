"""Sources → what a site is linked from: texts, remembered or read by workers, and the files of their groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from microsite.content import parse, proofread, texts
from microsite.content.material import Hidden, Material
from microsite.content.texts import Manuscript
from microsite.diagnostics.problems import Diagnostic, Reason, Span, is_error, problem
from microsite.diagnostics.terminal import name_place
from microsite.engine.crew import Crew, share
from microsite.engine.memory import Memory, Once, each_time
from microsite.engine.packing import Plain, pack, unpack
from microsite.model import layout
from microsite.model.config import Config
from microsite.model.digests import digest_of
from microsite.model.entries import Entry, GroupData, Text
from microsite.model.kinds import KINDS
from microsite.model.layout import Place
from microsite.model.media import Signature, find_signature
from microsite.model.site import GroupKey, PageKey
from microsite.model.source import Source
from microsite.values.named import NamedTuple


class Content(NamedTuple):
    """What lies under `content/`: the texts that are wanted, by path; group files; and other files, by path.

    `elsewhere` is what lies in the other folders.
    `every` are the groups that have a text, and those whose texts are in languages that are not wanted.
    """

    unread: Mapping[str, Manuscript]
    unwanted: Sequence[str]
    every: Mapping[GroupKey, Hidden]
    group_files: Mapping[GroupKey, Source]
    files: Mapping[str, Source]
    languages: frozenset[str]
    problems: tuple[Diagnostic, ...]
    elsewhere: Sequence[Source]


def find_content(config: Config, sources: Sequence[Source], wanted: frozenset[str], once: Once = each_time) -> Content:
    """What each path is; files of languages that are not wanted are not looked into. Without `wanted`, all are."""
    tags = {locale.key: locale.tag for locale in config.languages}
    languages = frozenset(tags)
    unread: dict[str, Manuscript] = {}
    unwanted: list[str] = []
    every: dict[GroupKey, Hidden] = {}
    group_files: dict[GroupKey, Source] = {}
    files: dict[str, Source] = {}
    problems: list[Diagnostic] = []
    elsewhere: list[Source] = []
    for source in sources:
        if not source.path.startswith(layout.CONTENT):
            elsewhere.append(source)
            continue
        if source.path == layout.CONFIG:
            continue
        inputs = (source.digest, tags, isinstance(source.held, bytes))  # as where the disk has another state by now
        place, found, one = once(("content", source.path), inputs, partial(_look_at, source, tags, languages))
        problems += found
        if place is None:
            continue
        if place.kind is None:
            files[source.path] = source
            continue
        group = (place.kind.name, place.key)
        if one is None:
            group_files[group] = source
        elif place.locale in (wanted or tags):
            every[group] = "draft"
            unread[source.path] = one
        else:
            every.setdefault(group, "language")
            unwanted.append(source.path)
    return Content(unread, unwanted, every, group_files, files, languages, tuple(problems), elsewhere)


def _look_at(
    source: Source, tags: Mapping[str, str], languages: frozenset[str]
) -> tuple[Place | None, tuple[Diagnostic, ...], Manuscript | None]:
    """What a path stands for, and the text that lies there, if it is one."""
    place, found = layout.find_place(source.path, tags)
    if place is None or place.kind is None or place.role != "entry":
        return place, found, None
    kind, locale = place.kind.name, place.locale
    return place, found, texts.make_manuscript(source, kind, place.key, locale, tags[locale], languages)


Underway = tuple[dict[str, Text], Iterator[tuple[Plain, Plain]]]


def begin_reading(content: Content, crew: Crew, memory: Memory) -> Underway:
    """The texts that are remembered, by path, and the others as workers read them."""
    known: dict[str, Text] = {}
    for path, one in content.unread.items():
        text = memory.recall(f"text {path}", one.digest, unpack)
        if text and (text.entry is None or memory.bodies.has(text.digest)):
            known[path] = text
    for path in content.unwanted:
        memory.retain(f"text {path}")
    unknown = [one for path, one in content.unread.items() if path not in known]

    def keep_body(read: tuple[Plain, bytes]) -> tuple[Plain, Plain]:
        plain, written = read
        return plain, memory.bodies.put(written)

    return known, share(crew, texts.read_texts, unknown, make=Manuscript.with_data, deliver=keep_body, label=_path)


def _path(manuscript: Manuscript) -> str:
    return manuscript.source.path


def finish_reading(
    content: Content, reading: Underway, memory: Memory, *, drafts: bool
) -> tuple[Material, list[Diagnostic]]:
    """What the site is linked from, and what is wrong with it."""
    known, read = reading
    for plain, place in read:
        text = unpack(plain)
        memory.keep(f"text {text.path}", text.digest, text, plain)
        memory.bodies.note(text.digest, place)
        known[text.path] = text
    found = [known[path] for path in content.unread]
    problems = [problem for text in found for problem in text.problems]
    shown = [text for text in found if text.entry and (drafts or not text.entry.is_draft)]
    problems += [problem for text in shown for problem in text.body_problems]
    problems += check_drafts(found, "" if drafts else "--drafts shows it")
    groups = {(text.entry.kind, text.entry.key) for text in shown if text.entry}
    written = {(text.entry.kind, text.entry.key) for text in found if text.entry} if len(shown) < len(found) else groups
    hidden: dict[GroupKey, Hidden] = {
        group: "unread" if why == "draft" and group not in written else why
        for group, why in content.every.items()
        if group not in groups
    }
    data_by_group: dict[GroupKey, GroupData] = {}
    retracted = set[GroupKey]()
    for group, source in content.group_files.items():
        data, group_problems, told = _read_group(source, group, content.languages, memory)
        problems += told
        if data and data.released is False:
            retracted.add(group)
        if data and group not in hidden:
            data_by_group[group] = data
            problems += group_problems if group in groups else ()
    digests = {group: source.digest for group, source in content.group_files.items() if group in data_by_group}
    misdated = {told.span.path for told in problems if told.rule == "date-invalid" and told.span}
    unshown = [text for text in found if text.entry and (text.entry.kind, text.entry.key) in hidden] if hidden else []
    signatures = _find_signatures(content.files, memory)
    absent = dict(find_absent(content.unread.values(), found, drafts=drafts)) if len(shown) < len(found) else {}
    material = Material(shown, data_by_group, digests, signatures, hidden, misdated, unshown, retracted, absent)
    return material, problems


def find_absent(
    manuscripts: Iterable[Manuscript], texts: Iterable[Text], *, drafts: bool
) -> Iterator[tuple[PageKey, str]]:
    """Where the site has a file that it does not show: "" of a draft, or why it cannot be read. Both in one order."""
    for one, text in zip(manuscripts, texts, strict=True):
        if text.entry is None:
            yield (one.kind, one.key, one.locale), say_why(text.problems)
        elif text.entry.is_draft and not drafts:
            yield (one.kind, one.key, one.locale), ""


def say_why(problems: Iterable[Diagnostic]) -> str:
    """Why a file cannot be read: the message of its first error, and the place if that does not name the file."""
    first = next(filter(is_error, problems))
    is_named = first.span is None or first.span.path in first.message
    return first.message if is_named else f"{name_place(first.span)}: {first.message}"


def check_drafts(texts: Iterable[Text], hint: str = "") -> Iterator[Diagnostic]:
    """`held-back`: entries of which a text is a draft, or still has to be written, in whatever languages."""
    drafts: dict[GroupKey, list[Entry]] = {}
    for text in texts:
        if text.entry and text.entry.is_draft:
            drafts.setdefault((text.entry.kind, text.entry.key), []).append(text.entry)
    for entries in drafts.values():
        reasons = tuple(_say_drafts(entries))
        advice = ["put the real words in the place of [[…]]"] if reasons[-1].word == "unwritten" else []
        advice += [hint] if hint else []
        message = f"not public: {'; '.join(reason.message for reason in reasons)}"
        found = problem("held-back", message, Span(entries[0].path), hint="; ".join(advice))
        yield found._replace(reasons=reasons)


def _say_drafts(entries: Sequence[Entry]) -> Iterator[Reason]:
    drafts = tuple(entry.locale for entry in entries if entry.draft)
    if drafts:
        yield Reason(f"a draft ({', '.join(drafts)})", "draft", drafts)
    by_parts: dict[tuple[str, ...], list[str]] = {}
    for entry in entries:
        if not entry.draft:
            by_parts.setdefault(entry.unwritten, []).append(entry.locale)
    for parts, locales in by_parts.items():
        message = f"{', '.join(parts)} not yet written ({', '.join(locales)})"
        yield Reason(message, "unwritten", tuple(locales))


def _find_signatures(files: Mapping[str, Source], memory: Memory) -> dict[str, Signature]:
    """What the first bytes of each file make of it, remembered by its digest."""
    name = "signatures"
    before: dict[str, Signature] = memory.recall(name, "", dict) or {}
    now = {
        source.digest: before[source.digest] if source.digest in before else find_signature(source.data)
        for source in files.values()
    }
    if now != before:
        memory.keep(name, "", now, now)
    return {path: now[source.digest] for path, source in files.items()}


def _read_group(
    source: Source, group: GroupKey, languages: frozenset[str], memory: Memory
) -> tuple[GroupData | None, tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """A group's file, what is wrong with its texts, and what is wrong with the file."""
    name, digest = f"group {source.path}", digest_of(source.digest, sorted(languages))
    known: tuple[GroupData | None, tuple[Diagnostic, ...], tuple[Diagnostic, ...]] | None
    known = memory.recall(name, digest, unpack)
    if known is None:
        data, found = parse.parse_group(source, KINDS[group[0]], group[1], languages)
        known = data, tuple(proofread.check_group(data)) if data else (), found
        memory.keep(name, digest, known, pack(known))
    return known
