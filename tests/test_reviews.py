"""Translations beside their sources: what is compared, when, what comes of it, and what an editor need not hear."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from whole_sites import Built, Files, build, call, edit, new_memory, read_shared, read_site, write_files

from microsite.build.wishes import Wishes
from microsite.checks.facts.notation import notation_of
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, Severity, Span, problem
from microsite.engine.crew import ALONE, Done, Out, Work
from microsite.engine.memory import HeldBodies, Memory
from microsite.engine.packing import Plain

CONFIG = "content/site.yaml"
OPENING = "content/press/2025-11-16-opening"
LATER = "content/press/2025-12-01-later"
CHECKED = "gate: {press: {checks: true}}\n"
CHECKS = Wishes(checks=True)


def site(config: str = "", **texts: str) -> Files:
    """A site in three languages with a release that says the same in all of them, unless a text here says otherwise."""
    files = edit(
        read_site("minimal") | read_shared("templates", "locales"),
        CONFIG,
        "languages:\n",
        "languages:\n  de: {name: Deutsch}\n  zh: {tag: zh-Hans, locale: zh_Hans_CN, name: 中文}\n",
    )
    files = edit(files, CONFIG, "base_url:", f"source_language: en\n{config}base_url:")
    files = {path: data for path, data in files.items() if not path.startswith("content/press/")}
    given = {
        "en": "title: Opening\n---\n3,944 guests came.",
        "de": "title: Auftakt\n---\nEs kamen 3.944 Gäste.",
        "zh": "title: 开幕\n---\n来宾3944人。",
    } | texts
    return files | {f"{OPENING}.{key}.md": f"---\n{text}\n".encode() for key, text in given.items()}


def told(built: Built, *rules: str) -> list[tuple[str, str, str, int]]:
    """Severity, rule, file and line of what is told by these rules."""
    found = [one for one in built.diagnostics if one.rule in rules and one.span]
    return [(one.severity.word, one.rule, one.span.path, one.span.line) for one in found if one.span]


def later(files: Files) -> Files:
    """Another release like the one in these files, with the right figure."""
    texts = {path: data for path, data in files.items() if path.startswith(OPENING)}
    return {path.replace(OPENING, LATER): data.replace(b"3.494", b"3.944") for path, data in texts.items()}


def mismatches(files: Files, wishes: Wishes = CHECKS) -> list[Diagnostic]:
    return [one for one in build(files, wishes=wishes).diagnostics if one.rule == "fact-mismatch"]


# ---- what is compared -------------------------------------------------------------------------------------------


def test_a_wrong_figure_is_an_error_that_names_both_places() -> None:
    [found] = mismatches(site(zh="title: 开幕\n---\n来宾3494人。"))
    assert found.severity is Severity.ERROR
    assert (found.span, found.related) == (Span(f"{OPENING}.zh.md", 4, 3, 4), (Span(f"{OPENING}.en.md", 4, 1),))
    assert "3494" in found.message


def test_the_same_figures_are_nothing_to_tell_of() -> None:
    assert mismatches(site()) == []


@pytest.mark.parametrize(
    ("field", "span"),
    [
        ("title: 3.494 Gäste", (2, 8, 5)),
        ("title: Auftakt\nsummary: 3.494 Gäste", (3, 10, 5)),
        ("title: Auftakt\nsummary: >-\n  3.494\n  Gäste", (3, 1, 0)),
    ],
)
def test_titles_and_summaries_are_compared_too(field: str, span: tuple[int, int, int]) -> None:
    english = field.replace("3.494", "3,944").replace("Gäste", "guests").replace("Auftakt", "Opening")
    chinese = field.replace("3.494", "3944").replace("Gäste", "人").replace("Auftakt", "开幕")
    files = site(en=f"{english}\n---\nText.", de=f"{field}\n---\nText.", zh=f"{chinese}\n---\n文字。")
    [found] = mismatches(files)
    assert found.span == Span(f"{OPENING}.de.md", *span)
    assert "check_ignore: {fact-mismatch: the reason}" in found.hint


@pytest.mark.parametrize(
    ("english", "german", "expected"),
    [
        ("The programme", "„Das Programm“", '"Das Programm"'),
        ("“The programme”", "„Das Programm“", ""),
        ("“The programme”", "Das Programm", ""),
        ("The “big” day", "„Der Tag“ und „die Nacht“", ""),
    ],
)
def test_a_title_in_quotation_marks_that_the_source_has_not_is_told(english: str, german: str, expected: str) -> None:
    files = site(en=f"title: {english}\n---\nText.", de=f"title: {german}\n---\nText.", zh="title: 会\n---\n文字。")
    found = [one for one in build(files, wishes=CHECKS).diagnostics if "readers see the quotation" in one.message]
    assert [one.hint for one in found] == ([f"write {expected}"] if expected else [])
    assert [one.span for one in found] == ([Span(f"{OPENING}.de.md", 2, 8, len(german))] if expected else [])


def test_what_is_wrong_in_two_ways_at_one_place_is_told_once() -> None:
    english = "title: Opening\n---\nOn Saturday, 2 May 2026. Call +49 40 123456-0."
    german = "title: Auftakt\n---\nAm Sonntag, dem 2. Mai 2026. Rufen Sie +49 40 123465-0 an."
    chinese = "title: 开幕\n---\n2026年5月2日（星期六）。请致电 +49 40 123456-0。"
    found = told(build(site(en=english, de=german, zh=chinese), wishes=CHECKS), "fact-mismatch", "link-differs")
    assert [(severity, rule) for severity, rule, _, _ in found] == [
        ("error", "fact-mismatch"),
        ("error", "link-differs"),
    ]


@pytest.mark.parametrize(
    ("english", "german", "rules"),
    [
        ("[tickets](2025-11-16-tikets.md)", "[Karten](2025-11-16-tickets.md)", [(".en.md", "link-broken")]),
        ("[tickets](2025-11-16-tikets.md#prices)", "Karten", [(".en.md", "link-broken")]),
        (
            "[tickets](2025-11-16-tickets.md)",
            "[Karten](2025-11-16-tikets.md)",
            [(".de.md", "link-broken"), (".de.md", "link-differs")],
        ),
        ("[tickets](2025-11-16-tickets.md)", "[Karten](2025-11-16-opening.md)", [(".de.md", "link-differs")]),
    ],
)
def test_no_translation_is_asked_to_repeat_a_link_that_is_broken(
    english: str, german: str, rules: list[tuple[str, str]]
) -> None:
    files = site(en=f"title: Opening\n---\n{english}", de=f"title: Auftakt\n---\n{german}")
    files |= {f"{OPENING.replace('opening', 'tickets')}.en.md": b"---\ntitle: Tickets\n---\nText.\n"}
    found = build(files, wishes=CHECKS).diagnostics
    assert {
        (one.span.path.removeprefix(OPENING), one.rule)
        for one in found
        if one.span and one.rule in ("link-broken", "link-differs") and not one.span.path.endswith(".zh.md")
    } == set(rules)


@pytest.mark.parametrize(
    ("english", "told_of", "hint"),
    [
        (
            "[a](2025-11-16-tickets.md), [b](2025-11-16-tikets.md)",
            "link “2025-11-16-tickets.md”",
            "add 2025-11-16-tickets.md",
        ),
        ("[a](plan.pdf), [b](/x), [c](gone.pdf)", "links “plan.pdf”, “/x”", "add plan.pdf, /x"),
        ("[a](gone.pdf), [b](https://a.example/x)", "link “https://a.example/x”", "add https://a.example/x"),
        ("Write to a@b.example", "e-mail address “a@b.example”", "add a@b.example"),
    ],
)
def test_of_several_links_a_translation_is_asked_for_those_that_are_there(
    english: str, told_of: str, hint: str
) -> None:
    files = site(en=f"title: Opening\n---\n{english}", de="title: Auftakt\n---\nText.")
    files |= {f"{OPENING.replace('opening', 'tickets')}.en.md": b"---\ntitle: Tickets\n---\nText.\n"}
    files |= {"content/press/plan.pdf": b"%PDF-1.7\n"}
    [found] = [
        one
        for one in build(files, wishes=CHECKS).diagnostics
        if one.rule == "link-differs" and one.span and one.span.path.endswith(".de.md")
    ]
    verb = "are" if "links" in told_of else "is"
    assert (found.message, found.hint) == (f"the {told_of} of the source {verb} missing", hint)


def test_a_figure_by_name_is_compared_with_one_by_hand() -> None:
    group = b"figures: {guests: 3944, share: {value: 71.8, unit: percent}}\n"
    named = {"en": "title: Opening\n---\n{{ guests }} guests came, {{ share }} by train."}
    named["zh"] = "title: 开幕\n---\n{{ guests }}人，{{ share }}坐火车。"
    for share, wrong in (("71,8", []), ("78,1", [f"{OPENING}.de.md"])):
        files = site(**named, de=f"title: Auftakt\n---\n3.944 Gäste kamen, {share} % mit der Bahn.")
        found = mismatches(files | {f"{OPENING}.yaml": group})
        assert [one.span and one.span.path for one in found] == wrong


@pytest.mark.parametrize(
    ("figure", "right", "wrong"),
    [
        ("1234567.5", "1.234.567,5", "1.234.576,5"),
        ("2025-11-16", "16. November 2025", "15. November 2025"),
        ("{value: 71.8, unit: percent}", "71,8 %", "78,1 %"),
    ],
)
def test_numbers_dates_and_percentages_by_name_are_compared_with_those_by_hand(
    figure: str, right: str, wrong: str
) -> None:
    named = {
        "en": "title: Opening\n---\nIt is {{ what_was_said_there }}.",
        "zh": "title: 开幕\n---\n是{{ what_was_said_there }}。",
    }
    for written, paths in ((right, []), (wrong, [f"{OPENING}.de.md"])):
        files = site(**named, de=f"title: Auftakt\n---\nDas ist {written} gewesen.")
        found = mismatches(files | {f"{OPENING}.yaml": f"figures: {{what_was_said_there: {figure}}}\n".encode()})
        assert [one.span and one.span.path for one in found] == paths


@pytest.mark.parametrize(
    ("german", "expected"),
    [
        ("Vom 4. bis 7. Mai 2027.", []),
        ("{{ dates }}, also bis zum 7. Mai 2027, vom 4. Mai 2027 an.", []),
        ("Vom 4. bis 8. Mai 2027.", ["expected 7. Mai 2027 (en: May 7, 2027), found 8. Mai 2027"]),
        ("Vom 5. bis 7. Mai 2027.", ["expected 4. Mai 2027 (en: May 4, 2027), found 5"]),
        ("`{{ dates }}`: 4.–7. Mai 2027.", []),
    ],
)
def test_an_interval_by_name_is_compared_with_days_by_hand(german: str, expected: list[str]) -> None:
    texts = {"en": "It is on {{ dates }}, `{{ dates }}`.", "de": german, "zh": "会期：{{ dates }}。"}
    files = site(**{key: f"title: {key}\n---\n{text}" for key, text in texts.items()})
    found = mismatches(files | {f"{OPENING}.yaml": b"figures: {dates: {from: 2027-05-04, to: 2027-05-07}}\n"})
    told = [(one.severity.word, one.message) for one in found if one.severity is not Severity.INFO]
    assert told == [("error", message) for message in expected]


def test_figures_of_other_kinds_and_unknown_ones_are_not_compared_by_name() -> None:
    texts = {
        key: f"title: {key}\n---\n{{{{ interval }}}}, {{{{ budget }}}}, {{{{ nobody_knows }}}}."
        for key in ("en", "de", "zh")
    }
    group = b"figures: {interval: {from: 2025-11-15, to: 2025-11-16}, budget: {value: 5, currency: EUR}}\n"
    built = build(site(**texts) | {f"{OPENING}.yaml": group}, wishes=CHECKS)
    assert {rule for _, rule, _, _ in told(built, "figure-unknown", "fact-mismatch")} == {"figure-unknown"}


@pytest.mark.parametrize(("german", "is_right"), [("-0,5 Grad", True), ("0,5 Grad", False)])
def test_a_figure_below_zero_keeps_its_sign(german: str, is_right: bool) -> None:  # noqa: FBT001 (a table)
    files = site(en="title: Opening\n---\nIt was {{ cold }} degrees.", de=f"title: Auftakt\n---\nEs waren {german}.")
    found = mismatches(files | {f"{OPENING}.yaml": b"figures: {cold: -0.5}\n"})
    assert (f"{OPENING}.de.md" not in [one.span and one.span.path for one in found]) == is_right


def test_an_entry_without_its_source_is_looked_at_by_itself() -> None:
    files = site(de='title: Auftakt\n---\nEs heißt "Leinen los".')
    del files[f"{OPENING}.en.md"]
    found = told(build(files, wishes=CHECKS), "typography", "fact-mismatch")
    assert {rule for _, rule, _, _ in found} == {"typography"}


@pytest.mark.parametrize(
    ("german", "told_of"),
    [
        ("Bis 31. April 2026", ("error", "there is no 31. April 2026")),
        ("Bis zum 31. Juni", ("error", "there is no 31. Juni")),
        ("Bis 29. Februar 2027", ("error", "there is no 29. Februar 2027")),
        ("Bis 30.02.2026", ("warning", "there is no 30.02.2026")),
        ("Bis 29. Februar 2028", None),
        ("Bis 29. Februar", None),
        ("Bis 31. Mai 2026", None),
    ],
)
def test_a_day_that_no_calendar_has_is_told_where_it_is(german: str, told_of: tuple[str, str] | None) -> None:
    english = "title: Opening\n---\nUntil 30 April 2026."
    built = build(site(de=f"title: Auftakt\n---\n{german}.", en=english), wishes=CHECKS)
    found = [one for one in built.diagnostics if one.rule == "fact-mismatch" and "there is no" in one.message]
    assert [(one.severity.word, one.message) for one in found] == ([told_of] if told_of else [])


@pytest.mark.parametrize(
    ("english", "other", "message", "hint"),
    [
        (
            "It takes 2.5 hours.",
            "Es dauert 2 Stunden.",
            "expected 2,5 Stunden (en: 2.5 hours), found 2 Stunden",
            "2,5 Stunden",
        ),
        ("We meet on Sunday.", "我们周六见面。", "expected 星期日 (en: Sunday), found 周六", "星期日"),
        (
            "We meet on Sunday.",
            "Wir treffen uns am Samstag.",
            "expected Sonntag (en: Sunday), found Samstag",
            "Sonntag",
        ),
        (
            "They got €2.5 billion.",
            "Es waren 2,5 Millionen Euro.",
            "expected 2.500.000.000 € (en: €2.5 billion), found 2,5 Millionen Euro",
            "2.500.000.000 €",
        ),
    ],
)
def test_what_is_expected_is_written_in_the_language_of_the_translation(
    english: str, other: str, message: str, hint: str
) -> None:
    key = "zh" if "我" in other else "de"
    texts = {"de": "title: A\n---\nText.", "zh": "title: A\n---\n正文。", key: f"title: A\n---\n{other}"}
    found = next(
        one
        for one in mismatches(site(en=f"title: A\n---\n{english}", **texts))
        if one.span and one.span.path.endswith(f".{key}.md")
    )
    assert found.message.replace("\u00a0", " ") == message
    assert found.hint.replace("\u00a0", " ").startswith(f"write {hint}, or ")


def test_percentage_points_are_not_asked_for_in_the_words_of_another_language() -> None:
    found = mismatches(site(en="title: A\n---\nIt rose by 5 percentage points.", de="title: A\n---\nEs stieg um 5 %."))
    assert "say that these are percentage points, or write <!-- check: ignore -->" in found[0].hint


def test_nobody_is_asked_to_repeat_a_day_that_no_calendar_has() -> None:
    german, chinese = "title: Auftakt\n---\nBis 31. April 2026.", "title: 开幕\n---\n2026年4月30日截止。"
    files = site(de=german, zh=chinese, en="title: Opening\n---\nUntil 30 April 2026.")
    files |= {f"{OPENING}.yaml": b"source_lang: de\n"}
    found = told(build(files, wishes=CHECKS), "fact-mismatch")
    assert [(severity, path) for severity, _, path, _ in found] == [("error", f"{OPENING}.de.md")]


@pytest.mark.parametrize(
    ("locale", "text", "severity"),
    [
        ("fr_FR", "Le 16 mars 2014, 3 494 visiteurs sont venus.", "warning"),  # two digits are swapped
        ("fr_FR", "Le 16 mars 2014, 3 945 visiteurs sont venus.", "warning"),
        ("fr_FR", "Le 15 mars 2014, 3 944 visiteurs sont venus.", "warning"),
        ("fr_FR", "Le lundi 16 mars 2014, 3 944 visiteurs sont venus.", "warning"),  # it was a Sunday
        ("nl_NL", "Op 16 maart 2014 kwamen 3.494 bezoekers.", "warning"),
        ("ja_JP", "2014年3月15日に3,944人が来場しました。", "warning"),
        ("fr_FR", "Le 16 mars 2014, 9 visiteurs sont venus.", "info"),
        ("fr_FR", "Le 16 mars 2014, 39 440 visiteurs sont venus.", "info"),
        ("fr_FR", "Le 17 mars, 3 944 visiteurs sont venus.", "info"),
        ("th_TH", "วันที่ 15 มีนาคม 2557 มีผู้เข้าชม 3,944 คน", "info"),  # the year of another calendar
    ],
)
def test_what_is_found_in_a_language_without_a_table_is_a_guess_unless_it_is_plain(
    locale: str, text: str, severity: str
) -> None:
    row = f"  de: {{name: Deutsch}}\n  {locale[:2]}: {{locale: {locale}, name: x}}\n"
    files = edit(site(en="title: x\n---\nOn 16 March 2014, 3,944 came."), CONFIG, "  de: {name: Deutsch}\n", row)
    files |= {f"{OPENING}.{locale[:2]}.md": f"---\ntitle: x\n---\n{text}\n".encode()}
    found = told(build(files, wishes=CHECKS), "fact-mismatch")
    assert {one for one in found if f".{locale[:2]}." in one[2]} == {
        (severity, "fact-mismatch", f"{OPENING}.{locale[:2]}.md", 4)
    }


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("vi_VN", "Nó kết thúc vào ngày 15 tháng 3 năm 2014, với ba nghìn khách."),
        ("uk_UA", "Завершилося 15 березня 2014 р., прийшло три тисячі гостей."),
        ("fr_FR", "Il s’est terminé le lundi 15 mars 2014 avec 3 494 visiteurs."),
        ("fr_FR", "Il s’est terminé le dimanche 16 mars avec 4 000 visiteurs."),
        ("ja_JP", "2014年の3月15日に終わり、来場者は三千人でした。"),
        ("th_TH", "สิ้นสุดเมื่อวันที่ 16 มีนาคม 2557"),
    ],
)
def test_a_language_without_a_table_brings_no_error_though_warnings_are_errors(
    locale: str, text: str, tmp_path: Path
) -> None:
    language = locale[:2]
    row = f"  de: {{name: Deutsch}}\n  {language}: {{locale: {locale}, name: x}}\n"
    ignored = "rules: {catalog-missing: ignore, translation-missing: ignore}\n"
    files = edit(
        site(ignored, en="title: Opening\n---\nIt ended on 16 March 2014. 3,944 came."),
        CONFIG,
        "  de: {name: Deutsch}\n",
        row,
    )
    files = {path: data for path, data in files.items() if not path.startswith(OPENING) or path.endswith(".en.md")}
    files[f"{OPENING}.{language}.md"] = f"---\ntitle: x\n---\n{text}\n".encode()
    done = call("check", "--strict", folder=write_files(tmp_path, files))
    assert "error" not in done.out + done.err
    assert done.status == 0, done.err


def test_a_term_of_the_source_is_missed_where_the_language_has_it() -> None:
    terms = {
        f"content/glossary/hub.{key}.md": f"---\nterm: {term}\nforms: [{form}]\n---\nText.\n".encode()
        for key, term, form in (("en", "hub", "hubs"), ("de", "Innovationszentrum", "Gründungszentrum"))
    }
    texts = {"en": "title: Opening\n---\nA hub.", "zh": "title: 开幕\n---\n中心。"}
    lacking = site(**texts, de="title: Auftakt\n---\nEin Ort.") | terms
    assert told(build(lacking, wishes=CHECKS), "term-missing") == [("warning", "term-missing", f"{OPENING}.de.md", 0)]
    for word in ("Innovationszentrum", "Gründungszentrum"):
        assert told(build(site(**texts, de=f"title: A\n---\nEin {word}.") | terms, wishes=CHECKS), "term-missing") == []
    for words in ("Zwei Innovationszentren", "Der Innovationszentrums-Leiter", "Das Technik-Gründungszentrum"):
        built = build(site(**texts, de=f"title: A\n---\n{words}.") | terms, wishes=CHECKS)
        assert told(built, "term-missing") == []
        assert f"{words}." in built.text("de/press/2025-11-16-opening/index.html")  # not linked all the same
    assert told(build(lacking), "term-missing") == []


# ---- when it is compared ----------------------------------------------------------------------------------------


def test_a_build_compares_nothing_unless_a_gate_asks() -> None:
    assert mismatches(site(de="title: Auftakt\n---\nEs kamen 3.494 Gäste."), Wishes()) == []


def test_an_entry_with_errors_waits_behind_its_gate_and_all_else_is_built() -> None:
    files = site(CHECKED, de="title: Auftakt\n---\nEs kamen 3.494 Gäste.")
    files |= later(files)
    built = build(files)
    assert told(built, "fact-mismatch", "held-back") == [
        ("warning", "fact-mismatch", f"{OPENING}.de.md", 4),
        ("info", "held-back", f"{OPENING}.en.md", 0),
    ]
    assert [path for path in built.files if "opening" in path] == []
    assert "de/press/2025-12-01-later/index.html" in built.files


def test_a_gate_that_does_not_ask_for_the_checks_compares_nothing() -> None:
    files = site("gate: {press: {languages: [de, en, zh]}}\n", de="title: Auftakt\n---\nEs kamen 3.494 Gäste.")
    assert mismatches(files, Wishes()) == []


def test_an_entry_with_warnings_alone_is_public_even_where_warnings_are_errors() -> None:
    files = site(CHECKED, de="title: Auftakt\n---\nEs kamen 3.944 Gäste am 3. Mai 2025.")
    found = build(files, wishes=Wishes(strict=True))
    assert told(found, "fact-mismatch", "held-back") == [("error", "fact-mismatch", f"{OPENING}.de.md", 4)]
    assert "de/press/2025-11-16-opening/index.html" in build(files).files


@pytest.mark.parametrize("locale", ["en", "de"])
def test_a_text_that_contradicts_itself_is_told_be_it_source_or_translation(locale: str) -> None:
    bodies = {"en": "It opens on Monday, 16 November 2025.", "de": "Auftakt ist Montag, der 16. November 2025."}
    right = {"en": "It opens on Sunday, 16 November 2025.", "de": "Auftakt ist Sonntag, der 16. November 2025."}
    texts = {key: f"title: T\n---\n{(bodies if key == locale else right)[key]}" for key in bodies}
    found = build(site(**texts, zh="title: 开幕\n---\n2025年11月16日星期日开幕。"), wishes=CHECKS)
    days = {"en": "Monday", "de": "Montag"}
    messages = [one.message for one in found.diagnostics if one.span and one.span.path == f"{OPENING}.{locale}.md"]
    assert [message for message in messages if message.endswith(f", not a {days[locale]}")] != []


def test_an_error_in_what_is_held_back_for_it_keeps_nobody_from_looking_at_it() -> None:
    files = site(CHECKED, de="title: Auftakt\n---\nEs kamen 3.494 Gäste.")
    assert [found.severity.word for found in mismatches(files, Wishes(drafts=True))] == ["warning"]
    assert build(files, wishes=Wishes(drafts=True)).files


def test_texts_that_nobody_has_changed_are_not_compared_again() -> None:
    compared: list[str] = []

    def follow(chunks: Iterator[Done[Out]], work: Work, /) -> Iterator[Done[Out]]:
        for done in chunks:
            compared.extend(work.label(place) for place in done.places if work.name == "review_all")
            yield done

    crew = ALONE._replace(follow=(follow,))
    files = site() | later(site())
    memory = new_memory()
    first = build(files, wishes=CHECKS, memory=memory, crew=crew)
    assert compared == ["press/2025-11-16-opening", "press/2025-12-01-later"]
    memory = memory.next()
    build(files, memory=memory, crew=crew)  # one that does not compare forgets nothing
    again = build(files, wishes=CHECKS, memory=(memory := memory.next()), crew=crew)
    assert again.diagnostics == first.diagnostics
    edited = edit(files, f"{LATER}.de.md", "3.944", "3.494")
    last = build(edited, wishes=CHECKS, memory=memory.next(), crew=crew)
    assert compared[2:] == ["press/2025-12-01-later"]
    assert told(last, "fact-mismatch") == [("error", "fact-mismatch", f"{LATER}.de.md", 4)]


CHANGES = st.lists(
    st.sampled_from([
        (f"{OPENING}.de.md", b"3.944", b"3.494"), (f"{OPENING}.de.md", b"3.494", b"3.944"),
        (f"{OPENING}.en.md", b"3,944", b"{{ guests }}"), (f"{OPENING}.en.md", b"{{ guests }}", b"3,944"),
        (f"{OPENING}.zh.md", "来宾".encode(), "客人".encode()), (f"{OPENING}.de.md", b"kamen", b'"kamen"'),
        (f"{OPENING}.en.md", b"3,944", b"On Monday, 16 November 2025, 1.5 million"),
        (f"{OPENING}.de.md", "3.944 Gäste".encode(), b"3,944 guests <!-- check: ignore fact-mismatch -->"),
        (CONFIG, b"base", b"organization: {name: guests came, url: https://a.example/, email: a@a.example}\nbase"),
        (f"{OPENING}.en.md", b"Opening", b"Begin"), (f"{OPENING}.de.md", b"title:", b"draft: true\ntitle:"),
        (f"{OPENING}.yaml", b"", b"figures: {guests: 3944}\n"), (f"{OPENING}.yaml", b"3944", b"4944"),
        (f"{OPENING}.yaml", b"figures", b"source_lang: de\nfigures"), (f"{OPENING}.en.md", None, None),
        (CONFIG, b"name: Deutsch", b"name: Deutsch, locale: de_CH"),
        (CONFIG, b"source_language: en", b"source_language: de"),
    ]),
    max_size=6,
)  # fmt: skip
"""Files with what is replaced in them once, and by what: nothing is a file that is not there; it is deleted by None."""


def change(files: Files, path: str, old: bytes | None, new: bytes | None) -> Files:
    if old is None or new is None:
        return {name: data for name, data in files.items() if name != path}
    return files if old and path not in files else files | {path: files.get(path, b"").replace(old, new, 1)}


@given(CHANGES, st.lists(st.booleans(), min_size=6, max_size=6))
@settings(max_examples=up_to(150))
def test_what_is_remembered_comes_to_what_a_look_from_nothing_does(
    changes: list[tuple[str, bytes | None, bytes | None]], compared: list[bool]
) -> None:
    files, memory = site(), new_memory()
    for one, is_compared in zip(changes, compared, strict=False):
        files = change(files, *one)
        wishes = CHECKS if is_compared else Wishes()
        found = build(files, wishes=wishes, memory=memory).diagnostics
        memory = memory.next()
        assert found == build(files, wishes=wishes).diagnostics


def test_a_translation_is_compared_alone_and_a_source_with_all_of_them() -> None:
    def records(files: Files) -> dict[str, str]:
        memory = new_memory()
        build(files, wishes=CHECKS, memory=memory)
        return {name: digest for name, (digest, _) in memory.records.items() if name.startswith("review ")}

    files = site() | later(site())
    before = records(files)
    assert len(before) == 6
    of_german = records(edit(files, f"{LATER}.de.md", "3.944", "3.494"))
    assert of_german.keys() == before.keys()
    assert [name for name in before if of_german[name] != before[name]] == ["review press/2025-12-01-later de"]
    of_english = records(edit(files, f"{LATER}.en.md", "3,944", "3,494"))
    assert [name for name in before if of_english[name] != before[name]] == [name for name in before if "later" in name]


class CountingBodies(HeldBodies):
    """Bodies in memory, and how many were put there."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.count = 0

    def put(self, data: bytes) -> Plain:
        """Give the body itself."""
        self.count += 1
        return super().put(data)


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [("en", "guests", "people"), ("de", "kamen", "waren"), ("zh", "来宾", "客人"), ("en", "3,944", "3,494")],
)
def test_of_an_edited_entry_that_text_alone_is_read_again(key: str, old: str, new: str) -> None:
    bodies = CountingBodies()
    memory, files = Memory(bodies), site() | later(site())
    build(files, wishes=CHECKS, memory=memory)
    assert bodies.count == 2 * 6  # what pages show of each text, and what is compared
    edited = edit(files, f"{LATER}.{key}.md", old, new)
    notation_of.known.clear()
    found = build(edited, wishes=CHECKS, memory=memory.next()).diagnostics
    assert bodies.count == 2 * 6 + 2
    # Only to tell of a figure is the notation of another language made.
    assert len(notation_of.known) == (3 if old == "3,944" else 1)
    assert found == build(edited, wishes=CHECKS).diagnostics


def test_what_was_read_of_a_text_and_is_lost_is_read_again() -> None:
    memory, files = new_memory(), site() | later(site())
    build(files, wishes=CHECKS, memory=memory)
    edited = edit(files, f"{LATER}.en.md", "3,944", "3,494")
    found = build(edited, wishes=CHECKS, memory=Memory(HeldBodies(), memory.records)).diagnostics
    assert found == build(edited, wishes=CHECKS).diagnostics


def test_a_language_that_is_called_otherwise_is_looked_at_again() -> None:
    files, memory = site(de="title: Auftakt\n---\nEs kamen 3.944 Gäste in 1.5 Stunden."), new_memory()
    first = build(files, wishes=CHECKS, memory=memory).diagnostics
    swiss = edit(files, CONFIG, "name: Deutsch", "name: Deutsch, locale: de_CH")
    found = build(swiss, wishes=CHECKS, memory=memory.next()).diagnostics
    assert found == build(swiss, wishes=CHECKS).diagnostics
    assert found != first


def test_another_value_of_a_figure_is_compared_again() -> None:
    files = site(en="title: Opening\n---\n{{ guests }} guests came.") | {
        f"{OPENING}.yaml": b"figures: {guests: 3944}\n"
    }
    memory = new_memory()
    assert told(build(files, wishes=CHECKS, memory=memory), "fact-mismatch") == []
    files[f"{OPENING}.yaml"] = b"figures: {guests: 4944}\n"
    found = told(build(files, wishes=CHECKS, memory=memory.next()), "fact-mismatch")
    assert [path for _, _, path, _ in found] == [f"{OPENING}.de.md", f"{OPENING}.zh.md"]


# ---- what an editor need not hear -------------------------------------------------------------------------------

WRONG = "title: Auftakt\n{}---\nEs kamen 3.494 Gäste.{}"


@pytest.mark.parametrize(
    ("front", "comment", "rules"),
    [
        ("", "", ["fact-mismatch"]),
        ("check_ignore: {fact-mismatch: die deutsche Ausgabe zählt anders}\n", "", []),
        ("", " <!-- check: ignore -->", []),
        ("", " <!-- check: ignore fact-mismatch -->", []),
        ("", " <!-- check: ignore typography -->", ["fact-mismatch", "ignore-unused"]),
        ("check_ignore: {typography: so steht es im Vertrag}\n", "", ["fact-mismatch", "ignore-unused"]),
    ],
)
def test_findings_are_suppressed_by_rule_or_place(front: str, comment: str, rules: list[str]) -> None:
    built = build(site(de=WRONG.format(front, comment)), wishes=CHECKS)
    assert sorted(rule for _, rule, _, _ in told(built, "fact-mismatch", "ignore-unused")) == rules


@pytest.mark.parametrize(
    ("written", "rule"),
    [("{fact-mismatsh: x}", "field-unknown"), ("fact-mismatch", "field-type"), ("{fact-mismatch: }", "field-type")],
)
def test_what_suppresses_nothing_that_there_is_is_told(written: str, rule: str) -> None:
    built = build(site(de=WRONG.format(f"check_ignore: {written}\n", "")), wishes=CHECKS)
    assert [(path, line) for _, _, path, line in told(built, rule)] == [(f"{OPENING}.de.md", 3)]


@pytest.mark.parametrize(
    ("rules", "severities"),
    [
        ("{fact-mismatch: warning}", ["warning", "warning"]),
        ("{fact-mismatch: {zh: info}}", ["error", "info"]),
        ("{fact-mismatch: {de: ignore}}", ["error"]),
    ],
)
def test_a_site_says_how_much_a_rule_weighs_in_each_language(rules: str, severities: list[str]) -> None:
    files = site(f"rules: {rules}\n", de=WRONG.format("", ""), zh="title: 开幕\n---\n来宾3494人。")
    assert [found.severity.word for found in mismatches(files)] == severities


@pytest.mark.parametrize(
    "rules", ["{fact-mismatch: {fr: info}}", "{fact-mismatsh: {de: info}}", "{link-differs: {de: x}}"]
)
def test_a_weight_that_is_none_is_told(rules: str) -> None:
    assert [rule for _, rule, _, _ in told(build(site(f"rules: {rules}\n")), "config-invalid")] == ["config-invalid"]


def test_a_guess_never_weighs_more_than_it_did() -> None:
    guess = problem("fact-mismatch", "perhaps")._replace(severity=Severity.INFO)
    certain = problem("typography", "“ is „ here")
    graded = grade([guess, certain], {"fact-mismatch": "warning", "typography": "error"}, strict=False)
    assert sorted((one.rule, one.severity.word) for one in graded) == [
        ("fact-mismatch", "info"),
        ("typography", "error"),
    ]


# ---- the command ------------------------------------------------------------------------------------------------


def test_check_tells_all_and_builds_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, site(de=WRONG.format("", "")))
    done = call("check", folder=tmp_path)
    assert (done.status, "error[fact-mismatch]" in done.err, (tmp_path / "output").exists()) == (1, True, False)
    write_files(tmp_path, site())
    done = call("check", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert "texts checked" in done.out


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("press/2025-11-16-opening", 1),
        ("2025-11-16-opening", 1),
        (f"{OPENING}.de.md", 1),
        (f"{OPENING}.zh.md", 0),
        (f"{OPENING}.en.md", 1),  # the source of the translation that is wrong
        (".", 1),
        ("content/press", 1),
        ("content/press/", 1),
        ("press/2025-12-01-later", 0),
    ],
)
def test_check_tells_of_what_is_named(name: str, status: int, tmp_path: Path) -> None:
    files = site(de=WRONG.format("", ""))
    files |= later(files)
    write_files(tmp_path, files)
    assert call("check", name, folder=tmp_path).status == status


def test_a_whole_path_is_taken_for_what_it_leads_to(tmp_path: Path) -> None:
    write_files(tmp_path, site(de=WRONG.format("", "")))
    done = [call("check", str(tmp_path / f"{OPENING}.{key}.md"), folder=tmp_path) for key in ("de", "zh")]
    assert [one.status for one in done] == [1, 0]
    assert done[1].out.startswith("1 text checked in ")


def test_a_name_of_nothing_is_told(tmp_path: Path) -> None:
    write_files(tmp_path, site())
    done = call("check", "press/2025-11-16-openin", folder=tmp_path)
    assert (done.status, "did you mean “press/2025-11-16-opening”?" in done.err) == (2, True)


@pytest.mark.parametrize("form", ["github", "gitlab", "json", "sarif"])
def test_check_speaks_to_machines(form: str, tmp_path: Path) -> None:
    write_files(tmp_path, site(de=WRONG.format("", "")))
    done = call("check", "--format", form, folder=tmp_path)
    assert (done.status, "fact-mismatch" in done.out) == (1, True)
    if form != "github":
        json.loads(done.out)


def test_fix_mends_bodies_and_nothing_else(tmp_path: Path) -> None:
    text = '\ufeff---\r\ntitle: Auf "Takt"\r\n---\r\nEs heißt "Leinen los", `"so"`.\r\n'
    write_files(tmp_path, site() | {f"{OPENING}.de.md": text.encode()})
    before = {path: path.read_bytes() for path in (tmp_path / "content").rglob("*.*")}
    done = call("check", "--fix", folder=tmp_path)
    mended = tmp_path / f"{OPENING}.de.md"
    assert mended.read_bytes().decode() == text.replace('"Leinen los"', "„Leinen los“")
    assert {path for path, data in before.items() if path.read_bytes() != data} == {mended}
    assert f"mended {OPENING}.de.md" in done.err
    assert "mended" not in call("check", "--fix", folder=tmp_path).err


def test_fix_keeps_to_what_is_named(tmp_path: Path) -> None:
    write_files(tmp_path, site(de='title: Auftakt\n---\nEs heißt "Leinen los".'))
    call("check", "--fix", f"{OPENING}.en.md", folder=tmp_path)
    assert '"Leinen los"' in (tmp_path / f"{OPENING}.de.md").read_text(encoding="utf-8")


def test_status_knows_of_errors_that_a_gate_asks_about(tmp_path: Path) -> None:
    write_files(tmp_path, site(CHECKED, de=WRONG.format("", "")))
    told = call("status", "--format", "json", folder=tmp_path)
    [entry] = [entry for entry in json.loads(told.out)["entries"] if entry["key"] == "press/2025-11-16-opening"]
    assert entry["held"] == [
        "its error at content/press/2025-11-16-opening.de.md:4: expected 3.944 (en: 3,944), found 3.494"
    ]


MANY = """title: Viele "Orte"
---
Sie sagten "ja".

Wer? Wie geht's?
"Alle" kamen... <!-- check: ignore -->

"Gut" so..., sagten sie."""


def test_what_is_set_otherwise_throughout_a_body_is_one_finding_with_all_its_places() -> None:
    """The title is told by itself, since nothing mends it; so is what stands there once."""
    german, english, chinese = MANY, "title: Many\n---\nYes.\n\nWho?\nAll.\n\nFine.", "title: 多\n---\n好。"
    for texts, config in (((german, english, chinese), ""), ((german, english, chinese), "source_lang: de\n")):
        files = site(**dict(zip(("de", "en", "zh"), texts, strict=True)))
        files |= {f"{OPENING}.yaml": config.encode()} if config else {}
        found = [one for one in build(files, wishes=CHECKS).diagnostics if one.rule == "typography"]
        assert [(one.span and one.span[1:], [span.line for span in one.repeats], one.hint) for one in found] == [
            ((2, 14, 1), [], "write „Orte“"),
            ((2, 19, 1), [], "write „Orte“"),
            ((4, 12, 1), [4, 9, 9], f"run python build.py check --fix {OPENING}.de.md"),
            ((9, 9, 3), [], "write so…,"),
        ]


@pytest.mark.parametrize("word", [(), ("-v",)])
def test_people_are_told_how_many_places_there_are_and_all_of_them_if_they_ask(
    word: tuple[str, ...], tmp_path: Path
) -> None:
    quotations = "\n\n".join(f'Das "Wort {number}".' for number in range(1, 10))
    files = site(de=f"title: Wörter\n---\n{quotations}\n")
    told = call("check", OPENING, "--rule", "typography", *word, folder=write_files(tmp_path, files)).err
    assert told.count("[typography]") == 1
    assert told.count("^") == (18 if word else 1)
    assert ("17 more: lines 4, 6, 8, 10, 12, …" in told) == (not word)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("The Future of the Sea", "en"),
        ("Das Meer und die Küste", "de"),
        ("海洋未来国际大会", "zh"),
        ("臺灣海洋會議", "en"),
    ],
)
def test_a_name_of_the_site_is_in_no_language(name: str, source: str) -> None:
    texts = dict.fromkeys(("en", "de", "zh"), f"title: {name}\n---\n3944")
    files = site(f"event: {{name: {name}, start: 2026-03-01, place: Rostock}}\n", **texts)
    files = edit(files, CONFIG, "source_language: en", f"source_language: {source}")
    other = edit(files, CONFIG, f"event: {{name: {name}", "event: {name: Sea")
    assert told(build(files, wishes=CHECKS), "untranslated") == []
    assert told(build(other, wishes=CHECKS), "untranslated") != []


def test_a_new_name_of_the_site_is_looked_at_anew(tmp_path: Path) -> None:
    texts = dict.fromkeys(("en", "de", "zh"), "title: The Future of the Sea\n---\n3944")
    files = site("event: {name: Sea, start: 2026-03-01, place: Rostock}\n", **texts)
    write_files(tmp_path, files)
    assert call("check", folder=tmp_path).err.count("[untranslated]") == 2
    write_files(tmp_path, edit(files, CONFIG, "name: Sea", "name: The Future of the Sea"))
    assert "[untranslated]" not in call("check", folder=tmp_path).err


LEFT = 'Die Gäste sagten: "Wir kommen wieder", und sie sagten es bei 12.5 Grad, bevor sie nach Hause fuhren.'


@pytest.mark.parametrize("is_named", [False, True])
def test_what_nobody_has_translated_is_set_as_its_own_language_sets_it(
    is_named: bool,  # noqa: FBT001 (a case)
    tmp_path: Path,
) -> None:
    files = read_site("trilingual")
    key = "content/pages/left"
    files |= {f"{key}.de.md": f"---\ntitle: Gäste\n---\n{LEFT}\n\nUnd nun „gut“.\n".encode()}
    files |= {f"{key}.zh.md": f'---\ntitle: 客人\n---\n{LEFT}\n\n现在"好"了。\n'.encode()}
    if is_named:  # the other way round
        files |= {f"{key}.yaml": b"source_lang: zh\n", f"{key}.zh.md": "---\ntitle: 客人\n---\n好。\n".encode()}
        files |= {f"{key}.de.md": '---\ntitle: Gäste\n---\n他说"现在这里很好"了。\n\nEs ist "gut" so.\n'.encode()}
    write_files(tmp_path, files)
    before = call("check", "pages/left", "-v", folder=tmp_path).err
    call("check", "--fix", "pages/left", folder=tmp_path)
    mended = (tmp_path / f"{key}.{'de' if is_named else 'zh'}.md").read_text("utf-8")
    if is_named:
        assert mended == '---\ntitle: Gäste\n---\n他说"现在这里很好"了。\n\nEs ist „gut“ so.\n'
    else:
        assert mended == f"---\ntitle: 客人\n---\n{LEFT}\n\n现在“好”了。\n"
    after = call("check", "pages/left", "-v", folder=tmp_path).err
    assert before.count("warning[typography]") == (1 if is_named else 2)
    assert after.count("[typography]") == 0
    assert before.count("[untranslated]") == after.count("[untranslated]") == 1
    assert before.count("error[") == after.count("error[")
