"""A title → the files of a new entry; a text → the file that its translation begins with. Both are drafts."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable

from microsite.content.starter import READY, words_in
from microsite.content.texts import Manuscript, read_bare_text
from microsite.content.yaml.lines import Written, write_front
from microsite.i18n.collate import spell
from microsite.i18n.tags import find_fitting
from microsite.markup.anchors import make_anchor
from microsite.markup.blanks import read_tree
from microsite.markup.convert import convert
from microsite.model.entries import Locale
from microsite.model.kinds import Kind
from microsite.model.layout import CONTENT
from microsite.model.names import make_fit

_GAPS = 2  # its title and its summary
_LONGEST = 60
_FALLBACK = "en"
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_GROUP_FILE = """\
# What all languages share. Delete the “#” before what you need.
#figures: {guests: 3944}  # {{ guests }} in a text is the number as its language writes it
#pictures:  # the files lie in the folder of the same name
#- {file: hall.jpg, alt: What it shows, caption: Text below it, credit: Who made it}
"""


def make_key(title: str, locale: Locale, kind: Kind, today: datetime.date) -> str:
    """A key made of a title: small Latin letters, digits and hyphens, Chinese in pinyin; of a dated kind with the day.

    Of a title without any such letter it is the title's own letters.
    """
    spelled = spell(title, locale.babel)[:1] if re.search("[\u3400-\u9fff]", title) else ()
    anchor = make_anchor(spelled[0] if spelled else title, locale.tag.partition("-")[0]).lower().translate(_PLAIN)
    plain = unicodedata.normalize("NFKD", anchor).encode("ascii", "ignore").decode()
    words = re.sub("[^a-z0-9]+", "-", plain).strip("-") or anchor
    if len(words) > _LONGEST and "-" in words[:_LONGEST]:
        words = words[:_LONGEST].rpartition("-")[0]
    return f"{today.isoformat()}-{words[:_LONGEST]}" if kind.is_dated else make_fit(words[:_LONGEST])


def draft_entry(kind: Kind, key: str, title: str, source: str, locales: Iterable[Locale]) -> dict[str, bytes]:
    """The files of a new entry by path: its group file, and a text in each language; the title is that of `source`.

    The gaps are told in the language of each, in English where there are no words of it.
    """
    name, about = ("term", "short") if kind.is_linked else ("title", "summary")
    files = {f"{CONTENT}{kind.folder}/{key}.yaml": _GROUP_FILE}
    for locale in locales:
        words = _words_for(locale.tag)
        written = title if locale.key == source else f"[[{title}]]"
        front = write_front({name: written, about: f"[[{words[about]}]]"})
        files[f"{CONTENT}{kind.folder}/{key}.{locale.key}.md"] = f"{_as_draft(front, words)}{_write_body(words)}"
    return {path: text.encode() for path, text in files.items()}


def _words_for(tag: str) -> dict[str, str]:
    """What drafts say in a language (BCP 47)."""
    return words_in(find_fitting(tag, READY) or _FALLBACK)


def _write_body(words: dict[str, str]) -> str:
    return f"[[{words['text']}]]\n"


def is_untouched(text: bytes, tag: str) -> bool:
    """True of what `draft_entry` writes in a language (BCP 47) that is not the title’s."""
    words = _words_for(tag)
    front, _, body = text.decode("utf-8", "replace").partition("\n---\n")
    return body == _write_body(words) and _write_draft(words).strip() in front and front.count("[[") == _GAPS


def draft_translation(manuscript: Manuscript, tag: str) -> bytes | None:
    """What a translation into a language (BCP 47) begins with: the text, to be written over; None of an unreadable one.

    Its headings have the anchors of the source, so that links lead to them in every language.
    """
    text, prose = read_bare_text(manuscript)
    entry = text.entry
    if entry is None or prose is None:
        return None
    values: dict[str, Written]
    if entry.term:
        values = {"term": _as_gap(entry.title), "short": _as_gap(entry.summary), "see_also": [*entry.term.see_also]}
    else:
        values = {"title": _as_gap(entry.title), "summary": _as_gap(entry.summary)}
    front = write_front({name: value for name, value in values.items() if value not in ([], "[[]]")})
    ids = [heading.id for heading in convert(prose, manuscript.tag)[0].headings]
    return f"{_as_draft(front, _words_for(tag))}{_with_anchors(prose.text, ids)}".encode()


def _as_gap(words: str) -> str:
    """Words to be written over; gaps that they have become part of it."""
    return f"[[{words.replace('[[', '').replace(']]', '')}]]"


def _as_draft(front: str, words: dict[str, str]) -> str:
    """Front matter that says that the text is a draft, too."""
    return front.removesuffix("---\n") + _write_draft(words) + "---\n"


def _write_draft(words: dict[str, str]) -> str:
    return f"draft: true  # {words['draft']}\n"


def _with_anchors(text: str, ids: list[str]) -> str:
    """A text whose headings say their anchors, as far as it is sure which are which."""
    headings = [block for block in read_tree(text).walk() if block.kind == "heading"]
    if len(headings) != len(ids):
        return text
    for block, anchor in reversed([*zip(headings, ids, strict=True)]):
        end = text.find("\n", block.start)
        line = text[block.start : end if end >= 0 else len(text)]
        if not block.attributes and "{#" not in line:
            place = block.start + len(re.sub("[ \t]+#*[ \t]*$", "", line))
            text = f"{text[:place]} {{#{anchor}}}{text[place:]}"
    return text
