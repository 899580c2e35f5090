"""All texts looked through, and translations compared with their sources."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from microsite.build import intake
from microsite.build.choosing import choose
from microsite.build.looks import Options
from microsite.checks.prose.languages import Language, find_language
from microsite.checks.prose.passages import Passage, read_passages
from microsite.checks.prose.typography import mend
from microsite.checks.prose.untranslated import leave_out
from microsite.commands import baselines, options, parsers
from microsite.commands.options import Option
from microsite.commands.parsers import Parser
from microsite.commands.printing import tell
from microsite.commands.project import find_names, find_root, make_project
from microsite.commands.workers import hire_crew
from microsite.content.parse import find_prose, parse_group
from microsite.content.reading import find_content
from microsite.content.texts import Manuscript
from microsite.diagnostics.terminal import name_files
from microsite.engine.crew import ALONE
from microsite.files.disk import UsageError
from microsite.files.tree import read_tree, write_sources
from microsite.model.decode import decode
from microsite.model.kinds import KINDS
from microsite.model.source import Source

_ABOUT = """\
Check all texts, and compare each translation with its source: figures, dates,
amounts, links, terms, structure, typography. Nothing is built.

With names of entries, files or folders, tell only what is found there. --fix puts
right in their texts what needs no thought (quotation marks, dashes, spaces).
"""
_EXAMPLES = (
    ("", "everything"),
    ("press/2025-11-16-opening", "one entry, in all languages"),
    ("--fix content/press", "mend typography, then check"),
    ("--baseline known.json", "tell what is new since --write-baseline known.json"),
)
_OPTIONS = (
    Option(("--fix",), "mend the typography of their texts first"),
    options.LANG,
    options.DRAFTS,
    options.JOBS,
    options.NOW,
    options.BASELINE,
    options.WRITE_BASELINE,
    *options.REPORTING,
)


def make_parser(program: str) -> Parser:
    """The parser of what compares translations with their sources."""
    parser = parsers.make_parser(program, _ABOUT, _OPTIONS, examples=_EXAMPLES)
    parser.add_argument("paths", metavar="PATH", nargs="*", help="entries, files or folders (default: all)")
    parser.set_defaults(executor="processes", scheduler=None)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Check, and return the exit status."""
    names = find_names(arguments, arguments.paths)
    wanted = Options(None, arguments.lang, drafts=arguments.drafts, strict=arguments.strict)
    project = make_project(arguments, None, wanted)
    if arguments.write_baseline and (names or arguments.lang):
        raise UsageError("a baseline is of all texts", "write it without PATH and --lang")
    accepted = baselines.read(Path(arguments.baseline)) if arguments.baseline else None
    if arguments.fix:
        mended = mend_texts(find_root(arguments), names)
        if mended and not arguments.quiet:
            print(f"mended {name_files(mended)}", file=sys.stderr)
    report = project.check(names, partial(hire_crew, arguments, ALONE), ALONE)
    if arguments.write_baseline and report.done:
        path = Path(arguments.write_baseline)
        told = baselines.write(path, report.diagnostics)
        report = report._replace(diagnostics=() if accepted is None else report.diagnostics, done=told)
    if accepted is None:
        return tell(report, arguments, failed="")
    is_whole = not names and arguments.lang is None
    report, counted = baselines.hold_against(accepted, report, is_whole=is_whole, is_verbose=arguments.verbose)
    return tell(report, arguments, failed=f"; {counted}")


def mend_texts(root: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Mend the typography of the texts that these names mean, of all without names; and the paths that changed.

    What stands above a body stays as it is, and so do passages that nobody has translated. Raises `UsageError` for a
    name that is none, or if the disk does not let us.
    """
    tree = read_tree(root)
    config, _ = intake.read_config(tree.sources)
    if config is None:
        return ()
    chosen = choose([source.path for source in tree.sources], names)
    content = find_content(config, tree.sources, frozenset())
    by_place = {(one.kind, one.key, one.locale): one for one in content.unread.values()}
    written = {}
    for path, manuscript in content.unread.items():
        language = find_language(manuscript.tag) if path in chosen else None
        prose = find_prose(manuscript.source) if language else None
        if language and prose and decode(manuscript.source)[0] is not None:
            group = content.group_files.get((manuscript.kind, manuscript.key))
            locale = _find_source_language(group, manuscript) or config.source_language
            own = _find_own(by_place.get((manuscript.kind, manuscript.key, locale)), language)
            if (mended := mend(prose.text, language, own)) != prose.text:
                written[path] = _with_body(manuscript.source, prose.text, mended)
    return write_sources(root, written)


def _find_source_language(group: Source | None, text: Manuscript) -> str:
    """The key of the language that a group file names as its source's; "" if none is named."""
    data, _ = parse_group(group, KINDS[text.kind], text.key, text.languages) if group else (None, ())
    return data.source_lang if data else ""


def _find_own(source: Manuscript | None, language: Language) -> Callable[[Sequence[Passage]], Sequence[Passage]]:
    """What leaves out the passages of a text that are still in the language of its source."""
    other, prose = (find_language(source.tag), find_prose(source.source)) if source else (None, None)
    passages = read_passages(prose.text) if prose and other and other != language else []
    return lambda every: leave_out(passages, every, other, language)


def _with_body(source: Source, body: str, mended: str) -> bytes:
    """The bytes of a file with another body: its byte order mark and its way to end lines stay."""
    text = decode(source)[0] or ""
    data = (text.removesuffix(body) + mended).encode()
    mark = b"\xef\xbb\xbf" if source.data.startswith(b"\xef\xbb\xbf") else b""
    return mark + (data.replace(b"\n", b"\r\n") if b"\r\n" in source.data else data)
