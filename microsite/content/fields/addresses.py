"""The readers of fields that become addresses or paths: nothing read here can leave its place."""

from __future__ import annotations

import re
import unicodedata
import urllib.parse

from microsite.content.fields.table import FieldType, Reading, read_text, written_so
from microsite.content.yaml.nodes import Items, Node, Scalar, shown
from microsite.model.layout import is_plain
from microsite.model.media import why_unsafe
from microsite.model.names import find_unfit, is_device, make_fit
from microsite.model.slips import find_meant, find_slip

SLUG_BOUND = 100
SEGMENT_BOUND = 240  # bytes; file systems give a name 255
ALIAS_BOUND = 500

_BASE_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?P<port>:[0-9]{1,5})?"
    r"(?P<path>(?:/(?:[a-z0-9._~!$&'()*+,;=:@-]|%[0-9a-f]{2})*)*)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>\"\\^`{|}/?#][^\s<>\"\\^`{|}]*", re.IGNORECASE)
_SCHEME = re.compile("[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NOT_IN_ALIAS = re.compile(r"[\s\\?#%<>\"|*:]")
_ORIGIN = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^/]*", re.IGNORECASE)
_HOSTS_OWN = frozenset(("_headers", "_redirects", "_routes.json", "_worker.js", "cname"))
"""What hosts read at the root of a site: a page there would take the place of what `publish` tells them."""
_ENDING = re.compile("[a-z0-9]{1,16}")
_NOT_IN_FILE = re.compile(r"[\\<>\"|*:?]")


def read_slug(node: Node, name: str, reading: Reading) -> str | None:
    """Read the last part of an address, NFC. Reports `slug-invalid`, with the slug that may be meant."""
    text = read_text(node, name, reading)
    if text is None:
        return None
    slug = unicodedata.normalize("NFC", text)
    complaint, hint = _slug_complaint(slug, name)
    if complaint:
        reading.tell("slug-invalid", f"“{name}” {complaint}: {shown(slug)}", node.span, hint)
        return None
    return slug


def _slug_complaint(slug: str, name: str) -> tuple[str, str]:
    """The fault of a slug, and a hint for the field of that name; ("", "") if there is none."""
    if len(slug) > SLUG_BOUND or len(slug.encode()) > SEGMENT_BOUND:
        complaint = f"is longer than {SLUG_BOUND} characters or {SEGMENT_BOUND} bytes"
        return complaint, "use the two or three words that matter"
    kept = "".join(character if is_plain(character) else "-" for character in slug)
    if kept != slug or unicodedata.category(slug[0])[0] == "M":
        suggestion = re.sub("-+", "-", kept).strip("-").lower()
        complaint = "may hold letters, digits, hyphens and underscores"
        return complaint, written_so(name, make_fit(suggestion or "old-harbour"))
    if is_device(slug):
        return "is reserved by Windows for a device", written_so(name, make_fit(slug))
    return "", ""


def read_aliases(node: Node, name: str, reading: Reading) -> tuple[str, ...] | None:
    """Read former addresses: paths from the root of the site, NFC, each once. Reports `alias-invalid`."""
    if not isinstance(node, Items):
        if isinstance(node, Scalar) and not node.is_empty:
            message = f"“{name}” must be {TYPES['aliases'].doc}; here it is the text {shown(node.text)}"
            reading.tell("field-type", message, node.span, written_so(name, _list_aliases(node.text)))
        else:
            reading.tell_type("aliases", node, name)
        return None
    aliases = [_read_alias(item, f"{name}[{n}]", reading) for n, item in enumerate(node.items, start=1)]
    return tuple(dict.fromkeys(alias for alias in aliases if alias is not None))


def _read_alias(node: Node, name: str, reading: Reading) -> str | None:
    text = read_text(node, name, reading)
    if text is None:
        return None
    alias = unicodedata.normalize("NFC", text)
    complaint, hint = _alias_complaint(alias)
    if complaint:
        hint = hint or "write a path of this site: /de/old-name/"
        reading.tell("alias-invalid", f"“{name}” {complaint}: {shown(alias)}", node.span, hint)
        return None
    return alias


def _list_aliases(text: str) -> str:
    """The valid aliases that a text stands for, as a list of YAML; the example if there is none."""
    from microsite.content.fields.items import split_items  # see `Reading.tell_type`
    from microsite.content.yaml.lines import write_item

    meant = filter(None, map(_meant_alias, split_items(unicodedata.normalize("NFC", text))))
    items = ", ".join(write_item(alias, "[{}]") for alias in meant)
    return f"[{items}]" if items else TYPES["aliases"].example


def _meant_alias(alias: str) -> str:
    """The alias itself if it is valid, else the one that its hint has; "" if that has none."""
    complaint, hint = _alias_complaint(alias)
    written = hint.removeprefix("write ")
    return written if complaint and written.startswith("/") else "" if complaint else alias


def _alias_complaint(alias: str) -> tuple[str, str]:
    """The fault of an alias, and a hint, "" for the usual one; ("", "") if there is none."""
    unwanted = _NOT_IN_ALIAS.search(alias)
    if len(alias) > ALIAS_BOUND:
        result = (f"is longer than {ALIAS_BOUND} characters", "")
    elif origin := _ORIGIN.match(alias):
        path = alias[origin.end() :]
        meant = _meant_alias(path) if path.startswith("/") else ""
        result = ("is a whole address", f"write {meant or 'what follows the host: /de/old-name/'}")
    elif not alias.startswith("/"):
        meant = _meant_alias(f"/{alias}")
        result = ("does not begin with “/”", f"write {meant}" if meant else "")
    elif unwanted and unwanted[0] == "%":
        plain = urllib.parse.unquote(alias)
        meant = "" if "%" in plain else _meant_alias(plain)
        result = ("is percent-encoded", f"write {meant}" if meant.startswith("/") else "")
    elif unwanted:
        result = (f"holds {shown(unwanted[0]) if unwanted[0].strip() else 'a space'}", _mend_alias(alias))
    else:
        odd = _find_odd_part(alias.removeprefix("/").removesuffix("/").split("/"))
        result = (odd, _mend_alias(alias) if odd else "")
    return result


def _mend_alias(alias: str) -> str:
    """The hint that shows an alias without what it may not hold; "" if nothing is left of it."""
    path = re.split("[?#]", alias, maxsplit=1)[0]
    parts = [_NOT_IN_ALIAS.sub("-", part).strip("-.") for part in re.sub(r"\s+", "-", path).split("/")]
    mended = f"/{'/'.join(filter(None, parts))}/"
    return f"write {mended}" if len(mended) > len("//") and mended != alias and not _alias_complaint(mended)[0] else ""


def _find_odd_part(segments: list[str]) -> str:
    """What is wrong with the parts of an alias, "" if nothing is."""
    if not all(segments):
        return "leads to the root, or has two slashes together"
    if segments[0].casefold() in _HOSTS_OWN:
        return f"begins with a name that hosts keep for themselves, {segments[0]}"
    if any(segment.startswith(".") for segment in segments):
        return "has a part that begins with a dot"
    if any(len(segment.encode()) > SEGMENT_BOUND for segment in segments):
        return f"has a part of more than {SEGMENT_BOUND} bytes"
    unfit = next(filter(find_unfit, segments), "")
    return f"has a part that {find_unfit(unfit)}" if unfit else ""


def read_file(node: Node, name: str, reading: Reading) -> str | None:
    """Read the path of a file in the group's folder, as a path from the root. Reports `file-unsafe`."""
    text = read_text(node, name, reading)
    if text is None:
        return None
    if text.startswith("/") or _NOT_IN_FILE.search(text) or any(part in ("", ".", "..") for part in text.split("/")):
        message = f"“{name}” is not a file in {reading.folder}/: {shown(text)}"
        last = re.split(r"[/\\:]", text)[-1].strip(".")
        reading.tell("file-unsafe", message, node.span, f"put the file there, and write its name: {last or 'hall.jpg'}")
        return None
    return f"{reading.folder}/{unicodedata.normalize('NFC', text)}"


def read_endings(node: Node, name: str, reading: Reading) -> tuple[str, ...] | None:
    """Read endings of files, lower case, each once. Reports `config-invalid` for those that browsers or servers run."""
    if not isinstance(node, Items):
        reading.tell_type("endings", node, name)
        return None
    endings = [_read_ending(item, f"{name}[{n}]", reading) for n, item in enumerate(node.items, start=1)]
    return tuple(dict.fromkeys(ending for ending in endings if ending is not None))


def _read_ending(node: Node, name: str, reading: Reading) -> str | None:
    text = read_text(node, name, reading)
    if text is None:
        return None
    ending = text.lower()
    why = why_unsafe(ending.rpartition(".")[2])
    if why:
        hint = "such files are offered in a ZIP file" + ("" if ending != "svg" else ", drawings as PNG or WebP")
        reading.tell("config-invalid", f"“{name}” cannot be {shown(text)}, {why}", node.span, hint)
        return None
    if not _ENDING.fullmatch(ending):
        plain = re.sub("[^a-z0-9]", "", ending.rpartition(".")[2])
        hint = f"write {plain}" if plain else "write one such as dwg"
        reading.tell("config-invalid", f"“{name}” is not the ending of a file: {shown(text)}", node.span, hint)
        return None
    return ending


def read_url(node: Node, name: str, reading: Reading) -> str | None:
    """Read the address of a page anywhere, http or https; of what is none, the hint is the one that is meant."""
    text = read_text(node, name, reading)
    if text is None or (_URL.fullmatch(text) and not find_slip(text)):
        return text
    meant = find_meant(text)
    if not _URL.fullmatch(meant):
        meant = "" if _SCHEME.match(meant) or "." not in meant else f"https://{meant}"
    if _URL.fullmatch(meant) and not find_slip(meant):
        message = f"“{name}” must be {TYPES['url'].doc}; here it is the text {shown(text)}"
        reading.tell("field-type", message, node.span, written_so(name, meant))
    else:
        reading.tell_type("url", node, name)
    return None


def parse_base_url(text: str) -> tuple[str, str]:
    """(base URL, ""): scheme and host in lower case, a slash at its end; or ("", what is wrong with it).

    A base URL is ASCII: http or https, a host, perhaps a port and a path; no query, fragment, or part of dots.
    """
    match = _BASE_URL.fullmatch(text)
    path = match["path"] if match else ""
    plain = urllib.parse.unquote(path)
    if re.match("https?://", text, re.IGNORECASE) is None:
        return "", "must begin with https:// or http://"
    if "?" in text or "#" in text:
        return "", "must end with its path: “?” and “#” begin other things"
    if not text.isascii():
        return "", "must be ASCII: the host in Punycode (xn--…), the path percent-encoded"
    if match is None or int((match["port"] or ":1")[1:]) not in range(1, 65536) or not _is_host(match["host"]):
        return "", "is not the address of a site"
    if "//" in plain or "\\" in plain or any(part in (".", "..") for part in plain.split("/")):
        return "", "has an empty part, or a part of dots, in its path"
    host = match["host"].lower() + (match["port"] or "")
    return f"{match['scheme'].lower()}://{host}{path.removesuffix('/')}/", ""


def _is_host(host: str) -> bool:
    """True of a name or an address whose labels are not empty (RFC 1123, roughly)."""
    return host.startswith("[") or all(label and label.strip("-") == label for label in host.split("."))


def read_base_url(node: Node, name: str, reading: Reading) -> str | None:
    """Read the site's own address, see `parse_base_url`. Reports `config-invalid`."""
    text = read_text(node, name, reading)
    if text is None:
        return None
    url, complaint = parse_base_url(text)
    if complaint:
        guesses = (
            parse_base_url(guess)[0]
            for guess in (find_meant(text), f"https://{text}", re.split("[?#]", text, maxsplit=1)[0])
        )
        example = next(filter(None, guesses), "https://harbour.example/")
        reading.tell("config-invalid", f"“{name}” {complaint}: {shown(text)}", node.span, written_so(name, example))
        return None
    return url


TYPES: dict[str, FieldType] = {
    "slug": FieldType("the last part of an address: letters, digits, hyphens, underscores", "old-harbour", read_slug),
    "aliases": FieldType("a list of paths that begin with /", "[/de/old-name/]", read_aliases),
    "file": FieldType("the name of a file in the group's folder", "hall.jpg", read_file),
    "endings": FieldType("a list of endings of files", "[dwg, ifc]", read_endings),
    "url": FieldType("an address that begins with https:// or http://", "https://harbour.example/", read_url),
    "base-url": FieldType("the site's address, with its path", "https://harbour.example/", read_base_url),
}
