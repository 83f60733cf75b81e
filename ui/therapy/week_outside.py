"""The week beyond the screen: copied to another one, written for another calendar, printed."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from centre_app.language.translate import _, current, ngettext
from centre_app.therapy.actions import copy_week
from centre_app.therapy.rules import monday_of
from ui import messages, tasks
from ui.reports.shown import show_report
from ui.shared.dialog import FormDialog
from ui.shared.fields import Choice, Day, Part
from ui.shared.save_file import save_as
from ui.shared.screen import Shell
from ui.therapy.moves import Moves
from ui.therapy.told_words import told_text
from ui.therapy.week_rows import CHILD, ROOM, THERAPIST, Seen
from ui.therapy.week_words import week_text

ONE, ALL = "one", "all"
_PARAMETERS = {THERAPIST: "therapist_id", ROOM: "room_id", CHILD: "child_id"}


def ask_copy(parent: QWidget, seen: Seen, name: str, moves: Moves) -> FormDialog:
    """Which week to copy to, and whose sessions."""
    monday = monday_of(seen.day)
    one = seen.by == THERAPIST and seen.whom is not None
    fields: list[Part] = [
        Day(
            "day",
            _("To the week of"),
            today=monday + timedelta(days=7),
            required=True,
            hint=_("Any day of that week."),
        )
    ]
    if one:
        fields.append(
            Choice("whose", _("Whose"), choices=[(ONE, name), (ALL, _("everybody"))], required=True, empty="")
        )

    def save(values: dict[str, Any]) -> tasks.Action:
        to = monday_of(values["day"])
        therapist = seen.whom if values.get("whose") == ONE else None
        return lambda session: copy_week(session, monday, to, therapist_id=therapist)

    dialog = FormDialog(
        parent,
        _("Copy the week"),
        fields,
        save,
        then=partial(_copied, moves),
        save_text=_("Copy"),
        note=_(
            "{week} is copied. What stands in the other week already stays; what cannot be there is left out and told."
        ).format(week=week_text(monday).capitalize()),
    )
    dialog.form.set_values({"day": monday + timedelta(days=7), **({"whose": ONE} if one else {})})
    dialog.open()
    return dialog


def _copied(moves: Moves, result: Any) -> None:
    said = ngettext("{n} session copied.", "{n} sessions copied.", result.made).format(n=result.made)
    if result.already:
        said += " " + ngettext("{n} was there already.", "{n} were there already.", result.already).format(
            n=result.already
        )
    moves.done(result.undo, said)
    if result.skipped:
        messages.attention(_("Not copied:") + "\n" + told_text(result.skipped))
    if result.left_out:
        messages.attention(_("Copied without a child:") + "\n" + told_text(result.left_out))


def export_week(parent: QWidget, shell: Shell, seen: Seen, name: str, *, names: bool) -> None:
    """A file that ordinary calendars read: children by their initials, unless ``names``: phones are read by others."""
    # Read when it is wanted first: the calendar format's library is not needed to show a week.
    from centre_app.exchange.calendar_file import calendar_file, trace_calendar

    monday = monday_of(seen.day)
    sunday = monday + timedelta(days=6)
    whose = {_PARAMETERS[seen.by]: seen.whom} if seen.by in _PARAMETERS else {}
    language = current().language
    year, week, _weekday = monday.isocalendar()
    file_name = "-".join(part for part in (name, f"{year}-W{week:02}.ics") if part)

    def written(_path: object) -> None:
        if shell.office.read_only:
            tasks.trace("exported", what="calendar")
        else:
            tasks.do(partial(trace_calendar, first=monday, last=sunday, **whose, names=names))

    tasks.produce(
        lambda session, _progress: calendar_file(session, monday, sunday, **whose, names=names, language=language),
        then=lambda data: save_as(parent, data, file_name, then=written),
        owner=parent,
        title=_("Writing the calendar"),
    )


def print_week(parent: QWidget, seen: Seen, name: str) -> None:
    """The timetable as a sheet, for this therapist or room, or for everybody."""
    monday = monday_of(seen.day)
    whose = {THERAPIST: {"staff": seen.whom}, ROOM: {"room": seen.whom}}.get(seen.by, {})
    year, week, _weekday = monday.isocalendar()
    show_report(
        parent,
        "timetable",
        {"week": monday, **whose},
        language=current().language,
        name="-".join(part for part in (name if whose else "", f"{year}-W{week:02}") if part),
    )
