"""What there is before a build, and what is kept of it after: sources, generator, output folder, cache."""

from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from microsite.files.bodies import StoredBodies
from microsite.files.cache import freeze, read_cached, thaw, write_cached
from microsite.files.engine import read_engine
from microsite.files.folder import NOBODY, Claim, Folders, is_current, survey
from microsite.files.records import read_records, write_records
from microsite.files.shared import THEME, sweep_shared
from microsite.files.staging import Applied
from microsite.files.stamps import PlainSeen, Seen, moment_at
from microsite.files.theme import overlay, read_theme
from microsite.files.tree import Tree, read_again, read_tree
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.source import BESIDE
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.build.outcome import Outcome
    from microsite.build.plan import Plan
    from microsite.engine.memory import Memory
    from microsite.engine.packing import Plain
    from microsite.model.source import Source
    from microsite.pages.jobs import Manifest


VERSION = "9"
"""Of what is kept of the sources and of output folders. What is remembered of texts is of one engine each."""

SEEN = "seen"

TEXTS = "texts"
"""The cache's files of what was seen of the sources and the generator, and of what was worked out."""


class Options(NamedTuple):
    """The wishes of the command line. Without `base_url` the one in site.yaml counts, without `languages` all do."""

    base_url: str | None = None
    languages: str | None = None
    drafts: bool = False
    strict: bool = False
    removal: bool = False


Good = Mapping[str, str]
"""The sources of the site that a preview shows, by path: their digests. Their bytes are in the pack."""


def name_good(digest: str) -> str:
    """What a source is called among the bodies, which are called by the digests of their texts."""
    return f"source {digest}"


class Account(NamedTuple):
    """What was told of findings, in somebody's manner: as it was printed, and how many there are, in words."""

    manner: str
    findings: str
    counted: str


class Last(NamedTuple):
    """The last build, if it was done to the end: its key, of how many files, and what it `said`, if that holds still.

    From the moment `since` to before `until` (POSIX seconds) it would come to the same.
    """

    key: str
    files: int
    since: int
    until: int
    had_drafts: bool
    said: Account | None = None

    def find_said(self, now: float, manner: str) -> Account | None:
        """What a build at that moment (POSIX seconds) would say, if it depended on and left the same."""
        is_due = self.since <= now < self.until  # else an embargo may have ended meanwhile
        return self.said if is_due and self.said and self.said.manner == manner else None


class Inventory(NamedTuple):
    """What there is: the sources, the generator with its theme, the output folder, and what the last build did.

    `sources` are all that pages are made from: those of the site's own tree, and what the theme has besides.
    `last` is None unless the last build was done to the end; `missing` says why there is nothing of it. There are news
    where the cache does not say yet what was seen. What was done is `frozen` as long as it is as the cache has it.
    """

    tree: Tree
    theme: Tree
    sources: "tuple[Source, ...]"
    engine: str
    code: Seen
    claim: Claim
    done: Callable[[], "Manifest"]
    options: Options
    last: Last | None
    missing: str = ""
    has_news: bool = True
    has_output_news: bool = True
    frozen: bytes = b""

    def with_tree(self, tree: Tree) -> "Inventory":
        """The same, with another tree of the site's own."""
        return self._replace(tree=tree, sources=overlay(tree, self.theme))

    @property
    def had_drafts(self) -> bool:
        """True if the last build was one for looking at drafts."""
        return self.last is not None and self.last.had_drafts

    def find_said(self, now: float, manner: str) -> Account | None:
        """What the last build said, if one at that moment (POSIX seconds) would come to the same, and say it so."""
        last, claim = self.last, self.claim
        said = last and last.find_said(now, manner)
        is_same = said and claim.listed == claim.present and claim.site == claim.former
        return said if is_same and last and last.key == _make_key(self) else None


class Known:
    """What a build leaves to the next one."""

    def __init__(self, state: Inventory, memory: "Memory", bodies: StoredBodies, good: Good) -> None:
        """Take what there is, all that was worked out, and what the site was made from that a preview shows."""
        self.state, self.memory, self.bodies, self.good = state, memory, bodies, good


def scan_all(
    root: Path,
    place: Folders,
    options: Options,
    known: Known | None,
    changed: Collection[Path] | None = None,
) -> Inventory:
    """Look at what there is; what is `known` in this process need not be read from the cache."""
    if known:
        paths = None if changed is None else _paths_below(place.root, changed)
        tree = read_again(root, known.state.tree, paths) if paths else None
        tree = tree or read_tree(root, known.state.tree.seen)
        return known.state.with_tree(tree)._replace(last=None, missing="", has_news=True)
    seen, done = read_cached(place.cache, SEEN, VERSION), read_records(place, VERSION)
    before = seen.value or ((), (), ())
    sources, looks, code = before
    tree, theme = read_tree(root, Seen(*sources)), read_theme(root, Seen(*looks))
    engine, code_seen = read_engine(Seen(*code), moment_at(str(root)))
    records, outputs, last, whose = done.value or (freeze({}), (), None, NOBODY)
    claim = survey(place, Seen(*outputs), whose)
    news = _as_plain(tree, theme, code_seen) != before, claim.seen.as_plain() != outputs
    return Inventory(
        *(
            tree,
            theme,
            overlay(tree, theme),
            engine,
            code_seen,
            claim,
            cache(partial(_read_manifest, records)),
            options,
        ),
        *(_read_last(last), done.missing, *news, records),
    )


def _read_last(last: "Plain") -> Last | None:
    """The last build as `keep_records` has kept it."""
    if last is None:
        return None
    *others, said = last
    return Last._make((*others, said and Account(*said)))


def _as_plain(tree: Tree, theme: Tree, code: Seen) -> tuple[PlainSeen, PlainSeen, PlainSeen]:
    return tree.seen.as_plain(), theme.seen.as_plain(), code.as_plain()


def is_left(claim: Claim) -> bool:
    """True if an output folder is as a build of this process has left it; that there is a list tells so."""
    return claim.digest != "" and is_current(claim)


def _read_manifest(records: bytes) -> "Manifest":
    """What was done, of what the cache keeps."""
    from microsite.pages.jobs import Record  # a build without changes asks for none

    return {path: Record(*record) for path, record in thaw(records).items()}


def _paths_below(root: Path, changed: Collection[Path]) -> tuple[str, ...] | None:
    """The paths in a root; None if one lies elsewhere."""
    is_inside = all(path.is_relative_to(root) for path in changed)
    return tuple(path.relative_to(root).as_posix() for path in changed) if is_inside else None


def _make_key(state: Inventory) -> str:
    """The digest of everything that a build depends on, and of everything that it leaves."""
    sources = digest_of_words(*(word for source in state.sources for word in source[:2]))
    present = digest_of_words(*(word for output in sorted(state.claim.present.items()) for word in output))
    problems = repr(state.tree.problems)
    return digest_of(state.engine, state.options, sources, problems, present, state.claim.strays)


def scan_after(state: Inventory, outcome: "Outcome", plan: "Plan", applied: Applied) -> Inventory:
    """What there is once a plan is done, for the case that nothing moves."""
    from microsite.build.plan import make_manifest

    manifest = make_manifest(plan, state.done(), applied.digests, outcome.keys)
    present = {path: record.output for path, record in manifest.items()}
    claim = state.claim.after(present, applied.seen, applied.list_digest)
    last = Last("", len(outcome.jobs), *outcome.span, state.options.drafts)
    return state._replace(claim=claim, done=lambda: manifest, last=last, frozen=b"")


def keep_scan(state: Inventory) -> None:
    """Keep what was seen of the sources and of the generator; a file with a problem is looked at each time."""
    if state.has_news:
        seen = _as_plain(state.tree, state.theme, state.code)
        write_cached(state.claim.place.cache, SEEN, VERSION, seen)


def keep_memory(known: Known) -> None:
    """Keep what was worked out, for any output folder: the pack first, then what names its slices.

    What comes of the theme is kept for other sites, too, when a site is built for the first time.
    """
    from microsite.checks.entries import name_kept  # late: where nothing has moved, nothing is kept

    records, good = dict(known.memory.records), dict(known.good)
    kept = {digest for name, (digest, _) in records.items() if name.startswith(("text ", "rendition "))}
    kept.update(name_kept(digest) for name, (digest, _) in records.items() if name.startswith("review "))
    known.bodies.keep(kept.union(map(name_good, good.values())))
    cache, engine = known.state.claim.place.cache, known.state.engine
    is_first = not cache.path(TEXTS).exists()
    write_cached(cache, TEXTS, engine, (records, known.bodies.slices, good))
    if is_first:
        _share_theme(known)
    known.memory.common.write()
    sweep_shared()


def _share_theme(known: Known) -> None:
    """Keep what comes of the theme, or of a copy of it, if other sites have not kept the same."""
    from microsite.render.design import name_records  # see `keep_memory`: hardly ever needed

    state, records, common = known.state, known.memory.records, known.memory.common
    theme = {source.path: source.digest for source in state.theme.sources}
    alike = [source for source in state.sources if theme.get(source.path.removeprefix(BESIDE)) == source.digest]
    found = {name: records[name] for name in name_records(alike) if name in records}
    shared = common.read(THEME) or {}
    if any(shared.get(name) != record for name, record in found.items()):
        common.keep(THEME, lambda: {**shared, **found})


def keep_records(state: Inventory) -> None:
    """Keep what was done to the output folder."""
    records = state.frozen or freeze({path: tuple(record) for path, record in state.done().items()})
    said = state.last and state.last.said
    last = state.last and (_make_key(state), *state.last[1:-1], said and tuple(said))
    claim = state.claim
    write_records(claim.place, VERSION, (records, claim.seen.as_plain(), last, claim.whose))
