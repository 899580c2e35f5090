"""A new site: what is written for whom, that it is right in every language, and that nothing is lost."""

from __future__ import annotations

import datetime
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from repositories import git
from whole_sites import REPOSITORY, build, call, read_files, read_shared, write_files

from microsite.content.parse import parse_config
from microsite.content.starter import READY, Conference, find_tongue, make_site
from microsite.diagnostics.problems import Severity
from microsite.i18n.tags import name_in_itself
from microsite.model.source import Source

OURS = os.environ | {"PYTHONPATH": str(REPOSITORY)}
DAY = datetime.date(2027, 3, 9)
BATTERY = (
    *("--name", "Leipzig Battery Symposium", "--start", "2027-03-09", "--end", "2027-03-11"),
    *("--base-url", "https://battery.example/", "--languages"),
)


def make(*languages: str, name: str = "Leipzig Battery Symposium", place: str = "", days: int = 3) -> dict[str, bytes]:
    """The files of a new site, with the templates and words that it takes from the theme."""
    end = DAY + datetime.timedelta(days=days - 1)
    return make_site(
        Conference(name, languages, DAY, end, "https://battery.example/", place, datetime.date(2026, 11, 2))
    )


def told(files: dict[str, bytes]) -> list[str]:
    """What is found in such a site by a build and by a check, but what is only worth knowing."""
    words = {f"locales/{path}": data for path, data in read_files(REPOSITORY / "locales").items()}
    built = build(files | read_shared("templates") | words)
    assert built.files
    return [f"{one.span}: {one.message}" for one in built.diagnostics if one.severity is not Severity.INFO]


# ---- what is written ----------------------------------------------------------------------------------------------


def test_the_command_of_the_docs_asks_nothing_and_writes_a_site_that_is_right(tmp_path: Path) -> None:
    done = call("init", "battery", *BATTERY, "de,en,fr,zh", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "wrote 49 files into battery/",
        "Of fr, check compares only digits and whole dates: let somebody read these texts, too.",
        "Look at it: cd battery && python build.py serve",
    ]
    root = tmp_path / "battery"
    assert call("check", "--strict", folder=root).status == 0
    assert call("--strict", folder=root).status == 0
    assert call("verify", "--strict", folder=root).status == 0
    for key, dates in (
        ("de", "9.–11. März 2027"),
        ("en", "March 9–11, 2027"),
        ("fr", "9–11 mars 2027"),
        ("zh", "2027年3月9日至11日"),
    ):
        assert dates in (root / f"output/{key}/index.html").read_text(encoding="utf-8")
    config = yaml.safe_load((root / "content/site.yaml").read_text(encoding="utf-8"))
    assert config["languages"]["zh"] == {"tag": "zh-Hans", "locale": "zh_Hans_CN", "name": "简体中文"}
    run = subprocess.run([sys.executable, "build.py", "-q"], cwd=root, env=OURS, capture_output=True, check=False)
    assert run.returncode == 0


def test_a_release_has_no_dateline_where_no_city_is_known() -> None:
    for place, lines in (("", []), ("Leipzig", ['place: "Leipzig"'])):
        files = make("de", "zh", place=place)
        releases = [data.decode() for path, data in files.items() if "/press/" in path and path.endswith(".md")]
        assert len(releases) == 2
        assert [line for text in releases for line in text.splitlines() if line.startswith("place:")] == 2 * lines


@pytest.mark.law(every=15)
@pytest.mark.parametrize("source", READY)
def test_a_site_in_all_languages_is_right_whichever_comes_first(source: str) -> None:
    assert told(make(source, *(tag for tag in READY if tag != source))) == []


@pytest.mark.parametrize(
    ("name", "place", "days"),
    [
        ("Münchner Tage der Batterie", "München", 1),
        ("第3届电池大会", "莱比锡", 2),
        ("Re:Build & Co. – “fast” \\ 50 % [beta] *new* $1 {x} <b>", "Saint-Étienne", 30),
        ("- yes: #1", "'s-Hertogenbosch", 400),
    ],
)
def test_odd_names_stand_as_they_are(name: str, place: str, days: int) -> None:
    files = make("de", "en", "zh", name=name, place=place, days=days)
    config = yaml.safe_load(files["content/site.yaml"])
    assert config["title"] == config["event"]["name"] == name
    assert config["event"]["place"] == place
    built = build(files | read_shared("templates", "locales"))
    assert not [one for one in built.diagnostics if one.severity is Severity.ERROR]


NAMES = st.text(st.characters(blacklist_categories=("C", "Z"), whitelist_characters=" "), min_size=1, max_size=20)


@given(NAMES.map(lambda text: " ".join(text.split())).filter(lambda name: name and "{{" not in name))
def test_any_name_is_the_title_of_the_site(name: str) -> None:
    files = make("en", name=name)
    assert yaml.safe_load(files["content/site.yaml"])["title"] == name
    assert yaml.safe_load(files["content/pages/home.en.md"].decode().split("---\n")[1])["title"] == name


def test_a_language_without_texts_shows_those_of_the_source(tmp_path: Path) -> None:
    done = call("init", "site", *BATTERY, "en,fi,sv", folder=tmp_path)
    assert "There are no texts yet in fi, sv" in done.out
    paths = [f"locales/{key}/LC_MESSAGES/messages.po" for key in ("fi", "sv")]
    count = (tmp_path / "site" / paths[0]).read_text(encoding="utf-8").count("\nmsgid ") - 1
    assert f"English there until you translate {count} words in {paths[0]}, {paths[1]}.\n" in done.out
    for words in (["check", "--strict"], ["--strict"]):
        done = call(*words, folder=tmp_path / "site")
        assert (done.status, f"warning[catalog-missing]: none of the {count} words" in done.err) == (0, True)
    assert 'lang="fi"' in (tmp_path / "site/output/fi/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh", ("zh", "zh-Hans", "zh_Hans_CN", "zh-hans")),
        ("zh-TW", ("zh-tw", "zh-TW", "zh_Hant_TW", "zh-hant")),
        ("pt-br", ("pt-br", "pt-BR", "pt_BR", "pt-br")),
        ("pt-PT", ("pt-pt", "pt-PT", "pt_PT", "")),
        ("de-at", ("de-at", "de-AT", "de_AT", "de")),
        ("fi", ("fi", "fi", "fi_FI", "")),
        ("xx", None),
    ],
)
def test_a_tag_says_which_texts_and_which_way_to_write(tag: str, expected: tuple[str, ...] | None) -> None:
    assert find_tongue(tag) == expected


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "Deutsch"),
        ("fr", "Français"),
        ("zh-Hans", "简体中文"),
        ("zh-TW", "繁體中文 (台灣)"),
        ("zh-Hant", "繁體中文"),
        ("pt-BR", "Português (Brasil)"),
        ("de-CH", "Deutsch (Schweiz)"),
        ("sr-Latn", "Srpski"),
        ("no", "Norsk"),
        ("nan", "nan"),
    ],
)
def test_a_language_calls_itself_by_its_own_name(tag: str, name: str) -> None:
    assert name_in_itself(tag) == name


def test_a_name_has_a_colour_of_its_own_and_the_comments_say_what_else_may_be() -> None:
    texts = [make("en", name=name)["content/site.yaml"].decode() for name in ("Hafentage", "Batterietage")]
    themes = [yaml.safe_load(text)["theme"] for text in texts]
    assert themes[0]["colors"]["accent"] != themes[1]["colors"]["accent"]
    whole = re.sub("^( +)# ", r"\1", texts[0], flags=re.MULTILINE)
    found, problems = parse_config(Source("content/site.yaml", "", whole.encode()))
    assert problems == ()
    assert found
    assert found.theme.colors.keys() == {"accent", "paper", "ink", "band"}
    assert found.theme.artwork == "hills"
    assert found.theme.icon == "content/theme/icon.svg"


def test_what_a_new_site_may_have_besides_is_a_line_without_its_sign() -> None:
    text = make("en", "de")["content/site.yaml"].decode()
    whole = re.sub("^# ([a-z_]+: true)", r"\1", text, flags=re.MULTILINE)
    for written, expected in ((text, False), (whole, True)):
        found, problems = parse_config(Source("content/site.yaml", "", written.encode()))
        assert problems == ()
        assert found
        assert {found.press_kit, found.search, found.cards, found.pdf, found.icons} == {expected}


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_the_colour_of_any_name_can_be_read(name: str) -> None:
    found, problems = parse_config(Source("content/site.yaml", "", make("en", name=name)["content/site.yaml"]))
    assert found
    assert not {"contrast-low", "config-invalid"} & {problem.rule for problem in problems}


# ---- what is asked, and what is refused -----------------------------------------------------------------------------


def test_where_nobody_can_be_asked_the_folder_gives_the_name(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "microsite", "init", "hafen-tage"]
    done = subprocess.run(  # noqa: S603 - our own
        command,
        cwd=tmp_path,
        env=OURS | {"LANG": "de_DE.UTF-8", "LC_ALL": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Assumed: --name 'Hafen Tage' --languages de,en --start " in done.stdout
    assert "--base-url https://hafen-tage.example/. Change it in content/site.yaml" in done.stdout
    config = yaml.safe_load((tmp_path / "hafen-tage/content/site.yaml").read_text(encoding="utf-8"))
    assert config["title"] == "Hafen Tage"
    assert config["base_url"] == "https://hafen-tage.example/"
    assert [*config["languages"]] == ["de", "en"]


def test_at_a_terminal_it_asks_again_until_the_answer_can_be_used(tmp_path: Path) -> None:
    answers = [
        "Hafentage",
        "de,xx",
        "de,en",
        "2027-02-30",
        "2027-02-27",
        "",
        "Rostock",
        "hafen",
        "https://hafen.example/",
    ]
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "microsite", "init", "site"]
    with subprocess.Popen(  # noqa: S603 - our own
        command, cwd=tmp_path, env=OURS, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        out = process.communicate(timeout=60)[0]
    os.close(ours)
    assert process.returncode == 0, out
    assert "Last day [2027-02-28]: " in out
    assert "“xx” is not the tag of a language" in out
    assert "“2027-02-30” is not a day. write year, month and day: 2027-03-09" in out
    config = yaml.safe_load((tmp_path / "site/content/site.yaml").read_text(encoding="utf-8"))
    assert config["event"] == {
        "name": "Hafentage",
        "start": DAY.replace(month=2, day=27),
        "end": DAY.replace(month=2, day=28),
        "place": "Rostock",
    }


def test_what_a_new_repository_has_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine\n", encoding="utf-8")
    assert call("init", ".", *BATTERY, "de", folder=tmp_path).status == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine\n"
    assert (tmp_path / "content/site.yaml").exists()


def test_git_has_what_was_written_and_nothing_that_is_made_later(tmp_path: Path) -> None:
    call("init", ".", *BATTERY, "de", folder=tmp_path)
    written = set(read_files(tmp_path))
    assert call(folder=tmp_path).status == 0
    made = ("node_modules/@sveltia/cms/package.json", ".venv/pyvenv.cfg", "public/index.html", "content/.DS_Store")
    write_files(tmp_path, dict.fromkeys((*made, "__pycache__/build.pyc", "content/pages/home.de.md~"), b""))
    (tmp_path / "content/pages/home.de.md").write_bytes(b"---\r\ntitle: Willkommen\r\n---\r\nText.\r\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    command = ["git", "ls-files", "-z", "--eol"]
    listed = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)  # noqa: S603 (our own words)
    lines = [line.split("\t") for line in listed.stdout.split("\0")[:-1]]
    assert {path for _, path in lines} == written
    assert {ends.split()[0] for ends, _ in lines} == {"i/lf"}


def test_of_a_list_that_git_has_already_what_it_lacks_is_told(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("output\n.cache/\n", encoding="utf-8")
    done = call("init", ".", *BATTERY, "de", folder=tmp_path)
    [line] = [line for line in done.out.splitlines() if ".gitignore" in line]
    assert line.startswith(
        "“.gitignore” stays as it is. Add to it: /public/ /.preview/ .venv/ __pycache__/ node_modules/"
    )
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "output\n.cache/\n"
    (tmp_path / ".gitignore").unlink()
    assert "stays" not in call("init", "site", *BATTERY, "de", folder=tmp_path).out


def test_editors_keep_the_two_spaces_of_a_line_break() -> None:
    text = make("de")[".editorconfig"].decode()
    assert "[*.md]\n# two spaces at the end of a line are a line break\ntrim_trailing_whitespace = false\n" in text


def test_a_language_that_comes_later_takes_nothing_away(tmp_path: Path) -> None:
    call("init", "site", *BATTERY, "de,en", folder=tmp_path)
    config = tmp_path / "site/content/site.yaml"
    text = config.read_text(encoding="utf-8")
    later = '\n  fr: {tag: fr, locale: fr_FR, name: "Français"}\nsource_language'
    config.write_text(text.replace("\nsource_language", later, 1), encoding="utf-8")
    assert call(folder=tmp_path / "site").status == 0
    assert list((tmp_path / "site/output/de/press").glob("*-welcome/index.html")) != []


def test_nothing_is_overwritten_and_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    assert call("init", "site", *BATTERY, "de", "--dry-run", folder=tmp_path).out == "would write 25 files into site/\n"
    assert not (tmp_path / "site").exists()
    (tmp_path / "site/content").mkdir(parents=True)
    (tmp_path / "site/content/site.yaml").write_text("title: mine\n", encoding="utf-8")
    done = call("init", "site", *BATTERY, "de", folder=tmp_path)
    assert done.status == 2
    assert done.err.startswith("error: “site/content/site.yaml” is there already, and nothing is overwritten\n")
    assert read_files(tmp_path) == {"site/content/site.yaml": b"title: mine\n"}
    assert call("init", "site/sub", *BATTERY, "de", folder=tmp_path).status == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--languages", "de,xx"), "“xx” is not the tag of a language"),
        (("--languages", "de,en,de"), None),
        (("--languages", "zh,zh-Hans"), "“zh” is named twice"),
        (("--languages", "EN,pt_BR", "--base-url", "http://localhost"), None),
        (("--languages", "fi,de"), "there are no texts in “fi” to begin with"),
        (("--languages", ""), "a site needs a language"),
        (("--name", " "), "the conference needs a name"),
        (("--name", "{{ x }}"), "would name a figure"),
        (("--start", "9.3.2027"), "“9.3.2027” is not a day"),
        (("--start", "2027-03-09", "--end", "2027-03-08"), "ends on 2027-03-08, before it begins on 2027-03-09"),
        (("--base-url", "battery.example"), "must begin with https:// or http://"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    words: tuple[str, ...], message: str | None, tmp_path: Path
) -> None:
    done = call("init", "site", *words, folder=tmp_path)
    assert done.status == (0 if message is None else 2)
    assert message is None or message in done.err
    assert (tmp_path / "site").exists() == (message is None)
