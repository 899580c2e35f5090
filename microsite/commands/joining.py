"""A new language for a site: what is written, and what is told to be translated."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from microsite.build.intake import read_config
from microsite.build.report import Report
from microsite.commands.catalogs import count_words as count_catalog
from microsite.commands.catalogs import draft_catalogs
from microsite.commands.printing import OK, name_program, tell
from microsite.commands.stock import Stock, take_stock
from microsite.content.cms import name_repository, renew_cms
from microsite.content.gaps import Gap, find_gaps
from microsite.content.joining import add_language, count_words, find_config_gaps, find_gaps_of_required, write_language
from microsite.content.starter import READY, Tongue, find_tongue
from microsite.content.yaml.tree import compose
from microsite.diagnostics.problems import did_you_mean
from microsite.files.disk import UsageError
from microsite.files.theme import overlay, read_theme
from microsite.files.tree import read_tree, write_sources
from microsite.i18n.tags import canonical_tag, find_unregistered, name_in_itself
from microsite.model.kinds import KINDS
from microsite.model.layout import CONFIG, EDITOR, EDITOR_SETTINGS

_NAMED = 8
"""So many texts of site.yaml are named."""


def join(root: Path, tag: str, arguments: argparse.Namespace) -> int:
    """Add the language of a tag to a site, and return the exit status. Raises `UsageError` for what cannot be."""
    tongue = _find(tag)
    stock = take_stock(root, drafts=False)
    if isinstance(stock, Report):
        return tell(stock, arguments)
    _refuse_twin(tongue, stock)
    text = stock.sources[CONFIG].data.decode("utf-8")
    changed = add_language(text, tongue, stock.config.source_language)
    if changed is None:
        line = f"{tongue.key}: {write_language(tongue)}"
        raise UsageError(f"{CONFIG} cannot be changed without touching more", f"add it to “languages” there: {line}")
    settings = _read_settings(root)
    after, _ = read_config([stock.sources[CONFIG]._replace(held=changed.encode())])
    files = {CONFIG: changed.encode()} | draft_catalogs(overlay(read_tree(root), read_theme(root)), [tongue])
    renewed = renew_cms(settings, stock.config, after) if settings and after else {}
    files |= renewed
    if not arguments.dry_run:
        write_sources(root, files)
    did = "would write" if arguments.dry_run else "wrote"
    print(f"{did} {' and '.join(files)}: language {tongue.key} ({name_in_itself(tongue.tag)})")
    if not arguments.quiet:
        print("\n".join(_say_missing(stock, tongue, text, files)))
        if settings and not renewed:
            again = f"{_name_program()} cms --repository {name_repository(settings) or 'HOST:NAME'}"
            print(f"the forms of {EDITOR} have no {tongue.key} yet: delete {EDITOR_SETTINGS}, and run: {again}")
    return OK


def _find(tag: str) -> Tongue:
    """The language of a tag, as people write it. Raises `UsageError` for what is none."""
    wrong, meant = find_unregistered(canonical_tag(tag.replace("_", "-"))) if tag.strip("-_") else (tag, "")
    tongue = None if wrong or not tag.isascii() else find_tongue(tag)
    if tongue is None:
        hint = f"did you mean “{meant}”?" if meant else did_you_mean(tag, READY)
        raise UsageError(f"“{tag}” is not the tag of a language", hint or "write one such as fr, pt-BR or zh-Hant")
    return tongue


def _refuse_twin(tongue: Tongue, stock: Stock) -> None:
    for locale in stock.config.languages:
        if locale.key == tongue.key or locale.tag.lower() == tongue.tag.lower():
            raise UsageError(
                f"the site has the language “{tongue.tag}” already: {locale.key}, {locale.name}",
                f"what it lacks is told by: python build.py status --lang {locale.key}",
            )


def _read_settings(root: Path) -> bytes:
    """The configuration of the editor in the browser; none where the site has no such editor."""
    path = root / EDITOR_SETTINGS
    return path.read_bytes() if path.is_file() else b""


def _name_program() -> str:
    return name_program(sys.orig_argv[0], sys.argv[0])


# ---- what is to be done ------------------------------------------------------------------------------------------


def _say_missing(stock: Stock, tongue: Tongue, config: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """What the language lacks, a line each."""
    begun = {gap.name for gap in find_gaps_of_required(config, tongue.key)}
    changed = files[CONFIG].decode()
    gaps = [*find_config_gaps(changed, tongue.key)]
    if begun:
        yield f"{CONFIG} begins with the words of the source, to be written over: {', '.join(sorted(begun))}"
    if gaps:
        yield f"{CONFIG} has no {tongue.key} yet: {_name(gaps)}"
    groups = {path: found for path in stock.sources if (found := _find_group_gaps(stock, path, tongue.key))}
    if groups:
        count = sum(map(len, groups.values()))
        path, first = next(iter(groups.items()))
        rest = f", and {count - 1} more in {_count(len(groups), 'group file')}" if count > 1 else ""
        yield f"group files have no {tongue.key} yet: {first[0].name} (line {first[0].line}) of {path}{rest}"
    for path in files:
        if path == EDITOR_SETTINGS:
            yield f"the forms of {EDITOR} have {tongue.key} now: commit {path}"
        elif path != CONFIG:
            said = _count(count_catalog(files[path]), "word")
            yield f"the templates have no words in {tongue.key} yet: translate {said} in {path}"
    for kind, gate in stock.config.gate.items():
        if gate.languages:
            yield f"gate in {CONFIG}: {kind} waits for {', '.join(gate.languages)}, and not for {tongue.key}"
        else:
            yield f"gate in {CONFIG}: {kind} waits for all languages; what has no text in {tongue.key} is held back now"
    texts = [
        (standing.entry(standing.source), stock.prose_by_path[standing.texts[standing.source].path])
        for standing in stock.standings
        if standing.source in standing.texts
    ]
    if texts:
        words = sum(count_words(*text) for text in texts)
        first_one = stock.standings[0].name
        yield f"to translate: {_count(len(texts), 'text')}, {_count(words, 'word')} in all"
        yield f"begin with: {_name_program()} new {first_one} --lang {tongue.key}"


def _find_group_gaps(stock: Stock, path: str, language: str) -> list[Gap]:
    kind = next((kind for kind in KINDS.values() if path.startswith(f"content/{kind.folder}/")), None)
    if kind is None or not path.endswith(".yaml"):
        return []
    text = stock.sources[path].data.decode("utf-8", "replace").replace("\r\n", "\n")
    return [*find_gaps(compose(text, path)[0], kind.group_file, language)]


def _name(gaps: Sequence[Gap]) -> str:
    named = [f"{gap.name} (line {gap.line})" for gap in gaps[:_NAMED]]
    return ", ".join([*named, *([f"and {len(gaps) - _NAMED} more"] if len(gaps) > _NAMED else [])])


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
