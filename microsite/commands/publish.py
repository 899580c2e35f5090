"""What a host gets: the built site, with what that host reads, compared and sent."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from microsite.commands import options, parsers
from microsite.commands.listed import is_list, read_published
from microsite.commands.options import Option
from microsite.commands.parsers import Parser
from microsite.commands.printing import OK
from microsite.commands.project import find_root
from microsite.files.cache import read_cached, write_cached
from microsite.files.changes import Change
from microsite.files.disk import UsageError, digest_of, is_dropping, printable, shown, telling
from microsite.files.folder import Claim, Folders, hold, survey
from microsite.files.opening import read_file
from microsite.files.staging import stage
from microsite.files.writing import write_files
from microsite.publish.bucket import SCHEME, Bucket
from microsite.publish.compressed import INSTALL
from microsite.publish.hosts import HOSTS
from microsite.publish.release import Release, make_release
from microsite.publish.remote import REMOTE, Remote
from microsite.publish.shipment import Shipment, Transfer, compare, make_shipment

_ABOUT = """\
Send the built site to a folder, here or on another machine, or to a bucket, with
what its host wants to be told of it.

plan says what would change there; also by the list of files alone that sync has
written there, .microsite.json, or its address. sync does it: first what pages
show, then pages, then what names them; what is gone goes last. If it is cut off,
the next one goes on. config prints what nginx or Caddy are configured by, for a
site in that folder.

The site is built before; publish never builds. No files of others are touched.
A folder of another machine is user@host:/path, and is reached by ssh and rsync.
A bucket is s3://bucket/path; who may write there is said by the environment, as
other programs have it: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and,
for hosts beside Amazon, AWS_ENDPOINT_URL.
"""
_EXAMPLES = (
    ("plan public --host netlify", "what would change in public/"),
    ("plan https://example.org/ --host netlify", "what differs from the list that is there"),
    ("sync public --host netlify", "public/ with _headers and _redirects"),
    ("sync /var/www/site --host nginx", "with .br and .gz beside each page"),
    ("sync user@host:/var/www/site --host nginx", "the same on another machine"),
    ("sync s3://bucket/site --host s3", "what lasts is kept for a year by browsers"),
    ("config /var/www/site --host nginx", "what stands in the server’s block of nginx"),
)
_NOTES = f"""\
hosts:
  netlify, cloudflare   _headers and _redirects
  github                .nojekyll, and CNAME for a domain of your own
  gitlab                _redirects
  nginx, caddy          .gz and, with {INSTALL}, .br
  s3                    headers of each file"""
_ACTIONS = ("plan", "sync", "config")
_OPTIONS = (
    options.ROOT,
    Option(options.OUTPUT.names, "where the built site is (default: output/ in the root)", "DIR"),
    Option(
        options.HOST.names, f"the host that shows it: {', '.join(HOSTS)}", "NAME", None, options.one_of("host", HOSTS)
    ),
    options.DRY_RUN,
    options.QUIET,
    Option(("-v", "--verbose"), "name all files"),
)
_CACHED = "compressed"
_MANY = 20  # lines of files
_BOUND = 4_000_000_000  # bytes of a file; pages are read whole


def make_parser(program: str) -> Parser:
    """The parser of what publishes a site."""
    parser = parsers.make_parser(program, _ABOUT, _OPTIONS, examples=_EXAMPLES, notes=_NOTES)
    parser.add_argument("action", type=options.one_of("action", _ACTIONS), help="plan, sync or config")
    parser.add_argument("target", metavar="TARGET", help="the folder or bucket that is published; of plan also a list")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Do it, and return the exit status."""
    root, written = find_root(arguments), str(arguments.target)
    is_listed = arguments.action == "plan" and is_list(written)
    is_far = is_listed or written.startswith(SCHEME) or bool(REMOTE.fullmatch(written))
    if "://" in written and not written.startswith(SCHEME) and not is_listed:
        hint = "a bucket is s3://bucket/path, a folder of another machine user@host:/path"
        raise UsageError(f"“{written}” is neither a folder nor a bucket", hint)
    # Not `resolve`, which would follow the very link that a folder of a site must not be.
    output = Path(os.path.abspath(arguments.output_dir or root / "output"))  # noqa: PTH100
    target = output if is_far else Path(os.path.abspath(written))  # noqa: PTH100
    if arguments.action == "config":
        return _configure(root, output, target, arguments.host)
    if not is_far and (output == target or output in target.parents or target in output.parents):
        message = "the built site and what is published are two folders"
        raise UsageError(message, "name another one: publish sync public")
    started, is_dry = time.perf_counter(), arguments.action == "plan" or arguments.dry_run
    with _telling_of_publishing(), hold(root, target) as place:
        built, release = _read_release(place._replace(output=output))
        shipment = _ship(built, release, arguments.host)
        if is_listed:
            transfer = compare(shipment.parcels, read_published(written, release.site))
        elif written.startswith(SCHEME):
            transfer = _bring_to_bucket(written, built, release, shipment, is_dry=is_dry)
        elif is_far:
            transfer = _bring_to_remote(written, built, release, shipment, is_dry=is_dry)
        else:
            transfer = _bring_to_folder(place, built, release, shipment, is_dry=is_dry)
    if is_dry or arguments.verbose:
        _name_files(transfer, is_all=arguments.verbose)
    if not arguments.quiet:
        where = written if is_far else printable(str(target))
        print(_summarize(transfer, where, time.perf_counter() - started, is_dry=is_dry))
    return OK


# ---- the built site -----------------------------------------------------------------------------------------------


def _read_release(place: Folders) -> tuple[Claim, Release]:
    """The built site. Raises `UsageError` if it is not as a build has left it."""
    found, name = survey(place), f"“{shown(place.root, place.output)}”"
    if not found.listed:
        raise UsageError(f"there is no built site in {name}", "build it first: python build.py")
    if found.listed != found.present:
        path = min(path for path, digest in found.listed.items() if found.present.get(path) != digest)
        message = f"{name} is not as the last build has left it: “{printable(path)}” is gone or another one"
        raise UsageError(message, "build the site again: python build.py")
    strays = {path: digest_of(_read(found, path)) for path in found.strays if not is_dropping(path)}
    return found, make_release(found.site, {**found.present, **strays}, lambda path: _read(found, path))


def _read(built: Claim, path: str) -> bytes:
    with telling(built.root, built.output / path):
        return read_file(str(built.output / path), _BOUND)


def _configure(root: Path, output: Path, target: Path, name: str | None) -> int:
    host = HOSTS.get(name or "")
    if host is None or host.configure is None:
        named = f"{name} reads what it has to know in the site itself" if name else "config needs a --host"
        raise UsageError(named, "--host nginx, or --host caddy")
    with hold(root, output) as place:
        _, release = _read_release(place)
    print(host.configure(release, target.as_posix()), end="")
    return OK


# ---- what is sent -------------------------------------------------------------------------------------------------


def _ship(built: Claim, release: Release, name: str | None) -> Shipment:
    """All that is sent; what was compressed is remembered."""
    cache, host = built.place.cache, HOSTS[name] if name else None
    known = read_cached(cache, _CACHED, "1").value or {} if host and host.compressed else {}
    shipment = make_shipment(release, host, lambda path: _read(built, path), known)
    if shipment.known != known:
        write_cached(cache, _CACHED, "1", dict(shipment.known))
    return shipment


def _bring_to_bucket(address: str, built: Claim, release: Release, shipment: Shipment, *, is_dry: bool) -> Transfer:
    """What differs in a bucket, once it was brought there unless the run is dry. Raises `UsageError` if that fails."""
    bucket, read = Bucket(address, os.environ), partial(_read_whole, built, release)
    found = bucket.look(shipment, read, release.site)
    transfer = compare(shipment.parcels, found.present)
    if not is_dry:
        bucket.send(release, shipment, found, transfer, read)
    return transfer


def _bring_to_remote(address: str, built: Claim, release: Release, shipment: Shipment, *, is_dry: bool) -> Transfer:
    """The same in a folder of another machine; rsync reads what shall be there in a folder of this one."""
    digests = {path: parcel.digest for path, parcel in shipment.parcels.items()}
    with tempfile.TemporaryDirectory(prefix="microsite-") as name:
        remote = Remote(address, Path(name, "tree"))
        remote.tree.mkdir()
        for path, (_, data) in shipment.parcels.items():
            write_files(remote.tree, {path: _read_whole(built, release, path) if data is None else data})
        deed, transfer = remote.look(digests, release.site)
        if not is_dry:
            remote.send(release, digests, deed, transfer)
    return transfer


def _bring_to_folder(place: Folders, built: Claim, release: Release, shipment: Shipment, *, is_dry: bool) -> Transfer:
    """The same in a folder: write what differs, look whether it is there, and remove what is gone."""
    found = survey(place)
    transfer = compare(shipment.parcels, found.present)
    if is_dry:
        return transfer
    made = (*transfer.new, *transfer.changed)
    with stage(found, release.site) as staging:
        for path in made:
            digest, data = shipment.parcels[path]
            data = _read_whole(built, release, path) if data is None else data
            staging.note(path, digest, staging.put(path, data, digest))
        staging.settle(Change(made, transfer.kept, transfer.gone))
        there = survey(place).present
    lost = [path for path, parcel in shipment.parcels.items() if there.get(path) != parcel.digest]
    if lost:
        raise UsageError(f"“{printable(lost[0])}” is not there as it was written", "publish again", status=1)
    return transfer


def _read_whole(built: Claim, release: Release, path: str) -> bytes:
    """A file of the built site, which nobody has changed meanwhile."""
    data = _read(built, path)
    if digest_of(data) != release.digests[path]:
        raise UsageError(f"“{printable(path)}” was changed while the site was published", "publish again", status=1)
    return data


_OF_BUILDING = (
    ("cannot be the output folder", "cannot be published to"),
    ("is not for output", "is not for that"),
    (", such as --output-dir output", ", such as public"),
    (": --output-dir ", ": "),
    (" with --output-dir", ""),
    ("build where you may write: copy the site there, or name such a folder with --root", "choose where you may write"),
    ("build again", "publish again"),
)
"""What is said of the output folder of a build, and what is to be said of the folder that is published to."""


@contextmanager
def _telling_of_publishing() -> Iterator[None]:
    """Say of the folder that is published to what is said of the output folder, with the remedies that it has."""
    try:
        yield
    except UsageError as error:
        message, hint = str(error), error.hint
        for building, publishing in _OF_BUILDING:
            message, hint = message.replace(building, publishing), hint.replace(building, publishing)
        raise UsageError(message, hint, status=error.status) from error


# ---- what is told -------------------------------------------------------------------------------------------------


def _name_files(transfer: Transfer, *, is_all: bool) -> None:
    for word, paths in (("new", transfer.new), ("changed", transfer.changed), ("gone", transfer.gone)):
        for line in _list_some([printable(path) for path in paths], is_all=is_all):
            print(f"{word:8} {line}")


def _list_some(paths: Sequence[str], *, is_all: bool) -> Sequence[str]:
    rest = len(paths) - _MANY
    return paths if is_all or rest <= 1 else (*paths[:_MANY], f"and {rest} others: -v names them")


def _summarize(transfer: Transfer, where: str, seconds: float, *, is_dry: bool) -> str:
    counted = ", ".join(
        f"{len(paths)} {word}"
        for word, paths in (
            ("new", transfer.new),
            ("changed", transfer.changed),
            ("gone", transfer.gone),
            ("as they are", transfer.kept),
        )
    )
    would = "nothing was written, " if is_dry else ""
    return f"{counted}: {would}{where}, {seconds:.1f} s"
