"""Days, periods, choices, search, cards, empty places: what they take, tell and say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QCalendarWidget, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shared import confirm
from ui.shared.avatar import Avatar, initials
from ui.shared.busy import Busy
from ui.shared.buttons import button, icon_button
from ui.shared.cards import Card, DoorLine, Figure
from ui.shared.chart import ChartView
from ui.shared.choice import ChoiceBox
from ui.shared.date_field import DateField
from ui.shared.empty import EmptyPlace
from ui.shared.panel import PreviewPanel
from ui.shared.period import DayStrip, MonthStrip
from ui.shared.scroll import scrolled
from ui.shared.search_field import SearchField
from ui.shared.tags import Tag

TODAY = date(2026, 11, 20)
Show = Callable[[QWidget], QWidget]
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">'
    '<rect width="200" height="100" fill="#17706a"/></svg>'
)


# ---- days and periods -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5.3", date(2026, 3, 5)),
        ("05032018", date(2018, 3, 5)),
        ("today", TODAY),
        ("+7", date(2026, 11, 27)),
        ("", None),
    ],
)
def test_a_day_is_typed_freely(show: Show, typed: str, meant: date | None) -> None:
    field = DateField(TODAY)
    show(field)
    field.line.setText(typed)
    assert field.value() == meant
    assert field.problem() == ""


def test_what_is_no_day_is_kept_and_said(show: Show) -> None:
    field = DateField(TODAY)
    show(field)
    field.line.setText("soon")
    assert field.value() is None
    assert "05.03.2018" in field.problem()
    assert field.text() == "soon"


def test_a_day_is_written_out_when_the_field_is_left(show: Show, qtbot: QtBot) -> None:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    field, other = DateField(TODAY), QLineEdit()
    layout.addWidget(field)
    layout.addWidget(other)
    show(holder)
    holder.activateWindow()
    field.setFocus()
    field.line.setText("5.3")
    qtbot.waitUntil(field.line.hasFocus)
    other.setFocus()
    assert field.text() == "05.03.2026"


def test_a_shown_day_is_no_change(show: Show, qtbot: QtBot) -> None:
    field = DateField(TODAY)
    show(field)
    with qtbot.assertNotEmitted(field.changed):
        field.set_value(date(2018, 3, 5))
    assert field.text() == "05.03.2018"


def test_the_calendar_begins_on_monday_and_gives_the_day_picked(show: Show, qtbot: QtBot) -> None:
    field = DateField(TODAY)
    show(field)
    field._open_calendar()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
    assert calendar.selectedDate().toPython() == TODAY
    with qtbot.waitSignal(field.changed):
        calendar.clicked.emit(calendar.selectedDate().addDays(3))
    assert field.value() == date(2026, 11, 23)


def test_months_turn_over_the_year(show: Show, qtbot: QtBot) -> None:
    strip = MonthStrip(2026, 12, TODAY)
    show(strip)
    with qtbot.waitSignal(strip.changed) as told:
        strip._move(1)
    assert told.args == [2027, 1]
    strip._move(-1)
    assert (strip.year, strip.month) == (2026, 12)
    strip.home.click()
    assert (strip.year, strip.month) == (2026, 11)
    with qtbot.assertNotEmitted(strip.changed):
        strip.home.click()


def test_a_day_strip_shows_the_weekday_and_moves(show: Show, qtbot: QtBot) -> None:
    strip = DayStrip(TODAY)
    show(strip)
    assert "20.11.2026" in strip.shown.text()
    with qtbot.waitSignal(strip.changed) as told:
        strip._move(-1)
    assert told.args == [date(2026, 11, 19)]
    strip.home.click()
    assert strip.day == TODAY


# ---- choosing and searching -----------------------------------------------------------------------------------------


def test_a_choice_knows_keys_and_keeps_what_is_chosen_when_the_offer_changes(show: Show, qtbot: QtBot) -> None:
    box = ChoiceBox([("a", "Ситора"), ("b", "Хуршед")], empty="all groups")
    show(box)
    assert box.value() is None
    with qtbot.waitSignal(box.chosen) as told:
        box.setCurrentIndex(2)
    assert told.args == ["b"]
    with qtbot.assertNotEmitted(box.chosen):
        box.set_choices([("b", "Хуршед"), ("c", "Моҳтоб")])
        assert box.value() == "b"
        box.set_choices([("c", "Моҳтоб")])
        assert box.value() is None
        box.set_value("c")
    assert box.currentText() == "Моҳтоб"


def test_keys_of_one_turn_ask_once(show: Show, qtbot: QtBot) -> None:
    field = SearchField("Name")
    show(field)
    asked: list[str] = []
    field.searched.connect(asked.append)
    for letters in ("ҷ", "ҷа", "ҷам"):
        field.setText(letters)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["ҷам"]


def test_escape_empties_the_search_and_down_goes_to_the_list(show: Show, qtbot: QtBot) -> None:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    field, below = SearchField("Name"), QLineEdit()
    field.next_widget = below
    layout.addWidget(field)
    layout.addWidget(below)
    show(holder)
    holder.activateWindow()
    field.setText("ҷам")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.waitUntil(below.hasFocus)


# ---- cards ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_door_opens_by_key_and_by_click(show: Show, qtbot: QtBot, key: Qt.Key) -> None:
    card = Card("Not marked", "attendance")
    opened: list[str] = []
    line = card.add_line("Ситора", "4", on=lambda: opened.append("Ситора"))
    show(card)
    qtbot.keyClick(line, key)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert opened == ["Ситора", "Ситора"]
    assert line.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert line.accessibleName() == "Ситора, 4"


def test_a_line_that_is_no_door_takes_no_focus(show: Show, qtbot: QtBot) -> None:
    line = DoorLine("Nobody is expected")
    show(line)
    assert line.focusPolicy() is Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(line.opened):
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)


def test_a_card_is_filled_anew(show: Show) -> None:
    card = Card("Birthdays")
    show(card)
    card.add_line("Зебо")
    card.add_text("this week")
    card.clear()
    assert card.lines() == []
    card.add_line("Ҷамшед")
    card.set_count("1")
    card.set_title("Birthdays this week")
    assert [line.words.text() for line in card.lines()] == ["Ҷамшед"]
    assert card.accessibleName() == "Birthdays this week"


def test_a_figure_is_read_with_its_words(show: Show) -> None:
    figure = Figure("–", "expected")
    show(figure)
    figure.set_value("32")
    assert figure.accessibleName() == "32 expected"


def test_an_empty_place_teaches_and_begins(show: Show) -> None:
    begun: list[int] = []
    place = EmptyPlace(
        "No children yet", "Write down the first: a name is enough.", "Add a child", lambda: begun.append(1)
    )
    show(place)
    assert place.button is not None
    place.button.click()
    assert begun == [1]
    assert place.words.height() >= place.words.heightForWidth(place.words.width())


def test_names_and_words_are_never_read_as_markup(show: Show) -> None:
    line, tag = DoorLine("<b>Зебо</b>"), Tag("<i>allergy</i>", "attention")
    for label in (line.words, tag):
        assert label.textFormat() is Qt.TextFormat.PlainText


# ---- pictures -------------------------------------------------------------------------------------------------------


def photo(colour: str) -> bytes:
    picture = QImage(QSize(40, 60), QImage.Format.Format_RGB32)
    picture.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def test_a_person_without_a_photo_has_initials() -> None:
    assert initials("Раҳимов Ҷамшед Ғаюрович") == "РҶ"
    assert initials("Зебо") == "З"
    assert initials("") == ""


def test_the_photo_is_shown_round_and_a_broken_one_gives_way_to_the_initials(show: Show) -> None:
    avatar = Avatar(48)
    show(avatar)
    avatar.show_person("Зебо", photo("#ff0000"))
    middle = avatar.grab().toImage().pixelColor(24, 24)
    assert (middle.red(), middle.green()) == (255, 0)
    avatar.show_person("Зебо", b"no picture")
    assert avatar._photo is None
    assert not avatar.grab().isNull()


def test_a_drawing_is_shown_with_words_for_it(show: Show) -> None:
    chart = ChartView()
    show(chart)
    assert chart.is_empty()
    chart.show_svg(DRAWING, "Attendance over twelve months")
    assert chart.accessibleName() == "Attendance over twelve months"
    assert chart.heightForWidth(400) == 200
    assert chart.grab().toImage().pixelColor(chart.rect().center()).name() == "#17706a"
    with pytest.raises(ValueError, match="not an SVG"):
        chart.show_svg("<p>", "")


def test_the_panel_shows_one_person_and_leaves_empty_lines_out(show: Show) -> None:
    panel = PreviewPanel()
    show(panel)
    opened: list[int] = []
    panel.show_person(
        "Ҳӯҷаева Зебо",
        note="K-0042",
        tags=[("seizures", "danger")],
        lines=[("Mother", "Мадина"), ("Phone", "")],
        buttons=[("Open the file", lambda: opened.append(1), "children")],
    )
    words = [label.text() for label in panel.findChildren(QLabel) if not label.isHidden()]
    assert "Мадина" in words
    assert "Phone" not in words
    panel.findChildren(QPushButton)[0].click()
    assert opened == [1]
    panel.show_nothing("Choose a child in the list.")
    assert panel._page is not None
    assert isinstance(panel._page, QLabel)


# ---- waiting and asking ---------------------------------------------------------------------------------------------


def test_a_short_wait_shows_nothing_and_a_long_one_covers(show: Show, qtbot: QtBot) -> None:
    over = QWidget()
    busy = Busy(over, "Making the document")
    show(over)
    busy.show_over()
    busy.hide_over()
    qtbot.wait(20)
    assert not busy.isVisible()
    busy.show_over()
    qtbot.waitUntil(busy.isVisible)
    over.resize(500, 300)
    assert busy.size() == over.size()
    busy.hide_over()
    assert not busy.isVisible()


def test_only_agreeing_does_what_cannot_be_undone(show: Show) -> None:
    parent = QWidget()
    show(parent)
    done: list[int] = []
    confirm.ask(
        parent, "Take this photo away?", "It cannot be brought back.", "Take away", lambda: done.append(1)
    ).reject()
    assert done == []
    dialog = confirm.ask(
        parent, "Take this photo away?", "It cannot be brought back.", "Take away", lambda: done.append(1)
    )
    stay = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Cancel")
    assert stay.isDefault()
    dialog.accept()
    assert done == [1]


def test_what_must_be_read_goes_on_when_it_is_closed(show: Show) -> None:
    parent = QWidget()
    show(parent)
    went_on: list[int] = []
    dialog: QDialog = confirm.tell(parent, "The stick is gone", "No second backup was made.", lambda: went_on.append(1))
    dialog.reject()
    assert went_on == [1]


def test_a_button_with_only_a_sign_has_a_name() -> None:
    made = icon_button("close", "Close this message")
    assert made.accessibleName() == "Close this message"
    assert button("Save").text() == "Save"


def test_a_scrolled_page_is_no_stop_for_the_tab_key(show: Show) -> None:
    area = scrolled(QLineEdit())
    show(area)
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
