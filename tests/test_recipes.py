"""Every line that a workflow types is typed here, in the order of its job, on a small site; or it says why not."""

from __future__ import annotations

import configparser
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from repositories import git
from whole_sites import REPOSITORY, call, read_files, read_site, write_files

STARTER = REPOSITORY / "microsite" / "content" / "starter" / "site"
GITHUB, GITLAB = REPOSITORY / ".github" / "workflows", REPOSITORY / ".gitlab-ci.yml"

NOT_HERE = {
    "pip install --requirement requirements.txt": "the package of this version may not be published yet",
    "rm -r content": "no test reads content/, which test_workflows.py tries",
    "make test": ".ci/run does it, and this is a part of it",
    "make laws": "likewise",
    "make lint": "likewise",
    "make audit": "likewise",
    "make package": "it builds what git tracks, and the site of the tests is not that",
    "make sbom > dist/sbom.json": "test_sbom.py reads the list",
    "bash .ci/run": "likewise",
}
"""What only the service runs, and why; beside these, whatever installs packages of the system."""

GIVEN = {"BASE_URL": "https://owner.pages.example/canal", "CI_PAGES_URL": "https://owner.pages.example/canal"}
"""What the service says of itself."""


class Recipe(NamedTuple):
    """A job: what it types, what it hands on at its end, and where its site comes from."""

    lines: tuple[str, ...]
    kept: tuple[str, ...]
    is_new: bool


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def collect() -> Iterator[tuple[str, Recipe]]:
    for path in (*sorted(GITHUB.glob("*.yml")), STARTER / "github.txt"):
        for name, job in read(path)["jobs"].items():
            lines = tuple(step["run"] for step in job["steps"] if "run" in step)
            uploads = [
                step["with"]["path"]
                for step in job["steps"]
                if re.match(".*/upload-[a-z-]*artifact@", step.get("uses", ""))
            ]
            if lines:
                yield f"{path.name} {name}", Recipe(lines, tuple(uploads), path.parent == STARTER)
    for path in (GITLAB, STARTER / "gitlab.txt"):
        jobs = read(path)
        for name, job in jobs.items():
            if "script" in job:
                before = job.get("before_script", jobs.get("before_script", []))
                artifacts = job.get("artifacts", {})
                kept = (*artifacts.get("paths", []), *artifacts.get("reports", {}).values())
                yield f"{path.name} {name}", Recipe((*before, *job["script"]), kept, path.parent == STARTER)


RECIPES = dict(collect())
BY_TESTS = (" test", "package.yml build")
TYPED = sorted(
    (name for name in RECIPES if not name.endswith(BY_TESTS)),
    key=lambda name: (not name.endswith("check"), name),
    reverse=True,
)
"""The jobs whose lines are typed here: what publishes comes first, and of it what this repository is published by."""


def is_here(line: str) -> bool:
    return line not in NOT_HERE and "apt-get install" not in line


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give a checkout like that of this repository, with a small site and small docs, and what is installed for it."""
    root, files = tmp_path / "site", read_site("minimal")
    docs = {f"docs/{path}": data.replace(b"canal-day.example/", b"docs.example/") for path, data in files.items()}
    own = {name: (REPOSITORY / name).read_bytes() for name in ("Makefile", "build.py", ".gitignore")}
    write_files(root, files | {path: data for path, data in docs.items() if "/content/" in path} | own)
    write_files(
        root, {"requirements/site.txt": b"", ".venv/about": b"installed by the first command, as in a checkout"}
    )
    for name in ("bin", "lib", "pyvenv.cfg"):
        (root / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    (root / "microsite").symlink_to(REPOSITORY / "microsite")
    commit(root)
    return root


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """Give a checkout of a site that `init` has just written."""
    words = ("--name", "Hafentage", "--start", "2027-03-09", "--end", "2027-03-11", "--languages", "de,en")
    assert call("init", "site", *words, "--base-url", "https://hafentage.example/", folder=tmp_path).status == 0
    commit(tmp_path / "site")
    return tmp_path / "site"


def commit(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")


def type_all(recipe: Recipe, root: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Type the lines of a job as a service does: one after the other, until one fails."""
    home.mkdir(exist_ok=True)
    others = ("XDG_", "CI", "GIT_", "PYTHON", "MAKE", "MFLAGS", "ARGS")  # of who runs the tests, perhaps by make
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    more = {
        "HOME": str(home),
        "PATH": f"{Path(sys.prefix) / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(REPOSITORY),
    }
    script = "\n".join(line for line in recipe.lines if is_here(line))
    return subprocess.run(  # noqa: S603 - what our own files say
        ["/bin/bash", "-e", "-o", "pipefail", "-c", script],
        cwd=root,
        env=kept | more | GIVEN,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def of(name: str, request: pytest.FixtureRequest) -> Path:
    root: Path = request.getfixturevalue("started" if RECIPES[name].is_new else "repository")
    return root


def break_link(root: Path) -> None:
    """Let a page lead nowhere, which is an error of check and of the build."""
    path = min((root / "content").rglob("*.md"))
    path.write_text(f"{path.read_text('utf-8')}\n[gone](nowhere.md)\n", encoding="utf-8")


# ---- what they type -----------------------------------------------------------------------------------------------


@pytest.mark.law(every=8)
@pytest.mark.parametrize("name", TYPED)
def test_every_line_of_a_job_does_what_it_should_and_leaves_what_is_handed_on(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    root, recipe = of(name, request), RECIPES[name]
    done = type_all(recipe, root, tmp_path / "home")
    assert done.returncode == 0, done.stderr + done.stdout
    assert recipe.kept
    for path in recipe.kept:
        assert (root / path).exists(), path
    assert "::error" not in done.stdout
    if "public" in recipe.kept:
        assert recipe.is_new or f"{GIVEN['BASE_URL']}/sitemap" in (root / "public/robots.txt").read_text("utf-8")
        assert recipe.is_new or f"{GIVEN['BASE_URL']}/docs/" in (root / "public/docs/robots.txt").read_text("utf-8")
        host = {"_redirects"} if "gitlab" in name else {".nojekyll"}
        assert host <= {path.name for path in (root / "public").iterdir()}


@pytest.mark.law(every=8)
@pytest.mark.parametrize("name", TYPED)
def test_a_job_with_an_error_fails_and_hands_on_nothing_that_would_be_published(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    root, recipe = of(name, request), RECIPES[name]
    break_link(root)
    done = type_all(recipe, root, tmp_path / "home")
    assert done.returncode != 0
    assert "nowhere" in done.stdout + done.stderr  # where people read it
    assert not (root / "public").exists()
    assert not (root / "output").exists()
    if "gitlab" in name:
        [error] = [one for one in json.loads((root / "check.json").read_bytes()) if one["severity"] == "critical"]
        assert error["check_name"] == "link-broken"


def test_what_is_not_typed_here_says_why_not() -> None:
    for name in RECIPES.keys() - {*TYPED}:
        assert [line for line in RECIPES[name].lines if is_here(line)] == [], name
    lines = {line for recipe in RECIPES.values() for line in recipe.lines}
    assert [line for line in NOT_HERE if line not in lines] == []


# ---- on a server of one's own ---------------------------------------------------------------------------------------

PAGE = REPOSITORY / "docs" / "content" / "pages" / "recipes.en.md"
PLACE, SHOWN = "/srv/site", "/var/www/site"
"""Where the page of the docs has the clone, and what is published of it."""


def find_block(beginning: str) -> str:
    blocks = re.findall(r"^```\w*\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    [block] = [block for block in blocks if block.startswith(beginning)]
    return str(block)


@pytest.fixture
def server(started: Path, tmp_path: Path) -> Path:
    """Give a clone of a site as it lies on a server, with the script of the docs."""
    git(tmp_path, "clone", "--quiet", str(started), "server")
    clone = tmp_path / "server"
    (clone / ".venv/bin").mkdir(parents=True)
    program = f'#!/bin/sh\nPYTHONPATH={REPOSITORY} exec {sys.executable} "$@"\n'
    (clone / ".venv/bin/python").write_text(program, encoding="utf-8")
    (clone / ".venv/bin/python").chmod(0o755)
    script = find_block("#!/bin/sh").replace(SHOWN, str(tmp_path / "www"))
    (clone / "publish.sh").write_text(script, encoding="utf-8")
    return clone


def run_by_cron(server: Path) -> subprocess.CompletedProcess[str]:
    """Do what cron does by the line of the docs, whose output it would send by mail."""
    [line] = re.findall(r"^17 \* \* \* \* (.*)$", find_block("MAILTO="), re.MULTILINE)
    environment = {"HOME": str(server.parent / "home"), "PATH": "/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(  # noqa: S603 - the line of our docs
        ["/bin/sh", "-c", line.replace(PLACE, str(server))],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_cron_publishes_what_is_new_and_sends_mail_only_of_what_fails(server: Path, started: Path) -> None:
    www = server.parent / "www"
    (server.parent / "home").mkdir()
    done = run_by_cron(server)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first = read_files(www)
    assert {"de/index.html", "de/index.html.gz"} <= first.keys()
    page = started / "content/pages/about.de.md"
    page.write_text(f"{page.read_text('utf-8')}\nMehr als zuvor.\n", encoding="utf-8")
    git(started, "commit", "--all", "--quiet", "--message", "More")
    with (server / ".git/publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run_by_cron(server)  # while another run lasts
    assert (done.returncode, done.stdout, done.stderr, read_files(www)) == (0, "", "", first)
    break_link(started)
    git(started, "commit", "--all", "--quiet", "--message", "Break")
    done = run_by_cron(server)
    assert "nowhere" in done.stdout
    assert read_files(www) == first
    git(started, "revert", "--no-edit", "HEAD")
    done = run_by_cron(server)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "Mehr als zuvor." in (www / "de/about/index.html").read_text("utf-8")


def test_the_units_of_systemd_run_the_script_and_show_what_it_wrote() -> None:
    service, timer, failed = (find_block(f"# /etc/systemd/system/publish{name}") for name in (".service", ".t", "-f"))
    assert f"ExecStart=/bin/sh {PLACE}/publish.sh\n" in service
    assert "OnFailure=publish-failed.service\n" in service
    assert f"< {PLACE}/.git/publish.log'" in failed
    assert "OnCalendar=*:17\n" in timer
    for unit in (service, timer, failed):
        found = configparser.ConfigParser(strict=True, interpolation=None)
        found.read_string(unit)
        assert found.sections()


# ---- what they remember -------------------------------------------------------------------------------------------


@pytest.mark.law(every=2)
@pytest.mark.parametrize("name", ["publish.yml build", "github.txt build"])
def test_a_cache_and_its_key_are_kept_where_the_next_run_finds_them(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    root, home = of(name, request), tmp_path / "home"
    path = (GITHUB if name.startswith("publish.yml") else STARTER) / name.partition(" ")[0]
    [restore] = [step for step in read(path)["jobs"]["build"]["steps"] if "cache/restore" in step.get("uses", "")]
    kept = restore["with"]["path"].split()
    recipe = RECIPES[name]._replace(lines=tuple(line for line in RECIPES[name].lines if "--strict" in line))
    assert type_all(recipe, root, home).returncode == 0
    everything, cache_alone = ({place: read_files(find(place, root, home)) for place in kept[:n]} for n in (2, 1))
    assert all(everything.values())
    doubt = "the cache is from another version or another user"
    assert restore_and_build(recipe, root, cache_alone, tmp_path / "other").count(doubt) == 1
    assert restore_and_build(recipe, root, everything, tmp_path / "again").count(doubt) == 0


def find(place: str, root: Path, home: Path) -> Path:
    return home / place.removeprefix("~/") if place.startswith("~/") else root / place


def restore_and_build(recipe: Recipe, root: Path, kept: Mapping[str, Mapping[str, bytes]], home: Path) -> str:
    """What a job tells in a new checkout on a new machine, after what was kept has come back."""
    for made in ("output", "public", ".cache", "docs/output", "docs/.cache"):
        shutil.rmtree(root / made, ignore_errors=True)
    for place, files in kept.items():
        write_files(find(place, root, home), files)
    for path in (home / ".local/state/microsite").glob("*"):
        path.chmod(0o600)
    done = type_all(recipe, root, home)
    assert done.returncode == 0
    return done.stdout + done.stderr
