"""A person's own phrases for notes. Nobody else sees them; like drafts, they leave no history."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.therapy.models import Phrase
from centre_app.typed import typed_line

_PHRASE = Phrase.__table__.c
MOST = 200  # phrases a person
LENGTH = 500


@dataclass(frozen=True)
class PhraseRow:
    """One phrase. ``active`` is what an ordered list asks for: a phrase is there or deleted."""

    id: uuid.UUID
    text: str
    position: int
    active: bool = True


@needs(Permission.OWN_ACCOUNT)
def my_phrases(session: OfficeSession) -> tuple[PhraseRow, ...]:
    """The phrases of who is at work, in their own order."""
    return tuple(PhraseRow(row["id"], row["text"], row["position"]) for row in _mine(session))


@needs(Permission.OWN_ACCOUNT)
def add_phrase(session: OfficeSession, text: str) -> uuid.UUID:
    """A new phrase at the end. Raises UserError (``text``): empty, too long, there already, or 200 are enough."""
    rows = _mine(session)
    clean = _checked(text, rows, None)
    if len(rows) >= MOST:
        raise UserError(N_("You have {n} phrases already. Delete some that you do not use."), field="text", n=MOST)
    position = rows[-1]["position"] + 1 if rows else 0
    phrase_id = new_id()
    row = {"id": phrase_id, "account_id": _account(session), "text": clean, "position": position}
    session.insert_many(Phrase, [row])
    return phrase_id


@needs(Permission.OWN_ACCOUNT)
def change_phrase(session: OfficeSession, phrase_id: uuid.UUID, text: str) -> None:
    """Other words for a phrase. What was written with it stays. Raises UserError as ``add_phrase``, NotFound."""
    rows = _mine(session)
    row = rows[_place(rows, phrase_id)]
    session.update_many(Phrase, [(row, row | {"text": _checked(text, rows, phrase_id)})])


@needs(Permission.OWN_ACCOUNT)
def move_phrase(session: OfficeSession, phrase_id: uuid.UUID, by: int) -> None:
    """Up (−1) or down (+1) in one's own order; at the ends nothing moves. Raises NotFound."""
    rows = _mine(session)
    at = _place(rows, phrase_id)
    rows.insert(min(max(at + by, 0), len(rows) - 1), rows.pop(at))
    moved = [(row, row | {"position": position}) for position, row in enumerate(rows) if row["position"] != position]
    session.update_many(Phrase, moved)


@needs(Permission.OWN_ACCOUNT)
def delete_phrase(session: OfficeSession, phrase_id: uuid.UUID) -> PhraseRow:
    """Take a phrase out; gives it for ``put_back_phrase``. Raises NotFound."""
    rows = _mine(session)
    row = rows[_place(rows, phrase_id)]
    session.delete_many(Phrase, [row])
    return PhraseRow(row["id"], row["text"], row["position"])


@needs(Permission.OWN_ACCOUNT)
def put_back_phrase(session: OfficeSession, gone: PhraseRow) -> None:
    """Undo ``delete_phrase``. Raises UserError where the same phrase was added meanwhile."""
    text = _checked(gone.text, _mine(session), None)
    row = {"id": gone.id, "account_id": _account(session), "text": text, "position": gone.position}
    session.insert_many(Phrase, [row])


def _account(session: OfficeSession) -> uuid.UUID:
    if session.actor.account_id is None:
        raise NotFound(N_("Phrases belong to an account: sign in first."))
    return session.actor.account_id


def _mine(session: OfficeSession) -> list[dict[str, Any]]:
    # Rows rather than objects: the account's own table belongs to another room, which this one does not import.
    statement = select(*_PHRASE).where(_PHRASE.account_id == _account(session)).order_by(_PHRASE.position, _PHRASE.id)
    return [dict(row) for row in session.execute(statement).mappings()]


def _place(rows: list[dict[str, Any]], phrase_id: uuid.UUID) -> int:
    for at, row in enumerate(rows):
        if row["id"] == phrase_id:
            return at
    raise NotFound(N_("This phrase is not there any more."))


def _checked(text: str, rows: list[dict[str, Any]], besides: uuid.UUID | None) -> str:
    clean = typed_line(text, field="text", label=N_("Phrase"), limit=LENGTH, needed=True)
    if any(row["text"] == clean and row["id"] != besides for row in rows):
        raise UserError(N_("You have this phrase already."), field="text")
    return clean
