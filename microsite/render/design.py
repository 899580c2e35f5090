"""Templates and catalogs → what they say: what includes what, which words there are, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic, has_errors
from microsite.engine.memory import Memory
from microsite.engine.packing import pack, unpack
from microsite.i18n.words import catalog_path
from microsite.model.config import Config
from microsite.model.decode import decode
from microsite.model.digests import digest_of
from microsite.model.source import Source
from microsite.model.words import Catalog, Message
from microsite.pages import outputs
from microsite.pages.frames import ASSETS, Design
from microsite.pages.jobs import FOLDER, Templates


def read_design(
    config: Config, sources: Sequence[Source], engine: str, memory: Memory
) -> tuple[Design, tuple[Diagnostic, ...]]:
    """What templates and catalogs bring, and what is wrong with them; templates are parsed only if one has moved."""
    name, digest = "templates", digest_of([(source.path, source.digest) for source in _template_sources(sources)])
    known = memory.recall(name, digest, unpack)
    if known is None:
        known = check_templates(sources, memory)
        memory.keep(name, digest, known, pack(known))
    for source in _template_sources(sources):
        memory.retain(f"template {_name(source)}")
        memory.retain(f"code {_name(source)}")
    digests, messages, problems = known
    catalogs, words = read_catalogs(config, sources, messages, memory)
    assets = tuple(source for source in sources if source.path.startswith(ASSETS))
    return Design(digests, assets, catalogs, engine), (*problems, *words)


def check_templates(
    sources: Sequence[Source], memory: Memory
) -> tuple[Mapping[str, str], tuple[Message, ...], tuple[Diagnostic, ...]]:
    """The digest of each template with all that it includes, every word that is to be translated, and what is wrong.

    The words are those of the templates and of the table of kinds; none where a template has an error. Reports
    `file-encoding`, `file-too-large`, `template-error` and `template-dynamic`.
    """
    from microsite.render import analysis  # parsing templates loads all of Jinja's compiler

    facts: dict[str, analysis.Analysis] = {}
    problems: list[Diagnostic] = []
    templates = {_name(source): source for source in _template_sources(sources)}
    for name, source in sorted(templates.items()):
        known = memory.recall(f"template {name}", source.digest, unpack)
        if known is None:
            text, told = decode(source)
            # What cannot be read stays a template: that others include it is not what is wrong.
            known = analysis.read_facts(name, text or ""), told
            memory.keep(f"template {name}", source.digest, known, pack((tuple(known[0]), told)))
        facts[name] = analysis.Analysis(*known[0])
        problems += known[1]
    digests, wrong = analysis.check_facts(facts, {name: source.digest for name, source in templates.items()})
    words = (message for own in facts.values() for message in own.messages)
    return digests, () if has_errors(wrong) else (*outputs.MESSAGES, *words), (*problems, *wrong)


def _template_sources(sources: Iterable[Source]) -> list[Source]:
    """The templates; assets are not among them."""
    return [s for s in sources if s.path.startswith(FOLDER) and not s.path.startswith(ASSETS)]


def _name(source: Source) -> str:
    return source.path.removeprefix(FOLDER)


def read_templates(sources: Sequence[Source], memory: Memory) -> Templates:
    """The templates, compiled; they must be without error. Compiling takes longer than all else of a small build."""
    found = []
    for source in _template_sources(sources):
        name = _name(source)
        code: bytes | None = memory.recall(f"code {name}", source.digest, bytes)
        if code is None:
            from microsite.render.environment import compile_template  # see `check_templates`

            code = compile_template(name, decode(source)[0] or "")
            memory.keep(f"code {name}", source.digest, code, code)
        found.append((name, code))
    return tuple(sorted(found))


def read_catalogs(
    config: Config, sources: Sequence[Source], messages: Sequence[Message], memory: Memory
) -> tuple[dict[str, Catalog], list[Diagnostic]]:
    """The words of each language by locale, and what is wrong with them or missing."""
    by_path = {source.path: source for source in sources if source.path.startswith("locales/")}
    wanted = digest_of(repr(messages))
    catalogs: dict[str, Catalog] = {}
    problems: list[Diagnostic] = []
    for locale in config.languages:
        source = by_path.get(catalog_path(locale))
        name, digest = f"catalog {locale.key}", digest_of(repr(locale), source and source.digest, wanted)
        known = memory.recall(name, digest, unpack)
        if known is None:
            from microsite.i18n import catalog  # with Babel, which takes a while to load

            found, told = catalog.parse_catalog(source, locale)
            known = found, (*told, *catalog.check_catalog(found, locale, messages))
            memory.keep(name, digest, known, pack(known))
        catalogs[locale.key] = known[0]
        problems += known[1]
    return catalogs, problems
