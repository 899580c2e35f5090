"""The tables of fields → the configuration of an editor in the browser, Sveltia CMS, and the page that loads it.

It writes the same files as anybody else: a text for each language (`multiple_files`), a group file beside them,
pictures in the folder of the entry. What a form does not show, such as figures, stays in the file. What it would lose
is found by `content.forms`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from microsite.content.fields.known import FIELDS_BY_TYPE, LISTED, TYPES
from microsite.content.fields.terms import CASES, STATUSES
from microsite.content.forms import is_shown
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.cards import text_for
from microsite.model.config import Config
from microsite.model.kinds import KINDS, Field, Kind
from microsite.model.layout import CONFIG, CONTENT, EDITOR, EDITOR_FILES, EDITOR_SCRIPT, EDITOR_SETTINGS
from microsite.values.named import NamedTuple

Setting = dict[str, Any]

_PAGE = f"{EDITOR}index.html"
_KEY = r"^[a-z0-9][a-z0-9_-]*$"
_DATED = "{{year}}-{{month}}-{{day}}-{{slug}}"
_LONG = frozenset({"summary", "short"})
"""The fields of a sentence or two."""

_WIDGETS: Mapping[str, Setting] = {
    "text": {"widget": "string"},
    "texts": {"widget": "list"},
    "aliases": {"widget": "list"},
    "flag": {"widget": "boolean"},
    "date": {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
    "moment": {"widget": "string", "pattern": [r"^\d{4}-\d{2}-\d{2}", TYPES["moment"].example]},
    "slug": {"widget": "string", "pattern": [r"^[^\s/\\?#.]+$", TYPES["slug"].doc]},
    "email": {"widget": "string", "type": "email"},
    "phone": {"widget": "string"},
    "url": {"widget": "string", "type": "url"},
    "contact-file": {"widget": "string"},
    "file": {"widget": "image", "choose_url": False},
    "status": {"widget": "select", "options": [*STATUSES]},
    "case": {"widget": "select", "options": [*CASES]},
}
"""What a field of each type looks like in a form; of those with fields inside, see `_show`."""

TYPEFACES = "https://cdn.jsdelivr.net"
"""Where it gets the typefaces of its interface, whose icons are letters of one of them."""

TRIAL = "test"
"""The repository that is in the browser alone."""


class _Host(NamedTuple):
    """A host of git: its name and its address, the addresses that are asked there, and where its programs ask."""

    name: str
    address: str
    asked: tuple[str, ...]
    api: str


_HOSTS = {
    "github": _Host("github", "https://github.com", ("https://api.github.com", "https://github.com"), ""),
    "gitlab": _Host("gitlab", "https://gitlab.com", ("https://gitlab.com",), "/api/v4"),
    "gitea": _Host("gitea", "https://gitea.com", ("https://gitea.com",), "/api/v1"),
}


class Repository(NamedTuple):
    """A repository: where it lies, and its name there."""

    host: _Host | None
    name: str = ""


def find_repository(written: str) -> Repository | None:
    """The repository that people write `github:owner/name` or `gitea:codeberg.org/owner/name`; None for no such."""
    if written == TRIAL:
        return Repository(None)
    name, _, path = written.partition(":")
    match = re.fullmatch(r"(?:(?P<host>[\w-]+(?:\.[\w-]+)+)/)?(?P<path>[\w-][\w.-]*(?:/[\w-][\w.-]*)+)", path, re.ASCII)
    host = _HOSTS.get(name)
    if match is None or host is None or (match["host"] and not host.api):
        return None
    if match["host"]:
        address = f"https://{match['host']}"
        host = _Host(name, address, (address,), host.api)
    return Repository(host, match["path"])


def write_cms(config: Config, repository: Repository) -> dict[str, bytes]:
    """The page and its configuration for a site, by path."""
    settings = json.dumps(make_cms(config, repository), indent=1, ensure_ascii=False)
    return {_PAGE: make_page(repository).encode(), EDITOR_SETTINGS: f"{settings}\n".encode()}


def name_repository(settings: bytes) -> str:
    """What people write for the repository that a configuration names; "" if it is not one that `write_cms` writes."""
    try:
        backend = json.loads(settings)["backend"]
        if backend == {"name": "test-repo"}:
            return TRIAL
        host = urlsplit(backend.get("base_url", "")).hostname
        written = f"{backend['name']}:{f'{host}/' if host else ''}{backend['repo']}"
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    return written if find_repository(written) else ""


def renew_cms(settings: bytes, before: Config, after: Config) -> dict[str, bytes]:
    """The configuration that is to stand in the place of another, by path, if `write_cms` wrote that and it moves.

    Nothing that somebody has changed is written over.
    """
    repository = find_repository(name_repository(settings))
    if repository is None or write_cms(before, repository)[EDITOR_SETTINGS] != settings:
        return {}
    renewed = write_cms(after, repository)[EDITOR_SETTINGS]
    return {} if renewed == settings else {EDITOR_SETTINGS: renewed}


def make_cms(config: Config, repository: Repository) -> Setting:
    """The configuration for a site."""
    return {
        "backend": _make_backend(repository),
        "site_url": config.base_url,
        "media_folder": f"{CONTENT}media",
        "public_folder": "/media/media",
        "media_libraries": {"stock_assets": {"providers": []}},
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True},
        "i18n": {
            "structure": "multiple_files",
            "locales": [locale.key for locale in config.languages],
            "default_locale": config.source_language,
            "initial_locales": "default",
        },
        "collections": [make(kind, config) for kind in KINDS.values() for make in (_texts, _groups)],
    }


def _make_backend(repository: Repository) -> Setting:
    host = repository.host
    if host is None:
        return {"name": "test-repo"}
    own = {} if host == _HOSTS[host.name] else {"base_url": host.address, "api_root": host.address + host.api}
    return {"name": host.name, "repo": repository.name} | own


def _texts(kind: Kind, config: Config) -> Setting:
    """The texts of a kind, in all languages."""
    title = next(field.name for field in kind.front_matter if field.required)
    fields = _show_all(kind.front_matter, config, is_text=True)
    body = {"name": "body", "label": "Text", "widget": "markdown", "modes": ["raw"], "required": False, "i18n": True}
    return _shared(kind) | {
        "name": kind.folder,
        "label": f"{kind.noun.capitalize()}s",
        "label_singular": kind.noun.capitalize(),
        "extension": "md",
        "format": "yaml-frontmatter",
        "i18n": True,
        "identifier_field": title,
        "summary": f"{{{{{title}}}}}",
        "slug": {
            "template": _DATED if kind.is_dated else "{{slug}}",
            "editable": ["create"],
            "pattern": [_KEY, "small letters, digits and hyphens"],
            "hint": "The name of the files, and the end of the address. To change it later: python build.py rename",
        },
        "public_folder": "{{slug}}",
        "fields": [*fields, body],
    }


def _groups(kind: Kind, config: Config) -> Setting:
    """The group files of a kind: what all languages share."""
    fields = _show_all(kind.group_file, config)
    return _shared(kind) | {
        "name": f"{kind.folder}-groups",
        "label": f"{kind.noun.capitalize()}s: what all languages share",
        "label_singular": f"Group file of a {kind.noun}",
        "extension": "yaml",
        "format": "yaml",
        "identifier_field": fields[0]["name"],
        "summary": "{{slug}}",
        "slug": {
            "editable": ["create"],
            "pattern": [_KEY, "small letters, digits and hyphens"],
            "hint": f"The key of the {kind.noun}, as its texts have it",
        },
        "public_folder": "",
        "fields": fields,
    }


def _shared(kind: Kind) -> Setting:
    return {"folder": f"{CONTENT}{kind.folder}", "media_folder": "{{slug}}"}


def _show_all(fields: Sequence[Field], config: Config, *, is_text: bool = False) -> list[Setting]:
    """Fields as a form shows them; those of a text say something else in each language."""
    shown = [_show(field, config, is_text=is_text) for field in fields if is_shown(field, is_text=is_text)]
    return [one | {"i18n": True} for one in shown] if is_text else shown


def _show(field: Field, config: Config, *, is_text: bool = False) -> Setting:
    """A field as a form shows it."""
    widget: Setting
    if field.type == "language":
        widget = {"widget": "select", "options": [locale.key for locale in config.languages]}
    elif field.type == "topics":
        keys = [{"label": text_for(name, config.source_language), "value": key} for key, name in config.topics.items()]
        widget = {"widget": "select", "multiple": True, "options": keys} if keys else {"widget": "list"}
    elif field.type == "language-text" and is_text:
        widget = {"widget": "string"}
    elif field.type == "language-text":
        named = [
            {"name": one.key, "label": one.name, "widget": "string", "required": False} for one in config.languages
        ]
        widget = {"widget": "object", "fields": named}
    elif field.type in FIELDS_BY_TYPE:
        inner = _show_all(FIELDS_BY_TYPE[field.type], config, is_text=is_text)
        widget = {"widget": "list" if field.type in LISTED else "object", "fields": inner}
    else:
        widget = {**_WIDGETS[field.type], **({"widget": "text"} if field.name in _LONG else {})}
    doc = field.doc.partition(":")[0] if is_text and field.type == "language-text" else field.doc
    required = [config.source_language] if field.required and is_text else field.required
    return {"name": field.name, "label": _label(field)} | widget | {"hint": doc.replace("`", ""), "required": required}


def _label(field: Field) -> str:
    words = re.sub("_+", " ", field.name)
    return words[:1].upper() + words[1:]


def list_hosts(repository: Repository) -> tuple[str, ...]:
    """The addresses that a browser may ask beside the site's own, while somebody edits."""
    return (*(repository.host.asked if repository.host else ()), TYPEFACES)


def make_page(repository: Repository) -> str:
    """The page that loads the editor. Its policy names all hosts that it may ask, and lets it do nothing else.

    Its head has no end tag, which HTML does not ask for: the preview puts its scripts there, and would reload a form
    while somebody types.
    """
    asked = "".join(f" {host}" for host in list_hosts(repository)[:-1])
    pictures = " https://avatars.githubusercontent.com" if repository.host and repository.host.name == "github" else ""
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            f"font-src 'self' {TYPEFACES}",
            f"connect-src 'self' blob: data:{asked}",
            f"img-src 'self' blob: data:{pictures}",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "frame-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Editor</title>
<link href="config.json" type="application/json" rel="cms-config-url">
<body>
<script src="{EDITOR_SCRIPT.removeprefix(EDITOR)}"></script>
</body>
</html>
"""


def check_editor(config: Config, paths: Sequence[str]) -> Iterator[Diagnostic]:
    """`config-invalid`: the site is to have an editor, and a file of it is not there."""
    missing = [path for path in EDITOR_FILES if path not in paths] if config.cms else []
    if missing:
        message = f"“cms” is true, but there is no {missing[0]}"
        hint = "write it by: python build.py cms --help; or take “cms” out"
        yield problem("config-invalid", message, config.places.get("cms", Span(CONFIG)), hint=hint)
