"""An editor in the browser: what it is configured by, and what of the site it could not keep."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from microsite.build import intake
from microsite.build.report import Report
from microsite.commands import options, parsers
from microsite.commands.options import Option
from microsite.commands.parsers import Parser
from microsite.commands.printing import OK, tell
from microsite.commands.project import find_root
from microsite.content.cms import Repository, find_repository, list_hosts, write_cms
from microsite.content.forms import find_forms, mend_form, review_forms
from microsite.content.reading import Content, find_content
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Severity, has_errors
from microsite.diagnostics.terminal import name_files
from microsite.engine.memory import HeldBodies, Memory
from microsite.files.disk import UsageError, read_argument
from microsite.files.tree import read_tree, write_sources
from microsite.model.config import Config
from microsite.model.layout import CONFIG, EDITOR, EDITOR_SCRIPT

_PACKAGE = "node_modules/@sveltia/cms/dist/sveltia-cms.js"
_BOUND = 20_000_000
_ABOUT = """\
Write an editor in the browser (Sveltia CMS) into admin/, for people who do not
use git: a form for each kind, in all languages of the site. Its script is that of
the npm package, which you install: npm install --no-save @sveltia/cms

What forms would lose or misread is told first, and nothing is written then; --fix
writes it so that they keep it. The site has the editor only with cms: true in
site.yaml.
"""
_EXAMPLES = (
    ("--repository github:owner/name", "texts that lie at GitHub"),
    ("--repository gitea:codeberg.org/owner/name", "or at a host of gitlab or gitea"),
    ("--repository test --script sveltia-cms.js", "to try it: what is saved stays in the browser"),
)
_OPTIONS = (
    options.REPOSITORY,
    options.SCRIPT,
    Option(("--fix",), "first write what forms would lose so that they keep it"),
    options.DRY_RUN,
    *options.REPORTING,
)


def make_parser(program: str) -> Parser:
    """The parser of what writes the editor."""
    return parsers.make_parser(program, _ABOUT, _OPTIONS, examples=_EXAMPLES)


def run(arguments: argparse.Namespace) -> int:
    """Write it, and return the exit status."""
    root = find_root(arguments)
    repository = _find_repository(arguments.repository)
    tree = read_tree(root)
    config, found = intake.read_config(tree.sources)
    found = (*tree.problems, *found)
    if config is None or has_errors(found):
        return tell(Report(grade(found, {}, strict=False), tree.sources), arguments)
    content = find_content(config, tree.sources, frozenset())
    if arguments.fix and (mended := _mend(config, content)):
        changed = tuple(mended) if arguments.dry_run else write_sources(root, mended)
        print(f"{'would mend' if arguments.dry_run else 'mended'} {name_files(changed)}", file=sys.stderr)
        if arguments.dry_run:
            return OK
        content = find_content(config, read_tree(root).sources, frozenset())
    misfits = review_forms(config, content.unread.values(), content.group_files, Memory(HeldBodies()))
    kept_from = tuple(one._replace(severity=Severity.ERROR) for one in misfits)
    if kept_from:
        return tell(Report(grade(kept_from, {}, strict=False), tree.sources), arguments)
    files = write_cms(config, repository) | {EDITOR_SCRIPT: _read_script(root, arguments.script)}
    _refuse_others(root, files)
    changed = tuple(files) if arguments.dry_run else write_sources(root, files)
    print(
        "\n".join(f"{'would write' if arguments.dry_run else 'wrote'} {path}" for path in changed) or "nothing to write"
    )
    if not arguments.quiet:
        _say_more(config, repository)
    return OK


def _find_repository(written: str | None) -> Repository:
    """The repository that is named. Raises `UsageError` if none is, or no such."""
    found = find_repository(written) if written else None
    if found is None:
        hint = "write it as github:owner/name, gitlab:group/name, gitea:codeberg.org/owner/name, or test"
        said = f"there is no repository “{written}”" if written else "the editor needs --repository"
        raise UsageError(said, hint)
    return found


def _mend(config: Config, content: Content) -> dict[str, bytes]:
    """The files that can be written so that forms keep what they say, by path."""
    forms = find_forms(config, content.unread.values(), content.group_files)
    mended = ((source.path, mend_form(source, kind, form)) for source, kind, form in forms)
    return {path: data for path, data in mended if data is not None}


def _read_script(root: Path, named: str | None) -> bytes:
    """The script of the npm package. Raises `UsageError` if there is none, or something else."""
    path = Path(named) if named else root / _PACKAGE
    hint = "npm install --no-save @sveltia/cms, or name the script: --script sveltia-cms.js"
    if not named and not path.exists():
        raise UsageError(f"there is no {_PACKAGE}", hint)
    data = read_argument(path, _BOUND, hint)
    if b"sveltia" not in data or data.lstrip().startswith(b"<"):
        raise UsageError(f"“{path}” is not the script of Sveltia CMS", hint)
    return data


def _refuse_others(root: Path, files: dict[str, bytes]) -> None:
    """Raises `UsageError` if a file is there already that says something else."""
    for path, data in files.items():
        own = root / path
        if own.is_symlink() or (own.exists() and (not own.is_file() or own.read_bytes() != data)):
            raise UsageError(
                f"“{path}” is there already, and is another one; nothing is overwritten", f"delete {path} first"
            )


def _say_more(config: Config, repository: Repository) -> None:
    hosts = ", ".join(filter(None, (urlsplit(address).hostname for address in list_hosts(repository))))
    print(f"whoever opens {EDITOR} asks these hosts beside the site: {hosts}")
    if not config.cms:
        print(f"to publish it with the site, add to {CONFIG}: cms: true")
