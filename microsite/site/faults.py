"""What is wrong with a link or a picture, in an editor’s words."""

from __future__ import annotations

import posixpath

from microsite.content.material import Hidden
from microsite.content.references import Named, Nearby
from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.model.entries import Page
from microsite.model.kinds import KINDS
from microsite.model.layout import CONTENT
from microsite.model.media import Use


def leads_out(url: str, span: Span) -> Diagnostic:
    """`link-unsafe`: a path that leaves the content."""
    hint = "link to pages as ../glossary/term.md, to files as <key>/file.pdf"
    return problem("link-unsafe", f"“{url}” leads out of {CONTENT}", span, hint=hint)


def foreign_picture(url: str, page: Page, span: Span) -> Diagnostic:
    """`link-unsafe`: a picture of another host."""
    folder = f"{CONTENT}{KINDS[page.group.kind].folder}/{page.group.key}/"
    message = f"the picture “{url}” lies on another host, which would learn of every reader"
    hint = f"pictures are kept with the site: put the file into {folder}"
    return problem("link-unsafe", message, span, hint=hint)


def no_address(url: str, span: Span) -> Diagnostic:
    """`link-broken`: nothing, or nothing that says how to get there."""
    if not url.strip():
        hint = "write between the parentheses where it leads: [text](../glossary/term.md)"
        return problem("link-broken", "this link or picture has no address", span, hint=hint)
    hint = f"write https:{url}, or /{url.lstrip('/')} for a page of this site"
    if not url.startswith("//"):
        hint = "write https://, the host, and the path; or ../press/release.md for a page of this site"
    return problem("link-broken", f"“{url}” does not say how to get there", span, hint=hint)


def no_page_at(written: str, path: str, known: frozenset[str], span: Span) -> Diagnostic:
    """`link-broken`: an address from the root at which the site has nothing."""
    hint = did_you_mean(path, known) or "link to pages by their file: ../press/release.md"
    return problem("link-broken", f"there is no page “{written}”", span, hint=hint)


def missing_page(
    named: Named, url: str, base: str, span: Span, reason: Hidden | None, nearby: Nearby, *, has_group: bool
) -> Diagnostic:
    """`link-broken`: a page that is not there or not shown, and why; `translation-missing` if this build leaves it out.

    `base` is the path of the text that names it; what it names may be there in other languages (`has_group`).
    """
    if reason == "language":
        message = f"“{url}” exists only in languages that this build leaves out"
        return problem("translation-missing", message, span, hint="build without --lang to follow the link")
    if reason:
        return hidden_target(url, reason, span)
    if named.locale and has_group:
        plain = relative(f"{CONTENT}{KINDS[named.kind].folder}/{named.key}.md", base)
        hint = f"write {plain}, which leads to the reader’s language or one that there is"
        return problem("link-broken", f"there is no “{named.locale}” version of this page", span, hint=hint)
    hint = did_you_mean(url.partition("#")[0], nearby.pages) or "check the file’s name; links carry no language"
    return problem("link-broken", f"there is no page “{url}”", span, hint=hint)


def hidden_target(written: str, reason: Hidden, span: Span, owner: str = "", use: Use = "download") -> Diagnostic:
    """`link-broken` or `picture-missing`: what readers do not get to see, for it is, or belongs to, such an entry."""
    rule = "picture-missing" if use == "picture" else "link-broken"
    what = f"“{written}” belongs to {owner}, which is" if owner else f"“{written}” is"
    if reason == "draft":
        hint = "build with --drafts to see both, or take the link away for now"
        return problem(rule, f"{what} a draft, which readers do not get to see", span, hint=hint)
    hint = "hold this text back, too, or take the link away for now; see what is told as held-back"
    return problem(rule, f"{what} held back, so that readers do not get to see it", span, hint=hint)


def missing_file(path: str, base: str, span: Span, nearby: Nearby, use: Use) -> Diagnostic:
    """`link-broken` or `picture-missing`: a file that content does not have. `base` is the path of the text."""
    what, rule = ("picture", "picture-missing") if use == "picture" else ("file", "link-broken")
    name = posixpath.basename(path)
    hint = did_you_mean(relative(path, base), nearby.files)
    if not hint and name in nearby.file_by_name:
        hint = f"did you mean “{nearby.file_by_name[name]}”?"
    if "@" in name and use == "download":
        hint = f"write mailto:{name}"
    elif name.startswith("www."):
        hint = f"write https://{name}"
    hint = hint or f"put the {what} there, or correct the name"
    return problem(rule, f"there is no {what} “{path}”", span, hint=hint)


def relative(path: str, base: str) -> str:
    """A path as one would write it in the file `base`."""
    return posixpath.relpath(path, posixpath.dirname(base))
