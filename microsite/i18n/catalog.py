"""Words of the templates: PO file → Catalog, what it lacks, a word in a language, and PO files for translators.

What is written holds no date, no version and no wrapped text: the same input gives the same bytes.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.plurals import get_plural
from babel.messages.pofile import escape, generate_po

from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.i18n.pofile import PoEntry, PoFile, read_pofile, shown
from microsite.i18n.words import UPDATE, catalog_path, is_that_of_templates, plural_function
from microsite.model.entries import Locale
from microsite.model.source import Source
from microsite.model.words import Catalog, Message, MessageKey

TEMPLATE_PATH = "locales/messages.pot"
"""Where the words stand without translations."""

_PLURAL_FORMS = re.compile(r"plural-forms:\s*nplurals\s*=\s*([1-9])\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%\(\w+\)[A-Za-z]|%%")
_COUNT = "%(num)s"  # what Jinja calls the number of every plural
_HEADERS = ("MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit")
_KEPT_HEADERS = ("Last-Translator:", "Language-Team:")
# Babel would ask the clock, for a header that we leave out.
_NO_DATE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_ENGLISH = (2, "(n != 1)")
_NUMBERS = range(1000)  # every plural rule in use has shown all its forms by then


# ---- PO file → Catalog ----------------------------------------------------------------------------------------


def parse_catalog(source: Source | None, locale: Locale) -> tuple[Catalog, tuple[Diagnostic, ...]]:
    """Read a locale's PO file; None, for a file that does not exist, is an empty Catalog.

    A translation that nobody has confirmed (fuzzy) is held as `()`, one that is still to be written as empty strings;
    neither is used. Reports `catalog-fuzzy`, `catalog-invalid`, `catalog-placeholder`, `file-encoding` and
    `file-too-large`; never raises.
    """
    count, rule = get_plural(locale.babel)
    if source is None:
        return Catalog(locale.key, {}, rule, not is_that_of_templates(locale)), ()
    file, found = read_pofile(source)
    problems = list(found)
    try:
        count, rule = _plural_forms(file) or (count, rule)
    except ValueError as error:
        hint = f"write: Plural-Forms: {_written((count, rule))}"
        span = Span(source.path, file.header.line if file.header else 0)
        problems.append(problem("catalog-invalid", str(error), span, hint=hint))
    uses = _uses_by_form(rule)
    messages: dict[MessageKey, tuple[str, ...]] = {}
    for entry in file.entries:
        if not entry.is_obsolete:
            messages[entry.context, entry.ids[0]] = () if _is_unconfirmed(entry) else entry.forms
            problems += _check_entry(entry, locale, count, uses, source.path)
    return Catalog(locale.key, messages, rule, not is_that_of_templates(locale)), tuple(problems)


def _is_unconfirmed(entry: PoEntry) -> bool:
    return entry.is_fuzzy and any(entry.forms)


def _plural_forms(file: PoFile) -> tuple[int, str] | None:
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
    path = catalog_path(locale)
    by_key: dict[MessageKey, list[Message]] = {}
    for message in sorted(filter(_is_of_words, messages), key=_place):
        by_key.setdefault((message.context, message.id), []).append(message)
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


def _is_of_words(message: Message) -> bool:
    return bool(message.id)  # that of "" would ask for the header


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


# ---- PO files for translators ---------------------------------------------------------------------------------


def render_template_catalog(messages: Sequence[Message]) -> bytes:
    """The words of the templates without translations: what `messages.pot` holds."""
    plurals = "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;"
    return _render(
        _template(messages),
        ["Words of the templates, for translators. Made by: python build.py i18n extract"],
        [*_HEADERS, plurals],
    )


def update_catalog(source: Source | None, locale: Locale, messages: Sequence[Message]) -> bytes:
    """A locale's PO file with the words that the templates have now; nothing translated is lost.

    New words whose like there was get its translation, marked fuzzy; words that are gone become obsolete, and return
    when a template asks for them again. The plural forms are the file's, whose order its translations follow, unless
    they are too few: then the language's, by Babel. A file that `read_pofile` has problems with stays as it is.
    """
    file, problems = read_pofile(source) if source else (PoFile(), ())
    if source and problems:
        return source.data
    plurals: tuple[int, str] = get_plural(locale.babel)
    with contextlib.suppress(ValueError):
        plurals = max(_plural_forms(file) or plurals, plurals, key=lambda forms: forms[0])
    merged, template = _empty(plurals), _template(messages)
    _add_entries(merged, file, template)
    merged.update(template, update_creation_date=False)
    comments = file.header.comments if file.header else (f"Words of the templates in {locale.name}.",)
    kept = [line for line in file.header.forms[0].splitlines() if line.startswith(_KEPT_HEADERS)] if file.header else []
    headers = [f"Language: {locale.babel}", *kept, *_HEADERS, f"Plural-Forms: {_written(plurals)}"]
    return _render(_cleaned(merged, _empty(plurals)), comments, headers)


def _written(plurals: tuple[int, str]) -> str:
    return f"nplurals={plurals[0]}; plural={plurals[1]};"


def _empty(plurals: tuple[int, str]) -> BabelCatalog:
    catalog = BabelCatalog(creation_date=_NO_DATE)
    catalog.mime_headers = [("Plural-Forms", _written(plurals))]
    return catalog


def _template(messages: Sequence[Message]) -> BabelCatalog:
    template = _empty(_ENGLISH)
    for message in sorted(filter(_is_of_words, messages), key=_place):
        template.add(
            (message.id, message.plural) if message.plural else message.id,
            locations=[(message.path, message.line)],
            auto_comments=message.comments,
            context=message.context or None,
        )
    return template


def _add_entries(merged: BabelCatalog, file: PoFile, template: BabelCatalog) -> None:
    for entry in sorted(file.entries, key=lambda entry: entry.is_obsolete):
        if not entry.ids[0]:
            continue
        context = entry.context or None
        ids, forms = (entry.ids, entry.forms) if len(entry.ids) > 1 else (entry.ids[0], entry.forms[0])
        flags = ["fuzzy"] if entry.is_fuzzy else []
        message = BabelMessage(ids, forms, flags=flags, user_comments=entry.comments, context=context)
        is_wanted = template.get(ids, context) and not merged.get(ids, context)
        if entry.is_obsolete and not is_wanted:
            merged.obsolete[entry.ids[0], entry.context] = message
        else:
            merged[ids] = message


def _cleaned(merged: BabelCatalog, cleaned: BabelCatalog) -> BabelCatalog:
    """Without what Babel's merge leaves: flags of other words, fuzziness of nothing, obsolete guesses."""
    for message in merged:
        if message.id:
            flags = ["fuzzy"] if message.fuzzy and _is_translated(message) else []
            cleaned.add(
                message.id,
                message.string,
                message.locations,
                flags,
                message.auto_comments,
                message.user_comments,
                context=message.context,
            )
    for message in merged.obsolete.values():
        if _is_translated(message) and not message.fuzzy:
            cleaned.obsolete[_first(message), message.context or ""] = message
    return cleaned


def _is_translated(message: BabelMessage) -> bool:
    return bool("".join(message.string or ""))


def _first(message: BabelMessage) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _render(catalog: BabelCatalog, comments: Sequence[str], headers: Sequence[str]) -> bytes:
    lines = [f"# {comment}" for comment in comments]
    lines += ['msgid ""', 'msgstr ""', *(escape(f"{header}\n") for header in headers), "", ""]
    text = "\n".join(lines) + "".join(generate_po(catalog, omit_header=True, width=0))
    return (text.rstrip("\n") + "\n").encode()
