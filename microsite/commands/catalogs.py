"""The PO files of languages that nobody has words of the templates for."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.content.starter import Tongue
from microsite.diagnostics.problems import has_errors
from microsite.engine.crew import ALONE
from microsite.engine.memory import HeldBodies, Memory
from microsite.files.disk import UsageError
from microsite.i18n.tags import name_in_itself
from microsite.i18n.updates import update_catalog
from microsite.i18n.words import catalog_path, find_catalog, is_that_of_templates
from microsite.model.entries import Locale
from microsite.model.source import Source
from microsite.render import design


def draft_catalogs(sources: tuple[Source, ...], tongues: Sequence[Tongue]) -> dict[str, bytes]:
    """The PO files by path, for those of these languages that the sources of a site have no words in.

    Raises `UsageError` if the templates among the sources are wrong.
    """
    locales = [Locale(tongue.key, tongue.tag, tongue.locale, name_in_itself(tongue.tag)) for tongue in tongues]
    paths = [source.path for source in sources]
    bare = [one for one in locales if not is_that_of_templates(one) and not find_catalog(one, paths)]
    if not bare:
        return {}
    memory = Memory(HeldBodies())
    _, messages, problems = design.check_templates(sources, memory, design.begin_design(sources, ALONE, memory))
    if has_errors(problems):
        raise UsageError("the templates have errors, so their words are not known", "run: python build.py check")
    return {catalog_path(locale): update_catalog(None, locale, messages) for locale in bare}


def count_words(drafted: bytes) -> int:
    """How many words a PO file has, beside its header."""
    return drafted.count(b"\nmsgid ") - 1
