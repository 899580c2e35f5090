"""The policy that a host can send with every answer of a site: it forbids what no page of the site needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from microsite.publish.gleaning import Gleaned

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""What holds for a page that has no policy of its own."""

FRAMES = "frame-ancestors"
"""Who may show a page inside another one, which no page can say itself."""

LOOSE = f"{FRAMES} 'none'"
"""What is sent with a page that has a policy which no site should have: that one holds there."""

Directives = dict[str, tuple[str, ...]]

_PLAIN_WORD = re.compile(r"[A-Za-z0-9'*:/._~?#@!&()+=%-]+")
_NONE = "'none'"
_INLINE = "'unsafe-inline'"
_PLAIN = frozenset(
    ("base-uri", "form-action", FRAMES, "sandbox", "upgrade-insecure-requests", "report-to", "report-uri")
)
"""The directives that nothing stands in for."""

_STAND_INS = {
    "script-src-elem": ("script-src",),
    "script-src-attr": ("script-src",),
    "style-src-elem": ("style-src",),
    "style-src-attr": ("style-src",),
    "worker-src": ("child-src", "script-src"),
    "frame-src": ("child-src",),
}
"""What stands in for a directive that a policy does not have, before `default-src` does (CSP 3, 6.8.3)."""


def unite(gleaned: Iterable[Gleaned]) -> str:
    """The strictest policy that lets each of these pages do what its own policy lets it do, if that is no loose one.

    The scripts and styles of a page without a policy are named by their hashes. Of several policies of a page, which
    all hold, the first is enough to forbid nothing that the page may do.
    """
    found = list(dict.fromkeys(_complete(page) for page in gleaned if not is_loose(page)))
    united = _unite([dict(one) for one in found]) if found else parse(STRICT)
    united.setdefault(FRAMES, (_NONE,))
    return render(united)


def parse(policy: str) -> Directives:
    """The directives of a policy, each with its sources; of two with one name, the first counts.

    Holds nothing that any host would take for more than a letter: what no policy can have is left out.
    """
    found: Directives = {}
    for directive in policy.split(";"):
        words = [word.replace("$", "%24") for word in directive.split()]
        if words and _PLAIN_WORD.fullmatch(words[0]):
            found.setdefault(words[0].lower(), tuple(filter(_PLAIN_WORD.fullmatch, words[1:])))
    return found


def render(directives: Mapping[str, tuple[str, ...]]) -> str:
    """The text of a policy, in one order: that of its words."""
    names = sorted(directives, key=lambda name: (name != "default-src", name))
    return "; ".join(" ".join((name, *sorted(directives[name]))) for name in names)


def is_loose(page: Gleaned) -> bool:
    """True of a page that makes scripts or styles while it runs, and so may have any ('unsafe-inline')."""
    return any(_INLINE in sources for sources in parse(page.policies[0]).values()) if page.policies else False


def _complete(page: Gleaned) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The policy of a page; where it has none, one with the hashes of what stands in it."""
    policy = parse(page.policies[0] if page.policies else STRICT)
    for name, hashes in () if page.policies else (("script-src", page.scripts), ("style-src", page.styles)):
        policy[name] = (*policy[name], *hashes)
    return tuple(policy.items())


def _unite(policies: list[Directives]) -> Directives:
    names = dict.fromkeys(name for policy in policies for name in policy)
    united = {name: sources for name in names if (sources := _unite_sources(policies, name)) is not None}
    for name in _STAND_INS.keys() - united.keys():  # what stands in for it may be less than what some page allows there
        wanted, held = _unite_sources(policies, name), _sources(united, name)
        if wanted and held is not None and not {_NONE, *held}.issuperset(wanted):
            united[name] = wanted
    return united


def _unite_sources(policies: list[Directives], name: str) -> tuple[str, ...] | None:
    """What any of the policies allows by the name of a directive; None if one of them forbids nothing there."""
    found = [_sources(policy, name) for policy in policies]
    known = [sources for sources in found if sources is not None]
    if len(known) < len(found):
        return None
    words = dict.fromkeys(word for sources in known for word in sources)
    return tuple(word for word in words if word != _NONE) or ((_NONE,) if words else ())


def _sources(policy: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...] | None:
    """What a policy allows by the name of a directive; None if it forbids nothing there."""
    last = () if name in _PLAIN else ("default-src",)
    return next((policy[one] for one in (name, *_STAND_INS.get(name, ()), *last) if one in policy), None)
