"""What may be written of gates, budgets, records and moments, and what is told of the rest."""

from __future__ import annotations

import pytest
from whole_sites import build, edit, read_site

from microsite.content.fields.translations import parse_moment
from microsite.content.parse import parse_config
from microsite.model.config import Config
from microsite.model.policies import Gate, Translations
from microsite.model.source import Source

SITE = "title: X\nbase_url: https://x.example/\nlanguages:\n  de: {name: Deutsch}\n  en: {name: English}\n"


def config(line: str) -> tuple[Config, list[str]]:
    value, found = parse_config(Source("content/site.yaml", "", f"{SITE}{line}\n".encode()))
    assert value
    return value, [f"{one.rule}: {one.message}" for one in found]


def test_gates_are_read_by_kind_and_ask_for_nothing_that_is_not_written() -> None:
    value, found = config("gate: {press: {languages: [en, de], fresh: true, checks: yes}, page: {languages: [de]}}")
    assert found == []
    assert value.gate == {"press": Gate(("en", "de"), fresh=True, checks=True), "page": Gate(("de",))}


def test_budgets_are_read_by_language() -> None:
    value, found = config("translations: {min_fresh: {en: 90, de: 100}, dashboard: true}")
    assert found == []
    assert value.translations == Translations((("en", 90), ("de", 100)), dashboard=True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("gate: {presse: {fresh: true}}", "config-invalid: unknown key “presse” in “gate”"),
        ("gate: press", "field-type: “gate” must be a mapping of kinds to what they need"),
        ("gate: {press: fresh}", "field-type: “gate.press” must be a mapping of what is needed"),
        ("gate: {press: {languages: [fr]}}", "config-invalid: “gate.press.languages[1]”: the site has no language"),
        ("gate: {press: {languages: de}}", "field-type: “gate.press.languages” must be a list of keys of languages"),
        ("gate: {press: {freshly: true}}", "field-unknown: “gate.press.freshly” is not a field"),
        ("translations: {min_fresh: {en: 101}}", "config-invalid: “translations.min_fresh.en” must be 0 to 100"),
        ("translations: {min_fresh: {fr: 10}}", "language-unknown: “translations.min_fresh”: the site has no language"),
        (
            "translations: {min_fresh: 90}",
            "field-type: “translations.min_fresh” must be a mapping of languages to percentages",
        ),
        ("translations: true", "field-type: “translations” must be a mapping of what is wanted"),
    ],
)
def test_what_cannot_be_meant_is_told(line: str, told: str) -> None:
    _, found = config(line)
    assert len(found) == 1
    assert found[0].startswith(told)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("translated_from: 3f9a1c2b", "must be a list of digests"),
        ("translated_from: [3f9a1c2]", "must be a list of digests"),
        ("translated_from: [3f9a1c2b, 3F9A1C2B]", "must be a list of digests"),
        ("unchanged_since: [3f9a1c2b]", "must be a list of former and present digests"),
        ("unchanged_since: [3f9a1c2b=3f9a1c2b=3f9a1c2b]", "must be a list of former and present digests"),
    ],
)
def test_a_record_that_is_none_is_told(field: str, told: str) -> None:
    files = read_site("minimal") | {"content/pages/about.en.md": f"---\ntitle: A\n{field}\n---\nText.\n".encode()}
    [found] = [one for one in build(files).diagnostics if one.rule == "field-type"]
    assert told in found.message


def test_what_belongs_to_all_languages_is_told_where_to_go() -> None:
    files = read_site("minimal") | {"content/pages/about.en.md": b"---\ntitle: A\nsource_lang: en\n---\nText.\n"}
    [found] = [one for one in build(files).diagnostics if one.rule == "field-unknown"]
    assert found.hint == "move it to about.yaml, which holds for all languages"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-11-16T10:00+08:00", "2025-11-16T10:00+08:00"),
        (" 2025-11-16 10:00:30 -0330 ", "2025-11-16T10:00:30-03:30"),
        ("2025-11-16T10:00Z", "2025-11-16T10:00+00:00"),
        ("2025-11-16+08", "2025-11-16T00:00+08:00"),
    ],
)
def test_moments_have_one_form_however_they_are_written(text: str, moment: str) -> None:
    assert parse_moment(text) == (moment, "")


def test_an_entry_may_be_a_translation_from_another_language_than_the_others() -> None:
    files = edit(read_site("trilingual"), "content/press/2025-09-30-eröffnung.yaml", "date:", "source_lang: en\ndate:")
    page = build(files).text("zh/press/开幕/index.html")
    assert '<link rel="alternate" hreflang="x-default" href="https://hafentage.example/en/press/opening/">' in page
