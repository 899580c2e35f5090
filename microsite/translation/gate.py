"""What is not public yet: the entries that an embargo or the gate of their kind holds back, in all languages at once.

The gate looks at sources alone, never at what a former build has published: the same sources make the same site. So an
entry that was public would be gone as soon as somebody corrects its source, until the translations have followed. What
is public says so (`released: true`), and stays; that it is stale is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.config import Config
from microsite.model.policies import Gate
from microsite.model.site import GroupKey
from microsite.translation.embargoes import check_embargoes, find_embargo, seconds
from microsite.translation.freshness import Standing

FOREVER = 1 << 62
"""A moment after all others, in seconds."""

_BEFORE_ALL = -FOREVER


class Held(NamedTuple):
    """Why entries are held back, by key. From `since` until before `until` (POSIX seconds) it is the same ones."""

    reasons: Mapping[GroupKey, tuple[str, ...]]
    since: int = _BEFORE_ALL
    until: int = FOREVER


def find_held(config: Config, standings: Sequence[Standing], now: float, fails: Mapping[GroupKey, Diagnostic]) -> Held:
    """What is held back at a moment (POSIX seconds). `fails` is the first error in the translations of an entry."""
    reasons: dict[GroupKey, tuple[str, ...]] = {}
    since, until = _BEFORE_ALL, FOREVER
    for standing in standings:
        gate, embargo = config.gate.get(standing.kind), find_embargo(standing, config.timezone)
        if not (gate or embargo):
            continue
        key = (standing.kind, standing.key)
        found: list[str] = []
        if embargo:
            moment = seconds(embargo)
            if moment > now:
                found.append(f"it is under embargo until {embargo}")
                until = min(until, moment)
            else:
                since = max(since, moment)
        if gate and not standing.data.released:
            found += _find_lacks(gate, standing, error=fails.get(key))
        if found:
            reasons[key] = tuple(found)
    return Held(reasons, since, until)


def _find_lacks(gate: Gate, standing: Standing, error: Diagnostic | None) -> Iterator[str]:
    """What an entry lacks that its gate asks for."""
    states = standing.states
    wanted = [locale for locale in states if not gate.languages or locale in gate.languages]
    missing = [locale for locale in wanted if states[locale] == "missing"]
    if missing:
        yield f"it does not exist in {_listed(missing)}"
    yield from (f"it cannot be read in {one}: {why}" for one, why in standing.unread.items() if one in wanted)
    drafts = [locale for locale in wanted if states[locale] == "draft"]
    if drafts:
        yield f"it is a draft in {_listed(drafts)}"
    for state in ("stale", "unconfirmed", "extra", "unknown") if gate.fresh else ():
        found = [locale for locale in wanted if states[locale] == state]
        if found:
            yield f"{_listed(found)} {'is' if len(found) == 1 else 'are'} {_LACKS[state]}"
    if gate.checks and error:
        yield f"its error at {_place(error.span)}: {error.message}"


_LACKS = {
    "stale": "stale",
    "unconfirmed": "unconfirmed",
    "extra": "without the source",
    "unknown": "not known to be fresh, since this build leaves out the source",
}


def _listed(locales: Sequence[str]) -> str:
    return ", ".join(locales)


def check_held(config: Config, standings: Sequence[Standing], held: Held) -> Iterator[Diagnostic]:
    """`held-back`: what is not public yet, and why; and what is wrong with embargoes."""
    for standing in standings:
        yield from check_embargoes(config, standing)
        reasons = held.reasons.get((standing.kind, standing.key))
        if reasons:
            text = standing.texts.get(standing.source) or next(iter(standing.texts.values()))
            hint = "--drafts shows it"
            is_awaited = any("embargo" in reason for reason in reasons)
            if not is_awaited:
                hint += f"; if it is public already, released: true in {standing.key}.yaml keeps it so"
            yield problem("held-back", f"not public: {'; '.join(reasons)}", Span(text.path), hint=hint)


def _place(span: Span | None) -> str:
    return f"{span.path}:{span.line}" if span else "another place"
