"""A new language: what is written of it, what is told of what it lacks, and that the site can be built at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from whole_sites import call, edit, read_files, read_site, write_files

CONFIG = "content/site.yaml"


@pytest.fixture
def conference(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", read_site("conference"))


def test_a_language_is_added_with_what_cldr_knows_of_it_and_the_site_can_be_built(conference: Path) -> None:
    before = (conference / CONFIG).read_text(encoding="utf-8")
    done = call("new", "language", "fr", folder=conference)
    assert (done.status, done.err) == (0, "")
    text = (conference / CONFIG).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line not in before.splitlines()] == [
        "  fr: Chongqing International Talent Exchange Conference",
        "  fr: {tag: fr, locale: fr_FR, name: Français}",
    ]
    assert [line for line in before.splitlines() if line not in text.splitlines()] == []
    in_config = "motto (line 7), organization.name (line 38), event.name (line 46), event.place (line 52)"
    others = "event.venue (line 53), contact.name (line 59), boilerplate (line 65)"
    in_group = "place (line 3) of content/press/2025-11-16-talent-conference.yaml, and 10 more in 1 group file"
    assert done.out.splitlines() == [
        "wrote content/site.yaml: language fr (Français)",
        "content/site.yaml begins with the words of the source, to be written over: title",
        f"content/site.yaml has no fr yet: {in_config}, {others}",
        f"group files have no fr yet: {in_group}",
        "gate in content/site.yaml: press waits for de, en, zh, and not for fr",
        "to translate: 11 texts, 1,564 words in all",
        "begin with: microsite new press/2025-11-16-talent-conference --lang fr",
    ]
    assert call(folder=conference).status == 0
    assert "<html lang=fr" in (conference / "output/fr/index.html").read_text(encoding="utf-8").replace('"', "")
    first = done.out.splitlines()[-1].removeprefix("begin with: microsite ").split()
    assert call(*first, folder=conference).out == "wrote content/press/2025-11-16-talent-conference.fr.md\n"


def test_a_gate_that_waits_for_all_languages_is_told_of(tmp_path: Path) -> None:
    files = edit(read_site("conference"), CONFIG, "languages: [de, en, zh], checks", "fresh")
    root = write_files(tmp_path / "site", files)
    told = "gate in content/site.yaml: press waits for all languages; what has no text in fr is held back now\n"
    assert told in call("new", "language", "fr", folder=root).out
    assert "held-back]: not public: " in call(folder=root).err


def test_a_language_that_nobody_has_words_of_gets_a_catalog(conference: Path) -> None:
    done = call("new", "language", "da", folder=conference)
    path = "locales/da/LC_MESSAGES/messages.po"
    assert done.out.startswith(f"wrote content/site.yaml and {path}: language da (Dansk)\n")
    count = (conference / path).read_text(encoding="utf-8").count("\nmsgid ") - 1
    assert f"the templates have no words in da yet: translate {count} words in {path}" in done.out
    assert f"none of the {count} words of the templates has a translation to Dansk" in call(folder=conference).err


def test_a_language_of_another_script_has_its_own_name_and_locale(conference: Path) -> None:
    assert call("new", "language", "zh-TW", folder=conference).status == 0
    config = yaml.safe_load((conference / CONFIG).read_text(encoding="utf-8"))
    assert config["languages"]["zh-tw"] == {"tag": "zh-TW", "locale": "zh_Hant_TW", "name": "繁體中文 (台灣)"}


def test_one_text_for_all_languages_stays_one(tmp_path: Path) -> None:
    files = read_site("minimal")
    root = write_files(tmp_path / "site", files)
    done = call("new", "language", "pt-BR", folder=root)
    assert done.status == 0
    config = yaml.safe_load((root / CONFIG).read_text(encoding="utf-8"))
    assert config["languages"]["pt-br"] == {"tag": "pt-BR", "locale": "pt_BR", "name": "Português (Brasil)"}
    assert {**config, "languages": None} == {**yaml.safe_load(files[CONFIG]), "languages": None}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("jp",), "“jp” is not the tag of a language\nhint: did you mean “ja”?"),
        (("xx",), "“xx” is not the tag of a language"),
        (("日本",), "“日本” is not the tag of a language"),
        (("-",), "“-” is not the tag of a language"),
        (("zh-Hans",), "the site has the language “zh-Hans” already: zh, 简体中文"),
        (("DE",), "the site has the language “de” already: de, Deutsch"),
        ((), "a new language needs its tag, and nothing else\nhint: new language fr"),
        (("fr", "--lang", "de"), "a new language needs its tag, and nothing else"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(words: tuple[str, ...], message: str, conference: Path) -> None:
    before = read_files(conference)
    done = call("new", "language", *words, folder=conference)
    assert done.status == 2
    assert message in done.err
    assert read_files(conference) == before


def test_a_file_that_cannot_be_changed_line_by_line_says_what_to_add(tmp_path: Path) -> None:
    files = read_site("conference")
    files = edit(files, CONFIG, "name: 简体中文}\n", "name: 简体中文}  # }\n")
    flow = "languages: {de: {name: Deutsch}, en: {name: English} # two\n }\n"
    text = files[CONFIG].decode()
    start, end = text.index("languages: "), text.index("source_language")
    root = write_files(tmp_path / "site", files | {CONFIG: (text[:start] + flow + text[end:]).encode()})
    done = call("new", "language", "fr", folder=root)
    assert done.status == 2
    assert "hint: add it to “languages” there: fr: {tag: fr, locale: fr_FR, name: Français}" in done.err


def test_a_dry_run_tells_the_same_and_writes_nothing(conference: Path) -> None:
    before = read_files(conference)
    dry = call("new", "language", "da", "--dry-run", folder=conference)
    assert read_files(conference) == before
    assert dry.out.replace("would write", "wrote") == call("new", "language", "da", folder=conference).out


# ---- the editor in the browser ----------------------------------------------------------------------------------


def with_editor(root: Path, repository: str) -> Path:
    """A site with an editor in the browser; its script is none, which matters to browsers alone."""
    write_files(root, {"node_modules/@sveltia/cms/dist/sveltia-cms.js": b"'sveltia'"})
    assert call("cms", "--repository", repository, folder=root).status == 0
    return root / "admin/config.json"


@pytest.mark.parametrize("repository", ["test", "github:owner/name", "gitlab:git.example.org/group/name"])
def test_its_forms_get_the_language_as_if_it_had_been_there(repository: str, conference: Path) -> None:
    settings = with_editor(conference, repository)
    done = call("new", "language", "fr", folder=conference)
    assert done.out.startswith("wrote content/site.yaml and admin/config.json: language fr (Français)\n")
    assert "the forms of admin/ have fr now: commit admin/config.json\n" in done.out
    renewed = settings.read_bytes()
    settings.unlink()
    assert call("cms", "--repository", repository, folder=conference).status == 0
    assert settings.read_bytes() == renewed


@pytest.mark.parametrize(
    ("change", "named"),
    [(("{", '{"logo": "x",'), "github:owner/name"), (("{", ""), "HOST:NAME")],
)
def test_forms_that_somebody_has_changed_are_not_written_over(
    change: tuple[str, str], named: str, conference: Path
) -> None:
    settings = with_editor(conference, "github:owner/name")
    text = settings.read_text(encoding="utf-8")
    changed = text.replace(*change, 1)
    settings.write_text(changed, encoding="utf-8")
    done = call("new", "language", "fr", folder=conference)
    assert done.status == 0
    assert settings.read_text(encoding="utf-8") == changed
    again = f"delete admin/config.json, and run: microsite cms --repository {named}"
    assert f"the forms of admin/ have no fr yet: {again}\n" in done.out


def test_nothing_is_said_of_an_editor_where_there_is_none(conference: Path) -> None:
    assert "admin/" not in call("new", "language", "fr", folder=conference).out


def test_renaming_an_entry_leaves_the_forms_as_they_are(conference: Path) -> None:
    settings = with_editor(conference, "test").read_bytes()
    assert call("rename", "press/2025-11-16-talent-conference", "talents", folder=conference).status == 0
    (conference / "admin/config.json").unlink()
    assert call("cms", "--repository", "test", folder=conference).status == 0
    assert (conference / "admin/config.json").read_bytes() == settings
