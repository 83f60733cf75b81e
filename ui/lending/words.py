"""Lending in words: where an item is, when it comes back, how it stands with a need; and the columns of its lists."""

from __future__ import annotations

from datetime import date

from centre_app.language.dates import age_text, day_text
from centre_app.language.fold import search_text, search_words
from centre_app.language.translate import _, ngettext
from centre_app.lending.queries import ItemRow, LoanRow, NeedRow
from centre_app.lending.rules import (
    BACK,
    BROKEN,
    ENDED_WORDS,
    GONE,
    GONE_WORDS,
    IN_REPAIR,
    LENT,
    NEED_STATE_WORDS,
    OPEN_NEEDS,
    PROVIDER_WORDS,
    STATUS_WORDS,
    TO_REPAIR,
    number_order,
)
from ui.shared.table import Column


def item_words(row: ItemRow) -> str:
    """ "L-0007 · walking frame, folding" for titles and lists."""
    return " · ".join((row.number, ", ".join(part for part in (row.kind_name, row.name) if part)))


def loan_words(row: LoanRow) -> str:
    """The same of what is lent."""
    return " · ".join((row.item_number, ", ".join(part for part in (row.kind_name, row.item_name) if part)))


def status_words(row: ItemRow) -> str:
    """In stock; lent until when; in repair, gone since when and how."""
    if row.status == LENT:
        return lent_words(row)
    if row.status == IN_REPAIR:
        return _("in repair since {day}").format(day=day_text(row.since))
    if row.status == GONE:
        return _("{day}: {reason}").format(day=day_text(row.gone_day), reason=_(GONE_WORDS[row.gone_how or ""]))
    return _(STATUS_WORDS[row.status])


def lent_words(row: ItemRow) -> str:
    """Lent until when, or how late."""
    if row.overdue_days:
        return f"{_(STATUS_WORDS[LENT])}, {late_words(row.overdue_days)}"
    if row.due_day is not None:
        return _("lent until {day}").format(day=day_text(row.due_day))
    return _(STATUS_WORDS[LENT])


def late_words(overdue: int) -> str:
    """How late something is."""
    return ngettext("{n} day overdue", "{n} days overdue", overdue).format(n=overdue)


def due_words(due_day: date | None, overdue: int) -> str:
    """When it comes back; how late it is."""
    if overdue:
        return _("{day}: {reason}").format(day=day_text(due_day), reason=late_words(overdue))
    return day_text(due_day) if due_day is not None else _("as long as needed")


def ended_words(row: LoanRow) -> str:
    """How a loan stands."""
    if row.back_day is None:
        return due_words(row.due_day, row.overdue_days)
    words = _(ENDED_WORDS[row.ended])
    if row.ended == BACK and row.condition_back_name:
        words = f"{words}, {row.condition_back_name}"
    return _("{day}: {reason}").format(day=day_text(row.back_day), reason=words)


def need_words(row: NeedRow) -> str:
    """How it stands with a need."""
    if row.provided_day is not None:
        who = _(PROVIDER_WORDS[row.provided_by or "other"])
        return _("provided {day}: {who}").format(day=day_text(row.provided_day), who=who)
    if row.closed_day is not None:
        return _("not needed since {day}").format(day=day_text(row.closed_day))
    if row.asked_day is not None:
        asked = _("asked {day}").format(day=day_text(row.asked_day))
        return f"{asked}: {row.asked_of}" if row.asked_of else asked
    return _(NEED_STATE_WORDS[row.state])


def holds(text: str, *names: str) -> bool:
    """Whether these hold every word of what was typed, in any spelling."""
    words = search_words(text)
    if not words:
        return True
    found = search_text(*names)
    return all(any(spelling in found for spelling in word) for word in words)


def items_count(n: int) -> str:
    """How many items."""
    return ngettext("{n} item", "{n} items", n).format(n=n)


def loans_count(n: int) -> str:
    """How many loans."""
    return ngettext("{n} loan", "{n} loans", n).format(n=n)


def needs_count(n: int) -> str:
    """How many needs."""
    return ngettext("{n} need", "{n} needs", n).format(n=n)


def stock_columns() -> list[Column]:
    """What is shown of an item."""
    return [
        Column("number", _("Number"), lambda row: row.number, sort=lambda row: number_order(row.number), width=85),
        Column("kind", _("Kind"), lambda row: row.kind_name, width=170, tone=_gone_tone, tip=_about_item),
        Column("name", _("Make, size, colour"), lambda row: row.name, width=150, tip=lambda row: row.name),
        Column("condition", _("Condition"), lambda row: row.condition_name, width=110, tone=_condition_tone),
        Column("status", _("Now"), status_words, sort=_by_status, width=200, tone=_status_tone, tip=status_words),
        Column("where", _("Where"), lambda row: row.where, width=100, tip=lambda row: row.where),
    ]


def loan_columns() -> list[Column]:
    """What is shown of what is lent: by item, by child, and whom to call."""
    return [
        Column("due", _("Comes back"), _due, sort=_by_due, width=150, tone=_late_tone, tip=ended_words),
        Column(
            "late",
            _("Days overdue"),
            _late,
            sort=lambda row: row.overdue_days,
            align="right",
            width=90,
            tone=_late_tone,
        ),
        Column("number", _("Number"), lambda row: row.item_number, sort=_loan_number, width=85),
        Column("what", _("What"), _what, width=180, tip=loan_words),
        Column("child", _("Child"), lambda row: row.child_name, width=180, tip=_about_child, tone=_archive_tone),
        Column("phone", _("Phone"), lambda row: row.phone, width=145, tip=lambda row: row.guardian),
        Column("village", _("Village"), lambda row: row.village, width=95),
        Column("since", _("Lent"), lambda row: day_text(row.lent_day), sort=lambda row: row.lent_day, width=95),
        Column("note", _("Note"), _archive_note, width=110, tip=_archive_note),
    ]


def child_loan_columns() -> list[Column]:
    """What is shown of a loan in the child's own file."""
    return [
        Column("number", _("Number"), lambda row: row.item_number, sort=_loan_number, width=85, tone=_over_tone),
        Column("what", _("What"), _what, width=210, tip=loan_words, tone=_over_tone),
        Column("since", _("Lent"), lambda row: day_text(row.lent_day), sort=lambda row: row.lent_day, width=95),
        Column("state", _("Comes back"), ended_words, width=240, tone=_late_tone, tip=ended_words),
        Column("condition", _("Condition"), lambda row: row.condition_out_name, width=110),
        Column("received", _("Received by"), lambda row: row.received_by, width=140),
        Column("note", _("Note"), lambda row: row.note, width=120, tip=lambda row: row.note),
    ]


def need_columns(*, of_child: bool = False) -> list[Column]:
    """What is shown of a need; ``of_child``: in the child's own file."""
    what = Column("kind", _("Needed"), lambda row: row.kind_name, width=190, tone=_need_tone, tip=_need_note)
    state = Column("state", _("State"), need_words, width=210, tip=need_words)
    stock = Column("stock", _("In stock"), _in_stock, sort=lambda row: row.in_stock, align="right", width=80)
    since = Column("since", _("Since"), lambda row: day_text(row.needed_day), sort=lambda row: row.needed_day, width=95)
    days = Column("days", _("Days"), lambda row: str(row.days), sort=lambda row: row.days, align="right", width=65)
    note = Column("note", _("Note"), lambda row: row.note, width=110, tip=lambda row: row.note)
    if of_child:
        return [what, since, days, state, stock, note]
    child = Column("child", _("Child"), lambda row: row.child_name, width=160, tip=_about_needing)
    age = Column("age", _("Age"), _age, sort=lambda row: row.age or (999, 0), align="right", width=60)
    phone = Column("phone", _("Phone"), lambda row: row.phone, width=145)
    return [what, child, age, since, days, state, stock, phone, note]


def _due(row: LoanRow) -> str:
    return day_text(row.due_day) if row.due_day is not None else _("as long as needed")


def _late(row: LoanRow) -> str:
    return str(row.overdue_days) if row.overdue_days else ""


def _what(row: LoanRow) -> str:
    return ", ".join(part for part in (row.kind_name, row.item_name) if part)


def _about_item(row: ItemRow) -> str:
    return " · ".join(part for part in (item_words(row), row.serial, row.note) if part)


def _about_child(row: LoanRow) -> str:
    return " · ".join(part for part in (row.child_name, row.child_number, row.guardian, row.phone) if part)


def _about_needing(row: NeedRow) -> str:
    age = age_text(*row.age) if row.age is not None else ""
    return " · ".join(part for part in (row.child_name, row.child_number, age, row.village) if part)


def _archive_note(row: LoanRow) -> str:
    archived = _("file in the archive") if row.archived else ""
    return "; ".join(part for part in (archived, row.note) if part)


def _archive_tone(row: LoanRow) -> str:
    return "attention" if row.archived else ""


def _need_note(row: NeedRow) -> str:
    return " · ".join(part for part in (row.kind_name, row.note) if part)


def _age(row: NeedRow) -> str:
    return "" if row.age is None else str(row.age[0])


def _in_stock(row: NeedRow) -> str:
    return str(row.in_stock) if row.in_stock and row.state in OPEN_NEEDS else ""


def _by_status(row: ItemRow) -> tuple[str, date]:
    return row.status, row.due_day or row.since or date.max


def _by_due(row: LoanRow) -> tuple[bool, date]:
    return row.due_day is None, row.due_day or date.max


def _loan_number(row: LoanRow) -> tuple[tuple[str, int], ...]:
    return number_order(row.item_number)


def _gone_tone(row: ItemRow) -> str:
    return "muted" if row.status == GONE else ""


def _condition_tone(row: ItemRow) -> str:
    if row.status == GONE:
        return "muted"
    if row.condition == BROKEN:
        return "danger"
    return "attention" if row.condition in TO_REPAIR else ""


def _status_tone(row: ItemRow) -> str:
    if row.overdue_days:
        return "attention"
    return "muted" if row.status == GONE else ""


def _late_tone(row: LoanRow) -> str:
    if row.back_day is not None:
        return "muted"
    return "attention" if row.overdue_days else ""


def _over_tone(row: LoanRow) -> str:
    return "muted" if row.back_day is not None else ""


def _need_tone(row: NeedRow) -> str:
    return "muted" if row.state not in OPEN_NEEDS else ""
