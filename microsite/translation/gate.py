"""What is not public yet: the entries that an embargo or the gate of their kind holds back, in all languages at once.

The gate looks at sources alone, never at what a former build has published: the same sources make the same site. So an
entry that was public would be gone as soon as somebody corrects its source, until the translations have followed. What
is public says so (`released: true`), and stays; that it is stale is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic, Reason, Span, problem
from microsite.model.config import Config
from microsite.model.policies import Gate
from microsite.model.site import GroupKey
from microsite.translation.embargoes import check_embargoes, find_embargo, seconds
from microsite.translation.freshness import Standing
from microsite.values.named import NamedTuple

FOREVER = 1 << 62
"""A moment after all others, in seconds."""

_BEFORE_ALL = -FOREVER


class Held(NamedTuple):
    """Why entries are held back, by key. From `since` until before `until` (POSIX seconds) it is the same ones."""

    reasons: Mapping[GroupKey, tuple[Reason, ...]]
    since: int = _BEFORE_ALL
    until: int = FOREVER


def find_held(config: Config, standings: Sequence[Standing], now: float, fails: Mapping[GroupKey, Diagnostic]) -> Held:
    """What is held back at a moment (POSIX seconds). `fails` is the first error in the translations of an entry."""
    reasons: dict[GroupKey, tuple[Reason, ...]] = {}
    since, until = _BEFORE_ALL, FOREVER
    for standing in standings:
        gate, embargo = config.gate.get(standing.kind), find_embargo(standing, config.timezone)
        if not (gate or embargo):
            continue
        key = (standing.kind, standing.key)
        found: list[Reason] = []
        if embargo:
            moment = seconds(embargo)
            if moment > now:
                found.append(Reason(f"it is under embargo until {embargo}", "embargo", other=embargo))
                until = min(until, moment)
            else:
                since = max(since, moment)
        if gate and not standing.data.released:
            found += _find_lacks(gate, standing, error=fails.get(key))
        if found:
            reasons[key] = tuple(found)
    return Held(reasons, since, until)


def _find_lacks(gate: Gate, standing: Standing, error: Diagnostic | None) -> Iterator[Reason]:
    """What an entry lacks that its gate asks for."""
    states = standing.states
    wanted = [locale for locale in states if not gate.languages or locale in gate.languages]
    missing = [locale for locale in wanted if states[locale] == "missing"]
    if missing:
        yield _lack("it does not exist in {}", "missing", missing)
    for locale, why in standing.unread.items():
        if locale in wanted:
            yield Reason(f"it cannot be read in {locale}: {why}", "unreadable", (locale,), why)
    drafts = [locale for locale in wanted if states[locale] == "draft"]
    if drafts:
        yield _lack("it is a draft in {}", "draft", drafts)
    gaps = [locale for locale in wanted if standing.has_new_gaps(locale)]
    if gaps:
        yield _lack("it still has [[gaps]] in {}", "gaps", gaps)
    for state, (one, many) in _LACKS.items() if gate.fresh else ():
        found = [locale for locale in wanted if states[locale] == state]
        if found:
            yield _lack(one if len(found) == 1 else many, state, found)
    if gate.checks and error:
        told = f"{_place(error.span)}: {error.message}"
        yield Reason(f"its error at {told}", "fault", other=told)


_UNKNOWN = "not known to be fresh, since this build leaves out the source"
_LACKS = {
    "stale": ("{} is stale", "{} are stale"),
    "unconfirmed": ("{} is unconfirmed", "{} are unconfirmed"),
    "extra": ("{} is without the source", "{} are without the source"),
    "unknown": (f"{{}} is {_UNKNOWN}", f"{{}} are {_UNKNOWN}"),
}


def _lack(message: str, word: str, locales: Sequence[str]) -> Reason:
    return Reason(message.format(", ".join(locales)), word, tuple(locales))


def check_held(config: Config, standings: Sequence[Standing], held: Held) -> Iterator[Diagnostic]:
    """`held-back`: what is not public yet, and why; and what is wrong with embargoes."""
    for standing in standings:
        yield from check_embargoes(config, standing)
        reasons = held.reasons.get((standing.kind, standing.key))
        if reasons:
            text = standing.texts.get(standing.source) or next(iter(standing.texts.values()))
            hint = "--drafts shows it"
            if all(reason.word != "embargo" for reason in reasons):
                hint += f"; if it is public already, released: true in {standing.key}.yaml keeps it so"
            message = f"not public: {'; '.join(reason.message for reason in reasons)}"
            yield problem("held-back", message, Span(text.path), hint=hint)._replace(reasons=reasons)


def _place(span: Span | None) -> str:
    return f"{span.path}:{span.line}" if span else "another place"
