"""What has changed in a source since its translations were made: found in git's history, marked by words."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repositories import commit, git
from whole_sites import call, read_site, write_files

from microsite.files.history import find_versions, read_versions
from microsite.model.source import TEXT_BOUND
from microsite.translation.marks import find_snippets

FEAST = "content/pages/feast"
SOURCE, CHINESE = f"{FEAST}.en.md", f"{FEAST}.zh.md"
BODY = "Come at noon.\n\n## Place {#place}\n\nThe old square.\n\n## Food\n\nSoup.\n"
LANGUAGES = b"title: T\nbase_url: https://t.example/\nlanguages: {en: {name: English}, zh: {name: Z}}\n"


def text(body: str, title: str = "Feast") -> bytes:
    return f"---\ntitle: {title}\n---\n{body}".encode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site in a repository, whose one translation is up to date."""
    files = read_site("minimal") | {"content/site.yaml": LANGUAGES, SOURCE: text(BODY), CHINESE: text(BODY, "节")}
    root = write_files(tmp_path / "site", files)
    assert call("ack", "feast", folder=root).status == 0
    git(root, "init")
    commit(root)
    return root


def edit(root: Path, body: str, title: str = "Feast") -> None:
    write_files(root, {SOURCE: text(body, title)})


def shown(root: Path) -> list[str]:
    """What stands before the translation in the differences of its one entry."""
    lines = call("status", "--diff", "feast", folder=root).out.splitlines()
    return [line for line in lines if line and not line.startswith("  zh │")]


# ---- in git's history -------------------------------------------------------------------------------------------


def test_what_a_section_said_is_found_and_the_words_are_marked(root: Path) -> None:
    edit(root, BODY.replace("old square", "town hall").replace("noon", "three"))
    assert shown(root) == [
        "pages/feast zh: the beginning changed",
        "  en │ Come at [-noon-]{+three+}.",
        "pages/feast zh: “Place” changed",
        "  en │ ## Place {#place}",
        "  en │ ",
        "  en │ The [-old square-]{+town hall+}.",
    ]


def test_it_is_found_behind_later_commits_and_beside_branches_that_were_merged(root: Path) -> None:
    for word in ("second", "third"):
        edit(root, BODY.replace("Soup", f"A {word} soup"))
        commit(root)
    git(root, "checkout", "-b", "other", "HEAD~1")
    edit(root, BODY.replace("noon", "one"))
    commit(root)
    git(root, "checkout", "main")
    git(root, "merge", "-s", "ours", "other")
    assert shown(root) == [
        "pages/feast zh: “Food” changed",
        "  en │ ## Food",
        "  en │ ",
        "  en │ [-Soup-]{+A third soup+}.",
    ]


def test_a_site_may_be_a_folder_of_a_repository(tmp_path: Path, root: Path) -> None:
    (root / ".git").rename(root / "git")
    (root / "git").rename(tmp_path / ".git")
    commit(tmp_path)
    edit(root, BODY.replace("Soup", "Stew"))
    assert shown(root)[-1] == "  en │ [-Soup-]{+Stew+}."


def test_moved_new_and_removed_sections_are_named(root: Path) -> None:
    edit(root, "Come at noon.\n\n## Food\n\nSoup.\n\n## Place {#place}\n\nThe old square.\n\n## Music\n\nYes.\n")
    assert shown(root) == [
        "pages/feast zh: “Food” moved",
        "  en │ ## Food",
        "pages/feast zh: “Music” added",
        "  en │ ## Music",
        "  en │ ",
        "  en │ Yes.",
    ]
    edit(root, "Come at noon.\n\n## Place {#place}\n\nThe old square.\n")
    assert shown(root) == ["pages/feast zh: “Food” removed", "  en │ [-## Food-]", "  en │ ", "  en │ [-Soup.-]"]


def test_title_and_summary_are_a_section_too(root: Path) -> None:
    edit(root, BODY, "The great feast")
    assert shown(root) == ["pages/feast zh: title and summary changed", "  en │ [-Feast-]{+The great feast+}"]


def test_programs_get_what_was_said_then(root: Path) -> None:
    edit(root, BODY.replace("Soup", "Stew"))
    [found] = json.loads(call("status", "--diff", "feast", "--format=json", folder=root).out)["differences"]
    assert (found["former"], found["source"]) == ("## Food\n\nSoup.", "## Food\n\nStew.")


def test_what_was_never_committed_is_shown_as_it_is_now(root: Path) -> None:
    edit(root, BODY.replace("Soup", "Stew"))
    call("ack", "feast", folder=root)
    edit(root, BODY.replace("Soup", "Bread"))
    assert shown(root)[-1] == "  en │ Bread."


@pytest.mark.parametrize("lost", ["git", "repository", "commits"])
def test_without_git_or_a_history_all_is_shown_as_it_is_now(
    lost: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lost == "git":
        monkeypatch.setenv("PATH", str(tmp_path))
    else:
        (root / ".git").rename(tmp_path / "away")
    if lost == "commits":
        git(root, "init")
    edit(root, BODY.replace("Soup", "Stew"))
    done = call("status", "--diff", "feast", folder=root)
    assert (done.status, done.out.count("Stew."), done.out.count("[-")) == (0, 1, 0)


# ---- hostile repositories ---------------------------------------------------------------------------------------


def test_no_program_of_a_repository_is_run_and_nothing_is_written(root: Path, tmp_path: Path) -> None:
    (tmp_path / "trap").write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n", "utf-8")
    (tmp_path / "trap").chmod(0o755)
    trap = str(tmp_path / "trap")
    names = ("core.fsmonitor", "core.pager", "diff.external", "diff.x.textconv", "diff.x.command", "filter.x.smudge")
    for name in (*names, "filter.x.clean", "filter.x.process", "gpg.program", "pager.rev-list", "core.sshCommand"):
        git(root, "config", name, trap)
    for name, value in (
        ("log.showSignature", "true"),
        ("filter.x.required", "true"),
        ("core.hooksPath", str(tmp_path)),
    ):
        git(root, "config", name, value)
    (root / ".git/info/attributes").write_text("* diff=x filter=x\n", "utf-8")
    before = {path: path.stat().st_mtime_ns for path in (root / ".git").rglob("*")}
    edit(root, BODY.replace("Soup", "Stew"))
    assert shown(root)[-1] == "  en │ [-Soup-]{+Stew+}."
    assert not (tmp_path / "sprung").exists()
    assert {path: path.stat().st_mtime_ns for path in (root / ".git").rglob("*")} == before


def test_what_a_partial_clone_lacks_is_not_asked_for(root: Path, tmp_path: Path) -> None:
    edit(root, BODY.replace("Soup", "Stew"))
    commit(root)
    [versions] = find_versions(root, [SOURCE]).values()
    lost = root / ".git/objects" / versions[-1][:2] / versions[-1][2:]
    lost.chmod(0o600)
    lost.unlink()
    (tmp_path / "git-remote-trap").write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", "utf-8")
    (tmp_path / "git-remote-trap").chmod(0o755)
    settings = {"remote.origin.url": "trap::x", "remote.origin.promisor": "true", "extensions.partialClone": "origin"}
    for name, value in (settings | {"core.repositoryFormatVersion": "1", "protocol.trap.allow": "always"}).items():
        git(root, "config", name, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        assert [data for _, data in read_versions(root, versions)] == [text(BODY.replace("Soup", "Stew"))]
    assert not (tmp_path / "sprung").exists()


def test_the_environment_does_not_lead_to_another_repository(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert list(find_versions(root, [SOURCE])) == [SOURCE]


def test_names_of_files_are_taken_to_the_letter(root: Path) -> None:
    path = "content/pages/fé*[a]\n:x.en.md"
    write_files(root, {path: b"x"})
    commit(root)
    assert list(find_versions(root, [path])) == [path]
    assert find_versions(root, ["content/pages/*.md", ":(glob)**"]) == {}
    assert find_versions(root, []) == {}


def test_versions_are_the_newest_first_and_what_is_too_large_is_left_out(root: Path) -> None:
    for data in (b"1", b"2" * (TEXT_BOUND + 1), b"3", b""):
        write_files(root, {SOURCE: data})
        commit(root)
    (root / SOURCE).unlink()
    (root / SOURCE).symlink_to("feast.zh.md")
    commit(root)
    names = find_versions(root, [SOURCE])[SOURCE]
    assert len(names) == 5
    assert [data[:9] for _, data in read_versions(root, names)] == [b"", b"3", b"1", (root / CHINESE).read_bytes()[:9]]


# ---- marks ------------------------------------------------------------------------------------------------------


def marked(former: str, present: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[one.fate].format(one.text) for one in find_snippets(former, present))


@pytest.mark.parametrize(
    ("former", "present", "expected"),
    [
        ("a b c", "a b c", "a b c"),
        ("the old town", "the new town", "the [-old-]{+new+} town"),
        ("the old grey town", "the new white town", "the [-old grey-]{+new white+} town"),
        ("1,234 people", "1,235 people", "[-1,234-]{+1,235+} people"),
        ("one line\nof text", "one\nline of text", "one\nline of text"),
        ("论坛在重庆举行", "论坛在成都举行", "论坛在[-重庆-]{+成都+}举行"),
        ("共有30家企业", "共有45家企业", "共有[-30-]{+45+}家企业"),
        ("a", "", "[-a-]"),
        ("", "a", "{+a+}"),
        ("a\n\nb", "a\n\nx\n\nb", "a\n\n{+x\n\n+}b"),
    ],
)
def test_words_are_marked_and_chinese_by_letters(former: str, present: str, expected: str) -> None:
    assert marked(former, present) == expected


texts = st.text(alphabet="ab 字\n.", max_size=30)


@given(texts, texts)
def test_both_versions_can_be_read_from_the_snippets(former: str, present: str) -> None:
    snippets = find_snippets(former, present)
    assert "".join(one.text for one in snippets if one.fate != "removed") == present
    assert "".join(one.text for one in snippets if one.fate != "added").split() == former.split()


@given(texts)
def test_what_is_the_same_is_one_snippet(written: str) -> None:
    assert [one.fate for one in find_snippets(written, written)] == ["same"] * bool(written)


def test_texts_of_any_length_are_compared_in_proportion() -> None:
    former, present = "a b " * 50_000, "b c " * 50_000
    assert [one.fate for one in find_snippets(former, present)] == ["removed", "added"]
