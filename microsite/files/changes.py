"""What is to be done to an output folder, as paths, and what there would be in the way of it. Pure."""

from collections.abc import Iterable

from microsite.model.layout import fold, folders_above
from microsite.values.named import NamedTuple


class Change(NamedTuple):
    """What is to be done: paths in the output folder.

    What is `made` takes its place in this order; what is `kept` is there already; what is `removed` is sorted.
    """

    made: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]


def find_blocking(made: Iterable[str], paths: Iterable[str]) -> tuple[str, ...]:
    """Which of the paths lie where a file is made, in order.

    A file blocks one of its name, a folder of its name that one needs, and one that has the name of a folder above it.
    Names that differ in the case of letters alone are one name: on many disks they are.
    """
    paths = tuple(paths)
    if not paths:
        return ()
    targets = set(map(fold, made))
    places = targets.union(*map(folders_above, targets))
    return tuple(path for path in paths if fold(path) in places or targets.intersection(folders_above(fold(path))))
