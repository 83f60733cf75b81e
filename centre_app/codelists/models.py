"""Entries of the code lists."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, Json


class CodeListEntry(Base):
    """One code of one list. A code in use is never deleted, only taken out of use."""

    __tablename__ = "code_list_entry"
    __table_args__ = (UniqueConstraint("list_name", "code"),)  # a code means one thing
    change: ClassVar[Change | None] = Change.CODELISTS

    id: Mapped[Id]
    list_name: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(40))
    labels: Mapped[Json]  # {"en": …, "ru": …, "tg": …, "ky": …, "kk": …}
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
