"""Hints are made of the writer's own text and end what they are told of: each is followed, and the site checked."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hints import follow
from picture_files import draw
from test_sites import OF_BUILT, OF_FAULTS, make_broken
from whole_sites import Files, call, read_site, write_files

from microsite.diagnostics.problems import RULES

Finding = dict[str, Any]

ONLY_A_PERSON = {
    "alt-missing": "who cannot see a picture has to be told what somebody sees in it",
    "block-unmeant": "a line, a heading or code may be meant",
    "caption-unseen": "a caption may move into the sentence, or the picture out of it",
    "catalog-fuzzy": "somebody has to read the translation and confirm it",
    "catalog-invalid": "somebody has to read what is broken, or to complete a translation",
    "catalog-missing": "somebody has to translate the words",
    "catalog-placeholder": "the place in a sentence is the translator's",
    "cell-surplus": "a column may be missing in the first row, or a cell may be one too many",
    "chart-invalid": "which figures make a chart, its author knows",
    "conflict-unresolved": "which of two versions is right, their authors know",
    "config-invalid": "the settings are the operator's to choose",
    "correction-missing": "somebody has to translate what was put right",
    "download-unsafe": "a file has to be saved in another form",
    "figure-invalid": "a number may be read in two ways",
    "file-too-large": "a text or a file has to be split or made smaller",
    "file-unexpected": "the file may belong into several places, or to nothing",
    "file-unreadable": "the rights of a file are those of who owns it",
    "file-unsafe": "a file has to be put in the place of a link, or into its folder",
    "folder-expected": "the file that is in the way may be wanted",
    "held-back": "it is as somebody wanted it",
    "html-removed": "what HTML was to do may be done in other ways, or not at all",
    "language-unchecked": "a table for a language is made by those who know it",
    "language-unknown": "a language may be misnamed, or missing in site.yaml",
    "link-empty": "where a link leads, in the words of its readers, its author knows",
    "link-scheme": "the link may be meant for those who can open it",
    "link-unsafe": "where a link is to lead, only its author knows",
    "markup-invalid": "a text has to be made simpler",
    "markup-visible": "a mark may be meant as a mark or as itself",
    "output-emptied": "texts may be lost, or gone for good",
    "output-stray": "the file is somebody's who put it there",
    "picture-foreign": "a picture of others has to be fetched, and its rights with it",
    "picture-missing": "a picture has to be put there, or another one chosen",
    "picture-repeated": "which of the two places keeps the picture, somebody has to decide",
    "placeholder": "only the operator knows what belongs there",
    "structure-differs": "somebody has to translate what is missing",
    "table-invalid": "a table is edited where it comes from",
    "target-duplicate": "which of two pages keeps its address, somebody has to decide",
    "template-dynamic": "which template was meant, its author knows",
    "template-error": "a template is a program",
    "term-long": "a definition has to be said in fewer words",
    "term-missing": "where a sentence is to have the term, its author knows",
    "term-unused": "a term may be used later, or nowhere any more",
    "translation-budget": "somebody has to translate",
    "translation-missing": "somebody has to translate",
    "untranslated": "somebody has to translate",
    **dict.fromkeys(OF_BUILT, "a built file is mended where it comes from, and is built again"),
}
"""The rules whose remedy no program knows, each with the reason."""

SLIPS: Files = {
    path: text.encode()
    for path, text in {
        "content/pages/quotes.en.md": '---\ntitle: The "old" town: a walk\n---\nText.\n',
        "content/pages/open.en.md": '---\ntitle: "The old town\n---\nText.\n',
        "content/pages/colon.en.md": "---\ntitle:The old town\n---\nText.\n",
        "content/pages/wide.zh.md": "---\ntitle：老城\n---\n正文。\n",
        "content/pages/sign.en.md": "---\ntitle: @home\n---\nText.\n",
        "content/pages/flag.en.md": "---\ntitle: Flags\ndraft: perhaps\n---\nText.\n",
        "content/pages/untitled.en.md": "---\nsummary: Where we are\n---\n## How to find us: by tram\n\nText.\n",
        "content/pages/bare.zh.md": "老城“故事”\n\n正文。\n",
        "content/pages/slug.en.md": "---\ntitle: Slug\nslug: The Old Town!\naliases: [en/old, /en/%C3%9F/]\n---\nA.\n",
        "content/pages/space.en.md": "---\ntitle:\N{NO-BREAK SPACE}A plain space\n---\nText.\n",
        "content/pages/spaces.en.md": "---\ntitle: Spaces\naliases:\n-\N{NO-BREAK SPACE}/en/s/\n---\nText.\n",
        "content/press/2025-11-17-tied.yaml": "place: {en:The quay, zh: 码头}\npictures: [{file:hall.png, alt: H}]\n",
        "content/press/2025-11-17-tied.en.md": "---\ntitle: Tied\n---\nText.\n",
        "content/pages/bold.en.md": "---\ntitle: **Bold** title\n---\nText.\n",
        "content/pages/code.en.md": "---\ntitle: Code\nsummary: `x` is a letter\n---\nText.\n",
        "content/pages/tight.en.md": "---\ntitle: Tight\naliases:\n- /en/a/\n-/en/b/\n---\nText.\n",
        "content/pages/listed.en.md": "---\ntitle: Listed\naliases: /en/older/, /en/oldest/\n---\nText.\n",
        "content/pages/part.en.md": "---\ntitle: Part\naliases: /en/piece#one\n---\nText.\n",
        "content/press/spoken.en.md": "---\ntitle: Dates\ndate: Sunday, November 16, 2025\n---\nText.\n",
        "content/press/spoken.yaml": "embargo: 16 November 2025, 8 a.m. GMT\n",
        "content/press/hour.en.md": "---\ntitle: Dates\ndate: 16.11.2025, 10 Uhr\n---\nText.\n",
        "content/press/short.en.md": "---\ntitle: Dates\ndate: 16-11-2025\n---\nText.\n",
        "content/press/dates.en.md": "---\ntitle: Dates\ndate: 16.11.2025\n---\nText.\n",
        "content/press/months.en.md": "---\ntitle: Months\ndate: 2025-31-12\n---\nText.\n",
        "content/press/times.en.md": "---\ntitle: Times\ndate: 2025-11-16T10:00\n---\nText.\n",
        "content/pages/figures.yaml": "figures:\n  visitors: 1,234,567\n  share: 71,8\n  part: 12 %\n",
        "content/pages/figures.en.md": "---\ntitle: Figures\n---\nText.\n",
        "content/pages/count.yaml": "figures: {visitors: 48}\n",
        "content/pages/count.en.md": "---\ntitle: Count\n---\nMore than {{ visitor }}, {{ visitors | short }}.\n",
        "content/pages/links.en.md": "---\ntitle: Links\n---\n## Way {#way}\n\n[a](slugg.md), [b](www.town.example), "
        "[c](desk@town.example), [d](/en/links/), [e](#wey).\n\n[f]: slug.en.md\n",
        "content/pages/marks.en.md": "---\ntitle: Marks\n---\nThey say: „yes“ - and go. It's late... Room 3 , 5 %.\n",
        "content/pages/marks.zh.md": '---\ntitle: 标点\n---\n他说:"好",然后走了. 这是會议...\n',
        "content/pages/levels.en.md": "---\ntitle: Levels\n---\n## One\n\n##### Two\n\n##\n\n3. May is a day\n",
        "content/pages/heads.en.md": "---\ntitle: Heads\n---\n## Zero\n\n# One\n",
        "content/pages/Über uns.en.md": "---\ntitle: About\n---\nText.\n",
        "content/pages/anchors.en.md": "---\ntitle: Anchors\n---\n## One {#a}\n\n## Two {#a}\n\n## Three {#a-2}\n",
        "content/pages/arrows.en.md": "---\ntitle: Arrows\n---\nA \u202eB\u202c C \u2066D.\n",
    }.items()
}
"""Texts with slips of many kinds, of which some rules tell in several ways."""


def slips(folder: Path) -> Path:
    languages = (
        b"title: T\nbase_url: https://town.example/\nlanguages: {en: {name: English}, zh: {tag: zh-Hans, name: Z}}\n"
    )
    others: Files = {"content/site.yaml": languages, "content/press/2025-11-17-tied/hall.png": draw()}
    return write_files(folder / "slips", read_site("minimal") | SLIPS | others)


def words(folder: Path) -> Path:
    """A site without errors, so that a command may write the words of its templates, of which one is not used."""
    files: Files = {"templates/page.html": b"{{ _('More') }}{{ _('Ahoy') }}"}
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    po = f'{header}msgid "More"\nmsgstr "Mehr"\n\nmsgid "Farewell"\nmsgstr "Leb wohl"\n'
    files["locales/de/LC_MESSAGES/messages.po"] = po.encode()
    files["content/site.yaml"] = b"title: T\nbase_url: https://t.example/\nlanguages: {de: {name: Deutsch}}\n"
    files["content/pages/home.de.md"] = b"---\ntitle: T\n---\nText.\n"
    return write_files(folder / "words", files)


MAKERS: dict[str, Callable[[Path], Path]] = {
    "slips": slips,
    "words": words,
    **{case: partial(make_broken, case) for case in ("texts", "addresses", "templates", "translations")},
}


def find(root: Path, case: str) -> list[Finding]:
    told = call(*(["check"] if case == "translations" else []), "--format", "json", folder=root).out
    found: list[Finding] = json.loads(told)["diagnostics"]
    return found


def count(found: list[Finding]) -> Counter[tuple[str, str, str]]:
    """How often each is found; notes may come when a text can be read again."""
    return Counter(identity(one) for one in found if one["severity"] != "info")


def identity(found: Finding) -> tuple[str, str, str]:
    """A finding wherever its line is now, and however often it is there."""
    message = re.sub(r" \(\d+ times\)|; \d+ other findings? follows? from it", "", found["message"])
    return found["rule"], found["span"]["path"], message


def is_for_a_program(found: Finding, case: str) -> bool:
    """True of what its hint ends; the words that templates lack can be written only where nothing else is wrong."""
    is_command = "microsite i18n" in found["hint"]
    return found["rule"] not in ONLY_A_PERSON and (case == "words" or not is_command)


@pytest.mark.parametrize("case", MAKERS)
def test_a_hint_that_is_followed_ends_its_finding_and_brings_no_other(case: str, tmp_path: Path) -> None:
    root = MAKERS[case](tmp_path)
    before = find(root, case)
    known = count(before)
    wrong = []
    for number, found in enumerate(one for one in before if is_for_a_program(one, case)):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(root, copy, symlinks=True)
        is_followed = follow(found["hint"], found["span"], copy)
        told = find(copy, case)
        same = [sum(identity(one) == identity(found) for one in some) for some in (before, told)]
        if not is_followed or same[0] <= same[1] or count(told) - known:
            wrong.append((found["rule"], found["message"], found["hint"], is_followed, list(count(told) - known)))
        shutil.rmtree(copy)
    assert wrong == []
    assert known


def test_every_rule_is_ended_by_its_hint_or_only_by_a_person(tmp_path: Path) -> None:
    followed = set()
    for case, make in MAKERS.items():
        followed |= {found["rule"] for found in find(make(tmp_path), case) if is_for_a_program(found, case)}
    assert sorted(followed | ONLY_A_PERSON.keys() | {*OF_FAULTS}) == sorted(RULES)
    assert followed.isdisjoint(ONLY_A_PERSON)
