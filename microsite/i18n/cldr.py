"""What of CLDR Babel does not give, or not as it stands there."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import cast

from babel.core import Locale

from microsite.i18n.locales import data_of

# What Babel's copy of CLDR 47 leaves out. Digits: numberingSystems.xml (Babel writes 0 to 9 whatever the system).
_SYSTEMS = "arab arabext deva beng mymr tibt nkoo olck cakm mtei adlm hmnp"

ZERO_BY_SYSTEM = dict(zip(_SYSTEMS.split(), "٠۰०০၀༠߀᱐𑄶꯰𞥐𞅀", strict=True))


# minimumGroupingDigits 2: no separator below 10,000 (Spanish 3944). First whole languages, then single locales.
SPARSE_LANGUAGES = "be bg et hu it ka lv pl sl sq"

SPARSE_LOCALES = "es es_EA es_ES es_GQ es_IC es_PH pt_CH pt_CV pt_GQ pt_GW pt_LU pt_MO pt_MZ pt_PT pt_ST pt_TL ru_UA"


# delimiters/quotationStart and quotationEnd: “…” where nothing else is said. Ours, where print does otherwise: French
# has no-break spaces inside, Switzerland and Liechtenstein write German in guillemets.
_LOCALES_BY_QUOTES = {
    "«…»": (
        "de_CH de_LI am ast az_Arab az_Cyrl be bm br ca cv el es_US eu fa gsw hy it kab kk ky lij mg nb nn no oc os "
        "pt_AO pt_CH pt_CV pt_GQ pt_GW pt_LU pt_MO pt_MZ pt_PT pt_ST pt_TL rm ru rw sah sc sg shi sq ti uk wae zgh"
    ),
    "„…“": "bg bs_Cyrl cs de dsb et hr hsb is ka ksh lb lt mk nds prg sk sl",
    "„…”": "bs ff hu pl ro sr szl",
    "”…”": "fi he rn se sn sv yi",
    "‘…’": "fur ia nl nso tn",
    "「…」": "ja yue zh_Hant",
    "”…“": "ar ms_Arab syr ur",
    "»…«": "ug",
    "«\u00a0…\u00a0»": "fr",
}

_QUOTES_BY_LOCALE = {name: quotes for quotes, names in _LOCALES_BY_QUOTES.items() for name in names.split()}

_THIN = "\u2009–\u2009"


def unit_patterns(identifier: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Patterns by category-and-unit, by length, by plural form."""
    return cast("Mapping[str, Mapping[str, Mapping[str, str]]]", data_of(identifier)["unit_patterns"])


@functools.cache
def unit_keys() -> Mapping[str, str]:
    """CLDR's category-and-unit by unit: "duration-day" by "day". The root locale's, so that all have them."""
    patterns = unit_patterns("root")
    return {key.partition("-")[2]: key for key, forms in patterns.items() if "other" in forms.get("short", {})}


@functools.cache
def interval_patterns(locale: Locale, field: str) -> tuple[str, str]:
    """The patterns of the first and the last day, by the greatest field in which they differ: "y", "M" or "d".

    CLDR has short months only in most languages; skeleton matching (UTS 35) widens the month and leaves the rest.
    Czech and Slovak have an ordinal number there (“11.”), which is widened too. Thin spaces round the dash are
    dropped between two bare days, and are plain spaces elsewhere. A zero before a day goes with numbers for months, as
    in Italian (“04–06 mag 2027”): beside a month in full it is dropped if dates in full have none.
    """
    known = locale.interval_formats
    first, second = (known.get("yMMMMd") or known["yMMMd"])[field]
    is_worded = "MMMM" in locale.date_formats["long"].pattern
    is_tight = field == "d" and re.search(rf"d\.?{_THIN}$", first)
    first, second = (_widened(pattern, is_worded=is_worded) for pattern in (first, second))
    if "dd" not in locale.date_formats["long"].pattern:
        first, second = first.replace("dd", "d"), second.replace("dd", "d")
    dash = "–" if is_tight else " – "
    return first.replace(_THIN, dash), second.replace(_THIN, dash)


def _widened(pattern: str, *, is_worded: bool) -> str:
    pieces = re.split(r"('[^']*')", pattern)  # every second one is a quoted literal
    short = r"(?<![ML])(?:(M|L)\1\1\.?|M\.)(?![ML])" if is_worded else r"(?<![ML])(M|L)\1\1\.?(?![ML])"
    pieces[::2] = [re.sub(short, lambda month: (month[1] or "M") * 4, piece) for piece in pieces[::2]]
    return "".join(pieces)


def quotes_of(locale: Locale) -> tuple[str, str]:
    """The quotation marks of a locale, opening and closing."""
    names = (f"{locale.language}_{locale.territory}", f"{locale.language}_{locale.script}", locale.language)
    quotes = next((_QUOTES_BY_LOCALE[name] for name in names if name in _QUOTES_BY_LOCALE), "“…”")
    start, _, end = quotes.partition("…")
    return start, end
