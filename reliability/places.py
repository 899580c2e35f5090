"""Builds in odd places: under names that nobody expects, in other languages, without a terminal, with closed ends."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from reliability.bench import JOBS, PROGRAM, Bench, Done, Tally, check_told, tell_status
from reliability.sites import Files, Site, change_sources, put_away

NAMES: Mapping[str, bytes] = {
    "spaces": b" two  spaces ",
    "quotation marks": b'it\'s "so"',
    "percent": b"100%s %20 %(x)s",
    "braces": b"{0} {{ x }} {% x %}",
    "a line end": b"one\ntwo",
    "tab and bell": b"a\tb\a",
    "an escape": b"\x1b[31mred",
    "no UTF-8": b"caf\xe9 \xff",
    "a surrogate": b"\xed\xa0\x80",
    "Chinese": "重庆 会议".encode(),
    "right to left": "שלום \u202eabc".encode(),
    "an option": b"--help",
    "a home": b"~",
    "variables": b"$HOME `id` $(id);&|",
    "wildcards": b"*?[a]#:",
    "a backslash": b"a\\b",
    "a dot": b".hidden",
    "255 bytes": b"x" * 255,
    "85 characters of Chinese": "会".encode() * 85,
    "200 folders deep": b"/".join([b"d"] * 200),
    "nearly 4,096 bytes": b"/".join([b"y" * 250] * 14),
}
"""Names of folders that systems allow and people hardly expect."""

ENVIRONMENTS: Mapping[str, Mapping[str, str]] = {
    "LANG=C": {"LANG": "C", "LC_ALL": "C"},
    "LANG=C, PYTHONUTF8=0": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a locale that is not installed": {"LANG": "xx_XX.UTF-8", "LC_ALL": "xx_XX.UTF-8"},
    "PYTHONIOENCODING=ascii": {"PYTHONIOENCODING": "ascii"},
    "a zone of nobody": {"TZ": "Nowhere/Nothing"},
    "no home": {"HOME": "/nowhere", "XDG_STATE_HOME": ""},
    "a state that is no folder": {"XDG_STATE_HOME": "/dev/null"},
    "no folder for temporary files": {"TMPDIR": "/nowhere"},
    "no width": {"COLUMNS": "0", "LINES": "0"},
    "a width below nothing": {"COLUMNS": "-7"},
    "a width in words": {"COLUMNS": "wide"},
    "TERM=dumb": {"TERM": "dumb"},
    "no PATH": {"PATH": ""},
    "no colour, all colour": {"NO_COLOR": "1", "FORCE_COLOR": "1"},
    "warnings are errors": {"PYTHONWARNINGS": "error"},
}
"""What the environment says."""

_PROGRAM = f'"{sys.executable}" "{PROGRAM}" --jobs {JOBS} -v'
ENDS: Mapping[str, str] = {
    "stdout is closed": f"{_PROGRAM} >&-",
    "stderr is closed": f"{_PROGRAM} 2>&-",
    "stdin is closed": f"{_PROGRAM} <&-",
    "all are closed": f"{_PROGRAM} <&- >&- 2>&-",
    "nobody reads": f"({_PROGRAM} 2>&1; echo $? >status) | :",
    "somebody reads a line": f"({_PROGRAM} 2>&1; echo $? >status) | head -n 1",
    "stdout is full": f"{_PROGRAM} >/dev/full",
    "stderr is full": f"{_PROGRAM} 2>/dev/full",
    "both are full": f"{_PROGRAM} >/dev/full 2>&1",
    "JSON to nobody": f"({_PROGRAM} --format json; echo $? >status) | :",
}
"""What becomes of what is told, in words of a shell."""

_STATUSES = {0, 1, 2}


def try_places(site: Site, folder: Path) -> Iterator[Tally]:
    """Build below each of the names: the same bytes, and no more than a sentence where the system refuses."""
    plain = Bench(site, folder / "plain")
    tally = Tally("odd folders", f"{len(NAMES)} names of the folder above the site, {site.name}")
    for name, data in NAMES.items():
        place = os.fsencode(folder / "odd") + b"/" + data
        os.makedirs(place, exist_ok=True)  # noqa: PTH103
        try:
            bench = Bench(site, folder / name, root=Path(os.fsdecode(place)) / "s")
        except (OSError, RuntimeError) as error:
            tally.count("refused", [] if "error: " in str(error) else [f"{error}"[:300]], name)
            continue
        wrong = [] if (bench.old, bench.new) == (plain.old, plain.new) else ["other bytes than elsewhere"]
        bench.turn()
        outcome, more = bench.judge(bench.build("--output-dir", "output"), bench.output())
        wrong += more
        for words in ("check", "status", "verify", "publish plan ../public --host nginx"):
            done = bench.run([sys.executable, PROGRAM, *words.split()])
            wrong += check_told(done)
        tally.count(outcome, wrong, name)
        put_away(folder / "odd")
    yield tally
    yield _try_sources(plain)


def _try_sources(bench: Bench) -> Tally:
    """Put a text and a picture with an odd name beside the others, in turn."""
    tally = Tally("odd names of sources", f"{len(NAMES)} names of a text and of its folder, {bench.site.name}")
    for name, data in NAMES.items():
        for path in (b"content/press/" + data + b".en.md", b"content/press/" + data + b"/a.en.md"):
            place = os.fsencode(bench.root) + b"/" + path
            before, wrong = bench.output(), list[str]()
            try:
                os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
                with open(place, "wb") as file:  # noqa: PTH123
                    file.write(b"---\ntitle: A text\n---\nA text.\n")
            except OSError:
                continue
            for words in ((), ("check",), ("status",)):
                done = bench.run([sys.executable, PROGRAM, *words])
                wrong += check_told(done)
                if not words and done.status and bench.output() != before:
                    wrong.append("an error has changed the output")
            os.unlink(place)  # noqa: PTH108
            put_away(bench.root / "content/press" / os.fsdecode(data.split(b"/")[0]))
            change_sources(bench.root, bench.files)
            tally.count(tell_status(done), wrong + bench.judge_next(), f"{name}: {path[:60]!r}")
    return tally


def try_environments(bench: Bench) -> Iterator[Tally]:
    """Build with each of the environments, and with each end of what is told."""
    tally = Tally("odd environments", f"{len(ENVIRONMENTS)} of them, {bench.site.name}")
    for name, more in ENVIRONMENTS.items():
        bench.turn()
        before = bench.output()
        done = bench.build(**more)
        tally.count(*bench.judge(done, before), name)
    yield tally
    tally = Tally("closed and full ends", f"{len(ENDS)} of them, {bench.site.name}")
    for name, words in ENDS.items():
        bench.turn()
        before = bench.output()
        done = bench.run(["sh", "-c", words])
        status = bench.root / "status"
        if status.exists():
            done = done._replace(status=int(status.read_text("ascii")))
            status.unlink()
        wrong = [] if done.status in _STATUSES else [f"ended with {done.status}"]
        outcome, others = bench.judge(done._replace(told=f"error: {done.told}"), before)
        tally.count(outcome, wrong + others, name)
    yield tally
    yield _hang_up(bench)


def _hang_up(bench: Bench) -> Tally:
    """Build on a terminal of its own that is closed after some of what is shown."""
    tally = Tally("a terminal that goes", f"closed after so many bytes, {bench.site.name}")
    for most in (1, 100, 400, 1_000, 4_000):
        bench.turn()
        bench.forget()
        before: Files = {}
        child, terminal = pty.fork()
        if not child:
            os.chdir(bench.root)
            os.execve(sys.executable, [sys.executable, PROGRAM, "--jobs", JOBS, "-v"], dict(bench.environment))  # noqa: S606
        seen = b""
        while len(seen) < most:
            try:
                piece = os.read(terminal, 1_000)
            except OSError:
                break
            seen += piece
        os.close(terminal)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        done = Done(status, f"error: {seen.decode('utf-8', 'replace')}", bench.wait_for_others())
        tally.count(*bench.judge(done, before), f"{most} bytes")
    return tally
