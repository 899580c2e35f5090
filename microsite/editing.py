"""What commands change in the sources: the words of the templates, the terms of the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from microsite import catalog, files, pipeline, wording
from microsite.diagnostics import Diagnostic, grade, has_errors
from microsite.files import UsageError
from microsite.importing import Change, plan_import
from microsite.memory import HeldBodies, Memory
from microsite.model import Locale, Message, Source
from microsite.pofile import read_pofile
from microsite.project import Report


def tend_words(root: Path, action: str, *, strict: bool) -> Report:
    """Extract the words of the templates, update the PO files by them, or check these: what `action` says.

    If anything is wrong, nothing is written. Raises `UsageError` if the disk does not let us.
    """
    tree = files.read_tree(root)
    sources, problems = tree.sources, tree.problems
    config, found = pipeline.read_config(sources)
    _, messages, wrong = wording.check_templates(sources)
    problems += found + wrong
    if config is None or has_errors(problems):
        return Report(grade(problems, {}, strict=strict), sources)
    if action == "check":
        _, words = wording.read_catalogs(config, sources, messages, Memory(HeldBodies()))
        done = f"{len({(one.context, one.id) for one in messages})} words in {len(config.languages)} languages"
    else:
        languages = config.languages if action == "update" else ()
        words, changed = _write_words(root, sources, languages, messages)
        done = f"wrote {', '.join(changed)}" if changed else "nothing to write"
    return Report(grade((*problems, *words), config.rules, strict=strict), sources, done)


def _write_words(
    root: Path, sources: Sequence[Source], languages: Sequence[Locale], messages: Sequence[Message]
) -> tuple[list[Diagnostic], tuple[str, ...]]:
    """Write messages.pot and the PO files of the languages, none if one cannot be read; and the paths that changed."""
    source_by_path = {source.path: source for source in sources}
    written = {catalog.TEMPLATE_PATH: catalog.render_template_catalog(messages)}
    problems: list[Diagnostic] = []
    for locale in languages:
        path = catalog.catalog_path(locale)
        source = source_by_path.get(path)
        problems += read_pofile(source)[1] if source else ()
        written[path] = catalog.update_catalog(source, locale, messages)
    return problems, () if has_errors(problems) else files.write_sources(root, written)


def import_terms(root: Path, path: Path, *, strict: bool) -> Report:
    """Bring the terms of a table into the glossary; `importing` says how.

    If anything is wrong, nothing is written. Raises `UsageError` if the disk does not let us.
    """
    try:
        table = Source(path.as_posix(), "", path.read_bytes())
    except OSError as error:
        hint = "name a table of terms: glossary.csv of the built site"
        raise UsageError(f"“{path}” cannot be read: {error.strerror}", hint) from error
    tree = files.read_tree(root)
    sources = (*tree.sources, table)
    config, found = pipeline.read_config(tree.sources)
    if config is None:
        return Report(grade(found, {}, strict=strict), sources)
    changes, problems = plan_import(table, [locale.key for locale in config.languages], tree.sources)
    # What cannot be read, such as a link, cannot be written either.
    problems += tuple(one for one in tree.problems if one.span and _lies_above(one.span.path, changes))
    graded = grade(problems, config.rules, strict=strict)
    return Report(graded, sources, "" if has_errors(graded) else _write_terms(root, changes))


def _lies_above(path: str, changes: Sequence[Change]) -> bool:
    return any(f"{change.path}/".startswith(f"{path}/") for change in changes)


def _write_terms(root: Path, changes: Sequence[Change]) -> str:
    """Write what an import comes to, and say so."""
    files.write_sources(root, {change.path: change.data for change in changes})
    added = [Path(change.path).stem for change in changes if not change.fields]
    updated = [Path(change.path).stem for change in changes if change.fields]
    told = [f"{word} {', '.join(names)}" for word, names in (("added", added), ("updated", updated)) if names]
    return "; ".join(told) or "nothing to write"
