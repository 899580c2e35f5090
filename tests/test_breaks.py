"""Line breaks between Han characters go, all others stay."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.markup.breaks import join_han_lines

MARK = "\ue0000\ue001"


@pytest.mark.parametrize("language", ["zh", "de"])
@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("<p>重庆国际人才\n交流大会</p>", "<p>重庆国际人才交流大会</p>"),
        ("人才，\n创新。\n未来！", "人才，创新。未来！"),
        ("人才 \n  创新", "人才创新"),
        ("<strong>人才</strong>\n<em>创新</em>", "<strong>人才</strong><em>创新</em>"),
        ('<a href="x.md" title="a>b">人才</a>\n创新', '<a href="x.md" title="a>b">人才</a>创新'),
        (
            '人才<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>\n创新',
            '人才<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>创新',
        ),
        ("コンファレンス\nを開く", "コンファレンスを開く"),
        ('<img alt="会场\n全景">', '<img alt="会场全景">'),
        ("𠮷\n林", "𠮷林"),
        ("人才\u200b\n大会", "人才\u200b大会"),
        ("<em>人才\u200b</em>\n\u200b大会", "<em>人才\u200b</em>\u200b大会"),
        ("人才\u200b\nTalent", "人才\u200bTalent"),
        ("Talent\n\u200b人才", "Talent\u200b人才"),
        ("人才\u200b\n <em>Talent</em>", "人才\u200b<em>Talent</em>"),
        ("<em>Talent</em> \n<b>\u200b人才</b>", "<em>Talent</em><b>\u200b人才</b>"),
        ("Talent\u200b\nExchange", "Talent\u200bExchange"),
    ],
)
def test_a_break_between_han_characters_is_no_space(text: str, joined: str, language: str) -> None:
    assert join_han_lines(text, language) == joined


@pytest.mark.parametrize("language", ["zh", "de"])
@pytest.mark.parametrize(
    "text",
    [
        "Talent\nExchange",
        "人才\nTalent",
        "Talent\n人才",
        "大会 2025\n人才",
        "“Talent”\n“Exchange”",
        "Talent —\n— Exchange",
        "한국\n어",
        "<p>人才</p>\n<p>创新</p>",
        "<p>人才\u200b</p>\n<p>\u200b创新</p>",
        "<li>人才\u200b\n<ul>\n<li>\u200b创新</li></ul></li>",
        "人才<br>\n创新",
        "<pre><code>人才\n创新\n</code></pre>",
        f"Talent\n{MARK}\nExchange",
    ],
)
def test_any_other_break_stays(text: str, language: str) -> None:
    assert join_han_lines(text, language) == text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("他说：\n“人才”", "他说：“人才”"),
        ("“人才”\n创新", "“人才”创新"),
        ("“人才”\n“创新”", "“人才”“创新”"),
        ("人才——\n创新", "人才——创新"),
        (f"大会于{MARK}\n举行", f"大会于{MARK}举行"),
        (f"吸引\n{MARK}名", f"吸引{MARK}名"),
    ],
)
def test_quotation_marks_dashes_and_figures_are_chinese_only_in_chinese(text: str, joined: str) -> None:
    assert join_han_lines(text, "zh") == joined
    assert join_han_lines(text, "ja") == joined
    assert join_han_lines(text, "en") == text


def test_what_stands_around_preformatted_text_is_joined() -> None:
    assert (
        join_han_lines("<p>甲\n乙</p><pre>丙\n丁</pre><p>戊\n己</p>", "zh") == "<p>甲乙</p><pre>丙\n丁</pre><p>戊己</p>"
    )


@given(st.lists(st.sampled_from(["人", "才，", "Talent", "3944", "é"]), min_size=1, max_size=8))
def test_a_break_goes_where_both_sides_are_han_and_nowhere_else(lines: list[str]) -> None:
    expected = lines[0]
    for before, line in itertools.pairwise(lines):
        expected += ("" if before[-1] in "人才，" and line[0] in "人才，" else "\n") + line
    assert join_han_lines("\n".join(lines), "zh") == expected


@given(st.text(st.sampled_from("人才“”—a1 \n</>emb=\u200b"), max_size=40), st.sampled_from(["zh", "de"]))
def test_only_breaks_and_the_blanks_beside_them_are_taken_and_once_is_enough(text: str, language: str) -> None:
    joined = join_han_lines(text, language)
    assert joined.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert join_han_lines(joined, language) == joined
