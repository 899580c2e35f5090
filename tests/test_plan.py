"""What is made anew and why, what is kept, what goes; and the laws that every plan keeps."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from microsite.build.plan import ALTERED, MISSING, NEW, Plan, make_key, make_manifest, make_plan
from microsite.files.changes import find_blocking
from microsite.model.layout import folders_above
from microsite.model.parts import Given, make_part
from microsite.model.site import Target
from microsite.pages.jobs import Job, Manifest, Record


def job(path: str, **word_by_part: str) -> Job:
    parts = tuple(make_part(name, Given(word)) for name, word in word_by_part.items())
    return Job(Target(path, "/" + path), parts, "page.html")


def record(output: str, **word_by_part: str) -> Record:
    return Record(make_key(job("", **word_by_part).parts), output)


RELEASE = job("de/press/talente/index.html", entry="e1", body="b1")
RECORD = record("out1", entry="e1", body="b1")


def test_a_job_without_a_record_is_new() -> None:
    plan = make_plan([RELEASE], {}, {})
    assert plan == Plan(((RELEASE, (NEW,)),), (), ())


def test_a_job_whose_parts_and_output_stand_is_kept() -> None:
    plan = make_plan([RELEASE], {RELEASE.target.path: RECORD}, {RELEASE.target.path: "out1"})
    assert plan == Plan((), (RELEASE.target,), ())


def test_the_reasons_are_the_parts_that_moved_in_the_order_of_the_job() -> None:
    old = record("out1", body="b0", entry="e0")
    plan = make_plan([RELEASE], {RELEASE.target.path: old}, {RELEASE.target.path: "out1"})
    assert plan.render == ((RELEASE, ("entry", "body")),)


def test_a_part_that_came_or_went_is_a_reason() -> None:
    old = record("out1", entry="e1", pictures="p1")
    plan = make_plan([RELEASE], {RELEASE.target.path: old}, {RELEASE.target.path: "out1"})
    assert plan.render == ((RELEASE, ("body", "pictures")),)


def test_an_output_that_somebody_deleted_is_made_again() -> None:
    plan = make_plan([RELEASE], {RELEASE.target.path: RECORD}, {})
    assert plan.render == ((RELEASE, (MISSING,)),)


def test_an_output_that_somebody_edited_is_made_again() -> None:
    plan = make_plan([RELEASE], {RELEASE.target.path: RECORD}, {RELEASE.target.path: "edited"})
    assert plan.render == ((RELEASE, (ALTERED,)),)


def test_what_no_job_wants_is_removed_only_if_it_is_there_and_ours() -> None:
    manifest = {"en/old/index.html": RECORD, "en/never-written/index.html": RECORD}
    plan = make_plan([], manifest, {"en/old/index.html": "out1", "zh/旧闻/index.html": "out2"})
    assert plan.remove == ("en/old/index.html", "zh/旧闻/index.html")


def test_the_manifest_after_a_plan_keeps_records_and_adds_new_ones() -> None:
    term = job("de/glossar/xingyu-cup/index.html", entry="e7")
    manifest = {RELEASE.target.path: RECORD, "de/alt/index.html": RECORD}
    plan = make_plan([RELEASE, term], manifest, {RELEASE.target.path: "out1"})
    assert make_manifest(plan, manifest, {term.target.path: "out7"}) == {
        RELEASE.target.path: RECORD,
        term.target.path: record("out7", entry="e7"),
    }


def test_a_file_blocks_a_target_of_its_name_and_a_folder_of_its_name_and_a_file_above_it() -> None:
    plan = make_plan([job("de/about/index.html"), job("feed.xml")], {}, {})
    paths = ["de/about/index.html", "de/about", "de", "feed.xml/inside", "de/about/logo.png", "feed.xml.gz", "d"]
    assert find_blocking(plan.change.made, paths) == ("de/about/index.html", "de/about", "de", "feed.xml/inside")


def test_names_that_differ_in_case_or_in_the_spelling_of_an_umlaut_block_each_other() -> None:
    plan = make_plan([job("de/über-uns/index.html")], {}, {})
    decomposed = "de/u\N{COMBINING DIAERESIS}ber-uns/index.html"
    assert find_blocking(plan.change.made, ["de/Über-Uns/index.html", decomposed, "de/uber-uns/index.html"]) == (
        "de/Über-Uns/index.html",
        decomposed,
    )


def test_the_folders_above_a_path_come_outermost_first() -> None:
    assert folders_above("zh/press/人才/index.html") == ["zh", "zh/press", "zh/press/人才"]
    assert folders_above("robots.txt") == []


# ---- laws -----------------------------------------------------------------------------------------------------

DIGESTS = st.sampled_from("0123")
PATHS = st.sampled_from([f"{language}/{name}" for language in ("de", "en", "zh") for name in "abcd"])
PARTS = st.dictionaries(st.sampled_from(["entry", "body", "menu", "template"]), DIGESTS, max_size=3).map(
    lambda parts: dict(sorted(parts.items()))
)
JOBS = st.lists(
    st.builds(lambda path, parts: job(path, **parts), PATHS, PARTS), unique_by=lambda item: item.target.path
)
MANIFESTS = st.dictionaries(PATHS, st.builds(lambda output, parts: record(output, **parts), DIGESTS, PARTS))
PRESENT = st.dictionaries(PATHS, DIGESTS)


def output_of(item: Job) -> str:
    return "made of " + str(sorted((part.name, part.digest) for part in item.parts))


def done(plan: Plan, manifest: Manifest, present: Mapping[str, str]) -> tuple[Manifest, dict[str, str]]:
    made = {item.target.path: output_of(item) for item, _ in plan.render}
    left = {path: digest for path, digest in present.items() if path not in plan.remove}
    return make_manifest(plan, manifest, made), left | made


@given(JOBS, MANIFESTS, PRESENT)
def test_a_plan_that_was_done_leaves_nothing_to_do(
    jobs: list[Job], manifest: Manifest, present: Mapping[str, str]
) -> None:
    plan = make_plan(jobs, manifest, present)
    again = make_plan(jobs, *done(plan, manifest, present))
    assert again == Plan((), tuple(item.target for item in jobs), ())


@given(JOBS, MANIFESTS, PRESENT)
def test_after_a_plan_the_folder_holds_what_the_jobs_want_and_no_more(
    jobs: list[Job], manifest: Manifest, present: Mapping[str, str]
) -> None:
    plan = make_plan(jobs, manifest, present)
    after, output = done(plan, manifest, present)
    assert set(output) == set(after) == {item.target.path for item in jobs}
    assert set(plan.remove) <= set(present)
    assert all(after[path].output == digest for path, digest in output.items())


@given(JOBS, MANIFESTS, PRESENT)
def test_every_job_is_either_made_with_a_reason_or_kept(
    jobs: list[Job], manifest: Manifest, present: Mapping[str, str]
) -> None:
    plan = make_plan(jobs, manifest, present)
    made = [item.target for item, reasons in plan.render if reasons]
    assert sorted((*made, *plan.keep), key=str) == sorted((item.target for item in jobs), key=str)


@given(JOBS, JOBS)
def test_a_second_site_after_a_first_equals_the_second_alone(first: list[Job], second: list[Job]) -> None:
    before = done(make_plan(first, {}, {}), {}, {})
    later = done(make_plan(second, *before), *before)
    alone = done(make_plan(second, {}, {}), {}, {})
    assert later == alone


@given(st.data(), JOBS, MANIFESTS, PRESENT)
def test_the_order_of_jobs_changes_no_verdict(
    data: st.DataObject, jobs: list[Job], manifest: Manifest, present: Mapping[str, str]
) -> None:
    plan = make_plan(jobs, manifest, present)
    other = make_plan(data.draw(st.permutations(jobs)), manifest, present)
    assert {item.target.path: why for item, why in other.render} == {item.target.path: why for item, why in plan.render}
    assert set(other.keep) == set(plan.keep)
    assert other.remove == plan.remove
