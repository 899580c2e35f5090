"""Where the time goes: stages add up to the whole, and the trace is one that viewers open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forked import Meeting
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import call, read_site, write_files

from microsite.engine.crew import ALONE, CHUNK, Crew, share
from microsite.engine.forks import Forks
from microsite.engine.profile import REST, Profile, Stretch, now, render_summary, render_trace, run_timed, sum_stages


def double(numbers: tuple[int, ...]) -> Iterator[int]:
    return (2 * number for number in numbers)


def double_together(numbers: tuple[int, ...]) -> list[int]:
    return [2 * number for number in numbers]


def events(profile: Profile) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render_trace(profile))["traceEvents"]
    return found


def check_format(found: list[dict[str, Any]]) -> None:
    """The rules of the Trace Event Format for complete events and metadata."""
    named = {event["pid"] for event in found if event["ph"] == "M" and event["name"] == "process_name"}
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for event in found:
        assert event["ph"] in {"M", "X"}
        assert {"name", "pid", "tid"} <= event.keys()
        assert event["pid"] in named
        if event["ph"] == "X":
            assert isinstance(event["ts"], int)
            assert isinstance(event["dur"], int)
            assert min(event["ts"], event["dur"]) >= 0
            spans.setdefault((event["pid"], event["tid"]), []).append((event["ts"], event["ts"] + event["dur"]))
    for track in spans.values():
        assert track == sorted(track, key=lambda span: span[0])
        around: list[int] = []
        for began, ended in track:
            while around and around[-1] <= began:
                around.pop()
            assert not around or ended <= around[-1], "one lies in the other, or they do not touch"
            around.append(ended)


def stretch(name: str, began: int, ended: int) -> Stretch:
    return Stretch("stage", name, "7 on here", 7, began, ended)


def test_a_stage_within_a_stage_counts_once_and_one_that_comes_again_is_added_up() -> None:
    profile = Profile(0, [stretch("apply", 20, 30), stretch("render", 10, 60), stretch("apply", 60, 65)])
    assert sum_stages(profile, 100) == {"render": 40, "apply": 15, REST: 45}


@given(st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=12))
def test_the_stages_and_the_rest_are_together_the_whole(shape: list[Any]) -> None:
    profile = Profile()

    def run(parts: list[Any], depth: int) -> None:
        with profile.stage(f"stage {depth}"):
            for part in parts:
                run(part, depth + 1)

    run(shape, 0)
    ended = now()
    sums = sum_stages(profile, ended)
    assert sum(sums.values()) == ended - profile.began
    assert min(sums.values()) >= 0
    check_format(events(profile))


def test_work_is_measured_by_chunk_and_by_item() -> None:
    profile = Profile()
    crew = ALONE._replace(run=run_timed, follow=(profile.follow,))
    with profile.stage("work"):
        assert len(list(share(crew, double, range(CHUNK + 2), label=lambda number: f"no {number}"))) == CHUNK + 2
    found = events(profile)
    check_format(found)
    assert [event["name"] for event in found if event.get("cat") == "page"] == [
        f"double no {number}" for number in range(CHUNK + 2)
    ]
    assert [event["name"] for event in found if event.get("cat") == "chunk"] == ["double", "double"]


def test_items_that_are_done_together_are_not_measured_apart() -> None:
    profile = Profile()
    list(share(ALONE._replace(run=run_timed, follow=(profile.follow,)), double_together, range(3)))
    assert [one.kind for one in profile.stretches] == ["chunk"]


def test_what_other_processes_do_has_tracks_of_its_own() -> None:
    profile = Profile()
    forks = Forks(2)
    with profile.stage("work"), Meeting() as meeting:
        list(share(Crew(forks, run=run_timed, follow=(profile.follow,)), meeting, range(8 * CHUNK)))
    forks.end()
    found = events(profile)
    check_format(found)
    own = {event["pid"] for event in found if event.get("cat") == "stage"}
    others = {event["pid"] for event in found if event.get("cat") == "page"}
    assert others - own
    assert "other processes" in render_summary(profile, now())


def test_a_build_tells_where_its_time_went_and_leaves_a_trace(tmp_path: Path) -> None:
    site = write_files(tmp_path, read_site("minimal"))
    done = call("--profile", folder=site)
    assert done.status == 0
    lines = {
        match[3]: (float(match[1]), float(match[2]))
        for match in re.finditer(r"^ +([\d.]+) s +([\d.]+)%  (.+)$", done.out, re.MULTILINE)
    }
    whole, percent = lines.pop("all")
    assert {"scan", "read", "link", "check", "jobs", "plan", "render", "apply", "remember", REST} <= lines.keys()
    assert abs(sum(seconds for seconds, _ in lines.values()) - whole) < 0.001 * len(lines)
    assert percent == 100
    assert len(re.findall(r"^ +[\d,]+ µs ", done.out, re.MULTILINE)) == 10
    check_format(json.loads((site / ".cache/microsite/trace.json").read_bytes())["traceEvents"])


def test_a_trace_goes_where_it_is_wanted_or_it_is_told_that_it_cannot(tmp_path: Path) -> None:
    site = write_files(tmp_path / "site", read_site("minimal"))
    assert call("--profile", "traces/one.json", folder=site).status == 0
    assert (site / "traces" / "one.json").is_file()
    assert not (site / ".cache/microsite/trace.json").exists()
    done = call("--profile", "content", folder=site)
    assert done.status == 2
    assert "the trace cannot be written to “content”" in done.err


def test_without_a_profile_nothing_is_measured(tmp_path: Path) -> None:
    site = write_files(tmp_path, read_site("minimal"))
    done = call(folder=site)
    assert "where the time went" not in done.out
    assert not (site / ".cache/microsite/trace.json").exists()
