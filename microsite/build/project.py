"""A site's folder on the disk, built again and again: what is read, trusted and remembered between two builds."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from microsite.build.basis import keep_echo
from microsite.build.looks import (
    TEXTS,
    Inventory,
    Known,
    Options,
    is_left,
    keep_memory,
    keep_records,
    keep_scan,
    scan_after,
    scan_all,
)
from microsite.build.report import Manner, Report, replay, report_done, say_done, show_whence, with_said
from microsite.diagnostics.problems import Diagnostic, Span
from microsite.engine.crew import Crew
from microsite.files.bodies import StoredBodies
from microsite.files.cache import read_cached
from microsite.files.folder import check_strays, hold
from microsite.files.pack import Pack
from microsite.files.shared import THEME, SharedFiles
from microsite.files.staging import stage, sweep
from microsite.files.tree import Tree, list_folders

if TYPE_CHECKING:
    from microsite.build.outcome import Outcome, Past
    from microsite.build.wishes import Wishes
    from microsite.engine.memory import Memory
    from microsite.model.config import Config
    from microsite.model.site import GroupKey


Hire = Callable[[int, str], AbstractContextManager[Crew]]
"""Who works on so many sources, for an engine of that digest."""


class Project:
    """A site's folder, and where it is built to.

    Builds of a project that `is_lasting` go on with what the last one knew, and take the output folder for what they
    left there: nobody else writes into that of a preview. They do not write the cache: that is for `remember`. Where a
    file is broken, its last good state stands in for it, and the rest is built.

    `wish` reads the options against the configuration, and may raise `UsageError`. `clock` gives the moment of a build
    (POSIX seconds), which decides on what is under embargo. What was said in the same `manner` is said again where
    nothing has moved.
    """

    def __init__(
        self,
        root: Path,
        output: Path,
        options: Options,
        wish: Callable[["Config", Options], tuple["Config", "Wishes"]],
        clock: Callable[[], float] = time.time,
        *,
        manner: Manner | None = None,
        is_lasting: bool = False,
    ) -> None:
        """Know nothing yet."""
        self.root, self.output, self.options, self.wish = root, output, options, wish
        self.clock, self.manner, self.is_lasting = clock, manner, is_lasting
        self._known: Known | None = None
        self._left: tuple[Project, Outcome] | None = None
        self._tried: Memory | None = None  # what builds worked out that failed, beside those with stand-ins

    def build(self, hire: Hire, look_on: Crew, changed: Collection[Path] | None = None) -> Report:
        """Build once. Whatever is wrong is in the report, and then the output folder is as it was.

        A lasting project looks only at what is said to have `changed`, if that is all that can have.
        Raises `UsageError` where nothing can be built at all. Of `look_on`, the stages are taken.
        """
        started, now = time.perf_counter(), self.clock()
        with hold(self.root, self.output) as place:
            with look_on.stage("scan"):
                known = self._known if self._known and is_left(self._known.state.claim) else None
                state = scan_all(self.root, place, self.options, known, changed)
            said = self.manner and state.find_said(now, self.manner.name)
            if said and state.last:
                sweep(place)
                keep_scan(state)
                self._keep_done(state, is_new=state.has_output_news)
                return replay(said, state.last.files, started, self.output)
            with Pack(self.root) as pack:
                report = self._make(state, pack, hire, look_on, (started, now))
                if report.done or not self.is_lasting:
                    return report
                before = known.state.tree if known else None
                return self._make_the_rest(report, state, before, pack, hire, look_on, (started, now))

    def check(self, names: Sequence[str], hire: Hire, look_on: Crew) -> Report:
        """Check all texts, and compare translations with their sources. The output stays as it is.

        With `names` of entries, files or folders, only what is found there is told. Raises `UsageError` for a name that
        is none, and where nothing can be looked at.
        """
        from microsite.build import intake
        from microsite.build.choosing import choose
        from microsite.diagnostics.grading import grade

        started, now = time.perf_counter(), self.clock()
        with hold(self.root, self.output) as place, Pack(self.root) as pack:
            with look_on.stage("scan"):
                state = scan_all(self.root, place, self.options, None)
            sources = state.sources
            chosen = choose([source.path for source in sources], names)
            known, _ = self._recall(state, pack)
            config, found = intake.read_config(sources, known.memory)
            told = (*state.tree.problems, *found)
            if config is None:
                return Report(grade(told, {}, strict=self.options.strict), sources)
            config, wishes = self.wish(config, self.options)
            wishes = wishes._replace(now=now, checks=True, told=chosen if names else frozenset())
            with hire(len(sources), state.engine) as crew:
                begun = intake.begin(config, sources, wishes, crew, known.memory)
                from microsite.build import pipeline  # while others read
                from microsite.build.outcome import Before
                from microsite.build.unshown import check_unshown

                prepared = pipeline.prepare(config, begun, wishes, state.engine, crew, known.memory)
                before = Before(find_past=partial(_find_past, self.root, now=now))
                withdrawn = pipeline.find_withdrawn(prepared, None, wishes, before)
                found = *pipeline.check(prepared, wishes, crew, known.memory), *withdrawn
                unshown = check_unshown(prepared, found, config, sources, wishes, state.engine, crew, known.memory)
                found = *found, *unshown
            keep_scan(state)
            keep_memory(known)
        graded = grade((*told, *found), config.rules, strict=self.options.strict)
        shown = tuple(one for one in graded if not names or any(span.path in chosen for span in _spans(one)))
        count = sum(path.endswith(".md") for path in chosen)
        texts = "1 text" if count == 1 else f"{count} texts"
        return Report(shown, sources, f"{texts} checked in {time.perf_counter() - started:.1f} s")

    def remember(self) -> None:
        """Write down for later processes what the last build of a lasting project knew."""
        if self._known:
            known = self._known
            with hold(self.root, self.output), Pack(self.root) as pack:
                known.bodies.attach(pack)
                keep_scan(known.state)
                keep_memory(known)
                keep_records(known.state)

    def _make_the_rest(
        self,
        first: Report,
        state: Inventory,
        before: Tree | None,
        pack: Pack,
        hire: Hire,
        look_on: Crew,
        moments: tuple[float, float],
    ) -> Report:
        """Build with the last good state of what is broken; `before` is what there was at the last try."""
        from microsite.build.standins import build_the_rest, find_changed, stand_in

        tree, (known, _) = state.tree, self._recall(state, pack)
        good, seen = known.good, {source.path: source.digest for source in before.sources} if before else {}

        def build(held: frozenset[str]) -> Report:
            now = self._known.state if self._known else state
            standing = now.with_tree(stand_in(tree, good, held, known.bodies))
            report = self._make(standing, pack, hire, look_on, moments, is_try=False)
            if self._known:  # of what the disk has, another build is to be told
                self._known.state = self._known.state.with_tree(tree)._replace(last=None)
            return report

        return build_the_rest(first, find_changed(tree, good), find_changed(tree, seen), good, build)

    def _make(
        self,
        state: Inventory,
        pack: Pack,
        hire: Hire,
        look_on: Crew,
        moments: tuple[float, float],
        *,
        is_try: bool = True,
    ) -> Report:
        """Build, with stand-ins if it is no try; `moments` are when that began by the counter, and by the clock."""
        from microsite.build import intake  # a build without changes needs none of it
        from microsite.build.standins import find_changed, keep_good
        from microsite.diagnostics.grading import grade

        sources = state.sources
        known, lost = self._recall(state, pack, self._tried if is_try else None)
        config, found = intake.read_config(sources, known.memory)
        told = (*state.tree.problems, *found)
        if config is None:
            return Report(grade(told, {}, strict=self.options.strict), sources)
        site = config.address  # as site.yaml has it: for whatever address it is built, it is the same site
        config, wishes = self.wish(config, self.options)
        wishes = wishes._replace(now=moments[1])

        def remember() -> None:
            if not self.is_lasting:
                keep_scan(state)
                keep_memory(known)

        with stage(state.claim, site) as staging, hire(len(sources), state.engine) as crew:
            begun = intake.begin(config, sources, wishes, crew, known.memory)
            from microsite.build import pipeline  # while others read, if any do
            from microsite.build.outcome import Before

            state = state._replace(claim=staging.claim)
            told = (*told, *check_strays(state.claim))
            past = partial(_find_past, self.root, now=moments[1])
            before = Before(told, state.done(), state.claim.present, list_folders(self.root), state.had_drafts, past)
            outcome = pipeline.build(config, begun, wishes, state.engine, before, crew, known.memory, staging, remember)
            if outcome.plan:
                with crew.stage("apply"):
                    applied = staging.settle(outcome.plan.change)
        if outcome.plan is None:
            self._tried = known.memory if is_try and self.is_lasting else self._tried
            memory = self._known.memory if self._known and self.is_lasting else known.memory
            self._known = Known(state._replace(last=None), memory, known.bodies, known.good)
            remember()
            return Report(outcome.diagnostics, sources)
        with look_on.stage("remember"):
            after = scan_after(state, outcome, outcome.plan, applied)
            good = keep_good(state.tree, known.good, known.bodies) if self.is_lasting else known.good
            report = report_done(outcome, outcome.plan, applied, state, say_done(moments[0], self.output), lost)
            after, report = with_said(after, report, self.manner)
            if not self.is_lasting:
                self._keep_done(after)
                self._left = self, outcome  # in a circle: nobody takes apart what a process leaves that ends
            self._known = Known(after, known.memory, known.bodies, good)
            self._tried = None if is_try else self._tried
        return show_whence(report, outcome, find_changed(state.tree, known.good)) if self.is_lasting else report

    def _keep_done(self, state: Inventory, *, is_new: bool = True) -> None:
        """Keep what was done, if that is new, and let who calls us again be told the same as long as nothing moves."""
        if is_new:
            keep_records(state)
        manner, last = self.manner, state.last
        if manner and manner.call and last and last.said and self.clock is time.time:
            findings, counted = last.said[1:]
            echo = findings, (last.files, self.output.as_posix(), counted), manner.is_for_people, manner.is_quiet
            keep_echo(state, last, manner.call, echo)

    def _recall(self, state: Inventory, pack: Pack, tried: "Memory | None" = None) -> tuple[Known, str]:
        """What is known, to builds that failed if they are named, and why that may be nothing."""
        from microsite.engine.memory import Memory

        if self._known and self._known.state.engine == state.engine:
            before = self._known
            before.bodies.attach(pack)
            return Known(before.state, (tried or before.memory).next(), before.bodies, before.good), ""
        kept = read_cached(state.claim.place.cache, TEXTS, state.engine)
        common = SharedFiles(state.claim.place.cache.trust, state.engine)
        records, slices, good = kept.value or (common.read(THEME), {}, {})
        bodies = StoredBodies(pack, slices)
        memory = Memory(bodies, records, common=common, is_lasting=self.is_lasting)
        return Known(state, memory, bodies, good), kept.missing


def _find_past(root: Path, groups: "Collection[GroupKey]", now: float) -> "Past":
    """What former commits tell of groups: few builds ask."""
    from microsite.build.former import find_past

    return find_past(root, groups, now)


def _spans(found: Diagnostic) -> Iterator[Span]:
    """All places that a finding names: a source by what is found in its translations, a link by where it leads."""
    yield from filter(None, (found.span,))
    yield from found.related
    yield from found.consequences
    yield from found.repeats
