"""vCards of contacts: what address books read of them, where they lie, and what pages say of them."""

from __future__ import annotations

import base64
import io
import re
import zipfile

import pytest
from built_pages import website, website_of
from hypothesis import given
from hypothesis import strategies as st
from picture_files import draw
from whole_sites import Files, build, built, edit, read_site, without

from microsite.diagnostics.problems import Severity
from microsite.i18n.formats import formats
from microsite.model.images import Rendition
from microsite.model.kits import VCard
from microsite.pages.contacts import measure_vcard, write_vcard

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60)
SITE = "content/site.yaml"
GROUP = "content/press/2025-09-30-eröffnung.yaml"


def read_vcard(data: bytes) -> dict[str, tuple[str, list[str]]]:
    """The properties of a vCard by name: their parameters, and their components without escapes (RFC 6350, 3)."""
    text = data.decode().replace("\r\n ", "")
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
    assert lines[-1] == "END:VCARD"
    found = {}
    for line in lines[1:-1]:
        match = re.fullmatch(r"([A-Z]+)((?:;[A-Z]+=[\w,-]+)*):(.*)", line, re.DOTALL)
        assert match, line
        parts = re.split(r"(?<!\\)(?:\\\\)*;", match[3]) if match[1] == "N" else [match[3]]
        assert match[1] not in found
        found[match[1]] = match[2], [re.sub(r"\\(.)", r"\1", part) for part in parts]
    return found


PHOTO = ("content/contacts/a.jpg", Rendition("jpg", 480, 480, "", 3))

CARDS = st.builds(
    VCard,
    name=TEXTS.filter(lambda text: not text.endswith("\\")),
    tag=st.sampled_from(["de", "zh-Hans"]),
    organization=TEXTS,
    email=st.sampled_from(["", "press@a.example"]),
    phone=st.sampled_from(["", "+49 (0)30 123-456", "030 123"]),
    url=st.just("https://a.example/de/"),
    photo=st.sampled_from([None, PHOTO]),
)


@given(CARDS)
def test_a_vcard_says_what_it_is_given_in_lines_that_every_address_book_reads(card: VCard) -> None:
    data = write_vcard(card, b"\xff\xd8\xd9")
    assert len(data) == measure_vcard(card)
    assert all(len(line) <= 75 and line.decode() is not None for line in data.split(b"\r\n"))
    found = read_vcard(data)
    assert found["FN"] == (f";LANGUAGE={card.tag}", [card.name])
    assert found["ORG"] == ("", [card.organization])
    assert found.get("EMAIL", ("", [""]))[1] == [card.email]
    assert found["URL"][1] == [card.url]
    assert found.get("PHOTO", ("", [""]))[1] == ["data:image/jpeg;base64,/9jZ" if card.photo else ""]


@pytest.mark.parametrize(
    ("phone", "written"),
    [
        ("+49 (0)30 123-456", "TEL;TYPE=work;VALUE=uri:tel:+4930123456"),
        ("030 123, 4", r"TEL;TYPE=work:030 123\, 4"),
    ],
)
def test_a_number_of_the_world_is_a_link_and_any_other_is_as_it_is_written(phone: str, written: str) -> None:
    assert written.encode() in write_vcard(VCard("A", "de", "B", "", phone, "")).split(b"\r\n")


OF_SITE, OF_RELEASE = "content/contacts/office.jpg", "content/contacts/koehler.png"


def with_photos() -> Files:
    """A site whose contact has a photo, and so has that of a release."""
    files = edit(read_site("trilingual"), SITE, "  email: presse@", "  photo: office.jpg\n  email: presse@")
    files = edit(files, GROUP, "  email: koehler@", "  photo: koehler.png\n  email: koehler@")
    return files | {OF_SITE: draw(1600, 1000, "JPEG"), OF_RELEASE: draw(300, 400)}


def test_a_photo_is_shown_beside_the_name_and_a_small_one_is_in_the_vcard() -> None:
    site = website_of(build(with_photos()))
    files = site.built.files
    for path, card, photo, kind in [
        ("de/index.html", "de/contact.vcf", "media/contacts/office-480", "jpeg"),
        ("zh/press/index.html", "zh/contact.vcf", "media/contacts/office-480", "jpeg"),
        ("zh/press/开幕/index.html", "zh/press/开幕/contact.vcf", "media/contacts/koehler-300", "png"),
    ]:
        [contact] = site.pages[path].all("aside", class_="contact")
        [shown] = contact.all("img")
        assert shown.attributes["src"].startswith(f"/{photo.rpartition('-')[0]}-")
        assert shown.attributes["alt"] == ""
        [small] = [data for name, data in files.items() if name.startswith(f"{photo}.") and not name.endswith("webp")]
        _, [written] = read_vcard(files[card])["PHOTO"]
        assert written == f"data:image/{kind};base64,{base64.b64encode(small).decode()}"
        [link] = contact.all("a", type="text/vcard")
        assert formats("zh_Hans_CN" if path[0] == "z" else "de_DE").size(len(files[card])) in link.text
    archive = zipfile.ZipFile(io.BytesIO(files["zh/press/开幕/开幕.zh.zip"]))
    assert archive.read("开幕.zh/contact.vcf") == files["zh/press/开幕/contact.vcf"]


def test_a_photo_that_is_webp_is_shown_and_in_the_vcard_as_it_is() -> None:
    files = edit(without(with_photos(), OF_SITE), SITE, "photo: office.jpg", "photo: office.webp")
    site = website_of(build(files | {"content/contacts/office.webp": draw(600, 400, "WEBP")}))
    [contact] = site.pages["de/index.html"].all("aside", class_="contact")
    assert contact.all("img")
    [(_, [written])] = [read_vcard(site.built.files["de/contact.vcf"])["PHOTO"]]
    assert written.startswith("data:image/webp;base64,")


def test_a_photo_that_is_not_there_or_cannot_be_shown_is_told_where_it_is_named() -> None:
    files = with_photos()
    missing, broken = without(files, OF_SITE), files | {OF_RELEASE: b"\x89PNG\r\n\x1a\n"}
    for wrong, rule, path in ((missing, "picture-missing", SITE), (broken, "picture-invalid", GROUP)):
        told = [one for one in build(wrong).diagnostics if one.severity is Severity.ERROR]
        assert [(one.rule, one.span and one.span.path) for one in told] == [(rule, path)]
        [(_, line, column, length)] = [one.span for one in told if one.span]
        assert wrong[path].decode().split("\n")[line - 1][column - 1 :][:length] in ("office.jpg", "koehler.png")
    assert [one for one in build(files).diagnostics if one.severity is not Severity.INFO] == []


def test_a_language_has_the_vcard_of_the_site_and_a_release_that_of_its_own_contact() -> None:
    site = built("trilingual")
    cards = {path: read_vcard(data) for path, data in site.files.items() if path.endswith(".vcf")}
    assert {path: card["FN"] for path, card in cards.items() if path.count("/") == 1} == {
        "de/contact.vcf": (";LANGUAGE=de", ["Pressestelle des Hafenbunds"]),
        "en/contact.vcf": (";LANGUAGE=en", ["Press Office of the League of Ports"]),
        "zh/contact.vcf": (";LANGUAGE=zh-Hans", ["港口联盟新闻处"]),
    }
    assert cards["zh/contact.vcf"]["ORG"] == ("", ["港口联盟"])
    assert cards["zh/press/开幕/contact.vcf"]["FN"] == (";LANGUAGE=zh-Hans", ["雅娜·克勒"])


def test_pages_lead_to_the_vcard_of_whom_they_name_with_its_type_and_size() -> None:
    site = website("trilingual")
    for path, card in [
        ("zh/index.html", "zh/contact.vcf"),
        ("zh/press/index.html", "zh/contact.vcf"),
        ("zh/press/开幕/index.html", "zh/press/开幕/contact.vcf"),
    ]:
        [contact] = site.pages[path].all("aside", class_="contact")
        [link] = contact.all("a", type="text/vcard")
        assert site.path(site.origin + link.attributes["href"]) == card
        assert link.text == "保存联系人（vCard，1\u00a0kB）"


def test_without_a_press_kit_or_a_way_to_reach_anybody_there_is_no_vcard() -> None:
    files = read_site("trilingual")
    for old, new in [
        ("press_kit: true\n", ""),
        ("  email: presse@hafenbund.example\n  phone: +49 (0)40 123456\n", ""),
    ]:
        site = build(edit(files, SITE, old, new))
        assert "de/contact.vcf" not in site.files
        assert ">Pressestelle des Hafenbunds<" in site.text("de/index.html")
        assert "contact.vcf" not in site.text("de/index.html")


def test_a_link_to_a_vcard_is_one_to_a_file_of_the_site() -> None:
    files = read_site("trilingual")
    path = next(path for path in files if path.startswith("content/pages/") and path.endswith(".de.md"))
    site = build(files | {path: files[path] + b"\n[Kontakt](/de/contact.vcf)\n"})
    assert "link-broken" not in site.rules()
