"""What is wrong with what bodies name, worked out once for the same text and the same addresses, and remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from microsite.diagnostics.hints import FEW, make_few, suggest_nothing
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.memory import Memory
from microsite.engine.packing import Plain, pack, unpack
from microsite.model.site import Page, Site
from microsite.site import groups
from microsite.site.linker import Linker

_LOOKS = 10 * FEW
"""So many pages are looked at again for hints: the same word may be wrong on pages in many languages."""

_NAME = "bodies"
_RIGHT: tuple[Diagnostic, ...] = ()


def check_bodies(site: Site, linker: Linker, memory: Memory, told: Collection[str]) -> list[Diagnostic]:
    """What is wrong with what bodies name; of these paths hints come first, if there are any.

    What was found stays true until the text, or an address or anchor of the site changes.
    """
    book = linker.addresses.digest
    before: Mapping[str, Plain] = memory.recall(_NAME, book, dict) or {}
    now: dict[str, Plain] = {}
    found_by_page: list[tuple[Page, tuple[Diagnostic, ...]]] = []
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
            found_by_page.append((page, found))
    if now != before:
        memory.keep(_NAME, book, now, tuple(now.items()))
    return list(_with_hints(found_by_page, linker, frozenset(told)))


def _with_hints(
    found_by_page: Iterable[tuple[Page, tuple[Diagnostic, ...]]], linker: Linker, told: frozenset[str]
) -> Iterator[Diagnostic]:
    """What was found, the first of each rule with hints: those pages are looked at again.

    The first are those of the first paths, whatever is remembered, so that every build gives the same hints.
    """
    few, count, looks = make_few(), Counter[str](), 0
    seen: set[tuple[str, str]] = set()
    for page, found in sorted(found_by_page, key=lambda one: (one[0].entry.path not in told, one[0].entry.path)):
        is_asking = False
        for one in found:
            what = one.rule, one.message
            if what not in seen and count[one.rule] < FEW:
                seen.add(what)
                count[one.rule] += 1
            is_asking = is_asking or what in seen
        if is_asking and looks < _LOOKS:
            looks += 1
            yield from groups.check_body(page, linker, few)
        else:
            yield from found
