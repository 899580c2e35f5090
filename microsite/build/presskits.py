"""The files of press kits with their sizes: texts rendered and pictures measured, by whoever works.

Pages tell how large they are, so they are made before these. What is remembered of a file is its size and digest.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import count

from microsite.build.orders import Fetch, make_order
from microsite.build.plan import make_key
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.crew import Crew, share
from microsite.engine.memory import Memory
from microsite.engine.packing import Plain
from microsite.files.archive import BOUND, find_size, write_archive
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.images import Printed
from microsite.model.kinds import KINDS
from microsite.model.kits import FOR_PRINT, FOR_WEB, FORMS, Kit, KitFile, KitForm, Member, VCard
from microsite.model.site import Page, PageKey
from microsite.model.source import Source
from microsite.pages.contacts import measure_vcard, write_vcard
from microsite.pages.jobs import Job, Rendered, Templates
from microsite.pages.kits import (
    file_job,
    find_card,
    find_kit_pages,
    find_pictures,
    find_print_target,
    kit_target,
    picture_file,
)
from microsite.pages.plot import Plot
from microsite.pictures.sharing import fetch_rendition, measure_files
from microsite.site.targets import VCARD
from microsite.values.named import NamedTuple

_SINGLE = tuple(form for form in FORMS if not form.is_archive)


class _Made(NamedTuple):
    """A file: its size, and the digest of its bytes; none of one that cannot be made."""

    size: int = 0
    digest: str = ""


class PressKits:
    """The files of the press kits of a site, made once somebody asks for one of them."""

    def __init__(
        self,
        plot: Plot,
        fetch: Fetch,
        templates: Callable[[], Templates],
        files: Mapping[str, Source],
        papers: Mapping[PageKey, Job],
        crew: Crew,
        memory: Memory,
    ) -> None:
        """Know what they are made from; of `files`, which are those of content that are no texts, the pictures."""
        self._plot, self._fetch, self._templates = plot, fetch, templates
        self._files, self._papers, self._crew, self._memory = files, papers, crew, memory
        self._found: list[Diagnostic] = []
        self._web = {
            path: one for target, one, path in plot.site.renditions if target.url == plot.site.images[path].url
        }

    def retain(self) -> None:
        """Do not forget what is known of files that nobody asks for in this build."""
        for page in find_kit_pages(self._plot):
            for form in _SINGLE:
                path = kit_target(self._plot, page, form).path
                self._memory.retain(f"kit {path}")
                self._memory.retain(f"parts of kit {path}")
            for picture in find_pictures(self._plot, page):
                self._memory.retain(f"print {self._files[picture.path].digest}")

    def make(self, paths: Container[str]) -> Sequence[Diagnostic]:
        """Make what files at some paths are to tell of kits, if any of them does, and say what is wrong with it.

        Where these are made, by other processes, it is too late: nobody could share the work among them.
        """
        pages = [page for page in self._plot.site.pages.values() if KINDS[page.group.kind].has_kit]
        own = (kit_target(self._plot, page, form).path for page in find_kit_pages(self._plot) for form in FORMS)
        if any(path in paths for path in (*(page.target.path for page in pages), *own)):
            self._made, self._prints  # noqa: B018 (worked out once)
        told = {(found.rule, found.span, found.message): found for found in reversed(self._found)}
        return tuple(told.values())

    # ---- what a kit has -------------------------------------------------------------------------------------------

    def find(self, page: Page) -> Kit:
        """What readers of a page may take along, in the language of its text."""
        own = self._own(page)
        pictures = find_pictures(self._plot, own)
        return Kit(
            tuple(self._find_file(own, form, size) for form in FORMS if (size := self._find_size(own, form))),
            tuple((picture.path, tuple(self._find_sizes(picture.path))) for picture in pictures),
        )

    def _own(self, page: Page) -> Page:
        group = page.group
        return self._plot.site.pages[group.kind, group.key, page.entry.locale] if page.is_fallback else page

    def _find_file(self, page: Page, form: KitForm, size: int) -> KitFile:
        return KitFile(form.name, kit_target(self._plot, page, form).url, form.type, size, form.title)

    def _find_size(self, page: Page, form: KitForm) -> int:
        """The size of a file of a kit; 0 if there is none, as of an archive that would be too large."""
        if not form.is_archive:
            return self._made[kit_target(self._plot, page, form).path].size
        size = find_size([(one.name, one.size) for one in self.find_members(page)])
        return size if size <= BOUND else 0

    def _find_sizes(self, path: str) -> Iterator[KitFile]:
        """A picture as pages show it, and the same for print."""
        image, web, source = self._plot.site.images[path], self._web[path], self._files[path]
        yield picture_file(image.url, web.ending, web.size, FOR_WEB, image.width, image.height)
        if target := find_print_target(self._plot, source):
            width, height, size = self._prints[source.digest]
            yield picture_file(target.url, target.path.rpartition(".")[2], size, FOR_PRINT, width, height)

    def find_originals(self, page: Page) -> tuple[str, ...]:
        """The digests of the pictures that a kit has, as they lie in content, and of the paper."""
        pictures = [self._files[picture.path].digest for picture in find_pictures(self._plot, page)]
        paper = self._find_paper(page)
        return (*pictures, paper.parts[0].digest) if paper else tuple(pictures)

    def _find_paper(self, page: Page) -> Job | None:
        """The job of the text as a PDF, if the site has it."""
        return self._papers.get((page.group.kind, page.group.key, page.entry.locale))

    # ---- archives ---------------------------------------------------------------------------------------------------

    def find_members(self, page: Page) -> tuple[Member, ...]:
        """What the archive of a kit holds, in its order."""
        return tuple(member for member, _ in self._list_members(page))

    def _list_members(self, page: Page) -> Iterator[tuple[Member, Callable[[], bytes]]]:
        name = f"{page.entry.slug or page.group.key}.{page.locale}"
        for form in _SINGLE:
            made = self._made[kit_target(self._plot, page, form).path]
            member = Member(f"{name}/{name}.{form.ending}", made.size, made.digest)
            yield member, partial(self._read_file, page, form)
        if paper := self._find_paper(page):
            size = self._plot.papers[page.group.kind, page.group.key, page.locale].size
            yield Member(f"{name}/{name}.pdf", size, paper.parts[0].digest), partial(_read_paper, paper)
        if card := find_card(self._plot, page, page.locale):
            yield Member(f"{name}/{VCARD}", measure_vcard(card), digest_of(card)), partial(self.write_card, card)
        for number, picture in zip(count(1), find_pictures(self._plot, page)):
            yield from self._list_pictures(f"{name}/{number:02}-{_stem(picture.path)}", picture.path)

    def _list_pictures(self, name: str, path: str) -> Iterator[tuple[Member, Callable[[], bytes]]]:
        web, source = self._web[path], self._files[path]
        yield (
            Member(f"{name}-web.{web.ending}", web.size, web.digest),
            partial(fetch_rendition, web.digest, source, self._memory),
        )
        if target := find_print_target(self._plot, source):
            member = Member(
                f"{name}-print.{target.path.rpartition('.')[2]}", self._prints[source.digest].size, source.digest
            )
            yield member, partial(self._write_print, path)

    # ---- bytes ------------------------------------------------------------------------------------------------------

    def read(self, page: Page, form: KitForm) -> Iterable[bytes]:
        """The bytes of a file of a kit, in chunks."""
        if not form.is_archive:
            return (self._read_file(page, form),)
        members = [(member.name, fetch) for member, fetch in self._list_members(page)]
        return write_archive(members, page.entry.date or datetime.date.min)

    def write_card(self, card: VCard) -> bytes:
        """The bytes of a vCard with its photo."""
        path, one = card.photo or ("", None)
        return write_vcard(card, fetch_rendition(one.digest, self._files[path], self._memory) if one else b"")

    def read_print(self, path: str) -> Iterable[bytes]:
        """Those of the picture for print that is made of the file at a path."""
        return (self._write_print(path),)

    def _write_print(self, path: str) -> bytes:
        from microsite.pictures.printing import write_print  # with Pillow, which most builds do not need

        return write_print(self._files[path].whole or b"")

    def _read_file(self, page: Page, form: KitForm) -> bytes:
        job = self._jobs(page)[form]
        written = self._memory.bodies.read(self._made[job.target.path].digest)
        if written is None:
            from microsite.render.render import render

            order, _ = make_order(job, self._plot.linker, self._fetch)
            written = render(order, self._templates()).data
        return written or b""

    # ---- what is made before pages are ------------------------------------------------------------------------------

    def _jobs(self, page: Page) -> dict[KitForm, Job]:
        return {form: file_job(self._plot, page, form) for form in _SINGLE}

    @cached_property
    def _made(self) -> dict[str, _Made]:
        """All files but archives and pictures by path: remembered, or made by whoever works."""
        known: dict[str, _Made] = {}
        moved: dict[str, tuple[Job, str]] = {}
        for job in (job for page in find_kit_pages(self._plot) for job in self._jobs(page).values()):
            path = job.target.path
            found = self._memory.recall(f"kit {path}", job.glance, tuple)
            if found:
                known[path] = _Made(*found)
            else:
                moved[path] = job, digest_of_words(make_key(job.parts))
        for path, (_, digest) in moved.items():
            if found := self._memory.recall(f"parts of kit {path}", digest, tuple):
                known[path] = _Made(*found)
        known |= self._render({path: job for path, (job, _) in moved.items() if path not in known})
        for path, (job, digest) in moved.items():
            if known[path].digest:
                self._memory.keep(f"kit {path}", job.glance, (*known[path],), (*known[path],))
                self._memory.keep(f"parts of kit {path}", digest, (*known[path],), (*known[path],))
        return known

    def _render(self, jobs: Mapping[str, Job]) -> dict[str, _Made]:
        if not jobs:
            return {}
        from microsite.render import render  # see `begin_rendering`

        def put(rendered: Rendered) -> tuple[int, str, Plain, tuple[Diagnostic, ...]]:
            data = rendered.data
            if data is None:
                return 0, "", None, rendered.diagnostics
            return len(data), rendered.digest, self._memory.bodies.put(data), ()

        with self._crew.stage("kits"):
            rendered = share(
                self._crew,
                render.render_all,
                list(jobs.values()),
                make=lambda job: make_order(job, self._plot.linker, self._fetch)[0],
                deliver=put,
                common=self._templates(),
                label=lambda job: job.target.path,
            )
            made = {}
            for path, (size, digest, place, found) in zip(jobs, rendered, strict=True):
                made[path] = _Made(size, digest)
                self._found += found
                if digest:
                    self._memory.bodies.note(digest, place)
        return made

    @cached_property
    def _prints(self) -> dict[str, Printed]:
        """All pictures for print by the digests of their originals: remembered, or measured by whoever works."""
        shown = {
            source.digest: source
            for page in find_kit_pages(self._plot)
            for picture in find_pictures(self._plot, page)
            if find_print_target(self._plot, source := self._files[picture.path])
        }
        return measure_files(shown.values(), self._crew, self._memory)


def _read_paper(job: Job) -> bytes:
    return b"".join(job.ready() if job.ready else ())


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
