"""The progress record on two pages, readable by a parent: warm plain words first, the table after."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from centre_app.language.dates import day_text, month_text
from centre_app.language.translate import Words
from centre_app.reports import charts, tables
from centre_app.reports.asked import Step
from centre_app.reports.child_words import age_words, birth_words
from centre_app.reports.handwriting import ruled, signatures
from centre_app.reports.paper import Paper
from centre_app.reports.progress import ProgressRecord
from centre_app.reports.style import BODY, NONE, joined, number, percent

_CHART = (215.0, 118.0)
_LEADING, _TITLE_OF_PLACE, _SIGNING = 20.0, 44.0, 140.0
_LEAST_LINES, _MOST_LINES = 4, 9
_BESIDE = 6  # so many months stand beside the chart; more stand under it


def render(data: Sequence[ProgressRecord], words: Words, step: Step) -> bytes:
    """One child after another."""
    paper = Paper()
    for one in data:
        subject = f"{one.child.full_name}  ·  {one.child.number}"
        paper.begin(dataclasses.replace(one.head, subject=subject))
        _who(paper, one, words)
        _attendance(paper, one, words)
        _services(paper, one, words)
        _notes(paper, one, words)
        _places_to_write(paper, words)
        _sign(paper, one, words)
        step()
    return paper.finish()


def _who(paper: Paper, one: ProgressRecord, words: Words) -> None:
    _ = words.gettext
    child = one.child
    age = age_words(child.birth_date, child.birth_precision, one.last, words)
    born = joined((birth_words(child.birth_date, child.birth_precision), age))
    relationships = one.labels.get("relationship", {})
    family = joined(
        [
            f"{guardian.name} ({relationships[guardian.relationship or ''].lower()})"
            if guardian.relationship in relationships
            else guardian.name
            for guardian in child.guardians
        ],
        "; ",
    )
    paper.pairs(
        [
            (_("Born"), born),
            (_("Family"), family),
            (
                _("Home"),
                joined((child.district, child.municipality, child.village)),
            ),
        ],
        label=110,
    )


def _attendance(paper: Paper, one: ProgressRecord, words: Words) -> None:
    _ = words.gettext
    paper.heading(_("Attendance"), keep=_CHART[1])
    if not one.enrolled_days:
        paper.paragraph(_("In this period there were no day-care days to count for {name}.").format(name=_name(one)))
        return
    for sentence in _sentences(one, words):
        paper.paragraph(sentence)
    paper.y -= 8
    drawing = charts.draw(_chart(one, words), *_CHART) if len(one.months) <= _BESIDE else None
    if drawing is None:
        drawing = charts.draw(_chart(one, words), paper.room, _CHART[1])
        _put(paper, drawing, paper.left)
        paper.y -= _CHART[1] + 4
        tables.draw(paper, _months_table(one, words))
        return
    table = _months_table(one, words)
    room = paper.room - _CHART[0] - 16
    high = max(tables.height_of(table, room), _CHART[1] + 4)
    paper.need(high)
    top = paper.y
    _put(paper, drawing, paper.right - _CHART[0])
    tables.draw(paper, table, x=paper.left, room=room)
    paper.y = top - high


def _put(paper: Paper, drawing: object, x: float) -> None:
    paper.need(_CHART[1])
    charts.put(drawing, paper.canvas, x, paper.y - _CHART[1])


def _name(one: ProgressRecord) -> str:
    return one.child.given_name


def _sentences(one: ProgressRecord, words: Words) -> list[str]:
    """What the figures say, as one would tell a parent."""
    _ = words.gettext
    here = words.ngettext(
        "{name} was with us on {here} of {days} day ({rate}).",
        "{name} was with us on {here} of {days} days ({rate}).",
        one.enrolled_days,
    ).format(name=_name(one), here=number(one.child_days), days=number(one.enrolled_days), rate=percent(one.rate))
    sentences = [here]
    if one.reasons:
        names = one.labels.get("absence_reason", {})
        reasons = ", ".join(f"{names.get(code, code)} – {number(days)}" for code, days in one.reasons.items())
        sentences.append(_("Days away, by reason: {reasons}.").format(reasons=reasons))
    if one.unmarked_days:
        sentences.append(
            words.ngettext(
                "For {n} day nothing was written down.", "For {n} days nothing was written down.", one.unmarked_days
            ).format(n=number(one.unmarked_days))
        )
    return sentences


def _chart(one: ProgressRecord, words: Words) -> charts.Chart:
    labels = [f"{month.month:02d}.{month.year}" for month in one.months]
    values = [month.attendance.child_days if month.attendance.enrolled_days else None for month in one.months]
    return charts.Chart("bar", words.gettext("Days here, by month"), labels, values)


def _months_table(one: ProgressRecord, words: Words) -> tables.Table:
    _ = words.gettext
    columns = [
        tables.Column(_("Month"), 1.9),
        tables.Column(_("Days enrolled"), 1.25, "right"),
        tables.Column(_("Days here"), 1.1, "right"),
        tables.Column(_("Days absent"), 1.2, "right"),
        tables.Column(_("Rate"), 1.15, "right"),
    ]
    rows = [
        (
            month_text(month.year, month.month, words),
            number(month.attendance.enrolled_days),
            number(month.attendance.child_days),
            number(month.attendance.absent),
            percent(month.attendance.rate),
        )
        for month in one.months
    ]
    total = (_("Total"), number(one.enrolled_days), number(one.child_days), number(one.absent_days), percent(one.rate))
    return tables.Table(columns, [*rows, total], last_bold=True)


def _services(paper: Paper, one: ProgressRecord, words: Words) -> None:
    _ = words.gettext
    paper.heading(_("Services in this period"))
    if one.services:
        kinds = one.labels.get("service_kind", {})
        columns = [
            tables.Column(_("Service"), 2),
            tables.Column(_("Kind"), 1.6),
            tables.Column(_("Group"), 1.3),
            tables.Column(_("From"), 0.9),
            tables.Column(_("To"), 0.9),
        ]
        rows = [
            (
                row.service,
                kinds.get(row.kind, row.kind),
                row.group or NONE,
                day_text(row.start_day),
                _("goes on") if row.end_day is None else day_text(row.end_day),
            )
            for row in one.services
        ]
        tables.draw(paper, tables.Table(columns, rows))
    else:
        paper.paragraph(_("No service in this period."))
    if one.sessions is not None and (one.sessions.attended or one.sessions.missed):
        paper.paragraph(
            _("Sessions attended: {attended}; missed: {missed}.").format(
                attended=number(one.sessions.attended), missed=number(one.sessions.missed)
            )
        )
    visits = one.visits.get("done", 0) + one.visits.get("partly", 0)
    if visits:
        paper.paragraph(_("Visits at home: {n}.").format(n=number(visits)))


def _notes(paper: Paper, one: ProgressRecord, words: Words) -> None:
    if one.child.notes.strip():
        paper.heading(words.gettext("Notes"))
        paper.paragraph(one.child.notes.strip())


def _places_to_write(paper: Paper, words: Words) -> None:
    """The pages' second half is written by hand, together with the family."""
    _ = words.gettext
    places = (
        (_("Goals"), _("What we want to reach together, and how far we have come.")),
        (_("Sessions"), _("What was done, with whom, and what helped.")),
        (_("What we practise at home"), _("Small things for every day.")),
        (
            _("The child’s and the parents’ view"),
            _("In their own words; the child’s also by signs, gestures or pictures."),
        ),
        (_("Next step"), _("What, who, until when.")),
    )
    here = paper.y - paper.bottom
    first = min(2, int(here // (_TITLE_OF_PLACE + _LEAST_LINES * _LEADING)))
    _write_here(paper, places[:first], here)
    paper.next_page()
    _write_here(paper, places[first:], paper.y - paper.bottom - _SIGNING)


def _write_here(paper: Paper, places: Sequence[tuple[str, str]], room: float) -> None:
    """Share `room` points out between the places."""
    for title, hint in places:
        lines = int((room / len(places) - _TITLE_OF_PLACE) / _LEADING)
        ruled(paper, title, max(_LEAST_LINES, min(_MOST_LINES, lines)), hint=hint, leading=_LEADING)


def _sign(paper: Paper, one: ProgressRecord, words: Words) -> None:
    _ = words.gettext
    paper.y -= BODY
    signatures(
        paper, [(_("Parent or guardian"), ""), (_("Specialist"), ""), (_("Head of the centre"), one.head.signatory)]
    )
