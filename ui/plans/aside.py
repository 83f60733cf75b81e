"""Beside and below a plan: its versions, the reviews that were held, the goals that ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from centre_app.plans.queries import GoalCourse, PlanVersion, ReviewFacts
from ui.plans.plan_read import PlanRead
from ui.plans.words import goal_state, level_words, version_words
from ui.shared.cards import Card

OpenVersion = Callable[[UUID], object]


def versions_card(versions: Sequence[PlanVersion], shown: UUID | None, on: OpenVersion) -> Card:
    """Every version, the newest first; the one on show is marked by its words."""
    card = Card(_("Versions"), icon="history")
    for one in versions:
        words = version_words(one)
        if one.id == shown:
            words = _("{version} (on show)").format(version=words)
        card.add_line(words, day_text(one.start_day), on=partial(on, one.id))
    return card


def reviews_card(reviews: Sequence[ReviewFacts], on: Callable[[ReviewFacts], object]) -> Card:
    """The reviews that were held, the newest first."""
    card = Card(_("Reviews"), icon="calendar")
    for one in reviews:
        late = (one.held_day - one.due_day).days
        detail = ngettext("{n} day late", "{n} days late", late).format(n=late) if late > 0 else _("on time")
        card.add_line(day_text(one.held_day), detail, on=partial(on, one))
    if not reviews:
        card.add_text(_("No review was held yet."))
    return card


def ended_card(read: PlanRead) -> Card:
    """Goals that ended, whichever version they stood in: how, when, why, and the last level."""
    card = Card(_("Goals that ended"), icon="archive")
    for course in read.ended:
        card.add_line(course.text, goal_state(course.status))
        card.add_text(_how_it_ended(course, read)).setContentsMargins(8, 0, 8, 4)
    return card


def _how_it_ended(course: GoalCourse, read: PlanRead) -> str:
    words = [read.word("goal_area", course.area)]
    if course.closed_day is not None:
        words.append(day_text(course.closed_day))
    words += [read.word("goal_drop_reason", course.close_reason), course.close_note]
    if course.latest is not None:
        words.append(_("last level {level}").format(level=level_words(course.latest.score)))
    return " · ".join(word for word in words if word)
