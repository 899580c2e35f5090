"""Commands and their exit status: the edge that people type at."""

from __future__ import annotations

import argparse
import errno
import gc
import io
import os
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from microsite.build.looks import Options
from microsite.build.project import Project, Report
from microsite.commands.options import (
    TRACE,
    make_ack_parser,
    make_build_parser,
    make_check_parser,
    make_glossary_parser,
    make_i18n_parser,
    make_reference_parser,
    make_serve_parser,
    make_status_parser,
    parse_arguments,
)
from microsite.commands.printing import FINDINGS, OK, is_terminal, tell
from microsite.diagnostics import reports
from microsite.diagnostics.problems import did_you_mean, has_errors
from microsite.engine import hire as workers
from microsite.engine.crew import ALONE, Crew, Follow
from microsite.engine.progress import Bar
from microsite.files.disk import FOLDERS, UsageError, describe, find_oddity
from microsite.files.writing import write_file

if TYPE_CHECKING:
    from microsite.build.outcome import Wishes
    from microsite.model.entries import Config

PREVIEW = ".preview"
"""Where `serve` builds, below the root."""

_NAME_ROOT = "name the folder that has content/ in it: --root DIR"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status: 0 fine, 1 findings or failure, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # somebody has closed it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 (open until we end)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that knows no Chinese shall not end in a traceback
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        name = "" if not words or words[0].startswith("-") else _command(words.pop(0))
        make_parser, run = COMMANDS[name or "build"]
        program = "build.py" if Path(sys.argv[0]).name == "build.py" else "microsite"
        return run(parse_arguments(make_parser(f"{program} {name}".strip()), words, () if name else COMMANDS))
    except UsageError as error:
        return _fail(error)
    except BrokenPipeError:
        # Whoever read our output has seen enough; a message would reach nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    except OSError as error:
        return _fail(_describe(error))


def _describe(error: OSError) -> UsageError:
    """What the machine does not let us do, where nobody knew of which file."""
    if error.errno == errno.ENOENT and error.filename is None:
        hint = "go to the site’s folder anew: cd DIR"
        return UsageError("the folder that you are in is no longer there", hint, status=FINDINGS)
    if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF} and error.filename is None:
        return UsageError(f"what there is to tell cannot be written: {error.strerror}", status=FINDINGS)
    told = describe(error, "")
    if error.filename is None:
        return UsageError(f"the system does not let this go on: {error.strerror}", told.hint, status=told.status)
    return told


def _fail(error: UsageError) -> int:
    """Tell it, if that can be told, and return the exit status that it means."""
    with suppress(OSError):
        print(f"error: {error}", file=sys.stderr)
        if error.hint:
            print(f"hint: {error.hint}", file=sys.stderr)
    return error.status


def _command(word: str) -> str:
    """The command of that name. Raises `UsageError` if there is none."""
    if word not in COMMANDS:
        hint = did_you_mean(word, COMMANDS) or f"the commands are {', '.join(COMMANDS)}"
        raise UsageError(f"there is no command “{word}”", hint)
    return word


# ---- commands -------------------------------------------------------------------------------------------------


def _run_build(arguments: argparse.Namespace) -> int:
    return tell(_profiled_build(_project(arguments), arguments), arguments)


def _run_serve(arguments: argparse.Namespace) -> int:
    from microsite.preview.watch import serve  # the server costs more to import than a small build takes

    root = _root(arguments)
    arguments.base_url = arguments.base_url or f"http://127.0.0.1:{arguments.port}/"
    # Its pages name this machine's address, so they must not lie where somebody may publish them from.
    arguments.output_dir = arguments.output_dir or str(root / PREVIEW)
    folders = [root / name for name in FOLDERS]
    project = _project(arguments, is_lasting=True)

    def build(changed: Collection[Path] | None) -> bool:
        gc.disable()
        try:
            return tell(_profiled_build(project, arguments, changed), arguments) == OK
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
    from microsite.commands.editing import tend_words

    return tell(tend_words(_root(arguments), arguments.action, strict=arguments.strict), arguments)


def _run_glossary(arguments: argparse.Namespace) -> int:
    from microsite.commands.editing import import_terms

    return tell(import_terms(_root(arguments), Path(arguments.file), strict=arguments.strict), arguments)


def _run_check(arguments: argparse.Namespace) -> int:
    names = _names(arguments, arguments.paths)
    if arguments.fix:
        from microsite.commands.editing import mend_texts

        mended = mend_texts(_root(arguments), names)
        if mended and not arguments.quiet:
            print(f"mended {', '.join(mended)}", file=sys.stderr)
    follow = _bar(arguments)

    @contextmanager
    def hire(sources: int, engine: str) -> Iterator[Crew]:
        with _hire(arguments, sources, engine) as crew:
            yield crew._replace(follow=follow)

    return tell(_project(arguments).check(names, hire, ALONE), arguments, failed="")


def _run_status(arguments: argparse.Namespace) -> int:
    from microsite.commands.editing import tell_status

    report, text, view = tell_status(
        _root(arguments),
        _names(arguments, arguments.paths),
        _keys(arguments.lang),
        _clock(arguments)(),
        diff=arguments.diff,
        drafts=arguments.drafts,
        strict=arguments.strict,
    )
    if arguments.format == "json":
        print(reports.dump({**reports.json_view(report.diagnostics), **view}), end="")
        return FINDINGS if has_errors(report.diagnostics) else OK
    if arguments.format == "text":
        print(text, end="")
        sys.stdout.flush()
    return tell(report, arguments, failed="")


def _run_ack(arguments: argparse.Namespace) -> int:
    from microsite.commands.editing import acknowledge

    if bool(arguments.keys) == arguments.all:
        raise UsageError("ack needs keys, or --all", "python build.py ack press/2025-11-16-opening --lang zh")
    report = acknowledge(
        _root(arguments),
        _names(arguments, arguments.keys),
        _keys(arguments.lang),
        is_all=arguments.all,
        is_trivial=arguments.trivial,
        strict=arguments.strict,
    )
    return tell(report, arguments)


def _names(arguments: argparse.Namespace, names: Sequence[str]) -> list[str]:
    """The names of entries and files that a command is given, as paths below the root if they are whole ones."""
    root = Path(arguments.root).absolute()
    paths = ((name, Path(name)) for name in names)
    return [path.relative_to(root).as_posix() if path.is_relative_to(root) else name for name, path in paths]


def _keys(text: str | None) -> list[str]:
    return [key.strip() for key in (text or "").split(",") if key.strip()]


def _run_reference(_arguments: argparse.Namespace) -> int:
    from microsite.commands import reference

    print(reference.render_reference(), end="")
    return OK


COMMANDS: dict[str, tuple[Callable[[str], argparse.ArgumentParser], Callable[[argparse.Namespace], int]]] = {
    "build": (make_build_parser, _run_build),
    "serve": (make_serve_parser, _run_serve),
    "i18n": (make_i18n_parser, _run_i18n),
    "glossary": (make_glossary_parser, _run_glossary),
    "check": (make_check_parser, _run_check),
    "status": (make_status_parser, _run_status),
    "ack": (make_ack_parser, _run_ack),
    "reference": (make_reference_parser, _run_reference),
}


# ---- building -------------------------------------------------------------------------------------------------


def _project(arguments: argparse.Namespace, *, is_lasting: bool = False) -> Project:
    options = Options(
        arguments.base_url,
        arguments.lang,
        drafts=arguments.drafts,
        strict=arguments.strict,
        removal=arguments.allow_removal,
    )
    return Project(_root(arguments), _output(arguments), options, _wish, _clock(arguments), is_lasting=is_lasting)


def _clock(arguments: argparse.Namespace) -> Callable[[], float]:
    """What tells the moment of a build: `--now`, else SOURCE_DATE_EPOCH (reproducible-builds.org), else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if arguments.now is not None:
        from microsite.content.fields.translations import EXAMPLE, parse_moment  # see `_wish`
        from microsite.translation.gate import seconds

        moment, complaint = parse_moment(arguments.now)
        if complaint:
            raise UsageError(f"--now “{arguments.now}” {complaint}", f"write it as --now {EXAMPLE}")
        now = seconds(moment)
    elif epoch:
        if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= 12):
            raise UsageError(
                f"SOURCE_DATE_EPOCH is “{epoch}”, which is no number of seconds", "unset SOURCE_DATE_EPOCH"
            )
        now = int(epoch)
    else:
        return time.time
    return lambda: now


def _profiled_build(project: Project, arguments: argparse.Namespace, changed: Collection[Path] | None = None) -> Report:
    """Build once, and measure it if that is wanted."""
    if arguments.profile is None:
        return _build(project, arguments, ALONE, changed)
    from microsite.engine.profile import Profile, now, render_summary, render_trace, run_timed

    path = Path(arguments.root, TRACE) if arguments.profile == TRACE else Path(arguments.profile)
    if what := find_oddity(path):
        raise UsageError(f"the trace cannot be written to “{path}”: it is {what}", "--profile FILE")
    profile = Profile()
    watched = ALONE._replace(stage=profile.stage, run=run_timed, follow=(profile.follow,))
    report = _build(project, arguments, watched, changed)
    summary = render_summary(profile, now())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, render_trace(profile))
    except OSError as error:
        raise UsageError(f"the trace cannot be written to “{path}”: {error.strerror}", "--profile FILE") from error
    return report._replace(profile=f"{summary}\nthe trace is in {path.as_posix()}")


def _build(project: Project, arguments: argparse.Namespace, look_on: Crew, changed: Collection[Path] | None) -> Report:
    follow = (*look_on.follow, *_bar(arguments))

    @contextmanager
    def hire(sources: int, engine: str) -> Iterator[Crew]:
        with _hire(arguments, sources, engine) as crew:
            yield crew._replace(stage=look_on.stage, run=look_on.run, follow=follow)

    report = project.build(hire, look_on, changed)
    return report if arguments.explain else report._replace(reasons=())


def _wish(config: Config, options: Options) -> tuple[Config, Wishes]:
    """What the command line asks for. Raises `UsageError` for what cannot be."""
    from microsite.build.outcome import Wishes
    from microsite.content.fields.addresses import (
        parse_base_url,  # with all of reading, which a build without changes does not need
    )

    if options.base_url is not None:
        base_url, complaint = parse_base_url(options.base_url)
        if complaint:
            message = f"--base-url “{options.base_url}” {complaint}"
            raise UsageError(message, "write it as --base-url https://example.org/sub/")
        config = config._replace(base_url=base_url, also_at=config.base_url)
    languages = _wanted_languages(config, options.languages) if options.languages is not None else frozenset[str]()
    wishes = Wishes(drafts=options.drafts, strict=options.strict, languages=languages, removal=options.removal)
    return config, wishes


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
        from microsite.engine import cluster

        return cluster.join(arguments.scheduler, engine)
    if arguments.scheduler:
        raise UsageError("--scheduler is for --executor dask", "--executor dask --scheduler tcp://host:8786")
    return workers.hire(workers.choose_count(arguments.jobs, sources))


def _bar(arguments: argparse.Namespace) -> tuple[Follow, ...]:
    """What shows on a terminal how far the work is."""
    return (Bar(sys.stderr),) if is_terminal() and not arguments.quiet else ()


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
