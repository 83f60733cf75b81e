"""Code lists for tests."""

from __future__ import annotations

from centre_app.codelists.actions import EntryInput, add_entry, load_given_lists
from centre_app.codelists.queries import entries
from centre_app.db.session import OfficeSession


def given_lists(session: OfficeSession) -> None:
    """The lists that come with the app."""
    load_given_lists(session)


def make_entry(session: OfficeSession, list_name: str, label: str) -> str:
    """An entry of the centre's own; gives its code."""
    entry_id = add_entry(session, list_name, EntryInput({"en": label}))
    return next(entry.code for entry in entries(session, list_name) if entry.id == entry_id)
