"""What a build takes out of the output folder altogether: of which kind and language. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from microsite.diagnostics.problems import Diagnostic, Span, find_stem, problem
from microsite.files.changes import Change
from microsite.model.config import Config
from microsite.model.entries import Text
from microsite.model.kinds import KIND_BY_FOLDER, KINDS
from microsite.model.layout import CONTENT
from microsite.model.published import Shown, find_shown
from microsite.model.site import GroupKey
from microsite.site.groups import target_of


def check_emptied(
    change: Change, paths: Iterable[str], folders: Collection[str], languages: Collection[str]
) -> tuple[Diagnostic, ...]:
    """Reports `output-emptied` for a kind, or a language, that has pages which go, and no text any more.

    `paths` are of all sources, `folders` those below `content/` that are there: a single page, whose folder is, goes
    because somebody has deleted its text. `languages` are those that are wanted, if not all are: others go because
    they are not. A text that is a draft, or is held back, is there; a language that shows others' texts goes on.
    """
    gone = [page for page in find_shown(change.removed) if not languages or page.language in languages]
    if not gone:
        return ()
    texts = {_kind_and_language(path) for path in paths if path.endswith(".md")}
    kinds = {kind for kind, _ in texts}
    wanted = find_shown((*change.made, *change.kept))
    speaking = {language for _, language in texts} | {page.language for page in wanted}
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


def check_withdrawn(change: Change, unshown: Iterable[Text], config: Config) -> tuple[Diagnostic, ...]:
    """Reports `withdrawn` for an entry that has pages which go, since it is held back, or a draft, from now on.

    `unshown` are the texts of such entries.
    """
    gone = frozenset(change.removed)
    if not gone:
        return ()
    first: dict[GroupKey, Span] = {}
    for text in unshown:
        entry = text.entry
        if entry is None or (entry.kind, entry.key) in first:
            continue
        if any(target_of(config, entry, locale.key).path in gone for locale in config.languages):
            first[entry.kind, entry.key] = Span(text.path)
    return tuple(_withdrawn(span) for span in first.values())


def _withdrawn(span: Span) -> Diagnostic:
    name = find_stem(span.path).rpartition("/")[2]
    message = "this was public, and this build takes it off the site in all languages"
    hint = f"do what held-back says; released: true in {name}.yaml keeps public what a gate would hold back"
    return problem("withdrawn", message, span, hint=hint)


def _kind_and_language(path: str) -> tuple[str, str]:
    """What a text may be by its path; of no kind, if it lies elsewhere."""
    folder, _, name = path.removeprefix(CONTENT).rpartition("/")
    kind = KIND_BY_FOLDER.get(folder)
    return (kind.name, name.removesuffix(".md").rpartition(".")[2]) if kind else ("", "")


def _emptied(path: str, where: str, pages: list[Shown]) -> Diagnostic:
    first = pages[0].path
    goes = f"the page {first}" if len(pages) == 1 else f"{len(pages)} pages, such as {first},"
    message = f"there are no texts {where} any more, so {goes} would be removed"
    hint = "put the texts back; if you mean it, build once with --allow-removal"
    return problem("output-emptied", message, Span(path), hint=hint)
