"""The parsers of commands, which explain them and what is wrong with a command line."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from functools import partial
from typing import NoReturn

import microsite
from microsite.commands.options import Option
from microsite.files.disk import UsageError

_END = """\
exit status: 0 all is well, 1 something was found or failed, 2 wrong usage,
3 a fault of microsite, 130 Ctrl-C"""


class Parser(argparse.ArgumentParser):
    """The parser of a command. `names` are those of its options, `examples` are how it can be called.

    `action` is the first word that is no option, by which the fitting example is found.
    """

    names: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    action = ""

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError`."""
        fitting = (one for one in self.examples if one.startswith(f"{self.prog} {self.action} "))
        raise UsageError(message.removeprefix("argument "), next(fitting, self.examples[0]))


def make_parser(
    program: str,
    about: str,
    options: Sequence[Option],
    *,
    examples: Sequence[tuple[str, str]],
    notes: str = "",
) -> Parser:
    """A parser of these options, whose help says what the command is about.

    `program` is how the command is called; `examples` are what may follow that, each with what it does.
    """
    width = shutil.get_terminal_size().columns - 2  # as argparse would ask again for each option
    epilog = "\n".join((_render_examples(program, examples), "", *((notes,) if notes else ()), _END))
    parser = Parser(
        program,
        description=about,
        epilog=epilog,
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=width),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"microsite {microsite.__version__}", help="print the version"
    )
    for names, text, value, default, read, alone in options:
        if not value:
            parser.add_argument(*names, action="store_true", help=text)
        elif alone is None:
            parser.add_argument(*names, help=text, metavar=value, default=default, type=read)
        else:
            parser.add_argument(*names, help=text, metavar=value, default=default, type=read, nargs="?", const=alone)
    parser.examples = tuple(f"{program} {words}" for words, _ in examples)
    parser.names = ("-h", "--help", "--version", *(name for option in options for name in option.names))
    return parser


def _render_examples(program: str, examples: Sequence[tuple[str, str]]) -> str:
    calls = [f"{program} {words}".rstrip() for words, _ in examples]
    width = max(map(len, calls))
    lines = [f"  {call:{width}}  {what}" for call, (_, what) in zip(calls, examples, strict=True)]
    return "\n".join(("examples:", *lines))
