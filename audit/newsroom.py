"""Write a newsroom for the audit: 60 releases, 33 pictures and 80 terms in German, English, Chinese and Arabic.

What a site has after two years stands in it: a list of several pages, years and topics, long compounds, tables, quotes
with notes, pictures, corrections, and releases that one language lacks. Every run writes the same words and drawings.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw

LANGUAGES = ("de", "en", "zh", "ar")
RELEASES, PICTURES = 60, 33
_LAST = datetime.date(2026, 6, 26)
_BETWEEN = 11
"""Days between two releases, so that they are of three years."""
_SIZE = (1600, 1067)

Words = Mapping[str, Any]
Names = Mapping[str, str]


class Term(NamedTuple):
    """A term with its name in each language."""

    key: str
    topic: str
    names: Names


def write_newsroom(root: Path) -> None:
    """Write the sources of the newsroom into a folder."""
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    terms = list(_make_terms(words))
    for path, text in (*_site(words), *_releases(words, terms), *_glossary(words, terms)):
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for key, name, seed in _pictures():
        file = root / "content" / "press" / key / name
        file.parent.mkdir(parents=True, exist_ok=True)
        _draw(seed).save(file, quality=85)


def _make_terms(words: Words) -> Iterator[Term]:
    for field in words["fields"]:
        for noun in words["nouns"]:
            names = {
                "de": f"{field['de']}{noun['de']}",
                "en": f"{field['en']} {noun['en']}",
                "zh": f"{field['zh']}{noun['zh']}",
                "ar": f"{noun['ar']} {field['ar']}",
            }
            yield Term(f"{field['key']}-{noun['key']}", field["topic"], names)


def _site(words: Words) -> Iterator[tuple[str, str]]:
    topics = "".join(f"  {row['key']}: {_by_language(row)}\n" for row in words["topics"])
    first = f"key_figures: {{from: press/{_release_key(0)}, show: [partners, growth, budget]}}\n"
    yield "site.yaml", f"{words['site']}{first}topics:\n{topics}"
    for locale in LANGUAGES:
        title, text = (words["sentences"][name][locale] for name in ("about-title", "about"))
        yield f"pages/about.{locale}.md", _front({"title": title}, text)


def _release_key(number: int) -> str:
    date = _LAST - datetime.timedelta(days=number * _BETWEEN)
    return f"{date}-release-{number:02}"


def _pictures() -> Iterator[tuple[str, str, int]]:
    """The pictures: (key of the release, name, number). Every sixth release has three, the odd ones have one."""
    left = PICTURES
    for number in range(RELEASES):
        for place in range(min(left, 3 if number % 6 == 0 else number % 2)):
            yield _release_key(number), f"picture-{place + 1}.jpg", PICTURES - left
            left -= 1


def _releases(words: Words, terms: Sequence[Term]) -> Iterator[tuple[str, str]]:
    pictures: dict[str, list[str]] = {}
    for key, name, _ in _pictures():
        pictures.setdefault(key, []).append(name)
    for number in range(RELEASES):
        key, term, related = _release_key(number), terms[number * 7 % 80], terms[(number * 7 + 11) % 80]
        city = words["cities"][number % len(words["cities"])]
        yield f"press/{key}.yaml", _group_file(words, number, term, city, pictures.get(key, []))
        for locale in LANGUAGES:
            if locale == "ar" and number % 10 == 9:
                continue  # a release that has not been translated
            say = {"term": term.names[locale], "related": related.names[locale], "city": city[locale]}
            title = words["titles"][number % len(words["titles"])][locale].format(**say)
            summary = words["sentences"]["summary"][locale].format(**say)
            yield (
                f"press/{key}.{locale}.md",
                _front({"title": title, "summary": summary}, _body(words, number, locale, say)),
            )


def _group_file(words: Words, number: int, term: Term, city: Names, pictures: Sequence[str]) -> str:
    labels = {name: _by_language(words["sentences"][name]) for name in ("partners", "growth", "budget")}
    lines = [
        f"topics: [{term.topic}]",
        f"place: {_by_language(city)}",
        "figures:",
        f"  partners: {{value: {12 + number * 137 % 4000}, label: {labels['partners']}}}",
        f"  growth: {{value: {1.5 + number % 40}, unit: percent, label: {labels['growth']}}}",
        f"  budget: {{value: {1_250_000 * (1 + number % 17)}, currency: EUR, label: {labels['budget']}}}",
        f"  until: {2027 + number % 3}-0{1 + number % 9}-15",
    ]
    if pictures:
        say = {locale: {"city": city[locale], "term": term.names[locale]} for locale in LANGUAGES}
        told = {
            name: _by_language({locale: words["sentences"][name][locale].format(**say[locale]) for locale in LANGUAGES})
            for name in ("alt", "caption")
        }
        lines.append("pictures:")
        lines += [
            f"  - {{file: {name}, alt: {told['alt']}, caption: {told['caption']}, credit: Ada Beispiel}}"
            for name in pictures
        ]
    if number % 15 == 3:
        day = _LAST - datetime.timedelta(days=number * _BETWEEN - 2)
        lines += ["corrections:", f"  - {{date: {day}, text: {_by_language(words['sentences']['correction'])}}}"]
    return "\n".join(lines) + "\n"


def _body(words: Words, number: int, locale: str, say: Names) -> str:
    said = {name: text[locale].format(**say) for name, text in words["sentences"].items()}
    parts = [said["lead"], f"## {said['steps']} {{#steps}}", said["items"]]
    if number % 4 == 0:
        parts += [f"## {said['numbers']} {{#numbers}}", said["table"]]
    if number % 3 == 0:
        parts.append(said["quote"])
    return "\n\n".join(parts)


def _glossary(words: Words, terms: Sequence[Term]) -> Iterator[tuple[str, str]]:
    for number, term in enumerate(terms):
        related, city = terms[(number + 11) % len(terms)], words["cities"][number % len(words["cities"])]
        for locale in LANGUAGES:
            say = {"term": term.names[locale], "related": related.names[locale], "city": city[locale]}
            fields = {"term": term.names[locale], "short": words["sentences"]["short"][locale]}
            yield (
                f"glossary/{term.key}.{locale}.md",
                _front(fields, words["sentences"]["definition"][locale].format(**say)),
            )


def _front(fields: Names, body: str) -> str:
    lines = "".join(f'{name}: "{value}"\n' for name, value in fields.items())
    return f"---\n{lines}---\n\n{body}\n"


def _by_language(texts: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f'{locale}: "{texts[locale]}"' for locale in LANGUAGES) + "}"


def _draw(seed: int) -> Image.Image:
    """A row of houses by the water, another one for each number."""
    width, height = _SIZE
    picture = Image.linear_gradient("L").resize(_SIZE).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for place in range(12):
        tall = 200 + (seed * 53 + place * 97) % 500
        color = tuple((seed * 31 + place * 47 + shift) % 200 for shift in (20, 90, 140))
        left = place * width // 12
        draw.rectangle((left, height - 250 - tall, left + width // 14, height - 250), fill=color)
        for floor in range(tall // 60):
            top = height - 230 - tall + floor * 60
            draw.rectangle((left + 20, top, left + 45, top + 25), fill=(240, 230, 180))
    draw.rectangle((0, height - 250, width, height), fill=(40, 80, 110 + seed % 60))
    return picture
