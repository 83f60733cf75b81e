"""Trouble of the disk, the file and the server, put into words for the person at the desk.

Every way in wraps its work in ``translated_errors``: nobody above the store ever sees an engine's error for something
that a person can mend. What is none of these (a broken constraint, wrong SQL) passes through: it is a bug.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from centre_app.errors import DiskFull, FileDamaged, ReadOnly, UserError
from centre_app.language.translate import N_

FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}
UNPLUGGED = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE} if hasattr(errno, "ESTALE") else {errno.EIO}

# SQLite's primary result codes (sqlite.org/rescode.html); the extended ones carry them in their low byte.
SQLITE_PERM, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_IOERR = 3, 5, 6, 8, 10
SQLITE_CORRUPT, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_NOTADB = 11, 13, 14, 26
# The backup interface raises errors without a code: these are sqlite3_errstr's words for it.
WORDS = {
    "database is locked": SQLITE_BUSY,
    "attempt to write a readonly database": SQLITE_READONLY,
    "disk I/O error": SQLITE_IOERR,
    "database disk image is malformed": SQLITE_CORRUPT,
    "database or disk is full": SQLITE_FULL,
    "unable to open database file": SQLITE_CANTOPEN,
    "file is not a database": SQLITE_NOTADB,
}

# PostgreSQL's conditions (its manual, appendix A) that are not the app's fault.
SERVER_FULL = {"53100"}
SERVER_READ_ONLY = {"25006"}
SERVER_REFUSED = {"28000", "28P01", "3D000", "42501"}


def damaged() -> FileDamaged:
    """What is said of a file that cannot be read with the right key."""
    return FileDamaged(
        N_("The centre's file is damaged and cannot be read. Restore the newest backup: nothing was changed.")
    )


def not_writable() -> ReadOnly:
    """What is said of a folder that does not let us write."""
    return ReadOnly(N_("The folder cannot be written to. You can open the centre read-only, or choose another folder."))


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what the disk, SQLite, SQLCipher and PostgreSQL say into a UserError; leave bugs as they are."""
    try:
        yield
    except UserError:
        raise
    except OSError as error:
        told = of_system(error)
        if told is None:
            raise
        raise told from error
    except Exception as error:
        told = of_engine(error)
        if told is None:
            raise
        raise told from error


def of_system(error: OSError) -> UserError | None:
    """The words for an error of the operating system; None where it is a bug."""
    if error.errno in FULL:
        return DiskFull()
    if error.errno in NOT_WRITABLE:
        return not_writable()
    if error.errno in UNPLUGGED:
        return UserError(N_("The disk or the stick does not answer. Check that it is plugged in, then try again."))
    return None


def of_engine(error: Exception) -> UserError | None:
    """The words for an error of an engine, bare or wrapped by SQLAlchemy; None where it is a bug."""
    inner = getattr(error, "orig", None) or error
    if type(inner).__module__.startswith("sqlcipher3"):
        code = getattr(inner, "sqlite_errorcode", WORDS.get(str(inner)))
        return None if code is None else _of_sqlite(int(code) & 0xFF)
    if type(inner).__module__.split(".")[0] == "psycopg":
        return _of_server(inner)
    return None


def _of_sqlite(code: int) -> UserError | None:
    if code == SQLITE_FULL:
        return DiskFull()
    if code in (SQLITE_CORRUPT, SQLITE_NOTADB):
        return damaged()
    if code in (SQLITE_READONLY, SQLITE_PERM):
        return not_writable()
    if code in (SQLITE_BUSY, SQLITE_LOCKED):
        return UserError(N_("The centre's file is busy: another program is writing. Wait a moment, then try again."))
    if code in (SQLITE_IOERR, SQLITE_CANTOPEN):
        return UserError(N_("The centre's file cannot be reached. Check that the disk is plugged in, then try again."))
    return None


def _of_server(error: BaseException) -> UserError | None:
    state = getattr(error, "sqlstate", None)
    if state in SERVER_FULL:
        return DiskFull()
    if state in SERVER_READ_ONLY:
        return ReadOnly(N_("The database server is read-only at the moment. Ask the person who looks after it."))
    if state in SERVER_REFUSED:
        return UserError(N_("The database server refused: check the address, the account and the database's name."))
    operational = any(kind.__name__ == "OperationalError" for kind in type(error).__mro__)
    if operational and (state is None or state.startswith(("08", "57"))):
        return UserError(N_("The database server does not answer. Check the network, then try again."))
    return None
