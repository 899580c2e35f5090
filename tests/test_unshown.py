"""Who checks is told what is wrong with texts that are not public, and no release of others waits for that."""

from __future__ import annotations

from pathlib import Path

import pytest
from whole_sites import call, edit, read_site, write_files

PATH = "content/press/2025-05-05-feast"
BROKEN = "[a](../pages/nowhere.md) [b](2025-05-04-canal-day.md#nowhere) ![c](c.png)\n"
FOUND = ("link-broken", "anchor-broken", "picture-missing")
EMBARGO = "embargo: 2100-01-01T10:00Z\n"


def site(folder: Path, front: str, text: str = BROKEN, group: str = "", config: str = "") -> Path:
    """The minimal site with one more release."""
    files = edit(read_site("minimal"), "content/site.yaml", "base_url:", f"{config}base_url:")
    files[f"{PATH}.en.md"] = f"---\ntitle: Feast\n{front}---\n{text}".encode()
    return write_files(folder / "site", files | ({f"{PATH}.yaml": group.encode()} if group else {}))


@pytest.mark.parametrize("front", ["draft: true\n", EMBARGO], ids=["a draft", "an embargo"])
def test_what_is_broken_in_a_text_that_is_not_public_is_a_warning_of_check(front: str, tmp_path: Path) -> None:
    root = site(tmp_path, front)
    for words in ((), ("press/2025-05-05-feast",)):
        done = call("check", *words, folder=root)
        assert done.status == 0
        for rule in FOUND:
            assert done.err.count(f"warning[{rule}]") == 1, rule
        assert "error[" not in done.err
    assert call("check", "--strict", folder=root).status == 1


def test_it_keeps_no_release_from_being_built(tmp_path: Path) -> None:
    root = site(tmp_path, "draft: true\n")
    for _ in range(2):
        done = call("--strict", folder=root)
        assert (done.status, [rule for rule in FOUND if rule in done.err]) == (0, [])
        assert call("check", folder=root).status == 0
    assert call("check", "--drafts", folder=root).status == 1, "who wants to see it, and cannot"


def test_what_a_gate_holds_back_is_checked_like_a_draft(tmp_path: Path) -> None:
    root = site(tmp_path, "", config="gate: {press: {languages: [en, de]}}\n")
    write_files(root, {"content/site.yaml": (root / "content/site.yaml").read_bytes() + b"  de: {name: Deutsch}\n"})
    done = call("check", "press/2025-05-05-feast", folder=root)
    assert [done.err.count(f"warning[{rule}]") for rule in FOUND] == [1, 1, 1]
    assert "held-back" in done.err


def test_texts_that_are_not_public_may_lead_to_one_another_and_others_are_told_once(tmp_path: Path) -> None:
    root = site(tmp_path, "draft: true\n", "[a](2025-05-06-more.md) [b](2025-05-04-canal-day.md)\n")
    write_files(root, {f"{PATH.replace('05-feast', '06-more')}.en.md": b"---\ntitle: More\ndraft: true\n---\nText.\n"})
    day = root / "content/press/2025-05-04-canal-day.en.md"
    day.write_bytes(day.read_bytes() + b"\n[c](2025-05-05-feast.md) [d](nowhere.md)\n")
    done = call("check", folder=root)
    assert done.status == 1
    assert done.err.count("[link-broken]") == 1
    assert "2025-05-05-feast.en.md: info[held-back]: not public: a draft (en); 1 link leads to it" in done.err


def test_the_file_of_its_group_is_checked_too(tmp_path: Path) -> None:
    group = "pictures:\n  - {file: hall.jpg, alt: Hall}\n"
    done = call("check", folder=site(tmp_path, "draft: true\n", "Text.\n", group))
    assert done.status == 0
    assert f"{PATH}.yaml:2:1: warning[picture-missing]" in done.err
