"""Addresses of the web and of mail that nothing marks (GFM, section 6.9)."""

from __future__ import annotations

import re
import unicodedata

from microsite.values.named import NamedTuple

WWW = r"(?<![^\s*_~(\u2e80-\ud7ff\uf900-\uffef\U00020000-\U0003ffff])www\."
"""What begins an address without a scheme: behind white space and the like, or what is wide and so needs none."""

_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?\Z", re.IGNORECASE)
_LETTER = r"(?=[0-9A-Za-z\u00aa-\u1fff])[^\W_]"  # of any script but those that set no space behind an address
_HOST = re.compile(rf"(?:(?:{_LETTER}|[_-])+\.)*(?:{_LETTER}|-)+(?:\.(?:{_LETTER}|-)+)+")
_PORT = re.compile(r":[0-9]+|:(?=[/?#])")
_ADDRESS = re.compile(r"[!-;=?-~\u00a1-\u1fff]*")
"""What a bare address may go on with: it ends before what Chinese and Japanese write."""
_TRAIL = frozenset("?!.,:*_~'\"\\")
_REFERENCE = re.compile(r"&[A-Za-z0-9]+;")
_REFERENCE_BOUND = 42
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_IN_BRACKETS = re.compile(r"[!-;=?-Z^-~\u00a1-\u1fff]+|\\[!-;=?-~\u00a1-\u1fff]?|[\[\]]")
_BEFORE_MAIL = re.compile(r"[A-Za-z0-9.+_-]+\Z", re.ASCII)
_BEHIND_MAIL = re.compile(rf"@(?:[A-Za-z0-9_-]+\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z])?(?!_*(?:{_LETTER}|-))")
"""A host begins and ends its last part with a letter: `npm@8.19.2` is a version."""
MAIL_BOUND = 320
"""How long the name in an address of mail may be."""

_MAIL_SCHEME = re.compile(r"(?<![A-Za-z0-9])(?:mailto|xmpp):\Z")
_RESOURCE = re.compile(r"/[A-Za-z0-9@.]*[A-Za-z0-9@]")
_BEFORE_NO_MAIL = ("<", "/", "\\", "=")


class BareAddress(NamedTuple):
    """An address that stands in a text: where it leads, what readers see, and where that begins and ends.

    `before` is how much of what readers see stands before the sign by which it is found.
    """

    url: str
    text: str
    start: int
    end: int
    before: int


def find_web_address(text: str, at: int, before: str, *, in_brackets: bool = False) -> BareAddress | None:
    """The address of which “://” stands at a place, or “www.”; `before` is the text before it.

    In brackets, an address ends before one that closes them: it may be the text of a link.
    """
    scheme = ""
    if text[at] == ":":
        match = _SCHEME.search(before)
        if match is None:
            return None
        scheme = match[0]
    start = at - len(scheme)
    host = _HOST.match(text, at + 3 if scheme else at)
    if host is None or text[start - 1 : start] == "<" or "_" in ".".join(host[0].split(".")[-2:]):
        return None
    end = host.end()
    if text.startswith("\\_", end) or (end < len(text) and unicodedata.category(text[end])[0] == "M"):
        return None
    if port := _PORT.match(text, end):
        end = port.end()
    if text[end : end + 1] in ("/", "?", "#"):
        rest = None if in_brackets else _ADDRESS.match(text, end)
        end = rest.end() if rest else _before_closing(text, end)
    end = max(start + len(_trimmed(text[start:end])), host.end())
    address = _ESCAPE.sub(r"\1", text[start:end])
    return BareAddress(address if scheme else f"http://{address}", address, start, end, len(scheme))


def find_mail_address(text: str, at: int, before: str, *, in_emphasis: bool = False) -> BareAddress | None:
    """The address of which “@” stands at a place; `before` is what the text before it says, without backslashes.

    In what an underscore emphasizes, another may stand behind the address. “mailto:” and “xmpp:” are part of it.
    """
    behind = _BEHIND_MAIL.match(text, at)
    name = _BEFORE_MAIL.search(before[-MAIL_BOUND:]) if behind else None
    if behind is None or name is None or (text.startswith("_", behind.end()) and not in_emphasis):
        return None
    start = at
    for sign in reversed(name[0]):
        start -= 1
        if text[start] != sign:
            return None
        if start and text[start - 1] == "\\" and not sign.isalnum():
            start -= 1
    if start and text[start - 1] in _BEFORE_NO_MAIL:
        return None
    scheme, end = "", behind.end()
    if text[start - 1 : start] == ":":
        scheme = _find_mail_scheme(text, start, before.removesuffix(name[0]))
        if not scheme:  # what stands here may be a password
            return None
    if scheme == "xmpp:" and (resource := _RESOURCE.match(text, end)):
        end = resource.end()
    address = f"{scheme}{name[0]}{text[at:end]}"
    return BareAddress(
        address if scheme else f"mailto:{address}", address, start - len(scheme), end, len(name[0] + scheme)
    )


def _find_mail_scheme(text: str, start: int, before: str) -> str:
    """The scheme that is written before an address of mail, and is no more than that; "" without one."""
    match = _MAIL_SCHEME.search(text[max(0, start - 8) : start])
    return match[0] if match and before.endswith(match[0]) else ""


def _before_closing(text: str, at: int) -> int:
    """Where an address ends that goes on from a place: at the latest before a bracket that closes none of its own."""
    opened = 0
    while match := _IN_BRACKETS.match(text, at):
        opened += {"[": 1, "]": -1}.get(match[0], 0)
        if opened < 0:
            break
        at = match.end()
    return at


def _trimmed(address: str) -> str:
    """A bare address without what the sentence around it has behind it."""
    end = len(address)
    unopened = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last in _TRAIL:
            end -= 1
        elif last == ")" and unopened > 0:
            end, unopened = end - 1, unopened - 1
        elif last == ";":
            start = address.rfind("&", max(0, end - _REFERENCE_BOUND), end)
            if start < 0 or not _REFERENCE.fullmatch(address, start, end):
                break
            end = start
        else:
            break
    return address[:end]
