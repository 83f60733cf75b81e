"""From phones and to phones at the desk: looked at first, then taken; what leaves the PC is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy import select

from centre_app.exchange.phones.giving import GivenForm
from centre_app.office import Office
from centre_app.outreach.models import PhoneForm, Visit
from centre_app.outreach.result_rules import VisitResult
from centre_app.outreach.results import key_visit
from centre_app.sites.queries import the_site
from tests.factories.phones import MONDAY, PhoneCentre, as_instance, give, make_phone_centre, received, told
from ui import messages
from ui.outreach.phones_dialog import FormsForPhonesDialog, PhonesDialog

Shown = Callable[[QWidget], QWidget]
Idle = Callable[[], None]


@pytest.fixture
def out(office: Office) -> PhoneCentre:
    """A team that was out on Thursday."""
    with office.write() as session:
        return make_phone_centre(session, the_site(session).id)


@pytest.fixture
def form(office: Office, out: PhoneCentre) -> GivenForm:
    """The week's visit form."""
    with office.write() as session:
        return give(session).forms[0]


@pytest.fixture
def page(show: Shown) -> QWidget:
    """What the dialogs stand over."""
    return show(QWidget())


def outcomes(office: Office) -> list[str]:
    """The outcomes of all visits."""
    with office.read() as session:
        return list(session.scalars(select(Visit.outcome).order_by(Visit.position)))


def words_of(widget: QWidget) -> str:
    """All that can be read on it."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def dialog_with(shell: Any, page: QWidget, idle: Idle, form: GivenForm, out: PhoneCentre, folder: Path) -> PhonesDialog:
    """Two forms and one of a stranger, looked at."""
    received(
        folder,
        a_xml=as_instance(form.form_id, form.version, told(out.codes[0]), "uuid:a"),
        b_xml=as_instance(form.form_id, form.version, told(out.codes[1]), "uuid:b"),
        c_xml=as_instance("wash_2026", "1", {"well": "yes"}, "uuid:c"),
    )
    dialog = PhonesDialog(shell, page)
    dialog.show()
    dialog.look_at([folder / "a.xml", folder / "b.xml", folder / "c.xml"])
    idle()
    return dialog


def test_nothing_is_written_before_take_and_what_is_wrong_stands_first(
    office: Office,
    shell_of: Callable[[Any], Any],
    page: QWidget,
    tasks_idle: Idle,
    form: GivenForm,
    out: PhoneCentre,
    tmp_path: Path,
) -> None:
    with office.write() as session:
        key_visit(session, out.visits[1], VisitResult("ill"), 1)
    dialog = dialog_with(shell_of(office), page, tasks_idle, form, out, tmp_path)
    assert [line.fate.value for line in dialog.table.rows()] == ["refused", "refused", "take"]
    assert outcomes(office) == ["planned", "ill"]
    dialog.table.select(lambda line: line.file == "b.xml")
    assert "At the desk" in words_of(dialog.details) and "ill" in words_of(dialog.details)
    assert dialog.take_button.text() == "Take 1 form"


def test_taking_shows_what_was_refused_and_offers_undo(
    office: Office,
    shell_of: Callable[[Any], Any],
    page: QWidget,
    tasks_idle: Idle,
    form: GivenForm,
    out: PhoneCentre,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered: list[Any] = []
    monkeypatch.setattr(messages, "success", lambda text, action=None, *_more: offered.append((text, action)))
    dialog = dialog_with(shell_of(office), page, tasks_idle, form, out, tmp_path)
    heard: list[bool] = []
    dialog.taken.connect(lambda: heard.append(True))
    dialog.take()
    tasks_idle()
    assert outcomes(office) == ["done", "done"]
    assert heard == [True]
    assert dialog.isVisible() and "1 form was not taken" in dialog.summary.text()
    (said, undo) = offered[0]
    assert said == "2 forms taken."
    undo()
    tasks_idle()
    assert outcomes(office) == ["planned", "planned"]


def test_the_forms_are_written_where_it_was_said_and_what_leaves_is_said_before(
    office: Office,
    shell_of: Callable[[Any], Any],
    page: QWidget,
    tasks_idle: Idle,
    out: PhoneCentre,
    tmp_path: Path,
) -> None:
    dialog = FormsForPhonesDialog(shell_of(office), page, MONDAY)
    dialog.show()
    tasks_idle()
    assert "No name, address, phone or birth date" in words_of(dialog)
    dialog.folder = tmp_path / "for phones"
    assert dialog.form is not None
    dialog.form.set_values({"forms": ("visit",)})
    dialog.write()
    tasks_idle()
    assert sorted(path.suffix for path in dialog_files(tmp_path / "for phones")) == [".xlsx", ".xml"]
    with office.read() as session:
        assert len(session.scalars(select(PhoneForm)).all()) == 1


def test_where_the_folder_cannot_be_written_nothing_was_given_out(
    office: Office,
    shell_of: Callable[[Any], Any],
    page: QWidget,
    tasks_idle: Idle,
    out: PhoneCentre,
    tmp_path: Path,
) -> None:
    dialog = FormsForPhonesDialog(shell_of(office), page, MONDAY)
    dialog.show()
    tasks_idle()
    (tmp_path / "a file").write_text("")
    dialog.folder = tmp_path / "a file" / "inside"
    dialog.write()
    tasks_idle()
    assert dialog.isVisible() and dialog.write_button.isEnabled()
    with office.read() as session:
        assert session.scalars(select(PhoneForm)).all() == []


def test_a_week_without_visits_teaches_what_to_do(
    office: Office, shell_of: Callable[[Any], Any], page: QWidget, tasks_idle: Idle
) -> None:
    dialog = FormsForPhonesDialog(shell_of(office), page, MONDAY)
    dialog.show()
    tasks_idle()
    assert "Plan the week first" in words_of(dialog)
    assert not dialog.write_button.isEnabled()


def dialog_files(folder: Path) -> list[Path]:
    """What was written."""
    return list(folder.iterdir())
