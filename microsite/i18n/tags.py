"""Language tags (BCP 47) and locales (CLDR): their one spelling, what they are short for, and which are registered."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from babel.core import Locale, UnknownLocaleError, get_global
from babel.languages import get_official_languages

from microsite.i18n.locales import parse_locale
from microsite.model.entries import Direction
from microsite.values.named import NamedTuple

_RIGHT_TO_LEFT = frozenset(
    (
        *("Adlm", "Arab", "Aran", "Gara", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Syre", "Syrj", "Syrn"),
        *("Thaa", "Yezi"),
    )
)
"""Scripts of living languages (ISO 15924) and their hands, written from right to left (CLDR scriptMetadata)."""


class Parts(NamedTuple):
    """A language with its script and territory, in full: zh, Hant, TW. "" for what nobody knows."""

    language: str
    script: str
    territory: str


def canonical_tag(tag: str) -> str:
    """A tag in the case that RFC 5646 (2.1.1) recommends: zh-hant-tw is zh-Hant-TW."""
    return "-".join(_cased(tag.split("-")))


def canonical_locale(identifier: str) -> str:
    """An identifier of CLDR in its own case, its territory by the registered code: zh_hant is zh_Hant, en_UK en_GB."""
    first, *others = _cased(identifier.split("_"))
    return "_".join([first, *(_territory_of(part) if re.fullmatch("[A-Z]{2}", part) else part for part in others)])


def _cased(parts: Sequence[str]) -> list[str]:
    """Two letters in capitals, four with one, all else small; what follows a single letter or digit is small, too."""
    cased, is_own = [parts[0].lower()], True
    for part in parts[1:]:
        is_own = is_own and len(part) > 1
        known = part.title() if re.fullmatch("[A-Za-z]{4}", part) else part.upper() if len(part) == 2 else part.lower()
        cased.append(known if is_own else part.lower())
    return cased


@functools.cache
def in_full(identifier: str) -> Parts:
    """A tag or a locale with what it leaves out (CLDR likelySubtags): pt-br is pt, Latn, BR; zh is zh, Hans, CN."""
    first, *others = canonical_locale(identifier.replace("-", "_")).split("_")
    script = next((part for part in others if re.fullmatch("[A-Z][a-z]{3}", part)), "")
    territory = next((part for part in others if re.fullmatch("[A-Z]{2}|[0-9]{3}", part)), "")
    likely = get_global("likely_subtags")
    for known in (f"{first}_{script}_{territory}", f"{first}_{territory}", f"{first}_{script}", first):
        found = likely.get(known.replace("__", "_").strip("_"))
        if found and script in ("", found.split("_")[1]):
            language, likely_script, likely_territory = found.split("_")[:3]
            return Parts(language, script or likely_script, territory or likely_territory)
    return Parts(first, script, territory)


def direction(identifier: str) -> Direction:
    """The direction in which the language of a tag or a locale is written.

    The script tells, so that nothing of a language has to be read before its texts are. Of all locales that CLDR has,
    it says what their characterOrder does; Arabic in Latin letters runs from left to right.
    """
    return "rtl" if in_full(identifier).script in _RIGHT_TO_LEFT else "ltr"


def find_fitting(tag: str, known: Iterable[str]) -> str:
    """The one of some tags whose texts readers of `tag` can be given (RFC 4647, 3.4); "" if there is none.

    A tag is for all who write that language in that script: de for de-AT, zh-hant for zh-TW; with a territory only for
    that one: pt-br for pt-BR and pt, not for pt-PT.
    """
    wanted = in_full(tag)
    fitting = [one for one in known if _fits(one, wanted)]
    return max(sorted(fitting), key=len) if fitting else ""


def _fits(tag: str, wanted: Parts) -> bool:
    count = 3 if re.search("-[A-Za-z]{2}(?=-|$)", tag) else 2
    return in_full(tag)[:count] == wanted[:count]


_MACROLANGUAGES = (("bs", "cnr", "hr", "sh", "sr"), ("da", "nb", "nn", "no"), ("id", "ms"), ("fa", "prs"))
"""Languages that are one to others (ISO 639-3), and Danish, which Norwegian is written like."""


@functools.cache
def are_one_language(tag: str, other: str) -> bool:
    """True of languages in which whole sentences may be the same: pt and pt-BR, hr and sr."""
    pair = {in_full(tag).language, in_full(other).language}
    return len(pair) == 1 or any(pair.issubset(languages) for languages in _MACROLANGUAGES)


def name_in_itself(tag: str) -> str:
    """What a language calls itself, for lists of languages: 繁體中文, Português (Brasil); the tag if nobody knows."""
    parts, written = in_full(tag), canonical_tag(tag).split("-")
    own = _parse("_".join(filter(None, parts))) or _parse(canonical_locale(tag.replace("-", "_")))
    if own is None:
        return tag
    name: str = own.languages.get(f"{parts.language}_{parts.script}") or own.languages.get(parts.language) or tag
    if parts.territory in written[1:] and parts.territory in own.territories:
        name = f"{name} ({own.territories[parts.territory]})"
    return name[:1].upper() + name[1:]


def _parse(identifier: str) -> Locale | None:
    """The locale as CLDR has it, without what is likely; None if it has none, as of no_Latn_NO, which it has as no."""
    try:
        return parse_locale(identifier)
    except (UnknownLocaleError, ValueError):
        return None


@functools.cache
def name_in(tag: str, other: str) -> str:
    """What a language (its tag first) calls another, within a sentence: französisch, Traditional Chinese.

    A tag that nobody knows is its own name.
    """
    own = parse_locale(canonical_tag(tag), sep="-")
    named = own.languages.get(canonical_tag(other).replace("-", "_"))
    try:
        return named or parse_locale(canonical_tag(other), sep="-").get_display_name(own) or other
    except (UnknownLocaleError, ValueError):
        return other


def find_unregistered(tag: str, babel_locale: str = "") -> tuple[str, str]:
    """The part of a tag that nobody has registered, and the tag to write instead; "" for what is not known.

    ("", "") of a tag that is all right. `babel_locale` is that of the same language, if one is known. Countries are
    taken for their languages: jp is ja. Codes of three letters have shorter ones: deu is de.
    """
    language, *others = canonical_tag(tag).split("-")
    wrong = "" if _is_language(language) else language
    better = [language if not wrong else _language_for(language, babel_locale)]
    for part in others:
        if len(part) == 1:
            better += others[others.index(part) :]
            break
        known = _registered(part, language)
        wrong = wrong or (part if known != part else "")
        better += [known] if known else []
    meant = canonical_tag("-".join(better)) if better[0] else ""
    written = next((part for part in tag.split("-") if part.lower() == wrong.lower()), "")
    return written, meant if written else ""


def _is_language(code: str) -> bool:
    """False of two letters that no language has, and of three for one that has two (deu); CLDR lacks rare languages."""
    if len(code) == 3:
        return code not in get_global("language_aliases")
    known = code in get_global("likely_subtags") or code in get_global("language_aliases")
    return len(code) > 3 or known or code in _english().languages  # which is read for hardly any


def _language_for(code: str, babel_locale: str) -> str:
    """The tag for a code that is no language: the short one, that of a country, or that of the locale; else ""."""
    alias = get_global("language_aliases").get(code)
    if alias:
        return str(alias).replace("_", "-")
    territory = _territory_of(code.upper())
    official = get_official_languages(territory, de_facto=True)
    if official and not babel_locale:
        language = str(official[0]).partition("_")[0]
        return language if in_full(language).territory == territory else f"{language}-{territory}"
    return canonical_tag(_shortest(babel_locale)) if babel_locale else ""


def _shortest(babel_locale: str) -> str:
    """A locale as a tag, without what its language implies: ja_JP is ja, en_GB en-GB."""
    full, tag = in_full(babel_locale), babel_locale.replace("_", "-")
    return full.language if in_full(full.language) == full else tag


def _registered(part: str, language: str) -> str:
    """A part of a tag behind its language, by its registered code; "" for what has none."""
    if re.fullmatch("[A-Z]{2}|[0-9]{3}", part):
        territory = _territory_of(part)
        is_known = territory in get_global("territory_languages") or territory in _english().territories
        return territory if is_known else ""
    if re.fullmatch("[a-z]{3}", part):
        territory = _territory_of(part.upper())
        if territory != part.upper():
            return territory
        is_extended = language in _EXTENDED and (_is_language(part) or part in get_global("language_aliases"))
        return part if is_extended else ""
    if re.fullmatch("[A-Z][a-z]{3}", part):
        return part if part in _usual_scripts() or part in _english().scripts else ""
    return part


def find_country(written: str) -> str:
    """The code of a country (ISO 3166-1) that is written as this one or another code, or in English; "" if none is."""
    code = _territory_of(written.upper())
    if re.fullmatch("[A-Z]{2}", code) and code in _english().territories:
        return code
    names = {name.casefold(): code for code, name in _english().territories.items() if code.isalpha()}
    return str(names.get(written.casefold(), ""))


_EXTENDED = ("ar", "kok", "lv", "ms", "sgn", "sw", "uz", "zh")
"""The languages that have others as their parts (RFC 5646, 2.2.2): zh-yue."""


def _territory_of(code: str) -> str:
    """The registered code of a territory: UK is GB, DEU is DE."""
    found = get_global("territory_aliases").get(code, ())
    return str(found[0]) if len(found) == 1 else code


@functools.cache
def _usual_scripts() -> frozenset[str]:
    """The scripts in which some language is usually written."""
    return frozenset(str(full).split("_")[1] for full in get_global("likely_subtags").values())


@functools.cache
def _english() -> Locale:
    return parse_locale("en")
