"""One content file → Text: parsed, converted and proofread, and how it is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from microsite.content import parse, proofread
from microsite.content.references import find_names
from microsite.content.sections import digest_sections
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.bodies import write_body
from microsite.engine.packing import Plain, pack
from microsite.markup import convert as markup
from microsite.markup.places import find_placeholders
from microsite.model.cards import make_naming
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import NOTE_ID, Document, Entry, Prose, Text
from microsite.model.kinds import KINDS
from microsite.model.source import Source
from microsite.values.named import NamedTuple


class Manuscript(NamedTuple):
    """A content file that is to be read: what its path says of it, and what the site's languages are.

    `tag` is that of its own language (BCP 47). `digest` is that of all that a text is made from, but the generator.
    """

    source: Source
    kind: str
    key: str
    locale: str
    tag: str
    languages: frozenset[str]
    digest: str

    def with_data(self) -> Manuscript:
        """The same with its bytes, read now: what a worker is sent."""
        source = self.source
        return self._replace(source=Source(source.path, source.digest, source.data))


def text_digest(path: str, digest: str, tag: str, languages: frozenset[str]) -> str:
    """The digest of everything that a text is made from, except the generator; `digest` is the source's."""
    return digest_of_words(path, digest, tag, _in_order(languages))


@cache  # thousands of texts have the same
def _in_order(languages: frozenset[str]) -> str:
    return "\0".join(sorted(languages))


def make_manuscript(
    source: Source, kind: str, key: str, locale: str, tag: str, languages: frozenset[str]
) -> Manuscript:
    """The manuscript of a source."""
    digest = text_digest(source.path, source.digest, tag, languages)
    return Manuscript(source, kind, key, locale, tag, languages, digest)


Convert = Callable[[Prose, str], tuple[Document, tuple[Diagnostic, ...]]]
"""How the prose of a language (BCP 47) is converted: as `markup.convert` does, or `convert_fully`, to the same."""


def read_bare_text(manuscript: Manuscript) -> tuple[Text, Prose | None]:
    """The front matter of a text and its sections, enough to tell how far translations are. Never raises."""
    source, kind = manuscript.source, KINDS[manuscript.kind]
    parsed, problems = parse.parse_entry(source, kind, manuscript.key, manuscript.locale, manuscript.languages)
    if parsed is None:
        return Text(source.path, manuscript.digest, None, problems=problems), None
    entry, prose = parsed
    sections, gaps = _sections(entry, prose), _count_gaps(prose)
    return Text(source.path, manuscript.digest, entry, sections=sections, gaps=gaps, problems=problems), prose


def _sections(entry: Entry, prose: Prose) -> str:
    return digest_sections(entry.title, entry.summary, prose.text)


def _count_gaps(prose: Prose) -> int:
    return sum(one.rule == "placeholder" for one in find_placeholders(prose)) if "[[" in prose.text else 0


def read_text(manuscript: Manuscript, convert: Convert = markup.convert) -> tuple[Text, bytes]:
    """The text, and its converted body as `write_body` gives it. Never raises: what is wrong is in the text."""
    source, digest = manuscript.source, manuscript.digest
    kind = KINDS[manuscript.kind]
    parsed, problems = parse.parse_entry(source, kind, manuscript.key, manuscript.locale, manuscript.languages)
    if parsed is None:
        return Text(source.path, digest, None, problems=problems), b""
    entry, prose = parsed
    document, body_problems = convert(prose, manuscript.tag)
    body_problems = (*body_problems, *proofread.check_text(entry, prose, document))
    ids = tuple(sorted(document.ids))
    shown = _find_names(entry, document, "img") if "<img" in document.html else ()
    text = Text(
        source.path,
        digest,
        entry,
        outline=digest_of((*entry._replace(digest=""),)),
        wordings=digest_of(make_naming(entry)) if entry.term else "",
        anchors=digest_of(ids) if ids else "",
        names=find_names(entry.path, ((link.url, link.element) for link in document.links)),
        shown=shown,
        led=tuple(name for name in _find_names(entry, document, "a") if name in shown) if shown else (),
        claimed="\n".join(id_ for id_ in ids if id_.startswith(NOTE_ID)),
        has_links=bool(document.links),
        has_figures=bool(document.figures),
        sections=_sections(entry, prose),
        gaps=sum(one.rule == "placeholder" and _is_in(one, prose) for one in body_problems),
        problems=problems,
        body_problems=body_problems,
    )
    return text, write_body(document)


def _is_in(found: Diagnostic, prose: Prose) -> bool:
    """True of what stands in the prose of a text, and not in its front matter."""
    return found.span is not None and found.span.line >= prose.line


def _find_names(entry: Entry, document: Document, element: str) -> tuple[str, ...]:
    """What the links of a document name that are of one element."""
    return find_names(entry.path, ((link.url, element) for link in document.links if link.element == element))


def read_texts(manuscripts: Sequence[Manuscript]) -> Iterator[tuple[Plain, bytes]]:
    """Texts as `pack` gives them, with their bodies, one after the other: what a worker process is sent."""
    for manuscript in manuscripts:
        text, written = read_text(manuscript)
        yield pack(text), written
