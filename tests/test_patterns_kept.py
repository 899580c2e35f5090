"""Regular expressions that are kept as they were compiled: the same ones, for this user's processes alone."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_patterns import find_patterns
from whole_sites import REPOSITORY, output, read_site, write_files

from microsite.files import patterns
from microsite.files.patterns import share_patterns
from microsite.files.trust import find_trust

Begin = Callable[[], Callable[[], None]]

PARSER: Any = importlib.import_module("re._parser")
COMPILER: Any = importlib.import_module("re._compiler")

FEW = patterns._FEW  # noqa: SLF001

COUNTING = """
import os, re._parser, sys
count, parse, end = [0], re._parser.parse, os._exit
def count_and_parse(*given, **named):
    count[0] += 1
    return parse(*given, **named)
def tell_and_end(status):
    os.write(2, f"compiled {count[0]}\\n".encode())
    end(status)
re._parser.parse, os._exit = count_and_parse, tell_and_end
sys.argv = ["build.py", *sys.argv[1:]]
from microsite.commands.start import run
run()
"""


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begin]:
    """Give what begins a process of a user who has a key and an empty folder of caches, as far as `re` can see it."""
    folder = tmp_path_factory.mktemp("user")
    as_found = COMPILER.compile, vars(COMPILER)["_sre"]

    def restore() -> None:
        vars(COMPILER).update(compile=as_found[0], _sre=as_found[1])
        re.purge()

    def be_another_process() -> Callable[[], None]:
        restore()
        return share_patterns()

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "caches"))
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setattr(patterns, "_FEW", 0)
        assert find_trust(folder / "caches").key  # made by this
        yield be_another_process
    restore()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the expressions that are compiled from now on."""
    found: list[str] = []
    parse = PARSER.parse

    def note(pattern: str, *rest: object) -> object:
        found.append(pattern)
        return parse(pattern, *rest)

    monkeypatch.setattr(PARSER, "parse", note)
    return found


def test_what_is_kept_is_what_was_compiled(begin: Begin, parsed: list[str]) -> None:
    wanted = list({(found.pattern, found.flags): found for found in find_patterns().values()}.values())
    assert len(wanted) > 400
    keep = begin()
    for pattern in wanted:
        re.compile(pattern.pattern, pattern.flags & ~re.DEBUG)
    assert parsed
    keep()
    begin()
    parsed.clear()
    for pattern in wanted:
        found = re.compile(pattern.pattern, pattern.flags)
        assert found == pattern  # the code itself, as `re` compares it
        assert (found.groups, dict(found.groupindex)) == (pattern.groups, dict(pattern.groupindex))
    assert parsed == []


@pytest.mark.filterwarnings("ignore::FutureWarning")  # of what another Python will read otherwise
@given(
    st.text("ab(?:P<n>)|[^-]*+\\bdwsiLu1é中𝒜", max_size=12),
    st.sampled_from([0, re.IGNORECASE, re.MULTILINE | re.VERBOSE, re.ASCII, re.IGNORECASE | re.DOTALL]),
    st.text("abé中𝒜 1\n", max_size=6),
)
def test_any_expression_finds_the_same(begin: Begin, pattern: str, flags: re.RegexFlag, text: str) -> None:
    keep = begin()
    try:
        plain = re.compile(pattern, flags)
    except (re.error, OverflowError, ValueError) as error:
        with pytest.raises(type(error)):
            re.compile(pattern, flags)
        return
    keep()
    begin()
    again = re.compile(pattern, flags)
    assert again == plain
    assert [match.span() for match in again.finditer(text)] == [match.span() for match in plain.finditer(text)]
    assert again.sub(r"<\g<0>>", text) == plain.sub(r"<\g<0>>", text)


def test_bytes_and_text_are_apart(begin: Begin) -> None:
    keep = begin()
    re.compile("b.tes and text")
    re.compile(b"b.tes and text")
    keep()
    begin()
    assert re.compile("b.tes and text").match("bytes and text")
    assert re.compile(b"b.tes and text").match(b"bytes and text")


@pytest.mark.parametrize("damage", [b"", b"microsite ", b"\0" * 500, None])
@pytest.mark.parametrize("name", ["patterns.places", "patterns.code"])
def test_what_is_damaged_is_compiled_anew(begin: Begin, parsed: list[str], name: str, damage: bytes | None) -> None:
    keep = begin()
    re.compile("(?P<whole>anew)")
    keep()
    path = Path(os.environ["XDG_CACHE_HOME"], "microsite", name)
    data = path.read_bytes()
    assert path.parent.stat().st_mode & 0o077 == 0
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if damage is None else damage)
    parsed.clear()
    keep = begin()
    assert re.compile("(?P<whole>anew)").match("anew")
    assert parsed == ["(?P<whole>anew)"]
    keep()
    begin()
    re.compile("(?P<whole>anew)")
    assert parsed == ["(?P<whole>anew)"]


def test_what_grows_too_large_begins_anew(begin: Begin, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    keep = begin()
    re.compile("the first")
    keep()
    monkeypatch.setattr(patterns, "_BOUND", 1)
    keep = begin()
    re.compile("the second")
    keep()
    begin()
    parsed.clear()
    re.compile("the second")
    re.compile("the first")
    assert parsed == ["the first"]


def test_an_unknown_python_compiles_as_ever(begin: Begin) -> None:
    begin()
    vars(COMPILER)["_sre"] = SimpleNamespace(**vars(COMPILER)["_sre"].__dict__)  # as if it were made otherwise
    before = COMPILER.compile
    share_patterns()()
    assert COMPILER.compile is before


def test_the_next_process_compiles_a_handful(tmp_path: Path) -> None:
    names = ("first", "second")
    roots = [write_files(tmp_path / name, read_site("conference")) for name in names]
    places = {"XDG_CACHE_HOME": str(tmp_path / "caches"), "XDG_STATE_HOME": str(tmp_path / "state")}

    def count(root: Path) -> int:
        words = (sys.executable, "-c", COUNTING, "--root", str(root), "--jobs", "1")
        done = subprocess.run(words, env=os.environ | places, cwd=REPOSITORY, capture_output=True, check=True)  # noqa: S603
        return int(done.stderr.rpartition(b"compiled ")[2])

    first, second, unchanged = count(roots[0]), count(roots[1]), count(roots[1])
    assert first > 500
    assert second <= FEW + 8  # what is compiled before any can be shared
    assert unchanged <= 1
    assert output(roots[0]) == output(roots[1])
