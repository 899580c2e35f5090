"""Diagnostics as they were found → as they are told: how much each matters, causes instead of echoes, in order."""

from collections.abc import Iterable, Mapping, Sequence

from microsite.diagnostics.problems import RULES, Diagnostic, Severity, Span, find_stem


def grade(
    diagnostics: Iterable[Diagnostic], severity_by_rule: Mapping[str, str], *, strict: bool
) -> tuple[Diagnostic, ...]:
    """Diagnostics as the site wants them told: severities set, ignored ones, repetitions and echoes gone, in order.

    Values of `severity_by_rule` are "error", "warning", "info" or "ignore"; keys are rules, or a rule, a space and a
    language, which goes before; fixed rules keep theirs. What is told of as less certain than its rule usually is, is
    never more than that. `strict` makes errors of warnings, but not of what is doubted. What must be mended first comes
    first: errors, among them those that keep files from being read, then warnings; then by path, line, column, rule,
    message.
    """
    graded, are_by_language = set(), any(" " in wanted for wanted in severity_by_rule)
    for diagnostic in _with_consequences(diagnostics):
        severity = diagnostic.severity
        wish = (_wish if are_by_language else _wish_for_all)(diagnostic, severity_by_rule)
        if wish and not RULES[diagnostic.rule].fixed:
            if wish == "ignore":
                continue
            is_certain = severity <= RULES[diagnostic.rule].severity
            severity = Severity[wish.upper()] if is_certain else max(severity, Severity[wish.upper()])
        if strict and severity is Severity.WARNING and not diagnostic.is_doubted:
            severity = Severity.ERROR
        graded.add(diagnostic if severity is diagnostic.severity else diagnostic._replace(severity=severity))
    return tuple(sorted(graded, key=_order))


def _wish(diagnostic: Diagnostic, severity_by_rule: Mapping[str, str]) -> str | None:
    """What the site wants of a rule: for the language that the file is in, or for all."""
    if diagnostic.span and diagnostic.span.path.endswith(".md"):
        language = diagnostic.span.path[:-3].rpartition(".")[2]
        own = severity_by_rule.get(f"{diagnostic.rule} {language}")
        if own:
            return own
    return _wish_for_all(diagnostic, severity_by_rule)


def _wish_for_all(diagnostic: Diagnostic, severity_by_rule: Mapping[str, str]) -> str | None:
    """What the site wants of a rule in all languages."""
    return severity_by_rule.get(diagnostic.rule)


def _order(diagnostic: Diagnostic) -> tuple[object, ...]:
    rank = 0 if diagnostic.rule in FIRST else 2 if diagnostic.rule in LAST else 1
    return diagnostic.severity, rank, *_by_place(diagnostic)


def _by_place(diagnostic: Diagnostic) -> tuple[object, ...]:
    """By the place, and then by all else that may tell two findings apart."""
    rule, _, message, span, *others = diagnostic
    return span or Span(""), rule, message, *others


# ---- causes ---------------------------------------------------------------------------------------------------


FIRST = frozenset(
    {
        "catalog-invalid",
        "config-invalid",
        "file-encoding",
        "file-too-large",
        "file-unreadable",
        "file-unsafe",
        "folder-expected",
        "template-dynamic",
        "template-error",
        "yaml-invalid",
    }
)
"""The rules of what keeps a file from being read, so that nobody knows what else is wrong."""

LAST = frozenset({"held-back", "withdrawn"})
"""The rules of what comes of other things that are wrong, or are not done yet."""

_LEADING = frozenset({"link-broken", "picture-missing", "see-also-unknown"})
"""The rules of what leads somewhere."""

_ABSENT = frozenset({"held-back", "translation-missing"})
"""The rules of what says that a text is not there, which it may be as soon as it can be read."""

_STANDS_FOR = ("held-back",)
"""The rules of what says that an entry is not there, if nothing in it is an error."""


def _with_consequences(diagnostics: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """The diagnostics without those that follow from others, each of which is a part of its cause."""
    found = list(diagnostics)
    echoes: dict[str, list[Diagnostic]] = {}
    for one in found:
        if one.cause:
            echoes.setdefault(one.cause, []).append(one)
    unread = {find_stem(one.span.path) for one in found if one.rule in FIRST and one.span}
    if unread:
        found = [one for one in found if not (one.rule in _ABSENT and one.span and find_stem(one.span.path) in unread)]
    if not echoes:
        return found
    causes = _find_causes(found, echoes)
    following: dict[Diagnostic, list[Diagnostic]] = {}
    for path, cause in causes.items():
        following.setdefault(cause, []).extend(echoes[path])
    return [
        _with_echoes(_as_accounted(one), following[one]) if one in following else one
        for one in found
        if not one.cause or one.cause not in causes
    ]


def _find_causes(found: Iterable[Diagnostic], echoes: Mapping[str, Sequence[Diagnostic]]) -> Mapping[str, Diagnostic]:
    """What is told first of each path that echoes name."""
    causes: dict[str, Diagnostic] = {}
    for one in found:
        if one.cause or one.span is None or not _may_be_cause(one):
            continue
        for path in {one.span.path, find_stem(one.span.path)} & echoes.keys():
            if one.accounts_for and all(echo.rule != one.accounts_for for echo in echoes[path]):
                continue
            if path not in causes or _rank_as_cause(one) < _rank_as_cause(causes[path]):
                causes[path] = one
    return causes


def _may_be_cause(one: Diagnostic) -> bool:
    return RULES[one.rule].fixed or one.rule in _STANDS_FOR or bool(one.accounts_for)


def _as_accounted(cause: Diagnostic) -> Diagnostic:
    """A cause as grave as what follows from it."""
    rule = cause.accounts_for
    return cause._replace(rule=rule, severity=RULES[rule].severity) if rule else cause


def _rank_as_cause(one: Diagnostic) -> tuple[object, ...]:
    return one.rule not in FIRST, not one.accounts_for, one.rule not in _STANDS_FOR, one.severity, *_by_place(one)


def _with_echoes(cause: Diagnostic, echoes: Iterable[Diagnostic]) -> Diagnostic:
    rules = {echo.rule for echo in echoes}
    spans = tuple(sorted({echo.span for echo in echoes if echo.span}))
    is_one = len(spans) == 1
    said = f"link{'' if is_one else 's'} lead{'s' if is_one else ''} to it"
    if not rules <= _LEADING:
        said = f"other finding{'' if is_one else 's'} follow{'s' if is_one else ''} from it"
    elif cause.rule in _STANDS_FOR:
        said += f", which read{'s' if is_one else ''} as plain text"
    return cause._replace(message=f"{cause.message}; {len(spans):,} {said}", consequences=spans)
