"""An editor in the browser: what is written for it, what it could not keep, and that nobody has it unasked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from editing import SCHEMA, SCRIPT
from livereload.server import HEAD_END
from whole_sites import call, edit, output, read_files, read_site, write_files

from microsite.content.cms import Repository, find_repository, make_cms, make_page
from microsite.content.forms import Form, find_misfits, mend_form
from microsite.content.parse import parse_config, parse_entry, parse_group
from microsite.content.yaml.nodes import Fields
from microsite.content.yaml.tree import compose
from microsite.model.config import Config
from microsite.model.kinds import KINDS
from microsite.model.layout import EDITOR_FILES
from microsite.model.source import Source

CONFIG = "content/site.yaml"
WRITE = ("cms", "--repository", "github:owner/name", "--script", str(SCRIPT))
LANGUAGES = ("de", "en")


@pytest.fixture
def conference(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", read_site("conference"))


def config_of(name: str) -> Config:
    config, _ = parse_config(Source(CONFIG, "", read_site(name)[CONFIG]))
    assert config
    return config


# ---- what is written --------------------------------------------------------------------------------------------


REPOSITORIES = ("test", "github:owner/name", "gitlab:group/below/name", "gitlab:git.forum.example/a/b", "gitea:a/b")


@pytest.mark.parametrize("site", ["conference", "minimal", "right-to-left"])
def test_the_configuration_is_valid_by_the_schema_of_the_editor(site: str) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator, config = jsonschema.Draft7Validator(schema), config_of(site)
    whole = make_cms(config, Repository(None))
    for name in REPOSITORIES:
        repository = find_repository(name)
        assert repository
        made = make_cms(config, repository)
        assert made | {"backend": {}} == whole | {"backend": {}}, "the forms, of which one will do, have nothing of it"
        made["collections"] = made["collections"][:1]
        assert [error.message for error in validator.iter_errors(made)] == []
    assert [error.message for error in validator.iter_errors(whole)] == []


def test_every_kind_field_and_language_has_its_place_in_a_form() -> None:
    made = make_cms(config_of("conference"), Repository(None))
    forms: dict[str, dict[str, Any]] = {
        one["name"]: {field["name"]: field for field in one["fields"]} for one in made["collections"]
    }
    assert made["i18n"]["locales"] == ["de", "en", "zh"]
    left_out = {"translated_from", "unchanged_since", "check_ignore", "figures", "charts", "released"}
    for kind in KINDS.values():
        assert {*forms[kind.folder], *left_out} == {*(field.name for field in kind.front_matter), "body", *left_out}
        assert {*forms[f"{kind.folder}-groups"], *left_out} == {*(field.name for field in kind.group_file), *left_out}
        assert all(field["i18n"] for field in forms[kind.folder].values())
    pictures = {field["name"]: field for field in forms["press-groups"]["pictures"]["fields"]}
    assert [field["name"] for field in pictures["alt"]["fields"]] == ["de", "en", "zh"]
    assert forms["press"]["title"]["hint"] == "Heading of the page, and its name in lists and search results."
    assert forms["glossary"]["status"]["options"] == ["proposed", "approved", "deprecated"]


@pytest.mark.parametrize(
    ("written", "backend", "asked"),
    [
        ("test", {"name": "test-repo"}, ""),
        ("github:a/b", {"name": "github", "repo": "a/b"}, " https://api.github.com https://github.com"),
        ("gitlab:a/b/c", {"name": "gitlab", "repo": "a/b/c"}, " https://gitlab.com"),
        (
            "gitea:codeberg.org/a/b",
            {
                "name": "gitea",
                "repo": "a/b",
                "base_url": "https://codeberg.org",
                "api_root": "https://codeberg.org/api/v1",
            },
            " https://codeberg.org",
        ),
    ],
)
def test_a_repository_says_whom_the_editor_asks(written: str, backend: dict[str, str], asked: str) -> None:
    repository = find_repository(written)
    assert repository
    assert make_cms(config_of("minimal"), repository)["backend"] == backend
    page = make_page(repository)
    assert f"connect-src 'self' blob: data:{asked};" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "default-src 'none'; script-src 'self';" in page
    assert HEAD_END.decode() not in page, "the preview would put its scripts there"


@pytest.mark.parametrize(
    "written", ["", "a/b", "github:a", "github:git.example.org/a/b", "svn:a/b", 'gitea:a/b"', "test:a/b"]
)
def test_what_is_no_repository(written: str) -> None:
    assert find_repository(written) is None


# ---- the command ------------------------------------------------------------------------------------------------


def test_the_editor_is_written_and_published_only_where_site_yaml_says_so(conference: Path) -> None:
    assert call("--base-url", "https://a.example/", folder=conference).status == 0
    before = output(conference)
    done = call(*WRITE, folder=conference)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        *(f"wrote {path}" for path in EDITOR_FILES),
        "whoever opens admin/ asks these hosts beside the site: api.github.com, github.com, cdn.jsdelivr.net",
        "to publish it with the site, add to content/site.yaml: cms: true",
    ]
    assert (conference / "admin/sveltia-cms.js").read_bytes() == SCRIPT.read_bytes()
    assert call("--base-url", "https://a.example/", folder=conference).status == 0
    assert output(conference) == before
    write_files(conference, edit(read_site("conference"), CONFIG, "page_size: 20", "cms: true\npage_size: 20"))
    (conference / "admin/notes.txt").write_text("not for the site")
    assert call("--strict", "--base-url", "https://a.example/", folder=conference).status == 0
    now = output(conference)
    assert {path: now[path] for path in EDITOR_FILES} == {path: read_files(conference)[path] for path in EDITOR_FILES}
    assert now == before | {path: now[path] for path in EDITOR_FILES}
    assert call(*WRITE, folder=conference).out.startswith("nothing to write\nwhoever")


def test_a_site_that_is_to_have_an_editor_and_has_none_is_told_what_to_do(conference: Path) -> None:
    write_files(conference, edit(read_site("conference"), CONFIG, "page_size: 20", "cms: true\npage_size: 20"))
    told = call(folder=conference)
    assert told.status == 1
    assert "error[config-invalid]: “cms” is true, but there is no admin/index.html" in told.err
    assert "hint: write it by: " in told.err


def test_a_folder_of_others_is_not_looked_at(conference: Path) -> None:
    (conference / "admin").mkdir()
    (conference / "admin/index.html").symlink_to(conference / CONFIG)
    (conference / "admin/page.html").symlink_to("nowhere")
    assert call("--strict", folder=conference).status == 0
    assert not (conference / "output/admin").exists()
    done = call(*WRITE, folder=conference)
    assert (done.status, "“admin/index.html” is there already" in done.err) == (2, True)


def test_nothing_is_overwritten_and_a_dry_run_writes_nothing(conference: Path) -> None:
    before = read_files(conference)
    dry = call(*WRITE, "--dry-run", folder=conference)
    assert read_files(conference) == before
    assert dry.out.replace("would write", "wrote") == call(*WRITE, folder=conference).out
    own = (conference / "admin/config.json").read_bytes().replace(b"Releases", b"Meldungen")
    (conference / "admin/config.json").write_bytes(own)
    done = call(*WRITE, folder=conference)
    assert (done.status, (conference / "admin/config.json").read_bytes()) == (2, own)
    assert "“admin/config.json” is there already, and is another one; nothing is overwritten" in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "the editor needs --repository"),
        (("--repository", "owner/name"), "there is no repository “owner/name”"),
        (("--repository", "test"), "there is no node_modules/@sveltia/cms/dist/sveltia-cms.js"),
        (("--repository", "test", "--script", CONFIG), f"“{CONFIG}” is not the script of Sveltia CMS"),
        (("--repository", "test", "--script", "content"), "it is a folder"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(words: tuple[str, ...], message: str, conference: Path) -> None:
    before = read_files(conference)
    done = call("cms", *words, folder=conference)
    assert (done.status, read_files(conference)) == (2, before)
    assert message in done.err


def test_the_script_is_found_where_npm_has_put_it(conference: Path) -> None:
    write_files(conference, {"node_modules/@sveltia/cms/dist/sveltia-cms.js": b"'sveltia'"})
    assert call("cms", "--repository", "test", folder=conference).status == 0
    assert (conference / "admin/sveltia-cms.js").read_bytes() == b"'sveltia'"


def test_what_forms_would_lose_is_told_before_anything_is_written_and_mended_if_somebody_asks(conference: Path) -> None:
    path = "content/pages/about.yaml"
    write_files(conference, {path: b"# who answers\ncontact: {name: Presse, phone: 030123} # soon\r\n"})
    before = read_files(conference)
    refused = call(*WRITE, folder=conference)
    assert (refused.status, read_files(conference)) == (1, before)
    assert refused.err.count("error[form-unfit]") == 2
    assert f"{path}:2:17: error[form-unfit]: the form would lose “contact.name”" in refused.err
    assert "hint: write name: {de: Presse, en: Presse, zh: Presse}" in refused.err
    dry = call(*WRITE, "--fix", "--dry-run", folder=conference)
    assert (dry.err, read_files(conference)) == (f"would mend {path}\n", before)
    done = call(*WRITE, "--fix", folder=conference)
    assert (done.status, done.err) == (0, f"mended {path}\n")
    name = "{de: Presse, en: Presse, zh: Presse}"
    mended = f'# who answers\ncontact: {{name: {name}, phone: "030123"}} # soon\r\n'
    assert (conference / path).read_bytes().decode() == mended


def test_what_somebody_writes_later_is_told_where_a_site_has_the_editor_and_nowhere_else(conference: Path) -> None:
    path = "content/pages/about.yaml"
    assert call(*WRITE, folder=conference).status == 0
    files = {path: b"contact: {name: Presse, email: a@b.example}\n"}
    write_files(conference, files)
    assert "form-unfit" not in call(folder=conference).err
    write_files(conference, edit(read_site("conference"), CONFIG, "page_size: 20", "cms: true\npage_size: 20") | files)
    for _ in range(2):
        assert f"{path}:1:17: warning[form-unfit]" in call(folder=conference).err
    assert f"{path}:1:17: warning[form-unfit]" in call("check", folder=conference).err


# ---- what forms keep --------------------------------------------------------------------------------------------


def misfits(kind: str, text: str, locale: str = "") -> list[str]:
    """What a form does not keep, as the hints say it."""
    table, _ = compose(text, "")
    assert isinstance(table, Fields)
    row = KINDS[kind]
    fields = row.front_matter if locale else row.group_file
    return [one.hint for one in find_misfits(table, fields, Form(LANGUAGES, locale))]


@pytest.mark.parametrize(
    ("kind", "locale", "text", "hints"),
    [
        ("press", "", "place: Leipzig\n", ["write place: {de: Leipzig, en: Leipzig}"]),
        ("press", "", 'place: "a, b"\n', ['write place: {de: "a, b", en: "a, b"}']),
        ("press", "", "place: >\n  Leipzig\n", ["write place: {de: Leipzig, en: Leipzig}"]),
        ("press", "", "contact: {name: P, phone: 0301}\n", ["write name: {de: P, en: P}", 'write "0301"']),
        ("press", "", "pictures: [{file: a.png, alt: Kran}]\n", ["write alt: {de: Kran, en: Kran}"]),
        ("press", "", "pictures: [{file: 7, alt: {de: 7}}]\n", ['write "7"', 'write "7"']),
        ("press", "", "figures: {a: 1.20, b: {value: 007}}\n", ['write "1.20"', 'write "007"']),
        ("press", "de", "title: T\ndraft: yes\n", ["write draft: true"]),
        ("press", "de", 'title: T\ndraft: "Off"\n', ["write draft: false"]),
        ("press", "", "lastmod: 2025-01-02\n", ["write updated"]),
        ("press", "de", "title: 2025\n", ['write "2025"']),
        ("press", "de", "title: true\n", ['write "true"']),
        ("press", "de", "title: T\nplace: {de: Hafen, en: Port}\n", ["write place: Hafen"]),
        ("press", "de", "title: T\nplace: {en: Port}\n", ["take “place” out"]),
        ("press", "de", "title: T\ntranslated_from: [1234e567, 3f9a1c2b]\n", ['write "1234e567"']),
        ("press", "de", "title: T\nsubtitle: 1.0\n", ['write "1.0"']),
        ("glossary", "de", "title: T\n", ["write term"]),
        ("glossary", "de", "term: T\nforms: [a, 5e3]\n", ['write "5e3"']),
        ("glossary", "de", "term: T\nforbidden: [a b, {wording: c}]\n", ["write {wording: a b}"]),
    ],
)
def test_what_a_form_would_not_keep(kind: str, locale: str, text: str, hints: list[str]) -> None:
    assert misfits(kind, text, locale) == hints


@pytest.mark.parametrize(
    ("kind", "locale", "text"),
    [
        ("press", "", "place: {de: Leipzig}\ncontact: {name: {de: P}, phone: +49 30 1}\nreleased: no\n"),
        ("press", "", "figures: {a: 12, b: 1.25, c: {value: -3, unit: percent}}\nembargo: 2025-01-02T10:00Z\n"),
        ("press", "", "place:\ncontact: {}\npictures: []\nreleased:\n"),
        ("press", "de", "title: '2025'\nplace: Hafen\ndate: 2025-01-02\ntranslated_from: [12345678, 3f9a1c2b]\n"),
        ("press", "de", "title: 1_000\ndraft: False\ncheck_ignore: {typography: so gemeint}\n"),
        ("glossary", "de", "term: T\nforbidden: [{wording: c, reason: d}]\nforms: [no, 5G]\n"),
    ],
)
def test_what_a_form_keeps(kind: str, locale: str, text: str) -> None:
    assert misfits(kind, text, locale) == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_is_mended_says_the_same(mark: str, end: str) -> None:
    front = f"{mark}---\nterm: 2025  # Jahr\nforms: [1.0, 'a']\n"
    text = f"{front}forbidden:\n  - Kaje\ncompounds: on\n---\nText 1.0\n".replace("\n", end)
    source, kind = Source("content/glossary/a.de.md", "", text.encode()), KINDS["glossary"]
    mended = mend_form(source, kind, Form(LANGUAGES, "de"))
    assert mended
    front = f'{mark}---\nterm: "2025"  # Jahr\nforms: ["1.0", \'a\']\n'
    wanted = f"{front}forbidden:\n  - {{wording: Kaje}}\ncompounds: true\n---\nText 1.0\n"
    assert mended.decode() == wanted.replace("\n", end)
    before, after = (
        parse_entry(Source(source.path, "", data), kind, "a", "de", frozenset(LANGUAGES))[0]
        for data in (source.data, mended)
    )
    assert before
    assert after
    entry = after[0]._replace(days=before[0].days)
    assert entry.term
    assert before[0].term
    assert entry._replace(term=entry.term._replace(places=before[0].term.places)) == before[0]


@pytest.mark.parametrize(
    "text", ["place: |\n  Leipzig\n", "place: Leip\n  zig\n", "place: {de: a}\n", "", "place: [\n", "- a\n"]
)
def test_what_no_program_can_mend_stays(text: str) -> None:
    assert mend_form(Source("content/press/a.yaml", "", text.encode()), KINDS["press"], Form(LANGUAGES)) is None


def test_one_text_for_all_languages_is_mended_to_that_text_in_each() -> None:
    source = Source("content/press/a.yaml", "", b"place: Leipzig\n")
    mended = mend_form(source, KINDS["press"], Form(LANGUAGES))
    assert mended
    group, found = parse_group(Source(source.path, "", mended), KINDS["press"], "a", frozenset(LANGUAGES))
    assert group
    assert (group.place, found) == ({"de": "Leipzig", "en": "Leipzig"}, ())
