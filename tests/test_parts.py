"""What parts hold, and the law of their digests: what a page is made from cannot move without them."""

from __future__ import annotations

import datetime
import itertools
import re
import types
from collections.abc import Iterator, Mapping, Sequence

import pytest
from edit_scripts import (
    OF_CONFIG_FIELDS,
    OF_FIELDS,
    OF_GROUP_FIELDS,
    OF_TEXTS,
    SITE,
    TEXTS,
    FieldEdits,
    add,
    with_field,
)
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import REPOSITORY, Files, built, new_memory, prepare

from microsite.build.pipeline import Prepared
from microsite.engine.bodies import read_uses
from microsite.engine.memory import Memory
from microsite.model.config import Config
from microsite.model.entries import Entry, GroupData, Text
from microsite.model.parts import Given, Part, make_part, same
from microsite.model.site import Group, Page, Site
from microsite.pages.plot import make_body

SITES = ["minimal", "trilingual", "right-to-left", "conference"]


# ---- what they hold ---------------------------------------------------------------------------------------------

ATOMS = (str, bool, int, types.NoneType, datetime.date)
NOT_RECORDS = (Config, Entry, Group, GroupData, Page, Site, Text)
"""Named tuples that know more than a page may show."""


def find_strange(value: object) -> Iterator[object]:
    """What in a value is not plain: no text, number or day, nor a list, a mapping or a record of these."""
    if isinstance(value, NOT_RECORDS):
        yield value
    elif isinstance(value, Mapping):
        for item in (*value, *value.values()):
            yield from find_strange(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from find_strange(item)
    elif type(value) not in ATOMS:
        yield value


def test_a_page_or_a_group_in_a_value_is_found_to_be_strange() -> None:
    site = built("minimal")
    [page] = [job.page for job in site.jobs if job.page and job.page.group.kind == "press"]
    assert list(find_strange(("a", [1, {"b": None}], page.card.value))) == []
    assert list(find_strange([page, {"group": page.group}, (site.config,), {1.5}])) == [
        page,
        page.group,
        site.config,
        {1.5},
    ]


def test_what_is_given_later_is_worked_out_once_and_is_the_same_as_what_is_given_now() -> None:
    asked = itertools.count()
    later = Given.later(lambda: ("Kiel", next(asked)))
    assert later == Given(("Kiel", 0))
    assert (later.value, later.digest) == (("Kiel", 0), Given(("Kiel", 0)).digest)
    assert next(asked) == 1


@pytest.mark.parametrize("name", SITES)
def test_parts_hold_plain_values_and_records_and_what_makes_them_sees_nothing_else(name: str) -> None:
    parts = [part for job in built(name).jobs for part in job.parts]
    assert len(parts) > len(built(name).jobs)
    for part in parts:
        for given_ in part.given:
            for one in [given_] if isinstance(given_, Given) else given_:
                assert type(one) is Given
                assert list(find_strange(one.value)) == [], part.name
        if part.make:
            assert isinstance(part.make, types.FunctionType), part.name
            assert part.make.__closure__ is None, part.name
            assert part.make.__qualname__ == part.make.__name__, f"{part.name} is made by no function of a module"


def test_nobody_makes_a_part_but_the_function_that_works_out_its_digest() -> None:
    package = REPOSITORY / "microsite"
    makers = [path.name for path in package.rglob("*.py") if re.search(r"(?<!class )\bPart\(", path.read_text("utf-8"))]
    assert makers == ["parts.py"]


# ---- how their digests come about -------------------------------------------------------------------------------

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.dates(),
    lambda inner: st.lists(inner, max_size=2).map(tuple) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)
GIVEN = st.lists(PLAIN | st.lists(PLAIN, max_size=2), max_size=3)


def part_of(values: Sequence[object]) -> Part:
    """The part that is given these values, and lists of values."""
    return make_part("part", *[[*map(Given, one)] if isinstance(one, list) else Given(one) for one in values])


@given(GIVEN, GIVEN)
def test_parts_have_one_digest_if_and_only_if_they_are_given_the_same(one: list[object], other: list[object]) -> None:
    assert (part_of(one).digest == part_of(other).digest) == (repr(one) == repr(other))


def test_a_part_is_what_its_function_makes_of_the_values() -> None:
    part = make_part("part", Given("a"), [Given(1), Given(2)], make=lambda *values: values)
    assert part.value == ("a", (1, 2))
    assert make_part("part", Given("a"), make=same).value == "a"
    assert make_part("part", Given("a")).value is None


def test_what_is_given_is_the_same_if_its_value_is() -> None:
    assert Given(("a", 1)) == Given(("a", 1))
    assert len({Given(("a", 1)), Given(("a", 1)), Given(("a", True))}) == 2


# ---- the law ----------------------------------------------------------------------------------------------------

Known = dict[tuple[str, ...], object]


def look_at(prepared: Prepared, memory: Memory, known: Known) -> None:
    """See that all that jobs are made from is what it was whenever the digests that tell of it were the same."""
    for job in prepared.jobs:
        path, parts = job.target.path, job.parts
        digests = {part.name: part.digest for part in parts}
        for part in parts:
            hold(known, (path, part.name, part.digest), part.value)
        if job.frame:
            shared = (digest for name, digest in digests.items() if name in FRAME)
            hold(known, (path, "frame", *shared), job.frame)
        if job.page:
            written = memory.bodies.read(job.page.text.digest)
            assert written is not None
            body = make_body(job, job.page, prepared.linker, read_uses(written))
            hold(known, (path, "a body", digests["body"], digests["terms"]), (body, written))
        if job.glance:
            hold(known, (path, "glance", job.glance), digests)
        hold(known, (path, "itself", *digests.values()), (job.template, job.view, job.write, job.copy))


FRAME = frozenset({"engine", "config", "lists", "assets", "theme", "catalog", "menu", "footer"})
"""The parts that tell of a frame."""


def hold(known: Known, key: tuple[str, ...], value: object) -> None:
    """See that what is known under a key is this value."""
    assert known.setdefault(key, value) == value, f"{' '.join(key[:2])} moved, and no digest did"


@pytest.fixture(scope="module")
def known() -> Known:
    """What jobs were made from under each digest, of all variants of the site together."""
    return {}


@pytest.mark.law(every=9)
@pytest.mark.parametrize("row", [*OF_FIELDS, *OF_GROUP_FIELDS, *OF_CONFIG_FIELDS], ids=lambda row: row[1])
def test_what_a_job_is_made_from_cannot_move_without_its_digests(row: FieldEdits, known: Known) -> None:
    paths, name, values = row
    count = 0
    memory = new_memory()
    for files in ({}, *variants(paths, name, values)):
        prepared = prepare(SITE | files, memory)
        memory = memory.next()
        if prepared:
            look_at(prepared, memory, known)
            count += 1
    assert count > 1


@pytest.mark.law(every=3)
@pytest.mark.parametrize("path", [path for path in TEXTS if path.startswith("content/")])
def test_what_a_job_is_made_from_cannot_move_with_a_body_and_without_its_digests(path: str, known: Known) -> None:
    memory = new_memory()
    for files in ({}, *bodies_of(path)):
        prepared = prepare(SITE | files, memory)
        memory = memory.next()
        assert prepared
        look_at(prepared, memory, known)


def bodies_of(path: str) -> Iterator[Files]:
    """The file of a text with other bodies: longer, without any, and with links, terms, figures and headings."""
    whole = SITE[path]
    yield {path: whole[: whole.index(b"\n---\n") + 5]}
    for row in OF_TEXTS:
        if row.do is add:
            for more in row.choices[1]:
                yield {path: whole + f"\n{more}\n".encode()}


def test_a_body_moves_the_glances_of_what_shows_it_and_no_others() -> None:
    memory, path = new_memory(), "content/press/opening.en.md"
    before = prepare(SITE, memory)
    after = prepare(SITE | {path: SITE[path] + b"\nOne sentence more.\n"}, memory.next())
    assert before
    assert after
    glances = {job.target.path: job.glance for job in before.jobs}
    moved = {job.target.path for job in after.jobs if job.glance != glances[job.target.path]}
    feeds = {path for path in moved if path.endswith(("/feed.xml", "/feed.json"))}
    kit = {f"en/press/opening/opening.en.{form}" for form in ("txt", "md", "zip")}
    assert moved - feeds == kit | {"en/press/opening/index.html"}
    assert {path[:3] for path in feeds} == {"en/"}


def variants(paths: Sequence[str], name: str, values: Sequence[str]) -> Iterator[Files]:
    """Files of the site that differ from what they were in one field."""
    for path in paths:
        for value in values:
            text = with_field(SITE.get(path, b"").decode(), name, value)
            if text.encode() != SITE.get(path, b""):
                yield {path: text.encode()}
