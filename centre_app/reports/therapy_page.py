"""Therapy in figures on one page, with what each figure means."""

from __future__ import annotations

from centre_app.language.translate import Words
from centre_app.reports import tables
from centre_app.reports.asked import Step
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, MUTED, NONE, SMALL, number, percent
from centre_app.reports.therapy import (
    TherapyReport,
    cancelled_rows,
    goal_rows,
    therapist_header,
    therapist_rows,
)


def render(data: TherapyReport, words: Words, step: Step) -> bytes:
    """Therapists, cancellations, waiting, reviews, goals, definitions, signature."""
    _ = words.gettext
    paper = Paper()
    paper.begin(data.head)
    paper.heading(_("Therapists"))
    header = therapist_header(words)
    columns = [
        tables.Column(name, 2.2 if place == 0 else 1, "left" if place == 0 else "right")
        for place, name in enumerate(header)
    ]
    rows = [
        [str(row[0]), *(_figure(value, decimals=1 if place == 1 else 0) for place, value in enumerate(row[1:]))]
        for row in therapist_rows(data, words)
    ]
    if rows:
        tables.draw(paper, tables.Table(columns, rows))
    else:
        paper.paragraph(_("No sessions in this period."))
    _waiting(paper, data, words)
    paper.heading(_("Called off, by reason; goals by area"), keep=60)
    tables.draw_beside(paper, _beside(data, words))
    paper.paragraph(
        _(
            "Planned: all sessions that were booked in the period, whatever became of them. Did not come: a child who"
            " stayed away and nobody had called it off, once for each session. Children a full post: children with a"
            " session in the period ÷ the therapist’s post. No note: past sessions that nobody wrote up. Reviews in"
            " time: held on the due day or before ÷ due. Waiting: from the request to the start, median and longest."
        ),
        size=SMALL,
        grey=MUTED,
    )
    paper.y -= BODY
    signatures(paper, [(_("Head of the centre"), data.head.signatory)])
    step()
    return paper.finish()


def _waiting(paper: Paper, data: TherapyReport, words: Words) -> None:
    _ = words.gettext
    waiting, reviews = data.figures.waiting, data.figures.reviews
    days = words.gettext("{count} children, median {median} days, longest {longest}")
    pairs = [
        (
            name,
            days.format(count=number(one.count), median=number(one.median, 1), longest=number(one.longest))
            if one.count
            else NONE,
        )
        for name, one in ((_("Started in the period"), waiting.started), (_("Still waiting"), waiting.waiting))
    ]
    in_time = _("{on_time} of {due} ({rate}); late {late}, not held yet {missing}").format(
        on_time=number(len(reviews.on_time)),
        due=number(reviews.due),
        rate=percent(reviews.rate),
        late=number(len(reviews.late)),
        missing=number(len(reviews.missing)),
    )
    paper.heading(_("Waiting and reviews"))
    paper.pairs([*pairs, (_("Reviews in time"), in_time)])


def _beside(data: TherapyReport, words: Words) -> list[tables.Table]:
    _ = words.gettext
    cancelled = [
        tables.Column(_("By whom"), 1.2),
        tables.Column(_("Reason"), 2),
        tables.Column(_("Sessions"), 1, "right"),
    ]
    goals = [
        tables.Column(_("Area"), 1.8),
        *(tables.Column(name, 1, "right") for name in (_("Reached"), _("Partly"), _("Dropped"), _("Still open"))),
    ]
    return [
        tables.Table(cancelled, [[str(cell) for cell in row] for row in cancelled_rows(data, words)]),
        tables.Table(goals, [[str(cell) for cell in row] for row in goal_rows(data)]),
    ]


def _figure(value: object, *, decimals: int) -> str:
    return number(value, decimals) if isinstance(value, int | float) else NONE
