"""An entry and its new key → the files that move, and those that are written anew because they name it. Pure."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator, Mapping, Sequence

from microsite.content.references import parse_web
from microsite.content.sections import digest_sections, parse_digests
from microsite.content.settings import find_targets
from microsite.content.texts import Manuscript
from microsite.content.yaml.lines import change_front, read_front
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar
from microsite.content.yaml.tree import compose
from microsite.diagnostics.problems import Span
from microsite.model.config import Config
from microsite.model.entries import Entry, GroupData, Link, Prose, Text
from microsite.model.kinds import ENTRIES_IN_MENUS, KINDS, TERMS
from microsite.model.layout import CONFIG, CONTENT, find_owner
from microsite.model.site import Group, GroupKey, Target
from microsite.model.source import Source
from microsite.site.groups import present, target_of
from microsite.site.retargeting import Renamed, Replacement, find_links, replace
from microsite.site.targets import find_extras
from microsite.values.named import NamedTuple


class Library(NamedTuple):
    """What of a site may name an entry: its configuration, its files by path, and its texts, drafts among them."""

    config: Config
    sources: Mapping[str, Source]
    groups: Mapping[GroupKey, Group]
    manuscripts: Mapping[str, Manuscript]
    prose: Mapping[str, Prose]


class Renaming(NamedTuple):
    """Paths by former paths of what moves; the new bytes of what is also written anew, by its path after the move.

    `left` are links that nobody can find again as they are written.
    """

    moves: Mapping[str, str]
    written: Mapping[str, bytes]
    left: tuple[Span, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The files of others that are written anew."""
        return tuple(path for path in self.written if path not in self.moves.values())


def make_group(config: Config, key: GroupKey, data: GroupData, texts: Mapping[str, Text]) -> Group | None:
    """The group of some texts that could be read; None without any."""
    entries = {one.key: entry for one in config.languages if one.key in texts and (entry := texts[one.key].entry)}
    wanted = data.source_lang or config.source_language
    source = wanted if wanted in entries else next(iter(entries), "")
    return Group(*key, data, entries, source, texts) if entries else None


def find_addresses(config: Config, group: Group, new: str) -> dict[str, dict[str, str]]:
    """The new addresses by the former ones, from the root of the site, by the language whose text is shown there."""
    found: dict[str, dict[str, str]] = {}
    for locale in config.languages:
        page = present(group, locale, config)
        if page:
            old, now = _address(page.target), _address(target_of(config, page.entry._replace(key=new), locale.key))
            if old != now:
                found.setdefault(page.entry.locale, {})[old] = now
    return found


def _address(target: Target) -> str:
    return f"/{target.path.removesuffix('index.html')}"


def find_taken(library: Library, but: GroupKey) -> dict[str, str]:
    """The addresses that a site has, from its root, aliases too, but for those of one entry: the paths of the texts.

    Those of lists and the like have "".
    """
    config, taken = library.config, dict[str, str]()
    pages = {
        (*key, one.key): page
        for key, group in library.groups.items()
        for one in config.languages
        if (page := present(group, one, config))
    }
    taken |= {_address(target): "" for target in find_extras(config, pages).values()}
    for key, page in pages.items():
        if key[:2] != but:
            taken[_address(page.target)] = page.entry.path
            taken |= {f"/{alias.strip('/')}/": page.entry.path for alias in page.entry.aliases}
    return taken


def plan_renaming(library: Library, group: GroupKey, new: str) -> Renaming | str:
    """What is to be done so that an entry has another key; or the path of a file that cannot be written anew."""
    one, config = library.groups[group], library.config
    every = find_addresses(config, one, new).values()
    addresses = {old: now for pairs in every for old, now in pairs.items()}
    renamed = Renamed(*group, new, addresses, parse_web(config.base_url))
    changed: dict[str, str] = {}
    left: list[Span] = []
    for path, found in _find_replacements(library, renamed):
        left += (Span(path, link.line, link.column) for link in found if isinstance(link, Link))
        replacements = [one for one in found if isinstance(one, Replacement)]
        if replacements:
            changed[path] = replace(_read(library, path), replacements)
    _follow_digests(library, changed)
    public = make_group(config, group, one.data, {key: text for key, text in one.texts.items() if not _is_draft(text)})
    for locale, pairs in (find_addresses(config, public, new) if public else {}).items():
        entry, path = one.entries[locale], one.texts[locale].path
        text = _with_aliases(changed.get(path) or _read(library, path), entry, pairs)
        if text is None:
            return path
        changed[path] = text
    folder = f"{CONTENT}{KINDS[group[0]].folder}/"
    moves = {
        path: f"{folder}{new}{path[len(folder) + len(group[1]) :]}"
        for path in library.sources
        if find_owner(path) == group
    }
    written = {moves.get(path, path): text.encode() for path, text in sorted(changed.items())}
    return Renaming(moves, written, tuple(left))


def _is_draft(text: Text) -> bool:
    return text.entry is None or text.entry.is_draft


def _read(library: Library, path: str) -> str:
    return library.sources[path].data.decode("utf-8")


# ---- what names the entry ----------------------------------------------------------------------------------------


def _find_replacements(library: Library, renamed: Renamed) -> Iterator[tuple[str, list[Replacement | Link]]]:
    """All that names the entry, by the path of the file."""
    yield CONFIG, [*_find_in_config(compose(_plain(_read(library, CONFIG)), CONFIG)[0], renamed)]
    traces = {renamed.key, urllib.parse.quote(renamed.key), *(old.split("/")[-2] for old in renamed.addresses)}
    for one in library.groups.values():
        for text in one.texts.values():
            prose, entry = library.prose[text.path], text.entry
            found: list[Replacement | Link] = []
            if any(trace in prose.text for trace in traces) or "%" in prose.text or "\\" in prose.text:
                found += find_links(prose, library.manuscripts[text.path].tag, renamed)
            if entry and entry.term and renamed.kind == TERMS.name and renamed.key in entry.term.see_also:
                found += _find_in_term(entry, renamed)
            yield text.path, found


def _find_in_term(term: Entry, renamed: Renamed) -> Iterator[Replacement]:
    for field, text, line, column, _ in term.term.places if term.term else ():
        if field == "see_also" and text == renamed.key:
            yield Replacement(Span(term.path, line, column), text, renamed.new)
            yield Replacement(Span(term.path, line, column + 1), text, renamed.new)  # in quotation marks


def _find_in_config(node: Node | None, renamed: Renamed) -> Iterator[Replacement]:
    """Where `site.yaml` names the entry: in its menus, and as the group of the key figures."""
    named = f"{KINDS[renamed.kind].folder}/{renamed.key}"
    for name, value in node.entries if isinstance(node, Fields) else ():
        if name.text in ("navigation", "footer") and isinstance(value, Items) and renamed.kind in ENTRIES_IN_MENUS:
            items = (target for item in value.items for target in find_targets(item))
            yield from (found for item in items if (found := _rename(item, renamed.key, renamed.key, renamed.new)))
        elif name.text == "key_figures" and isinstance(value, Fields):
            of = (item for key, item in value.entries if key.text == "from")
            yield from (found for item in of if (found := _rename(item, named, renamed.key, renamed.new)))


def _rename(node: Node, meant: str, key: str, new: str) -> Replacement | None:
    """What a text becomes that means the entry."""
    if not isinstance(node, Scalar) or node.text.strip() != meant:
        return None
    head, _, tail = node.written.rpartition(key)
    return Replacement(node.span, node.written, f"{head}{new}{tail}")


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


# ---- what follows from that --------------------------------------------------------------------------------------


def _follow_digests(library: Library, changed: dict[str, str]) -> None:
    """Let translations record the sources as they are now, where they recorded them as they were."""
    for one in library.groups.values():
        source = one.texts.get(one.source)
        if source is None or source.path not in changed or source.entry is None:
            continue
        body = _plain(changed[source.path]).split("\n")[library.prose[source.path].line - 1 :]
        now = digest_sections(source.entry.title, source.entry.summary, "\n".join(body))
        moved = {
            old: new for old, new in zip(parse_digests(source.sections), parse_digests(now), strict=True) if old != new
        }
        for text in one.texts.values() if moved else ():
            before = changed.get(text.path) or _read(library, text.path)
            after = replace(before, [*_find_digests(before, moved)])
            if after != before:
                changed[text.path] = after


def _find_digests(text: str, moved: Mapping[str, str]) -> Iterator[Replacement]:
    """Where front matter records digests that are others now."""
    for name, value in (read_front(text) or Fields((), Span(""))).entries:
        if name.text in ("translated_from", "unchanged_since") and isinstance(value, Items):
            for item in value.items:
                if isinstance(item, Scalar):
                    new = "=".join(moved.get(digest, digest) for digest in item.text.split("="))
                    yield Replacement(item.span, item.written, item.written.replace(item.text, new))


def _with_aliases(text: str, entry: Entry, addresses: Mapping[str, str]) -> str | None:
    """A text with its former addresses as aliases, and none that is its own again."""
    own = {address.strip("/") for address in addresses.values()}
    kept = [alias for alias in entry.aliases if alias.strip("/") not in own]
    known = {alias.strip("/") for alias in kept}
    wanted: Sequence[str] = [*kept, *(old for old in addresses if old.strip("/") not in known)]
    spellings = {one.name: (one.name, *one.also) for one in KINDS[entry.kind].front_matter}
    return change_front(text, {"aliases": wanted}, spellings)
