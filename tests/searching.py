"""A site with a search for the tests, what readers look for in it, and how a browser asks."""

from __future__ import annotations

import functools
from typing import Any

from browsing import ORIGIN
from playwright.sync_api import Page
from whole_sites import Built, Files, build, edit, read_site

from microsite.build.wishes import Wishes
from microsite.engine.pagefind import find_indexer

RELEASE, ABOUT, IMPRINT = "press/2025-11-16-talent-conference", "about", "imprint"
CIRCLE = "glossary/chengdu-chongqing-economic-circle"
PLAN = "glossary/fifteenth-five-year-plan"
ENGINEERS = "glossary/global-excellent-engineer-competition"
HUB = "glossary/innovation-hub"
CONFERENCE = "glossary/talent-exchange-conference"
LASER = "glossary/ultra-precise-laser-machining"
CUP = "glossary/xingyu-cup"

QUERIES = {
    "de": {
        # compounds: what a word ends in, and what stands in its midst
        "Zentrum": HUB, "zentren": HUB, "Kreis": CIRCLE, "Wirtschaftskreis": CIRCLE, "Jahresplan": PLAN,
        "Plan": PLAN, "Bearbeitung": LASER, "Laser": LASER, "Parks": RELEASE, "Maschinentechnik": RELEASE,
        "Stelle": ABOUT, "Pressestelle": ABOUT, "Politik": RELEASE, "Kapital": RELEASE, "Abschluss": RELEASE,
        # inflections
        "Innovationszentrums": HUB, "Innovationszentren": HUB, "Fünfjahrespläne": PLAN, "Wettbewerbs": ENGINEERS,
        "ultrapräzises Lasern": LASER, "Hochschule": RELEASE, "Jobmesse": RELEASE, "Aufgabe Praxis": RELEASE,
        # as one types without umlauts
        "Fuenfjahresplan": PLAN, "Funfjahresplan": PLAN, "Gruendungsprojekte": CUP, "ultrapraezise": LASER,
        "Schluesselfelder": RELEASE, "Foerdermittel": CUP, "Kuenstliche Intelligenz": LASER,
        # figures in any notation
        "3944": RELEASE, "3.944": RELEASE, "3,944": RELEASE, "3 944": RELEASE, "2161 Teams": RELEASE, "71,8": RELEASE,
        "71.8": RELEASE,
        # other languages and pinyin
        "成渝": CIRCLE, "经济圈": CIRCLE, "创新中心": HUB, "innovation hub": HUB, "Five-Year Plan": PLAN,
        "xingyu bei": CUP, "xingyubei": CUP, "guihua": PLAN, "shiwuwu": PLAN, "laser machining": LASER,
        # misspelt
        "Inovationszentrum": HUB, "Chengtu": CIRCLE, "Xingju Cup": CUP, "Fünfjaresplan": PLAN,
        "Laserbearbeitnug": LASER,
        "Wirtschafskreis": CIRCLE, "Impresum": IMPRINT,
    },
    "en": {
        "graduates": RELEASE, "graduate": RELEASE, "plans": PLAN, "hubs": HUB, "cups": CUP, "lasers": LASER,
        "economic circles": CIRCLE, "competition engineers": ENGINEERS, "recruit": RELEASE, "innovation centre": HUB,
        "five year plan": PLAN, "15th FYP": PLAN, "start-ups": CUP, "venture capital": RELEASE, "machining": LASER,
        "3944": RELEASE, "3,944": RELEASE, "3.944": RELEASE, "2,161": RELEASE, "2161": RELEASE, "71.8 percent": RELEASE,
        "chengyu": CIRCLE, "Zentrum": HUB, "Innovationszentrum": HUB, "Fünfjahresplan": PLAN, "Fuenfjahresplan": PLAN,
        "人才": CONFERENCE, "兴渝杯": CUP, "rencai": CONFERENCE, "zhuoyue gongchengshi": ENGINEERS,
        "inovation": HUB, "enginer": ENGINEERS, "Chonqing conference": CONFERENCE, "Xingu Cup": CUP,
        "leagl notice": IMPRINT,
    },
    "zh": {
        "人才": CONFERENCE, "经济圈": CIRCLE, "规划": PLAN, "十五五": PLAN, "大赛": ENGINEERS, "工程师": ENGINEERS,
        "创新": HUB, "枢纽": HUB, "激光": LASER, "加工技术": LASER, "双城": CIRCLE, "毕业生": RELEASE,
        "生命科学": RELEASE,
        "新能源": RELEASE, "杯": CUP, "重庆 规划": PLAN, "3944": RELEASE, "3,944": RELEASE, "3944名": RELEASE,
        "71.8%": RELEASE, "2161": RELEASE, "rencai": CONFERENCE, "jingjiquan": CIRCLE, "gui hua": PLAN,
        "jiguang": LASER,
        "xingyubei": CUP, "Xingyu Cup": CUP, "Innovationszentrum": HUB, "Zentrum": HUB, "innovation hub": HUB,
        "laser": LASER, "Fünfjahresplan": PLAN, "Chengdu": CIRCLE, "Chongqing": CONFERENCE, "Chongking": CONFERENCE,
        "jingjiqan": CIRCLE,
    },
}  # fmt: skip
"""What readers type, by the language of the page where they do; and the page that they mean."""

_ASK = """async (query) => {
  const [field, list] = [document.querySelector("#_query"), document.querySelector(".found")];
  delete list.dataset.query;
  field.value = query;
  field.dispatchEvent(new InputEvent("input"));
  while (list.dataset.query !== query) await new Promise((resolve) => setTimeout(resolve, 5));
  return [...list.querySelectorAll("a")].map((link) => new URL(link.href).pathname);
}"""


def with_search(files: Files) -> Files:
    """A site that has a search."""
    return edit(files, "content/site.yaml", "languages:  ", "search: true\nlanguages:  ")


@functools.cache
def searched() -> Built:
    """The conference with a search, built once for all tests of a process. It must not be changed."""
    return build(with_search(read_site("conference")), base_url=ORIGIN, wishes=Wishes(make_index=find_indexer()))


def ask(page: Page, query: str) -> list[str]:
    """The paths that the page of the search shows for a query, in order."""
    found: Any = page.evaluate(_ASK, query)
    return [str(path) for path in found]
