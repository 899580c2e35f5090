"""The harness of faults: a few of each kind, on a small site; and that it sees what must not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from laws import up_to
from whole_sites import read_site

from reliability.__main__ import main, tell
from reliability.bench import Bench, Done, Tally, check_told
from reliability.damages import damage_caches
from reliability.ends import end_builds
from reliability.movings import build_at_once, jump_clocks, move_files
from reliability.sites import Site

FILES = read_site("minimal")
EDITED = FILES | {"content/pages/travel.en.md": b"---\ntitle: Getting there\n---\nBy **train**.\n"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Give a small site that is built; whatever happens to it, the next build is right again."""
    return Bench(Site("small", FILES, EDITED), tmp_path_factory.mktemp("bench"))


def check(tallies: Iterator[Tally]) -> None:
    for tally in tallies:
        assert tally.wrong == [], tell(tally)


@pytest.mark.law(every=2)
@pytest.mark.parametrize("is_first", [True, False], ids=["first build", "edit"])
def test_a_build_that_is_ended_loses_nothing(*, is_first: bool, bench: Bench) -> None:
    check(end_builds(bench, up_to(40, 4), is_first=is_first, seed=1))


@pytest.mark.law(every=4)
@pytest.mark.parametrize(
    ("fail", "times"), [(damage_caches, 26), (move_files, 5), (build_at_once, 3), (jump_clocks, 3)]
)
def test_what_is_damaged_or_moves_loses_nothing(
    fail: Callable[[Bench, int, int], Iterator[Tally]], times: int, bench: Bench
) -> None:
    check(fail(bench, up_to(times, 4), 1))


def test_a_kind_that_there_is_not_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["floods"])
    assert "there is no kind floods: ends, damages, " in capsys.readouterr().err


# ---- what must not be ---------------------------------------------------------------------------------------------


def test_a_page_that_is_neither_old_nor_new_is_seen(bench: Bench) -> None:
    before = bench.output()
    bench.turn()
    done = bench.build()
    (bench.root / "output/index.html").write_bytes(b"half a pa")
    _, wrong = bench.judge(done, before)
    assert wrong == ["neither old nor new: index.html", "old and new files beside each other"]


def test_old_files_beside_new_ones_are_seen(bench: Bench) -> None:
    bench.change(bench.site.old)
    assert bench.judge_next() == []
    before = bench.output()
    bench.turn()
    done = bench.build()
    (bench.root / "output/sitemap.xml").write_bytes(before["sitemap.xml"])
    assert bench.judge(done, before, may_mix=True) == ("built; a mixture", [])
    (bench.root / "output/sitemap.xml").unlink()
    assert bench.judge(done, before, may_mix=True)[1] == ["lost: sitemap.xml"]


def test_sources_that_have_changed_and_what_is_left_behind_are_seen(bench: Bench) -> None:
    before = bench.output()
    (bench.root / "content/pages/more.en.md").write_bytes(b"---\ntitle: More\n---\n")
    (bench.temporary / "half").mkdir()
    _, wrong = bench.judge(Done(0, ""), before)
    assert "the sources have changed" in wrong
    assert "left behind: TMPDIR/half" in wrong
    assert any(one.startswith("the next build differs from a clean one: ") for one in wrong)
    bench.change(bench.files)
    assert bench.judge_next() == []


@pytest.mark.parametrize(
    ("done", "wrong"),
    [
        (Done(0, ""), ""),
        (Done(1, "error: “output” cannot be written"), ""),
        (Done(1, "a.md:1:1: error[link-broken]: no"), ""),
        (Done(-15, ""), ""),
        (Done(1, "something"), "no message: 'something'"),
        (Done(3, "error: this is a fault in microsite"), "ended with status 3"),
        (Done(1, "error: x\nTraceback (most recent call last):"), "told: error: x\nTraceback"),
        (Done(0, "", 2), "2 processes are left"),
    ],
)
def test_how_a_command_has_ended_is_looked_at(done: Done, wrong: str) -> None:
    found = check_told(done)
    assert found[0].startswith(wrong) if wrong else found == []


def test_a_process_that_is_left_is_seen_and_ended(bench: Bench) -> None:
    assert bench.run(["sh", "-c", "sleep 60 >/dev/null 2>&1 &"]).left == 1
    assert bench.wait_for_others() == 0
