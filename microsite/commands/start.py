"""The first thing that a command reads: whether this Python will do, and which commands help where it does not.

Pythons from 2.7 on can read this file, build.py and __main__.py: who has an old one shall be told so.
"""

import os
import sys

OLDEST = (3, 11)
"""The oldest Python that can read the rest."""

FAILURE, WRONG_USE, INTERRUPTED = 1, 2, 128 + 2
"""Exit statuses: where the machine fails, of what whoever calls must change, and as shells tell of Ctrl-C."""


def run():  # type: () -> None
    """Be a process that runs the command line and ends."""
    if sys.version_info < OLDEST:
        needed, found = (".".join(map(str, version)) for version in (OLDEST, sys.version_info[:3]))
        remedy = find_remedy(find_folder(), sys.prefix, os.name, needed)
        sys.stderr.write(
            "error: microsite needs Python {0} or newer, and this is Python {1}: {2}\n".format(needed, found, remedy)
        )
        sys.exit(WRONG_USE)
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        _begin_again()
    try:
        _tell_again()
        from microsite.commands.process import run_command
    except KeyboardInterrupt:  # which that module sees to from now on
        os._exit(INTERRUPTED)
    except MemoryError:  # as well
        os.write(2, b"error: the memory is full: end other programs\n")
        os._exit(FAILURE)
    run_command(lambda: find_remedy(find_folder(), sys.prefix, os.name, ""))


def _tell_again():  # type: () -> None
    """End here if nothing has moved since the last build, and tell what it told."""
    from microsite.commands.again import tell_again

    try:
        tell_again()
    except OSError as error:
        from microsite.commands.cli import fail_of

        os._exit(fail_of(error))


def _begin_again():  # type: () -> None
    """Be the same process in UTF-8: by another encoding, as of `LANG=de_DE`, a file would have another name.

    What is told stays in letters that the terminal knows.
    """
    os.environ["PYTHONUTF8"] = "1"
    os.environ.setdefault("PYTHONIOENCODING", getattr(sys.stdout, "encoding", None) or "utf-8")
    os.execv(sys.executable, [sys.executable] + sys.orig_argv[1:])  # noqa: RUF005, S606 (as Python 2 can read it; ourselves)


def find_folder():  # type: () -> str
    """The folder that the generator lies in."""
    folder = os.path.dirname(os.path.join(_find_working_folder(), __file__))
    return os.path.dirname(os.path.dirname(folder))


def find_remedy(folder, prefix, system, version):  # type: (str, str, str, str) -> str
    """The commands that help where the generator lies in `folder`, and this Python has its libraries in `prefix`.

    `system` is `os.name`; `version` is that of a Python which will do, "" if this one does.
    """
    if not os.path.exists(os.path.join(folder, "requirements", "site.txt")):  # installed, and not unpacked
        return 'run "{0} -m pip install microsite"'.format("python" + version)
    is_windows = system == "nt"
    slash = "\\" if is_windows else "/"
    at = "" if folder == _find_working_folder() else folder + slash
    environment = os.path.join(folder, ".venv")
    python = at + slash.join((".venv", "Scripts" if is_windows else "bin", "python"))
    make = "make -C {0} site".format(folder) if at else "make site"
    install = "{0} -m pip install -r {1}requirements{2}site.txt".format(python, at, slash)
    if not os.path.exists(environment):
        if is_windows:
            return 'run "py{0} -m venv {1}.venv" and "{2}"'.format(version and " -" + version, at, install)
        if version:
            return 'run "{0}", or "{0} PYTHON=python{1}" with the name of a newer one'.format(make, version)
        return 'run "{0}", or "python3 -m venv {1}.venv" and "{2}"'.format(make, at, install)
    if os.path.realpath(prefix) == os.path.realpath(environment) and not version:
        return 'run "{0}"'.format(install)
    command = "{0} {1}build.py".format(python, at)
    return 'run "{0}"'.format(command) if is_windows else 'run "{0}" or "{1}"'.format(make, command)


def _find_working_folder():  # type: () -> str
    try:
        return os.getcwd()
    except OSError:  # somebody has deleted it
        return ""
