"""What a YAML parser complains of → what an editor did, where, and what to write instead."""

import re
from collections.abc import Callable, Container

from microsite.content.yaml.comments import find_behind, is_meant
from microsite.content.yaml.nodes import Scalar, one_line, shown
from microsite.content.yaml.spaces import WIDE, WIDE_LINE, Explanation, explain_wide, name_wide
from microsite.values.named import NamedTuple

_VALUE = re.compile(r"(?P<head>[ \t]*(?:- +)*(?:[^\s\"'{}\[\]:#]+: +)?)(?P<value>.*)")
_MISSED_COLON = re.compile(
    rf"(?P<name>\s*[^\s\"'{{}}\[\]:\uff1a#=]+)"
    rf"(?:\uff1a\s*|:(?=\S)|:(?P<wide>[{WIDE}])\s*|[ \t]*=[ \t]*)(?P<value>[^\s=].*)"
)
_TIED = re.compile(r"(?P<name>[\w-]+)(?:\s*[:\uff1a=]\s*|\s+)(?P<value>[^\s:=].*)", re.DOTALL)
_DASHED = re.compile(r"(?P<line>[ \t]*[^\s\"'{}\[\]:#-]+: +- \S.*)")
_CURLY = re.compile(r"[“„](?P<text>[^“”„]+)[”“]|«(?P<french>[^«»]+)»|「(?P<wide>[^「」]+)」")
_TIGHT_ITEM = re.compile(r"\s*-(?P<value>[^\s-].*)")
_MARKED = re.compile(r"(?P<mark>\*{1,2}|`)(?P<text>[^*`]+)(?P=mark)(?P<rest>[^*`]*)")
"""A value that begins with something in bold, in italics or as code, which fields do not know."""
_COMMENTED = re.compile(
    r"^(?P<head>[^\n\"'#{\[]*[{\[](?:\"[^\"\n]*\"|'[^'\n]*'|[^\n\"'#])*)(?<=\s)"
    r"(?P<value>#[^\n,}\]]*)(?P<rest>[,}\]][^\n]*)$",
    re.MULTILINE,
)
_WITHIN = re.compile(r"(?P<head>[^\n]*[{\[][^\]}\n]*)\Z")
"""What stands before a place in a list or a table in brackets."""
_OPENERS = {"{": "}", "[": "]", '"': '"', "'": "'"}


class Complaint(NamedTuple):
    """A syntax error: the parser's `problem` and `context`, and the indexes of where it was met and what opened it.

    `last` is the range and style of the last scalar that was read; `is_inside` is false at the top of the document.
    """

    problem: str
    context: str
    text: str
    at: int
    opened: int
    last: tuple[int, int, str] | None = None
    is_inside: bool = False

    def line(self, index: int) -> str:
        """The line that an index is in."""
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        return self.text[start : end if end >= 0 else len(self.text)]

    def number(self, index: int) -> int:
        """The 0-based number of that line."""
        return self.text.count("\n", 0, index)


def explain(complaint: Complaint) -> Explanation:
    """Explain a syntax error in an editor's words; in the parser's own if the complaint is unusual."""
    if re.match(r" *\t", complaint.line(complaint.at)):
        return "the line is indented with a tab", complaint.at, "indent with spaces"
    start, end, style = complaint.last or (complaint.at, complaint.at, "")
    begin = complaint.text.rfind("\n", 0, end if style else start) + 1
    if (wide := WIDE_LINE.search(complaint.text, begin)) and wide.start() <= complaint.at:
        return explain_wide(wide)
    commented = _explain_comment(complaint)
    if commented:
        return commented
    told = f"{complaint.context}; {complaint.problem}"
    for needle, explanation in _EXPLANATIONS:
        if re.search(needle, told):
            return explanation(complaint)
    return f"the YAML cannot be read here: {complaint.problem or 'it is malformed'}", complaint.at, ""


def quoted(text: str) -> str:
    r"""A text in the quotation marks that need the fewest changes to it: as YAML, on one line."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def with_comment(node: Scalar) -> str:
    """A value with the comment behind it, in quotation marks: as YAML, on one line."""
    value = node.written if node.style else node.text
    return quoted(one_line(f"{value} {node.comment}"))


def quoting_hint(line: str) -> str:
    """A hint that shows a line with its value in quotation marks."""
    match = _VALUE.fullmatch(line.rstrip())
    if not match or not match["value"] or re.match(r"\{\s*\w+:", match["value"]):
        return "put the text in quotation marks"
    value = match["value"]
    if marked := _MARKED.fullmatch(value):
        value = marked["text"] + marked["rest"]
    if curly := _CURLY.fullmatch(value):
        head, inside = match["head"].strip(" "), curly[curly.lastgroup or 0].strip()
        hint = f"put the text in quotation marks: {head}{' ' * bool(head)}{quoted(inside)}"
        return f"{hint}, or {head}{' ' * bool(head)}{quoted(value)} if readers are to see these marks"
    quote = value[0] if value[0] in "\"'" else ""
    if quote and value.count(quote) == 1:
        value = value[1:]
    elif quote and value.endswith(quote):
        value = value[1:-1]
    return f"put the text in quotation marks: {match['head'].strip(' ')}{' ' * bool(match['head'])}{quoted(value)}"


def colon_hint(line: str) -> str:
    """A hint that shows a line with “: ” after its first word, "" if that is not what it lacks."""
    match = _MISSED_COLON.fullmatch(line.rstrip())
    if match and match["wide"]:
        return f"write {match['name']}: {match['value']}; with a plain space behind the colon"
    return f"write a colon and a space after the name: {match['name']}: {match['value']}" if match else ""


class Untied(NamedTuple):
    """What a name is that has its value in it, and a hint that has a colon and a space between them."""

    name: str
    value: str
    hint: str


def as_untied(text: str, names: Container[str]) -> Untied | None:
    """A name without a value, such as `fr:Marseille` or `fr Marseille`, as one of some names with a value, or None."""
    match = _TIED.fullmatch(text)
    if not match or match["name"] not in names:
        return None
    name, value = match.groups()
    return Untied(name, value, f"did you mean “{name}: {value}”?")


def _explain_comment(complaint: Complaint) -> Explanation | None:
    """A text that ends at a “#”, so that what follows it fits nowhere; None of anything else."""
    if not complaint.last or complaint.last[2] in ("|", ">"):
        return None
    start, end, _ = complaint.last
    comment = find_behind(complaint.text, start, end)
    at = complaint.text.find(comment, end)
    is_row_later = complaint.number(at) < complaint.number(complaint.at) or complaint.at == len(complaint.text)
    if not is_meant(comment) or not is_row_later:
        return None
    message = f"“#” behind a space begins a comment to YAML, which ends the text in front of it: {shown(comment)}"
    return message, at, _comment_hint(complaint, start)


def _comment_hint(complaint: Complaint, start: int) -> str:
    """What the line is with that text in quotation marks: up to the next comma or bracket inside of brackets."""
    first = complaint.text.rfind("\n", 0, start) + 1
    head, line = complaint.text[first:start].strip(), complaint.line(start)
    text, rest = complaint.text[start : first + len(line)].rstrip(), ""
    if complaint.text[complaint.opened : complaint.opened + 1] in ("[", "{"):
        found = re.fullmatch(r"(?P<text>[^,\]}]*)(?P<rest>(?:, |\]|\}).*)", text)
        text, rest = (found["text"], found["rest"]) if found else (text, "")
    else:
        indent = len(line) - len(line.lstrip(" "))
        more = re.match(rf"(?:\n {{{indent + 1},}}[^\n]*)*", complaint.text[first + len(line) :])
        text = one_line(text + (more[0] if more else ""))
    return f"put the text in quotation marks: {head}{' ' if head.endswith((':', '-', ',')) else ''}{quoted(text)}{rest}"


def _explain_colon(complaint: Complaint) -> Explanation:
    """A “: ” where none may be: in a text, in the line after one, or after a first line without any."""
    start = complaint.last[0] if complaint.last else complaint.at
    if complaint.number(start) == complaint.number(complaint.at):
        message = "a colon and a space stand inside a text without quotation marks"
        return message, complaint.at, quoting_hint(complaint.line(complaint.at))
    if not complaint.is_inside:
        return _explain_nameless(complaint, start)
    if item := _TIGHT_ITEM.fullmatch(complaint.line(start)):
        place = complaint.text.rfind("-", 0, start)
        return "an item begins with a hyphen and a space", max(place, 0), f"write - {item['value']}"
    hint = "begin a new field in the same column as the one above; put a text with a colon in quotation marks"
    return "the line is read as more of the text above it", complaint.at, hint


def _explain_inner_colon(complaint: Complaint) -> Explanation:
    """A “:” in a text in brackets."""
    return (
        "a colon stands inside a text without quotation marks",
        complaint.at,
        quoting_hint(complaint.line(complaint.at)),
    )


def _explain_nameless(complaint: Complaint, index: int) -> Explanation:
    line = complaint.line(index)
    if item := _TIGHT_ITEM.fullmatch(line):
        return "an item begins with a hyphen and a space", index, f"write - {item['value']}"
    if (found := _MISSED_COLON.fullmatch(line.rstrip())) and found["wide"]:
        return (
            f"{name_wide(found['wide'])} stands behind the colon, where YAML wants a plain one",
            index,
            colon_hint(line),
        )
    hint = colon_hint(line) or "indent the line if it goes on with the text above it; a field is “name: value”"
    return "the line is not “name: value”", index, hint


def _explain_open_quote(complaint: Complaint) -> Explanation:
    return (
        "the quotation mark that opens here is not closed",
        complaint.opened,
        quoting_hint(complaint.line(complaint.opened)),
    )


def _explain_escape(complaint: Complaint) -> Explanation:
    start = max(complaint.text.rfind("\\", complaint.opened, complaint.at + 1), complaint.opened)
    message = f"“{complaint.text[start : start + 2]}” is not an escape that YAML knows"
    return message, start, "write a backslash as “\\\\”, or put the text in single quotation marks"


def _explain_open_bracket(complaint: Complaint) -> Explanation:
    opener = complaint.text[complaint.opened : complaint.opened + 1]
    message = f"the “{opener}” that opens here is not closed, or a comma is missing after it"
    closer = _OPENERS.get(opener, opener)
    return (
        message,
        complaint.opened,
        f"close it with “{closer}”, or put a text that begins with “{opener}” in quotation marks",
    )


def _explain_misfit(complaint: Complaint) -> Explanation:
    """Something after a value that has ended, or a line that is neither of the level above nor below."""
    if (
        complaint.last
        and complaint.last[2] in _OPENERS
        and complaint.number(complaint.last[0]) < complaint.number(complaint.at)
    ):
        start, end, _ = complaint.last
        if complaint.number(end) == complaint.number(complaint.at):
            message = "the quotation mark that opens here is closed only in a later line"
            return message, start, quoting_hint(complaint.line(start))
    before = complaint.text[complaint.text.rfind("\n", 0, complaint.at) + 1 : complaint.at]
    match = _VALUE.fullmatch(before)
    opener = match["value"][:1] if match else ""
    if opener in _OPENERS:
        message = f"the text goes on after the “{_OPENERS[opener]}” that ends it"
        return message, complaint.at, quoting_hint(complaint.line(complaint.at))
    hint = "begin the fields of one level in the same column"
    return "the indentation of this line fits no level above it", complaint.at, hint


def _explain_opener(complaint: Complaint) -> Explanation:
    character = complaint.text[complaint.opened : complaint.opened + 1]
    if character == "\t":
        return "a tab stands here, where only spaces are allowed", complaint.opened, "write a space instead"
    if not character.strip() and (found := _COMMENTED.search(complaint.text[: complaint.at])):
        message = "“#” behind a space begins a comment to YAML, which takes the bracket along that closes"
        shown_so = f"{found['head'].strip()} {quoted(found['value'].strip())}{found['rest']}"
        return message, found.start("value"), f"put the text in quotation marks: {shown_so}"
    if not character.strip():
        return "a value is missing here, or a bracket above is not closed", complaint.opened, "close each “[” and “{”"
    message = f"a text without quotation marks cannot begin with “{character}”"
    line = complaint.text.rfind("\n", 0, complaint.opened) + 1
    inside = re.match(r"(?P<value>[^,}\]\n]+)(?P<rest>[^\n]*)", complaint.text[complaint.opened :])
    within = _WITHIN.fullmatch(complaint.text[line : complaint.opened])
    if inside and within:
        value = quoted(inside["value"].strip())
        return (
            message,
            complaint.opened,
            f"put the text in quotation marks: {within['head'].lstrip()}{value}{inside['rest']}",
        )
    return message, complaint.opened, quoting_hint(complaint.line(complaint.opened))


def _explain_item(complaint: Complaint) -> Explanation:
    message = "a list begins here in the line of its name, or inside a text"
    hint = "begin each item, “- ” first, on a line of its own"
    text = _DASHED.fullmatch(complaint.line(complaint.at).rstrip())
    return message, complaint.at, f"{hint}, or, if it is a text, {quoting_hint(text['line'])}" if text else hint


# Both parsers' words are matched: libyaml's ("did not find expected key") and PyYAML's ("expected <block end>").
_EXPLANATIONS: tuple[tuple[str, Callable[[Complaint], Explanation]], ...] = (
    ("mapping values are not allowed", _explain_colon),
    ("could not find expected ':'", lambda complaint: _explain_nameless(complaint, complaint.opened)),
    ("quoted scalar; found unexpected (end of stream|document)", _explain_open_quote),
    ("quoted scalar; found unknown escape|quoted scalar; .*escape", _explain_escape),
    ("scanning an? (alias|anchor|tag|block scalar)|parsing a tag|cannot start any token|node content", _explain_opener),
    ("scanning a directive", _explain_opener),
    ("found unexpected ':'", _explain_inner_colon),
    ("tag handle|mapping keys are not allowed", _explain_opener),
    ("sequence entries are not allowed", _explain_item),
    (r"expected ',' or '[\]}]'", _explain_open_bracket),
    ("did not find expected|expected '?<(block end|document start)>", _explain_misfit),
)
