"""Services and groups: added, changed, moved, taken out of use; each step can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from centre_app.children.actions import ChildInput, register_child
from centre_app.children.inputs import FirstEnrolment
from centre_app.office import Office
from centre_app.sites.queries import ServiceRow, services
from tests.ui.settings.conftest import dialog, settle
from ui.messages import MessageArea
from ui.settings.services import ServicesPage
from ui.shared.dialog import FormDialog


@pytest.fixture
def offered(page: Callable[[type[ServicesPage]], ServicesPage]) -> ServicesPage:
    return page(ServicesPage)


def stored(office: Office) -> list[ServiceRow]:
    """All services as they are written down."""
    with office.read() as session:
        return services(session, active_only=False)


def shown(page: ServicesPage) -> list[str]:
    """The names on show, without the indent of the groups."""
    return [line.row.name for line in page.list.table.rows()]


def go_to(page: ServicesPage, name: str) -> None:
    """Make the line of this name current."""
    assert page.list.table.select(lambda line: line.row.name == name)


def answer(**values: object) -> None:
    """Fill the open dialog and save."""
    asked = dialog(FormDialog)
    asked.form.set_values(values)
    asked.save()
    settle()


def test_groups_stand_under_their_service(offered: ServicesPage) -> None:
    assert shown(offered) == ["Рӯзона", "Ситора", "Хуршед"]


def test_a_service_is_added_and_becomes_the_current_line(offered: ServicesPage, centre: Office) -> None:
    offered.add_service()
    answer(name="Тавонбахшӣ", kind="therapy", places=None)
    added = stored(centre)[-1]
    assert (added.name, added.kind, added.places) == ("Тавонбахшӣ", "therapy", None)
    assert offered.list.table.current().id == added.id


def test_a_group_is_added_to_the_service_of_the_current_line(offered: ServicesPage, centre: Office) -> None:
    go_to(offered, "Хуршед")
    offered.add_group_button.click()
    answer(name="Бунафша", places=10)
    assert [group.name for group in stored(centre)[0].groups] == ["Ситора", "Хуршед", "Бунафша"]


def test_a_name_that_is_there_already_is_said_at_its_field(offered: ServicesPage, centre: Office) -> None:
    go_to(offered, "Рӯзона")
    offered.add_group()
    answer(name="Ситора", places=5)
    asked = dialog(FormDialog)
    assert "already" in asked.form.error("name")
    assert asked.form.raw()["places"] == "5"
    assert len(stored(centre)[0].groups) == 2


def test_enter_changes_the_line_and_the_change_can_be_undone(
    offered: ServicesPage, centre: Office, qtbot: QtBot
) -> None:
    area = MessageArea()
    go_to(offered, "Ситора")
    qtbot.keyClick(offered.list.table.view, Qt.Key.Key_Return)
    answer(name="Ситораҳо", places=12)
    assert (stored(centre)[0].groups[0].name, stored(centre)[0].groups[0].places) == ("Ситораҳо", 12)
    undo = area.shown()[-1].done
    assert undo is not None
    undo.click()
    settle()
    assert (stored(centre)[0].groups[0].name, stored(centre)[0].groups[0].places) == ("Ситора", 15)
    area.deleteLater()


def test_alt_and_arrows_move_the_line_which_stays_current(offered: ServicesPage, centre: Office, qtbot: QtBot) -> None:
    go_to(offered, "Хуршед")
    offered.window().activateWindow()
    offered.list.table.view.setFocus()
    qtbot.waitUntil(offered.list.table.view.hasFocus)
    qtbot.keyClick(offered.list.table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert [group.name for group in stored(centre)[0].groups] == ["Хуршед", "Ситора"]
    assert offered.list.table.current().row.name == "Хуршед"
    offered.list.down_button.click()
    settle()
    assert shown(offered) == ["Рӯзона", "Ситора", "Хуршед"]


def test_a_group_out_of_use_is_kept_and_used_again(offered: ServicesPage, centre: Office) -> None:
    go_to(offered, "Хуршед")
    offered.list.use_button.click()
    settle()
    assert not stored(centre)[0].groups[1].active
    assert "Хуршед" in shown(offered)
    offered.with_old.setChecked(False)
    assert "Хуршед" not in shown(offered)
    offered.with_old.setChecked(True)
    go_to(offered, "Хуршед")
    assert offered.list.use_button.text() == "Use again"
    offered.list.use_button.click()
    settle()
    assert stored(centre)[0].groups[1].active


def test_how_many_children_are_left_in_a_group_out_of_use_is_said(offered: ServicesPage, centre: Office) -> None:
    day_care = stored(centre)[0]
    enrol = FirstEnrolment(service_id=day_care.id, group_id=day_care.groups[0].id, start_day=date(2026, 9, 1))
    with centre.write() as session:
        register_child(session, ChildInput(given_name="Ҷамшед", surname="Раҳимов"), enrol=enrol)
    settle()
    area = MessageArea()
    go_to(offered, "Ситора")
    assert offered.list.table.current().group.children == 1
    offered.list.take_out()
    settle()
    assert "1 child is still enrolled there" in area.shown()[-1].said.text
    area.deleteLater()


def test_where_nothing_is_offered_the_page_says_how_to_begin(offered: ServicesPage, centre: Office) -> None:
    go_to(offered, "Рӯзона")
    offered.list.take_out()
    settle()
    offered.with_old.setChecked(False)
    assert shown(offered) == []
    assert not offered.list.change_button.isEnabled()
