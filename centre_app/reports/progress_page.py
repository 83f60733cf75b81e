"""The progress record on one or two pages, readable by a parent: warm plain words first, figures after."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.reports import charts
from centre_app.reports.asked import Step
from centre_app.reports.child_words import age_words, birth_words
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.progress import ProgressRecord
from centre_app.reports.progress_work import places_to_write, views, work
from centre_app.reports.style import BODY, MUTED, SMALL, joined, number, percent

_CHART = (190.0, 84.0)
_BESIDE = 6  # so many months stand beside the words; more stand under them, over the whole width


def render(data: Sequence[ProgressRecord], words: Words, step: Step) -> bytes:
    """One child after another; in pictures where that was asked for."""
    if data and data[0].pictures:
        from centre_app.reports import progress_pictures

        return progress_pictures.render(data, words, step)
    paper = Paper()
    for one in data:
        subject = f"{one.child.full_name}  ·  {one.child.number}"
        paper.begin(dataclasses.replace(one.head, subject=subject))
        _who(paper, one, words)
        _attendance(paper, one, words)
        _services(paper, one, words)
        if one.outcomes is None:
            places_to_write(paper, words)
        else:
            work(paper, one.outcomes, one.labels, words)
            _notes(paper, one, words)
            views(paper, one.outcomes, words)
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
    if len(one.months) > _BESIDE:
        for sentence in _sentences(one, words):
            paper.paragraph(sentence)
        paper.y -= 6
        _put(paper, charts.draw(_chart(one, words), paper.room, _CHART[1]), paper.left)
        paper.y -= _CHART[1] + 4
        return
    paper.need(_CHART[1] + 4)
    top = paper.y
    _put(paper, charts.draw(_chart(one, words), *_CHART), paper.right - _CHART[0])
    for sentence in _sentences(one, words):
        paper.paragraph(sentence, room=paper.room - _CHART[0] - 16)
    paper.y = min(paper.y, top - _CHART[1] - 4)


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


def _services(paper: Paper, one: ProgressRecord, words: Words) -> None:
    _ = words.gettext
    kinds = one.labels.get("service_kind", {})
    if one.services:
        said = [
            _("{service} ({kind}), {first} to {last}").format(
                service=joined((row.service, row.group)),
                kind=kinds.get(row.kind, row.kind),
                first=day_text(row.start_day),
                last=_("now") if row.end_day is None else day_text(row.end_day),
            )
            for row in one.services
        ]
        paper.paragraph(_("Services: {services}.").format(services="; ".join(said)), size=SMALL, grey=MUTED)
    visits = one.visits.get("done", 0) + one.visits.get("partly", 0)
    if visits:
        paper.paragraph(_("Visits at home: {n}.").format(n=number(visits)))


def _notes(paper: Paper, one: ProgressRecord, words: Words) -> None:
    if one.child.notes.strip():
        paper.heading(words.gettext("Notes"))
        paper.paragraph(one.child.notes.strip())


def _sign(paper: Paper, one: ProgressRecord, words: Words) -> None:
    _ = words.gettext
    paper.y -= BODY
    signatures(
        paper, [(_("Parent or guardian"), ""), (_("Specialist"), ""), (_("Head of the centre"), one.head.signatory)]
    )
