"""The centre's facts: saved as a whole, wrong ones said at their field, each saving can be undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit

from centre_app.office import Office
from centre_app.sites.queries import SiteFacts, the_site
from tests.ui.settings.conftest import settle
from ui import messages
from ui.messages import MessageArea
from ui.settings.centre import CentrePage


@pytest.fixture
def facts(page: Callable[[type[CentrePage]], CentrePage]) -> CentrePage:
    return page(CentrePage)


def stored(office: Office) -> SiteFacts:
    """The centre as it is written down."""
    with office.read() as session:
        return the_site(session)


def type_in(page: CentrePage, name: str, text: str) -> None:
    """Type into a field of one line."""
    field = page.form.widget(name)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def test_the_form_shows_what_is_stored(facts: CentrePage) -> None:
    values = facts.form.values()
    assert (values["name"], values["district"], values["country"]) == ("Маркази «Умед»", "Ховалинг", "TJ")
    assert not facts.save_button.isEnabled()


def test_what_is_typed_is_saved(facts: CentrePage, centre: Office) -> None:
    type_in(facts, "signatory", "Фаррух Назаров")
    type_in(facts, "phone", "+992 93 555 01 02")
    assert facts.save_button.isEnabled()
    facts.save_button.click()
    settle()
    assert stored(centre).signatory == "Фаррух Назаров"
    assert not facts.unsaved()


def test_locking_after_other_minutes_holds_at_once(
    facts: CentrePage, centre: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(facts.shell.app, "set_idle_minutes", told.append)
    type_in(facts, "idle_minutes", "25")
    facts.save()
    settle()
    assert stored(centre).idle_minutes == 25
    assert told == [25]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("number_pattern", "нест"), ("idle_minutes", "0"), ("idle_minutes", ""), ("name", ""), ("name", "ном\x07и бад")],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_written(
    facts: CentrePage, centre: Office, field: str, typed: str
) -> None:
    before = stored(centre)
    type_in(facts, field, typed)
    type_in(facts, "address", "кӯчаи Сомонӣ 12")
    facts.save()
    settle()
    assert facts.form.error(field)
    assert stored(centre) == before
    assert facts.form.raw()["address"] == "кӯчаи Сомонӣ 12"


def test_saving_is_undone_from_the_message(facts: CentrePage, centre: Office, qtbot: object) -> None:
    area = MessageArea()
    type_in(facts, "name", "Маркази «Навбаҳор»")
    facts.save()
    settle()
    assert stored(centre).name == "Маркази «Навбаҳор»"
    done = area.shown()[-1].done
    assert done is not None
    done.click()
    settle()
    assert stored(centre).name == "Маркази «Умед»"
    assert facts.form.values()["name"] == "Маркази «Умед»"
    area.deleteLater()
    messages.clear()


def test_discarding_brings_back_what_is_stored(facts: CentrePage) -> None:
    type_in(facts, "name", "Маркази дигар")
    facts.back_button.click()
    assert facts.form.values()["name"] == "Маркази «Умед»"
    assert not facts.unsaved()


def test_what_somebody_types_is_not_overwritten_by_a_change_elsewhere(facts: CentrePage, centre: Office) -> None:
    type_in(facts, "address", "кӯчаи Айнӣ 7")
    facts.show_facts(stored(centre))
    assert facts.form.raw()["address"] == "кӯчаи Айнӣ 7"


def test_after_how_many_days_notes_lock_is_set_here(facts: CentrePage, centre: Office) -> None:
    assert facts.form.values()["note_lock_days"] == 7
    type_in(facts, "note_lock_days", "14")
    facts.save()
    settle()
    assert stored(centre).note_lock_days == 14
    type_in(facts, "note_lock_days", "61")
    facts.save()
    settle()
    assert facts.form.error("note_lock_days")
    assert stored(centre).note_lock_days == 14
