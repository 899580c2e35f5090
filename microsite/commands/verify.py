"""A built site looked through as a crawler sees it: its files alone, whatever has made them."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from microsite.build.report import Report
from microsite.commands import baselines, options, parsers
from microsite.commands.parsers import Parser
from microsite.commands.printing import tell
from microsite.commands.project import find_root
from microsite.commands.workers import hire_crew
from microsite.diagnostics.baseline import Identity
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.crew import ALONE, share
from microsite.files.built import BuiltFiles, list_files, read_built
from microsite.files.disk import UsageError, printable
from microsite.files.writing import write_files
from microsite.model.source import Source
from microsite.values.named import NamedTuple
from microsite.verify.defects import place_defects
from microsite.verify.reading import PAGES, TEXTS, Unread, decode, read_files
from microsite.verify.said import Columns, Said, fold, unfold
from microsite.verify.site import Audit, find_defects
from microsite.verify.weights import BUDGETS

_ABOUT = """\
Audit a built site from its files alone, as a crawler would: links, anchors, files
that pages ask for, hreflang, canonical addresses, the sitemap, feeds, structured
data, titles, headings, alternative texts, sizes. The site may be of any generator.

Without DIR, look at output/ of this site; with an address, at what is published.

With --reproducible, look at nothing of that: copy the sources of this site into two
new folders, build each from nothing, and tell every file of which the two builds have
made other bytes, and where these begin. All differs that must make no difference:
folder, order and times of files, workers, hash seed, time zone, language, umask.
"""
_EXAMPLES = (
    ("", "the site that was built last"),
    ("public", "a folder that any generator has written"),
    ("https://example.org/", "a site on the web, page by page"),
    ("--external", "also ask other sites if links to them lead to a page"),
    ("--reproducible", "do two builds of this site make the same bytes?"),
    ("--budget article=300", "pages of that type may load 300 kB at once"),
)
_OPTIONS = (
    options.BASE_URL._replace(help="the site’s address (default: what its pages say)"),
    options.EXTERNAL,
    options.BUDGET,
    options.REPRODUCIBLE,
    options.JOBS,
    options.BASELINE,
    options.WRITE_BASELINE,
    *options.REPORTING,
)
_SCHEMES = ("https://", "http://")


class Audited(NamedTuple):
    """A built site as files: where they lie, what is told before their paths, and what is known of the whole.

    `sizes` are by path, also of files that a published site has and that were not taken from there.
    """

    folder: Path
    prefix: str
    listing: BuiltFiles
    sizes: Mapping[str, int]
    base_url: str
    redirects: str
    remark: str = ""


def make_parser(program: str) -> Parser:
    """The parser of what audits a built site."""
    parser = parsers.make_parser(program, _ABOUT, _OPTIONS, examples=_EXAMPLES)
    parser.add_argument("place", metavar="DIR", nargs="?", help="the folder of the built site, or its address")
    parser.set_defaults(executor="processes", scheduler=None)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Audit, and return the exit status."""
    accepted = baselines.read(Path(arguments.baseline)) if arguments.baseline else None
    if arguments.reproducible:
        from microsite.commands.twice import compare_builds  # most audits need none of it

        return _tell(compare_builds(arguments), arguments, accepted)
    begun = time.perf_counter()
    budgets, base_url = read_budgets(arguments.budget), read_base_url(arguments.base_url)
    with open_site(arguments, base_url) as site:
        if not any(path.lower().endswith(PAGES) for path in site.listing.sizes):
            raise UsageError(f"“{printable(site.prefix)}” holds no page", "name the folder of a built site: verify DIR")
        said, found = read_all(arguments, site)
        audit = Audit(said, site.sizes, site.base_url, site.redirects, budgets)
        defects = list(find_defects(audit))
        if arguments.external:
            from microsite.commands.answers import check_outside  # with all of the network

            defects += check_outside(audit)
        found += place_defects(defects, partial(_read_text, site), site.prefix)
        counts = f"{_count(sum(one.form == 'whole' for one in said), 'page')}, {_count(len(site.sizes), 'file')}"
        done = f"{counts} looked through in {time.perf_counter() - begun:.1f} s{site.remark}"
        told = grade(found, {}, strict=arguments.strict)
        return _tell(Report(told, _as_sources(site, told), done), arguments, accepted)


def _tell(report: Report, arguments: argparse.Namespace, accepted: Mapping[Identity, int] | None) -> int:
    """Tell what was found, of which a baseline may accept some or be made, and return the exit status."""
    done = report.done
    if arguments.write_baseline:
        written = baselines.write(Path(arguments.write_baseline), report.diagnostics)
        report = report._replace(diagnostics=() if accepted is None else report.diagnostics, done=written)
    if accepted is None:
        return tell(report, arguments, failed=f"; {done}")
    report, counted = baselines.hold_against(accepted, report, is_whole=True, is_verbose=arguments.verbose)
    return tell(report, arguments, failed=f"; {counted}")


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


# ---- what is named ----------------------------------------------------------------------------------------------


@contextmanager
def open_site(arguments: argparse.Namespace, base_url: str) -> Iterator[Audited]:
    """The site that is named, on the disk or on the web. Raises `UsageError` if there is none."""
    if arguments.place and arguments.place.startswith(_SCHEMES):
        with tempfile.TemporaryDirectory() as taken:
            yield _take_from_web(arguments.place, Path(taken))
        return
    folder = _find_folder(arguments)
    listing = list_files(folder)
    named = read_built(str(folder), "_redirects") if "_redirects" in listing.sizes else b""
    redirects = named.decode("utf-8", "replace") if isinstance(named, bytes) else ""
    yield Audited(folder, f"{folder.as_posix()}/", listing, listing.sizes, base_url, redirects)


def _find_folder(arguments: argparse.Namespace) -> Path:
    if arguments.place is None:
        folder, hint = find_root(arguments) / "output", "build the site first: python build.py"
    else:
        folder, hint = Path(arguments.place), "name the folder of a built site: verify DIR"
    if not folder.is_dir():
        raise UsageError(f"there is no folder “{printable(str(folder))}”", hint)
    return folder


def _take_from_web(url: str, folder: Path) -> Audited:
    from microsite.web.mirror import Mirrored, mirror  # with all of the network

    taken = mirror(url, lambda path, data: write_files(folder, {path: data}))
    if not isinstance(taken, Mirrored):
        what = f"does not answer: {taken.fault}" if taken.fault else f"answers with {taken.status}"
        raise UsageError(f"“{url}” {what}", "name the address of a site: verify https://example.org/", status=1)
    remark = "" if taken.is_whole else "; there is more, which was not asked for"
    if taken.named_url != taken.base_url:
        remark += f"; its pages say that it lies at {taken.named_url}"
    files = list_files(folder)
    return Audited(folder, taken.base_url, files, taken.sizes, taken.named_url, taken.redirects, remark)


def read_budgets(text: str | None) -> Mapping[str, int]:
    """Bytes by type of page. Raises `UsageError` for what is no size."""
    budgets = dict(BUDGETS)
    for part in filter(None, map(str.strip, (text or "").split(","))):
        name, _, size = part.partition("=")
        if not name or not size.isascii() or not size.isdigit() or len(size) > 9:
            raise UsageError(f"“{part}” is not a budget", "write it as --budget article=300,*=1000 (kB)")
        budgets[name] = int(size) * 1000
    return budgets


def read_base_url(text: str | None) -> str:
    """The address of the site with a slash at its end, "" if none is named. Raises `UsageError` for what is none."""
    if text is None:
        return ""
    from microsite.content.fields.addresses import parse_base_url  # with all of reading

    base_url, complaint = parse_base_url(text)
    if complaint:
        raise UsageError(f"--base-url “{text}” {complaint}", "write it as --base-url https://example.org/sub/")
    return base_url if base_url.endswith("/") else f"{base_url}/"


# ---- reading ----------------------------------------------------------------------------------------------------


def read_all(arguments: argparse.Namespace, site: Audited) -> tuple[list[Said], list[Diagnostic]]:
    """What all files that are read say, in the order of their paths, and what keeps others from being read."""
    wanted = [path for path in site.listing.sizes if path.lower().endswith(TEXTS)]
    said, problems = list[Said](), list(site.listing.problems)
    with hire_crew(arguments, ALONE, len(wanted), "") as crew:
        for one in share(crew, read_files, wanted, make=partial(_read, str(site.folder)), deliver=_fold):
            if isinstance(one, Diagnostic):
                problems.append(one)
            else:
                said.append(unfold(one))
    return said, [
        one._replace(span=one.span and one.span._replace(path=site.prefix + one.span.path)) for one in problems
    ]


def _fold(one: Said | Diagnostic) -> Columns | Diagnostic:
    return one if isinstance(one, Diagnostic) else fold(one)


def _read(folder: str, path: str) -> Unread:
    return path, read_built(folder, path)


def _read_text(site: Audited, path: str) -> str:
    """The text of a file as excerpts show it, "" if there is none."""
    data = _read_bytes(site, path)
    try:
        return decode(data)
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _as_sources(site: Audited, told: tuple[Diagnostic, ...]) -> tuple[Source, ...]:
    """The files that findings are cut out of, read when they are shown."""
    paths = {span.path for one in told for span in (one.span, *one.related) if span}
    return tuple(Source(path, "", partial(_read_bytes, site, path.removeprefix(site.prefix))) for path in sorted(paths))


def _read_bytes(site: Audited, path: str) -> bytes:
    data = read_built(str(site.folder), path)
    return data if isinstance(data, bytes) else b""
