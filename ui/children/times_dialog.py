"""When a child can be here: the days and times, the minibus, how much a day it can bear."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from centre_app.children.queries import child_file
from centre_app.errors import UserError
from centre_app.language.translate import N_, _
from centre_app.workplace.actions import set_child_times
from centre_app.workplace.queries import ChildStretch, ChildTimes, child_times
from centre_app.workplace.rules import MOST_SESSIONS_A_DAY
from ui import tasks
from ui.shared.dialog import FormDialog
from ui.shared.form import Check, Heading, MultiChoice, Note, Number
from ui.shared.screen import Shell
from ui.weekday_times import day_choices, day_fields, day_values, typed_spans


def ask_times(parent: QWidget, shell: Shell, child_id: UUID) -> None:
    """Open the dialog over ``parent`` as soon as the child's times are read."""

    def asked(session: Any) -> tuple[str, ChildTimes]:
        return child_file(session, child_id).full_name, child_times(session, [child_id])[child_id]

    tasks.read(asked, then=lambda read: _open(parent, child_id, *read), owner=parent)


def _open(parent: QWidget, child_id: UUID, name: str, times: ChildTimes) -> None:
    dialog = FormDialog(
        parent,
        _("Days and times of {name}").format(name=name),
        [
            Note(_("Write when the child can be here. Nothing anywhere: whenever the centre is open.")),
            *day_fields(),
            MultiChoice("transport", _("The minibus brings and takes the child on"), day_choices(), columns=4),
            Heading(_("How much")),
            Number(
                "most_sessions_a_day", _("Most sessions a day"), minimum=1, maximum=MOST_SESSIONS_A_DAY, required=True
            ),
            Check(
                "few_days",
                _("Few days of coming"),
                hint=_("A long way: better more sessions on few days than one on each."),
            ),
        ],
        lambda values: partial(set_child_times, child_id=child_id, times=_typed(values)),
        saying=_("The times are saved."),
        undo=lambda _nothing: partial(set_child_times, child_id=child_id, times=times),
    )
    dialog.form.set_values(
        {
            **day_values(times.stretches),
            "transport": tuple({each.weekday for each in times.stretches if each.transport}),
            "most_sessions_a_day": times.most_sessions_a_day,
            "few_days": times.few_days,
        }
    )
    dialog.open()


def _typed(values: dict[str, Any]) -> ChildTimes:
    by_bus = values["transport"]
    spans = typed_spans(values)
    if set(by_bus) - {day for day, _span in spans}:
        raise UserError(N_("Write the times of each day on which the minibus comes."), field="transport")
    stretches = tuple(ChildStretch(day, start, end, day in by_bus) for day, (start, end) in spans)
    return ChildTimes(stretches, values["most_sessions_a_day"], values["few_days"])
