"""The short questions about a home service: agree a day, plan a visit, end it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from centre_app.language.translate import _
from centre_app.outreach.actions import (
    agree_next_day,
    end_home_service,
    plan_visit,
    reopen_home_service,
    take_back_agreed,
    undo_planning,
)
from centre_app.outreach.fleet_rules import TeamRow
from ui.shared.dialog import FormDialog
from ui.shared.form import Choice, Day, Text


def ask_agreed_day(
    parent: QWidget, service_id: UUID, about: str, today: date, agreed: date | None = None
) -> FormDialog:
    """For which day the next visit is agreed with the family; left empty, none is agreed any more."""
    dialog = FormDialog(
        parent,
        _("Next visit agreed: {about}").format(about=about),
        [
            Day(
                "day",
                _("Agreed for"),
                today=today,
                hint=_("Left empty: no day is agreed, and the visit is due by its interval and the rules."),
            )
        ],
        lambda values: partial(agree_next_day, service_id=service_id, day=values["day"]),
        saying=_("The day is written down."),
        undo=lambda before: partial(take_back_agreed, service_id=service_id, agreed=before),
        note=_("A day said with the family goes before interval and rules. It is not planned into a round yet."),
    )
    dialog.form.set_values({"day": agreed})
    dialog.open()
    return dialog


def ask_planning(
    parent: QWidget,
    service_id: UUID,
    about: str,
    teams: Iterable[TeamRow],
    *,
    today: date,
    day: date | None = None,
    team_id: UUID | None = None,
) -> FormDialog:
    """On which day and by which team; the visit takes the shortest place in that team's round."""
    offered = [(team.id, team.name) for team in teams if team_id in (None, team.id)]
    dialog = FormDialog(
        parent,
        _("Plan a visit: {about}").format(about=about),
        [
            Day("day", _("Day"), today=today, required=True),
            Choice("team_id", _("Team"), offered, empty=_("choose"), required=True),
        ],
        lambda values: partial(plan_visit, service_id=service_id, **_typed(values)),
        save_text=_("Plan"),
        saying=_("The visit is planned."),
        undo=lambda planned: partial(undo_planning, what=planned.undo),
        note=_("The visit takes the place in the round that lengthens it least. The week shows what it breaks."),
    )
    dialog.form.set_values({"day": day, "team_id": offered[0][0] if len(offered) == 1 else None})
    dialog.open()
    return dialog


def ask_ending(parent: QWidget, service_id: UUID, purpose: str, today: date) -> FormDialog:
    """Until when the child gets these visits, and why no longer."""
    dialog = FormDialog(
        parent,
        _("End home service: {purpose}").format(purpose=purpose),
        [
            Day("last_day", _("Last day"), today=today, required=True),
            Text("reason", _("Why it ends"), required=True, width=2, max_length=300),
        ],
        lambda values: partial(
            end_home_service, service_id=service_id, last_day=values["last_day"], reason=values["reason"]
        ),
        save_text=_("End home service"),
        saying=_("Home service has ended. Its visits stay."),
        undo=lambda _none: partial(reopen_home_service, service_id=service_id),
    )
    dialog.form.set_values({"last_day": today})
    dialog.open()
    return dialog


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    return {"day": values["day"], "team_id": values["team_id"]}
