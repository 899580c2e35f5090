"""The short ways over whole sites: what they leave out changes no byte of what the long ones come to."""

from __future__ import annotations

import json
from typing import Any

import jinja2
import pytest
from jinja2.filters import do_striptags
from markupsafe import Markup
from whole_sites import Files, as_sources, build, built, new_memory, prepare, read_site

from microsite.build.orders import make_order
from microsite.content.reading import find_content
from microsite.content.texts import read_text
from microsite.engine.packing import pack
from microsite.markup.convert import convert_fully, convert_shortly
from microsite.model.entries import Document, Prose
from microsite.model.records import Note
from microsite.pages.jobs import FOLDER, Frame, Templates
from microsite.render.environment import furnish
from microsite.render.render import render

SITES = ["trilingual", "right-to-left", "out-of-order", "conference"]


# ---- Markdown ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SITES)
def test_a_site_whose_bodies_all_took_the_long_way_is_the_same(name: str) -> None:
    files = read_site(name)
    config = built(name).config
    assert config
    memory, short = new_memory(), []

    def convert(prose: Prose, tag: str) -> tuple[Document, tuple[Any, ...]]:
        short.append(convert_shortly(prose, tag) is not None)
        return convert_fully(prose, tag)

    for manuscript in find_content(config, as_sources(files), frozenset()).unread.values():
        text, body = read_text(manuscript, convert)
        memory.keep(f"text {text.path}", text.digest, text, pack(text))
        memory.bodies.note(text.digest, body)
    assert any(short), "no text of this site takes the short way"
    site = build(files, memory=memory)
    assert site.files == built(name).files
    assert site.diagnostics == built(name).diagnostics


# ---- Jinja ------------------------------------------------------------------------------------------------------


def plain_environment(files: Files, frame: Frame | None) -> jinja2.Environment:
    """Jinja as it comes, with the words and formats of a language, and JSON of what views hold."""
    texts = {path.removeprefix(FOLDER): data for path, data in files.items() if path.startswith(FOLDER)}
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: texts[name].decode()),
        autoescape=jinja2.select_autoescape(("html", "svg", "xml")),
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_function"] = lambda value, **_: json.dumps(plain(value), ensure_ascii=False)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # set up by the i18n extension
    if frame:
        furnish(environment, frame)
        environment.filters["striptags"] = do_striptags
    return environment


def plain(value: object) -> object:
    """What a view holds, as JSON's own writer knows it."""
    if isinstance(value, Note):
        return plain(value.as_table())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Markup) else value


@pytest.mark.law(every=2)
@pytest.mark.parametrize("name", SITES)
def test_a_site_that_plain_jinja_renders_is_the_same(name: str) -> None:
    files, memory = read_site(name), new_memory()
    config = built(name).config
    assert config
    prepared = prepare(files, memory)
    assert prepared

    known: dict[str, jinja2.Environment] = {}

    def make(_: Templates, frame: Frame | None) -> jinja2.Environment:
        digest = frame.digest if frame else ""
        if digest not in known:
            known[digest] = plain_environment(files, frame)
        return known[digest]

    for job in prepared.jobs:
        if not job.is_at_hand:
            order, _ = make_order(job, prepared.linker, lambda text: memory.bodies.read(text.digest) or b"")
            rendered = render(order, (), make)
            assert rendered.diagnostics == ()
            assert rendered.data == built(name).files[job.target.path], job.target.path
