"""Commands, printing, exit status: the edge that people type at."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from microsite import files, reporters, workers
from microsite.arguments import (
    TRACE,
    make_build_parser,
    make_glossary_parser,
    make_i18n_parser,
    make_reference_parser,
    make_serve_parser,
    parse_arguments,
)
from microsite.diagnostics import Diagnostic, Severity, did_you_mean, grade, has_errors
from microsite.files import UsageError
from microsite.model import Config, Locale, Message, Source
from microsite.progress import Bar
from microsite.project import Options, Project, Report
from microsite.sharing import ALONE, Crew, Follow

if TYPE_CHECKING:
    from microsite.importing import Change
    from microsite.pipeline import Wishes

OK, FINDINGS = 0, 1

FOR_PEOPLE = frozenset({"text", "github"})
"""The formats that leave out what is only worth knowing, unless somebody asks for it."""

PREVIEW = ".preview"
"""Where `serve` builds, below the root."""

_NAME_ROOT = "name the folder that has content/ in it: --root DIR"


def run() -> NoReturn:
    """Be a process that runs the command line and ends.

    What it made is not taken apart: to free a large site object by object takes a twentieth of a build after one edit,
    and to look for garbage among what lives until the end anyway takes a tenth.
    """
    gc.disable()
    status = main()
    with suppress(OSError):  # whoever read our output is gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status: 0 fine, 1 findings or failure, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that knows no Chinese shall not end in a traceback
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        name = "" if not words or words[0].startswith("-") else _command(words.pop(0))
        make_parser, run = COMMANDS[name or "build"]
        program = "build.py" if Path(sys.argv[0]).name == "build.py" else "microsite"
        return run(parse_arguments(make_parser(f"{program} {name}".strip()), words, () if name else COMMANDS))
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        if error.hint:
            print(f"hint: {error.hint}", file=sys.stderr)
        return error.status
    except BrokenPipeError:
        # Whoever read our output has seen enough; a message would reach nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    except KeyboardInterrupt:
        return 128 + 2  # as shells tell of SIGINT


def _command(word: str) -> str:
    """The command of that name. Raises `UsageError` if there is none."""
    if word not in COMMANDS:
        hint = did_you_mean(word, COMMANDS) or f"the commands are {', '.join(COMMANDS)}"
        raise UsageError(f"there is no command “{word}”", hint)
    return word


# ---- commands -------------------------------------------------------------------------------------------------


def _run_build(arguments: argparse.Namespace) -> int:
    return _tell(_profiled_build(_project(arguments), arguments), arguments)


def _run_serve(arguments: argparse.Namespace) -> int:
    from microsite.serve import serve  # the server costs more to import than a small build takes

    root = _root(arguments)
    arguments.base_url = arguments.base_url or f"http://127.0.0.1:{arguments.port}/"
    # Its pages name this machine's address, so they must not lie where somebody may publish them from.
    arguments.output_dir = arguments.output_dir or str(root / PREVIEW)
    folders = [root / name for name in files.FOLDERS]
    project = replace(_project(arguments), is_lasting=True)

    def build() -> bool:
        gc.disable()
        try:
            return _tell(_profiled_build(project, arguments), arguments) == OK
        finally:
            gc.enable()

    def remember() -> None:
        project.remember()
        # What the next build begins with is not garbage: looking through it would take longer than that build.
        gc.collect()
        gc.freeze()

    return serve(
        build,
        folders,
        _output(arguments),
        port=arguments.port,
        say=lambda text: print(text, flush=True),
        after=remember,
    )


def _run_i18n(arguments: argparse.Namespace) -> int:
    from microsite import pipeline, wording
    from microsite.memory import HeldBodies, Memory

    root = _root(arguments)
    memory = Memory(HeldBodies())
    tree = files.read_tree(root)
    sources, problems = tree.sources, tree.problems
    config, found = pipeline.read_config(sources)
    _, messages, wrong = wording.check_templates(sources)
    problems += found + wrong
    if config is None or has_errors(problems):
        return _tell(Report(grade(problems, {}, strict=arguments.strict), sources), arguments)
    if arguments.action == "check":
        _, words = wording.read_catalogs(config, sources, messages, memory)
        done = f"{len({(one.context, one.id) for one in messages})} words in {len(config.languages)} languages"
    else:
        languages = config.languages if arguments.action == "update" else ()
        words, changed = _write_words(root, sources, languages, messages)
        done = f"wrote {', '.join(changed)}" if changed else "nothing to write"
    return _tell(Report(grade((*problems, *words), config.rules, strict=arguments.strict), sources, done), arguments)


def _write_words(
    root: Path, sources: Sequence[Source], languages: Sequence[Locale], messages: Sequence[Message]
) -> tuple[list[Diagnostic], tuple[str, ...]]:
    """Write messages.pot and the PO files of the languages, none if one cannot be read; and the paths that changed."""
    from microsite import catalog
    from microsite.pofile import read_pofile

    source_by_path = {source.path: source for source in sources}
    written = {catalog.TEMPLATE_PATH: catalog.render_template_catalog(messages)}
    problems: list[Diagnostic] = []
    for locale in languages:
        path = catalog.catalog_path(locale)
        source = source_by_path.get(path)
        problems += read_pofile(source)[1] if source else ()
        written[path] = catalog.update_catalog(source, locale, messages)
    return problems, () if has_errors(problems) else files.write_sources(root, written)


def _run_glossary(arguments: argparse.Namespace) -> int:
    from microsite import pipeline
    from microsite.importing import plan_import

    root, path = _root(arguments), Path(arguments.file)
    try:
        table = Source(path.as_posix(), "", path.read_bytes())
    except OSError as error:
        hint = "name a table of terms: glossary.csv of the built site"
        raise UsageError(f"“{path}” cannot be read: {error.strerror}", hint) from error
    tree = files.read_tree(root)
    sources = (*tree.sources, table)
    config, found = pipeline.read_config(tree.sources)
    if config is None:
        return _tell(Report(grade(found, {}, strict=arguments.strict), sources), arguments)
    changes, problems = plan_import(table, [locale.key for locale in config.languages], tree.sources)
    paths = [change.path for change in changes]
    # What cannot be read, such as a link, cannot be written either.
    problems += tuple(one for one in tree.problems if one.span and any(map(_below(one.span.path), paths)))
    graded = grade(problems, config.rules, strict=arguments.strict)
    done = "" if has_errors(graded) else _import(root, changes)
    return _tell(Report(graded, sources, done), arguments)


def _below(path: str) -> Callable[[str], bool]:
    return lambda other: other == path or other.startswith(f"{path}/")


def _import(root: Path, changes: Sequence[Change]) -> str:
    """Write what an import comes to, and say so."""
    files.write_sources(root, {change.path: change.data for change in changes})
    names = [
        [Path(change.path).stem for change in changes if bool(change.fields) == is_old] for is_old in (False, True)
    ]
    told = [f"{word} {', '.join(of)}" for word, of in zip(("added", "updated"), names, strict=True) if of]
    return "; ".join(told) or "nothing to write"


def _run_reference(_arguments: argparse.Namespace) -> int:
    from microsite import reference

    print(reference.render_reference(), end="")
    return OK


COMMANDS: dict[str, tuple[Callable[[str], argparse.ArgumentParser], Callable[[argparse.Namespace], int]]] = {
    "build": (make_build_parser, _run_build),
    "serve": (make_serve_parser, _run_serve),
    "i18n": (make_i18n_parser, _run_i18n),
    "glossary": (make_glossary_parser, _run_glossary),
    "reference": (make_reference_parser, _run_reference),
}


# ---- building -------------------------------------------------------------------------------------------------


def _project(arguments: argparse.Namespace) -> Project:
    options = Options(arguments.base_url, arguments.lang, drafts=arguments.drafts, strict=arguments.strict)
    return Project(_root(arguments), _output(arguments), options, _wish)


def _profiled_build(project: Project, arguments: argparse.Namespace) -> Report:
    """Build once, and measure it if that is wanted."""
    if arguments.profile is None:
        return _build(project, arguments, ALONE)
    from microsite.profiling import Profile, now, render_summary, render_trace, run_timed

    profile = Profile()
    watched = replace(ALONE, stage=profile.stage, run=run_timed, follow=(profile.follow,))
    report = _build(project, arguments, watched)
    summary = render_summary(profile, now())
    path = Path(arguments.root, TRACE) if arguments.profile == TRACE else Path(arguments.profile)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render_trace(profile))
    except OSError as error:
        raise UsageError(f"the trace cannot be written to “{path}”: {error.strerror}", "--profile FILE") from error
    return replace(report, profile=f"{summary}\nthe trace is in {path.as_posix()}")


def _build(project: Project, arguments: argparse.Namespace, look_on: Crew) -> Report:
    follow = (*look_on.follow, *_bar(arguments))

    @contextmanager
    def hire(sources: int, engine: str) -> Iterator[Crew]:
        with _hire(arguments, sources, engine) as crew:
            yield replace(crew, stage=look_on.stage, run=look_on.run, follow=follow)

    report = project.build(hire, look_on)
    return report if arguments.explain else replace(report, reasons=())


def _wish(config: Config, options: Options) -> tuple[Config, Wishes]:
    """What the command line asks for. Raises `UsageError` for what cannot be."""
    from microsite.addresses import parse_base_url  # with all of reading, which a build without changes does not need
    from microsite.pipeline import Wishes

    if options.base_url is not None:
        base_url, complaint = parse_base_url(options.base_url)
        if complaint:
            message = f"--base-url “{options.base_url}” {complaint}"
            raise UsageError(message, "write it as --base-url https://example.org/sub/")
        config = replace(config, base_url=base_url)
    languages = _wanted_languages(config, options.languages) if options.languages is not None else frozenset[str]()
    return config, Wishes(drafts=options.drafts, strict=options.strict, languages=languages)


def _wanted_languages(config: Config, text: str) -> frozenset[str]:
    known = [locale.key for locale in config.languages]
    wanted = [key.strip() for key in text.split(",") if key.strip()]
    if not wanted:
        raise UsageError("--lang names no language", f"write it as --lang {','.join(known)}")
    for key in wanted:
        if key not in known:
            hint = did_you_mean(key, known) or f"the site’s languages are {', '.join(known)}"
            raise UsageError(f"--lang names “{key}”, a language that the site does not have", hint)
    return frozenset(wanted)


def _hire(arguments: argparse.Namespace, sources: int, engine: str) -> AbstractContextManager[Crew]:
    """Who shares the work. Raises `UsageError` for what does not go together."""
    if arguments.executor == "dask":
        if not arguments.scheduler:
            raise UsageError("--executor dask needs a scheduler", "name it as --scheduler tcp://host:8786")
        from microsite import cluster

        return cluster.join(arguments.scheduler, engine)
    if arguments.scheduler:
        raise UsageError("--scheduler is for --executor dask", "--executor dask --scheduler tcp://host:8786")
    return workers.hire(workers.choose_count(arguments.jobs, sources))


def _bar(arguments: argparse.Namespace) -> tuple[Follow, ...]:
    """What shows on a terminal how far the work is."""
    return (Bar(sys.stderr),) if _is_terminal() and not arguments.quiet else ()


def _root(arguments: argparse.Namespace) -> Path:
    root = Path(arguments.root)
    try:
        is_folder, has_content = root.is_dir(), (root / "content").is_dir()
    except OSError as error:
        raise UsageError(f"--root names no folder that can be read: {error.strerror}", _NAME_ROOT) from error
    if not is_folder:
        raise UsageError(f"there is no folder “{root}”", _NAME_ROOT)
    if not has_content:
        hint = "go to the site’s folder, or name it: --root DIR"
        raise UsageError(f"“{root.resolve()}” has no folder content/", hint)
    return root


def _output(arguments: argparse.Namespace) -> Path:
    return Path(arguments.output_dir) if arguments.output_dir else Path(arguments.root, "output")


# ---- telling --------------------------------------------------------------------------------------------------


def _tell(report: Report, arguments: argparse.Namespace) -> int:
    """Print a report and return the exit status that it means."""
    source_by_path = {source.path: source for source in report.sources}

    def text_of(path: str) -> str:
        try:
            return source_by_path[path].data.decode("utf-8", "replace")
        except (KeyError, UsageError):  # no text, or one that somebody has changed or deleted in the meantime
            return ""

    told = report.diagnostics
    if arguments.format in FOR_PEOPLE and not arguments.verbose:
        told = tuple(diagnostic for diagnostic in told if diagnostic.severity <= Severity.WARNING)
    if arguments.format == "text":
        sys.stderr.write(reporters.render_text(told, text_of, colour=_has_colour()))
        summary = sys.stdout
    else:
        sys.stdout.write(reporters.FORMATS[arguments.format](told, text_of))
        summary = sys.stderr
    for reason in report.reasons:
        print(reason, file=summary)
    if report.profile:
        print(report.profile, file=summary)
    failed = has_errors(report.diagnostics)
    if failed:
        print(f"{reporters.summarize(report.diagnostics)}; nothing was written", file=sys.stderr)
    elif not arguments.quiet and report.done:
        counted = reporters.summarize(report.diagnostics)
        print(f"{report.done}; {counted}" if report.diagnostics else report.done, file=summary)
    sys.stdout.flush()
    return FINDINGS if failed else OK


def _has_colour() -> bool:
    """True where colours are seen and wanted (no-color.org)."""
    return _is_terminal() and not os.environ.get("NO_COLOR")


def _is_terminal() -> bool:
    """True where somebody looks at stderr, with something that can go back in a line."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
