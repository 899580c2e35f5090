"""Why something is not public, in every language that the preview speaks."""

from __future__ import annotations

import re

import pytest

from microsite.content.reading import check_drafts
from microsite.diagnostics.problems import Reason, Span, problem
from microsite.i18n.moments import write_moment
from microsite.i18n.tags import name_in
from microsite.model.entries import Entry, Text
from microsite.preview.reasons import tell_reasons
from microsite.preview.words import Speech, find_all_words, find_words

SPEECHES = find_all_words()
WORDS = ["draft", "unwritten", "gaps", "missing", "unreadable", "stale"]
WORDS += ["unconfirmed", "extra", "unknown", "embargo", "fault"]
TAGS = {"fr": "fr", "cn": "zh-Hant"}


def tell(words: Speech, *reasons: Reason) -> str:
    return tell_reasons(problem("held-back", "not public: x", Span("a.md"))._replace(reasons=reasons), words, TAGS)


@pytest.mark.parametrize("words", SPEECHES, ids=[words.tag for words in SPEECHES])
def test_every_reason_is_told_in_every_language(words: Speech) -> None:
    said = [tell(words, Reason("in English", word, other="2026-12-24T10:00+01:00")) for word in WORDS]
    assert len(set(said)) == len(WORDS)
    assert "English" not in "".join(said)
    if words.tag != "en":
        english = find_words("en")
        assert set(said).isdisjoint(tell(english, Reason("", word, other="2026-12-24T10:00+01:00")) for word in WORDS)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (
            "de",
            "Entwurf (Französisch, Chinesisch (traditionell)); Sperrfrist bis 24. Dezember 2026, 10:00 (UTC+01:00)",
        ),
        (
            "fr",
            (
                "brouillon (français, chinois traditionnel)\u00a0; "
                "sous embargo jusqu’au 24 décembre 2026, 10:00 (UTC+01:00)"
            ),
        ),
        ("zh", "草稿（法语、繁体中文）；禁发至2026年12月24日 10:00 (UTC+01:00)"),
        ("ar", "مسودة (الفرنسية، الصينية التقليدية)؛ محظور النشر حتى 24 ديسمبر 2026، 10:00 ص (UTC+01:00)"),
    ],
)
def test_reasons_name_languages_and_moments_as_the_language_does(tag: str, expected: str) -> None:
    reasons = (Reason("", "draft", ("fr", "cn")), Reason("", "embargo", other="2026-12-24T10:00+01:00"))
    assert tell(find_words(tag), *reasons) == expected


def test_what_stays_english_does_not_run_into_the_words_around_it() -> None:
    told = tell(find_words("ar"), Reason("", "fault", other="a.md:3: expected 5\u202e"))
    assert re.search("\u2068a.md:3: expected 5[^\u202e]*\u2069$", told)


def test_what_has_no_reasons_is_told_as_it_is() -> None:
    assert tell(find_words("de")) == "x"


def test_drafts_and_what_nobody_has_written_yet_are_told_apart() -> None:
    entries = [
        Entry("press", "a", locale, f"a.{locale}.md", "", "A", draft=locale == "de", unwritten=parts)
        for locale, parts in (("de", ("title",)), ("en", ("title", "text")), ("fr", ("text",)), ("it", ()))
    ]
    [found] = check_drafts([Text(entry.path, "", entry) for entry in entries], "look")
    assert found.message == "not public: a draft (de); title, text not yet written (en); text not yet written (fr)"
    assert found.hint == "put the real words in the place of [[…]]; look"
    assert [(reason.word, reason.locales) for reason in found.reasons] == [
        ("draft", ("de",)),
        ("unwritten", ("en",)),
        ("unwritten", ("fr",)),
    ]


def test_a_moment_has_its_offset_and_the_clock_of_its_language() -> None:
    assert write_moment("2026-12-24T22:30-03:30", "en") == "December 24, 2026, 10:30\u202fPM (UTC-03:30)"
    assert write_moment("2026-12-24T22:30+00:00", "ja") == "2026年12月24日 22:30 (UTC)"
    assert name_in("en", "zh-Hant") == "Traditional Chinese"
