"""Whom to ask: what pages show of a contact, and the vCards (RFC 6350) by which address books take it up."""

from __future__ import annotations

import re

from microsite.model.cards import find_text, text_for
from microsite.model.entries import Contact
from microsite.model.images import Portrait, Rendition
from microsite.model.kinds import KINDS
from microsite.model.kits import KitFile, VCard
from microsite.model.site import Site
from microsite.pages.jobs import Frame, Told, View
from microsite.pages.views import absolute, home_url, image_view, other_tag
from microsite.site.targets import VCARD, is_reachable

_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
"""The media types of photos; all address books show the first two."""

_READABLE = ("jpg", "png")

_LINE = 75
"""So many bytes a line may have (RFC 6350, 3.2)."""


def make_vcard(config: Told, contact: Contact, locale: str, *others: str) -> VCard:
    """The vCard of a contact for readers of a language; it has its name there, or else in one of the others."""
    name, named_in = find_text(contact.name, locale, *others, config.source_language)
    organization = text_for(config.organization.name, locale) if config.organization else ""
    url = absolute(config, home_url(config, locale))
    tag = config.locale(named_in).tag
    organization = organization or text_for(config.title, locale)
    portrait = config.portraits.get(contact.photo)
    photo = (contact.photo, portrait.small) if portrait else None
    return VCard(name, tag, organization, contact.email, contact.phone, url, photo)


def find_portraits(site: Site) -> dict[str, Portrait]:
    """The photos of all contacts that pages show, by their paths."""
    contacts = (site.config.contact, *(page.entry.contact for page in site.pages.values()))
    paths = {contact.photo for contact in contacts if contact} & site.images.keys()
    found: dict[str, Portrait] = {}
    for _, one, path in site.renditions if paths else ():
        is_better = path not in found or _rank(one) < _rank(found[path].small)
        if path in paths and one.ending in _TYPES and is_better:
            found[path] = Portrait(site.images[path], one)
    return found


def _rank(rendition: Rendition) -> tuple[bool, int]:
    """What is best in a vCard comes first: what is read everywhere, then what is small."""
    return rendition.ending not in _READABLE, rendition.width


def measure_vcard(card: VCard) -> int:
    """How many bytes a vCard has."""
    return len(write_vcard(card, bytes(card.photo[1].size if card.photo else 0)))


def write_vcard(card: VCard, photo: bytes = b"") -> bytes:
    """The bytes of a vCard, with those of the photo in it."""
    language = f";LANGUAGE={card.tag}"
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"FN{language}:{_escape(card.name)}",
        f"N{language}:{_escape(card.name)};;;;",  # which older programs look for
        f"ORG:{_escape(card.organization)}",
    ]
    if card.email:
        lines.append(f"EMAIL;TYPE=work:{_escape(card.email)}")
    if card.phone:
        lines.append(f"TEL;TYPE=work{_write_number(card.phone)}")
    if card.photo:
        import base64  # few contacts have one

        data = base64.b64encode(photo).decode("ascii")
        lines.append(f"PHOTO:data:{_TYPES[card.photo[1].ending]};base64,{data}")  # RFC 6350, 6.2.4
    lines += [f"URL:{card.url}", f"LANG:{card.tag}", "END:VCARD"]
    return b"".join(_fold(line.encode()) for line in lines)


def _write_number(phone: str) -> str:
    """A number of the world as a link, any other as it is written."""
    digits = find_number(phone)
    return f";VALUE=uri:tel:{digits}" if digits.startswith("+") else f":{_escape(phone)}"


def find_number(phone: str) -> str:
    """What a telephone calls: the digits and the plus of a number, without the zero that is left out from abroad."""
    return "".join(sign for sign in phone.replace("(0)", "") if sign in "+0123456789")


def _escape(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", text)


def _fold(line: bytes) -> bytes:
    """A line in pieces of which none is too long; no character is cut."""
    pieces = []
    while len(line) > _LINE:
        end = _LINE
        while line[end] & 0xC0 == 0x80:  # within a character (RFC 3629)
            end -= 1
        pieces.append(line[:end] + b"\r\n ")
        line = line[end:]
    return b"".join([*pieces, line, b"\r\n"])


# ---- what templates read --------------------------------------------------------------------------------------


def site_contact_view(frame: Frame, kind: str = "") -> View | None:
    """Whom to ask on pages that are of no entry; of lists, on those of kinds that have a contact."""
    if kind and not KINDS[kind].has_contact:
        return None
    return contact_view(frame, frame.config.contact, home_url(frame.config, frame.locale.key))


def contact_view(frame: Frame, contact: Contact | None, folder: str, *others: str) -> View | None:
    """Whom to ask, in the readers’ language if it has a name in it; else in one of the others, which `tag` then names.

    Its vCard lies in that folder.
    """
    if contact is None:
        return None
    config, key = frame.config, frame.locale.key
    name, locale = find_text(contact.name, key, *others, config.source_language)
    has_card = config.press_kit and is_reachable(contact)
    size = measure_vcard(make_vcard(config, contact, key, *others)) if has_card else 0
    portrait = config.portraits.get(contact.photo)
    return {
        "name": name,
        "tag": other_tag(frame, locale),
        "email": contact.email,
        "phone": contact.phone,
        "photo": {**image_view(portrait.image), "is_first": False, "alt": ""} if portrait else None,
        "card": KitFile("vCard", folder + VCARD, "text/vcard", size)._asdict() if size else None,
    }
