"""The forms of a road and of its closures, and the words of closures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from centre_app.language.dates import day_text
from centre_app.language.translate import _
from centre_app.places.actions import ClosureInput, RoadInput
from centre_app.places.queries import ClosureRow, RoadRow
from centre_app.places.rules import MOST_ROAD_KM, MOST_ROAD_MINUTES
from ui.shared.form import Check, Choice, Day, Number, Part, Rows, Text

Closures = Sequence[tuple[UUID | None, ClosureInput]]  # None: a new one


def road_fields(others: Iterable[tuple[UUID, str]], today: date) -> list[Part]:
    """The fields of a road that leads to one of ``others``."""
    return [
        Choice("to", _("To the place"), list(others), required=True, width=2),
        Number("minutes", _("Minutes"), minimum=1, maximum=MOST_ROAD_MINUTES, required=True),
        Number("km", _("Kilometres"), maximum=MOST_ROAD_KM, decimals=1, required=True),
        Text("note", _("Note"), max_length=300, width=2),
        Rows("closures", _("Closed"), fields=closure_fields(today), add_text=_("Add when it is closed")),
    ]


def closure_fields(today: date) -> list[Part]:
    """The fields of a closure."""
    return [
        Day("first_day", _("From"), today=today, required=True),
        Day("last_day", _("To"), today=today, hint=_("Empty: until further notice.")),
        Text("reason", _("Reason"), max_length=200),
        Check("yearly", _("Every year on these days")),
    ]


def road_values(row: RoadRow, place_id: UUID) -> dict[str, Any]:
    """What the form shows of a road, seen from one of its ends."""
    return {
        "to": row.other_end(place_id),
        "minutes": row.minutes,
        "km": f"{row.km:.1f}".replace(".", ","),
        "note": row.note,
        "closures": [{"id": closure.id} | vars(closure_input(closure)) for closure in row.closures],
    }


def typed_road(values: Mapping[str, Any], place_id: UUID) -> tuple[RoadInput, Closures]:
    """The road and its closures as they were typed."""
    road = RoadInput(place_id, values["to"], values["minutes"], float(values["km"]), values["note"])
    return road, tuple((each.get("id"), typed_closure(each)) for each in values["closures"])


def typed_closure(values: Mapping[str, Any]) -> ClosureInput:
    """A closure as it was typed."""
    return ClosureInput(values["first_day"], values["last_day"], values["yearly"], values["reason"])


def as_written(row: RoadRow) -> tuple[RoadInput, Closures]:
    """A road and its closures as they are."""
    road = RoadInput(row.first_id, row.second_id, row.minutes, row.km, row.note)
    return road, tuple((closure.id, closure_input(closure)) for closure in row.closures)


def closure_input(row: ClosureRow) -> ClosureInput:
    """A closure as it is."""
    return ClosureInput(row.first_day, row.last_day, row.yearly, row.reason)


def closure_text(row: ClosureRow) -> str:
    """ "every year 15.11–31.03, snow"."""
    if row.yearly and row.last_day is not None:
        days = _("every year {first} – {last}").format(
            first=row.first_day.strftime("%d.%m"), last=row.last_day.strftime("%d.%m")
        )
    elif row.last_day is None:
        days = _("from {day} until further notice").format(day=day_text(row.first_day))
    elif row.last_day == row.first_day:
        days = day_text(row.first_day)
    else:
        days = f"{day_text(row.first_day)} – {day_text(row.last_day)}"
    return f"{days}, {row.reason}" if row.reason else days
