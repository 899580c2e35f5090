"""What stands in for broken files while a site is previewed: the last good state of each, so that the rest is built."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from operator import attrgetter

from microsite.build.looks import Good, name_good
from microsite.build.report import Report
from microsite.diagnostics.problems import Diagnostic, find_stem, is_error
from microsite.files.bodies import StoredBodies
from microsite.files.tree import Tree
from microsite.model.source import Source

_ROUNDS = 3
"""So often what breaks by a stand-in gets one, too."""

_NAMED = 3
"""So many files a line names."""


def keep_good(tree: Tree, before: Good, bodies: StoredBodies) -> Good:
    """Remember the sources of a site that has been built. What has not changed is not read."""
    for source in tree.sources:
        name = name_good(source.digest)
        if before.get(source.path) != source.digest and not bodies.has(name):
            bodies.note(name, bodies.put(source.data))
    return {source.path: source.digest for source in tree.sources}


def find_changed(tree: Tree, good: Good) -> frozenset[str]:
    """The paths of what is otherwise than it was: changed, added, gone, or not to be read."""
    now = {source.path: source.digest for source in tree.sources}
    return frozenset(path for path in now.keys() | good.keys() if now.get(path) != good.get(path)) | {
        one.span.path for one in tree.problems if one.span
    }


def stand_in(tree: Tree, good: Good, held: Collection[str], bodies: StoredBodies) -> Tree:
    """The tree with the last good state of the files that are `held`, without those that never were good."""
    sources = [source for source in tree.sources if source.path not in held]
    for path in held:
        data = bodies.read(name_good(good[path])) if path in good else None
        if data is not None:
            sources.append(Source(path, good[path], data))
    problems = tuple(one for one in tree.problems if one.span is None or one.span.path not in held)
    return Tree(tuple(sorted(sources, key=attrgetter("path"))), problems, tree.seen)


def build_the_rest(
    first: Report,
    changed: frozenset[str],
    latest: frozenset[str],
    good: Good,
    build: Callable[[frozenset[str]], Report],
) -> Report:
    """What is wrong, as `first` tells it, and what could be built without that.

    `changed` are the files that are otherwise than in the site that is shown, `latest` those that have changed since
    the last try; `build` builds with the last good state of some of them. It stands in for what is broken, and then for
    what breaks by that. Where what is told of does not say which change is to blame, such as the loss of a page that
    others lead to, all that was changed before is held, or at last everything.
    """
    for held, report in _try_all(first, changed, latest, build, is_any_good=bool(good)):
        if report.done:
            done = f"{report.done}; {_describe(sorted(held), good)}"
            states = {path: path in good for path in held}
            return report._replace(diagnostics=first.diagnostics, sources=first.sources, done=done, held=states)
    return first


def _try_all(
    first: Report,
    changed: frozenset[str],
    latest: frozenset[str],
    build: Callable[[frozenset[str]], Report],
    *,
    is_any_good: bool,
) -> Iterator[tuple[frozenset[str], Report]]:
    tried = {frozenset[str]()}
    held, found = frozenset[str](), first.diagnostics
    for _ in range(_ROUNDS):
        held |= _find_blamed(found, changed - held)
        if held in tried:
            break
        tried.add(held)
        report = build(held)
        found = report.diagnostics
        yield held, report
    for rest in (changed - latest, changed - latest | held, changed) if is_any_good else ():
        if rest not in tried:
            tried.add(rest)
            yield rest, build(rest)


def _find_blamed(found: Collection[Diagnostic], changed: frozenset[str]) -> frozenset[str]:
    """Those of the changed files in which errors are; else those that errors name; else those of the same entries."""
    errors = [one for one in found if is_error(one)]
    places = {one.span.path for one in errors if one.span}
    named = places | {span.path for one in errors for span in (*one.related, *one.consequences, *one.repeats)}
    stems = {find_stem(path) for path in places}
    return changed & places or changed & named or frozenset(path for path in changed if find_stem(path) in stems)


def _describe(held: Collection[str], good: Good) -> str:
    """Which files are shown as they were, and which are not shown."""
    told = []
    for paths, what in (
        ([path for path in held if path in good], "as before"),
        ([path for path in held if path not in good], "left out"),
    ):
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        if paths:
            told.append(f"{what}: {', '.join(paths[:_NAMED])}{more}")
    return "; ".join(told)
