"""The steps of opening a centre, used by ``bootstrap``: where it is kept, its engine, its schema, who signs in.

On the start path: what is heavy is imported where it is used.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from centre_app.data_state import DataState, state_of_folder
from centre_app.db.folder import DATABASE, KEYS, RESTORING, TRIES, is_writable
from centre_app.db.shares import refuse_share
from centre_app.db.trouble import not_writable, translated_errors
from centre_app.errors import NotFound, ReadOnly, UserError
from centre_app.language.translate import N_
from centre_app.security.access import Actor, Role
from centre_app.security.tries import Tries

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from centre_app.office import Office
    from centre_app.security.keys import Opened, SlotBook

LEAST_SERVER = (14,)


@dataclass(frozen=True)
class Place:
    """Where a centre is kept: its folder, and the server's address if its data are on one."""

    data: Path
    database: str | None

    def check(self, read_only: bool) -> bool:
        """Whether the folder is frozen: it cannot be written, and read-only was asked for. Raises UserError."""
        if self.database:
            with translated_errors():
                self.data.mkdir(parents=True, exist_ok=True)
            return False
        refuse_share(self.data)
        if state_of_folder(self.data) is DataState.EMPTY:
            raise NotFound(N_("There is no centre in {folder} yet: set one up first."), folder=self.data)
        if is_writable(self.data):
            return False
        log = self.data / f"{DATABASE}-wal"
        if not read_only or (self.data / RESTORING).exists():
            raise not_writable()
        if log.exists() and log.stat().st_size:
            raise ReadOnly(
                N_("The folder cannot be written to, and its last changes are not put away. Copy it to a disk first.")
            )
        return True

    def book(self) -> SlotBook:
        """The slots. Raises FileDamaged, UserError."""
        from sqlalchemy.exc import ProgrammingError

        from centre_app.security.key_store import FileStore, ServerStore

        if self.database is None:
            return FileStore(self.data / KEYS).load()
        engine = server_engine(self.database)
        try:
            return ServerStore(engine).load()
        except ProgrammingError:  # no such table
            if state_of_server(self.database) is not DataState.EMPTY:
                raise
            raise NotFound(N_("There is no centre in this database yet: set one up first.")) from None
        finally:
            engine.dispose()

    def engine(self, key: bytes, *, frozen: bool) -> Engine:
        """The engine; nothing is asked of it yet."""
        from centre_app.db.engine import sqlite_engine

        return (
            server_engine(self.database)
            if self.database
            else sqlite_engine(self.data / DATABASE, key, read_only=frozen)
        )


def state_of_server(database: str) -> DataState:
    """By asking the server. Raises UserError when it does not answer."""
    from sqlalchemy import inspect, text

    engine = server_engine(database)
    try:
        with translated_errors(), engine.connect() as connection:
            if not inspect(connection).has_table("account"):
                return DataState.EMPTY
            accounts = connection.execute(text("SELECT count(*) FROM account")).scalar()
            return DataState.READY if accounts else DataState.EMPTY
    finally:
        engine.dispose()


def server_engine(database: str) -> Engine:
    """The engine of a PostgreSQL server that is new enough. Raises UserError."""
    from sqlalchemy.exc import ArgumentError

    from centre_app.db.engine import postgresql_engine

    if not database.startswith("postgresql"):
        raise UserError(N_("The address of a database begins with postgresql://."), field="database")
    try:
        engine = postgresql_engine(database)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise UserError(N_("The address of the database cannot be read."), field="database") from error
    try:
        with translated_errors(), engine.connect() as connection:
            version = connection.dialect.server_version_info or LEAST_SERVER
    except BaseException:
        engine.dispose()
        raise
    if version < LEAST_SERVER:
        engine.dispose()
        raise UserError(
            N_("The database server is too old: PostgreSQL {least} or newer is needed, it is {version}."),
            field="database",
            least=LEAST_SERVER[0],
            version=version[0],
        )
    return engine


def open_book(book: SlotBook, username: str, password: str) -> Opened | None:
    """Try a password; where nobody said whose, on each account."""
    from centre_app.security.keys import open_any_slot, open_slots

    return open_slots(book, username, password) if username.strip() else open_any_slot(book, password)


def actor_of(engine: Engine, book: SlotBook, opened: Opened, username: str, password: str) -> Actor | None:
    """The person whose password it was; None for an account that is closed or has another password by now."""
    from sqlalchemy import select

    from centre_app.security.keys import open_slot
    from centre_app.security.models import Account
    from centre_app.security.rules import tidy_username

    columns = Account.__table__.columns
    active = select(columns.id, columns.name, columns.role, columns.slot).where(columns.active)
    with engine.connect() as connection:
        if username.strip():
            row = connection.execute(active.where(columns.username == tidy_username(username))).one_or_none()
            in_force = row is not None and row.slot in opened.slots
        else:
            managers = connection.execute(active.where(columns.role == Role.MANAGER.value)).all()
            if len(managers) != 1:
                raise UserError(N_("The centre has several managers: say which account is meant."), field="username")
            row = managers[0]
            in_force = row.slot in opened.slots or open_slot(book, row.slot, password)
    return Actor(row.id, row.name, Role(row.role)) if row is not None and in_force else None


def slot_in_force(engine: Engine, account_id: uuid.UUID) -> tuple[str, str]:
    """User name and slot of an account; empty for one that was closed meanwhile."""
    from sqlalchemy import select

    from centre_app.security.models import Account

    columns = Account.__table__.columns
    wanted = select(columns.username, columns.slot).where(columns.id == account_id, columns.active)
    with translated_errors(), engine.connect() as connection:
        row = connection.execute(wanted).one_or_none()
    return (row.username, row.slot) if row is not None else ("", "")


def make_office(
    engine: Engine,
    data: Path,
    actor: Actor,
    key: bytes,
    *,
    read_only: bool = False,
    frozen: bool = False,
    today: Callable[[], date] = date.today,
) -> Office:
    """The Office, with what the centre says of itself."""
    from sqlalchemy import select

    from centre_app.office import Office
    from centre_app.sites.models import Site

    with engine.connect() as connection:
        practice = bool(connection.execute(select(Site.practice).limit(1)).scalar())
    office = Office(engine, data, actor, key, read_only=read_only, practice=practice, clock=today)
    office.leaves_traces = not frozen
    return office


def begin_work(office: Office, wrong_before: int) -> None:
    """Leave the trace of the sign-in, and sweep slots that a crash left behind."""
    from sqlalchemy import select

    from centre_app.security.key_store import store_of
    from centre_app.security.keys import KeyRing
    from centre_app.security.models import Account

    if office.read_only:
        with suppress(UserError):  # a damaged file may still be looked at, to save what can be read
            office.trace("signed_in")
        return
    assert office.data_key is not None
    with office.write() as session:
        if wrong_before:
            session.record_access("wrong_password", what=str(wrong_before))
        session.record_access("signed_in")
        in_force = session.execute(select(Account.slot).where(Account.active)).scalars().all()
        KeyRing(store_of(office.engine, office.data), office.data_key).sweep(session, in_force)


def tries_of(data: Path) -> Tries:
    """The wrong tries of a data folder."""
    return Tries(data / TRIES)
