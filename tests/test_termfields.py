"""What only terms have in their front matter: what is read of it, what is told, and which digests it moves."""

from __future__ import annotations

import pytest

from microsite.content.parse import parse_config, parse_entry
from microsite.content.texts import make_manuscript, read_text
from microsite.diagnostics.problems import Diagnostic
from microsite.model.entries import Entry, TermFacts, Text
from microsite.model.kinds import GLOSSARY
from microsite.model.policies import GlossaryUse
from microsite.model.source import Source
from microsite.pages.jobs import Front, make_front

PATH = "content/glossary/hub.de.md"
LANGUAGES = frozenset({"de", "en"})


def entry(*fields: str) -> tuple[Entry, tuple[Diagnostic, ...]]:
    source = Source(PATH, "d1", "\n".join(("---", "term: Innovationszentrum", *fields, "---", "Ein Ort.")).encode())
    parsed, found = parse_entry(source, GLOSSARY, "hub", "de", LANGUAGES)
    assert parsed
    return parsed[0], found


def facts(*fields: str) -> TermFacts:
    value, found = entry(*fields)
    assert found == ()
    assert value.term
    return value.term


def told(*fields: str) -> list[tuple[str, int, str]]:
    return [(found.rule, found.span.line, found.hint) for found in entry(*fields)[1] if found.span]


def text(*fields: str) -> Text:
    source = Source(PATH, "d1", "\n".join(("---", *fields, "---", "Ein Ort.")).encode())
    return read_text(make_manuscript(source, "glossary", "hub", "de", "de", LANGUAGES))[0]


def test_a_term_without_more_is_approved_and_leaves_the_case_to_its_wordings() -> None:
    assert facts()._replace(places=()) == TermFacts(status="approved", case="", compounds=False)


def test_all_fields_of_a_term_are_read() -> None:
    found = facts(
        "forms: [Innovationszentren]",
        "inflections: [Innovationszentrums]",
        "not_in: [Innovationszentrumsgegner]",
        "forbidden:",
        "  - Innovationshub",
        "  - {wording: Inkubator, reason: meint etwas anderes}",
        "see_also: [cup]",
        "status: deprecated",
        "case: any",
        "compounds: true",
    )
    assert found._replace(places=()) == TermFacts(
        inflections=("Innovationszentrums",),
        not_in=("Innovationszentrumsgegner",),
        forbidden=(("Innovationshub", ""), ("Inkubator", "meint etwas anderes")),
        see_also=("cup",),
        status="deprecated",
        case="any",
        compounds=True,
    )
    assert found.places == (
        ("term", "Innovationszentrum", 2, 7, 18),
        ("forms", "Innovationszentren", 3, 9, 18),
        ("inflections", "Innovationszentrums", 4, 15, 19),
        ("not_in", "Innovationszentrumsgegner", 5, 10, 25),
        ("forbidden", "Innovationshub", 7, 5, 14),
        ("forbidden", "Inkubator", 8, 15, 9),
        ("see_also", "cup", 9, 12, 3),
    )


def test_a_wording_that_is_forbidden_twice_is_forbidden_as_the_first_says() -> None:
    found = facts("forbidden: [{wording: Hub, reason: kein deutsches Wort}, Hub, Labor]")
    assert found.forbidden == (("Hub", "kein deutsches Wort"), ("Labor", ""))


@pytest.mark.parametrize(
    ("line", "rule", "hint"),
    [
        ("status: done", "field-type", "choose from: approved, deprecated, proposed"),
        ("case: small", "field-type", "choose from: any, exact"),
        ("compounds: perhaps", "field-type", "write compounds: true"),
        ("forbidden: [{reason: weil}]", "field-missing", "write wording: A day at the harbour"),
        ("forbidden: [[Hub]]", "field-type", "write - {wording: dock fest, reason: means something else}"),
        ("see_also: cup", "field-type", "write see_also: [cup]"),
    ],
)
def test_a_field_that_is_wrong_is_told_of_and_has_its_default(line: str, rule: str, hint: str) -> None:
    assert told(line) == [(rule, 3, hint)]
    term = entry(line)[0].term
    assert term
    assert term._replace(places=()) == TermFacts()


def test_wordings_have_no_figures() -> None:
    assert [
        (found.rule, found.span and found.span.path)
        for found in text("term: Hub", "inflections: ['{{ n }}']").body_problems
    ] == [("figure-unknown", PATH)]


def front_of(text: Text) -> Front:
    assert text.entry
    return make_front(text.entry)


def test_what_its_page_shows_of_a_term_is_not_all_that_leads_to_it() -> None:
    before = text("term: Hub", "short: Ein Ort.")
    moved = {
        line: (
            front_of(before) != front_of(after := text("term: Hub", "short: Ein Ort.", line)),
            before.wordings != after.wordings,
        )
        for line in (
            *("forms: [Hubs]", "inflections: [Hubs]", "forbidden: [Nabe]", "see_also: [cup]", "status: deprecated"),
            *("status: proposed", "case: exact", "compounds: true", "slug: nabe", "sort: H"),
        )
    }
    assert moved == {
        "forms: [Hubs]": (True, True),
        "inflections: [Hubs]": (False, True),
        "forbidden: [Nabe]": (True, True),
        "see_also: [cup]": (False, False),
        "status: deprecated": (True, True),
        "status: proposed": (True, False),
        "case: exact": (False, True),
        "compounds: true": (False, True),
        "slug: nabe": (False, False),
        "sort: H": (False, False),
    }
    assert before.wordings == text("term: Hub", "short: Kein Ort.").wordings


SITE = "title: T\nbase_url: https://talent.example/\nlanguages: {de: {name: Deutsch}}\n"


@pytest.mark.parametrize(
    ("line", "use"),
    [
        ("", GlossaryUse("section", headings=False)),
        ("glossary: {mentions: page}", GlossaryUse("page", headings=False)),
        ("glossary: {mentions: off, headings: true}", GlossaryUse("off", headings=True)),
    ],
)
def test_a_site_says_which_mentions_are_linked(line: str, use: GlossaryUse) -> None:
    config, found = parse_config(Source("content/site.yaml", "d", (SITE + line).encode()))
    assert found == ()
    assert config
    assert config.glossary == use


def test_other_words_for_which_mentions_are_linked_are_told_of() -> None:
    _, [found] = parse_config(Source("content/site.yaml", "d", f"{SITE}glossary: {{mentions: pages}}".encode()))
    assert (found.rule, found.message, found.hint) == (
        "config-invalid",
        "“glossary.mentions” cannot be “pages”",
        "did you mean “page”?",
    )
