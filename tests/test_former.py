"""What was public and is not: told in a new checkout, where the history of git alone knows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import commit, git
from whole_sites import Files, call, edit, read_shared, read_site, write_files

CONFIG = "content/site.yaml"
DAY = "content/press/2025-11-16-day"
GATE = "gate: {press: {languages: [de, en]}}\n"
MEANT = "released: false says that you mean it"


def site(config: str = GATE, group: str = "", **fronts: str) -> Files:
    """The minimal site in two languages, with one release, in those that have front matter here."""
    files = {path: data for path, data in read_site("minimal").items() if "press" not in path} | read_shared("locales")
    files = edit(files, CONFIG, "languages:\n", "languages:\n  de: {name: Deutsch}\n")
    files = edit(files, CONFIG, "base_url:", f"{config}base_url:") | {".gitignore": b".cache/\noutput/\n"}
    files |= {
        f"{DAY}.{locale}.md": f"---\ntitle: Day\n{front}---\nText.\n".encode() for locale, front in fronts.items()
    }
    return files | ({f"{DAY}.yaml": group.encode()} if group else {})


WHOLE = site(de="", en="")


def put(root: Path, files: Files, day: str = "") -> None:
    """Commit these files, and no others."""
    for path in root.rglob("content/press/*"):
        path.unlink()
    write_files(root, files)
    commit(root, day)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site in a repository, whose release is public in both languages."""
    root = write_files(tmp_path / "site", WHOLE)
    git(root, "init")
    commit(root, "2026-01-05")
    return root


def clone(root: Path, *how: str) -> Path:
    """What CI begins with."""
    place = root.parent / f"clone-{len(list(root.parent.iterdir()))}"
    git(root, "clone", *how, root.as_uri(), str(place))
    return place


def told(folder: Path, *words: str) -> str:
    """What a new checkout is told of the release, as the first of its lines on that."""
    done = call(*words, folder=folder)
    lines = [line for line in done.err.splitlines() if "[withdrawn]" in line]
    assert done.status == 0, done.err
    assert len(lines) <= 1
    return lines[0].partition(": ")[2] if lines else ""


@pytest.mark.parametrize(
    "files",
    [
        site(de=""),
        edit(
            edit(WHOLE, CONFIG, "languages:\n", "languages:\n  fr: {name: Français}\n"),
            CONFIG,
            "[de, en]",
            "[de, en, fr]",
        ),
        site(de="draft: true\n", en="draft: true\n"),
        site(de="", en="draft: true\n"),
        site(group="embargo: 2100-01-01T10:00Z\n", de="", en=""),
    ],
    ids=["a translation is deleted", "a new language", "drafts", "a draft", "an embargo"],
)
def test_what_was_public_by_a_former_commit_is_told_in_a_new_checkout(root: Path, files: Files) -> None:
    put(root, files, "2026-02-03")
    found = told(clone(root))
    assert found.startswith("warning[withdrawn]: this was public in commit ")
    assert found.endswith(" of 2026-01-05, and is not any more in all languages")
    assert told(clone(root), "check") == found
    refused = call("--strict", folder=clone(root))
    assert refused.status == 1
    assert MEANT in refused.err


def test_it_is_told_until_it_is_mended_or_meant(root: Path) -> None:
    put(root, site(de=""))
    put(root, edit(site(de=""), CONFIG, "title:", "# more\ntitle:"))
    assert "was public" in told(clone(root)), "nothing was published in between, if that was refused"
    put(root, site(de="", group="released: false\n"))
    assert told(clone(root)) == ""
    put(root, site(de="", group="released: true\n"))
    assert told(clone(root)) == ""


def test_an_output_folder_knows_better_what_is_public(root: Path) -> None:
    put(root, site(de=""))
    place = clone(root)
    assert "in commit" in told(place)
    assert told(place) == ""
    put(root, WHOLE)
    git(place, "pull")
    assert told(place) == ""
    write_files(place, {f"{DAY}.yaml": b"released: false\n", f"{DAY}.en.md": b"---\ntitle: Day\ndraft: true\n---\n"})
    assert told(place) == ""


def test_what_never_was_public_is_not_told(root: Path) -> None:
    put(root, site(de="draft: true\n", en=""), "2026-01-06")
    git(root, "checkout", "--orphan", "new")
    put(root, site(de=""), "2026-02-03")
    git(root, "branch", "-D", "main")
    git(root, "branch", "-m", "main")
    assert told(clone(root)) == ""


@pytest.mark.parametrize(("day", "is_public"), [("2026-02-03", False), ("2026-03-03", True)])
def test_an_embargo_that_had_ended_before_the_next_commit_kept_nothing_back(
    tmp_path: Path, day: str, *, is_public: bool
) -> None:
    root = write_files(tmp_path / "site", site(group="embargo: 2026-03-01T10:00Z\n", de="", en=""))
    git(root, "init")
    commit(root, "2026-01-05")
    put(root, site(de=""), day)
    assert bool(told(clone(root))) is is_public


def test_what_a_branch_did_since_it_left_the_main_one_was_never_public(root: Path) -> None:
    put(root, site(group="embargo: 2100-01-01T10:00Z\n", de=""))
    git(root, "checkout", "-b", "work", "main~1")
    assert told(root, "check") == ""
    new = {path.replace("16-day", "17-day"): data for path, data in WHOLE.items() if "16-day" in path}
    put(root, WHOLE | new)
    put(root, WHOLE | {path: data for path, data in new.items() if ".en." not in path})
    assert told(root, "check") == ""
    git(root, "checkout", "main")
    assert told(clone(root, "--branch", "work")) == ""
    git(root, "merge", "-s", "ours", "work")
    put(
        root,
        site(group="embargo: 2100-01-01T10:00Z\n", de="") | {path: new[path] for path in new if ".en." not in path},
    )
    found = told(clone(root))
    assert "16-day" not in found
    assert found.endswith("of 2026-01-05, and is not any more in all languages")


def test_what_is_not_committed_yet_is_told_by_check_and_by_status(root: Path) -> None:
    (root / f"{DAY}.en.md").unlink()
    assert "of 2026-01-05" in told(root, "check")
    said = call("status", folder=root).out
    assert "16-day is not public: it does not exist in en; it was public in commit " in said
    write_files(root, {f"{DAY}.yaml": b"released: false\n"})
    assert "it was public" not in call("status", folder=root).out


def test_a_part_of_the_history_is_said_to_be_one(root: Path) -> None:
    put(root, site(de=""))
    found = told(clone(root, "--depth", "1"))
    assert found.startswith("info[withdrawn]: nobody knows whether this was public: this clone has a part of the")
    assert "fetch-depth: 0 on GitHub" in found
    put(root, WHOLE)
    assert told(clone(root, "--depth", "1")) == "", "nothing is held back, and nobody has to know"


def test_a_site_may_be_a_folder_of_a_repository_or_in_none(tmp_path: Path, root: Path) -> None:
    (root / ".git").rename(tmp_path / ".git")
    commit(tmp_path, "2026-01-06")
    put(root, site(de=""))
    assert "of 2026-01-06" in told(root)
    (tmp_path / ".git").rename(tmp_path / "git")
    assert told(root, "check") == ""


def test_who_builds_one_language_or_looks_at_drafts_is_told_nothing(root: Path) -> None:
    put(root, site(de=""))
    assert told(clone(root), "--lang", "de") == ""
    assert told(clone(root), "--drafts") == ""


def test_a_check_that_failed_then_kept_it_back(root: Path) -> None:
    gate = GATE.replace("en]", "en], checks: true")
    texts = {f"{DAY}.de.md": "Es kommen 250 Gäste.", f"{DAY}.en.md": "There are 520 guests."}
    wrong = site(gate, de="", en="") | {
        path: f"---\ntitle: Day\n---\n{text}\n".encode() for path, text in texts.items()
    }
    git(root, "checkout", "--orphan", "new")
    put(root, wrong)
    git(root, "branch", "-D", "main")
    git(root, "branch", "-m", "main")
    put(root, {path: data for path, data in wrong.items() if ".en." not in path or "press" not in path})
    assert told(clone(root)) == ""
