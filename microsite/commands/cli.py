"""The commands by name, and the exit status of a command line: the edge that people type at."""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from microsite.commands.options import VALUED, read_plainly, refuse_contrary, sort_words
from microsite.commands.printing import FINDINGS
from microsite.diagnostics.problems import did_you_mean
from microsite.diagnostics.terminal import make_visible
from microsite.files.disk import UsageError, describe

if TYPE_CHECKING:
    import argparse

    from microsite.commands.parsers import Parser

COMMANDS = {
    "init": "write a new site into a folder",
    "build": "build the site (the default)",
    "new": "write a new entry in all languages, begin a translation, or add a language",
    "rename": "give an entry another key, with all that names it",
    "serve": "build, show the site at http://127.0.0.1:8000/, rebuild it at every save",
    "check": "check all texts, and compare translations with their sources",
    "verify": "audit a built site as a crawler would: links, languages, feeds, sizes",
    "status": "how far the translations are, and what has changed since",
    "ack": "record that a translation is up to date",
    "glossary": "import terms from a table that translators filled in",
    "theme": "the templates that microsite brings: list them, copy one to change it",
    "i18n": "the words of the templates: extract, update, check",
    "cms": "write an editor in the browser, for who does not use git",
    "publish": "send the built site to a folder, a server or a bucket, with what its host wants to know",
    "schema": "write schemas by which editors complete and check YAML",
    "reference": "print the tables of fields and rules",
}
"""What each command does, by its name: that of its module, which is imported when the command is given."""


class Command(Protocol):
    """What the module of a command has."""

    def make_parser(self, program: str) -> Parser:
        """The parser of its words; `program` is how the command is called."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, and return the exit status."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status: 0 fine, 1 findings or failure, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # somebody has closed it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 (open until we end)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that knows no Chinese shall not end in a traceback
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _run(words)
    except UsageError as error:
        return _fail(error)
    except OSError as error:
        return fail_of(error)


def fail_of(error: OSError) -> int:
    """Tell what the machine does not let us do, if that can be told, and return the exit status that it means."""
    if isinstance(error, BrokenPipeError):
        # Whoever read our output has seen enough; a message would reach nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    return _fail(_describe(error))


# ---- commands -------------------------------------------------------------------------------------------------


def _run(words: Sequence[str]) -> int:
    """Run the command that the words name, wherever among its options its name stands."""
    options, others = sort_words(words, COMMANDS)
    name = others.pop(0) if others else ""
    if name and name not in COMMANDS:
        raise _refuse_command(name, options)
    program = "python build.py" if Path(sys.argv[0]).name == "build.py" else "microsite"
    command = load_command(name or "build")
    plain = None if others else read_plainly(getattr(command, "OPTIONS", ()), options)
    if plain and name in {"", "build"}:
        refuse_contrary(vars(plain))
        return command.run(cast("argparse.Namespace", plain))
    parser = command.make_parser(f"{program} {name}".strip())
    if name in {"", "build"}:
        parser.epilog = f"{_list_commands(program)}\n\n{parser.epilog}"
    return command.run(_parse(parser, options, others))


def load_command(name: str) -> Command:
    """The module of a command."""
    return cast("Command", importlib.import_module(f"microsite.commands.{name}"))


def _list_commands(program: str) -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {summary}" for name, summary in COMMANDS.items()]
    return "\n".join(("commands:", *lines, f"each explains itself: {program} serve --help"))


def _parse(parser: Parser, options: Sequence[str], others: Sequence[str]) -> argparse.Namespace:
    """What these words mean to a command. Raises `UsageError` if they mean nothing to it.

    Ends the process if help or the version is asked for.
    """
    for name, sign, _ in (option.partition("=") for option in options):
        if sign and name in parser.names and name not in VALUED:
            raise UsageError(f"{name} takes no value", name)
    parser.action = others[0] if others else ""
    arguments, rest = parser.parse_known_args([*options, "--", *others] if others else options)
    for word in rest:
        if word in options:
            raise _refuse_option(word.partition("=")[0], parser)
        if word != "--":
            raise UsageError(f"“{word}” is one word too many", f"{parser.prog} --help tells what it takes")
    refuse_contrary(vars(arguments))
    return arguments


def _refuse_option(name: str, parser: Parser) -> UsageError:
    """Raise for an option that a command does not have; the hint names the near one, or its commands."""
    owners = [command for command, names in _find_options().items() if name in names]
    hint = f"it is an option of {', '.join(owners)}" if owners else did_you_mean(name, parser.names)
    return UsageError(f"“{parser.prog}” has no option “{name}”", hint or f"{parser.prog} --help tells which there are")


def _refuse_command(name: str, options: Sequence[str]) -> UsageError:
    """Raise for a command that does not exist, or for the value of a misspelt option."""
    known = {option for names in _find_options().values() for option in names}
    for option in (option.partition("=")[0] for option in options):
        if option.startswith("--") and option not in known and (hint := did_you_mean(option, known)):
            return UsageError(f"there is no option “{option}”", hint)
    hint = did_you_mean(name, COMMANDS) or f"the commands are {', '.join(COMMANDS)}"
    return UsageError(f"there is no command “{name}”", hint)


def _find_options() -> dict[str, tuple[str, ...]]:
    """The names of the options of each command."""
    return {name: load_command(name).make_parser(name).names for name in COMMANDS}


# ---- what is told of failures ---------------------------------------------------------------------------------


def _describe(error: OSError) -> UsageError:
    """The message for an error of the machine that names no file."""
    if error.errno == errno.ENOENT and error.filename is None:
        hint = "go to the site’s folder again: cd DIR"
        return UsageError("the folder that you are in is no longer there", hint, status=FINDINGS)
    if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF} and error.filename is None:
        return UsageError(f"the output of this command cannot be written: {error.strerror}", status=FINDINGS)
    told = describe(error, "")
    if error.filename is None:
        return UsageError(f"the system stopped this: {error.strerror}", told.hint, status=told.status)
    return told


def _fail(error: UsageError) -> int:
    """Tell it, if that can be told, and return the exit status that it means."""
    with suppress(OSError):
        for text in filter(None, (f"error: {error}", error.hint and f"hint: {error.hint}")):
            print("\n".join(make_visible(line) for line in text.split("\n")), file=sys.stderr)
    return error.status
