"""Is everything well? The file, its tables, the history's chain, the keys, what rules say of the rows, the backups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from centre_app.attendance.models import Mark
from centre_app.children.models import Enrolment
from centre_app.db import sqlite_file
from centre_app.db.trouble import translated_errors
from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.office import Office
from centre_app.safekeeping.backup import newest_backup
from centre_app.safekeeping.backups import list_backups
from centre_app.safekeeping.chain import recount
from centre_app.security.access import Permission, require
from centre_app.security.key_store import store_of
from centre_app.security.keys import RECOVERY
from centre_app.security.models import Account

OLD_BACKUP = timedelta(days=7)


@dataclass(frozen=True)
class CheckLine:
    """One thing that was looked at, and what was found."""

    ok: bool
    text: Message


@dataclass(frozen=True)
class CheckResult:
    """All of it. ``ok`` is False when a single line is not."""

    ok: bool
    lines: tuple[CheckLine, ...]


def check(office: Office) -> CheckResult:
    """Look at everything; changes nothing, may run beside an open window. About a second for 400,000 marks."""
    require(office.actor, Permission.BACK_UP)
    lines: list[CheckLine] = []
    for look in (_file, _chain, _rows, _keys, _backups):
        try:
            with translated_errors():
                lines += look(office)
        except UserError as error:
            lines.append(CheckLine(False, error.message))
    return CheckResult(all(line.ok for line in lines), tuple(lines))


def _file(office: Office) -> Iterator[CheckLine]:
    if office.engine.dialect.name != "sqlite":
        yield CheckLine(True, Message(N_("The tables are on a database server, which checks them by itself.")))
        return
    with office.engine.connect() as connection:
        found = sqlite_file.problems(connection.connection.driver_connection, thorough=True)
    if not found:
        yield CheckLine(True, Message(N_("The file and all its tables are sound.")))
    for problem in found:
        yield CheckLine(
            False, Message(N_("The file is damaged: {problem}. Restore the newest backup."), {"problem": problem})
        )


def _chain(office: Office) -> Iterator[CheckLine]:
    with office.engine.connect() as connection:
        chain = recount(connection)
    if chain.broken_at is None:
        words = N_("The history is whole: {entries} entries, none altered or taken out.")
        yield CheckLine(True, Message(words, {"entries": chain.entries}))
    else:
        words = N_("The history was altered: entry {entry} does not fit the one before it.")
        yield CheckLine(False, Message(words, {"entry": chain.broken_at}))


def _rows(office: Office) -> Iterator[CheckLine]:
    with office.engine.connect() as connection:
        outside, overlapping = _marks_outside(connection), _overlapping(connection)
    if outside:
        words = N_("{count} marks lie outside the enrolment they belong to.")
        yield CheckLine(False, Message(words, {"count": outside}))
    if overlapping:
        words = N_("{count} enrolments overlap another one of the same child and service.")
        yield CheckLine(False, Message(words, {"count": overlapping}))
    if not outside and not overlapping:
        yield CheckLine(True, Message(N_("Marks and enrolments fit together.")))


def _marks_outside(connection: Connection) -> int:
    outside = or_(Mark.day < Enrolment.start_day, Mark.day > Enrolment.end_day)
    joined = select(func.count()).select_from(Mark).join(Enrolment, Enrolment.id == Mark.enrolment_id)
    return connection.execute(joined.where(outside)).scalar() or 0


def _overlapping(connection: Connection) -> int:
    other = aliased(Enrolment)
    same = and_(other.child_id == Enrolment.child_id, other.service_id == Enrolment.service_id)
    later = and_(
        or_(
            other.start_day > Enrolment.start_day, and_(other.start_day == Enrolment.start_day, other.id > Enrolment.id)
        ),
        or_(Enrolment.end_day.is_(None), other.start_day <= Enrolment.end_day),
    )
    pairs = select(func.count()).select_from(Enrolment).join(other, and_(same, later))
    return connection.execute(pairs).scalar() or 0


def _keys(office: Office) -> Iterator[CheckLine]:
    columns = Account.__table__.columns
    with office.engine.connect() as connection:
        accounts = connection.execute(select(columns.username, columns.slot).where(columns.active)).all()
    book = store_of(office.engine, office.data).load()
    ids = {slot.id for slot in book.slots}
    locked_out = sorted(row.username for row in accounts if row.slot not in ids)
    for username in locked_out:
        words = N_("The account {username} has no key: the manager can set a new password for it.")
        yield CheckLine(False, Message(words, {"username": username}))
    if not any(slot.name == RECOVERY for slot in book.slots):
        yield CheckLine(False, Message(N_("There is no recovery sheet: make a new one.")))
    elif not locked_out:
        yield CheckLine(True, Message(N_("Every account has its key, and there is a recovery sheet.")))


def _backups(office: Office) -> Iterator[CheckLine]:
    if office.engine.dialect.name != "sqlite":
        return
    for facts in list_backups(office.data):
        if not facts.ok:
            words = N_("The backup {name} is cut short or damaged.")
            yield CheckLine(False, Message(words, {"name": facts.path.name}))
    newest = newest_backup(office.data)
    if newest is None:
        yield CheckLine(True, Message(N_("There is no backup yet.")))
        return
    fresh = datetime.now(UTC) - newest.at <= OLD_BACKUP
    words = N_("The newest backup is from {at}.") if fresh else N_("The newest backup is old: from {at}. Make one now.")
    yield CheckLine(True, Message(words, {"at": newest.at}))
