"""What hints tell to do, done by the letter, as somebody does it who does not think.

This is the grammar of hints that can be followed so. What it does not know, only a person can do.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

from whole_sites import call

_TO_ITS_END = r"(?=$|\n|, or | if | with a no-break space|, which |, the day alone|; )"
_WRITE = re.compile(rf"write (?:“(?P<quoted>[^”]*)”|(?P<plain>.+?)){_TO_ITS_END}")
_FIELD = re.compile(
    r"(?:write (?:a colon and a space after the name: )?|put the text in quotation marks: )(?:(?P<name>[\w-]+): |- )"
    rf"(?P<value>\"[^\"]*\"|'(?:[^']|'')*'|\{{.*?\}}|\[.*?\]|.+?){_TO_ITS_END}"
)
_NEARLY = re.compile(r"did you mean “(?P<word>.+)”\?")
_CALLED = re.compile(r"call it (?P<name>\S+)")
_RUN = re.compile(r"run:? (?P<command>microsite [^,\n]+)")
_SAVE = re.compile("save the file as UTF-8; in (?P<encoding>Windows-1252) this byte is")
_BEGIN = re.compile("begin the file with\n(?P<lines>.+)", re.DOTALL)
_END = re.compile(r"write (?P<end>\S+) (?:in a line of its own )?where it ends")


def follow(hint: str, span: dict[str, Any], root: Path) -> bool:
    """Do what a hint says at its place, below a folder; False if only a person can."""
    path = root / span["path"]
    if found := _RUN.search(hint):
        call(*shlex.split(found["command"])[1:], folder=root)
    elif (found := _CALLED.match(hint)) and not span["length"]:
        path.rename(path.with_name(found["name"]))
    elif (found := _SAVE.match(hint)) and path.is_file():
        path.write_bytes(path.read_bytes().decode(found["encoding"]).encode())
    else:
        text = path.read_bytes().decode() if path.is_file() else ""
        new = _edit(hint, text, span, path.parent) if text else None
        if new is None:
            return False
        path.write_bytes(new.encode())
    return True


def _edit(hint: str, text: str, span: dict[str, Any], folder: Path) -> str | None:
    """A text in which somebody has done what the hint says; None if that is for a person."""
    if found := _BEGIN.match(hint):
        return f"{found['lines']}\n{text}"
    if found := _END.match(hint):
        return f"{text.rstrip()}\n{found['end']}\n"
    lines, number = text.split("\n"), span["line"] - 1
    if number < 0:
        return None
    start = max(span["column"] - 1, 0)
    end = start + span["length"]
    if hint.startswith("delete it"):  # a character, wherever it stands
        return text.replace(lines[number][start:end], "")
    if hint.startswith("take the line out"):
        return "\n".join(lines[:number] + lines[number + 1 :])
    line = _edit_line(hint, lines[number], start, end, folder)
    return None if line is None else "\n".join([*lines[:number], line, *lines[number + 1 :]])


def _edit_line(hint: str, line: str, start: int, end: int, folder: Path) -> str | None:
    marked = line[start:end]
    if found := _FIELD.match(hint):
        return _write_field(line, start, end, found)
    if not marked:
        return None
    if re.match("(take|remove) it", hint):
        return (line[:start] + line[end:]).rstrip()
    if found := _NEARLY.match(hint):
        name = re.search(r"\{\{\s*([\w-]+)", marked)
        return line[:start] + (marked.replace(name[1], found["word"]) if name else found["word"]) + line[end:]
    if found := _CALLED.match(hint):
        (folder / marked).rename((folder / marked).with_name(found["name"]))
        return line[:start] + marked.rpartition("/")[0] + "/" + found["name"] + line[end:]
    found = _WRITE.match(hint)
    return _fit(line, start, end, found["quoted"] or found["plain"]) if found else None


def _write_field(line: str, start: int, end: int, found: re.Match[str]) -> str:
    """The line with a field as the hint has it: a line of its own, or within a mapping on one line."""
    name, value = found["name"], found["value"]
    is_within = start < end and name and line[:start].endswith(f"{name}: ") and line.split(maxsplit=1)[0] != f"{name}:"
    if is_within:
        return line[:start] + value + line[end:]
    kept = f"{line}\n" if line.strip() == "---" else line[: len(line) - len(line.lstrip())]
    return kept + (f"{name}: {value}" if name else f"- {value}")


def _fit(line: str, start: int, end: int, written: str) -> str:
    """The line with what is to be written, which may repeat what stands beside its place."""
    before = next(n for n in range(min(start, len(written)), -1, -1) if written.startswith(line[start - n : start]))
    most = min(len(line) - end, len(written) - before)
    after = next(n for n in range(most, -1, -1) if written.endswith(line[end : end + n]))
    return line[: start - before] + written + line[end + after :]
