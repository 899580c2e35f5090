"""Photograph the pages of a built site for a person to look at: each type, in each language, as each screen shows it.

`make screenshots` runs it. The pictures are left in .cache/screenshots/, by site and type; their names say the language
and the screen.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from audit import INSTALL, ROOT, build_sites, complain, find_browser, install, run_node

PICTURES = ROOT / ".cache" / "screenshots"


def main(arguments: Sequence[str]) -> int:
    """Photograph the pages of a folder, or of the sites of the repository; return 0 if all could be, else 1."""
    npm, chromium = shutil.which("npm"), find_browser()
    missing = [name for name, found in (("Node", npm), ("Chromium", chromium)) if not found]
    if missing:
        return complain([f"{name} is missing. On Debian and Ubuntu: {INSTALL[name]}" for name in missing])
    if not install(str(npm)):
        return complain(["npm could not install what audit/package.json names"])
    shutil.rmtree(PICTURES, ignore_errors=True)
    with ThreadPoolExecutor(1) as pool:
        outputs = {"output": Path(arguments[0]).resolve()} if arguments else build_sites(pool)
    for name, output in outputs.items():
        found = run_node("screenshots.mjs", str(output), str(chromium), str(PICTURES / name))
        if found is None:
            return complain([f"the pages of {name} could not be photographed; the lines above say why"])
        print(f"{found['pictures']} pictures of {found['pages']} pages in {PICTURES / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
