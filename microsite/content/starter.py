"""What somebody says of a conference → the files of a new site about it. Pure: the texts are part of the program."""

from __future__ import annotations

import colorsys
import datetime
import functools
import hashlib
import json
import pkgutil
import re
from collections.abc import Iterator, Sequence
from string import Template
from urllib.parse import urlsplit

import yaml

import microsite
from microsite.content.schemas import write_schemas
from microsite.i18n.formats import formats
from microsite.i18n.locales import is_locale
from microsite.i18n.tags import canonical_tag, find_fitting, in_full, name_in_itself
from microsite.model.colours import find_readable
from microsite.model.palette import make_palettes
from microsite.model.theme import CORNERS, FOLDER, MOTIFS, NO_ARTWORK
from microsite.model.typefaces import TYPEFACES
from microsite.values.named import NamedTuple

READY = ("de", "en", "fr", "es", "it", "pt-br", "nl", "pl", "tr", "ru", "ar", "ja", "ko", "zh-hans", "zh-hant")
"""The languages that there are texts for, each the name of a folder in starter/."""

_PAGES = ("home", "about", "imprint", "privacy", "accessibility")
_TERMS = ("call-for-papers", "keynote")
_RELEASE = "welcome"
_FILES = {
    "build.py": "build",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".editorconfig": "editorconfig",
    ".vscode/settings.json": "vscode",
    ".vscode/tasks.json": "tasks",
    ".vscode/extensions.json": "extensions",
    ".github/workflows/publish.yml": "github",
    ".gitlab-ci.yml": "gitlab",
}
"""What is the same for every site, by path, and the name of its text."""


class Conference(NamedTuple):
    """What somebody says of a conference.

    `languages` are tags (BCP 47), the first is that of the sources; `end` is inclusive. `place` is the city, "" if it
    is not known yet. `today` is the day of the first release.
    """

    name: str
    languages: tuple[str, ...]
    start: datetime.date
    end: datetime.date
    base_url: str
    place: str
    today: datetime.date


class Tongue(NamedTuple):
    """A language of the new site, with its locale in CLDR and the folder of its texts, "" if it has none."""

    key: str
    tag: str
    locale: str
    folder: str


def find_tongue(tag: str) -> Tongue | None:
    """The language of a tag; None if CLDR does not know it. zh is zh-Hans, and de-AT has the texts of de."""
    tag = canonical_tag(tag.replace("_", "-"))
    parts = in_full(tag)
    folder = find_fitting(tag, READY)
    script = parts.script if re.search("-[a-z]{4}", folder) else ""  # of a language that is written in several
    locale = "_".join(filter(None, (parts.language, script, parts.territory)))
    if not is_locale(locale) and not is_locale(locale := tag.replace("-", "_")):
        return None
    return Tongue(tag.lower(), tag if "-" in tag or not script else f"{tag}-{script}", locale, folder)


def make_site(conference: Conference) -> dict[str, bytes]:
    """The files of a new site by path.

    Each language must be one that `find_tongue` knows; the first must have texts.
    """
    tongues = [tongue for tag in conference.languages if (tongue := find_tongue(tag))]
    texts = {path: _read("site", f"{name}.txt") for path, name in _FILES.items()}
    texts["requirements.txt"] = f"microsite=={microsite.__version__}\n"
    texts["README.md"] = _fill("README.md", tongues[0], conference)
    texts["content/site.yaml"] = "".join(_write_config(conference, tongues))
    texts |= {path: data.decode() for path, data in write_schemas().items()}
    release = f"content/press/{conference.today.isoformat()}-{_RELEASE}"
    texts[f"{release}.yaml"] = _read("", "release.yaml")
    # No translation records what it is of: with --strict, the first gap that somebody fills would stop all others.
    for tongue in tongues:
        if tongue.folder:
            for name in _PAGES:
                texts[f"content/pages/{name}.{tongue.key}.md"] = _fill(f"{name}.md", tongue, conference)
            for name in _TERMS:
                texts[f"content/glossary/{name}.{tongue.key}.md"] = _fill(f"{name}.md", tongue, conference)
            texts[f"{release}.{tongue.key}.md"] = _fill("release.md", tongue, conference)
    return {path: text.encode() for path, text in sorted(texts.items())}


# ---- texts ------------------------------------------------------------------------------------------------------


def _read(folder: str, name: str) -> str:
    """A text that is part of the program, as a module is."""
    return (pkgutil.get_data(__package__, "/".join(filter(None, ("starter", folder, name)))) or b"").decode()


@functools.cache
def words_in(folder: str) -> dict[str, str]:
    """What a language calls things in `site.yaml`, and what its drafts say."""
    words: dict[str, str] = yaml.safe_load(_read(folder, "words.yaml"))
    return words


def _fill(name: str, tongue: Tongue, conference: Conference) -> str:
    """A text of a language, with what was said in the place of its gaps."""
    head, mark, body = _read(tongue.folder, name).partition("\n---\n")
    if not conference.place:
        head = head.replace('\nplace: "${place}"', "")  # a dateline does not say that a city is to be announced
    values = _values(tongue, conference)
    in_yaml = {key: _quote(value)[1:-1] for key, value in values.items()}
    in_text = values | {key: _escape(values[key]) for key in ("name", "place")}
    if not mark:
        return Template(head).substitute(in_text)
    return Template(head + mark).substitute(in_yaml) + Template(body).substitute(in_text)


def _escape(text: str) -> str:
    """A text that means nothing but itself in Markdown."""
    return "".join(f"\\{character}" if character in "\\`*_[]{}<>#|~&" else character for character in text)


def _values(tongue: Tongue, conference: Conference) -> dict[str, str]:
    host = urlsplit(conference.base_url).netloc
    domain = host.partition(":")[0].removeprefix("www.")
    return {
        "name": conference.name,
        "dates": formats(tongue.locale).interval(conference.start, conference.end),
        "place": conference.place or words_in(tongue.folder or "en")["place"],
        "email": f"info@{domain}" if "." in domain else f"info@{domain}.example",
        "host": host,
        "today": conference.today.isoformat(),
    }


# ---- site.yaml --------------------------------------------------------------------------------------------------


_MORE = """\
# More that a site may have, without the “#” in front of a line. What needs a package says so: it belongs into
# requirements.txt, too, in the place of microsite alone.
# press_kit: true  # text, pictures and contact of a release to take along, also as a ZIP
# search: true  # a page that searches all texts; microsite[search]
# cards: true  # a picture for shared links; microsite[cards]
# pdf: true  # each release as a PDF as well; microsite[cards]
# icons: true  # the icon in all forms that browsers ask for; microsite[cards]

"""
"""Nothing of it is on in a new site, which is built with what is installed, and small enough to read."""


def _write_config(conference: Conference, tongues: Sequence[Tongue]) -> Iterator[str]:
    written = [tongue for tongue in tongues if tongue.folder]
    name, email = _quote(conference.name), _values(tongues[0], conference)["email"]
    yield "# yaml-language-server: $schema=../.vscode/schemas/site.json\n"
    yield "# What the whole site shares. A text is one string for all languages, or one by language.\n"
    yield f"title: {name}\n\nbase_url: {_quote(conference.base_url)}  # where the site will stand\n\n"
    yield "languages:  # in the order of the language switcher\n"
    for key, tag, locale, _ in tongues:
        yield f"  {key}: {{tag: {tag}, locale: {locale}, name: {_quote(name_in_itself(tag))}}}\n"
    yield f"source_language: {tongues[0].key}  # what the other languages are translated from\n\n"
    yield "navigation: [press, glossary, about]\nfooter: [imprint, privacy, accessibility]\n\n"
    yield from _write_theme(conference.name)
    yield _MORE
    yield "# What readers get where a text is not translated: the source under a notice, or nothing (omit).\n"
    yield "missing: {press: source, glossary: source, page: source}\n"
    yield "# A release goes public once all of these languages have it, and its figures, links and terms agree.\n"
    yield f"gate: {{press: {{languages: [{', '.join(tongue.key for tongue in written)}], checks: true}}}}\n\n"
    yield f"organization:\n  name: {name}\n  url: {_quote(conference.base_url)}\n  email: {email}\n\n"
    yield f"event:\n  name: {name}\n  start: {conference.start}\n  end: {conference.end}\n"
    yield from _by_language("  place", {tongue.key: _values(tongue, conference)["place"] for tongue in written})
    yield "\ncontact:  # of all releases that name no other; add `phone` if there is one\n"
    yield from _by_language("  name", {tongue.key: words_in(tongue.folder)["contact"] for tongue in written})
    yield f"  email: {email}\n\nboilerplate:  # stands below every release\n"
    for tongue in written:
        text = Template(words_in(tongue.folder)["boilerplate"]).substitute(_values(tongue, conference))
        yield f"  {tongue.key}: |\n" + "".join(f"    {line}\n" if line else "\n" for line in text.strip().split("\n"))


def _write_theme(name: str) -> Iterator[str]:
    """The look of a site: an accent made of its name, and all else that might be said."""
    yield "theme:  # what the site looks like; a “#” in front of a line takes it out\n  colors:\n"
    yield f'    accent: "{_choose_accent(name)}"  # links and what is marked; the other colours follow from it\n'
    yield '    # paper: {light: "#fafaf8", dark: "#121317"}  # behind all text; each may be one for both\n'
    yield '    # ink: "#1b1d22"  # text\n    # band: "#1c2540"  # behind the foot of each page\n'
    yield f"  # headings: serif  # or {', '.join(typeface for typeface in TYPEFACES if typeface != 'serif')}\n"
    yield "  # text: sans\n"
    yield f"  corners: soft  # or {', '.join(corners for corners in CORNERS if corners != 'soft')}\n"
    yield f"  # artwork: hills  # or {', '.join(MOTIFS[1:])}, {NO_ARTWORK}, or the name of a picture in {FOLDER}/\n"
    yield f"  # logo: logo.svg  # a file in {FOLDER}/, SVG or PNG\n  # icon: icon.svg\n\n"


def _choose_accent(name: str) -> str:
    """A colour that a name has for itself, and that can be read on the paper."""
    red, green, blue = colorsys.hls_to_rgb(hashlib.sha256(name.encode()).digest()[0] / 256, 0.4, 0.6)
    colour = "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))
    return find_readable(colour, make_palettes({})[0].paper, 6)


def _by_language(field: str, texts: dict[str, str]) -> Iterator[str]:
    """A field with one text for all languages, if they all say the same, else with one by language."""
    if len(set(texts.values())) == 1:
        yield f"{field}: {_quote(next(iter(texts.values())))}\n"
        return
    yield f"{field}:\n"
    indent = " " * (len(field) - len(field.lstrip()) + 2)
    yield from (f"{indent}{key}: {_quote(text)}\n" for key, text in texts.items())


def _quote(text: str) -> str:
    """A text as YAML reads it: JSON is YAML."""
    return json.dumps(text, ensure_ascii=False)
