"""PO files for translators, with the words that the templates have now.

What is written holds no date, no version and no wrapped text: the same input gives the same bytes.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Sequence

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.plurals import get_plural
from babel.messages.pofile import escape, generate_po

from microsite.i18n.catalog import find_plurals, order_messages, write_plurals
from microsite.i18n.pofile import PoFile, read_pofile
from microsite.model.entries import Locale
from microsite.model.source import Source
from microsite.model.words import Message

TEMPLATE_PATH = "locales/messages.pot"
"""Where the words stand without translations."""

_HEADERS = ("MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit")
_KEPT_HEADERS = ("Last-Translator:", "Language-Team:")
# Babel would ask the clock, for a header that we leave out.
_NO_DATE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_ENGLISH = (2, "(n != 1)")


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
        plurals = max(find_plurals(file) or plurals, plurals, key=lambda forms: forms[0])
    merged, template = _empty(plurals), _template(messages)
    _add_entries(merged, file, template)
    merged.update(template, update_creation_date=False)
    comments = file.header.comments if file.header else (f"Words of the templates in {locale.name}.",)
    kept = [line for line in file.header.forms[0].splitlines() if line.startswith(_KEPT_HEADERS)] if file.header else []
    headers = [f"Language: {locale.babel}", *kept, *_HEADERS, write_plurals(plurals)]
    return _render(_cleaned(merged, _empty(plurals)), comments, headers)


def _empty(plurals: tuple[int, str]) -> BabelCatalog:
    catalog = BabelCatalog(creation_date=_NO_DATE)
    name, _, forms = write_plurals(plurals).partition(": ")
    catalog.mime_headers = [(name, forms)]
    return catalog


def _template(messages: Sequence[Message]) -> BabelCatalog:
    template = _empty(_ENGLISH)
    for message in order_messages(messages):
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
