"""Builds beside a cache, a list or an output folder that something has damaged."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from reliability.bench import Bench, Tally
from reliability.sites import put_away

_CACHE = ".cache/microsite"
_EDITED, _UNSEEN = 0.7, 0.5
"""In so many cases there is an edit, and in so many the damaged file has the time that it had."""


def damage_caches(bench: Bench, times: int, seed: int) -> Iterator[Tally]:
    """Damage the cache in so many ways, before builds after an edit and before those without one."""
    chance = random.Random(f"{bench.site.name} damage {seed}")  # noqa: S311 - the same every time
    tallies: dict[str, Tally] = {}
    former: dict[str, bytes] = {}
    for number in range(times):
        name, how = list(_DAMAGES.items())[number % len(_DAMAGES)]
        folder = bench.root / _CACHE
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        if chance.random() < _EDITED:
            bench.turn()
        place = chance.choice([path for path in sorted(folder.iterdir()) if path.is_file() and path.name != "lock"])
        times_before = place.stat()
        how(place, chance, former)
        if chance.random() < _UNSEEN and place.is_file() and not place.is_symlink():
            os.utime(place, ns=(times_before.st_atime_ns, times_before.st_mtime_ns))  # as if nobody had touched it
        former = before
        shown = bench.output()
        done = bench.build()
        tally = tallies.setdefault(name, Tally(f"cache: {name}", f"{_TOLD[name]}, {bench.site.name}"))
        outcome, wrong = bench.judge(done, shown)
        wrong += [] if done.status == 0 else [f"ended with {done.status}: {done.told[:200]}"]
        tally.count(outcome, wrong, f"{bench.site.name}, {name}, {place.name}, number {number}")
    yield from tallies.values()


_How = Callable[[Path, random.Random, Mapping[str, bytes]], object]


def _flip(place: Path, chance: random.Random, __: Mapping[str, bytes]) -> None:
    data = bytearray(place.read_bytes())
    for _ in range(chance.randrange(1, 9)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    place.write_bytes(data)


def _cut(place: Path, chance: random.Random, _: Mapping[str, bytes]) -> None:
    os.truncate(place, chance.randrange(place.stat().st_size))


def _add(place: Path, chance: random.Random, _: Mapping[str, bytes]) -> None:
    place.write_bytes(place.read_bytes() + chance.randbytes(chance.randrange(1, 9_999)))


def _swap(place: Path, chance: random.Random, _: Mapping[str, bytes]) -> None:
    other = chance.choice([path for path in sorted(place.parent.iterdir()) if path.is_file() and path != place])
    between = place.with_name("between")
    place.rename(between)
    other.rename(place)
    between.rename(other)


def _date_forward(place: Path, chance: random.Random, _: Mapping[str, bytes]) -> None:
    data = place.read_bytes()
    head, sign, rest = data.partition(b"\n")
    number = chance.choice((b"99", b"999", b"7"))
    place.write_bytes(head.replace(b"311", number, 1).replace(b" 4 ", b" %s " % number, 1) + sign + rest)


def _roll_back(place: Path, _: random.Random, former: Mapping[str, bytes]) -> None:
    place.write_bytes(former.get(place.name, b""))


def _make_folder(place: Path, _: random.Random, __: Mapping[str, bytes]) -> None:
    place.unlink(missing_ok=True)
    (place / "deep").mkdir(parents=True)


def _make_link(place: Path, _: random.Random, __: Mapping[str, bytes]) -> None:
    place.unlink()
    place.symlink_to(place.parent.parent.parent / "content" / "site.yaml")


def _hide(place: Path, chance: random.Random, _: Mapping[str, bytes]) -> None:
    """Take away whose the output folder is, or damage a part of what lies there."""
    output = place.parent.parent.parent / "output"
    path = chance.choice(sorted(one for one in output.rglob("*.html") if one.is_file()))
    path.write_bytes(path.read_bytes()[: chance.randrange(100)])


_DAMAGES: Mapping[str, _How] = {
    "bits": _flip,
    "cut off": _cut,
    "longer": _add,
    "exchanged": _swap,
    "emptied": lambda place, *_: place.write_bytes(b""),
    "of a later version": _date_forward,
    "rolled back": _roll_back,
    "gone": lambda place, *_: place.unlink(),
    "all gone": lambda place, *_: put_away(place.parent),
    "noise": lambda place, chance, _: place.write_bytes(chance.randbytes(place.stat().st_size)),
    "a folder": _make_folder,
    "a link to a source": _make_link,
    "a page that is cut off": _hide,
}
_TOLD = {
    "bits": "one to eight bits turned",
    "cut off": "a file cut at any byte",
    "longer": "bytes behind the end",
    "exchanged": "two files that change places",
    "emptied": "a file with no byte",
    "of a later version": "another Python, another format",
    "rolled back": "one file of the build before",
    "gone": "a file deleted",
    "all gone": "the folder deleted",
    "noise": "random bytes",
    "a folder": "in the place of a file",
    "a link to a source": "in the place of a file",
    "a page that is cut off": "in the output folder",
}
"""How each of them is made, in words."""
