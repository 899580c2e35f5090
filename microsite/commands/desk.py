"""The pages of the preview itself, made of what the last build read: two languages side by side, and the status."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from microsite.build.report import Report
from microsite.checks.abreast import Abreast, FindTerms, set_abreast
from microsite.checks.entry import review
from microsite.checks.sides import Case, Side
from microsite.commands.stock import Stock, make_stock
from microsite.content.texts import Manuscript
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, Span, find_stem
from microsite.files.disk import UsageError
from microsite.glossary.sought import wordings_of
from microsite.glossary.wordings import make_glossary
from microsite.model.entries import Locale
from microsite.model.kinds import KINDS, LINKED
from microsite.model.layout import CONTENT
from microsite.preview.compare import Choice, render_compare
from microsite.preview.findings import make_editor_link
from microsite.preview.html import make_page, tag
from microsite.preview.progress import render_status
from microsite.preview.reasons import tell_reasons
from microsite.preview.words import Speech, find_words
from microsite.site.completion import fill_figures
from microsite.site.groups import date_of_key
from microsite.translation.freshness import Standing, sections_of
from microsite.translation.status import Progress, make_table

_COMPARE = "compare/"


class Desk:
    """What answers for the pages; `root` is the folder of the site, an absolute path."""

    def __init__(self, root: str) -> None:
        """Know of nothing yet."""
        self._root = root
        self._report: Report | None = None
        self._at = 0
        self._pages: Mapping[str, str] = {}

    def take(self, report: Report, at: int) -> None:
        """Take what a build read and found, and its number."""
        self._report, self._at, self._pages = report, at, dict(report.pages) or self._pages

    def answer(self, path: str, asked: Mapping[str, str]) -> str | None:
        """The page below `/_/`; None for what there is not, or not yet."""
        at = self._at  # before the report, which may be replaced now: a page that is taken for older loads once more
        report, words = self._report, find_words(asked.get("lang", ""))
        if report is None or not (path == "status" or path.startswith(_COMPARE)):
            return None
        try:
            return self._answer(path, asked, report, words, at)
        except UsageError:  # a file has been saved since, so that another build is under way: the page waits for it
            return make_page(words, at, words.said["compare"], tag("p", "…"))

    def _answer(self, path: str, asked: Mapping[str, str], report: Report, words: Speech, at: int) -> str | None:
        name = path.removeprefix(_COMPARE).strip("/")
        is_wanted = None if path == "status" else _is_wanted(name)
        stock = make_stock(report.sources, report.diagnostics, drafts=True, is_wanted=is_wanted)
        if isinstance(stock, Report):  # there is no configuration
            return None
        if not asked.get("lang"):
            words = find_words(stock.config.locale(stock.config.source_language).tag)
        return (
            self._compare(stock, name, asked, words, at) if is_wanted else self._tell_status(stock, report, words, at)
        )

    def _tell_status(self, stock: Stock, report: Report, words: Speech, at: int) -> str:
        locales = stock.config.languages
        survey = make_table(stock.config, stock.standings, {}, [one.key for one in locales])
        rows = zip(survey.rows, stock.standings, strict=True)
        survey = survey._replace(rows=tuple(_with_figures(row, standing, stock) for row, standing in rows))
        by_path = self._find_urls()
        urls = {
            (one.name, key): by_path[text.path]
            for one in stock.standings
            for key, text in one.texts.items()
            if text.path in by_path
        }
        tags = {one.key: one.tag for one in locales}
        held = {
            find_stem(one.span.path).removeprefix(CONTENT): tell_reasons(one, words, tags)
            for one in report.diagnostics
            if one.rule == "held-back" and one.span
        }
        return render_status(survey, locales, urls, held, words, at)

    def _compare(self, stock: Stock, name: str, asked: Mapping[str, str], words: Speech, at: int) -> str | None:
        standing = next((one for one in stock.standings if one.name == name), None)
        if standing is None:
            return None
        first, second = _choose(standing, asked, {one.key: one for one in stock.config.languages})
        paths = tuple(standing.texts[one.key].path if one.key in standing.texts else "" for one in (first, second))
        by_path = self._find_urls()
        left, right = paths
        choice = Choice(
            name, stock.config.languages, first, second, (left, right), (by_path.get(left, ""), by_path.get(right, ""))
        )
        abreast = self._set_abreast(stock, standing, first, second) if left and right and left != right else None
        return render_compare(choice, abreast, words, lambda span: make_editor_link(self._root, span), at)

    def _set_abreast(self, stock: Stock, standing: Standing, first: Locale, second: Locale) -> Abreast | None:
        """Both languages, compared as the checks do: with the source, if one of them is it, as such."""
        is_turned = second.key == standing.source
        source, other = (second, first) if is_turned else (first, second)
        sides = [_make_side(stock, standing, one) for one in (source, other)]
        date = standing.data.date or date_of_key(standing.key)
        case = Case(standing.name, sides[0], (sides[1],), standing.data.figures, stock.config.names, date)
        is_stale = source.key == standing.source and standing.states.get(other.key) == "stale"
        text = standing.texts[source.key]
        abreast = set_abreast(
            case,
            (_make_finder(stock, source), _make_finder(stock, other)),
            self._find(case, stock, is_source=source.key == standing.source),
            standing.moves(other.key) if is_stale else (),
            sections_of(text, stock.prose_by_path[text.path]) if is_stale else (),
        )
        if abreast and is_turned:
            rows = tuple(row._replace(sources=row.others, others=row.sources) for row in abreast.rows)
            return abreast._replace(rows=rows)
        return abreast

    def _find(self, case: Case, stock: Stock, *, is_source: bool) -> Iterator[Diagnostic]:
        """What is wrong with the texts of a case: what the checks find in them, and what else the build has found."""
        known = set[tuple[str, str, Span | None]]()
        reviewed = [one for one in review(case) if is_source or one.rule != "ignore-unused"]
        for one in (
            *grade(reviewed, stock.config.rules, strict=False),
            *(self._report.diagnostics if self._report else ()),
        ):
            if (one.rule, one.message, one.span) not in known:  # a gate may have lowered it
                known.add((one.rule, one.message, one.span))
                yield one

    def _find_urls(self) -> Mapping[str, str]:
        """The addresses of pages by the paths of their texts; of several, the first, which is no stand-in's."""
        found: dict[str, str] = {}
        for url, path in self._pages.items():
            language = path.removesuffix(".md").rpartition(".")[2]
            if path not in found or f"/{language}/" in url:
                found[path] = quote(url, safe="/%")
        return found


def _with_figures(row: Progress, standing: Standing, stock: Stock) -> Progress:
    """The row with the figures of its title written out, as pages have them."""
    written = standing.source if standing.source in standing.texts else next(iter(standing.texts))
    span, locale = Span(standing.texts[written].path), stock.config.locale(written)
    return row._replace(title=fill_figures(row.title, span, standing.data, locale, []))


def _is_wanted(name: str) -> Callable[[Manuscript], bool]:
    """What tells the texts of an entry, and terms."""
    return lambda one: one.kind in LINKED or f"{KINDS[one.kind].folder}/{one.key}" == name


def _choose(standing: Standing, asked: Mapping[str, str], locales: Mapping[str, Locale]) -> tuple[Locale, Locale]:
    """The two languages that are asked for; by default the source, and the first translation."""
    there = [key for key in locales if key in standing.texts]
    source = standing.source if standing.source in there else there[0]
    first = asked.get("first", "") if asked.get("first", "") in locales else source
    others = [key for key in (*there, *locales) if key != first] or [first]
    second = asked.get("second", "")
    return locales[first], locales[second if second in locales and second != first else others[0]]


def _make_side(stock: Stock, standing: Standing, locale: Locale) -> Side:
    source = stock.manuscripts[standing.texts[locale.key].path].with_data().source
    return Side(standing.entry(locale.key), source, locale.tag, locale.babel)


def _make_finder(stock: Stock, locale: Locale) -> FindTerms:
    """What finds the terms of a language in a text."""
    terms = [one.entry(locale.key) for one in stock.standings if one.kind in LINKED and locale.key in one.texts]
    glossary = make_glossary([wording for term in terms for wording in wordings_of(term)], locale.tag)
    return lambda text: [(found.start, found.end, found.key) for found in glossary.find(text)]
