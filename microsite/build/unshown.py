"""What is wrong with texts that are not public: their editors want to know, and no release of others waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from microsite.build import intake, pipeline
from microsite.build.pipeline import Prepared
from microsite.build.wishes import Wishes
from microsite.diagnostics.grading import LAST
from microsite.diagnostics.problems import Diagnostic, Severity, find_stem, is_error
from microsite.engine.crew import Crew
from microsite.engine.memory import Memory
from microsite.model.config import Config
from microsite.model.source import Source


def check_unshown(
    public: Prepared,
    found: Iterable[Diagnostic],
    config: Config,
    sources: Sequence[Source],
    wishes: Wishes,
    engine: str,
    crew: Crew,
    memory: Memory,
) -> Iterator[Diagnostic]:
    """What a site with drafts, and with what is held back, has against these, beyond what was `found` without them.

    An error is a warning here. The memory gets nothing: what it knows is of the public site.
    """
    if wishes.drafts or not any(one.rule == "held-back" for one in public.found):
        return
    wishes = wishes._replace(drafts=True)
    memory = Memory(memory.bodies, memory.records, common=memory.common)
    begun = intake.begin(config, sources, wishes, crew, memory)
    whole = pipeline.prepare(config, begun, wishes, engine, crew, memory)
    paths = {text.path for text in whole.material.texts} - {text.path for text in public.material.texts}
    stems = {find_stem(text.path) for text in public.material.unshown}
    known = {(one.rule, one.span) for one in found}
    for one in pipeline.check(whole, wishes, crew, memory):
        if one.span is None or one.rule in LAST or (one.rule, one.span) in known:
            continue
        if one.span.path in paths or (find_stem(one.span.path) in stems and one.span.path.endswith(".yaml")):
            yield one._replace(severity=Severity.WARNING) if is_error(one) else one
