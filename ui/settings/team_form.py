"""The form of a team: who goes out together, on which days, from where, with which vehicle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from centre_app.errors import UserError
from centre_app.language.translate import N_, _
from centre_app.outreach.actions import TeamInput
from centre_app.outreach.fleet_rules import TeamRow
from centre_app.outreach.teams import LONGEST_LUNCH, MOST_MEMBERS
from centre_app.workplace.rules import Stretch, minute_text, parse_minute
from ui.shared.form import Choice, Heading, MultiChoice, Number, Part, Text
from ui.weekday_times import day_fields, day_values, typed_spans

_SAME = ("name", "base_id", "vehicle_id", "leader_id", "least_members", "lunch_minutes", "members")


def team_fields(*, places: Mapping[UUID, str], vehicles: Mapping[UUID, str], staff: Mapping[UUID, str]) -> list[Part]:
    """The fields; what can be chosen with its words."""
    days = day_fields()
    return [
        Text("name", _("Name"), required=True, max_length=200, width=2),
        Choice(
            "base_id",
            _("Base"),
            list(places.items()),
            empty=_("not said"),
            hint=_("The place where rounds begin and end."),
        ),
        Choice("vehicle_id", _("Usual vehicle"), list(vehicles.items()), empty=_("any that is free")),
        Heading(_("Members")),
        MultiChoice("members", "", list(staff.items())),
        Choice("leader_id", _("Leader"), list(staff.items()), empty=_("nobody")),
        Number(
            "least_members",
            _("Goes with at least"),
            minimum=1,
            maximum=MOST_MEMBERS,
            required=True,
            hint=_("With fewer members there the team stays."),
        ),
        Heading(_("Days: from when to when the team may be out")),
        replace(days[0], placeholder="9-17"),
        *days[1:],
        Heading(_("Lunch")),
        Number(
            "lunch_minutes", _("Minutes"), maximum=LONGEST_LUNCH, required=True, hint=_("0: no time is kept for it.")
        ),
        Text("lunch", _("Begins between"), placeholder="12-14", max_length=20),
    ]


def new_team_values() -> dict[str, Any]:
    """What a form for a new team begins with."""
    usual = TeamInput("")
    return {
        "least_members": usual.least_members,
        "lunch_minutes": usual.lunch_minutes,
        "lunch": _lunch_text(usual.lunch_from, usual.lunch_until),
    }


def team_values(row: TeamRow) -> dict[str, Any]:
    """What the form shows of a team."""
    values = {name: getattr(row, name) for name in _SAME} | day_values(row.days)
    return values | {"lunch": _lunch_text(row.lunch_from, row.lunch_until)}


def typed_team(values: Mapping[str, Any], *, active: bool = True) -> TeamInput:
    """What was typed. Raises UserError at the line that cannot be read."""
    days: dict[int, Stretch] = {}
    for weekday, span in typed_spans(values):
        if weekday in days:
            raise UserError(N_("A team is out once a day: write one stretch of hours."), field=f"day{weekday}")
        days[weekday] = Stretch(weekday, *span)
    usual = TeamInput("")
    lunch_from, lunch_until = usual.lunch_from, usual.lunch_until
    if values["lunch"]:
        lunch_from, lunch_until = _typed_lunch(values["lunch"])
    return TeamInput(
        **{name: values[name] for name in _SAME},
        lunch_from=lunch_from,
        lunch_until=lunch_until,
        days=tuple(days.values()),
        active=active,
    )


def team_input(row: TeamRow) -> TeamInput:
    """A team as it is."""
    return TeamInput(
        **{name: getattr(row, name) for name in _SAME},
        lunch_from=row.lunch_from,
        lunch_until=row.lunch_until,
        days=row.days,
        active=row.active,
    )


def _typed_lunch(text: str) -> tuple[int, int]:
    """ "12-14", or one time where it always begins then."""
    parts = text.replace("–", "-").replace("—", "-").split("-")
    if len(parts) > 2:
        raise UserError(N_("Write from when to when lunch may begin: 12-14."), field="lunch")
    first, *last = (parse_minute(part.strip(), field="lunch") for part in parts)
    return first, last[0] if last else first


def _lunch_text(first: int, last: int) -> str:
    return f"{minute_text(first)}–{minute_text(last)}"
