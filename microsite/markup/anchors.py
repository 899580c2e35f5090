"""The anchors of a text: every heading has one, none stands twice, none is one that the page itself needs."""

from __future__ import annotations

import bisect
import html
import itertools
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.i18n.letters import as_typed, letters_of
from microsite.markup.clean import TAG, clean_inline, read_attributes, write_tag
from microsite.markup.figures import FIGURE
from microsite.markup.places import Finder
from microsite.model.entries import Heading

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FOOTNOTE_MARK = re.compile(r'<sup id="fnref[^"]*">.*?</sup>', re.DOTALL)
_NOT_A_WORD = re.compile(r"[\W_]")
_LENGTH = 80


def set_anchors(
    clean: str, language: str, body: Finder
) -> tuple[str, tuple[Heading, ...], frozenset[str], tuple[Diagnostic, ...]]:
    """Clean HTML with its anchors set, its headings in order, all ids, and what is wrong there.

    All headings are one level lower if one is an h1.
    An id that stands a second time is taken away, and so is one that begins with an underscore, as those of the
    templates do, or holds white space. Headings get one made of their text. Reports `anchor-duplicate`,
    `html-removed` and `heading-level`.
    """
    tags = [match for match in TAG.finditer(clean) if match[2] in _HEADINGS or "id=" in match[3]]
    anchors = _Anchors(clean, frozenset(_ids(tags)), language, body)
    out: list[str] = []
    end = 0
    for match in tags:
        out += [clean[end : match.start()], anchors.rewrite(match)]
        end = match.end()
    out.append(clean[end:])
    problems = (*anchors.problems, *check_levels(anchors.levels, lambda: _find_places(anchors.levels, body)))
    return "".join(out), tuple(anchors.headings), frozenset(anchors.taken), problems


def make_anchor(content: str, language: str) -> str:
    """The id that a heading's HTML makes: in small letters of its own script, as they are typed, with hyphens."""
    if "<" in content or "\ue000" in content:
        content = TAG.sub("", FIGURE.sub("", _FOOTNOTE_MARK.sub("", content)))
    text = html.unescape(content) if "&" in content else content
    if not text.isascii():
        text = as_typed(text, letters_of(language))
    text = text.lower().replace(" ", "-")
    if not text.replace("-", "").isalnum():
        text = _NOT_A_WORD.sub(_kept, text)
    if "--" in text:
        text = re.sub("-+", "-", text)
    return text.strip("-")[:_LENGTH].rstrip("-") or "section"


def _kept(match: re.Match[str]) -> str:
    """A mark, which belongs to the letter before it, as it is; else a hyphen."""
    return match[0] if unicodedata.category(match[0])[0] == "M" else "-"


class _Anchors:
    """Goes through the tags of one text, and gathers what stands in it."""

    def __init__(self, clean: str, explicit: frozenset[str], language: str, body: Finder) -> None:
        self.headings: list[Heading] = []
        self.levels: list[int] = []  # as the author wrote them
        self.taken: set[str] = set()
        self.problems: list[Diagnostic] = []
        self._clean, self._explicit, self._language, self._body = clean, explicit, language, body
        self._shift = 1 if "<h1" in clean else 0
        self._count_by_anchor: dict[str, int] = {}
        self._first_by_id: dict[str, Span] = {}

    def rewrite(self, match: re.Match[str]) -> str:
        """The tag of a heading, or with an id, as it shall be."""
        name = f"h{min(6, int(match[2][1]) + self._shift)}" if match[2] in _HEADINGS else match[2]
        if match[1]:
            return f"</{name}>"
        attributes = dict(read_attributes(match[3]))
        if "id" in attributes:
            attributes["id"] = unicodedata.normalize("NFC", attributes["id"])
            self._check(attributes)
        if match[2] in _HEADINGS:
            content = self._clean[match.end() : self._clean.find(f"</{match[2]}>", match.end())]
            outline = clean_inline(_FOOTNOTE_MARK.sub("", content)) if "<" in content else content
            if "id" not in attributes:
                attributes["id"] = self._make(outline)
            self.headings.append(Heading(attributes["id"], int(name[1]), outline))
            self.levels.append(int(match[2][1]))
        if "id" in attributes:
            self.taken.add(attributes["id"])
        return write_tag(name, sorted(attributes.items()))

    def _make(self, outline: str) -> str:
        anchor = make_anchor(outline, self._language)
        return next_anchor(anchor, self._count_by_anchor, self._explicit, self.taken)

    def _check(self, attributes: dict[str, str]) -> None:
        """Take an id away that cannot stay, and tell why."""
        id_ = attributes["id"]
        pattern = rf"(?:\{{[^{{}}\n]*#|\bid\s*=\s*[\"']?)({re.escape(id_)})(?![\w-])"
        if not id_ or id_[0] == "_" or re.search(r"\s", id_):
            del attributes["id"]
            plain = re.sub(r"[\s_]+", "-", id_).strip("-")
            message = f"“{id_}” cannot be an anchor: it is empty, has a space, or begins with “_” as the page’s own do"
            hint = f"write {plain or 'overview'}"
            self.problems.append(problem("html-removed", message, self._body.find(pattern), hint=hint))
        elif id_ in self.taken:
            del attributes["id"]
            if id_ not in self._first_by_id:
                self._first_by_id[id_] = self._body.find(pattern)
            first, span = self._first_by_id[id_], self._body.find(pattern)
            message = f"the anchor “{id_}” stands in this text already; it was left out here"
            names = (f"{id_}-{n}" for n in itertools.count(2))
            free = next(name for name in names if name not in self._explicit and name not in self.taken)
            hint = f"write {free}, or another one"
            self.problems.append(problem("anchor-duplicate", message, span, hint=hint, related=(first,)))


def _ids(tags: Iterable[re.Match[str]]) -> Iterator[str]:
    for match in tags:
        if "id=" in match[3]:
            attributes = read_attributes(match[3])
            yield from (unicodedata.normalize("NFC", value) for name, value in attributes if name == "id")


def check_levels(levels: Sequence[int], places: Callable[[], Sequence[Span]]) -> Iterator[Diagnostic]:
    """`heading-level`: levels that are skipped below the page's title; and, once, that all were moved down below it.

    `levels` are those that the author wrote, `places` where.
    """
    if not levels:
        return
    shift = 1 if 1 in levels else 0
    lowered = [min(6, level + shift) for level in levels]
    if not shift and all(after <= before + 1 for before, after in zip((1, *lowered), lowered, strict=False)):
        return
    spans = places()
    before = 1
    is_told = False
    for level, written, span in zip(lowered, levels, spans, strict=True):
        if written == 1 and not is_told:
            is_told = True
            message = "this heading has the level of the page’s title, so that all headings move down by one"
            begin = "write ##" if span.length == 1 else "begin it with ##"  # it may be underlined, or HTML
            hint = f"{begin} if it is a heading; the title stands in the front matter, and a plain # is written \\#"
            yield problem("heading-level", message, span, hint=hint)
        elif level > before + 1 and before > shift:  # else it stands above all, and moves up with the one that is told
            message = f"a heading of level {written} follows one of level {before - shift}: a level is skipped"
            yield problem("heading-level", message, span, hint=f"write {'#' * (before - shift + 1)}")
        before = level


def next_anchor(anchor: str, counts: dict[str, int], explicit: Collection[str], taken: Collection[str]) -> str:
    """The anchor, with a number behind it if another place of the text has it."""
    candidate, count = anchor, counts.get(anchor, 1)
    while candidate in explicit or candidate in taken:
        count += 1
        candidate = f"{anchor}-{count}"
    counts[anchor] = count
    return candidate


def _find_places(levels: Sequence[int], body: Finder) -> list[Span]:
    """Where headings of these levels stand, one after the other."""
    candidates_by_level: dict[int, list[Span]] = {}
    for level, span in body.headings():
        candidates_by_level.setdefault(level, []).append(span)
    places, last = [], body.start
    for level in levels:
        candidates = candidates_by_level.get(level, [])
        place = bisect.bisect_right(candidates, last) if last is not body.start else 0
        last = candidates[place] if place < len(candidates) else last
        places.append(last)
    return places
