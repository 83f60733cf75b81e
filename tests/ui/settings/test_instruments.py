"""The centre's own instruments, made at the desk without a programmer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from centre_app.exchange.instruments import export_instrument
from centre_app.instruments.editing import add_instrument
from centre_app.instruments.queries import InstrumentRow, instruments
from centre_app.office import Office
from tests.factories.children import make_child
from tests.factories.instruments import make_filling, own_scale
from ui import messages, tasks
from ui.settings.instruments import InstrumentsPage, templates


@pytest.fixture
def page(office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> InstrumentsPage:
    """The page, shown and read."""
    made = InstrumentsPage(shell_of(office))
    show(made)
    made.load()
    tasks.wait_idle()
    return made


def rows(office: Office) -> dict[str, InstrumentRow]:
    with office.read() as session:
        return {row.definition.title["en"]: row for row in instruments(session)}


def choose(page: InstrumentsPage, code: str) -> None:
    page.load()
    tasks.wait_idle()
    assert page.table.select(lambda row: row.code == code)


def test_the_given_ones_are_listed_and_only_taken_out_of_use(office: Office, page: InstrumentsPage) -> None:
    assert len(page.table.rows()) == 8
    choose(page, "macs")
    assert not page.change_button.isEnabled()
    page.use(page.table.current())
    tasks.wait_idle()
    assert not rows(office)["MACS: using the hands"].active


@pytest.mark.parametrize("place", range(3))
def test_a_template_needs_a_title_and_questions_and_is_an_instrument(
    office: Office, page: InstrumentsPage, place: int
) -> None:
    page.edit_new(templates()[place][1])
    editor = page.editor
    assert editor is not None
    editor.form.set_values({"title": "Хӯрокхӯрӣ", "items": [{"text": "Қошуқро медорад", "area": ""}]})
    editor.save()
    tasks.wait_idle()
    assert page.editor is None
    row = rows(office)["Хӯрокхӯрӣ"]
    assert row.own
    assert [item.text["en"] for item in row.definition.items] == ["Қошуқро медорад"]
    assert page.table.current().code == row.code


def test_what_is_missing_is_said_and_what_was_typed_stays(office: Office, page: InstrumentsPage) -> None:
    page.edit_new(templates()[0][1])
    editor = page.editor
    assert editor is not None
    editor.form.set_values({"title": "Хӯрокхӯрӣ"})
    editor.save()
    tasks.wait_idle()
    assert page.editor is editor
    assert editor.form.values()["title"] == "Хӯрокхӯрӣ"
    assert editor.save_button.isEnabled()
    assert len(rows(office)) == 8


def test_a_used_one_gets_a_new_version_and_opens_as_it_is(office: Office, page: InstrumentsPage) -> None:
    with office.write() as session:
        code = add_instrument(session, own_scale(), "en")
        make_filling(session, make_child(session), code, answers={"q1": "a2", "q2": "a2"})
    choose(page, code)
    page.change(page.table.current())
    editor = page.editor
    assert editor is not None
    assert not editor.form.is_changed()
    editor.save()
    tasks.wait_idle()
    assert rows(office)["Хӯрокхӯрӣ"].version == 1001, "opened and saved as it was"
    page.change(page.table.current())
    editor = page.editor
    assert editor is not None
    editor.form.set_values({"title": "Хӯрок"})
    editor.save()
    tasks.wait_idle()
    assert rows(office)["Хӯрок"].version == 1002


def test_the_areas_that_come_with_the_app_take_the_centre_s_questions(office: Office, page: InstrumentsPage) -> None:
    choose(page, "portage_areas")
    page.change(page.table.current())
    editor = page.editor
    assert editor is not None
    items = [{"text": "Мебозад", "area": "social skills"}]
    editor.form.set_values({"items": items})
    editor.save()
    tasks.wait_idle()
    row = rows(office)["Skills by area, 0–6 years"]
    assert (row.own, [item.section for item in row.definition.items]) == (True, ["social"])


def test_a_copy_of_a_given_list_is_one_of_our_own(office: Office, page: InstrumentsPage) -> None:
    choose(page, "portage_areas")
    page.copy(page.table.current())
    editor = page.editor
    assert editor is not None
    editor.save()
    tasks.wait_idle()
    assert rows(office)["Skills by area, 0–6 years (ours)"].own


def test_a_file_is_taken_in_or_refused_in_words(office: Office, page: InstrumentsPage, tmp_path: Path) -> None:
    with office.write() as session:
        code = add_instrument(session, own_scale(), "en")
        data = export_instrument(session, code)
    path = tmp_path / "instrument.json"
    path.write_bytes(data.replace(code.encode(), b"own_elsewhere").replace("Хӯрокхӯрӣ".encode(), b"Eating there"))
    page.take_in(path)
    tasks.wait_idle()
    assert page.table.current().code == "own_elsewhere"
    said: list[str] = []
    path.write_bytes(b"{}")
    original = messages.error
    messages.error = said.append  # type: ignore[assignment]
    try:
        page.take_in(path)
        tasks.wait_idle()
    finally:
        messages.error = original
    assert said
    assert "{" not in said[0].replace("{ }", "")
