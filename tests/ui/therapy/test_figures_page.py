"""The manager's figures open the children behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from centre_app.office import Office
from centre_app.sites.queries import services, the_site
from centre_app.therapy.models import TherapySession
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.therapy import make_session
from tests.factories.workplace import make_staff
from ui import tasks
from ui.children.children_behind import ChildrenBehind
from ui.therapy.figures_page import FiguresPage


def page_of(office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> FiguresPage:
    page = FiguresPage(shell_of(office))
    show(page)
    page.load()
    tasks.wait_idle()
    QApplication.processEvents()
    return page


def test_a_figure_opens_its_children_and_a_child_its_file(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    with office.write() as session:
        given_lists(session)
        therapist = make_staff(session, "Саида Назарова")
        service = services(session)[0].id
        children = [make_enrolled(session, service, None, name, start=date(2026, 9, 1)) for name in ("Мадина", "Далер")]
        there = {children[0]: "attended", children[1]: "missed"}
        found = make_session(session, the_site(session).id, date(2026, 11, 2), there)
        session.get_one(TherapySession, found).therapist_id = therapist
    page = page_of(office, shell_of, show)
    door = next(one for one in page.therapists.findChildren(QPushButton) if "Did not come: 1" in one.accessibleName())
    door.click()
    tasks.wait_idle()
    (behind,) = page.findChildren(ChildrenBehind)
    assert ["Далер" in row.name for row in behind.table.rows()] == [True]
    behind.table.opened.emit(behind.table.rows()[0])
    assert page.shell.went == [("children", {"child": children[1]})]  # type: ignore[attr-defined]


def test_a_centre_without_sessions_says_so(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    page = page_of(office, shell_of, show)
    assert not page.therapists.findChildren(QPushButton)


def test_the_period_chosen_is_kept_over_a_change_of_language(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    page = page_of(office, shell_of, show)
    page.period.set_value("year")
    kept = page.state()
    again = FiguresPage(shell_of(office))
    again.restore(kept)
    assert again.span() == (date(2025, 12, 1), date(2026, 11, 20))
