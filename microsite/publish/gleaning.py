"""What a built page says that its host has to know: its policy, what runs in it, where it leads by itself."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Mapping

from microsite.values.named import NamedTuple


class Gleaned(NamedTuple):
    """What a page says. `policies` are those that it has in itself (Content-Security-Policy, level 3).

    `scripts` and `styles` are the hashes, as a policy names them, of those that stand in it and are no data. `target`
    is the address that it leads to at once, "" of a page that stays.
    """

    policies: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    target: str = ""


_BEGIN = re.compile(r"<!--|<(meta|script|style)(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"""(?>[^"'>]+|"[^"]*"|'[^']*')*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]++)))?""")
_END = {name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE) for name in ("script", "style")}
_AT_ONCE = re.compile(r"\s*0(?:\.0*)?\s*[;,]?\s*url\s*=\s*(['\"]?)(.*)\1\s*", re.IGNORECASE | re.DOTALL)

_RUN = frozenset(
    ("", "module", "importmap", "speculationrules", "text/javascript", "application/javascript", "text/ecmascript")
)
"""The types of scripts that a policy asks about: all others, such as JSON-LD, are data (HTML, “prepare the script”)."""


def look_at(page: str) -> Gleaned:
    """What a page says. Reads what other programs have written, too; takes time that grows with the page alone."""
    policies, target = [], ""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for name, attributes, text in _find_elements(page):
        if name == "meta":
            asked, content = attributes.get("http-equiv", "").lower(), attributes.get("content", "")
            if asked == "content-security-policy":
                policies.append(content)
            elif asked == "refresh" and not target and (found := _AT_ONCE.fullmatch(content)):
                target = found[2].strip()
        elif text and "src" not in attributes and (name == "style" or _kind(attributes) in _RUN):
            hashes[name].append(_hash(text))
    return Gleaned(tuple(policies), tuple(hashes["script"]), tuple(hashes["style"]), target)


def _find_elements(page: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """The elements that matter: name, attributes and text. What is not closed ends the page."""
    at = 0
    while begin := _BEGIN.search(page, at):
        if not begin[1]:
            at = page.find("-->", begin.end())
            if at < 0:
                return
            continue
        tag = _ATTRIBUTES.match(page, begin.end())
        if tag is None:
            return
        name, at, text = begin[1].lower(), tag.end(), ""
        if name in _END:
            end = _END[name].search(page, at)
            if end is None:
                return
            text, at = _plain(page[at : end.start()]), end.end()
        yield name, _read_attributes(tag[0]), text


def _plain(text: str) -> str:
    """The text of an element, without the marks that XML may have around it."""
    inner = text.strip()
    is_marked = inner.startswith("<![CDATA[") and inner.endswith("]]>")
    return inner.removeprefix("<![CDATA[").removesuffix("]]>") if is_marked else text


def _read_attributes(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(tag):
        found.setdefault(one[1].lower(), html.unescape(one[2] or one[3] or one[4] or ""))
    return found


def _kind(attributes: Mapping[str, str]) -> str:
    return attributes.get("type", "").partition(";")[0].strip().lower()


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
