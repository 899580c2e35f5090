"""Numbers of a group file: plain decimal numerals, and what to write instead of what means two things or none."""

from __future__ import annotations

import re
import unicodedata

DIGITS_BOUND = 18  # more is no fact that a reader takes in, and would be rounded on the way to the page

FORMS = "3944 · {value: 71.8, unit: percent} · {value: 2500000, currency: CNY} · {from: 2025-11-15, to: 2025-11-16}"

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+)(?P<decimals>\.[0-9]+)?")
_GROUPED = re.compile(
    r"(?P<whole>[+-]?[1-9][0-9]{0,2}(?:(?P<mark>[,.'’_ \u00a0\u2009\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<decimals>[0-9]+))?"
)
_TWOFOLD = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
_POWER = re.compile(r"(?P<number>[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?)[eE]\+?(?P<power>[0-9]{1,2})")
_CUT = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]*)\.(?P<decimals>[0-9]*)")
_YEARS = range(1900, 2100)


def read_numeral(text: str) -> tuple[str, str, str]:
    """A number as a canonical numeral, its decimals as written; or "", what is wrong with it, and what to write."""
    match = _NUMBER.fullmatch(text)
    if not text:
        return "", "is empty", f"write one of: {FORMS}"
    if not match:
        return "", "is not a number or a date", _number_hint(text)
    if sum(character.isdigit() for character in text) > DIGITS_BOUND:
        return "", f"has more than {DIGITS_BOUND} digits", "round it"
    if match["whole"].startswith("0") and match["whole"] != "0":
        plain = match["sign"].strip("+") + (match["whole"].lstrip("0") or "0") + (match["decimals"] or "")
        return "", "begins with a zero", f"write {plain}; no number begins with a zero"
    numeral = match["whole"] + (match["decimals"] or "")
    is_negative = match["sign"] == "-" and numeral.strip("0.")
    return (f"-{numeral}" if is_negative else numeral), "", ""


def is_twofold(text: str) -> bool:
    """True of a point before exactly three digits: 3.944 is 3944 where a point groups digits, and else 3 and a part."""
    return bool(_TWOFOLD.fullmatch(text))


def is_like_a_year(numeral: str) -> bool:
    """True of a number that is more often a year than a count."""
    return len(numeral) == 4 and numeral.isdigit() and int(numeral) in _YEARS


def decimals_of(numeral: str) -> int:
    """How many decimals a numeral has."""
    return len(numeral.partition(".")[2])


def _number_hint(text: str) -> str:
    """What to write instead of something that is no numeral: the number that it most likely is."""
    plain = re.sub(r"\d", lambda digit: str(int(digit[0])), unicodedata.normalize("NFKC", text))
    plain = plain.replace("\u066b", ".").replace("\u2212", "-").strip()
    if plain != text and read_numeral(plain)[0]:
        return f"write {plain}"
    text = plain
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        numeral = re.sub("[^0-9+-]", "", grouped["whole"]) + (f".{grouped['decimals']}" if grouped["decimals"] else "")
        return f"write {numeral}; digits alone, since each language groups them its own way"
    if re.fullmatch("[+-]?[0-9]+,[0-9]+", text):
        return f"write {text.replace(',', '.')}; a point here, since each language has its own mark"
    percent = re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?)\s*%", text)
    if percent:
        return f"write {{value: {percent[1].replace(',', '.')}, unit: percent}}"
    other = _spelled_out(text)
    return f"write {other}" if other else f"write one of: {FORMS}"


def find_number(text: str) -> str:
    """The numeral that a number with marks in it is meant as, such as 1,200 or 1.234,5; "" if none is."""
    found = re.match(r"write ([0-9.]+)(?=$|[:;])", _number_hint(text))
    return found[1] if found else ""


def _spelled_out(text: str) -> str:
    """The numeral that programs write as 1e3, 0x10, 0o17, .5 or 3.; "" of anything else."""
    power = _POWER.fullmatch(text)
    if power and int(power["power"]) < DIGITS_BOUND:
        whole, _, decimals = power["number"].partition(".")
        size = int(power["power"])
        moved = (whole + decimals[:size].ljust(size, "0")).lstrip("0") or "0"
        rest = decimals[size:]
        return f"{moved}.{rest}" if rest else moved
    if re.fullmatch("0[xX][0-9a-fA-F]{1,12}|0[oO][0-7]{1,12}|0[bB][01]{1,30}", text):
        return str(int(text, 0))
    cut = _CUT.fullmatch(text)
    if cut and (cut["whole"] or cut["decimals"]):
        numeral = f"{cut['sign']}{cut['whole'] or '0'}"
        return f"{numeral}.{cut['decimals']}" if cut["decimals"] else numeral
    return ""
