"""What a plan takes out of the output folder altogether: whose it was, of which kind and language. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from microsite.diagnostics import Diagnostic, Span, problem
from microsite.kinds import KIND_BY_FOLDER, KINDS
from microsite.layout import CONTENT
from microsite.plan import Plan

_INDEX = "/index.html"

_KIND_BY_PLACE = {kind.url.partition("{slug}")[0]: kind.name for kind in KINDS.values()}

_LISTS = frozenset(kind.folder for kind in KINDS.values() if kind.heading)


class Shown(NamedTuple):
    """A page of an output folder that shows an entry of a kind in a language, as its path alone tells."""

    path: str
    kind: str
    language: str


def find_shown(paths: Iterable[str]) -> Iterator[Shown]:
    """Those of the paths in an output folder that show entries, but for the pages at the roots of languages."""
    for path in paths:
        language, _, below = path.removesuffix(_INDEX).partition("/")
        place, slash, slug = below.rpartition("/")
        kind = _KIND_BY_PLACE.get(place + slash)
        if kind and slug and path.endswith(_INDEX) and below not in _LISTS:
            yield Shown(path, kind, language)


def find_strangers(plan: Plan, present: Iterable[str]) -> tuple[str, ...]:
    """The pages that are there and show entries, sorted, if there is none among them that the plan wants; else none.

    In languages that the plan does not make, nobody knows whose they are. A plan without such pages tells nothing.
    """
    wanted = set(find_shown(_targets(plan)))
    languages = {page.language for page in wanted}
    there = {page for page in find_shown(present) if page.language in languages}
    return () if wanted & there else tuple(sorted(page.path for page in there))


def check_emptied(
    plan: Plan, paths: Iterable[str], folders: Collection[str], languages: Collection[str]
) -> tuple[Diagnostic, ...]:
    """Reports `output-emptied` for a kind, or a language, that has pages which go, and no text any more.

    `paths` are of all sources, `folders` those below `content/` that are there: a single page, whose folder is, goes
    because somebody has deleted its text. `languages` are those that are wanted, if not all are: others go because
    they are not. A text that is a draft, or is held back, is there; a language that shows others' texts goes on.
    """
    gone = [page for page in find_shown(plan.remove) if not languages or page.language in languages]
    if not gone:
        return ()
    texts = {_kind_and_language(path) for path in paths if path.endswith(".md")}
    kinds = {kind for kind, _ in texts}
    speaking = {language for _, language in texts} | {page.language for page in find_shown(_targets(plan))}
    emptied: dict[tuple[str, str], list[Shown]] = {}
    for page in gone:
        folder = KINDS[page.kind].folder
        if page.kind not in kinds:
            emptied.setdefault((CONTENT + folder, f"in {CONTENT}{folder}/"), []).append(page)
        elif page.language not in speaking:
            emptied.setdefault((CONTENT.rstrip("/"), f"in the language “{page.language}”"), []).append(page)
    return tuple(
        _emptied(path, where, pages)
        for (path, where), pages in emptied.items()
        if len(pages) > 1 or KINDS[pages[0].kind].folder not in folders
    )


def _kind_and_language(path: str) -> tuple[str, str]:
    """What a text may be by its path; of no kind, if it lies elsewhere."""
    folder, _, name = path.removeprefix(CONTENT).rpartition("/")
    kind = KIND_BY_FOLDER.get(folder)
    return (kind.name, name.removesuffix(".md").rpartition(".")[2]) if kind else ("", "")


def _emptied(path: str, where: str, pages: list[Shown]) -> Diagnostic:
    first = pages[0].path
    goes = f"the page {first}" if len(pages) == 1 else f"{len(pages)} pages, such as {first},"
    message = f"there is no text {where} any more: {goes} would be removed"
    hint = "put the texts back; if they shall be gone, build once with --allow-removal"
    return problem("output-emptied", message, Span(path), hint=hint)


def _targets(plan: Plan) -> Iterator[str]:
    yield from (job.target.path for job, _ in plan.render)
    yield from (target.path for target in plan.keep)
