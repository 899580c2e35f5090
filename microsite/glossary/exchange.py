"""Terms → texts for other programs: JSON for anybody, CSV for translators' spreadsheets, TBX for terminology tools."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence

from microsite.model.entries import Entry, TermFacts
from microsite.values.named import NamedTuple

APPROVED = "approved"
"""The status of a term that names none."""


class Forbidden(NamedTuple):
    """A wording that is not to be used, and why not."""

    wording: str
    reason: str = ""


class TermSheet(NamedTuple):
    """A term in one language: `tag` is BCP 47, `url` its page's, absolute or ""; `see_also` are keys."""

    locale: str
    tag: str
    url: str
    term: str
    short: str = ""
    forms: tuple[str, ...] = ()
    inflections: tuple[str, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    see_also: tuple[str, ...] = ()
    status: str = APPROVED


class Concept(NamedTuple):
    """A key of the glossary with its terms, in the order of the site's languages."""

    key: str
    sheets: tuple[TermSheet, ...]


def make_sheet(entry: Entry, tag: str = "", url: str = "") -> TermSheet:
    """What is exchanged of an entry."""
    facts = entry.term or TermFacts()
    forbidden = tuple(Forbidden(*pair) for pair in facts.forbidden)
    own = (entry.title, entry.summary, entry.forms, facts.inflections, forbidden, facts.see_also, facts.status)
    return TermSheet(entry.locale, tag, url, *own)


# ---- JSON -----------------------------------------------------------------------------------------------------


def write_json(concepts: Sequence[Concept]) -> str:
    """`{"terms": [{"key", "languages": {<language>: {"tag", "term", "short", "forms", …, "url"}}}]}`."""
    terms = [
        {"key": concept.key, "languages": {sheet.locale: _json_sheet(sheet) for sheet in concept.sheets}}
        for concept in concepts
    ]
    return json.dumps({"terms": terms}, ensure_ascii=False, indent=1) + "\n"


def _json_sheet(sheet: TermSheet) -> dict[str, object]:
    return {
        "tag": sheet.tag,
        "term": sheet.term,
        "short": sheet.short,
        "forms": sheet.forms,
        "forbidden": [forbidden._asdict() for forbidden in sheet.forbidden],
        "see_also": sheet.see_also,
        "status": sheet.status,
        "url": sheet.url,
    }


# ---- CSV ------------------------------------------------------------------------------------------------------

Value = str | tuple[str, ...] | tuple[Forbidden, ...]
"""What a field holds: a text, a list of texts, or wordings with reasons."""

COLUMNS = ("term", "short", "forms", "inflections", "forbidden", "see_also", "status")
"""The fields that a language has columns for, in order."""

_ITEM = re.compile(r"(?:[^\\|]|\\.|\\$)+")
_FORBIDDEN = re.compile(r"((?:[^\\:：]|\\.)*)(?:[:：](.*))?")
_BETWEEN = " | "


def write_csv(concepts: Iterable[Concept], locales: Sequence[str]) -> str:
    """A row for each key, and for each language a column for each field: `term.de`, `short.de` and so on."""
    rows = [["key", *(f"{name}.{locale}" for locale in locales for name in COLUMNS)]]
    for concept in concepts:
        by_locale = {sheet.locale: sheet for sheet in concept.sheets}
        sheets = [by_locale.get(locale) for locale in locales]
        cells = (write_cell(getattr(sheet, name)) if sheet else "" for sheet in sheets for name in COLUMNS)
        rows.append([concept.key, *cells])
    from microsite.glossary.table import write_rows  # an edit of a body writes none

    return write_rows(rows)


def write_cell(value: Value) -> str:
    r"""A field's value in a cell: “ | ” between texts, a colon before a reason, and `\` before what means neither."""
    if isinstance(value, str):
        return value
    return _BETWEEN.join(_write_item(item) for item in value)


def _write_item(item: str | Forbidden) -> str:
    if isinstance(item, str):
        return re.sub(r"[\\|]", r"\\\g<0>", item)
    wording = re.sub(r"[\\|:：]", r"\\\g<0>", item.wording)
    return f"{wording}: {_write_item(item.reason)}" if item.reason else wording


def read_cell(name: str, text: str) -> Value:
    """The value that a field's cell holds, in which an empty one means what an absent field does."""
    if name in ("term", "short"):
        return text.strip()
    if name == "status":
        return text.strip() or APPROVED
    items = [item for item in _ITEM.findall(text) if item.strip()]
    if name == "forbidden":
        return tuple(dict.fromkeys(map(_read_forbidden, items)))
    return tuple(dict.fromkeys(map(_read_item, items)))


def _read_item(text: str) -> str:
    return re.sub(r"\\([\\|:：])", r"\1", text.strip())


def _read_forbidden(text: str) -> Forbidden:
    match = _FORBIDDEN.fullmatch(text)
    return Forbidden(*(_read_item(part or "") for part in match.groups())) if match else Forbidden(_read_item(text))


# ---- TBX ------------------------------------------------------------------------------------------------------

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="{lang}">
 <tbxHeader>
  <fileDesc>
   <titleStmt><title>{title}</title></titleStmt>
   <sourceDesc><p>{url}</p></sourceDesc>
  </fileDesc>
 </tbxHeader>
 <text>
  <body>
"""
_FOOT = """\
  </body>
 </text>
</tbx>
"""
_PREFERRED, _ADMITTED, _DEPRECATED = (f"{word}Term-admn-sts" for word in ("preferred", "admitted", "deprecated"))
_STATUS = {APPROVED: _PREFERRED, "proposed": _ADMITTED, "deprecated": _DEPRECATED}


def write_tbx(concepts: Sequence[Concept], title: str, tag: str, url: str) -> str:
    """The terms as TBX-Basic (ISO 30042:2019); title and address are the site's, the title in the language of `tag`.

    The style is DCA (data categories as attributes): one namespace, and what terminology tools have read for years.
    """
    known = {concept.key for concept in concepts}
    head = _HEAD.format(lang=html.escape(tag), title=_escape(title), url=_escape(url))
    return head + "".join(f"   {line}\n" for concept in concepts for line in _concept(concept, known)) + _FOOT


def _concept(concept: Concept, known: set[str]) -> Iterator[str]:
    yield f'<conceptEntry id="{_id(concept.key)}">'
    for key in dict.fromkeys(key for sheet in concept.sheets for key in sheet.see_also if key in known):
        yield f' <ref type="crossReference" target="{_id(key)}">{_escape(key)}</ref>'
    for sheet in concept.sheets:
        yield f' <langSec xml:lang="{html.escape(sheet.tag)}">'
        if sheet.short:
            yield f'  <descrip type="definition">{_escape(sheet.short)}</descrip>'
        if sheet.url:
            target = html.escape(sheet.url)
            yield f'  <xref type="externalCrossReference" target="{target}">{_escape(sheet.term)}</xref>'
        yield from _term(sheet.term, _STATUS.get(sheet.status, _ADMITTED))
        other = _DEPRECATED if sheet.status == "deprecated" else _ADMITTED
        for form in sheet.forms:
            yield from _term(form, other)
        for forbidden in sheet.forbidden:
            yield from _term(forbidden.wording, _DEPRECATED, forbidden.reason)
        yield " </langSec>"
    yield "</conceptEntry>"


def _term(term: str, status: str, note: str = "") -> Iterator[str]:
    yield "  <termSec>"
    yield f"   <term>{_escape(term)}</term>"
    yield f'   <termNote type="administrativeStatus">{status}</termNote>'
    if note:
        yield f"   <note>{_escape(note)}</note>"
    yield "  </termSec>"


def _id(key: str) -> str:
    """The key as an XML name (NCName), which takes every letter but three; no key has a full stop."""
    return "term-" + re.sub("[ªµº]", lambda match: f".{ord(match[0]):x}", key)


def _escape(text: str) -> str:
    """A text as the content of an XML element; `xml.sax.saxutils` would load the modules of HTTP and TLS."""
    return html.escape(text, quote=False)
