"""What a host gets of a built site: which files, in which order, and what they say; compared, sent, and cut off."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import brotli
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from laws import some
from publishing import digest
from whole_sites import REPOSITORY, Done, Files, built, call, output, read_files, read_site, without, write_files

from microsite.files.ownership import OWNERSHIP, parse_list, render_list
from microsite.publish.compressed import LEAST
from microsite.publish.gleaning import Gleaned, look_at
from microsite.publish.hosts import HOSTS
from microsite.publish.policy import STRICT, parse, render, unite
from microsite.publish.release import Release, find_address, find_lasting_folders, make_release
from microsite.publish.shipment import compare, make_shipment, sort_safely

ADDRESS = "hafentage.example/"


def release_of(files: Mapping[str, bytes], address: str = ADDRESS) -> Release:
    return make_release(address, {path: digest(data) for path, data in files.items()}, files.__getitem__)


def ship(files: Mapping[str, bytes], host: str, address: str = ADDRESS) -> Files:
    """What a host gets of these files."""
    shipment = make_shipment(release_of(files, address), HOSTS[host], files.__getitem__, {})
    return {path: files[path] if parcel.data is None else parcel.data for path, parcel in shipment.parcels.items()}


def with_policy(policy: str, more: str = "") -> bytes:
    return f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}">{more}'.encode()


PLAIN = "default-src 'none'; base-uri 'none'"


def stub(target: str) -> bytes:
    return with_policy(PLAIN, f'<meta http-equiv="refresh" content="0; url={target}">')


# ---- what a page says -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "scripts", "styles"),
    [
        ("<script>a()</script>", 1, 0),
        ("<SCRIPT TYPE=Module>a()</SCRIPT >", 1, 0),
        ("<script type='text/javascript; charset=x'>a()</script>", 1, 0),
        ('<script type="importmap">{}</script>', 1, 0),
        ('<script type="application/ld+json">{"a": "<script>"}</script>', 0, 0),
        ("<script type=text/template><style>a</style></script>", 0, 0),
        ("<script src=a.js></script><script src=b.js>c</script>", 0, 0),
        ("<script></script><style></style>", 0, 0),
        ("<style>a{}</style><style media=print>b{}</style>", 0, 2),
        ("<!-- <script>a()</script> --><style>a{}</style>", 0, 1),
        ("<script data-a='>'>a()</script>", 1, 0),
        ("<scripted>a</scripted><style-a>b</style-a>", 0, 0),
        ("<script>a()", 0, 0),
        ("<style>a{}</style><!-- <script>a()</script>", 0, 1),
        ("<style>a{}</style><script a='>", 0, 1),
        ("<style>'</styles>'</style>", 0, 1),
    ],
)
def test_what_stands_in_a_page_and_runs_is_found(page: str, scripts: int, styles: int) -> None:
    found = look_at(page)
    assert (len(found.scripts), len(found.styles)) == (scripts, styles)


def test_a_hash_is_that_of_the_text_as_it_stands() -> None:
    # The example of CSP 3, 8.3: echo -n "alert('Hello, world.');" | openssl dgst -sha256 -binary | openssl enc -base64
    expected = ("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",)
    assert look_at("<script>alert('Hello, world.');</script>").scripts == expected
    assert look_at("<svg><style><![CDATA[alert('Hello, world.');]]></style></svg>").styles == expected
    assert look_at("<style>alert('Hello, world.'); </style>").styles != expected


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/de/", "/de/"),
        ("0;URL='/de/'", "/de/"),
        ('0, url = "/de/?a=1&amp;b=2" ', "/de/?a=1&b=2"),
        ("0.0 url=/de/", "/de/"),
        ("5; url=/de/", ""),
        ("0", ""),
        ("", ""),
    ],
)
def test_where_a_page_leads_at_once_is_found(content: str, target: str) -> None:
    marks = "'" if '"' in content else '"'
    assert look_at(f"<meta http-equiv=Refresh content={marks}{content}{marks}>").target == target


# ---- the policy -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ([], render({**parse(STRICT), "frame-ancestors": ("'none'",)})),
        (["default-src 'none'"], "default-src 'none'; frame-ancestors 'none'"),
        (["default-src 'none'", "DEFAULT-SRC 'self'"], "default-src 'self'; frame-ancestors 'none'"),
        (
            ["default-src 'none'; script-src 'self'", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"],
            "default-src 'none'; frame-ancestors 'none'; script-src 'self' 'wasm-unsafe-eval'",
        ),
        (  # what a page does not name is what stands in for it
            ["default-src https://a.example", "default-src 'none'; img-src 'self'"],
            "default-src https://a.example; frame-ancestors 'none'; img-src 'self' https://a.example",
        ),
        (["img-src 'self'", "default-src 'self'"], "frame-ancestors 'none'; img-src 'self'"),
        (["script-src 'self'", "style-src 'self'"], "frame-ancestors 'none'"),
        (["base-uri 'none'", "default-src 'none'"], "frame-ancestors 'none'"),
        (["default-src 'none'; frame-ancestors 'self'"], "default-src 'none'; frame-ancestors 'self'"),
        (
            ["default-src 'none'; upgrade-insecure-requests"],
            "default-src 'none'; frame-ancestors 'none'; upgrade-insecure-requests",
        ),
        (
            ["default-src 'none'; script-src 'self' \"x\" {y} \u201c $z a$b"],
            "default-src 'none'; frame-ancestors 'none'; script-src %24z 'self' a%24b",
        ),
        (
            ["worker-src 'self'", "child-src blob:; default-src 'none'"],
            "frame-ancestors 'none'; worker-src 'self' blob:",
        ),
    ],
)
def test_the_policy_of_a_site_lets_each_page_do_what_its_own_lets_it_do(policies: list[str], expected: str) -> None:
    assert unite([Gleaned((policy,)) for policy in policies]) == expected


def test_a_page_without_a_policy_has_its_scripts_and_styles_named_by_their_hashes() -> None:
    page = "<script>a()</script><style>b{}</style><script type='application/ld+json'>{}</script>"
    found = parse(unite([look_at(page), look_at(with_policy("script-src 'self'").decode())]))
    assert found["script-src"] == ("'self'", *look_at(page).scripts)
    assert "style-src" not in found  # the other page may have any


def test_what_a_page_asks_for_that_is_loose_is_not_for_all_others() -> None:
    loose = look_at(with_policy("default-src 'self' 'unsafe-inline'", "<script>a()</script>").decode())
    strict = look_at(with_policy("default-src 'none'").decode())
    assert unite([loose, strict]) == "default-src 'none'; frame-ancestors 'none'"


WORDS = st.lists(st.sampled_from(["'self'", "'none'", "https://a.example", "data:"]), min_size=1)
NAMES = st.sampled_from(["default-src", "script-src", "style-src", "img-src", "worker-src", "child-src", "base-uri"])
POLICIES = st.lists(st.tuples(NAMES, WORDS), min_size=1).map(
    lambda found: "; ".join(f"{name} {' '.join(words)}" for name, words in found)
)


def allowed(policy: Mapping[str, tuple[str, ...]], name: str) -> set[str] | None:
    """What a policy allows by a name, as CSP 3 says; None if all."""
    instead = {"worker-src": ["child-src", "script-src", "default-src"], "base-uri": []}.get(name, ["default-src"])
    found = next((policy[one] for one in (name, *instead) if one in policy), None)
    return None if found is None else {*found} - {"'none'"}


@given(st.lists(POLICIES, min_size=1, max_size=4))
@example(["default-src 'self'; child-src https://a.example", "script-src 'self'"])  # script-src stands in for workers
def test_it_forbids_nothing_that_a_page_may_do(policies: list[str]) -> None:
    united = parse(unite([Gleaned((policy,)) for policy in policies]))
    for policy in map(parse, policies):
        for name in ("default-src", "script-src", "style-src", "img-src", "worker-src", "child-src", "base-uri"):
            own, held = allowed(policy, name), allowed(united, name)
            assert held is None or (own is not None and own <= held)


@given(POLICIES)
def test_that_of_one_page_allows_nothing_that_its_own_forbids(policy: str) -> None:
    united = parse(unite([Gleaned((policy,))]))
    for name in parse(policy):
        own, held = allowed(parse(policy), name), allowed(united, name)
        assert own is not None
        assert held is not None
        assert held <= own


# ---- what each host reads -------------------------------------------------------------------------------------------

SITE: Files = {
    "index.html": with_policy(PLAIN),
    "404.html": with_policy(PLAIN),
    "de/404.html": with_policy(PLAIN, "404"),
    "de/index.html": with_policy(f"{PLAIN}; img-src 'self'"),
    "de/alt/index.html": stub("/de/neu/"),
    "alt-é.html": stub("/de/neu/#ü"),
    "de/neu/index.html": with_policy(PLAIN, "neu"),
    "assets/a.ca978112.js": b"a",
    "assets/deep/b.3e23e816.css": b"b",
    "media/c.2e7d2c03.png": b"c",
    "media/plan.20250101.pdf": b"plan",
}
HEADERS = """\
# Once all of the site is served by HTTPS alone, add below: Strict-Transport-Security: max-age=63072000
/*
  Referrer-Policy: strict-origin-when-cross-origin
  X-Content-Type-Options: nosniff
  Content-Security-Policy: default-src 'none'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'
/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""


def test_what_lasts_has_its_digest_in_its_name() -> None:
    release = release_of(SITE)
    assert release.lasting == {"assets/a.ca978112.js", "assets/deep/b.3e23e816.css", "media/c.2e7d2c03.png"}
    assert find_lasting_folders(release) == ("assets/",)
    assert find_lasting_folders(release_of(without(SITE, "media/plan.20250101.pdf"))) == ("assets/", "media/")


def test_netlify_reads_headers_redirects_and_the_pages_of_wrong_addresses() -> None:
    found = ship(SITE, "netlify")
    assert found.keys() - SITE.keys() == {"_headers", "_redirects"}
    assert found["_redirects"].decode() == (
        "/alt-%C3%A9.html /de/neu/#%C3%BC 301!\n/de/alt/ /de/neu/ 301!\n/de/alt /de/neu/ 301!\n/de/* /de/404.html 404\n"
    )
    assert found["_headers"].decode() == HEADERS


ODD_NAMES = (
    'a"b',
    "a\\b",
    "a\nlocation = /b { return 301 https://elsewhere.example; }\n#",
    "a\x7fb",
    'a"; }\n}\nserver {',
)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_that_would_say_more_to_a_server_than_a_name_is_not_told(host: str, name: str) -> None:
    odd = {f"{name}/404.html": with_policy(PLAIN), f"{name}/a.html": EDITOR, f"{name}.20250101.pdf": b"a", name: b"b"}
    plain = {path: data for path, data in ship(SITE, host).items() if path.startswith((".", "_", "CNAME"))}
    with_odd = {path: data for path, data in ship(SITE | odd, host).items() if path in plain}
    assert [line for data in with_odd.values() for line in data.splitlines() if b"elsewhere" in line] == []
    configure = HOSTS[host].configure
    if configure:
        assert configure(release_of(SITE | odd), "/srv") == configure(release_of(SITE), "/srv")


EDITOR = with_policy("default-src 'none'; style-src 'unsafe-inline'")


def test_an_editor_that_makes_styles_keeps_its_own_policy_and_all_others_have_the_strict_one() -> None:
    files = SITE | {"admin/index.html": EDITOR, "de/tool/index.html": EDITOR, "de/tool/a.html": with_policy(PLAIN)}
    told = ship(files, "netlify")["_headers"].decode()
    rules = re.findall("^(/.*)\n  Content-Security-Policy: (.*)$", told, re.MULTILINE)
    assert [place for place, policy in rules if policy == "frame-ancestors 'none'"] == ["/admin/*", "/de/tool/*"]
    strict = ["/404.html", "/alt-%C3%A9.html", "/assets/*", "/de/404.html", "/de/alt/*", "/de/", "/de/neu/*", "/"]
    assert [place for place, policy in rules if policy == release_of(SITE).policy] == [*strict, "/media/*"]
    assert "/*\n  Referrer-Policy" in told


def test_a_site_whose_root_may_have_any_style_has_no_other_policy_than_those_of_its_pages() -> None:
    release = release_of(SITE | {"index.html": EDITOR})
    assert (release.policy, release.loose) == ("frame-ancestors 'none'", ())


def test_cloudflare_reads_the_same_but_for_wrong_addresses_and_so_many_redirects() -> None:
    found = ship(SITE, "cloudflare")
    assert found["_redirects"].decode() == (
        "/alt-%C3%A9.html /de/neu/#%C3%BC 301\n/de/alt/ /de/neu/ 301\n/de/alt /de/neu/ 301\n"
    )
    many = SITE | {f"alt/{number:04}/index.html": stub("/de/") for number in range(1500)}
    found = ship(many, "cloudflare")
    assert found["_redirects"].count(b"\n") < 2000
    assert found.keys() >= many.keys()  # pages lead from all others


def test_gitlab_shows_a_page_before_it_looks_at_redirects_so_there_is_none() -> None:
    found = ship(SITE, "gitlab", "group.gitlab.example/site/")
    assert SITE.keys() - found.keys() == {"de/alt/index.html", "alt-é.html"}
    assert found["_redirects"].decode().splitlines()[1] == "/site/de/alt/ /de/neu/ 301"
    many = SITE | {f"alt/{number:04}/index.html": stub("/de/") for number in range(1500)}
    found = ship(many, "gitlab")
    assert found["_redirects"].count(b"\n") <= 1000
    for path in many:  # each of them is led from, by a rule or by a page
        rule = f"/{path.removesuffix('index.html')} ".encode()
        assert (path in found) or rule in found["_redirects"] or path == "alt-é.html"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("hafentage.example/", b"hafentage.example\n"),
        ("hafentage.example:8080/", b"hafentage.example\n"),
        ("hafen.github.io/", None),
        ("hafen.github.io/tage/", None),
        ("hafen.example/tage/", None),
    ],
)
def test_github_builds_nothing_and_learns_of_a_domain(address: str, name: bytes | None) -> None:
    found = ship(SITE, "github", address)
    assert (found[".nojekyll"], found.get("CNAME")) == (b"", name)


def test_what_the_operator_has_put_there_stays() -> None:
    assert ship(SITE | {"CNAME": b"mine\n"}, "github")["CNAME"] == b"mine\n"


def test_a_site_of_one_language_leads_from_its_root_to_it_for_as_long_as_there_is_one() -> None:
    found = ship({"index.html": stub("/en/"), "en/index.html": b"en"}, "netlify")
    assert found["_redirects"] == b"/ /en/ 302!\n"


@pytest.mark.parametrize("name", ["conference", "trilingual", "right-to-left"])
def test_the_sites_of_the_tests_need_nothing_unsafe(name: str) -> None:
    release = release_of(built(name).files)
    found = parse(release.policy)
    drawn = found.pop("style-src")
    assert found | {"style-src": ("'self'",)} == {**parse(STRICT), "frame-ancestors": ("'none'",)}
    assert drawn[0] == "'self'"
    assert all(one.startswith("'sha256-") for one in drawn[1:])  # of drawings, which have their colours in them
    assert [path for path in release.digests if path.startswith("assets/") and path not in release.lasting] == []


# ---- compressed -----------------------------------------------------------------------------------------------------


def test_what_is_compressed_can_be_unpacked_and_holds_no_moment() -> None:
    files = built("conference").files
    found = ship(files, "nginx")
    assert found == ship(files, "caddy") == ship(dict(reversed(files.items())), "nginx")
    more = found.keys() - files.keys()
    assert {Path(path).suffix for path in more} == {".br", ".gz"}
    for path in more:
        unpack = brotli.decompress if path.endswith(".br") else gzip.decompress
        assert unpack(found[path]) == files[path[:-3]]
        assert len(found[path]) < len(files[path[:-3]])
    small = [path for path in files if path.endswith(".html") and f"{path}.br" not in more]
    assert all(len(files[path]) < LEAST for path in small)


def test_what_does_not_shrink_is_not_compressed() -> None:
    noise = random.Random(0).randbytes(5000)  # noqa: S311 - no secret
    found = ship({"a.html": noise, "b.png": bytes(5000), "c.html": b"c" * (LEAST - 1), "d.html": bytes(LEAST)}, "nginx")
    assert {path for path in found if path.endswith((".br", ".gz"))} == {"d.html.br", "d.html.gz"}


def test_what_is_known_is_not_compressed_again() -> None:
    files, read = built("conference").files, list[str]()
    release = release_of(files)
    first = make_shipment(release, HOSTS["nginx"], files.__getitem__, {})

    def note(path: str) -> bytes:
        read.append(path)
        return files[path]

    again = make_shipment(release, HOSTS["nginx"], note, first.known)
    assert (read, again.parcels, again.known) == ([], first.parcels, first.known)
    edited = files | {"de/index.html": files["de/index.html"] + b"<!-- -->"}
    make_shipment(release_of(edited), HOSTS["nginx"], lambda path: note(path) and edited[path], first.known)
    assert read == ["de/index.html"]


# ---- the order ------------------------------------------------------------------------------------------------------


def test_files_are_sent_so_that_nothing_leads_to_what_is_not_there_yet() -> None:
    files = built("trilingual").files
    found = sort_safely(ship(files, "nginx"))
    place = {path: number for number, path in enumerate(found)}
    shown = [path for path in files if path.startswith(("assets/", "media/"))]
    pages = [path for path in files if path.endswith(".html")]
    naming = ["sitemap.xml", "robots.txt", "de/feed.xml", "de/feed.json"]
    assert max(place[path] for path in shown) < min(place[path] for path in pages)
    assert max(place[path] for path in pages) < min(place[path] for path in naming)
    assert place["de/press/eröffnung/index.html"] < place["de/press/index.html"] < place["de/index.html"]
    assert place["de/index.html"] < place["index.html"]
    assert found[place["de/index.html"] - 2 : place["de/index.html"]] == ["de/index.html.br", "de/index.html.gz"]


DIGESTS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xyz"))


@given(DIGESTS, DIGESTS)
def test_a_difference_is_all_that_differs(new: dict[str, str], old: dict[str, str]) -> None:
    files = {path: text.encode() for path, text in new.items()}
    parcels = make_shipment(release_of(files), None, files.__getitem__, {}).parcels
    found = compare(parcels, {path: digest(text.encode()) for path, text in old.items()})
    assert {*found.new, *found.changed, *found.kept} == new.keys()
    assert {*found.gone, *found.changed, *found.kept} == old.keys()
    assert all((new[path] == old[path]) is (path in found.kept) for path in new.keys() & old.keys())


def test_all_files_of_a_sitemap_come_behind_the_pages_and_before_their_index() -> None:
    pages = ["assets/style.css", "en/press/a/index.html", "index.html"]
    naming = ["news-sitemap.xml", "robots.txt", "sitemap-1.xml", "sitemap-10.xml", "sitemap.xml"]
    assert sort_safely([*naming, *reversed(pages)]) == [*pages, *naming]


# ---- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a small site, and build it."""
    root = write_files(tmp_path / "site", read_site("minimal"))
    assert call(folder=root).status == 0
    return root


def published(folder: Path) -> Files:
    return without(read_files(folder), OWNERSHIP)


def test_a_plan_tells_and_writes_nothing_and_a_sync_does_it(site: Path) -> None:
    planned = call("publish", "plan", "public", "--host", "github", folder=site)
    assert (planned.status, planned.err) == (0, "")
    assert "new      .nojekyll\n" in planned.out
    assert "0 gone, 0 as they are: nothing was written, " in planned.out
    dry = call("publish", "sync", "public", "--host", "github", "--dry-run", folder=site)
    assert dry.out.splitlines()[:-1] == planned.out.splitlines()[:-1]
    assert not (site / "public").exists()
    done = call("publish", "sync", "public", "--host", "github", folder=site)
    assert (done.status, done.err) == (0, "")
    assert published(site / "public") == {**output(site), ".nojekyll": b"", "CNAME": b"canal-day.example\n"}
    again = call("publish", "sync", "public", "--host", "github", folder=site)
    assert again.out.startswith("0 new, 0 changed, 0 gone, ")
    assert call("publish", "sync", "public", "--host", "github", "-q", folder=site) == Done(0, "", "")


def test_a_host_is_told_where_the_site_was_built_for_and_the_folder_stays_that_of_the_site(site: Path) -> None:
    text = read_site("minimal")["content/press/2025-05-04-canal-day.en.md"]
    moved = text.replace(b"---\n", b"---\naliases: [/en/old/]\n", 1)
    write_files(site, {"content/press/2025-05-04-canal-day.en.md": moved})
    assert call(folder=site).status == 0
    call("publish", "sync", "public", "--host", "gitlab", folder=site)
    assert (site / "public/_redirects").read_text("utf-8").startswith("/en/old/ /en/press/")
    assert call("--base-url", "https://owner.gitlab.example/day/", folder=site).status == 0
    assert call("publish", "sync", "public", "--host", "gitlab", folder=site).status == 0
    assert (site / "public/_redirects").read_text("utf-8").startswith("/day/en/old/ /day/en/press/")
    call("publish", "sync", "public", "--host", "github", folder=site)
    assert not (site / "public/CNAME").exists()
    assert json.loads((site / "public" / OWNERSHIP).read_bytes())["site"] == "canal-day.example/"


@pytest.mark.parametrize(
    ("robots", "address"),
    [
        ("User-agent: *\n\nSitemap: https://a.example/sitemap.xml\n", "a.example/"),
        ("sitemap:  http://a.example:8000/b/%C3%BC/sitemap.xml \r\n", "a.example:8000/b/ü/"),
        ("Sitemap: https://a.example/news-sitemap.xml\nSitemap: https://a.example/b/sitemap.xml", "a.example/b/"),
        ("Sitemap: /sitemap.xml", ""),
        ("Sitemap: https://a.example/%0Aserver%20%7B/sitemap.xml", ""),
        ("Sitemap: https://a.example/%22%3B/sitemap.xml", ""),
        ('Sitemap: https://a"b/sitemap.xml', ""),
        ("# Sitemap: https://a.example/sitemap.xml", ""),
        ("", ""),
    ],
)
def test_where_a_site_stands_is_where_its_sitemap_does(robots: str, address: str) -> None:
    assert find_address(robots.encode()) == address
    assert release_of({"robots.txt": robots.encode()}).address == (address or ADDRESS)
    assert release_of({"robots.txt": robots.encode()}).site == ADDRESS


def test_what_changes_is_told_and_what_stays_is_not_touched(site: Path) -> None:
    call("publish", "sync", "public", folder=site)
    before = {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*") if path.is_file()}
    text = read_site("minimal")["content/press/2025-05-04-canal-day.en.md"]
    write_files(site, {"content/press/2025-05-04-canal-day.en.md": text + b"\nMore.\n"})
    write_files(site, {"content/press/2025-05-05-after.en.md": text})
    assert call("publish", "plan", "public", folder=site).out.startswith("0 new, 0 changed, 0 gone, ")  # not built yet
    assert call(folder=site).status == 0
    told = [line.split() for line in call("publish", "plan", "public", "-v", folder=site).out.splitlines()[:-1]]
    assert ["new", "en/press/2025-05-05-after/index.html"] in told
    assert ["changed", "en/press/2025-05-04-canal-day/index.html"] in told
    call("publish", "sync", "public", folder=site)
    assert published(site / "public") == output(site)
    changed = {site / "public" / path for word, path in told if word == "changed"}
    assert {path for path, stamp in before.items() if path.stat().st_mtime_ns != stamp} - changed == {
        site / "public" / OWNERSHIP
    }
    (site / "content/press/2025-05-05-after.en.md").unlink()
    assert call(folder=site).status == 0
    planned = call("publish", "plan", "public", folder=site).out
    assert "gone     en/press/2025-05-05-after/index.html\n" in planned
    call("publish", "sync", "public", folder=site)
    assert published(site / "public") == output(site)


def test_a_site_that_is_not_built_or_not_whole_is_not_published(site: Path) -> None:
    page = site / "output/en/index.html"
    page.write_bytes(page.read_bytes() + b"x")
    done = call("publish", "sync", "public", folder=site)
    assert done.status == 2
    assert "“output” is not as the last build has left it: “en/index.html” is gone or another one" in done.err
    shutil.rmtree(site / "output")
    done = call("publish", "sync", "public", folder=site)
    assert (done.status, done.err) == (
        2,
        "error: there is no built site in “output”\nhint: build it first: python build.py\n",
    )
    assert not (site / "public").exists()


def test_files_of_others_are_published_from_the_output_and_left_alone_where_they_are_published(site: Path) -> None:
    write_files(site / "output", {"google123.html": b"mine", ".DS_Store": b""})
    call("publish", "sync", "public", folder=site)
    write_files(site / "public", {".well-known/acme-challenge/x": b"theirs"})
    call("publish", "sync", "public", folder=site)
    found = published(site / "public")
    assert found.keys() - output(site).keys() == {".well-known/acme-challenge/x"}
    assert found["google123.html"] == b"mine"
    assert ".DS_Store" not in found


@pytest.mark.parametrize("target", ["output", "output/public", "."])
def test_what_is_published_is_another_folder_than_the_built_site(site: Path, target: str) -> None:
    done = call("publish", "sync", target, folder=site)
    assert done.status == 2
    assert done.err.startswith("error: the built site and what is published are two folders\n")


def test_a_folder_of_others_is_refused(site: Path) -> None:
    write_files(site / "public", {"diary.txt": b"mine"})
    done = call("publish", "sync", "public", folder=site)
    assert done.err == (
        "error: “public” holds files that the site did not write, such as “diary.txt”\n"
        "hint: choose another folder, or empty “public” yourself\n"
    )
    assert read_files(site / "public") == {"diary.txt": b"mine"}
    (site / "public/diary.txt").unlink()
    write_files(
        site / "public", {OWNERSHIP: json.dumps({"version": 1, "files": {}, "site": "other.example/"}).encode()}
    )
    done = call("publish", "sync", "public", folder=site)
    assert done.err.startswith("error: “public” holds the site other.example/, and this one is canal-day.example/\n")
    assert "--output-dir" not in done.err


def test_a_folder_that_cannot_be_published_to_is_told_as_what_it_is(site: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    why, hint = "it is a symbolic link", f"name the folder that it leads to: {real}"
    done = call("publish", "sync", str(link), folder=site)
    assert (done.status, done.err) == (2, f"error: “{link}” cannot be published to: {why}\nhint: {hint}\n")
    why, hint = "“content” is not for that", "choose another folder, such as public"
    done = call("publish", "sync", "content", folder=site)
    assert (done.status, done.err) == (2, f"error: “content” cannot be published to: {why}\nhint: {hint}\n")
    assert list(real.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["config", "public"], "config needs a --host"),
        (["config", "public", "--host", "github"], "github reads what it has to know in the site itself"),
        (["sync", "public", "--host", "nginx2"], "there is no host “nginx2”"),
        (["push", "public"], "there is no action “push”"),
        (["config", "a$b", "--host", "nginx"], "the name of the folder has a sign that servers read in another way"),
    ],
)
def test_what_cannot_be_is_told(site: Path, words: list[str], message: str) -> None:
    done = call("publish", *words, folder=site)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_nginx_is_asked_for_a_module_only_where_there_are_files_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    configure = HOSTS["nginx"].configure
    assert configure
    assert "\nbrotli_static on;\n" in configure(release_of(SITE), "/srv")
    monkeypatch.setitem(sys.modules, "brotli", None)
    assert "brotli" not in configure(release_of(SITE), "/srv")


def test_a_site_below_the_root_of_its_host_wants_a_folder_like_that(site: Path) -> None:
    files = read_site("minimal")
    write_files(site, {"content/site.yaml": files["content/site.yaml"].replace(b".example/", b".example/day/")})
    shutil.rmtree(site / "output")
    assert call(folder=site).status == 0
    done = call("publish", "config", "/var/www/site", "--host", "nginx", folder=site)
    assert done.err == (
        "error: the site stands at /day/ of its host, so its folder must have this path, too\n"
        "hint: name a folder like /var/www/day\n"
    )
    assert 'root "/var/www";\n' in call("publish", "config", "/var/www/day", "--host", "nginx", folder=site).out


# ---- cut off --------------------------------------------------------------------------------------------------------

CUT = """
import os, sys
sys.path.insert(0, sys.argv.pop(1))
left, real = int(sys.argv.pop(1)), os.replace

def replace(*where, **how):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    return real(*where, **how)

os.replace = os.rename = replace
from microsite.commands.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""Publishes, and is killed after so many files have taken their places."""


def test_what_was_cut_off_is_whole_files_and_goes_on(site: Path, tmp_path: Path) -> None:
    call("publish", "sync", "public", "--host", "nginx", folder=site)
    before = read_files(site / "public")
    text = (site / "content/site.yaml").read_text(encoding="utf-8")
    (site / "content/site.yaml").write_text(text.replace("Canal Day", "Day of Canals"), encoding="utf-8")
    assert call(folder=site).status == 0
    call("publish", "sync", str(tmp_path / "whole"), "--host", "nginx", folder=site)
    expected = published(tmp_path / "whole")
    cut = 0
    for moves in some(range(1, 40, 3)):
        shutil.rmtree(site / "public")
        write_files(site / "public", before)
        command = [sys.executable, "-c", CUT, str(REPOSITORY), str(moves)]
        command += ["publish", "sync", "public", "--host", "nginx"]
        cut += subprocess.run(command, cwd=site, check=False, capture_output=True).returncode == 9  # noqa: S603 - ours
        found = published(site / "public")
        assert found.keys() >= expected.keys() & before.keys()
        for path, data in found.items():
            assert path.startswith(".microsite-new/") or data in (before.get(path), expected.get(path)), path
        assert call("publish", "sync", "public", "--host", "nginx", folder=site).status == 0
        assert published(site / "public") == expected
    assert cut


@pytest.mark.parametrize(
    "site",
    ["a.example/\nserver {", 'a.example/"x', "a b/", "a.example/{x}", "a.example\\", "/a.example", "a/\u202e", "#/"],
)
def test_a_list_that_names_no_address_of_a_site_is_damaged(site: str) -> None:
    assert parse_list(render_list({"index.html": "0"}, site)) is None


@pytest.mark.parametrize(
    "site", ["", "a.example/", "a.example:8080/b/", "[::1]/", "münchen.example/a,b;c/", "localhost"]
)
def test_a_list_may_name_any_address_that_a_site_may_have(site: str) -> None:
    found = parse_list(render_list({"index.html": "0"}, site))
    assert found
    assert found.site == site
