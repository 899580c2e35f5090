"""Look for inputs that break a promise: `python -m fuzzing [TARGET …] [--seconds N]`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fuzzing.targets import TARGETS


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz each target in a process of its own; 1 if one was broken."""
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description=__doc__)
    parser.add_argument("target", nargs="*", help=f"which: {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--seconds", type=int, default=30, help="for each target (default: 30)")
    parser.add_argument("--kept", type=Path, help="a folder that keeps what was found, to go on from")
    options = parser.parse_args(arguments)
    if unknown := set(options.target) - TARGETS.keys():
        parser.error(f"there is no target {min(unknown)}: {', '.join(TARGETS)}")
    broken = [name for name in options.target or TARGETS if _run(name, options.seconds, options.kept)]
    for name in broken:
        print(f"{name} is broken: see above")
    return 1 if broken else 0


def _run(name: str, seconds: int, kept: Path | None) -> int:
    """The exit status of a process that fuzzes a target; libFuzzer ends it itself."""
    with tempfile.TemporaryDirectory() as folder:
        place = kept / name if kept else Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(TARGETS[name].seeds):
            (place / f"seed-{number}").write_bytes(seed)
        command = [sys.executable, "-m", "fuzzing.run", name, str(seconds), str(place)]
        print(f"{name} …", flush=True)
        return subprocess.run(command, check=False).returncode  # noqa: S603 - ourselves


if __name__ == "__main__":
    sys.exit(main())
