"""Real git repositories of sites, made by nobody in particular."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(root: Path, *words: str, day: str = "") -> None:
    """Run git as nobody in particular, on a day."""
    who = {f"GIT_{who}_{what}": "nobody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00Z"} if day else {}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(  # noqa: S603 (our own words)
        ["git", "-c", "init.defaultBranch=main", *words],  # noqa: S607
        cwd=root,
        env=environment | who | own | when,
        check=True,
        capture_output=True,
    )


def commit(root: Path, day: str = "") -> None:
    """Commit all that lies there."""
    git(root, "add", "--all", ".")
    git(root, "commit", "--allow-empty", "-m", "more", day=day)
