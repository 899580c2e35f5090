"""The stages in order: what stops a build, what does not, and that it does not matter where the work is done."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from picture_files import GIF, OTHER_GIF
from whole_sites import Built, Files, Waiting, as_sources, build, built, edit, read_site, without

from microsite.build import intake, pipeline
from microsite.build.outcome import Before
from microsite.build.plan import make_key
from microsite.build.wishes import Wishes
from microsite.diagnostics.problems import Severity
from microsite.engine.crew import ALONE, CHUNK, Crew, Given, In, Key, Out, Ran, Task, alone
from microsite.engine.forks import Forks
from microsite.engine.memory import HeldBodies, Memory
from microsite.engine.senders import Senders
from microsite.model.source import Source
from microsite.pages.jobs import Job, Record

DRAFT = "content/press/2025-12-24-bilanz"


def places(site: Built, rule: str) -> list[str]:
    return [f"{d.span.path}:{d.span.line}" for d in site.diagnostics if d.rule == rule and d.span]


def with_page(text: str, files: Files | None = None) -> Files:
    return (files or read_site("minimal")) | {"content/pages/about.en.md": f"---\ntitle: About\n---\n{text}\n".encode()}


# ---- files of content -------------------------------------------------------------------------------------------


def test_a_picture_that_becomes_a_page_under_its_name_is_told_of_by_a_build_that_remembers_it() -> None:
    files = with_page("![Hall](about/hall.gif) [Hall](about/hall.gif)") | {"content/pages/about/hall.gif": GIF}
    memory = Memory(HeldBodies(), is_lasting=True)
    first = build(files, memory=memory)
    assert any(path.startswith("media/pages/about/hall-4.") for path in first.files)
    changed = build(files | {"content/pages/about/hall.gif": b"<html><script>"}, memory=memory.next())
    assert (changed.files, changed.rules()) == ({}, ["picture-invalid"] * 2)
    other = Memory(memory.bodies, memory.records)
    assert build(files | {"content/pages/about/hall.gif": OTHER_GIF}, memory=other).rules() == []


def test_what_a_file_is_and_comes_to_is_asked_once() -> None:
    files = with_page("![Hall](about/hall.gif)") | {"content/pages/about/hall.gif": GIF}
    asked = list[str]()

    def sources() -> tuple[Source, ...]:
        def fetch() -> bytes:
            asked.append("hall")
            return GIF

        found = as_sources(files)
        return tuple(one._replace(held=fetch) if one.path.endswith(".gif") else one for one in found)

    memory = Memory(HeldBodies())
    assert build(files, sources=sources(), memory=memory).rules() == []
    assert build(files, sources=sources(), memory=Memory(memory.bodies, memory.records)).rules() == []
    assert asked == ["hall"] * 2, "for its first bytes, and for all of them"


def test_no_alias_or_file_of_content_becomes_a_file_that_a_host_goes_by() -> None:
    names = ("_headers", "_redirects", "CNAME", "web.config", "robots.txt", "x.toml")
    files = with_page("".join(f"[x](../{name})\n" for name in names))
    site = build(files | {f"content/{name}": b"x" for name in names})
    assert site.rules() == ["download-unsafe"] * 5
    files = with_page("[x](../robots.txt)") | {"content/robots.txt": b"x"}
    text = edit(files, "content/pages/about.en.md", "title: About", "title: About\naliases: [/a.php]")
    found = {path for path in build(text).files if "/" not in path or path.startswith(("media/", "a."))}
    assert found >= {"media/robots.txt", "a.php/index.html", "robots.txt"}
    assert not found & set(names) - {"robots.txt"}
    refused = edit(files, "content/pages/about.en.md", "title: About", "title: About\naliases: [/CNAME, /_headers]")
    assert build(refused).rules() == ["alias-invalid"] * 2


# ---- errors -----------------------------------------------------------------------------------------------------


def test_an_error_leaves_no_job_and_no_file() -> None:
    site = build(with_page("[gone](../press/gone.md)"))
    assert site.rules() == ["link-broken"]
    assert site.jobs == ()
    assert site.files == {}


def test_errors_of_content_templates_and_words_are_told_in_one_run() -> None:
    files = with_page("[gone](../press/gone.md)", read_site("trilingual"))
    files |= {"templates/press.html": b"{% if %}", "locales/de/LC_MESSAGES/messages.po": b"nonsense\n"}
    assert set(build(files).rules()) >= {"link-broken", "template-error", "catalog-invalid"}


def test_two_pages_for_one_address_are_told_in_the_run_that_tells_of_a_broken_link() -> None:
    files = with_page("[gone](../press/gone.md)")
    files |= {"content/pages/us.en.md": b"---\ntitle: Us\nslug: about\n---\nText\n"}
    assert set(build(files).rules()) == {"link-broken", "target-duplicate"}


def test_a_group_file_that_cannot_be_read_is_told_without_each_figure_that_it_would_have_had() -> None:
    files = with_page("There are {{ ships }} ships and {{ shpis }} more.")
    broken = files | {"content/pages/about.yaml": b"figures:\n\tships: 3\n"}
    assert build(broken).rules() == ["yaml-invalid"]
    whole = files | {"content/pages/about.yaml": b"figures:\n  ships: 3\n"}
    assert build(whole).rules() == ["figure-unknown"]


def test_an_unknown_figure_is_told_beside_what_the_site_has_made_a_warning_of() -> None:
    files = with_page("There are {{ ships }} ships.")
    files = edit(files, "content/site.yaml", "title: Canal Day", "title: Canal Day\nrules: {picture-missing: warning}")
    site = build(files | {"content/pages/about.yaml": b"pictures: [{file: pier.png, alt: The pier}]\n"})
    assert sorted(site.rules()) == ["figure-unknown", "picture-missing"]
    assert site.files == {}


def test_warnings_do_not_stop_a_build_unless_it_is_strict() -> None:
    files = with_page("## Two\n\n#### Four")
    assert build(files).rules() == ["heading-level"]
    assert build(files).files
    strict = build(files, wishes=Wishes(strict=True))
    assert [d.severity for d in strict.diagnostics] == [Severity.ERROR]
    assert strict.files == {}


def test_the_site_says_how_much_a_rule_matters() -> None:
    files = with_page("## Two\n\n#### Four")
    title = "title: Canal Day"
    assert (
        build(edit(files, "content/site.yaml", title, f"{title}\nrules: {{heading-level: ignore}}")).diagnostics == ()
    )
    site = build(edit(files, "content/site.yaml", title, f"{title}\nrules: {{heading-level: error}}"))
    assert [d.severity for d in site.diagnostics] == [Severity.ERROR]
    assert site.files == {}


def test_an_error_that_the_site_makes_a_warning_stops_nothing() -> None:
    files = with_page("[gone](../press/gone.md)")
    title = "title: Canal Day"
    site = build(edit(files, "content/site.yaml", title, f"{title}\nrules: {{link-broken: warning}}"))
    assert [d.severity for d in site.diagnostics] == [Severity.WARNING]
    assert "en/about/index.html" in site.files
    assert build(files, wishes=Wishes(strict=True)).files == {}


def test_a_link_with_another_scheme_stands_as_it_is_written_where_the_site_allows_it() -> None:
    files = with_page("[all pictures](magnet:?xt=urn:btih:c12f&dn=canal) and [files](ftp://canal.example/a.zip)")
    assert build(files).rules() == ["link-scheme", "link-scheme"]
    assert build(files).files == {}
    title = "title: Canal Day"
    site = build(edit(files, "content/site.yaml", title, f"{title}\nrules: {{link-scheme: ignore}}"))
    assert site.rules() == []
    page = site.text("en/about/index.html")
    assert '<a href="magnet:?xt=urn:btih:c12f&amp;dn=canal">' in page
    assert '<a href="ftp://canal.example/a.zip">' in page


def test_no_setting_lets_a_script_through() -> None:
    files = with_page("[all pictures](javascript:alert(1))")
    title, rules = "title: Canal Day", "rules: {link-scheme: ignore, link-unsafe: ignore}"
    site = build(edit(files, "content/site.yaml", title, f"{title}\n{rules}"))
    assert "link-unsafe" in site.rules()
    assert site.files == {}


PAGE = b"---\ntitle: O\n---\nText\n"


@pytest.mark.parametrize(
    ("rule", "path", "data", "page"),
    [
        ("slug-invalid", "content/pages/other.en.md", b"---\ntitle: O\nslug: a/b\n---\n", "en/other/index.html"),
        ("alias-invalid", "content/pages/other.en.md", b"---\ntitle: O\naliases: [../x]\n---\n", "en/other/index.html"),
        ("key-malformed", "content/pages/notes.v2.en.md", PAGE, ""),
        ("language-unknown", "content/pages/other.fr.md", PAGE, ""),
    ],
)
def test_what_is_left_out_without_harm_may_be_left_out(rule: str, path: str, data: bytes, page: str) -> None:
    files, title = with_page("Text") | {path: data}, "title: Canal Day"
    assert (build(files).rules(), build(files).files) == ([rule], {})
    site = build(edit(files, "content/site.yaml", title, f"{title}\nrules: {{{rule}: ignore}}"))
    assert site.rules() == []
    others = {"en/about/index.html", page} - {""}
    assert {name for name in site.files if name.startswith(("en/about", "en/other", "en/notes"))} == others
    assert not any(".." in name for name in site.files)


def test_a_picture_that_no_browser_shows_is_not_published_whatever_the_site_says() -> None:
    files = with_page("![Hall](about/hall.gif)") | {"content/pages/about/hall.gif": b"<html><script>"}
    title = "title: Canal Day"
    site = build(edit(files, "content/site.yaml", title, f"{title}\nrules: {{picture-invalid: warning}}"))
    assert site.rules() == ["picture-invalid"]
    assert "en/about/index.html" in site.files
    assert not any("hall.gif" in name for name in site.files)


@pytest.mark.parametrize(
    ("form", "is_built"),
    [("Seite", True), ("100 % von %(page)s", True), ("%(number)s", False)],
    ids=["lacks one", "a percent sign", "has one of its own"],
)
def test_the_words_of_a_template_may_lack_what_is_put_in_and_have_nothing_else(form: str, is_built: bool) -> None:  # noqa: FBT001
    title = "title: Canal Day"
    po = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Page %(page)s"\nmsgstr "{form}"\n'
    files = with_page("Text") | {
        "locales/en/LC_MESSAGES/messages.po": po.encode(),
        "templates/page.html": b"<title>t</title><p>{{ _('Page %(page)s', page=1) }}</p>",
    }
    files = edit(files, "content/site.yaml", title, f"{title}\nrules: {{catalog-placeholder: warning}}")
    site = build(files)
    assert set(site.rules()) == ({"catalog-placeholder"} if is_built else {"catalog-placeholder", "template-error"})
    assert bool(site.files) is is_built


def test_no_setting_makes_less_of_what_leaves_no_page_to_make() -> None:
    files = with_page("Text") | {"content/pages/other.en.md": b"---\ntitle: [O]\n---\n"}
    title = "title: Canal Day"
    site = build(edit(files, "content/site.yaml", title, f"{title}\nrules: {{field-type: ignore}}"))
    assert "field-type" in site.rules()
    assert site.files == {}


def test_without_a_configuration_only_that_is_told() -> None:
    site = build(without(with_page("[gone](../press/gone.md)"), "content/site.yaml"))
    assert site.rules() == ["config-invalid"]


def test_a_template_that_fails_is_told_once_for_all_pages_that_show_it() -> None:
    files = read_site("minimal") | {"templates/base.html": b"<p>{{ nothing }}</p>"}
    site = build(files)
    assert site.rules() == ["template-error"]
    assert site.files == {}


def test_a_template_in_another_encoding_is_told_with_its_line() -> None:
    site = build(read_site("minimal") | {"templates/robots.txt": "User-agent: *\n# Größe\n".encode("latin-1")})
    assert places(site, "file-encoding") == ["templates/robots.txt:2"]


def test_a_template_with_a_byte_order_mark_and_windows_line_ends_is_as_good_as_another() -> None:
    files = read_site("minimal")
    data = b"\xef\xbb\xbf" + files["templates/robots.txt"].replace(b"\n", b"\r\n")
    assert build(files | {"templates/robots.txt": data}).files == built("minimal").files


def test_a_site_without_templates_is_told_which_are_missing() -> None:
    files = {path: data for path, data in read_site("minimal").items() if not path.startswith("templates/")}
    site = build(files)
    assert {d.message for d in site.diagnostics} >= {
        "there is no template “press.html”",
        "there is no template “feed.xml”",
    }
    assert len(site.diagnostics) == len({d.message for d in site.diagnostics})


def test_two_texts_that_want_one_address_are_told_with_both_names() -> None:
    files = with_page("One.") | {"content/pages/other.en.md": b"---\ntitle: Other\nslug: about\n---\nTwo.\n"}
    site = build(files)
    [found] = site.diagnostics
    assert found.rule == "target-duplicate"
    assert {span.path for span in (found.span, *found.related) if span} == {
        "content/pages/about.en.md",
        "content/pages/other.en.md",
    }


def test_a_text_in_the_place_of_a_list_is_told() -> None:
    files = read_site("minimal") | {"content/pages/press.en.md": b"---\ntitle: Press\n---\nTwo.\n"}
    assert [d.rule for d in build(files).diagnostics] == ["target-duplicate"]


# ---- drafts -----------------------------------------------------------------------------------------------------


def test_a_draft_is_built_only_if_that_is_wanted() -> None:
    files = read_site("trilingual")
    assert not any("bilanz" in path for path in build(files).files)
    site = build(files, wishes=Wishes(drafts=True))
    assert "de/press/2025-12-24-bilanz/index.html" in site.files


def test_the_group_file_of_a_draft_belongs_to_a_text() -> None:
    assert f"{DRAFT}.yaml" in read_site("trilingual")
    assert places(built("trilingual"), "file-unexpected") == []
    files = without(read_site("trilingual"), f"{DRAFT}.de.md")
    assert places(build(files), "file-unexpected") == [f"{DRAFT}.yaml:0"]


def test_a_menu_and_the_key_figures_may_name_a_draft() -> None:
    files = edit(read_site("trilingual"), "content/pages/imprint.de.md", "title:", "draft: true\ntitle:")
    files = edit(files, "content/site.yaml", "from: press/2025-09-30-eröffnung", "from: press/2025-12-24-bilanz")
    assert build(files).rules() == []
    assert "Impressum" not in build(files).text("de/index.html")
    assert build(files, wishes=Wishes(drafts=True)).rules() == ["figure-unknown"] * 6


def test_a_mistake_in_a_draft_is_told_all_the_same() -> None:
    files = edit(read_site("trilingual"), f"{DRAFT}.de.md", "draft: true", "draft: true\ndate: 2025-13-01")
    assert places(build(files), "date-invalid") == [f"{DRAFT}.de.md:4"]


# ---- some of the languages --------------------------------------------------------------------------------------


def test_a_build_of_some_languages_is_that_of_a_site_which_has_only_them() -> None:
    site = build(read_site("trilingual"), wishes=Wishes(languages=frozenset({"de", "en"})))
    assert site.rules() == []
    assert not any(path.startswith("zh") for path in site.files)
    assert "zh" not in site.text("index.html")
    assert "zh-Hans" not in site.text("sitemap.xml")
    assert "en/press/opening/index.html" in site.files


def test_without_the_source_language_another_takes_its_place() -> None:
    site = build(read_site("trilingual"), wishes=Wishes(languages=frozenset({"en"})))
    assert site.rules() == []
    assert "en/press/opening/index.html" in site.files
    assert "en/imprint/index.html" not in site.files
    assert "translationOfWork" not in site.text("en/press/opening/index.html")
    assert all(path.startswith(("en/", "assets/", "media/")) or "/" not in path for path in site.files)


def test_a_link_to_a_text_that_none_of_the_wanted_languages_has_is_noted_and_stops_nothing() -> None:
    site = build(read_site("trilingual"), wishes=Wishes(languages=frozenset({"zh"})))
    assert {d.rule for d in site.diagnostics if "this build leaves out" in d.message} == {"translation-missing"}
    assert "zh/index.html" in site.files


def test_a_mistake_in_a_language_that_is_not_wanted_stops_nothing() -> None:
    files = read_site("trilingual") | {"content/pages/imprint.zh.md": b"no front matter"}
    assert build(files).rules() == ["field-missing"]
    assert build(files, wishes=Wishes(languages=frozenset({"de", "en"}))).files


def test_a_group_file_of_a_language_that_is_not_wanted_belongs_to_a_text() -> None:
    files = read_site("trilingual") | {
        "content/pages/only.zh.md": "---\ntitle: 仅中文\n---\n正文。\n".encode(),
        "content/pages/only.yaml": b"updated: 2025-01-01\n",
    }
    assert build(files, wishes=Wishes(languages=frozenset({"de"}))).rules() == []


# ---- where the work is done -------------------------------------------------------------------------------------


def many(count: int) -> Files:
    files = read_site("minimal")
    for number in range(count):
        body = f"Text {number} with a [link](about-{(number + 1) % count}.md).\n\n## Part\n\n#### Skipped\n"
        files[f"content/pages/about-{number}.en.md"] = f"---\ntitle: About {number}\n---\n{body}".encode()
    return files


def keys(job: Job) -> list[tuple[str, str]]:
    return [(part.name, part.digest) for part in job.parts]


def test_processes_threads_and_the_process_itself_make_the_same_site() -> None:
    files = many(CHUNK * 2 + 5)
    own = build(files)
    assert own.files
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as processes, ThreadPoolExecutor(1) as threads:
        forks = Forks(3)  # the first to begin: once the others have threads, no fork is safe
        for spread in (forks, Senders(processes, 2), Senders(threads, 2)):
            other = build(files, crew=Crew(spread))
            assert other.files == own.files
            assert other.diagnostics == own.diagnostics
            assert [job.glance for job in other.jobs] == [job.glance for job in own.jobs]
            assert [keys(job) for job in other.jobs] == [keys(job) for job in own.jobs]
        forks.end()


@dataclass
class Counting:
    """Does everything here, and notes how much it is given at once."""

    sizes: list[int] = field(default_factory=list)

    def __call__(self, task: Task[Key, In, Out, Given], /) -> Iterator[Ran[Given]]:
        """What becomes of each chunk."""
        self.sizes += [len(task.take(number)) for number in range(task.chunks)]
        return alone(task)


def test_work_is_sent_in_chunks_of_a_bounded_size() -> None:
    counting = Counting()
    build(many(CHUNK * 2 + 5), crew=Crew(counting))
    assert max(counting.sizes) == CHUNK
    assert sum(counting.sizes) > CHUNK * 4


def test_texts_that_are_remembered_are_not_read_again() -> None:
    files = many(3)
    memory = Memory(HeldBodies())
    first = build(files, memory=memory)
    counting = Counting()
    path = "content/pages/about-1.en.md"
    changed = edit(files, path, "Text 1", "Words 1")
    assert build(changed, crew=Crew(counting), memory=memory.next()).files != first.files
    assert (counting.sizes[0], sum(counting.sizes[1:])) == (1, len([job for job in first.jobs if not job.copy]))
    again = build(files, memory=Memory(memory.bodies, memory.records))
    assert (again.files, again.diagnostics) == (first.files, first.diagnostics)


def test_a_body_that_was_lost_is_read_again() -> None:
    files = many(3)
    memory = Memory(HeldBodies())
    first = build(files, memory=memory)
    assert build(files, memory=Memory(HeldBodies(), memory.records)).files == first.files


def test_only_what_the_plan_asks_for_is_made() -> None:
    files = read_site("minimal")
    sources, first = as_sources(files), build(files)
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in first.files.items()}
    manifest = {job.target.path: Record(make_key(job.parts), digests[job.target.path]) for job in first.jobs}
    assert first.config
    waiting = Waiting(files)
    made = {"robots.txt", "en/index.html"}
    before = Before((), manifest, {path: digest for path, digest in digests.items() if path not in made})
    memory = Memory(HeldBodies())
    begun = intake.begin(first.config, sources, Wishes(), ALONE, memory)
    outcome = pipeline.build(first.config, begun, Wishes(), "an engine", before, ALONE, memory, waiting)
    assert waiting.made == {path: first.files[path] for path in made}
    assert outcome.plan
    assert {job.target.path for job, _ in outcome.plan.render} == made


@pytest.mark.parametrize("name", ["minimal", "trilingual"])
def test_the_order_of_the_sources_does_not_matter(name: str) -> None:
    files = read_site(name)
    other = build(files, sources=tuple(reversed(as_sources(files))))
    assert other.files == built(name).files
    assert other.diagnostics == built(name).diagnostics
