"""What is kept between builds: values under a digest of their own, and many byte strings in one file."""

from __future__ import annotations

import marshal
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from publishing import unprivileged

from microsite.files.cache import Cache, Cached, open_cache, read_cached, write_cached
from microsite.files.disk import UsageError
from microsite.files.pack import Pack

KEYS = st.none() | st.booleans() | st.integers() | st.text() | st.binary()
VALUES = st.recursive(
    KEYS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(KEYS, inner),
    max_leaves=20,
)


FOLDER = ".cache/microsite"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Give an empty cache."""
    return open_cache(tmp_path)


@pytest.fixture
def root(cache: Cache) -> Path:
    """Give a root with an empty cache."""
    return cache.root


@given(VALUES)
def test_a_value_is_read_as_it_was_written(value: object) -> None:
    with tempfile.TemporaryDirectory() as name:
        cache = open_cache(Path(name))
        write_cached(cache, "a", "1", value)
        assert read_cached(cache, "a", "1") == Cached(value)


def test_there_is_none_before_one_is_written(cache: Cache) -> None:
    assert read_cached(cache, "a", "1") == Cached(None, "absent")
    assert read_cached(cache._replace(root=cache.root / "nowhere"), "a", "1") == Cached(None, "absent")


def test_a_value_of_another_version_or_name_is_foreign(cache: Cache, root: Path) -> None:
    write_cached(cache, "a", "1", "value")
    write_cached(cache, "b", "1", "other")
    assert read_cached(cache, "a", "2") == Cached(None, "foreign")
    (root / FOLDER / "a").rename(root / FOLDER / "b")
    assert read_cached(cache, "b", "1") == Cached(None, "foreign")


def test_no_damage_gives_another_value(cache: Cache, root: Path) -> None:
    write_cached(cache, "a", "1", {"a": (1, "value")})
    path = root / FOLDER / "a"
    data = path.read_bytes()
    for index in range(len(data)):
        for damaged in (data[:index], data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :]):
            path.write_bytes(damaged)
            cached = read_cached(cache, "a", "1")
            assert cached.value is None
            assert cached.missing in {"foreign", "damaged"}
    path.write_bytes(data + b"x")
    assert read_cached(cache, "a", "1") == Cached(None, "damaged")


def test_a_folder_or_a_link_in_its_place_is_damage_that_the_next_writing_mends(cache: Cache, root: Path) -> None:
    path = root / FOLDER / "a"
    (path / "deep").mkdir(parents=True)
    (path / "link").symlink_to(root)
    assert read_cached(cache, "a", "1") == Cached(None, "damaged")
    write_cached(cache, "a", "1", "value")
    (root / "mine").write_text("mine")
    path.unlink()
    path.symlink_to(root / "mine")
    assert read_cached(cache, "a", "1") == Cached(None, "damaged")
    write_cached(cache, "a", "1", "value")
    assert read_cached(cache, "a", "1") == Cached("value")
    assert (root / "mine").read_text() == "mine"
    assert [path.name for path in (root / FOLDER).iterdir()] == ["a"]


def test_what_may_not_be_read_is_damaged_and_what_may_not_be_written_is_told(open_folder: Path) -> None:
    cache = open_cache(open_folder)
    write_cached(cache, "a", "1", "value")
    (open_folder / FOLDER / "a").chmod(0)
    with unprivileged():
        assert read_cached(cache, "a", "1") == Cached(None, "damaged")
        with pytest.raises(UsageError, match=r"“\.cache/microsite/a” cannot be"):
            write_cached(cache, "a", "1", "value")


# ---- the pack ---------------------------------------------------------------------------------------------------


@pytest.fixture
def pack(root: Path) -> Iterator[Pack]:
    """Give an empty pack."""
    with Pack(root) as pack:
        yield pack


@given(st.lists(st.lists(st.binary(max_size=30)), max_size=5), st.data())
@settings(max_examples=up_to(50))
def test_what_was_added_is_read_and_what_is_kept_stays(runs: list[list[bytes]], data: st.DataObject) -> None:
    kept: dict[tuple[int, int, bytes], bytes] = {}
    with tempfile.TemporaryDirectory() as name:
        open_cache(Path(name))
        for run in runs:
            with Pack(Path(name)) as pack:
                kept |= {pack.add(body): body for body in run}
                assert [pack.read(one) for one in kept] == list(kept.values())
                wanted = data.draw(st.lists(st.sampled_from(sorted(kept)), unique=True)) if kept else []
                moved = pack.keep(wanted)
                assert list(moved) == wanted
                kept = {moved[one]: kept[one] for one in wanted}
                assert [pack.read(one) for one in kept] == list(kept.values())


def test_a_pack_is_rewritten_once_more_than_half_of_it_is_waste(pack: Pack, root: Path) -> None:
    one, two, three = (pack.add(bytes([number]) * 1000) for number in range(3))
    assert pack.keep([one, two]) == {one: one, two: two}
    assert (root / FOLDER / "bodies").stat().st_size > 3000
    moved = pack.keep([two])
    assert (root / FOLDER / "bodies").stat().st_size < 1100
    assert pack.read(moved[two]) == b"\1" * 1000
    assert [pack.read(gone) for gone in (one, two, three)] == [None] * 3
    four = pack.add(b"four")
    assert pack.read(four) == b"four"
    assert four not in {one, two, three}


def test_what_was_added_is_there_even_if_the_pack_was_not_closed(root: Path) -> None:
    first = Pack(root).add(b"first")
    with Pack(root) as pack:
        assert pack.read(first) == b"first"


def test_a_pack_that_has_another_name_is_left_as_it_is(root: Path, tmp_path: Path) -> None:
    with Pack(root) as pack:
        pack.add(b"first")
    other = tmp_path / "the pack of another root"
    other.hardlink_to(root / FOLDER / "bodies")
    before = other.read_bytes()
    with Pack(root) as pack:
        assert pack.read(pack.add(b"second")) == b"second"
    assert other.read_bytes() == before


def test_a_damaged_or_shortened_pack_gives_none_for_what_is_not_whole(root: Path) -> None:
    path = root / FOLDER / "bodies"
    with Pack(root) as pack:
        slices = [pack.add(b"first"), pack.add(b"second"), pack.add(b"third")]
    path.write_bytes(path.read_bytes().replace(b"second", b"sexond")[:-1])
    with Pack(root) as pack:
        assert [pack.read(one) for one in slices] == [b"first", None, None]
        assert pack.keep(slices[1:2]) == {}


@pytest.mark.parametrize("damage", ["absent", "empty", "foreign", "folder", "link"])
def test_a_pack_that_is_none_is_begun_anew_and_old_slices_mean_nothing_in_it(damage: str, root: Path) -> None:
    path = root / FOLDER / "bodies"
    with Pack(root) as pack:
        old = pack.add(b"same")
    path.unlink()
    (root / "mine").write_text("mine")
    match damage:
        case "empty" | "foreign":
            path.write_bytes(b"something else" * 9 if damage == "foreign" else b"")
        case "folder":
            (path / "deep").mkdir(parents=True)
        case "link":
            path.symlink_to(root / "mine")
    with Pack(root) as pack:
        new = pack.add(b"same")
        assert (pack.read(old), pack.read(new)) == (None, b"same")
    assert (root / "mine").read_text() == "mine"


def test_a_child_process_reads_what_its_parent_added(pack: Pack) -> None:
    slices = [pack.add(bytes([number])) for number in range(100)]
    child = os.fork()
    if not child:
        os._exit([pack.read(one) for one in slices] != [bytes([number]) for number in range(100)])
    assert os.waitpid(child, 0)[1] == 0
    assert pack.read(slices[7]) == b"\7"


def test_processes_that_add_at_once_get_slices_of_their_own_bytes(pack: Pack, root: Path) -> None:
    """Each of four adds bodies that nobody else has, from none to larger than a page of memory, as fast as it can."""
    whole = {pack.add(b"before"): b"before"}
    pipes = [os.pipe() for _ in range(4)]
    children = []
    for number, (_, writing) in enumerate(pipes):
        if not (child := os.fork()):
            try:
                slices = [pack.add(body) for body in bodies_of(number)]
                os.write(writing, marshal.dumps(slices))
            finally:
                os._exit(0)
        os.close(writing)
        children.append(child)
    own = {pack.add(body): body for body in bodies_of(4)}
    for number, (reading, _) in enumerate(pipes):
        with open(reading, "rb") as file:  # noqa: PTH123 (a descriptor)
            slices = marshal.loads(file.read())  # noqa: S302 (written above)
        whole |= dict(zip(slices, bodies_of(number), strict=True))
        os.waitpid(children[number], 0)
    whole |= own
    assert len(whole) == 1 + 5 * 200
    assert all(pack.read(one) == body for one, body in whole.items())
    with Pack(root) as again:
        wanted = dict(list(whole.items())[::3])
        moved = again.keep(wanted)
        assert {one: again.read(moved[one]) for one in wanted} == wanted


def bodies_of(number: int) -> list[bytes]:
    return [f"{number} {place} ".encode() * (place * 37 % 1500) + bytes([number, place]) for place in range(200)]
