"""The child card on paper: what to mind stands in a frame, whoever takes the card sees it first."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence
from typing import Any

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.reports import tables
from centre_app.reports.asked import Step
from centre_app.reports.card import Card
from centre_app.reports.child_words import age_words, birth_words, sex_words
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.style import INK, NONE, joined

_PHOTO = (88.0, 110.0)


def render(data: Sequence[Card], words: Words, step: Step) -> bytes:
    """One card a child, one after another."""
    paper = Paper()
    for card in data:
        paper.begin(dataclasses.replace(card.head, subject=f"{card.child.full_name}  ·  {card.child.number}"))
        _identity(paper, card, words)
        _alerts(paper, card, words)
        _home(paper, card, words)
        _family(paper, card, words)
        _services(paper, card, words)
        _consents(paper, card, words)
        if card.child.notes.strip():
            paper.heading(words.gettext("Notes"))
            paper.paragraph(card.child.notes.strip())
        signatures(
            paper,
            [
                (words.gettext("Parent or guardian"), ""),
                (words.gettext("Filled in by"), ""),
                (words.gettext("Head of the centre"), card.head.signatory),
            ],
        )
        step()
    return paper.finish()


def _identity(paper: Paper, card: Card, words: Words) -> None:
    _ = words.gettext
    child, top, right = card.child, paper.y, paper.right
    age = age_words(child.birth_date, child.birth_precision, card.made, words)
    pairs = [
        (_("Surname"), child.surname),
        (_("Given name, patronymic"), joined((child.given_name, child.patronymic), " ")),
        (_("Other names and spellings"), child.other_names),
        (_("Date of birth"), joined((birth_words(child.birth_date, child.birth_precision), age))),
        (_("Sex"), sex_words(child.sex, words)),
        (_("Language of the family"), card.label("family_language", child.language)),
        (_("Registered on"), day_text(child.registered_on)),
    ]
    if child.archived_on is not None:
        pairs.append((_("Archived on"), joined((day_text(child.archived_on), child.archive_reason), ": ")))
    if card.photo is not None:
        paper.right -= _PHOTO[0] + 14
    paper.pairs(pairs)
    paper.right = right
    if card.photo is not None:
        _draw_photo(paper, card.photo, top)
        paper.y = min(paper.y, top - _PHOTO[1] - 6)


def _draw_photo(paper: Paper, photo: bytes, top: float) -> None:
    from reportlab.lib.utils import ImageReader

    image: Any = ImageReader(io.BytesIO(photo))
    paper.canvas.drawImage(
        image,
        paper.right - _PHOTO[0],
        top - _PHOTO[1],
        *_PHOTO,
        preserveAspectRatio=True,
        anchor="ne",
    )


def _alerts(paper: Paper, card: Card, words: Words) -> None:
    """A framed place: whoever takes the card sees it first, also on a photocopy."""
    _ = words.gettext
    paper.heading(_("Needs"))
    further = joined([card.label("disability_type", code) for code in card.child.further_disabilities])
    paper.pairs(
        [
            (_("Type of disability"), card.label("disability_type", card.child.primary_disability)),
            (_("Further types"), further),
        ]
    )
    alerts = [joined((card.label("alert_kind", alert.kind), alert.note), ": ") for alert in card.child.alerts]
    if not alerts:
        paper.pairs([(_("Alerts"), "")])
        return
    table = tables.Table([tables.Column(_("Alerts"))], [(alert,) for alert in alerts], size=10)
    high = tables.height_of(table, paper.room - 12)
    paper.need(high + 16)
    paper.y -= 14
    top = paper.y
    tables.draw(paper, table, x=paper.left + 6, room=paper.room - 12)
    if paper.y < top:  # all on this page
        paper.canvas.setLineWidth(1.6)
        paper.canvas.setStrokeGray(INK)
        paper.canvas.rect(paper.left, paper.y, paper.room, top - paper.y + 6, fill=0)
    paper.y -= 4


def _home(paper: Paper, card: Card, words: Words) -> None:
    _ = words.gettext
    child = card.child
    paper.heading(_("Home"))
    pairs = [
        (
            _("Place"),
            joined((child.province, child.district, child.municipality, child.village)),
        ),
        (_("Address, landmark"), joined((child.address, child.landmark), "; ")),
        (_("Phone"), child.phone),
    ]
    if child.latitude is not None and child.longitude is not None:
        pairs.append((_("Coordinates"), f"{child.latitude:.5f}, {child.longitude:.5f}"))
    paper.pairs(pairs)


def _family(paper: Paper, card: Card, words: Words) -> None:
    _ = words.gettext
    paper.heading(_("Parents and guardians"))
    if not card.child.guardians:
        paper.paragraph(_("Nobody is written down yet."))
        return
    columns = [tables.Column(_("Name"), 2.4), tables.Column(_("Relationship"), 1.2), tables.Column(_("Phone"), 1.4)]
    rows = [
        (one.name, card.label("relationship", one.relationship) or NONE, one.phone or NONE)
        for one in card.child.guardians
    ]
    tables.draw(paper, tables.Table(columns, rows))


def _services(paper: Paper, card: Card, words: Words) -> None:
    _ = words.gettext
    paper.heading(_("Services"))
    if not card.child.enrolments:
        paper.paragraph(_("Not enrolled in a service yet."))
        return
    columns = [
        tables.Column(_("Service"), 1.9),
        tables.Column(_("Group"), 1.2),
        tables.Column(_("From"), 0.9),
        tables.Column(_("To"), 0.9),
        tables.Column(_("Reason for leaving, note"), 2),
    ]
    rows = [
        (
            row.service,
            row.group or NONE,
            day_text(row.start_day),
            day_text(row.end_day),
            joined((card.label("enrolment_end_reason", row.end_reason), row.note), "; "),
        )
        for row in card.child.enrolments
    ]
    tables.draw(paper, tables.Table(columns, rows))


def _consents(paper: Paper, card: Card, words: Words) -> None:
    _ = words.gettext
    paper.heading(_("Consents"))
    child = card.child
    if child.photo_consent_on is None:
        said = _("not given")
    elif child.photo_consent_by:
        said = _("given on {day} by {who}").format(day=day_text(child.photo_consent_on), who=child.photo_consent_by)
    else:
        said = _("given on {day}").format(day=day_text(child.photo_consent_on))
    paper.pairs([(_("Photo of the child"), said)])
