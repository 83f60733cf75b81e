"""The list of children as filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.children.queries import ChildFilter, ChildRow, list_children
from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.child_words import birth_code, sex_words
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import NONE, Letterhead
from centre_app.sites.queries import services

TITLE = N_("List of children")


@dataclass(frozen=True)
class ChildList:
    """The rows of a filter, in the order of the language's alphabet."""

    head: Letterhead
    rows: tuple[ChildRow, ...]
    disabilities: dict[str, str]
    made: date


def collect(session: OfficeSession, asked: Asked, words: Words) -> ChildList:
    """Every child of the filter, however many."""
    found = list_children(session, asked.filter, language=words.language, limit=None)
    head = letterhead(
        session, words, title=words.gettext(TITLE), period=day_text(session.today), subject=_said(session, asked, words)
    )
    return ChildList(head, found.rows, labels(session, "disability_type", words.language), session.today)


def record(row: ChildRow) -> dict[str, object]:
    """A child for machines: the same in `report children` and `find --json`."""
    return {
        "number": row.number,
        "surname": row.surname,
        "given_name": row.given_name,
        "patronymic": row.patronymic,
        "birth": birth_code(row.birth_date, row.birth_precision),
        "sex": row.sex,
        "province": row.province,
        "district": row.district,
        "municipality": row.municipality,
        "village": row.village,
        "phone": row.phone,
        "guardian": row.guardian,
        "groups": row.groups,
        "primary_disability": row.primary_disability,
        "archived": row.archived,
    }


def as_json(data: ChildList) -> object:
    """A list of `record`s."""
    return [record(row) for row in data.rows]


def as_sheets(data: ChildList, words: Words) -> Sequence[Sheet]:
    """One row a child; the names apart, so that they can be sorted and put together again."""
    _ = words.gettext
    header = [
        _("Number"),
        _("Surname"),
        _("Given name"),
        _("Patronymic"),
        _("Date of birth"),
        _("Sex"),
        _("Province"),
        _("District"),
        _("Municipality"),
        _("Village"),
        _("Phone"),
        _("Guardian"),
        _("Group"),
        _("Type of disability"),
    ]
    return [Sheet(words.gettext(TITLE), header, [_cells(row, data, words) for row in data.rows])]


def _cells(row: ChildRow, data: ChildList, words: Words) -> list[Cell]:
    born: Cell = row.birth_date
    if row.birth_date is not None and row.birth_precision == "year":
        born = row.birth_date.year
    disability = data.disabilities.get(row.primary_disability or "", row.primary_disability)
    sex = sex_words(row.sex, words) if row.sex else None
    return [
        row.number,
        row.surname,
        row.given_name,
        row.patronymic,
        born,
        sex,
        row.province,
        row.district,
        row.municipality,
        row.village,
        row.phone,
        row.guardian,
        row.groups,
        disability,
    ]


def file_stem(data: ChildList) -> str:
    """With the day it was made."""
    return f"children-{data.made.isoformat()}"


def _said(session: OfficeSession, asked: Asked, words: Words) -> str:
    """The filter in words, so that the paper says whom it lists."""
    _ = words.gettext
    wanted = asked.filter
    parts = [_(_STATES[wanted.state])]
    parts += _places_said(session, wanted)
    if wanted.sex is not None:
        parts.append(_("sex not known") if wanted.sex == "unknown" else _(_SEXES[wanted.sex]))
    if wanted.age_from is not None or wanted.age_to is not None:
        first, last = (NONE if end is None else end for end in (wanted.age_from, wanted.age_to))
        parts.append(_("age {first} to {last}").format(first=first, last=last))
    if wanted.text:
        parts.append(f"«{wanted.text}»")
    return ", ".join(part for part in parts if part)


_STATES = {
    "active": N_("children on the list"),
    "enrolled": N_("enrolled today"),
    "archived": N_("archived children"),
    "all": N_("all children, archived ones too"),
}
_SEXES = {"female": N_("girls"), "male": N_("boys")}


def _places_said(session: OfficeSession, wanted: ChildFilter) -> list[str]:
    parts: list[str] = []
    if wanted.service_id is not None or wanted.group_id is not None:
        for service in services(session, active_only=False):
            if service.id == wanted.service_id:
                parts.append(service.name)
            parts += [group.name for group in service.groups if group.id == wanted.group_id]
    if wanted.district:
        parts.append(wanted.district)
    return parts
