"""When entries were public that are not, as far as the history of git tells: a new checkout knows of no former build.

What was public is not what lay there, but what came of it: a text that is as it was is held back as soon as the site
asks for another language. So the stages up to the gate are done for former states, with the settings of then.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from pathlib import Path

from microsite.build import intake, pipeline
from microsite.build.outcome import Past
from microsite.build.wishes import Wishes
from microsite.diagnostics.problems import find_stem
from microsite.engine.crew import ALONE
from microsite.engine.memory import HeldBodies, Memory
from microsite.files.history import Snapshot, find_states, is_cut_off, read_versions
from microsite.model.kinds import KINDS
from microsite.model.layout import CONFIG, CONTENT
from microsite.model.site import GroupKey
from microsite.model.source import Source


def find_past(root: Path, groups: Collection[GroupKey], now: float) -> Past:
    """When each of these groups was public last, if it was."""
    stems = {f"{CONTENT}{KINDS[kind].folder}/{key}" for kind, key in groups}
    folders = sorted({stem.rpartition("/")[0] for stem in stems})
    wanted = frozenset(groups)
    states = find_states(root, (CONFIG, *folders), lambda path: path == CONFIG or find_stem(path) in stems)
    names = list({name: None for state in states for name in state.names.values()})
    data = dict(read_versions(root, names)) if names else {}
    memory = Memory(HeldBodies())
    found: dict[GroupKey, str] = {}
    for state in states:
        missing = wanted - found.keys()
        if not missing:
            break
        moment = now if state.until is None else state.until
        found |= dict.fromkeys(missing & _find_public(state, data, moment, memory), _shown(state))
    return Past(found, is_whole=not is_cut_off(root))


def _find_public(state: Snapshot, data: Mapping[str, bytes], moment: float, memory: Memory) -> frozenset[GroupKey]:
    """What a state of the sources had made public by a moment."""
    sources = [Source(path, name, data[name]) for path, name in state.names.items() if name in data]
    config, _ = intake.read_config(sources, memory)
    return pipeline.find_public(config, sources, Wishes(now=moment), ALONE, memory) if config else frozenset()


def _shown(state: Snapshot) -> str:
    """A commit as people name it, with its day."""
    day = datetime.datetime.fromtimestamp(state.since, datetime.UTC).date()
    return f"{state.commit[:7]} of {day}"
