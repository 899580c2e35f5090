"""The preview as a browser and an editor meet it: a real server, real saves, the real socket of livereload."""

from __future__ import annotations

import asyncio
import re
import socket
from pathlib import Path

from previews import PATIENCE, Preview, ask, browser, hear, preview, started

# ---- building and reloading -----------------------------------------------------------------------------------


def test_it_builds_first_then_names_its_address_and_ends_quietly(tmp_path: Path) -> None:
    with started(tmp_path, index="<p>重庆") as running:
        assert running.get("/")[:2] == (200, "<p>重庆")
        assert running.end() == (0, "")
        assert running.lines.empty()


def test_pages_carry_the_reload_script(tmp_path: Path) -> None:
    with started(tmp_path, index="<head></head>") as running:
        assert "livereload.js" in running.get("/")[1]
        assert running.get("/livereload.js")[0] == 200


def test_a_page_reloads_only_when_the_build_has_ended(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        async with browser(running) as page:
            running.save("content/index.html", "new")
            assert running.next_line() == "build"
            assert await ask(page) == "hello"  # no reload came before it
            assert running.get("/")[1] == "old"
            running.answer("write")
            assert await hear(page) == "reload"
            assert running.get("/")[1] == "new"
            assert running.end() == (0, "")

    with started(tmp_path, index="old") as running:
        asyncio.run(scenario(running))


def test_a_failed_build_keeps_the_last_good_site_and_reloads_nothing(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        async with browser(running) as page:
            running.save("content/index.html", "broken")
            running.order("fail")
            running.save("content/index.html", "mended")
            assert running.next_line() == "build"  # so the one before has ended
            assert await ask(page) == "hello"
            assert running.get("/")[1] == "good"
            running.answer("write")
            assert await hear(page) == "reload"
            assert running.get("/")[1] == "mended"

    with started(tmp_path, index="good") as running:
        asyncio.run(scenario(running))


def test_a_failed_first_build_still_serves_and_a_later_one_reloads(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        running.order("fail")
        assert running.next_line().startswith("Preview: ")
        assert running.get("/")[0] == 404
        async with browser(running) as page:
            running.save("content/index.html", "mended")
            running.order("write")
            assert await hear(page) == "reload"
            assert running.get("/")[:2] == (200, "mended")

    with preview(tmp_path) as running:
        asyncio.run(scenario(running))


def test_a_save_during_a_build_leads_to_one_more(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        async with browser(running) as page:
            running.save("content/index.html", "one")
            assert running.next_line() == "build"
            running.save("content/index.html", "two")
            running.answer("fail")
            running.order("write")
            assert await hear(page) == "reload"
            assert running.get("/")[1] == "two"

    with started(tmp_path, index="old") as running:
        asyncio.run(scenario(running))


def test_a_build_is_told_what_has_changed_since_the_last_one(tmp_path: Path) -> None:
    def changed() -> str:
        assert running.next_line() == "build"
        return (tmp_path / "changed").read_text(encoding="utf-8")

    with started(tmp_path, index="old") as running:
        assert (tmp_path / "changed").read_text(encoding="utf-8") == "all"
        running.save("content/index.html", "one")
        assert changed() == "index.html"
        for name in ("a", "b"):
            running.save(f"content/{name}.html", "x")
        running.answer("fail")
        together = changed()
        while "b.html" not in together:
            running.answer("fail")
            together += f" {changed()}"
        running.answer("fail")
        assert {"a.html", "b.html"} <= set(together.split())
        (tmp_path / "content").rename(tmp_path / "away")
        assert changed() in {"content", "all"}  # all, if the watcher looks whether it is there before it is told
        running.answer("fail")
        (tmp_path / "content").mkdir()
        assert changed() == "all"
        running.answer("fail")


def test_what_editors_leave_about_and_what_the_build_writes_builds_nothing(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        async with browser(running) as page:
            for name in (".index.html.swp", "index.html~", ".#index.html", "#index.html#", ".git/index.html"):
                running.save(f"content/{name}", "x")
            running.save("output/index.html", "x")
            running.save("content/index.html", "new")
            running.order("write")
            assert await hear(page) == "reload"
            assert running.end() == (0, "")
            assert running.lines.empty()

    with started(tmp_path, index="old") as running:
        asyncio.run(scenario(running))


def test_folders_may_come_and_go(tmp_path: Path) -> None:
    with started(tmp_path, index="old") as running:
        (tmp_path / "templates").mkdir()
        running.order("fail")
        running.save("templates/page.html", "x")
        running.order("fail")
        (tmp_path / "other").mkdir()
        (tmp_path / "content").rename(tmp_path / "away")
        (tmp_path / "other").rename(tmp_path / "content")
        for number in range(10):  # more often than the exchange of the folder could explain
            running.save("content/index.html", str(number))
            running.order("fail")


def test_a_build_that_cannot_be_done_is_told_and_tried_again(tmp_path: Path) -> None:
    with started(tmp_path, index="old") as running:
        running.save("content/index.html", "one")
        running.order("refuse")
        assert [running.next_line(), running.next_line()] == ["the disk is full", "make room"]
        running.save("content/index.html", "two")
        running.order("write")
        assert running.end() == (0, "")


def test_what_cannot_be_remembered_is_told_and_the_preview_goes_on(tmp_path: Path) -> None:
    (tmp_path / "full").touch()
    with preview(tmp_path) as running:
        running.order("write")
        assert [running.next_line(), running.next_line()] == ["nothing can be remembered", "make room"]
        assert running.next_line().startswith("Preview: ")
        running.save("content/page.html", "new")
        running.order("write")
        assert running.next_line() == "nothing can be remembered"


def test_what_a_build_knows_is_kept_when_the_preview_ends_before_there_was_a_pause(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        async with browser(running) as page:
            running.save("content/index.html", "new")
            running.order("write")
            assert await hear(page) == "reload"
            (tmp_path / "full").touch()
            assert running.end() == (0, "")
            assert running.next_line() == "nothing can be remembered"  # so it was tried

    with started(tmp_path, index="old") as running:
        asyncio.run(scenario(running))


def test_a_first_build_that_cannot_be_done_ends_the_preview(tmp_path: Path) -> None:
    with preview(tmp_path) as running:
        running.order("refuse")
        assert running.next_line() == "the disk is full; make room"
        assert running.process.wait(PATIENCE) == 2


# ---- serving --------------------------------------------------------------------------------------------------


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, preview(tmp_path, server.getsockname()[1]) as running:
        assert running.next_line().startswith(f"the preview cannot be served at 127.0.0.1:{running.port}: Address alr")
        assert running.process.wait(PATIENCE) == 2


def test_an_impossible_port_is_told(tmp_path: Path) -> None:
    with preview(tmp_path, 70000) as running:
        assert running.next_line() == "there is no port 70000; choose one from 1 to 65535 with --port"
        assert running.process.wait(PATIENCE) == 2


def test_an_unknown_address_gets_the_404_page_of_its_language(tmp_path: Path) -> None:
    german, other = "<head></head>nicht gefunden", "<head></head>not found"
    for name, text in (("404.html", other), ("de/404.html", german)):
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    with started(tmp_path, private="the output folder does not hold this") as running:
        (tmp_path / "output/private.html").unlink()
        for url, page in (
            ("/de/press/nirgends/", german),
            ("/%64e/x", german),
            ("/de/%E6%96%B0%E9%97%BB", german),
            ("/en/nowhere", other),
            ("/zh", other),
            ("/nowhere.png", other),
            ("/../content/private.html", other),
            ("/..%2fcontent/private.html", other),
        ):
            status, text, headers = running.get(url)
            assert status == 404, url
            assert re.sub("<script.*</script>", "", text) == page, url
            assert headers["Content-Type"] == "text/html; charset=UTF-8", url
        assert running.end() == (0, "")


def test_a_site_without_a_404_page_gets_one_that_reloads(tmp_path: Path) -> None:
    with started(tmp_path) as running:
        status, text, _ = running.get("/zh/")
        assert status == 404
        assert "livereload.js" in text


def test_nothing_is_ever_taken_from_a_cache(tmp_path: Path) -> None:
    with started(tmp_path, index="x") as running:
        _, _, headers = running.get("/")
        assert headers["Cache-Control"] == "no-store"
        late = "Fri, 31 Dec 2100 23:59:59 GMT"
        assert running.get("/", If_Modified_Since=late, If_None_Match="*")[:2] == (200, "x")
        assert running.get("/", "HEAD")[:2] == (200, "")
        assert running.get("/nowhere", "HEAD")[:2] == (404, "")
