"""A new site in a folder: what somebody says of a conference is asked for, or told by options."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from microsite.commands import options, parsers
from microsite.commands.catalogs import count_words, draft_catalogs
from microsite.commands.parsers import Parser
from microsite.commands.printing import OK
from microsite.content.fields.addresses import parse_base_url
from microsite.content.starter import READY, Conference, Tongue, find_tongue, make_site
from microsite.diagnostics.problems import did_you_mean
from microsite.files.disk import UsageError, telling
from microsite.files.theme import read_theme
from microsite.files.writing import write_files
from microsite.i18n.tables import has_table

_ABOUT = """\
Write a new site about a conference into a folder: pages, a sample release, two
terms and all settings, in each language. It can be built at once.

Without options it asks for what it needs to know; Enter takes what stands in
brackets. With any option it asks for nothing, and says what it has assumed.
No existing file is overwritten.
"""
_EXAMPLES = (
    ("hafentage", "asks for everything"),
    (
        'battery --name "Leipzig Battery Symposium" --languages de,en,fr,zh --start 2027-03-09 --end 2027-03-11',
        "asks for nothing",
    ),
)
_DAY, _SOON = datetime.timedelta(days=1), datetime.timedelta(days=180)
_MAY_BE_THERE = frozenset({"README.md", ".gitignore", ".gitattributes", ".editorconfig"})
"""What a folder may have already, as new repositories do: it stays as it is."""
_IGNORED = ".gitignore"
_ASKED = ("name", "languages", "start", "end", "place", "base_url")
_OPTIONS = (
    options.NAME,
    options.LANGUAGES,
    options.START,
    options.END,
    options.PLACE,
    options.BASE_URL._replace(help="where the site will stand: https://battery.example/"),
    options.DRY_RUN._replace(help="tell what would be written, and write nothing"),
)
_Value = TypeVar("_Value")


def make_parser(program: str) -> Parser:
    """The parser of what writes a new site."""
    parser = parsers.make_parser(program, _ABOUT, _OPTIONS, examples=_EXAMPLES)
    parser.add_argument("folder", metavar="DIR", help="the folder of the new site")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Write it, and return the exit status."""
    if not arguments.folder.strip():
        raise UsageError("the new site needs a folder", "init battery")
    root = Path(arguments.folder)
    if root.exists() and not root.is_dir():
        raise UsageError(f"“{root}” is a file, and not a folder", "name a new folder")
    conference, assumed = _find_out(arguments, root)
    tongues = [tongue for tag in conference.languages if (tongue := find_tongue(tag))]
    catalogs = draft_catalogs(read_theme(root).sources, tongues)
    files = make_site(conference) | catalogs
    with telling(root):
        present = [path for path in files if (root / path).exists() or (root / path).is_symlink()]
        unignored = _find_unignored(root / _IGNORED, files[_IGNORED]) if _IGNORED in present else []
        files = {path: data for path, data in files.items() if path not in present or path not in _MAY_BE_THERE}
        present = [path for path in present if path not in _MAY_BE_THERE]
        if present:
            hint = "name a new folder, or move these files away: " + ", ".join(present[:3])
            raise UsageError(f"“{root / present[0]}” is there already, and nothing is overwritten", hint)
        if not arguments.dry_run:
            root.mkdir(parents=True, exist_ok=True)
            write_files(root, files)
    print(f"{'would write' if arguments.dry_run else 'wrote'} {len(files)} files into {root}/")
    if assumed:
        print(f"Assumed: {shlex.join(assumed)}. Change it in content/site.yaml, or begin anew with these options.")
    print("".join(f"{line}\n" for line in _say_lacking(tongues, catalogs)), end="")
    if unignored:
        print(f"“{_IGNORED}” stays as it is. Add to it: {' '.join(unignored)}")
    if not arguments.dry_run:
        print(f"Look at it: cd {shlex.quote(str(root))} && python build.py serve")
    return OK


def _say_lacking(tongues: Sequence[Tongue], catalogs: Mapping[str, bytes]) -> Iterator[str]:
    """What the site lacks in some languages, and what nobody will be told of in them."""
    bare = [tongue.key for tongue in tongues if not tongue.folder]
    if bare:
        yield f"There are no texts yet in {', '.join(bare)}: until you write some, pages show those of the source."
    if catalogs:
        words = count_words(next(iter(catalogs.values())))
        yield f"The templates speak English there until you translate {words} words in {', '.join(catalogs)}."
    unread = [tongue.key for tongue in tongues if not has_table(tongue.locale, "figures")]
    if unread and len(tongues) > 1:
        yield f"Of {', '.join(unread)}, check compares only digits and whole dates: let somebody read these texts, too."


def _find_unignored(path: Path, wanted: bytes) -> list[str]:
    """The lines that a list of what Git ignores lacks of those that a new site wants, however they are written."""
    present = {line.strip().strip("/") for line in path.read_text("utf-8", "replace").splitlines()}
    lines = [line for line in wanted.decode().splitlines() if line and not line.startswith("#")]
    return [line for line in lines if line.strip("/") not in present]


def _find_out(arguments: argparse.Namespace, root: Path) -> tuple[Conference, list[str]]:
    """What the options say, or what somebody answers, and the options of what nobody has said.

    Raises `UsageError` for what cannot be.
    """
    assumed: list[str] = []
    is_told = any(getattr(arguments, name) is not None for name in _ASKED)
    is_asked = not is_told and sys.stdin.isatty()

    def find(name: str, question: str, default: str, read: Callable[[str], _Value]) -> _Value:
        said: str | None = getattr(arguments, name)
        if said is None and not is_asked and default:
            assumed.extend((f"--{name.replace('_', '-')}", default))
        if said is not None or not is_asked:
            return read(default if said is None else said)
        while True:
            try:
                answer = input(f"{question}{f' [{default}]' if default else ''}: ").strip()
            except EOFError as error:
                raise UsageError("nobody answers", "say all by options: init --help shows them") from error
            try:
                return read(answer or default)
            except UsageError as error:
                print(f"{error}. {error.hint}" if error.hint else error)

    today = datetime.date.fromtimestamp(time.time())  # noqa: DTZ012 - the day where they are
    folder = root.absolute().name
    name = find(
        "name", "Name of the conference", re.sub("[-_]+", " ", folder).strip().title() or "Conference", _read_name
    )
    languages = find("languages", "Languages, the source first", _guess_languages(), _read_languages)
    start = find("start", "First day", (today + _SOON).isoformat(), _read_day)
    end = find("end", "Last day", (start + _DAY).isoformat(), partial(_read_end, start))
    place = find("place", "City", "", str.strip)
    host = re.sub("[^a-z0-9]+", "-", folder.lower()).strip("-") or "conference"
    base_url = find("base_url", "Address of the site", f"https://{host}.example/", _read_address)
    return Conference(name, languages, start, end, base_url, place, today), assumed


def _read_name(text: str) -> str:
    name = " ".join(text.split())
    if not name or not name.isprintable():
        raise UsageError("the conference needs a name", '--name "Leipzig Battery Symposium"')
    if "{{" in name:
        raise UsageError("“{{” in the name would name a figure", "leave out the braces")
    return name


def _guess_languages() -> str:
    """The language of who types, and English."""
    code = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").partition("_")[0]
    return ",".join(dict.fromkeys([code] * (code in READY) + ["en"]))


def _read_languages(text: str) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))
    for tag in tags:
        if find_tongue(tag) is None:
            hint = did_you_mean(tag, READY) or "write tags such as de, en, fr, zh, pt-BR"
            raise UsageError(f"“{tag}” is not the tag of a language", hint)
    keys = [tongue.tag for tag in tags if (tongue := find_tongue(tag))]
    twin = next((tag for tag, key in zip(tags, keys, strict=True) if keys.count(key) > 1), "")
    if twin:
        raise UsageError(f"“{twin}” is named twice", "name each language once")
    first = find_tongue(tags[0]) if tags else None
    if first is None or not first.folder:
        ready = ", ".join(READY)
        message = f"there are no texts in “{tags[0]}” to begin with" if tags else "a site needs a language"
        raise UsageError(message, f"begin with one of {ready}; others may follow")
    return tags


def _read_day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"“{text}” is not a day", "write year, month and day: 2027-03-09") from error


def _read_end(start: datetime.date, text: str) -> datetime.date:
    end = _read_day(text)
    if end < start:
        raise UsageError(f"the conference ends on {end}, before it begins on {start}", f"write {start} or a later day")
    return end


def _read_address(text: str) -> str:
    address, complaint = parse_base_url(text)
    if complaint:
        raise UsageError(f"the address “{text}” {complaint}", "write it as https://battery.example/")
    return address
