"""Slips in addresses: what is wrong by the words alone, and the address that is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.model.slips import find_mailbox, find_meant, find_number, find_slip, is_mailbox, is_number

RIGHT = (
    *("https://example.org", "HTTP://EXAMPLE.ORG/a?b#c", "https://müller.example/ä", "https://例え。テスト/"),
    *("http://localhost:8000/", "http://[::1]/x", "https://a_b.example", "https://user:x@example.org:8443/"),
    *("https://example.org/https://example.net", "https://zh.example.org/wiki/北京（城市）", "https://example.org."),
    *(
        "mailto:a@b.example",
        "mailto:a@b.example,c@d.example?subject=x%20y",
        "mailto:?subject=x",
        "MAILTO:a+b@c.example",
    ),
    *("mailto:jörg@müller.example", "tel:110", "tel:+49-30-1234", "tel:+49301234;ext=5", "tel:*31#"),
    *("about.md", "../press/", "#top", "", "javascript:alert(1)", "xmpp:a@b.example"),
)


@pytest.mark.parametrize("url", RIGHT)
def test_an_address_that_is_right_has_no_slip(url: str) -> None:
    assert find_slip(url) is None


@given(st.from_regex(r"https://[a-z0-9]+(?:[-.][a-z0-9]+)*(?:/[^\\]*)?", fullmatch=True))
def test_an_ordinary_address_is_judged_as_one_in_large_letters_which_takes_a_closer_look(url: str) -> None:
    assert (find_slip(url) is None) == (find_slip(f"HTTPS{url[5:]}") is None)


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("https:/a.example/b", "https://a.example/b"),
        ("http:///a.example", "http://a.example"),
        ("https:\\\\a.example\\b", "https://a.example/b"),
        ("https://a.example/b\\c#d", "https://a.example/b/c#d"),
        ("https://https://a.example", "https://a.example"),
        ("http://https//a.example", "https://a.example"),
        ("http://http?x", "http://http?x"),
        ("https://a@http", "https://a@http"),
        ("http://%68ttp/", "http://%68ttp/"),
        ("https://a.exa mple/b c", "https://a.example/b c"),
        ("https://a.example：8080/x", "https://a.example:8080/x"),
        ("mailto:a@b", "mailto:a@b"),
        ("mailto://a@b.example", "mailto:a@b.example"),
        ("mailto:A%20B%20<a@b.example>", "mailto:a@b.example"),
        ("mailto:a@b.example; c@d.example", "mailto:a@b.example,c@d.example"),
        ("mailto:a@b.example, c@d.example", "mailto:a@b.example,c@d.example"),
        ("mailto:a@b_c.example", "mailto:a@b_c.example"),
        ("mailto:.a@b.example", "mailto:a@b.example"),
        ("tel:+49 30 1234 ext. 5", "tel:+49301234;ext=5"),
        ("tel:+49%2030%201234", "tel:+49301234"),
        ("tel:٠٣٠١٢٣", "tel:030123"),
        ("tel:1", "tel:1"),
        ("tel:1234567890123456", "tel:1234567890123456"),
    ],
)
def test_an_address_with_a_slip_is_told_and_what_is_meant_if_anybody_can_tell(url: str, meant: str) -> None:
    assert find_slip(url)
    assert find_meant(url) == meant


@given(
    st.text(alphabet=st.sampled_from("htps:/\\.@a1 ：／＠（）“”.,;()+-?#m\u200b"), max_size=14) | st.text(max_size=10),
    st.sampled_from(["", "https:", "https://", "mailto:", "tel:", "tel:+49"]),
)
def test_what_is_meant_has_no_slip_and_means_itself(text: str, scheme: str) -> None:
    meant = find_meant(scheme + text)
    assert meant == scheme + text or (find_slip(meant) is None and find_meant(meant) == meant)


@given(st.text(alphabet=st.sampled_from("a1@.,( )tAT＠dot\u200b<>+-x"), max_size=16) | st.text(max_size=10))
def test_a_mailbox_and_a_number_that_are_meant_are_ones(text: str) -> None:
    mailbox, number = find_mailbox(text), find_number(text)
    assert not mailbox or is_mailbox(mailbox)
    assert not number or find_slip(f"tel:{number}") is None
    assert not is_number(text) or find_number(text)
