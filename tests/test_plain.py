"""The short way through `plain`: it is only ever the same as the long way, and it is the way of ordinary texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from whole_sites import read_site

from microsite.markup.convert import convert_fully, convert_shortly
from microsite.model.entries import Prose

SCRAPS = st.sampled_from(
    [
        *("a", "Wort", "中文", "“", "”", "ä", "Ω", " ", "\n", "\n\n", "\n\n", "\xa0", "\u3000", "\u2028", "\t"),
        *("*", "**", "***", "_", "__", "*e*", "**f**", "`c`", "\\*", "~", "^", "&", "& ", "&amp;", "<b>", ">", '"'),
        *("[", "](x.md)", "]", "(", ")", "[t](u.md)", "[**b**](u-v.md#x)", "[中](https://a.b/c?d=e&f#g)", "[r]: /u"),
        *("[a](mailto:a@b.example?subject=c)", "[a](tel:+4)", "[a](ftp://b)"),
        *("[a](b c)", "[a](javascript:x)", "[a](mailto:a@b.example)", "[a](//h)", "![a](b.png)", "[^1]", "[x][y]"),
        *("- ", "\n- x", "* ", "+ ", "1. ", "\n2. y", "2)", "> q", "\n> q", "\n>\n> r", "\n\n> a\n> b\n\n", "\n: d"),
        *("\n> \u3000q", "> \xa0", "## ## {#a}", "\n\n## a # {#b}", "\n\n## {{ x }}\n\n", "\ufeff"),
        *("#", "# h", "\n\n## h {#i}", "\n\n## ", "### x", "---", "===", "\n\n- a\n- b\n\n", "\n\n1. a\n2. b\n\n"),
        *("|", "\n|a|", "|a|b|\n|-|:-:|\n|c|d|", "\n\n|a|b|\n|--|--:|\n|c [t](u.md)|**d**|\n\n", "\n\n    code"),
        *("{{ y | compact }}", "{{ 1 }}", "{{", "**{{ x }}**", "[{{ x }}](u.md)", "![a {{ x }}](b.png)", "\n{{ x }}"),
        *(
            "[^a](u.md)",
            "![^a](b.png)",
            "**a***",
            "***b***",
            "*a\xa0*",
            "!![a](b.md)",
            "~~~",
            "%s",
            "a\u0301",
            "## b_\u0301c",
        ),
        *("{", "}", "{: .c}", "{{ x }}", "[[y]]", "!", "?", "-", "=", ":", ".", "http://x.example", "1"),
    ]
)


def prose(body: str) -> Prose:
    return Prose("content/press/key.de.md", body, 5)


@settings(max_examples=up_to(1500))
@given(st.lists(SCRAPS, max_size=14).map("".join), st.sampled_from(["de", "en", "zh-Hans"]))
def test_the_short_way_ends_where_the_long_way_does(body: str, tag: str) -> None:
    plain = convert_shortly(prose(body), tag)
    if plain:
        assert plain == convert_fully(prose(body), tag)


def test_the_texts_of_a_conference_are_the_same_by_both_ways() -> None:
    texts = {
        path: data.decode()
        for path, data in read_site("conference").items()
        if path.startswith("content/") and path.endswith(".md")
    }
    assert len(texts) > 30
    for path, text in texts.items():
        body, tag = text.split("---\n", 2)[2], path.split(".")[-2]
        plain = convert_shortly(prose(body), tag)
        if plain:
            assert plain == convert_fully(prose(body), tag), path


ORDINARY = """Die **Konferenz** endet, *wie geplant*, am Abend; siehe das [Programm](../press/programm.md#ablauf).
Sie kehrt wieder.

## Zahlen & Fakten {#figures}

| Feld | Anteil |
|------|-------:|
| Chemie | 12 % |

- erstens
- **zweitens**

> „Wir kommen wieder.“
>
> – die Leitung

1. Anmelden
2. Kommen

![Der Saal](saal.jpg)
"""


def test_an_ordinary_text_takes_the_short_way() -> None:
    plain, problems = convert_shortly(prose(ORDINARY), "de") or pytest.fail("the long way")
    assert problems == ()
    assert (plain, problems) == convert_fully(prose(ORDINARY), "de")
    assert [(link.url, link.line, link.column) for link in plain.links] == [
        ("../press/programm.md#ablauf", 5, 72),
        ("saal.jpg", 24, 13),
    ]
    assert [heading.id for heading in plain.headings] == ["figures"]


@pytest.mark.parametrize(
    "body",
    [
        "{{ 1 }}",
        "{{",
        "[a](x{{ x }}.md)",
        "\ufeff",
        "## a {#b}\n\n## c {#b}",
        "[a](javascript:x)",
    ],
)
def test_what_has_to_be_told_takes_the_long_way(body: str) -> None:
    assert convert_shortly(prose(body), "de") is None


@pytest.mark.parametrize(
    "body",
    [
        "<u onclick=x>a</u>",
        "<style>\n.a { b: c }\n</style>\n\n## [a](b.md)",
        "<Tabs>\n<Item value='a'>\n\n`{{ a/b }}`\n\n</Item>\n</Tabs>",
        "- `tar {{path/to/file}} -{{ x }}`\n\n```\n{{ a-b }} {{\n```",
        "{{ n }} of `{{<hint>}}`, {{ m }} of `{{ n }}`",
    ],
)
def test_what_is_no_figure_in_code_and_html_that_is_left_out_take_the_short_way(body: str) -> None:
    assert convert_shortly(prose(body), "de") == convert_fully(prose(body), "de")


def test_figures_take_the_short_way_with_their_places() -> None:
    body = (
        "\n## {{ n }} Talente\n\nAus *{{ n }}* Ländern,\n{{ m | compact }} [davon {{ n }}](a.md).\n\n"
        "![{{ n }} Plätze](b.png)"
    )
    plain, problems = convert_shortly(prose(body), "de") or pytest.fail("the long way")
    assert (plain, problems) == convert_fully(prose(body), "de")
    assert [(use.name, use.style, use.line, use.column, use.length) for use in plain.figures] == [
        ("n", "", 6, 4, 7),
        ("n", "", 8, 6, 7),
        ("m", "compact", 9, 1, 17),
        ("n", "", 9, 26, 7),
        ("n", "", 11, 3, 7),
    ]
