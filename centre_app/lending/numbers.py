"""The inventory numbers: counted up by the pattern of the one given last, as children's numbers are by the centre's."""

from __future__ import annotations

from sqlalchemy import func, select

from centre_app.children.rules import NumberPattern
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.lending.models import LendingItem

FIRST = "L-0001"
LONGEST = 20


def free_item_number(session: OfficeSession) -> str:
    """The number after the highest that is written like the last one given."""
    numbers = LendingItem.__table__.c
    last = session.scalar(select(numbers.number).order_by(numbers.id.desc()).limit(1))
    if last is None:
        return FIRST
    pattern = _pattern(last) or NumberPattern.of(FIRST)
    alike = session.scalars(select(numbers.number).where(numbers.number.startswith(pattern.before, autoescape=True)))
    return pattern.number(max((pattern.count_of(number) or 0 for number in alike), default=0) + 1)


def numbers_from(session: OfficeSession, first: str, count: int) -> list[str]:
    """``count`` numbers from ``first`` on. Raises UserError (``number``) where one is taken or cannot be counted."""
    pattern = _pattern(first)
    if pattern is None:
        if count > 1:
            raise UserError(
                N_("Several items need a number that can be counted up: {example}."), field="number", example=FIRST
            )
        wanted = [first]
    else:
        start = pattern.count_of(first) or 0
        wanted = [pattern.number(start + place) for place in range(count)]
    if len(wanted[-1]) > LONGEST:
        raise UserError(N_("This number is too long: at most {limit} letters."), field="number", limit=LONGEST)
    check_free(session, wanted)
    return wanted


def check_free(session: OfficeSession, wanted: list[str]) -> None:
    """Raises UserError (``number``) where one of these is on another item already, in any case of its letters."""
    folded = {number.casefold(): number for number in wanted}
    longest = max(map(len, wanted))
    numbers = LendingItem.__table__.c.number
    # The engines disagree about the case of Cyrillic letters, so Python compares.
    for taken in session.scalars(select(numbers).where(func.length(numbers) <= longest)):
        if taken.casefold() in folded:
            raise UserError(N_("The number {number} is on another item already."), field="number", number=taken)


def _pattern(number: str) -> NumberPattern | None:
    return NumberPattern.of(number) if any(sign in "0123456789" for sign in number) else None
