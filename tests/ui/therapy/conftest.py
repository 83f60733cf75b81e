"""The week of a small centre on the screen, for tests of the calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from centre_app.office import Office
from centre_app.security.access import Actor, Role
from tests.ui.therapy.week_centre import MONDAY, WeekCentre, make_week
from ui import tasks
from ui.therapy.week_page import WeekPage


@pytest.fixture
def week_centre(office: Office) -> WeekCentre:
    """Two specialists, three children, a handful of sessions."""
    return make_week(office)


@pytest.fixture
def week_as(
    week_centre: WeekCentre, office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> Callable[[Role], WeekPage]:
    """The week of Нигина, as somebody of this role sees it."""

    def made(role: Role) -> WeekPage:
        office.actor = Actor(office.actor.account_id, office.actor.name, role)
        page = WeekPage(shell_of(office))
        show(page)
        page.open(day=MONDAY)
        tasks.wait_idle()
        return page

    return made


@pytest.fixture
def week_page(week_as: Callable[[Role], WeekPage]) -> WeekPage:
    """The same, as the manager."""
    return week_as(Role.MANAGER)
