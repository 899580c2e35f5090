"""The words of a command line: which command they name, which options, and what is said of those that there are not."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import REPOSITORY, call, read_site, write_files

from microsite.commands import build as building
from microsite.commands.cli import COMMANDS, load_command
from microsite.commands.options import FORMATS, VALUED, read_plainly, sort_words
from microsite.commands.printing import name_program
from microsite.diagnostics import reports
from microsite.files.disk import UsageError

every_command = pytest.mark.parametrize("command", COMMANDS)


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """The trilingual site on disk."""
    return write_files(tmp_path / "trilingual", read_site("trilingual"))


# ---- help -------------------------------------------------------------------------------------------------------


@every_command
def test_the_help_lists_every_command_with_what_it_does(command: str, tmp_path: Path) -> None:
    done = call("--help", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert re.search(rf"^  {command} +{re.escape(COMMANDS[command])}$", done.out, re.MULTILINE)


@every_command
def test_the_help_of_a_command_may_be_asked_for_before_and_after_its_name(command: str, tmp_path: Path) -> None:
    done = call(command, "--help", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"usage: microsite {command} ")
    assert done == call("--help", command, folder=tmp_path) == call("-h", command, folder=tmp_path)


@every_command
def test_the_version_is_told_before_and_after_a_commands_name(command: str, tmp_path: Path) -> None:
    assert call("--version", folder=tmp_path).out.startswith("microsite ")
    for words in ((command, "--version"), ("--version", command)):
        assert call(*words, folder=tmp_path) == call("--version", folder=tmp_path)


def examples(command: str) -> list[list[str]]:
    """What the help of a command shows to be typed."""
    text = load_command(command).make_parser(f"microsite {command}").format_help().partition("\nexamples:\n")[2]
    lines = text.partition("\n\n")[0].splitlines()
    return [shlex.split(re.split(" {2,}", line.strip())[0])[1:] for line in lines]


@every_command
def test_the_examples_of_a_command_can_be_typed(command: str, tmp_path: Path) -> None:
    assert examples(command)
    for words in examples(command):
        assert words[0] == command
        if command not in {"reference", "init", "verify"}:  # which need no site
            done = call(*words, "--root", "nowhere", folder=tmp_path)
            assert (
                done.err
                == "error: there is no folder “nowhere”\nhint: name the folder that contains content/: --root DIR\n"
            )


# ---- options before and after the command's name -----------------------------------------------------------------


def test_options_stand_before_the_commands_name_as_they_do_behind_it(german: Path) -> None:
    behind = call("status", "pages/home", "--lang", "zh", "--format", "json", folder=german)
    [entry] = json.loads(behind.out)["entries"]
    assert entry["states"] == {"zh": "unconfirmed"}
    for words in (
        ("--lang", "zh", "--format", "json", "status", "pages/home"),
        ("--lang=zh", "status", "--format=json", "pages/home"),
        ("--format", "json", "status", "--lang", "zh", "pages/home"),
    ):
        assert call(*words, folder=german) == behind


def test_strict_makes_a_check_strict_from_either_side(german: Path) -> None:
    write_files(german, {"content/pages/deep.de.md": b"---\ntitle: Tief\n---\n#### Tief\n"})
    assert call("check", "pages/deep", folder=german).status == 0
    assert call("check", "--strict", "pages/deep", folder=german).status == 1
    assert call("check", "pages/deep", "--strict", folder=german).status == 1
    assert call("--strict", "check", "pages/deep", folder=german).status == 1


def test_a_value_that_looks_like_a_command_is_a_value(german: Path) -> None:
    folder = german.rename(german.parent / "check").parent
    assert call("--root", "check", "--output-dir", "serve", folder=folder).status == 0
    assert (folder / "serve/index.html").exists()
    done = call("--root", "check", "check", "pages/home", folder=folder)
    assert (done.status, done.out.partition(" in ")[0]) == (0, "3 texts checked")


def test_the_file_of_a_profile_may_be_left_out_before_a_commands_name() -> None:
    assert sort_words(["--profile", "serve"], COMMANDS) == (["--profile"], ["serve"])
    assert sort_words(["--profile", "one.json", "serve"], COMMANDS) == (["--profile=one.json"], ["serve"])
    assert sort_words(["serve", "--profile", "build"], COMMANDS) == (["--profile=build"], ["serve"])


def test_behind_two_hyphens_there_are_no_options() -> None:
    assert sort_words(["-q", "check", "--", "--strict", "-"], COMMANDS) == (["-q"], ["check", "--strict", "-"])
    assert sort_words(["check", "-", "-1"], COMMANDS) == ([], ["check", "-", "-1"])


@every_command
def test_every_option_with_a_value_is_known_before_the_command_is(command: str) -> None:
    text = load_command(command).make_parser(command).format_help()
    for name in re.findall(r"^  (?:-\w, )?(--[a-z-]+) \[?[A-Z]+", text, re.MULTILINE):
        assert sort_words([name, "x", command], COMMANDS) == ([f"{name}=x"], [command])


ALONE = st.sampled_from(["-q", "--strict", "--fix", "--root=check"]).map(lambda word: [word])
VALUES = st.sampled_from(["check", "x", "", "-1"])
OPTIONS = ALONE | st.tuples(st.sampled_from(sorted(VALUED.keys() - {"--profile"})), VALUES).map(list)


@given(st.lists(OPTIONS, max_size=5), st.data())
def test_wherever_the_command_stands_among_options_it_means_the_same(
    written: list[list[str]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(written)))
    before, after = sum(written[:place], list[str]()), sum(written[place:], list[str]())
    first = sort_words(["status", *before, *after], COMMANDS)
    assert first[1] == ["status"]
    assert sort_words([*before, "status", *after], COMMANDS) == first


# ---- what there is not -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("chekc", "error: there is no command “chekc”\nhint: did you mean “check”?\n"),
        ("--strict chekc", "error: there is no command “chekc”\nhint: did you mean “check”?\n"),
        ("--langs de check", "error: there is no option “--langs”\nhint: did you mean “--lang”?\n"),
        ("check --stric", "error: “microsite check” has no option “--stric”\nhint: did you mean “--strict”?\n"),
        ("--stric check", "error: “microsite check” has no option “--stric”\nhint: did you mean “--strict”?\n"),
        (
            "check --explain",
            "error: “microsite check” has no option “--explain”\nhint: it is an option of build, serve\n",
        ),
        ("--port 8001", "error: “microsite” has no option “--port”\nhint: it is an option of serve\n"),
        ("--zzz", "error: “microsite” has no option “--zzz”\nhint: microsite --help tells which there are\n"),
        ("build check", "error: “check” is one word too many\nhint: microsite build --help tells what it takes\n"),
        ("-vv chekc", "error: there is no command “chekc”\nhint: did you mean “check”?\n"),
        ("check --fix=", "error: --fix takes no value\nhint: --fix\n"),
        ("check --fix=yes", "error: --fix takes no value\nhint: --fix\n"),
        ("check --root", "error: --root needs a value\nhint: --root DIR\n"),
        ("--root --strict check", "error: --root needs a value\nhint: --root DIR\n"),
        ("--format jsn check", "error: there is no format “jsn”\nhint: did you mean “json”?\n"),
        ("--format xml", "error: there is no format “xml”\nhint: choose text, github, gitlab, json or sarif\n"),
        ("i18n chekc", "error: there is no action “chekc”\nhint: did you mean “check”?\n"),
        ("i18n", "error: the following arguments are required: action\nhint: microsite i18n update\n"),
        (
            "publish config --host nginx",
            (
                "error: the following arguments are required: TARGET\n"
                "hint: microsite publish config /var/www/site --host nginx\n"
            ),
        ),
        ("check -q -v", "error: --quiet and --verbose do not go together\nhint: leave one of them out\n"),
    ],
)
def test_what_there_is_not_is_told_with_what_is_nearest(words: str, told: str, tmp_path: Path) -> None:
    done = call(*words.split(), folder=tmp_path)
    assert (done.status, done.out, done.err) == (2, "", told)


# ---- what is imported --------------------------------------------------------------------------------------------

IMPORTED = """
import sys
from microsite.commands.cli import main
status = main(["-q", "--root", sys.argv[1]])
print(*sorted(name for name in sys.modules if name.startswith(sys.argv[2])))
"""


def imported(root: Path, names: str = "") -> list[str]:
    """The modules of which the names begin so, that a build of a site imports."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", IMPORTED, str(root), names], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_a_build_without_changes_imports_no_other_command_and_nobody_who_works(german: Path) -> None:
    assert call(folder=german).status == 0
    assert imported(german, "microsite.commands.") == [
        f"microsite.commands.{name}" for name in ("again", "build", "cli", "options", "printing", "project")
    ]


UNNEEDED = (
    *("babel", "jinja2.ext", "markdown", "nh3", "yaml", "ahocorasick", "PIL", "typst", "pagefind_bin", "rich"),
    *("distributed", "asyncio", "calendar", "concurrent", "dataclasses", "decimal", "gettext", "html.parser"),
    *("locale", "logging", "multiprocessing", "socket", "sqlite3", "subprocess", "tomllib", "unittest", "xml"),
    *("zoneinfo", "microsite.build.former", "microsite.build.presskits", "microsite.checks.entry"),
    *("microsite.checks.facts", "microsite.checks.prose", "microsite.checks.shape"),
    *("microsite.content.fields.config", "microsite.content.fields.known", "microsite.content.fields.figures"),
    *("microsite.content.settings", "microsite.content.yaml.events", "microsite.content.yaml.lines"),
    *("microsite.diagnostics.nearest", "microsite.engine.forks", "microsite.engine.senders"),
    *("microsite.engine.typesetter", "microsite.files.archive", "microsite.glossary.imports"),
    *("microsite.glossary.table", "microsite.i18n.catalog", "microsite.i18n.formats", "microsite.i18n.tags"),
    *("microsite.markup.full", "microsite.model.drawings", "microsite.pages.artwork", "microsite.pages.charts"),
    *("microsite.pages.script", "microsite.pages.stylesheet", "microsite.pictures.developing"),
    *("microsite.render.analysis", "microsite.render.texts", "microsite.render.unmark", "microsite.search.records"),
    *("microsite.typeset.cards", "microsite.typeset.icons", "microsite.typeset.papers", "microsite.verify"),
)
"""Modules and packages that a build can need, and the edit of a plain text does not: imports are half of its time."""


def find_unneeded(names: Sequence[str]) -> set[str]:
    return {one for one in UNNEEDED for name in names if f"{name}.".startswith(f"{one}.")}


def test_what_begins_to_read_imports_nothing_of_what_comes_after() -> None:
    program = "import sys, microsite.build.intake; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    later = ("babel", "dataclasses", "jinja2", "markdown", "nh3", "yaml", "microsite.checks", "microsite.pages")
    found = {one for one in later for name in done.stdout.split() if f"{name}.".startswith(f"{one}.")}
    assert not found


def test_the_edit_of_a_plain_text_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    path, text = "content/pages/about.en.md", b"---\ntitle: About us\n---\nWe meet at [the harbour](home.md).\n"
    home = {"content/pages/home.en.md": b"---\ntitle: Harbour\n---\nWelcome.\n"}
    root = write_files(tmp_path, read_site("minimal") | home | {path: text})
    needed = find_unneeded(imported(root))
    (root / path).write_bytes(text + b"\nAnd *every* spring.\n")
    found = imported(root)
    assert "microsite.markup.short" in found
    assert find_unneeded(found) == set()
    assert needed >= {"babel", "microsite.content.fields.known", "microsite.render.analysis"}
    own = [REPOSITORY / one.replace(".", "/") for one in UNNEEDED if one.startswith("microsite.")]
    assert [path for path in own if not path.is_dir() and not path.with_suffix(".py").exists()] == []


# ---- what is printed of findings --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "; 2 notes: -v shows them\n"),
        (("-v",), "; 2 notes\n"),
        (("--rule", "placeholder"), "; 2 notes\n"),
        (("--format", "github"), "; 2 notes: -v shows them\n"),
        (("--format", "json"), "; 2 notes\n"),
    ],
)
def test_the_last_line_says_how_to_see_notes_that_are_left_out(
    words: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    text = b"---\ntitle: About\n---\n[[Who]] and [[where]].\n"
    root = write_files(tmp_path, read_site("minimal") | {"content/pages/about.en.md": text})
    done = call("check", *words, folder=root)
    assert (done.err if "json" in words or "github" in words else done.out).endswith(told)


@pytest.mark.parametrize(
    ("python", "script", "program"),
    [
        ("python", "build.py", "python build.py"),
        (".venv/bin/python", "build.py", ".venv/bin/python build.py"),
        ("python3", "../my site/build.py", "python3 '../my site/build.py'"),
        ("/usr/bin/python3", "/opt/microsite/build.py", "python /opt/microsite/build.py"),
        ("/usr/bin/python3", "/usr/bin/microsite", "microsite"),
        ("python3", "/usr/lib/microsite/__main__.py", "python3 -m microsite"),
    ],
)
def test_hints_call_the_program_as_it_was_called(python: str, script: str, program: str) -> None:
    assert name_program(python, script) == program


def test_no_hint_names_a_script_that_was_not_called(german: Path) -> None:
    write_files(
        german, {"content/site.yaml": (german / "content/site.yaml").read_bytes() + b"gate: {press: {fresh: true}}\n"}
    )
    err = call("-v", folder=german).err
    assert "run microsite ack press/2025-09-30-er\u00f6ffnung --lang en" in err
    assert "build.py" not in err


def test_the_options_of_a_build_are_read_as_its_parser_reads_them() -> None:
    assert tuple(reports.FORMATS) == FORMATS
    parser = load_command("build").make_parser("microsite")
    lines: tuple[str, ...] = (
        "",
        "-q",
        "--root=DIR --strict",
        "--format=json -v --limit=3 --limit=4",
        "--rule=link-broken --drafts",
    )
    lines += ("--jobs=2 --now=2025-11-16T10:00Z", "--output-dir=a=b --base-url=https://a.example/?b=c --explain")
    for words in (line.split() for line in lines):
        plain = read_plainly(building.OPTIONS, words)
        assert plain is not None
        assert vars(plain) == vars(parser.parse_args(words))
    lines = ("--help", "--version", "-qv", "--quiet=1", "--root", "--root=", "--profile", "--nowhere", "--roo=DIR")
    assert [read_plainly(building.OPTIONS, [line]) for line in lines] == [None] * len(lines)
    with pytest.raises(UsageError, match="there is no format “jsn”"):
        read_plainly(building.OPTIONS, ["--format=jsn"])
