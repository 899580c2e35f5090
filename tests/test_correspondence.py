"""Links, e-mail addresses and telephone numbers of a translation: what differs is told, what may differ is not."""

from __future__ import annotations

import pytest
from growth import find_excess, repeat
from hypothesis import given
from hypothesis import strategies as st

from microsite.checks.findings import Finding
from microsite.checks.prose.passages import read_passages
from microsite.checks.shape.links import compare
from microsite.checks.shape.pointers import Pointers, read_pointers
from microsite.markup.spans import read_spans


def pointers(markdown: str) -> Pointers:
    return read_pointers(markdown, read_passages(markdown), read_spans(markdown))


def told(source: str, translation: str) -> list[tuple[str, str]]:
    return [(finding.severity, finding.message) for finding in compare(pointers(source), pointers(translation))]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("[a](talent.de.md)", "[a](talent.en.md)"),
        ("[a](talent.md#anlass)", "[a](talent.md#context)"),
        ("[a](#anlass)", "[a](#context)"),
        ("[a](http://www.example.org/x/)", "[a](https://example.org/x)"),
        ("[a](https://example.org/de/x)", "[a](https://example.org/en/x)"),
        ("[a](https://example.org/zh-cn/x)", "[a](https://example.org/en/x)"),
        ("[a](https://example.org/x?lang=de)", "[a](https://example.org/x?lang=en)"),
        ("[a](/de/x/)", "[a](/en/x/)"),
        ("[a](plan.de.pdf)", "[a](plan.zh.pdf)"),
        ("[a](https://de.wikipedia.org/wiki/Zahl)", "[a](https://en.wikipedia.org/wiki/Number)"),
        ("[a][1]\n\n[1]: https://example.org/x", "[a](https://example.org/x)"),
        ("<https://example.org/x>", "[a](https://example.org/x)"),
        ('<a href="x.md">a</a>', "[a](x.md)"),
        ("![a](x.png) [![b](y.png)](x.md)", "[a](x.md)"),
        ("[a](x.md) und [b](x.md)", "[a](x.md)"),
        ("[a](mailto:Presse@example.org)", "presse@example.org"),
        ("Tel. +49 (0)30 1234-567", "Phone: [+49 30 1234567](tel:+49301234567)"),
        ("Tel. 030 1234567", "Phone: 030/123 45 67"),
        ("Tel. 0800 111 222", "Phone: 0800\u00a0111\u00a0222"),
        ("Tel. +49\u00a0(0)40\u00a01234-567", "Phone: +49\u202f40\u202f1234567"),
        ("Tel. (040) 123 45 67", "电话：（040）1234567"),
        ("Tel. 040 1234567", "Phone: +49 40 1234567"),
        ("Tel. 040 1234567", "[Call us](tel:+49401234567)"),
        ("[Anruf](tel:0049401234567)", "请致电040-1234567咨询"),
        ("Phone: +86 400 123 4567", "热线电话400-123-4567转1"),
        ("Tel. 040 1234567 und 040 7654321", "Phone: +49 40 1234567 or +49 40 7654321"),
        ("E-Mail: presse@hafen.example", "采访请联系presse@hafen.example即可"),
        ("[E-Mail](mailto:presse@hafen.example)", "邮箱：presse@hafen.example（工作日）"),
        ("Mehr: https://hafen.example/plan", "详情请见https://hafen.example/plan即可"),
        ("Mehr: www.hafen.example.", "官网www.hafen.example开放报名"),
        ("`[a](x.md)` am 14.10.2014 um 08:30", "am 2014-10-14"),
        ("01/02/2014 und CVE-2014-3566, 0.5 bis 2.2.2", "nichts"),
    ],
)
def test_what_leads_to_the_same_is_no_difference(source: str, translation: str) -> None:
    assert told(source, translation) == []
    assert told(translation, source) == []


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        (
            "[a](x.md) [b](y.md)",
            "[a](x.md) [b](z.md)",
            ("error", "this link is “z.md”; in the source it is “y.md”"),
        ),
        (
            "[a](https://example.org/1)",
            "[a](https://example.org/2)",
            ("warning", "this link is “https://example.org/2”; in the source it is “https://example.org/1”"),
        ),
        (
            "[a](https://example.org/de/eins)",
            "[a](https://example.org/en/one)",
            ("info", "this link is “https://example.org/en/one”; in the source it is “https://example.org/de/eins”"),
        ),
        (
            "[a](https://example.org/eins)",
            "[a](eins.md)",
            ("info", "this link is “eins.md”; in the source it is “https://example.org/eins”"),
        ),
        ("[a](x.md) [b](y.md)", "[a](x.md)", ("warning", "the link “y.md” of the source is missing")),
        (
            "+49 40 1234567",
            "请致电+43 40 1234567",
            ("error", "this telephone number is “+43 40 1234567”; in the source it is “+49 40 1234567”"),
        ),
        (
            "040 1234567",
            "+49 40 1234576",
            ("warning", "this telephone number is “+49 40 1234576”; in the source it is “040 1234567”"),
        ),
        (
            "info@hafen.example",
            "请联系info@hafne.example即可",
            ("error", "this e-mail address is “info@hafne.example”; in the source it is “info@hafen.example”"),
        ),
        (
            "0800\u00a0111\u00a0222",
            "0800 111 223",
            ("error", "this telephone number is “0800 111 223”; in the source it is “0800\u00a0111\u00a0222”"),
        ),
        (
            "[a](1.md) [b](2.md) [c](3.md) [d](4.md)",
            "nichts",
            ("warning", "the links “1.md”, “2.md”, “3.md” and 1 more of the source are missing"),
        ),
        ("[a](x.md)", "[a](x.md) [b](y.md)", ("info", "the source has no link “y.md”")),
        (
            "presse@example.org",
            "press@example.org",
            ("warning", "this e-mail address is “press@example.org”; in the source it is “presse@example.org”"),
        ),
        (
            "info@example.org",
            "info@exmaple.org",
            ("error", "this e-mail address is “info@exmaple.org”; in the source it is “info@example.org”"),
        ),
        (
            "a@example.org, b@example.org",
            "-",
            ("warning", "the e-mail addresses “a@example.org”, “b@example.org” of the source are missing"),
        ),
        (
            "Tel. +49 30 1234567",
            "Phone +49 30 1234576",
            ("error", "this telephone number is “+49 30 1234576”; in the source it is “+49 30 1234567”"),
        ),
        (
            "Tel. +49 30 1234567",
            "电话 +86 23 88889999",
            ("warning", "this telephone number is “+86 23 88889999”; in the source it is “+49 30 1234567”"),
        ),
        ("电话 400-123-4567", "-", ("warning", "the telephone number “400-123-4567” of the source is missing")),
    ],
)
def test_what_leads_elsewhere_is_told(source: str, translation: str, expected: tuple[str, str]) -> None:
    assert told(source, translation) == [expected]


def test_links_in_another_order_are_no_difference() -> None:
    assert told("[a](x.md) [b](y.md)", "[b](y.md) [a](x.md)") == []


def test_one_link_of_many_in_a_text_told_otherwise_is_a_warning() -> None:
    source = "[a](apfel.md) [b](birne.md) [c](kirsche.md)"
    assert told(source, "[a](apfel.md) [d](pflaume.md)") == [
        ("info", "the source has no link “pflaume.md”"),
        ("warning", "the links “birne.md”, “kirsche.md” of the source are missing"),
    ]


def test_a_finding_points_at_both_texts() -> None:
    source, translation = "# A\n\n[a](x.md) und [b](y.md)", "# A\n\nText\n\n[a](x.md), [b](z.md)"
    assert compare(pointers(source), pointers(translation)) == [
        Finding(
            "link-differs", "error", 5, 16, 4, "this link is “z.md”; in the source it is “y.md”", "write y.md", 3, 19
        )
    ]
    assert compare(pointers(source), pointers("# A\n\nText\n\n[a](x.md)")) == [
        Finding("link-differs", "warning", 5, 1, 0, "the link “y.md” of the source is missing", "add y.md", 3, 19)
    ]


_PIECES = st.sampled_from(
    ["[a](x.md)", "[b](https://a.org/b)", "a@b.org", "+49 30 1234567", "\n\n", "text ", "`", "<", ">", "](", ")", "@"]
)


@given(st.lists(_PIECES, max_size=20).map("".join))
def test_a_text_differs_in_nothing_from_itself_and_its_pointers_stand_where_they_say(text: str) -> None:
    found = pointers(text)
    assert compare(found, found) == []
    lines = text.split("\n")
    for pointer in found.places:
        assert lines[pointer.line - 1][pointer.column - 1 :].startswith(pointer.written)


@given(st.lists(_PIECES, max_size=12).map("".join), st.lists(_PIECES, max_size=12).map("".join))
def test_any_two_texts_can_be_compared(source: str, translation: str) -> None:
    findings = compare(pointers(source), pointers(translation))
    assert findings == sorted(findings)
    assert bool(findings) <= (pointers(source).names != pointers(translation).names)


@pytest.mark.law(every=4)
@pytest.mark.parametrize("piece", ["[a](", "](x", "(((", "a@", "a.", "0-", "+1 ", "<a href=", "[a](x.md) ", "a@b.c "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def work(text: str) -> None:
        compare(read_pointers(text, read_passages(text), read_spans(text)), pointers("[a](y.md)"))

    assert not find_excess(lambda size: repeat(piece, size), work)
