"""Rules over the terms of a site and the texts that use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING

from microsite.content.material import Hidden
from microsite.content.proofread import term_span
from microsite.diagnostics.hints import Suggest, make_few
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.engine.memory import Memory
from microsite.glossary.scan import Misuse
from microsite.glossary.sought import forbidden_of, wordings_of
from microsite.glossary.terms import Terms
from microsite.model.entries import Entry, Locale
from microsite.model.kinds import LINKED, TERMS
from microsite.model.layout import CONTENT
from microsite.model.site import GroupKey, Site
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.glossary.wordings import Wording

_LEADING = ("term", "forms", "inflections")


def check_terms(site: Site, terms: Terms, hidden: Mapping[GroupKey, Hidden], memory: Memory) -> list[Diagnostic]:
    """The problems with the terms of a site, in no particular order; `hidden` are groups that it does not show."""
    groups = [group for group in site.groups if group.kind in LINKED]
    problems: list[Diagnostic] = []
    entries_by_locale: dict[str, Mapping[str, Entry]] = {}
    for locale in site.config.languages:
        entries = {group.key: group.entries[locale.key] for group in groups if locale.key in group.entries}
        if entries:
            problems += _check_wordings(entries, terms.digest_by_locale[locale.key], locale, memory)
            entries_by_locale[locale.key] = entries
    problems += _check_uses(site, entries_by_locale, terms)
    keys = frozenset(group.key for group in groups)
    few = make_few()
    for group in groups:
        for entry in group.entries.values():
            problems += _check_see_also(entry, keys, hidden, few)
    return problems


# ---- wordings that two terms claim ------------------------------------------------------------------------------


class _Claim(NamedTuple):
    entry: Entry
    wording: Wording


class _Claims:
    """Claims of wordings that are folded alike, of which the first are found whatever their number.

    There is a text that two of these wordings are in, unless both are exact and differ in the case of letters.
    """

    def __init__(self) -> None:
        """Know of none."""
        self._count = 0
        self._firsts: dict[str, list[tuple[int, _Claim]]] = {}

    def add(self, claim: _Claim, spelling: str) -> None:
        """Take another one. `spelling` is the spelling of an exact wording, "" for any other."""
        self._count += 1
        for name in (_ANY, spelling):
            firsts = self._firsts.setdefault(name, [])
            if not firsts or (len(firsts) == 1 and firsts[0][1].entry is not claim.entry):
                firsts.append((self._count, claim))

    def find(self, spelling: str, besides: Entry | None = None) -> _Claim | None:
        """The first claim that such a wording is like, but of those that an entry has itself."""
        names = (spelling, "") if spelling else (_ANY,)
        firsts = [one for name in names for one in self._firsts.get(name, ()) if one[1].entry is not besides]
        return min(firsts, key=itemgetter(0))[1] if firsts else None


_ANY = "\0"
"""The spelling of no wording: all claims."""


def _check_wordings(entries: Mapping[str, Entry], digest: str, locale: Locale, memory: Memory) -> list[Diagnostic]:
    """`term-ambiguous` and `term-conflict`, each wording once. Those that were right are so until one moves."""
    name = f"wordings {locale.key}"
    if memory.recall(name, digest, bool):
        return []
    problems: list[Diagnostic] = []
    forbidden: dict[str, _Claims] = {}
    for claim, folded, spelling in _claims(entries, forbidden_of):
        forbidden.setdefault(folded, _Claims()).add(claim, spelling)
    leading: dict[str, _Claims] = {}
    for claim, folded, spelling in _claims(entries, wordings_of):
        others = leading.setdefault(folded, _Claims())
        first = others.find(spelling, claim.entry)
        others.add(claim, spelling)
        by = forbidden[folded].find(spelling) if folded in forbidden else None
        problems += [_ambiguous(claim, first)] if first else []
        problems += [_conflict(claim, by)] if by else []
    if not problems:
        memory.keep(name, digest, value=True, plain=True)
    return problems


def _claims(
    entries: Mapping[str, Entry], wordings: Callable[[Entry], Iterator[Wording]]
) -> Iterator[tuple[_Claim, str, str]]:
    """The wordings of all entries, each folded, and as it is spelled if it is exact."""
    from microsite.glossary.folding import spaced  # with expressions that take a while to compile
    from microsite.glossary.wordings import fold_wording

    for entry in entries.values():
        for wording in wordings(entry):
            form = fold_wording(wording.text)
            yield _Claim(entry, wording), form.folded, spaced(form.plain) if wording.is_exact else ""


def _ambiguous(second: _Claim, first: _Claim) -> Diagnostic:
    text, key = second.wording.text, first.entry.key
    message = f"“{text}” leads to this term and to “{first.entry.title}” ({key})"
    path = f"../{TERMS.folder}/{key}.md"
    hint = f"remove it from one of them; where you mean the other, write [{text}]({path})"
    span = term_span(second.entry, text, *_LEADING)
    related = (term_span(first.entry, first.wording.text, *_LEADING),)
    return problem("term-ambiguous", message, span, hint=hint, related=related)


def _conflict(claim: _Claim, by: _Claim) -> Diagnostic:
    text = claim.wording.text
    who = "this term itself" if by.entry is claim.entry else f"“{by.entry.title}” ({by.entry.key})"
    message = f"“{text}” leads to this term, but {who} forbids it"
    span = term_span(claim.entry, text, *_LEADING)
    related = (term_span(by.entry, by.wording.text, "forbidden"),)
    return problem("term-conflict", message, span, hint="remove it from one of the two lists", related=related)


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
    """`term-missing`: a term that a source mentions and its translation does not, though the language has it.

    A compound is a use: in a translation nobody asks for the word alone.
    """
    groups = {group.key: group for group in site.groups if group.kind in LINKED}
    for group in site.groups:
        source = group.texts.get(group.source)
        wanted = terms.scans[source.digest].used if source and source.digest in terms.scans else ()
        for locale, text in group.texts.items():
            scan = terms.scans.get(text.digest)
            if locale == group.source or scan is None or source is None:
                continue
            for key in wanted:
                term = groups[key].entries.get(locale)
                is_used = key in scan.used or key in scan.implied
                if not is_used and key != group.key and term and _is_in_use(term):
                    yield _missing(text.path, term, source.path, groups[key].entries[group.source])


def _is_in_use(term: Entry) -> bool:
    return term.term is None or term.term.status != "deprecated"


def _missing(path: str, term: Entry, source: str, mentioned: Entry) -> Diagnostic:
    message = f"the source mentions “{mentioned.title}”; this text has no wording of “{term.title}”"
    hint = f"write “{term.title}”, or add the wording that it has instead to “forms” of {term.path}"
    return problem("term-missing", message, Span(path), hint=hint, related=(Span(source),))


def _forbidden(misuse: Misuse, entries: Mapping[str, Entry], path: str) -> Diagnostic:
    entry = entries[misuse.key]
    _, reason = entry.term.forbidden[misuse.number] if entry.term else ("", "")
    message = f"the glossary forbids “{misuse.written}”" + (f": {reason}" if reason else "")
    span = Span(path, misuse.line, misuse.column, misuse.length)
    return problem("term-forbidden", message, span, hint=f"write “{entry.title}”")


def _check_see_also(
    entry: Entry, keys: frozenset[str], hidden: Mapping[GroupKey, Hidden], suggest: Suggest
) -> Iterator[Diagnostic]:
    """`see-also-unknown`: a key that is not another term. The term may be in languages that this build leaves out."""
    for key in entry.term.see_also if entry.term else ():
        why = hidden.get((TERMS.name, key))
        if key != entry.key and (key in keys or why == "language"):
            continue
        span = term_span(entry, key, "see_also")
        if key == entry.key:
            message, hint = f"“{key}” is this term itself", "name another term, or remove the key"
        elif why:
            message, hint = f"“{key}” is not public", "remove the key, or make public what it names"
        else:
            message = f"there is no term “{key}”"
            name = key.rpartition("/")[2].partition(".")[0]
            hint = (
                suggest("see-also-unknown", name, lambda: keys)
                or "a term is named by its key, which is the name of its file without language and .md"
            )
        cause = f"{CONTENT}{TERMS.folder}/{key}" if why and key != entry.key else ""
        yield problem("see-also-unknown", message, span, hint=hint, cause=cause)
