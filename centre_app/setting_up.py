"""Setting up a centre: everything is made beside, and moved to its place when it is whole.

On the start path (the window's set-up form knows ``SetUp``): what is heavy is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from centre_app.db.folder import DATABASE, KEYS, sync_file, sync_folder, working_folder
from centre_app.db.trouble import translated_errors
from centre_app.errors import UserError
from centre_app.security.access import Actor, Role
from centre_app.security.recovery import check_code, new_code
from centre_app.security.rules import check_password, check_person_name, check_username

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from centre_app.db.session import OfficeSession
    from centre_app.office import Office
    from centre_app.security.keys import Cost, KeyRing, SlotBook

HOLIDAYS_BEFORE, HOLIDAYS_AFTER = 1, 2  # years of public holidays that are brought in around the present one


@dataclass(frozen=True)
class NewGroup:
    """A group to begin with."""

    name: str
    places: int | None = None


@dataclass(frozen=True)
class NewService:
    """A service to begin with. ``kind`` is of the code list service_kind."""

    name: str
    kind: str = "day_care"
    places: int | None = None
    groups: tuple[NewGroup, ...] = ()


@dataclass(frozen=True)
class SetUp:
    """What is asked for at the set-up. ``language`` is that of the documents; ``country`` is TJ, KG or KZ."""

    name: str
    country: str
    manager_name: str
    username: str
    password: str
    province: str = ""
    district: str = ""
    municipality: str = ""
    address: str = ""
    phone: str = ""
    signatory: str = ""
    number_pattern: str = "K-0001"
    working_week: str = "12345"
    language: str = "ru"
    services: tuple[NewService, ...] = ()
    practice: bool = False


class SetUpResult(NamedTuple):
    """The opened centre, and the recovery code that is shown this once."""

    office: Office
    recovery_code: str


def in_folder(data: Path, details: SetUp, cost: Cost | None, today: Callable[[], date]) -> SetUpResult:
    """Into an encrypted file. Until the last rename there is no centre in the folder. Raises UserError."""
    import secrets

    from centre_app.db import migrate
    from centre_app.db.engine import sqlite_engine
    from centre_app.opening import make_office
    from centre_app.security.key_store import FileStore, new_book
    from centre_app.security.keys import KeyRing
    from centre_app.security.tuning import tuned_cost

    details = _checked(details)
    key = secrets.token_bytes(32)
    with translated_errors(), working_folder(data) as work:
        book, code = _with_recovery(new_book(cost or tuned_cost()), key)
        store = FileStore(work / KEYS)
        store.save(book)
        with _disposed(sqlite_engine(work / DATABASE, key)) as engine:
            migrate.upgrade(engine)
            account = _write(engine, work, details, KeyRing(store, key, practice=details.practice), today)
            with engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        sync_file(work / DATABASE)
        # The keys first: a folder with a centre.db always has the keys to it.
        (work / KEYS).replace(data / KEYS)
        (work / DATABASE).replace(data / DATABASE)
        sync_folder(data)
        office = make_office(sqlite_engine(data / DATABASE, key), data, account, key, today=today)
    return SetUpResult(office, code)


def on_server(engine: Engine, data: Path, details: SetUp, cost: Cost | None, today: Callable[[], date]) -> SetUpResult:
    """Into a PostgreSQL database, in one transaction after the tables were made. Raises UserError."""
    import secrets

    from centre_app.db import migrate
    from centre_app.opening import make_office
    from centre_app.security.key_store import ServerStore, new_book
    from centre_app.security.keys import KeyRing
    from centre_app.security.tuning import tuned_cost

    details = _checked(details)
    key = secrets.token_bytes(32)
    with translated_errors():
        try:
            book, code = _with_recovery(new_book(cost or tuned_cost()), key)
            migrate.upgrade(engine)
            store = ServerStore(engine)
            account = _write(
                engine,
                data,
                details,
                KeyRing(store, key, practice=details.practice),
                today,
                lambda session: store.save(session, book),
            )
            return SetUpResult(make_office(engine, data, account, key, today=today), code)
        except BaseException:
            engine.dispose()
            raise


def _checked(details: SetUp) -> SetUp:
    """The details with the account's fields tidied; the rest is checked where it is written."""
    username = check_username(details.username, ())
    check_password(details.password, username, practice=details.practice)
    name = check_person_name(details.manager_name, "manager_name")
    return replace(details, username=username, manager_name=name, signatory=details.signatory or name)


def _with_recovery(book: SlotBook, key: bytes) -> tuple[SlotBook, str]:
    from centre_app.security.keys import RECOVERY, wrap

    code = new_code()
    return book.adding(wrap(key, RECOVERY, check_code(code), book.cost)), code


@contextmanager
def _disposed(engine: Engine) -> Iterator[Engine]:
    try:
        yield engine
    finally:
        engine.dispose()


def _write(
    engine: Engine,
    data: Path,
    details: SetUp,
    key_ring: KeyRing,
    today: Callable[[], date],
    first: Callable[[OfficeSession], None] = lambda _session: None,
) -> Actor:
    """All rows of a new centre in one transaction. Returns the manager."""
    from centre_app.office import Office
    from centre_app.security.actions import NewAccount, add_account

    setter_up = Office(engine, data, Actor(None, details.manager_name, Role.MANAGER), clock=today)
    with setter_up.write() as session, session.act("set_up"):
        first(session)
        _write_site(session, details, today().year)
        new = NewAccount(details.username, details.manager_name, Role.MANAGER, details.password)
        account_id = add_account(session, key_ring, new)
    return Actor(account_id, details.manager_name, Role.MANAGER)


def _write_site(session: OfficeSession, details: SetUp, year: int) -> None:
    from centre_app.codelists.actions import load_given_lists
    from centre_app.open_days.actions import load_public_holidays, set_working_week
    from centre_app.sites import actions

    load_given_lists(session)
    try:
        site_id = actions.create_site(
            session,
            actions.NewSite(
                name=details.name,
                country=details.country,
                province=details.province,
                district=details.district,
                municipality=details.municipality,
                address=details.address,
                phone=details.phone,
                signatory=details.signatory,
                number_pattern=details.number_pattern,
                document_language=details.language,
                practice=details.practice,
            ),
        )
    except UserError as error:
        error.field = "language" if error.field == "document_language" else error.field
        raise
    set_working_week(session, site_id, details.working_week)
    load_public_holidays(session, site_id, year - HOLIDAYS_BEFORE, year + HOLIDAYS_AFTER)
    for service in details.services:
        service_id = actions.add_service(session, actions.NewService(service.name, service.kind, service.places))
        for group in service.groups:
            actions.add_group(session, actions.NewGroup(service_id, group.name, group.places))
