"""Why somebody is left out, in a word that is true of the week. Pure.

Asked in this order, the first that holds is the reason: what holds whatever is planned, and last what the plan leaves.
"""

from __future__ import annotations

from collections.abc import Mapping

from centre_app.language.translate import N_
from centre_app.rounds.problem import Candidate, Problem, Shift

NO_PLACE, NO_DAY = "no_place", "no_day"
NO_TEAM, FEW, NO_VEHICLE, ONLY_TEAM, SKILL = "no_team", "few", "no_vehicle", "only_team", "skill"
ROAD, TOO_FAR, FULL = "road", "too_far", "full"

WORDS: Mapping[str, str] = {  # short: a line of a list
    NO_PLACE: N_("Nobody has said yet in which place the home is."),
    NO_DAY: N_("Nobody is at home on any day that is left of this week."),
    NO_TEAM: N_("No team goes out on the days that suit the family."),
    FEW: N_("Too few people of the team are there on the days that suit the family."),
    NO_VEHICLE: N_("There is no vehicle on the days that suit the family."),
    ONLY_TEAM: N_("The team that is to go there does not go out on the days that suit the family."),
    SKILL: N_("Nobody who goes out on the days that suit the family gives what is needed."),
    ROAD: N_("The road there is closed on the days that suit the family."),
    TOO_FAR: N_("The way there and back and the visit do not fit into a team’s day and the family’s hours."),
    FULL: N_("The days are full: others are more urgent, or nearer."),
}


def reason_of(problem: Problem, one: Candidate) -> str:
    """The code of the reason for somebody for whom a plan has no more room."""
    if one.place is None:
        return NO_PLACE
    days = one.days if one.pin is None else one.days & {one.pin.day}
    if not days:
        return NO_DAY
    out = [shift for shift in problem.shifts if shift.day in days]
    if not out:
        return _nobody_goes(problem, one)
    if one.pin is not None and one.pin.team is not None and not one.pin.promised:
        out = [shift for shift in out if shift.team == one.pin.team]
    if one.team is not None:
        out = [shift for shift in out if shift.team == one.team]
    if not out:
        return ONLY_TEAM
    able = [shift for shift in out if one.skills <= shift.skills]
    if not able:
        return SKILL
    joined = [shift for shift in able if _way(problem, shift, one) is not None]
    if not joined:
        return ROAD
    return FULL if any(_fits_alone(problem, shift, one) for shift in joined) else TOO_FAR


def _nobody_goes(problem: Problem, one: Candidate) -> str:
    """What keeps the teams at home that would have gone."""
    why = {missing.why for missing in problem.missing if missing.day in one.days and one.team in (None, missing.team)}
    return NO_VEHICLE if "vehicle" in why else FEW if "few" in why else NO_TEAM


def _way(problem: Problem, shift: Shift, one: Candidate) -> int | None:
    """Minutes from the base to the home."""
    assert one.place is not None
    way = problem.ways_on[shift.day].between(shift.base, one.place)
    return None if way is None else way.minutes


def _fits_alone(problem: Problem, shift: Shift, one: Candidate) -> bool:
    """Whether the team could go there and nowhere else: with lunch, unless it is back or leaves in time without."""
    leg = _way(problem, shift, one)
    assert leg is not None
    opens, closes = one.window
    start = max(shift.start, opens - leg)
    leaves = start + leg + one.minutes
    if start + leg > closes:
        return False
    back = leaves + leg
    if shift.lunch_minutes and back > shift.lunch_until and start <= shift.lunch_until:
        if leaves > shift.lunch_until:
            return False
        back = max(leaves, shift.lunch_from) + shift.lunch_minutes + leg
    return back <= shift.end
