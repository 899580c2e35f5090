"""What sites share: templates and words of the theme, and how languages write; and nothing of a site's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from whole_sites import call, edit, output, read_shared, read_site, write_files

from microsite.checks.facts.notation import Notation, make_notation, notation_of
from microsite.checks.prose.languages import find_language
from microsite.i18n.pofile import read_pofile
from microsite.i18n.tables import Table
from microsite.model.source import Source
from microsite.render import environment
from microsite.render.days import find_days


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be a user whose folder of caches is empty; give where ours will be in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches/microsite"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the templates that are compiled from now on."""
    names: list[str] = []
    compile_template = environment.compile_template

    def note(name: str, *rest: object) -> bytes:
        names.append(name)
        return compile_template(name, *rest)  # type: ignore[arg-type]  # what it was given

    monkeypatch.setattr("microsite.render.analysis.compile_template", note)
    monkeypatch.setattr(environment, "compile_template", note)
    return names


def build(root: Path, name: str = "minimal", **more: str) -> Path:
    """Write a site and build it in this process."""
    write_files(root, read_site(name) | {path: text.encode() for path, text in more.items()})
    assert call("--jobs", "1", folder=root).status == 0
    return root


def test_the_second_site_finds_the_theme_compiled(tmp_path: Path, caches: Path, compiled: list[str]) -> None:
    first = build(tmp_path / "first")
    assert "base.html" in compiled
    assert caches.stat().st_mode & 0o077 == 0
    compiled.clear()
    second = build(tmp_path / "second")
    assert compiled == []
    assert output(second) == output(first)


def test_words_of_the_theme_are_read_once_and_those_of_a_site_are_its_own(
    tmp_path: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[str]()

    def note(source: Source) -> object:
        read.append(source.path)
        return read_pofile(source)

    monkeypatch.setattr("microsite.i18n.catalog.read_pofile", note)
    path = "locales/en/LC_MESSAGES/messages.po"
    own = edit(read_shared("locales"), path, 'content"\nmsgstr ""', 'content"\nmsgstr "Leap"')[path].decode()
    first = build(tmp_path / "first", **{path: own})
    assert read.count(path) == read.count(f"theme/{path}") == 1
    read.clear()
    second = build(tmp_path / "second")
    assert read == []
    assert [b"Leap" in output(site)["en/index.html"] for site in (first, second)] == [True, False]
    assert caches.exists()


def test_templates_of_a_site_are_its_own(tmp_path: Path, caches: Path, compiled: list[str]) -> None:
    own = {"templates/home.html": '{% extends "base.html" %}{% block content %}Ours{% endblock %}\n'}
    build(tmp_path / "first", **own)
    compiled.clear()
    second = build(tmp_path / "second")
    assert compiled == ["home.html"]
    assert not any(b"Ours" in data for data in output(second).values())
    compiled.clear()
    third = build(tmp_path / "third", **own)
    assert compiled == ["home.html"]
    assert any(b"Ours" in data for data in output(third).values())
    compiled.clear()
    build(tmp_path / "fourth")
    assert compiled == []
    assert caches.exists()


@pytest.mark.law(every=3)
@pytest.mark.parametrize("damage", [b"", b"microsite ", b"\0" * 500])
def test_what_is_damaged_is_made_anew(tmp_path: Path, caches: Path, compiled: list[str], damage: bytes) -> None:
    first = build(tmp_path / "first")
    path = caches / "theme"
    whole = path.read_bytes()
    path.write_bytes(damage or whole[: len(whole) // 2])
    compiled.clear()
    assert output(build(tmp_path / "second")) == output(first)
    assert "base.html" in compiled
    compiled.clear()
    build(tmp_path / "third")
    assert compiled == []


def test_what_others_have_signed_is_not_believed(
    tmp_path: Path, caches: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    build(tmp_path / "first")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "mine"))
    compiled.clear()
    build(tmp_path / "second")
    assert "base.html" in compiled
    assert caches.exists()


def test_without_a_place_for_it_each_site_compiles_the_theme(
    tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    for name in ("first", "second"):
        compiled.clear()
        build(tmp_path / name)
        assert "base.html" in compiled


def test_how_a_language_writes_is_made_once(tmp_path: Path, caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[str]()

    def note(locale: str, table: Table) -> Notation:
        made.append(locale)
        return make_notation(locale, table)

    monkeypatch.setattr("microsite.checks.facts.notation.make_notation", note)
    told = []
    for name, expected in (("first", {"de_DE", "en_GB", "zh_Hans_CN"}), ("second", set[str]())):
        for function in (notation_of, find_language):
            monkeypatch.setattr(function, "known", {})
        root = tmp_path / name
        write_files(root, read_site("trilingual"))
        told.append(call("check", "--jobs", "1", folder=root).err)
        assert set(made) == expected
        made.clear()
    assert told[0] == told[1]
    assert caches.exists()


class Held(dict[str, bytes]):
    """What is common, in memory."""

    def read(self, name: str) -> bytes | None:
        """What was kept."""
        return self.get(name)

    def keep(self, name: str, give: Callable[[], bytes]) -> None:
        """Keep it at once."""
        self[name] = give()

    def write(self) -> None:
        """Leave it where it is."""


@pytest.mark.parametrize("language", ["de_CH", "en", "zh_Hans_CN", "zh_Hant_TW", "ar_EG", "fr"])
def test_what_is_read_of_a_language_is_what_was_made_of_it(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held()
    for function, name in ((notation_of, language), (find_language, language.replace("_", "-")), (find_days, language)):
        monkeypatch.setattr(function, "known", {})
        function.prepare(name, held)
        made = function(name)
        assert len(held) == 1
        function.known.clear()
        function.prepare(name, held)
        assert function(name) is not made or made is None
        assert function(name) == made
        held.clear()
