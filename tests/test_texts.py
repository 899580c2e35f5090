"""One content file and what becomes of it: what it says, what names it, what is wrong with it, its body."""

from __future__ import annotations

import hashlib

import pytest

from microsite.content.texts import Manuscript, make_manuscript, read_text, read_texts, text_digest
from microsite.engine.bodies import Uses, read_body, read_uses
from microsite.engine.packing import unpack
from microsite.model.entries import FigureUse, Heading, Link, Text
from microsite.model.source import Source
from microsite.pages.jobs import make_front

LANGUAGES = frozenset({"de", "en"})
PATH = "content/press/2025-11-16-talente.de.md"


def manuscript(text: str, path: str = PATH) -> Manuscript:
    data, key = text.encode(), path.rpartition("/")[2].partition(".")[0]
    return make_manuscript(Source(path, hashlib.sha256(data).hexdigest(), data), "press", key, "de", "de", LANGUAGES)


def read(front: str, body: str = "Text\n") -> Text:
    return read_text(manuscript(f"---\n{front}\n---\n{body}"))[0]


def test_a_text_holds_what_others_ask_about_it_and_its_body_lies_elsewhere() -> None:
    whole = "---\ntitle: Talente\n---\n## Ziele\n\n[a](../glossary/cup.md#x), {{ n | compact }}\n"
    text, written = read_text(manuscript(whole))
    assert text.entry
    assert (text.path, text.entry.title, text.entry.locale) == (PATH, "Talente", "de")
    assert text.names == ("glossary:cup",)
    assert (text.has_links, text.has_figures, text.claimed) == (True, True, "")
    assert read_uses(written) == Uses(
        (Link("../glossary/cup.md#x", "a", 6, 5),), (FigureUse("n", "compact", 6, 28, 17),), ("ziele",)
    )
    assert (text.problems, text.body_problems) == ((), ())
    html, headings = read_body(written)
    assert '<h2 id="ziele">Ziele</h2>' in html
    assert headings == (Heading("ziele", 2, "Ziele"),)


def test_a_file_that_cannot_be_read_is_a_text_without_an_entry() -> None:
    text, written = read_text(manuscript("no front matter"))
    assert text.entry is None
    assert [problem.rule for problem in text.problems] == ["field-missing"]
    assert written == b""


def test_what_is_wrong_with_a_file_is_told_apart_from_what_is_wrong_with_its_body() -> None:
    text = read("title: Talente\ndate: 2025-13-01", "## A\n\n#### B\n\n[[Ort]]\n")
    assert [problem.rule for problem in text.problems] == ["date-invalid"]
    assert sorted(slip.rule for slip in text.body_problems) == ["heading-level", "placeholder"]


FRONT = "title: Talente\nsummary: Kurz"


@pytest.mark.parametrize(
    ("front", "body", "moved"),
    [
        (FRONT, "Andere Worte\n", set()),
        (f"{FRONT}\nslug: anders", "Text\n", set()),
        (f"{FRONT}\nplace: Bonn", "Text\n", {"front"}),
        (f"{FRONT}\nupdated: 2025-12-01", "Text\n", {"front"}),
        (f"{FRONT}\ncontact: {{name: Presse}}", "Text\n", {"front"}),
        ("title: Talente\nsummary: Lang", "Text\n", {"front"}),
        (FRONT, "## Ziele\n", {"anchors"}),
    ],
)
def test_what_is_shown_of_a_text_moves_with_it_and_its_digest_with_all(front: str, body: str, moved: set[str]) -> None:
    before, after = read(FRONT), read(front, body)
    assert after.problems == ()
    assert before.entry
    assert after.entry
    assert {
        name
        for name, is_other in {
            "front": make_front(before.entry) != make_front(after.entry),
            "anchors": before.anchors != after.anchors,
        }.items()
        if is_other
    } == moved
    assert before.digest != after.digest


def test_a_text_is_another_in_another_place_language_or_site() -> None:
    digests = {
        text_digest(PATH, "0", "de", LANGUAGES),
        text_digest("content/press/a.de.md", "0", "de", LANGUAGES),
        text_digest(PATH, "1", "de", LANGUAGES),
        text_digest(PATH, "0", "de-CH", LANGUAGES),
        text_digest(PATH, "0", "de", LANGUAGES | {"zh"}),
    }
    assert len(digests) == 5
    assert text_digest(PATH, "0", "de", frozenset({"en", "de"})) in digests


def test_workers_send_texts_in_their_order_as_plain_values() -> None:
    manuscripts = [manuscript(f"---\ntitle: {n}\n---\n{n}\n", f"content/press/{n}.de.md") for n in "cab"]
    found = [(unpack(plain), written) for plain, written in read_texts(manuscripts)]
    assert found == [read_text(one) for one in manuscripts]
