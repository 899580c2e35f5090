"""Files that have not moved are trusted, all others are read: looks at a folder that somebody works in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from publishing import digest, publish, write

from microsite.files.disk import UsageError
from microsite.files.engine import read_engine
from microsite.files.folder import claim, hold, survey
from microsite.files.stamps import NEVER, NOTHING, Seen, moment_at, renew_moment
from microsite.files.tree import Tree, look_at, look_at_site, read_again, read_tree
from microsite.model.source import HEAD


def look(root: Path, seen: Seen = NOTHING) -> Tree:
    """Look at a tree as a build does."""
    with hold(root, root / "output"):
        return read_tree(root, seen)


def forge(seen: Seen) -> Seen:
    """Let each digest tell whether it was taken over."""
    return Seen(seen.folders, {path: (stamp, "taken over") for path, (stamp, _) in seen.files.items()})


def age(*paths: Path) -> None:
    """Look until the disk's clock has gone on, so that what was written before can be trusted."""
    newest = max(max(path.lstat().st_mtime_ns, path.lstat().st_ctime_ns) for path in paths)
    tick = paths[0].parent / ".tick"
    while True:
        tick.write_bytes(b"")
        if tick.stat().st_mtime_ns > newest:
            break
    tick.unlink()


def test_the_first_bytes_of_media_are_those_of_the_digest_whether_it_was_read_or_remembered(tmp_path: Path) -> None:
    film = bytes(range(256)) * 6000
    write(tmp_path, {"content/press/b/empty.png": ""})
    (tmp_path / "content/press/b/film.mp4").write_bytes(film)
    age(*tmp_path.rglob("*"))
    first = look(tmp_path)
    again = look(tmp_path, forge(first.seen))
    assert [source.digest for source in again.sources] == ["taken over"] * 2
    for tree in (first, again):
        assert [source.data for source in tree.sources] == [b"", film[:HEAD]]
    (tmp_path / "content/press/b/film.mp4").write_bytes(film[::-1])
    assert first.sources[1].data == film[:HEAD]
    with pytest.raises(UsageError, match=r"“content/press/b/film.mp4” was changed while the site was built"):
        _ = again.sources[1].data


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a root with a text, a picture and a folder, all of which can be trusted."""
    write(tmp_path, {"content/press/a.de.md": "a", "content/press/b/halle.png": "b", "templates/page.html": "c"})
    age(*tmp_path.rglob("*"))
    return tmp_path


def test_a_file_that_has_not_moved_is_not_read(root: Path) -> None:
    seen = look(root).seen
    assert [source.digest for source in look(root, forge(seen)).sources] == ["taken over"] * 3
    assert look(root, seen) == look(root)


def change_with_an_old_time(path: Path) -> None:
    status = path.stat()
    path.write_bytes(b"z")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace_with_an_old_time(path: Path) -> None:
    status = path.stat()
    new = path.with_name("new")
    new.write_bytes(b"z")
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    new.replace(path)


@pytest.mark.parametrize(
    "change", [lambda path: path.write_bytes(b"z"), change_with_an_old_time, replace_with_an_old_time]
)
def test_a_file_that_has_moved_is_read_even_if_size_and_time_are_the_same(
    root: Path, change: Callable[[Path], object]
) -> None:
    seen = look(root).seen
    change(root / "content/press/a.de.md")
    assert [source.digest for source in look(root, forge(seen)).sources] == [digest(b"z"), *["taken over"] * 2]


def test_a_file_that_is_written_over_and_over_within_a_tick_is_read_each_time(root: Path) -> None:
    path, seen = root / "content/press/a.de.md", NOTHING
    for number in range(200):
        data = bytes([number])
        path.write_bytes(data)
        tree = look(root, seen)
        seen = tree.seen
        again = bytes([number ^ 1])
        path.write_bytes(again)
        assert tree.sources[0].digest == digest(data)
        assert look(root, seen).sources[0].digest == digest(again)


def test_without_a_moment_nothing_is_trusted(root: Path) -> None:
    seen = read_tree(root).seen
    assert {stamp for stamp, _ in (*seen.folders.values(), *seen.files.values())} == {NEVER}
    assert moment_at(str(root)) == 0


def test_what_could_not_be_believed_can_be_by_a_later_moment_and_is_read_again(root: Path) -> None:
    seen = read_tree(root).seen
    assert {stamp for stamp, _ in (*seen.folders.values(), *seen.files.values())} == {NEVER}
    with hold(root, root / "output"):
        assert look_at_site(str(root), seen).settle() == look(root).seen
        assert look_at_site(str(root), look(root).seen).settle() == look(root).seen
    forged = forge(look(root).seen)
    assert look_at_site(str(root), forged).settle() == forged  # it is not read if it could be believed
    with pytest.raises(ValueError, match="something is too new"):
        look_at(str(root), seen, 0).settle()


@pytest.mark.parametrize("what", ["bytes", "new", "gone"])
def test_what_has_moved_before_it_could_be_believed_is_not_settled(what: str, root: Path) -> None:
    path, seen = root / "content/press/a.de.md", read_tree(root).seen
    match what:
        case "bytes":
            path.write_bytes(b"z")
        case "new":
            path.with_name("z.de.md").touch()
        case _:
            path.unlink()
    age(root, *root.rglob("*"))
    with hold(root, root / "output"), pytest.raises((ValueError, OSError)):
        look_at_site(str(root), seen).settle()


def test_the_moment_of_a_build_can_be_renewed_while_it_runs(root: Path) -> None:
    with hold(root, root / "output"):
        moment, fresh = moment_at(str(root)), root / "content/press/a.de.md"
        fresh.touch()
        age(fresh)
        assert moment_at(str(root)) == moment
        renew_moment(str(root))
        assert moment_at(str(root)) > fresh.stat().st_mtime_ns
    shutil.rmtree(root / ".cache")
    renew_moment(str(root))
    assert moment_at(str(root)) == 0


def test_what_lies_on_another_disk_has_another_clock(root: Path) -> None:
    with hold(root, root / "output"):
        assert moment_at(str(root), str(root / "content")) > 0
        assert moment_at(str(root), "/proc") == 0


def test_problems_are_told_again_though_nothing_has_moved(root: Path) -> None:
    (root / "content/link.de.md").symlink_to("press")
    names = ("content/mu\u0308nchen.de.md", "content/m\xfcnchen.de.md")
    write(root, {"content/large.de.md": "x" * 2_000_001, **dict.fromkeys(names, "x")})
    (root / os.fsdecode(b"content/M\xfcnchen.de.md")).write_text("x")
    age(*root.rglob("*"))
    first = look(root)
    assert [problem.rule for problem in first.problems] == [
        "file-encoding",
        "file-too-large",
        "file-unsafe",
        "name-unportable",
    ]
    assert look(root, first.seen) == first


def test_a_text_is_read_again_when_it_is_wanted_and_refused_if_it_has_changed(root: Path) -> None:
    source = look(root).sources[0]
    assert source.data == b"a"
    (root / source.path).write_bytes(b"z")
    with pytest.raises(UsageError, match=r"“content/press/a.de.md” was changed while the site was built"):
        assert source.data
    (root / source.path).unlink()
    with pytest.raises(UsageError, match="cannot be read"):
        assert source.data


def test_what_was_seen_is_the_same_after_a_way_through_plain_values(root: Path) -> None:
    seen = look(root).seen
    assert seen.files
    assert seen.folders
    assert Seen(*seen.as_plain()) == seen


# ---- the output folder ------------------------------------------------------------------------------------------


def test_outputs_that_have_not_moved_are_not_read(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "x", "de/index.html": "y"})
    age(*(tmp_path / "output").rglob("*"))
    with claim(tmp_path, tmp_path / "output") as found:
        pass
    with claim(tmp_path, tmp_path / "output", forge(found.seen)) as again:
        assert dict(again.present) == dict.fromkeys(found.present, "taken over")
        assert again.owned == found.owned


@pytest.mark.parametrize("name", ["index.html", "de/index.html", ".microsite.json"])
def test_outputs_that_are_gone_or_links_are_not_trusted(name: str, tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "x", "de/index.html": "y"})
    (tmp_path / "elsewhere").write_text("x")
    age(*(tmp_path / "output").rglob("*"))
    with hold(tmp_path, tmp_path / "output") as place:
        seen = survey(place).seen
        (tmp_path / "output" / name).unlink()
        if name.startswith("."):
            with pytest.raises(UsageError, match="did not write"):
                survey(place, seen)
            return
        assert name not in survey(place, seen).present
        (tmp_path / "output" / name).symlink_to(tmp_path / "elsewhere")
        assert survey(place, seen).strays == (name,)


# ---- the engine -------------------------------------------------------------------------------------------------


def test_the_generator_is_not_read_again_and_gives_the_same_digest() -> None:
    engine, seen = read_engine(moment=1 << 62)
    assert "files/engine.py" in seen.files
    assert read_engine(seen, 1 << 62) == (engine, seen)
    assert read_engine(forge(seen), 1 << 62)[0] != engine
    assert read_engine(seen)[0] == engine


# ---- the law ----------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["a.de.md", "b/c.de.md", "b/d/e.de.md", "b", "ü.png", "b/f.png"])
EDITS = st.lists(st.tuples(st.sampled_from(["write", "remove", "touch", "link", "look"]), NAMES), max_size=12)


def do(edit: str, path: Path) -> None:
    """Edit a file, whatever is there."""
    if edit in {"remove", "link"} or (edit == "write" and path.is_symlink()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.is_symlink() or path.exists():
            path.unlink()
    if edit == "touch" and path.exists():
        os.utime(path, ns=(1, 1))
    if edit in {"write", "link"} and all(above.is_dir() or not os.path.lexists(above) for above in path.parents):
        path.parent.mkdir(parents=True, exist_ok=True)
        if edit == "link":
            path.symlink_to("elsewhere")
        elif not path.is_dir():
            path.write_bytes(os.urandom(1))


@given(EDITS)
@settings(max_examples=up_to(150))
def test_a_look_that_trusts_finds_what_a_look_from_nothing_finds(edits: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root, seen = Path(name), NOTHING
        (root / "content").mkdir()
        for edit, path in [*edits, ("look", "")]:
            if edit == "look":
                tree = look(root, seen)
                seen = tree.seen
                clean = read_tree(root)
                assert (tree.sources, tree.problems) == (clean.sources, clean.problems)
            else:
                do(edit, root / "content" / path)


@given(EDITS)
@settings(max_examples=up_to(150))
def test_a_look_at_what_has_changed_alone_finds_all_or_gives_up(edits: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "content").mkdir()
        tree = look(root)
        changed: set[str] = set()
        for edit, path in [*edits, ("look", "")]:
            if edit == "look":
                clean = look(root)
                found = read_again(root, tree, changed)
                assert found is None or (found.sources, found.problems) == (clean.sources, clean.problems)
                tree, changed = found or clean, set()
            else:
                do(edit, root / "content" / path)
                changed.add(f"content/{path}")


def test_a_known_file_with_other_bytes_needs_no_look_at_all_the_others(root: Path) -> None:
    tree = look(root)
    unseen = tree._replace(sources=tree.sources[:1], seen=forge(tree.seen))  # a look at all would find the others
    (root / "content/press/a.de.md").write_text("other", encoding="utf-8")
    found = read_again(root, unseen, ["content/press/a.de.md"])
    assert found
    assert [(source.path, source.digest) for source in found.sources] == [("content/press/a.de.md", digest(b"other"))]


@pytest.mark.parametrize("path", ["content/press/new.de.md", "content/press", "content/press/b/away.png"])
def test_what_came_or_went_takes_a_look_at_all(path: str, root: Path) -> None:
    assert read_again(root, look(root), [path, "content/press/a.de.md"]) is None
