"""Whole sites as corpora: a folder with a `content/` of ours, as this generator and Hugo build it.

Both get the same texts with the same bodies. What this generator refuses to build whatever `rules` say is left out for
both; every other error is lowered to a warning, since links of sites that were taken from elsewhere lead nowhere.
"""
# ruff: noqa: S603 - the program is the one that is measured

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import convert
from benchmarks.convert import Json
from benchmarks.corpus import REPOSITORY, UNLINKED, copy_looks
from benchmarks.edits import Edit
from benchmarks.peers import Tool, environment
from microsite.content.parse import parse_config, parse_entry, parse_group
from microsite.diagnostics.problems import RULES, Severity
from microsite.files.tree import read_tree
from microsite.i18n.formats import format_figure, formats
from microsite.markup.convert import convert_shortly
from microsite.model.config import Config
from microsite.model.entries import Entry, Figure, GroupData, LanguageText, Locale, Prose
from microsite.model.kinds import KINDS, LISTINGS
from microsite.model.layout import CONFIG, CONTENT, find_place

CONFERENCE = "conference"
"""The name of the site that comes with the tests: what editors write into `content/` must move no figure."""

LOWERED = [name for name, rule in RULES.items() if rule.severity is Severity.ERROR and not rule.fixed]
"""The rules that may be lowered, and are errors otherwise."""

_LINK = re.compile(r"(\]\(<?|^ {0,3}\[[^\]\n]+\]:\s*<?)([^()\s<>:#]+\.md)(?=[#)\s>]|$)", re.MULTILINE)
"""A link to a text, inline or as a definition: what stands before its path, and the path."""

_LINK_TO_TERM = re.compile(
    r"(?:\]\(<?|^ {0,3}\[[^\]\n]+\]:\s*<?)/glossary/([^()\s<>:#]+)\.md(?=[#)\s>]|$)",
    re.MULTILINE,
)
"""A link to a term in a text of Hugo's, with the key of that."""

_FIGURE_USE = re.compile(r"\{\{\s*(\w+)\s*(?:\|\s*(\w+)\s*)?\}\}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a site, with what its group says of all languages."""

    entry: Entry
    prose: Prose
    group: GroupData


@dataclass(frozen=True, slots=True)
class Site:
    """A site as this generator reads it: its texts in the order of their paths."""

    config: Config
    texts: tuple[Text, ...]


def find_sites(folder: Path | None) -> dict[str, Path]:
    """The sites that can be built, by name: that of the tests, and those of a folder."""
    others = sorted(path.parent.parent for path in folder.glob("*/content/site.yaml")) if folder else []
    return {CONFERENCE: REPOSITORY / "tests" / "sites" / CONFERENCE} | {path.name: path for path in others}


def read_site(root: Path) -> Site:
    """What lies in `root/content`. What cannot be read is left out."""
    sources = {source.path: source for source in read_tree(root).sources if source.path.startswith(CONTENT)}
    config, _ = parse_config(sources.get(CONFIG))
    if config is None:
        message = f"{root / CONFIG} cannot be used; `build.py` says why"
        raise SystemExit(message)
    languages = frozenset(locale.key for locale in config.languages)
    groups: dict[tuple[str, str], GroupData] = {}
    found = []
    for path, source in sources.items():
        place = find_place(path, tuple(languages))[0] if path != CONFIG else None
        if place is None or place.kind is None:
            continue
        if place.role == "entry":
            parsed, _ = parse_entry(source, place.kind, place.key, place.locale, languages)
            found += [parsed] if parsed and not parsed[0].draft else []
        elif data := parse_group(source, place.kind, place.key, languages)[0]:
            groups[place.kind.name, place.key] = data
    return Site(
        config, tuple(Text(entry, prose, groups.get((entry.kind, entry.key), GroupData())) for entry, prose in found)
    )


def count_short(site: Site) -> int:
    """How many texts take the short way of Markdown."""
    tags = {locale.key: locale.tag for locale in site.config.languages}
    return sum(convert_shortly(text.prose, tags[text.entry.locale]) is not None for text in site.texts)


# ---- ours -----------------------------------------------------------------------------------------------------


def write_ours(site: Path, root: Path, tool: Tool) -> list[str]:
    """Write a site that this generator builds, and give the paths of the texts that had to be left out."""
    copy_looks(root)
    shutil.copytree(site / "content", root / "content")
    config = root / CONFIG
    said = config.read_text(encoding="utf-8").rstrip("\n") + "\n"
    rules = "rules: {" + ", ".join(f"{name}: warning" for name in LOWERED) + "}\n"
    config.write_text(said + "".join(line for line in (rules, UNLINKED) if not _has(said, line)), encoding="utf-8")
    left_out: list[str] = []
    while refused := _find_refused(root, tool):
        for path in refused:
            (root / path).unlink()
        left_out += refused
    return sorted(left_out)


def _has(config: str, line: str) -> bool:
    """True of a setting that the site has already: its own holds."""
    return f"\n{line.partition(':')[0]}:" in f"\n{config}"


def _find_refused(root: Path, tool: Tool) -> list[str]:
    """The texts that have an error."""
    command = [*tool.command, "--format", "json", "--quiet"]
    done = subprocess.run(command, cwd=root, env=environment(), capture_output=True, text=True, check=False)
    errors = [found for found in json.loads(done.stdout)["diagnostics"] if found["severity"] == "error"]
    paths = sorted({found["span"]["path"] for found in errors if found["span"]})
    if (done.returncode and not paths) or not all(path.endswith(".md") for path in paths):
        message = f"{root.name} cannot be built:\n" + "\n".join(found["message"] for found in errors) + done.stderr
        raise SystemExit(message)
    return paths


# ---- Hugo -----------------------------------------------------------------------------------------------------


def write_hugo(site: Site, root: Path) -> None:
    """Write the same site for Hugo: the same bodies, their links as paths from the root of its content."""
    config = site.config
    listed = {(text.entry.kind, text.entry.locale) for text in site.texts} & {
        (kind, locale.key) for kind in LISTINGS for locale in config.languages
    }
    values = {locale.key: _make_values(config, locale, listed) for locale in config.languages}
    convert.lay_out_hugo(root, values, config.base_url, config.source_language)
    with (root / "hugo.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[params]\nlenient = true\n")
    words = convert.read_words()
    days = {locale.key: _find_days(site, locale.key) for locale in config.languages}
    has_years = _has_years(config, days)
    for kind, language in sorted(listed):
        count = len(days[language]) if kind == "press" and has_years else 0
        aliases = convert.find_former(count, config.page_size)
        front = {"title": words.get(language, words["en"])[kind], "aliases": aliases}
        convert.write_hugo_text(root, f"{KINDS[kind].folder}/_index.{language}.md", front, "")
    homes = {text.entry.locale for text in site.texts if _is_home(text.entry)}
    for locale in config.languages:
        if locale.key not in homes:
            front = {"title": values[locale.key]["title"], "outputs": _find_outputs(locale.key, listed)}
            convert.write_hugo_text(root, f"_index.{locale.key}.md", front, "")
    for text in site.texts:
        _write_text(text, config, root, listed, has_years=has_years)


def _find_days(site: Site, language: str) -> list[str]:
    """The days of the releases in a language."""
    texts = (text for text in site.texts if (text.entry.kind, text.entry.locale) == ("press", language))
    return [_find_day(text) for text in texts]


def _has_years(config: Config, days: Mapping[str, list[str]]) -> bool:
    """True of a site whose lists have years, as `site.targets` decides: of several years, or longer than a list."""
    return any(len(found) > config.page_size or len({day[:4] for day in found if day}) > 1 for found in days.values())


def _find_day(text: Text) -> str:
    """The day of a text, by itself, its group or its name; "" of one that has none."""
    entry = text.entry
    date = entry.date or text.group.date or (re.match(r"\d{4}-\d{2}-\d{2}", entry.key) or [""])[0]
    return str(date) if KINDS[entry.kind].is_dated else ""


def _is_home(entry: Entry) -> bool:
    return entry.key == KINDS[entry.kind].home


def _find_outputs(language: str, listed: set[tuple[str, str]]) -> list[str]:
    """What Hugo makes of a home page: feeds need releases."""
    return ["html", "feed", "jsonfeed"] if ("press", language) in listed else ["html"]


def _make_values(config: Config, locale: Locale, listed: set[tuple[str, str]]) -> dict[str, Json]:
    """What templates show of the site in a language, without what it does not say."""
    say = partial(_say, locale=locale.key)
    organization, event, contact = config.organization, config.event, config.contact
    values: dict[str, Json] = {
        "tag": locale.tag,
        "dir": locale.direction,
        "name": locale.name,
        "locale": locale.babel,
        "title": say(config.title),
        "motto": say(config.motto),
        "boilerplate": [part.strip() for part in say(config.boilerplate).split("\n\n") if part.strip()],
        "contact": say(contact.name) if contact else "",
        "organization": say(organization.name) if organization else "",
        "url": organization.url if organization else "",
        "email": (organization and organization.email) or (contact and contact.email) or "",
        "place": say(event.place) if event else "",
        "venue": say(event.venue) if event else "",
        "start": str(event.start) if event else "",
        "end": str(event.end) if event else "",
        "interval": _format_interval(config, locale),
        "navigation": [f"/{name}" for name in config.navigation],
        "footer": [f"/{name}" for name in config.footer],
        "press": ("press", locale.key) in listed,
        "page_size": config.page_size,
        "feed_size": config.feed_size,
    }
    return {name: value for name, value in values.items() if value}


def _say(text: LanguageText, locale: str) -> str:
    return text.get(locale) or text.get("") or next(iter(text.values()), "")


def _format_interval(config: Config, locale: Locale) -> str:
    if config.event is None:
        return ""
    figure = Figure("interval", str(config.event.start), until=str(config.event.end))
    return format_figure(figure, formats(locale.babel))


def _write_text(text: Text, config: Config, root: Path, listed: set[tuple[str, str]], *, has_years: bool) -> None:
    entry, group = text.entry, text.group
    fill = partial(_fill, figures=group.figures, babel=config.locale(entry.locale).babel)
    updated, day = entry.updated or group.updated, _find_day(text)
    body = _LINK.sub(partial(_write_link, folder=KINDS[entry.kind].folder), fill(text.prose.text))
    values = {
        "title": fill(entry.title),
        "description": fill(entry.summary),
        "place": entry.place or (_say(group.place, entry.locale) if group.place else ""),
        "forms": list(entry.forms),
        "slug": entry.slug,
        "updated": str(updated) if updated else "",
        "lastmod": str(updated) if updated else "",
        "outputs": _find_outputs(entry.locale, listed) if _is_home(entry) else [],
        "years": [day[:4]] if day and has_years else [],
        "terms": [] if KINDS[entry.kind].is_linked else list(dict.fromkeys(_LINK_TO_TERM.findall(body))),
    }
    folder = _hugo_folder(KINDS[entry.kind].folder)
    name = "_index" if _is_home(entry) else entry.key
    path = f"{folder}{name}.{entry.locale}.md".lstrip("/")
    convert.write_hugo_text(root, path, values, body, day)


def _hugo_folder(folder: str) -> str:
    """Where Hugo has a folder of ours, from the root of its content: pages have no part of their own in addresses."""
    return "/" if folder == KINDS["page"].folder else f"/{folder}/"


def _write_link(link: re.Match[str], folder: str) -> str:
    """A link as Hugo's hook looks for it: from the root of the content, if it leads into one of our folders."""
    path = posixpath.normpath(posixpath.join(folder, link[2]))
    top, _, name = path.partition("/")
    known = top in {kind.folder for kind in KINDS.values()}
    return f"{link[1]}{_hugo_folder(top)}{name}" if known else link[0]


def _fill(text: str, figures: Mapping[str, Figure], babel: str) -> str:
    """A text with its figures as the language writes them: Hugo has no figures, so it gets what readers see."""

    def show(use: re.Match[str]) -> str:
        figure = figures.get(use[1])
        return format_figure(figure, formats(babel), use[2] or "") if figure else use[0]

    return _FIGURE_USE.sub(show, text)


# ---- edits ----------------------------------------------------------------------------------------------------


def make_edit(site: Site) -> Edit:
    """A sentence added to a text in the source's language, one in the middle of those that begin with a sentence."""
    found = [
        text.entry
        for text in site.texts
        if text.entry.locale == site.config.source_language and _begins_plainly(text.prose.text)
    ]
    entry = next(iter(found[len(found) // 2 :]))
    place = KINDS[entry.kind].url.format(slug=entry.slug or entry.key)
    output = f"{entry.locale}/" if _is_home(entry) else f"{entry.locale}/{place}"
    return Edit("body", entry.path, f"{output}index.html", _change_body)


def _begins_plainly(body: str) -> bool:
    """True of a text whose first block is a paragraph."""
    return body.lstrip("\n")[:1].isalpha()


def _change_body(text: str, mark: str) -> str:
    front, body = text.split("\n---\n", 1)
    first, *rest = body.lstrip("\n").split("\n\n", 1)
    return f"{front}\n---\n" + "\n\n".join([f"{first.rstrip()} This is {mark}.", *rest])


def list_texts(root: Path) -> Iterator[Path]:
    """The texts that lie in a written site."""
    for kind in KINDS.values():
        yield from sorted((root / "content" / kind.folder).glob("*.md"))
