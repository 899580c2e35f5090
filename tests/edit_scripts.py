"""Edit scripts: what people and their disks do to a site between builds, drawn at random, and the law they must obey.

A script prints as the code that does it, so that what hypothesis finds can be pasted into a test of its own.
"""

from __future__ import annotations

import functools
import os
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from field_values import OF_FRONT_MATTER, OF_GROUP_FILES, Place, choices
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from picture_files import draw
from whole_sites import SITES, Done, Files, call, read_files, without, write_files

from microsite.content.fields.config import CONFIG_FIELDS
from microsite.files.disk import FOLDERS
from microsite.files.ownership import OWNERSHIP, STAGING

SITE = read_files(SITES / "edited")
"""A small site in three languages whose templates print all that they are given: what moves, shows."""

LONG_AGO = 1_000_000_000 * 10**9
"""A time in nanoseconds that lies before all builds."""

Snapshot = dict[str, tuple[bytes, int]]
"""Bytes and time of change by path."""


# ---- edits ------------------------------------------------------------------------------------------------------
# Each does nothing where it finds nothing to do, so that any part of a script is a script, and can be shrunk to.


def write(root: Path, path: str, text: str) -> None:
    """Write a text, new or over another one."""
    write_files(root, {path: text.encode()})


def paint(root: Path, path: str, width: str) -> None:
    """Write a picture, new or over another one."""
    write_files(root, {path: draw(int(width), form="GIF" if path.endswith("gif") else "PNG", mode="P")})


def delete(root: Path, path: str) -> None:
    """Delete a file."""
    (root / path).unlink(missing_ok=True)


def rename(root: Path, path: str, new: str) -> None:
    """Rename a file within its folder."""
    if (root / path).is_file():
        (root / path).rename((root / path).with_name(new))


def restore(root: Path, path: str) -> None:
    """Write a file as it was at first, if it is another by now; one that was not there is removed."""
    if path not in SITE:
        (root / path).unlink(missing_ok=True)
    elif not (root / path).is_file() or (root / path).read_bytes() != SITE[path]:
        write_files(root, {path: SITE[path]})


def replace(root: Path, path: str, old: str, new: str) -> None:
    """Write something else wherever a text stands in a file."""
    if (root / path).is_file():
        text = (root / path).read_text("utf-8")
        (root / path).write_text(text.replace(old, new), "utf-8")


def add(root: Path, path: str, text: str) -> None:
    """Add a paragraph to a file."""
    if (root / path).is_file():
        write_files(root, {path: (root / path).read_bytes() + f"\n{text}\n".encode()})


def change_field(root: Path, path: str, name: str, value: str) -> None:
    """Give a field of front matter, or of a YAML file, another value; an empty one takes it away."""
    if (root / path).is_file():
        write(root, path, with_field((root / path).read_text("utf-8"), name, value))


def with_field(text: str, name: str, value: str) -> str:
    """The text of a file with another value of a field, or without the field."""
    line = f"{name}: {value}\n" if value else ""
    changed, count = re.subn(rf"(?m)^{name}:.*\n(?: .*\n)*", lambda _: line, text, count=1)
    opening = "---\n" if text.startswith("---\n") else ""
    return changed if count else opening + line + text.removeprefix(opening)


def set_fact(root: Path, path: str, name: str, value: str) -> None:
    """Give a field of a group file another value, and write the file if there is none."""
    if value and not (root / path).is_file():
        write(root, path, "")
    change_field(root, path, name, value)


def acknowledge(root: Path, *words: str) -> None:
    """Record that translations are up to date, if what there is can be read."""
    call("ack", "--all", *words, folder=root)


def touch(root: Path, path: str) -> None:
    """Give a file another time, and nothing else."""
    if (root / path).is_file():
        os.utime(root / path)


def backdate(root: Path, path: str) -> None:
    """Give a file a time of long ago, as a checkout or an archive may."""
    if (root / path).is_file():
        os.utime(root / path, ns=(LONG_AGO, LONG_AGO))


def disguise(root: Path, path: str) -> None:
    """Change the last small letter of a file, but neither its size nor its time."""
    file = root / path
    if file.is_file() and (letters := list(re.finditer(rb"[a-y]", file.read_bytes()))):
        data, at, times = file.read_bytes(), letters[-1].start(), file.stat()
        file.write_bytes(data[:at] + bytes([data[at] + 1]) + data[at + 1 :])
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def damage(root: Path, place: str, number: int, how: str) -> None:
    """Damage one of the files that a build has written into `place`; numbers go round."""
    if files := _written(root / place):
        file = files[number % len(files)]
        data, times = file.read_bytes(), file.stat()
        if how == "delete":
            file.unlink()
        else:
            file.write_bytes(DAMAGES[how](data))
        if how == "flip unseen":
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def swap(root: Path, place: str, one: int, two: int) -> None:
    """Let two of the files that a build has written into `place` change places."""
    if files := _written(root / place):
        first, second = files[one % len(files)], files[two % len(files)]
        between = root / "between"
        first.rename(between)
        if first != second:
            second.rename(first)
        between.rename(second)


def wipe(root: Path, place: str) -> None:
    """Delete all that builds have written into `place`."""
    shutil.rmtree(root / place, ignore_errors=True)


def back_up(root: Path, place: str) -> None:
    """Keep a copy of `place`."""
    wipe(root, f"copy of {place}")
    if (root / place).is_dir():
        shutil.copytree(root / place, root / f"copy of {place}")


def bring_back(root: Path, place: str) -> None:
    """Put the copy that was kept of `place`, with the times that it had, in its place."""
    if (root / f"copy of {place}").is_dir():
        wipe(root, place)
        shutil.copytree(root / f"copy of {place}", root / place)


def leave_waiting(root: Path, name: str) -> None:
    """Leave in the output folder what a killed build may leave there."""
    if (root / "output").is_dir():
        write(root, f"output/{STAGING}/{name}", "half a pa")


def add_stray(root: Path, path: str) -> None:
    """Put a file of somebody else into the output folder."""
    if (root / "output" / OWNERSHIP).is_file():
        write(root, f"output/{path}", "not from here")


def _written(folder: Path) -> list[Path]:
    """What a build has written into a folder, but the list without which nobody knows that, and the lock."""
    others = {OWNERSHIP, "lock", *(Path(stray).name for stray in STRAYS)}
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in others)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "delete": lambda data: data,
    "empty": lambda _: b"",
    "truncate": lambda data: data[: len(data) // 2],
    "flip first": lambda data: _flip(data, 0),
    "flip": lambda data: _flip(data, len(data) // 2),
    "flip last": lambda data: _flip(data, len(data) - 1),
    "flip unseen": lambda data: _flip(data, len(data) // 2),
    "garbage": lambda data: bytes(range(256)) * (len(data) // 256 + 1),
    "twice": lambda data: data * 2,
}


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if data else b"\1"


@dataclass(frozen=True)
class Edit:
    """A call of one of the functions above, but for the folder."""

    do: Callable[..., None]
    arguments: tuple[str | int, ...]

    def __call__(self, root: Path) -> None:
        """Make the edit below a folder."""
        self.do(root, *self.arguments)

    def __repr__(self) -> str:
        """The code that does it."""
        return f"{self.do.__name__}(root, {', '.join(map(repr, self.arguments))})"


@dataclass(frozen=True)
class Row:
    """Calls of one of the functions above, with one of the choices for each argument."""

    do: Callable[..., None]
    choices: tuple[Sequence[str | int], ...]

    def edits(self) -> SearchStrategy[Edit]:
        """Any of the calls."""
        return st.tuples(*map(st.sampled_from, self.choices)).map(functools.partial(Edit, self.do))

    def choose(self, rng: random.Random) -> Edit:
        """One of the calls."""
        return Edit(self.do, tuple(map(rng.choice, self.choices)))


def edits(do: Callable[..., None], *choices: Sequence[str | int]) -> Row:
    """A row of a table; a text stands for itself."""
    return Row(do, tuple([choice] if isinstance(choice, str) else choice for choice in choices))


# ---- which ------------------------------------------------------------------------------------------------------


def having(text: str, paths: Sequence[str]) -> list[str]:
    """Those of the site's files in which a text stands."""
    return [path for path in paths if text.encode() in SITE[path]]


FieldEdits = tuple[list[str], str, list[str]]
"""The files that may have a field, its name, and what may be written in it; "" is nothing."""


def field_edits(places: Sequence[Place], paths: Sequence[str]) -> list[FieldEdits]:
    """The edits of each field of these tables, by name: one row, however many kinds have it."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for folder, field in places:
        files, values = found.setdefault(field.name, ([], []))
        files += [path for path in paths if path.startswith(f"content/{folder}/")]
        values += [value for value in choices(field) if value not in values]
    return [(files, name, values) for name, (files, values) in found.items()]


CONFIG = "content/site.yaml"
OPENING = "content/press/opening"
GROUP = f"{OPENING}.yaml"
TEXTS = sorted(path for path in SITE if path.endswith(".md"))
GROUPS = [GROUP, "content/glossary/shore-power.yaml", "content/pages/about.yaml"]
NEW_TEXTS = [
    f"content/{name}.md"
    for name in (
        *("press/farewell.de", "press/farewell.en", "press/programme.zh", "glossary/gull.en", "glossary/crane.zh"),
        *("pages/home.zh", "pages/imprint.en", "pages/history.de"),
    )
]
TEMPLATES = sorted(path for path in SITE if path.endswith((".html", ".xml")))
MEDIA = sorted(path for path in SITE if path.endswith((".png", ".pdf", ".css", ".js")))
PO = ["locales/de/LC_MESSAGES/messages.po", "locales/zh-hans/LC_MESSAGES/messages.po"]
STRAYS = ["google1234.html", "de/notes.txt"]
OF_FIELDS = field_edits(OF_FRONT_MATTER, TEXTS)
OF_GROUP_FIELDS = field_edits(OF_GROUP_FILES, GROUPS)
OF_CONFIG_FIELDS: list[FieldEdits] = [([CONFIG], field.name, choices(field)) for field in CONFIG_FIELDS]
PICTURES = next(re.finditer(r"pictures:\n(?: .*\n)+", SITE[GROUP].decode()))[0]

OF_TEXTS = (
    edits(
        write,
        TEXTS + NEW_TEXTS,
        [
            "---\ntitle: Abschied\ndate: 2025-10-01\n---\nZurück zur [Eröffnung](../press/opening.md#course).\n",
            "---\ntitle: Kran\n---\n## Höhe {#how}\n\nVierzig Meter. [Mehr](../pages/about.md)\n",
        ],
    ),
    edits(delete, TEXTS),
    edits(restore, TEXTS),
    edits(rename, TEXTS, ["renamed.de.md", "renamed.en.md", "renamed.zh.md"]),
    *(edits(change_field, *row) for row in OF_FIELDS),
    edits(acknowledge, ["--lang=en", "--lang=zh", "--trivial"]),
    edits(
        add,
        TEXTS,
        [
            *(
                "Ein Satz mehr.",
                "Möwen, Möwe und Landstrom; shore power, quay, 岸电。",
                "## Neu {#new}",
                "## Noch einmal {#course}",
                "##### Tief",
                "[fort](gone.md)",
            ),
            *("[Programm](../press/programme.md#new)", "[Kran](../glossary/crane.md)", "![](x.png)", "[[Wert]]"),
            "Möwen, Möwe und Landstrom; shore power, quay, 岸电。",
            *("| a | b |\n|---|---|\n| 1 | 2 |", "- eins\n- zwei", "<script>", "{{ guests }}"),
        ],
    ),
    edits(replace, having("## ", TEXTS), ["## ", " {#course}"], ""),
    edits(touch, TEXTS),
    edits(backdate, TEXTS),
    edits(disguise, TEXTS),
)
"""What editors do to texts."""

OF_FACTS = (
    *(edits(set_fact, *row) for row in OF_GROUP_FIELDS),
    edits(replace, GROUP, "1234567", ["7654321", "1"]),
    edits(replace, GROUP, "guests:", "visitors:"),
    edits(replace, GROUP, "A quay", "The quay"),
    edits(replace, GROUP, "pier.png", "crane.gif"),
    edits(replace, GROUP, PICTURES, ""),
    edits(write, "content/press/programme.yaml", ["date: 2025-11-11\n", "updated: 2025-07-01\nfigures: {guests: 3}\n"]),
    edits(write, "content/press/opening/crane.gif", ["<html>a crane", "GIF89a crane"]),
    edits(paint, ["content/press/opening/crane.gif", "content/press/opening/pier.png"], ["4", "900"]),
    edits(delete, ["content/press/programme.yaml", "content/press/opening/crane.gif", *MEDIA]),
    edits(restore, [GROUP, *MEDIA]),
    edits(add, MEDIA, ["more", "still more"]),
    edits(rename, MEDIA, ["pier.png", "renamed.css"]),
    edits(touch, [GROUP, *MEDIA]),
    edits(backdate, [GROUP, *MEDIA]),
    edits(disguise, MEDIA),
)
"""What they do to group files, pictures and assets."""

OF_DESIGN = (
    edits(replace, having("<h1>", TEMPLATES), "<h1>", '<h1 class="new">'),
    edits(replace, TEMPLATES, "</", "<!-- new --></"),
    edits(replace, "templates/base.html", '_("Skip to content")', ['_("The end")', '_("Start")']),
    edits(replace, "templates/term.html", "<h1>", [*['{% include "parts/end.html" %}<h1>'] * 3, "{{ nothing }}<h1>"]),
    edits(replace, "templates/base.html", '{% include "parts/end.html" %}', ""),
    edits(write, "templates/parts/end.html", ['{{ _("Published") }}', "<hr>"]),
    edits(delete, PO),
    edits(add, TEMPLATES, [*["{# new #}"] * 3, "{% if %}"]),
    edits(restore, [*TEMPLATES, *PO]),
    edits(replace, PO[0], '"Zum Inhalt"', ['"Zum Text"', '""']),
    edits(replace, PO[1], ["完", "新闻稿"], ["终", ""]),
    edits(replace, PO[0], "%(n)s Mitteilungen", ["%(n)s Texte", "Texte"]),
    edits(replace, PO, 'msgid "The end"', ['#, fuzzy\nmsgid "The end"', 'msgid "Start"']),
    edits(add, PO, [*['msgid "Unused"\nmsgstr "x"'] * 3, "nonsense"]),
    edits(touch, [*TEMPLATES, *PO]),
    edits(disguise, PO),
)
"""What designers and translators do."""

OF_CONFIG = (
    *(edits(change_field, *row) for row in OF_CONFIG_FIELDS),
    edits(replace, CONFIG, "name: Deutsch", "name: Deutsch (DE)"),
    edits(replace, CONFIG, "en_GB", "en_US"),
    edits(replace, CONFIG, "zh-Hans", "zh"),
    edits(replace, CONFIG, "  zh: {tag: zh-Hans, locale: zh_Hans_CN, name: 简体中文}\n", ""),
    edits(restore, CONFIG),
    edits(touch, CONFIG),
)
"""What operators do."""

PLACES = ["output", ".cache"]
ON_DISK = (
    edits(damage, "output", range(60), sorted(DAMAGES)),
    edits(damage, ".cache", range(60), sorted(DAMAGES)),
    edits(swap, "output", range(60), range(60)),
    edits(swap, ".cache", range(60), range(60)),
    edits(wipe, PLACES),
    edits(back_up, PLACES),
    edits(bring_back, PLACES),
    edits(leave_waiting, ["0", "de/press/index.html"]),
    edits(add_stray, STRAYS),
)
"""What happens to what builds have written."""

WORDS: list[tuple[str, ...]] = [
    *[()] * 4,  # most builds wish for nothing
    ("--drafts",),
    ("--lang", "de"),
    ("--lang", "en,zh"),
    ("--base-url", "https://preview.example/sub/"),
    ("--strict",),
    ("--now", "2001-01-01T00:00Z"),
    ("--now", "2222-01-01T00:00Z"),
]
"""What builds are asked for."""


# ---- scripts ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """Edits, and then a build with these words on the command line."""

    edits: tuple[Edit, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    """What happens to a site after its first build."""

    steps: tuple[Step, ...]

    def __repr__(self) -> str:
        """The code that does it."""
        lines = ["build(root)"]
        for step in self.steps:
            lines += [*map(repr, step.edits), f"build({', '.join(['root', *map(repr, step.words)])})"]
        return "\n" + "\n".join(lines)


def scripts(*tables: Sequence[Row]) -> SearchStrategy[Script]:
    """Scripts of a few steps of edits of these tables, as many of one as of another."""
    # Not `one_of` the rows: it would take as many from a table as that has rows.
    edit = st.sampled_from(tables).flatmap(st.sampled_from).flatmap(Row.edits)
    step = st.builds(Step, st.lists(edit, min_size=1, max_size=4).map(tuple), st.sampled_from(WORDS))
    return st.lists(step, min_size=1, max_size=3).map(lambda steps: Script(tuple(steps)))


def run(script: Script) -> None:
    """Do all that a script says to a site in a folder of its own; each of its builds must obey the law."""
    with tempfile.TemporaryDirectory() as name:
        root = write_files(Path(name), SITE)
        build(root)
        for step in script.steps:
            for edit in step.edits:
                edit(root)
            build(root, *step.words)


# ---- the law ----------------------------------------------------------------------------------------------------


def build(root: Path, *words: str) -> Done:
    """Build, and see that it comes to what a build from nothing comes to, and touches nothing but what it must."""
    before = snapshot(root / "output")
    done = call("-v", *words, folder=root)
    assert "Traceback" not in done.out + done.err, done.err
    if REFUSED.search(done.err):  # it is told what to do; what comes of that obeys the law
        assert snapshot(root / "output") == before, "a build that is refused has changed the output"
        wipe(root, "output")
        return build(root, *words)
    if "error[output-emptied]" in done.err:
        assert snapshot(root / "output") == before, "a build that is refused has changed the output"
        return build(root, *words, "--allow-removal")
    after = snapshot(root / "output")
    status, told, files = clean(root, *words)
    assert (done.status, told_of_site(done.err)) == (status, told)
    if status:
        assert after == before, "a build that fails has changed the output"
        return done
    strays = {path for path in STRAYS if path in before}
    assert {path: before[path] for path in strays} == {path: after[path] for path in strays}
    compare({path: data for path, (data, _) in after.items() if path not in strays}, files)
    for stray in strays:  # one in a folder of others is told by that
        assert re.search(rf"^output/({stray}|{stray.split('/')[0]}/): info\[output-stray\]", done.err, re.MULTILINE)
    assert not (root / "output" / STAGING).exists()
    assert empty_folders(root / "output") == []
    assert [p for p in before if p in after and before[p][0] == after[p][0] and before[p] != after[p]] == [], "touched"
    return done


REFUSED = re.compile("^error: “output” (holds the site|seems to hold another site)")
"""What is told of a folder whose site had another address, or other texts, where the cache has been lost since."""


def clean(root: Path, *words: str) -> tuple[int, list[str], Files]:
    """What a build of the same sources from nothing comes to: status, what is told, output."""
    files = {f"{folder}/{path}": data for folder in FOLDERS for path, data in read_files(root / folder).items()}
    return _clean(tuple(sorted(files.items())), words)


@functools.lru_cache(maxsize=256)
def _clean(files: tuple[tuple[str, bytes], ...], words: tuple[str, ...]) -> tuple[int, list[str], Files]:
    with tempfile.TemporaryDirectory() as name:
        root = write_files(Path(name), dict(files))
        done = call("-v", "--jobs", "1", *words, folder=root)  # to fork a process of tests takes longer than a page
        assert "Traceback" not in done.out + done.err, done.err
        return done.status, told_of_site(done.err), read_files(root / "output")


def compare(found: Files, expected: Files) -> None:
    """See that an output folder holds what is expected, list of files and all."""
    assert sorted(found) == sorted(expected)
    for path, data in expected.items():
        assert found[path] == data, f"{path} is not what a build from nothing makes of it"


def told_of_site(text: str) -> list[str]:
    """What a build told of the site, each with its excerpt and hint: not of its cache, nor of strays, nor how many.

    Nor what it took off the site: one from nothing takes nothing.
    """
    others = (".cache", "[output-stray]", "[withdrawn]", "; nothing was written")
    return [told for told in re.split(r"\n(?! )", text.rstrip("\n")) if not any(word in told for word in others)]


def snapshot(folder: Path) -> Snapshot:
    """The files below a folder with their bytes and times; not what waits there."""
    files = without_waiting(read_files(folder))
    return {path: (data, (folder / path).stat().st_mtime_ns) for path, data in files.items()}


def without_waiting(files: Files) -> Files:
    """Files of an output folder without those that never took their places."""
    return without(files, *(path for path in files if path.startswith(f"{STAGING}/")))


def empty_folders(folder: Path) -> list[str]:
    """The folders below a folder that nothing is in."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_dir() and not any(path.iterdir())]
