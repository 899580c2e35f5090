"""Problems as values: Span, Severity, Diagnostic, the one table of rules, and the order in which they are told."""

import enum
from collections.abc import Iterable

from microsite.values.named import NamedTuple


class Severity(enum.IntEnum):
    """How much a problem matters. Only an error keeps the site from being written."""

    ERROR = 0
    WARNING = 1
    INFO = 2

    @property
    def word(self) -> str:
        """The name that messages and `site.yaml` use."""
        return self.name.lower()


class Span(NamedTuple):
    """Where: `line` and `column` are 1-based, `column` and `length` count code points; line 0 is the whole file."""

    path: str
    line: int = 0
    column: int = 0
    length: int = 0


class Rule(NamedTuple):
    """A kind of problem.

    A `fixed` rule is an error that no setting lowers: what it tells of is unsafe, or leaves nothing to make a page of.
    """

    severity: Severity
    doc: str
    fixed: bool = False


def _error(doc: str) -> Rule:
    return Rule(Severity.ERROR, doc)


def _fatal(doc: str) -> Rule:
    return Rule(Severity.ERROR, doc, fixed=True)


def _warning(doc: str) -> Rule:
    return Rule(Severity.WARNING, doc)


def _info(doc: str) -> Rule:
    return Rule(Severity.INFO, doc)


RULES: dict[str, Rule] = {
    "alias-broken": _error("A page that leads on to another one leads nowhere, or round in a circle."),
    "alias-invalid": _error("An alias is not a path inside the site."),
    "alt-missing": _warning("A picture has no text for readers who cannot see it, or the name of a file."),
    "anchor-broken": _error("A link names a heading or anchor that its page does not have."),
    "anchor-duplicate": _warning("Two places of a text have the same anchor."),
    "asset-missing": _error("A built page or style sheet asks for a file that the site does not have."),
    "bidi-control": _fatal("An invisible character reorders the text: an override, an embedding, an open isolate."),
    "block-unmeant": _warning(
        "A paragraph became a heading or code, for a line below it or its indentation, or an empty line cuts HTML."
    ),
    "build-differs": _error("Two builds of the same sources have made other bytes of a file."),
    "calendar-invalid": _error("A calendar breaks a rule of iCalendar (RFC 5545), so programs refuse or misread it."),
    "canonical-invalid": _error("The canonical address of a page is none that search engines can go by."),
    "caption-unseen": _warning("Readers do not see the caption of a picture, which stands within a sentence."),
    "catalog-fuzzy": _warning("A template's words have a translation that nobody has confirmed (fuzzy)."),
    "catalog-invalid": _fatal("A PO file cannot be read."),
    "catalog-missing": _warning("A template's words have no translation in a language."),
    "catalog-placeholder": _error("A translation's placeholders differ from those of the original."),
    "catalog-unused": _info("A PO file holds words that no template uses."),
    "cell-surplus": _warning("A row of a table has more cells than its first row, and readers do not see them."),
    "character-lookalike": _warning("A character looks like another one, which is meant."),
    "character-unseen": _warning("A character that nobody sees cuts a word, or stands for one that was lost."),
    "comment-unclosed": _error("A comment in a text is not closed, and hides everything after it."),
    "comment-unmeant": _warning("A text without quotation marks ends at a “#” behind a space, and the rest is lost."),
    "config-invalid": _fatal("The site's configuration cannot be used."),
    "conflict-unresolved": _fatal(
        "A merge conflict was left in a file: two versions, with the conflict markers of Git around them."
    ),
    "contrast-low": _error("A colour of the theme stands out too little from the paper to be read (WCAG 2.2, 1.4.3)."),
    "chart-invalid": _error(
        "A chart of a group file cannot be drawn: of one figure, of two units, of less than nothing."
    ),
    "correction-missing": _warning("A correction of a release has no text in a language that has the release."),
    "data-invalid": _error("Structured data (JSON-LD) cannot be read, or lacks what their type needs."),
    "date-invalid": _fatal("A date does not exist or is not written YYYY-MM-DD, or a moment is not one for sure."),
    "date-order": _warning("A day lies before another one that it follows, such as a change before the publication."),
    "date-time": _info("A date has a time of day, which pages do not show."),
    "description-missing": _info("A built page has no description, so search engines choose one of its sentences."),
    "description-repeated": _warning("Two built pages of a language have the same description."),
    "download-unsafe": _fatal("A text leads to a file that is not on the list of downloads, or that browsers may run."),
    "external-broken": _error("A link leads to another site, which does not answer, or does not have the page."),
    "external-moved": _info("A link leads to another site, which has moved the page for good."),
    "fact-mismatch": _error("A figure, date, amount or the like differs from the source."),
    "feed-invalid": _error("A feed breaks a rule of its format (RFC 4287, JSON Feed 1.1, RSS 2.0)."),
    "fence-unclosed": _warning("The line that ends a block of code is missing, and what follows is code, too."),
    "field-missing": _fatal("A field that the kind requires is absent or empty."),
    "field-type": _fatal("A field's value is of the wrong type."),
    "field-unknown": _warning("The kind does not have this field."),
    "figure-invalid": _fatal("A figure of a group file cannot be written in every language."),
    "figure-unknown": _fatal("A text names a figure that its group file does not have."),
    "figure-year": _info("A number of a group file may be a year, whose digits are not grouped."),
    "file-encoding": _fatal("A file is not valid UTF-8 text."),
    "file-malformed": _error("A built XML or JSON file is not well-formed, so programs refuse it."),
    "file-too-large": _fatal("A file is too large for a text, a picture or a download."),
    "file-unexpected": _warning("A file lies where nothing reads it."),
    "file-unreadable": _fatal("A file cannot be opened or read."),
    "file-unsafe": _fatal("A path is a symbolic link, or leads out of its folder."),
    "folder-expected": _fatal("A file is in the place of a folder, such as `content/press`."),
    "form-unfit": _warning("A form of the editor in the browser would lose a value, or misread it (`cms`)."),
    "heading-empty": _warning("The marks of a heading have no text behind them."),
    "heading-level": _warning("A heading skips a level, or repeats the level of the title."),
    "heading-missing": _warning("A built page has no heading of the first level."),
    "held-back": _info("An entry is not public: it is a draft, or an embargo or the gate of its kind holds it back."),
    "hreflang-invalid": _error("A page names a version in another language in a way that search engines cannot go by."),
    "hreflang-oneway": _error("Versions of a page do not all name each other, so search engines ignore them."),
    "html-removed": _warning("HTML in a text is not allowed, and was left out."),
    "ignore-unused": _warning("A comment or `check_ignore` suppresses nothing."),
    "key-malformed": _error("A file's name is not `<key>.<language>.md` or `<key>.yaml`."),
    "language-missing": _warning("A built page does not say which language it is in, or not in a tag of BCP 47."),
    "language-unchecked": _info("A language has no table for the checks, so some checks are left out."),
    "language-unknown": _error("The site does not have this language."),
    "link-broken": _error("A link names a page or file that does not exist."),
    "link-detour": _info("A link leads to a page that only leads on to another one."),
    "link-differs": _warning("A translation leads to another page, address or telephone number than its source."),
    "link-empty": _warning("A link has no text, so readers do not see it."),
    "link-scheme": _error("A link begins with a scheme that not every reader can open, such as `ftp:` or `magnet:`."),
    "link-unsafe": _fatal("A link runs a script, or leads into the reader's browser or disk."),
    "list-unmeant": _warning("A line that begins with a number became a list, or a list is not in the item above it."),
    "markup-invalid": _fatal("A text is nested too deeply, or too tangled, to be converted."),
    "markup-visible": _warning("Readers see a mark of Markdown that marks nothing where it stands."),
    "name-unportable": _error("A file has a name that some systems do not allow, or take for another one."),
    "opengraph-invalid": _warning("What a page says for previews of links (Open Graph) is incomplete, or wrong."),
    "output-emptied": _fatal("A kind or a language has no texts any more, so all its pages would be removed."),
    "output-failed": _fatal("A file that is made without a template cannot be made."),
    "output-stray": _info("The output folder holds a file that the site did not write."),
    "page-heavy": _warning("A built page and what it loads at once are larger than their budget."),
    "picture-foreign": _error("A picture lies on another host; pages forbid browsers to ask there."),
    "picture-invalid": _error("Browsers do not show this picture: it is damaged, too large or not what its name says."),
    "picture-missing": _error("A picture does not exist."),
    "picture-repeated": _warning("A picture is shown twice: by a text and its group file, or by that file alone."),
    "placeholder": _info("A text still holds a placeholder that only the operator can fill."),
    "reference-repeated": _warning("A link or a footnote is defined twice in a text, and the first one holds."),
    "reference-unused": _warning("A text defines a link or a footnote, and nothing in it refers to it."),
    "request-foreign": _warning("A built page or style sheet makes browsers ask another host for a file."),
    "see-also-unknown": _error("The “see also” of a term names the term itself, or a key that no term has."),
    "sitemap-differs": _warning("The sitemap names other pages than those that search engines shall show."),
    "sitemap-invalid": _error("A sitemap breaks a rule of its protocol, so search engines refuse it."),
    "slug-invalid": _error("A slug is not a single, plain part of an address."),
    "structure-differs": _warning("A translation lacks sections, paragraphs, rows or pictures, or has more of them."),
    "table-invalid": _fatal("A table of terms cannot be imported as it is."),
    "tag-unregistered": _warning("A language tag has a part that is not registered, such as UK for GB."),
    "target-duplicate": _fatal("Two pages or files have the same address."),
    "template-dynamic": _fatal("A template computes the name of another one, so its dependencies are unknown."),
    "template-error": _fatal("A template cannot be read or rendered."),
    "term-ambiguous": _error("Two terms of a language share a wording, so it is not clear where it leads."),
    "term-conflict": _error("A term has a wording that the glossary forbids."),
    "term-forbidden": _warning("A release or page uses a wording that the glossary forbids."),
    "term-long": _warning("The definition of a term is too long to be shown beside a text."),
    "term-missing": _warning("A translation has no wording of a term that its source mentions."),
    "term-unmatchable": _warning(
        "A wording of a term is too long or has no letter or digit, so it never becomes a link."
    ),
    "term-unused": _info("No text mentions a term."),
    "title-missing": _error("A built page has no title, or more than one."),
    "title-repeated": _warning("Two built pages of a language have the same title."),
    "topic-unknown": _error("A group file names a topic that `site.yaml` does not have."),
    "translation-budget": _error("Fewer translations of a language are up to date than the site asks for (`status`)."),
    "translation-missing": _info("An entry does not exist in a language."),
    "translation-stale": _warning("The source of a translation has changed since it was translated."),
    "translation-unconfirmed": _info("A translation does not record which version of its source it follows."),
    "typography": _warning("Quotation marks, dashes, spaces or punctuation are not those of the language."),
    "untranslated": _warning("A passage is still in the language of the source, or in Traditional Chinese characters."),
    "withdrawn": _warning("An entry that was public is held back, or a draft, so its pages go."),
    "yaml-invalid": _fatal("YAML cannot be read: syntax, a key given twice, or beyond the bounds."),
}

COMPARED = ("fact-mismatch", "link-differs", "structure-differs", "term-missing", "typography", "untranslated")
"""The rules of translations beside their sources: a gate can wait for each of them."""


PASSING = frozenset({"withdrawn"})
"""The rules of what a build does, and is not told again where nothing moves."""


class Reason(NamedTuple):
    """Why something is as it is: in English, and for pages that say it in their own language.

    `word` is what they call it, `locales` are keys of languages, `other` is a moment (ISO 8601) or what is told.
    """

    message: str
    word: str
    locales: tuple[str, ...] = ()
    other: str = ""


class Diagnostic(NamedTuple):
    """One found problem. Make it with `problem`, which knows the rule's severity.

    The message stands alone; the hint is what to do. `related` are other places that are part of it. What follows from
    a problem elsewhere names its `cause`, the path of a file or of an entry without language and suffix; when it is
    graded, it becomes one of the `consequences` of what is wrong there. What a text has in many places, such as
    straight quotation marks, is one problem: the first place is its span, the others are its `repeats`. What is
    `is_doubted` is no error even where warnings are. What `accounts_for` a rule, such as a misspelt `figures:`, is of
    that rule as soon as such findings follow from it. `reasons` are what the message is made of, where pages say it.
    """

    rule: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ""
    related: tuple[Span, ...] = ()
    cause: str = ""
    consequences: tuple[Span, ...] = ()
    repeats: tuple[Span, ...] = ()
    is_doubted: bool = False
    accounts_for: str = ""
    reasons: tuple[Reason, ...] = ()


def problem(
    rule: str,
    message: str,
    span: Span | None = None,
    *,
    hint: str = "",
    related: tuple[Span, ...] = (),
    cause: str = "",
) -> Diagnostic:
    """A diagnostic of the severity that its rule has by default."""
    return Diagnostic(rule, RULES[rule].severity, message, span, hint, related, cause)


def find_stem(path: str) -> str:
    """The path of an entry without language and suffix, with which those of its texts and its group file begin."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name.partition('.')[0]}"


def is_error(diagnostic: Diagnostic) -> bool:
    """True if it keeps the site from being written."""
    return diagnostic.severity is Severity.ERROR


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """True if one of them keeps the site from being written."""
    return any(map(is_error, diagnostics))


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """A hint "did you mean “…”?" if a candidate is close, else "". Of many, a frozenset is looked through once."""
    from microsite.diagnostics.nearest import find_nearest  # late: a build without anything wrong needs none

    near = find_nearest(word, frozenset(candidates))
    return f"did you mean “{near}”?" if near else ""
