"""The types of fields that front matter has; those of group files and the configuration come as they are asked for."""

from __future__ import annotations

from microsite.content.fields import addresses, contacts, days, table, terms, translations
from microsite.content.fields.table import FieldType

_MODULES = (table, contacts, days, addresses, terms, translations)


class _Types(dict[str, FieldType]):
    """All types by name: where one of no text is asked for, the modules of all are imported."""

    def __missing__(self, name: str) -> FieldType:
        from microsite.content.fields.known import TYPES as ALL  # an edit of a text needs none of it

        return ALL[name]


TYPES = _Types((name, type_) for module in _MODULES for name, type_ in module.TYPES.items())
