"""The cache is believed only if this user made it: nobody else's code runs, and nobody else's pages are shown."""

from __future__ import annotations

import marshal
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from publishing import unprivileged
from whole_sites import REPOSITORY, call, read_files, read_site, write_files

from microsite.build.looks import TEXTS
from microsite.files.cache import Cache, open_cache, read_cached, write_cached
from microsite.files.disk import UsageError
from microsite.files.folder import hold

ANOTHER = "the cache is from another version or another user, so everything was built again"


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Be a user who builds a first site; give the folder of the key and of the theme, compiled and signed with it."""
    folder = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        become(folder, patch)
        assert call(folder=write_files(folder / "site", read_site("minimal"))).status == 0
    return folder


def become(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Be the user who keeps key and caches in a folder."""
    patch.setenv("XDG_STATE_HOME", str(folder / "state"))
    patch.setenv("XDG_CACHE_HOME", str(folder / "caches"))


@pytest.fixture
def state(tmp_path: Path, user: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be a user who has built another site before, which takes a tenth of the time; give the folder of the key."""
    for name in ("state", "caches"):
        shutil.copytree(user / name, tmp_path / name)
    become(tmp_path, monkeypatch)
    return tmp_path / "state/microsite"


@pytest.fixture
def site(tmp_path: Path, state: Path) -> Path:  # noqa: ARG001 (who builds it)
    """Give a site that this user has built once."""
    root = write_files(tmp_path / "site", read_site("minimal"))
    assert call(folder=root).status == 0
    return root


def change_pages(site: Path) -> None:
    """Let the next build render all pages, with templates that it knows."""
    path = site / "content/site.yaml"
    path.write_text(path.read_text("utf-8").replace("Canal Day", "Canal Days"), "utf-8")


def compiled(source: str) -> bytes:
    return marshal.dumps(compile(source, "templates/page.html", "exec"))


def poison(cache: Cache, evil: Path) -> None:
    """Put code into each template of the cache that runs when the template is loaded."""
    engine = version_of(cache)
    records, slices, good = read_cached(cache, TEXTS, engine).value
    code = compiled(f"open({str(evil)!r}, 'w').close()\nname = 'x'\nblocks = {{}}\ndebug_info = ''\nroot = None")
    names = [name for name in records if name.startswith("code ")]
    assert names
    records |= {name: (records[name][0], marshal.dumps(code)) for name in names}
    write_cached(cache, TEXTS, engine, (records, slices, good))


def version_of(cache: Cache) -> str:
    """The version that the file of texts names: its head is not secret."""
    head = cache.path(TEXTS).read_bytes().split(b"\n", 1)[0]
    return head.decode().rpartition(", '")[2].removesuffix("')")


def test_code_that_another_user_put_into_the_cache_does_not_run(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = os.environ["XDG_STATE_HOME"]
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    assert call(folder=site).status == 0  # the other user builds here, too
    poison(open_cache(site), tmp_path / "evil")
    change_pages(site)
    call(folder=site)
    assert (tmp_path / "evil").exists()  # so it would run
    (tmp_path / "evil").unlink()
    poison(open_cache(site), tmp_path / "evil")
    monkeypatch.setenv("XDG_STATE_HOME", mine)
    change_pages(site)
    done = call(folder=site)
    assert (done.status, ANOTHER in done.out) == (0, True)
    assert not (tmp_path / "evil").exists()
    assert ANOTHER not in call(folder=site).out


def test_a_value_that_was_signed_with_another_key_is_foreign_and_one_that_was_changed_is_damaged(
    tmp_path: Path, state: Path
) -> None:
    cache = open_cache(write_files(tmp_path / "site", {"content/site.yaml": b""}))
    write_cached(cache, "a", "1", "value")
    assert read_cached(cache, "a", "1").value == "value"
    (state / "cache-key").write_bytes(bytes(32))
    other = open_cache(cache.root)
    assert read_cached(other, "a", "1").missing == "foreign"
    write_cached(other, "a", "1", "forged")
    head = cache.path("a").read_bytes()
    write_cached(cache, "a", "1", "value")
    own = cache.path("a").read_bytes()
    size = own.index(b"\n") + 1
    cache.path("a").write_bytes(own[:size] + head[head.index(b"\n") + 1 :])
    assert read_cached(cache, "a", "1").missing == "damaged"


def test_a_body_that_somebody_put_into_the_pack_is_not_shown(site: Path) -> None:
    path = site / ".cache/microsite/bodies"
    data = path.read_bytes()
    assert b"<p>" in data
    path.write_bytes(data.replace(b"<p>", b"<s>"))
    template = (site / "templates/base.html").read_text("utf-8")
    (site / "templates/base.html").write_text(template + "\n", "utf-8")  # each page is rendered again
    assert call(folder=site).status == 0
    assert not [name for name, page in read_files(site / "output").items() if b"<s>" in page]


def test_the_key_is_made_once_and_nobody_else_may_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    become(tmp_path, monkeypatch)
    site, state = write_files(tmp_path / "site", read_site("minimal")), tmp_path / "state/microsite"
    call(folder=site)
    key = (state / "cache-key").read_bytes()
    assert len(key) == 32
    assert (state / "cache-key").stat().st_mode & 0o777 == 0o600
    assert state.stat().st_mode & 0o777 == 0o700
    call(folder=site)
    assert (state / "cache-key").read_bytes() == key


DOUBTS = {
    "of others": "cannot be read or made: others than user",
    "a link": "cannot be read or made: ",
    "a folder": "cannot be read or made: ",
    "in the site": "its key would lie in the site itself, at",
    "in a folder that is a file": "cannot be read or made: ",
}


@pytest.mark.law(every=3)
@pytest.mark.parametrize("doubt", DOUBTS)
def test_without_a_key_that_is_ours_alone_the_site_is_built_without_the_cache_and_that_is_told(
    doubt: str, site: Path, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = state / "cache-key"
    match doubt:
        case "of others":
            key.chmod(0o666)
        case "a link":
            key.rename(state / "elsewhere")
            key.symlink_to("elsewhere")
        case "a folder":
            key.unlink()
            key.mkdir()
        case "in the site":
            monkeypatch.setenv("XDG_STATE_HOME", str(site / "content/state"))
        case _:
            (tmp_path / "file").touch()
            monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    before = read_files(site / ".cache/microsite")
    for _ in range(2):
        done = call("--explain", folder=site)
        assert done.status == 0
        assert "; the cache was not used: " in done.out
        assert DOUBTS[doubt] in done.out
        assert " 0 written, 0 removed" in done.out
    after = read_files(site / ".cache/microsite")
    assert {name: data for name, data in after.items() if name not in {"lock", "bodies"}} == {
        name: data for name, data in before.items() if name not in {"lock", "bodies"}
    }
    assert not (site / "content/state").exists()


def test_a_key_that_is_not_whole_is_made_anew(site: Path, state: Path) -> None:
    (state / "cache-key").write_bytes(b"short")
    assert ANOTHER in call(folder=site).out
    assert len((state / "cache-key").read_bytes()) == 32
    assert ANOTHER not in call(folder=site).out


IN_GIT = "; the cache was not used: it is in Git, where others can change it: git rm -r --cached .cache"


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout  # noqa: S603


@pytest.mark.law(every=3)
@pytest.mark.parametrize("version", ["2", "4"])
@pytest.mark.parametrize("place", ["", "sites/one", "work tree"])
def test_a_cache_in_git_is_not_used_and_that_is_told(version: str, place: str, site: Path, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    root = repository / place if place != "work tree" else tmp_path / "tree"
    shutil.copytree(site, repository / place if place != "work tree" else repository)
    git(repository, "init", "--quiet")
    git(repository, "config", "index.version", version)
    (repository / ".build").write_text("before", "utf-8")
    git(repository, "add", "--all", "--force", ".")
    git(repository, "commit", "--quiet", "--message", "all of it")
    if place == "work tree":
        git(repository, "worktree", "add", "--quiet", str(root))
    done = call(folder=root)
    assert IN_GIT in done.out
    git(root, "rm", "-r", "--cached", "--quiet", ".cache")
    assert "the cache was not used" not in call(folder=root).out


@pytest.mark.law(every=4)
@pytest.mark.parametrize("version", ["2", "4"])
@pytest.mark.parametrize("name", [".cache", ".cache/microsite"])
def test_a_cache_that_is_a_repository_of_its_own_in_git_is_not_used(version: str, name: str, site: Path) -> None:
    git(site / name, "init", "--quiet")
    git(site / name, "commit", "--quiet", "--allow-empty", "--message", "theirs")
    git(site, "init", "--quiet")
    git(site, "config", "index.version", version)
    git(site, "-c", "advice.addEmbeddedRepo=false", "add", "--force", name, "content")
    assert IN_GIT in call(folder=site).out
    git(site, "update-index", "--force-remove", name)
    assert IN_GIT not in call(folder=site).out


@pytest.mark.law(every=10)
@pytest.mark.parametrize("before", [".cache/a", ".cache/microsite-a", ".cache/microsite.a", ".c", "a/.cache"])
@pytest.mark.parametrize("objects", ["sha1", "sha256"])
@pytest.mark.parametrize("version", ["2", "4"])
def test_what_else_is_in_git_does_not_hide_the_cache(version: str, objects: str, before: str, site: Path) -> None:
    write_files(site, {before: b"", ".cache0": b""})
    git(site, "init", "--quiet", f"--object-format={objects}")
    git(site, "config", "index.version", version)
    git(site, "add", "--force", before, ".cache0", "content")
    assert IN_GIT not in call(folder=site).out
    git(site, "add", "--force", ".cache/microsite/texts")
    assert IN_GIT in call(folder=site).out


@pytest.mark.parametrize("name", [".git", ".git/index"])
def test_what_cannot_be_an_index_is_not_waited_for(name: str, site: Path) -> None:
    (site / name).parent.mkdir(exist_ok=True)
    os.mkfifo(site / name)
    assert call(folder=site).status == 0


def test_a_cache_of_another_user_is_not_used_and_that_is_told(open_folder: Path, tmp_path: Path) -> None:
    with unprivileged():
        open_cache(open_folder)
    is_root = os.geteuid() == 0
    told = open_cache(open_folder).trust.doubt
    assert told == ("it belongs to another user (65534): delete .cache" if is_root else "")
    assert open_cache(tmp_path).trust.doubt == ""


# ---- a link in its place ----------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Give a folder with files of the names that the cache has, and see that nobody has touched them."""
    names = ("texts/a", "seen/a", "bodies/a", "outputs-1/a", "lock", "trace.json", ".a.new")
    folder = write_files(tmp_path / "elsewhere", dict.fromkeys(names, b"mine"))
    yield folder
    assert read_files(folder) == dict.fromkeys(names, b"mine")


@pytest.mark.parametrize("name", [".cache", ".cache/microsite"])
@pytest.mark.parametrize("words", [(), ("check",), ("--profile",), ("--jobs", "2")])
def test_a_cache_that_is_a_link_is_refused_and_nothing_behind_it_is_touched(
    name: str, words: tuple[str, ...], tmp_path: Path, elsewhere: Path
) -> None:
    site = write_files(tmp_path / "site", read_site("minimal"))
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).symlink_to(elsewhere, target_is_directory=True)
    done = call(*words, folder=site)
    assert done.status == 2
    assert f"error: “{name}” is a symbolic link, and links are not followed\nhint: remove the link" in done.err
    assert not (site / "output").exists()


@pytest.mark.parametrize("name", ["lock", "trace.json", "seen", "texts", "bodies", "outputs-1", ".a.new"])
def test_a_link_in_the_cache_is_not_followed(name: str, tmp_path: Path) -> None:
    site = write_files(tmp_path / "site", {**read_site("minimal"), "mine": b"mine"})
    (site / ".cache/microsite").mkdir(parents=True)
    (site / ".cache/microsite" / name).symlink_to("../../mine")
    for words in ((), ("--profile",)):
        assert "Traceback" not in call(*words, folder=site).err
    assert (site / "mine").read_bytes() == b"mine"


def test_what_other_tools_keep_beside_the_cache_is_not_touched(tmp_path: Path) -> None:
    other = dict.fromkeys(
        (".cache/pip/a", ".cache/texts/a", ".cache/seen", ".cache/lock", ".cache/outputs-1", ".cache/.a.new"), b"mine"
    )
    site = write_files(tmp_path / "site", read_site("minimal") | other)
    for _ in range(2):
        assert call("--profile", folder=site).status == 0
    assert {path: data for path, data in read_files(site).items() if path in other} == other


def test_the_repository_keeps_a_cache_or_an_output_that_is_a_link_out_of_git(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    shutil.copyfile(REPOSITORY / ".gitignore", tmp_path / ".gitignore")
    for name in (".cache", "output", ".preview", "public"):
        (tmp_path / name).symlink_to("elsewhere")
    assert git(tmp_path, "status", "--porcelain").split() == ["??", ".gitignore"]


def test_a_place_that_cannot_be_held_says_why(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_bytes(b"a file")
    with pytest.raises(UsageError, match=r"“\.cache” cannot be read or written: "), hold(tmp_path, tmp_path / "output"):
        pass
