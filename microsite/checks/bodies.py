"""What is wrong with what bodies name, worked out once for the same text and the same addresses, and remembered."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from microsite.diagnostics.hints import FEW, make_few, suggest_nothing
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.memory import Memory
from microsite.engine.packing import Plain, pack, unpack
from microsite.model.digests import digest_of_words
from microsite.model.site import Page, Site
from microsite.site import groups
from microsite.site.linker import Linker
from microsite.values.named import NamedTuple

_LOOKS = 10 * FEW
"""So many pages are looked at again for hints: the same word may be wrong on pages in many languages."""

_NAME, _HINTS = "bodies", "hints"
_RIGHT: tuple[Diagnostic, ...] = ()


class _Wrong(NamedTuple):
    """A page, the digest of its text and figures, and what is wrong there, without hints."""

    page: Page
    digest: str
    found: tuple[Diagnostic, ...]


def check_bodies(site: Site, linker: Linker, memory: Memory, told: Collection[str]) -> list[Diagnostic]:
    """What is wrong with what bodies name; of these paths hints come first, if there are any.

    What was found stays true until the text, or an address or anchor of the site changes.
    """
    book = linker.addresses.digest
    before: Mapping[str, Plain] = memory.recall(_NAME, book, dict) or {}
    now: dict[str, Plain] = {}
    wrong: list[_Wrong] = []
    for page in site.pages.values():
        text = page.text
        if page.is_fallback or not (text.has_links or text.has_figures):
            continue
        known = text.digest + page.group.digest
        plain = before.get(known)
        if plain is None:
            found = groups.check_body(page, linker, suggest_nothing)
            plain = pack(found) if found else _RIGHT
        else:
            found = unpack(plain)
        now[known] = plain
        if found:
            wrong.append(_Wrong(page, known, found))
    if now != before:
        memory.keep(_NAME, book, now, tuple(now.items()))
    asking, others = _choose(wrong, frozenset(told))
    digest = digest_of_words(book, *(one.digest for one in asking))
    hinted: tuple[Diagnostic, ...] | None = memory.recall(_HINTS, digest, unpack)
    if hinted is None:
        few = make_few()
        hinted = tuple(found for one in asking for found in groups.check_body(one.page, linker, few))
        memory.keep(_HINTS, digest, hinted, pack(hinted))
    return [*hinted, *(found for one in others for found in one.found)]


def _choose(wrong: Iterable[_Wrong], told: frozenset[str]) -> tuple[list[_Wrong], list[_Wrong]]:
    """The pages that have the first findings of a rule, which get hints, and all others.

    The first are those of the first paths, whatever is remembered, so that every build gives the same hints.
    """
    count = Counter[str]()
    first: set[tuple[str, str]] = set()
    asking: list[_Wrong] = []
    others: list[_Wrong] = []
    for one in sorted(wrong, key=lambda one: (one.page.entry.path not in told, one.page.entry.path)):
        words = {(found.rule, found.message) for found in one.found}
        for rule, message in sorted(words - first):
            if count[rule] < FEW:
                first.add((rule, message))
                count[rule] += 1
        (others if words.isdisjoint(first) or len(asking) == _LOOKS else asking).append(one)
    return asking, others
