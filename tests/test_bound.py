"""Numbers that stay on the line of what they count."""

from __future__ import annotations

import re

import pytest
from growth import find_excess
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from markupsafe import Markup, escape

from microsite.render.bound import bind, bind_headings


def bound(text: str) -> list[str]:
    """What is held together in a title."""
    return re.findall(r'<span class="bound">(.*?)</span>', bind(text))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("引进毕业生3,944名，签订协议260份", ["3,944名", "260份"]),
        ("28个国家的412家参展商", ["28个", "412家参展商"]),
        ("第15届大会，2025年11月15日开幕", ["第15届", "2025年", "11月", "15日"]),
        ("约120万人参加", ["120万人"]),
        ("增长71.8%以上", ["71.8%以上"]),
        ("412家参展商", ["412家参展商"]),
        ("412家国内参展商", ["412家"]),
        ("投资12亿元", ["12亿元"]),
        ("第2回国際会議", ["第2回"]),
        ("毕业生,3名，比分3:2分", ["3名", "3:2分"]),
        ("3.944 Absolventinnen, 260 Projekte", []),
        ("大会2025", []),
        ("第十五个五年规划", []),
    ],
)
def test_a_number_is_bound_to_the_character_behind_it(title: str, expected: list[str]) -> None:
    assert bound(title) == expected


def unbroken(text: str) -> list[str]:
    """What stays whole in a title."""
    return re.findall(r'<span class="unbroken">(.*?)</span>', bind(text))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("签订人才项目合作协议", ["协议"]),
        ("2024年大会回顾：主要数据", ["回顾", "主要数据"]),
        ("全球卓越工程师大赛：来自各国的队伍", ["大赛", "队伍"]),
        ("人才、技术、资本汇聚于项目", ["人才", "技术", "项目"]),
        ("企业出题，团队解题", ["企业出题", "团队解题"]),
        ("“兴渝杯”国际创新创业项目大赛", ["兴渝杯", "大赛"]),
        ("引进优秀硕博毕业生（名）", ["生（名"]),
        ("大会开幕了！", ["幕了"]),
        ("最优秀的方案B", ["案B"]),
        ("方案B", ["方案B"]),
        ("我们的B案", ["B案"]),
        ("项目、技术、人", ["项目", "技术、人"]),
        ("术语表", ["术语表"]),
        ("大会2025", []),
        ("名", []),
        ("国際会議について", []),
        ("Über die Größe", []),
        ("인재 교류 대회", []),
    ],
)
def test_the_end_of_a_title_and_what_stands_between_two_marks_stay_whole(title: str, expected: list[str]) -> None:
    assert unbroken(title) == expected


def without_clauses(html: str) -> str:
    """A bound title without the elements of its clauses, which hold those of what is bound."""
    held = '<span class="(?:bound|unbroken)">.*?</span>'
    return re.sub(f'<span class="clause">((?:{held}|[^<])*)</span>', r"\1", str(html))


@given(st.text(st.sampled_from("人才大会，：（） A"), min_size=2, max_size=14))
def test_what_ends_a_title_is_never_one_character_alone(title: str) -> None:
    letters = re.findall(r"<span|</span>|[人才大会A]", without_clauses(bind(title)))
    last = re.search("[人才大会]([，：（） ]*)[人才大会]([，：（） ]*)$", title)
    if last and max(map(len, last.groups())) <= 3:  # nothing holds what stands far off
        assert letters[-1] == "</span>"
        assert letters[-3] != "<span", "with one before it"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("大会引进毕业生3,944名，签订协议260份", ["大会引进毕业生3,944名，", "签订协议260份"]),
        ("莱比锡：12家伙伴共建氢能中心", ["莱比锡：", "12家伙伴共建氢能中心"]),
        ("“兴渝杯”国际创新创业项目大赛", ["“兴渝杯”", "国际创新创业项目大赛"]),
        ("他说：“开幕了。”大会开始！", ["他说：", "“开幕了。”", "大会开始！"]),
        ("大会， 开幕", ["大会，", "开幕"]),
        ("“十五五”规划", []),
        ("人才、技术、资本", []),
        ("大会开幕了！", []),
        ("以3：2取胜", []),
        ("Talente, Projekte: eine Bilanz", []),
    ],
)
def test_a_clause_is_an_element_where_there_are_several(title: str, expected: list[str]) -> None:
    parts = re.split('<span class="clause">', bind(title))[1:]
    assert [re.sub("<[^<>]*>", "", part).strip() for part in parts] == expected


def test_no_clause_ends_within_an_element() -> None:
    assert "clause" not in bind_headings("<h2><em>人才来了，项目来了</em></h2>")
    assert bind_headings("<h2>人才<br>来了，<em>项目，技术</em>来了</h2>").count("clause") == 2


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bilanz: 3.944 Absolventinnen, 260 Projekte", ["3.944 Absolventinnen", "260 Projekte"]),
        ("Kapitel 3 und 4 im Überblick", []),
        ("Windows 11 kommt, Rust 1 and Rust 2 compared", []),
        ("Rund 260 Projekte, mehr als 5 km Weg", ["260 Projekte", "5 km"]),
        ("15. Fünfjahresplan und 1,5 % mehr", ["15. Fünfjahresplan"]),
        ("In 2025 Chongqing hosts 12 events", ["12 events"]),
        ("12 Donaudampfschifffahrtsgesellschaften", []),
        ("A4 paper, 3 a day", []),
    ],
)
def test_a_number_stays_beside_the_word_behind_it(title: str, expected: list[str]) -> None:
    assert re.findall(r"[\d.,]+\u00a0\w+", bind(title)) == [one.replace(" ", "\u00a0") for one in expected]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Le programme : 48 séances", "Le programme⍽: 48⍽séances"),
        ("« Le port » ; oui ! non ?", "«⍽Le port⍽»⍽; oui⍽! non⍽?"),
        ("Le programme: oui!", "Le programme: oui!"),
        ("Un sourire :) et 3 :2", "Un sourire :) et 3 :2"),
        (": rien", ": rien"),
    ],
)
def test_a_mark_that_a_plain_space_sets_off_stays_with_its_word(title: str, expected: str) -> None:
    assert bind(title) == expected.replace("⍽", "\u00a0")
    heading = f'<h2 id="a">{title} <em title="x : y">z</em></h2>'
    shown = bind_headings(f"<p>a : b</p>{heading}<p>« c »</p>")
    bare = re.sub("(?<=48)⍽", " ", expected)  # numbers of headings in a text are bound in Chinese alone
    held = f'<h2 id="a">{bare} <em title="x : y">z</em></h2>'.replace("⍽", "\u00a0")
    assert shown == f"<p>a : b</p>{held}<p>« c »</p>"


def test_what_is_escaped_stays_so_and_holds_no_number() -> None:
    assert bind("<b>5名</b> & '7") == '&lt;b&gt;<span class="bound">5名</span>&lt;/b&gt; &amp; &#39;7'
    assert bind("'名") == "&#39;名"


@given(st.text(st.sampled_from("12,.%第万名<>&'\" a\n"), max_size=12))
def test_a_bound_title_says_what_the_title_says(title: str) -> None:
    assert re.sub(r"</?span[^>]*>", "", bind(title)).replace("\u00a0", " ") == escape(title)


def test_headings_of_a_text_are_bound_with_their_figures_and_nothing_else_is() -> None:
    figure = '<data class="figure" value="260">260</data>'
    heading = f'<h2 id="x-1名">签约{figure}份，<a href="/1名/">3项</a></h2>'
    assert bind_headings(f"<p>260份</p>\n{heading}\n<p>{figure}份</p>") == (
        f'<p>260份</p>\n<h2 id="x-1名"><span class="clause">签约<span class="bound">{figure}份</span>，</span>'
        f'<span class="clause"><a href="/1名/"><span class="bound">3项</span></a></span></h2>\n<p>{figure}份</p>'
    )


_PIECES = ["3", "份", "第", "Kai", "é", "</a>", '<a href="/1份/">', "<em>", "</em>", "&amp;", "３", " "]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join), st.lists(st.sampled_from(_PIECES)).map("".join))
@settings(max_examples=up_to(400))
def test_a_heading_is_bound_as_a_title_is_wherever_its_digits_stand(first: str, second: str) -> None:
    body = f'<h2 id="a">{first}</h2>\n<p>{second}份</p>\n<h3>{second}</h3>é'
    titles = [bind(Markup(text)) for text in (first, second)]  # noqa: S704 - our own
    first, third = (title.replace("\u00a0", " ") for title in titles)  # which only titles have
    assert bind_headings(body) == f'<h2 id="a">{first}</h2>\n<p>{second}份</p>\n<h3>{third}</h3>é'


@pytest.mark.law(every=8)
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1.1,,",
        "万",
        "1万",
        "第",
        "&",
        "<",
        "<h2>1",
        "<data ",
        "人",
        "人，",
        "人人人人人",
        "（",
        "</a>",
        "人</a>",
        " :",
        "« ",
        "a : <",
    ],
)
def test_the_time_to_bind_grows_with_the_text_and_not_faster(piece: str) -> None:
    assert find_excess(lambda size: piece * size, bind) == ""
    assert find_excess(lambda size: f"<h2>{piece * size}</h2>", bind_headings) == ""


def test_what_is_remembered_of_a_text_is_not_that_of_markup() -> None:
    written = "Fisch &amp; 3份"
    assert bind(written) == 'Fisch &amp;amp; <span class="bound">3份</span>'
    markup = Markup(written)  # noqa: S704 - our own
    assert bind(markup) == 'Fisch &amp; <span class="bound">3份</span>'
