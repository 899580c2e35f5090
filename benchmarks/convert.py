"""The corpus as each of the other generators wants it: front matter, links, and the words of the templates."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import corpus
from benchmarks.corpus import BASE_URL, LANGUAGES, REPOSITORY, TAGS, Text
from microsite.model.palette import make_palettes
from microsite.model.theme import Theme
from microsite.pages.artwork import draw_artwork, draw_icon
from microsite.pages.stylesheet import write_stylesheet

PEERS = Path(__file__).resolve().parent / "peers"
ASSETS = REPOSITORY / "templates" / "assets"
ASKED_FOR = ("style.css", "copy.js", "divisions.js", "terms.js", "wide.js")
"""The files of our templates that the peers' pages ask for, too."""

NAMES = {"de": "Deutsch", "en": "English", "zh": "简体中文"}
LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_CN"}

_LINK = re.compile(r"\]\(([^()]+)\.md(#[^()]*)?\)")
_LINK_TO_TERM = re.compile(r"\]\(\.\./glossary/([^()]+)\.md(?:#[^()]*)?\)")

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def read_words() -> dict[str, dict[str, Json]]:
    """The words of the peers' templates by language."""
    words: dict[str, dict[str, Json]] = json.loads((PEERS / "words.json").read_text(encoding="utf-8"))
    return words


def make_site_values() -> dict[str, dict[str, Json]]:
    """What site.yaml says of the site, by language."""
    return {
        language: {
            "tag": TAGS[language],
            "dir": "ltr",
            "name": NAMES[language],
            "locale": LOCALES[language],
            "title": corpus.identity(0)[language],
            "motto": corpus.identity(1)[language],
            "contact": corpus.identity(2)[language],
            "venue": corpus.identity(7)[language],
            "place": {"de": "Hamburg", "en": "Hamburg", "zh": "汉堡"}[language],
            "boilerplate": list(corpus.boilerplate(language)),
            "organization": corpus.identity(0)[language],
            "url": BASE_URL,
            "email": "press@forum.example",
            "start": "2025-11-15",
            "end": "2025-11-16",
            "interval": read_words()[language]["interval"],
            "navigation": ["/press", "/glossary", "/about"],
            "footer": ["/about"],
            "press": True,
            "page_size": corpus.PAGE_SIZE,
            "feed_size": corpus.FEED_SIZE,
        }
        for language in LANGUAGES
    }


def title_of(text: Text) -> str:
    """The title of a text, or the term that it explains."""
    return str(text.fields.get("title") or text.fields["term"])


def summary_of(text: Text) -> str:
    """Its summary, or the short definition."""
    return str(text.fields.get("summary") or text.fields["short"])


def url_of(text: Text) -> str:
    """Its address from the host's root: the same for every generator."""
    place = {"pages": "" if text.key == "home" else f"{text.key}/"}.get(text.folder, f"{text.folder}/{text.key}/")
    return f"/{text.language}/{place}"


def years_of(text: Text) -> list[str]:
    """The year of a release: who makes lists of years in the way of tags wants it among the fields of a text."""
    return [text.date[:4]] if text.date else []


def terms_of(text: Text) -> list[str]:
    """The keys of the terms that a release or a page leads to, in the order of their first use.

    No other generator can ask a text for them before it is written. So they are tags there, as people give texts tags:
    what is related to a release, and what mentions a term, is found by them.
    """
    return [] if text.folder == "glossary" else list(dict.fromkeys(_LINK_TO_TERM.findall(text.body)))


def find_former(count: int, page_size: int) -> list[str]:
    """The addresses, below a language, of pages that a list of so many releases was cut into before it had years."""
    return [f"/press/page/{number}/" for number in range(2, -(-count // page_size) + 1)]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_json(path: Path, value: object) -> None:
    _write(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _front_matter(values: Mapping[str, object]) -> str:
    """Front matter in YAML, of which JSON is a part."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items() if value)
    return f"---\n{''.join(lines)}---\n"


# ---- Hugo -----------------------------------------------------------------------------------------------------


def _write_assets(folder: Path) -> None:
    """What pages ask for of the templates' assets, with the look of a site that says nothing of its own."""
    folder.mkdir(parents=True)
    for name in ASKED_FOR:
        shutil.copy(ASSETS / name, folder)
    palettes = make_palettes({})
    _write(folder / "theme.css", write_stylesheet(Theme()))
    _write(folder / "icon.svg", draw_icon("Forum", "sharp", palettes))
    _write(folder / "artwork.svg", draw_artwork("Forum", "", palettes))


def lay_out_hugo(root: Path, values: Mapping[str, dict[str, Json]], base_url: str, source: str) -> None:
    """Hugo's templates and configuration for languages with these values; what has no words in one has English ones."""
    shutil.copytree(PEERS / "hugo", root)
    _write_assets(root / "assets")
    _write_json(root / "data" / "site.json", values)
    words = read_words()
    tables = []
    for weight, (language, said) in enumerate(values.items(), start=1):
        known = words.get(language, words["en"])
        _write_json(root / "i18n" / f"{language}.json", {n: word for n, word in known.items() if isinstance(word, str)})
        settings = {"label": said["name"], "locale": said["tag"], "weight": weight}
        tables.append(f"[languages.{language}]\n{_toml(settings)}")
    head = _toml({"baseURL": base_url, "defaultContentLanguage": source})
    rest = (root / "hugo.toml").read_text(encoding="utf-8")
    _write(root / "hugo.toml", "\n".join([head, rest, *tables]))


def _toml(values: Mapping[str, object]) -> str:
    """Settings in TOML, whose strings, numbers and truths are those of JSON."""
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())


def write_hugo_text(root: Path, path: str, values: Mapping[str, object], body: str, date: str = "") -> None:
    """A text of Hugo's. Days are written as days, not as texts, and the other values in JSON."""
    front = _front_matter(values).replace("---\n", f"---\ndate: {date}\n", 1 if date else 0)
    _write(root / "content" / path, front + body)


def write_hugo(root: Path, releases: int, seed: int, length: int = 1) -> None:
    """Hugo's site: links stay as they are, its own link hook resolves them."""
    lay_out_hugo(root, make_site_values(), BASE_URL, LANGUAGES[0])
    for language, words in read_words().items():
        for section, aliases in (("press", find_former(releases, corpus.PAGE_SIZE)), ("glossary", [])):
            write_hugo_text(root, f"{section}/_index.{language}.md", {"title": words[section], "aliases": aliases}, "")
    for text in corpus.make_texts(releases, seed, length):
        values = {
            "title": title_of(text),
            "description": summary_of(text),
            "place": text.fields.get("place"),
            "forms": text.fields.get("forms"),
            "years": years_of(text),
            "terms": terms_of(text),
        }
        name = {"home": "_index"}.get(text.key, text.key)
        folder = "" if text.folder == "pages" else f"{text.folder}/"
        write_hugo_text(root, f"{folder}{name}.{text.language}.md", values, text.body, text.date)


# ---- Eleventy -------------------------------------------------------------------------------------------------


def write_eleventy(root: Path, releases: int, seed: int, length: int = 1) -> None:
    """Eleventy's site: it has no links between sources without a pass over all HTML, so here are the addresses."""
    shutil.copytree(PEERS / "eleventy", root)
    _write_assets(root / "assets")
    _write_json(root / "content" / "_data" / "site.json", make_site_values())
    _write_json(root / "content" / "_data" / "words.json", read_words())
    for text in corpus.make_texts(releases, seed, length):
        values = {
            "title": title_of(text),
            "description": summary_of(text),
            "place": text.fields.get("place"),
            "forms": text.fields.get("forms"),
            "terms": terms_of(text),
            "lang": text.language,
            "key": text.key,
            "permalink": url_of(text) + "index.html",
            "layout": {"press": "release", "glossary": "term"}.get(
                text.folder, "home" if text.key == "home" else "page"
            )
            + ".11ty.js",
        }
        front = _front_matter(values).replace("---\n", f"---\ndate: {text.date or '2011-01-01'}\n", 1)
        _write(root / text.path, front + _with_urls(text))


def _with_urls(text: Text) -> str:
    def url(match: re.Match[str]) -> str:
        folder, _, key = match[1].rpartition("/")
        folder = folder.removeprefix("../") or text.folder
        return f"](/{text.language}/{folder}/{key}/{match[2] or ''})"

    return _LINK.sub(url, text.body)


# ---- Pelican --------------------------------------------------------------------------------------------------


def write_pelican(root: Path, releases: int, seed: int, length: int = 1) -> None:
    """Pelican's site: links are marked with {filename} for it to resolve; [TOC] asks for a table of contents."""
    shutil.copytree(PEERS / "pelican", root)
    _write_assets(root / "content" / "assets")
    _write_json(root / "site.json", make_site_values())
    _write_json(root / "words.json", read_words())
    for text in corpus.make_texts(releases, seed, length):
        forms = text.fields.get("forms", [])
        values = {
            "Title": title_of(text),
            "Summary": summary_of(text),
            "Date": text.date,
            "Place": text.fields.get("place"),
            "Forms": ", ".join(forms),
            "Terms": ", ".join(terms_of(text)),
            "Lang": text.language,
            "Slug": text.key,
            "Category": text.language if text.folder == "press" else "",
            "Template": {"press": "", "glossary": "term"}.get(text.folder, "home" if text.key == "home" else ""),
            "Url": url_of(text).lstrip("/"),
            "Save_as": url_of(text).lstrip("/") + "index.html",
        }
        head = "".join(f"{name}: {value}\n" for name, value in values.items() if value)
        contents = "[TOC]\n\n" if text.folder == "press" else ""
        links = _LINK.sub(rf"]({{filename}}\1.{text.language}.md\2)", text.body)
        _write(root / text.path, f"{head}\n{contents}{links}")
    for language, words in read_words().items():
        head = f"Title: {words['glossary']}\nLang: {language}\nSlug: glossary-index\nTemplate: glossary\n"
        place = f"{language}/glossary/"
        _write(
            root / "content" / "pages" / f"glossary-index.{language}.md",
            f"{head}Url: {place}\nSave_as: {place}index.html\n\n",
        )


WRITERS: Mapping[str, Callable[[Path, int, int, int], None]] = {
    "hugo": write_hugo,
    "eleventy": write_eleventy,
    "pelican": write_pelican,
}
