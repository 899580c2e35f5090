"""Addresses are known before anything links to them: what a site makes is what its texts may lead to."""

from __future__ import annotations

import pytest
from whole_sites import build, new_memory, prepare, read_site

SITES = ("minimal", "trilingual", "right-to-left", "out-of-order", "conference")


@pytest.mark.parametrize("name", SITES)
def test_every_page_and_file_that_a_site_makes_has_an_address_that_a_text_may_lead_to(name: str) -> None:
    memory = new_memory()
    prepared = prepare(read_site(name), memory)
    assert prepared
    config = prepared.site.config
    addresses = prepared.linker.addresses
    of_nobody = {f"{locale.key}/404.html" for locale in config.languages} | {"404.html"}
    made = {
        job.target.url.removeprefix(config.base_path)
        for job in prepared.jobs
        if not job.copy
        and job.target.path not in of_nobody
        and not job.target.path.startswith(("assets/", "media/"))  # what is made of pictures has its digest in its name
    }
    reachable = {url.removeprefix(config.base_path) for url in (*addresses.page_by_url, *addresses.listed_by_url)}
    moved = {url for url in made - reachable if addresses.at(f"/{url}")}  # aliases, each of its page
    assert made - moved == reachable
    assert all(job.template == "redirect.html" for job in prepared.jobs if job.target.url[1:] in moved)


def test_a_text_can_lead_to_the_tables_of_the_glossary_and_to_what_machines_read() -> None:
    names = ("glossary.csv", "glossary.json", "glossary.tbx", "sitemap.xml", "robots.txt", "de/feed.xml")
    links = "".join(f"[{name}](/{name})\n" for name in names)
    files = read_site("conference")
    path = "content/pages/about.de.md"
    site = build(files | {path: files[path] + f"\n\n{links}".encode()})
    assert [found for found in site.diagnostics if found.rule == "link-broken"] == []
    assert all(name in site.files for name in names)
