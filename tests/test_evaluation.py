"""The evaluation: its corpus of our own, its halves, its slips."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.__main__ import main
from evaluation.corpus import Case, read_cases
from evaluation.mutations import mutate
from evaluation.others import damage, find

ROOT = Path(__file__).parent.parent
CASES = list(read_cases(ROOT / "evaluation" / "texts", "en"))
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.page[14:]}-{case.translation.lang}")


@every_case
def test_nothing_but_guesses_is_found_in_a_translation_that_is_right(case: Case) -> None:
    assert [finding for finding in case.findings() if finding.severity != "info"] == []


@every_case
def test_nothing_but_guesses_is_found_if_the_translation_is_the_source(case: Case) -> None:
    turned = Case(case.page, case.translation, case.source, ())
    assert [finding for finding in turned.findings() if finding.severity != "info"] == []


@every_case
def test_nearly_every_slip_is_found_and_nothing_else_becomes_an_error(case: Case) -> None:
    before = {finding.message for finding in case.findings()}
    made = found = 0
    for slip in mutate(case.translation.body, case.translation.lang, "a seed", 4):
        new = [finding for finding in case.findings(slip.text) if finding.message not in before]
        near = [finding for finding in new if abs(finding.line - slip.line) <= 1]
        assert [finding for finding in new if finding not in near and finding.severity == "error"] == []
        made += 1
        found += any(finding.severity != "info" for finding in near)
    assert found >= 0.9 * made > 0


def test_a_slip_changes_one_line_and_is_the_same_for_a_seed() -> None:
    text = "Am 16. November 2025 kamen 3.944 Gäste, 71,8 % mehr.\n\nEs kostete 5 Millionen Euro."
    slips = list(mutate(text, "de", "a seed", 3))
    assert slips == list(mutate(text, "de", "a seed", 3))
    for slip in slips:
        lines = zip(text.split("\n"), slip.text.split("\n"), strict=True)
        assert [number for number, (old, new) in enumerate(lines, 1) if old != new] == [slip.line]


def test_what_is_no_prose_gets_no_slip() -> None:
    assert list(mutate("See [it](a-5.md), `port 80` <!-- 7 -->.", "en", "a seed", 3)) == []


def test_translations_of_one_page_are_in_one_half(tmp_path: Path) -> None:
    for lang in ("de", "en", "zh"):
        (tmp_path / "content" / "press").mkdir(parents=True, exist_ok=True)
        for key in "abcdefgh":
            (tmp_path / "content" / "press" / f"{key}.{lang}.md").write_text("5\n", encoding="utf-8")
    cases = list(read_cases(tmp_path, "en"))
    halves = {case.page: {other.is_for_development for other in cases if other.page == case.page} for case in cases}
    assert len(cases) == 16
    assert all(len(half) == 1 for half in halves.values())
    assert {True, False} == set().union(*halves.values())


def test_the_evaluation_tells_of_both_halves(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--each", "1"])
    printed = capsys.readouterr().out
    assert printed.count("| all | ") == 2
    assert "## develop: " in printed
    assert "## measure: " in printed
    assert printed.count("| section dropped | ") == 2


@every_case
def test_the_other_rules_find_no_error_in_a_translation_that_is_right(case: Case) -> None:
    assert [one for one in find(case, case.translation.body) if one.severity.word == "error"] == []


def test_damage_of_every_kind_is_found_by_the_rule_that_ought_to_see_it() -> None:
    made: dict[str, list[bool]] = {}
    for case in CASES:
        for harm in damage(case, 3):
            assert harm.body != case.translation.body
            told = {one.message for one in find(case, harm.body) if one.rule == harm.rule}
            known = {one.message for one in find(case, case.translation.body)}
            made.setdefault(harm.kind, []).append(bool(told - known))
    assert set(made) >= {"section dropped", "paragraph dropped", "paragraph untranslated"}
    assert all(sum(found) >= 0.8 * len(found) for found in made.values()), made
