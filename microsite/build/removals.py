"""What a build takes out of the output folder altogether: of which kind and language. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from microsite.build.outcome import Past
from microsite.content.material import Material
from microsite.diagnostics.problems import Diagnostic, Severity, Span, find_stem, problem
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


def check_withdrawn(change: Change, material: Material, config: Config) -> tuple[Diagnostic, ...]:
    """Reports `withdrawn` for an entry that has pages which go, since it is held back, or a draft, from now on.

    Who has written `released: false` knows it.
    """
    gone = frozenset(change.removed)
    if not gone:
        return ()
    first: dict[GroupKey, str] = {}
    for group, text in _unshown(material):
        if group in first or text.entry is None:
            continue
        if any(target_of(config, text.entry, locale.key).path in gone for locale in config.languages):
            first[group] = text.path
    return tuple(_withdrawn(path, "this was public, and this build takes it off the site") for path in first.values())


def check_past(material: Material, find_past: Callable[[Collection[GroupKey]], Past]) -> tuple[Diagnostic, ...]:
    """Reports `withdrawn` for an entry that is held back, or a draft, and was public by a former commit.

    Where the history is cut off, this is told once: in a new checkout for CI, nothing else knows what is public.
    """
    first: dict[GroupKey, str] = {}
    for group, text in _unshown(material):
        first.setdefault(group, text.path)
    if not first:
        return ()
    past = find_past(first)
    if not past.is_whole and len(past.public) < len(first):
        path = next(path for group, path in first.items() if group not in past.public)
        message = "nobody knows whether this was public: this clone has a part of the history alone; fetch all of it"
        message += " (fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab, git fetch --unshallow elsewhere)"
        unknown = problem("withdrawn", message, Span(path))._replace(severity=Severity.INFO)
        return unknown, *_check_past(past, first)
    return _check_past(past, first)


def _check_past(past: Past, first: Mapping[GroupKey, str]) -> tuple[Diagnostic, ...]:
    said = "this was public in commit {}, and is not any more"
    return tuple(
        _withdrawn(path, said.format(past.public[group])) for group, path in first.items() if group in past.public
    )


def _unshown(material: Material) -> Iterator[tuple[GroupKey, Text]]:
    """The texts of groups that are not public, except those of which somebody says that they shall not be."""
    for text in material.unshown:
        group = text.entry and (text.entry.kind, text.entry.key)
        if group and group not in material.retracted:
            yield group, text


def _withdrawn(path: str, message: str) -> Diagnostic:
    name = find_stem(path).rpartition("/")[2]
    hint = f"do what held-back says; released: true in {name}.yaml keeps public what a gate would hold back"
    hint += ", released: false says that you mean it"
    return problem("withdrawn", f"{message} in all languages", Span(path), hint=hint)


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
