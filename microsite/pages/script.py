"""Scripts as they are published: without what browsers pass over."""

from __future__ import annotations

import re

_END = r"\n\r\u2028\u2029"
"""What ends a line of a script (ECMAScript, 12.3). Where it is anything but a line feed, nothing is taken away."""

_STRING = rf"\"(?:[^\"\\{_END}]|\\[^{_END}])*+\"|'(?:[^'\\{_END}]|\\[^{_END}])*+'"
_TEMPLATE = rf"`(?:[^`\\${_END}]|\\[^{_END}]|\$(?!\{{)|\$\{{[^`\"'/{{}}{_END}]*+\}})*+`"
_QUOTED = rf"(?:[^`\"'/\\{_END}]|{_STRING}|{_TEMPLATE})*+"
_PLAIN = rf"(?:[^`/{_END}]|/(?!\*))*+(?<!\\)"
_COMMENT = rf"//[^{_END}]*+|/\*(?:[^*]|\*(?!/))*+\*/[ \t]*+"
_LINE = re.compile(rf"[ \t]*+(?:(?P<comment>{_COMMENT}|)\n|(?P<code>(?:{_PLAIN}|{_QUOTED})\n))")
"""Lines after which it is sure that one is outside of all strings, templates and comments.

Only three things go beyond a line: templates, comments in `/*`, and strings with a `\\` at its end. A sure line has
none of them; or its templates are closed, and no `/` is there with which a quotation mark may be a regular expression.
"""

_KEPT = re.compile(r"/[/*][!#@]|[\s\S]*(?:@preserve|licen[cs]e|copyright|\(c\)|©)", re.IGNORECASE)
"""Says whose the text is, or is for programs."""


def slim(script: str) -> str:
    """A script that does the same without indentation, and without lines that are empty or a comment.

    Comments that begin with `!`, `#` or `@`, or tell of a licence, stay. So does all from the first line on after which
    one is sure of nothing: one would have to know the whole language.
    """
    kept, at = [], 0
    while match := _LINE.match(script, at):
        comment = match["comment"]
        kept.append(f"{comment}\n" if comment and _KEPT.match(comment) else match["code"] or "")
        at = match.end()
    return "".join(kept) + script[at:]
