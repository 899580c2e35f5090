"""A site on another machine, reached by a real sshd on this one: brought there by rsync, cut off, refused."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from laws import some
from whole_sites import REPOSITORY, call, output, read_files, read_site, without, write_files

from microsite.files.ownership import OWNERSHIP

PATIENCE = 30.0
_CONFIG = """\
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
SetEnv HOME={folder}
"""


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run an sshd that knows one key, and give the command that reaches it."""
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)  # noqa: S603, S607 - of the machine
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder), encoding="utf-8")
    if os.geteuid() == 0:  # as its service would have it
        Path("/run/sshd").mkdir(exist_ok=True)
    program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "no sshd on this machine: apt install openssh-server"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([program, "-D", "-e", "-f", str(folder / "config")], stderr=log)  # noqa: S603 - see above
    try:
        while True:
            assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
            with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), PATIENCE):
                break
        options = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes"
        kept = f"-o ControlMaster=auto -o ControlPersist=60 -o ControlPath={folder}/kept"  # else each call logs in
        yield f"ssh -F none -p {port} -i {folder / 'user'} {options} {kept}"
    finally:
        command = ["ssh", "-F", "none", "-o", f"ControlPath={folder}/kept", "-O", "exit", "127.0.0.1"]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - of the machine
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
def far(shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of a folder that is not there yet."""
    monkeypatch.setenv("RSYNC_RSH", shell)
    return f"{getpass.getuser()}@127.0.0.1:{tmp_path}/www/the site é"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a small site, and build it."""
    root = write_files(tmp_path / "site", read_site("minimal"))
    assert call(folder=root).status == 0
    return root


def folder_of(far: str) -> Path:
    return Path(far.partition(":")[2])


def sync(root: Path, far: str) -> str:
    done = call("publish", "sync", far, "-v", folder=root)
    assert (done.status, done.err) == (0, "")
    return done.out


def test_a_site_is_brought_to_another_machine_and_only_what_differs(site: Path, far: str) -> None:
    there = folder_of(far)
    planned = call("publish", "plan", far, folder=site)
    assert (planned.status, planned.err, there.parent.exists()) == (0, "", False)
    assert f"0 gone, 0 as they are: nothing was written, {far}, " in planned.out
    assert f"0 changed, 0 gone, 0 as they are: {far}, " in sync(site, far)
    assert without(read_files(there), OWNERSHIP) == output(site)
    assert (there / OWNERSHIP).read_bytes() == (site / "output" / OWNERSHIP).read_bytes()
    before = {path: path.stat().st_mtime_ns for path in there.rglob("*.html")}
    text = read_site("minimal")["content/press/2025-05-04-canal-day.en.md"]
    write_files(site, {"content/press/2025-05-05-after.en.md": text})
    assert call(folder=site).status == 0
    told = sync(site, far)
    assert "new      en/press/2025-05-05-after/index.html\n" in told
    assert without(read_files(there), OWNERSHIP) == output(site)
    moved = {path for path, stamp in before.items() if path.stat().st_mtime_ns != stamp}
    assert moved == {
        there / line.split()[1] for line in told.splitlines() if line.startswith("changed ") and "html" in line
    }
    (site / "content/press/2025-05-05-after.en.md").unlink()
    assert call(folder=site).status == 0
    assert "gone     en/press/2025-05-05-after/index.html\n" in sync(site, far)
    assert without(read_files(there), OWNERSHIP) == output(site)
    assert not (there / "en/press/2025-05-05-after").exists()
    (there / "en/index.html").write_bytes(b"hacked")
    assert "changed  en/index.html\n" in sync(site, far)
    assert without(read_files(there), OWNERSHIP) == output(site)


CUT = """
import os, subprocess, sys
sys.path.insert(0, sys.argv.pop(1))
left, real = int(sys.argv.pop(1)), subprocess.run

def run(*words, **named):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    return real(*words, **named)

subprocess.run = run
from microsite.commands.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""Publishes, and is killed after so many calls of rsync."""


def test_what_was_cut_off_goes_on_and_nothing_led_to_what_was_not_there(site: Path, far: str) -> None:
    there, cut = folder_of(far), 0
    for count in some(range(2, 9)):
        shutil.rmtree(there, ignore_errors=True)
        command = [sys.executable, "-c", CUT, str(REPOSITORY), str(count), "publish", "sync", far]
        cut += subprocess.run(command, cwd=site, check=False, capture_output=True).returncode == 9  # noqa: S603 - ours
        found = read_files(there) if there.exists() else {}
        assert {path: data for path, data in found.items() if path != OWNERSHIP}.items() <= output(site).items()
        if any(path.endswith(".html") for path in found):
            assert found.keys() >= {path for path in output(site) if path.startswith("assets/")}
        sync(site, far)
        assert without(read_files(there), OWNERSHIP) == output(site)
    assert cut


def test_files_of_others_are_neither_overwritten_nor_removed(site: Path, far: str) -> None:
    there = folder_of(far)
    write_files(there, {"diary.txt": b"mine"})
    done = call("publish", "sync", far, folder=site)
    assert (done.status, read_files(there)) == (2, {"diary.txt": b"mine"})
    assert done.err.startswith(f"error: “{far}” holds files that the site did not write, such as “diary.txt”\n")
    (there / "diary.txt").unlink()
    sync(site, far)
    write_files(there, {"diary.txt": b"mine", "en/press/mine.txt": b"mine"})
    sync(site, far)
    assert (there / "diary.txt").read_bytes() == (there / "en/press/mine.txt").read_bytes() == b"mine"
    write_files(site / "output", {"diary.txt": b"of the site"})
    done = call("publish", "sync", far, folder=site)
    assert done.err.startswith(f"error: “diary.txt” in “{far}” was not written by the site, and is in the way\n")
    assert (there / "diary.txt").read_bytes() == b"mine"
    (there / OWNERSHIP).write_bytes(b'{"version": 1, "files": {}, "site": "other.example/"}')
    assert f"“{far}” holds the site other.example/, and this one is canal-day" in call(
        "publish", "sync", far, folder=site
    ).err.replace("“diary.txt” in", "")


def test_a_machine_that_lets_nobody_in_is_told(site: Path, far: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSYNC_RSH", "ssh -F none -p 1 -o BatchMode=yes")
    done = call("publish", "sync", far, folder=site)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"error: “{far}” cannot be read or written: ssh: connect to host 127.0.0.1 port 1: ")
    assert "\nhint: see if this works: ssh " in done.err
