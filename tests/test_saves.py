"""What the preview prints after a save: what is new, what is mended, and what was built, with the time."""

from __future__ import annotations

import argparse

import pytest

from microsite.build.report import Report
from microsite.commands.saves import Teller
from microsite.commands.serve import is_to_reload
from microsite.diagnostics.problems import Diagnostic, Span, problem

DONE = "57 files, 1 written, 0 removed in 0.1 s: .preview/"
LINK = problem("link-broken", "there is no page “x.md”", Span("content/pages/a.de.md", 7, 3), hint="write y.md")
ALT = problem("alt-missing", "this picture has no alt", Span("content/pages/b.de.md", 2, 1))
NOTE = problem("placeholder", "“[[x]]” is still to be filled in", Span("content/pages/b.de.md", 4, 1))


def arguments(**others: object) -> argparse.Namespace:
    chosen = {"format": "text", "verbose": False, "rule": None, "limit": None, "quiet": False} | others
    return argparse.Namespace(**chosen)


def report(*found: Diagnostic, done: str = DONE) -> Report:
    return Report(found, (), done)


def told(capsys: pytest.CaptureFixture[str], teller: Teller, one: Report) -> tuple[str, str]:
    teller.tell(one, "14:32:07")
    written = capsys.readouterr()
    return written.out, written.err


def test_after_a_save_only_what_is_new_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller(arguments())
    out, err = told(capsys, teller, report(ALT))
    assert (out, "alt-missing" in err) == (f"{DONE}; 1 warning\n", True)
    out, err = told(capsys, teller, report(LINK, ALT, done=f"{DONE}; as before: content/pages/a.de.md"))
    assert out == ""
    assert err.startswith("content/pages/a.de.md:7:3: error[link-broken]: there is no page “x.md”\n")
    assert err.endswith(f"\n14:32:07  1 new; now 1 error, 1 warning; {DONE}; as before: content/pages/a.de.md\n")
    assert "alt-missing" not in err
    moved = LINK._replace(span=Span("content/pages/a.de.md", 9, 3))  # by lines above it, it is no other one
    assert told(capsys, teller, report(moved, ALT, done="")) == (
        "",
        "14:32:07  now 1 error, 1 warning; nothing was written\n",
    )
    out, err = told(capsys, teller, report(ALT))
    assert err == f"14:32:07  1 mended: link-broken in content/pages/a.de.md; now 1 warning; {DONE}\n"
    assert told(capsys, teller, report(ALT)) == (f"14:32:07  now 1 warning; {DONE}\n", "")


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("content/site.yaml", "config-invalid"),
        ("content/site.yaml", "field-missing"),
        ("content/site.yaml", "yaml-invalid"),
        ("content/pages/b.de.md", "yaml-invalid"),
        ("content/pages/b.en.md", "field-missing"),
    ],
)
def test_what_nobody_looked_for_is_not_mended(path: str, rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    teller, broken = Teller(arguments()), problem(rule, "cannot be read", Span(path, 3, 1))
    told(capsys, teller, report(LINK, ALT))
    gone = "" if path == "content/site.yaml" else ", 1 mended: link-broken in content/pages/a.de.md"
    ends = f"\n14:32:07  1 new{gone}; now 1 error; nothing was written\n"
    assert told(capsys, teller, report(broken, done=""))[1].endswith(ends)
    assert told(capsys, teller, report(ALT))[1].startswith(f"14:32:07  {2 if not gone else 1} mended: ")
    assert told(capsys, teller, report())[1] == f"14:32:07  1 mended: alt-missing in content/pages/b.de.md; {DONE}\n"


def test_many_that_are_mended_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller(arguments())
    many = [
        problem("alt-missing", f"picture {number}", Span("content/pages/b.de.md", number)) for number in range(1, 6)
    ]
    told(capsys, teller, report(*many))
    place = "alt-missing in content/pages/b.de.md"
    assert told(capsys, teller, report())[1] == f"14:32:07  5 mended: {place}, {place}, {place} and 2 more; {DONE}\n"


def test_what_is_only_worth_knowing_is_told_to_who_asks(capsys: pytest.CaptureFixture[str]) -> None:
    for verbose in (False, True):
        teller = Teller(arguments(verbose=verbose))
        told(capsys, teller, report())
        assert ("placeholder" in told(capsys, teller, report(NOTE))[1]) is verbose


def test_who_wants_quiet_hears_of_findings_alone(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller(arguments(quiet=True))
    assert told(capsys, teller, report()) == ("", "")
    assert told(capsys, teller, report()) == ("", "")
    assert "1 new" in told(capsys, teller, report(ALT))[1]


def test_programs_get_all_of_each_build(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller(arguments(format="json"))
    assert told(capsys, teller, report(ALT))[0] == told(capsys, teller, report(ALT))[0] != ""


@pytest.mark.parametrize(
    ("moved", "has_written", "is_reloading"),
    [
        ({"content/pages/a.de.md"}, True, True),
        ({"content/pages/a.de.md"}, False, False),
        ({"templates/assets/style.css"}, True, False),
        ({"templates/assets/style.css", "content/pages/a.de.md"}, True, True),
        ({"templates/assets/gone.css"}, True, True),
        (set(), True, True),  # an embargo has ended
    ],
)
def test_pages_reload_unless_style_sheets_alone_are_new(
    moved: set[str], *, has_written: bool, is_reloading: bool
) -> None:
    styles = {"templates/assets/style.css": "/assets/style.12345678.css"}
    one = report()._replace(styles=styles, moved=frozenset(moved), has_written=has_written)
    assert is_to_reload(one) is is_reloading
