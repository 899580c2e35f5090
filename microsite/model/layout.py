"""What each file under `content/` is, by its path alone."""

import re
import unicodedata
from collections.abc import Collection
from typing import Literal

from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.model.kinds import KIND_BY_FOLDER, Kind
from microsite.model.names import LONGEST_DEVICE, is_device
from microsite.model.tongues import suggest_language
from microsite.values.named import NamedTuple

CONTENT = "content/"
CONFIG = "content/site.yaml"

EDITOR = "admin/"
EDITOR_SCRIPT = f"{EDITOR}sveltia-cms.js"
EDITOR_SETTINGS = f"{EDITOR}config.json"
EDITOR_FILES = (f"{EDITOR}index.html", EDITOR_SETTINGS, EDITOR_SCRIPT)
"""The files of an editor in the browser: all that is ever read of the folder, and published if the site wants that."""

_SITE = CONFIG.removeprefix(CONTENT)
_CONFIGS = frozenset({f"{CONTENT}{name}" for name in ("site.yml", "config.yaml", "config.yml", "_config.yml")})
_BYTES = 240  # of a key: it becomes the name of a folder, and file systems give a name 255


NOT_MARKDOWN = frozenset({"doc", "docx", "htm", "html", "mdx", "odt", "pages", "rtf", "txt"})
"""Endings of texts that somebody may have meant to publish."""


class Place(NamedTuple):
    """What a path stands for: an entry, a group's file, or a file to be linked to ("media", without kind and key)."""

    role: Literal["entry", "group", "media"]
    kind: Kind | None = None
    key: str = ""
    locale: str = ""


def find_name(written: str) -> str:
    """What an entry, a file or a folder below `content/` is called there, as people write it to a command."""
    path = unicodedata.normalize("NFC", written).replace("\\", "/").removeprefix("./").strip("/")
    return "" if path in (".", CONTENT.rstrip("/")) else path.removeprefix(CONTENT)


def fold(path: str) -> str:
    """What paths have in common that some disks take for one: their letters, in whatever case and composition."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def find_owner(path: str) -> tuple[str, str] | None:
    """The kind and key of the entry that a file belongs to, for it lies in a folder, or has a name, that begins so."""
    folder, _, below = path.removeprefix(CONTENT).partition("/")
    key = below.partition("/")[0].partition(".")[0]
    return (KIND_BY_FOLDER[folder].name, key) if key and folder in KIND_BY_FOLDER else None


def folders_above(path: str) -> list[str]:
    """The folders above a POSIX path, outermost first."""
    above: list[str] = []
    end = path.find("/")
    while end >= 0:
        above.append(path[:end])
        end = path.find("/", end + 1)
    return above


def find_place(path: str, languages: Collection[str]) -> tuple[Place | None, tuple[Diagnostic, ...]]:
    """What the file at `path` below `content/` is; None if nothing reads it.

    Reports `key-malformed`, `language-unknown`, `file-unexpected` and `folder-expected`.
    """
    folder, _, name = path.removeprefix(CONTENT).rpartition("/")
    kind = KIND_BY_FOLDER.get(folder)
    stem, dot, ending = name.rpartition(".")
    if kind and dot and ending == "md":  # as nearly all are, and thousands are looked at
        return _entry_place(path, kind, stem, ending, languages)
    is_text = ending.lower() in ("md", "yaml", "yml") or (ending.lower() == "markdown" and kind is not None)
    if kind and ending.lower() in NOT_MARKDOWN:
        return None, (_not_markdown(path, name, stem),)
    if not is_text or not dot:
        is_folder = not folder and name in KIND_BY_FOLDER
        return (None, (not_a_folder(path),)) if is_folder else (Place("media"), ())
    if kind is None:
        return None, (_unread(path, folder),)
    if ending.lower() in ("yaml", "yml"):
        return _group_place(path, kind, stem, ending)
    return _entry_place(path, kind, stem, ending, languages)


def not_a_folder(path: str) -> Diagnostic:
    """`folder-expected`, of a file that has the name of a folder."""
    message = f"“{path}” is a file, but must be a folder"
    return problem("folder-expected", message, Span(path), hint=f"rename the file, and put the folder {path}/ back")


def _unread(path: str, folder: str) -> Diagnostic:
    """`file-unexpected`, of a text that lies in none of the folders of texts."""
    places = ", ".join(f"content/{known}/" for known in KIND_BY_FOLDER)
    near = did_you_mean(folder.rpartition("/")[2], KIND_BY_FOLDER).partition("“")[2].partition("”")[0]
    hint = f"put it into content/{near}/" if near else f"texts belong directly into one of {places}"
    hint = f"call it {_SITE}" if path.lower() in _CONFIGS else hint
    return problem("file-unexpected", "nothing reads this file here", Span(path), hint=hint)


def _not_markdown(path: str, name: str, stem: str) -> Diagnostic:
    if stem.lower().endswith(".md"):  # some editors hide the ending that they add
        message = f"“{name}” has one ending too many, and is not read"
        return problem("key-malformed", message, Span(path), hint=f"call it {stem}")
    message = f"“{name}” is not read: texts are written in Markdown"
    hint = "copy the text into a file called <key>.<language>.md; what is to be downloaded lies in the folder <key>/"
    return problem("file-unexpected", message, Span(path), hint=hint)


def _group_place(path: str, kind: Kind, key: str, ending: str) -> tuple[Place | None, tuple[Diagnostic, ...]]:
    plain = _plain(key.partition(".")[0])
    if key != plain or ending != "yaml":
        message = f"a group’s file is called <key>.yaml; {_allowed(key)}"
        return None, (problem("key-malformed", message, Span(path), hint=f"call it {plain}.yaml"),)
    return Place("group", kind, key), ()


def _entry_place(
    path: str, kind: Kind, stem: str, ending: str, languages: Collection[str]
) -> tuple[Place | None, tuple[Diagnostic, ...]]:
    key, dot, locale = stem.rpartition(".")
    if not dot:
        named = next((one for one in languages if re.search(f"[-_ ]{one}$", stem)), "")
        stem = stem[: -1 - len(named)] if named else stem
        hint = f"call it {_plain(stem)}.{named or next(iter(languages), 'de')}.md"
        message = "the file’s name does not tell its language"
        return None, (problem("key-malformed", message, Span(path), hint=hint),)
    if key != _plain(key) or ending != "md":
        hint = f"call it {_plain(key)}.{locale}.md"
        message = f"a text is called <key>.<language>.md; {_allowed(key)}"
        return None, (problem("key-malformed", message, Span(path), hint=hint),)
    if locale not in languages:
        hint = suggest_language(locale, languages) or f"the site’s languages are {', '.join(languages)}; see site.yaml"
        if copied := _COPY.fullmatch(locale):
            hint = f"delete it if it is a copy of {key}.{copied[1]}.md, or call it {key}-1.{copied[1]}.md"
        return None, (problem("language-unknown", f"the site has no language “{locale}”", Span(path), hint=hint),)
    return Place("entry", kind, key, locale), ()


_COPY = re.compile(r"([a-z]{2,3}(?:-[a-z0-9]+)*)(?: ?\([0-9]+\)| - .+| (?:copy|kopie|副本|[0-9]+)\b.*)", re.IGNORECASE)
_ASCII_KEY = re.compile(r"[A-Za-z0-9_-]{1,240}")


def _allowed(key: str) -> str:
    """The rule for keys, as a message tells it for a wrong one."""
    if is_device(key):
        return f"Windows reserves the name {key} for a device"
    return "a key is made of letters, digits, hyphens and underscores"


def _plain(key: str) -> str:
    """The key that may be meant; the same if it is one. It stands in addresses, unless a slug does."""
    if _ASCII_KEY.fullmatch(key) and (len(key) > LONGEST_DEVICE or not is_device(key)):  # as nearly all are
        return key
    kept = "".join(character if is_plain(character) else "-" for character in key)
    short = kept.encode()[:_BYTES].decode(errors="ignore")
    plain = (short if short == key else "-".join(part for part in short.split("-") if part)) or "key"
    return f"{plain}-1" if is_device(plain) else plain


# Letters and marks that nobody sees (Default_Ignorable_Code_Point): two keys that differ in them look the same.
_SELECTORS = (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_UNSEEN = frozenset(map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *_SELECTORS)))


def is_plain(character: str) -> bool:
    """True of what a key or a slug may hold: visible letters of any script, digits, hyphens and underscores."""
    category = unicodedata.category(character)
    return character in "-_" or category == "Nd" or (category[0] in "LM" and character not in _UNSEEN)
