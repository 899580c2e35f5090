"""What is wrong with a link or a picture, in an editor’s words.

Each function takes last where that stands, and what may suggest another word.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection

from microsite.content.material import Hidden
from microsite.content.references import Named, Nearby, plain_name
from microsite.diagnostics.hints import Suggest, suggest_nothing
from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.model.kinds import KINDS
from microsite.model.layout import CONFIG, CONTENT
from microsite.model.media import Refusal, Use
from microsite.model.slips import NO_HOST, find_hint

OF_PREVIEW = "is a page of this site as the preview shows it, to nobody else"

Tell = Callable[[Span, Suggest], Diagnostic]
"""What is wrong with a link or a picture that stands there."""

FindNearby = Callable[[str], Nearby]
"""What texts of a folder may link to, which is worked out where something is wrong."""


def foreign_picture(url: str, span: Span, _suggest: Suggest = suggest_nothing) -> Diagnostic:
    """`picture-foreign`: a picture of another host."""
    folder, _, name = span.path.rpartition("/")
    message = f"the picture “{url}” lies on another host, which would learn of every reader"
    hint = f"pictures are kept with the site: put the file into {folder}/{name.partition('.')[0]}/"
    return problem("picture-foreign", message, span, hint=hint)


def no_address(url: str, span: Span, _suggest: Suggest = suggest_nothing) -> Diagnostic:
    """`link-broken`: nothing, or nothing that says how to get there."""
    if not url.strip():
        hint = "write between the parentheses where it leads: [text](../glossary/term.md)"
        return problem("link-broken", "this link or picture has no address", span, hint=hint)
    hint = f"write https:{url}, or /{url.lstrip('/')} for a page of this site"
    if not url.startswith("//"):
        hint = find_hint(url)
    return problem("link-broken", f"“{url}” {NO_HOST}", span, hint=hint)


def unfit_address(url: str, message: str, span: Span, _suggest: Suggest = suggest_nothing) -> Diagnostic:
    """`link-broken`: an address that by its words alone leads nowhere."""
    return problem("link-broken", f"“{url}” {message}", span, hint=find_hint(url))


def slipped(tell: Tell, meant: str, span: Span, _suggest: Suggest = suggest_nothing) -> Diagnostic:
    """What `tell` says, with the address that is meant."""
    return tell(span, suggest_nothing)._replace(hint=f"write {meant}")


def no_page_at(
    written: str,
    path: str,
    find_known: Callable[[], Collection[str]],
    find_nearby: FindNearby,
    span: Span,
    suggest: Suggest,
) -> Diagnostic:
    """`link-broken`: an address from the root at which the site has nothing."""
    hint = (
        (_find_namesake(path, posixpath.dirname(span.path), find_nearby) if span.path != CONFIG else "")
        or _suggest_path("link-broken", path, find_known, suggest)
        or "link to pages by their file: ../press/release.md"
    )
    return problem("link-broken", f"there is no page “{written}”", span, hint=hint)


def _find_namesake(path: str, folder: str, find_nearby: FindNearby) -> str:
    """A hint at the page of that name, as other generators link to it: /de/my_term/, ../my-term/, my-term.html; or "".

    It costs nothing, so that each of a thousand links of a site that moves here gets one.
    """
    found = find_nearby(folder).page_by_name.get(plain_name(path))
    return f"did you mean “{found}”?" if found else ""


def _suggest_path(rule: str, written: str, find_paths: Callable[[], Collection[str]], suggest: Suggest) -> str:
    """A hint at a path whose own name is alike, too: a folder, a day and an ending make no two names alike."""
    hint = suggest(rule, written, find_paths)
    near = hint.partition("“")[2].partition("”")[0]
    return hint if near and did_you_mean(_find_own_name(written), [_find_own_name(near)]) else ""


def _find_own_name(path: str) -> str:
    return re.sub(r"^\d{4}-\d\d-\d\d-|\.\w+$", "", posixpath.basename(path.rstrip("/")))


def missing_page(
    named: Named,
    url: str,
    folder: str,
    reason: Hidden | None,
    find_nearby: FindNearby,
    has_group: bool,  # noqa: FBT001 - what is said comes first, and then where
    span: Span,
    suggest: Suggest,
) -> Diagnostic:
    """`link-broken`: a page that is not there or not shown, and why; `translation-missing` if this build leaves it out.

    `folder` is that of the text that names it; what it names may be there in other languages (`has_group`).
    """
    if reason == "language":
        message = f"“{url}” exists only in languages that this build leaves out"
        return problem("translation-missing", message, span, hint="build without --lang to follow the link")
    if reason:
        return hidden_target(url, f"{CONTENT}{KINDS[named.kind].folder}/{named.key}", "download", span)
    if named.locale and has_group:
        plain = posixpath.relpath(f"{CONTENT}{KINDS[named.kind].folder}/{named.key}.md", folder)
        hint = f"write {plain}, which leads to the reader’s language, or to another that exists"
        return problem("link-broken", f"there is no “{named.locale}” version of this page", span, hint=hint)
    hint = (
        _find_namesake(named.key, folder, find_nearby)
        or _suggest_path("link-broken", url.partition("#")[0], lambda: find_nearby(folder).pages, suggest)
        or "check the file’s name; links do not name a language"
    )
    return problem("link-broken", f"there is no page “{url}”", span, hint=hint)


def hidden_target(written: str, entry: str, use: Use, span: Span, _suggest: Suggest = suggest_nothing) -> Diagnostic:
    """`link-broken` or `picture-missing`: what readers do not get to see, for it is, or belongs to, such an entry.

    It follows from what is told of the entry, of which `entry` is the path without language and suffix.
    """
    rule = "picture-missing" if use == "picture" else "link-broken"
    hint = "remove the link, or make public where it leads"
    return problem(rule, f"“{written}” leads to what is not public", span, hint=hint, cause=entry)


def leads_out(url: str, path: str, find_nearby: FindNearby, use: Use, span: Span, _suggest: Suggest) -> Diagnostic:
    """`link-broken` or `picture-missing`: a path that leaves the content, as those of other generators climb.

    Nothing is there for readers, whatever the machine has; `path` is what is left of it within the content.
    """
    nearby = find_nearby(posixpath.dirname(span.path))
    rule, found = "link-broken", nearby.page_by_name.get(plain_name(path))
    if use == "picture":
        rule, found = "picture-missing", nearby.file_by_name.get(posixpath.basename(path))
    hint = f"did you mean “{found}”?" if found else "link to pages as ../glossary/term.md, to files as <key>/file.pdf"
    return problem(rule, f"“{url}” leads out of {CONTENT}", span, hint=hint)


def missing_file(path: str, folder: str, find_nearby: FindNearby, use: Use, span: Span, suggest: Suggest) -> Diagnostic:
    """`link-broken` or `picture-missing`: a file that content does not have. `folder` is that of the text."""
    what, rule = ("picture", "picture-missing") if use == "picture" else ("file", "link-broken")
    name = posixpath.basename(path)
    if "@" in name and use == "download":
        hint = f"write mailto:{name}"
    elif name.startswith("www."):
        hint = f"write https://{name}"
    else:
        hint = _find_namesake(path, folder, find_nearby) if use == "download" else ""
        hint = hint or _suggest_path(rule, posixpath.relpath(path, folder), lambda: find_nearby(folder).files, suggest)
        found = "" if hint else find_nearby(folder).file_by_name.get(name)
        if found:
            hint = f"did you mean “{found}”?"
    if not hint and not path.startswith(CONTENT):  # /images/hall.jpg, as other generators have them in a folder for all
        own = posixpath.basename(span.path).partition(".")[0]
        hint = f"put the {what} into {folder}/{own}/, and write {own}/{name}"
    hint = hint or f"put the {what} there, or correct the name"
    return problem(rule, f"there is no {what} “{path}”", span, hint=hint)


def unfit_file(written: str, found: Refusal, span: Span, _suggest: Suggest = suggest_nothing) -> Diagnostic:
    """`picture-invalid` or `download-unsafe`: a file that may not be published."""
    return problem(found.rule, f"“{written}” {found.message}", span, hint=found.hint)


def no_anchor(anchor: str, anchors: Collection[str], span: Span, suggest: Suggest) -> Diagnostic:
    """`anchor-broken`: an anchor that its page does not have; `anchors` are those that it has, with “#”."""
    hint = (
        suggest("anchor-broken", f"#{anchor}", lambda: anchors)
        or f"give the heading the anchor: ## Heading {{#{anchor}}}"
    )
    return problem("anchor-broken", f"there is no anchor “#{anchor}” on that page", span, hint=hint)


def no_anchor_there(anchor: str, locale: str, other: str, span: Span) -> Diagnostic:
    """`anchor-broken`: an anchor that a page has in the language of a text, and not in another that shows the text."""
    message = f"this text is shown in “{locale}”, too, where the link leads to {other}: there is no anchor “#{anchor}”"
    hint = f"give the heading in {other} the anchor: ## Heading {{#{anchor}}}"
    return problem("anchor-broken", message, span, hint=hint, related=(Span(other),))


def no_anchors(anchor: str, span: Span, _suggest: Suggest = suggest_nothing) -> Diagnostic:
    """`anchor-broken`: an anchor of a page that no entry has."""
    message = f"there is no anchor “#{anchor}” on that page, which the site makes itself"
    hint = f"remove “#{anchor}”, or link to the entry itself"
    return problem("anchor-broken", message, span, hint=hint)
