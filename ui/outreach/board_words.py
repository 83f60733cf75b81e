"""The board in words: a round's line, a stop's lines, what is broken in short, what a carried visit would mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import N_, _, ngettext
from centre_app.outreach import schedule
from centre_app.outreach.schedule import Laid, clock
from centre_app.rounds.board import Board, BoardCell, BoardVisit
from centre_app.rounds.board_trial import Trial
from centre_app.rounds.due import DueVisit

SHORT: Mapping[str, str] = {
    schedule.TOO_LONG: N_("day too long"),
    schedule.ROAD_CLOSED: N_("road closed"),
    schedule.SKILL_MISSING: N_("skill missing"),
    schedule.NOBODY_HOME: N_("nobody at home"),
    schedule.NO_PLACE: N_("home not known"),
    schedule.NO_BASE: N_("no base"),
    schedule.NO_VEHICLE: N_("no vehicle"),
    schedule.TOO_FEW: N_("too few in the team"),
    schedule.PROMISE_MISSED: N_("promise missed"),
    schedule.WRONG_TEAM: N_("another team’s"),
    schedule.NO_LUNCH: N_("no time for lunch"),
    schedule.NOT_OPEN: N_("centre closed"),
    schedule.NOT_THEIR_DAY: N_("not the team’s day"),
}
RISK_NAMES: Mapping[str, str] = {
    "low": N_("low risk"),
    "medium": N_("medium risk"),
    "high": N_("high risk"),
    "critical": N_("critical risk"),
}


def km_text(km: float) -> str:
    """``84.5 km`` as it is written in the language of the screen."""
    return _("{km} km").format(km=f"{km:.1f}".replace(".", ","))


def hours_text(start: int, end: int) -> str:
    """``09:00–16:20``"""
    return f"{clock(start)}–{clock(end)}"


def day_words(day: date) -> str:
    """``Mon 23.11``"""
    return f"{weekday_names(short=True)[day.weekday()]} {day.day:02}.{day.month:02}"


def laid_text(laid: Laid) -> str:
    """When the team is away and how far it drives; ≈ where a stretch is estimated."""
    about = "≈ " if laid.estimated else ""
    return f"{hours_text(laid.start, laid.end)} · {about}{km_text(laid.km)}"


def state_word(cell: BoardCell) -> str:
    """How far a round is."""
    if cell.round is None or not (cell.visits or cell.called_off or cell.is_set):
        return ""
    if cell.visits and cell.keyed == len(cell.visits):
        return _("results in")
    if cell.keyed:
        return _("{n} of {all} results").format(n=cell.keyed, all=len(cell.visits))
    return _("set") if cell.is_set else _("draft")


def cell_lines(cell: BoardCell) -> list[str]:
    """What stands over the stops of a cell: the first line is the main one."""
    if not cell.visits:
        if cell.crew.hours is None:
            return []
        free = [_("free"), hours_text(*cell.crew.hours)]
        return [" · ".join(free), cell.crew.why_not.in_words() if cell.crew.why_not else cell.vehicle]
    n = len(cell.visits)
    count = ngettext("{n} visit", "{n} visits", n).format(n=n)
    return [laid_text(cell.laid), " · ".join(part for part in (state_word(cell), count, cell.vehicle) if part)]


def broken_short(laid: Laid, key: object) -> str:
    """What is broken of a stop (of the round with None), in a few words."""
    kinds = dict.fromkeys(one.kind for one in laid.broken if one.key == key)
    return ", ".join(_(SHORT[kind]) for kind in kinds)


def broken_whole(laid: Laid, key: object) -> list[str]:
    """The same in sentences."""
    return list(dict.fromkeys(one.message.in_words() for one in laid.broken if one.key == key))


def visit_time(cell: BoardCell, visit: BoardVisit) -> str:
    """When the team is to be there."""
    return next((clock(one.arrive) for one in cell.laid.stops if one.key == visit.id), "")


def visit_title(visit: BoardVisit) -> str:
    """Whose home: surname and given name."""
    return visit.visit.short_name


def visit_note(visit: BoardVisit) -> str:
    """Where and what for; promised, with the time that was said."""
    parts = [visit.place or _("place not known"), visit.purpose]
    return " · ".join(part for part in parts if part)


def promise_words(visit: BoardVisit) -> str:
    """What was said to the family; "" for nothing."""
    if not visit.visit.promised:
        return ""
    minute = visit.visit.promised_minute
    return _("promised") if minute is None else _("promised for {time}").format(time=clock(minute))


def visit_words(board: Board, cell: BoardCell, visit: BoardVisit) -> str:
    """A stop whole, for the tip and for who hears the screen."""
    lines = [
        f"{visit_time(cell, visit)} {visit.visit.name}, {visit.visit.number}".strip(),
        visit_note(visit),
        promise_words(visit),
    ]
    if not visit.visit.open:
        reason = board.reasons.get(visit.visit.reason or "", "")
        off = _("called off") if visit.visit.cancelled else _("result written")
        lines.append(f"{off}: {reason}" if reason else off)
    return "\n".join(line for line in (*lines, *broken_whole(cell.laid, visit.id)) if line)


def cell_words(board: Board, cell: BoardCell) -> str:
    """A cell whole, for the tip and for who hears the screen."""
    team = board.fleet.team(cell.team_id)
    lines = [", ".join(part for part in (team.name if team else "", day_words(cell.day)) if part)]
    if cell.crew.why_not is not None and not cell.visits:
        lines.append(cell.crew.why_not.in_words())
    lines.extend(cell_lines(cell))
    lines.extend(member.why.in_words() for member in cell.crew.away)
    if cell.laid.lunch is not None:
        lines.append(_("lunch at {time}").format(time=clock(cell.laid.lunch)))
    return "\n".join(dict.fromkeys(line for line in (*lines, *broken_whole(cell.laid, None)) if line))


def trial_head(trial: Trial) -> str:
    """How the round would be, and by how much more."""
    if trial.refused is not None:
        return _("Cannot be here:")
    if trial.laid is None:
        return ""
    more = f"{trial.more_km:+.1f}".replace("-", "−").replace(".", ",")
    minutes = f"{trial.more_minutes:+d}".replace("-", "−")
    return laid_text(trial.laid) + "\n" + _("{km} km, {minutes} min").format(km=more, minutes=minutes)


def trial_reasons(trial: Trial) -> list[str]:
    """Why it cannot be there, or what would be broken."""
    if trial.refused is not None:
        return [trial.refused.in_words()]
    return list(dict.fromkeys(one.message.in_words() for one in trial.broken))


def trial_words(board: Board, trial: Trial) -> str:
    """The same for who hears the screen."""
    team = board.fleet.team(trial.team_id)
    where = [team.name if team else "", day_words(trial.day)]
    if trial.refused is None:
        where.append(_("stop {n}").format(n=trial.position + 1))
    return ", ".join(part for part in (*where, trial_head(trial).replace("\n", ", "), *trial_reasons(trial)) if part)


def due_lines(line: DueVisit) -> tuple[str, str, str]:
    """A due line: who, where and what for, why."""
    where = " · ".join(part for part in (line.village or _("place not known"), line.purpose_name) if part)
    why = " · ".join(reason.in_words() for reason in line.reasons)
    return f"{line.surname} {line.given_name}".strip(), where, why


def left_words(day: date) -> str:
    """A day in a sentence."""
    return f"{weekday_names()[day.weekday()]}, {day_text(day)}"
