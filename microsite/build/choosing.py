"""Which sources the names on a command line mean."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.diagnostics.problems import did_you_mean
from microsite.files.disk import UsageError
from microsite.model.layout import CONTENT, find_name


def choose(paths: Sequence[str], names: Sequence[str]) -> frozenset[str]:
    """The paths below `content/` that these names mean: of entries (`press/opening`), files or folders; all if none.

    Raises `UsageError` for a name that means nothing.
    """
    texts = [path for path in paths if path.startswith(CONTENT)]
    chosen: set[str] = set() if names else set(texts)
    for name in names:
        plain = find_name(name)
        wanted = CONTENT + plain
        found = {path for path in texts if path == wanted or path.startswith((f"{wanted.rstrip('/')}/", f"{wanted}."))}
        found |= {path for path in texts if "/" not in name and path.rpartition("/")[2].partition(".")[0] == plain}
        if not found:
            known = sorted({path.removeprefix(CONTENT).partition(".")[0] for path in texts if path.endswith(".md")})
            raise UsageError(
                f"there is no entry “{name}”", did_you_mean(name, known) or "name a key, a file or a folder"
            )
        chosen |= found
    return frozenset(chosen)
