"""Check a built site as its visitors' programs see it: `verify`, the Nu HTML checker, an XML parser, and Chromium.

`make audit` runs it. It needs Java, Node and Chromium, says in plain words which of them is missing, and then fails:
an audit that was not made has not been passed. Screenshots are left in .cache/audit/ for a person to look at.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from newsroom import write_newsroom

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "audit"
MODULES = HERE / "node_modules"
SCREENSHOTS = ROOT / ".cache" / "audit"
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


def main(arguments: Sequence[str]) -> int:
    """Check a folder, or the sites of the repository; return 0 if everything was checked and found good, else 1."""
    if arguments and not any(Path(arguments[0]).rglob("*.html")):
        return complain([f"{arguments[0]} holds no page. Build the site first: make site"])
    outputs = {"output": Path(arguments[0]).resolve()} if arguments else build_sites()
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
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    for name, output in outputs.items():
        print(f"== {name}")
        if not output.is_dir():
            problems.append(f"{name} cannot be built; the lines above say why")
            continue
        found = check_as_crawler(output)
        found += check_xml(output)
        found += check_html(output, java) if java and can_look else []
        found += check_in_browser(output, chromium, SCREENSHOTS / name) if chromium and can_look else []
        problems += [f"{name}: {problem}" for problem in found]
    return complain(problems) if problems else 0


def build_sites() -> dict[str, Path]:
    """Build the sites of the repository with the theme as it is; return their output folders, of failed ones, too."""
    shutil.rmtree(BUILT, ignore_errors=True)
    for site in SITES:
        shutil.copytree(site / "content", BUILT / site.name / "content")
    write_newsroom(BUILT / "newsroom")
    names = [*(site.name for site in SITES), "newsroom"]
    for name in names:
        command = [sys.executable, str(ROOT / "build.py"), "--quiet", "--root", str(BUILT / name)]
        subprocess.run(command, check=False)
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


def check_as_crawler(output: Path) -> list[str]:
    """Run `verify` over the site: links, versions, feeds, structured data; return its errors, print its warnings."""
    command = [sys.executable, str(ROOT / "build.py"), "verify", str(output), "--format", "json", "--quiet"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    if done.returncode > 1 or not done.stdout:
        return ["verify did not run: python build.py verify DIR"]
    lines: dict[str, list[str]] = {"error": [], "warning": [], "info": []}
    for one in json.loads(done.stdout)["diagnostics"]:
        place = f"{one['span']['path'].removeprefix(f'{output}/')}:{one['span']['line']}"
        lines[one["severity"]].append(f"{place}: {one['rule']}: {one['message']}")
    print(f"Crawler: {len(lines['error'])} errors, {len(lines['warning'])} warnings")
    for line in lines["warning"]:
        print(f"  warning: {line}")
    return lines["error"]


def check_xml(output: Path) -> list[str]:
    """Parse feeds, sitemaps and drawings: one that is not well-formed is no feed at all."""
    problems = []
    files = sorted(path for path in output.rglob("*") if path.suffix in {".xml", ".svg"})
    for path in files:
        try:
            ET.parse(path)  # noqa: S314 - our own output
        except ET.ParseError as error:
            problems.append(f"{path.relative_to(output)}: {error}")
    print(f"XML: {len(files)} files, {len(problems)} errors")
    return problems


def check_html(output: Path, java: str) -> list[str]:
    """Run the Nu HTML checker over every page; return its errors, print its warnings."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-jar", str(jar), "--stdout", "--format", "json", "--exit-zero-always", "--skip-non-html"]
    done = subprocess.run([*command, str(output)], capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        return [f"the Nu HTML checker did not run: {done.stderr.strip()}"]
    errors: list[str] = []
    warnings: list[str] = []
    for message in json.loads(done.stdout)["messages"]:
        if _OF_POLICY in message["message"]:
            continue
        path = urllib.parse.unquote(urllib.parse.urlsplit(message.get("url", "")).path).removeprefix(f"{output}/")
        line = f"{path}:{message.get('lastLine', 0)}: {message['message']}"
        (warnings if message["type"] == "info" else errors).append(line)
    print(f"HTML: {sum(1 for _ in output.rglob('*.html'))} pages, {len(errors)} errors, {len(warnings)} warnings")
    for line in sorted(warnings):
        print(f"  warning: {line}")
    return sorted(errors)


def check_in_browser(output: Path, chromium: str, screenshots: Path) -> list[str]:
    """Open pages in Chromium: requests, scripts, width, contrast, movement, weight, links; return what is wrong."""
    node = shutil.which("node") or "node"
    screenshots.mkdir(parents=True, exist_ok=True)
    command = [node, str(HERE / "browse.mjs"), str(output), chromium, str(screenshots)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return ["Chromium could not open the pages; the lines above say why"]
    found = json.loads(done.stdout)
    opened = f"{found['opened']} of {found['pages']} pages"
    print(f"Browser: {opened}, {len(found['problems'])} problems; screenshots in {screenshots}")
    return [str(problem) for problem in found["problems"]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
