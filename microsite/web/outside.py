"""Links to other sites, asked for one by one: bounded, polite, and not again for some days."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from urllib.parse import urlsplit

from microsite.values.named import NamedTuple
from microsite.web.asking import Reply, ask

MOST = 5_000
"""So many addresses are asked for, no more."""

DAYS = 7
"""For so long an answer holds that was good."""

_AT_ONCE = 8
_TRIES = 3
_PAUSE = 0.5
_LONGEST = 30.0
_AGAIN = frozenset({0, 408, 425, 429, 500, 502, 503, 504})
_SHY = frozenset({400, 403, 404, 405, 406, 500, 501})
"""What some servers answer to a question for the head alone, and not to one for the page."""


class Manners(NamedTuple):
    """How to ask: who does it, who waits, and for how many seconds between two questions to one host."""

    ask: Callable[[str, str], Reply] = ask
    sleep: Callable[[float], None] = time.sleep
    pause: float = _PAUSE


POLITE = Manners()

Replies = dict[str, tuple[float, int, str, bool]]
"""Good answers of before by address: when in seconds, status, where it led, and if that was for good."""


def ask_all(urls: Iterable[str], known: Replies, now: float, manners: Manners = POLITE) -> Iterator[tuple[str, Reply]]:
    """What addresses answer, without their anchors, each once. Good answers are written into `known`.

    One host is asked one question at a time, eight hosts at once. What may be better soon is asked again.
    """
    wanted = list(dict.fromkeys(url.partition("#")[0] for url in urls))
    fresh = {url for url in wanted if url in known and now - known[url][0] < DAYS * 86_400}
    for url in wanted:
        if url in fresh:
            _, status, there, has_moved = known[url]
            yield url, Reply(status, there, has_moved=has_moved)
    by_host: dict[str, list[str]] = {}
    for url in islice((url for url in wanted if url not in fresh), MOST):
        by_host.setdefault(urlsplit(url).netloc, []).append(url)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for answers in pool.map(lambda urls: _ask_host(urls, manners), by_host.values()):
            for url, answer in answers.items():
                if is_good(answer):
                    known[url] = (now, answer.status, answer.url, answer.has_moved)
                yield url, answer


def is_good(answer: Reply) -> bool:
    """True unless a page is not there. Who wants to know who asks (401, 403) may have it for readers."""
    return 200 <= answer.status < 400 or answer.status in {401, 403, 405, 406, 429, 999}


def _ask_host(urls: list[str], manners: Manners) -> Mapping[str, Reply]:
    answers = {}
    for number, url in enumerate(urls):
        if number:
            manners.sleep(manners.pause)
        answers[url] = _ask_again(url, manners)
    return answers


def _ask_again(url: str, manners: Manners) -> Reply:
    """What an address answers at last."""
    answer = Reply(0, url)
    for number in range(_TRIES):
        if number:
            manners.sleep(min(answer.wait or manners.pause * 4**number, _LONGEST))
        answer = manners.ask(url, "HEAD")
        if answer.status in _SHY:
            answer = manners.ask(url, "GET")
        if answer.status not in _AGAIN:
            break
    return answer
