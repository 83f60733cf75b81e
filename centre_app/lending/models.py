"""Things to lend, loans, repairs, and what children need."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class LendingItem(Base):
    """A device or a toy of the centre. Lent and in repair are told by its loans and repairs, not kept twice."""

    __tablename__ = "lending_item"
    __table_args__ = (
        UniqueConstraint("number"),  # written on the thing itself
        CheckConstraint("(gone_day IS NULL) = (gone_how IS NULL)", name="gone"),
        CheckConstraint("gone_how IS NULL OR gone_how IN ('lost', 'given', 'written_off')", name="gone_how"),
    )
    change: ClassVar[Change | None] = Change.LENDING

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    number: Mapped[str] = mapped_column(String(20))  # the inventory number
    kind: Mapped[str] = mapped_column(String(40), index=True)  # code list device_kind
    name: Mapped[str] = mapped_column(String(200), default="")  # make, size, colour
    serial: Mapped[str] = mapped_column(String(80), default="")
    condition: Mapped[str] = mapped_column(String(40))  # code list device_condition
    kept_at: Mapped[str] = mapped_column(String(200), default="")  # where it stands when it is not lent
    came_on: Mapped[date | None]
    came_from: Mapped[str] = mapped_column(String(200), default="")  # bought, a donor
    gone_day: Mapped[date | None]  # lost, given away for good, written off
    gone_how: Mapped[str | None] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(300), default="")


class Loan(Base):
    """An item at a child's home, from a day until it came back."""

    __tablename__ = "lending_loan"
    __table_args__ = (
        CheckConstraint("back_day IS NULL OR back_day >= lent_day", name="in_order"),
        CheckConstraint("due_day IS NULL OR due_day >= lent_day", name="due"),
        Index("ix_lending_loan_back_day_due_day", "back_day", "due_day"),
    )
    change: ClassVar[Change | None] = Change.LENDING
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    item_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("lending_item.id"), index=True)
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), index=True)
    lent_day: Mapped[date]
    due_day: Mapped[date | None]  # None: as long as the child needs it
    back_day: Mapped[date | None]  # came back, or was found to be lost
    lost: Mapped[bool] = mapped_column(default=False)
    condition_out: Mapped[str] = mapped_column(String(40))
    condition_back: Mapped[str | None] = mapped_column(String(40))
    received_by: Mapped[str] = mapped_column(String(200), default="")  # who signed for it
    note: Mapped[str] = mapped_column(String(300), default="")


class Repair(Base):
    """An item in repair, from a day until it came back."""

    __tablename__ = "lending_repair"
    __table_args__ = (
        CheckConstraint("back_day IS NULL OR back_day >= sent_day", name="in_order"),
        CheckConstraint("(cost_minor IS NULL) = (currency IS NULL)", name="cost"),
    )
    change: ClassVar[Change | None] = Change.LENDING

    id: Mapped[Id]
    item_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("lending_item.id"), index=True)
    sent_day: Mapped[date]
    back_day: Mapped[date | None]
    what: Mapped[str] = mapped_column(String(300), default="")
    cost_minor: Mapped[int | None]  # integer minor units
    currency: Mapped[str | None] = mapped_column(String(3))  # ISO 4217


class DeviceNeed(Base):
    """What a child needs: needed since, asked for on, provided on. Closed without is said in words."""

    __tablename__ = "device_need"
    __table_args__ = (
        CheckConstraint("asked_day IS NULL OR asked_day >= needed_day", name="asked"),
        CheckConstraint("provided_day IS NULL OR provided_day >= needed_day", name="provided"),
        CheckConstraint(
            "provided_by IS NULL OR provided_by IN ('centre', 'state', 'donor', 'family', 'other')", name="provided_by"
        ),
        Index("ix_device_need_child_id_kind", "child_id", "kind"),
    )
    change: ClassVar[Change | None] = Change.LENDING
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    kind: Mapped[str] = mapped_column(String(40))  # code list device_kind
    needed_day: Mapped[date]
    asked_day: Mapped[date | None]
    asked_of: Mapped[str] = mapped_column(String(200), default="")
    provided_day: Mapped[date | None]
    provided_by: Mapped[str | None] = mapped_column(String(10))
    loan_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("lending_loan.id"))  # provided by lending
    closed_day: Mapped[date | None]  # not needed any more
    note: Mapped[str] = mapped_column(String(300), default="")
