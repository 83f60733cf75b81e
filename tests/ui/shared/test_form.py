"""Forms: what is typed, what it means, what is wrong with it, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from centre_app.errors import UserError
from ui.shared.choice import ChoiceBox
from ui.shared.form import (
    Birth,
    BirthValue,
    Check,
    Choice,
    Day,
    Form,
    Heading,
    MultiChoice,
    Multiline,
    Note,
    Number,
    Phone,
    Rows,
    Secret,
    Text,
)

TODAY = date(2026, 11, 20)
GUARDIAN = (Text("name", "Name"), Phone("phone", "Phone"), Day("since", "Since", today=TODAY))


@pytest.fixture
def form(show: Callable[[QWidget], QWidget]) -> Form:
    made = Form(
        [
            Heading("Child"),
            Text("surname", "Surname"),
            Text("given", "Given name", required=True, hint="As the family says it"),
            Birth("birth", "Date of birth", today=TODAY),
            Choice("sex", "Sex", [("female", "girl"), ("male", "boy")]),
            MultiChoice("alerts", "Alerts", [("seizures", "seizures"), ("allergy", "allergy")]),
            Day("start", "Start", today=TODAY),
            Phone("phone", "Phone"),
            Number("places", "Places", maximum=60),
            Number("km", "Kilometres", decimals=1),
            Check("photo", "Consent for a photo"),
            Note("What follows is for the family."),
            Multiline("notes", "Notes"),
            Secret("password", "Password"),
            Rows(
                "guardians",
                "Guardians",
                [Text("name", "Name"), Phone("phone", "Phone"), Day("since", "Since", today=TODAY)],
            ),
        ]
    )
    show(made)
    return made


def type_into(form: Form, name: str, text: str) -> None:
    widget = form.widget(name)
    line = widget if isinstance(widget, QLineEdit) else widget.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(text)


def test_an_untouched_form_says_nothing_about_anything(form: Form) -> None:
    type_into(form, "given", "Зебо")
    assert form.values() == {
        "surname": "", "given": "Зебо", "birth": BirthValue(None, None), "sex": None, "alerts": (), "start": None,
        "phone": "", "places": None, "km": None, "photo": False, "notes": "", "password": "", "guardians": (),
    }  # fmt: skip


def test_values_come_back_as_they_were_shown(form: Form) -> None:
    shown: dict[str, Any] = {
        "surname": "Раҳимов", "given": "Ҷамшед", "birth": BirthValue(date(2018, 3, 5), None), "sex": "male",
        "alerts": ("allergy",), "start": date(2026, 9, 1), "phone": "+992 93 512 33 01", "places": 15,
        "km": Decimal("12.5"), "photo": True, "notes": "Two\nlines",
        "guardians": ({"id": 7, "name": "Мадина", "phone": "1", "since": None},),
    }  # fmt: skip
    form.set_values(shown)
    found = form.values()
    assert {name: found[name] for name in shown} == shown
    assert not form.is_changed()


def test_showing_values_is_no_change_and_typing_is(form: Form, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.changed):
        form.set_values({"surname": "Раҳимов"})
    with qtbot.waitSignal(form.changed) as told:
        type_into(form, "surname", "Раҳимзода")
    assert told.args == ["surname"]
    assert form.is_changed()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5.3.2018", BirthValue(date(2018, 3, 5), None)),
        ("05032018", BirthValue(date(2018, 3, 5), None)),
        ("2018", BirthValue(None, 2018)),
        ("", BirthValue(None, None)),
    ],
)
def test_a_birth_is_a_day_a_year_or_unknown(form: Form, typed: str, meant: BirthValue) -> None:
    type_into(form, "birth", typed)
    type_into(form, "given", "Зебо")
    assert form.values()["birth"] == meant


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("birth", "soon"),
        ("start", "32.1.2026"),
        ("places", "many"),
        ("places", "61"),
        ("places", "1,5"),
        ("km", "1,25"),
    ],
)
def test_what_cannot_be_read_is_said_under_its_field_and_stays_typed(form: Form, name: str, typed: str) -> None:
    type_into(form, "given", "Зебо")
    type_into(form, name, typed)
    assert form.collect() is None
    assert form.error(name)
    assert form.raw()[name] == typed
    with pytest.raises(UserError) as wrong:
        form.values()
    assert wrong.value.field == name


def test_a_decimal_comma_is_a_decimal_point(form: Form) -> None:
    type_into(form, "given", "Зебо")
    type_into(form, "km", "1 012,5")
    assert form.values()["km"] == Decimal("1012.5")


def test_what_is_needed_is_asked_for_and_the_words_go_when_it_is_typed(form: Form) -> None:
    assert form.collect() is None
    assert form.error("given") == "This is needed."
    type_into(form, "given", "Зебо")
    assert form.error("given") == ""
    assert form.collect() is not None


def test_a_choice_is_never_made_for_the_person(form: Form) -> None:
    box = form.widget("sex")
    assert isinstance(box, ChoiceBox)
    assert box.currentText() == "not said"
    assert box.value() is None


def test_rows_left_empty_are_left_out_and_hidden_keys_are_kept(form: Form) -> None:
    type_into(form, "given", "Зебо")
    form.set_values({"guardians": ({"id": 7, "name": "Мадина", "phone": "", "since": None},)})
    editor: Any = form.editor("guardians")
    editor._add.click()
    assert form.values()["guardians"] == ({"id": 7, "name": "Мадина", "phone": "", "since": None},)
    type_into(editor.rows()[1], "name", "Саид")
    assert [row["name"] for row in form.values()["guardians"]] == ["Мадина", "Саид"]
    editor._rows[0].away.click()
    assert form.values()["guardians"] == ({"name": "Саид", "phone": "", "since": None},)


def test_what_is_wrong_in_a_row_is_said_in_the_row(form: Form) -> None:
    type_into(form, "given", "Зебо")
    form.set_values({"guardians": ({"name": "Мадина", "phone": "", "since": None},)})
    editor: Any = form.editor("guardians")
    type_into(editor.rows()[0], "since", "soon")
    assert form.collect() is None
    assert editor.rows()[0].error("since")
    form.show_error("guardians.0.phone", "Nine digits follow +992.")
    assert editor.rows()[0].error("phone") == "Nine digits follow +992."


def test_an_error_about_no_field_of_the_form_is_said_at_its_top(form: Form) -> None:
    form.show_error("enrolment", "The group is full.")
    assert form.error("surname") == "The group is full."


def test_a_draft_gives_back_half_typed_words_but_never_a_password(
    form: Form, show: Callable[[QWidget], QWidget]
) -> None:
    type_into(form, "start", "12.")
    type_into(form, "surname", "Рах")
    type_into(form, "password", "sirr")
    form.widget("sex").setCurrentIndex(1)  # type: ignore[attr-defined]
    draft = form.raw()
    assert "sirr" not in str(draft)
    other = Form(
        [Text("surname", "Surname"), Day("start", "Start", today=TODAY), Choice("sex", "Sex", [("female", "girl")])]
    )
    show(other)
    other.set_raw(draft)
    assert other.raw() == {"surname": "Рах", "start": "12.", "sex": "female"}
    assert other.is_changed()


def test_a_draft_is_told_some_time_after_typing(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.draft_changed, timeout=5000) as told:
        type_into(form, "surname", "Раҳимов")
    assert told.args is not None
    assert told.args[0]["surname"] == "Раҳимов"


def test_fields_are_named_for_those_who_do_not_see_them(form: Form) -> None:
    assert form.widget("surname").accessibleName() == "Surname"
    assert form.widget("given").accessibleName() == "Given name (needed)"
    assert form.widget("given").accessibleDescription() == "As the family says it"
    form.show_error("given", "Too long.")
    assert form.widget("given").accessibleDescription() == "Too long."


def test_tab_goes_through_the_fields_in_the_order_of_the_eye(form: Form, qtbot: QtBot) -> None:
    form.activateWindow()
    form.focus_first()
    qtbot.waitUntil(lambda: form.widget("surname").hasFocus())
    qtbot.keyClick(form.widget("surname"), Qt.Key.Key_Tab)
    assert form.widget("given").hasFocus()
    qtbot.keyClick(form.widget("given"), Qt.Key.Key_Tab)
    assert form.widget("birth").hasFocus()
    qtbot.keyClick(form.widget("birth"), Qt.Key.Key_Tab)
    assert form.widget("sex").hasFocus()


def test_a_narrow_form_has_one_column(form: Form, qtbot: QtBot) -> None:
    surname, given = form.widget("surname"), form.widget("given")
    assert surname.mapTo(form, surname.rect().topLeft()).y() == given.mapTo(form, given.rect().topLeft()).y()
    form.resize(400, 900)
    qtbot.waitUntil(
        lambda: given.mapTo(form, given.rect().topLeft()).y() > surname.mapTo(form, surname.rect().bottomLeft()).y()
    )


def test_the_wheel_does_not_change_a_choice(form: Form) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    box = form.widget("sex")
    assert isinstance(box, ChoiceBox)
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.value() is None
