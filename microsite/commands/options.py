"""Options that commands share, and what stands where on a command line. Pure."""

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from types import SimpleNamespace

from microsite.diagnostics.problems import RULES, did_you_mean
from microsite.diagnostics.terminal import FIRST
from microsite.files.disk import UsageError
from microsite.files.key import CACHE
from microsite.values.named import NamedTuple

TRACE = f"{CACHE}/trace.json"
"""Where the trace of a profile goes, below the root, unless a file is named."""


class Option(NamedTuple):
    """An option by its names. `value` is what its value is called, "" if it has none.

    `read` makes the value of what is typed, and raises `UsageError` if it cannot. `alone` is what the option means
    without a value, None if it needs one.
    """

    names: tuple[str, ...]
    help: str
    value: str = ""
    default: object = None
    read: Callable[[str], object] = str
    alone: str | None = None


def one_of(what: str, names: Collection[str]) -> Callable[[str], str]:
    """What reads one of these names."""

    def read(text: str) -> str:
        if text not in names:
            raise UsageError(f"there is no {what} “{text}”", did_you_mean(text, names) or f"choose {_join(names)}")
        return text

    return read


def _read_jobs(text: str) -> int:
    number = _read_number(text)
    if number is None or number < 1:
        raise UsageError(f"“{text}” is not a number of processes; it must be 1 or more", "--jobs 1")
    return number


def _read_limit(text: str) -> int:
    number = _read_number(text)
    if number is None or number < 1:
        raise UsageError(f"“{text}” is not a number of findings; it must be 1 or more", f"--limit {FIRST}")
    return number


def _read_rules(text: str) -> frozenset[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in RULES:
            hint = did_you_mean(name, RULES) or "microsite reference lists the rules"
            raise UsageError(f"there is no rule “{name}”", hint)
    if not names:
        raise UsageError("--rule does not name a rule", "write it as --rule link-broken")
    return frozenset(names)


def _read_port(text: str) -> int:
    number = _read_number(text)
    if number is None:
        raise UsageError(f"“{text}” is not a port number", "--port 8001")
    return number


def _read_number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _join(names: Collection[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


# ---- options that have a value, or that commands share -------------------------------------------------------------

EXECUTORS = ("processes", "dask")

FORMATS = ("text", "github", "gitlab", "json", "sarif")
"""The rows of `reports.FORMATS`, which few builds need."""

ROOT = Option(("--root",), "the site's folder (default: here)", "DIR", ".")
STRICT = Option(("--strict",), "treat warnings as errors")
FORMAT = Option(("--format",), f"print findings as {_join(FORMATS)}", "NAME", "text", one_of("format", FORMATS))
QUIET = Option(("-q", "--quiet"), "print problems only")
VERBOSE = Option(("-v", "--verbose"), "print everything in full, also what is only worth knowing (info)")
RULE = Option(("--rule",), "print what these rules find: --rule link-broken,alt-missing", "NAMES", read=_read_rules)
LIMIT = Option(
    ("--limit",), f"print so many findings of each rule (default: {FIRST} if there are many)", "N", read=_read_limit
)
OUTPUT = Option(("--output-dir",), "where to write (default: output/ in the root)", "DIR")
BASE_URL = Option(("--base-url",), "the site's address, instead of the one in site.yaml", "URL")
LANG = Option(("--lang",), "only these languages: --lang de,en", "KEYS")
DRAFTS = Option(("--drafts",), "include drafts and entries that are held back")
NOW = Option(("--now",), "build as if it were this moment: --now 2025-11-16T10:00+08:00", "MOMENT")
JOBS = Option(("--jobs",), "number of processes (default: as many as are worth it)", "N", read=_read_jobs)
PROFILE = Option(("--profile",), f"print where the time went; write a trace to {TRACE}", "FILE", alone=TRACE)
EXECUTOR = Option(
    ("--executor",), f"who does the work: {_join(EXECUTORS)}", "NAME", EXECUTORS[0], one_of("executor", EXECUTORS)
)
SCHEDULER = Option(("--scheduler",), "the scheduler of --executor dask: tcp://host:8786", "ADDRESS")
PORT = Option(("--port",), "where to listen on 127.0.0.1 (default: 8000)", "N", 8000, _read_port)
HOST = Option(
    ("--host",), "listen on this address, for others in the network (default: 127.0.0.1)", "ADDRESS", "127.0.0.1"
)
DRY_RUN = Option(("--dry-run",), "tell what would change, and write nothing")
BASELINE = Option(("--baseline",), "accept what this file holds; tell what is new, and what has gone", "FILE")
WRITE_BASELINE = Option(("--write-baseline",), "write such a file of all that is found now", "FILE")
NAME = Option(("--name",), "what the conference is called", "NAME")
LANGUAGES = Option(("--languages",), "its languages, the first is written in first: de,en,zh", "TAGS")
START = Option(("--start",), "its first day: 2027-03-09", "DATE")
END = Option(("--end",), "its last day", "DATE")
PLACE = Option(("--place",), "its city", "CITY")

REPOSITORY = Option(("--repository",), "where its texts lie: github:owner/name, or test", "NAME")
SCRIPT = Option(("--script",), "the editor's script, where it is not in node_modules/", "FILE")

EXTERNAL = Option(("--external",), "ask other sites, too, if links to them lead to a page")
REPRODUCIBLE = Option(("--reproducible",), "build this site twice from nothing, and compare the two byte by byte")
BUDGET = Option(("--budget",), "kB that pages may load at once, by type: --budget article=300,*=1000", "SIZES")

REPORTING = (ROOT, STRICT, FORMAT, RULE, LIMIT, QUIET, VERBOSE)
"""The options of every command that tells findings."""

VALUED = {
    name: option
    for option in (
        *(ROOT, FORMAT, RULE, LIMIT, OUTPUT, BASE_URL, LANG, NOW, JOBS, PROFILE, EXECUTOR, SCHEDULER, PORT, HOST),
        *(BASELINE, WRITE_BASELINE, NAME, LANGUAGES, START, END, PLACE, REPOSITORY, SCRIPT, BUDGET),
    )
    for name in option.names
}
"""All options that have a value, of whichever command: the command's name is looked for behind it."""


# ---- what is typed ----------------------------------------------------------------------------------------------


def sort_words(words: Sequence[str], commands: Collection[str]) -> tuple[list[str], list[str]]:
    """The options of a command line, each one word with its value, and the other words, the command's name first.

    Raises `UsageError` if an option has no value that needs one.
    """
    options, others = list[str](), list[str]()
    rest = deque(words)
    while rest:
        word = rest.popleft()
        if word == "--":  # what follows is no option, whatever it looks like
            return options, [*others, *rest]
        if not _is_option(word):
            others.append(word)
            continue
        option = VALUED.get(word)
        # Where a value may be missing, the name of the command is none.
        if option and rest and not _is_option(rest[0]) and (option.alone is None or others or rest[0] not in commands):
            word = f"{word}={rest.popleft()}"
        elif option and option.alone is None:
            raise UsageError(f"{word} needs a value", f"{word} {option.value}")
        options.append(word)
    return options, others


def _is_option(word: str) -> bool:
    """True for `-q` and `--root`, not for `-` and `-1`."""
    return word.startswith("-") and not word[1:2].isdigit() and word != "-"


def read_plainly(options: Sequence[Option], words: Sequence[str]) -> SimpleNamespace | None:
    """What the options of a command line mean, as a parser reads them; None if that takes one, which can explain, too.

    Raises `UsageError` for a value that cannot be read.
    """
    rows = {name: option for option in options for name in option.names}
    found = {_find_attribute(option): option.default if option.value else False for option in options}
    for word in words:
        name, sign, value = word.partition("=")
        option = rows.get(name)
        if option is None or bool(option.value) != bool(sign and value):
            return None
        found[_find_attribute(option)] = option.read(value) if option.value else True
    return SimpleNamespace(**found)


def _find_attribute(option: Option) -> str:
    """What an option is called among the arguments: as its first long name."""
    return next(name for name in option.names if name.startswith("--"))[2:].replace("-", "_")


def refuse_contrary(arguments: Mapping[str, object]) -> None:
    """Raise `UsageError` for options that do not go together."""
    if {"quiet", "verbose"} <= {name for name, value in arguments.items() if value is True}:
        raise UsageError("--quiet and --verbose do not go together", "leave one of them out")
