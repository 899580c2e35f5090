"""What is wrong with the files of a site as they lie there: their names, and an editor in the browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microsite.checks.site import check_names as find_faults
from microsite.content.reading import Content
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.memory import Memory
from microsite.engine.packing import pack, unpack
from microsite.model.config import Config
from microsite.model.digests import digest_of_words
from microsite.model.source import Source


def check_editor(config: Config, content: Content, memory: Memory) -> Iterator[Diagnostic]:
    """What is wrong with an editor in the browser, if the site has one."""
    if config.cms:
        from microsite.content import cms, forms  # few sites have one

        yield from cms.check_editor(config, [source.path for source in content.elsewhere])
        yield from forms.review_forms(config, content.unread.values(), content.group_files, memory)


def check_names(sources: Sequence[Source], memory: Memory) -> tuple[Diagnostic, ...]:
    """What is wrong with the names of files, which are looked at again when one came or went."""
    paths = [source.path for source in sources]
    digest = digest_of_words(*paths)
    known: tuple[Diagnostic, ...] | None = memory.recall("names", digest, unpack)
    if known is None:
        known = find_faults(paths)
        memory.keep("names", digest, known, pack(known))
    return known
