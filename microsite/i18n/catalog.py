"""Words of the templates: PO file → Catalog, and what it lacks."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.i18n.pofile import PoEntry, PoFile, read_pofile, shown
from microsite.i18n.words import UPDATE, catalog_path, is_that_of_templates, plural_function
from microsite.model.entries import Locale
from microsite.model.source import Source
from microsite.model.words import Catalog, Message, MessageKey
from microsite.values.named import NamedTuple

_PLURAL_FORMS = re.compile(r"plural-forms:\s*nplurals\s*=\s*([1-9])\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%\(\w+\)[A-Za-z]|%%")
_COUNT = "%(num)s"  # what Jinja calls the number of every plural
_NUMBERS = range(1000)  # every plural rule in use has shown all its forms by then


# ---- PO file → Catalog ----------------------------------------------------------------------------------------


class Vocabulary(NamedTuple):
    """What a PO file says, as plain values: the translations of its messages, and its plural forms if it tells them."""

    messages: dict[MessageKey, tuple[str, ...]]
    plurals: tuple[int, str] | None


def read_vocabulary(source: Source) -> Vocabulary:
    """What a PO file of the theme says, of which nothing needs to be told: no site can mend it."""
    file, _ = read_pofile(source)
    plurals = None
    with suppress(ValueError):
        plurals = find_plurals(file)
    return Vocabulary(_find_messages(file), plurals)


def make_catalog(words: Vocabulary, locale: Locale) -> Catalog:
    """The same as the words of a locale."""
    _, rule = words.plurals or _guess_plurals(locale)
    return Catalog(locale.key, words.messages, rule, not is_that_of_templates(locale))


def parse_catalog(source: Source | None, locale: Locale) -> tuple[Catalog, tuple[Diagnostic, ...]]:
    """Read a locale's PO file; None, for a file that does not exist, is an empty Catalog.

    A translation that nobody has confirmed (fuzzy) is held as `()`, one that is still to be written as empty strings;
    neither is used. Reports `catalog-fuzzy`, `catalog-invalid`, `catalog-placeholder`, `file-encoding` and
    `file-too-large`; never raises.
    """
    if source is None:
        return Catalog(locale.key, {}, is_foreign=not is_that_of_templates(locale)), ()
    file, found = read_pofile(source)
    problems = list(found)
    try:
        plurals = find_plurals(file) or _guess_plurals(locale)
    except ValueError as error:
        plurals = _guess_plurals(locale)
        span = Span(source.path, file.header.line if file.header else 0)
        problems.append(problem("catalog-invalid", str(error), span, hint=f"write: {write_plurals(plurals)}"))
    uses = _uses_by_form(plurals[1])
    for entry in file.entries:
        if not entry.is_obsolete:
            problems += _check_entry(entry, locale, plurals[0], uses, source.path)
    return make_catalog(Vocabulary(_find_messages(file), plurals), locale), tuple(problems)


def _find_messages(file: PoFile) -> dict[MessageKey, tuple[str, ...]]:
    return {
        (entry.context, entry.ids[0]): () if _is_unconfirmed(entry) else entry.forms
        for entry in file.entries
        if not entry.is_obsolete
    }


def _guess_plurals(locale: Locale) -> tuple[int, str]:
    """The plural forms of a language whose file does not tell them."""
    from babel.messages.plurals import (
        get_plural,  # with all that reads and writes PO files by Babel: hardly ever needed
    )

    plurals: tuple[int, str] = get_plural(locale.babel)
    return plurals[0], plurals[1]


def write_plurals(plurals: tuple[int, str]) -> str:
    """Plural forms as the header of a PO file has them."""
    return f"Plural-Forms: nplurals={plurals[0]}; plural={plurals[1]};"


def _is_unconfirmed(entry: PoEntry) -> bool:
    return entry.is_fuzzy and any(entry.forms)


def find_plurals(file: PoFile) -> tuple[int, str] | None:
    """The number of plural forms and their rule, by the header; None if it does not tell. Raises ValueError."""
    lines = file.header.forms[0].splitlines() if file.header else []
    line = next((line for line in lines if line.lower().startswith("plural-forms")), None)
    if line is None:
        return None
    match = _PLURAL_FORMS.fullmatch(line)
    if not match:
        message = f"“{line}” does not define the plural forms"
        raise ValueError(message)
    count, rule = int(match[1]), match[2]
    try:
        forms = set(_uses_by_form(rule))
    except (ValueError, ArithmeticError, SyntaxError) as error:  # the last of 0/!0, which Python writes “0 // not 0”
        message = f"the plural rule “{rule}” cannot be computed"
        raise ValueError(message) from error
    if not forms <= set(range(count)):
        message = f"the plural rule “{rule}” leads beyond the {count} forms of its header"
        raise ValueError(message)
    return count, rule


@functools.cache
def _uses_by_form(rule: str) -> Counter[int]:
    """How many of the first thousand numbers each plural form stands for."""
    return Counter(map(plural_function(rule), _NUMBERS))


def _check_entry(entry: PoEntry, locale: Locale, count: int, uses: Counter[int], path: str) -> Iterator[Diagnostic]:
    span, words = Span(path, entry.line), shown(entry.ids[0])
    if len(entry.ids) > 1 and len(entry.forms) != count:
        message = f"{words} needs {count} plural forms in {locale.name}, but has {len(entry.forms)}"
        yield problem("catalog-invalid", message, span, hint=f"{UPDATE}, then complete its translation")
    elif _is_unconfirmed(entry):
        message = f"the translation of {words} to {locale.name} is not confirmed"
        yield problem("catalog-fuzzy", message, span, hint="correct msgstr, then delete the word “fuzzy” above it")
    elif all(entry.forms):
        for number, form in enumerate(entry.forms):
            slip, hint = _placeholder_slip(entry.ids, form, is_narrow=len(entry.ids) > 1 and uses[number] == 1)
            if slip:
                name = f"msgstr[{number}]" if len(entry.ids) > 1 else "the translation"
                yield problem("catalog-placeholder", f"{name} of {words} {slip}", span, hint=hint)


def _placeholder_slip(ids: tuple[str, ...], form: str, *, is_narrow: bool) -> tuple[str, str]:
    """(what is wrong with a translation's placeholders, hint), or empty strings.

    A narrow form stands for one number only, which it may leave out: “one day”, “يومان”.
    """
    if "%" in _PLACEHOLDER.sub("", form) and "%" not in _PLACEHOLDER.sub("", "".join(ids)):
        return "has a percent sign of its own", "write %% for a percent sign"
    due, written = (set(_PLACEHOLDER.findall(text)) - {"%%"} for text in (ids[-1], form))
    known = due | set(_PLACEHOLDER.findall(ids[0])) | ({_COUNT} if len(ids) > 1 else set())
    for name in sorted(written - known):
        return f"has {name}, which the original does not have", did_you_mean(name, known - {_COUNT})
    missing = sorted(due - written)
    if len(missing) > is_narrow:
        return f"lacks {' and '.join(missing)}", f"put in {missing[0]} where it belongs"
    return "", ""


# ---- what is missing ------------------------------------------------------------------------------------------


_FEW = 5
"""Up to so many missing words are told one by one even if no other is there."""


def check_catalog(catalog: Catalog, locale: Locale, messages: Sequence[Message]) -> tuple[Diagnostic, ...]:
    """What a Catalog lacks of the words that the templates ask for, and what it has too many.

    Reports `catalog-missing` at the first template that asks, not for English, which the words of the templates are,
    nor for a Catalog without any words, see `words.tell_wordless`; and `catalog-unused`.
    """
    path, by_key = catalog_path(locale), _find_asking(tuple(messages))
    unused = tuple(
        problem("catalog-unused", f"no template uses {shown(words)}", Span(path), hint=UPDATE)
        for context, words in sorted(catalog.messages)
        if (context, words) not in by_key
    )
    if not by_key or not catalog.messages or is_that_of_templates(locale):
        return unused
    missing = [d for found in by_key.values() if (d := _check_message(catalog, locale, found, path))]
    if len(missing) == len(by_key) > _FEW:  # a language that somebody has just begun
        what = f"none of the {len(missing)} words of the templates has a translation to {locale.name}"
        begun = problem("catalog-missing", what, Span(path), hint=f"translate them in {path}")
        return (begun._replace(is_doubted=True), *unused)
    return (*missing, *unused)


@functools.lru_cache(maxsize=1)  # all catalogs of a site are asked for the same
def _find_asking(messages: tuple[Message, ...]) -> Mapping[MessageKey, Sequence[Message]]:
    """By what templates ask for, where they do."""
    by_key: dict[MessageKey, list[Message]] = {}
    for message in order_messages(messages):
        by_key.setdefault((message.context, message.id), []).append(message)
    return by_key


def order_messages(messages: Iterable[Message]) -> list[Message]:
    """The messages of templates, by where they stand; one of "" would ask for the header."""
    return sorted((message for message in messages if message.id), key=_place)


def _place(message: Message) -> tuple[str, int, str, str, str, tuple[str, ...]]:
    return (message.path, message.line, message.context, message.id, message.plural, message.comments)


def _check_message(catalog: Catalog, locale: Locale, found: Sequence[Message], path: str) -> Diagnostic | None:
    first, *others = found
    forms = catalog.messages.get((first.context, first.id))
    due = len(_uses_by_form(catalog.plural_rule)) if any(one.plural for one in found) else 1
    if forms == () or (forms and len(forms) >= due and all(forms)):
        return None
    context = f" (of “{first.context}”)" if first.context else ""
    message = f"{shown(first.id)}{context} has no translation to {locale.name} in {path}"
    span = Span(first.path, first.line)
    related = tuple(Span(other.path, other.line) for other in others)
    hint = UPDATE if forms is None else f"translate it in {path}"
    return problem("catalog-missing", message, span, hint=hint, related=related)
