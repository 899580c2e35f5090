"""The command line's options and help: one parser a command. Pure; what the words mean is for `cli`."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Collection, Sequence

import microsite
from microsite.diagnostics import reports
from microsite.files.disk import CACHE, UsageError

TRACE = f"{CACHE}/trace.json"
"""Where the trace of a profile goes, below the root, unless a file is named."""

_DESCRIPTION = """\
Build a static conference site in several languages from Markdown.

Reads content/, templates/ and locales/, checks everything, and writes output/
if nothing is wrong. An error leaves output/ as it was.
"""
_EPILOG = """\
commands:
  build        what happens without a command
  serve        build, show the site at http://127.0.0.1:8000/, rebuild it at every save
  i18n         the words of the templates: extract, update, check
  glossary     import terms from a table that translators filled in
  status       how far the translations are, and what has changed since
  ack          record that a translation is up to date
  reference    print the tables of fields and rules
  each explains itself: python build.py serve --help

examples:
  python build.py
  python build.py --strict --format github        in CI: warnings are errors
  python build.py --base-url https://example.org/sub/
  python build.py i18n update                     new words into locales/

exit status: 0 all is well, 1 something was found or failed, 2 wrong usage,
3 a fault of microsite, 130 Ctrl-C
"""
_I18N = """\
extract writes locales/messages.pot: all words of the templates.
update also brings them into each locales/<language>/LC_MESSAGES/messages.po.
check tells which words a language misses; with --strict it fails.
"""
_GLOSSARY = """\
import reads a table of terms (CSV) and adds or updates content/glossary/*.md.

The table is glossary.csv of the built site, edited in a spreadsheet program: a
row for each key, and for each language the columns term.de, short.de, forms.de
and so on. The texts of a list stand between “ | ”; a “|” or “\\” that is none
has a “\\” before it. A text that begins with = + - @ has an apostrophe before it,
so that nothing computes it; it is taken off again.

Only the lines of fields that differ are written anew: texts, comments and other
fields stay as they are. A row or column that is left out changes nothing, nor do
the empty cells of a language that has no file. A term is deleted by hand. If
anything is wrong with the table, all of it is told, and no file is touched.
"""
_GLOSSARY_EPILOG = """\
examples:
  python build.py                                 writes output/glossary.csv
  python build.py glossary import glossary.csv    reads it back

saving the table:
  Excel         “CSV UTF-8”, with commas or with semicolons; “Unicode Text” is read too
  LibreOffice   “Text CSV”, character set Unicode (UTF-8)

exit status: 0 all is well, 1 something was found or failed, 2 wrong usage,
3 a fault of microsite, 130 Ctrl-C
"""
_CHECK = """\
Look through all texts, and compare each translation with its source: figures,
dates, amounts, links, terms, structure, typography. Nothing is built.

With names of entries, files or folders, tell only what is found there. --fix puts
right in their texts what needs no thought (quotation marks, dashes, spaces).

examples:
  python build.py check                            everything
  python build.py check press/2025-11-16-opening   one entry, in all languages
  python build.py check --fix content/press        mend typography, then check

exit status: 0 no errors, 1 errors were found, 2 wrong usage
"""
_STATUS = """\
Tell how far the translations are: fresh, stale (the source has changed since, in
so many sections), unconfirmed (nobody has recorded what it was made from),
missing, or extra (there is no source). What is not public yet has a star.

With --diff, each section of the source that has changed since, with that of the
translation below it. Ends with 1 if a language misses its min_fresh.
"""
_ACK = """\
Record in the front matter of translations that they say what their sources say
now (translated_from). Only the lines of that field change.

With --trivial, record in the sources instead that what has changed in them since
changes nothing for the translations (unchanged_since): a misprint, say.
"""


def parse_arguments(
    parser: argparse.ArgumentParser, words: Sequence[str], commands: Collection[str]
) -> argparse.Namespace:
    """Parse the words of one command, its name apart.

    Raises `UsageError` where the name of a command stands among the words, after an option; for other wrong usage
    argparse ends the process with status 2.
    """
    arguments, rest = parser.parse_known_args(words)
    late = next((word for word in rest if word in commands), None)
    if late:
        others = list(words)
        others.remove(late)
        raise UsageError(f"the command comes first: “{late}”", f"{parser.prog} {shlex.join([late, *others])}")
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return arguments


def make_build_parser(program: str) -> argparse.ArgumentParser:
    """The parser of what happens without a command; `program` is how it is called."""
    parser = _parser(program, _DESCRIPTION, _EPILOG)
    parser.add_argument("--version", action="version", version=f"microsite {microsite.__version__}")
    _add_build_options(parser)
    return parser


def make_serve_parser(program: str) -> argparse.ArgumentParser:
    """The parser of the preview."""
    parser = _parser(program, "Build the site, show it on this machine alone, and rebuild it at every save.")
    _add_build_options(parser)
    parser.add_argument("--port", type=_port, default=8000, help="where to listen on 127.0.0.1 (default: 8000)")
    return parser


def make_i18n_parser(program: str) -> argparse.ArgumentParser:
    """The parser of what is done with the words of the templates."""
    parser = _parser(program, _I18N)
    parser.add_argument("action", choices=("extract", "update", "check"))
    _add_report_options(parser)
    return parser


def make_glossary_parser(program: str) -> argparse.ArgumentParser:
    """The parser of what is done with the terms of the glossary."""
    parser = _parser(program, _GLOSSARY, _GLOSSARY_EPILOG)
    parser.add_argument("action", choices=("import",))
    parser.add_argument("file", metavar="FILE", help="the table, as a spreadsheet program saves it")
    _add_report_options(parser)
    return parser


def make_check_parser(program: str) -> argparse.ArgumentParser:
    """The parser of what compares translations with their sources."""
    parser = _parser(program, _CHECK)
    parser.add_argument("paths", metavar="PATH", nargs="*", help="entries, files or folders (default: all)")
    parser.add_argument("--fix", action="store_true", help="mend the typography of their texts first")
    parser.add_argument("--lang", metavar="KEYS", help="as if the site had only these languages: --lang de,en")
    parser.add_argument("--drafts", action="store_true", help="drafts, too")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="processes to work in (default: as many as pay)")
    _add_now(parser)
    _add_report_options(parser)
    parser.set_defaults(output_dir=None, base_url=None, executor="processes", scheduler="", explain=False)
    parser.set_defaults(allow_removal=False)
    return parser


def make_status_parser(program: str) -> argparse.ArgumentParser:
    """The parser of how far translations are."""
    parser = _parser(program, _STATUS)
    parser.add_argument("paths", metavar="KEY", nargs="*", help="entries, by key, file or folder (default: all)")
    parser.add_argument("--diff", action="store_true", help="what has changed since, section by section")
    parser.add_argument("--lang", metavar="KEYS", help="these languages: --lang en,zh")
    parser.add_argument("--drafts", action="store_true", help="drafts, too")
    _add_now(parser)
    _add_report_options(parser)
    return parser


def make_ack_parser(program: str) -> argparse.ArgumentParser:
    """The parser of what records that translations are up to date."""
    parser = _parser(program, _ACK)
    parser.add_argument("keys", metavar="KEY", nargs="*", help="entries, by key or file")
    parser.add_argument("--lang", metavar="KEYS", help="these languages: --lang en,zh (default: all)")
    parser.add_argument("--all", action="store_true", help="all entries")
    parser.add_argument("--trivial", action="store_true", help="the source has changed in nothing that matters")
    _add_report_options(parser)
    return parser


def make_reference_parser(program: str) -> argparse.ArgumentParser:
    """The parser of a command that has no options."""
    return _parser(program, "Print the tables of front matter, site.yaml and rules, as in docs/reference.md.")


def _parser(program: str, description: str, epilog: str = "") -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=program,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", default=".", metavar="DIR", help="the site's folder (default: here)")
    parser.add_argument("--strict", action="store_true", help="make errors of warnings")
    parser.add_argument("--format", choices=tuple(reports.FORMATS), default="text", help="how findings are told")
    volume = parser.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help="say nothing but what is wrong")
    volume.add_argument("-v", "--verbose", action="store_true", help="tell also what is only worth knowing (info)")


def _add_build_options(parser: argparse.ArgumentParser) -> None:
    _add_report_options(parser)
    parser.add_argument("--output-dir", metavar="DIR", help="where to write (default: output/ in the root)")
    parser.add_argument("--base-url", metavar="URL", help="the site's address, instead of that in site.yaml")
    parser.add_argument("--lang", metavar="KEYS", help="build as if the site had only these languages: --lang de,en")
    parser.add_argument("--drafts", action="store_true", help="build drafts too, and what is held back")
    parser.add_argument(
        "--allow-removal",
        action="store_true",
        help="let all pages of a kind or language go, if its texts are gone; else that is an error, as of a bad merge",
    )
    _add_now(parser)
    parser.add_argument("--explain", action="store_true", help="tell of each file that is made again why it is")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="processes to work in (default: as many as pay)")
    parser.add_argument(
        "--profile", nargs="?", const=TRACE, metavar="FILE", help=f"tell where the time went; a trace in {TRACE}"
    )
    parser.add_argument("--executor", choices=("processes", "dask"), default="processes", help="who does the work")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of --executor dask: tcp://host:8786")


def _add_now(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--now", metavar="MOMENT", help="take that for now: --now 2025-11-16T10:00+08:00")


def _jobs(text: str) -> int:
    number = _number(text)
    if number is None or number < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of processes; it must be 1 or more")
    return number


def _port(text: str) -> int:
    number = _number(text)
    if number is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not the number of a port")
    return number


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
