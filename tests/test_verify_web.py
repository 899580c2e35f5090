"""`verify` asks the web: a published site page by page, and other sites for what links lead to."""

from __future__ import annotations

import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from serving import Quiet, answering
from whole_sites import Files, built, call, write_files

from microsite.web.asking import Reply, ask
from microsite.web.mirror import Mirrored, find_path, mirror
from microsite.web.outside import DAYS, MOST, Manners, Replies, ask_all

TYPES = {".html": "text/html", ".xml": "application/xml", ".css": "text/css", ".png": "image/png"}


@dataclass
class Served:
    """A host on this machine: its address, what it has by path, and what it was asked for.

    Instead of bytes it may have a status, and where that leads; `first` is how often it says 503 before.
    """

    url: str = ""
    files: dict[str, bytes | tuple[int, str]] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    methods: set[str] = field(default_factory=lambda: {"HEAD", "GET"})


@contextmanager
def serve(files: Mapping[str, bytes | tuple[int, str]]) -> Iterator[Served]:
    served = Served(files=dict(files))

    class Handler(Quiet):
        """Answers as `served` says."""

        def answer(self) -> None:
            path = self.path.partition("?")[0]
            served.asked[f"{self.command} {path}"] += 1
            found = served.files.get(path, served.files.get(f"{path}index.html", (404, "")))
            if self.command not in served.methods:
                found = (405, "")
            if served.first.get(path, 0) > 0 and self.command == "HEAD":
                served.first[path] -= 1
                found = (503, "")
            status, there = (200, "") if isinstance(found, bytes) else found
            data = found if isinstance(found, bytes) else b""
            self.send_response(status)
            if there:
                self.send_header("Location", there)
            name = path if "." in path.rpartition("/")[2] else "x.html"
            self.send_header("Content-Type", TYPES.get(f".{name.rpartition('.')[2]}", "text/plain"))
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

        do_GET = do_HEAD = answer  # noqa: N815 - the names are those of the library

    with answering(Handler) as served.url:
        yield served


def hasty(waited: list[float]) -> Manners:
    """Manners that note how long they would wait."""
    return Manners(sleep=waited.append)


# ---- other sites --------------------------------------------------------------------------------------------------


def test_an_address_is_asked_for_once_without_its_body_and_a_good_answer_is_known() -> None:
    known: Replies = {}
    with serve({"/a": b"A"}) as host:
        urls = [f"{host.url}/a", f"{host.url}/a#x"]
        assert [answer.status for _, answer in ask_all(urls, known, 1_000.0, hasty([]))] == [200]
        assert [answer.status for _, answer in ask_all(urls, known, 2_000.0, hasty([]))] == [200]
        assert host.asked == {"HEAD /a": 1}
        list(ask_all(urls, known, 1_000.0 + DAYS * 86_400, hasty([])))
        assert host.asked == {"HEAD /a": 2}


def test_a_page_that_is_not_there_is_told_and_not_known() -> None:
    known: Replies = {}
    with serve({}) as host:
        [(_, answer)] = ask_all([f"{host.url}/b"], known, 0.0, hasty([]))
    assert (answer.status, known) == (404, {})


def test_who_refuses_to_answer_without_a_body_is_asked_for_it() -> None:
    with serve({"/a": b"A"}) as host:
        host.methods = {"GET"}
        [(_, answer)] = ask_all([f"{host.url}/a"], {}, 0.0, hasty([]))
        assert answer.status == 200
        assert host.asked == {"HEAD /a": 1, "GET /a": 1}


def test_what_may_be_better_soon_is_asked_again_and_between_two_questions_to_a_host_is_a_pause() -> None:
    waited: list[float] = []
    with serve({"/a": (503, ""), "/b": b"B"}) as host:
        answers = dict(ask_all([f"{host.url}/a", f"{host.url}/b"], {}, 0.0, hasty(waited)))
        assert answers[f"{host.url}/a"].status == 503
        assert host.asked["HEAD /a"] == 3
    assert waited == [2.0, 8.0, 0.5]


def test_a_server_that_recovers_is_good() -> None:
    with serve({"/a": b"A"}) as host:
        host.first = {"/a": 1}
        [(_, answer)] = ask_all([f"{host.url}/a"], {}, 0.0, hasty([]))
    assert answer.status == 200


def test_no_more_than_a_bounded_number_is_asked() -> None:
    asked = list[str]()

    def note(url: str, _method: str) -> Reply:
        asked.append(url)
        return Reply(200, url)

    urls = [f"https://{number}.example/" for number in range(MOST + 9)]
    assert len(list(ask_all(urls, {}, 0.0, Manners(note, lambda _: None)))) == MOST
    assert len(asked) == MOST


@pytest.mark.parametrize(
    ("statuses", "has_moved"), [([301], True), ([308, 301], True), ([302], False), ([301, 302], False)]
)
def test_a_page_has_moved_if_all_its_redirects_are_for_good(statuses: list[int], has_moved: bool) -> None:  # noqa: FBT001
    hops = {f"/{number}": (status, f"/{number + 1}") for number, status in enumerate(statuses)}
    with serve({**hops, f"/{len(statuses)}": b"A"}) as host:
        answer = ask(f"{host.url}/0")
        assert (answer.status, answer.has_moved, answer.url) == (200, has_moved, f"{host.url}/{len(statuses)}")


def test_redirects_without_end_are_a_fault() -> None:
    with serve({"/a": (302, "/b"), "/b": (302, "/a")}) as host:
        assert ask(f"{host.url}/a").fault == "it leads on and on"


@pytest.mark.parametrize(
    "beginning",
    [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"],
)
def test_an_answer_that_comes_a_letter_at_a_time_is_not_waited_for(
    beginning: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("microsite.web.asking._WHOLE", 0.04)  # of many seconds, in which a busy machine does something
    ended = threading.Event()

    def trickle(listener: socket.socket) -> None:
        client, _ = listener.accept()
        with client, suppress(OSError):
            client.sendall(beginning)
            while not ended.wait(0.01):
                client.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=trickle, args=[listener], daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        assert ask(url, bound=9_999_999, timeout=10).fault == "not all of it came in time"
        ended.set()
        thread.join()


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://127.0.0.1:1/", "connection refused"),
        ("ftp://a.example/", "it is no address of the web"),
        ("http://[", "what came was not understood"),
    ],
)
def test_what_does_not_answer_is_explained(url: str, fault: str) -> None:
    assert ask(url, timeout=2).fault == fault


def page(body: str) -> bytes:
    return f'<!doctype html><html lang="en"><title>Harbour</title><h1>Harbour</h1>{body}</html>'.encode()


def test_broken_and_moved_links_are_told_with_all_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with serve({"/good": b"A", "/old": (301, "/good")}) as host:
        links = "".join(f'<a href="{host.url}/{name}">x</a>' for name in ("good", "old", "gone#x"))
        write_files(
            tmp_path / "site", {"index.html": page(links), "more.html": page(f'<a href="{host.url}/gone">x</a>')}
        )
        words = ("verify", "site", "--external", "--format", "json", "--rule", "external-broken,external-moved")
        done = call(*words, folder=tmp_path)
        again = call(*words, folder=tmp_path)
        assert (host.asked["HEAD /good"], host.asked["HEAD /old"]) == (2, 1)  # one of them by the redirect
    assert done.status == 1
    told = [(one["rule"], one["message"], len(one["consequences"])) for one in json.loads(done.out)["diagnostics"]]
    assert told == [
        ("external-broken", f"“{host.url}/gone” answers with 404", 1),
        ("external-moved", f"“{host.url}/old” has moved for good, to “{host.url}/good”", 0),
    ]
    assert json.loads(again.out)["diagnostics"] == json.loads(done.out)["diagnostics"]
    assert set(json.loads((tmp_path / "cache/microsite/answers.json").read_bytes())) == {
        f"{host.url}/good",
        f"{host.url}/old",
    }


def test_without_asking_for_it_no_other_site_is_asked(tmp_path: Path) -> None:
    with serve({}) as host:
        write_files(tmp_path / "site", {"index.html": page(f'<a href="{host.url}/gone">x</a>')})
        assert call("verify", "site", folder=tmp_path).status == 0
        assert host.asked == {}


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"a": 1}', b"\xff", b'{"a": ["x", 2, "y", true]}'])
def test_answers_that_are_damaged_are_asked_for_again(
    kept: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write_files(tmp_path, {"cache/microsite/answers.json": kept})
    with serve({"/a": b"A"}) as host:
        write_files(tmp_path / "site", {"index.html": page(f'<a href="{host.url}/a">x</a>')})
        assert call("verify", "site", "--external", folder=tmp_path).status == 0
        assert host.asked == {"HEAD /a": 1}


# ---- a published site ---------------------------------------------------------------------------------------------


def published(files: Files) -> dict[str, bytes | tuple[int, str]]:
    return {f"/{path}": data for path, data in files.items()}


def test_a_published_site_is_audited_as_its_folder_is(tmp_path: Path) -> None:
    files = built("conference").files
    write_files(tmp_path / "site", files)
    with serve({}) as host:
        host.files.update(published(files))
        done = call("verify", f"{host.url}/", "-v", folder=tmp_path)
        local = call("verify", "site", "-v", folder=tmp_path)
    assert (done.status, done.err) == (local.status, local.err) == (0, "")
    assert local.out.startswith("44 pages, ")
    assert done.out.startswith("41 pages, ")  # but those for errors in each language, to which nothing leads
    assert "its pages say that it lies at https://talent-conference.example/" in done.out


def test_what_is_wrong_is_told_by_its_address(tmp_path: Path) -> None:
    with serve(
        {"/index.html": page('<a href="about">x</a><img src="a.png">'), "/about": page('<a href="/gone/">y</a>')}
    ) as host:
        host.files["/a.png"] = b"PNG"
        done = call("verify", host.url, "--format", "json", folder=tmp_path)
        found = json.loads(done.out)["diagnostics"]
    told = [(one["rule"], one["span"]["path"]) for one in found if one["severity"] != "info"]
    assert told == [
        ("link-broken", f"{host.url}/about.html"),
        ("title-repeated", f"{host.url}/about.html"),
        ("alt-missing", f"{host.url}/index.html"),
    ]
    assert "GET /a.png" not in host.asked


def test_redirects_of_the_host_are_followed_and_no_page_of_another_host_is_asked_for() -> None:
    with serve({}) as other, serve({"/old": (301, "/new/"), "/new/index.html": page("")}) as host:
        host.files["/index.html"] = page(f'<a href="/old">x</a><a href="{other.url}/">y</a>')
        taken = mirror(f"{host.url}/", lambda _path, _data: None)
        assert isinstance(taken, Mirrored)
        assert set(taken.sizes) == {"index.html", "new/index.html"}
        assert taken.redirects == f"/old {host.url}/new/"
        assert other.asked == {}


@pytest.mark.parametrize("name", ["x.png", "x.css", "x.xml", "x", "x/"])
def test_no_other_host_is_asked_for_what_a_file_of_the_site_leads_to(name: str) -> None:
    with serve({"/secret.png": b"PNG"}) as other, serve({f"/{name}": (302, f"{other.url}/secret.png")}) as host:
        host.files["/index.html"] = page(
            f'<img src="/{name}"><link rel="stylesheet" href="/{name}"><a href="/{name}">x</a>'
        )
        taken = mirror(f"{host.url}/", lambda _path, _data: None)
        assert isinstance(taken, Mirrored)
        assert set(taken.sizes) == {"index.html"}
        assert other.asked == {}


def test_a_site_of_giant_files_is_given_up_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("microsite.web.mirror.ROOM", 100_000)
    giants = {f"/{number}.css": b"a" * 50_000 for number in range(40)}
    links = "".join(f'<link rel="stylesheet" href="{path}">' for path in giants)
    with serve({**giants, "/index.html": page(links)}) as host:
        taken = mirror(f"{host.url}/", lambda _path, _data: None)
        assert isinstance(taken, Mirrored)
        assert not taken.is_whole
        assert sum(taken.sizes.values()) < 1_000_000


def test_an_address_that_is_a_file_and_a_folder_is_one_of_them(tmp_path: Path) -> None:
    files = {f"/{path}": page("") for path in ("a.xml", "a.xml/b.html", "c.xml/d.html", "c.xml", "e/index.html", "e")}
    links = "".join(f'<a href="{path}">x</a>' for path in files)
    with serve({**files, "/index.html": page(links)}) as host:
        done = call("verify", f"{host.url}/", folder=tmp_path)
    assert "Traceback" not in done.err
    assert "4 pages, 5 files looked through" in done.out + done.err


def test_a_site_without_end_is_given_up_and_that_is_told() -> None:
    endless = {f"/{number}/index.html": page(f'<a href="/{number + 1}/">x</a>') for number in range(99)}
    with serve({**endless, "/index.html": page('<a href="/0/">x</a>')}) as host:
        taken = mirror(f"{host.url}/", lambda _path, _data: None, most=20)
        assert isinstance(taken, Mirrored)
        assert not taken.is_whole
        assert len(taken.sizes) < 30


def test_an_address_that_has_no_page_is_a_fault_of_who_asks(tmp_path: Path) -> None:
    with serve({}) as host:
        done = call("verify", f"{host.url}/", folder=tmp_path)
    assert (done.status, done.err.splitlines()[0]) == (1, f"error: “{host.url}/” answers with 404")


@pytest.mark.parametrize(
    ("url", "type_", "path"),
    [
        ("", "text/html", "index.html"),
        ("de/", "text/html", "de/index.html"),
        ("de/about", "text/html", "de/about.html"),
        ("de/%C3%BCber/?x=1", "text/html", "de/über/index.html"),
        ("a.css", "text/css", "a.css"),
        ("../x", "text/html", ""),
        ("%2e%2e/x", "text/html", ""),
        ("a/%2e%2e/%2e%2e/x", "text/html", ""),
        ("%2Fetc/x", "text/html", ""),
        ("a%00b", "text/html", ""),
        ("a" * 300, "text/html", ""),
        ("a/" * 2000, "text/html", ""),
        ("a%0Ab", "text/html", ""),
        ("a%1B%5B2Jb", "text/html", ""),
        ("a//b", "text/html", ""),
    ],
)
def test_an_address_becomes_a_path_below_a_folder_or_none(url: str, type_: str, path: str) -> None:
    assert find_path(f"https://a.example/{url}", "https://a.example/", type_) == path
