"""From the line of a group file to the element of a page that shows what it says, by table."""

from __future__ import annotations

import pytest

from microsite.preview.beside import Whereabouts
from microsite.preview.shared import find_shared_place

PATH = "content/press/2026-03-01-fair.yaml"
GROUP = """\
date: 2026-03-01
place: {de: Kiel, en: Kiel}

contact:
  name: Jana
pictures:
- {file: hall 1.jpg, alt: A hall}
- file: map.svg
  alt:
    en: A map
charts:
  - {title: Guests, form: bars, show: [guests, days]}
  - title: Days
    form: bars
    show: [guests, days]
corrections:
  - {date: 2026-03-02, text: It was 5.}
  - {date: 2026-03-03 or 4, text: It was 6.}
figures:
  guests: 3944
  days:
    value: 2
    unit: day
  unused: 7
released: true
"""
TEXT = (
    "---\ntitle: The fair\nsummary: For {{ days }}.\n---\nIt is open.\n\nIn {{ days | compact }}, {{ guests }} came.\n"
)
PAGE = ("content/press/2026-03-01-fair.en.md", TEXT)
CAME = Whereabouts(".prose", (("p p", 1),), "came")


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("place:", Whereabouts(".facts", (), "")),
        ("name: Jana", Whereabouts(".contact", (), "")),
        ("hall 1.jpg", Whereabouts('.main img:is([src*="/hall%201."], [src*="/hall%201-"])', (), "")),
        ("file: map", Whereabouts('.main img:is([src*="/map."], [src*="/map-"])', (), "")),
        ("en: A map", Whereabouts('.main img:is([src*="/map."], [src*="/map-"])', (), "")),
        ("title: Guests", Whereabouts('[id="_chart1"]', (), "")),
        ("form: bars\n", Whereabouts('[id="_chart2"]', (), "")),
        ("It was 5", Whereabouts('.correction:has([datetime="2026-03-02"])', (), "")),
        ("guests: 3944", CAME),
        ("unit: day", CAME),
    ],
)
def test_what_all_languages_share_is_where_pages_show_it(said: str, place: Whereabouts) -> None:
    found = find_shared_place(PATH, GROUP, GROUP[: GROUP.index(said)].count("\n") + 1, PAGE)
    assert found == place._replace(select=place.select.replace('"/', '"/2026-03-01-fair/'))


@pytest.mark.parametrize("said", ["pictures:", "It was 6", "figures:", "unused", "released"])
def test_what_no_page_shows_is_nowhere(said: str) -> None:
    assert find_shared_place(PATH, GROUP, GROUP[: GROUP.index(said)].count("\n") + 1, PAGE) is None


def test_nor_is_what_cannot_be_read() -> None:
    assert find_shared_place(PATH, "date: [", 1, PAGE) is None
    assert find_shared_place(PATH, "- a\n", 1, PAGE) is None
    assert find_shared_place(PATH, GROUP, GROUP[: GROUP.index("guests: 3")].count("\n") + 1, (PAGE[0], "x")) is None
