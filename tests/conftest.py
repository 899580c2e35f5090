"""What every test may ask for: goldens, and how many cases of a law are tried."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from browsing import Lent, Opener, visits
from hypothesis import HealthCheck, settings
from laws import FEW
from playwright.sync_api import Browser
from whole_sites import REPOSITORY

GOLDEN = Path(__file__).parent / "golden"
CLOSED = f"{os.path.realpath(REPOSITORY / 'content')}/"
LENT = Lent()


def keep_out(event: str, arguments: tuple[object, ...]) -> None:
    """Fail whoever reads what the editors of the repository's own site write: it is no test's business."""
    if event in {"open", "os.scandir", "os.listdir"}:
        path = str(arguments[0])
        is_clear = event != "open" or path.startswith(os.sep)  # else it may be of a folder that nobody names
        if is_clear and "content" in path and f"{os.path.realpath(path)}/".startswith(CLOSED):
            message = f"a test reads {path}: tests/sites/conference has a copy that no editor changes"
            raise AssertionError(message)


# A machine of another speed must not fail a test; CI must not fail at random: what it finds, everyone finds.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, database=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --laws, for all cases of the laws and what is slow, and --update-golden, which writes expected files anew."""
    parser.addoption("--laws", action="store_true", help="try the laws alone, with all their cases, and what is slow")
    parser.addoption(
        "--update-golden", action="store_true", help="write the files below tests/golden anew; then read the diff"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples a law has before modules of tests ask for it, see `laws.up_to`; close what is closed."""
    gc.disable()  # of what is collected, nothing is garbage
    sys.addaudithook(keep_out)  # it sees what modules of tests do when they are imported, the package, and its forks
    profile = settings.get_profile("ci" if os.environ.get("CI") else "local")
    few = settings(profile, max_examples=FEW)
    settings.register_profile("chosen", profile if config.getoption("--laws") else few)
    settings.load_profile("chosen")


def pytest_collection_finish() -> None:
    """Let the collector of garbage look at what tests make, and not at the tests, again and again."""
    gc.enable()
    gc.freeze()


@pytest.hookimpl(trylast=True)  # behind hypothesis, which marks its own
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --laws, leave out what is no law and not slow; else what is slow, and cases of laws, as their marks say."""
    if config.getoption("--laws"):
        left_out = [item for item in items if not any(map(item.get_closest_marker, ("law", "hypothesis", "slow")))]
    else:
        seen, left_out = Counter[str](), [item for item in items if item.get_closest_marker("slow")]
        for item in items:
            law = item.get_closest_marker("law")
            if law and law.kwargs:
                name = item.nodeid.partition("[")[0]
                if seen[name] % law.kwargs["every"]:
                    left_out.append(item)
                seen[name] += 1
    config.hook.pytest_deselected(items=left_out)
    left = set(left_out)
    items[:] = sorted((item for item in items if item not in left), key=needs_browser)  # in a row, see `browser`


@pytest.hookimpl(trylast=True)  # behind pytest, which ends what tests have
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """End the browser that modules lend to one another, if the next one needs none."""
    if not nextitem or (nextitem.path != item.path and not needs_browser(nextitem)):
        LENT.end()


def needs_browser(item: pytest.Item) -> bool:
    """Whether a test asks for the browser, or what it asks for does."""
    return "browser" in getattr(item, "fixturenames", ())


@pytest.fixture(autouse=True, scope="session")
def own_key(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test, and no process that one starts, make or use the key of who runs them, or what it signs."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a check that a text equals the file of that name below tests/golden, byte for byte."""
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        data = text.encode()
        if update and (not path.exists() or path.read_bytes() != data):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.exists(), f"tests/golden/{name} does not exist: run pytest with --update-golden"
        assert text == path.read_bytes().decode(), f"differs from tests/golden/{name}; if meant, --update-golden"

    return check


@pytest.fixture
def golden_tree(request: pytest.FixtureRequest) -> Callable[[str, Mapping[str, bytes]], None]:
    """Return a check that files (data by POSIX path) are those of a folder below tests/golden: all, no more, same."""
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, data_by_path: Mapping[str, bytes]) -> None:
        folder = GOLDEN / name
        if update:
            shutil.rmtree(folder, ignore_errors=True)
            for path, data in data_by_path.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)
        expected = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
        }
        assert sorted(data_by_path) == sorted(expected), f"other files than tests/golden/{name}; see --update-golden"
        for path, data in data_by_path.items():
            assert data == expected[path], f"differs from tests/golden/{name}/{path}; if meant, --update-golden"

    return check


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that anybody may enter and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Give the browser of all modules in a row that ask for one; each test opens a context of its own in it."""
    return LENT.get()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:  # noqa: ARG001 (the browser that is lent)
    """Give what opens a page of a built site; no script may fail on it, and nothing be forbidden by its policy."""
    errors = list[str]()
    with visits(LENT, errors) as opener:
        yield opener
    assert not errors
