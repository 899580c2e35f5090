"""Links that are none for what stands in their brackets: the link that is meant, in the words of its author."""

from __future__ import annotations

import pytest
from test_links import ABOUT, linked, read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[a](about.md “Titel”)", '[a](about.md "Titel")'),
        ("[a](about.md „Titel“)", '[a](about.md "Titel")'),
        ("[a](about.md «Titel»)", '[a](about.md "Titel")'),
        ("[a](about.md ‘Titel’)", '[a](about.md "Titel")'),
        ("[a](about.md 「题」)", '[a](about.md "题")'),
        ("[a](about.md （题）)", '[a](about.md "题")'),
        ("[a](about.md 'Titel)", '[a](about.md "Titel")'),
        ('[a](about.md "Titel”)', '[a](about.md "Titel")'),
        ("[a](about.md Titel)", '[a](about.md "Titel")'),
        ("[a]（about.md）", "[a](about.md)"),
        ("[a] (about.md)", "[a](about.md)"),
        ("[a] (https://a.example/b)", "[a](https://a.example/b)"),
        ("[a]（about.md “题”）", '[a](about.md "题")'),
        ("［a］(about.md)", "[a](about.md)"),
        ("［a］（https：//example.org）", "[a](https://example.org)"),
        ("[a](tel: +49 30 1234)", "[a](tel:+49301234)"),
        ("[a](mailto: a@b.example)", "[a](mailto:a@b.example)"),
        ("[a](about/mein plan.pdf)", "[a](about/mein%20plan.pdf)"),
        ("[a](https://a.example/Neue_ Halle_Nord)", "[a](https://a.example/Neue_Halle_Nord)"),
        ("[a](https://a.example/ietf-standard. html)", "[a](https://a.example/ietf-standard.html)"),
        ("[a](https://a.example/die -halle-nord)", "[a](https://a.example/die-halle-nord)"),
        ("[a](https://a.example/die halle-nord)", "[a](https://a.example/die%20halle-nord)"),
        ("[a](https://a.example/a/ der Halle)", "[a](https://a.example/a/%20der%20Halle)"),
        ("[a](https://a.example/a/ “Titel”)", '[a](https://a.example/a/ "Titel")'),
        ("[a](about.md Co-Working am Hafen)", '[a](about.md "Co-Working am Hafen")'),
        ("![Plan](about/plan.png =300x200)", "![Plan](about/plan.png){width=300}"),
        ("![Plan](about/plan.png =300x)", "![Plan](about/plan.png){width=300}"),
        ("![Plan](about/plan.png “Titel”)", '![Plan](about/plan.png "Titel")'),
        ("[a][b]\n\n[b]: about.md “Titel”", '[b]: about.md "Titel"'),
        ("[b]\n\n[b]: about.md “Titel”", '[b]: about.md "Titel"'),
        ("[b]\n\n[b]：about.md", "[b]: about.md"),
    ],
)
def test_what_is_told_of_a_link_with_a_slip_in_its_brackets_mends_it(written: str, meant: str) -> None:
    text, _ = read(ABOUT, written)
    assert {(found.rule, found.hint) for found in text.body_problems} == {("markup-visible", f"write {meant}")}
    before, _, definition = written.partition("\n\n")
    mended = f"{before}\n\n{meant}" if definition else meant
    files = {"content/pages/about/mein plan.pdf": "", "content/pages/about/plan.png": "png"}
    assert read(ABOUT, mended)[0].body_problems == ()
    assert linked({ABOUT: mended}, files=files).problems == ()  # type: ignore[arg-type] # they are signatures


@pytest.mark.parametrize(
    "body", ["[a]: ein Beispiel", "[Anm.]: vgl. „So“ heißt es", "- [x] getan", "Sieh [1]: dort", "[注]：这里"]
)
def test_a_bracket_that_is_no_link_stays_one(body: str) -> None:
    assert read(ABOUT, body)[0].body_problems == ()


def test_of_a_title_in_the_address_the_address_alone_is_told() -> None:
    [found] = linked({ABOUT: "[a](about.md“Titel”)"}).problems
    assert found.hint == "write about.md"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Das [Heft a] [b]", "[Heft a][b]"), ("见[手册]　[B]", "[手册][B]"), ("Das [Heft\na]\n[b]", "[Heft a][b]")],
)
def test_a_link_by_reference_with_a_space_between_its_brackets_is_told(written: str, meant: str) -> None:
    text, _ = read(ABOUT, f"{written}\n\n[b]: about.md")
    [found] = text.body_problems
    assert (found.rule, found.hint) == (
        "markup-visible",
        f"write {meant}, without a space between the brackets; \\[ is meant to be read",
    )
    mended, _ = read(ABOUT, f"{written[: written.index('[')]}{meant}\n\n[b]: about.md")
    assert mended.body_problems == ()


@pytest.mark.parametrize("written", ["- [x] [b]", "[1] [b]", "[b] [B]", "`[a] [b]` [b]", "[a]\n\n[b]", "\\[a] [b]"])
def test_brackets_that_are_meant_to_stand_before_a_link_may_do_so(written: str) -> None:
    text, _ = read(ABOUT, f"{written}\n\n[b]: about.md")
    assert text.body_problems == ()
