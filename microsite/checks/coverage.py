"""Languages of a site that the checks know too little about."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.i18n.tables import has_table
from microsite.model.config import Config
from microsite.model.layout import CONFIG

_LACKING = {
    "figures": "only digits and whole dates are compared, not words, scales and units",
    "prose": "quotation marks, spaces and dashes are not checked, and of untranslated passages only those of the "
    "source are told",
}


def check_languages(config: Config) -> Iterator[Diagnostic]:
    """`language-unchecked`: a language without tables, and what is not checked without them."""
    for locale in config.languages:
        identifiers = {"figures": locale.babel, "prose": locale.tag}
        lacking = [name for name, identifier in identifiers.items() if not has_table(identifier, name)]
        if lacking:
            message = f"{locale.name} has no table of {' and of '.join(lacking)}: "
            message += "; ".join(_LACKING[name] for name in lacking)
            hint = f"let somebody who reads {locale.name} compare that; if it is known, add to {CONFIG}\n"
            hint += "rules: {language-unchecked: ignore}"
            span = config.places.get(f"languages {locale.key}", Span(CONFIG))
            yield problem("language-unchecked", message, span, hint=hint)
