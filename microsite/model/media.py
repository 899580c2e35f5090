"""Which files of content may be published, told by their names and their first bytes: the one rule for all copies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Literal

from microsite.model.source import HEAD
from microsite.values.named import NamedTuple

Use = Literal["picture", "download"]
"""What a text does with a file: it shows it, or leads to it."""

PICTURES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp", "avif": "avif"}
"""What every browser shows as a picture, by the ending that servers know it by."""

ENDINGS = {"png": "png", "jpeg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif"}
"""The ending that a picture is best called by, by what its bytes make of it."""

DOWNLOADS = frozenset(
    # Documents, tables, calendars and addresses; archives; sound and film; pictures for print. Browsers show a PDF,
    # a text, sound and film in viewers of their own, without a script that sees the site, and save everything else.
    """
    pdf txt csv tsv rtf doc docx xls xlsx ppt pptx odt ods odp odg epub ics vcf
    zip 7z
    mp3 m4a ogg oga opus wav flac mp4 m4v mov webm ogv
    tif tiff eps
    """.split()  # noqa: SIM905 - words are easier to read and to add to than a list of forty strings
)
"""The endings of files that a text may lead to, beside pictures; the operator adds others (`downloads`)."""

_DOCUMENTS = """
    htm html hxt htt stm xht xhtm xhtml xml xsl xslt xsd rng rss atom rdf mml mathml svg svgz xul xbl mht mhtml eml
    js mjs cjs css wasm swf hta htc
"""
_SERVED = """
    shtm shtml php php2 php3 php4 php5 php6 php7 php8 phps pht phtm phtml phar asa asax ascx ashx asmx asp aspx axd cer
    cfm cgi fcgi jhtml jsp jspx pl py rb htaccess htpasswd
"""
_PACKED = "gz tgz taz z br zst"
_RUN = {
    **dict.fromkeys(_DOCUMENTS.split(), "which browsers open as a page or a script of this site"),
    **dict.fromkeys(_SERVED.split(), "which many servers run"),
    **dict.fromkeys(_PACKED.split(), "which browsers unpack, to open what is in it as part of this site"),
}
_POLISH = "pl"  # in the middle of a name it tells the language
_BEFORE_ENDING = re.compile("[.;]")  # some servers end a name at a semicolon

_MARKUP = rb"(?:\xef\xbb\xbf|\xfe\xff|\xff\xfe|[\t\n\v\f\r ])*<[A-Za-z!?/]"
"""What HTML and XML begin with once NULs, which every second byte of UTF-16 is, are taken away."""

_NAMES = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WebP", "avif": "AVIF"}

_OF_CAMERAS = {"heic": "HEIC", "tiff": "TIFF"}
"""What cameras and scanners write, and not every browser shows."""

_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})

Signature = Literal["png", "jpeg", "gif", "webp", "avif", "heic", "tiff", "markup", "empty", ""]
"""What the first bytes of a file make of it: a picture, what a browser may read as HTML or XML, nothing, or none."""


class Refusal(NamedTuple):
    """Why a file may not be published: the rule, what to say after its name, and what to do."""

    rule: str
    message: str
    hint: str


_CAMERA = re.compile(
    r"(?:img|dsc[fn]?|pxl|mvimg|screenshot|image|photo|bild|foto|截图|图片)[-_ ]?[0-9][-_ 0-9]*", re.IGNORECASE
)


def is_file_name(text: str, path: str) -> bool:
    """True of a picture's text that is the name of its file, or one that a camera gave: IMG_1234, hall.jpg."""
    text, name = text.strip(), path.rpartition("/")[2]
    stem, _, ending = text.rpartition(".")
    if stem and " " not in text and ending.lower() in (*PICTURES, "svg", "tif", "tiff", "heic"):
        return True
    own = name.rpartition(".")[0]
    is_coded = bool(re.search(r"[0-9_-]", own)) and text.casefold() in (own.casefold(), name.casefold())
    return text in (own, name) or is_coded or bool(_CAMERA.fullmatch(text))


def find_signature(head: bytes) -> Signature:
    """The type of a file by its first bytes, as browsers guess it.

    Anything that a browser may take for HTML or XML is markup, whatever else it looks like (WHATWG MIME Sniffing, 7.1).
    """
    head = head[:HEAD]
    if not head or re.match(_MARKUP, head.replace(b"\0", b"")):
        return "markup" if head else "empty"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head.startswith(b"RIFF") and head.startswith(b"WEBPVP", 8):
        return "webp"
    brands = _find_brands(head)
    is_tiff = head.startswith((b"II*\0", b"MM\0*"))
    return "avif" if brands & {b"avif", b"avis"} else "heic" if brands & _HEIC else "tiff" if is_tiff else ""


def _find_brands(head: bytes) -> set[bytes]:
    """The brands that the first box of ISO media names, its own and those that it goes with; empty of anything else."""
    end = min(int.from_bytes(head[:4]), len(head))
    if not head.startswith(b"ftyp", 4) or end < 16:
        return set()
    return {head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))}


def find_refusal(path: str, signature: Signature, use: Use, more: Collection[str] = ()) -> Refusal | None:
    """Why a file may not be published for this use; None if it may. `more` are endings that the operator allows.

    Whatever may be shown as a picture may be led to. Reports `picture-invalid` and `download-unsafe`.
    """
    name = path.rpartition("/")[2]
    last = _last_ending(name)
    if use == "picture" or last in PICTURES:
        found = _check_name(path, name, picture=signature) or _check_picture(name, last, signature)
        return Refusal("picture-invalid", *found) if found else None
    found = _check_name(path, name) or _check_download(last, signature, more)
    return Refusal("download-unsafe", *found) if found else None


def why_unsafe(ending: str) -> str:
    """The reason why files with that ending are never offered; "" if the operator may decide."""
    return _RUN.get(_folded(ending), "")


def _last_ending(name: str) -> str:
    """The ending that a server and a reader go by; "" if there is none, or none in plain letters."""
    ending = name.rpartition(".")[2] if "." in name else ""
    return ending.lower() if ending.isascii() else ""


def _folded(ending: str) -> str:
    return unicodedata.normalize("NFKC", ending).strip().casefold()


def _check_name(path: str, name: str, picture: Signature | None = None) -> tuple[str, str] | None:
    """What is wrong with a name, and what to do. A server may go by any ending, a browser goes by what the server says.

    What the last ending of a picture should be its bytes tell.
    """
    stem, *endings = _BEFORE_ENDING.split(name)
    if any(part.startswith(".") for part in path.split("/")) or name != name.strip() or not (endings and endings[-1]):
        hint = f"call it {stem.strip() or 'programme'}.{ENDINGS.get(picture or '', 'pdf')}"
        return "has no ending that says what it is", hint
    for number, ending in enumerate(endings, start=1):
        is_last = number == len(endings)
        why = why_unsafe(ending)
        if not why or (is_last and picture is not None) or (_folded(ending) == _POLISH and not is_last):
            continue
        kept = [one for one in (stem, *endings[: number - 1], *endings[number:]) if one]
        is_page = ending.lower() in ("htm", "html", "xhtml")
        hint = "offer it as a PDF or in a ZIP file" + (", or write it as a page in Markdown" if is_page else "")
        return f"has the ending “.{ending}”, {why}", hint if is_last else f"call it {'.'.join(kept)}"
    return None


_CONVERT = "another name does not make it another picture"


def _check_picture(name: str, last: str, signature: Signature) -> tuple[str, str] | None:
    if signature in _NAMES:
        message = f"holds a {_NAMES[signature]} picture; its name says otherwise"
        hint = f"call it {name.rpartition('.')[0]}.{ENDINGS[signature]}"
        return None if PICTURES.get(last) == signature else (message, hint)
    if signature == "empty":
        return "is empty", "copy the file once more, or save the picture again"
    hint = "save it as PNG, JPEG, GIF, WebP or AVIF"
    if last in ("svg", "svgz"):
        return "is a drawing in SVG, which can hold scripts", "save it as PNG or WebP"
    if signature == "markup":
        return "is not a picture: it begins as HTML or XML does", hint
    if kind := _OF_CAMERAS.get(signature):
        is_named_so = PICTURES.get(last) is None
        message = f"{'is' if is_named_so else 'holds'} a {kind} picture, which not every browser shows"
        return message + ("" if is_named_so else "; its name says otherwise"), f"{_CONVERT}: {hint}"
    return "is not a picture that every browser shows", hint


def _check_download(last: str, signature: Signature, more: Collection[str]) -> tuple[str, str] | None:
    if last not in DOWNLOADS and last not in more:
        hint = "offer it as a PDF or in a ZIP file"
        hint += f", or ask the operator to add {last} to downloads: in site.yaml" if last else ""
        return f"ends in “.{last}”, which is not one of the documents and archives that the site offers", hint
    if signature == "markup":
        hint = "offer it as a PDF or in a ZIP file, or let it begin without “<”"
        return "begins as HTML or XML does, so that browsers may open it as a page of this site", hint
    return None
