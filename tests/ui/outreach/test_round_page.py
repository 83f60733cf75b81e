"""Keying a round by keyboard alone, on a real file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from centre_app.office import Office
from centre_app.outreach.driven import key_round
from centre_app.outreach.driven_rules import RoundFacts
from centre_app.outreach.follow_ups import open_follow_ups
from centre_app.outreach.result_rules import VisitResult
from centre_app.outreach.results import key_visit
from centre_app.outreach.round_file import RoundFile, round_file
from centre_app.security.access import Actor, Role
from centre_app.security.queries import my_draft
from centre_app.sites.models import Site
from tests.conftest import TODAY
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.plans import make_plan
from tests.factories.visits import make_car, make_going_team, make_planned_round
from ui import messages, tasks
from ui.outreach.round_conflict import RoundConflict
from ui.outreach.round_page import RoundPage
from ui.outreach.round_words import outcome_keys, practice_keys
from ui.shared.date_field import DateField

DAY = TODAY - timedelta(days=1)
NAMES = ("Ҷамшед", "Нигина", "Зафар", "Мадина", "Фирдавс", "Шаҳло", "Баҳром", "Зарина")
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Centre:
    """A round to four homes yesterday, and another one the day before."""

    office: Office
    children: list[UUID] = field(default_factory=list)
    round: UUID = field(default_factory=lambda: UUID(int=0))
    visits: list[UUID] = field(default_factory=list)
    other: UUID = field(default_factory=lambda: UUID(int=0))
    other_visits: list[UUID] = field(default_factory=list)

    def read(self) -> RoundFile:
        with self.office.read() as session:
            return round_file(session, self.round, "tg")

    def follow_ups(self) -> list[str]:
        with self.office.read() as session:
            return [row.kind for row in open_follow_ups(session, "tg")]

    def key_elsewhere(self, visit: UUID, result: VisitResult) -> None:
        with self.office.write() as session:
            key_visit(session, visit, result, 1)


@pytest.fixture
def centre(office: Office) -> Centre:
    made = Centre(office)
    with office.write() as session:
        given_lists(session)
        site = session.scalars(select(Site.id)).one()
        team, car = make_going_team(session, site), make_car(session, site)
        made.children = [make_child(session, name, surname=f"Раҳимов{n}") for n, name in enumerate(NAMES[:5])]
        make_plan(session, made.children[0])
        before, (earlier,) = make_planned_round(
            session, site, made.children[:1], DAY - timedelta(days=14), team=team, vehicle_id=car
        )
        key_visit(session, earlier, VisitResult("done", task="Ҳар рӯз 10 дақиқа"), 1)
        key_round(session, before, RoundFacts(car, start_odometer=41_000, end_odometer=41_060), 1)
        made.round, made.visits = make_planned_round(session, site, made.children[:4], DAY, team=team, vehicle_id=car)
        made.other, made.other_visits = make_planned_round(
            session, site, made.children[4:], DAY - timedelta(days=1), team=team
        )
    return made


@pytest.fixture
def page(qtbot: QtBot, centre: Centre, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> RoundPage:
    made = RoundPage(shell_of(centre.office))
    show(made)
    with qtbot.waitActive(made):  # shortcuts are for the window that one works in
        made.activateWindow()
    made.open(round=centre.round)
    tasks.wait_idle()
    return made


def keys(qtbot: QtBot, *pressed: str) -> None:
    """Press these where the focus is: a text is typed; ``Enter``, ``Ctrl+S`` … are keys."""
    named = {
        "Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        "Down": (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
        "Up": (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
        "Tab": (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        "Esc": (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        "F2": (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        "Del": (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        "Ctrl+S": (Qt.Key.Key_S, CTRL),
        "Ctrl+G": (Qt.Key.Key_G, CTRL),
        "Ctrl+Enter": (Qt.Key.Key_Return, CTRL),
    }
    for one in pressed:
        widget = QApplication.focusWidget()
        assert widget is not None
        if one in named:
            qtbot.keyClick(widget, *named[one])
        else:
            for letter in one:  # QTest itself types nothing but ASCII
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        tasks.wait_idle()


def words_of(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_every_outcome_has_a_digit_and_a_letter_of_its_own() -> None:
    for made in (outcome_keys(), practice_keys()):
        assert len({key.digit for key in made}) == len({key.letter for key in made}) == len(made)
        assert all(key.letter and key.letter in key.words.upper() for key in made)


def test_a_round_is_keyed_from_its_first_visit_to_its_kilometres_by_keyboard_alone(
    qtbot: QtBot, centre: Centre, page: RoundPage
) -> None:
    keys(qtbot, "1", "Enter", "50", "Enter", "2", "Enter", "90", "Enter")  # done, 50 min, partly, 90 min
    keys(qtbot, "3", "Enter")  # nobody at home
    keys(qtbot, "4", "Enter")  # refused
    keys(qtbot, "1", "Enter", "Enter", "3", "Enter")  # done in the planned time, not practised
    keys(qtbot, "8:05", "Enter", "14:40", "Enter", " ", "Enter", "41105", "Enter", "Enter", "7", "Enter", "Ctrl+S")
    file = centre.read()
    assert [visit.outcome for visit in file.visits] == ["done", "nobody_home", "refused", "done"]
    first, last = file.visits[0].result, file.visits[3].result
    assert first == VisitResult("done", minutes=50, practised="partly", practised_minutes=90)
    assert last == VisitResult("done", minutes=45, practised="not_done")
    assert file.open == 0 and not page.unsaved()
    assert file.facts == replace(file.facts, start_odometer=41_060, end_odometer=41_105, km=45.0, fuel_litres=7.0)
    assert (file.facts.left_minute, file.facts.back_minute) == (485, 880)
    assert centre.follow_ups() == ["refusal"]
    assert "every visit has its result" in words_of(page.top)


def test_what_else_there_is_to_say_is_typed_in_the_panel(qtbot: QtBot, centre: Centre, page: RoundPage) -> None:
    keys(qtbot, "d", "F2", "Нишастан бо такя", "Tab", "Модар худаш кард", "Tab")
    panel = page.work.panel
    assert panel is not None
    assert "Ҳар рӯз 10 дақиқа" in words_of(panel)
    panel.same.click()
    panel.goals[0].click()
    panel.next_day.line.setText("04.12.2026")
    panel.concerns.add_button.click()
    row = panel.concerns.rows[0]
    assert row.owner.currentText() == "Шарипов Далер"
    row.kind.setCurrentIndex(next(at for at in range(row.kind.count()) if row.kind.itemText(at) == "illness"))
    assert row.due.text() == "27.11.2026"  # a week from today
    row.note.setFocus()
    keys(qtbot, "Таб дорад", "Ctrl+Enter")
    result = centre.read().visits[0].result
    assert result is not None
    assert (result.done_note, result.parent_showed, result.task) == (
        "Нишастан бо такя",
        "Модар худаш кард",
        "Ҳар рӯз 10 дақиқа",
    )
    assert len(result.goals) == 1 and result.next_day is not None and result.next_day.day == 4
    assert [(one.kind, one.note) for one in result.concerns] == [("illness", "Таб дорад")]
    assert page.lines.current == centre.visits[1]


def test_a_code_a_stop_a_number_or_a_name_jumps_to_the_line(qtbot: QtBot, centre: Centre, page: RoundPage) -> None:
    visits = centre.read().visits
    assert visits[2].code is not None
    for typed, at in (("4", 3), (visits[2].code.lower(), 2), (visits[1].number.lower(), 1), ("Мадина", 3)):
        keys(qtbot, "Ctrl+G", typed, "Enter")
        assert page.lines.current == centre.visits[at]
        assert page.lines.lines[centre.visits[at]].outcome.hasFocus()
    keys(qtbot, "Ctrl+G", "Каримзода", "Enter")
    assert page.lines.current == centre.visits[3]


def test_a_code_of_another_round_goes_there(qtbot: QtBot, centre: Centre, page: RoundPage) -> None:
    with centre.office.read() as session:
        code = round_file(session, centre.other, "tg").visits[0].code
    assert code is not None
    keys(qtbot, "Ctrl+G", code, "Enter")
    assert page.shown is not None and page.shown.file.id == centre.other
    assert page.lines.current == centre.other_visits[0]


def test_what_says_nothing_about_how_it_went_waits_as_a_draft(
    qtbot: QtBot, centre: Centre, page: RoundPage, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    keys(qtbot, "F2", "Ҳанӯз намедонам", "Ctrl+Enter")
    assert centre.read().visits[0].result is None and page.unsaved()
    page.saving.keep_draft()
    tasks.wait_idle()
    again = RoundPage(shell_of(centre.office))
    show(again)
    again.open(round=centre.round)
    tasks.wait_idle()
    assert again.typing is not None and again.typing.visits[centre.visits[0]].done_note == "Ҳанӯз намедонам"
    again.lines.lines[centre.visits[0]].outcome.chosen.emit("done")
    again.save()
    tasks.wait_idle()
    again.saving.keep_draft()
    tasks.wait_idle()
    with centre.office.read() as session:
        assert my_draft(session, f"round/{centre.round}") is None
    result = centre.read().visits[0].result
    assert result is not None and result.done_note == "Ҳанӯз намедонам"


def test_a_line_that_cannot_be_saved_says_why_and_calls_nobody_back(
    qtbot: QtBot, centre: Centre, page: RoundPage
) -> None:
    keys(qtbot, "8")  # cancelled by the team asks for the reason
    keys(qtbot, "Down", "1", "Enter", "9999", "Down")
    lines = [page.lines.lines[visit] for visit in centre.visits]
    assert page.lines.current == centre.visits[2]
    assert "choose the reason" in lines[0].wrong.text()
    assert "A visit lasts from 1 to 600 minutes." in lines[1].wrong.text()
    assert [line.state.text() for line in lines[:2]] == ["not saved", "not saved"]
    assert lines[2].minutes.hasFocus()
    keys(qtbot, "Up", "45", "Ctrl+S")
    visits = centre.read().visits
    assert (visits[0].result, visits[1].result) == (None, VisitResult("done", minutes=45))


def test_enter_on_a_cancelled_visit_leads_to_its_reason(qtbot: QtBot, centre: Centre, page: RoundPage) -> None:
    keys(qtbot, "8", "Enter")
    assert page.work.panel is not None and page.work.panel.reason.hasFocus()
    page.work.panel.reason.setCurrentIndex(1)
    keys(qtbot, "Ctrl+Enter")
    result = centre.read().visits[0].result
    assert result is not None and result.reason is not None
    assert page.lines.current == centre.visits[1]


def test_when_somebody_else_keyed_it_both_are_shown_and_one_is_chosen(
    qtbot: QtBot, centre: Centre, page: RoundPage
) -> None:
    for visit in centre.visits[:2]:
        qtbot.keyClicks(page.lines.lines[visit].outcome, "1")
        centre.key_elsewhere(visit, VisitResult("nobody_home", reason_note="Дар бозор"))
        page.save()
        tasks.wait_idle()
        dialog = page.findChildren(RoundConflict)[-1]
        said = words_of(dialog)
        assert "Гулнора Қодирова keyed this visit on" in said and "Дар бозор" in said and "45 min" in said
        (dialog.theirs if visit == centre.visits[0] else dialog.mine).click()
        tasks.wait_idle()
    assert [visit.outcome for visit in centre.read().visits] == ["nobody_home", "done", "planned", "planned"]
    assert not page.unsaved()


def test_an_odometer_that_runs_backwards_is_refused_and_odd_fuel_is_asked_about(
    qtbot: QtBot, centre: Centre, page: RoundPage
) -> None:
    page.driven.focus_first()
    keys(qtbot, "Enter", "Enter", "41100", "Enter", "41060", "Ctrl+S")
    assert "cannot run backwards" in page.driven.wrong.text()
    page.driven.fields["end_odometer"].setText("")
    page.driven.fields["end_odometer"].setFocus()
    keys(qtbot, "41140", "Enter", "Enter", "40", "Ctrl+S")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None and "40 litres for 40 km" in words_of(dialog)
    dialog.accept()  # type: ignore[attr-defined]
    tasks.wait_idle()
    assert centre.read().facts.fuel_litres == 40.0


def test_a_result_taken_back_is_open_again_and_comes_back_by_undo(
    qtbot: QtBot, centre: Centre, page: RoundPage
) -> None:
    keys(qtbot, "1", "Ctrl+S")
    assert page.work.panel is not None
    page.work.panel.take_back.click()
    tasks.wait_idle()
    assert centre.read().open == 4 and not page.unsaved()
    assert page.lines.lines[centre.visits[0]].state.text() == "open"


def test_a_secretary_sees_the_round_and_keys_nothing(
    qtbot: QtBot, centre: Centre, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    centre.key_elsewhere(centre.visits[0], VisitResult("done", done_note="Махфӣ", task="Махфӣ"))
    centre.office.actor = Actor(centre.office.actor.account_id, "Раҳимова Сафия", Role.SECRETARY)
    made = RoundPage(shell_of(centre.office))
    show(made)
    made.open(round=centre.round)
    tasks.wait_idle()
    assert made.top.save.isHidden() and not made.driven.fields["km"].isEnabled()
    assert not made.lines.lines[centre.visits[1]].outcome.isEnabled()
    assert "Махфӣ" not in words_of(made)


def test_what_is_typed_outlives_a_change_of_language(qtbot: QtBot, centre: Centre, page: RoundPage) -> None:
    keys(qtbot, "F2", "Нима роҳ")
    state = page.state()
    made = RoundPage(page.shell)
    qtbot.addWidget(made)
    made.restore(state)
    tasks.wait_idle()
    assert made.typing is not None and made.typing.visits[centre.visits[0]].done_note == "Нима роҳ"
    assert isinstance(page.work.panel.next_day if page.work.panel else None, DateField)
    messages.clear()
