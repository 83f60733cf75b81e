"""What a booking would mean, before it is saved: what speaks against it, which days a series has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from centre_app.language.dates import day_text
from centre_app.language.translate import Message, _, ngettext
from centre_app.therapy.actions import preview_series
from centre_app.therapy.clash_facts import check_placing
from centre_app.therapy.placing import Clash
from ui.therapy.booking_values import is_repeated, placing_of, series_of
from ui.therapy.told_words import told_line

_NEEDED = ("type", "day", "start_minute", "minutes")
_NOT_YET = "no_children"  # nobody is chosen yet: the field says that it is needed
_SAID = 4  # clashes that are said
_NAMED = 3  # days left out that are named


@dataclass(frozen=True)
class Preview:
    """Clashes, hard ones first, and the days of a series in words."""

    clashes: tuple[Clash, ...] = ()
    words: str = ""


def preview_booking(values: Mapping[str, Any]) -> Callable[[Any], Preview] | None:
    """The question for the database; None while too little is typed. Raises UserError for what is typed wrong."""
    if any(values.get(name) is None for name in _NEEDED):
        return None
    if not is_repeated(values):
        placing = placing_of(values)
        return lambda session: Preview(_shown(check_placing(session, placing)))
    if values["until"] is None and values["count"] is None:
        return None
    series = series_of(values)

    def ask(session: Any) -> Preview:
        found = preview_series(session, series)
        return Preview(_shown(found.clashes), days_words(found.days, [*found.skipped, *found.left_out]))

    return ask


def days_words(days: Sequence[date], skipped: Sequence[tuple[date, Message]]) -> str:
    """ "18 sessions from 24.11.2026 to 31.05.2027; 2 days are left out: 21.03.2027 Navruz, …"."""
    if not days:
        said = _("No session would be booked.")
    else:
        said = ngettext("{n} session, on {first}", "{n} sessions, from {first} to {last}", len(days)).format(
            n=len(days), first=day_text(days[0]), last=day_text(days[-1])
        )
    if skipped:
        named = [told_line(day, why).rstrip(".") for day, why in skipped[:_NAMED]]
        if len(skipped) > _NAMED:
            named.append("…")
        said += "\n" + ngettext("{n} day is left out: {days}", "{n} days are left out: {days}", len(skipped)).format(
            n=len(skipped), days="; ".join(named)
        )
    return said


def clash_lines(clashes: Sequence[Clash]) -> list[str]:
    """What speaks against it, each said once; the first few of many."""
    lines = list(dict.fromkeys(clash.message.in_words() for clash in clashes))
    more = len(lines) - _SAID
    if more > 0:
        lines[_SAID:] = [ngettext("and {n} more", "and {n} more", more).format(n=more)]
    return lines


def _shown(clashes: Sequence[Clash]) -> tuple[Clash, ...]:
    return tuple(clash for clash in clashes if clash.kind != _NOT_YET)
