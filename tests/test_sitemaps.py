"""The sitemap: one file, or several of a size that search engines take, and an index of these."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

import pytest
from built_pages import SITEMAP, element_text, read_xml
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import Files, Waiting, built, new_memory, prepare, read_site

from microsite.build.orders import begin_rendering, finish_rendering
from microsite.build.pipeline import Prepared
from microsite.build.plan import make_plan
from microsite.engine.common import Nowhere
from microsite.engine.crew import ALONE
from microsite.model.parts import Given
from microsite.model.site import Target
from microsite.pages.sitemaps import FRAME, MOST, Load, cut, sitemap_jobs
from microsite.render.design import read_templates
from microsite.site.targets import Extra

SMALL = Load(6, MOST.size)
SITES = ("minimal", "trilingual", "right-to-left", "conference")


@functools.cache
def prepared(name: str) -> Prepared:
    found = prepare(read_site(name), new_memory())
    assert found
    return found


def made(name: str, most: Load = MOST, piece: Load | None = None) -> Files:
    """The files of a site's sitemap within these limits; if not told otherwise, each may have as much as one alone."""
    site = prepared(name)
    waiting = Waiting({})
    plan = make_plan(list(sitemap_jobs(site.plot, most, piece or most)), {}, {})
    templates = read_templates(site.content.elsewhere, new_memory())
    rendering = begin_rendering(plan, lambda: templates, site.linker, lambda _: b"", ALONE, waiting, Nowhere())
    _, problems = finish_rendering(plan, rendering, waiting, lambda _path, _digest: b"")
    assert problems == []
    return waiting.made


def addresses(data: bytes, of: str = "url") -> list[str]:
    return [element_text(one, f"{SITEMAP}loc") for one in read_xml(data).findall(f"{SITEMAP}{of}")]


def pages(files: Files, name: str) -> list[str]:
    """What the files that an index names have, in its order; all of them are there, and no others."""
    index = addresses(files["sitemap.xml"], "sitemap")
    paths = [url.removeprefix(prepared(name).plot.config.base_url) for url in index]
    assert paths == [f"sitemap-{number}.xml" for number in range(1, len(paths) + 1)]
    assert set(files) == {"sitemap.xml", *paths}
    return [url for path in paths for url in addresses(files[path])]


@pytest.mark.law(every=2)
@pytest.mark.parametrize("name", SITES)
def test_what_fits_stays_one_file_byte_for_byte_and_not_one_page_or_byte_more(name: str) -> None:
    whole = {"sitemap.xml": built(name).files["sitemap.xml"]}
    urls, size = len(addresses(whole["sitemap.xml"])), len(whole["sitemap.xml"])
    assert made(name) == made(name, Load(urls, size)) == whole
    for most in (Load(urls - 1, size), Load(urls, size - 1)):
        files = made(name, most)
        assert len(files) == 3
        assert pages(files, name) == addresses(whole["sitemap.xml"])
        assert all(len(data) <= most.size for data in files.values())


def test_pieces_are_smaller_than_what_would_fit_into_one() -> None:
    assert len(made("trilingual", Load(200, MOST.size), SMALL)) == 1
    assert len(made("trilingual", Load(20, MOST.size), SMALL)) > len(made("trilingual", Load(20, MOST.size)))


def test_versions_of_a_page_stay_together_and_name_each_other() -> None:
    files = made("trilingual", SMALL)
    assert pages(files, "trilingual") == addresses(built("trilingual").files["sitemap.xml"])
    assert read_xml(files["sitemap.xml"]).tag == f"{SITEMAP}sitemapindex"
    for path, data in files.items():
        root = read_xml(data)
        named = {link.attrib["href"] for url in root for link in url if "hreflang" in link.attrib}
        assert len(root.findall(f"{SITEMAP}url")) <= 6
        assert named <= set(addresses(data)), path


def test_robots_name_the_index_which_stands_where_the_sitemap_stood() -> None:
    assert b"Sitemap: https://hafentage.example/sitemap.xml\n" in built("trilingual").files["robots.txt"]
    files = made("trilingual", SMALL)
    assert files["sitemap.xml"].startswith(
        b'<?xml version="1.0" encoding="utf-8"?>\n'
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        b"  <sitemap>\n    <loc>https://hafentage.example/sitemap-1.xml</loc>\n  </sitemap>\n"
    )


def test_a_change_of_one_page_makes_one_of_the_files_again() -> None:
    site = prepared("trilingual")
    key = ("press", "2025-06-02-programm")
    changed = {key: site.plot.facts[key]._replace(updated=Given({"de": "2031-01-01"}), glance="another")}
    plots = site.plot, site.plot._replace(facts={**site.plot.facts, **changed})
    before, after = [list(sitemap_jobs(plot, SMALL, SMALL)) for plot in plots]
    moved = [one.target for one, other in zip(before, after, strict=True) if one.parts != other.parts]
    assert len(moved) == 1
    assert moved == [one.target for one, other in zip(before, after, strict=True) if one.glance != other.glance]


def test_a_title_that_changes_makes_no_sitemap_again() -> None:
    site = prepared("trilingual")
    key = ("press", "2025-06-02-programm")
    versions = site.plot.facts[key].versions.value
    named = versions._replace(of=tuple(one._replace(title="Another") for one in versions.of))
    assert named != versions
    changed = {key: site.plot.facts[key]._replace(versions=Given(named), glance="another")}
    [before], [after] = (
        list(sitemap_jobs(site.plot._replace(facts={**site.plot.facts, **of}))) for of in ({}, changed)
    )
    assert before.glance != after.glance
    assert before.parts == after.parts


loads = st.lists(st.builds(Load, st.integers(0, 9), st.integers(0, 90)), min_size=1, max_size=20)


@given(loads, st.builds(Load, st.integers(9, 30), st.integers(400, 700)))
def test_pieces_have_everything_in_order_and_fit_and_no_two_neighbours_fit_into_one(
    found: Sequence[Load], most: Load
) -> None:
    subjects = [Extra("list", number=number) for number in range(len(found))]
    pieces = cut(subjects, found, most)
    assert [one for piece in pieces for one in piece] == subjects
    load_of = dict(zip(subjects, found, strict=True))
    sums = [functools.reduce(Load.plus, [load_of[one] for one in piece], Load(0, FRAME)) for piece in pieces]
    assert all(each.fits(most) for each in sums)
    for each, (_, piece) in zip(sums, itertools.pairwise(pieces), strict=False):
        assert not each.plus(load_of[piece[0]]).fits(most)


def test_what_is_too_much_by_itself_stands_alone() -> None:
    subjects = [Extra("list", number=number) for number in range(3)]
    assert cut(subjects, [Load(1, 10), Load(99, 10), Load(1, 10)], Load(9, 999)) == [[one] for one in subjects]
    assert cut(subjects[:1], [Load(99, 10)], Load(9, 999)) == [subjects[:1]]


def test_a_large_site_is_seen_to_be_large_by_its_pages_alone() -> None:
    plot = prepared("minimal").plot
    [(key, page)] = [(key, page) for key, page in plot.site.pages.items() if key[0] == "press"]
    named = {
        ("press", f"release-{number}"): plot.facts[key[:2]] for number in range(MOST.urls)
    }  # all of them at one address: what counts is how many there are
    site = plot.site._replace(pages={(*name, "en"): page._replace(target=Target("", "/en/")) for name in named})
    paths = [job.target.path for job in sitemap_jobs(plot._replace(site=site, facts=named))]
    assert paths == [*(f"sitemap-{number}.xml" for number in range(1, 7)), "sitemap.xml"]
