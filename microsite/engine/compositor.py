"""A process that sets compositions with Typst, one after the other, as long as the one that began it asks for more."""

from __future__ import annotations

import json
import re
import signal
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import typst

from microsite.engine.typesetter import Medium, read_frame, write_frame
from microsite.files.disk import remove_all
from microsite.files.writing import write_file

_DOT = 72
"""Pixels an inch: a point of a template is a pixel."""

_UNSEEN = ("Cc", "Cf", "Mn", "Mc", "Me", "Zs", "Zl", "Zp")
"""Categories of characters that need no glyph, or have one with the letter that they belong to."""

_BARRED = re.compile("[\ufeff\ufffe]")
"""Characters that mark the order of bytes, which no PDF for everybody may have."""

_REMEDIES = (
    ("could not be displayed", re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]"), ""),
    ("could not be displayed", re.compile("[\u00ad\u200c\u200d]"), ""),
    ("skipped from heading level", re.compile(r'(?<=\{"level": )[3-6](?=\})'), "2"),
)
"""What Typst says of what a PDF for everybody may not have, what in the data is meant, and what stands there instead.

Characters that nobody sees may be there beside others, but not always: those go first that are needed least. A heading
may have lost all that it said, and the next one is too deep then.
"""

_PROBE = """
#set document(title: "glyphs")
#set text(hyphenate: false)
#for one in sys.inputs.data.clusters() [#one ]
"""
"""A PDF for everybody (PDF/UA) is not made where a font lacks a glyph, and says so; pictures have boxes."""


class Compositor:
    """Sets compositions with the fonts of this machine, and with those that Typst brings along."""

    def __init__(self, folder: Path) -> None:
        """Look through the fonts. The pictures of compositions are put into a folder, and Typst sees no other files."""
        fonts = typst.Fonts()
        self._families = {family.lower() for family in fonts.families()}
        self._compiler = typst.Compiler(font_paths=fonts, root=folder)
        self._folder = folder
        self._known: dict[str, bool] = {}

    def set(
        self, template: str, data: str, files: dict[str, bytes], words: str, form: Medium, moment: int
    ) -> tuple[bytes, str]:
        """The bytes of a composition, and the characters that no font has. Raises `RuntimeError` of Typst."""
        missing = self._find_missing(words)
        for name, picture in files.items():
            if not (self._folder / name).exists():  # no two pictures have one name
                write_file(self._folder / name, picture)
        data = _without(_BARRED.sub("", data), missing)
        remedies = list(_REMEDIES)
        while True:
            try:
                return self._compile(template, self._tell_fonts(data), form, moment), missing
            except typst.TypstError as error:
                remedy = next((one for one in remedies if one[0] in str(error)), None)
                if remedy is None:
                    raise
                remedies.remove(remedy)
                data = remedy[1].sub(remedy[2], data)

    def _tell_fonts(self, data: str) -> str:
        """JSON with those of its fonts alone that there are."""
        told = json.loads(data)
        told["fonts"] = [name for name in told["fonts"] if name.lower() in self._families]
        return json.dumps(told, ensure_ascii=False)

    def _compile(self, template: str, data: str, form: Medium, moment: int) -> bytes:
        more: dict[str, Any] = {"ppi": _DOT} if form == "png" else {"pdf_standards": "ua-1", "timestamp": moment}
        made, _ = self._compiler.compile_with_warnings(
            template.encode(), format=form, sys_inputs={"data": data}, **more
        )
        if not isinstance(made, bytes):
            raise RuntimeError("it gave more than one page")  # noqa: TRY004 (nothing that was given is of a wrong type)
        return made

    def _find_missing(self, words: str) -> str:
        """The characters that no font has, sorted."""
        wanted = sorted({one for one in words if not one.isascii() and unicodedata.category(one) not in _UNSEEN})
        self._look_for([one for one in wanted if one not in self._known])
        return "".join(one for one in wanted if not self._known[one])

    def _look_for(self, characters: Sequence[str]) -> None:
        """Know which of them there are glyphs for: all of them, mostly, which is seen at once."""
        if not characters:
            return
        try:
            self._compile(_PROBE, "".join(characters), "pdf", 0)
        except typst.TypstError:
            if len(characters) == 1:
                self._known[characters[0]] = False
                return
            half = len(characters) // 2
            self._look_for(characters[:half])
            self._look_for(characters[half:])
        else:
            self._known |= dict.fromkeys(characters, True)


def _without(data: str, missing: str) -> str:
    """JSON without some characters, with what only changes them, and with what joins them (emoji)."""
    if not missing:
        return data
    return re.sub(f" ?[{re.escape(missing)}][\u200d\ufe0e\ufe0f\u20e3]*", "", data)


def main() -> None:
    """Set what comes in, and write what becomes of it, or why nothing does. Signals mean the one that began it.

    If that one is killed, nothing comes any more, and nobody else takes the folder away.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    folder = Path(sys.argv[1])
    compositor = Compositor(folder)
    reading, writing = sys.stdin.buffer, sys.stdout.buffer
    with suppress(BrokenPipeError):
        while (asked := read_frame(reading)) is not None:
            try:
                write_frame(writing, (*compositor.set(*asked), ""))
            except RuntimeError as error:
                write_frame(writing, (b"", "", str(error).strip()))
    with suppress(OSError):
        remove_all(str(folder))


if __name__ == "__main__":
    main()
