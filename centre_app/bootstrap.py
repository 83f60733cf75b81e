"""The only wiring: folder → keys → engine → Office.

On the start path: importing this imports neither SQLAlchemy nor a cipher; what is heavy is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from centre_app.data_state import DataState, state_of_folder
from centre_app.db.folder import RESTORING, is_writable, tidy
from centre_app.db.lock import FolderLock
from centre_app.db.shares import refuse_share
from centre_app.db.trouble import damaged, not_writable, translated_errors
from centre_app.errors import NewerVersion, ReadOnly, UserError, WrongPassword
from centre_app.language.translate import N_, _
from centre_app.opening import (
    Place,
    actor_of,
    begin_work,
    make_office,
    open_book,
    server_engine,
    slot_in_force,
    state_of_server,
    tries_of,
)
from centre_app.security.access import Permission
from centre_app.setting_up import NewGroup, NewService, SetUp, SetUpResult

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from centre_app.office import Office
    from centre_app.security.keys import Cost, KeyRing

__all__ = [
    "DataState",
    "NewGroup",
    "NewService",
    "SetUp",
    "SetUpResult",
    "check_folder",
    "key_ring",
    "open_office",
    "recover",
    "seconds_to_wait",
    "set_up",
    "state_of",
    "unlock",
]

BY_RECOVERY = "recovery"  # under which wrong recovery codes are counted


def state_of(data: Path, *, database: str | None = None) -> DataState:
    """Whether a centre was set up here. Raises UserError where a server does not answer."""
    return state_of_server(database) if database is not None else state_of_folder(data)


def check_folder(data: Path) -> None:
    """Raise the UserError of a folder in which no centre can be set up, before anything is filled in."""
    refuse_share(data)
    try:
        with translated_errors():
            if data.exists() and not data.is_dir():
                raise UserError(N_("{folder} is a file, not a folder."), field="data", folder=data)
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:  # a drive that is not there, a file on the way, a name that is too long
        raise UserError(
            N_("“{file}” cannot be written: {why}."), field="data", file=data, why=error.strerror or str(error)
        ) from error
    if not is_writable(data):
        raise not_writable()


def seconds_to_wait(data: Path, username: str, *, database: str | None = None) -> int:
    """Seconds until this name may be tried again, 0 for now; 0 too where there is nothing to try."""
    with suppress(UserError):
        book = Place(data, database).book()
        return tries_of(data).seconds_to_wait(book.name_of(username))
    return 0


def set_up(
    data: Path,
    details: SetUp,
    *,
    database: str | None = None,
    cost: Cost | None = None,
    today: Callable[[], date] = date.today,
) -> SetUpResult:
    """Set up a centre in an empty folder (or database) and open it. Nothing remains of an attempt that fails.

    ``cost`` is for tests; without, the price of a password is tuned to this PC. Raises UserError with the field of
    ``details`` that is wrong.
    """
    from centre_app import setting_up

    check_folder(data)
    if state_of(data, database=database) is not DataState.EMPTY:
        raise UserError(N_("There is already a centre here: sign in to it, or choose another folder."), field="data")
    lock = None if database else FolderLock.take(data, details.manager_name or details.username)
    try:
        if database:
            engine = server_engine(database)
            made = setting_up.on_server(engine, data, details, cost, today)
        else:
            tidy(data)
            made = setting_up.in_folder(data, details, cost, today)
    except BaseException:
        if lock:
            lock.release()
        raise
    _promise(made.office, lock, backs_up=not details.practice)
    return made


def open_office(
    data: Path, username: str, password: str, *, database: str | None = None, read_only: bool = False
) -> Office:
    """Sign in and open. ``username`` may be empty where the centre has one manager: then that one is meant.

    Raises WrongPassword or TooManyTries, InUse and ReadOnly (both: offer ``read_only=True``), FileDamaged (offer to
    restore), NewerVersion, NotFound where nothing was set up, UserError.
    """
    place = Place(data, database)
    frozen = place.check(read_only)
    _finish_restore(place)
    with translated_errors():
        tries = tries_of(data)
        book = place.book()
        name = book.name_of(username)
        tries.begin(name)
        opened = open_book(book, username, password)
        if opened is None:
            raise WrongPassword(tries.seconds_to_wait(name))
        wrong_before = tries.succeeded(name)
        lock = None if read_only or database else FolderLock.take(data, username or "centre-app")
        engine: Engine | None = None
        try:
            if lock:
                tidy(data)
            engine = place.engine(opened.key, frozen=frozen)
            _bring_up_to_date(engine, data, opened.key, may_migrate=not read_only)
            actor = actor_of(engine, book, opened, username, password)
            if actor is None:
                tries.begin(name)
                raise WrongPassword(tries.seconds_to_wait(name))
            if lock:
                lock.say(actor.name)
            office = make_office(engine, data, actor, opened.key, read_only=read_only, frozen=frozen)
        except BaseException:
            if engine is not None:
                engine.dispose()
            if lock:
                lock.release()
            raise
        _promise(office, lock)
        begin_work(office, wrong_before)
    return office


def unlock(office: Office, password: str) -> None:
    """The lock screen: whether this is the password of the one signed in. Raises WrongPassword, TooManyTries."""
    from centre_app.security.key_store import store_of
    from centre_app.security.keys import open_slots

    assert office.actor.account_id is not None
    username, slot = slot_in_force(office.engine, office.actor.account_id)
    book = store_of(office.engine, office.data).load()
    tries, name = tries_of(office.data), book.name_of(username)
    tries.begin(name)
    opened = open_slots(book, username, password)
    if opened is None or slot not in opened.slots:
        raise WrongPassword(tries.seconds_to_wait(name))
    wrong_before = tries.succeeded(name)
    if wrong_before:
        office.trace("wrong_password", what=str(wrong_before))


def key_ring(office: Office) -> KeyRing:
    """The keys of an open centre, for the actions on accounts."""
    from centre_app.security.key_store import store_of
    from centre_app.security.keys import KeyRing

    assert office.data_key is not None, "the office is closed"
    return KeyRing(store_of(office.engine, office.data), office.data_key, practice=office.practice)


def recover(data: Path, code: str, username: str, new_password: str, *, database: str | None = None) -> None:
    """Set a new password for a manager's account by the code of the recovery sheet.

    Raises UserError (fields ``code``, ``username``, ``new_password``), TooManyTries, InUse, FileDamaged.
    """
    from centre_app.security.access import Actor, Role
    from centre_app.security.actions import recover_account
    from centre_app.security.keys import open_by_recovery
    from centre_app.security.recovery import check_code

    place = Place(data, database)
    place.check(read_only=False)
    _finish_restore(place)
    tidy_code = check_code(code)
    with translated_errors():
        tries = tries_of(data)
        tries.begin(BY_RECOVERY)
        opened = open_by_recovery(place.book(), tidy_code)
        if opened is None:
            raise UserError(N_("This recovery code does not belong to this centre."), field="code")
        tries.succeeded(BY_RECOVERY)
        lock = None if database else FolderLock.take(data, username)
        engine = place.engine(opened.key, frozen=False)
        try:
            _bring_up_to_date(engine, data, opened.key, may_migrate=True)
            office = make_office(engine, data, Actor(None, _("Recovery sheet"), Role.MANAGER), opened.key)
            with office.write() as session:
                recover_account(session, key_ring(office), username, new_password)
        finally:
            engine.dispose()
            if lock:
                lock.release()


def _finish_restore(place: Place) -> None:
    """Carry on a restoring that a pulled plug cut off."""
    if place.database or not (place.data / RESTORING).exists():
        return
    from centre_app.safekeeping.restore import finish_restore

    lock = FolderLock.take(place.data, _("Restoring a backup"))
    try:
        with translated_errors():
            finish_restore(place.data)
    finally:
        lock.release()


def _bring_up_to_date(engine: Engine, data: Path, key: bytes, *, may_migrate: bool) -> None:
    """Migrate an older schema, with a backup before. Raises NewerVersion, FileDamaged, ReadOnly."""
    from centre_app.db import migrate

    with engine.connect() as connection:
        schema = migrate.current(connection)
    if schema == migrate.HEAD:
        return
    if schema is None:
        raise damaged()  # keys opened it, so it had been set up: an empty file is no centre
    if not migrate.is_older(schema):
        raise NewerVersion(
            N_("This centre was last opened with a newer version of Centre App. Install that version on this PC too.")
        )
    if not may_migrate:
        raise ReadOnly(N_("This centre must be brought to the new version first: open it once for writing."))
    if engine.dialect.name == "sqlite":
        from centre_app.safekeeping.backup import make
        from centre_app.safekeeping.rules import Kind

        make(data, key, Kind.UPDATE)
    migrate.upgrade(engine)


def _promise(office: Office, lock: FolderLock | None, *, backs_up: bool = True) -> None:
    """What is done at the closing, last first: a trace, a backup if something changed, the lock."""

    def let_go() -> None:
        office.engine.dispose()
        if lock is not None:
            lock.release()

    def back_up() -> None:
        from centre_app.safekeeping.backup import back_up_on_exit

        # The window may have tried it before and said why it failed; closing goes on in any case.
        with suppress(UserError):
            back_up_on_exit(office)

    def say_so() -> None:
        with suppress(UserError):
            office.trace("signed_out")

    office.on_close.append(let_go)
    if backs_up and office.actor.may(Permission.BACK_UP):
        office.on_close.append(back_up)
    office.on_close.append(say_so)
