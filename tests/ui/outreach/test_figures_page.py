"""The outreach figures open the children behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from sqlalchemy import select

from centre_app.office import Office
from centre_app.sites.models import Site
from tests.centre_app.outreach.test_figures import drive, team
from tests.conftest import SiteIds
from tests.factories.children import make_child
from ui import tasks
from ui.children.children_behind import ChildrenBehind
from ui.outreach.figures_page import FiguresPage


def page_of(office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> FiguresPage:
    page = FiguresPage(shell_of(office))
    show(page)
    page.load()
    tasks.wait_idle()
    QApplication.processEvents()
    return page


def test_never_visited_opens_the_children_and_a_child_its_file(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    with office.write() as session:
        site_id = session.scalars(select(Site.id)).one()
        site = SiteIds(site_id, site_id, site_id, site_id, site_id)
        visited, never = make_child(session, "Мадина"), make_child(session, "Далер")
        drive(session, site, team(session, site), date(2026, 11, 5), [(visited, "done", 40)], km=18.0)
    page = page_of(office, shell_of, show)
    door = next(one for one in page.covered.findChildren(QPushButton) if "Never visited: 1" in one.accessibleName())
    door.click()
    tasks.wait_idle()
    (behind,) = page.findChildren(ChildrenBehind)
    behind.table.opened.emit(behind.table.rows()[0])
    assert page.shell.went == [("children", {"child": never})]  # type: ignore[attr-defined]
    assert "18,0" in [one.text() for one in page.teams.findChildren(QLabel)]


def test_a_centre_without_rounds_says_so_and_the_month_is_kept(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    page = page_of(office, shell_of, show)
    assert not page.teams.findChildren(QPushButton)
    page.month.set_month(2026, 3)
    again = FiguresPage(shell_of(office))
    again.restore(page.state())
    assert again.span() == (date(2026, 3, 1), date(2026, 3, 31))
