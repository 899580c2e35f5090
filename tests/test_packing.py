"""Our types as plain values: what is packed, written by `marshal`, read and unpacked is what it was."""

from __future__ import annotations

import datetime
import marshal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.diagnostics.problems import RULES, Diagnostic, Severity, Span
from microsite.engine.packing import pack, unpack
from microsite.model.digests import digest_of
from microsite.model.entries import (
    Chart,
    Contact,
    Correction,
    Entry,
    Figure,
    FigureName,
    GroupData,
    Picture,
    TermFacts,
    Text,
    TopicUse,
)
from microsite.model.words import Catalog, Message

WORDS = st.text(max_size=6)
NUMBERS = st.integers(0, 10**6)
DATES = st.none() | st.dates()
LANGUAGE_TEXTS = st.dictionaries(st.sampled_from(["", "de", "zh"]), WORDS, max_size=2)
SPANS = st.builds(Span, WORDS, NUMBERS, NUMBERS, NUMBERS)
CONTACTS = st.builds(Contact, LANGUAGE_TEXTS, WORDS, WORDS)
PICTURES = st.builds(Picture, WORDS, LANGUAGE_TEXTS, LANGUAGE_TEXTS, WORDS, NUMBERS, LANGUAGE_TEXTS)
CORRECTIONS = st.builds(Correction, st.dates(), LANGUAGE_TEXTS, NUMBERS)
FIGURES = st.builds(Figure, st.sampled_from(["number", "percent", "interval"]), WORDS, WORDS, WORDS, LANGUAGE_TEXTS)
NAMES = st.lists(st.builds(FigureName, WORDS, NUMBERS, NUMBERS, NUMBERS), max_size=2).map(tuple)
CHARTS = st.builds(Chart, LANGUAGE_TEXTS, NAMES, WORDS, LANGUAGE_TEXTS, NUMBERS, NUMBERS)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.sampled_from(sorted(RULES)),
    st.sampled_from(Severity),
    WORDS,
    st.none() | SPANS,
    WORDS,
    st.lists(SPANS, max_size=2).map(tuple),
)
GROUPS = st.builds(
    GroupData,
    WORDS,
    DATES,
    DATES,
    LANGUAGE_TEXTS,
    st.none() | CONTACTS,
    st.lists(st.builds(TopicUse, WORDS, NUMBERS, NUMBERS, NUMBERS), max_size=2).map(tuple),
    st.lists(PICTURES, max_size=2).map(tuple),
    st.lists(CORRECTIONS, max_size=2).map(tuple),
    st.dictionaries(WORDS, FIGURES, max_size=2),
    st.lists(CHARTS, max_size=2).map(tuple),
)
CATALOGS = st.builds(
    Catalog, WORDS, st.dictionaries(st.tuples(WORDS, WORDS), st.lists(WORDS, max_size=2).map(tuple), max_size=2), WORDS
)
MESSAGES = st.builds(Message, WORDS, WORDS, WORDS, WORDS, NUMBERS, st.lists(WORDS, max_size=2).map(tuple))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.dates() | DIAGNOSTICS | GROUPS | CATALOGS | MESSAGES,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(WORDS, inner, max_size=3),
)

ENTRIES = st.builds(
    Entry,
    kind=st.sampled_from(["press", "glossary", "page"]),
    key=WORDS,
    locale=WORDS,
    path=WORDS,
    digest=WORDS,
    title=WORDS,
    title_line=NUMBERS,
    summary=WORDS,
    summary_line=NUMBERS,
    slug=WORDS,
    aliases=st.lists(WORDS, max_size=2).map(tuple),
    draft=st.booleans(),
    date=DATES,
    updated=DATES,
    place=WORDS,
    contact=st.none() | CONTACTS,
    forms=st.lists(WORDS, max_size=2).map(tuple),
    sort=WORDS,
    term=st.none() | st.builds(TermFacts, inflections=st.tuples(WORDS), forbidden=st.just((("a", "b"),)), case=WORDS),
)
TEXTS = st.builds(
    Text,
    path=WORDS,
    digest=WORDS,
    entry=st.none() | ENTRIES,
    wordings=WORDS,
    anchors=WORDS,
    names=st.lists(WORDS, max_size=2).map(tuple),
    claimed=WORDS,
    has_links=st.booleans(),
    has_figures=st.booleans(),
    sections=WORDS,
    problems=st.lists(DIAGNOSTICS, max_size=2).map(tuple),
    body_problems=st.lists(DIAGNOSTICS, max_size=2).map(tuple),
)


@given(VALUES)
def test_what_is_unpacked_is_what_was_packed(value: object) -> None:
    found = unpack(marshal.loads(marshal.dumps(pack(value))))  # noqa: S302 - our own
    assert found == value
    assert repr(found) == repr(value), "True is not 1"


@given(TEXTS)
def test_a_text_that_is_unpacked_is_the_one_that_was_packed(text: Text) -> None:
    assert unpack(marshal.loads(marshal.dumps(pack(text)))) == text  # noqa: S302 - our own


def test_what_nobody_foresaw_is_refused_when_it_is_packed() -> None:
    for value in ({1, 2}, 1.5, b"x", object()):
        with pytest.raises(TypeError):
            pack(value)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple),
)


@given(st.lists(PLAIN, max_size=3), st.lists(PLAIN, max_size=3))
def test_a_digest_tells_values_apart_and_is_the_same_of_the_same(one: list[object], other: list[object]) -> None:
    assert (digest_of(*one) == digest_of(*other)) == (repr(one) == repr(other))


def test_a_digest_tells_apart_what_is_alike() -> None:
    alike: list[tuple[object, ...]] = [
        *((1,), ("1",), (True,), (None,), ("None",), ("",), ()),
        *(("a", "b"), (("a", "b"),), (["a", "b"],), ("ab",), ("a', 'b",)),
        *((datetime.date(2025, 1, 2),), ("2025-01-02",)),
    ]
    assert len({digest_of(*values) for values in alike}) == len(alike)


def test_a_digest_of_what_no_encoding_can_hold_is_a_digest() -> None:
    assert digest_of("\ud800") != digest_of("\udc00")


def test_all_fields_of_a_text_and_its_entry_come_back_whatever_their_types_are() -> None:
    entry = Entry("press", "a", "de", "a.de.md", "d1", "A", date=datetime.date(2025, 1, 2), contact=Contact({"": "B"}))
    problem = Diagnostic("date-invalid", Severity.ERROR, "wrong", Span("a.de.md", 2, 1))
    text = Text("a.de.md", "d1", entry._replace(term=TermFacts(("b",))), names=("a", "b"), problems=(problem,))
    found = unpack(marshal.loads(marshal.dumps(pack(text))))  # noqa: S302 - our own
    assert repr(found) == repr(text)


def test_plain_fields_of_a_text_are_kept_as_they_are() -> None:
    text = Text("content/x.md", "a" * 32, None, names=("press:pier", "/glossary/"), sections="1 2")
    assert pack(text)[2:] == tuple(text)[1:]
