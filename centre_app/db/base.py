"""The one declarative base. Every table names what of the office it changes."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from centre_app.changes import Change

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables.

    ``change`` is what screens are told when a row of the table changes (None: nobody is told).
    ``in_history`` is False only for a person's own drafts and the history's own tables.
    ``history_child`` names the column with the child whose file shows the change, "" where there is none.
    ``history_hidden`` are columns whose content is not repeated in the history (a photo's bytes).
    """

    metadata = MetaData(naming_convention=NAMES)

    change: ClassVar[Change | None] = None
    in_history: ClassVar[bool] = True
    history_child: ClassVar[str] = ""
    history_hidden: ClassVar[frozenset[str]] = frozenset()
