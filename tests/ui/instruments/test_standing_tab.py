"""Where the child stands, at the desk: begin, answer by keys, finish, read, withdraw; on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_app.children.actions import GuardianInput
from centre_app.children.queries import child_file
from centre_app.codelists.actions import load_given_lists
from centre_app.instruments.actions import NewFilling, begin_filling, withdraw_filling
from centre_app.instruments.editing import add_instrument
from centre_app.instruments.queries import FillingView, filling, fillings_of
from centre_app.office import Office
from centre_app.security.access import Actor, Permission, Role
from tests.conftest import TODAY
from tests.factories.children import make_child
from tests.factories.instruments import make_filling, own_scale
from ui import tasks
from ui.instruments.answered import Answered
from ui.instruments.filling_form import FillingForm
from ui.instruments.standing_tab import StandingTab
from ui.shared.chart import ChartView
from ui.shared.dialog import FormDialog

MOTHER = (GuardianInput("Раҳимова Мавҷуда", "mother", ""),)


@pytest.fixture
def child(office: Office) -> UUID:
    """A child of seven with cerebral palsy."""
    with office.write() as session:
        load_given_lists(session)
        return make_child(session, primary_disability="cerebral_palsy", guardians=MOTHER)


@pytest.fixture
def tab_of(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> Callable[[UUID], StandingTab]:
    """The tab of a child, shown and read."""

    def made(child_id: UUID) -> StandingTab:
        tab = StandingTab(shell_of(office))
        show(tab)
        with office.read() as session:
            file = child_file(session, child_id)
        tab.show_file(file)
        tasks.wait_idle()
        return tab

    return made


def begun(tab: StandingTab, code: str) -> FillingForm:
    """A new draft, open."""
    assert tab.standing is not None
    tab.begin(next(offer for offer in tab.standing.offers if offer.code == code))
    tasks.wait_idle()
    assert tab.form is not None
    return tab.form


def view_of(office: Office, filling_id: UUID) -> FillingView:
    with office.read() as session:
        return filling(session, filling_id)


def words_in(widget: QWidget) -> str:
    """All words on show in it."""
    QApplication.processEvents()  # what was just put in place is shown with the next events
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def shown(form: FillingForm) -> list[str]:
    return [code for code, question in form.questions.items() if question.isVisibleTo(form)]


def test_it_says_what_fits_and_why_the_rest_does_not(child: UUID, tab_of: Callable[[UUID], StandingTab]) -> None:
    tab = tab_of(child)
    words = words_in(tab.overview)
    assert "Age today: 7 years 8 mo." in words
    assert "Child functioning, 5–17 years" in words
    assert "The child is too old for it (from 2 y. to under 5 y.). Instead: Child functioning, 5–17 years." in words
    assert "Nothing is filled in yet" in words


def test_milestones_are_said_to_be_instead_of_the_screening_for_the_smallest(
    office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    with office.write() as session:
        load_given_lists(session)
        small = make_child(session, birth_date=date(2025, 11, 1))
    tab = tab_of(small)
    words = words_in(tab.overview)
    assert "The child is too young for it (from 5 y. to under 18 y.). Instead: Milestones, up to 2 years." in words
    assert "Only for: cerebral palsy." in words


def test_number_keys_answer_and_go_on_and_the_branches_open_live(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab], qtbot: QtBot
) -> None:
    tab = tab_of(child)
    form = begun(tab, "cfm_5_17")
    assert form.focusWidget() is form.questions["CF1"]
    assert {"CF2", "CF3"}.isdisjoint(shown(form))
    qtbot.keyClick(form.questions["CF1"], Qt.Key.Key_1)
    assert form.focusWidget() is form.questions["CF2"]
    assert "CF3" not in shown(form)
    qtbot.keyClick(form.questions["CF2"], Qt.Key.Key_Up)
    qtbot.keyClick(form.questions["CF1"], Qt.Key.Key_2)
    assert "CF2" not in shown(form)
    assert form.focusWidget() is form.questions["CF3"]
    assert form.progress_words.text() == f"1 of {len(shown(form))}"
    form.keep()
    tasks.wait_idle()
    assert view_of(office, form.view.row.id).answers == {"CF1": "no"}


def test_an_answer_is_taken_back_by_a_second_click_or_delete(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab], qtbot: QtBot
) -> None:
    tab = tab_of(child)
    form = begun(tab, "cfm_5_17")
    question = form.questions["CF1"]
    QApplication.processEvents()

    def click() -> None:
        qtbot.mouseClick(question, Qt.MouseButton.LeftButton, pos=question.place_of("no"))

    for take_back in (
        click,
        lambda: qtbot.keyClick(question, Qt.Key.Key_Delete),
    ):
        click()
        assert question.given == "no"
        take_back()
        assert question.given is None
    form.keep()
    tasks.wait_idle()
    assert view_of(office, form.view.row.id).answers == {}


def test_answers_are_kept_when_one_leaves_and_found_again(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    tab = tab_of(child)
    form = begun(tab, "cfm_5_17")
    form.questions["CF1"].choose("no")
    form.who.who.setCurrentIndex(1)
    assert form.who.name.text() == "Раҳимова Мавҷуда", "as it stands in the child's file"
    assert tab.unsaved()
    tab.close_filling()
    tasks.wait_idle()
    assert not tab.unsaved()
    assert "Begun, not finished" in words_in(tab.overview)
    again = begun(tab, "cfm_5_17")
    assert (again.answers, again.who.values()[:2]) == ({"CF1": "no"}, ("mother", "Раҳимова Мавҷуда"))


def test_going_to_another_tab_keeps_what_still_waits(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    tab = tab_of(child)
    form = begun(tab, "cfm_5_17")
    form.questions["CF1"].choose("no")
    tab.hide()
    tasks.wait_idle()
    assert view_of(office, form.view.row.id).answers == {"CF1": "no"}


def test_what_could_not_be_kept_waits_and_is_kept_with_what_came_since(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    tab = tab_of(child)
    form = begun(tab, "cfm_5_17")
    office.read_only = True
    form.questions["CF1"].choose("no")
    form.keep()
    tasks.wait_idle()
    assert tab.unsaved()
    tasks.wait_idle()
    office.read_only = False
    form.questions["CF4"].choose("no")
    form.keep()
    tasks.wait_idle()
    assert not tab.unsaved()
    assert view_of(office, form.view.row.id).answers == {"CF1": "no", "CF4": "no"}


def test_finishing_too_early_shows_each_place_and_goes_to_the_first(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    tab = tab_of(child)
    form = begun(tab, "cfm_5_17")
    form.questions["CF1"].choose("no")
    form.finish()
    tasks.wait_idle()
    assert form.questions["CF3"].problem == "This question is not answered yet."
    assert form.questions["CF1"].problem == ""
    assert "not answered yet" in form.questions["CF3"].accessibleName()
    assert form.who.errors["respondent"].text() == "Please say who answers."
    assert view_of(office, form.view.row.id).row.status == "draft"


def test_a_finished_one_is_read_and_withdrawn_with_a_reason(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    tab = tab_of(child)
    form = begun(tab, "gmfcs")
    form.questions["level"].choose("III")
    form.who.who.setCurrentIndex(1)
    form.finish()
    tasks.wait_idle()
    page = tab.pages.currentWidget()
    assert isinstance(page, Answered)
    assert "III – walks with a device held in the hands" in words_in(page)
    page.withdraw()
    (dialog,) = page.findChildren(FormDialog)
    dialog.form.set_values({"reason": "хато"})
    dialog.save()
    tasks.wait_idle()
    assert tab.pages.currentWidget() is tab.overview
    with office.read() as session:
        (row,) = fillings_of(session, child)
    assert (row.status, row.withdrawn_reason) == ("withdrawn", "хато")


def test_a_draft_is_thrown_away_only_when_one_agrees(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    tab = tab_of(child)
    form = begun(tab, "cfm_5_17")
    form._discard()
    (dialog,) = form.findChildren(QDialog)
    dialog.accept()
    tasks.wait_idle()
    assert tab.pages.currentWidget() is tab.overview
    with office.read() as session:
        assert fillings_of(session, child) == []


def test_a_line_needs_three_points_and_before_it_is_too_early_to_say(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    with office.write() as session:
        code = add_instrument(session, own_scale(), "tg")
        for month in (2, 5):
            make_filling(session, child, code, day=date(2026, month, 4), answers={"q1": "a1", "q2": "a2"})
    tab = tab_of(child)
    assert "Too early to say how it goes on: filled in 2 times." in words_in(tab.overview)
    assert not tab.overview.findChildren(ChartView)
    with office.write() as session:
        make_filling(session, child, code, day=date(2026, 8, 4), answers={"q1": "a3", "q2": "a3"})
    tab.read()
    tasks.wait_idle()
    assert "Too early" not in words_in(tab.overview)
    (chart,) = [one for one in tab.overview.findChildren(ChartView) if one.isVisibleTo(tab)]
    assert "04.08.2026" in chart.accessibleName()


def test_categories_are_listed_and_not_drawn(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    with office.write() as session:
        for month, level in ((2, "IV"), (5, "III"), (8, "III")):
            make_filling(session, child, "gmfcs", day=date(2026, month, 4), answers={"level": level})
    tab = tab_of(child)
    assert "04.02.2026: IV – moves by itself only a little, or in a powered chair" in words_in(tab.overview)
    assert not tab.overview.findChildren(ChartView)


def test_where_the_birth_day_is_not_known_the_age_is_asked_first(
    office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    with office.write() as session:
        load_given_lists(session)
        rough = make_child(session, birth_date=date(2022, 1, 1), birth_precision="year")
    tab = tab_of(rough)
    assert "Only the year of birth is known" in words_in(tab.overview)
    assert tab.standing is not None
    tab.begin(next(offer for offer in tab.standing.offers if offer.code == "cfm_2_4"))
    (dialog,) = tab.findChildren(FormDialog)
    dialog.save()
    tasks.wait_idle()
    assert tab.form is None
    dialog.form.set_values({"day": TODAY, "age_months": 9})
    dialog.save()
    tasks.wait_idle()
    assert "By the year of birth the child cannot be of this age on that day." in words_in(dialog)
    dialog.form.set_values({"day": TODAY, "age_months": 4, "months": 2})
    dialog.save()
    tasks.wait_idle()
    assert tab.form is not None
    assert tab.form.months == 50


def test_another_day_may_be_another_age(office: Office, tab_of: Callable[[UUID], StandingTab]) -> None:
    with office.write() as session:
        load_given_lists(session)
        small = make_child(session, birth_date=date(2025, 11, 15))
    tab = tab_of(small)
    form = begun(tab, "milestones_0_2")
    assert shown(form) == ["m12.1", "m12.2", "m12.3", "m12.4"]
    form.who.day.line.setText("14.11.2026")
    form.who._day_left()
    tasks.wait_idle()
    assert tab.form is not None
    assert shown(tab.form) == ["m9.1", "m9.2", "m9.3", "m9.4"]
    tab.form.who.day.line.setText("14.11.2027")
    tab.form.who._day_left()
    tasks.wait_idle()
    assert tab.form.who.errors["day"].text() == "This day is still to come."


def test_what_changed_since_last_time_stands_at_the_answer(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    with office.write() as session:
        make_filling(session, child, day=date(2026, 3, 2), CF17="a_lot")
        last = make_filling(session, child, day=date(2026, 9, 2))
    tab = tab_of(child)
    tab.open_filling(last)
    tasks.wait_idle()
    words = words_in(tab)
    assert "no difficulty\nbefore: a lot of difficulty" in words
    assert "changed since 02.03.2026: 1" in words


def test_who_may_not_read_notes_asks_for_nothing(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    office.actor = Actor(account_id=None, name="Садбарг", role=Role.SECRETARY)
    tab = tab_of(child)
    assert tab.standing is None


def test_a_change_elsewhere_does_not_disturb_what_is_being_filled_in(
    child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]
) -> None:
    tab = tab_of(child)
    form = begun(tab, "cfm_5_17")
    form.questions["CF1"].choose("no")
    with office.write() as session:
        withdraw_filling(session, make_filling(session, child), "хато")
    tab.read()
    tasks.wait_idle()
    assert tab.form is form
    assert form.questions["CF1"].given == "no"


def test_read_only_nothing_can_be_begun(child: UUID, office: Office, tab_of: Callable[[UUID], StandingTab]) -> None:
    with office.write() as session:
        draft = begin_filling(session, NewFilling(child, "cfm_5_17", TODAY))
    office.read_only = True
    tab = tab_of(child)
    assert not tab.shell.may(Permission.FILL_INSTRUMENTS)
    assert not [one for one in tab.overview.findChildren(QPushButton) if one.text() in ("Begin", "Go on")]
    tab.open_filling(draft)
    tasks.wait_idle()
    assert isinstance(tab.pages.currentWidget(), Answered)
