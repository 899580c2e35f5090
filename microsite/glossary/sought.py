"""What the texts of a language are searched for: the wordings of its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from microsite.model.cards import make_naming
from microsite.model.entries import Entry
from microsite.model.site import Group
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.glossary.forms import InAnyForm
    from microsite.glossary.wordings import Glossary, Wording


class Sought(NamedTuple):
    """What the texts of a language are searched for: wordings that lead to terms, and these with those not to be used.

    A wording that is not to be used has the key of its term, a dot, and its number there. `in_any_form` finds the
    former within longer words as well.
    """

    leading: Glossary
    watched: Glossary
    in_any_form: InAnyForm


def wordings_of(entry: Entry) -> Iterator[Wording]:
    """The wordings that lead to a term; none if it is deprecated."""
    from microsite.glossary.wordings import Wording  # what is known of all texts needs no regular expressions

    naming = make_naming(entry)
    for text in naming.wordings:
        yield Wording(entry.key, text, _is_exact(text, naming.case), naming.compounds)


def forbidden_of(entry: Entry) -> Iterator[Wording]:
    """The wordings that are not to be used for a term, under its key, a dot, and their number."""
    from microsite.glossary.wordings import Wording  # see `wordings_of`

    for number, text in enumerate(make_naming(entry).forbidden):
        yield Wording(f"{entry.key}.{number}", text, _is_exact(text, ""))


def _barred_of(entry: Entry) -> Iterator[Wording]:
    """The words in which a wording of a term is none."""
    from microsite.glossary.wordings import NO_TERM, Wording  # see `wordings_of`

    for text in make_naming(entry).not_in:
        yield Wording(NO_TERM, text)


def _is_exact(text: str, case: str) -> bool:
    """True if small and capital letters matter: of abbreviations, unless their term says otherwise."""
    if case:
        return case == "exact"
    letters = [character for character in text if character.isalpha()]
    is_small = any(map(str.islower, letters))
    return len(letters) > 1 and not is_small and any(map(str.isupper, letters))


def seek(groups: Sequence[Group], locale: str, tag: str) -> Sought:
    """What the texts of a language are searched for."""
    from microsite.glossary.forms import InAnyForm  # see `wordings_of`
    from microsite.glossary.wordings import make_glossary

    entries = [group.entries[locale] for group in groups if locale in group.entries]
    leading = [wording for entry in entries for wording in wordings_of(entry)]
    barred = [wording for entry in entries for wording in _barred_of(entry)]
    forbidden = [wording for entry in entries for wording in forbidden_of(entry)]
    glossary = make_glossary([*leading, *barred], tag)
    watched = make_glossary([*glossary.wordings, *forbidden], tag) if forbidden else glossary
    return Sought(glossary, watched, InAnyForm(make_glossary(leading, tag).wordings, tag))
