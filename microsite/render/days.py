"""How languages write days, worked out once for a user: it takes thirty times as long as to read it."""

from microsite.engine.common import OfLanguages
from microsite.i18n.days import make_days

find_days = OfLanguages(make_days)
"""The table of days of a locale of Babel."""
