"""Does it help, on a real file: figures, courses from three points on, words before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from centre_app.children.queries import child_file
from centre_app.office import Office
from centre_app.plans.actions import score_goal
from centre_app.plans.inputs import ServiceInput
from centre_app.sites.queries import services, the_site
from tests.factories.children import make_enrolled
from tests.factories.plans import goal, goal_ids, make_plan
from tests.factories.therapy import make_session
from ui import tasks
from ui.outcomes.help_tab import HelpTab
from ui.shared.chart import ChartView


def a_child(office: Office, *levels: int, sessions: int = 4) -> UUID:
    """In day care with a plan since September, one goal scored monthly, sessions held every week."""
    with office.write() as session:
        service = services(session)[0]
        child = make_enrolled(session, service.id, None, "Мадина", start=date(2026, 9, 1))
        plan = make_plan(
            session,
            child,
            goals=(goal("Просит любимый предмет словом"),),
            services=(ServiceInput("speech_therapy", 1, 1, 30),),
            start=date(2026, 9, 1),
        )
        (one,) = goal_ids(session, plan)
        for place, level in enumerate(levels):
            score_goal(session, one, date(2026, 9, 15) + timedelta(days=20 * place), level)
        for week in range(sessions):
            make_session(session, the_site(session).id, date(2026, 9, 7) + timedelta(days=7 * week), [child])
    return child


def tab_of(office: Office, child: UUID, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> HelpTab:
    tab = HelpTab(shell_of(office))
    show(tab)
    with office.read() as session:
        tab.show_file(child_file(session, child))
    tasks.wait_idle()
    QApplication.processEvents()
    return tab


def said(widget: QWidget) -> str:
    """All words on show."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize(
    ("levels", "words"), [((), "Not scored yet."), ((0,), "Too early to say."), ((0, 1), "Reached")]
)
def test_a_direction_is_said_from_three_points_on(
    office: Office,
    shell_of: Callable[[Any], Any],
    show: Callable[[QWidget], QWidget],
    levels: tuple[int, ...],
    words: str,
) -> None:
    tab = tab_of(office, a_child(office, *levels), shell_of, show)
    assert words in said(tab.goals)
    charts = [chart for chart in tab.goals.findChildren(ChartView) if chart.isVisible()]
    assert len(charts) == bool(levels)


def test_planned_and_delivered_stand_together(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    tab = tab_of(office, a_child(office, -1, 0), shell_of, show)
    values = [figure.accessibleName() for figure in tab.figures]
    assert values[1].startswith("4 / 4")
    assert values[2].startswith("120 / ")
    assert values[4].startswith("50,0")


def test_a_child_without_anything_is_told_what_will_be_here(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    with office.write() as session:
        child = make_enrolled(session, services(session)[0].id, None, "Далер", start=date(2026, 9, 1))
    tab = tab_of(office, child, shell_of, show)
    assert tab.empty.isVisible()
    assert not tab.area.isVisible()


def test_a_shorter_period_leaves_the_earlier_sessions_out(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    tab = tab_of(office, a_child(office, -1), shell_of, show)
    assert tab.figures[1].accessibleName().startswith("4 / 4")
    tab.shell.office.clock = lambda: date(2027, 6, 1)
    tab.period.set_value(3)
    tab.read()
    tasks.wait_idle()
    QApplication.processEvents()
    assert tab.figures[1].accessibleName().startswith("–")
