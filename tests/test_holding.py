"""What is not public yet: embargoes and gates, in memory and on a disk where time goes on."""

from __future__ import annotations

import datetime
import importlib.util
import re
import zoneinfo
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_files import GIF
from whole_sites import Built, Files, build, call, edit, output, read_shared, read_site, write_files

from microsite.build.wishes import Wishes
from microsite.diagnostics.problems import Severity, Span, problem
from microsite.files.zones import find_moments
from microsite.model.config import Config as Configuration
from microsite.model.entries import GroupData, Locale
from microsite.model.policies import Gate
from microsite.translation.embargoes import seconds
from microsite.translation.freshness import Standing, State
from microsite.translation.gate import FOREVER, find_held

CONFIG = "content/site.yaml"
DAY = "content/press/2025-11-16-day"
EMBARGO = "2025-11-16T10:00+08:00"
BEFORE, AT = "2025-11-16T01:59:59Z", "2025-11-16T02:00Z"
GATE = "gate: {press: {languages: [de, en], fresh: true}}\n"


def site(config: str = "", group: str = "", **fronts: str) -> Files:
    """The minimal site in three languages, with a release in those that have front matter here."""
    files = edit(
        read_site("minimal") | read_shared("locales"), CONFIG, "languages:\n", "languages:\n  de: {name: Deutsch}\n"
    )
    files = edit(files, CONFIG, "base_url:", f"{config}base_url:")
    files |= {
        f"{DAY}.{locale}.md": f"---\ntitle: Day\n{front}---\nText.\n".encode() for locale, front in fronts.items()
    }
    return files | ({f"{DAY}.yaml": group.encode()} if group else {})


def at(moment: str, files: Files, *, drafts: bool = False) -> Built:
    return build(files, wishes=Wishes(now=seconds(moment.replace("Z", "+00:00")), drafts=drafts))


def is_public(site: Built) -> bool:
    assert site.files, site.diagnostics
    found = [path for path in site.files if "2025-11-16-day" in path]
    assert len(found) in (0, 2)
    listed = [path for path, data in site.files.items() if b"2025-11-16-day" in data]
    assert bool(listed) == bool(found), "named where it is not public"
    return bool(found)


def reasons(site: Built) -> list[str]:
    told = [d for d in site.diagnostics if d.rule == "held-back" and d.span and DAY in d.span.path]
    return [d.message.removeprefix("not public: ") for d in told]


# ---- embargo ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        site(group=f"embargo: {EMBARGO}\n", de="", en=""),
        site(de=f"embargo: {EMBARGO}\n", en=""),
        site(de="", en=f"embargo: {EMBARGO}\n"),
        site(group="embargo: 2025-11-15T10:00+08:00\n", de=f"embargo: {EMBARGO}\n", en=""),
        site(group=f"released: true\nembargo: {EMBARGO}\n", de="", en=""),
    ],
)
def test_an_embargo_holds_all_languages_until_its_moment_and_they_go_public_together(files: Files) -> None:
    assert not is_public(at(BEFORE, files))
    assert reasons(at(BEFORE, files)) == [f"it is under embargo until {EMBARGO}"]
    assert is_public(at(AT, files))
    assert reasons(at(AT, files)) == []


def test_what_is_held_back_is_shown_with_drafts_and_still_told() -> None:
    files = site(group=f"embargo: {EMBARGO}\n", de="", en="")
    shown = at(BEFORE, files, drafts=True)
    assert is_public(shown)
    assert len(reasons(shown)) == 1


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2025-11-16T10:00", "“embargo” has no time zone: “2025-11-16T10:00”"),
        ("2025-11-16", "“embargo” has no time zone: “2025-11-16”"),
        ("2025-11-16T10:00 Beijing", "“embargo” does not end with an offset from UTC: “2025-11-16T10:00 Beijing”"),
        ("2025-11-31T10:00Z", "“embargo” is a moment that does not exist: “2025-11-31T10:00Z”"),
        ("tomorrow", "“embargo” is not a moment: “tomorrow”"),
    ],
)
def test_an_embargo_that_nobody_can_understand_stops_the_build(written: str, told: str) -> None:
    broken = at(AT, site(de=f"embargo: {written}\n", en=""))
    assert broken.files == {}
    assert [d.message for d in broken.diagnostics if d.rule == "date-invalid"] == [told]


@pytest.mark.parametrize("written", ["2025-11-16T10:00", "2025-11-16 10:00:00", EMBARGO, "2025-11-16T02:00Z"])
def test_a_moment_without_an_offset_is_one_of_the_sites_time_zone(written: str) -> None:
    files = site("timezone: Asia/Shanghai\n", group=f"embargo: {written}\n", de="", en="")
    assert (is_public(at(BEFORE, files)), is_public(at(AT, files))) == (False, True)


def test_a_day_under_embargo_begins_at_midnight_of_the_sites_time_zone() -> None:
    files = site("timezone: Asia/Shanghai\n", group="embargo: 2025-11-16\n", de="", en="")
    assert not is_public(at("2025-11-15T15:59:59Z", files))
    assert is_public(at("2025-11-15T16:00:00Z", files))
    assert reasons(at("2025-11-15T15:59:59Z", files)) == ["it is under embargo until 2025-11-16T00:00+08:00"]


@pytest.mark.parametrize(
    ("written", "told", "hint"),
    [
        (
            "2025-03-30T02:30",
            "“embargo”: 2025-03-30T02:30 is skipped when clocks are put forward in Europe/Berlin",
            "write embargo: 2025-03-30T03:30+02:00",
        ),
        (
            "2025-10-26T02:30",
            "“embargo”: 2025-10-26T02:30 comes twice when clocks are put back in Europe/Berlin",
            "write embargo: 2025-10-26T02:30+01:00, or embargo: 2025-10-26T02:30+02:00 for the first of the two",
        ),
    ],
)
def test_a_time_that_clocks_skip_or_show_twice_is_told_with_the_moments_that_may_be_meant(
    written: str, told: str, hint: str
) -> None:
    broken = at(AT, site("timezone: Europe/Berlin\n", de=f"embargo: {written}\n", en=""))
    [found] = [one for one in broken.diagnostics if one.rule == "date-invalid"]
    assert (found.message, found.hint, broken.files) == (told, hint, {})
    assert found.span == Span(f"{DAY}.de.md", 3, 10, 16)
    for moment in re.findall("embargo: ([^,; ]+)", hint):
        mended = at(AT, site("timezone: Europe/Berlin\n", de=f"embargo: {moment}\n", en=""))
        assert [one for one in mended.diagnostics if one.rule == "date-invalid"] == []


@given(
    st.datetimes(datetime.datetime.fromisoformat("1990-01-01"), datetime.datetime.fromisoformat("2035-01-01")),
    st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "America/St_Johns", "Australia/Lord_Howe", "UTC"]),
)
def test_what_a_time_means_is_what_clocks_there_show_at_that_moment(time: datetime.datetime, zone: str) -> None:
    local = find_moments(time.replace(microsecond=0).isoformat(), zone)
    shown = {datetime.datetime.fromisoformat(moment).replace(tzinfo=None) for moment in local.moments}
    assert len(local.moments) in (1, 2)
    assert (shown == {time.replace(microsecond=0)}) == (not local.is_skipped)


@pytest.mark.parametrize(
    ("date", "embargo", "expected"),
    [
        ("2025-11-15", "2025-11-16T10:00+08:00", ["date-order"]),
        ("2025-11-16", "2025-11-16T10:00+08:00", []),
        ("2025-11-17", "2025-11-16T10:00+08:00", []),
        ("2025-11-15", "2025-11-15T23:59-10:00", []),
    ],
)
def test_a_day_before_the_end_of_an_embargo_is_worth_knowing(date: str, embargo: str, expected: list[str]) -> None:
    found = at(BEFORE, site(group=f"embargo: {embargo}\n", de=f"date: {date}\n", en=f"date: {date}\n")).diagnostics
    told = [one for one in found if one.rule == "date-order"]
    assert [one.rule for one in told] == expected
    assert {one.severity for one in told} <= {Severity.INFO}


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("Berlin", "write timezone: Europe/Berlin"),
        ("europe/berlin", "write timezone: Europe/Berlin"),
        ("Europe/Berln", "did you mean “Europe/Berlin”?"),
        ("CET", "write timezone: Europe/Berlin"),
    ],
)
def test_a_time_zone_that_nobody_knows_is_told(zone: str, hint: str) -> None:
    [found] = [one for one in build(site(f"timezone: {zone}\n", en="")).diagnostics if one.rule == "config-invalid"]
    assert (found.message, found.hint) == (f"“timezone”: there is no time zone “{zone}”", hint)


def test_a_system_without_data_of_time_zones_is_told_what_it_lacks() -> None:
    zoneinfo.reset_tzpath(())
    try:
        found = [one for one in build(site("timezone: Europe/Berlin\n", en="")).diagnostics if "zone" in one.message]
    finally:
        zoneinfo.reset_tzpath()
    if importlib.util.find_spec("tzdata"):
        assert found == []
    else:
        assert [one.hint for one in found] == [
            "install the Python package tzdata, or write moments with their offsets, as 10:00+01:00"
        ]


@pytest.mark.parametrize("written", ["2025-11-16 10:00 +0800", "2025-11-16T02:00:00Z", "2025-11-16t12:00+10", EMBARGO])
def test_a_moment_may_be_written_in_some_ways(written: str) -> None:
    files = site(de=f"embargo: {written}\n", en="")
    assert (is_public(at(BEFORE, files)), is_public(at(AT, files))) == (False, True)


@pytest.mark.parametrize(
    ("moment", "config", "group", "front"),
    [(BEFORE, "", f"embargo: {EMBARGO}\n", ""), (BEFORE, GATE, "", ""), (BEFORE, "", "", "draft: true\n")],
)
def test_a_file_of_what_is_not_public_is_not_published_whoever_leads_to_it(
    moment: str, config: str, group: str, front: str
) -> None:
    files = site(config, group, de=front) | {f"{DAY}/paper.pdf": b"%PDF-1.4", f"{DAY}/hall.gif": GIF}
    urls = ("../press/2025-11-16-day/paper.pdf", "https://canal-day.example/media/press/2025-11-16-day/paper.pdf")
    about = "".join(f"[Paper]({url})\n" for url in urls) + "![Hall](../press/2025-11-16-day/hall.gif)\n"
    files["content/pages/about.en.md"] = f"---\ntitle: About\n---\n{about}".encode()
    early = at(moment, files)
    assert [reason.partition("; ")[2] for reason in reasons(early)] == ["3 links lead to it, which read as plain text"]
    assert early.rules() == []
    assert not [path for path in early.files if path.startswith("media/")]
    assert "<p><a>Paper</a>\n<a>Paper</a>\nHall</p>" in early.text("en/about/index.html")
    public = at(moment, files, drafts=True)
    assert {re.sub(r"\.[0-9a-f]{8}\.", ".", path) for path in public.files if path.startswith("media/")} == {
        *("media/press/2025-11-16-day/paper.pdf", "media/press/2025-11-16-day/hall-4.png"),
        "media/press/2025-11-16-day/hall-4.webp",
    }


def test_a_link_to_what_is_held_back_is_text_until_that_is_public() -> None:
    files = site(group=f"embargo: {EMBARGO}\n", de="", en="")
    files["content/pages/about.en.md"] = b"---\ntitle: About\n---\n[Day](../press/2025-11-16-day.md)\n"
    early = at(BEFORE, files)
    assert early.rules() == []
    assert reasons(early) == [f"it is under embargo until {EMBARGO}; 1 link leads to it, which reads as plain text"]
    assert "<p><a>Day</a></p>" in early.text("en/about/index.html")
    assert '<p><a href="/en/press/2025-11-16-day/">Day</a></p>' in at(AT, files).text("en/about/index.html")


def test_what_was_public_is_not_taken_off_the_site_without_a_word(tmp_path: Path) -> None:
    write_files(tmp_path, site(de="", en=""))
    assert "withdrawn" not in call(folder=tmp_path).err
    write_files(tmp_path, site(de="draft: true\n", en="draft: true\n"))
    refused = call("--strict", folder=tmp_path)
    assert refused.status == 1
    assert f"{DAY}.de.md: error[withdrawn]: this was public" in refused.err
    assert (tmp_path / "output/de/press/2025-11-16-day/index.html").exists()
    done = call(folder=tmp_path)
    assert done.status == 0
    assert f"{DAY}.de.md: warning[withdrawn]: this was public" in done.err
    assert f"{DAY}.de.md: info[held-back]: not public: a draft (de, en)\n" in done.err
    assert not (tmp_path / "output/de/press/2025-11-16-day/index.html").exists()
    assert "withdrawn" not in call(folder=tmp_path).err
    assert call("--drafts", folder=tmp_path).status == 0
    assert "withdrawn" not in call(folder=tmp_path).err, "drafts that somebody looked at were never public"


def test_who_checks_one_text_is_told_where_its_links_do_not_lead(tmp_path: Path) -> None:
    files = site(de="draft: true\n", en="draft: true\n")
    files["content/pages/about.en.md"] = b"---\ntitle: About\n---\n[Day](../press/2025-11-16-day.md)\n"
    write_files(tmp_path, files)
    told = call("check", "pages/about", folder=tmp_path).err
    assert f"{DAY}.de.md: info[held-back]: not public: a draft (de, en); 1 link leads to it" in told


def test_a_text_that_cannot_be_read_is_not_said_to_be_missing() -> None:
    files = site(GATE + "source_language: de\n", de="", en='summary: "open\n')
    files["content/pages/about.en.md"] = b"---\ntitle: About\n---\n[Day](../press/2025-11-16-day.md)\n"
    told = at(AT, files).diagnostics
    assert [d.rule for d in told if d.rule == "link-broken"] == []
    [found] = [d for d in told if d.span and DAY in d.span.path]
    assert (found.rule, found.span and found.span.path) == ("yaml-invalid", f"{DAY}.en.md")
    assert found.message.endswith("; 1 link leads to it")
    assert [span.path for span in found.consequences] == ["content/pages/about.en.md"]


def test_a_navigation_leaves_out_what_is_held_back() -> None:
    files = site("navigation: [about]\n") | {
        "content/pages/about.en.md": f"---\ntitle: About\nembargo: {EMBARGO}\n---\nText.\n".encode()
    }
    assert at(BEFORE, files).rules() == []
    assert 'href="/en/about/"' not in at(BEFORE, files).text("en/index.html")
    assert 'href="/en/about/"' in at(AT, files).text("en/index.html")


# ---- gate -------------------------------------------------------------------------------------------------------


def acknowledged(files: Files, root: Path) -> Files:
    write_files(root, files)
    assert call("ack", "--all", "--lang=en,de", folder=root).status == 0
    return files | {path: (root / path).read_bytes() for path in files}


def test_a_gate_opens_when_the_languages_are_there_and_fresh(tmp_path: Path) -> None:
    source = site(GATE + "source_language: de\n", de="")
    assert reasons(at(AT, source)) == ["it does not exist in en"]
    draft = site(GATE + "source_language: de\n", de="", en="draft: true\n")
    assert reasons(at(AT, draft)) == ["it is a draft in en", "a draft (en)"]
    unconfirmed = site(GATE + "source_language: de\n", de="", en="")
    assert reasons(at(AT, unconfirmed)) == ["en is unconfirmed"]
    assert not is_public(at(AT, unconfirmed))
    fresh = acknowledged(unconfirmed, tmp_path)
    assert is_public(at(AT, fresh))
    stale = edit(fresh, f"{DAY}.de.md", "Text.", "Anderer Text.")
    assert reasons(at(AT, stale)) == ["en is stale"]
    assert not is_public(at(AT, stale))


def test_what_has_been_released_stays_public_and_is_told_to_be_stale(tmp_path: Path) -> None:
    fresh = acknowledged(site(GATE + "source_language: de\n", de="", en=""), tmp_path)
    stale = edit(fresh, f"{DAY}.de.md", "Text.", "Anderer Text.")
    released = at(AT, stale | {f"{DAY}.yaml": b"released: true\n"})
    assert is_public(released)
    assert released.rules() == ["translation-stale"]


def test_a_gate_is_for_its_kind_alone() -> None:
    files = site(GATE + "source_language: de\n") | {"content/pages/about.de.md": b"---\ntitle: About\n---\nText.\n"}
    assert "de/about/index.html" in at(AT, files).files


WRONG = problem("fact-mismatch", "expected 5, found 6", Span("content/press/day.en.md", 4, 1))
STATES: dict[str, State] = {"de": "source", "en": "fresh", "zh": "missing"}


@pytest.mark.parametrize(
    ("gate", "states", "fails", "expected"),
    [
        (Gate(), {}, False, ("it does not exist in zh",)),
        (Gate(("de", "en")), {}, False, ()),
        (Gate(("de", "en")), {"en": "stale"}, False, ()),
        (Gate(("de", "en"), fresh=True), {"en": "stale"}, False, ("en is stale",)),
        (Gate(fresh=True), {"en": "stale", "zh": "stale"}, False, ("en, zh are stale",)),
        (Gate(("zh",), fresh=True), {"en": "stale", "zh": "fresh"}, False, ()),
        (Gate(("en",), fresh=True), {"de": "missing", "en": "extra"}, False, ("en is without the source",)),
        (Gate(("en",), checks=True), {}, True, ("its error at content/press/day.en.md:4: expected 5, found 6",)),
        (Gate(("en",)), {}, True, ()),
    ],
)
def test_a_gate_says_what_an_entry_lacks(
    gate: Gate,
    states: dict[str, State],
    fails: bool,  # noqa: FBT001 - of the table
    expected: tuple[str, ...],
) -> None:
    config = Configuration({"": "x"}, "https://x.example/", (Locale("de", "de", "de", "Deutsch"),), "de")
    standing = Standing("press", "day", "de", GroupData(), {}, STATES | states)
    held = find_held(config._replace(gate={"press": gate}), [standing], 0, {("press", "day"): WRONG} if fails else {})
    assert tuple(reason.message for reason in held.reasons.get(("press", "day"), ())) == expected


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("title: '[[Tag]]'\n---\nText.", "title not yet written (en)"),
        ("title: The [[day]]\nsummary: '[[Why]]'\n---\nText.", "title, summary not yet written (en)"),
        ("title: Day\n---\n\n[[The text]]\n", "text not yet written (en)"),
        ("title: Day\n---\nAt [[place]], on a pier.", None),
        ("title: Day [1] and [[\n---\nText.", None),
        ("title: Day\n---\n[[Text]](https://a.example/)", None),
    ],
)
def test_a_text_that_nobody_has_written_yet_is_not_published(english: str, told: str | None) -> None:
    files = site(de="") | {f"{DAY}.en.md": f"---\n{english}\n".encode()}
    built = at(AT, files)
    assert reasons(built) == ([told] if told else [])
    assert "de/press/2025-11-16-day/index.html" in built.files
    assert (b'<html lang="en"' in built.files.get("en/press/2025-11-16-day/index.html", b"")) == (told is None)
    shown = at(AT, files, drafts=True)
    assert reasons(shown) == ([told] if told else [])
    assert "en/press/2025-11-16-day/index.html" in shown.files


@pytest.mark.parametrize(
    ("german", "english", "is_held"),
    [("Am Kai.", "On [[quay]].", True), ("Am [[Kai]].", "On [[quay]].", False), ("Am [[Kai]].", "On the quay.", False)],
)
def test_a_gate_waits_for_gaps_that_the_source_does_not_have(german: str, english: str, *, is_held: bool) -> None:
    texts = {"de": german, "en": english}
    files = site("gate: {press: {languages: [de, en]}}\nsource_language: de\n", de="", en="")
    files |= {f"{DAY}.{key}.md": f"---\ntitle: Day\n---\nText. {text}\n".encode() for key, text in texts.items()}
    assert reasons(at(AT, files)) == ["it still has [[gaps]] in en"] * is_held


# ---- time goes on -----------------------------------------------------------------------------------------------


def standing_until(moment: str) -> Standing:
    return Standing("press", moment, "de", GroupData(embargo=moment), {}, STATES)


def test_what_a_moment_decides_holds_until_the_next_embargo_ends() -> None:
    config = Configuration({"": "x"}, "https://x.example/", (Locale("de", "de", "de", "Deutsch"),), "de")
    moments = ["2025-01-01T00:00+00:00", "2026-01-01T00:00+00:00", "2027-01-01T00:00+00:00"]
    standings = [standing_until(moment) for moment in moments]
    first, second, third = map(seconds, moments)
    for now, expected in (
        (first - 1, (-FOREVER, first)),
        (first, (first, second)),
        (second - 0.5, (first, second)),
        (second, (second, third)),
        (third + 9, (third, FOREVER)),
    ):
        held = find_held(config, standings, now, {})
        assert (held.since, held.until) == expected
        assert len(held.reasons) == sum(now < moment for moment in (first, second, third))


def test_a_build_without_changes_publishes_what_is_no_longer_under_embargo(tmp_path: Path) -> None:
    files = site(group=f"embargo: {EMBARGO}\n", de="", en="")
    write_files(tmp_path, files)
    for moment, number in ((BEFORE, 0), (BEFORE, 0), (AT, 2), ("2026-01-01T00:00Z", 2), (BEFORE, 0)):
        done = call("--now", moment, folder=tmp_path)
        assert done.status == 0
        assert sum("2025-11-16-day" in path for path in output(tmp_path)) == number
        assert output(tmp_path) == at(moment, files).files
    assert " 0 written, 0 removed" in call("--now", "2024-01-01T00:00Z", folder=tmp_path).out


def test_the_moment_of_a_build_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, site(group=f"embargo: {EMBARGO}\n", de="", en=""))
    for epoch, number in ((str(seconds("2025-11-16T01:00+00:00")), 0), (str(seconds("2025-11-16T03:00+00:00")), 2)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert call(folder=tmp_path).status == 0
        assert sum("2025-11-16-day" in path for path in output(tmp_path)) == number
    assert call("--now", BEFORE, folder=tmp_path).status == 0
    assert sum("2025-11-16-day" in path for path in output(tmp_path)) == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    done = call(folder=tmp_path)
    assert (done.status, "SOURCE_DATE_EPOCH is “yesterday”" in done.err) == (2, True)


def test_a_moment_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    write_files(tmp_path, read_site("minimal"))
    done = call("--now", "2025-11-16", folder=tmp_path)
    assert (done.status, "--now “2025-11-16” has no time zone" in done.err) == (2, True)


def test_a_build_of_some_languages_lets_nothing_through_that_nobody_can_tell_is_fresh(tmp_path: Path) -> None:
    fresh = acknowledged(site(GATE + "source_language: de\n", de="", en=""), tmp_path)
    assert is_public(at(AT, fresh))
    some = build(fresh, wishes=Wishes(languages=frozenset({"en"})))
    assert reasons(some) == ["en is not known to be fresh, since this build leaves out the source"]
    assert not [path for path in some.files if "2025-11-16-day" in path]
