"""The week board under the hands: dragged, carried by keys, put back, called off, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from centre_app.office import Office
from centre_app.outreach.actions import plan_visit, promise_visit, set_round
from centre_app.security.access import Role
from tests.centre_app.outreach.planned_centre import MONDAY, SATURDAY, TODAY, TUESDAY, WEDNESDAY, Planned
from tests.factories.open_days import close
from tests.factories.workplace import make_absence
from tests.ui.outreach.board_centre import drag_due, drag_visit, middle_of, press, refresh, rounds, visits
from ui import messages, tasks
from ui.outreach.board_canvas import Spot
from ui.outreach.board_menu import BoardMenu
from ui.outreach.board_page import BoardPage
from ui.shared.dialog import FormDialog

_Key = Qt.Key


def said() -> str:
    """What the person was told last."""
    return messages.waiting()[-1].text


def dialog_of(page: BoardPage) -> FormDialog:
    """The question that is asked."""
    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def planned(page: BoardPage, office: Office, centre: Planned, *lines: int) -> list[Any]:
    """These lines on the mountain team's Monday, on show; the visits' ids."""
    with office.write() as session:
        done = [
            plan_visit(session, team_id=centre.mountain, day=MONDAY, service_id=centre.services[line], position=at)
            for at, line in enumerate(lines)
        ]
    refresh(page)
    return [one.visit_id for one in done]


# ---- by the mouse ---------------------------------------------------------------------------------------------------


def test_who_is_due_is_dragged_onto_a_day(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    page = board_page
    assert len(page.due.list.due_model.items) == 5
    drag_due(qtbot, page, rounds_centre.services[0], middle_of(page, rounds_centre.mountain, TUESDAY))
    (visit,), (one,) = visits(office), rounds(office)
    assert (visit.service_id, visit.day, one.team_id) == (rounds_centre.services[0], TUESDAY, rounds_centre.mountain)
    assert said() == "Planned for Tuesday, 24.11.2026."
    assert len(page.due.list.due_model.items) == 4
    assert page.board is not None
    assert page.board.cells[rounds_centre.mountain, TUESDAY].laid.km == 40.0


def test_time_and_kilometres_are_said_while_it_is_dragged_and_nothing_is_written(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    page = board_page
    drag_due(qtbot, page, rounds_centre.services[0], middle_of(page, rounds_centre.mountain, TUESDAY), let_go=False)
    carried = page.view.carried
    assert carried is not None and carried.trial is not None
    assert (carried.trial.day, carried.trial.more_km, carried.trial.more_minutes) == (TUESDAY, 40.0, 125)
    qtbot.keyClick(page.due.list, _Key.Key_Escape)
    assert page.view.carried is None
    assert visits(office) == []


def test_what_would_be_broken_is_said_before_it_is_let_go(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    with office.write() as session:
        make_absence(session, _member(page=board_page, team=rounds_centre.mountain), TUESDAY)
    board_page.read()
    tasks.wait_idle()
    to = middle_of(board_page, rounds_centre.mountain, TUESDAY)
    drag_due(qtbot, board_page, rounds_centre.services[0], to, let_go=False)
    carried = board_page.view.carried
    assert carried is not None and carried.trial is not None
    assert {one.kind for one in carried.trial.broken} == {"too_few", "no_vehicle"}
    board_page.view.let_go(keep=False)


def _member(*, page: BoardPage, team: Any) -> Any:
    assert page.board is not None
    found = page.board.fleet.team(team)
    assert found is not None
    return found.members[0]


def test_a_closed_day_takes_nothing_and_says_why(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    with office.write() as session:
        close(session, rounds_centre.site, WEDNESDAY)
    board_page.read()
    tasks.wait_idle()
    to = middle_of(board_page, rounds_centre.mountain, WEDNESDAY)
    drag_due(qtbot, board_page, rounds_centre.services[0], to)
    assert visits(office) == []
    assert "closed" in said().lower() or "closure" in said().lower()


def test_a_visit_is_dragged_to_another_team_and_within_its_round(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    page = board_page
    first, second, third = planned(board_page, office, rounds_centre, 0, 1, 3)
    drag_visit(qtbot, page, first, middle_of(page, rounds_centre.valley, WEDNESDAY))
    assert {visit.id: visit.day for visit in visits(office)}[first] == WEDNESDAY
    above = page.view.rect_of(second)
    drag_visit(qtbot, page, third, QPoint(above.center().x(), above.top() + 3))
    stops = [visit.id for visit in visits(office) if visit.day == MONDAY]
    assert stops == [third, second]
    assert "Moved" in said()


def test_let_go_where_it_was_nothing_happens(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    first, _second = planned(board_page, office, rounds_centre, 0, 1)
    before = messages.waiting()
    drag_visit(qtbot, board_page, first, board_page.view.rect_of(first).center() + QPoint(3, 5))
    assert [visit.position for visit in visits(office)] == [0, 1]
    assert messages.waiting() == before


# ---- by keys --------------------------------------------------------------------------------------------------------


def test_all_is_done_by_keys_alone(qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office) -> None:
    page = board_page
    page.due.select(rounds_centre.services[1])
    page.due.list.setFocus()
    qtbot.keyClick(page.due.list, _Key.Key_Space)
    assert page.view.hasFocus()
    press(qtbot, page, _Key.Key_Right, _Key.Key_Down, _Key.Key_Return)
    (visit,), (one,) = visits(office), rounds(office)
    assert (visit.service_id, visit.day, one.team_id) == (rounds_centre.services[1], TUESDAY, rounds_centre.valley)
    assert page.due.list.hasFocus(), "the next one is taken from the list"
    page.view.setFocus()
    page.view.set_spot(Spot(rounds_centre.valley, 1, visit.id))
    press(qtbot, page, _Key.Key_Space, _Key.Key_Left, _Key.Key_Space)
    assert visits(office)[0].day == MONDAY
    press(qtbot, page, _Key.Key_Space, _Key.Key_Right, _Key.Key_Escape)
    assert visits(office)[0].day == MONDAY
    press(qtbot, page, _Key.Key_Delete)
    assert visits(office) == []
    qtbot.keyClick(page.view, _Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle()
    assert [visit.day for visit in visits(office)] == [MONDAY]


def test_arrows_walk_through_the_stops_and_on(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    first, second = planned(board_page, office, rounds_centre, 0, 1)
    page = board_page
    page.view.set_spot(Spot(rounds_centre.mountain, 0))
    walked = []
    for key in (_Key.Key_Down, _Key.Key_Down, _Key.Key_Down, _Key.Key_Up, _Key.Key_Right, _Key.Key_Left):
        press(qtbot, page, key)
        assert page.view.spot is not None
        walked.append(
            (page.view.spot.team_id == rounds_centre.mountain, page.view.spot.day_at, page.view.spot.visit_id)
        )
    assert walked == [
        (True, 0, first),
        (True, 0, second),
        (False, 0, None),
        (True, 0, second),
        (True, 1, None),
        (True, 0, None),
    ]
    assert "Гурӯҳи кӯҳ" in page.view.accessibleDescription()


def test_within_a_round_up_and_down_change_the_order(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    first, second, third = planned(board_page, office, rounds_centre, 0, 1, 3)
    board_page.view.set_spot(Spot(rounds_centre.mountain, 0, third))
    press(qtbot, board_page, _Key.Key_Space, _Key.Key_Up, _Key.Key_Up, _Key.Key_Return)
    assert [visit.id for visit in visits(office)] == [third, first, second]


def test_s_sets_the_round_and_makes_it_a_draft_again(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    planned(board_page, office, rounds_centre, 0)
    board_page.view.set_spot(Spot(rounds_centre.mountain, 0))
    assert board_page.board_head.set_button.isEnabled()
    press(qtbot, board_page, _Key.Key_S)
    assert rounds(office)[0].set_at is not None
    press(qtbot, board_page, _Key.Key_S)
    assert rounds(office)[0].set_at is None


# ---- calling off, promises ------------------------------------------------------------------


def test_delete_in_a_set_round_asks_why_and_when_to_go_next(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    (visit_id,) = planned(board_page, office, rounds_centre, 0)
    with office.write() as session:
        set_round(session, visits(office)[0].round_id)  # type: ignore[arg-type]
    refresh(board_page)
    board_page.view.set_spot(Spot(rounds_centre.mountain, 0, visit_id))
    press(qtbot, board_page, _Key.Key_Delete)
    dialog = dialog_of(board_page)
    dialog.form.set_values({"outcome": "ill", "reason": "child_ill"})
    dialog.save()
    tasks.wait_idle()
    assert "when to go next" in dialog.form.error("next_day")
    dialog.form.set_values({"outcome": "ill", "reason": "child_ill", "next_day": WEDNESDAY})
    dialog.save()
    refresh(board_page)
    (visit,) = visits(office)
    assert (visit.outcome, visit.next_day) == ("ill", WEDNESDAY)
    assert board_page.board is not None
    assert [one.id for one in board_page.board.cells[rounds_centre.mountain, MONDAY].called_off] == [visit_id]


def test_p_promises_and_a_promised_visit_does_not_leave_its_day(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    (visit_id,) = planned(board_page, office, rounds_centre, 0)
    board_page.view.set_spot(Spot(rounds_centre.mountain, 0, visit_id))
    press(qtbot, board_page, _Key.Key_P)
    dialog = dialog_of(board_page)
    dialog.form.set_values({"day": MONDAY, "minute": 600})
    dialog.save()
    refresh(board_page)
    assert visits(office)[0].promised_minute == 600
    drag_visit(qtbot, board_page, visit_id, middle_of(board_page, rounds_centre.mountain, TUESDAY))
    assert visits(office)[0].day == MONDAY
    assert "promised to the family" in said()


def test_the_menu_does_what_the_keys_do(board_page: BoardPage, rounds_centre: Planned, office: Office) -> None:
    (visit_id,) = planned(board_page, office, rounds_centre, 0)
    with office.write() as session:
        promise_visit(session, visit_id)
    refresh(board_page)
    board_page.view.set_spot(Spot(rounds_centre.mountain, 0, visit_id))
    menu = BoardMenu(board_page).menu()
    assert menu is not None
    acts = {act.text().split("\t")[0]: act for act in menu.actions()}
    assert {"Open the child’s file", "Call off…", "Set the round", "Vehicle", "Give it to another team"} <= set(acts)
    assert "Put back: due again" not in acts
    acts["Take the promise back"].trigger()
    tasks.wait_idle()
    assert not visits(office)[0].promised


# ---- looking --------------------------------------------------------------------------------


def test_the_week_shows_where_nobody_can_go(board_page: BoardPage, rounds_centre: Planned) -> None:
    board = board_page.board
    assert board is not None
    assert SATURDAY not in board.days
    board_page.open(day=MONDAY - timedelta(days=7))
    tasks.wait_idle()
    assert board_page.board is not None
    assert board_page.board.today in board_page.board.days
    assert not board_page.view.take(rounds_centre.services[0], "") or board_page.view.carried is not None
    board_page.view.let_go(keep=False)


def test_the_list_is_filtered_by_name_or_place(qtbot: QtBot, board_page: BoardPage) -> None:
    board_page.due.search.setText("зарбдор")
    qtbot.waitUntil(lambda: len(board_page.due.list.due_model.items) == 1)
    board_page.due.search.setText("нет такого")
    qtbot.waitUntil(lambda: not board_page.due.list.due_model.items)
    assert board_page.due.nobody.text() == "Nobody is found."


def test_who_may_not_plan_only_looks(
    qtbot: QtBot,
    board_page: BoardPage,
    rounds_centre: Planned,
    office: Office,
    shell_of: Callable[[Any], Any],
    show: Callable[[QWidget], QWidget],
) -> None:
    (visit_id,) = planned(board_page, office, rounds_centre, 0)
    shell = shell_of(office)
    shell.may = lambda _permission: False
    page = BoardPage(shell)
    show(page)
    page.open(day=MONDAY)
    tasks.wait_idle()
    drag_visit(qtbot, page, visit_id, middle_of(page, rounds_centre.valley, TUESDAY))
    drag_due(qtbot, page, rounds_centre.services[1], middle_of(page, rounds_centre.valley, TUESDAY))
    page.view.set_spot(Spot(rounds_centre.mountain, 0, visit_id))
    press(qtbot, page, _Key.Key_Delete, _Key.Key_S, _Key.Key_Space, _Key.Key_Right, _Key.Key_Return)
    assert [visit.day for visit in visits(office)] == [MONDAY]
    assert rounds(office)[0].set_at is None


def test_a_centre_without_teams_is_led_to_settings(board_as: Callable[[Role], BoardPage]) -> None:
    page = board_as(Role.MANAGER)
    assert page.pages.currentWidget() is page.no_teams


def test_a_single_visit_is_planned_by_typing(board_page: BoardPage, rounds_centre: Planned, office: Office) -> None:
    board_page.view.set_spot(Spot(rounds_centre.valley, 2))
    board_page.single()
    dialog = dialog_of(board_page)
    dialog.form.set_values(
        {
            "child_ids": [(rounds_centre.children[2], "Сомон")],
            "purpose": "device",
            "team_id": rounds_centre.valley,
            "day": WEDNESDAY,
        }
    )
    dialog.save()
    tasks.wait_idle()
    (visit,) = visits(office)
    assert (visit.child_id, visit.purpose, visit.day) == (rounds_centre.children[2], "device", WEDNESDAY)


def test_the_rest_of_the_week_is_offered_in_the_running_week_alone(board_page: BoardPage) -> None:
    rest = board_page.board_head.rest
    assert rest is not None
    assert not rest.isVisible()
    board_page.open(day=TODAY)
    tasks.wait_idle()
    assert rest.isVisible()


def test_all_rounds_are_set_at_once_and_undone_at_once(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    planned(board_page, office, rounds_centre, 0)
    with office.write() as session:
        plan_visit(session, team_id=rounds_centre.valley, day=TUESDAY, service_id=rounds_centre.services[1])
    refresh(board_page)
    board_page.board_head.asked.emit("set_all")
    refresh(board_page)
    assert all(one.set_at is not None for one in rounds(office))
    assert said() == "2 rounds are set."
    board_page.moves.undo()
    refresh(board_page)
    assert all(one.set_at is None for one in rounds(office))


def test_enter_opens_the_round_at_the_visit(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    (visit_id,) = planned(board_page, office, rounds_centre, 0)
    asked: list[tuple[str, dict[str, object]]] = []
    board_page.asked.connect(lambda page, to: asked.append((page, to)))
    board_page.view.set_spot(Spot(rounds_centre.mountain, 0, visit_id))
    press(qtbot, board_page, _Key.Key_Return)
    assert asked == [("round", {"round": rounds(office)[0].id, "visit": visit_id})]


def test_a_round_is_given_to_another_team_and_gets_another_vehicle_by_the_menu(
    board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    planned(board_page, office, rounds_centre, 0)
    board_page.view.set_spot(Spot(rounds_centre.mountain, 0))
    menu = BoardMenu(board_page).menu()
    assert menu is not None
    under = {sub.title(): {act.text(): act for act in sub.actions()} for sub in menu.findChildren(QMenu)}
    under["Vehicle"]["Нива"].trigger()
    refresh(board_page)
    assert rounds(office)[0].vehicle_id == rounds_centre.spare
    under["Give it to another team"]["Гурӯҳи водӣ"].trigger()
    refresh(board_page)
    assert rounds(office)[0].team_id == rounds_centre.valley
