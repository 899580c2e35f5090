"""Check a built site as its visitors' programs see it: `verify`, the Nu HTML checker, an XML parser, and Chromium.

`make audit` runs it. It needs Java, Node and Chromium, says in plain words which of them is missing, and then fails:
an audit that was not made has not been passed. Lighthouse looks at the pages of the largest site.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from newsroom import write_newsroom

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "audit"
MODULES = HERE / "node_modules"
BUILT = ROOT / ".cache" / "audited"
SITES = (ROOT / "tests" / "sites" / "conference", *sorted((ROOT / "examples").glob("*/")))
"""What is built if no folder is named: what no editor of this repository changes, and each look of an example."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
INSTALL = {
    "Java": "apt install default-jre-headless",
    "Node": "apt install nodejs npm",
    "Chromium": "apt install chromium, or set CHROMIUM to the path of a Chrome of yours",
}


_OF_POLICY = "Content Security Policy (meta tag)"
"""What the HTML checker calls forbidden: it knows no own origin, and takes data for scripts. The browser judges."""


class Checked(NamedTuple):
    """What a look at a site has counted, a line each, and what is wrong."""

    told: Sequence[str]
    problems: Sequence[str]


def main(arguments: Sequence[str]) -> int:
    """Check a folder, or the sites of the repository; return 0 if everything was checked and found good, else 1."""
    if arguments and not any(Path(arguments[0]).rglob("*.html")):
        return complain([f"{arguments[0]} holds no page. Build the site first: make site"])
    java, npm, chromium = shutil.which("java"), shutil.which("npm"), find_browser()
    problems = [
        f"{name} is missing, so {what}. On Debian and Ubuntu: {INSTALL[name]}"
        for name, found, what in (
            ("Java", java, "the pages' HTML was not checked"),
            ("Node", npm, "neither the pages' HTML nor their looks were checked"),
            ("Chromium", chromium, "the pages' looks were not checked"),
        )
        if not found
    ]
    can_look = bool(npm) and install(str(npm))
    if npm and not can_look:
        problems.append("npm could not install what audit/package.json names")
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each waits for a program
        outputs = {"output": Path(arguments[0]).resolve()} if arguments else build_sites(pool)
        built = {name: output for name, output in outputs.items() if output.is_dir()}
        # The longest first. One Java checks all sites: the first pages take it as long as many later ones.
        of_html = pool.submit(check_html, built, java) if java and can_look and built else None
        looks: dict[str, list[Future[Checked]]] = {name: [] for name in built}
        if chromium and can_look:
            by_size = sorted(built.items(), key=lambda one: -sum(1 for _ in one[1].rglob("*.html")))
            for name, output in by_size[:1]:
                looks[name].append(pool.submit(check_with_lighthouse, output, chromium))
            for name, output in by_size:
                looks[name].append(pool.submit(check_in_browser, output, chromium))
        for name, output in built.items():
            looks[name] += [pool.submit(check_as_crawler, output), pool.submit(check_xml, output)]
    for name in outputs:
        print(f"== {name}")
        if name not in built:
            problems.append(f"{name} cannot be built; the lines above say why")
            continue
        found = [*(look.result() for look in looks[name]), *([of_html.result()[name]] if of_html else [])]
        for checked in found:
            print(*checked.told, sep="\n")
            problems += [f"{name}: {problem}" for problem in checked.problems]
    return complain(problems) if problems else 0


def build_sites(pool: Executor) -> dict[str, Path]:
    """Build the sites of the repository with the theme as it is; return their output folders, of failed ones, too."""
    shutil.rmtree(BUILT, ignore_errors=True)
    for site in SITES:
        shutil.copytree(site / "content", BUILT / site.name / "content")
    write_newsroom(BUILT / "newsroom")
    names = ["newsroom", *(site.name for site in SITES)]  # the largest first
    commands = [[sys.executable, str(ROOT / "build.py"), "--quiet", "--root", str(BUILT / name)] for name in names]
    for _ in pool.map(partial(subprocess.run, check=False), commands):
        pass
    return {name: BUILT / name / "output" for name in names}


def complain(problems: Sequence[str]) -> int:
    """Print what is wrong, below what was counted; return the exit status."""
    sys.stdout.flush()
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1


def find_browser() -> str | None:
    """Find a Chromium on this machine."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def install(npm: str) -> bool:
    """Install the checkers into audit/node_modules, if the lock file has changed; return whether they are there."""
    done = MODULES / ".package-lock.json"
    if done.exists() and done.stat().st_mtime >= (HERE / "package-lock.json").stat().st_mtime:
        return True
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    return subprocess.run(command, cwd=HERE, stdout=subprocess.DEVNULL, check=False).returncode == 0


def check_as_crawler(output: Path) -> Checked:
    """Run `verify` over the site: links, versions, feeds, structured data; return its warnings and errors."""
    command = [sys.executable, str(ROOT / "build.py"), "verify", str(output), "--format", "json", "--quiet"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    if done.returncode > 1 or not done.stdout:
        return Checked([], ["verify did not run: python build.py verify DIR"])
    lines: dict[str, list[str]] = {"error": [], "warning": [], "info": []}
    for one in json.loads(done.stdout)["diagnostics"]:
        place = f"{one['span']['path'].removeprefix(f'{output}/')}:{one['span']['line']}"
        lines[one["severity"]].append(f"{place}: {one['rule']}: {one['message']}")
    counted = f"Crawler: {len(lines['error'])} errors, {len(lines['warning'])} warnings"
    return Checked([counted, *(f"  warning: {line}" for line in lines["warning"])], lines["error"])


def check_xml(output: Path) -> Checked:
    """Parse feeds, sitemaps and drawings: one that is not well-formed is no feed at all."""
    problems = []
    files = sorted(path for path in output.rglob("*") if path.suffix in {".xml", ".svg"})
    for path in files:
        try:
            ET.parse(path)  # noqa: S314 - our own output
        except ET.ParseError as error:
            problems.append(f"{path.relative_to(output)}: {error}")
    return Checked([f"XML: {len(files)} files, {len(problems)} errors"], problems)


def check_html(outputs: Mapping[str, Path], java: str) -> dict[str, Checked]:
    """Run the Nu HTML checker over every page of all sites; return the warnings and errors of each."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-jar", str(jar), "--stdout", "--format", "json", "--exit-zero-always", "--skip-non-html"]
    done = subprocess.run([*command, *map(str, outputs.values())], capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        return dict.fromkeys(outputs, Checked([], [f"the Nu HTML checker did not run: {done.stderr.strip()}"]))
    messages = [one for one in json.loads(done.stdout)["messages"] if _OF_POLICY not in one["message"]]
    return {name: _tell_html(output, messages) for name, output in outputs.items()}


def _tell_html(output: Path, messages: Sequence[Mapping[str, Any]]) -> Checked:
    errors: list[str] = []
    warnings: list[str] = []
    for message in messages:
        path = urllib.parse.unquote(urllib.parse.urlsplit(message.get("url", "")).path)
        line = f"{path.removeprefix(f'{output}/')}:{message.get('lastLine', 0)}: {message['message']}"
        if not path or path.startswith(f"{output}/"):  # without a page it is about the checker, and of all
            (warnings if message["type"] == "info" else errors).append(line)
    counted = f"HTML: {sum(1 for _ in output.rglob('*.html'))} pages, {len(errors)} errors, {len(warnings)} warnings"
    return Checked([counted, *(f"  warning: {line}" for line in sorted(warnings))], sorted(errors))


def check_in_browser(output: Path, chromium: str) -> Checked:
    """Open pages in Chromium: requests, scripts, width, contrast, movement, weight, links; return what is wrong."""
    found = run_node("browse.mjs", str(output), chromium)
    if found is None:
        return Checked([], ["Chromium could not open the pages; the lines above say why"])
    opened = f"{found['opened']} of {found['pages']} pages"
    return Checked([f"Browser: {opened}, {len(found['problems'])} problems"], found["problems"])


def check_with_lighthouse(output: Path, chromium: str) -> Checked:
    """Let Lighthouse look at a page of each type; return how fast each is, and what is wrong."""
    found = run_node("lighthouse.mjs", str(output), chromium)
    if found is None:
        return Checked([], ["Lighthouse could not open the pages; the lines above say why"])
    counted = f"Lighthouse: {len(found['told'])} types of pages, {len(found['problems'])} problems"
    return Checked([counted, *(f"  performance of {line}" for line in found["told"])], found["problems"])


def run_node(script: str, *arguments: str) -> Any:  # noqa: ANN401 (what the script prints)
    """What a script of this folder prints as JSON; None if it fails, and has said why."""
    command = [shutil.which("node") or "node", str(HERE / script), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return None if done.returncode else json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
