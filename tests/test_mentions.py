"""Which words of a text mention which term: sentences of three languages, laws over any text, and hostile input."""

from __future__ import annotations

import html as entities
import itertools
import pickle
import re
import sys
import tracemalloc
import unicodedata
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.content.fields.terms import LONGEST, is_matchable
from microsite.glossary.folding import fold
from microsite.glossary.mentions import Mention, find_mentions, find_wordings
from microsite.glossary.wordings import Glossary, Wording, make_glossary
from microsite.markup.convert import convert
from microsite.model.entries import Prose


def write_mentions(html: str, mentions: Sequence[Mention], write: Callable[[Mention, str], str]) -> str:
    """The HTML with `write(mention, its HTML)` in the place of each mention; they come in order."""
    out: list[str] = []
    done = 0
    for mention in mentions:
        out += html[done : mention.start], write(mention, html[mention.start : mention.end])
        done = mention.end
    return "".join((*out, html[done:]))


def to_html(markdown: str, tag: str = "en") -> str:
    return convert(Prose("content/press/x.en.md", markdown, 1), tag)[0].html


def mark(_: Mention, text: str) -> str:
    return f"‹{text}›"


def unmarked(text: str) -> str:
    return text.replace("‹", "").replace("›", "")


def check(marked: str, glossary: Glossary) -> None:
    """Hold what is found in a Markdown text against the marks in it."""
    html = to_html(unmarked(marked), glossary.tag)
    assert write_mentions(html, find_mentions(html, glossary), mark) == to_html(marked, glossary.tag)


def forms(key: str, *texts: str, is_exact: bool = False, is_prefix: bool = False) -> list[Wording]:
    return [Wording(key, text, is_exact, is_prefix) for text in texts]


def keys(html: str, glossary: Glossary) -> list[str]:
    return [mention.key for mention in find_mentions(html, glossary)]


# ---- German -----------------------------------------------------------------------------------------------------

GERMAN = make_glossary(
    [
        *forms("hub", "Innovation Hub", "Innovation Hubs"),
        *forms("zentrum", "Innovationszentrum", "Innovationszentrums", "Innovationszentren"),
        *forms("kreis", "Wirtschaftskreis", "Wirtschaftskreises", "Wirtschaftskreise", "Wirtschaftskreisen"),
        *forms("plan", "Fünfjahresplan", "Fünfjahresplans", "Fünfjahrespläne", "Fünfjahresplänen"),
        *forms("ki", "KI", is_exact=True),
        *forms("seidenstrasse", "Seidenstraße"),
        *forms("neue-seidenstrasse", "Neue Seidenstraße", "Neuen Seidenstraße"),
        *forms("hochschule", "Hochschul", is_prefix=True),
        *forms("hochschulrat", "Hochschulrat"),
        *forms("forschung", "F&E", "Forschung und Entwicklung"),
        *forms("ueber", "Übergang", "Übergänge"),
        *forms("leiter", "Hubleiter"),
        *forms("sonder", "Sonderwirtschaftszone (SWZ)"),
    ],
    "de",
)


@pytest.mark.parametrize(
    "marked",
    [
        "Das ‹Innovationszentrum› öffnet.",
        "Die Türen des ‹Innovationszentrums› stehen offen.",
        "Drei ‹Innovationszentren› nehmen teil.",
        "In den ‹Innovationszentren› wird geforscht.",
        "Die ‹innovationszentren› schrieb jemand klein.",
        "DAS ‹INNOVATIONSZENTRUM› IN GROSSBUCHSTABEN",
        "Der Innovationszentrumsleiter spricht.",
        "Das Innovationszentrumchen ist klein.",
        "Ein Großinnovationszentrum ist geplant.",
        "Der Innovationszentrum-Leiter spricht.",
        "Das Hamburg-Innovationszentrum öffnet.",
        "Innovationszentrum- und Messebau",
        "Das ‹Innovationszentrum› – ein Neubau – öffnet.",
        "Das ‹Innovationszentrum›, das neu ist, öffnet.",
        "„‹Innovationszentrum›“ steht auf dem Schild.",
        "»‹Innovationszentrum›« steht auf dem Schild.",
        "Das Gebäude (‹Innovationszentrum›) ist fertig.",
        "Ist das das ‹Innovationszentrum›?",
        "Der ‹Innovation Hub› wächst.",
        "Der ‹Innovation-Hub› wächst.",
        "Der ‹Innovation\u2011Hub› mit geschütztem Bindestrich wächst.",
        "Der ‹Innovation\u00a0Hub› mit geschütztem Leerzeichen wächst.",
        "Der ‹Innovation\nHub› am Zeilenende wächst.",
        "Der InnovationHub in einem Wort ist ein Eigenname.",
        "Die Leitung des ‹Innovation Hubs› wechselt.",
        "Der Innovation-Hub-Leiter spricht.",
        "Das ‹Innovations\u00adzentrum› mit weichem Trennstrich",
        "Der Innovations\u00adzentrums\u00adleiter mit weichen Trennstrichen",
        "Im ‹Wirtschaftskreis› und am Rand des Wirtschaftskreises",
        "Die Grenzen des ‹Wirtschaftskreises› sind offen.",
        "Zwischen den ‹Wirtschaftskreisen› wird gehandelt.",
        "Die ‹Fünfjahrespläne› gelten.",
        "Mit den ‹Fünfjahresplänen› beginnt es.",
        "Die ‹Fu\u0308nfjahrespla\u0308ne› in zerlegter Schreibung gelten.",
        "Der ‹FÜNFJAHRESPLAN› in Großbuchstaben gilt.",
        "Die Funfjahresplane ohne Umlaut sind keine.",
        "Der ‹Übergang› und die Übergänge",
        "Der ‹übergang› ist kleingeschrieben.",
        "Der ‹U\u0308bergang› in zerlegter Schreibung",
        "Die ‹KI› hilft.",
        "Der Ki-Verband heißt Ki.",
        "Die KI-gestützte Suche",
        "Die ‹KI›: ein Werkzeug",
        "SKI und KIND sind anderes.",
        "Die ‹Seidenstraße› ist lang.",
        "Die ‹SEIDENSTRAẞE› ist lang.",
        "Die ‹Neue Seidenstraße› ist nicht die ‹Seidenstraße›.",
        "Auf der ‹Neuen Seidenstraße› fahren Züge.",
        "Der ‹Hochschulrektor› spricht.",
        "Die ‹Hochschulen› öffnen.",
        "Die ‹Hochschul-Allianz› gründet sich.",
        "Der ‹Hochschulrat› tagt mit dem ‹Hochschulverband›.",
        "Die Fachhochschulen öffnen.",
        "Die Ausgaben für ‹F&E› steigen.",
        "Für ‹Forschung und Entwicklung› wird gezahlt.",
        "Für Forschung und *Entwicklung* wird gezahlt.",
        "Der **‹Fünfjahresplan›** gilt.",
        "Der *Fünf*jahresplan gilt.",
        "Eine ‹Sonderwirtschaftszone (SWZ)› entsteht.",
        "## Das Innovationszentrum\n\nDas ‹Innovationszentrum› öffnet.",
        "Das ‹Innovationszentrum›.\n\nDas Innovationszentrum.\n\n## Danach\n\nDas ‹Innovationszentrum›.",
        "`Innovationszentrum` und ‹Innovationszentrum›",
        "Das [Innovationszentrum](https://example.org/) und das ‹Innovationszentrum›",
        "Das [Haus](../glossary/zentrum.md), ein Innovationszentrum",
        "Das Innovationszentrum.\n{: .no-terms}\n\nDas ‹Innovationszentrum›.",
        "Das *Innovationszentrum*{: .no-terms} und das ‹Innovationszentrum›",
        "- das ‹Innovationszentrum›\n- das Innovationszentrum",
        "Der Innovation\n\nHub steht in zwei Absätzen.",
        "Schreiben Sie an presse@ki.example oder ki@messe.example.",
        "Auf https://messe.example/KI/übergang?ki=KI steht mehr zur ‹KI›.",
        "Auf www.übergang.example/ki steht mehr; der ‹Übergang› gelingt.",
        "Die Datei KI.pdf und ihr Inhalt: ‹KI›.",
        "Es geht um ‹KI›. Danach nicht mehr.",
    ],
)
def test_a_german_sentence_links_to(marked: str) -> None:
    check(marked, GERMAN)


# ---- English ----------------------------------------------------------------------------------------------------

ENGLISH = make_glossary(
    [
        *forms("hub", "innovation hub", "innovation hubs"),
        *forms("innovation", "innovation"),
        *forms("plan", "Five-Year Plan", "Five-Year Plans"),
        *forms("circle", "economic circle", "economic circles"),
        *forms("ai", "AI", is_exact=True),
        *forms("us", "US", is_exact=True),
        *forms("rd", "R&D", "research and development"),
        *forms("prc", "People's Republic of China"),
        *forms("cpp", "C++"),
        *forms("cafe", "café"),
        *forms("zone", "free-trade zone"),
        *forms("city", "Chengdu"),
        *forms("region", "Chengdu–Chongqing economic circle"),
        *forms("web", "Web 3.0"),
    ],
    "en",
)


@pytest.mark.parametrize(
    "marked",
    [
        "The ‹innovation hub› opens.",
        "The ‹Innovation Hub› opens.",
        "THE ‹INNOVATION HUB› OPENS.",
        "Three ‹innovation hubs› open.",
        "The ‹innovation-hub› opens.",
        "The ‹innovation\u2011hub› opens.",
        "The ‹innovation\u00a0hub› opens.",
        "The ‹innovation\nhub› opens.",
        "The innovationhub opens.",
        "The ‹innovation hub›’s doors are open.",
        "The ‹innovation hub›'s doors are open.",
        "All ‹innovation hubs›’ doors are open.",
        "An innovation-hub-driven economy",
        "A post-innovation world",
        "The innovations of the year",
        "The reinnovation of the year",
        "This is innovation_hub in a file.",
        "The “‹innovation hub›” opens.",
        "The ‘‹innovation hub›’ opens.",
        "The building (‹innovation hub›) opens.",
        "The ‹innovation hub›, a new one, opens.",
        "The ‹innovation hub›—a new one—opens.",
        "The ‹innovation hub›--a new one--opens.",
        "The ‹innovation hub›/museum opens.",
        "Is this an ‹innovation hub›?",
        "The ‹innovation hub› has ‹innovation› in its name.",
        "The ‹innovation› of the ‹innovation hub›",
        "The ‹innovation›, hub of it all",
        "The ‹Five-Year Plan› ends.",
        "The ‹five year plan› ends.",
        "The ‹Five-year-plan› ends.",
        "Two ‹five-year plans› end.",
        "A twenty-five-year plan ends.",
        "Our ‹AI› and their AI",
        "AI-driven tools",
        "The ‹AI›'s answer",
        "He said Ai and ai.",
        "MAIL and AIM are other words.",
        "AI2 and 2AI are other names.",
        "The ‹US› and us",
        "U.S. is not listed.",
        "On ‹R&D› we spend.",
        "On ‹R&amp;D› we spend.",
        "On ‹research and development› we spend.",
        "The ‹People’s Republic of China› takes part.",
        "The ‹People's Republic of China› takes part.",
        "It is written in ‹C++›.",
        "It is written in C.",
        "A ‹café› and a cafe",
        "A ‹cafe\u0301› opens.",
        "A ‹CAFÉ› opens.",
        "A ‹free trade zone› opens.",
        "‹Chengdu› is big.",
        "The ‹Chengdu–Chongqing economic circle› is not any ‹economic circle›.",
        "‹Web 3.0› is not Web 300.",
        "‹Web 3.0› is not Web 3.0.1.",
        "Mail us at hello@ai.example, not at ai@hub.example.",
        "See https://example.org/ai/AI or www.example.org/AI for ‹AI›.",
        "1.‹AI› without a space, and AI.",
        "The innovation **hub** opens.",
        "The **‹innovation hub›** opens.",
        "The **innovation** hub has ‹innovation›.",
        "The `innovation hub` is code, the ‹innovation hub› is not.",
        "## Innovation hub\n\nThe ‹innovation hub›.\n\n### Innovation\n\nThe ‹innovation hub›.",
        "An [innovation hub](https://example.org/) and an ‹innovation hub›",
        "An [innovation hub](../glossary/hub.md) and an innovation hub",
        "An innovation hub and [this one](../glossary/hub.md#top)",
        "[It](../glossary/hub.md).\n\n## Next\n\nThe ‹innovation hub›.",
        "| place | what |\n| --- | --- |\n| Hamburg | ‹innovation hub› |\n| Berlin | innovation hub |",
        "> The ‹innovation hub› opens, they say.",
        "1. ‹innovation hub›\n2. innovation hub",
        "    innovation hub\n\nThe ‹innovation hub›",
        '<span class="name no-terms">Innovation Hub</span> and ‹innovation hub›',
        "<kbd>AI</kbd>, <samp>AI</samp> and ‹AI›",
    ],
)
def test_an_english_sentence_links_to(marked: str) -> None:
    check(marked, ENGLISH)


# ---- Chinese ----------------------------------------------------------------------------------------------------

CHINESE = make_glossary(
    [
        *forms("chengyu", "成渝"),
        *forms("circle", "成渝地区双城经济圈", "双城经济圈"),
        *forms("plan", "五年规划", "“十四五”规划"),
        *forms("hub", "创新中心"),
        *forms("national-hub", "国家创新中心"),
        *forms("talent", "人才"),
        *forms("fair", "国际人才交流大会"),
        *forms("ai", "AI", "人工智能", is_exact=True),
        *forms("ai-talent", "AI人才"),
        *forms("gdp", "GDP", is_exact=True),
        *forms("5g", "5G"),
        *forms("belt", "一带一路"),
        *forms("zone", "自由贸易试验区（自贸区）"),
        *forms("rare", "𠮷林"),
        *forms("app", "App开发"),
    ],
    "zh-Hans",
)


@pytest.mark.parametrize(
    "marked",
    [
        "‹成渝›两地合作。",
        "建设‹成渝地区双城经济圈›。",
        "‹成渝地区双城经济圈›包括‹成渝›。",
        "‹成渝›与‹成渝地区双城经济圈›",
        "‹双城经济圈›发展迅速。",
        "‹成渝›地区发展迅速。",
        "‹成渝›城市群的双城",
        "‹创新中心›揭牌。",
        "‹国家创新中心›揭牌。",
        "‹国家创新中心›是‹创新中心›。",
        "国家的‹创新中心›",
        "“‹创新中心›”揭牌。",
        "“‹成渝›”",
        "“成”渝两地",
        "成，渝两地",
        "‹成\n渝›换行",
        "“‹成渝›地\n区”换行",
        "建设‹成渝地区\n双城经济圈›。",
        "建设‹成渝›地区\n\n‹双城经济圈›。",
        "‹“十四五”规划›实施。",
        '‹"十四五"规划›实施。',
        "‹＂十四五＂规划›实施。",
        "‹五年规划›实施。",
        "新‹五年规划›实施",
        "‹人才›强国",
        "‹国际人才交流大会›开幕，‹人才›云集。",
        "国际‹人才›大会",
        "‹AI›技术",
        "详见https://example.org/AI，‹AI›技术。",
        "1.‹成渝›两地",
        "用‹AI›。",
        "‹AI人才›短缺",
        "‹AI 人才›短缺",
        "‹AI\u00a0人才›短缺",
        "‹AI\n人才›短缺",
        "‹ＡＩ 人才›短缺",
        "用 ‹AI› 技术培养‹人才›",
        "‹App 开发›与 App",
        "‹人工智能›与AI",
        "MAIL‹人才›",
        "AIM与SAI",
        "ai技术",
        "‹ＡＩ›技术",
        "‹ＡＩ人才›短缺",
        "‹ＧＤＰ›增长",
        "（‹GDP›）增长",
        "国内生产总值（‹ＧＤＰ›）增长",
        "GDP2024与‹GDP›",
        "‹5G›网络",
        "‹５Ｇ›网络",
        "15G网络与5GHz",
        "‹5g›网络",
        "《‹一带一路›》",
        "「‹一带一路›」倡议",
        "“‹一带一路›”倡议与一带一路",
        "‹自由贸易试验区（自贸区）›挂牌",
        "‹自由贸易试验区(自贸区)›挂牌",
        "‹𠮷林›与𠮷",
        "𠮷‹人才›",
        "‹App开发›与App",
        "‹app开发›",
        "myApp开发",
        "**‹成渝›**地区",
        "**成渝**地区双城经济圈",
        "## 成渝\n\n‹成渝›两地",
        "‹成渝›。成渝。\n\n## 二\n\n‹成渝›。",
        "`成渝`与‹成渝›",
        "[成渝](https://example.org/)与‹成渝›",
        "[两地](../glossary/chengyu.md)即成渝",
        "- ‹成渝›\n- 成渝",
        "成渝\n{: .no-terms}\n\n‹成渝›",
        "> ‹人才›是第一资源。",
        "‹人才›、‹创新中心›、‹GDP›",
    ],
)
def test_a_chinese_sentence_links_to(marked: str) -> None:
    check(marked, CHINESE)


# ---- rules ------------------------------------------------------------------------------------------------------


def test_each_mention_has_the_key_of_its_term() -> None:
    html = "<p>国家创新中心、成渝地区双城经济圈、成渝、AI人才</p>"
    assert keys(html, CHINESE) == ["national-hub", "circle", "chengyu", "ai-talent"]


def test_offsets_are_those_of_the_html() -> None:
    html = "<p>A&amp;B &amp; 𠮷 R&amp;D</p>"
    assert [html[it.start : it.end] for it in find_mentions(html, ENGLISH)] == ["R&amp;D"]


def test_a_term_is_linked_once_a_page_if_that_is_wished() -> None:
    html = to_html("AI.\n\n## Next\n\nAI.")
    assert len(find_mentions(html, ENGLISH)) == 2
    assert len(find_mentions(html, ENGLISH, per="page")) == 1
    assert find_mentions(to_html("AI.\n\n## Next\n\n[It](../glossary/ai.md)"), ENGLISH, per="page") == ()


def test_a_heading_mentions_a_term_if_that_is_wished() -> None:
    html = to_html("## AI\n\nAI.")
    [mention] = find_mentions(html, ENGLISH, in_headings=True)
    assert mention.start < html.index("</h2>")


def test_a_term_does_not_link_to_itself_but_hides_what_is_in_it() -> None:
    html = "<p>The innovation hub and its innovation</p>"
    assert [html[it.start : it.end] for it in find_mentions(html, ENGLISH, own="hub")] == ["innovation"]
    assert find_mentions("<p>innovation hub</p>", ENGLISH, own="hub") == ()


def test_one_term_names_another_by_its_file_alone() -> None:
    html = to_html("[It](ai.md) is AI.")
    assert find_mentions(html, ENGLISH, own="hub") == ()
    assert keys(html, ENGLISH) == ["ai"]


@pytest.mark.parametrize("url", ["https://example.org/glossary/ai.md", "../glossary/aid.md", "../press/ai.md", "ai"])
def test_another_link_is_no_mention(url: str) -> None:
    assert keys(to_html(f"[It]({url}) is AI."), ENGLISH) == ["ai"]


@pytest.mark.parametrize(
    "url", ["../glossary/ai.md", "../glossary/ai.en.md", "../glossary/%61i.md?x#y", "glossary/ai.md"]
)
def test_a_link_to_a_term_is_its_mention(url: str) -> None:
    assert keys(to_html(f"AI is [it]({url})."), ENGLISH) == []


def test_a_figure_ends_a_word_and_its_number_is_none() -> None:
    glossary = make_glossary(forms("ai", "AI") + forms("zero", "0"), "en")
    assert keys(to_html("{{ count }}AI{{ count }}"), glossary) == ["ai"]


def test_a_footnote_does_not_make_a_word_longer() -> None:
    assert keys(to_html("The AI[^1] is.\n\n[^1]: A note."), ENGLISH) == ["ai"]


def test_a_reading_does_not_cut_what_it_stands_over() -> None:
    html = "<p><ruby>成<rt>AI</rt></ruby>渝与成渝</p>"
    assert [(it.start, it.key) for it in find_mentions(html, CHINESE)] == [(html.rindex("成渝"), "chengyu")]


def test_exact_wordings_go_before_others_and_written_ones_before_beginnings() -> None:
    wordings = [*forms("any", "us"), *forms("exact", "US", is_exact=True), *forms("begin", "u", is_prefix=True)]
    glossary = make_glossary(wordings, "en")
    assert keys("<p>US, us, use</p>", glossary) == ["exact", "any", "begin"]


def test_a_soft_hyphen_is_a_hyphen_or_nothing() -> None:
    glossary = make_glossary(forms("a", "Innovation-Hub") + forms("b", "Netzwerk"), "de")
    assert keys("<p>Innovation\u00adHub, Netz\u00adwerk, InnovationHub</p>", glossary) == ["a", "b"]
    assert keys("<p>InnovationHub</p>", glossary) == []
    zone = make_glossary(forms("a", "free-trade zone") + forms("b", "Co-Working GmbH", is_exact=True), "en")
    assert keys("<p>a free\u00adtrade zone, a Co\u00adWorking GmbH, a co\u00adworking GmbH</p>", zone) == ["a", "b"]
    assert keys("<p>a freetrade zone, a freetradezone, CoWorking GmbH</p>", zone) == []


def test_a_mark_on_the_last_letter_makes_another_letter() -> None:
    glossary = make_glossary(forms("cafe", "cafe"), "en")
    assert keys("<p>cafe\u0301, cafe\u0302\u0323</p>", glossary) == []


def test_a_capital_i_with_a_dot_moves_nothing() -> None:
    html = "<p>İİİ İstanbul AI</p>"
    found = find_mentions(html, make_glossary(forms("city", "istanbul") + forms("ai", "AI", is_exact=True), "en"))
    assert [html[it.start : it.end] for it in found] == ["İstanbul", "AI"]


def test_forbidden_wordings_are_found_everywhere_but_in_code_and_where_none_are_wished() -> None:
    html = to_html("## AI\n\nAI and [AI](https://example.org/) and R&**D**, `AI`, *AI*{: .no-terms}, A*I*.\n\n    AI\n")
    assert [it.key for it in find_wordings(html, ENGLISH)] == ["ai", "ai", "ai", "rd", "ai"]


# ---- the glossary -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "…", "–", "“”", "+", "\u00ad", "a" * (LONGEST + 1)])
def test_what_no_text_can_have_is_not_matchable(text: str) -> None:
    assert not is_matchable(text)
    assert not make_glossary([Wording("x", text)], "en")


@pytest.mark.parametrize("text", ["a", "C++", "5", "渝", ".*a", "a" * LONGEST])
def test_what_a_text_can_have_is_matchable(text: str) -> None:
    assert is_matchable(text)
    assert keys(f"<p>{text}</p>", make_glossary([Wording("x", text)], "en")) == ["x"]


def test_an_expression_means_its_characters() -> None:
    glossary = make_glossary(forms("x", ".*a", "[a-z]+", "(b"), "en")
    assert keys("<p>bla, a, b, z</p>", glossary) == []
    assert len(find_wordings("<p>.*a [a-z]+ (b</p>", glossary)) == 3


def test_a_digest_is_that_of_the_wordings_in_any_order_and_of_the_language() -> None:
    one, two = Wording("a", "x"), Wording("b", "y")
    digest = make_glossary([one, two], "en").digest
    assert digest == make_glossary([two, one, one], "en").digest
    others = [
        make_glossary([one], "en"),
        make_glossary([one, two], "de"),
        make_glossary([one, two._replace(is_exact=True)], "en"),
    ]
    assert digest not in {other.digest for other in others}


def test_a_glossary_survives_pickling() -> None:
    ENGLISH.find("AI")
    again = pickle.loads(pickle.dumps(ENGLISH))  # noqa: S301 - our own
    assert again.digest == ENGLISH.digest
    assert keys("<p>AI</p>", again) == ["ai"]


def test_without_wordings_nothing_is_found() -> None:
    assert find_mentions("<p>AI</p>", make_glossary([], "en")) == ()
    assert find_wordings("<p>AI</p>", make_glossary([], "en")) == ()


# ---- laws -------------------------------------------------------------------------------------------------------

WORDS = (
    "innovation hub|Innovation|-|Hub|AI|成渝|地区双城经济圈|人才| |&|&amp;|R&D|R|\u00ad|u\u0308|ＡＩ|“|”|İ|ß|𠮷|(|)|.|"
    "{{ count }}"
)
MARKUP = (
    "\n|\n\n|\n## |*|**|`|[|](../glossary/hub.md)|](x.md)|<b>|</b>|<i class='no-terms'>|</i>|    |- |> |"
    "\n{: .no-terms}\n"
)
PIECES = f"{WORDS}|{MARKUP}".split("|")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
WORDINGS = [*ENGLISH.wordings, *CHINESE.wordings, *forms("hub", "hub", is_prefix=True), *forms("u", "ü", "ß", "İ")]
BOTH = make_glossary(WORDINGS, "en")


def link_to(mention: Mention, text: str) -> str:
    return f'<a class="term" href="../glossary/{mention.key}.md">{text}</a>'


def without_links(html: str) -> str:
    return re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)


def is_flat(html: str) -> bool:
    """True if no link stands in another."""
    return re.search(r"<a\b(?:(?!</a>).)*<a\b", html, re.DOTALL) is None


@given(TEXTS, st.fixed_dictionaries({"per": st.sampled_from(["section", "page"]), "in_headings": st.booleans()}))
def test_links_change_nothing_else_do_not_nest_and_are_made_once(text: str, wishes: dict[str, Any]) -> None:
    html = to_html(text)
    mentions = find_mentions(html, BOTH, **wishes)
    linked = write_mentions(html, mentions, link_to)
    assert without_links(linked) == html
    assert not any("<" in html[it.start : it.end] for it in mentions)
    assert all(one.end <= two.start for one, two in itertools.pairwise(mentions))
    assert is_flat(linked)
    assert find_mentions(linked, BOTH, **wishes) == ()


@given(TEXTS, st.permutations(WORDINGS))
def test_the_order_of_the_wordings_does_not_matter(text: str, wordings: Sequence[Wording]) -> None:
    html = to_html(text)
    assert find_mentions(html, make_glossary(wordings, "en")) == find_mentions(html, BOTH)


@given(TEXTS)
def test_what_is_found_reads_as_a_wording(text: str) -> None:
    html = to_html(text)
    known = {fold(it.text).folded for it in BOTH.wordings}
    for it in find_wordings(html, BOTH):
        read = entities.unescape(re.sub(r"<[^>]*>", "", html[it.start : it.end]))
        assert fold(read).folded in known or fold(read).folded.startswith("hub"), read


@given(st.text(alphabet=st.sampled_from("aüu\u0308 \n-\u00ad\u00a0成渝ＡİI“\u0301\u3000"), max_size=30))
def test_every_character_of_a_folded_text_has_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.plain) == len(folded.folded)
    places = [folded.origin(at, at + 1) for at in range(len(folded.plain))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


LATIN = st.characters(max_codepoint=0x24F, exclude_categories=["Cc"]) | st.characters(
    min_codepoint=0x1E00, max_codepoint=0x1EFF
)


@given(st.text(LATIN | st.sampled_from("\u0301\u0308\u0323"), max_size=20))
def test_composed_and_decomposed_letters_are_one(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)).folded for form in ("NFC", "NFD")}
    assert len(forms) == 1


# ---- Japanese ---------------------------------------------------------------------------------------------------

JAPANESE = make_glossary(
    [
        *forms("server", "サーバ"),
        *forms("conference", "カンファレンス"),
        *forms("cloud", "クラウド", is_prefix=True),
        *forms("data", "データ分析"),
        *forms("noodle", "らーめん"),
    ],
    "ja",
)


@pytest.mark.parametrize(
    "marked",
    [
        "新しい‹サーバ›です。",
        "新しいサーバーです。",
        "プリントサーバです。",
        "カンファレンスルームと‹カンファレンス›。",
        "‹カンファレンス›・ルーム",
        "‹ｶﾝﾌｧﾚﾝｽ›は",
        "ｶﾝﾌｧﾚﾝｽﾙｰﾑは",
        "‹クラウドサービス›を",
        "ビッグデータ分析と‹データ分析›。",
        "‹らーめん›屋",
    ],
)
def test_a_run_of_katakana_is_one_word(marked: str) -> None:
    check(marked, JAPANESE)


KANA = st.text(st.sampled_from("サーバカンｻｰﾊﾞｶﾞ新の・"), min_size=1, max_size=12)


@given(KANA)
def test_half_width_kana_are_found_as_wide_ones_are(text: str) -> None:
    wide = unicodedata.normalize("NFKC", text)
    found = {form: [one.key for one in JAPANESE.find(form)] for form in (text, wide)}
    assert found[text] == found[wide]


# ---- one folding ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["SEIDENSTRASSE", "Seidenstrasse", "SEIDENSTRAẞE", "Seiden\u200bstraße"])
def test_sharp_s_is_found_as_capitals_and_swiss_texts_write_it(written: str) -> None:
    check(f"Die ‹{written}› führt nach Westen.", GERMAN)


def test_a_wording_with_ss_is_not_found_where_a_text_has_sharp_s() -> None:
    glossary = make_glossary(forms("masse", "Masse"), "de")
    assert keys("<p>Die Maße sind keine Masse.</p>", glossary) == ["masse"]
    assert glossary.find("Die Maße") == ()


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_what_nobody_sees_in_a_word_does_not_hide_it(invisible: str) -> None:
    check(f"Das ‹Innovations{invisible}zentrum› öffnet.", GERMAN)


# ---- hostile input ----------------------------------------------------------------------------------------------


def test_ten_thousand_wordings_with_one_beginning_are_told_apart() -> None:
    wordings = [Wording(f"k{number}", f"special economic zone {number}") for number in range(10_000)]
    glossary = make_glossary(wordings, "en")
    html = "<p>special economic zone 77, special economic zone 7777, special economic zone 77777</p>"
    assert keys(html, glossary) == ["k77", "k7777"]


def test_wordings_that_contain_each_other_give_the_longest() -> None:
    glossary = make_glossary([Wording(f"k{count}", "渝" * count) for count in range(1, LONGEST + 1)], "zh")
    assert keys(f"<p>{'渝' * (LONGEST + 7)}</p>", glossary) == [f"k{LONGEST}", "k7"]


def count_calls(html: str, glossary: Glossary) -> int:
    """How many functions are called to find what a text mentions, Python's own among them."""
    calls = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    find_mentions("", glossary)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_mentions(html, glossary)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "a ",
        "a-",
        "a\u00ad",
        "u\u0308",
        "渝",
        "渝\n",
        "渝 a",
        "渝 ",
        "&amp;",
        "<b>a</b>",
        "<p>a</p>",
        "<b>",
        "Ａ",
        "-\n",
        "\ue0000\ue001",
        "a.",
        "a@",
        "www.a ",
        "a://",
    ],
)
def test_the_work_grows_with_the_text_and_no_faster(part: str) -> None:
    wordings = [
        Wording(f"k{letter}{count}", letter * count, is_prefix=True) for letter in "a渝" for count in range(1, 41)
    ]
    glossary = make_glossary(wordings, "en")
    once, twice = (count_calls(part * count, glossary) for count in (500, 1000))
    assert twice < 2.2 * once + 100


def test_the_work_for_a_page_is_that_of_its_mentions_however_many_terms_there_are() -> None:
    few, many = (
        make_glossary([Wording(f"k{number}", f"special zone {number}") for number in range(1, count)], "en")
        for count in (11, 10_001)
    )
    html = "<p>The special zone 7 is a special zone, special zones are not.</p>" * 20
    assert count_calls(html, many) == count_calls(html, few)


@pytest.mark.parametrize("is_exact", [False, True])
def test_the_work_does_not_grow_with_spellings_of_one_wording(is_exact: bool) -> None:  # noqa: FBT001 (a table)
    spellings = ["".join(letters) for letters in itertools.product(*zip("talent", "TALENT", strict=True))]
    few, many = (make_glossary(forms("k", *some, is_exact=is_exact), "en") for some in (spellings[:1], spellings))
    html = "<p>talent, talents and talent</p>" * 20
    assert find_mentions(html, many) == find_mentions(html, few) != ()
    assert count_calls(html, many) <= count_calls(html, few)


def test_wordings_that_begin_at_one_place_are_not_all_held() -> None:
    html = f"<p>{'a ' * 600}</p>"
    peaks = []
    for count in (1, LONGEST // 2):
        glossary = make_glossary([Wording(f"k{number}", "a " * number + "a") for number in range(count)], "en")
        find_mentions("", glossary)
        tracemalloc.start()
        find_mentions(html, glossary)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 3 * peaks[0]
