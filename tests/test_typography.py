"""How prose is set: a rule fires where a language would set otherwise, is silent where not, and mending ends."""

from __future__ import annotations

import pytest
from growth import find_excess, repeat
from hypothesis import given
from hypothesis import strategies as st

from microsite.checks.findings import Finding
from microsite.checks.prose.languages import Language, find_language
from microsite.checks.prose.passages import read_passages
from microsite.checks.prose.typography import check, mend

NB = "\u00a0"

GERMAN = [  # Duden and DIN 5008
    ("Das Jahr , so die „Stadt“ . Ende ; aus", "Das Jahr, so die „Stadt“. Ende; aus"),
    ('Er sagte "ja" und ging.', "Er sagte „ja“ und ging."),
    ("Das “große” Wort", "Das „große“ Wort"),
    ("Das „große” Wort", "Das „große“ Wort"),
    ("Das 「große」 Wort", "Das „große“ Wort"),
    ("„Er sagte 'ja'\", sagte sie.", "„Er sagte ‚ja‘“, sagte sie."),
    ('»Ja«, sagte sie, und "nein".', "»Ja«, sagte sie, und »nein«."),
    ("»Ja« und »›wohl‹«.\n\nDas „große“ Wort", "»Ja« und »›wohl‹«.\n\nDas »große« Wort"),
    ("„Ja“ und „wohl“.\n\nDas »große« Wort", "„Ja“ und „wohl“.\n\nDas „große“ Wort"),
    ("«Ja» und «wohl».\n\nDas „große“ Wort", "«Ja» und «wohl».\n\nDas «große» Wort"),
    ("Wie geht's? So geht´s!", "Wie geht’s? So geht’s!"),
    ("Hans' Auto", "Hans’ Auto"),
    ("71,8 % der Gäste", f"71,8{NB}% der Gäste"),
    ("71,8% der Gäste", f"71,8{NB}% der Gäste"),
    ("5 km, 3 m² und 20 °C", f"5{NB}km, 3{NB}m² und 20{NB}°C"),
    ("10km, 4GB und 5€", f"10{NB}km, 4{NB}GB und 5{NB}€"),
    ("1,2 Mio. Euro", f"1,2{NB}Mio. Euro"),
    ("z.B. hier, d. h. dort, u.a.", f"z.{NB}B. hier, d.{NB}h. dort, u.{NB}a."),
    ("Ein Wort - und mehr", "Ein Wort – und mehr"),
    ("Ein Wort -- und mehr", "Ein Wort – und mehr"),
    ("Ein Wort -- 10 sind mehr", "Ein Wort – 10 sind mehr"),
    ("Seite 12--14, Ende--2025", "Seite 12–14, Ende – 2025"),
    ("Ein Wort — und mehr", "Ein Wort – und mehr"),
    ("Ein Wort—und mehr", "Ein Wort – und mehr"),
    ("die Jahre 2010-2015", "die Jahre 2010–2015"),
    ("am 15.-16. November", "am 15.–16. November"),
    ("von 14:30-16:00 Uhr", "von 14:30–16:00 Uhr"),
    ("und so weiter...", "und so weiter…"),
]
ENGLISH = [  # The Chicago Manual of Style
    ("The year , so they say .", "The year, so they say."),
    ('He said "yes" and left.', "He said “yes” and left."),
    ("The „big“ word", "The “big” word"),
    ("It's the students' idea", "It’s the students’ idea"),
    ("'Tis rock 'n' roll of the '90s", "’Tis rock ’n’ roll of the ’90s"),
    ("\"He said 'yes'\", she said.", "“He said ‘yes’”, she said."),
    ("71.8 % of them", "71.8% of them"),
    ("A word - and more", "A word—and more"),
    ("A word -- and more", "A word—and more"),
    ("A word--and more", "A word—and more"),
    ("Pages 12--14 -- 3 in all", "Pages 12–14—3 in all"),
    ("the years 2010-2015", "the years 2010–2015"),
    ("from 14:30-16:00", "from 14:30–16:00"),
    ("and so on...", "and so on…"),
]
CHINESE = [  # GB/T 15834-2011 and 15835-2011
    ("这是最好的一年 ，《大会》 。", "这是最好的一年，《大会》。"),
    ("你好,世界", "你好，世界"),
    ("你好, 世界; 再见: 好!", "你好，世界；再见：好！"),
    ("是吗?", "是吗？"),
    ("使用 Ruby, 然后继续", "使用 Ruby，然后继续"),
    ("继续使用, Ruby 很好", "继续使用，Ruby 很好"),
    ("**注意**: 好", "**注意**：好"),
    ("结束.", "结束。"),
    ("结束. 开始", "结束。开始"),
    ("重庆 (中国) 的人才", "重庆（中国）的人才"),
    ("缓存(cache)", "缓存（cache）"),
    ('所谓"人才"', "所谓“人才”"),
    ("“人才”的“高地”\n\n所谓「人才」", "“人才”的“高地”\n\n所谓“人才”"),
    ("「人才」的「高地」\n\n所谓“人才”", "「人才」的「高地」\n\n所谓「人才」"),
    ('「人才」的「高地」和"开放"', "「人才」的「高地」和「开放」"),
    ("“所谓'人才'”", "“所谓‘人才’”"),
    ("等等...", "等等……"),
    ("等等。。。", "等等……"),
    ("他说...走了", "他说……走了"),
    ("他说。。。走了", "他说……走了"),
    ("增长5%.", "增长5%。"),
    ("增长5%. 很好", "增长5%。很好"),
    ("增长5%,很好", "增长5%，很好"),
    ("气温30℃, 很热", "气温30℃，很热"),
    ("等等…", "等等……"),
    ("重庆 — 山城", "重庆——山城"),
    ("重庆--山城", "重庆——山城"),
    ("约 71.8 %", "约 71.8%"),
    ("共１２３人，ＧＤＰ", "共123人，GDP"),
]
RIGHT = {
    "de": [
        "Er sagte „ja“ und „er ‚nein‘“. Das ist »gut«.",
        "»Ja«, sagte er, »und ›nein‹.«\n\nDas »Tor zur Welt«",
        "«Ja», sagte er, «und ‹nein›.»\n\nDas «Tor zur Welt»",
        "„Ja“, sagte er.\n\n« Zurück\n\nWeiter »\n\n« Zurück, weiter »",
        'Wie geht’s? Hans’ Auto, 27 Zoll (27") groß',
        f"71,8{NB}% sind 5{NB}km, z.{NB}B. hier – und dort. Eine 5%ige Lösung, die 5-%-Hürde, die 50%-Regel",
        "2014-10-27, CVE-2014-3566, 2.2-2.4, Tel. 030 1234-5678, 5 - 3 = 2, E-Mail",
        "Der Pfad /a/... und 1...5",
        "Mit .NET, `code`, *Wort*, [Link](ziel.md).",
        'ein „`code`“ und [„Wort“](ziel.md "Titel")',
    ],
    "en": [
        "He said “yes, ‘no’” and left—really – or not — fine.",
        "It’s 5′10″, 71.8%, 2014-10-27, CVE-2014-3566, 1...5, well-known, --flag",
        "the 15th–16th, 2010–2015",
        "The end. - A beginning",
    ],
    "zh": [
        "「人才」说：「你好『世界』」\n\n是「高地」。",
        "你好，世界！“人才”与‘高地’——山城……（中国）《书》：好；是吗？",
        "在 Ruby 2.4 中, 1,234.5 和 14:30、Let's Encrypt, Inc. (US) 等".replace("中, ", "中，"),
        "增长5%。比例为5%, 3% (2024)，版本v1.2...3，“5%.5”",
        "重庆—北京，2011—2015年，1.2 万，f(x)，v1.2",
        "![图](a.png)！![图](b.png)",
    ],
}


def language(tag: str) -> Language:
    found = find_language(tag)
    assert found is not None
    return found


def told(text: str, tag: str) -> list[Finding]:
    return check(read_passages(text), language(tag))


@pytest.mark.parametrize(
    ("tag", "wrong", "right"),
    [(tag, *pair) for tag, pairs in (("de", GERMAN), ("en", ENGLISH), ("zh-Hans", CHINESE)) for pair in pairs],
)
def test_a_slip_is_told_and_mended(tag: str, wrong: str, right: str) -> None:
    assert told(wrong, tag)
    assert mend(wrong, language(tag)) == right
    assert told(right, tag) == []


@pytest.mark.parametrize(("tag", "right"), [(tag, text) for tag, texts in RIGHT.items() for text in texts])
def test_what_is_set_well_is_left_alone(tag: str, right: str) -> None:
    assert [finding for finding in told(right, tag) if finding.replacement is not None] == []
    assert mend(right, language(tag)) == right


@pytest.mark.parametrize(
    ("tag", "text", "names"),
    [
        ("de", "\"Wie geht's?\", 'gut'", "„…“, ‚…‘ or ’"),
        ("en", "\"It's 'fine'\"", "“…”, ‘…’ or ’"),
        ("zh", "\"人才'高地'\"", "“…” or ‘…’"),
        ("zh", '「大会」与"人才"', "「…」 or 『…』"),
    ],
)
def test_marks_that_are_typed_straight_are_of_one_kind(tag: str, text: str, names: str) -> None:
    assert {finding.message for finding in told(text, tag)} == {f"straight marks stand for {names}"}


def test_where_a_line_may_break_is_only_worth_knowing() -> None:
    found = {finding.message: finding.severity for finding in told("Es gibt z. B. 5 km Weg, d.h. viel.", "de")}
    assert found == {
        "a line may break within the abbreviation": "info",
        "a line may break between the number and its unit": "info",
        "the space in the abbreviation is missing": "warning",
    }


def test_marks_that_nobody_can_pair_are_told_and_left_alone() -> None:
    text = 'Ein "Wort ohne Ende'
    assert [(finding.severity, finding.column, finding.replacement) for finding in told(text, "de")] == [
        ("info", 5, None)
    ]
    assert mend(text, language("de")) == text


def test_a_finding_names_its_place_in_the_markdown_and_what_to_write() -> None:
    text = "# Titel\n\nErste Zeile\nzweite mit 71,8 % darin\n"
    assert told(text, "de") == [
        Finding(
            "typography",
            "info",
            4,
            16,
            1,
            "a line may break between the number and its unit",
            f"write 71,8{NB}% with a no-break space (U+00A0)",
            replacement=NB,
        )
    ]


@pytest.mark.parametrize("text", ["你好,世界", "你好, Ruby"])
def test_latin_punctuation_between_chinese_characters_is_typography(text: str) -> None:
    assert [finding.rule for finding in told(text, "zh")] == ["typography"]


NOT_PROSE = """\
`"code" ...` und ``a - b``

```
"Block" 5 % ...
```

    "eingerückt" 5 %

<span title="5 % - ja">x</span> <!-- "so" ... --> [x](https://example.org/a-"b"?c=5% "Titel ...")

![Bild](bild.png){: title="5 % ..." } {{ anteil - "x" }} &quot;x&quot; <https://example.org/...>

[ziel]: https://example.org/"..." "5 %"

| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.mark.parametrize("tag", ["de", "en", "zh"])
def test_what_is_no_prose_is_not_mended(tag: str) -> None:
    assert mend(NOT_PROSE, language(tag)) == NOT_PROSE


def test_escaped_characters_are_left_alone() -> None:
    assert mend(r"\"so\" und \...", language("de")) == r"\"so\" und \..."


@pytest.mark.parametrize("tag", ["zh-Hant", "zh-TW", "zh_Hant_HK", "fr", "x", "../de", ""])
def test_a_language_without_a_table_is_none(tag: str) -> None:
    assert find_language(tag) is None


_PIECES = st.sampled_from(
    [
        *"\"'„“”‚‘’«»「」.,;:!?()[]*_`-–—…%€ \n$\\#>|{}<&1259aözB中文字。，（）",
        "...", " - ", " -- ", "--", " %", " km", "2010-2015", "\n\n", "\n- ", "{{ x }}", "{: #id }", "](a.md)", "![",
        "<br>", "<!-- ", " -->", "```\n", "z. B.", "14:30-15:00", "http://a.b/", "１", "……", "\u00a0",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)


@pytest.mark.parametrize("tag", ["de", "en", "zh"])
@given(text=_TEXTS)
def test_after_mending_there_is_nothing_left_to_mend(tag: str, text: str) -> None:
    mended = mend(text, language(tag))
    assert [finding for finding in told(mended, tag) if finding.replacement is not None] == []
    assert mend(mended, language(tag)) == mended


@pytest.mark.parametrize("tag", ["de", "en", "zh"])
@given(text=_TEXTS)
def test_findings_lie_in_the_text_and_in_its_order(tag: str, text: str) -> None:
    lines = text.split("\n")
    findings = told(text, tag)
    for finding in findings:
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1 - finding.length
        assert finding.length > 0
    places = [(finding.line, finding.column) for finding in findings]
    assert places == sorted(places)


@pytest.mark.law(every=4)
@pytest.mark.parametrize(
    "piece",
    ['"', "'", "(", "...", " - ", "中,", "5 % ", "- ", "“", "z. ", "中(", "--", "「", "[", "»", "»a«\n\n„b“\n\n"],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def work(text: str) -> None:
        for tag in ("de", "en", "zh"):
            check(read_passages(text), language(tag))

    assert not find_excess(lambda size: repeat(piece, size), work)


@pytest.mark.parametrize("gap", ["[[« Le thème »]]", '[["so" ...]]', "[[a , b]]"])
@pytest.mark.parametrize("code", ["de", "en", "zh"])
def test_what_is_still_to_be_written_is_left_alone(code: str, gap: str) -> None:
    language = find_language(code)
    assert language
    for text in (gap, f"# {gap}", f"a {gap} b"):
        assert check(read_passages(text), language) == []
        assert mend(text, language) == text


def test_what_stands_beside_a_gap_is_told_where_it_stands() -> None:
    language = find_language("de")
    assert language
    [found] = check(read_passages("[[« Le thème »]] und..."), language)
    assert (found.column, found.length, found.replacement) == (21, 3, "…")
