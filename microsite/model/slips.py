"""What is wrong with an address by its words alone, wherever it stands, and which is meant: web, mail, telephones."""

from __future__ import annotations

import re
import unicodedata
import urllib.parse

from microsite.values.named import NamedTuple


class Slip(NamedTuple):
    """What is wrong with an address, after “… ”, and the address that is meant; "" if nobody can tell."""

    message: str
    meant: str = ""


NO_HOST = "does not say how to get there"

_BOUND = 2000  # what is longer is not looked at for what may be meant
_SCHEME = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_WEB_HINT = "write https://, the host, and the path; or ../press/release.md for a page of this site"
_HINTS = {
    "http": _WEB_HINT,
    "https": _WEB_HINT,
    "mailto": "write whom it goes to: mailto:press@harbour.example",
    "tel": "write the number with its country code, without spaces: tel:+4930123456",
}
_UNSEEN = re.compile(r"[\x00-\x1f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PAIRS = frozenset(
    (
        "()",
        "（）",
        "[]",
        "［］",
        "<>",
        "＜＞",
        "〈〉",
        "《》",
        "「」",
        "『』",
        "【】",
        "“”",
        "„“",
        "‘’",
        "''",
        '""',
        "«»",
        "»«",
        "‹›",
    )
)
_TITLE = re.compile(r"(?<=[^\s“”„«»「」『』])\s*[“„«「『][^“”„«»「」『』]*[”“»」』]\Z")
_HALF_WIDTH = {0x3000: " ", 0x3002: ".", 0xFF61: ".", 0xFE13: ":", **{0xFF01 + n: chr(0x21 + n) for n in range(94)}}

_ODD_WEB = re.compile(
    r"(?:h*t{1,3}p{1,2}|hpt{1,2})(?P<s>s?)[ ]*(?=[:;.,/\\ ]*[:/\\])[:;.,/\\][:;.,/\\ ]*(?=[^/\\\s])", re.IGNORECASE
)
_TWICE = re.compile(r"(?:https?:?//)+(?=https?:?/)", re.IGNORECASE)
_ORDINARY = re.compile(r"https?://[a-z0-9]+(?:[-.][a-z0-9]+)+(?:/[^\\]*)?")
"""An address of the web as nearly all are, with which nothing is wrong: soon told, and each link is asked."""

_WEB = re.compile(r"https?://(?P<host>[^/\\?#]*)", re.IGNORECASE)
_PORT = re.compile(r":([0-9]*)\Z")
_IN_BRACKETS = re.compile(r"\[[0-9a-f:.]+\]", re.IGNORECASE)
_LABEL = re.compile(r"[^\W-](?:[\w-]*[^\W-])?")
_DOTS = re.compile("[.。．｡]")

_LOCAL = r"(?!/)[^\s@<>()\[\],:;\"\\.]+(?:\.[^\s@<>()\[\],:;\"\\.]+)*"
_MAILBOX = re.compile(rf"(?P<local>{_LOCAL})@(?P<host>[^\s@<>()\[\],:;\"\\]+)")
_AT = re.compile(r"\s*(?:[(\[{]\s*(?:at|ät|a)\s*[)\]}]|＠)\s*|\s+(?:at|ät)\s+", re.IGNORECASE)
_DOT = re.compile(r"\s*[(\[{]\s*(?:dot|punkt|点)\s*[)\]}]\s*", re.IGNORECASE)

_NUMBER = re.compile(r"\+?[0-9*#().-]+(?:;[a-z0-9-]+=[^;\s]+)*", re.IGNORECASE)
_CALLED = re.compile(r"\A(?:tel(?:efon|ephone)?|phone|fon|电话|電話)[.:\s]+", re.IGNORECASE)
_EXTENSION = re.compile(
    r"[\s,.]*(?:;?ext(?:ension|=)?|x|dw|durchwahl|app(?:arat)?|转|分机)[.:\s]*([0-9]{1,7})\Z", re.IGNORECASE
)
_KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
_DIGITS_BOUND = 15  # of a number in the world's plan (ITU-T E.164)
_SHORTEST = 2


def find_slip(url: str) -> Slip | None:
    """What is wrong with an address of the web, of mail or of a telephone; None if nothing is, or if it is a path."""
    if _ORDINARY.fullmatch(url):
        return None
    scheme = _SCHEME.match(url)
    name = scheme[1].lower() if scheme else ""
    if name == "mailto":
        return _find_in_mail(url)
    if name == "tel":
        return _find_in_number(url)
    return _find_in_web(url) if name else None


def find_meant(written: str) -> str:
    """The address that is meant by one that is wrong, as somebody would write it; the same if there is no other.

    What input methods and text programs make of it goes: full-width signs, brackets and quotation marks around it,
    what nobody sees. It has no slip if it begins with a scheme.
    """
    if len(written) > _BOUND:
        return written
    plain = _unwrapped(_UNSEEN.sub("", written))
    plain = _TITLE.sub("", plain)
    half = plain.translate(_HALF_WIDTH).strip()
    twice = _TWICE.match(half)
    half = half[twice.end() :] if twice else half
    odd = _ODD_WEB.match(half)
    if odd and odd[0].lower() not in ("http://", "https://"):
        meant = f"http{odd['s'].lower()}://{half[odd.end() :]}"
        meant = (find_slip(meant) or Slip("", meant)).meant
        return meant if not find_slip(meant) and _is_public(meant) else written
    if half.lower().startswith("www."):
        return written if find_slip(f"https://{half}") else f"https://{half}"
    slip = find_slip(half)
    if slip:
        return slip.meant or written
    if not _SCHEME.match(half) and (mail := _mailbox_of(half)):
        return f"mailto:{mail}"
    return half


def find_hint(written: str) -> str:
    """The hint at an address that is wrong: the one that is meant, or else what such addresses are like."""
    meant = find_meant(written)
    if meant != written and not find_slip(meant):
        return f"write {meant}"
    scheme = _SCHEME.match(written)
    return _HINTS[scheme[1].lower()] if scheme else _HINTS["https"]


def _unwrapped(text: str) -> str:
    text = text.strip()
    while len(text) > 1 and text[0] + text[-1] in _PAIRS:
        text = text[1:-1].strip()
    return text


# ---- the web --------------------------------------------------------------------------------------------------


def _find_in_web(url: str) -> Slip | None:
    match = _WEB.match(url)
    if match is None or not match["host"]:
        rest = url.partition(":")[2].lstrip("/\\ \t")
        if not rest or rest[0] in "?#":
            return Slip(NO_HOST)
        meant = f"{url.partition(':')[0].lower()}://{rest}"
        return Slip(NO_HOST, meant if not find_slip(meant) and _is_public(meant) else "")
    host = urllib.parse.unquote(match["host"]).rpartition("@")[2]
    if host.lower().rstrip(":") in ("http", "https"):
        return Slip("begins twice", find_meant(url) if _TWICE.match(url) else "")
    if _is_host(host):
        path = url[match.end() :].partition("#")[0].partition("?")[0]
        if "\\" not in path:
            return None
        rest = path.replace("\\", "/") + url[match.end() + len(path) :]
        return Slip("has a backslash, which stands in no address", url[: match.end()] + rest)
    plain = "".join(_UNSEEN.sub("", match["host"]).translate(_HALF_WIDTH).split())
    meant = url[: match.start("host")] + plain + url[match.end() :]
    fits = plain != match["host"] and _is_host(plain.partition("/")[0])
    return Slip("names no host that there can be", meant if fits else "")


def _is_public(url: str) -> bool:
    """True of an address whose host is none of a single word: that may be a folder, and slashes be what is wrong."""
    host = _WEB.match(url)
    return host is not None and ("." in host["host"] or ":" in host["host"])


def _is_host(host: str) -> bool:
    """True of a name of letters, digits and hyphens, in any script, or of an address in brackets; perhaps with a port.

    Of stops that browsers take for dots, each is one.
    """
    port = _PORT.search(host)
    if port:
        if int(port[1] or "1") not in range(1, 65536):
            return False
        host = host[: port.start()]
    if _IN_BRACKETS.fullmatch(host):
        return True
    labels = _DOTS.split(re.sub(f"{_DOTS.pattern}\\Z", "", host))
    return all(_LABEL.fullmatch(unicodedata.normalize("NFC", label)) for label in labels)


# ---- mail -----------------------------------------------------------------------------------------------------


def is_mailbox(text: str) -> bool:
    """True of an address of mail: a name, “@”, and a host that has a dot."""
    match = _MAILBOX.fullmatch(text)
    host = match["host"] if match else ""
    return "." in host and _is_host(host) and ":" not in host and not host.endswith(".") and _is_top(host)


def _is_top(host: str) -> bool:
    return not host.rpartition(".")[2].isdigit() and "_" not in host


def find_mailbox(text: str) -> str:
    """The address of mail that is meant; "" if nobody can tell."""
    return _mailbox_of(_unwrapped(_UNSEEN.sub("", text)).translate(_HALF_WIDTH))


def _mailbox_of(text: str) -> str:
    """The address of mail in a text that holds little else: a name before it, spaces, (at) for @."""
    text = urllib.parse.unquote(text)
    text = text[7:] if text.lower().startswith("mailto:") else text
    inner = re.search(r"<([^<>]*)>", text)
    text = _DOT.sub(".", _AT.sub("@", inner[1] if inner else text)).lstrip("/")
    text = "".join(text.split()).strip(".,;:")
    text = re.sub("@{2,}", "@", re.sub(r"\.{2,}", ".", text)).replace(".@", "@").replace("@.", "@")
    name, _, host = text.partition("@")
    text = f"{name}@{host.replace(',', '.')}"
    return text if is_mailbox(text) else ""


def _find_in_mail(url: str) -> Slip | None:
    before, sign, query = url.partition("?")
    people = before.partition(":")[2]
    if not people.strip() and re.search("=", query):
        return Slip("has a space in it", f"mailto:?{query}") if people else None  # readers choose to whom they write
    if not urllib.parse.unquote(people).strip(" /"):
        return Slip("names nobody to write to")
    if all(is_mailbox(one) for one in map(urllib.parse.unquote, people.split(","))) and not re.search(r"\s", people):
        return None
    between = "[,;]" if ";" in people or people.count("@") > 1 else "\n"
    meant = [_mailbox_of(one.translate(_HALF_WIDTH)) for one in re.split(between, people) if one.strip()]
    rest = f"{sign}{query}" if query else ""
    return Slip("is not an address of mail", f"mailto:{','.join(meant)}{rest}" if meant and all(meant) else "")


# ---- telephones -----------------------------------------------------------------------------------------------


def _find_in_number(url: str) -> Slip | None:
    number = url.partition(":")[2]
    digits = re.sub("[^0-9]", "", number.partition(";")[0])
    is_plain = _NUMBER.fullmatch(number) and "(0)" not in number
    if is_plain and _SHORTEST <= len(digits) <= _DIGITS_BOUND:
        return None
    if not number.strip(" /"):
        return Slip("names no number to call")
    meant = find_number(urllib.parse.unquote(number).lstrip("/"))
    return Slip("is not a telephone number", meant and f"tel:{meant}")


def find_number(text: str) -> str:
    """The telephone number that is meant, for machines; "" if nobody can tell. Letters are keys of the telephone."""
    plain = "".join(_plain_character(character) for character in _UNSEEN.sub("", text)).strip()
    plain = _CALLED.sub("", plain)
    plain = plain.replace("(0)", "") if plain.startswith(("+", "00")) else plain
    extension = _EXTENSION.search(plain)
    plain = plain[: extension.start()] if extension else plain
    kept = re.sub(r"[\s()./_–—‑‐-]", "", plain)
    if re.search(r"(?<![A-Za-z])[A-Za-z]{3,}", plain) and re.search("[0-9]", plain) and kept.isascii():
        kept = kept.lower().translate(_KEYS)
    digits = kept.removeprefix("+")
    if not (digits.isascii() and digits.isdigit() and _SHORTEST <= len(digits) <= _DIGITS_BOUND):
        return ""
    return kept + (f";ext={extension[1]}" if extension else "")


def _plain_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character.translate(_HALF_WIDTH) if digit is None else str(digit)


def is_number(text: str) -> bool:
    """True of a telephone number as people write it: digits, and what stands between them; perhaps a + before it."""
    if not re.fullmatch(r"\+?[0-9()./ \u00a0\u202f\u2010-\u2013-]+", text):
        return False
    digits = re.sub("[^0-9]", "", text.replace("(0)", ""))
    return _SHORTEST <= len(digits) <= _DIGITS_BOUND
