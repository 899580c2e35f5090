"""A seeded site of any size: the same seed gives the same bytes.

    python benchmarks/corpus.py DIR --releases 1000 --seed 1

writes 1,000 press releases and 100 glossary terms, each in German, English and Chinese, with a home page and a page
about it: 3,306 texts. The three versions of a text say the same. Its words are those of words.txt; templates and
locales are the repository's. Releases have about 4 kB: headings, bold, a list, a table, a quotation, links to terms,
to other releases and outside.
"""
# ruff: noqa: S311 - chance that can be repeated is what is wanted here, not secrets

from __future__ import annotations

import argparse
import datetime
import functools
import json
import random
import shutil
import string
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "en", "zh")
TAGS = {"de": "de", "en": "en", "zh": "zh-Hans"}
BASE_URL = "https://forum.example/"
PAGE_SIZE = 20
FEED_SIZE = 20

FIRST_DAY, DAYS = datetime.date(2011, 1, 3), 5400
"""The releases are spread over these days, all of which are past: some generators hold back what is dated later."""

_QUOTES = {"de": "„{}“", "en": "“{}”", "zh": "“{}”"}
_ARTICLES = {"m": ("der", "den", "dem"), "f": ("die", "die", "der"), "n": ("das", "das", "dem")}

Forms = Mapping[str, str]
"""A word by case: nom, acc, dat, and Nom for the beginning of a sentence."""

Triple = tuple[str, str, str]
"""The same text in each of `LANGUAGES`."""

Word = tuple[Forms, Forms, Forms]


@dataclass(frozen=True, slots=True)
class Text:
    """One file of the corpus: `fields` is its front matter, `place` and `date` are set for releases only."""

    folder: str
    key: str
    language: str
    fields: Mapping[str, str | list[str]]
    body: str
    date: str = ""

    @property
    def path(self) -> str:
        """Where it lies below the site's root."""
        return f"content/{self.folder}/{self.key}.{self.language}.md"


@dataclass(frozen=True, slots=True)
class Words:
    """What words.txt holds: words by list and sentences by kind, each with the names of its slots."""

    words: Mapping[str, Sequence[Word]]
    sentences: Mapping[str, Sequence[tuple[Triple, tuple[str, ...]]]]
    terms: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]


# ---- words.txt ------------------------------------------------------------------------------------------------


def _read_lists(text: str) -> dict[str, list[list[str]]]:
    lists: dict[str, list[list[str]]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            lists[name] = []
        elif line and not line.startswith("#"):
            lists[name].append([part.strip() for part in line.split(" | ")])
    return lists


@functools.cache
def read_words() -> Words:
    """The words of words.txt, with articles."""
    lists = _read_lists(Path(__file__).with_name("words.txt").read_text(encoding="utf-8"))
    words = {name: [_plain_word(row) for row in lists[name]] for name in ("place", "time", "person", "role", "item")}
    words["topic"] = [_noun(row[0][0], *_texts(row)) for row in lists["topic"]]
    words["organization"] = [
        _noun(row[0][0], *(text.replace("{field}", name) for text, name in zip(_texts(row), names, strict=True)))
        for row in lists["organization"]
        for names in ([german, english.title(), chinese] for german, english, chinese in lists["field"])
    ]
    words["field"] = [_plain_word(row) for row in lists["field"]]
    words["label"] = [_plain_word(row) for row in lists["label"]]
    words["identity"] = [_plain_word(row) for row in lists["identity"]]
    kinds = ("title", "summary", "statement", "heading", "announcement", "quotation", "reference", "definition")
    sentences = {kind: [((row[0], row[1], row[2]), _slots(row[0])) for row in lists[kind]] for kind in kinds}
    return Words(words, sentences, (lists["modifier"], lists["head"]))


def _texts(row: Sequence[str]) -> tuple[str, str, str]:
    """The texts of a noun, without the gender of the German one."""
    return row[0][2:], row[1], row[2]


def _slots(sentence: str) -> tuple[str, ...]:
    names = [name.split("[")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name]
    return tuple(dict.fromkeys(names))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _invariable(text: str) -> Forms:
    return {"nom": text, "acc": text, "dat": text, "Nom": _capital(text)}


def _plain_word(row: Sequence[str]) -> Word:
    return _invariable(row[0]), _invariable(row[1]), _invariable(row[2])


def _noun(gender: str, german: str, english: str, chinese: str) -> Word:
    """A noun with its articles, in all cases. A link around the noun may be part of the texts."""
    nominative, accusative, dative = (f"{article} {german}" for article in _ARTICLES[gender])
    cases = {"nom": nominative, "acc": accusative, "dat": dative, "Nom": _capital(nominative)}
    return cases, _invariable(f"the {english}"), _invariable(chinese)


# ---- terms and releases ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary: its name as written, and as a noun with articles, plain and as a link."""

    key: str
    name: Triple
    forms: Triple
    plain: Word
    linked: Word


@dataclass(frozen=True, slots=True)
class Release:
    """What other texts must know of a release before it is written."""

    key: str
    date: str
    place: Word
    title: Triple


def make_term(number: int) -> Term:
    """The term of that number, from 0: no two are the same."""
    modifiers, heads = read_words().terms
    first, second = number % len(modifiers), number // len(modifiers)
    modifier, (german, english, chinese) = modifiers[first], heads[(first + second) % len(heads)]
    turn = number // (len(modifiers) * len(heads)) + 1
    gender, one, many = german.split()
    singular, plural = (word.replace("_", " ") for word in english.split())
    suffix = f" {turn}" if turn > 1 else ""
    name = (f"{modifier[0]}{one.lower()}{suffix}", f"{modifier[1]} {singular}{suffix}", modifier[2] + chinese + suffix)
    key = name[1].replace(" ", "-")
    links = (f"[{text}](../glossary/{key}.md)" for text in name)
    forms = (f"{modifier[0]}{many.lower()}{suffix}", f"{modifier[1]} {plural}{suffix}", "")
    return Term(key, name, forms, _noun(gender, *name), _noun(gender, *links))


@dataclass
class Author:
    """Writes sentences in three languages at once; all chance comes from `seed`, and so from a text's number."""

    seed: str
    terms: Sequence[Term]

    @functools.cached_property
    def _random(self) -> random.Random:
        return random.Random(self.seed)

    def number(self, start: int, stop: int) -> int:
        """A number from `start` to below `stop`."""
        # Of all methods, random() alone promises the same values in every version of Python.
        return start + int(self._random.random() * (stop - start))

    def draw(self, name: str) -> Word:
        """A word of a list."""
        words = read_words().words[name]
        return words[self.number(0, len(words))]

    def order(self, count: int) -> list[int]:
        """The numbers below `count` in any order."""
        return sorted(range(count), key=lambda _: self._random.random())

    def say(self, kind: str, index: int | None = None, **given: Word) -> Triple:
        """A sentence of a kind, one of them or that of `index`; `given` are slots that are decided already."""
        sentences = read_words().sentences[kind]
        texts, slots = sentences[self.number(0, len(sentences)) if index is None else index]
        drawn: dict[str, Word] = {}
        for slot in slots:
            drawn[slot] = given.get(slot) or self._fill(slot, drawn, linked=kind == "statement")
        german, english, chinese = (
            _capital(text.format_map({slot: _Slot(word[at]) for slot, word in drawn.items()}))
            for at, text in enumerate(texts)
        )
        return german, english, chinese

    def _fill(self, slot: str, drawn: Mapping[str, Word], *, linked: bool) -> Word:
        name = slot.rstrip("2")
        if name == "n":
            return _plain_word([str(self.number(12, 960))] * 3)
        if name == "percent":
            tenths = self.number(5, 485)
            text = f"{tenths // 10}.{tenths % 10}"
            return _plain_word([text.replace(".", ",") + " Prozent", text + " percent", text + "%"])
        if name == "money":
            millions = self.number(2, 90)
            return _plain_word([f"{millions} Millionen Euro", f"{millions} million euros", f"{millions * 100}万欧元"])
        if name == "external":
            return _plain_word([f"https://archive.example/talks/{self.number(1000, 9999)}"] * 3)
        if name in ("term", "mention"):
            term = self.terms[self.number(0, len(self.terms))]
            return term.linked if linked and name == "term" else term.plain
        word = self.draw(name)
        while word is drawn.get(name):
            word = self.draw(name)
        return word


class _Slot(dict[str, str]):
    """A word in a template: `{n}` is its nominative, `{n[dat]}` its dative."""

    def __format__(self, specification: str) -> str:
        return format(self["nom"], specification)


def _paragraph(sentences: Sequence[Triple]) -> Triple:
    german, english, chinese = zip(*sentences, strict=True)
    return " ".join(german), " ".join(english), "".join(chinese)


def make_release(number: int, count: int, author: Author) -> Release:
    """What is known of release `number` of `count` before its body is written."""
    day = FIRST_DAY + datetime.timedelta(days=number * DAYS // count)
    place, term = author.draw("place"), author.terms[author.number(0, len(author.terms))]
    title = author.say("title", place=place, term=term.plain)
    return Release(f"{day}-{term.key}-{number + 1}", str(day), place, title)


def write_release(release: Release, others: Sequence[Release], author: Author, length: int) -> list[Text]:
    """A release in every language; `length` is its number of parts of about 4 kB."""
    summary = author.say("summary", place=release.place)
    blocks: list[Triple] = []
    for number in range(length):
        blocks += _write_body(others, author, anchor="figures" if number == 0 else f"figures-{number + 1}")
    return [
        Text(
            "press",
            release.key,
            language,
            {"title": release.title[at], "summary": summary[at], "place": release.place[at]["nom"]},
            "\n\n".join(block[at] for block in blocks) + "\n",
            release.date,
        )
        for at, language in enumerate(LANGUAGES)
    ]


def _write_body(others: Sequence[Release], author: Author, anchor: str) -> Iterator[Triple]:
    sentences = read_words().sentences["statement"]
    external = next(n for n, (_, slots) in enumerate(sentences) if "external" in slots)
    order = iter([n for n in author.order(len(sentences)) if n != external])
    headings = iter(author.order(len(read_words().sentences["heading"])))

    def paragraph(count: int) -> Triple:
        return _paragraph([author.say("statement", next(order)) for _ in range(count)])

    def heading(marks: str) -> Triple:
        german, english, chinese = author.say("heading", next(headings))
        return f"{marks} {german}", f"{marks} {english}", f"{marks} {chinese}"

    yield paragraph(3)
    yield heading("##")
    yield paragraph(4)
    yield _paragraph([author.say("statement", external), author.say("statement", next(order))])
    yield heading("##")
    yield paragraph(3)
    yield author.say("announcement")
    yield _list(author)
    yield heading("###")
    yield paragraph(4)
    yield heading("###")
    yield paragraph(3)
    yield _label(3, f"## {{}} {{{{#{anchor}}}}}")
    yield _table(author)
    yield heading("##")
    yield paragraph(3)
    yield _quotation(author)
    yield paragraph(3)
    yield heading("##")
    yield _paragraph([author.say("statement", next(order)), author.say("statement", next(order))])
    yield _paragraph([author.say("statement", next(order)), _reference(others, author)])


def _label(index: int, text: str) -> Triple:
    german, english, chinese = (text.format(forms["nom"]) for forms in read_words().words["label"][index])
    return german, english, chinese


def _list(author: Author) -> Triple:
    items = [author.draw("item") for _ in range(4)]
    rows = [[item[at]["nom"] for item in items] for at in range(len(LANGUAGES))]
    german, english, chinese = ("\n".join([f"- **{row[0]}**", *(f"- {text}" for text in row[1:])]) for row in rows)
    return german, english, chinese


def _table(author: Author) -> Triple:
    rows = [(author.draw("field"), author.draw("place"), author.number(10, 990)) for _ in range(4)]
    tables = []
    for at, language in enumerate(LANGUAGES):
        labels = (word[at]["Nom"] for word in read_words().words["label"][:3])
        lines = ["| " + " | ".join(labels) + " |", "|---|---|---:|"]
        for field_, place, tenths in rows:
            share = f"{tenths // 10}.{tenths % 10}"
            shown = {"de": share.replace(".", ",") + " %", "en": share + "%", "zh": share + "%"}[language]
            lines.append(f"| {field_[at]['Nom']} | {place[at]['nom']} | {shown} |")
        tables.append("\n".join(lines))
    return tables[0], tables[1], tables[2]


def _quotation(author: Author) -> Triple:
    first, second, *_ = author.order(len(read_words().sentences["quotation"]))
    said = _paragraph([author.say("quotation", first), author.say("quotation", second)])
    person, role = author.draw("person"), author.draw("role")
    german, english, chinese = (
        f"> {_QUOTES[language].format(said[at])}\n>\n> – {person[at]['nom']}{'，' if language == 'zh' else ', '}"
        f"{role[at]['nom']}"
        for at, language in enumerate(LANGUAGES)
    )
    return german, english, chinese


def _reference(others: Sequence[Release], author: Author) -> Triple:
    other = others[author.number(0, len(others))]
    url = f"{other.key}.md" + ("#figures" if author.number(0, 2) else "")
    titles = [_QUOTES[language].format(other.title[at]) for at, language in enumerate(LANGUAGES)]
    return author.say("reference", other=_plain_word(titles), url=_plain_word([url] * 3))


def write_term(term: Term, releases: Sequence[Release], author: Author) -> list[Text]:
    """A term in every language."""
    short = author.say("definition", name=term.plain)
    order = iter(author.order(len(read_words().sentences["statement"])))
    first = _paragraph([author.say("statement", next(order)) for _ in range(3)])
    second = _paragraph([author.say("statement", next(order)), author.say("statement", next(order))])
    reference = tuple(text.replace("](", "](../press/") for text in _reference(releases, author))
    texts = []
    for at, language in enumerate(LANGUAGES):
        fields: dict[str, str | list[str]] = {
            "term": term.name[at],
            "short": short[at] + ("。" if language == "zh" else "."),
        }
        if term.forms[at] and term.forms[at] != term.name[at]:
            fields["forms"] = [term.forms[at]]
        gap = "" if language == "zh" else " "
        body = f"{first[at]}\n\n{second[at]}{gap}{reference[at]}\n"
        texts.append(Text("glossary", term.key, language, fields, body))
    return texts


# ---- the whole site -------------------------------------------------------------------------------------------


def make_texts(releases: int, seed: int, length: int = 1) -> Iterator[Text]:
    """Every text of a site with so many releases; its terms are a tenth of them, and ten at least."""
    terms = [make_term(number) for number in range(max(10, releases // 10))]
    known = [make_release(number, releases, Author(f"{seed} title {number}", terms)) for number in range(releases)]
    for number, release in enumerate(known):
        yield from write_release(release, known, Author(f"{seed} release {number}", terms), length)
    for number, term in enumerate(terms):
        yield from write_term(term, known, Author(f"{seed} term {number}", terms))
    yield from _write_pages()


def _write_pages() -> Iterator[Text]:
    identity = read_words().words["identity"]
    for at, language in enumerate(LANGUAGES):
        gap = "" if language == "zh" else " "
        about, home = identity[3:5], identity[5:7]
        body = f"{identity[8][at]['nom']}{gap}{identity[9][at]['nom']}\n"
        yield Text("pages", "about", language, {"title": about[0][at]["nom"], "summary": about[1][at]["nom"]}, body)
        yield Text("pages", "home", language, {"title": home[0][at]["nom"], "summary": home[1][at]["nom"]}, body)


def identity(index: int) -> dict[str, str]:
    """A text of the list `identity` by language: 0 the title, 1 the motto, 2 the press office, 7 the venue."""
    return {language: read_words().words["identity"][index][at]["nom"] for at, language in enumerate(LANGUAGES)}


def boilerplate(language: str) -> tuple[str, str]:
    """The two paragraphs that end every release."""
    return identity(8)[language], identity(9)[language]


UNLINKED = "glossary: {mentions: off}\n"
"""The line of site.yaml without which terms are linked by themselves: no other generator does that."""


def render_config() -> str:
    """The site.yaml of the corpus."""

    def text(index: int) -> str:
        return json.dumps(identity(index), ensure_ascii=False)

    standing = json.dumps({key: "\n\n".join(boilerplate(key)) for key in LANGUAGES}, ensure_ascii=False)
    return f"""\
title: {text(0)}
motto: {text(1)}
base_url: {BASE_URL}
languages:
  de: {{tag: de, locale: de_DE, name: Deutsch}}
  en: {{tag: en, locale: en_US, name: English}}
  zh: {{tag: zh-Hans, locale: zh_Hans_CN, name: 简体中文}}
source_language: de
navigation: [press, glossary, about]
footer: [about]
page_size: {PAGE_SIZE}
feed_size: {FEED_SIZE}
organization: {{name: {text(0)}, url: {BASE_URL}, email: press@forum.example}}
event:
  name: {text(0)}
  start: 2025-11-15
  end: 2025-11-16
  place: {{de: Hamburg, en: Hamburg, zh: 汉堡}}
  venue: {text(7)}
contact: {{name: {text(2)}, email: press@forum.example}}
boilerplate: {standing}
{UNLINKED}"""


def render_text(text: Text) -> str:
    """A text as a file with front matter."""
    fields = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in text.fields.items())
    return f"---\n{fields}---\n{text.body}"


def copy_looks(root: Path) -> None:
    """Give a site the repository's own templates, and the words for them that the tests use: no editor changes them."""
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    for language in ("de", "en", "zh-hans"):
        shutil.copytree(REPOSITORY / "locales" / language, root / "locales" / language)


def write_corpus(root: Path, releases: int, seed: int, length: int = 1) -> int:
    """Write a site that `build.py` can build into a new folder; return its number of texts."""
    copy_looks(root)
    for folder in ("press", "glossary", "pages"):
        (root / "content" / folder).mkdir(parents=True)
    (root / "content" / "site.yaml").write_text(render_config(), encoding="utf-8")
    count = 0
    for text in make_texts(releases, seed, length):
        (root / text.path).write_text(render_text(text), encoding="utf-8")
        count += 1
    return count


def main(arguments: Sequence[str]) -> int:
    """Write the corpus that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Write a site of any size; the same seed gives the same bytes.")
    parser.add_argument("directory", type=Path, metavar="DIR", help="a folder that does not exist yet")
    parser.add_argument("--releases", type=int, default=1000, metavar="N", help="in each language (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="(default: 1)")
    parser.add_argument("--length", type=int, default=1, metavar="N", help="of each body, times 4 kB (default: 1)")
    options = parser.parse_args(arguments)
    if options.directory.exists():
        parser.error(f"“{options.directory}” exists already")
    count = write_corpus(options.directory, options.releases, options.seed, options.length)
    sys.stdout.write(f"{count} texts in {options.directory}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
