"""Writing a session up by keyboard, on a real file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from centre_app.office import Office
from centre_app.security.access import Actor, Role
from centre_app.security.queries import my_draft
from centre_app.sites.models import Group, Service, Site
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.note_rules import ChildWriteUp, GoalWorked, WriteUp
from centre_app.therapy.phrases import add_phrase, my_phrases
from centre_app.therapy.session_file import SessionFile, session_file
from centre_app.therapy.writing_up import write_up
from tests.conftest import TODAY
from tests.factories.attendance import enrolment_of, mark
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.plans import goal, goal_ids, make_plan
from tests.factories.therapy import make_session
from tests.factories.workplace import make_staff
from ui import messages, tasks
from ui.therapy.session_editing import EditingPart
from ui.therapy.session_page import SessionPage
from ui.therapy.session_reading import ReadingPart

NAMES = ("Ҷамшед", "Нигина", "Зафар")
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Centre:
    """Three children with plans; a session for one, a group, another for one, by the hour; one of two weeks ago."""

    office: Office
    children: list[UUID] = field(default_factory=list)
    goals: dict[UUID, list[UUID]] = field(default_factory=dict)
    sessions: dict[str, UUID] = field(default_factory=dict)

    @property
    def single(self) -> UUID:
        """At 9, for the first child."""
        return self.sessions["single"]

    @property
    def group(self) -> UUID:
        """At 10, for all three."""
        return self.sessions["group"]

    @property
    def last(self) -> UUID:
        """At 11, for the second child."""
        return self.sessions["last"]

    @property
    def old(self) -> UUID:
        """Two weeks ago, written up and locked."""
        return self.sessions["old"]

    def read(self, session_id: UUID) -> SessionFile:
        with self.office.read() as session:
            return session_file(session, session_id, "tg")


@pytest.fixture
def centre(office: Office) -> Centre:
    made = Centre(office)
    with office.write() as session:
        given_lists(session)
        site, group = session.scalars(select(Site.id)).one(), session.scalars(select(Group.id)).first()
        day_care = session.scalars(select(Service.id).where(Service.kind == "day_care")).one()
        staff = make_staff(session)

        def planned(children: list[UUID], start: int, days: int = 0) -> UUID:
            day = TODAY - timedelta(days=days)
            session_id = make_session(session, site, day, dict.fromkeys(children, "invited"), status="planned")
            row = session.get_one(TherapySession, session_id)
            row.start_minute, row.therapist_id = start, staff
            session.flush()
            return session_id

        made.children = [make_enrolled(session, day_care, group, name) for name in NAMES]
        for child in made.children:
            plan = make_plan(session, child, goals=(goal(), goal("Қошуқро мегирад", "self_care")))
            made.goals[child] = goal_ids(session, plan)
        first = made.children[0]
        made.sessions = {
            "old": planned([first], 540, days=14),
            "single": planned([first], 540),
            "group": planned(made.children, 600),
            "last": planned([made.children[1]], 660),
        }
        one = ChildWriteUp(first, "attended", note="Хуб", home_task="Бо оина", next_time="Калимаи об")
        write_up(session, made.old, WriteUp("held", (one,), 30))
        add_phrase(session, "Худаш оғоз кард.")
    return made


@pytest.fixture
def page(
    qtbot: QtBot, centre: Centre, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> SessionPage:
    made = SessionPage(shell_of(centre.office))
    show(made)
    with qtbot.waitActive(made):  # shortcuts are for the window that one works in
        made.activateWindow()
    return made


def opened(page: SessionPage, session_id: UUID) -> EditingPart:
    page.open(session=session_id)
    tasks.wait_idle()
    assert isinstance(page.part, EditingPart)
    return page.part


def typed(edit: QPlainTextEdit, text: str, qtbot: QtBot) -> None:
    edit.setFocus()
    qtbot.keyClicks(edit, text)


def focus_of(page: SessionPage) -> QWidget:
    widget = page.window().focusWidget()
    assert widget is not None
    return widget


def answer(page: SessionPage, text: str) -> None:
    """Press a button of the question on show."""
    [dialog] = [dialog for dialog in page.findChildren(QDialog) if dialog.isVisible()]
    [button] = [button for button in dialog.findChildren(QPushButton) if button.text() == text]
    button.click()
    tasks.wait_idle()


# ---- one child ------------------------------------------------------------------------------------------------------


def test_a_session_for_one_child_is_written_by_keyboard_alone(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    qtbot.keyClick(focus_of(page), Qt.Key.Key_1)  # attended
    level = part.panel.goals[0].level
    level.setFocus()
    qtbot.keyClicks(focus_of(page), "-1")
    part.panel.goals[1].level.setFocus()
    qtbot.keyClicks(focus_of(page), "2")
    typed(part.panel.note, "Bo xohish", qtbot)
    qtbot.keyClick(focus_of(page), Qt.Key.Key_S, CTRL)
    tasks.wait_idle()
    file = centre.read(centre.single)
    [child] = file.children
    assert (file.status, child.status, child.note) == ("held", "attended", "Bo xohish")
    assert [row.worked.level if row.worked else None for row in child.goals] == [-1, 2]
    assert not page.unsaved()


def test_the_levels_own_words_are_shown_and_arrows_move_it(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    row = part.panel.goals[0]
    row.level.setFocus()
    qtbot.keyClick(focus_of(page), Qt.Key.Key_Right)
    assert (row.writing.level, row.words.text()) == (0, row.goal.levels[2])
    qtbot.keyClick(focus_of(page), Qt.Key.Key_Right)
    assert (row.writing.level, row.words.text()) == (1, row.goal.levels[3])
    qtbot.keyClick(focus_of(page), Qt.Key.Key_Delete)
    assert row.writing.level is None


def test_who_worked_on_a_goal_was_there(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None and page.writing is not None
    part.panel.goals[0].level.setFocus()
    qtbot.keyClicks(focus_of(page), "0")
    assert part.panel.status.status.value() == "attended"
    assert page.writing.status == "held"


def test_accuracy_is_reckoned_while_typing(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    row = part.panel.goals[0]
    qtbot.keyClicks(row.correct, "7")
    assert row.accuracy.text() == ""
    qtbot.keyClicks(row.trials, "9")
    assert row.accuracy.text() == "= 78 %"


@pytest.mark.parametrize(
    ("key", "status", "child_status", "reason"),
    [
        (Qt.Key.Key_2, "cancelled_by_family", "missed", "unannounced"),
        (Qt.Key.Key_3, "cancelled_by_family", "excused", "illness"),
        (Qt.Key.Key_4, "cancelled_by_centre", "excused", "illness"),
    ],
)
def test_one_key_says_who_called_it_off(
    qtbot: QtBot, page: SessionPage, centre: Centre, key: Qt.Key, status: str, child_status: str, reason: str
) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    qtbot.keyClick(focus_of(page), key)
    choice = part.panel.status.reason
    if choice.value() is None:
        page.save()
        tasks.wait_idle()
        assert part.panel.status.wrong.text() == "Please choose the reason."
        assert centre.read(centre.single).status == "planned"
        choice.setCurrentIndex(choice.findText("illness"))
    page.save()
    tasks.wait_idle()
    file = centre.read(centre.single)
    assert (file.status, file.reason, file.children[0].status) == (status, reason, child_status)


def test_last_times_task_and_plan_are_shown_and_the_task_is_taken_over(page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    shown = " ".join(label.text() for label in part.panel.findChildren(QLabel))
    assert "Калимаи об" in shown
    [same] = [made for made in part.panel.findChildren(QPushButton) if made.text() == "The same as last time"]
    same.click()
    assert part.panel.home_task.text() == "Бо оина"
    assert page.unsaved()


def test_practice_at_home_is_asked_and_kept(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    qtbot.keyClick(focus_of(page), Qt.Key.Key_1)
    part.panel.practised.setFocus()
    qtbot.keyClick(focus_of(page), Qt.Key.Key_2)
    qtbot.keyClicks(part.panel.minutes, "40")
    page.save()
    tasks.wait_idle()
    [child] = centre.read(centre.single).children
    assert (child.practised, child.practised_minutes) == ("partly", 40)


def test_what_cannot_be_read_is_said_at_its_place_and_nothing_is_lost(
    qtbot: QtBot, page: SessionPage, centre: Centre
) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    qtbot.keyClick(focus_of(page), Qt.Key.Key_1)
    row = part.panel.goals[0]
    qtbot.keyClicks(row.correct, "9")
    qtbot.keyClicks(row.trials, "5")
    typed(part.panel.note, "Xub", qtbot)
    page.save()
    tasks.wait_idle()
    assert "No more can be correct" in row.wrong.text()
    assert part.panel.note.text() == "Xub"
    qtbot.keyClick(page.top.minutes, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(page.top.minutes, "3")
    row.correct.setText("5")
    row.correct.textEdited.emit("5")
    page.save()
    tasks.wait_idle()
    assert "5 to 480" in page.top.wrong.text()
    assert centre.read(centre.single).status == "planned"


# ---- one after the other --------------------------------------------------------------------------------------------


def test_the_day_is_written_one_session_after_the_other(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    opened(page, centre.single)
    qtbot.keyClick(focus_of(page), Qt.Key.Key_1)
    qtbot.keyClick(focus_of(page), Qt.Key.Key_S, CTRL | SHIFT)
    tasks.wait_idle()
    assert page.session_id == centre.group
    qtbot.keyClick(focus_of(page), Qt.Key.Key_Return, CTRL)
    qtbot.keyClick(focus_of(page), Qt.Key.Key_S, CTRL)
    tasks.wait_idle()
    qtbot.keyClick(focus_of(page), Qt.Key.Key_Down, CTRL)
    tasks.wait_idle()
    assert page.session_id == centre.last
    assert [centre.read(one).status for one in (centre.single, centre.group)] == ["held", "held"]
    qtbot.keyClick(focus_of(page), Qt.Key.Key_Up, CTRL)
    tasks.wait_idle()
    assert page.session_id == centre.group


def test_leaving_what_is_typed_asks_first(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    typed(part.panel.note, "Xub", qtbot)
    page.after()
    assert page.session_id == centre.single
    answer(page, "Go back")
    assert part.panel.note.text() == "Xub"
    page.after()
    answer(page, "Go on without saving")
    assert page.session_id == centre.group
    assert not page.unsaved()


def test_back_leads_to_the_day_of_the_session(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    asked: list[tuple[str, object]] = []
    page.asked.connect(lambda key, to: asked.append((key, to)))
    opened(page, centre.single)
    page.leave()
    assert asked == [("day", {"day": TODAY})]


# ---- a group --------------------------------------------------------------------------------------------------------


def test_the_roll_is_called_by_one_key_a_child(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.group)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        qtbot.keyClick(part.roll, key)
    assert part.panel is not None
    reason = part.panel.status.reason
    reason.setCurrentIndex(reason.findText("illness"))
    page.save()
    tasks.wait_idle()
    file = centre.read(centre.group)
    assert [child.status for child in file.children] == ["attended", "missed", "excused"]


def test_a_child_left_out_is_shown_with_the_error(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.group)
    qtbot.keyClick(part.roll, Qt.Key.Key_1)
    qtbot.keyClick(part.roll, Qt.Key.Key_1)
    part.roll.setCurrentRow(0)
    page.save()
    tasks.wait_idle()
    assert part.roll.currentRow() == 2
    assert part.panel is not None
    assert "attended, missed or excused" in part.panel.status.wrong.text()


def test_what_was_typed_of_one_child_stays_while_another_is_looked_at(
    qtbot: QtBot, page: SessionPage, centre: Centre
) -> None:
    part = opened(page, centre.group)
    assert part.panel is not None
    typed(part.panel.note, "Yakum", qtbot)
    qtbot.keyClick(focus_of(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert part.panel.note.text() == ""
    qtbot.keyClick(part.roll, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: part.panel is not None and part.panel.note.text() == "Yakum")


def test_a_home_task_is_copied_to_all_who_have_none(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.group)
    part.everybody_attended()
    assert part.panel is not None and page.writing is not None
    typed(part.panel.home_task, "Bo oina", qtbot)
    first, second, third = page.writing.children.values()
    second.home_task = "Digar"
    part.panel.copy_to_all()
    assert [first.home_task, second.home_task, third.home_task] == ["Bo oina", "Digar", "Bo oina"]


def test_a_group_called_off_excuses_everybody_and_back(page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.group)
    choice = part.status.choice
    choice.setCurrentIndex(choice.findText("Cancelled by the centre"))
    assert page.writing is not None
    assert {child.status for child in page.writing.children.values()} == {"excused"}
    choice.setCurrentIndex(choice.findText("Held"))
    assert {child.status for child in page.writing.children.values()} == {"invited"}


def test_a_child_marked_absent_is_shown_and_asked_about(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    with centre.office.write() as session:
        mark(session, enrolment_of(session, centre.children[1]), [TODAY], "absent", "illness")
    part = opened(page, centre.group)
    assert any("absent that day" in part.roll.item(row).text() for row in range(3))
    part.everybody_attended()
    page.save()
    tasks.wait_idle()
    assert centre.read(centre.group).status == "planned"
    answer(page, "Write as attended")
    assert centre.read(centre.group).status == "held"


# ---- drafts, two people ----------------------------------------------------------------------------------------------


def test_what_was_typed_before_a_power_cut_is_back(
    qtbot: QtBot, page: SessionPage, centre: Centre, show: Callable[[QWidget], QWidget]
) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    qtbot.keyClick(focus_of(page), Qt.Key.Key_1)
    part.panel.goals[0].level.setFocus()
    qtbot.keyClicks(focus_of(page), "1")
    typed(part.panel.note, "Nim navishta", qtbot)
    page.saving.keep_draft()
    tasks.wait_idle()
    again = SessionPage(page.shell)
    show(again)
    there = opened(again, centre.single)
    assert there.panel is not None
    assert there.panel.note.text() == "Nim navishta"
    assert there.panel.goals[0].writing.level == 1
    assert again.unsaved()
    again.save()
    tasks.wait_idle()
    assert centre.read(centre.single).children[0].note == "Nim navishta"
    with centre.office.read() as session:
        assert my_draft(session, f"session/{centre.single}") is None


def test_somebody_elses_words_are_not_written_over_unawares(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    qtbot.keyClick(focus_of(page), Qt.Key.Key_1)
    typed(part.panel.note, "Az man", qtbot)
    with centre.office.write() as session:
        one = ChildWriteUp(centre.children[0], "attended", note="Аз дигар")
        write_up(session, centre.single, WriteUp("held", (one,), 30))
    page.save()
    tasks.wait_idle()
    assert centre.read(centre.single).children[0].note == "Аз дигар"
    answer(page, "Save mine")
    assert centre.read(centre.single).children[0].note == "Az man"


# ---- locked, and for who only reads --------------------------------------------------------------------------------


def test_a_locked_note_is_read_and_added_to(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    page.open(session=centre.old)
    tasks.wait_idle()
    assert isinstance(page.part, ReadingPart)
    page.part.add_button.click()
    dialog = page.locked.dialog
    assert dialog is not None
    dialog.form.set_values({"text": "Модар занг зад"})
    dialog.save()
    tasks.wait_idle()
    assert [row.text for row in centre.read(centre.old).additions] == ["Модар занг зад"]
    assert page.shown is not None
    assert len(page.shown.file.additions) == 1


def test_the_manager_corrects_attendance_with_a_reason(page: SessionPage, centre: Centre) -> None:
    page.open(session=centre.old)
    tasks.wait_idle()
    page.locked.correct()
    dialog = page.locked.dialog
    assert dialog is not None
    child = str(centre.children[0])
    dialog.form.set_values(
        {"status": "cancelled_by_centre", "minutes": 30, "reason": "closed", child: "excused", "why": "Хато буд"}
    )
    dialog.save()
    tasks.wait_idle()
    file = centre.read(centre.old)
    assert (file.status, file.children[0].status) == ("cancelled_by_centre", "excused")
    assert "Хато буд" in file.additions[0].text


def test_who_may_not_write_only_reads(
    centre: Centre, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    actor = centre.office.actor
    centre.office.actor = Actor(actor.account_id, "Бобоева Зулфия", Role.SOCIAL_WORKER)
    page = SessionPage(shell_of(centre.office))
    show(page)
    page.open(session=centre.single)
    tasks.wait_idle()
    assert isinstance(page.part, ReadingPart)
    assert page.top.save.isHidden()


# ---- phrases --------------------------------------------------------------------------------------------------------


def test_a_slash_offers_phrases_and_the_chosen_one_takes_its_place(
    qtbot: QtBot, page: SessionPage, centre: Centre
) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    note = part.panel.note
    typed(note, "Imruz /", qtbot)
    assert note.menu is not None
    assert note.menu.actions()[0].text() == "Худаш оғоз кард."
    note.menu.actions()[0].trigger()
    assert note.text() == "Imruz Худаш оғоз кард."
    note.menu.close()


def test_a_slash_inside_a_word_or_a_date_is_only_a_slash(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    typed(part.panel.note, "3/4", qtbot)
    assert part.panel.note.menu is None


def test_what_is_typed_can_be_kept_as_a_phrase(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    note = part.panel.note
    typed(note, "Tanaffus lozim shud", qtbot)
    note.offer()
    assert note.menu is not None
    [keep] = [action for action in note.menu.actions() if action.text().startswith("Keep as a phrase")]
    keep.trigger()
    note.menu.close()
    tasks.wait_idle()
    with centre.office.read() as session:
        assert [row.text for row in my_phrases(session)] == ["Худаш оғоз кард.", "Tanaffus lozim shud"]
    assert "Tanaffus lozim shud" in note.phrases
    assert note.text() == "Tanaffus lozim shud"


def test_a_session_that_is_gone_leads_back_to_the_day(page: SessionPage, centre: Centre) -> None:
    asked: list[str] = []
    page.asked.connect(lambda key, _to: asked.append(key))
    page.open(session=UUID(int=7))
    tasks.wait_idle()
    assert asked == ["day"]
    assert "not there any more" in messages.waiting()[-1].text


def test_scores_go_with_the_session_and_stay_when_the_page_is_saved_again(
    qtbot: QtBot, page: SessionPage, centre: Centre
) -> None:
    child = centre.children[0]
    written = ChildWriteUp(child, "attended", goals=(GoalWorked(centre.goals[child][0], 1, 10, 8, "word", "бо расм"),))
    with centre.office.write() as session:
        write_up(session, centre.single, WriteUp("held", (written,), 30))
    opened(page, centre.single)
    assert not page.unsaved()
    page.save()
    tasks.wait_idle()
    assert centre.read(centre.single).children[0].goals[0].worked == written.goals[0]
    with centre.office.read() as session:
        assert session.get_one(SessionChild, (centre.single, child)).status == "attended"


def test_who_is_writing_goes_on_writing_at_the_next_child(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.group)
    qtbot.keyClick(part.roll, Qt.Key.Key_Return)
    qtbot.keyClicks(focus_of(page), "1")
    qtbot.keyClick(focus_of(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(focus_of(page), "2")
    assert page.writing is not None
    given = [child.goals for child in page.writing.children.values()]
    assert [[row.level for row in goals.values()] for goals in given] == [[1, None], [2, None], [None, None]]


def test_the_next_session_is_one_key_away_while_typing_a_note(qtbot: QtBot, page: SessionPage, centre: Centre) -> None:
    part = opened(page, centre.single)
    assert part.panel is not None
    part.panel.note.setFocus()
    qtbot.keyClick(focus_of(page), Qt.Key.Key_Down, CTRL)
    tasks.wait_idle()
    assert page.session_id == centre.group


def test_the_supervisor_signs_off_from_the_page(page: SessionPage, centre: Centre) -> None:
    with centre.office.write() as session:
        write_up(
            session, centre.single, WriteUp("held", (ChildWriteUp(centre.children[0], "attended", note="Хуб"),), 30)
        )
        row = session.get_one(TherapySession, centre.single)
        supervisor = make_staff(session, "Қосимова Ситора")
        row.therapist_id = make_staff(session, "Назаров Беҳрӯз", supervisor_id=supervisor)
    opened(page, centre.single)
    assert not page.top.sign.isHidden()
    page.top.sign.click()
    answer(page, "Sign off")
    assert centre.read(centre.single).sign_off.by == centre.office.actor.name
    assert isinstance(page.part, ReadingPart)


def test_a_language_change_brings_back_what_was_being_typed(
    qtbot: QtBot, page: SessionPage, centre: Centre, show: Callable[[QWidget], QWidget]
) -> None:
    part = opened(page, centre.group)
    qtbot.keyClick(part.roll, Qt.Key.Key_1)
    qtbot.keyClick(part.roll, Qt.Key.Key_Return)
    assert part.panel is not None
    typed(part.panel.note, "Nim", qtbot)
    kept = page.state()
    again = SessionPage(page.shell)
    show(again)
    again.restore(kept)
    tasks.wait_idle()
    assert isinstance(again.part, EditingPart)
    assert again.part.panel is not None
    assert (again.part.child_id, again.part.panel.note.text()) == (part.child_id, "Nim")
    assert again.unsaved()
