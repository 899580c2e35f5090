"""The editors' pipeline and the generator's tests are two things: neither waits for the other, nor reads its files."""

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

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
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


def test_what_is_published_is_checked_and_built_strictly_before_and_waits_for_nothing_else() -> None:
    jobs = workflow("publish.yml")["jobs"]
    assert (jobs["deploy"]["needs"], jobs["build"].get("needs"), jobs["build"]["if"]) == ("build", None, MAIN)
    assert steps(jobs["deploy"]) == ["actions/deploy-pages"]
    assert steps(jobs["build"])[-3:] == [
        'make check ARGS="--format github"',
        'make site ARGS="--strict --format github --base-url $BASE_URL"',
        "actions/upload-pages-artifact",
    ]


def test_a_pull_request_is_checked_and_built_strictly_and_is_not_published() -> None:
    job = workflow("publish.yml")["jobs"]["check"]
    assert (job["if"], job.get("permissions")) == ("github.event_name == 'pull_request'", None)
    assert steps(job)[-2:] == ['make check ARGS="--format github"', 'make site ARGS="--strict --format github"']


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
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert granted == (publishing if path.name == "publish.yml" else {})


@every_workflow
def test_actions_are_pinned_by_commit_and_keep_no_key(path: Path) -> None:
    uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
    for job in read(path)["jobs"].values():
        for step in job["steps"]:
            assert "checkout" not in step.get("uses", "") or step["with"]["persist-credentials"] is False


# ---- on GitLab ----------------------------------------------------------------------------------------------------

GITLAB = REPOSITORY / ".gitlab-ci.yml"


def test_gitlab_publishes_what_is_checked_and_built_strictly_without_waiting_for_the_tests() -> None:
    pages = read(GITLAB)["pages"]
    assert pages["needs"] == []
    assert [line.split()[1] for line in pages["script"]] == ["check", "site"]
    assert "--strict" in pages["script"][1]
    assert read(GITLAB)["check"]["script"] == ["make check", 'make site ARGS="--strict"']


def test_gitlab_runs_the_tests_when_anything_but_content_has_changed_and_not_by_a_schedule() -> None:
    test = read(GITLAB)["test"]
    never, changed = test["rules"]
    assert never == {"if": '$CI_PIPELINE_SOURCE == "schedule"', "when": "never"}
    folders = {name for glob in changed["changes"] for name in re.findall(r"[\w.]+(?=[,}])", glob)}
    ours = {".ci", ".github", "audit", "benchmarks", "docs", "evaluation", "fidelity"}
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

STARTER = REPOSITORY / "microsite" / "content" / "starter" / "site"


def test_what_checks_and_publishes_has_the_history_that_tells_what_was_public() -> None:
    for path in (REPOSITORY / ".github/workflows/publish.yml", STARTER / "github.txt"):
        jobs = read(path)["jobs"].values()
        checkouts = [step for job in jobs for step in job["steps"] if "checkout" in step.get("uses", "")]
        assert {step["with"]["fetch-depth"] for step in checkouts} == {0}, path
    for path in (GITLAB, STARTER / "gitlab.txt"):
        assert read(path)["variables"]["GIT_DEPTH"] == 0, path
