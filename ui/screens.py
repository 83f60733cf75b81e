"""The one list of places in the window. Adding a place is a line here; the main window stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from centre_app.language.translate import N_
from centre_app.security.access import Permission
from ui.shared.screen import Screen


@dataclass(frozen=True)
class Place:
    """``screen`` is ``module:Class``, imported when somebody first goes there. ``needs``: who may see it at all."""

    key: str
    name: str
    icon: str
    screen: str
    needs: Permission

    def load(self) -> type[Screen]:
        """The class of the screen, imported now."""
        module, _colon, name = self.screen.partition(":")
        found: type[Screen] = getattr(import_module(module), name)
        return found


PLACES: Final = (
    Place("today", N_("Today"), "today", "ui.today.screen:TodayScreen", Permission.SEE_CHILDREN),
    Place("children", N_("Children"), "children", "ui.children.screen:ChildrenScreen", Permission.SEE_CHILDREN),
    Place(
        "attendance", N_("Attendance"), "attendance", "ui.attendance.screen:AttendanceScreen", Permission.SEE_CHILDREN
    ),
    Place("therapy", N_("Therapy"), "therapy", "ui.therapy.screen:TherapyScreen", Permission.SEE_CHILDREN),
    Place("outreach", N_("Outreach"), "outreach", "ui.outreach.screen:OutreachScreen", Permission.SEE_CHILDREN),
    Place("reports", N_("Reports"), "reports", "ui.reports.screen:ReportsScreen", Permission.SEE_FIGURES),
    Place("settings", N_("Settings"), "settings", "ui.settings.screen:SettingsScreen", Permission.OWN_ACCOUNT),
)
