"""The pictures that a site shows → what each comes to: remembered by its bytes, or developed by whoever works."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from microsite.engine.crew import Crew, share
from microsite.engine.memory import Memory
from microsite.engine.packing import Plain, pack, unpack
from microsite.model.images import Developed, Printed
from microsite.model.media import find_signature
from microsite.model.source import Source

if TYPE_CHECKING:
    from microsite.pictures import developing

_TEXTS = 24
"""As much work as so many texts, and more, is one picture: it is a chunk of its own."""

_TEXTS_OF_PRINT = 6
"""As much work as so many texts is it to take a picture apart."""


def develop_files(
    paths: Iterable[str], files: Mapping[str, Source], crew: Crew, memory: Memory, *, is_wide: bool = False
) -> dict[str, Developed]:
    """What the files at some paths come to, which are pictures by their first bytes; renditions lie with the bodies.

    With `is_wide` they are made for the whole width of a window. Of all other `files`, what is known is not forgotten:
    who leaves a draft or a language out goes on with it.
    """
    known: dict[str, Developed] = {}
    for digest in {source.digest for source in files.values()}:
        if memory.has(_name(digest, is_wide)) and (found := _recall(_name(digest, is_wide), digest, memory)):
            known[digest] = found
    shown = {path: files[path] for path in paths}
    unknown = list({source.digest: source for source in shown.values() if source.digest not in known}.values())
    if unknown:
        for source, (plain, places) in zip(unknown, _develop(unknown, crew, memory, is_wide=is_wide), strict=True):
            developed = known[source.digest] = unpack(plain)
            memory.keep(_name(source.digest, is_wide), source.digest, developed, plain)
            for rendition, place in zip(developed.of, places, strict=True):
                memory.bodies.note(rendition.digest, place)
                memory.keep(f"rendition {rendition.digest}", rendition.digest, None, None)
    return {path: known[source.digest] for path, source in shown.items()}


def develop_theme(
    logos: Collection[str], wide: Collection[str], files: Mapping[str, Source], crew: Crew, memory: Memory
) -> dict[str, Developed]:
    """What the photos of a theme come to: its logos, and what is as wide as the window."""
    with crew.stage("pictures"):
        found = develop_files(logos, files, crew, memory) if logos else {}
        return found | develop_files(wide, files, crew, memory, is_wide=True) if wide else found


def measure_files(sources: Collection[Source], crew: Crew, memory: Memory) -> dict[str, Printed]:
    """What pictures come to for print, by their digests: remembered, or measured by whoever works."""
    known = {source.digest: memory.recall(f"print {source.digest}", source.digest, tuple) for source in sources}
    unknown = [source for source in sources if known[source.digest] is None]
    if unknown:
        from microsite.pictures.printing import measure_all

        with crew.stage("kits"):
            measured = share(
                crew,
                measure_all,
                unknown,
                make=_whole,
                deliver=tuple,
                label=lambda one: one.path,
                weight=_TEXTS_OF_PRINT,
            )
            for source, found in zip(unknown, measured, strict=True):
                known[source.digest] = found
                memory.keep(f"print {source.digest}", source.digest, found, found)
    return {digest: Printed(*found) for digest, found in known.items() if found}


def _whole(source: Source) -> bytes:
    return source.whole or b""


def fetch_rendition(digest: str, source: Source, memory: Memory) -> bytes:
    """The bytes of a rendition of that file: made again, if the cache has lost them."""
    written = memory.bodies.read(digest)
    if written is not None:
        return written
    from microsite.pictures.developing import develop

    for is_wide in (False, True):
        developed, all_written = develop(_undeveloped(source, is_wide=is_wide))
        made = {one.digest: data for one, data in zip(developed.of, all_written, strict=True)}
        if digest in made:
            break
    for made_digest, data in made.items():
        memory.bodies.note(made_digest, memory.bodies.put(data))
    return made[digest]


def _develop(
    sources: list[Source], crew: Crew, memory: Memory, *, is_wide: bool
) -> Iterable[tuple[Plain, list[Plain]]]:
    from microsite.pictures import developing  # most builds find nothing new, and need no Pillow

    def put(printed: developing.Print) -> tuple[Plain, list[Plain]]:
        developed, written = printed
        return pack(developed), [memory.bodies.put(data) for data in written]

    return share(
        crew,
        developing.develop_all,
        sources,
        make=partial(_undeveloped, is_wide=is_wide),
        deliver=put,
        label=lambda one: one.path,
        weight=_TEXTS,
    )


def _recall(name: str, digest: str, memory: Memory) -> Developed | None:
    found: Developed | None = memory.recall(name, digest, unpack)
    if found is None or not all(memory.bodies.has(one.digest) for one in found.of):
        return None
    for one in found.of:
        memory.retain(f"rendition {one.digest}")
    return found


def _undeveloped(source: Source, *, is_wide: bool) -> developing.Undeveloped:
    from microsite.pictures.developing import WIDE, WIDTHS, Undeveloped

    data = source.whole
    return Undeveloped(data, find_signature(data or b""), WIDE if is_wide else WIDTHS)


def _name(digest: str, is_wide: bool) -> str:  # noqa: FBT001 - of our own
    return f"{'wide' if is_wide else 'picture'} {digest}"
