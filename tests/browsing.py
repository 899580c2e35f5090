"""Built sites in a real browser: the machine's Chromium, and what answers its requests out of memory."""

from __future__ import annotations

import mimetypes
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page, Route, sync_playwright
from whole_sites import Built, built

ORIGIN = "https://forum.example"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
DESKTOP = {"width": 1280, "height": 800}
OF_PAGE = ("viewport", "reduced_motion", "color_scheme")
"""Options of contexts that a page can have alone; a telephone’s window it cannot."""
PLAIN = {"media": "null", "color_scheme": "light", "reduced_motion": "no-preference"}
"""What a page shows itself for that nobody wants otherwise."""
MOST_CONTEXTS = 6
"""How many contexts wait for who wants their options again; each is a process or more."""

Opener = Callable[..., Page]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium."""
    with sync_playwright() as playwright, start(playwright.chromium) as browser:
        yield browser


@contextmanager
def start(kind: BrowserType, *options: str) -> Iterator[Browser]:
    """Start a browser where Playwright runs already, which it does only once; its own sandbox starts not for root."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium on this machine: apt install chromium, or set CHROMIUM to the path of a Chrome of yours"
    browser = kind.launch(executable_path=found, chromium_sandbox=os.getuid() != 0, args=options)
    yield browser
    browser.close()


class Lent:
    """A browser that modules in a row lend to one another: to start one takes longer than most tests in it."""

    def __init__(self) -> None:
        """None has started yet."""
        self._browser: Browser | None = None
        self._end = ExitStack()
        self._contexts: list[tuple[str, BrowserContext]] = []  # what was lent last comes last

    def get(self) -> Browser:
        """Return the browser; the first who asks starts it."""
        self._browser = self._browser or self._end.enter_context(chromium())
        return self._browser

    def get_context(self, options: Mapping[str, Any], taken: Collection[BrowserContext]) -> BrowserContext:
        """Return a context of these options that is not taken, and holds nothing of those who had it before.

        Its first page goes from test to test: to open another takes three times as long as to load what it shows.
        """
        key = repr(sorted(options.items()))
        found = next((one for one in self._contexts if one[0] == key and one[1] not in taken), None)
        if found:
            self._contexts.remove(found)
        else:
            found = key, self.get().new_context(**options)
            empty(found[1].new_page())
        self._contexts.append(found)
        free = [one for one in self._contexts if one[1] not in taken]
        for one in free[:-MOST_CONTEXTS]:
            self._contexts.remove(one)
            one[1].close()
        return found[1]

    def end(self) -> None:
        """End it, if one has started. Until then no other event loop can run in this thread than Playwright's."""
        self._browser = None
        self._contexts.clear()
        self._end.close()


def tidy(context: BrowserContext) -> None:
    """Close and forget all but the first page of a context, and what sites have kept."""
    first, *others = context.pages
    for page in others:
        page.close()
    context.unroute_all(behavior="ignoreErrors")
    first.unroute_all(behavior="ignoreErrors")
    context.clear_cookies()
    context.clear_permissions()
    if not first.url.startswith(ORIGIN):
        empty(first)
    first.evaluate("localStorage.clear(); sessionStorage.clear()")
    first.mouse.move(-1, -1)


def empty(page: Page) -> None:
    """Leave a page blank, where pages of sites are."""
    page.route("**/*", lambda route: route.fulfill(content_type="text/html"))
    page.goto(ORIGIN)
    page.unroute_all(behavior="ignoreErrors")


@contextmanager
def visits(lent: Lent, errors: list[str]) -> Iterator[Opener]:
    """Give what opens a page of a built site, in a window of its own. `errors` get what fails on it.

    A page has its listeners from here alone, and no script that comes before its own but by `begin`: it is lent on.
    """
    contexts: list[BrowserContext] = []
    watched: list[tuple[Page, Mapping[str, Callable[..., None]]]] = []

    def opener(path: str, site: Built | None = None, begin: str = "", **options: Any) -> Page:  # noqa: ANN401 (Playwright's own)
        built_site = site or built("conference", ORIGIN)
        own = {"viewport": DESKTOP} | options
        of_page = {} if "is_mobile" in own else {name: own.pop(name) for name in OF_PAGE if name in own}
        context = lent.get_context(own, contexts)
        contexts.append(context)
        context.route("**/*", lambda route: answer(route, built_site))
        page = context.new_page() if begin else context.pages[0]
        if begin:
            page.add_init_script(begin)
        if of_page:
            page.set_viewport_size(of_page.pop("viewport"))
            page.emulate_media(**PLAIN | of_page)
        handlers: dict[str, Callable[..., None]] = {
            "pageerror": lambda error: errors.append(str(error)),
            "console": lambda message: errors.extend(complaints(message)),
        }
        for event, handler in handlers.items():
            page.on(event, handler)  # type: ignore[call-overload]  # of these names
        watched.append((page, handlers))
        if "#" in path:  # else a page that is there already would only be scrolled
            empty(page)
        page.goto(f"{ORIGIN}/{path}")
        return page

    yield opener
    for page, handlers in watched:
        for event, handler in handlers.items():
            page.remove_listener(event, handler)
    for context in contexts:
        tidy(context)


def answer(route: Route, site: Built) -> None:
    """Answer a request with a file of the site, which lies where its base URL says."""
    assert site.config
    base = urlsplit(site.config.base_url).path.rstrip("/") + "/"
    path = unquote(urlsplit(route.request.url).path)
    name = path.removeprefix(base) if path.startswith(base) else ""
    name += "index.html" if name.endswith("/") or not name else ""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    route.fulfill(body=site.files.get(name, b""), status=200 if name in site.files else 404, content_type=kind)


def complaints(message: ConsoleMessage) -> Iterator[str]:
    """What the browser complains of in its console: what the policy forbids, and a policy that it cannot read."""
    if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
        yield message.text
