"""How plans, goals and scores are said in words on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QLocale

from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.plans.facts import PlanFacts, PlanVersion, ScoreRow
from centre_app.plans.rules import (
    GOAL_STATUS_NAMES,
    LEVEL_NAMES,
    ROLE_NAMES,
    SCORED_BY_NAMES,
    level_sign,
)

#: From the best to the least, as a scale is read.
LEVELS: Final = (2, 1, 0, -1, -2)
#: So many days before it is due a review is said to be coming.
SOON: Final = 14

_PLAN_STATES: Final[Mapping[str, str]] = {
    "draft": N_("draft"),
    "signed": N_("in force"),
    "replaced": N_("replaced"),
    "ended": N_("ended"),
}
_ABOUT_AS_EXPECTED: Final = (45.0, 55.0)  # half a standard deviation around the T-score's middle of 50


def level_name(level: int) -> str:
    """What a level means, whatever the goal."""
    return _(LEVEL_NAMES[level])


def level_words(level: int) -> str:
    """ "+1, more than expected"."""
    return f"{level_sign(level)}, {level_name(level)}"


def by_level(texts: tuple[str, ...]) -> dict[int, str]:
    """The texts of −2 … +2 by their level."""
    return dict(zip(range(-2, 3), texts, strict=True))


def version_words(version: PlanFacts | PlanVersion) -> str:
    """ "Version 2, in force"."""
    return _("Version {n}, {state}").format(n=version.version, state=_(_PLAN_STATES[version.status]))


def goal_state(status: str) -> str:
    """What became of a goal."""
    return _(GOAL_STATUS_NAMES[status])


def scorer(who: str) -> str:
    """Who gave a score."""
    return _(SCORED_BY_NAMES[who])


def choices_of(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes with their words for a field with choices."""
    return [(code, _(words)) for code, words in names.items()]


def role_choices() -> list[tuple[str, str]]:
    """As whom somebody can agree."""
    return choices_of(ROLE_NAMES)


def due_words(due: date, today: date) -> str:
    """How far off a day is: "in 12 days", "today", "5 days over"."""
    days = (due - today).days
    if days > 0:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    if days == 0:
        return _("today")
    return ngettext("{n} day over", "{n} days over", -days).format(n=-days)


def is_soon(due: date, today: date) -> bool:
    """Whether it is time to think of a review."""
    return (due - today).days <= SOON


def score_since(row: ScoreRow) -> str:
    """When and by whom a score was given: "20.11.2026, Саида Назарова"."""
    return f"{day_text(row.day)}, {row.name or scorer(row.scored_by)}"


def t_score_words(value: float | None) -> str:
    """A T-score with one decimal, written as the language writes it; a dash for none."""
    return "–" if value is None else QLocale(current().language).toString(value, "f", 1)


def t_score_meaning(value: float) -> str:
    """The one sentence that says what a T-score means (counting.md, "Other figures")."""
    least, most = _ABOUT_AS_EXPECTED
    if value > most:
        return _("50 means: as was expected when the goals were set. More was reached than was expected.")
    if value >= least:
        return _("50 means: as was expected when the goals were set. About as much was reached.")
    return _("50 means: as was expected when the goals were set. Less was reached so far.")
