"""What the preview is called, and who may ask for it by that name."""

from __future__ import annotations

import re
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.preview.names import LOOPBACK, NAMES, Listening
from microsite.preview.network import say_where


def test_the_address_for_a_browser_is_one_of_this_machine() -> None:
    assert Listening().url == "http://127.0.0.1:8000/"
    assert Listening("0.0.0.0", 81).url == "http://127.0.0.1:81/"  # noqa: S104 - of a value
    assert Listening("::1", 81).url == "http://[::1]:81/"
    assert Listening("laptop.local").url == "http://laptop.local:8000/"


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        *(("127.0.0.1", True), ("127.1.2.3", True), ("localhost", True), ("::1", True)),
        *(("0.0.0.0", False), ("::", False), ("192.168.1.5", False), ("laptop.local", False)),  # noqa: S104
    ],
)
def test_a_preview_for_others_is_known_as_one(host: str, *, is_local: bool) -> None:
    assert Listening(host).is_local is is_local


@pytest.mark.parametrize(
    ("host", "own", "foreign"),
    [
        ("127.0.0.1", ["127.0.0.1:8000", "LOCALHOST:8000", "[::1]:8000", "localhost"], ["192.168.1.5:8000"]),
        ("192.168.1.5", ["192.168.1.5:8000", "localhost:8000"], ["192.168.1.6:8000", "evil.example:8000"]),
        ("fe80::1", ["[fe80::1]:8000"], ["fe80::1:8000", "[fe80::2]:8000"]),
        ("laptop.local", ["Laptop.local:8000"], ["laptop:8000", "192.168.1.5:8000"]),
        (
            "0.0.0.0",  # noqa: S104
            ["192.168.1.5:8000", "[fe80::1]:8000", "localhost:8000"],
            ["evil.example:8000", "192.168.1.5:8001", "192.168.1.5.evil.example:8000", "1:8000", ""],
        ),
    ],
)
def test_a_name_that_others_may_have_is_none_of_ours(host: str, own: list[str], foreign: list[str]) -> None:
    listening = Listening(host)
    assert all(map(listening.is_host, own))
    assert not any(map(listening.is_host, foreign))
    assert all(listening.is_origin(f"http://{name}") for name in own if name.endswith(":8000"))
    assert not any(listening.is_origin(f"http://{name}") for name in foreign)
    assert not any(listening.is_origin(f"{scheme}{name}") for name in own for scheme in ("", "https://", "http:/"))


def test_the_port_of_the_web_goes_without_saying() -> None:
    assert Listening(port=80).is_origin("http://localhost")
    assert not Listening(port=8000).is_origin("http://localhost")


@given(st.text() | st.from_regex(r"[a-z.]+(:\d+)?", fullmatch=True))
def test_nothing_else_is_ever_ours(name: str) -> None:
    own = {*NAMES, *(f"{one}:8000" for one in NAMES)}
    assert Listening(LOOPBACK).is_host(name) is (name.lower() in own)


def test_a_preview_for_others_tells_the_addresses_by_which_they_reach_this_machine() -> None:
    first, *others = say_where(Listening("0.0.0.0", 81)).split("\n")  # noqa: S104 - of a value
    assert first == "Preview: http://127.0.0.1:81/ (Ctrl-C ends it)"
    for line in others:  # none on a machine without a network
        found = re.fullmatch(r"For others in this network, such as a telephone: http://([0-9.]+):81/", line)
        assert found
        assert not found[1].startswith("127.")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
            own.bind((found[1], 0))  # which nobody can but who has that address


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "192.168.1.5"])
def test_a_preview_at_one_address_tells_that_one(host: str) -> None:
    assert say_where(Listening(host, 81)) == f"Preview: {Listening(host, 81).url} (Ctrl-C ends it)"
