"""What the checks know of the languages of a site, told of those of which they know too little."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.i18n.tables import find_table
from microsite.model.config import Config
from microsite.model.layout import CONFIG

_LACKING = {
    "figures": "numbers and times in words, scales and units are not compared, digits and whole dates are",
    "prose": "quotation marks, spaces and dashes are not looked at, nor is what is left untranslated",
}


def check_languages(config: Config) -> Iterator[Diagnostic]:
    """`language-unchecked`: a language without tables, and what is not checked for want of them."""
    for locale in config.languages:
        identifiers = {"figures": locale.babel, "prose": locale.tag}
        lacking = [name for name, identifier in identifiers.items() if not find_table(identifier, name)]
        if lacking:
            message = f"{locale.name} has no table of {' and of '.join(lacking)}: "
            message += "; ".join(_LACKING[name] for name in lacking)
            path = f"microsite/i18n/languages/{locale.tag.partition('-')[0].lower()}/{lacking[0]}.toml"
            hint = f"write {path}, as CONTRIBUTING.md says, or in {CONFIG} rules: {{language-unchecked: ignore}}"
            yield problem("language-unchecked", message, Span(CONFIG), hint=hint)
