"""From the save of a body to three open pages of a browser that show it, inside a running preview."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.edits import Edit

_TABS = 3
_PATIENCE = 120_000
"""Milliseconds."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")

_WATCH = """
new MutationObserver(() => {
  for (const [mark] of document.body?.textContent.matchAll(/preview pages \\d+/g) ?? []) {
    if (!sessionStorage.getItem(mark)) sessionStorage.setItem(mark, Date.now());
  }
}).observe(document, { childList: true, subtree: true, characterData: true });
"""
"""Has a page note when it showed each mark, in milliseconds since the epoch; the note outlives a load."""

_SHOWN = "(mark) => sessionStorage.getItem(mark)"


def measure_tabs(edit: Edit, root: Path, port: int, rounds: int) -> list[float]:
    """Seconds from a save until the last of three open pages shows it. The first save of all is not counted."""
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)))
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, chromium_sandbox=os.getuid() != 0)
        context = browser.new_context()
        context.add_init_script(_WATCH)
        pages = [context.new_page() for _ in range(_TABS)]
        for page in pages:
            page.goto(f"http://127.0.0.1:{port}/{edit.output.removesuffix('index.html')}", wait_until="networkidle")
        for number in range(rounds + 1):
            mark = f"preview pages {number}"
            time.sleep(2)  # an editor's pause, in which what was worked out is written down
            edit.apply(root, mark)
            saved = time.time()
            for page in pages:
                page.wait_for_function(_SHOWN, arg=mark, timeout=_PATIENCE)
            taken.append(max(int(page.evaluate(_SHOWN, mark)) for page in pages) / 1000 - saved)
        browser.close()
    return taken[1:]
