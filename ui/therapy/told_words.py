"""Days on which something was not done, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from centre_app.language.dates import day_text
from centre_app.language.translate import Message, ngettext

_TOLD = 5  # lines before "and … more"


def told_line(day: date, why: Message) -> str:
    """ "21.03.2027: Public holiday: Navruz." The day is said once, also where the reason begins with it."""
    words = why.in_words()
    return words if words.startswith(day_text(day)) else f"{day_text(day)}: {words}"


def told_text(told: Sequence[tuple[date, Message]]) -> str:
    """The first few, one a line."""
    lines = [told_line(day, why) for day, why in told[:_TOLD]]
    more = len(told) - len(lines)
    if more > 0:
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join(lines)
