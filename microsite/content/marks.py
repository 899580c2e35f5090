"""Marks of Markdown that readers may see, as they see them, and what is written instead: one table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from microsite.values.named import NamedTuple


class Visible(NamedTuple):
    """A mark as readers see it: `signs`, of which one is in each text that `pattern` finds it in, and what to write."""

    signs: tuple[str, ...]
    pattern: str
    hint: str


IN_HTML = "Markdown within HTML stands between blank lines: leave one behind the tag, and one before the next"
_BOXES = "there are no such boxes here: take the mark out"
_CONTENTS = "take the list out: a page lists its headings by itself"
LISTED, HEADED = "\n\n\ufffa\n", "\n\ufff9\n\n"
"""What stands in a text as readers see it where an item begins, and where a heading ends."""

_LISTED, _HEADED = r"(?<=\ufffa\n)", r"\n\ufff9"
_ENDLESS = "iframe|noembed|noframes|noscript|plaintext|script|style|template|textarea|title|xmp"
_OPEN = (
    "blockquote|details|div|figcaption|figure|img|li|ol|pre|section|span|strong|summary|sub|sup|table|tbody|td|th|tr|ul"
)
_GAP = r"(?:[ \t]|\n(?!\n))"
_VALUE = r"\"[^\"]{0,999}\"|'[^']{0,999}'|[^\s\"'=<>`]+"
_WHOLE = rf"(?:{_GAP}+[A-Za-z_:][\w.:-]*(?:{_GAP}*={_GAP}*(?:{_VALUE}))?){{0,20}}{_GAP}*/?>"
_CODE = "a block of code stands between two lines of ```"
_FORMULAS = "formulas of TeX are not set here: write them in words and signs"
_FILES = "png|jpe?g|gif|webp|avif|pdf|zip|docx?|xlsx?|pptx?"
MARKS = (
    Visible(
        ("**",),
        r"(?<![A-Za-z0-9_)*/])\*\*(?![\s*/])|(?<![\s*/])\*\*(?![A-Za-z0-9_(*/])"
        r"|(?m:^)\*\*(?=[ \u3000]\S[^*\n]*[ \u3000]\*\*)",
        "bold is **word**, without spaces inside the stars and closed in its paragraph, with a space behind **word:**; "
        "a star that is meant is \\*",
    ),
    Visible(
        ("`",),
        r"(?<![\w`])`+(?=[^\s`])|(?<=[^\W\d]|[)\]>])`+(?![\w`])",
        "code is `word`, closed in its paragraph by as many marks; quotation marks are those of the language",
    ),
    Visible(
        (" :",),
        r"(?<=\s):(?:\+1|-1|[a-z][a-z0-9_+-]+[a-z0-9]):(?![\w:`\ufffc])",
        "codes of signs do nothing here: write the sign itself",
    ),
    Visible(("~~",), r"(?<!~)~~(?=[^\s~])", "struck text is ~~word~~, closed in its paragraph"),
    Visible(
        ("^[",),
        r"\^\[(?=[^\[\]\n]* [^\[\]\n]*\])",
        "a footnote is cited as [^name], and its text stands in a line of its own: [^name]: text",
    ),
    Visible(("[^",), r"\[\^[^\]\s]{1,40}\]", "a footnote needs its text, in a line of its own: [^name]: text"),
    Visible(("[^ ", "[ ^"), r"\[(?:\^[ ]| \^[ ]?)\w{1,40}\]", "write the marks of a footnote without a space: [^name]"),
    Visible(("［^", "［＾"), r"［[\^＾][^］\s]{1,40}］", "write the marks of a footnote half-width: [^name]"),
    Visible(("*[",), r"^\*\[[^\[\]\n]+\]: ", "abbreviations have no such lines here: write them out"),
    Visible(
        ("](",),
        r"\]\((?=[^)\s]+ +=[0-9]*(?:x[0-9]*)?\))",
        "the size of a picture stands behind it: ![text](address){width=400}",
    ),
    Visible(
        ("] (", "]　("),
        rf"\][ \u3000]\((?=(?:https?:|www\.|mailto:|\.{{1,2}}/|#)[^\s()]*\)|[^\s()]+\.(?:md|{_FILES})\))",
        "a link is [text](address), without a space between the brackets",
    ),
    Visible(
        (")[", "）["),
        r"[)）]\[(?=(?:https?:|www\.|mailto:|\.{1,2}/)[^\s\[\]]*\]|[^\s\[\]]+\.md\])",
        "a link is [text](address): the text stands in square brackets, the address in round ones",
    ),
    Visible(("[!",), r"^\[![A-Za-z]+\](?![(\[])", _BOXES),
    Visible(("!!!", "???"), r"^(?:!!!|\?\?\?\+?) [A-Za-z]+(?: \"[^\"\n]*\")?$", _BOXES),
    Visible(("](",), r"\]\((?=[^)\s])", "a link is [text](address), with %20 for a space in the address"),
    Visible(
        ("][",), r"(?<![^\s(])\[[^\[\]\n]+\]\[[^\[\]\n]*\]", "define the link in a line of its own: [name]: address"
    ),
    Visible(
        ("]:", "]："),
        r"^\[[^\[\]^\n][^\[\]\n]*\](?:：[ ]*\S*[./#]\w|:[ ]*\S*[./#]\w\S*[ ]+[“”„«‘「『])",
        'a link is defined as [name]: address "title"',
    ),
    Visible(("{#",), r"\{#[A-Za-z][\w:.-]*\}", "an anchor stands behind a heading: ## Heading {#anchor}"),
    Visible(
        ("{ #", "{# ", "{id=", "{id ", "｛#", "｛＃", "{＃"),
        r"(?<!/)[{｛][ ]*(?:[#＃][ ]+|(?<=[ ])[#＃]|(?<=｛)[#＃]|＃|id ?= ?[\"']?)"
        rf"(?:[^\W\d][\w:.-]*[\"']?[ ]*[}}｝]$|\d[\w:.-]*[\"']?[ ]*[}}｝](?={_HEADED}))",
        "an anchor stands behind a heading: ## Heading {#anchor}",
    ),
    Visible(
        ("{.", "{ ."),
        r"\{[ ]?\.[A-Za-z_-][\w-]*(?: [.#]?[\w=\"'-]+)*[ ]?\}$",
        "looks belong to the stylesheet: take it out",
    ),
    Visible(
        ("{",),
        r"\{[ ]?(?:class|style|target|rel|width|height|align|loading)=(?:\"[^\"{}\n]*\"|'[^'{}\n]*')[^{}\n]*\}",
        "looks belong to the stylesheet: take it out",
    ),
    Visible(
        ("{:",), r"\{:\s*(?:[.#][\w-]|[\w-]+=)[^{}\n]*\}", "it belongs behind what it is about, or in the next line"
    ),
    Visible(
        ("{::", "{:/"),
        r"\{:(?::|/)\w*[^{}\n]*\}",
        "extensions of kramdown do nothing here; a comment stands between <!-- and -->",
    ),
    Visible(("{:",), r"\{:toc\}", _CONTENTS),
    Visible(
        ("{/*",),
        r"\{/\*[^*\n]*\*/\}",
        "comments of MDX do nothing here: a comment stands between <!-- and -->, an anchor is {#anchor}",
    ),
    Visible(("[TOC]", "[toc]"), r"^\[(?:TOC|toc)\]$", _CONTENTS),
    Visible(("{%",), r"\{%[^%{}\n]*%\}", "tags of Liquid do nothing here: write what the tag stands for"),
    Visible(
        ("import ",),
        r"^import [\w{}*, ]+ from ['\"][^'\"\n]+['\"];?$",
        "components of MDX do nothing here: take the line out",
    ),
    Visible(
        ("{",),
        r"(?<=\ufffb)[ ]?\{[^{}\n]{1,99}\}",
        'what dresses a picture is written {width=400} or {credit="Anna Wei"}, right behind it',
    ),
    Visible(
        ("==",),
        r"==(?<![=\w]==)(?=\w)[^=\n“”„‘’\"']{0,99}[\w.!?。！？]==(?![=\w])",
        "marked text is <mark>word</mark>",
    ),
    Visible(
        ("++",), r"\+\+(?<![+\w]\+\+)(?=\w)[\w-]{1,99}\w\+\+(?![+\w])", "inserted text is <ins>word</ins>"
    ),
    Visible(("^",), r"\^(?<=[\w)]\^)[0-9A-Za-z+−-]{1,5}\^(?!\w)", "what stands higher is <sup>2</sup>"),
    Visible(
        ("~",),
        r"~(?:(?<=[A-Z)]~)|(?<=[A-Z][a-z]~)|(?<=[a-z]~)(?=\w{1,5}~(?!\w)))[0-9A-Za-z+−-]{1,5}~",
        "what stands lower is <sub>2</sub>",
    ),
    Visible(("$$",), r"\$\$(?<![\w$]\$\$)(?=[^\s$])[^$\n]*[\\^_={}][^$\n]*(?<!\s)\$\$(?![\w$])", _FORMULAS),
    Visible(("$$",), r"^\$\$(?=[ \n](?!=)[^$]*[\\^_={}])(?=(?:\n?[^$\n])+\n?\$\$$)", _FORMULAS),
    Visible(("===", "＝＝＝"), r"^[=＝]{3,}$", "a line across the page is ---, between empty lines"),
    Visible(("'''", "´´´", "‘‘‘", "’’’"), r"^('''|´´´|‘‘‘|’’’)(?=[\w-]{0,20}\n(?:.*\n){0,99}?\1$)", _CODE),
    Visible(("｀｀｀",), r"｀{3}(?=[^｀]{0,2000}｀{3})", _CODE),
    Visible(
        ("\\",),
        r"\\(?<=[^\s\\]\\)(?=\n\n|\n\ufff9|\Z)",
        "nothing follows that could begin a new line: take the backslash out",
    ),
    Visible((":::",), r"^:::", "there are no such boxes here; a quotation begins with >"),
    Visible((">- ", ">* ", ">+ "), r"(?:\A|(?<=\n\n))[-*+] (?=\S)", "leave a blank line before a list"),
    Visible(
        ("[ ]", "[x]", "[X]"),
        rf"^(?:{_LISTED}|-)\[[ xX]\](?=[^(\[:：]|$)",
        "a task is - [ ] and its text, with spaces between",
    ),
    Visible(tuple("•●▪◦‣"), r"^[•●▪◦‣](?=.+\n[•●▪◦‣])", "an item begins with a hyphen and a space: - item"),
    Visible(
        ("\n2.", "\n2、", "\n2．"),
        r"^1[.、．](?=[^\s\d].*\n2[.、．][^\s\d])",
        "an item begins with a number, a full stop and a space: 1. item",
    ),
    Visible(
        ("#\u00a0", "#\u3000", "#\u202f", "#&nbsp;"),
        r"^#{1,6}[\u00a0\u3000\u202f]+(?=\S)",
        "write a plain space behind the marks of a heading: ## Heading",
    ),
    Visible(
        ("-\u00a0", "-\u3000", "-&nbsp;", "*\u00a0", "*\u3000", "*&nbsp;"),
        r"^[-*][\u00a0\u3000](?=\S)",
        "write a plain space behind the mark of an item: - item",
    ),
    Visible(
        ("[]", "[x ]", "[ x]", "[X ]", "[ X]", "[-]", "[✓]", "[✔]"),
        rf"^{_LISTED}\[(?: ?[xX] ?|-|✓|✔)?\](?<!\[[xX]\])(?= |$)",
        "a task is - [ ] and its text, a done one - [x]",
    ),
    Visible(("##",), r"^#{2,6}(?=[^#\s])", "leave a space behind the marks of a heading: ## Heading"),
    Visible(("##",), r"^#{2,6}[ \t]+\S+", "leave a blank line before a heading"),
    Visible(
        ("&lt;",),
        rf"(?<![\w<])<(?:(?:{_ENDLESS})(?=[\s>]|$)|a\s+href\s*=|/?(?:{_OPEN})(?=\s|$)(?!{_WHOLE}))",
        "a tag ends with > in its paragraph, and this element with its end tag; as code, it is meant to be read",
    ),
    Visible(("&lt;!",), r"<!(?:-(?!-)|[–—])[^<>\n]{0,99}", "a comment stands between <!-- and -->"),
    Visible(("&amp;",), r"&[A-Za-z][A-Za-z0-9]{1,20};", "write the character itself"),
    Visible(("＊＊",), r"＊＊(?=\S)", "write the stars of bold half-width: **"),
    Visible(("＃",), r"^＃{1,6}[ \u3000]|^＃{2,6}", "write the marks of a heading half-width: ##"),
    Visible(
        ("（", "］"),
        r"\]（(?=[^（）\s]*[/.#])|［[^［］\n]+］[（(](?=[^（）()\s]*[/.#])",
        "write a link half-width: [text](address)",
    ),
    Visible(("－",), r"^－[ \u3000]", "write the mark of an item half-width: -"),
    Visible(("＞",), r"^＞[ \u3000]?\S", "write the mark of a quotation half-width: >"),
    Visible(("｀",), r"(?<!｀)｀[^｀\n]+｀(?!｀)", "write the marks of code half-width: `"),
    Visible(("～～",), r"～～[^～\s][^～\n]*～～", "write the marks of struck text half-width: ~~"),
    Visible(("｛｛",), r"｛｛[^｛｝\n]+｝｝", "write the braces of a figure half-width: {{ name }}"),
)  # fmt: skip
_COMMON = frozenset(" \n=-.:>)2&;abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""What most pages have. Another character of a sign is looked for before the sign itself."""


def _by_character(signs: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Signs by the character of each that fewest pages have: to find one takes a tenth of the time that two take."""
    found: dict[str, tuple[str, ...]] = {}
    for sign in sorted(signs):
        rare = min(sign, key=_COMMON.__contains__)
        found[rare] = (*found.get(rare, ()), sign)
    return found


_SIGNS = _by_character({sign for mark in MARKS for sign in mark.signs})
_REFERENCE = re.compile("&amp;[A-Za-z][0-9A-Za-z]{1,20};")


def find_signs(html: str) -> set[str]:
    """The signs of marks that HTML has: none in most texts, without a look at each mark."""
    found = {sign for character, signs in _SIGNS.items() if character in html for sign in signs if sign in html}
    if "&amp;" in found and not _REFERENCE.search(html):
        found.discard("&amp;")
    return found
