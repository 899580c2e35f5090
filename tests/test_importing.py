"""Terms from a table: what changes, what stays, what is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import Files, as_sources, build, built, call, edit, output, read_files, read_site, write_files

from microsite.content.yaml.lines import change_front, write_front
from microsite.diagnostics.problems import Diagnostic
from microsite.glossary.exchange import COLUMNS
from microsite.glossary.imports import Rewrite, plan_import
from microsite.model.source import Source

HUB = "content/glossary/hub.de.md"
LANGUAGES = ("de", "en", "zh")
SPELLINGS = {"term": ("term", "title"), "short": ("short", "summary"), "forms": ("forms",)}


def plan(
    table: str, files: Files | None = None, languages: Sequence[str] = LANGUAGES
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """What an import changes, as texts by path, and what it tells."""
    changes, problems = plan_import(Source("terms.csv", "", table.encode()), languages, as_sources(files or {}))
    return {change.path: change.data.decode() for change in changes}, problems


def imported(table: str, text: str) -> str:
    """The text of a term after the import of a table; as it was if nothing changes it."""
    changes, problems = plan(table, {HUB: text.encode()})
    assert problems == ()
    return changes.get(HUB, text)


# ---- what stays -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["trilingual", "right-to-left", "conference"])
def test_the_table_of_a_site_changes_nothing_in_it(name: str) -> None:
    config = built(name).config
    assert config
    languages = [locale.key for locale in config.languages]
    assert plan(built(name).text("glossary.csv"), read_site(name), languages) == ({}, ())


FIELDS = st.text(st.sampled_from("ab-|=':,#\"\\ [{&重“é"), min_size=1, max_size=6).map(str.strip)
FIELDS = FIELDS.filter(lambda text: text and "{{" not in text)  # a figure that no group file has


@given(FIELDS, st.one_of(st.just(""), FIELDS), st.lists(FIELDS, unique=True, max_size=3))
def test_a_table_that_is_imported_is_the_table_that_the_site_then_has(term: str, short: str, forms: list[str]) -> None:
    files = read_site("minimal")
    value = {"term": term, "short": short, "forms": forms}
    wanted = build(files | {"content/glossary/hub.en.md": write_front(value).encode()}).text("glossary.csv")
    old = "---\n# why\nterm: Old # so\nforms:\n  # first\n  - a\n  - c\nshort: >\n  Long\n  text.\n---\nText.\n"
    for before in (files, files | {"content/glossary/hub.en.md": old.encode()}):
        changes, problems = plan(wanted, before, ["en"])
        assert problems == ()
        after = build(before | {path: text.encode() for path, text in changes.items()})
        assert after.text("glossary.csv") == wanted
        if before is not files:
            text = changes.get("content/glossary/hub.en.md", old)
            assert "# why" in text
            assert " # so\n" in text
            assert text.endswith("---\nText.\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("term: Old # why\n", "term: New # why\n"),
        ('term:   "Old"\n', 'term:   "New"\n'),
        ("'term' : 'Old'\n", "'term' : 'New'\n"),
        ("title: Old\nslug: x\n", "title: New\nslug: x\n"),
        ("term: >-\n  Old\n  one\n# next\nslug: x\n", "term: New\n# next\nslug: x\n"),
        ("mine: {a: 1}\nterm: Old\n\n# end\n", "mine: {a: 1}\nterm: New\n\n# end\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_only_the_value_of_a_field_is_written_anew(before: str, after: str, end: str) -> None:
    body = "---\n\n# Heading\n---\nterm: Old\n"
    text = f"---\n{before}{body}".replace("\n", end)
    changed = change_front(text, {"term": "New"}, SPELLINGS)
    assert changed == f"---\n{after}{body}".replace("\n", end)


@pytest.mark.parametrize(
    ("before", "forms", "after"),
    [
        ("forms: [a, b] # all\n", "b", "forms: [b] # all\n"),
        ("forms:\n  # one\n  - a\n  # two\n  - 'b' # B\n", "b | c", "forms:\n  # two\n  - 'b' # B\n  - c\n  # one\n"),
        ("forms:\n- a\n- b\n", "a", "forms:\n- a\n"),
        ("forms: [a,\n  b]\nslug: x\n", "c", "forms: [c]\nslug: x\n"),
        ("forms: [a, # A\n  b]\n", "a", "forms: [a] # A\n"),
        (
            "forms: [ # all\n    # one\n  'a # b', # A\n  it's, # B\n]\n",
            "b",
            "forms: [b] # all\n    # one\n  # A\n  # B\n",
        ),
        ("forms: [a, # A\n  b]\n", "", "forms: [] # A\n"),
        ("forms: [a]\nslug: x\n", "", "slug: x\n"),
        ("forms: [a] # none\n", "", "forms: [] # none\n"),
        ("slug: x\n", "a | b", "forms: [a, b]\nslug: x\n"),
    ],
)
def test_a_list_keeps_its_lines_and_comments(before: str, forms: str, after: str) -> None:
    table = f"key,term.de,forms.de\nhub,Hub,{forms}\n"
    assert imported(table, f"---\nterm: Hub\n{before}---\nText.\n") == f"---\nterm: Hub\n{after}---\nText.\n"


def test_wordings_that_change_leave_their_comments() -> None:
    text = (
        "---\nterm: Hub\nforbidden: # none of these\n  - wording: Knoten # of 'what'?\n    reason: '# unclear'\n---\n"
    )
    forbidden = "forbidden: [{wording: Knoten, reason: vague}] # none of these\n  # of 'what'?\n"
    table = "key,term.de,forbidden.de\nhub,Hub,Knoten: vague\n"
    assert imported(table, text) == f"---\nterm: Hub\n{forbidden}---\n"


def test_a_long_list_has_an_item_a_line() -> None:
    forms = [f"Innovationszentrum {number}" for number in range(10)]
    items = "forms:\n" + "".join(f"  - {form}\n" for form in forms)
    table = f"key,term.de,forms.de\nhub,Hub,{' | '.join(forms)}\n"
    assert imported(table, "---\nterm: Hub\n---\n") == f"---\nterm: Hub\n{items}---\n"
    changes, _ = plan(table)
    assert list(changes.values()) == [f"---\nterm: Hub\n{items}---\n"]


def test_a_column_that_is_left_out_changes_nothing() -> None:
    text = "\ufeff---\nterm: Hub\nshort: A place.\n---\n"
    assert imported("key;short.de\nhub;Another place.\n", text) == text.replace("A place", "Another place")


def test_a_term_of_a_new_language_gets_a_file_of_front_matter() -> None:
    changes, problems = plan('key,term.de,term.en,forms.en\nhub,,no,"a: b | \'c"\n')
    assert problems == ()
    assert changes == {"content/glossary/hub.en.md": '---\nterm: no\nforms: ["a: b", "\'c"]\n---\n'}


# ---- what is told -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "table-invalid 0"),
        ("term.de\nHub\n", "table-invalid 1"),
        ("key,term.de,term.de\nhub,a,b\n", "table-invalid 1"),
        ("key,term.fr\nhub,a\n", "language-unknown 1"),
        ("key,terms.de\nhub,a\n", "field-unknown 1"),
        ("key,term.de,\nhub,a,b\n", "table-invalid 2"),
        ("key,term.de\nhub,a\nHub,b\n", "table-invalid 3"),
        ("key,term.de\na.b,a\n", "key-malformed 2"),
        ("key,term.de\n../x,a\n", "key-malformed 2"),
        ("key,term.de\n,a\n", "field-missing 2"),
        ("key,term.de\nhub,\n", "field-missing 2"),
        ("key,term.de,short.de\nhub,,a\n", "field-missing 2"),
        ("key,term.de\nhub,=1+1\n", "table-invalid 2"),
        ("key,term.de\nhub,#NAME?\n", "table-invalid 2"),
        ('key,term.de\nhub,"a\nb"\n', "table-invalid 2"),
        ('key,term.de\nhub,"a\n', "table-invalid 2"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_at_its_row(table: str, told: str) -> None:
    _, problems = plan(table)
    assert [f"{d.rule} {d.span.line}" for d in problems if d.span] == [told]


@pytest.mark.parametrize("sign", [";", "；", "｜", " ; ", "、"])
def test_another_sign_between_texts_is_told_with_the_right_one(sign: str) -> None:
    table = 'key,term.de,forms.de\nhub,Hub,"{}"\n'
    changes, [found] = plan(table.format(f"Hubs{sign}Zentren"))
    assert (changes, found.rule, found.hint) == ({}, "table-invalid", "write Hubs | Zentren")
    assert plan(table.format("Hubs | Zentren"))[1] == ()


def test_a_text_with_such_a_sign_that_is_there_already_stays() -> None:
    old = b"---\nterm: Hub\nforms: [a;b]\n---\n"
    assert plan('key,term.de,forms.de\nhub,Nabe,"a;b"\n', {HUB: old})[1] == ()


@pytest.mark.parametrize(
    ("cell", "message", "hint"),
    [
        ("kaii", "there is no term “kaii”", "did you mean “kai”?"),
        ("xyz", "there is no term “xyz”", "add a row with the key xyz, or remove it"),
        ("hub", "“hub” is this term itself", "name another term, or remove the key"),
    ],
)
def test_a_related_term_that_is_none_is_refused(cell: str, message: str, hint: str) -> None:
    table = "key,term.de,see_also.de\nkai,Kai,crane\nhub,Hub,{}\n"
    files = {"content/glossary/crane.en.md": b"---\nterm: crane\n---\n"}
    _, [found] = plan(table.format(cell), files)
    assert (found.rule, found.message, found.hint) == ("see-also-unknown", f"cell C3: {message}", hint)
    assert plan(table.format("kai | crane"), files)[1] == ()


@pytest.mark.parametrize(("line", "sign"), [("sep=;", ";"), ("SEP=,", ","), ('"sep=;"', ";"), ("sep=\t", "\t")])
def test_a_line_that_tells_excel_the_separator_is_obeyed_and_is_no_row(line: str, sign: str) -> None:
    table = f"{line}\nkey{sign}term.de{sign}short.de\nhub{sign}Hub{sign}\n"
    assert plan(table) == ({HUB: "---\nterm: Hub\n---\n"}, ())
    _, [found] = plan(table.replace("Hub", "=Hub"))
    assert (found.message.partition(":")[0], found.span and found.span.line) == ("cell B2", 3)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04\x14\0 xl/workbook.xml", "an Excel file"),
        (b"PK\x03\x04\x14\0 word/document.xml", "a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "an Excel file"),
        (b"PK\x03\x04\x14\0 mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a file of an office program"),
    ],
)
def test_a_file_of_an_office_program_is_called_so(data: bytes, what: str) -> None:
    changes, [found] = plan_import(Source("terms.xlsx", "", data), LANGUAGES, ())
    assert (changes, found.rule, found.message) == ((), "file-encoding", f"this is {what}, and no text")
    assert found.hint == "open it in the spreadsheet program, and save the table as “CSV UTF-8”"


def test_a_table_in_the_encoding_of_chinese_windows_is_told_how_to_save_it() -> None:
    _, [found] = plan_import(Source("t.csv", "", "key,term.zh\nhub,创新中心\n".encode("gbk")), LANGUAGES, ())
    assert found.hint == "save the table as “CSV UTF-8”; it looks like GB18030 (GBK), in which it says “创新中心” here"


@pytest.mark.parametrize(
    ("key", "hint"),
    [("neuer Plan", "write neuer-plan"), ("a.b", "write a-b"), ("../x", "write a key: old-harbour")],
)
def test_a_key_that_is_none_is_told_with_one(key: str, hint: str) -> None:
    _, [found] = plan(f"key,term.de\n{key},a\n")
    assert (found.rule, found.hint) == ("key-malformed", hint)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Kran,crane", "put a row above it that names the columns: key,term.de,term.en"),
        ("de,en", "the first row names the columns: key,term.de,term.en"),
        ("Deutsch;English", "the first row names the columns: key,term.de,term.en"),
        ("ID,Begriff_de,Term EN", "the first row names the columns: key,term.de,term.en"),
        ("<table>", "put a row above it that names the columns: key,term.de"),
    ],
)
def test_a_table_whose_first_row_names_no_column_is_told_once_with_that_row(header: str, row: str) -> None:
    changes, [found] = plan(f"{header}\nhub,x\n")
    assert (changes, found.rule) == ({}, "table-invalid")
    assert found.hint == f"{row}; key is what the file of a term is called"


@pytest.mark.parametrize(
    ("column", "hint"),
    [
        ("begriff.de", "did you mean “term.de”?"),
        ("Term.DE", "did you mean “term.de”?"),
        ("Definition_en", "did you mean “short.en”?"),
        ("see_also", "did you mean “see_also.de”?"),
        ("xyz", "delete the column; there are key, and for each language term, short, forms,"),
    ],
)
def test_a_column_that_a_glossary_does_not_have_is_told_with_the_one_that_is_meant(column: str, hint: str) -> None:
    _, [found] = plan(f"key,term.de,{column}\nhub,Hub,x\n")
    assert (found.rule, found.hint[: len(hint)]) == ("field-unknown", hint)


def test_a_name_of_the_column_of_keys_in_another_case_is_told_once() -> None:
    changes, [found] = plan("Key;term.de\nhub;x\n")
    assert (changes, found.rule, found.message) == ({}, "table-invalid", "cell A1: no column is called “key”")
    assert found.hint == "write key"


@pytest.mark.parametrize(
    ("cell", "hint"),
    [("-50 Grad", "write '-50 Grad if it is a text"), ("#NAME?", "write the text that was meant")],
)
def test_the_hint_at_what_looks_like_a_formula_says_what_to_write(cell: str, hint: str) -> None:
    _, [found] = plan(f"key,term.de\nhub,{cell}\n")
    assert (found.rule, found.hint) == ("table-invalid", hint)


def test_a_hint_of_front_matter_says_in_a_cell_what_the_cell_is_to_hold() -> None:
    _, [found] = plan("key,term.de,status.de\nhub,Hub,Approved\n")
    assert (found.rule, found.hint) == ("field-type", "write approved")


def test_everything_wrong_is_told_in_one_run() -> None:
    _, problems = plan('key,term.de,short.fr\nhub,=x,\nHUB,b,\na b,c,\ncup,"x\ny",\n')
    assert [d.rule for d in problems] == [
        "language-unknown",
        "table-invalid",
        "table-invalid",
        "key-malformed",
        "table-invalid",
    ]
    assert "cell B2" in problems[1].message


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("a/b", "write a key: old-harbour"),
        ("..", "write key"),
        ("con", "write con-1"),
        ("LPT1", "write lpt1-1"),
        ("kai.md", "write kai"),
        ("kai.de.md", "write kai"),
        ("Hub", "write hub"),
        ("hub?", "write hub"),
        ("a\tb", "write a-b"),
        ("h\u200eub", "write h-ub"),
        ("hub\ufe0f", "write hub"),
        ("hub\u115f", "write hub"),
        ("=hub", "write hub"),
    ],
)
def test_a_key_that_some_system_or_link_would_stumble_over_is_told_at_its_cell(key: str, hint: str) -> None:
    changes, [found] = plan(f'key,term.de\nkai,Kai\n"{key}",a\n')
    assert (found.rule, found.hint) == ("key-malformed", hint)
    assert found.message.startswith("cell A3: ")
    assert found.span
    assert (found.span.line, found.span.column) == (3, 1)
    assert list(changes) == ["content/glossary/kai.de.md"]


@pytest.mark.parametrize("key", ["öl", "é-ü", "한국", "が"])
def test_a_key_is_the_same_however_its_letters_are_composed(key: str) -> None:
    path = f"content/glossary/{unicodedata.normalize('NFC', key)}.de.md"
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, key)
        assert plan(f"key,term.de\n{written},a\n") == ({path: "---\nterm: a\n---\n"}, ())
        assert plan(f"key,term.de\n{written},b\n", {path: b"---\nterm: a\n---\n"})[0] == {path: "---\nterm: b\n---\n"}
    both = "".join(f"{unicodedata.normalize(form, key)},{form}\n" for form in ("NFC", "NFD"))
    _, [found] = plan(f"key,term.de\n{both}")
    assert (found.rule, found.span and found.span.line) == ("table-invalid", 3)
    row = f"{unicodedata.normalize('NFC', key)},a,\n"
    changes, problems = plan(f"key,term.de,see_also.de\n{row}kai,Kai,{unicodedata.normalize('NFD', key)}\n")
    assert problems == ()
    assert unicodedata.normalize("NFC", key) in changes["content/glossary/kai.de.md"]


def test_a_key_with_capital_letters_that_has_its_files_is_kept() -> None:
    path = "content/glossary/GDP.de.md"
    assert plan("key,term.de\nGDP,BIP\n", {path: b"---\nterm: a\n---\n"}) == ({path: "---\nterm: BIP\n---\n"}, ())


def test_a_key_in_other_letters_than_its_files_is_told() -> None:
    changes, [found] = plan("key,term.de\nHub,x\n", {HUB: b"---\nterm: Hub\n---\n"})
    assert changes == {}
    assert (found.rule, found.hint) == ("key-malformed", "write hub")


def test_a_term_whose_file_cannot_be_read_is_told_there() -> None:
    changes, [found] = plan("key,term.de\nhub,x\n", {HUB: b"---\nterm: [\n---\n"})
    assert changes == {}
    assert found.span
    assert found.span.path == HUB


def test_front_matter_that_cannot_be_changed_by_lines_is_told() -> None:
    changes, [found] = plan("key,term.de\nhub,x\n", {HUB: b"---\n{term: Hub, slug: y}\n---\n"})
    assert changes == {}
    assert found.rule == "table-invalid"


def test_every_field_of_the_table_is_one_of_the_glossary() -> None:
    assert COLUMNS[:3] == ("term", "short", "forms")
    assert Rewrite("a", b"").fields == ()


# ---- the command ------------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The trilingual site on disk, built."""
    root = write_files(tmp_path, read_site("trilingual"))
    assert call(folder=root).status == 0
    return root


def stamps(root: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in (root / "content").rglob("*")}


def test_an_import_without_changes_touches_no_file(site: Path) -> None:
    before = stamps(site)
    done = call("glossary", "import", "output/glossary.csv", folder=site)
    assert (done.status, done.out, done.err) == (0, "nothing to write\n", "")
    assert stamps(site) == before


def test_an_import_adds_and_updates_and_says_so(site: Path) -> None:
    table = (
        output(site)["glossary.csv"].decode().replace("Landstromanschluss", "Kabel")
        + f"kai,Kai{',' * 7}quay{',' * 13}\r\n"
    )
    (site / "terms.csv").write_bytes(table.encode())
    before = read_files(site / "content")
    done = call("glossary", "import", "terms.csv", folder=site)
    assert (done.status, done.out, done.err) == (
        0,
        "de: 1 added: kai; 1 changed: landstrom (forms)\nen: 1 added: kai\n",
        "",
    )
    changed = edit(before, "glossary/landstrom.de.md", "Landstromanschluss", "Kabel")
    new = {"glossary/kai.de.md": b"---\nterm: Kai\n---\n", "glossary/kai.en.md": b"---\nterm: quay\n---\n"}
    assert read_files(site / "content") == changed | new


def test_a_dry_run_says_what_would_change_by_language_and_writes_nothing(site: Path) -> None:
    table = "key,term.de,short.de,see_also.de,term.en\nlandstrom,Kabel,,,cable\nkai,Kai,,,\n"
    (site / "terms.csv").write_text(table, encoding="utf-8")
    before = stamps(site)
    done = call("glossary", "import", "terms.csv", "--dry-run", folder=site)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "de: 1 added: kai; 1 changed: landstrom (term); 1 removed: landstrom (short)",
        "en: 1 changed: landstrom (term)",
        "nothing was written: this is a dry run",
    ]
    assert stamps(site) == before


def test_an_import_with_one_error_writes_nothing(site: Path) -> None:
    (site / "terms.csv").write_text("key,term.de\nkai,Kai\nlandstrom,=1\n", encoding="utf-8")
    before = read_files(site / "content")
    done = call("glossary", "import", "terms.csv", folder=site)
    assert (done.status, done.out) == (1, "")
    assert "terms.csv:3:11: error[table-invalid]: cell B3:" in done.err
    assert read_files(site / "content") == before


def test_what_is_told_of_unicode_text_of_excel_shows_its_lines(site: Path) -> None:
    (site / "terms.txt").write_bytes("key\tterm.de\nneuer Plan\tPläne\n".encode("utf-16"))
    done = call("glossary", "import", "terms.txt", folder=site)
    assert done.status == 1
    assert "\n    neuer Plan  Pläne\n    ^^^^^^^^^^\n" in done.err


def test_an_import_writes_into_the_file_that_a_disk_has_in_decomposed_letters(site: Path) -> None:
    decomposed = site / f"content/glossary/{unicodedata.normalize('NFD', 'öl')}.de.md"
    decomposed.write_text("---\nterm: a\n---\n", encoding="utf-8")
    (site / "terms.csv").write_text("key,term.de\nöl,Öl\n", encoding="utf-8")
    before = read_files(site / "content")
    done = call("glossary", "import", "terms.csv", folder=site)
    assert (done.status, done.err) == (0, "")
    assert read_files(site / "content").keys() == before.keys()
    assert decomposed.read_text(encoding="utf-8") == "---\nterm: Öl\n---\n"


def test_a_table_that_is_not_there_is_wrong_usage(site: Path) -> None:
    done = call("glossary", "import", "none.csv", folder=site)
    assert done.status == 2
    assert "none.csv" in done.err
