"""The jobs of what readers may take along: vCards of contacts."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.pages.contacts import make_vcard, write_vcard
from microsite.pages.jobs import Job, tell
from microsite.pages.plot import Plot, plain_part, shared_parts


def contact_jobs(plot: Plot) -> Iterator[Job]:
    """The vCards of the site’s contact in each language, and beside each page with a contact of its own."""
    config = tell(plot.config)
    for extra, target in plot.extras.items() if config.press_kit else ():
        if extra.role == "contact":
            page = plot.site.pages[extra.kind, extra.key, extra.locale] if extra.key else None
            contact = page.entry.contact if page else config.contact
            locales = (page.entry.locale,) if page else ()
            if contact:
                part = plain_part("card", make_vcard(config, contact, extra.locale, *locales))
                yield Job(target, (*shared_parts(plot, None, ""), part), write=write_vcard)
