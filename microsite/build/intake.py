"""Where a build begins: its configuration, what its sources are, and texts that others have begun to read.

This imports little, so that they can begin early: the rest of the generator is imported meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from microsite.content import parse, texts
from microsite.content.reading import Content, Underway, begin_reading, find_content
from microsite.content.texts import Manuscript
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.crew import Crew
from microsite.engine.memory import Memory
from microsite.engine.packing import pack, unpack
from microsite.model import layout
from microsite.model.config import Config
from microsite.model.entries import Prose, Text
from microsite.model.source import Source
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.build.wishes import Wishes


class Intake(NamedTuple):
    """The sources, what lies under `content/`, and its texts, some of them still being read."""

    sources: Sequence[Source]
    content: Content
    reading: Underway


def read_config(
    sources: Sequence[Source], memory: Memory | None = None
) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """The site's configuration as an editor wrote it, remembered if there is a memory."""
    source = next((source for source in sources if source.path == layout.CONFIG), None)
    if source is None or memory is None:
        return parse.parse_config(source)
    known = memory.recall("config", source.digest, unpack)
    if known is None:
        known = parse.parse_config(source)
        memory.keep("config", source.digest, known, pack(known))
    config: Config | None = known[0]
    return config, known[1]


def begin(config: Config, sources: Sequence[Source], wishes: Wishes, crew: Crew, memory: Memory) -> Intake:
    """Begin to read the texts that are wanted and not remembered."""
    with crew.stage("read"):
        content = find_content(config, sources, wishes.languages, memory.once)
        return Intake(sources, content, begin_reading(content, crew, memory))


def ways_to(content: Content, memory: Memory) -> tuple[Callable[[Text], bytes], Callable[[Text], Prose | None]]:
    """The ways to the body of a text, and to what its author wrote."""

    def fetch(text: Text) -> bytes:
        return _fetch_body(text, content.unread, memory)

    def find_prose(text: Text) -> Prose | None:
        return parse.find_prose(content.unread[text.path].source)

    return fetch, find_prose


def _fetch_body(text: Text, unread: Mapping[str, Manuscript], memory: Memory) -> bytes:
    """The converted body of a text: read again, if the cache has lost it."""
    written = memory.bodies.read(text.digest)
    if written is None:
        _, written = texts.read_text(unread[text.path].with_data())
        memory.bodies.note(text.digest, memory.bodies.put(written))
    return written
