"""The command line as people and CI type at it: `python build.py` in a process of its own."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from whole_sites import (
    REPOSITORY,
    Done,
    build,
    built,
    call,
    edit,
    output,
    read_files,
    read_site,
    with_plain_looks,
    write_files,
)

import microsite

ABOUT = "content/pages/about.en.md"
PO = "locales/de/LC_MESSAGES/messages.po"


def run(*words: str, folder: Path, environment: dict[str, str] | None = None) -> Done:
    """Run build.py in a folder, in a process of its own. Whatever happens, it must not end in a traceback."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(REPOSITORY / "build.py"), *words],
        cwd=folder,
        env=os.environ | {"COLUMNS": "200"} | (environment or {}),
        capture_output=True,
        check=False,
        timeout=300,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err, err
    return Done(done.returncode, out, err)


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The files below a folder with their bytes and times."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The minimal site on disk, in a folder with a space and an umlaut in its name."""
    return write_files(tmp_path / "Grüße an alle", read_site("minimal"))


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """The trilingual site on disk."""
    return write_files(tmp_path / "trilingual", read_site("trilingual"))


def add_page(site: Path, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    write_files(site, {ABOUT: data})


# ---- help and wrong usage ---------------------------------------------------------------------------------------


def test_help_explains_every_option_and_command(tmp_path: Path) -> None:
    done = run("--help", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    for word in ("--output-dir", "--base-url", "--lang", "--drafts", "--strict", "--format", "--root", "--explain"):
        assert word in done.out
    for word in ("serve", "i18n", "reference", "exit status", "usage: python build.py"):
        assert word in done.out


@pytest.mark.parametrize("command", ["build", "serve", "i18n", "reference"])
def test_every_command_explains_itself(command: str, tmp_path: Path) -> None:
    done = run(command, "--help", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"usage: python build.py {command} ")


def test_the_version_is_told(tmp_path: Path) -> None:
    assert run("--version", folder=tmp_path).out == f"microsite {microsite.__version__}\n"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--lang", "ens"], "did you mean “en”?"),
        (["--lang", "fr"], "the site’s languages are en"),
        (["--lang", ","], "write it as --lang en"),
        (["--base-url", "ftp://x.example/"], "write it as --base-url https://example.org/sub/"),
        (["--base-url", ""], "write it as --base-url https://example.org/sub/"),
        (["--base-url", "https://x.example/?page"], "write it as"),
        (["--root", "nowhere"], "--root DIR"),
        (["--root", "content"], "--root DIR"),
        (["bild"], "did you mean “build”?"),
        (
            ["deliver-now"],
            "the commands are init, build, new, rename, serve, check, verify, status, ack",
        ),
        (["--root", "x" * 5000], "--root DIR"),
        (["-q", "--root", "my site", "i18n", "check"], "there is no folder “my site”"),
        (["build", "serve"], "“serve” is one word too many"),
        (["--jobs", "0"], "“0” is not a number of processes; it must be 1 or more"),
        (["--jobs", "many"], "“many” is not a number of processes; it must be 1 or more"),
        (["serve", "--port", "http"], "“http” is not a port number"),
        (["serve", "--port", "65536"], "there is no port 65536\nhint: choose one from 1 to 65535 with --port"),
        (["--format", "xml"], "choose text, github, gitlab, json or sarif"),
        (["--nonsense"], "has no option “--nonsense”"),
        (["--stric"], "did you mean “--strict”?"),
        (["-q", "-v"], "leave one of them out"),
        (["i18n"], "action"),
        (["i18n", "compile"], "choose extract, update or check"),
        (["--output-dir", "."], "choose another folder"),
        (["--output-dir", "content"], "choose another folder"),
        (["--output-dir", "templates/out"], "choose another folder"),
    ],
)
def test_wrong_usage_has_a_status_of_its_own_and_a_hint_and_does_nothing(
    words: list[str], hint: str, site: Path
) -> None:
    before = snapshot(site)
    done = call(*words, folder=site)
    assert (done.status, done.out) == (2, "")
    assert hint in done.err
    assert {path: value for path, value in snapshot(site).items() if not path.startswith(".cache")} == before


def test_wrong_usage_is_told_by_a_process_too(site: Path) -> None:
    assert run("--stric", folder=site).status == 2
    done = run("--lang", "ens", folder=site)
    assert done == Done(
        2, "", "error: --lang names “ens”, a language that the site does not have\nhint: did you mean “en”?\n"
    )


@pytest.mark.parametrize("words", [(), ("serve",), ("new", "press", "x"), ("check",)])
def test_a_folder_that_is_no_site_is_told_so_and_how_to_begin_one(words: tuple[str, ...], tmp_path: Path) -> None:
    done = call(*words, folder=tmp_path)
    assert done.status == 2
    assert "has no folder content/" in done.err
    assert "microsite init DIR writes a new site" in done.err
    assert read_files(tmp_path) == {}


def test_a_foreign_folder_is_not_written_to(site: Path) -> None:
    write_files(site, {"output/thesis.txt": b"years of work"})
    done = call(folder=site)
    assert done.status == 2
    assert "thesis.txt" in done.err
    assert read_files(site / "output") == {"thesis.txt": b"years of work"}


# ---- building ---------------------------------------------------------------------------------------------------


def test_a_build_writes_the_site_and_says_so_in_one_line(site: Path) -> None:
    done = run(folder=site)
    assert (done.status, done.err) == (0, "")
    assert re.match(r"([0-9]+) files, \1 written, 0 removed in ", done.out)
    assert done.out.count("\n") == 1
    assert output(site) == built("minimal").files


def test_a_second_build_writes_nothing(site: Path) -> None:
    call(folder=site)
    before = snapshot(site / "output")
    done = call(folder=site)
    assert re.match("[0-9]+ files, 0 written, 0 removed", done.out)
    assert snapshot(site / "output") == before


def test_a_build_without_changes_says_what_the_last_one_said_to_everyone_in_their_manner(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\nA [link](nowhere.md) and [[a gap]].\n")
    with (site / "content/site.yaml").open("a", encoding="utf-8") as config:
        config.write("rules: {link-broken: warning}\n")
    manners = ((), ("-v",), ("--format", "json"), ("--rule", "placeholder"), ("--strict", "--limit", "1"))
    for words in (*manners, *manners):
        first, again = (call(*words, folder=site) for _ in range(2))
        told = [re.sub(r"[0-9]+ written|in [0-9.]+ s", "", done.out + done.err) for done in (first, again)]
        assert (again.status, told[1]) == (first.status, told[0])
        assert ("link-broken" in again.out + again.err) == (words != ("--rule", "placeholder"))
    assert "1 warning" in call(folder=site).out


def test_a_build_explains_what_it_makes_again_if_that_is_wanted(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\nText.\n")
    assert "en/about/index.html: new\n" in call("--explain", folder=site).out
    assert call("--explain", folder=site).out.count("\n") == 1, "nothing but the summary"
    add_page(site, "---\ntitle: About\n---\nOther text.\n")
    (site / "output/robots.txt").unlink()
    assert call("--explain", folder=site).out.splitlines()[:-1] == [
        "en/about/index.html: body",
        "robots.txt: output missing",
    ]
    (site / ABOUT).unlink()
    assert call("--explain", folder=site).out.splitlines()[:-1] == ["sitemap.xml: urls", "en/about/index.html: removed"]
    assert "sitemap" not in call(folder=site).out


def test_only_what_has_changed_is_written_and_what_is_gone_removed(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\nText.\n")
    call(folder=site)
    before = snapshot(site / "output")
    (site / ABOUT).unlink()
    done = call(folder=site)
    assert re.match("[0-9]+ files, 1 written, 1 removed", done.out)
    after = snapshot(site / "output")
    assert before.keys() - after.keys() == {"en/about/index.html"}
    assert not (site / "output/en/about").exists()
    assert {path for path in after if after[path] != before[path]} == {"sitemap.xml", ".microsite.json"}


def test_the_command_build_is_what_happens_without_a_command(site: Path) -> None:
    assert call("build", folder=site).status == 0
    assert output(site) == built("minimal").files


def test_a_site_is_built_from_any_folder(site: Path, tmp_path: Path) -> None:
    done = run("--root", str(site), "--output-dir", "public", folder=tmp_path)
    assert done.status == 0
    assert not (site / "output").exists()
    assert output(tmp_path, "public") == built("minimal").files


def test_the_package_runs_as_a_module_too(site: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "microsite", "--root", str(site)], cwd=REPOSITORY, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert output(site) == built("minimal").files


def test_a_base_url_is_used_instead_of_the_sites_own(site: Path) -> None:
    assert call("--base-url", "https://example.org/sub", folder=site).status == 0
    made, expected = output(site), dict(built("minimal", "https://example.org/sub/").files)
    for feed in ("en/feed.xml", "en/feed.json"):  # an entry is called by where the site stands for good
        own = made.pop(feed)
        assert b"https://example.org/sub/" in own
        assert own != expected.pop(feed)
    assert made == expected
    assert b"canal-day.example" not in (site / "output/sitemap.xml").read_bytes()


def test_a_link_by_the_address_that_site_yaml_names_leads_to_the_site_where_it_is_built_for(site: Path) -> None:
    body = b"---\ntitle: Up\n---\n[Home](https://canal-day.example/en/) [Gone](https://Canal-Day.example/en/gone)\n"
    (site / "content/pages").mkdir()
    (site / "content/pages/up.en.md").write_bytes(body)
    done = call("--base-url", "https://example.org/sub", folder=site)
    assert "up.en.md:4:46: error[link-broken]: there is no page “https://Canal-Day.example/en/gone”" in done.err
    (site / "content/pages/up.en.md").write_bytes(body.partition(b" [Gone]")[0])
    assert call("--base-url", "https://example.org/sub", folder=site).status == 0
    assert '<a href="/sub/en/">Home</a>' in (site / "output/en/up/index.html").read_text()


def test_drafts_are_built_if_wanted_and_gone_afterwards(german: Path) -> None:
    assert call("--drafts", folder=german).status == 0
    assert (german / "output/de/press/2025-12-24-bilanz/index.html").exists()
    assert call(folder=german).status == 0
    assert output(german) == built("trilingual").files


def test_some_languages_are_built_if_wanted(german: Path) -> None:
    assert call("--lang", "de, en", folder=german).status == 0
    assert not (german / "output/zh").exists()
    assert (german / "output/en/press/opening/index.html").exists()


def test_a_million_processes_are_not_started(german: Path) -> None:
    assert run("--jobs", "1000000", folder=german).status == 0
    assert output(german) == built("trilingual").files


# ---- findings ---------------------------------------------------------------------------------------------------


def test_an_error_leaves_the_output_as_it_was_to_the_byte_and_the_second(site: Path) -> None:
    call(folder=site)
    before = snapshot(site / "output")
    add_page(site, "---\ntitle: About\n---\nSee [the map](map.md).\n")
    done = call(folder=site)
    assert done.status == 1
    assert done.out == ""
    assert "content/pages/about.en.md:4:15: error[link-broken]" in done.err
    assert done.err.endswith("1 error; nothing was written\n")
    assert snapshot(site / "output") == before


def test_an_error_while_rendering_leaves_the_output_as_it_was(site: Path) -> None:
    call(folder=site)
    before = snapshot(site / "output")
    write_files(site, {"templates/404.html": b"<p>\n{{ nothing }}"})
    add_page(site, "---\ntitle: About\n---\nText.\n")
    done = call(folder=site)
    assert done.status == 1
    assert "templates/404.html:2:1: error[template-error]" in done.err
    assert "hint: it happened while rendering en/404.html" in done.err
    assert snapshot(site / "output") == before


def test_an_error_before_the_first_build_makes_no_folder(site: Path) -> None:
    add_page(site, "no front matter")
    assert call(folder=site).status == 1
    assert not (site / "output").exists()


def test_all_problems_are_told_in_one_run_and_counted(site: Path) -> None:
    add_page(site, "---\ntitle: About\nslug: a/b\n---\n#### Deep\n\n[a](a.md) [b](b.md) {{ c }} [[d]]\n")
    done = call("-v", folder=site)
    assert done.status == 1
    assert [line.split(": ")[1] for line in done.err.splitlines() if line.startswith("content/")] == [
        "error[slug-invalid]",
        "error[link-broken]",
        "error[link-broken]",
        "error[figure-unknown]",
        "warning[heading-level]",
        "info[placeholder]",
    ]
    assert done.err.endswith("4 errors, 1 warning, 1 note; nothing was written\n")


def test_warnings_do_not_fail_but_are_errors_if_that_is_wanted(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\n#### Deep\n")
    done = call(folder=site)
    assert done.status == 0
    assert "warning[heading-level]" in done.err
    assert done.out.endswith("1 warning\n")
    strict = call("--strict", folder=site)
    assert strict.status == 1
    assert "error[heading-level]" in strict.err


def test_a_quiet_build_says_nothing_but_what_is_wrong(site: Path) -> None:
    assert call("-q", folder=site) == Done(0, "", "")
    add_page(site, "---\ntitle: About\n---\n#### Deep\n\n[[street]]\n")
    done = call("-q", folder=site)
    assert (done.status, done.out, done.err.count("warning[")) == (0, "", 1)
    assert "placeholder" not in done.err
    assert call("-q", "--strict", folder=site).err.count("error[") == 1


def test_notes_are_told_if_that_is_wanted(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\nStreet: [[street]]\n")
    assert "placeholder" not in call(folder=site).err
    assert "info[placeholder]" in call("-v", folder=site).err
    assert "placeholder" not in call("--format", "github", folder=site).out
    assert "placeholder" in call("--format", "github", "-v", folder=site).out
    assert "placeholder" in call("--format", "json", folder=site).out


def told(site: Path, *words: str) -> tuple[int, Any]:
    done = call(*words, folder=site)
    return done.status, json.loads(done.out)


def test_json_goes_to_stdout_and_everything_else_does_not(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\n[map](地图.md) [[street]]\n")
    status, report = told(site, "--format", "json")
    assert status == 1
    assert [(d["rule"], d["severity"], d["span"]["line"]) for d in report["diagnostics"]] == [
        ("link-broken", "error", 4),
        ("placeholder", "info", 4),
    ]
    add_page(site, "---\ntitle: About\n---\nText.\n")
    done = run("--format", "json", folder=site)
    assert json.loads(done.out)["diagnostics"] == []
    assert re.match("[0-9]+ files, ", done.err)


def test_sarif_goes_to_stdout(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\n[map](map.md)\n")
    status, report = told(site, "--format", "sarif")
    assert status == 1
    [result] = report["runs"][0]["results"]
    assert result["ruleId"] == "link-broken"


def test_github_annotations_go_to_stdout(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\n[map](map.md)\n")
    done = call("--format", "github", folder=site)
    assert done.status == 1
    assert done.out.startswith("::error ")
    assert "file=content/pages/about.en.md,line=4" in done.out


def run_in_terminal(site: Path, **environment: str) -> bytes:
    """What a build prints on a terminal."""
    main, terminal = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    command = [sys.executable, str(REPOSITORY / "build.py")]
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=site, stdout=terminal, stderr=terminal, env=variables | {"TERM": "xterm"} | environment
    )
    os.close(terminal)
    printed = b""
    try:
        while chunk := os.read(main, 65536):
            printed += chunk
    except OSError:  # Linux tells so of a terminal that nobody has open any more
        pass
    os.close(main)
    process.wait(timeout=300)
    return printed


def test_a_terminal_shows_colours_unless_they_are_not_wanted(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\n[map](map.md)\n")
    assert b"\x1b[1;31m" in run_in_terminal(site)
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        printed = run_in_terminal(site, **environment)
        assert b"\x1b" not in printed
        assert b"link-broken" in printed


def test_a_pipe_gets_no_colours(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\n[map](map.md)\n")
    assert "\x1b" not in run(folder=site).err


def test_a_terminal_without_chinese_is_no_reason_to_fail(site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\n[地图](地图.md)\n")
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for form in ("text", "github", "json"):
        done = run("--format", form, folder=site, environment=environment)
        assert done.status == 1
        assert "link-broken" in done.out + done.err


@pytest.mark.parametrize(("end", "status"), [(">&-", "0"), ("2>&-", "0"), ("> /dev/full", "1")])
def test_an_output_that_takes_nothing_ends_without_a_traceback(end: str, status: str, site: Path) -> None:
    command = f'"{sys.executable}" "{REPOSITORY / "build.py"}" {end}; echo "status $?"'
    done = subprocess.run(  # noqa: S603 - our own program
        ["bash", "-c", command],  # noqa: S607
        cwd=site,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == f"status {status}"
    assert "Traceback" not in done.stderr
    assert ("No space left" in done.stderr) == (end == "> /dev/full")


def test_a_reader_who_has_seen_enough_ends_the_output_quietly(german: Path) -> None:
    command = f'"{sys.executable}" "{REPOSITORY / "build.py"}" --format json | head -c 1; echo ${{PIPESTATUS[0]}}'
    done = subprocess.run(  # noqa: S603 - our own program
        ["/bin/bash", "-c", command], cwd=german, capture_output=True, check=False, text=True
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


# ---- bad input --------------------------------------------------------------------------------------------------


def test_a_byte_order_mark_and_windows_line_ends_make_the_same_page(site: Path) -> None:
    text = "---\ntitle: About\nsummary: Two lines\n---\n## One\n\nText\nand more.\n"
    add_page(site, text)
    call(folder=site)
    before = output(site)
    add_page(site, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert call(folder=site).status == 0
    assert output(site) == before


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "field-missing"),
        (b"\n\n\n", "field-missing"),
        (b"\xef\xbb\xbf", "field-missing"),
        (b"---\ntitle: A\x00B\n---\nText\n", "file-encoding"),
        (b"---\ntitle: Gr\xfc\xdfe\n---\nText\n", "file-encoding"),
        ("---\ntitle: Grüße\n---\nText\n".encode("utf-16"), "file-encoding"),
        (bytes(range(256)), "file-encoding"),
        (b"---\ntitle: A\n---\n" + b"0123456789abcde\n" * 1_250_000, "file-too-large"),
        (b"---\ntitle: A\n" + b"a: &a [*a, *a]\n" * 3 + b"---\n", "yaml-invalid"),
        (b"---\ntitle: " + b"[" * 5000 + b"\n---\n", "yaml-invalid"),
        (b"---\ntitle: A\n---\n" + b"> " * 5000, "markup-invalid"),
        (b"---\ntitle: A\ntitle: B\n---\n", "yaml-invalid"),
        (b"---\n- a\n- b\n---\n", "yaml-invalid"),
        (b"---\ntitle: A\n", "yaml-invalid"),
    ],
    ids=[
        "empty",
        "blank",
        "mark alone",
        "NUL",
        "Latin-1",
        "UTF-16",
        "all bytes",
        "20 MB",
        "aliases",
        "deep YAML",
        "deep Markdown",
        "duplicate key",
        "list",
        "open end",
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_its_name(data: bytes, rule: str, site: Path) -> None:
    add_page(site, data)
    done = call(folder=site)
    assert done.status == 1
    assert f"error[{rule}]" in done.err
    assert done.err.startswith(ABOUT)
    assert len(done.err) < 4000


def test_a_process_survives_the_worst_files_together(site: Path) -> None:
    for number, data in enumerate((b"", b"\x00" * 99, b"---\ntitle: A\n---\n" + b"[" * 99_999, bytes(range(256)))):
        write_files(site, {f"content/pages/bad-{number}.en.md": data})
    done = run(folder=site)
    assert done.status == 1
    assert {line.split(":")[0] for line in done.err.splitlines() if line.startswith("content/")} >= {
        f"content/pages/bad-{number}.en.md" for number in (0, 1, 3)
    }


def test_a_symbolic_link_is_not_followed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\nText\n")
    (site / "content/pages").mkdir()
    (site / ABOUT).symlink_to(tmp_path / "secret.md")
    done = call(folder=site)
    assert done.status == 1
    assert "error[file-unsafe]" in done.err


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("<p>\n{% if %}</p>", "templates/page.html:2", "error[template-error]"),
        ("<p>\n\n{{ entry.titel }}</p>", "templates/page.html:3", "has no attribute 'titel'"),
        ("<p>\n{% include entry.title %}", "templates/page.html:2", "error[template-dynamic]"),
        ("{% include 'macros/txt.html' %}", "templates/page.html:1", "did you mean “macros/text.html”?"),
        ("\n{{ entry | shout }}", "templates/page.html:2", "No filter named 'shout'"),
        ("\n{{ '31.12.2025' | date }}", "templates/page.html:2", "error[template-error]"),
    ],
)
def test_a_broken_template_is_told_with_its_line(text: str, place: str, words: str, site: Path) -> None:
    add_page(site, "---\ntitle: About\n---\nText.\n")
    write_files(site, {"templates/page.html": text.encode()})
    done = call(folder=site)
    assert done.status == 1
    assert place in done.err
    assert words in done.err


def test_a_site_without_a_configuration_is_told_how_to_write_one(site: Path) -> None:
    (site / "content/site.yaml").unlink()
    done = call(folder=site)
    assert done.status == 1
    assert "content/site.yaml: error[config-invalid]" in done.err
    assert "base_url: https://" in done.err


def test_a_configuration_that_cannot_be_used_is_told_line_by_line(site: Path) -> None:
    write_files(
        site, {"content/site.yaml": b"title: X\nbase_url: ftp://x.example/\nlanguages: {EN: {name: English}}\n"}
    )
    done = call(folder=site)
    assert done.status == 1
    assert "content/site.yaml:2:11: error[config-invalid]" in done.err
    assert "content/site.yaml:3:13: error[config-invalid]" in done.err


def test_a_broken_po_file_is_told_with_its_line(german: Path) -> None:
    po = (german / PO).read_text(encoding="utf-8")
    (german / PO).write_text(po.replace('msgstr "Glossar"', 'msgstr "Glossar', 1), encoding="utf-8")
    done = call(folder=german)
    line = po[: po.index('msgstr "Glossar"')].count("\n") + 1
    assert done.status == 1
    assert f"{PO}:{line}: error[catalog-invalid]" in done.err


def test_a_missing_translation_of_a_word_is_a_warning_and_under_strict_an_error(german: Path) -> None:
    (german / "templates/404.html").write_bytes((german / "templates/404.html").read_bytes() + b'{{ _("Ahoy") }}')
    done = call(folder=german)
    assert done.status == 0
    assert "warning[catalog-missing]: “Ahoy” has no translation to Deutsch" in done.err
    assert call("--strict", folder=german).status == 1


# ---- the words of the templates ---------------------------------------------------------------------------------


def test_extract_writes_the_words_of_the_templates_once(site: Path) -> None:
    done = call("i18n", "extract", folder=site)
    assert (done.status, done.out, done.err) == (0, "wrote locales/messages.pot\n", "")
    pot = (site / "locales/messages.pot").read_bytes()
    assert b'msgid "Press releases"' in pot
    assert call("i18n", "extract", folder=site).out == "nothing to write\n"
    assert (site / "locales/messages.pot").read_bytes() == pot
    assert not (site / "locales/en").exists()


def test_update_brings_the_words_to_every_language_and_changes_nothing_twice(site: Path) -> None:
    done = call("i18n", "update", folder=site)
    assert done.status == 0
    assert (site / "locales/en/LC_MESSAGES/messages.po").exists()
    before = snapshot(site / "locales")
    assert call("i18n", "update", folder=site).out == "nothing to write\n"
    assert snapshot(site / "locales") == before


def test_the_words_of_the_templates_are_translated(tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("conference"))
    told = "write new words into locales/ by “python build.py i18n update”, and translate them"
    done = call("i18n", "check", "--strict", folder=root)
    assert (done.status, done.err) == (0, ""), told


def test_update_keeps_translations_and_check_tells_what_is_missing(german: Path) -> None:
    template = german / "templates/404.html"
    block = "{% block content %}"
    template.write_text(
        template.read_text(encoding="utf-8").replace(block, block + '{{ _("Ahoy") }}'), encoding="utf-8"
    )
    assert "“Ahoy” has no translation to Deutsch" in call("i18n", "check", folder=german).err
    done = call("i18n", "update", folder=german)
    assert done.status == 0
    assert PO in done.out
    po = (german / PO).read_text(encoding="utf-8")
    assert 'msgid "Ahoy"\nmsgstr ""' in po
    assert 'msgstr "Pressemitteilungen"' in po
    check = call("i18n", "check", folder=german)
    assert check.status == 0
    assert f"translate it in {PO}" in check.err
    assert call("i18n", "check", "--strict", folder=german).status == 1
    (german / PO).write_text(po.replace('msgid "Ahoy"\nmsgstr ""', 'msgid "Ahoy"\nmsgstr "Ahoi"'), encoding="utf-8")
    assert call(folder=german).status == 0
    assert "Ahoi" in (german / "output/de/404.html").read_text(encoding="utf-8")


def test_update_does_not_touch_anything_if_a_po_file_cannot_be_read(german: Path) -> None:
    (german / PO).write_bytes(b'msgid "Glossary\n')
    template = german / "templates/404.html"
    template.write_text(template.read_text(encoding="utf-8") + '{{ _("Ahoy") }}\n', encoding="utf-8")
    before = snapshot(german / "locales")
    done = call("i18n", "update", folder=german)
    assert done.status == 1
    assert f"{PO}:1: error[catalog-invalid]" in done.err
    assert snapshot(german / "locales") == before


def test_words_are_not_extracted_from_templates_that_cannot_be_read(site: Path) -> None:
    write_files(site, {"templates/page.html": b"{% if %}"})
    done = call("i18n", "extract", folder=site)
    assert done.status == 1
    assert "templates/page.html:1" in done.err
    assert not (site / "locales").exists()


def test_check_counts_words_once_wherever_they_stand(site: Path) -> None:
    template = site / "templates/404.html"
    before = int(call("i18n", "check", folder=site).out.split()[0])
    block = "{% block content %}"
    words = '{{ _("Ahoy") }} {{ _("Ahoy") }} {{ pgettext("at sea", "Ahoy") }}'
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace(block, block + words), encoding="utf-8")
    write_files(site, {"templates/macros/ahoy.html": b'{{ _("Ahoy") }}'})
    assert call("i18n", "check", folder=site).out.startswith(f"{before + 2} words in 1 languages")


# ---- reference --------------------------------------------------------------------------------------------------


def test_the_reference_needs_no_site(tmp_path: Path) -> None:
    done = run("reference", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("### `content/press/<key>.<language>.md`")
    assert "| `link-broken` | error |" in done.out


# ---- preview ----------------------------------------------------------------------------------------------------


def test_serve_builds_for_its_own_address_and_ends_with_an_interrupt(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert process.stdout
        lines = [process.stdout.readline(), process.stdout.readline()]
        assert re.match(r"([0-9]+) files, \1 written", lines[0]), lines
        assert f"http://127.0.0.1:{port}/" in lines[1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=30) as answer:
            assert f'href="http://127.0.0.1:{port}/en/"'.encode() in answer.read()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, err) == (0, "")
    assert "Traceback" not in out


# ---- a new language ---------------------------------------------------------------------------------------------


def test_a_fourth_language_needs_no_line_of_python(tmp_path: Path) -> None:
    arabic = {"locales/ar/LC_MESSAGES/messages.po": (REPOSITORY / "locales/ar/LC_MESSAGES/messages.po").read_bytes()}
    files = with_plain_looks(read_site("trilingual")) | arabic
    zh = "  zh: {tag: zh-Hans, locale: zh_Hans_CN, name: 简体中文}\n"
    files = edit(files, "content/site.yaml", zh, zh + "  ar: {locale: ar_EG, name: العربية, direction: rtl}\n")
    files = edit(files, "content/site.yaml", "title: {", "title: {ar: أيام المناخ في الميناء, ")
    files |= {"content/pages/über-uns.ar.md": "---\ntitle: من نحن\nslug: من-نحن\n---\nنص.\n".encode()}
    root = write_files(tmp_path, files)
    assert call(folder=root).status == 0
    assert output(root) == build(files).files
    page = (root / "output/ar/من-نحن/index.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in page
