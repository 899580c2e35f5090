"""A folder of corpora → pairs of a source and a translation, with what people found in them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from microsite.checks.facts.comparison import compare
from microsite.checks.facts.consistency import check_consistency
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.reader import Facts, read_facts
from microsite.checks.findings import Finding
from microsite.checks.prose.passages import Passage, read_passages
from microsite.site.groups import date_of_key

LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_Hans_CN"}
_FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
_SOURCE = re.compile(r"^source_lang: *(\w+)", re.MULTILINE)
_FIELD = re.compile(r"^(title|summary): *(.*)$", re.MULTILINE)
_NAME = re.compile(r"([^.]+)\.(de|en|zh)\.md")


class Label(NamedTuple):
    """What people found in a pair: an error, or a difference that is none."""

    verdict: str
    kind: str
    page: str
    lang: str
    source_text: str
    text: str


class Text(NamedTuple):
    """A text: the values of its front matter that are prose, and its body."""

    lang: str
    fields: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class Case:
    """A source and one translation of it."""

    page: str
    source: Text
    translation: Text
    labels: tuple[Label, ...]

    @property
    def key(self) -> str:
        """Kind and key: pages of one name are in one part, whatever the corpus."""
        return "/".join(self.page.split("/")[-2:])

    @property
    def direction(self) -> str:
        """From which language into which: en→de."""
        return f"{self.source.lang}→{self.translation.lang}"

    @property
    def is_for_development(self) -> bool:
        """True of the half of the keys whose texts may be looked at."""
        return int(hashlib.sha256(self.key.encode()).hexdigest()[:8], 16) % 2 == 0

    @property
    def is_correct(self) -> bool:
        """True if nobody found an error in it."""
        return not any(label.verdict == "error" for label in self.labels)

    @cached_property
    def source_facts(self) -> Facts:
        """The facts of the source."""
        return _facts(self.source)

    def findings(self, body: str | None = None) -> list[Finding]:
        """The findings of the translation, or of what a mutation made of its body."""
        text = self.translation if body is None else self.translation._replace(body=body)
        facts, notation = _facts(text), notation_of(LOCALES[text.lang])
        return [
            *compare(self.source_facts, facts, lambda: notation),
            *check_consistency(facts, notation, date_of_key(self.key.rpartition("/")[2])),
        ]


def _facts(text: Text) -> Facts:
    fields = (Passage("heading", 1, 0, field) for field in text.fields)
    return read_facts([*fields, *read_passages(text.body)], notation_of(LOCALES[text.lang]))


def read_cases(folder: Path, source_lang: str) -> Iterator[Case]:
    """The cases below a folder, in the order of their names; `labels.json` and `judged.json` hold what was found.

    A page was translated from `source_lang` if its group file or one of its texts names one, else from the given one.
    """
    labels = [*_labels(folder / "labels.json"), *_labels(folder / "judged.json")]
    for content in sorted(folder.rglob("content")):
        texts: dict[str, dict[str, Text]] = {}
        sources: dict[str, str] = {}
        for path in sorted(content.rglob("*.md")):
            if match := _NAME.fullmatch(path.name):
                page = (path.parent / match[1]).relative_to(folder).as_posix()
                texts.setdefault(page, {})[match[2]] = _read(path, match[2])
                if page not in sources or sources[page] == source_lang:
                    sources[page] = _find_source(path, match[1]) or source_lang
        for page, by_lang in texts.items():
            source = by_lang.get(sources[page])
            for lang, text in sorted(by_lang.items()):
                if source and lang != source.lang:
                    own = tuple(label for label in labels if label.page == page and label.lang == lang)
                    yield Case(page, source, text, own)


def _find_source(path: Path, key: str) -> str:
    """The language that a text or its group file names as its source's; "" if neither does."""
    front = _FRONT.match(path.read_text(encoding="utf-8"))
    group = path.with_name(f"{key}.yaml")
    named = _SOURCE.search(group.read_text(encoding="utf-8")) if group.exists() else None
    named = named or (_SOURCE.search(front[1]) if front else None)
    return named[1] if named else ""


def _labels(path: Path) -> list[Label]:
    if not path.exists():
        return []
    return [
        Label(
            label["verdict"],
            label["class"],
            label["page"],
            label["lang"],
            label["source_text"],
            label["translation_text"],
        )
        for label in json.loads(path.read_text(encoding="utf-8"))
    ]


def _read(path: Path, lang: str) -> Text:
    text = path.read_text(encoding="utf-8")
    front = _FRONT.match(text)
    if front is None:
        return Text(lang, (), text)
    fields = tuple(value.strip("\"'") for _, value in _FIELD.findall(front[1]))
    return Text(lang, fields, text[front.end() :])
