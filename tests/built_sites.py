"""Built sites as `verify` looks at them, in memory: of whatever generator, whole or with one thing wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from whole_sites import Files

from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic
from microsite.verify.defects import place_defects
from microsite.verify.reading import TEXTS, read_files
from microsite.verify.said import Said
from microsite.verify.site import Audit, find_defects
from microsite.verify.weights import BUDGETS


def audit(files: Files, base_url: str = "", budgets: Mapping[str, int] = BUDGETS) -> tuple[Diagnostic, ...]:
    """All that `verify` finds in these files."""
    read = read_files([(path, data) for path, data in sorted(files.items()) if path.lower().endswith(TEXTS)])
    said = [one for one in read if isinstance(one, Said)]
    assert len(said) == len(read)
    sizes = {path: len(data) for path, data in files.items()}
    whole = Audit(said, sizes, base_url, files.get("_redirects", b"").decode(), budgets)
    return grade(place_defects(find_defects(whole), partial(text_of, files)), {}, strict=False)


def text_of(files: Files, path: str) -> str:
    """The text of a file as it is shown."""
    return files[path].decode("utf-8", "replace").removeprefix("\ufeff")


def tell(files: Files, found: Diagnostic) -> str:
    """A finding in short: rule, path, and what stands at its place; “·” where the whole file is meant."""
    span = found.span
    assert span
    if span.line == 0:
        return f"{found.rule} {span.path} ·"
    line = text_of(files, span.path).split("\n")[span.line - 1]
    return f"{found.rule} {span.path} {line[span.column - 1 : span.column - 1 + span.length]}"
