"""The configuration as a whole: names in every language, what a language lacks, and where its values stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, one_line
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.config import Config, PostalAddress
from microsite.model.entries import LanguageText


def find_places(table: Fields) -> dict[str, Span]:
    """Where those values of site.yaml stand that are looked at once the site is known."""
    places: dict[str, Span] = {}
    for name, node in table.entries:
        if name.text in ("navigation", "footer") and isinstance(node, Items):
            items = (target for item in node.items for target in find_targets(item))
            places |= {f"{name.text} {one_line(item.text)}": item.span for item in items}
        elif name.text == "footer_notes" and isinstance(node, Items):
            urls = (item for note in node.items if isinstance(note, Fields) for item in note.entries)
            places |= {f"footer_notes {url.text}": url.span for key, url in urls if isinstance(url, Scalar)}
        elif name.text in ("organization", "theme", "contact"):
            places |= _leaves(name.text, node)
        elif name.text == "languages" and isinstance(node, Fields):
            places |= {f"languages {key.text}": key.span for key, _ in node.entries}
        elif name.text == "key_figures" and isinstance(node, Fields):
            values = (value for key, value in node.entries if key.text in ("from", "show"))
            names = (one for value in values for one in (value.items if isinstance(value, Items) else [value]))
            places |= {f"key_figures {one_line(one.text)}": one.span for one in names if isinstance(one, Scalar)}
        elif name.text == "cms":
            places[name.text] = node.span
    return places


def find_targets(item: Node) -> Iterator[Scalar]:
    """What an item of a menu leads to, as it is written."""
    if isinstance(item, Fields):
        yield from (value for key, value in item.entries if key.text != "label" and isinstance(value, Scalar))
    elif isinstance(item, Scalar):
        yield item


def _leaves(name: str, node: Node) -> Iterator[tuple[str, Span]]:
    """Where the values below a field stand, by what messages call them."""
    if isinstance(node, Fields):
        for key, value in node.entries:
            yield from _leaves(f"{name}.{key.text}", value)
    else:
        yield name, node.span


def with_names(config: Config) -> Config:
    """The configuration with every name in every language: missing ones are the source language's, or the first."""

    def filled(text: LanguageText) -> LanguageText:
        return {"": text.get(config.source_language) or next(iter(text.values())), **text} if text else text

    def placed(address: PostalAddress | None) -> PostalAddress | None:
        if address is None:
            return None
        street, city, region = map(filled, address.texts)
        return address._replace(street=street, city=city, region=region)

    organization, event, contact = config.organization, config.event, config.contact
    menus = (
        tuple(entry._replace(label=filled(entry.label)) for entry in menu)
        for menu in (config.navigation, config.footer)
    )
    navigation, footer = menus
    return config._replace(
        navigation=navigation,
        footer=footer,
        topics={topic: filled(name) for topic, name in config.topics.items()},
        organization=organization
        and organization._replace(name=filled(organization.name), address=placed(organization.address)),
        event=event
        and event._replace(
            name=filled(event.name),
            place=filled(event.place),
            venue=filled(event.venue),
            address=placed(event.address),
        ),
        contact=contact and contact._replace(name=filled(contact.name), photo_place=()),
    )


def check_languages(config: Config, table: Fields) -> Iterator[Diagnostic]:
    """The texts of the configuration that a language lacks: without a title there is no site to name."""
    event, organization, contact = config.event, config.organization, config.contact
    texts: dict[str, Sequence[LanguageText]] = {
        "title": [config.title],
        "motto": [config.motto],
        "navigation": [entry.label for entry in config.navigation],
        "footer": [entry.label for entry in config.footer],
        "boilerplate": [config.boilerplate],
        "organization": organization.texts if organization else (),
        "event": event.texts if event else (),
        "contact": [contact.name] if contact else [],
        "topics": [*config.topics.values()],
    }
    lines = {key.text: key.span for key, _ in table.entries}
    for field, found in texts.items():
        lacking = [
            locale
            for locale in config.languages
            if any(text and "" not in text and locale.key not in text for text in found)
        ]
        if lacking:
            rule = "field-missing" if field == "title" else "translation-missing"
            message = f"“{field}” has no text in {', '.join(locale.name for locale in lacking)}"
            hint = f"add {', '.join(f'{locale.key}: …' for locale in lacking)}"
            yield problem(rule, message, lines[field], hint=hint)
