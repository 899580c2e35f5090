"""The table of modules in ARCHITECTURE.md, held against what the modules import; and other promises about the code."""

from __future__ import annotations

import ast
import graphlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "microsite"

EDGES = frozenset(
    {
        "files",
        "workers",
        "forks",
        "cluster",
        "progress",
        "profiling",
        "project",
        "editing",
        "printing",
        "cli",
        "serve",
        "hosting",
        "interrupts",
        "start",
        "process",
        "__main__",
    }
)
EDGE_IMPORTS = frozenset(
    """
    asyncio concurrent.futures.process fileinput ftplib getpass glob http importlib.metadata importlib.resources locale
    logging mmap multiprocessing os pathlib platform random secrets select selectors shutil signal smtplib socket
    socketserver ssl subprocess tempfile threading time urllib.request uuid webbrowser zoneinfo
    """.split()  # noqa: SIM905 - words are easier to read and to add to than a list of forty strings
)
"""Modules of the standard library that touch disk, clock, chance, terminal, network or machine."""
EDGE_CALLS = frozenset({"open", "input", "print", "breakpoint"})
EDGE_ATTRIBUTES = frozenset({"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "io.open"}) | frozenset(
    {"sys.argv", "sys.stdin", "sys.stdout", "sys.stderr", "sys.exit"}
)

MODULE_LINES = 300  # without blank ones
FUNCTION_LINES = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: what a module may import of the package, and of others (dotted names)."""

    module: str
    own: frozenset[str]
    third_party: frozenset[str]


def parse_table(text: str) -> dict[str, Row]:
    """Rows by module of the table `| module | owns | imports … | third party |`; names are those in backticks."""
    rows = {}
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 4:
            inside = False
        elif re.match(r"module\b.*", cells[0]) and cells[2].startswith("imports"):
            inside = True
        elif inside and not set(cells[0]) <= set("-: "):
            names = [re.findall(r"`([\w.]+)`", cell) for cell in cells]
            for module in names[0]:
                rows[module] = Row(module, frozenset(names[2]), frozenset(names[3]))
    return rows


def module_name(path: Path) -> str:
    """`checks` for checks.py as for every file of a folder checks/."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[str, frozenset[str]]]:
    """Each import, late ones too: the module as written, and the dotted names that it may stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, frozenset({alias.name})) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            for alias in node.names:
                yield origin, frozenset({origin, f"{origin}.{alias.name}"})


def is_below(name: str, parent: str) -> bool:
    return name == parent or name.startswith(f"{parent}.")


def allows(names: frozenset[str], allowed: frozenset[str]) -> frozenset[str]:
    """Those of the allowed dotted names that an import makes use of."""
    return frozenset(parent for parent in allowed if any(is_below(name, parent) for name in names))


def own_module(name: str, names: frozenset[str]) -> str:
    """The module of the package that an import means: `link` for `from microsite import link` too."""
    if name != "microsite":
        return name.split(".")[1]
    wanted = max(names, key=len).removeprefix("microsite.")
    return wanted if any(module_name(path) == wanted for path in SOURCES) else "__init__"


SOURCES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_bytes()) for path in SOURCES}
TABLE = parse_table((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
every_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())


def test_the_table_names_every_module_and_no_other() -> None:
    assert sorted(TABLE) == sorted({module_name(path) for path in SOURCES} - {"__init__", "__main__"})


@pytest.mark.parametrize("module", sorted(TABLE))
def test_a_module_imports_of_the_package_what_its_row_says(module: str) -> None:
    used = {
        own_module(name, names)
        for path, tree in TREES.items()
        if module_name(path) == module
        for name, names in imports(tree)
        if is_below(name, "microsite")
    }
    assert sorted(used - {module, "__init__"}) == sorted(TABLE[module].own)


@pytest.mark.parametrize("module", sorted(TABLE))
def test_a_module_imports_of_others_what_its_row_says(module: str) -> None:
    allowed = TABLE[module].third_party
    used: set[str] = set()
    for path, tree in TREES.items():
        if module_name(path) == module:
            for name, names in imports(tree):
                if name.split(".")[0] not in sys.stdlib_module_names | {"microsite"}:
                    assert allows(names, allowed), f"{path.name} imports {name}, which ARCHITECTURE.md does not say"
                    used |= allows(names, allowed)
    assert sorted(used) == sorted(allowed)


@every_source
def test_imports_are_absolute(path: Path) -> None:
    assert [name for name, _ in imports(TREES[path]) if name.startswith(".")] == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module: row.own for module, row in TABLE.items()}
    order = tuple(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError, which names the cycle
    assert set(TABLE) <= set(order)


@every_source
def test_only_the_edges_touch_disk_clock_terminal_and_network(path: Path) -> None:
    if module_name(path) in EDGES:
        return
    for name, names in imports(TREES[path]):
        assert not allows(names, EDGE_IMPORTS), f"imports {name}"
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in EDGE_CALLS, f"line {node.lineno} calls {node.func.id}"
        if isinstance(node, ast.Attribute):
            written = ".".join(ast.unparse(node).split(".")[-2:])
            assert written not in EDGE_ATTRIBUTES, f"line {node.lineno} uses {written}"


@every_source
def test_a_module_fits_in_a_head(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= MODULE_LINES


@every_source
def test_a_function_fits_on_a_screen(path: Path) -> None:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= FUNCTION_LINES, f"{node.name} has {lines} lines"


def messages(tree: ast.AST) -> Iterator[ast.expr]:
    """What is told: every text that is called a message or a hint, or is given to `problem` or `UsageError`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(ast.unparse(name) in {"message", "hint"} for name in node.targets):
            yield node.value
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"problem", "UsageError"}:
            yield from (*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "hint"))


@every_source
def test_a_message_begins_with_a_small_letter_and_ends_without_a_full_stop(path: Path) -> None:
    for node in messages(TREES[path]):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        first, last = ("" if not isinstance(part, ast.Constant) else str(part.value) for part in (parts[0], parts[-1]))
        assert not re.match("[A-Z][a-z]", first), first
        assert not last.endswith("."), last


def is_installed(path: Path) -> bool:
    """True for what `make` has put there, not an author."""
    return any(part == "node_modules" or part.startswith(".") for part in path.relative_to(ROOT).parts)


def test_nothing_is_left_to_be_done_in_a_comment() -> None:
    mark = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")))
    folders = ("microsite", "tests", "audit", "benchmarks", "templates")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if not is_installed(path)]
    files += [path for path in ROOT.iterdir() if path.suffix in {".py", ".toml", ".md"} or path.name == "Makefile"]
    kinds = {".py", ".toml", ".md", ".html", ".xml", ".css", ".js", ".mjs", ".in", ""}
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in files
        if path.is_file() and path.suffix in kinds
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if mark.search(line)
    ]
    assert found == []


# ---- what is installed and run ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["site", "test", "lock"])
def test_a_lock_file_holds_pins_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


def test_every_dependency_is_pinned_for_the_site_and_the_same_for_the_tests() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site, tests = (
        set(
            re.findall(r"^([\w.-]+==[\w.]+) ", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE)
        )
        for name in ("site.txt", "test.txt")
    )
    assert {re.split("[^a-z0-9-]", dependency)[0] for dependency in project["dependencies"]} <= {
        pin.split("==")[0] for pin in site
    }
    assert site <= tests


def test_the_tools_of_the_audit_are_pinned_by_hash_and_without_an_address() -> None:
    lock = json.loads((ROOT / "audit" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


def test_actions_are_pinned_by_commit() -> None:
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    uses = re.findall(r"uses: (.*)", text)
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_the_image_that_builds_is_pinned_by_digest() -> None:
    images = re.findall(r"image: (.*)", (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert images
    for image in images:
        assert re.fullmatch(r"[a-z0-9./:-]+@sha256:[0-9a-f]{64}", image), image


@pytest.mark.parametrize("name", ["site", "test", "lock"])
def test_make_installs_wheels_alone_and_checks_their_hashes(name: str) -> None:
    command = ["make", "--dry-run", "--always-make", f".venv/{name}.stamp"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own Makefile
    [install] = [line for line in told.splitlines() if " pip " in line]
    assert {"--require-hashes", "--only-binary", ":all:"} <= set(install.split())


# ---- the table's reader -----------------------------------------------------------------------------------------


def test_the_table_is_read_by_its_backticks() -> None:
    text = """
| module | owns | imports (microsite modules) | third party |
|---|---|---|---|
| `model` | the nouns | — | |
| `catalog` | words, as `PO` | `model`, `diagnostics` | `babel.messages` (PO files) |

| another | table | imports | here |
|---|---|---|---|
| `x` | | | |
"""
    assert parse_table(text) == {
        "model": Row("model", frozenset(), frozenset()),
        "catalog": Row("catalog", frozenset({"model", "diagnostics"}), frozenset({"babel.messages"})),
    }


def test_a_submodule_is_allowed_by_its_own_name_and_by_its_package() -> None:
    [(_, names)] = imports(ast.parse("from babel import numbers"))
    assert allows(names, frozenset({"babel"})) == {"babel"}
    assert allows(names, frozenset({"babel.numbers", "babel.messages"})) == {"babel.numbers"}
    assert not allows(names, frozenset({"babel.messages", "bab"}))
