"""What bodies name that is not there: told of all, with hints for the first few, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from growth import find_excess
from whole_sites import build, edit, read_shared, read_site

from microsite.checks.bodies import check_bodies
from microsite.content.material import Material
from microsite.content.texts import make_manuscript, read_text
from microsite.diagnostics.hints import FEW
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.bodies import Uses, read_uses
from microsite.engine.memory import HeldBodies, Memory
from microsite.model.config import Config
from microsite.model.digests import digest_of
from microsite.model.entries import Locale, Text
from microsite.model.site import Site
from microsite.model.source import Source
from microsite.site.groups import link
from microsite.site.linker import Linker

LOCALES = (Locale("de", "de", "de_DE", "Deutsch"), Locale("en", "en", "en_US", "English"))
CONFIG = Config({"": "Talent"}, "https://talent.example/", LOCALES, "de")


def pages(bodies: Sequence[str], locale: str = "de") -> dict[str, str]:
    return {f"content/pages/p{number:05}.{locale}.md": body for number, body in enumerate(bodies)}


def linked(bodies: dict[str, str]) -> tuple[Site, Linker, list[str]]:
    """The site of these bodies, and the paths of the texts that are looked at, as they are."""
    texts: list[Text] = []
    body_by_path: dict[str, bytes] = {}
    for path, body in bodies.items():
        key, locale, _ = path.rpartition("/")[2].split(".")
        data = f"---\ntitle: T\n---\n{body}\n".encode()
        source = Source(path, digest_of(body), data)
        manuscript = make_manuscript(source, "page", key, locale, locale, frozenset(("de", "en")))
        text, body_by_path[path] = read_text(manuscript)
        texts.append(text)
    looked: list[str] = []

    def find_uses(text: Text) -> Uses:
        looked.append(text.path)
        return read_uses(body_by_path[text.path])

    site, linker, _ = link(CONFIG, Material(texts, {}, {}, {}, {}), find_uses)
    return site, linker, looked


def check(bodies: dict[str, str], memory: Memory | None = None, *told: str) -> tuple[list[Diagnostic], list[str]]:
    """What is wrong, by path and line; and the texts that were looked at."""
    site, linker, looked = linked(bodies)
    found = check_bodies(site, linker, memory or Memory(HeldBodies()), told)
    return sorted(found, key=lambda one: one.span or ()), looked


def hinted(found: Sequence[Diagnostic]) -> list[int]:
    """Which of these have a hint that names a page."""
    return [number for number, one in enumerate(found) if one.hint.startswith("did you mean")]


def test_the_first_few_of_many_get_a_hint_and_all_are_told() -> None:
    found, _ = check(pages([f"[a](p{number:05}x.md)" for number in range(3 * FEW)]))
    assert [one.message for one in found] == [f"there is no page “p{number:05}x.md”" for number in range(3 * FEW)]
    assert hinted(found) == list(range(FEW))
    assert found[0].hint == "did you mean “p00000.md”?"
    assert found[-1].hint == "check the file’s name; links do not name a language"


def test_links_that_name_a_page_as_another_generator_does_all_get_a_hint() -> None:
    found, _ = check(pages([f"[a](/docs/p{number:05}/index.html)" for number in range(3 * FEW)]))
    assert hinted(found) == list(range(3 * FEW))
    assert found[-1].hint == f"did you mean “p{3 * FEW - 1:05}.md”?"


def test_each_rule_has_a_few_of_its_own() -> None:
    bodies = [f"[a](p{number:05}x.md)" for number in range(FEW)]
    found, _ = check(pages([*bodies, "## Ziele {#ziele}\n\n[a](#zeile)"]))
    assert found[-1].hint == "did you mean “#ziele”?"


def test_the_same_word_gets_its_hint_in_each_language() -> None:
    bodies = [f"[a](p{number:05}x.md)" for number in range(FEW)]
    found, _ = check(pages(bodies) | pages(bodies, "en"))
    assert hinted(found) == list(range(2 * FEW))


def test_a_text_full_of_broken_links_gets_as_few_hints() -> None:
    links = "\n\n".join(f"[a](p{number:05}x.md)" for number in range(2 * FEW))
    found, _ = check(pages([links, *["a"] * 2 * FEW]))
    assert (len(found), hinted(found)) == (2 * FEW, list(range(FEW)))


def test_what_is_asked_for_gets_the_hints() -> None:
    bodies = pages([f"[a](p{number:05}x.md)" for number in range(3 * FEW)])
    last = list(bodies)[-1]
    found, _ = check(bodies, None, last)
    assert found[-1].hint == f"did you mean “p{3 * FEW - 1:05}.md”?"


@pytest.mark.parametrize(("edited", "looks"), [(0, FEW + 1), (3 * FEW - 1, 1)], ids=["one with a hint", "one without"])
def test_an_edit_looks_at_its_text_and_at_those_with_hints_if_it_is_one(edited: int, looks: int) -> None:
    bodies, memory = pages([f"[a](p{number:05}x.md)" for number in range(3 * FEW)]), Memory(HeldBodies())
    check(bodies, memory)
    bodies[list(bodies)[edited]] = "[a](p00001.md)"
    found, looked = check(bodies, memory.next())
    assert found == check(bodies)[0]
    assert len(set(looked)) == looks
    assert hinted(found) == list(range(FEW))


def test_another_address_lets_all_be_looked_at_again() -> None:
    bodies, memory = pages([f"[a](p{number:05}.md)" for number in range(1, 4)]), Memory(HeldBodies())
    [broken], _ = check(bodies, memory)
    assert broken.message == "there is no page “p00003.md”"
    assert check(bodies | {"content/pages/p00003.de.md": "a"}, memory.next())[0] == []


@pytest.mark.law(every=3)
@pytest.mark.parametrize(
    "write",
    [
        lambda number: f"[a](/de/news/{number}/)",
        lambda number: f"[a](p{number:05}x.md)",
        lambda number: f"[a](p{number:05}.md#ziele-{number})",
        lambda number: f"[a](p{number:05}/slides.pdf) ![a](p{number:05}/hall.png)",
        lambda number: f"{{{{ visitors{number} }}}}",
    ],
    ids=["from the root", "to a page", "to an anchor", "to files", "of figures"],
)
def test_broken_links_of_many_pages_are_told_in_proportion(write: Callable[[int], str]) -> None:
    def make(size: int) -> tuple[Site, Linker, list[str]]:
        return linked(pages([f"{write(number)}\n\n{write(number + 1)}" for number in range(size)]))

    def work(made: tuple[Site, Linker, list[str]]) -> None:
        found = check_bodies(made[0], made[1], Memory(HeldBodies()), ())
        assert len(found) >= 2 * len(made[0].pages)

    assert not find_excess(make, work, 400, 3200)


def test_a_picture_of_another_host_stays_where_the_operator_lowers_the_rule_and_no_browser_asks_for_it() -> None:
    files = read_site("minimal") | read_shared("templates", "locales")
    files |= {"content/pages/about.en.md": b"---\ntitle: T\n---\n![Hall](https://e.example/p.png)\n"}
    assert build(files).rules() == ["picture-foreign"]
    built = build(edit(files, "content/site.yaml", "base_url:", "rules: {picture-foreign: warning}\nbase_url:"))
    assert [found.severity.word for found in built.diagnostics if found.rule == "picture-foreign"] == ["warning"]
    page = built.text("en/about/index.html")
    assert 'src="https://e.example/p.png"' in page
    assert "img-src 'self';" in page
