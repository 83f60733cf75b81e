"""The child card: who the child is, who answers for the child, what to mind, and which services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.children.queries import ChildFile, child_files, child_photo
from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_, Words
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.child_words import birth_code, sex_words
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead

TITLE = N_("Child card")


@dataclass(frozen=True)
class Card:
    """A child's card. `photo` is there only where a consent is."""

    head: Letterhead
    child: ChildFile
    photo: bytes | None
    labels: Mapping[str, Mapping[str, str]]
    made: date

    def label(self, list_name: str, code: str | None) -> str:
        """A code in words; empty where there is none."""
        return "" if code is None else self.labels.get(list_name, {}).get(code, code)


def collect(session: OfficeSession, asked: Asked, words: Words) -> tuple[Card, ...]:
    """The cards of the children asked for, in that order."""
    if not asked.children:
        raise UserError(N_("Choose a child first."), field="child")
    head = letterhead(session, words, title=words.gettext(TITLE))
    labels = all_labels(session, words.language)
    return tuple(
        Card(head, child, _photo(session, child), labels, session.today)
        for child in child_files(session, list(asked.children))
    )


def _photo(session: OfficeSession, child: ChildFile) -> bytes | None:
    """No consent, no photo: also where an old picture were still in the file."""
    if child.has_photo and child.photo_consent_on is not None:
        return child_photo(session, child.id)
    return None


def as_json(data: Sequence[Card]) -> object:
    """One object for one child, a list for several; the photo is left out."""
    cards = [_card_json(card) for card in data]
    return cards[0] if len(cards) == 1 else cards


def _card_json(card: Card) -> dict[str, object]:
    child = card.child
    plain = (
        "number surname given_name patronymic other_names sex province district municipality village address landmark"
        " phone latitude longitude primary_disability language notes archive_reason photo_consent_by"
    )
    found: dict[str, object] = {name: getattr(child, name) for name in plain.split()}
    for name in ("registered_on", "archived_on", "photo_consent_on"):
        day = getattr(child, name)
        found[name] = None if day is None else day.isoformat()
    found["birth"] = birth_code(child.birth_date, child.birth_precision)
    found["further_disabilities"] = list(child.further_disabilities)
    found["guardians"] = [
        {"name": one.name, "relationship": one.relationship, "phone": one.phone} for one in child.guardians
    ]
    found["alerts"] = [{"kind": alert.kind, "note": alert.note} for alert in child.alerts]
    found["services"] = [
        {
            "service": row.service,
            "kind": row.kind,
            "group": row.group or None,
            "start": row.start_day.isoformat(),
            "end": None if row.end_day is None else row.end_day.isoformat(),
            "end_reason": row.end_reason,
            "note": row.note,
        }
        for row in child.enrolments
    ]
    return found


def as_sheets(data: Sequence[Card], words: Words) -> Sequence[Sheet]:
    """A row a child."""
    _ = words.gettext
    header = [
        _("Number"),
        _("Surname"),
        _("Given name"),
        _("Patronymic"),
        _("Date of birth"),
        _("Sex"),
        _("District"),
        _("Village"),
        _("Phone"),
        _("Guardian"),
        _("Type of disability"),
        _("Alerts"),
    ]
    return [Sheet(words.gettext(TITLE), header, [_sheet_row(card, words) for card in data])]


def _sheet_row(card: Card, words: Words) -> list[Cell]:
    child = card.child
    born: Cell = child.birth_date
    if child.birth_date is not None and child.birth_precision == "year":
        born = child.birth_date.year
    alerts = "; ".join(
        ": ".join(part for part in (card.label("alert_kind", alert.kind), alert.note) if part) for alert in child.alerts
    )
    return [
        child.number,
        child.surname,
        child.given_name,
        child.patronymic,
        born,
        sex_words(child.sex, words) if child.sex else None,
        child.district,
        child.village,
        child.phone,
        "; ".join(one.name for one in child.guardians),
        card.label("disability_type", child.primary_disability),
        alerts,
    ]


def file_stem(data: Sequence[Card]) -> str:
    """The child's number; for several how many they are."""
    who = data[0].child.number if len(data) == 1 else str(len(data))
    return f"card-{who}"
