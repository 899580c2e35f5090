"""YAML text → nodes: what they hold, where they stand, what is refused, and what an editor is told of a slip."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import REPOSITORY, call, output, read_site, write_files

from microsite.content.yaml.complaints import quoted
from microsite.content.yaml.events import MAX_DEPTH, MAX_NODES, Loader, compose_fully
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, one_line, shown
from microsite.content.yaml.tree import compose, compose_plainly
from microsite.diagnostics.problems import Diagnostic, Span
from microsite.model.decode import UNWANTED

LOADERS: list[Loader] = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]
YAML_LIKE = st.text(alphabet=st.sampled_from(" \n\t:-{}[]#'\"\\|>&*!%@`?,ab0~.\u2028\x85\ufeff重“😀"), max_size=60)
ANY_TEXT = st.text(alphabet=st.characters(), max_size=60)  # with surrogates, which no decoded file holds


def plain(node: Node | None) -> object:
    """The values alone."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {name.text: plain(value) for name, value in node.entries} if node else None


def values(text: str) -> object:
    node, found = compose(text, "a.yaml")
    assert found == ()
    return plain(node)


def only(text: str) -> Diagnostic:
    _, (diagnostic,) = compose(text, "a.yaml")
    return diagnostic


def place(diagnostic: Diagnostic) -> tuple[int, int, int]:
    assert diagnostic.span
    return diagnostic.span.line, diagnostic.span.column, diagnostic.span.length


def is_inside(span: Span, text: str, first_line: int = 1) -> bool:
    lines = text.split("\n")
    row = span.line - first_line
    return 0 <= row < len(lines) and 0 <= span.column - 1 <= len(lines[row]) - span.length


def test_names_lists_and_texts_are_read_in_the_order_written() -> None:
    assert values("b: 1\na: [x, y]\nc:\n  - d: e\n") == {"b": "1", "a": ["x", "y"], "c": [{"d": "e"}]}


@pytest.mark.parametrize("text", ["", "\n", "# nur ein Kommentar\n", "---\n...\n"])
def test_a_text_with_nothing_in_it_gives_nothing_and_no_problem(text: str) -> None:
    node, found = compose(text, "a.yaml")
    assert (node is None or (isinstance(node, Scalar) and node.is_empty), found) == (True, ())


@pytest.mark.parametrize("text", ["no", "2025", "1_000", "2025-11-16", "0x1F", "1e3", "Null", "yes"])
def test_nothing_is_resolved_but_kept_as_written(text: str) -> None:
    assert values(f"title: {text}\n") == {"title": text}


def test_absent_values_are_empty_and_quoted_ones_are_not_taken_for_absent() -> None:
    node, _ = compose("a:\nb: ~\nc: null\nd: '~'\ne: 'null'\nf: ''\n", "a.yaml")
    assert isinstance(node, Fields)
    states = {name.text: isinstance(value, Scalar) and value.is_empty for name, value in node.entries}
    assert states == {"a": True, "b": True, "c": True, "d": False, "e": False, "f": True}


def test_spans_are_lines_and_columns_of_the_whole_file_in_code_points() -> None:
    node, _ = compose('title: "😀 重庆"\nlist:\n  - ä\n', "x.md", first_line=2)
    assert isinstance(node, Fields)
    (title, text), (_, items) = node.entries
    assert isinstance(items, Items)
    assert (title.span, text.span) == (Span("x.md", 2, 1, 5), Span("x.md", 2, 8, 6))
    assert (items.span, items.items[0].span) == (Span("x.md", 4, 3, 3), Span("x.md", 4, 5, 1))


def test_a_span_ends_with_its_first_line() -> None:
    node, _ = compose("a: |\n  eins\n  zwei\nb: eins\n  zwei\n", "a.yaml")
    assert isinstance(node, Fields)
    assert [value.span for _, value in node.entries] == [Span("a.yaml", 1, 4, 1), Span("a.yaml", 4, 4, 4)]


@pytest.mark.parametrize("loader", LOADERS)
def test_line_and_paragraph_separators_are_spaces_and_do_not_count_as_lines(loader: Loader) -> None:
    node, found = compose_fully("a: Talente\u2028finden\u2029Wege\nb: x\nb: y\n", "a.yaml", loader=loader)
    assert plain(node) == {"a": "Talente finden Wege", "b": "x"}
    assert [place(diagnostic) for diagnostic in found] == [(3, 1, 1)]


# ---- lines of Chinese -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 重庆国际\n  人才交流大会\n", "重庆国际人才交流大会"),
        ("a: >-\n  汇聚人才，\n  共创未来。\n", "汇聚人才，共创未来。"),
        ("a: '参加“兴渝杯”\n  国际项目大赛'\n", "参加“兴渝杯”国际项目大赛"),
        ("a: Talente finden\n  neue Wege\n", "Talente finden neue Wege"),
        ("a: 重庆 Chongqing\n  Expo\n", "重庆 Chongqing Expo"),
        ("a: 人才 大会\n", "人才 大会"),
    ],
)
def test_a_line_break_between_han_characters_is_no_space(text: str, expected: str) -> None:
    assert values(text) == {"a": expected}


def test_one_line_joins_words_with_a_space_and_han_characters_without() -> None:
    assert one_line("  Talente \n  finden\n重庆\n人才 大会\n") == "Talente finden 重庆人才 大会"


# ---- what is refused ------------------------------------------------------------------------------------------


def test_a_duplicate_key_is_reported_with_both_lines() -> None:
    node, (found,) = compose("title: a\nsummary: b\ntitle: c\n", "a.yaml", first_line=2)
    assert plain(node) == {"title": "a", "summary": "b"}
    assert (found.rule, found.span, found.related) == (
        "yaml-invalid",
        Span("a.yaml", 4, 1, 5),
        (Span("a.yaml", 2, 1, 5),),
    )
    assert "in lines 2 and 4" in found.message


def test_the_same_key_in_two_mappings_is_no_duplicate() -> None:
    assert values("a: {x: 1}\nb: {x: 2}\n") == {"a": {"x": "1"}, "b": {"x": "2"}}


@pytest.mark.parametrize(
    ("text", "spot", "hint"),
    [
        ("a: &x b\n", (1, 4, 4), 'a: "&x b"'),
        ("a: b\nc: *x\n", (2, 4, 2), 'c: "*x"'),
        ("a: !wichtig b\n", (1, 4, 10), 'a: "!wichtig b"'),
        ("a: !!python/object/apply:os.system [ls]\n", (1, 4, 33), "quotation marks"),
    ],
)
def test_anchors_aliases_and_tags_are_refused(text: str, spot: tuple[int, int, int], hint: str) -> None:
    node, (found,) = compose(text, "a.yaml")
    assert (node, found.rule, place(found)) == (None, "yaml-invalid", spot)
    assert hint in found.hint


def test_every_alias_of_a_bomb_is_refused_and_none_is_followed() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{old}, *{old}]\n" for old, name in zip("abc", "bcd", strict=True)
    )
    node, found = compose(bomb, "a.yaml")
    assert node is None
    assert [place(diagnostic)[0] for diagnostic in found] == [1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


def test_a_second_document_is_refused_where_it_begins() -> None:
    assert place(only("a: b\n---\nc: d\n")) == (2, 1, 3)
    assert values("---\na: b\n...\n") == {"a": "b"}


def test_nesting_has_a_bound() -> None:
    assert values("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None
    found = only("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert place(found)[:2] == (1, MAX_DEPTH + 1)
    assert f"{MAX_DEPTH} levels" in found.message


@pytest.mark.parametrize("unit", ["[", "{", "- ", "? ", "{a: ", "[[]", "- ? "])
@pytest.mark.parametrize("loader", LOADERS)
def test_a_hundred_thousand_brackets_crash_nothing(unit: str, loader: Loader) -> None:
    node, found = compose_fully(unit * (100_000 // len(unit)), "a.yaml", loader=loader)
    assert (node, [diagnostic.rule for diagnostic in found]) == (None, ["yaml-invalid"])


def test_the_number_of_values_has_a_bound() -> None:
    assert values("[" + "1," * (MAX_NODES - 1) + "]") == ["1"] * (MAX_NODES - 1)
    assert "10,000 values" in only("[" + "1," * MAX_NODES + "]").message


@pytest.mark.parametrize("escape", [r"\0", r"\x07", r"\x85", r"\uE000", r"\uE001", r"\uFFFF"])
def test_an_escape_makes_no_unwanted_character(escape: str) -> None:
    node, (found,) = compose(f'a: "x{escape}y"\n', "a.yaml")
    assert (plain(node), found.rule, place(found)[:2]) == ({"a": "xy"}, "file-encoding", (1, 4))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r'a: "x\u202Ey"', "an escape makes the character U+202E, which nobody sees"),
        (r'a: "x\u2067y"', "an escape makes the character U+2067, which begins an isolate"),
        ("a: [x\u2067y, z\u2069]", "U+2067, which begins an isolate that does not end on its line, is in this value"),
    ],
)
def test_a_value_turns_around_nothing_beside_it(text: str, message: str) -> None:
    _, found = compose(f"{text}\n", "a.yaml")
    assert found[0].rule == "bidi-control"
    assert message in found[0].message


def test_other_escapes_are_read() -> None:
    assert values(r'a: "\u91cd\t\" \\ \U0001F600"') == {"a": '重\t" \\ 😀'}


# ---- slips ----------------------------------------------------------------------------------------------------

SLIPS = [
    ("title: Talente: neue Wege\n", (1, 15), "a colon and a space", 'title: "Talente: neue Wege"'),
    ('title: Was: "das"\n', (1, 11), "a colon and a space", "title: 'Was: \"das\"'"),
    ("a:\n  - Chongqing: x: y\n", (2, 17), "a colon and a space", '- Chongqing: "x: y"'),
    ("title: {{ graduates }} Talente\n", (1, 8), "cannot begin with “{”", 'title: "{{ graduates }} Talente"'),
    ("title: {{ graduates }}\n", (1, 8), "cannot begin with “{”", 'title: "{{ graduates }}"'),
    ("a: {b: {{ c }}}\n", (1, 8), "cannot begin with “{”", "put the text in quotation marks"),
    ("title: [[Anschrift]] hier\n", (1, 22), "goes on after the “]”", 'title: "[[Anschrift]] hier"'),
    ('title: "Hub" neu\n', (1, 14), 'goes on after the “"”', "title: '\"Hub\" neu'"),
    ("title: 'it's'\n", (1, 12), "goes on after the “'”", 'title: "it\'s"'),
    ("title: *wichtig* x\n", (1, 8), "cannot begin with “*”", 'title: "wichtig x"'),
    ("title: **a b**\n", (1, 8), "cannot begin with “*”", 'title: "a b"'),
    ("title: *x\n", (1, 8), "cannot begin with “*”", 'title: "*x"'),
    ("title: & Co\n", (1, 8), "cannot begin with “&”", 'title: "& Co"'),
    ("title: @talent\n", (1, 8), "cannot begin with “@”", 'title: "@talent"'),
    ("title: `x`\n", (1, 8), "cannot begin with “`”", 'title: "x"'),
    ("title: % mehr\n", (1, 8), "cannot begin with “%”", 'title: "% mehr"'),
    ("title: |x\n", (1, 8), "cannot begin with “|”", 'title: "|x"'),
    ("a: {unit: %}\n", (1, 11), "cannot begin with “%”", 'quotation marks: a: {unit: "%"}'),
    ("a: [b, @x]\n", (1, 8), "cannot begin with “@”", 'quotation marks: a: [b, "@x"]'),
    ('c: ["a #b", #c]\n', (1, 13), "begins a comment to YAML", 'quotation marks: c: ["a #b", "#c"]'),
    ("title: - Neu\n", (1, 8), "in the line of its name", 'put the text in quotation marks: title: "- Neu"'),
    ("title: ? x\n", (1, 8), "cannot begin with “?”", 'title: "? x"'),
    ("title: !b!c d\n", (1, 8), "cannot begin with “!”", 'title: "!b!c d"'),
    ("theme: {accent: #b01217}\n", (1, 17), "takes the bracket along that closes", 'theme: {accent: "#b01217"}'),
    ("a: [b, #c, d]\n", (1, 8), "takes the bracket along that closes", 'a: [b, "#c", d]'),
    ("title: [\n", (2, 1), "a bracket above is not closed", "close each"),
    ("title: ]\n", (1, 8), "cannot begin with “]”", 'title: "]"'),
    ("title: 'abc\nb: c\n", (1, 8), "not closed", 'title: "abc"'),
    ('title: "abc\nb: "c"\n', (1, 8), "closed only in a later line", 'title: "abc"'),
    ("a:\n\tb: c\n", (2, 1), "indented with a tab", "indent with spaces"),
    ("title:Talente\nb: c\n", (1, 1), "is not “name: value”", "title: Talente"),
    ("a: b\ntitle：人才\nc: d\n", (2, 1), "is not “name: value”", "title: 人才"),
    ("a: b\nTalente finden\nc: d\n", (2, 1), "is not “name: value”", "indent"),
    ("title: Talente\n summary: neu\n", (2, 9), "more of the text above", "same column"),
    ("a: [1, 2\nb: 3\n", (1, 4), "the “[” that opens here is not closed", "close it with “]”"),
    ("a: {b: c\n", (1, 4), "the “{” that opens here is not closed", "close it with “}”"),
    ('a: "C:\\q"\n', (1, 7), "“\\q” is not an escape", "single quotation marks"),
    ("a: - b\n", (1, 4), "a list begins here", "on a line of its own"),
    ("a: b\n- c\n", (2, 1), "fits no level", "same column"),
    ("[a] b: c\n", (1, 5), "goes on after the “]”", '"[a] b: c"'),
    ("Hub\n...\nZentrum\n", (3, 1), "fits no level", "same column"),
    ("a:\n  - b: c\n   d: e\n", (3, 4), "fits no level", "same column"),
    (": x\n", (1, 1), "", ""),
    ("%ab: c\n", (1, 1), "cannot begin with “%”", "quotation marks"),
    ("%YAML 2.2\n---\na: b\n", (1, 1), "cannot be read here", ""),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "spot", "message", "hint"), SLIPS)
def test_a_slip_is_told_where_it_is_with_a_line_to_paste(
    text: str, spot: tuple[int, int], message: str, hint: str, loader: Loader
) -> None:
    node, (found,) = compose_fully(text, "a.yaml", loader=loader)
    assert (node, found.rule, place(found)[:2]) == (None, "yaml-invalid", spot)
    assert message in found.message
    assert hint in found.hint


def test_a_field_without_a_name_is_refused() -> None:
    assert only("? \n: x\n").message == "a field has no name"


def test_an_escape_beyond_unicode_is_refused_by_either_parser() -> None:
    for loader in LOADERS:
        node, (found,) = compose_fully('a: "\\UFFFFFFFF"\n', "a.yaml", loader=loader)
        assert (node, found.rule) == (None, "yaml-invalid")


@pytest.mark.parametrize("hint", ['title: "Talente: neue Wege"', "title: 'Was: \"das\"'", 'title: "{{ graduates }}"'])
def test_what_a_hint_shows_can_be_read(hint: str) -> None:
    assert isinstance(values(hint), dict)


# ---- laws -----------------------------------------------------------------------------------------------------


@given(YAML_LIKE | ANY_TEXT)
def test_compose_never_raises_and_points_inside_the_text(text: str) -> None:
    for loader in LOADERS:
        node, found = compose_fully(text, "a.yaml", first_line=3, loader=loader)
        assert node is None or not UNWANTED.search(str(plain(node)))
        for diagnostic in found:
            assert diagnostic.span
            assert all(is_inside(span, text, 3) for span in (diagnostic.span, *diagnostic.related))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Zl", "Zp"]), min_size=1))
def test_what_is_put_in_quotation_marks_is_read_as_it_was(text: str) -> None:
    line = UNWANTED.sub("", text).replace("\n", " ").replace("\t", " ")
    assert values(f"a: {quoted(line)}\n") == {"a": line}


@given(ANY_TEXT)
def test_a_shown_text_is_one_line_and_short(text: str) -> None:
    line = shown(text * 10)
    assert len(line) <= 62
    assert "\n" not in line


# ---- without libyaml --------------------------------------------------------------------------------------------

ORDINARY = st.text(alphabet=st.sampled_from(" \n:-{}[]#'\"\\&*@`,ab0~.重“"), max_size=60)
DOCUMENTS = (
    "title: Hello\nsummary: World\n",
    "a:\n  - b\n  - c\n",
    "a: [x, y]\nb: {c: d}\n",
    "a: 'x'\nb:\n- c: \"d\"\n  e: f\n",
)
"""Without what the parsers take differently: tabs, and signs that hardly any editor writes."""


@st.composite
def slipped(draw: st.DrawFn) -> str:
    """A document, with a sign too many, too few, or another one."""
    text = draw(st.sampled_from(DOCUMENTS))
    at = draw(st.integers(0, len(text) - 1))
    return text[:at] + draw(ORDINARY)[:1] + text[at + draw(st.integers(0, 1)) :]


@given(ORDINARY | slipped())
def test_both_parsers_read_the_same_and_complain_of_the_same_texts(written: str) -> None:
    text = re.sub(r":(?=[^ \n])", ": ", written)
    (node, found), (other, told) = (
        compose_fully(text, "a.yaml", loader=loader) for loader in (LOADERS[0], LOADERS[-1])
    )
    assert plain(node) == plain(other)
    assert [one.rule for one in found] == [one.rule for one in told]
    assert not any("the YAML cannot be read here" in one.message for one in (*found, *told))


WITHOUT_LIBYAML = """
import sys
sys.modules["yaml._yaml"] = sys.modules["_yaml"] = None  # as where PyYAML was built without it
import yaml
assert not yaml.__with_libyaml__
from microsite.commands.cli import main
sys.exit(main(sys.argv[1:]))
"""


def build_without_libyaml(root: Path) -> tuple[int, str]:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", WITHOUT_LIBYAML, "--root", str(root)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
        text=True,
    )
    return done.returncode, done.stderr


def test_a_site_is_the_same_where_pyyaml_has_no_libyaml(tmp_path: Path) -> None:
    files = read_site("trilingual")
    roots = [write_files(tmp_path / name, files) for name in ("with", "without")]
    assert call("--root", str(roots[0]), folder=tmp_path).status == 0
    assert build_without_libyaml(roots[1])[0] == 0
    assert output(roots[0]) == output(roots[1])


def test_a_slip_is_told_in_the_same_words_where_pyyaml_has_no_libyaml(tmp_path: Path) -> None:
    site = read_site("minimal") | {"content/pages/about.en.md": b"---\ntitle: Talents: new ways\n---\nText.\n"}
    root = write_files(tmp_path / "site", site)
    expected = call("--root", str(root), folder=tmp_path)
    assert expected.status == 1
    assert build_without_libyaml(root) == (1, expected.err)


# ---- the short way --------------------------------------------------------------------------------------------

FIELDS = st.tuples(
    st.sampled_from(["title", "a", "B_1", "date", "null", "a b", "-", ""]),
    st.sampled_from([": ", ":  ", ":", " : ", ""]),
    st.sampled_from(
        [
            *(
                '"“Wege” – finden: neu # {x}"',
                '""',
                '" a "',
                '"a\\nb"',
                "'a'",
                '"offen',
                '"a" b',
                "新闻 2025",
                "true",
                "~",
            ),
            *(
                "2025-11-16",
                "a: b",
                "a #b",
                "a - b",
                "a,b",
                "/x/",
                "x.",
                "[a]",
                "- a",
                "",
                "😀",
                "a\xa0b",
                '"a\xa0"',
                "\u2028",
            ),
            *("\ufeff", "a\tb", "a\x85b", "é", "e\u0301", "1_000", "-1", "...", "---", "\ue123", "a  b", "a,"),
            *("[3f9a1c2b, 00000000]", "[3f9a=9d0e, null]", "[a, b,]", "[a,b]", "[ a ]", "[a=, =a]", "[a]]", "[a, b] c"),
            *(
                '[创新枢纽, "a, b"]',
                '[a b , "c"]',
                "[a: b]",
                "[a #b, c]",
                '["a"b]',
                "[1e3, é.]",
                "[a\xa0b]",
                '["\u2028"]',
            ),
        ]
    ),
    st.sampled_from(["\n", " \n", "\n\n", "\n  x\n", "", "\n# c\n", "\t\n"]),
    st.sampled_from(
        ["", "", "- a, b\n", "  - a\n  - “b”\n", '- "a: b" \n-  c\n', "-\n", "- a\n  b\n", "- - a\n", "- a: b\n"]
    ),
)


@given(st.lists(FIELDS.map("".join), max_size=4).map("".join) | YAML_LIKE | ANY_TEXT)
def test_the_short_way_ends_where_the_long_way_does(text: str) -> None:
    table = compose_plainly(text, "a.yaml", 3)
    if table:
        assert (table, ()) == compose_fully(text, "a.yaml", 3)


def test_ordinary_front_matter_takes_the_short_way() -> None:
    text = (
        'title: "Talente: 419 „neue“ Wege"\nplace:  Nürnberg \ndate: 2025-11-16\nsummary: ""\nfrom: [3f9a1c2b, 0e1]\n'
        'forms: [创新枢纽, "Wege, neue", Wege zum Ziel]\n'
        'aliases:\n  - wege/neue\n  - "wege"\n'
    )
    table = compose_plainly(text, "a.md", 2)
    assert plain(table) == {
        "title": "Talente: 419 „neue“ Wege",
        "place": "Nürnberg",
        "date": "2025-11-16",
        "summary": "",
        "from": ["3f9a1c2b", "0e1"],
        "forms": ["创新枢纽", "Wege, neue", "Wege zum Ziel"],
        "aliases": ["wege/neue", "wege"],
    }
    assert (table, ()) == compose_fully(text, "a.md", 2)


@pytest.mark.parametrize(
    "text", ["", "a: b: c\n", "a: b #c\n", "a: b\na: c\n", 'a: "\\n"\n', "a: b\n  c\n", "a: b", "a:\n"]
)
def test_what_may_mean_anything_else_takes_the_long_way(text: str) -> None:
    assert compose_plainly(text, "a.yaml") is None
