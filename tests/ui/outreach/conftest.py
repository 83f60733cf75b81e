"""A small centre's week of rounds on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from centre_app.office import Office
from centre_app.security.access import Actor, Role
from tests.centre_app.outreach.planned_centre import MONDAY, Planned
from tests.ui.outreach.board_centre import make_board_centre
from ui import tasks
from ui.outreach.board_page import BoardPage


@pytest.fixture
def rounds_centre(office: Office) -> Planned:
    """Two teams, three villages, four children who are due."""
    return make_board_centre(office)


@pytest.fixture
def board_as(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> Callable[[Role], BoardPage]:
    """The board of the week after the tests' day, as somebody of this role sees it."""

    def made(role: Role) -> BoardPage:
        office.actor = Actor(office.actor.account_id, office.actor.name, role)
        page = BoardPage(shell_of(office))
        show(page)
        page.open(day=MONDAY)
        tasks.wait_idle()
        return page

    return made


@pytest.fixture
def board_page(rounds_centre: Planned, board_as: Callable[[Role], BoardPage]) -> BoardPage:
    """The same, as the manager."""
    return board_as(Role.MANAGER)
