"""Code lists: those that come with the app, and editing them."""

from __future__ import annotations

import json

import pytest

from centre_app.codelists.actions import GIVEN, EntryInput, add_entry, change_entry, load_given_lists, move_entry
from centre_app.codelists.queries import all_labels, entries, labels, list_names
from centre_app.codelists.rules import KEPT, LIST_NAMES, Label, check_labels, code_from, label_in
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.language.translate import LANGUAGES, Words
from centre_app.security.access import Actor, Role


@pytest.mark.parametrize("name", LIST_NAMES)
def test_what_reports_count_by_is_among_what_is_given(name: str) -> None:
    given = json.loads((GIVEN / f"{name}.json").read_text(encoding="utf-8"))
    assert {entry["code"] for entry in given} >= KEPT.get(name, frozenset())


def test_no_label_names_a_child_by_a_disability() -> None:
    text = "".join(path.read_text(encoding="utf-8").casefold() for path in GIVEN.glob("*.json"))
    assert not [word for word in ("инвалид", "дебил", "ненормальн", "invalid", "handicap") if word in text]


def test_labels_come_in_the_lists_order_and_the_language_asked(session: OfficeSession) -> None:
    load_given_lists(session)
    assert list(labels(session, "absence_reason", "en"))[:3] == ["illness", "parent_ill", "treatment"]
    assert labels(session, "absence_reason", "tg")["illness"] == "беморӣ"


def test_loading_twice_adds_nothing_and_changes_nothing(session: OfficeSession) -> None:
    assert load_given_lists(session) > 60
    entry = entries(session, "alert_kind")[0]
    change_entry(session, entry.id, EntryInput({"en": "fits"}))
    assert load_given_lists(session) == 0
    assert labels(session, "alert_kind", "ru")[entry.code] == "fits"


def test_an_entry_of_the_centres_own_comes_last_with_a_code_of_its_label(session: OfficeSession) -> None:
    load_given_lists(session)
    for expected in ("wedding_feast", "wedding_feast_2"):
        entry_id = add_entry(session, "absence_reason", EntryInput({"en": " Wedding, feast ", "tg": "тӯй"}))
        entry = entries(session, "absence_reason")[-1]
        assert (entry.id, entry.code) == (entry_id, expected)
    assert entry.labels == {
        "en": "Wedding, feast",
        "ru": "Wedding, feast",
        "tg": "тӯй",
        "ky": "Wedding, feast",
        "kk": "Wedding, feast",
    }


def test_out_of_use_is_not_offered_and_still_read(session: OfficeSession) -> None:
    load_given_lists(session)
    entry = next(each for each in entries(session, "absence_reason") if each.code == "quarantine")
    change_entry(session, entry.id, EntryInput(entry.labels, active=False))
    assert "quarantine" not in labels(session, "absence_reason", "en", active_only=True)
    assert labels(session, "absence_reason", "ru")["quarantine"] == "карантин"


def test_what_reports_count_by_stays_in_use(session: OfficeSession) -> None:
    load_given_lists(session)
    entry = next(each for each in entries(session, "absence_reason") if each.code == "unknown")
    with pytest.raises(UserError, match="stays in use"):
        change_entry(session, entry.id, EntryInput(entry.labels, active=False))


def test_an_entry_moves_within_its_list(session: OfficeSession) -> None:
    load_given_lists(session)
    entry = entries(session, "alert_kind")[2]
    move_entry(session, entry.id, -2)
    assert [each.code for each in entries(session, "alert_kind")] == ["diet", "seizures", "allergy", "other"]
    move_entry(session, entry.id, 99)
    assert [each.code for each in entries(session, "alert_kind")][-1] == "diet"


def test_what_cannot_be_an_entry_is_refused(session: OfficeSession) -> None:
    load_given_lists(session)
    for field, bad in (
        ("labels", lambda: add_entry(session, "alert_kind", EntryInput({"en": " "}))),
        ("labels", lambda: add_entry(session, "alert_kind", EntryInput({"ru": "я" * 200}))),
        ("code", lambda: add_entry(session, "alert_kind", EntryInput({"en": "Fits"}), code="seizures")),
        ("code", lambda: add_entry(session, "alert_kind", EntryInput({"en": "Fits"}), code="Ғ 1")),
    ):
        with pytest.raises(UserError) as raised:
            bad()
        assert raised.value.field == field
    with pytest.raises(NotFound):
        add_entry(session, "moods", EntryInput({"en": "Happy"}))


def test_all_lists_are_read_at_once_and_by_everybody(session: OfficeSession) -> None:
    load_given_lists(session)
    session.actor = Actor(None, "Счётчик", Role.NUMBERS_ONLY)
    assert list(all_labels(session, "kk")) == list_names(session)
    assert all_labels(session, "kk")["family_language"]["kazakh"] == "қазақ"
    with pytest.raises(Refused):
        add_entry(session, "alert_kind", EntryInput({"en": "Fits"}))


def test_labels_and_codes_are_made_from_what_there_is() -> None:
    assert check_labels({"ky": " тамак "}) == dict.fromkeys(LANGUAGES, "тамак")
    assert code_from({"en": "тамак"}, {"entry"}) == "entry_2"
    assert len(code_from({"en": "very " * 60}, set())) <= 40
    assert label_in({"en": "illness", "ru": ""}, "ru", "x") == "illness"
    assert label_in({}, "ru", "x") == "x"


def test_a_label_says_itself_in_any_language() -> None:
    label = Label("repair", labels={"en": "repair", "tg": "таъмир"})
    assert label.in_words(Words.of("tg")) == "таъмир"
    assert label.in_words(Words.of("kk")) == "repair"
    assert str(label) == "repair"
