"""What is fuzzed by `make fuzz` holds for the inputs that it begins with, and for those that once broke it."""

from __future__ import annotations

import re

import pytest
from whole_sites import REPOSITORY

from fuzzing.targets import TARGETS, Broken, hold

FOUND = [
    ("front", b"con{t$cat:" + b"\xff" * 8 + b"\x01\x00\x00\x1a\x1b[2J"),  # a hint that quotes what no terminal may get
    ("table", b"sep=;\nkey;" + b"\xff" * 8 + b"\x01\x00" + b"\xff" * 10 + b"te"),
    ("drawing", b'<?xml version="1.0" encoding="bogus"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    ("drawing", b'<?xml version="1.0" encoding="utf-7"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ("drawing", b'<svg xmlns="http://www.w3.org/2000/svg"><style>@im<g/>port "a";</style></svg>'),
    ("front", b'aliases: ["/a\\n/b https://a.example 301"]'),
    ("front", b"a: " + b"\xac" * 40),
    ("catalog", b'msgid "a"\ne\xc0\xaa\xab\xb9- "a"\n'),
    ("table", b"a\xb0\xac\xac\xac\xb0\xb0t"),
    ("markup", b"[q{{a}}]: b\n\n[q{{a}}]: c\n"),
    ("markup", b"a\n\n[b {{ }} c]: d\n"),
    ("picture", TARGETS["picture"].seeds[0].replace(b"IDATx", b"IDATy")),  # pixels that cannot be unpacked
    ("picture", TARGETS["picture"].seeds[2].replace(b"\xff\xe0\0\x10", b"\xff\xe0\0\0")),  # a segment without length
    ("picture", TARGETS["picture"].seeds[0][:-12] + b"\xff\0\0\0IDAT"),  # a chunk that is not there
]
"""What a target was broken by."""


@pytest.mark.parametrize("name", TARGETS)
def test_what_a_target_begins_with_holds(name: str) -> None:
    assert TARGETS[name].seeds
    for seed in TARGETS[name].seeds:
        TARGETS[name].read(seed)


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_broke_a_target_holds_now(name: str, data: bytes) -> None:
    TARGETS[name].read(data)


def test_a_target_notices_what_does_not_hold() -> None:
    with pytest.raises(Broken):
        hold(False, "a promise")  # noqa: FBT003 - as `assert` has it


def test_every_target_is_in_the_table_of_contributing() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    [listed] = re.findall(r"`make fuzz`.*?\(([a-z, ]+)\)", text, re.DOTALL)
    assert set(listed.split(", ")) == TARGETS.keys()
