"""Fuzz one target in this process, which libFuzzer ends: `python -m fuzzing.run TARGET SECONDS FOLDER`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["microsite", "fuzzing"]):
    from fuzzing.targets import TARGETS

_LONGEST = 4_000  # bytes of an input: longer ones break nothing else, and take time
_SLOW = 20  # seconds: so long no input of that size may take
_ROOM = 4_000  # megabytes


def main(name: str, seconds: str, place: str) -> None:
    """Fuzz until the time is over or the target is broken. `place` has inputs to begin with, and gets more."""
    limits = (f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_SLOW}", f"-rss_limit_mb={_ROOM}")
    told = ("-verbosity=0", "-print_final_stats=1", "-reload=0", f"-artifact_prefix={place}/broken-")
    atheris.Setup([sys.argv[0], *limits, *told, place], TARGETS[name].read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
