"""One more entry in a mapping of a YAML file: where it stands, and that nothing else moves."""

from __future__ import annotations

import copy

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.content.yaml.adding import add_entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  de: {x: 1}  # first\n\n# end\nb: 2\n", "a:\n  de: {x: 1}  # first\n  fr: new\n\n# end\nb: 2\n"),
        ("a:\n  de: |\n    one\n    # two\n\nb: 2\n", "a:\n  de: |\n    one\n    # two\n  fr: new\n\nb: 2\n"),
        ("a:\n    de:\n    - one\n    - two\n", "a:\n    de:\n    - one\n    - two\n    fr: new\n"),
        ("a:\n  de:\n    tag: de\n    # of Germany\n", "a:\n  de:\n    tag: de\n    # of Germany\n  fr: new\n"),
        ("a: {de: x, en: '}'}  # both\n", "a: {de: x, en: '}', fr: new}  # both\n"),
        ("a: {de: {x: '}'}, en: {x: 1}, }\n", "a: {de: {x: '}'}, en: {x: 1}, fr: new }\n"),
        ("a: {\n  de: x,\n  en: y\n}\n", "a: {\n  de: x,\n  en: y, fr: new\n}\n"),
        ("\ufeffa:\r\n  de: x\r\n", "\ufeffa:\r\n  de: x\r\n  fr: new\r\n"),
        ("a:\n  de: x", "a:\n  de: x\n  fr: new"),
    ],
)
def test_an_entry_stands_behind_the_others_as_they_are_written(text: str, expected: str) -> None:
    assert add_entry(text, ["a"], "fr", "new") == expected


@pytest.mark.parametrize("text", ["", "b: 1\n", "a: x\n", "a: {}\n", "a: [x]\n", "a: {de: x # no }\n  }\n", "a: {"])
def test_where_it_cannot_stand_nothing_is_written(text: str) -> None:
    assert add_entry(text, ["a"], "fr", "new") is None


words = st.text("abc ä中#:'\"{}[],-", min_size=1, max_size=8).map(str.strip).filter(bool)
names = st.sampled_from(("de", "en", "zh-hant", "a_b", "Größe"))
values = st.recursive(words, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=2))
tables = st.dictionaries(names, values, min_size=1, max_size=4)


@settings(max_examples=up_to(300))
@given(tables, st.sampled_from(("block", "flow")), st.sampled_from(("\n", "\r\n")), st.sampled_from((40, 1000)))
def test_a_yaml_reader_finds_the_entry_and_all_others(
    table: dict[str, object], layout: str, end: str, width: int
) -> None:
    file = {"b": 1, "a": table, "c": [copy.deepcopy(table)]}
    text = yaml.safe_dump(
        file, default_flow_style=layout == "flow" or None, allow_unicode=True, sort_keys=False, width=width
    )
    changed = add_entry(text.replace("\n", end), ["a"], "fr", "{tag: fr}")
    assert changed is not None
    assert yaml.safe_load(changed) == file | {"a": table | {"fr": {"tag": "fr"}}}
    assert changed.count("\r") == changed.count("\n") * end.count("\r")
