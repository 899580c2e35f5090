"""What pages may load and run (Content-Security-Policy), in a real browser and in every page of whole sites."""

from __future__ import annotations

import dataclasses
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import ORIGIN, Opener, answer, complaints
from laws import are_all_tried
from playwright.sync_api import Browser, Page, Route
from whole_sites import REPOSITORY, Built, build, built, edit, read_site, write_files

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">\n')
ELSEWHERE = "https://elsewhere.example"


def with_dashboard(name: str, base_url: str = ORIGIN) -> Built:
    """A site with every kind of page."""
    files = read_site(name)
    files = edit(files, "content/site.yaml", "\nlanguages:", "\ntranslations: {dashboard: true}\nlanguages:")
    return build(files, base_url=base_url)


LOADED = """Promise.all([...document.images].map(async (image) => {
  image.loading = "eager"; // those below the fold wait for a reader
  await image.decode().catch(() => undefined);
  return image.naturalWidth > 0;
})).then((all) => all.every(Boolean))"""
"""True if all pictures of a page can be seen."""


def pages(site: Built) -> list[str]:
    return sorted(path for path in site.files if path.endswith(".html"))


def test_every_page_has_the_policy_before_all_that_it_loads() -> None:
    for name in ("conference", "trilingual", "right-to-left", "minimal"):
        site = with_dashboard(name)
        assert {"404.html", "index.html", "en/404.html"} <= set(pages(site))
        assert any(path.endswith("status/index.html") for path in pages(site))
        for path in pages(site):
            head = site.text(path).partition("</head>")[0]
            assert len(POLICY.findall(head)) == 1, path
            assert POLICY.match(head.partition('<meta charset="utf-8">\n')[2]), path
            assert re.search("<(?:script|link|style)", head.partition("<meta http-equiv")[0]) is None, path


def test_no_script_and_no_style_stands_in_a_page() -> None:
    for name in ("conference", "trilingual", "right-to-left"):
        site = with_dashboard(name)
        for path in pages(site):
            text = re.sub(r'<script type="application/ld\+json">.*?</script>', "", site.text(path))
            assert re.findall(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:", text) == [], path


def some_pages(site: Built) -> list[str]:
    """All of them if all cases are tried, else the longest of each template."""
    jobs = sorted((job for job in site.jobs if job.template), key=lambda job: len(site.files[job.target.path]))
    longest = {job.template: job.target.path for job in jobs}
    return [path for path in pages(site) if are_all_tried() or path in longest.values()]


@pytest.mark.law(every=3)
@pytest.mark.parametrize("name", ["conference", "trilingual", "right-to-left"])
@pytest.mark.parametrize("base", ["", "/sub/path/"])
def test_the_browser_opens_every_page_without_a_complaint(visit: Opener, name: str, base: str) -> None:
    site = with_dashboard(name, ORIGIN + base)
    page = visit((base or "/")[1:], site)
    for path in some_pages(site):
        if 'http-equiv="refresh"' not in site.text(path):
            page.goto(f"{ORIGIN}{base or '/'}{quote(path)}")
            assert page.evaluate("document.styleSheets[0].cssRules.length")
            assert page.evaluate(LOADED), path


def test_what_has_moved_leads_to_its_new_address(visit: Opener) -> None:
    site = built("trilingual", ORIGIN)
    moved = [path for path in pages(site) if 'http-equiv="refresh"' in site.text(path)]
    assert moved
    for path in moved:
        page = visit(path, site)
        [target] = re.findall(r'content="0; url=([^"]*)"', site.text(path))
        page.wait_for_url(ORIGIN + quote(target, safe="/%"))


# ---- what somebody has slipped in -------------------------------------------------------------------------------

RUN = "window.ran = true"
CLICK = "document.getElementById('x').click()"


def open_with(browser: Browser, snippet: str, *, has_policy: bool) -> tuple[Page, list[str], list[str]]:
    """A page in which a snippet stands, what the browser complains of, and what was asked of another host."""
    site = built("conference", ORIGIN)
    text = site.text("en/index.html").replace('<main id="_main">', f'<main id="_main">{snippet}')
    text = text if has_policy else POLICY.sub("", text)
    site = dataclasses.replace(site, files={**site.files, "en/index.html": text.encode()})
    told, asked = list[str](), list[str]()

    def respond(route: Route) -> None:
        if route.request.url.startswith(ELSEWHERE):
            asked.append(route.request.url)
            route.fulfill(body=f"{RUN};", content_type="text/javascript")
        else:
            answer(route, site)

    page = browser.new_page()
    page.route("**/*", respond)
    page.on("console", lambda message: told.extend(complaints(message)))
    page.goto(f"{ORIGIN}/en/")
    return page, told, asked


@pytest.mark.law(every=5)
@pytest.mark.parametrize(
    "snippet",
    [
        f"<script>{RUN}</script>",
        f"<script type=module>{RUN}</script>",
        f"<img src=/nothing onerror='{RUN}'>",
        f"<svg onload='{RUN}'></svg>",
        f"<a id=x href='javascript:void({RUN})'>x</a>",
        f"<button id=x onclick='{RUN}'>x</button>",
        f"<script src={ELSEWHERE}/x.js></script>",
        f"<script type=module>import '{ELSEWHERE}/x.js'</script>",
        f"<script src='data:text/javascript,{RUN.replace(' ', '')}'></script>",
        f"<base href={ELSEWHERE}/><script src=x.js></script>",
        f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
        f"<iframe src='javascript:parent.{RUN.replace(' ', '')}'></iframe>",
        f"<details ontoggle='{RUN}'><summary id=x>x</summary></details>",
    ],
)
def test_no_script_runs_that_is_not_a_file_of_the_site(browser: Browser, snippet: str) -> None:
    for has_policy in (False, True):
        page, told, asked = open_with(browser, snippet, has_policy=has_policy)
        if "id=x" in snippet:
            page.evaluate(CLICK)
        if has_policy:
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.ran") is None
            assert asked == []
            assert told
        else:
            page.wait_for_function("window.ran")  # so it would have run
        page.close()


@pytest.mark.law(every=5)
@pytest.mark.parametrize(
    "snippet",
    [
        f"<img src={ELSEWHERE}/x.png>",
        f"<link rel=stylesheet href={ELSEWHERE}/x.css>",
        f"<style>body {{ background: url({ELSEWHERE}/x.png) }}</style>",
        f"<p style='background: url({ELSEWHERE}/x.png)'>x</p>",
        f"<iframe src={ELSEWHERE}/x.html></iframe>",
        f"<object data={ELSEWHERE}/x.html></object>",
        f"<video src={ELSEWHERE}/x.mp4></video>",
        f"<form action={ELSEWHERE}/><button id=x>x</button></form>",
    ],
)
def test_no_page_asks_another_host(browser: Browser, snippet: str) -> None:
    for has_policy in (False, True):
        page, told, asked = open_with(browser, snippet, has_policy=has_policy)
        if "id=x" in snippet:
            with page.expect_event("console" if has_policy else "request"):
                page.evaluate(CLICK)
        page.wait_for_load_state("networkidle")
        assert bool(asked) is not has_policy
        assert bool(told) is has_policy
        page.close()


# ---- the preview ------------------------------------------------------------------------------------------------


def test_an_open_page_of_the_preview_reloads_under_its_policy(browser: Browser, tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("minimal"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--root", str(root), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        try:
            assert process.stdout
            assert any("http://127.0.0.1" in line for line in process.stdout)
            page = browser.new_page()
            told = list[str]()
            page.on("console", lambda message: told.extend(complaints(message)))
            hello = list[object]()
            page.on("websocket", lambda found: found.on("framereceived", lambda frame: hello.append(frame)))  # noqa: PLW0108 (Playwright marks what it calls)
            page.goto(f"http://127.0.0.1:{port}/en/")
            for _ in range(2000):  # each as long as a picture takes
                if not hello:
                    page.evaluate("() => new Promise(requestAnimationFrame)")
            assert hello
            path = root / "content/press/2025-05-04-canal-day.en.md"
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub("(?m)^title: .*$", "title: Another title", text), encoding="utf-8")
            page.get_by_text("Another title").first.wait_for()
            assert told == []
            page.close()
        finally:
            process.kill()
