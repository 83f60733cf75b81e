"""The two places of key slots: ``keys.json`` beside the encrypted file, and the table ``key_slot`` on a server."""

from __future__ import annotations

import base64
import contextlib
import json
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sqlalchemy import delete, event, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from centre_app.db.folder import KEYS, write_whole
from centre_app.db.trouble import of_system, translated_errors
from centre_app.errors import FileDamaged, NewerVersion, UserError
from centre_app.language.translate import N_
from centre_app.security.keys import SALT_BYTES, Cost, Slot, SlotBook, SlotStore
from centre_app.security.models import KeySlot

FORMAT = 1
RING = "ring"  # the row that holds what all slots share


def new_book(cost: Cost) -> SlotBook:
    """The book of a centre that is being set up."""
    return SlotBook(secrets.token_bytes(SALT_BYTES), cost)


def header(book: SlotBook) -> dict[str, Any]:
    """What all slots share, as it is kept."""
    salt = base64.b64encode(book.salt).decode("ascii")
    cost = {"memory_kib": book.cost.memory_kib, "passes": book.cost.passes, "lanes": book.cost.lanes}
    return {"format": FORMAT, "salt": salt, **cost}


def read_book(said: dict[str, Any], slots: list[dict[str, Any]]) -> SlotBook:
    """The book from how it is kept. Raises NewerVersion, and FileDamaged for what cannot be understood."""
    try:
        if int(said["format"]) > FORMAT:
            raise NewerVersion(N_("These keys were made by a newer version of Centre App: install the newer version."))
        cost = Cost(int(said["memory_kib"]), int(said["passes"]), int(said["lanes"]))
        salt = base64.b64decode(said["salt"], validate=True)
        return SlotBook(salt, cost, tuple(Slot.from_json(slot) for slot in slots))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise keys_damaged() from error


def keys_damaged() -> FileDamaged:
    """What is said when the slots cannot be read: without them no password opens anything."""
    return FileDamaged(
        N_("The file with the keys is damaged or missing. Restore the newest backup: it has its own keys.")
    )


class FileStore:
    """Slots in ``keys.json``. A change is a new file renamed over the old one; the old one is kept as ``.previous``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, session: Session | None = None) -> SlotBook:
        """All slots; from the previous file where the newest cannot be read."""
        del session
        try:
            return self._read(self._path)
        except FileDamaged:
            previous = self._path.with_name(self._path.name + ".previous")
            if not previous.exists():
                raise
            return self._read(previous)

    def save(self, book: SlotBook) -> None:
        """Write all slots."""
        said = header(book) | {"slots": [slot.as_json() for slot in book.slots]}
        with translated_errors():
            write_whole(self._path, json.dumps(said, indent=1).encode(), keep_previous=True)

    def add(self, session: Session, slot: Slot) -> None:
        """At once: the account that names it is committed after. Till then nothing names it, so it opens nothing."""
        del session
        self.save(self.load().adding(slot))

    def drop(self, session: Session, ids: Collection[str]) -> None:
        """After the commit. A crash before it leaves slots that no account names; the next opening sweeps them."""

        def forget(_session: Session) -> None:
            # What was committed stays committed whatever the disk says now.
            with contextlib.suppress(UserError):
                self.save(self.load().without(ids))

        if ids:
            event.listen(session, "after_commit", forget, once=True)

    def _read(self, path: Path) -> SlotBook:
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise of_system(error) or keys_damaged() from error
        except ValueError as error:
            raise keys_damaged() from error
        if not isinstance(said, dict):
            raise keys_damaged()
        return read_book(said, said.get("slots", []))


class ServerStore:
    """Slots in the table ``key_slot``: they change in the same transaction as the account."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def load(self, session: Session | None = None) -> SlotBook:
        """All slots, as ``session`` sees them."""
        statement = select(KeySlot.name, KeySlot.content)
        with translated_errors():
            if session is not None:
                rows = {row.name: row.content for row in session.connection().execute(statement)}
            else:
                with self._engine.connect() as connection:
                    rows = {row.name: row.content for row in connection.execute(statement)}
        shared = rows.pop(RING, None)
        if shared is None:
            raise keys_damaged()
        return read_book(shared, list(rows.values()))

    def save(self, session: Session, book: SlotBook) -> None:
        """Write all slots of a centre that is being set up."""
        rows = [{"name": RING, "content": header(book)}]
        rows += [{"name": slot.id, "content": slot.as_json()} for slot in book.slots]
        session.connection().execute(insert(KeySlot), rows)

    def add(self, session: Session, slot: Slot) -> None:
        """In the session's transaction."""
        session.connection().execute(insert(KeySlot), [{"name": slot.id, "content": slot.as_json()}])

    def drop(self, session: Session, ids: Collection[str]) -> None:
        """In the session's transaction."""
        if ids:
            session.connection().execute(delete(KeySlot).where(KeySlot.name.in_(list(ids))))


def store_of(engine: Engine, data: Path) -> SlotStore:
    """Where the slots of an opened centre are: beside its file in ``data``, or on its server."""
    return FileStore(data / KEYS) if engine.dialect.name == "sqlite" else ServerStore(engine)
