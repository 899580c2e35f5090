"""Comments that suppress findings."""

from __future__ import annotations

from microsite.checks.findings import Finding
from microsite.checks.prose.passages import read_passages
from microsite.checks.prose.suppressions import read_suppressions, suppress


def covered(markdown: str) -> list[tuple[int, int, int]]:
    """The line of each suppression, and the lines that it is about."""
    found = read_suppressions(markdown, read_passages(markdown))
    return [(suppression.line, suppression.first, suppression.last) for suppression in found]


def finding(line: int, rule: str = "fact-mismatch") -> Finding:
    return Finding(rule, "error", line, 1, 1, "expected 5, found 6")


def test_a_comment_in_a_paragraph_is_about_the_paragraph() -> None:
    assert covered("One.\n\nTwo\nthree <!-- check: ignore -->\nfour.\n\nFive.\n") == [(4, 3, 5)]


def test_a_comment_on_its_own_is_about_the_block_after_it() -> None:
    assert covered("One.\n\n<!-- check: ignore -->\n\n- two\n- three\n") == [(3, 5, 5)]


def test_a_comment_above_a_table_is_about_all_of_it() -> None:
    assert covered("<!-- check: ignore -->\n\n|a|b|\n|-|-|\n|1|2|\n|3|4|\n\nFive.\n") == [(1, 3, 6)]


def test_a_comment_in_a_row_is_about_the_row() -> None:
    assert covered("|a|b|\n|-|-|\n|1|2 <!-- check: ignore -->|\n|3|4|\n") == [(3, 3, 3)]


def test_a_comment_at_the_end_is_about_nothing() -> None:
    assert covered("One.\n\n<!-- check: ignore -->\n") == [(3, 0, 0)]


def test_a_comment_in_code_is_only_code() -> None:
    assert covered("Write `<!-- check: ignore -->` there.\n\n```\n<!-- check: ignore -->\n```\n") == []


def test_findings_of_the_block_are_left_out_and_others_are_kept() -> None:
    text = "One. <!-- check: ignore -->\n\nTwo.\n"
    suppressions = read_suppressions(text, read_passages(text))
    assert suppress([finding(1), finding(3)], suppressions) == ([finding(3)], [])


def test_a_comment_that_names_rules_is_about_these_alone() -> None:
    text = "One. <!-- check: ignore fact-mismatch link-differs -->\n"
    suppressions = read_suppressions(text, read_passages(text))
    other = finding(1, "untranslated")
    assert suppress([finding(1), finding(1, "link-differs"), other], suppressions) == ([other], [])


def test_tables_with_a_comment_above_each_are_blocks_of_their_own() -> None:
    table = "<!-- check: ignore -->\n|a|b|\n|-|-|\n|1|2|\n"
    assert covered(table * 2) == [(1, 2, 4), (5, 6, 8)]


def test_two_comments_on_one_block_that_name_different_rules_count_each_for_its_own() -> None:
    text = "A 5 <!-- check: ignore typography --> b <!-- check: ignore fact-mismatch -->.\n"
    first, second = suppressions = read_suppressions(text, read_passages(text))
    assert (first.column, second.column) == (5, 41)
    assert suppress([finding(1)], suppressions) == ([], [first])


def test_a_suppression_that_suppresses_nothing_is_told() -> None:
    text = "One. <!-- check: ignore -->\n\nTwo.\n"
    suppressions = read_suppressions(text, read_passages(text))
    assert suppress([finding(3)], suppressions) == ([finding(3)], suppressions)
