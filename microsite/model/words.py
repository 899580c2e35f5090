"""Words of the templates."""

from microsite.values.named import NamedTuple

MessageKey = tuple[str, str]
"""(context or "", msgid)."""


BEGIN, END = "\ufdd0", "\ufdd1"
"""What stands around a word that is English since its language lacks it, until the page is made: see `render.english`.

No text may hold noncharacters, see `decode`.
"""

BEGIN_OWN, END_OWN = "\ufdd2", "\ufdd3"
"""What stands around that which is put into such words: it is in the language of the page."""


class Catalog(NamedTuple):
    """Template words of one locale: the plural forms by message, one string where there is no plural.

    `plural_rule` is the C expression of the PO header ("n != 1"). What a language lacks `is_foreign`, if it is not
    English, as the words of the templates are.
    """

    locale: str
    messages: dict[MessageKey, tuple[str, ...]]
    plural_rule: str = "0"
    is_foreign: bool = False


class Message(NamedTuple):
    """A word or sentence that a template asks for, and where (`line` is 1-based)."""

    context: str
    id: str
    plural: str
    path: str
    line: int
    comments: tuple[str, ...] = ()
