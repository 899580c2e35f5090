"""Charts and changes of figures: what is drawn and written in each language, and what nobody can draw."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from built_pages import website_of
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from whole_sites import Built, Files, build, read_site

from microsite.checks.charts import MOST_BARS, MOST_SHARES
from microsite.i18n.changes import write_change
from microsite.i18n.formats import formats
from microsite.model.entries import Figure

GROUP = "content/press/2025-06-01-tug.yaml"
FIGURES = """figures:
  asia: {value: 1830, label: {en: Asia, ar: آسيا}}
  europe: {value: 610, label: {en: Europe, ar: أوروبا}}
  rest: {value: 0, label: {en: Elsewhere}}
  loss: {value: -4, label: Loss}
  part: {value: 71.8, unit: percent, label: Part}
  other: {value: 28.3, unit: percent, label: Other}
  most: {value: 60, unit: percent, label: Most}
  cost: {value: 12, currency: EUR, label: Cost}
  way: {value: 12, unit: kilometer, label: Way}
  day: 2025-06-01
  days: {from: 2025-06-01, to: 2025-06-02}
  bare: 12
"""
LANGUAGES = """  en: {locale: en_GB, name: English}
  ar: {locale: ar_EG, name: العربية}
  zh: {locale: zh_Hans_CN, name: 中文}
"""


def files_of(charts: str, figures: str = FIGURES) -> Files:
    config = f"title: Harbour\nbase_url: https://harbour.example/\nlanguages:\n{LANGUAGES}source_language: en\n"
    both = read_site("trilingual") | read_site("right-to-left")
    files = {path: data for path, data in both.items() if not path.startswith("content/")}
    files["content/site.yaml"] = f"{config}missing: {{press: source}}\n".encode()
    for locale in ("en", "ar"):
        files[f"content/press/2025-06-01-tug.{locale}.md"] = f"---\ntitle: {locale}\n---\n{locale}\n".encode()
    return files | {GROUP: f"{figures}{charts}".encode()}


def chart(show: str, rest: str = "") -> str:
    return f"charts:\n  - {{title: {{en: Where guests come from, ar: من أين}}, show: [{show}]{rest}}}\n"


def page(site: Built, locale: str = "en") -> str:
    return site.text(f"{locale}/press/2025-06-01-tug/index.html")


def drawn(site: Built, locale: str = "en") -> str:
    """The chart of a page, in one line."""
    [found] = re.findall(r'<figure class="chart.*?</figure>', page(site, locale), re.DOTALL)
    return " ".join(found.split())


# ---- what is drawn ----------------------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_figures_and_say_them_in_a_table() -> None:
    found = drawn(build(files_of(chart("asia, europe, rest", ", description: Most are from Asia."))))
    assert found.startswith('<figure class="chart bars" aria-labelledby="_chart1">')
    assert '<b id="_chart1">Where guests come from</b> <span>Most are from Asia.</span>' in found
    assert re.findall(r'<rect width="([\d.]+)%" height="14"/>', found) == ["100", "33.33", "0"]
    assert [re.sub("<[^>]+>", "", row).split() for row in re.findall("<tr>(.*?)</tr>", found)] == [
        ["Asia", "1,830"],
        ["Europe", "610"],
        ["Elsewhere", "0"],
    ]
    assert found.count('<th scope="row">') == 3
    assert '<data value="1830">1,830</data>' in found
    assert "style=" not in found


def test_shares_fill_a_whole_each_in_a_pattern_and_have_a_title_and_a_description() -> None:
    found = drawn(build(files_of(chart("asia, europe", ", form: shares"))))
    assert (
        '<svg class="whole" width="100%" height="40" role="img" aria-labelledby="_chart1-title _chart1-values">'
        in found
    )
    assert '<title id="_chart1-title">Where guests come from</title>' in found
    assert '<desc id="_chart1-values">Asia 75% and Europe 25%</desc>' in found
    assert re.findall(r'<rect x="([\d.]+)%" width="([\d.]+)%" height="40" fill="url\(#(\w+-\d)\)"/>', found) == [
        ("0", "75", "_chart1-1"),
        ("75", "25", "_chart1-2"),
    ]
    patterns = dict(re.findall(r'<pattern id="(\S+)"[^>]*>(.*?)</pattern>', found))
    assert len(set(patterns.values())) == len(patterns) == 2
    assert found.count('class="swatch"') == 2
    assert "<td>75%</td>" in found


def test_percentages_are_shares_of_a_hundred() -> None:
    found = drawn(build(files_of(chart("part, other", ", form: shares"))))
    assert re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', found) == [("0", "71.73"), ("71.73", "28.27")]
    found = drawn(build(files_of(chart("most, other", ", form: shares"))))
    assert re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', found) == [("0", "60"), ("60", "28.3")]
    assert re.findall(r"<td>", found) == ["<td>", "<td>"], "a percentage needs no other"


def test_each_language_has_its_own_words_and_digits_and_says_where_they_are_anothers() -> None:
    site = build(files_of(chart("asia, rest", ", form: shares")))
    arabic, chinese = drawn(site, "ar"), drawn(site, "zh")
    assert '<b id="_chart1">من أين</b>' in arabic
    assert '<data value="1830">١٬٨٣٠</data>' in arabic
    assert '<th scope="row" lang="en" dir="auto">' in arabic
    assert '<b id="_chart1" lang="en" dir="auto">Where guests come from</b>' in chinese


def test_charts_of_a_page_have_ids_of_their_own_and_a_page_without_any_has_none() -> None:
    several = chart("asia, europe", ", form: shares") + chart("asia, rest", ", form: shares").removeprefix("charts:\n")
    site = website_of(build(files_of(several)))
    for one in site.articles():
        ids = [element.attributes["id"] for element in one.elements if "id" in element.attributes]
        assert len(ids) == len(set(ids))
    assert "<svg" not in page(build(files_of("")))


SHOWN = st.lists(st.integers(0, 10**9), min_size=2, max_size=MOST_SHARES).filter(any)


@settings(max_examples=up_to(60, few=6), deadline=None)
@given(values=SHOWN)
def test_shares_begin_where_the_last_one_ends_and_leave_nothing(values: list[int]) -> None:
    names = "abcdef"[: len(values)]
    figures = "".join(
        f"  {name}: {{value: {value}, label: x, grouping: true}}\n" for name, value in zip(names, values, strict=True)
    )
    found = drawn(build(files_of(chart(", ".join(names), ", form: shares"), f"figures:\n{figures}")))
    shares = [(Decimal(x), Decimal(width)) for x, width in re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', found)]
    assert len(shares) == len(values)
    for (start, width), (after, _) in zip(shares, [*shares[1:], (Decimal(100), Decimal(0))], strict=True):
        assert abs(start + width - after) <= Decimal("0.02")


# ---- what cannot be drawn ---------------------------------------------------------------------------------------


def told(charts: str, figures: str = FIGURES) -> list[tuple[str, int, int, str]]:
    """What is said of charts: (rule, line, column, message)."""
    rules = ("chart-invalid", "figure-unknown", "field-missing", "field-type")
    found = [d for d in build(files_of(charts, figures)).diagnostics if d.rule in rules and d.span]
    return [(d.rule, d.span.line, d.span.column, d.message) for d in found if d.span and d.span.path == GROUP]


WRONG = [
    ("asia, europa", "", ("figure-unknown", 68, "the chart shows “europa”, which is not a figure")),
    ("asia, loss", "", ("chart-invalid", 68, "“loss” is -4, and nothing in a chart is smaller than 0")),
    ("asia, day", "", ("chart-invalid", 68, "“day” is a date, and a chart shows amounts")),
    ("asia, days", "", ("chart-invalid", 68, "“days” is an interval of days, and a chart shows amounts")),
    ("asia, part", "", ("chart-invalid", 68, "“part” is a percentage, and “asia” a number: a chart has one unit")),
    ("cost, way", "", ("chart-invalid", 68, "“way” is in kilometer, and “cost” in EUR: a chart has one unit")),
    ("asia, asia", "", ("chart-invalid", 68, "the chart shows “asia” twice")),
    ("asia, bare", "", ("field-missing", 68, "the chart shows “bare”, which has no label")),
    ("asia", "", ("chart-invalid", 5, "a chart of one figure compares nothing")),
    ("part, most", ", form: shares", ("chart-invalid", 5, "the shares of the chart are 131.8 % in all")),
    (
        "asia, europe",
        ", form: cake",
        ("field-type", 85, "“charts[1].form” must be bars or shares; here it is the text “cake”"),
    ),
]


@pytest.mark.parametrize(("show", "rest", "expected"), WRONG, ids=[one[0] + one[1] for one in WRONG])
def test_what_is_wrong_with_a_chart_is_told_where_it_stands(
    show: str, rest: str, expected: tuple[str, int, str]
) -> None:
    [(rule, line, column, message)] = told(chart(show, rest))
    assert (rule, line, message) == (expected[0], 15, expected[2])
    assert column > 4


@pytest.mark.parametrize("show", ["asia, europe, rest", "part, other"])
def test_what_can_be_drawn_is_not_told(show: str) -> None:
    assert told(chart(show)) == told(chart(show, ", form: shares")) == []


@pytest.mark.parametrize(("form", "most", "word"), [("bars", MOST_BARS, "bars"), ("shares", MOST_SHARES, "shares")])
def test_more_than_anybody_tells_apart_is_told(form: str, most: int, word: str) -> None:
    names = [f"n{number}" for number in range(most + 1)]
    figures = "figures:\n" + "".join(f"  {name}: {{value: 3, label: x}}\n" for name in names)
    assert told(chart(", ".join(names[:most]), f", form: {form}"), figures) == []
    [(rule, _, _, message)] = told(chart(", ".join(names), f", form: {form}"), figures)
    assert (rule, message) == ("chart-invalid", f"the chart has {most + 1} {word}; nobody tells more than {most} apart")


def test_shares_of_nothing_are_told() -> None:
    figures = "figures:\n  a: {value: 0, label: x}\n  b: {value: 0, label: x}\n"
    assert [one[3] for one in told(chart("a, b", ", form: shares"), figures)] == ["all shares of the chart are 0"]
    assert told(chart("a, b"), figures) == []


# ---- what was before --------------------------------------------------------------------------------------------


def change(value: str, previous: str, babel: str, kind: str = "number") -> tuple[str, str, bool] | None:
    return write_change(Figure(kind, value, previous=previous), formats(babel))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "previous", "babel", "expected"),
    [
        ("3944", "3520", "de_DE", ("+12\u00a0%", "12 Prozent", True)),
        ("3944", "3520", "en_US", ("+12%", "12 percent", True)),
        ("284", "301", "en_US", ("-5.6%", "5.6 percent", False)),
        ("284", "301", "ar_EG", ("\u061c-٥٫٦٪\u061c", "٥٫٦٪", False)),
        ("3944", "3520", "tr_TR", ("+%12", "yüzde 12", True)),
        ("105", "100", "zh_Hans_CN", ("+5%", "5%", True)),
        ("3000", "1000", "fr_FR", ("+200\u202f%", "200 pour cent", True)),
        ("0", "8", "en_US", ("-100%", "100 percent", False)),
        ("109.96", "100", "en_US", ("+10%", "10 percent", True)),
        ("12", "12", "en_US", None),
        ("100000", "99999", "en_US", None),
        ("12", "0", "en_US", None),
        ("12", "-3", "en_US", None),
        ("-3", "12", "en_US", None),
        ("12", "", "en_US", None),
    ],
)
def test_a_change_is_written_as_a_language_does_and_only_where_it_says_something(
    value: str, previous: str, babel: str, expected: tuple[str, str, bool] | None
) -> None:
    found = change(value, previous, babel)
    assert found == expected or (found and expected and found[0].replace("\u00a0", "\u202f") == expected[0])


def test_of_percentages_no_percentage_is_written() -> None:
    assert change("71.8", "68", "de_DE", "percent") is None


HOME = "key_figures: {from: press/2025-06-01-tug, show: [guests, share]}\n"
BEFORE = """figures:
  guests: {value: 3944, previous: 3520, label: {en: Guests, ar: ضيوف, zh: 来宾}}
  share: {value: 71.8, previous: 68, unit: percent, label: {en: Share, ar: نسبة, zh: 占比}}
"""


def home(files: Files, locale: str) -> str:
    files["content/site.yaml"] += HOME.encode()
    [band] = re.findall(r'<section class="band".*?</section>', build(files).text(f"{locale}/index.html"), re.DOTALL)
    return " ".join(band.split())


def test_a_key_figure_leads_to_its_release_and_says_what_it_was_before() -> None:
    found = home(files_of("", BEFORE), "en")
    assert found.count('<a href="/en/press/2025-06-01-tug/">') == 2
    assert '<b aria-hidden="true">+12%</b> <span class="visually-hidden">plus 12 per cent</span>' in found
    assert "Previously: 3,520</dd>" in found
    assert '<dd class="before"> Previously: 68%</dd>' in found.replace("  ", " ")


def test_the_words_of_a_change_are_those_of_the_language() -> None:
    assert "增长12%" in home(files_of("", BEFORE), "zh")
    assert "此前：3,520" in home(files_of("", BEFORE), "zh")


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("{value: 12, previous: 2024-01-01}", "“figures.a.previous” is a date, and “figures.a” a number"),
        ("{value: 12, previous: 3.944}", "“figures.a.previous” is 3.944, which many languages read as 3944"),
        ("{value: 2024-01-01, previous: 12}", "“figures.a” is a date, and a date has no previous"),
        ("{value: 12, previous: viele}", "“figures.a.previous” is not a number or a date: “viele”"),
        ("{from: 2024-01-01, to: 2024-01-02, previous: 3}", ""),
    ],
)
def test_what_was_before_is_a_number(figure: str, message: str) -> None:
    found = [d for d in build(files_of("", f"figures:\n  a: {figure}\n")).diagnostics if d.rule == "figure-invalid"]
    assert len(found) == 1
    assert found[0].message.startswith(message)
    assert found[0].span
    assert found[0].span.line == 2
