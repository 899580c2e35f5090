"""How far translations are: what they record, what has moved since, which edits change nothing, what is told."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from growth import find_excess
from hypothesis import given
from hypothesis import strategies as st

from microsite.content.sections import parse_digests
from microsite.content.texts import make_manuscript, read_bare_text
from microsite.model.config import Config
from microsite.model.entries import Entry, GroupData, Locale, Prose, Text
from microsite.model.policies import Gate
from microsite.model.site import GroupKey
from microsite.model.source import Source
from microsite.translation.freshness import (
    Standing,
    State,
    check_freshness,
    describe,
    find_named,
    find_standings,
    sections_of,
)
from microsite.translation.moves import Move, find_moves

CONFIG = Config(
    {"": "Talent"},
    "https://talent.example/",
    (Locale("de", "de", "de_DE", "Deutsch"), Locale("en", "en", "en_US", "English"), Locale("zh", "zh", "zh", "中文")),
    "de",
)
LOCALES = ["de", "en", "zh"]
BODY = "Vorab.\n\n## Wer {#who}\n\nAlle.\n\n## Wo\n\nHier.\n"


def read(locale: str, body: str = BODY, front: str = "", key: str = "messe") -> tuple[Text, Prose]:
    data = f"---\ntitle: Messe\n{front}---\n{body}".encode()
    source = Source(f"content/press/{key}.{locale}.md", "", data)
    found, prose = read_bare_text(make_manuscript(source, "press", key, locale, locale, frozenset(LOCALES)))
    assert found.problems == ()
    assert prose
    return found, prose


def text(locale: str, body: str = BODY, front: str = "", key: str = "messe") -> Text:
    return read(locale, body, front, key)[0]


def record(source: Text) -> str:
    return f"translated_from: [{', '.join(parse_digests(source.sections))}]\n"


def standing(
    *texts: Text, data: Mapping[GroupKey, GroupData] | None = None, locales: list[str] | None = None
) -> Standing:
    [found] = find_standings(CONFIG, locales or LOCALES, texts, data or {})
    return found


def states(*texts: Text, **more: object) -> list[State]:
    return list(standing(*texts, **more).states.values())  # type: ignore[arg-type]  # as `standing` takes them


# ---- states -----------------------------------------------------------------------------------------------------


def test_a_translation_is_fresh_as_long_as_it_records_what_its_source_says() -> None:
    source = text("de")
    english = text("en", front=record(source))
    assert states(source, english) == ["source", "fresh", "missing"]
    assert states(text("de", BODY.replace("Hier", "Dort")), english) == ["source", "stale", "missing"]
    assert states(text("de", BODY.replace("Hier.", " Hier.\n")), english) == ["source", "fresh", "missing"]


def test_without_a_record_nobody_knows() -> None:
    assert states(text("de"), text("en"), text("zh")) == ["source", "unconfirmed", "unconfirmed"]


def test_a_text_without_its_source_is_extra() -> None:
    assert states(text("en"), text("zh", front="translated_from: [00000000]\n")) == ["missing", "extra", "extra"]


def test_a_group_may_have_a_source_of_its_own() -> None:
    source = text("zh")
    data = {("press", "messe"): GroupData(source_lang="zh")}
    english = text("en", front=record(source))
    assert states(text("de"), english, source, data=data) == ["unconfirmed", "fresh", "source"]


def test_a_build_that_leaves_out_the_source_does_not_know() -> None:
    english = text("en", front=record(text("de")))
    assert states(english, text("zh"), locales=["en", "zh"]) == ["unknown", "unknown"]


def test_a_file_that_is_no_text_is_a_draft_or_unreadable() -> None:
    absent = {
        ("press", "messe", "en"): "",
        ("press", "messe", "zh"): "x.zh.md:2:9: a colon",
        ("page", "messe", "de"): "",
    }
    [found] = find_standings(CONFIG, LOCALES, [text("de")], {}, absent)
    assert list(found.states.values()) == ["source", "draft", "unreadable"]
    assert found.unread == {"zh": "x.zh.md:2:9: a colon"}


# ---- what has moved ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "moves", "told"),
    [
        (BODY.replace("Alle", "Viele"), [Move(2, 2)], "“Wer”"),
        (BODY.replace("Vorab", "Zuerst"), [Move(1, 1)], "the beginning"),
        (BODY + "\n## Wann\n\nHeute.\n", [Move(4, -1)], "“Wann” (added)"),
        (BODY.replace("## Wer {#who}\n\nAlle.\n\n", ""), [Move(-1, 2)], "a section (removed)"),
        (BODY.replace("## Wo", "## Wann\n\nHeute.\n\n## Wo"), [Move(3, -1)], "“Wann” (added)"),
        ("Vorab.\n\n## Wo\n\nHier.\n\n## Wer {#who}\n\nAlle.\n", [Move(2, 3, is_same=True)], "“Wo” (moved)"),
        ("## Neu\n\nGanz anders.\n", [Move(1, 1), Move(-1, 2), Move(-1, 3)], None),
    ],
)
def test_the_sections_that_have_moved_are_named(body: str, moves: list[Move], told: str | None) -> None:
    entry, (source, prose) = text("en", front=record(text("de"))).entry, read("de", body)
    assert entry
    found = find_moves(entry, source)
    assert list(found) == moves
    assert told in (None, describe(found, sections_of(source, prose)))


def test_a_message_names_a_few_sections_and_counts_the_rest() -> None:
    source, prose = read("de", "".join(f"## Teil {n}\n\nText {n}.\n\n" for n in range(9)))
    entry = text("en", front="translated_from: [00000000]\n").entry
    assert entry
    told = describe(find_moves(entry, source), sections_of(source, prose))
    assert told == "title and summary, “Teil 0” (added), “Teil 1” (added), “Teil 2” (added), and 6 more"


def test_a_text_without_headings_has_no_beginning() -> None:
    entry, (source, prose) = text("en", "x", front=record(text("de", "Alt."))).entry, read("de", "Neu.")
    assert entry
    assert describe(find_moves(entry, source), sections_of(source, prose)) == "the text"


# ---- edits that change nothing ----------------------------------------------------------------------------------

VERSIONS = [BODY.replace("Alle", word) for word in ("Alle", "Ale", "Aller", "Niemand")]
DIGESTS = [parse_digests(text("de", body).sections)[2] for body in VERSIONS]


def edited(*pairs: tuple[int, int]) -> str:
    return "unchanged_since: [" + ", ".join(f"{DIGESTS[a]}={DIGESTS[b]}" for a, b in pairs) + "]\n"


def test_an_edit_that_changes_nothing_leaves_translations_fresh() -> None:
    english = text("en", front=record(text("de", VERSIONS[0])))
    assert states(text("de", VERSIONS[1]), english)[1] == "stale"
    assert states(text("de", VERSIONS[1], edited((0, 1))), english)[1] == "fresh"
    assert states(text("de", VERSIONS[2], edited((0, 1), (1, 2))), english)[1] == "fresh"


def test_the_next_edit_is_not_covered_by_the_one_before() -> None:
    english = text("en", front=record(text("de", VERSIONS[0])))
    assert states(text("de", VERSIONS[3], edited((0, 1))), english)[1] == "stale"
    assert states(text("de", VERSIONS[3], edited((0, 1), (1, 2))), english)[1] == "stale"


def test_an_edit_that_is_taken_back_leaves_all_as_it_was() -> None:
    english = text("en", front=record(text("de", VERSIONS[0])))
    later = text("en", front=record(text("de", VERSIONS[1])))
    back = text("de", VERSIONS[0], edited((0, 1), (1, 0)))
    assert states(back, english)[1] == states(back, later)[1] == "fresh"


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6), st.integers(0, 3), st.integers(0, 3))
def test_a_translation_is_fresh_if_and_only_if_edits_lead_from_what_it_records_to_what_there_is(
    pairs: list[tuple[int, int]], before: int, now: int
) -> None:
    english = text("en", front=record(text("de", VERSIONS[before])))
    found = states(text("de", VERSIONS[now], edited(*pairs) if pairs else ""), english)[1]
    led, passed = before, set[int]()
    while led != now and led in dict(pairs) and led not in passed:
        passed.add(led)
        led = dict(pairs)[led]
    assert found == ("fresh" if led == now else "stale")


# ---- what is told -----------------------------------------------------------------------------------------------


def told(config: Config, *texts: Text) -> list[str]:
    found = check_freshness(find_standings(config, LOCALES, texts, {}), config, lambda _: None)
    return [f"{one.rule} {one.span.path if one.span else ''}" for one in found]


def test_each_stale_translation_is_told_once_with_what_to_do() -> None:
    english, (source, prose) = text("en", front=record(text("de"))), read("de", BODY.replace("Hier", "Dort"))
    standings = find_standings(CONFIG, LOCALES, [source, english], {})
    [found] = check_freshness(standings, CONFIG, lambda asked: {source.path: prose}[asked.path])
    assert found.message == "the source (Deutsch) has changed since this was translated: “Wo”"
    assert record(source).strip() in found.hint
    assert "python build.py ack press/messe --lang en" in found.hint
    assert [(span.path, span.line) for span in found.related] == [("content/press/messe.de.md", 10)]


def test_a_site_that_records_nothing_is_not_told_so_of_every_text() -> None:
    assert told(CONFIG, text("de"), text("en")) == []
    gated = CONFIG._replace(gate={"page": Gate(fresh=True)})
    assert told(gated, text("de"), text("en")) == ["translation-unconfirmed content/press/messe.en.md"]
    other = text("en", front=record(text("de")), key="other")
    assert told(CONFIG, text("de"), text("en"), text("de", key="other"), other) == [
        "translation-unconfirmed content/press/messe.en.md"
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("press/messe", [("messe", "")]),
        ("messe", [("messe", "")]),
        ("content/press/messe.en.md", [("messe", "en")]),
        ("./content/press/messe.yaml", [("messe", "")]),
        ("press", [("messe", ""), ("other", "")]),
        ("content/press/", [("messe", ""), ("other", "")]),
        ("content/press/messe.zh.md", []),
        ("press/mess", []),
        ("pages", []),
    ],
)
def test_an_entry_is_found_by_key_file_or_folder(name: str, expected: list[tuple[str, str]]) -> None:
    texts = [text("de"), text("en"), text("de", key="other")]
    found = find_named(find_standings(CONFIG, LOCALES, texts, {}), name)
    assert [(one.key, locale) for one, locale in found] == expected


# ---- hostile records --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_chained", [False, True])
def test_a_record_of_any_size_is_compared_in_proportion(is_chained: bool) -> None:  # noqa: FBT001 (a case)
    def make(count: int) -> tuple[Entry, Text]:
        digests = [f"{number:08x}" for number in range(count)]
        source = text("de", "".join(f"# {number}\n" for number in range(count)))
        entry, own = text("en").entry, source.entry
        assert entry
        assert own
        chain = tuple(itertools.pairwise(digests))
        recorded = tuple(digests) if is_chained else tuple(reversed(parse_digests(source.sections)))
        return entry._replace(translated_from=recorded), source._replace(entry=own._replace(unchanged_since=chain))

    def work(pair: tuple[Entry, Text]) -> None:
        assert len(find_moves(*pair)) >= len(pair[0].translated_from) - 1

    assert not find_excess(make, work, 1_000, 100_000)


def test_of_very_many_sections_those_that_have_moved_are_found_by_their_place() -> None:
    body = [f"# {number}\n" for number in range(600)]
    recorded = parse_digests(text("de", "".join(body)).sections)
    body[3] = "# drei\n"
    entry = text("en").entry
    assert entry
    found = find_moves(entry._replace(translated_from=recorded), text("de", "".join(body[:-1])))
    assert found == (Move(4, 4), Move(-1, 600))
