"""What follows when a visit did not succeed, unless the centre says otherwise. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.outreach.rules import DONE, OUTCOMES, PARTLY, PLANNED, SERVED

LONGEST_WAIT = 365  # days until the next try
LONGEST_FOLLOW_UP = 365  # days somebody has to see to it

UNSUCCESSFUL: Final = tuple(outcome for outcome in OUTCOMES if outcome != PLANNED and outcome not in SERVED)
OUTCOME_NAMES: Mapping[str, str] = MappingProxyType(
    {
        PLANNED: N_("planned"),
        DONE: N_("done"),
        PARTLY: N_("partly done"),
        "nobody_home": N_("nobody at home"),
        "refused": N_("refused"),
        "moved": N_("family moved away"),
        "ill": N_("illness"),
        "road_closed": N_("road closed"),
        "team_cancelled": N_("cancelled by the team"),
    }
)


@dataclass(frozen=True)
class OutcomeFollow:
    """After so many days the team tries again; None: nothing is due until somebody decides.

    ``follow_up_kind`` (code list concern_kind): somebody sees to it within ``follow_up_days``; None: nothing to follow.
    ``own``: the centre has said so itself.
    """

    again_after: int | None
    follow_up_kind: str | None = None
    follow_up_days: int = 7
    own: bool = False


DEFAULT_FOLLOWS: Mapping[str, OutcomeFollow] = MappingProxyType(
    {
        "nobody_home": OutcomeFollow(7),
        "refused": OutcomeFollow(30, "refusal"),
        "moved": OutcomeFollow(None, "address"),
        "ill": OutcomeFollow(10),
        "road_closed": OutcomeFollow(14),
        "team_cancelled": OutcomeFollow(3),
    }
)


def check_follow(outcome: str, again_after: int | None, follow_up_days: int) -> None:
    """Raises UserError at the field that is wrong."""
    if outcome not in UNSUCCESSFUL:
        raise UserError(N_("Nothing has to follow a visit that took place."), field="outcome")
    _check_days(again_after or 0, 0, LONGEST_WAIT, field="again_after", label=N_("Try again after, days"))
    _check_days(follow_up_days, 0, LONGEST_FOLLOW_UP, field="follow_up_days", label=N_("To be seen to within, days"))


def _check_days(value: int, least: int, most: int, *, field: str, label: str) -> None:
    if not least <= value <= most:
        raise UserError(
            N_("“{label}” must be from {least} to {most}."), field=field, label=Message(label), least=least, most=most
        )
