"""The editor of a site in a real browser: its repository is in the browser, and filled and read there."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from browsing import ORIGIN, answer
from playwright.sync_api import Browser, Locator, Page, Route
from whole_sites import Built, Files

PACKAGE = Path(__file__).parent / "cms/node_modules/@sveltia/cms"
SCRIPT, SCHEMA = PACKAGE / "dist/sveltia-cms.js", PACKAGE / "schema/sveltia-cms.json"
assert SCRIPT.is_file(), "the editor of these tests is not installed: run make test, or npm ci in tests/cms"

_PATIENCE = 60_000
"""Milliseconds: machines that test much at once are slow."""

_WRITE = """async files => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test', {create: true})
  for (const [path, data] of Object.entries(files)) {
    const parts = path.split('/')
    let folder = root
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, {create: true})
    const file = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable()
    await file.write(Uint8Array.from(atob(data), character => character.charCodeAt(0)))
    await file.close()
  }
}"""
_READ = """async () => {
  const files = {}
  const encode = blob => new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(reader.result.split(',')[1] || '')
    reader.onerror = () => failed(reader.error)
    reader.readAsDataURL(blob)
  })
  const read = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') await read(handle, `${path}${name}/`)
      else files[path + name] = await encode(await handle.getFile())
    }
  }
  await read(await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test'), '')
  return files
}"""
# Files that the editor is writing lie beside the others under names that vanish, so a look may fail; the next may not.
_IS_SAVED = f"""async ([path, before]) => {{
  try {{
    const now = (await ({_READ})())[path]
    return now !== undefined && now !== before
  }} catch {{
    return false
  }}
}}"""


class Editor:
    """The editor, opened."""

    def __init__(self, page: Page) -> None:
        """Take the page that shows it."""
        self.page = page

    def open(self, path: str) -> None:
        """Show the form of an entry, or that of a new one: `press/new`, `glossary/entries/quay`."""
        self.page.goto(f"{ORIGIN}/admin/#/collections/{path}")

    def field(self, key: str) -> Locator:
        """A field of the form, by its name within those around it."""
        return self.page.locator(f'section.field[data-key-path="{key}"]').first

    def fill(self, key: str, text: str) -> None:
        """Type into a field."""
        self.field(key).get_by_role("textbox").first.fill(text)

    def name(self, key: str) -> None:
        """Give a new entry a key."""
        self.page.get_by_role("radio", name="Slug", exact=True).click()
        self.page.get_by_role("button", name="Edit Slug").last.click()
        typed = self.page.locator("input:focus")
        typed.fill(key)
        typed.press("Enter")
        self.page.get_by_text(key, exact=True).first.wait_for()

    def add_picture(self, path: Path, texts: Mapping[str, str]) -> None:
        """Upload the first picture of a group, with its text in each language."""
        self.field("pictures").get_by_role("button", name=re.compile("Add")).first.click()
        self.field("pictures.0.file").get_by_role("button", name="Browse").click()
        self.page.locator("input[type=file]").last.set_input_files(path)
        self.page.get_by_role("dialog").last.get_by_role("button", name="Insert").click()
        self.field("pictures.0.file").get_by_role("button", name=re.compile("Replace|Remove")).first.wait_for()
        self.field("pictures.0.alt").get_by_role("checkbox").click()
        for key, text in texts.items():
            self.fill(f"pictures.0.alt.{key}", text)

    def save(self, path: str) -> None:
        """Save the form, and wait until that is in the file, and the list of entries is shown again."""
        before, button = self.page.evaluate(_READ), self.page.get_by_role("button", name="Save", exact=True)
        button.click()
        self.page.wait_for_url(re.compile(r"#/collections/[\w-]+$"))
        self.page.wait_for_function(_IS_SAVED, arg=[path, before.get(path)])

    def read(self) -> Files:
        """All files of the repository."""
        files: dict[str, str] = self.page.evaluate(_READ)
        return {path: base64.b64decode(data) for path, data in files.items()}


@contextmanager
def editing(browser: Browser, site: Built, files: Files, asked: list[str]) -> Iterator[Editor]:
    """Open the editor of a built site, on a repository of these files. `asked` are the other addresses that it asks."""

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-US")
    context.route("**/*", lambda route: answer(route, site))
    context.route(re.compile(f"^(?!{re.escape(ORIGIN)}/)https?:"), refuse)
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto(f"{ORIGIN}/robots.txt")
    page.evaluate(_WRITE, {path: base64.b64encode(data).decode() for path, data in files.items()})
    page.goto(f"{ORIGIN}/admin/")
    page.get_by_role("button", name="Test").first.click()
    page.get_by_text("Terms").first.wait_for()
    yield Editor(page)
    context.close()
