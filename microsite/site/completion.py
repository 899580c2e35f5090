"""What an entry and its group file say, completed by one another, with the figures of their texts written out."""

from __future__ import annotations

import datetime

from microsite.diagnostics.problems import Diagnostic, Span, find_stem, problem
from microsite.markup.figures import fill_text, text_figures, unknown_figure
from microsite.model.cards import text_for
from microsite.model.config import Config
from microsite.model.entries import Entry, GroupData, LanguageText, Locale
from microsite.model.kinds import KINDS

NO_DATA = GroupData()


def group_file(span: Span) -> str:
    """The path of the group file that figures come from; that it cannot be read is why none is known."""
    return f"{find_stem(span.path)}.yaml"


def complete(
    entry: Entry, data: GroupData, date: datetime.date | None, locale: Locale, problems: list[Diagnostic]
) -> Entry:
    """The entry with what its group file says of it, and with the figures of its texts written out.

    What was corrected was changed, so the day of its last change is not before that of the last correction.
    """
    updated = entry.updated or data.updated
    if updated and date and updated < date and KINDS[entry.kind].is_dated:
        problems.append(_too_early(updated, date, entry if entry.updated else data))
        updated, entry = None, entry._replace(updated=None)  # so that all places tell of one day
    corrected = data.corrections[0].date if data.corrections else None
    if corrected and (updated is None or updated < corrected) and (date is None or date <= corrected):
        updated = corrected
    contact = entry.contact or data.contact
    if contact and contact.photo_place:  # what pages show does not move with the lines of its file
        contact = contact._replace(photo_place=())
    if data is NO_DATA and "{{" not in f"{entry.title}{entry.short_title}{entry.summary}{entry.place}{entry.forms}":
        is_same = date == entry.date and contact == entry.contact
        return entry if is_same else entry._replace(date=date, contact=contact)

    def fill(text: str, line: int = 0) -> str:
        return fill_figures(text, Span(entry.path, line, 1 if line else 0), data, locale, problems)

    return entry._replace(
        title=fill(entry.title, entry.title_line),
        short_title=fill(entry.short_title),
        summary=fill(entry.summary, entry.summary_line),
        date=date,
        updated=updated,
        place=fill(entry.place) or text_for(data.place, locale.key),
        contact=contact,
        forms=tuple(map(fill, entry.forms)),
    )


def complete_data(data: GroupData, config: Config, problems: list[Diagnostic]) -> GroupData:
    """The group file with the figures of its texts written out, as each language does, and its corrections in order.

    The newest correction comes first.
    """
    if data is NO_DATA:
        return data

    def fill(text: LanguageText, line: int = 0) -> LanguageText:
        if not any("{{" in written for written in text.values()):
            return text
        span = Span(data.path, line, 1 if line else 0)
        written = {locale: text_for(text, locale.key) for locale in config.languages}
        return {locale.key: fill_figures(one, span, data, locale, problems) for locale, one in written.items() if one}

    pictures = tuple(
        picture._replace(alt=fill(picture.alt, picture.line), caption=fill(picture.caption, picture.line))
        for picture in data.pictures
    )
    corrections = [one._replace(text=fill(one.text, one.line)) for one in data.corrections]
    corrections.sort(key=lambda one: one.date, reverse=True)
    return data._replace(place=fill(data.place), pictures=pictures, corrections=tuple(corrections))


def fill_figures(text: str, span: Span, data: GroupData, locale: Locale, problems: list[Diagnostic]) -> str:
    """A text with its figures written out; what cannot be is among the problems then."""
    if "{{" not in text:
        return text
    uses, found = text_figures(text, span)
    problems.extend(found)
    from microsite.i18n.formats import format_figure, formats  # with Babel, for texts with figures

    written = {}
    for use in uses:
        figure = data.figures.get(use.name)
        if figure is None:
            problems.append(unknown_figure(use.name, data.figures, span)._replace(cause=group_file(span)))
        else:
            written[use.name, use.style] = format_figure(figure, formats(locale.babel), use.style)
    return fill_text(text, written)


def _too_early(updated: datetime.date, date: datetime.date, file: Entry | GroupData) -> Diagnostic:
    place = next((one[1:] for one in file.days if one[0] == "updated"), ())
    message = f"“updated” is {updated.isoformat()}, before the day of publication, {date.isoformat()}; it is left out"
    hint = f"write updated: {date.isoformat()}, or a later day, or delete the line"
    return problem("date-order", message, Span(file.path, *place), hint=hint)
