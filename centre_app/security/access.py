"""Who may do what: roles, permissions, and the one place that checks them.

Foundation: every capability's ``actions.py`` and ``queries.py`` declare with ``needs`` what they ask for.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from centre_app.errors import Refused
from centre_app.language.translate import N_

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")


class Permission(StrEnum):
    """What an action or a query needs, in one word."""

    SEE_FIGURES = "see_figures"
    SEE_CHILDREN = "see_children"
    EDIT_CHILDREN = "edit_children"
    MARK_ATTENDANCE = "mark_attendance"
    EDIT_PLANS = "edit_plans"
    FILL_INSTRUMENTS = "fill_instruments"
    PLAN_WEEK = "plan_week"  # book, move and cancel sessions, the waiting list, the proposed timetable
    SEE_NOTES = "see_notes"  # what was written of a session, a plan, an instrument
    WRITE_NOTES = "write_notes"
    PLAN_ROUNDS = "plan_rounds"  # places, service at home, the teams' week
    KEY_VISITS = "key_visits"  # results of visits, follow-ups, forms from phones
    LEND = "lend"  # devices and toys
    EXPORT_NAMES = "export_names"
    IMPORT = "import"
    MANAGE_CENTRE = "manage_centre"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_HISTORY = "read_history"
    BACK_UP = "back_up"
    OWN_ACCOUNT = "own_account"


class Role(StrEnum):
    """What a person is in the centre."""

    MANAGER = "manager"
    SPECIALIST = "specialist"
    SOCIAL_WORKER = "social_worker"
    OUTREACH_WORKER = "outreach_worker"
    SECRETARY = "secretary"
    NUMBERS_ONLY = "numbers_only"


_EVERYBODY = {Permission.SEE_FIGURES, Permission.OWN_ACCOUNT, Permission.BACK_UP}
_WITH_CHILDREN = _EVERYBODY | {Permission.SEE_CHILDREN, Permission.EXPORT_NAMES}

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.MANAGER: frozenset(Permission),
    Role.SPECIALIST: frozenset(
        _WITH_CHILDREN
        | {Permission.MARK_ATTENDANCE, Permission.PLAN_WEEK, Permission.WRITE_NOTES}
        | {Permission.SEE_NOTES, Permission.EDIT_PLANS, Permission.FILL_INSTRUMENTS}
        | {Permission.PLAN_ROUNDS, Permission.KEY_VISITS, Permission.LEND}
    ),
    Role.SOCIAL_WORKER: frozenset(
        _WITH_CHILDREN
        | {Permission.EDIT_CHILDREN, Permission.MARK_ATTENDANCE, Permission.PLAN_WEEK}
        | {Permission.SEE_NOTES, Permission.EDIT_PLANS, Permission.FILL_INSTRUMENTS}
        | {Permission.PLAN_ROUNDS, Permission.KEY_VISITS, Permission.LEND}
    ),
    Role.OUTREACH_WORKER: frozenset(
        _WITH_CHILDREN
        | {Permission.EDIT_CHILDREN, Permission.SEE_NOTES, Permission.FILL_INSTRUMENTS}
        | {Permission.PLAN_ROUNDS, Permission.KEY_VISITS, Permission.LEND}
    ),
    # The secretary plans the week and does not read what therapists write.
    Role.SECRETARY: frozenset(
        _WITH_CHILDREN
        | {Permission.EDIT_CHILDREN, Permission.MARK_ATTENDANCE, Permission.IMPORT, Permission.PLAN_WEEK}
        | {Permission.PLAN_ROUNDS, Permission.LEND}
    ),
    Role.NUMBERS_ONLY: frozenset(_EVERYBODY),
}


@dataclass(frozen=True)
class Actor:
    """The person at work: recorded with every change. ``account_id`` is None for the set-up itself."""

    account_id: uuid.UUID | None
    name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        """Whether the role grants this."""
        return permission in GRANTED[self.role]


def require(actor: Actor, permission: Permission) -> None:
    """The one check. Raises Refused in words."""
    if not actor.may(permission):
        raise Refused(N_("Your role does not allow this. Ask the manager of the centre."))


def needs(
    permission: Permission,
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Declare what a public action or query needs; its first parameter is the session.

    The outermost action gives the act its name in the history: ``register_child``.
    """

    def declare(function: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        name = cast(Any, function).__name__

        @functools.wraps(function)
        def checked(session: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            work = cast(Any, session)
            require(work.actor, permission)
            with work.act(name):
                return function(session, *args, **kwargs)

        checked.__needs__ = permission  # type: ignore[attr-defined]
        return cast(Callable[Concatenate[S, P], R], checked)

    return declare
