"""What the command line asks of a build."""

from typing import TYPE_CHECKING

from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.engine.typesetter import Typeset
    from microsite.model.config import Config
    from microsite.search.index import MakeIndex


class Wishes(NamedTuple):
    """What the command line asks for beside what `site.yaml` says; `languages` are keys, all of the site's if empty.

    `now` is the moment of the build (POSIX seconds): drafts and what is held back until later are public with `drafts`.
    With `checks`, all translations are compared with their sources, and not only where a gate asks for it. With
    `removal`, all pages of a kind or a language may go that has no text any more. Of the paths `told`, if there are
    any, hints are wanted first. Without `make_index`, a site has no search; without `typeset`, no share cards.
    """

    drafts: bool = False
    strict: bool = False
    languages: frozenset[str] = frozenset()
    now: float = 0
    checks: bool = False
    removal: bool = False
    told: frozenset[str] = frozenset()
    make_index: "MakeIndex | None" = None
    typeset: "Typeset | None" = None

    def narrow(self, config: "Config") -> "Config":
        """The configuration without the languages that are not wanted, and without what nobody is there to make."""
        languages = tuple(locale for locale in config.languages if locale.key in self.languages) or config.languages
        keys = [locale.key for locale in languages]
        return config._replace(
            languages=languages,
            source_language=config.source_language if config.source_language in keys else keys[0],
            search=config.search and self.make_index is not None,
            icons=config.icons and self.typeset is not None,
        )
