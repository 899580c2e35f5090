"""The editors' pipeline and the generator's tests are two things: neither waits for the other, nor reads its files.

What each job of theirs types is in test_recipes.py, where it is run.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from whole_sites import REPOSITORY, SITES

# ---- what tests may read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "read",
    [
        lambda folder: list(os.walk(folder)),
        lambda folder: (folder / "site.yaml").read_bytes(),
        os.listdir,
        os.scandir,
        lambda folder: shutil.copytree(folder, folder / "copy"),
    ],
    ids=["walk", "read", "list", "scan", "copy"],
)
def test_no_test_can_read_what_editors_write(read: Callable[[Path], object]) -> None:
    with pytest.raises(AssertionError, match="a test reads"):
        read(REPOSITORY / "content")


def test_a_test_can_read_the_sites_of_the_tests(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert list((tmp_path / "content").iterdir()) == []
    assert list((SITES / "conference" / "content").iterdir()) != []


# ---- on GitHub ----------------------------------------------------------------------------------------------------

STARTER = REPOSITORY / "microsite" / "content" / "starter" / "site"
PUBLISHING = [REPOSITORY / ".github" / "workflows" / "publish.yml", STARTER / "github.txt"]
WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml")) + PUBLISHING[1:]
ON = True  # what YAML 1.1 takes the word for
OURS = {"make test", "make laws", "make lint", "make audit"}
MAIN = "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def read(path: Path) -> dict[Any, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def workflow(name: str) -> dict[Any, Any]:
    return read(REPOSITORY / ".github" / "workflows" / name)


def steps(job: dict[str, Any]) -> list[str]:
    """What the steps of a job run, or the names of their actions, in order."""
    return [step.get("run") or step["uses"].partition("@")[0] for step in job["steps"]]


def test_what_is_published_is_checked_built_strictly_and_audited_before_and_waits_for_nothing_else() -> None:
    jobs = workflow("publish.yml")["jobs"]
    assert (jobs["deploy"]["needs"], jobs["build"].get("needs"), jobs["build"]["if"]) == ("build", None, MAIN)
    assert steps(jobs["deploy"]) == ["actions/deploy-pages"]
    done = steps(jobs["build"])
    upload = done.index("actions/upload-pages-artifact")
    assert done[upload - 7 : upload] == [
        'make check ARGS="--format github"',
        'make site ARGS="--strict --format github --base-url $BASE_URL"',
        'make docs ARGS="--format github --base-url $BASE_URL/docs/"',
        'make verify ARGS="--format github"',
        'make verify ARGS="docs/output --format github"',
        'make publish ARGS="sync public --host github"',
        'make publish ARGS="sync public/docs --root docs"',
    ]
    assert all("if" not in step for step in jobs["build"]["steps"][: upload + 1])


def test_a_pull_request_is_checked_like_what_is_published_and_kept_to_look_at() -> None:
    jobs = workflow("publish.yml")["jobs"]
    assert (jobs["check"]["if"], jobs["check"].get("permissions")) == ("github.event_name == 'pull_request'", None)
    here, there = (
        [re.sub(' --base-url [^"]*', "", step) for step in steps(jobs[name]) if re.match("make (?!publish)", step)]
        for name in ("check", "build")
    )
    assert here == there
    [preview] = [step for step in jobs["check"]["steps"] if step.get("with", {}).get("name") == "preview"]
    assert (preview["with"]["path"], preview["uses"].partition("@")[0]) == ("output", "actions/upload-artifact")


def test_a_build_every_hour_ends_embargoes() -> None:
    [schedule] = workflow("publish.yml")[ON]["schedule"]
    assert re.fullmatch(r"\d+ \* \* \* \*", schedule["cron"])
    assert workflow("publish.yml")[ON]["push"] == {"branches": ["main"]}


def test_the_tests_run_when_anything_but_content_has_changed_and_without_what_editors_write() -> None:
    found = workflow("test.yml")
    assert found[ON].keys() == {"push", "pull_request", "workflow_dispatch"}
    for event in ("push", "pull_request"):
        assert found[ON][event]["paths-ignore"] == ["content/**"]
        assert "paths" not in found[ON][event]
    [job] = found["jobs"].values()
    install, *commands = steps(job)[2:]
    servers = {"caddy", "nginx-light", "libnginx-mod-http-brotli-static", "openssh-server", "rsync"}
    assert servers <= set(install.split())
    assert commands[0] == "rm -r content"
    assert set(commands[1:]) == OURS


def test_no_other_workflow_runs_the_tests() -> None:
    running = {
        path.name for path in WORKFLOWS for job in read(path)["jobs"].values() if not OURS.isdisjoint(steps(job))
    }
    assert running == {"test.yml"}
    assert [path.name for path in WORKFLOWS if "workflow_run" in read(path)[ON]] == []


@every_workflow
def test_a_workflow_may_read_alone_but_for_the_job_that_publishes(path: Path) -> None:
    found = read(path)
    assert found["permissions"] == {"contents": "read"}
    granted = {name: job["permissions"] for name, job in found["jobs"].items() if "permissions" in job}
    publishing = {
        "build": {"contents": "read", "pages": "read"},
        "scan": {"contents": "read", "security-events": "write"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    here = {name: rights for name, rights in publishing.items() if name != "build" or path.suffix == ".yml"}
    others = {"test.yml": {}, "package.yml": {"sign": {"id-token": "write", "attestations": "write"}}}
    assert granted == others.get(path.name, here)
    for name in granted.keys() - {"build"}:  # who may write runs nothing that others have proposed
        assert not any("run" in step for step in found["jobs"][name]["steps"])


def test_what_may_write_for_a_pull_request_does_so_for_none_of_a_fork() -> None:
    for path in PUBLISHING:
        jobs = read(path)["jobs"]
        assert "github.event.pull_request.head.repo.full_name == github.repository" in jobs["scan"]["if"], path
        assert read(path)[ON].keys() == {"push", "pull_request", "schedule", "workflow_dispatch"}, path
        for name, job in jobs.items():
            may_write = "write" in job.get("permissions", {}).values()
            assert not may_write or name in {"scan", "deploy"}, path
        assert (jobs["deploy"]["needs"], "if" in jobs["deploy"]) == ("build", False), path  # skipped with it


def test_only_a_build_of_main_takes_a_cache_and_keeps_one() -> None:
    for path in PUBLISHING:
        for name, job in read(path)["jobs"].items():
            cached = [
                step for step in job["steps"] if "cache" in step.get("uses", "") or "cache" in step.get("with", {})
            ]
            if name != "build":
                assert cached == [], path
                continue
            assert job["if"] == MAIN, path
            restored, saved = cached
            assert restored["uses"].startswith("actions/cache/restore@"), path
            assert saved["uses"].startswith("actions/cache/save@"), path
            assert restored["with"]["path"] == saved["with"]["path"], path
            assert job["steps"].index(saved) > steps(job).index("actions/upload-pages-artifact"), (
                path
            )  # of what is right


@every_workflow
def test_actions_are_pinned_by_commit_and_keep_no_key(path: Path) -> None:
    uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w-]+(?:/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
    for job in read(path)["jobs"].values():
        for step in job["steps"]:
            assert "checkout" not in step.get("uses", "") or step["with"]["persist-credentials"] is False


# ---- on GitLab ----------------------------------------------------------------------------------------------------

GITLAB = REPOSITORY / ".gitlab-ci.yml"


def test_gitlab_publishes_what_is_checked_built_strictly_and_audited_without_waiting_for_the_tests() -> None:
    pages = read(GITLAB)["pages"]
    assert pages["needs"] == []
    assert [line.split()[1] for line in pages["script"]] == [
        "check",
        "site",
        "docs",
        "verify",
        "verify",
        *["publish"] * 2,
    ]
    assert "--strict" in pages["script"][1]
    for path in (GITLAB, STARTER / "gitlab.txt"):
        jobs = read(path)
        here, there = (
            [re.sub(' ?--base-url [^"]*', "", line).removesuffix(' ARGS=""') for line in jobs[name]["script"]]
            for name in ("check", "pages")
        )
        assert here == [line for line in there if " publish " not in line], path


def test_gitlab_runs_the_tests_when_anything_but_content_has_changed_and_not_by_a_schedule() -> None:
    test = read(GITLAB)["test"]
    never, changed = test["rules"]
    assert never == {"if": '$CI_PIPELINE_SOURCE == "schedule"', "when": "never"}
    folders = {name for glob in changed["changes"] for name in re.findall(r"[\w.]+(?=[,}])", glob)}
    ours = {".ci", ".github", "audit", "benchmarks", "docs", "evaluation", "fidelity", "reliability"}
    ours |= {"locales", "microsite", "requirements", "templates", "tests"}
    assert folders == ours
    assert {"*", ".*"} <= set(changed["changes"])
    assert test["script"] == ["rm -r content", "bash .ci/run"]


def test_the_image_that_builds_is_pinned_by_digest() -> None:
    images = re.findall(r"image: (.*)", GITLAB.read_text(encoding="utf-8"))
    assert images
    for image in images:
        assert re.fullmatch(r"[a-z0-9./:-]+@sha256:[0-9a-f]{64}", image), image


# ---- on both ------------------------------------------------------------------------------------------------------


def test_what_checks_and_publishes_has_the_history_that_tells_what_was_public() -> None:
    for path in PUBLISHING:
        jobs = read(path)["jobs"].values()
        runs = [job for job in jobs if any("run" in step for step in job["steps"])]
        checkouts = [step for job in runs for step in job["steps"] if "checkout" in step.get("uses", "")]
        assert [step["with"]["fetch-depth"] for step in checkouts] == [0, 0], path
    for path in (GITLAB, STARTER / "gitlab.txt"):
        assert read(path)["variables"]["GIT_DEPTH"] == 0, path
