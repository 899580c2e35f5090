"""Templates and catalogs → what they say: what includes what, which words there are, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from microsite.diagnostics.problems import Diagnostic, has_errors
from microsite.engine.crew import Crew, share
from microsite.engine.memory import Memory
from microsite.engine.packing import pack, unpack
from microsite.i18n.words import find_catalog, needs_words, tell_wordless
from microsite.model.config import Config
from microsite.model.decode import decode
from microsite.model.digests import digest_of
from microsite.model.entries import NONE, Locale
from microsite.model.images import Developed
from microsite.model.source import BESIDE, Source
from microsite.model.words import Catalog, Message
from microsite.pages import outputs
from microsite.pages.dress import ASSETS, draw, make_dress
from microsite.pages.frames import Design
from microsite.pages.jobs import FOLDER, Templates
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.i18n.catalog import Vocabulary

_TEXTS = 12
"""As much work as so many texts are to read one template is to parse and to compile."""


class Designing(NamedTuple):
    """What all templates say together, where it is remembered; else what each says, some of it still being read."""

    known: tuple[Mapping[str, str], tuple[Message, ...], tuple[Diagnostic, ...]] | None
    remembered: Mapping[str, tuple[tuple[Any, ...], tuple[Diagnostic, ...]]]
    unread: Mapping[str, tuple[Source, str, tuple[Diagnostic, ...]]]
    read: Iterator[tuple[tuple[Any, ...], bytes]]


def begin_design(sources: Sequence[Source], crew: Crew, memory: Memory) -> Designing:
    """Begin to read templates: only if one has moved, and of those that are not remembered."""
    known = memory.recall("templates", _digest(sources), unpack)
    remembered, unread = {}, {}
    for source in () if known else _template_sources(sources):
        name = _name(source)
        one = memory.recall(f"template {name}", source.digest, unpack)
        if one is None:
            text, told = decode(source)
            # What cannot be read stays a template: that others include it is not what is wrong.
            unread[name] = source, text or "", told
        else:
            remembered[name] = one
    if not unread:
        return Designing(known, remembered, unread, iter(()))
    from microsite.render import analysis  # parsing templates loads all of Jinja's compiler

    texts = [(name, text) for name, (_, text, _) in unread.items()]
    read = share(crew, analysis.read_templates, texts, deliver=_plainly, label=itemgetter(0), weight=_TEXTS)
    return Designing(known, remembered, unread, read)


def _plainly(read: tuple[tuple[Any, ...], bytes]) -> tuple[tuple[Any, ...], bytes]:
    """The facts of a template as what anybody can hold."""
    return tuple(read[0]), read[1]


def _digest(sources: Sequence[Source]) -> str:
    return digest_of([(source.path, source.digest, source.is_own) for source in _template_sources(sources)])


def read_design(
    config: Config,
    sources: Sequence[Source],
    files: Mapping[str, Source],
    engine: str,
    memory: Memory,
    designing: Designing,
    developed: Mapping[str, Developed] = NONE,
) -> tuple[Design, tuple[Diagnostic, ...]]:
    """What templates, catalogs and the theme of site.yaml bring, and what is wrong with them.

    `files` are those of content that are no texts, by path; `developed` is what the photos of the theme come to.
    """
    known = designing.known
    if known is None:
        known = check_templates(sources, memory, designing)
        memory.keep("templates", _digest(sources), known, pack(known))
    for source in _template_sources(sources):
        memory.retain(f"template {_name(source)}")
        memory.retain(f"code {_name(source)}")
    digests, messages, problems = known
    catalogs, words = read_catalogs(config, sources, messages, memory)
    if has_errors(problems):  # which words templates use is not known, so that each would be told
        words = [one for one in words if one.rule != "catalog-unused"]
    # Who brings all templates of pages brings their assets, too.
    is_own = all(s.is_own for s in _template_sources(sources) if "/" not in _name(s) and s.path.endswith(".html"))
    assets = [s for s in sources if s.path.startswith(ASSETS) and (s.is_own or not is_own)]
    texts = {s.path: _read_asset(s, memory) for s in assets if s.path.endswith((".css", ".js"))}
    dress, wrong = make_dress(config, assets, texts, _draw(config, memory), files, developed)
    return Design(digests, dress, catalogs, engine), (*problems, *words, *wrong)


def _read_asset(source: Source, memory: Memory) -> str:
    """A style sheet or a script as it is published; "" if it is not UTF-8, and is copied as it is."""
    name = f"asset {source.path}"
    found = memory.recall(name, source.digest, str)
    if found is None:
        try:
            found = _slim(source.path, source.data.decode())
        except UnicodeDecodeError:
            found = ""
        memory.keep(name, source.digest, found, found)
    return found


def _slim(path: str, text: str) -> str:
    """The published text of an asset."""
    from microsite.pages import script, stylesheet  # few builds publish another one

    return stylesheet.slim(text) if path.endswith(".css") else script.slim(text)


def _draw(config: Config, memory: Memory) -> Mapping[str, str]:
    """What `dress.draw` gives."""
    name = next(iter(config.title.values()), "")
    digest = digest_of(repr(config.theme), name)
    found = memory.recall("drawn", digest, dict[str, str])
    if found is None:
        found = draw(config.theme, name)
        memory.keep("drawn", digest, found, found)
    return found


def check_templates(
    sources: Sequence[Source], memory: Memory, designing: Designing
) -> tuple[Mapping[str, str], tuple[Message, ...], tuple[Diagnostic, ...]]:
    """The digest of each template with all that it includes, every word that is to be translated, and what is wrong.

    The words are those of the templates and of the table of kinds; none where a template has an error. Parts of the
    theme that no template uses any more do not count. Reports `file-encoding`, `file-too-large`, `template-error` and
    `template-dynamic`.
    """
    from microsite.render import analysis  # see `begin_design`

    found = dict(designing.remembered)
    for (name, (source, _, told)), (own, code) in zip(designing.unread.items(), designing.read, strict=True):
        found[name] = own, told
        memory.keep(f"template {name}", source.digest, found[name], pack(found[name]))
        if code:
            memory.keep(f"code {name}", source.digest, code, code)
    facts = {name: analysis.Analysis(*found[name][0]) for name in sorted(found)}
    problems = [one for name in sorted(found) for one in found[name][1]]
    digests, wrong = analysis.check_facts(
        facts, {_name(source): source.digest for source in _template_sources(sources)}
    )
    begun = [_name(s) for s in _template_sources(sources) if s.is_own or "/" not in _name(s)]
    used = analysis.find_used(facts, begun)
    words = (message for name, own in facts.items() if name in used for message in own.messages)
    return digests, () if has_errors(wrong) else (*outputs.MESSAGES, *words), (*problems, *wrong)


def name_records(sources: Sequence[Source]) -> Iterator[str]:
    """The names under which is remembered what comes of these templates, assets and words, each of itself alone."""
    for source in _template_sources(sources):
        yield f"template {_name(source)}"
        yield f"code {_name(source)}"
    yield from (f"asset {source.path}" for source in sources if source.path.startswith(ASSETS))
    yield from (_name_words(source) for source in sources if source.path.startswith(("locales/", BESIDE)))


def _template_sources(sources: Iterable[Source]) -> list[Source]:
    """The templates; assets are not among them."""
    return [s for s in sources if s.path.startswith(FOLDER) and not s.path.startswith(ASSETS)]


def _name(source: Source) -> str:
    return source.path.removeprefix(FOLDER)


def read_templates(sources: Sequence[Source], memory: Memory) -> Templates:
    """The templates, compiled; they must be without error."""
    found = []
    for source in _template_sources(sources):
        name = _name(source)
        code: bytes | None = memory.recall(f"code {name}", source.digest, bytes)
        if code is None:
            from microsite.render.environment import compile_template  # what another process has read is not all kept

            code = compile_template(name, decode(source)[0] or "")
            memory.keep(f"code {name}", source.digest, code, code)
        found.append((name, code))
    return tuple(sorted(found))


def read_catalogs(
    config: Config, sources: Sequence[Source], messages: Sequence[Message], memory: Memory
) -> tuple[dict[str, Catalog], list[Diagnostic]]:
    """The words of each language by locale, and what is wrong with them or missing."""
    own = {source.path: source for source in sources if source.path.startswith("locales/") and source.is_own}
    theme = {source.path.removeprefix(BESIDE): source for source in sources if not source.is_own}
    wanted = digest_of(repr(messages))
    catalogs: dict[str, Catalog] = {}
    problems: list[Diagnostic] = []
    places = _find_catalogs(config.languages, own, theme, memory)
    for locale, (path, base_path) in zip(config.languages, places, strict=True):
        source, base = own.get(path), theme.get(base_path)
        name, digest = f"catalog {locale.key}", digest_of(repr(locale), source and source.digest, base and base.digest)
        digest = digest_of(digest, wanted)
        known = memory.recall(name, digest, unpack)
        if known is None:
            from microsite.i18n import completing  # what is remembered takes none of it

            is_copy = bool(source and base and source.digest == base.digest)
            words = base and _read_words(base, memory)
            known = completing.read_catalog(source, words, locale, messages, is_copy=is_copy)
            memory.keep(name, digest, known, pack(known))
        catalogs[locale.key] = known[0]
        problems += known[1]
    wordless = [locale for locale in config.languages if needs_words(catalogs[locale.key], locale)]
    if wordless and any(message.id for message in messages):
        problems.append(tell_wordless(wordless))
    return catalogs, problems


def _find_catalogs(
    languages: Sequence[Locale], own: Collection[str], theme: Collection[str], memory: Memory
) -> Sequence[tuple[str, str]]:
    """The paths of the PO files that each language takes, of the site's own and of the theme's; "" without one."""
    digest = digest_of(repr(languages), sorted(own), sorted(theme))
    found = memory.recall("catalogs", digest, tuple[tuple[str, str], ...])
    if found is None:
        found = tuple((find_catalog(locale, own), find_catalog(locale, theme)) for locale in languages)
        memory.keep("catalogs", digest, found, found)
    return found


def _read_words(base: Source, memory: Memory) -> Vocabulary:
    """What a PO file of the theme says."""
    from microsite.i18n.catalog import Vocabulary, read_vocabulary  # see `read_catalogs`

    name = _name_words(base)
    found = memory.recall(name, base.digest, Vocabulary._make)
    if found is None:
        found = read_vocabulary(base)
        memory.keep(name, base.digest, found, tuple(found))
    return found


def _name_words(source: Source) -> str:
    return f"words {source.path.removeprefix(BESIDE)}"
