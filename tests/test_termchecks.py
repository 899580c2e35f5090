"""The rules over terms: each fires where something is wrong, where it stands, and is silent where nothing is."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from whole_sites import Built, Files, build, new_memory, read_shared

from microsite.build.wishes import Wishes
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.memory import Memory

SITE = "title: Hafen\nbase_url: https://hafen.example/\nlanguages:\n  de: {name: Deutsch}\n  en: {name: English}\n"
RULES = {"see-also-unknown", "term-ambiguous", "term-conflict", "term-forbidden", "term-long", "term-unmatchable"}


def site(text: str = "Nichts.", **terms: str) -> Files:
    """A site of terms, by key or by names such as `hub_en`, and of a page with a text."""
    files: Files = {"content/site.yaml": SITE.encode()} | read_shared("templates", "locales")
    for name, fields in terms.items():
        path = f"content/glossary/{name.replace('_', '.') if '_' in name else f'{name}.de'}.md"
        files[path] = f"---\n{fields}\n---\nMehr.\n".encode()
    return files | {"content/pages/about.de.md": f"---\ntitle: Über uns\nsummary: Kurz.\n---\n{text}\n".encode()}


def told(built: Built, *rules: str) -> list[Diagnostic]:
    return [found for found in built.diagnostics if found.rule in (rules or RULES)]


def places(found: list[Diagnostic]) -> list[tuple[str, str, int, int, int]]:
    """Rule, file without folder, line, column, length."""
    spans = [(diagnostic.rule, diagnostic.span) for diagnostic in found]
    return [(rule, s.path.rpartition("/")[2], s.line, s.column, s.length) for rule, s in spans if s]


def test_terms_that_are_right_are_not_told_of() -> None:
    hub = "term: Hub\nshort: Ein Ort.\nforms: [Hubs]\nforbidden: [Nabe]\nsee_also: [plan]"
    assert told(build(site(hub=hub, plan="term: Plan", plan_en="term: Hub"))) == []


@pytest.mark.parametrize(
    ("first", "second", "is_ambiguous"),
    [
        ("term: Hub", "term: Nabe\nforms: [Hub]", True),
        ("term: Hub", "term: Nabe\ninflections: [HUB]\ncase: any", True),
        ("term: Hub", "term: Nabe\nforms: [Hubs]", False),
        ("term: KI", "term: Nabe\nforms: [Ki]", True),
        ("term: KI", "term: Ki\ncase: exact", False),
        ("term: Talent-Börse", "term: Talent Börse", True),
        ("term: Hub", "term: Nabe\nforms: [Hub]\nstatus: deprecated", False),
        ("term: ＧＤＰ", "term: GDP", True),
    ],
)
def test_a_wording_of_two_terms_is_ambiguous(first: str, second: str, is_ambiguous: bool) -> None:  # noqa: FBT001 (a table)
    assert bool(told(build(site(one=first, two=second)), "term-ambiguous")) == is_ambiguous


def test_an_ambiguous_wording_is_told_of_where_it_stands_with_the_other_term() -> None:
    [found] = told(build(site(one="term: Hub", two="term: Nabe\nforms: [Naben, Hub]")))
    assert places([found]) == [("term-ambiguous", "two.de.md", 3, 16, 3)]
    assert found.message == "“Hub” leads to this term and to “Hub” (one)"
    assert [(span.path, span.line, span.column) for span in found.related] == [("content/glossary/one.de.md", 2, 7)]


def test_a_wording_is_one_of_one_language() -> None:
    assert told(build(site(one="term: Hub", two_en="term: Hub"))) == []


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ("term: Nabe\nforbidden: [Hub]", "“Hub” leads to this term, but “Nabe” (one) forbids it"),
        (
            "term: Nabe\nforbidden: [{wording: hub, reason: klein}]",
            "“Hub” leads to this term, but “Nabe” (one) forbids it",
        ),
    ],
)
def test_a_form_that_another_term_forbids_is_a_conflict(first: str, message: str) -> None:
    [found] = told(build(site(one=first, two="term: Zentrum\nforms: [Hub]")))
    assert places([found]) == [("term-conflict", "two.de.md", 3, 9, 3)]
    assert found.message == message
    assert [span.path for span in found.related] == ["content/glossary/one.de.md"]


def test_a_form_that_its_own_term_forbids_is_a_conflict() -> None:
    [found] = told(build(site(one="term: Hub\nforms: [Nabe]\nforbidden: [Nabe]")))
    assert found.message == "“Nabe” leads to this term, but this term itself forbids it"


def test_wordings_in_any_number_are_told_of_once_each() -> None:
    spellings = ["".join(letters) for letters in itertools.product(*zip("abcdefghij", "ABCDEFGHIJ", strict=True))]
    here, there = spellings[: len(spellings) // 2], spellings[len(spellings) // 2 :]
    one = f"term: Eins\nforms: [{', '.join(here)}]\nforbidden: [{', '.join(there)}]\ncase: any"
    found = told(build(site(one=one, two=f"term: Zwei\nforms: [{', '.join(there)}]\ncase: any")))
    assert Counter(diagnostic.rule for diagnostic in found) == {
        "term-conflict": len(here) + len(there),
        "term-ambiguous": len(there),
    }


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [("Ki", "Ki", True), ("Ki", "ki", False), ("K-i", "K i", True), ("hub", "Hub", False)],
)
def test_exact_wordings_conflict_if_they_are_spelled_alike(one: str, other: str, is_alike: bool) -> None:  # noqa: FBT001
    first = f"term: Eins\nforms: [{one}, KA]\ncase: exact"
    found = told(build(site(one=first, two=f"term: Zwei\nforms: [{other}]\ncase: exact")), "term-ambiguous")
    assert [span.column for diagnostic in found for span in diagnostic.related] == [9] * is_alike


def test_what_was_right_is_told_of_when_another_term_makes_it_wrong_and_no_longer_when_it_goes() -> None:
    memory = new_memory()
    seen = []
    for more in ({}, {"two": "term: Hub"}, {"two": "term: Hub"}, {}):
        seen.append([found.rule for found in told(build(site(one="term: Hub", **more), memory=memory))])
        memory = Memory(memory.bodies, memory.records)
    assert seen == [[], ["term-ambiguous"], ["term-ambiguous"], []]


# ---- wordings that are not to be used ---------------------------------------------------------------------------

FORBIDDING = "term: Zentrum\nforbidden: [{wording: Innovations-Hub, reason: kein deutsches Wort}, Nabe]"


def test_a_forbidden_wording_is_told_of_where_it_stands_with_what_to_write() -> None:
    text = "Ein `Nabe`, <!-- Nabe -->\nein [Link](nabe.md) und\n\nder **Innovations-Hub** und Innovations-\nHub."
    text = text.replace("[Link](nabe.md)", "Link")
    found = told(build(site(text, one=FORBIDDING)))
    assert places(found) == [
        ("term-forbidden", "about.de.md", 8, 7, 15),
        ("term-forbidden", "about.de.md", 8, 29, 15 + 1),
    ]
    assert found[0].message == "the glossary forbids “Innovations-Hub”: kein deutsches Wort"
    assert found[0].hint == "write “Zentrum”"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Der Nabel ist keine Nabe.", 21),
        ("Die Radnaben haben je eine _Nabe_.", 29),
        ("Ein 中Nabe中 und mehr.", 6),
    ],
)
def test_a_forbidden_wording_is_not_told_of_in_another_word(text: str, column: int) -> None:
    assert [place[3] for place in places(told(build(site(text, one=FORBIDDING))))] == [column]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Die Nabe.", 1),
        ("Die Nabe und die Nabe.", 2),
        ("## Die Nabe", 1),
        ("[Die Nabe](about.md)", 1),
        ("`Nabe`", 0),
        ("„Die Nabe“ heißt das Buch.\n{: .no-terms}", 0),
        ("Naben", 0),
    ],
)
def test_a_forbidden_wording_is_found_wherever_readers_see_it(text: str, count: int) -> None:
    assert len(told(build(site(text, one=FORBIDDING)))) == count


def test_a_forbidden_wording_in_a_title_or_summary_is_told_of() -> None:
    files = site(one=FORBIDDING)
    files["content/pages/about.de.md"] = b"---\ntitle: Die Nabe\nsummary: Eine Nabe & mehr.\n---\nText\n"
    assert places(told(build(files))) == [
        ("term-forbidden", "about.de.md", 2, 1, 0),
        ("term-forbidden", "about.de.md", 3, 1, 0),
    ]


def test_a_term_may_say_what_is_not_to_be_written() -> None:
    files = site(one=FORBIDDING)
    files["content/glossary/one.de.md"] += b"Nicht: Nabe.\n"
    assert told(build(files)) == []


def test_a_longer_wording_that_is_right_hides_a_forbidden_one() -> None:
    terms = {"one": "term: Zentrum\nforbidden: [Hub]", "two": "term: Hub Leipzig"}
    assert [found.message for found in told(build(site("Der Hub Leipzig.", **terms)))] == []
    assert len(told(build(site("Der Hub Dresden.", **terms)))) == 1


def test_a_reason_that_changes_is_told_at_once() -> None:
    memory = new_memory()
    build(site("Nabe.", one="term: Zentrum\nforbidden: [{wording: Nabe, reason: alt}]"), memory=memory)
    memory = Memory(memory.bodies, memory.records)
    [found] = told(build(site("Nabe.", one="term: Mitte\nforbidden: [{wording: Nabe, reason: neu}]"), memory=memory))
    assert (found.message, found.hint) == ("the glossary forbids “Nabe”: neu", "write “Mitte”")


# ---- terms that nobody needs, and keys that nobody has ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fields", "is_unused"),
    [
        ("Nichts.", "term: Hub", True),
        ("Ein Hub.", "term: Hub", False),
        ("## Der Hub", "term: Hub", False),
        ("[Dort](../glossary/one.md)", "term: Hub", False),
        ("`Hub`", "term: Hub", True),
        ("Zwei Hubs.", "term: Hub\ninflections: [Hubs]", False),
        ("Nichts.", "term: Hub\nstatus: deprecated", False),
    ],
)
def test_a_term_that_no_text_mentions_is_told_of(text: str, fields: str, is_unused: bool) -> None:  # noqa: FBT001 (a table)
    found = told(build(site(text, one=fields)), "term-unused")
    assert places(found) == [("term-unused", "one.de.md", 2, 1, 0)] * is_unused


def test_where_the_site_links_no_mentions_none_is_missed_and_what_is_forbidden_is_told() -> None:
    files = site("Ein Zentrum.", one="term: Hub")
    files["content/site.yaml"] += b"glossary: {mentions: off}\n"
    assert told(build(files), "term-unused") == []
    files = site("Ein Zentrum.", one="term: Hub\nforbidden: [Zentrum]")
    files["content/site.yaml"] += b"glossary: {mentions: off}\n"
    assert [found.rule for found in told(build(files), "term-forbidden", "term-unused")] == ["term-forbidden"]


def test_a_term_that_mentions_itself_alone_is_unused() -> None:
    files = site(one="term: Hub")
    files["content/glossary/one.de.md"] += b"Ein Hub, siehe [Hub](one.md).\n"
    assert len(told(build(files), "term-unused")) == 1


def test_see_also_of_nobody_is_told_of_with_the_key_that_may_be_meant() -> None:
    [found] = told(build(site(one="term: Hub\nsee_also:\n  - ../glossary/paln.md", plan="term: Plan")))
    assert places([found]) == [("see-also-unknown", "one.de.md", 4, 5, 19)]
    assert (found.message, found.hint) == ("there is no term “../glossary/paln.md”", "did you mean “plan”?")


def test_a_term_that_says_see_also_of_itself_is_told_of() -> None:
    [found] = told(build(site(one="term: Hub\nsee_also: [plan, one]", plan="term: Plan")))
    assert places([found]) == [("see-also-unknown", "one.de.md", 3, 18, 3)]
    assert found.message == "“one” is this term itself"


def test_see_also_may_name_a_term_of_other_languages_alone() -> None:
    files = site(one="term: Hub\nsee_also: [plan]", plan_en="term: plan")
    assert told(build(files)) == []
    assert told(build(files, wishes=Wishes(languages=frozenset({"de"})))) == []


def test_see_also_of_a_draft_is_told_of() -> None:
    files = site(one="term: Hub\nsee_also: [plan]", plan="term: Plan\ndraft: true")
    [found] = [one for one in build(files).diagnostics if one.rule == "held-back"]
    assert found.message == "not public: a draft (de); 1 link leads to it, which reads as plain text"
    assert told(build(files)) == []
    assert told(build(files, wishes=Wishes(drafts=True))) == []


# ---- what does not serve ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "count"), [(200, 0), (201, 1)])
def test_a_definition_is_short(length: int, count: int) -> None:
    assert len(told(build(site(one=f"term: Hub\nshort: {'x' * length}")))) == count


@pytest.mark.parametrize(
    ("fields", "place", "message"),
    [
        ("term: Hub\nforms: ['…']", (3, 9), "“…” has neither letter nor digit, so texts are not searched for it"),
        ("term: '?'", (2, 7), "“?” has neither letter nor digit, so texts are not searched for it"),
        ("term: Hub\nforbidden: ['-']", (3, 13), "“-” has neither letter nor digit, so texts are not searched for it"),
    ],
)
def test_a_wording_that_no_text_can_have_is_told_of(fields: str, place: tuple[int, int], message: str) -> None:
    [found] = told(build(site(one=fields)))
    assert found.span
    assert (found.rule, found.span.line, found.span.column, found.message) == ("term-unmatchable", *place, message)


def test_a_sentence_is_no_wording() -> None:
    [found] = told(build(site(one=f"term: Hub\nforms: [{'lang ' * 50}]")))
    assert "is too long, so texts are not searched for it" in found.message
