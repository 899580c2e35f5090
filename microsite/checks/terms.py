"""Rules over the terms of a site and the texts that use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from microsite.content.material import Hidden
from microsite.content.proofread import term_span
from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.engine.memory import Memory
from microsite.glossary.scan import Misuse
from microsite.glossary.sought import forbidden_of, wordings_of
from microsite.glossary.terms import Terms
from microsite.model.entries import Entry, GroupKey, Locale, Site

if TYPE_CHECKING:
    from microsite.glossary.wordings import Wording

_LEADING = ("term", "forms", "inflections")


def check_terms(site: Site, terms: Terms, hidden: Mapping[GroupKey, Hidden], memory: Memory) -> list[Diagnostic]:
    """All that is wrong with the terms of a site, in no particular order; `hidden` are groups that it does not show."""
    groups = [group for group in site.groups if group.kind == "glossary"]
    problems: list[Diagnostic] = []
    entries_by_locale: dict[str, Mapping[str, Entry]] = {}
    for locale in site.config.languages:
        entries = {group.key: group.entries[locale.key] for group in groups if locale.key in group.entries}
        if entries:
            problems += _check_wordings(entries, terms.digest_by_locale[locale.key], locale, memory)
            entries_by_locale[locale.key] = entries
    problems += _check_uses(site, entries_by_locale, terms)
    keys = frozenset(group.key for group in groups)
    for group in groups:
        for entry in group.entries.values():
            problems += _check_see_also(entry, keys, hidden)
    return problems


# ---- wordings that two terms claim ------------------------------------------------------------------------------


class _Claim(NamedTuple):
    entry: Entry
    wording: Wording


def _check_wordings(entries: Mapping[str, Entry], digest: str, locale: Locale, memory: Memory) -> list[Diagnostic]:
    """`term-ambiguous` and `term-conflict`. Wordings that were right are so until one moves."""
    name = f"wordings {locale.key}"
    if memory.recall(name, digest, bool):
        return []
    from microsite.glossary.wordings import fold_wording  # its regular expressions take a while to compile

    leading: dict[str, list[_Claim]] = {}
    for entry in entries.values():
        for wording in wordings_of(entry):
            leading.setdefault(fold_wording(wording.text).folded, []).append(_Claim(entry, wording))
    problems = [found for claims in leading.values() if len(claims) > 1 for found in _find_ambiguous(claims)]
    for entry in entries.values():
        for wording in forbidden_of(entry):
            claims = leading.get(fold_wording(wording.text).folded, ())
            alike = (claim for claim in claims if _are_alike(wording, claim.wording))
            problems += (_conflict(claim, entry, wording.text) for claim in alike)
    if not problems:
        memory.keep(name, digest, value=True, plain=True)
    return problems


def _are_alike(one: Wording, other: Wording) -> bool:
    """True of two wordings that are folded alike, if there is a text that both of them are in."""
    if not (one.is_exact and other.is_exact):
        return True
    from microsite.glossary.folding import spaced  # see `_check_wordings`
    from microsite.glossary.wordings import fold_wording

    first, second = (spaced(fold_wording(wording.text).plain) for wording in (one, other))
    return first == second


def _find_ambiguous(claims: Sequence[_Claim]) -> Iterator[Diagnostic]:
    """Each claim of a wording with the first that another term has."""
    for number, second in enumerate(claims):
        others = (claim for claim in claims[:number] if claim.entry is not second.entry)
        first = next((claim for claim in others if _are_alike(claim.wording, second.wording)), None)
        if first:
            text, key = second.wording.text, first.entry.key
            message = f"“{text}” leads to this term and to “{first.entry.title}” ({key})"
            hint = f"take it away from one of them; where the other is meant, write [{text}](../glossary/{key}.md)"
            span = term_span(second.entry, text, *_LEADING)
            related = (term_span(first.entry, first.wording.text, *_LEADING),)
            yield problem("term-ambiguous", message, span, hint=hint, related=related)


def _conflict(claim: _Claim, by: Entry, forbidden: str) -> Diagnostic:
    text = claim.wording.text
    who = "this term itself" if by is claim.entry else f"“{by.title}” ({by.key})"
    message = f"“{text}” leads to this term, but {who} forbids it"
    span = term_span(claim.entry, text, *_LEADING)
    related = (term_span(by, forbidden, "forbidden"),)
    return problem("term-conflict", message, span, hint="take it away from one of the two lists", related=related)


# ---- what texts make of terms -----------------------------------------------------------------------------------


def _check_uses(site: Site, entries: Mapping[str, Mapping[str, Entry]], terms: Terms) -> Iterator[Diagnostic]:
    """`term-unused` if mentions are linked, and `term-forbidden`; the entries of terms are by locale and key."""
    used: dict[str, set[str]] = {locale: set() for locale in entries}
    for place, keys in terms.keys_by_page.items():
        if place[2] in used:
            used[place[2]].update(keys)
    for page in site.pages.values() if terms.scans else ():
        scan = terms.scans.get(page.text.digest)
        if scan and page.locale in used and not page.is_fallback:
            used[page.locale].update(scan.used)
            for misuse in scan.misuses:
                yield _forbidden(Misuse._make(misuse), entries[page.locale], page.entry.path)
    if site.config.glossary.mentions == "off":
        return
    for locale, terms_of in entries.items():
        for key, entry in terms_of.items():
            if _is_in_use(entry) and key not in used[locale]:
                hint = "mention it, add the forms that texts use, or set status: deprecated"
                span = Span(entry.path, entry.title_line, 1)
                yield problem("term-unused", f"no text mentions “{entry.title}”", span, hint=hint)


def check_missing(site: Site, terms: Terms) -> Iterator[Diagnostic]:
    """`term-missing`: a term that a source mentions and its translation does not, though the language has it."""
    groups = {group.key: group for group in site.groups if group.kind == "glossary"}
    for group in site.groups:
        source = group.texts.get(group.source)
        wanted = terms.scans[source.digest].used if source and source.digest in terms.scans else ()
        for locale, text in group.texts.items():
            scan = terms.scans.get(text.digest)
            if locale == group.source or scan is None or source is None:
                continue
            for key in wanted:
                term = groups[key].entries.get(locale)
                if key not in scan.used and key != group.key and term and _is_in_use(term):
                    yield _missing(text.path, term, source.path, groups[key].entries[group.source])


def _is_in_use(term: Entry) -> bool:
    return term.term is None or term.term.status != "deprecated"


def _missing(path: str, term: Entry, source: str, mentioned: Entry) -> Diagnostic:
    message = f"the source mentions “{mentioned.title}”; this text has no wording of “{term.title}”"
    hint = f"write “{term.title}”, or add what it says instead to “forms” of {term.path}"
    return problem("term-missing", message, Span(path), hint=hint, related=(Span(source),))


def _forbidden(misuse: Misuse, entries: Mapping[str, Entry], path: str) -> Diagnostic:
    entry = entries[misuse.key]
    _, reason = entry.term.forbidden[misuse.number] if entry.term else ("", "")
    message = f"the glossary forbids “{misuse.written}”" + (f": {reason}" if reason else "")
    span = Span(path, misuse.line, misuse.column, misuse.length)
    return problem("term-forbidden", message, span, hint=f"write “{entry.title}”")


def _check_see_also(entry: Entry, keys: frozenset[str], hidden: Mapping[GroupKey, Hidden]) -> Iterator[Diagnostic]:
    """`see-also-unknown`: none but another term that exists. It may be in languages that this build leaves out."""
    for key in entry.term.see_also if entry.term else ():
        why = hidden.get(("glossary", key))
        if key != entry.key and (key in keys or why == "language"):
            continue
        span = term_span(entry, key, "see_also")
        if key == entry.key:
            message, hint = f"“{key}” is this term itself", "name another term, or take the key away"
        elif why == "draft":
            message = f"“{key}” is a draft, which readers do not get to see"
            hint = "build with --drafts to see both, or take the key away for now"
        elif why == "held":
            message = f"“{key}” is held back, so that readers do not get to see it"
            hint = "take the key away for now; see what is told as held-back"
        else:
            message = f"there is no term “{key}”"
            name = key.rpartition("/")[2].partition(".")[0]
            hint = did_you_mean(name, keys) or "write the key of a term: the name of its file, without language and .md"
        yield problem("see-also-unknown", message, span, hint=hint)
