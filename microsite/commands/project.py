"""What arguments say of a site: its folder, its languages, its entries, the moment of a build."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from microsite.build.looks import Options
from microsite.build.project import Project
from microsite.files.disk import UsageError
from microsite.model.tongues import suggest_language

if TYPE_CHECKING:
    import argparse

    from microsite.build.report import Manner
    from microsite.build.wishes import Wishes
    from microsite.model.config import Config

_NAME_ROOT = "name the folder that contains content/: --root DIR"


def find_root(arguments: argparse.Namespace) -> Path:
    """The folder of the site. Raises `UsageError` if it is not one."""
    root = Path(arguments.root)
    try:
        is_folder, has_content = root.is_dir(), (root / "content").is_dir()
    except OSError as error:
        raise UsageError(f"--root does not name a folder that can be read: {error.strerror}", _NAME_ROOT) from error
    if not is_folder:
        raise UsageError(f"there is no folder “{root}”", _NAME_ROOT)
    if not has_content:
        hint = "go to the site’s folder, or name it: --root DIR; microsite init DIR writes a new site"
        raise UsageError(f"“{root.resolve()}” has no folder content/", hint)
    return root


def find_names(arguments: argparse.Namespace, names: Sequence[str]) -> list[str]:
    """The names of entries and files that a command is given, as paths below the root if they are whole ones."""
    root = Path(arguments.root).absolute()
    paths = ((name, Path(name)) for name in names)
    return [path.relative_to(root).as_posix() if path.is_relative_to(root) else name for name, path in paths]


def make_project(
    arguments: argparse.Namespace,
    output: str | None,
    options: Options,
    *,
    manner: Manner | None = None,
    is_lasting: bool = False,
) -> Project:
    """The site, and where it is built to: into `output/` of its folder if nothing is named."""
    root = find_root(arguments)
    folder = Path(output) if output else root / "output"
    return Project(root, folder, options, _wish, make_clock(arguments), manner=manner, is_lasting=is_lasting)


def make_clock(arguments: argparse.Namespace) -> Callable[[], float]:
    """What tells the moment of a build: `--now`, else SOURCE_DATE_EPOCH (reproducible-builds.org), else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if arguments.now is not None:
        from microsite.content.fields.translations import EXAMPLE, parse_moment  # see `_wish`
        from microsite.translation.embargoes import seconds

        moment, complaint = parse_moment(arguments.now)
        if complaint:
            raise UsageError(f"--now “{arguments.now}” {complaint}", f"write it as --now {EXAMPLE}")
        now = seconds(moment)
    elif epoch:
        if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= 12):
            raise UsageError(
                f"SOURCE_DATE_EPOCH is “{epoch}”, which is not a number of seconds", "unset SOURCE_DATE_EPOCH"
            )
        now = int(epoch)
    else:
        return time.time
    return lambda: now


def _wish(config: Config, options: Options) -> tuple[Config, Wishes]:
    """What the command line asks for. Raises `UsageError` for what cannot be."""
    from microsite.build.wishes import Wishes
    from microsite.content.fields.addresses import (
        parse_base_url,  # with all of reading, which a build without changes does not need
    )

    if options.base_url is not None:
        base_url, complaint = parse_base_url(options.base_url)
        if complaint:
            message = f"--base-url “{options.base_url}” {complaint}"
            raise UsageError(message, "write it as --base-url https://example.org/sub/")
        config = config._replace(base_url=base_url, also_at=config.base_url)
    languages = frozenset[str]()
    if options.languages is not None:
        known = [locale.key for locale in config.languages]
        languages = frozenset(find_languages(options.languages, known))
        if not languages:
            raise UsageError("--lang does not name a language", f"write it as --lang {','.join(known)}")
    make_index = typeset = None
    if config.search:
        from microsite.engine.pagefind import find_indexer

        make_index = find_indexer()
    if config.cards or config.pdf or config.icons:
        from microsite.engine.typesetter import find_typesetter

        typeset = find_typesetter()
    removal = options.removal
    wishes = Wishes(options.drafts, options.strict, languages, removal=removal, make_index=make_index, typeset=typeset)
    return config, wishes


def find_languages(text: str, known: Sequence[str]) -> list[str]:
    """The languages that `--lang` names. Raises `UsageError` for one that the site does not have."""
    wanted = [key.strip() for key in text.split(",") if key.strip()]
    for key in wanted:
        if key not in known:
            hint = suggest_language(key, known) or f"the site’s languages are {', '.join(known)}"
            raise UsageError(f"--lang names “{key}”, a language that the site does not have", hint)
    return wanted
