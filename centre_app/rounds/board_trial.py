"""What putting a visit somewhere on the board would mean: reckoned in memory while it is carried. Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from centre_app.language.translate import N_, Message
from centre_app.outreach.schedule import Broken, Laid, Stop, best_place, lay_out_round
from centre_app.rounds.board import Board, BoardCell


@dataclass(frozen=True)
class Trial:
    """A visit held over a team's day. ``refused``: why it cannot go there at all; then nothing is laid out.

    ``laid`` is the round as it would be, ``left`` the one it would leave behind (None: it comes from the due list, or
    stays in its round). ``broken``: what would be broken that is kept now. More kilometres and minutes are those of
    both rounds together.
    """

    team_id: uuid.UUID
    day: date
    position: int
    laid: Laid | None = None
    left: Laid | None = None
    refused: Message | None = None
    broken: tuple[Broken, ...] = ()
    more_km: float = 0.0
    more_minutes: int = 0


def try_at(board: Board, key: uuid.UUID, team_id: uuid.UUID, day: date, position: int | None) -> Trial:
    """A visit or a due line, by its id, put into a team's day at a place of its order; None: where it costs least.

    ``position`` counts the stops without the one that is carried.
    """
    cell = board.cells[team_id, day]
    stop, home = _held(board, key)
    refused = _refused(board, key, cell)
    if refused is not None:
        return Trial(team_id, day, position or 0, refused=refused)
    ways = board.network.on(day)
    there = [one.stop for one in cell.visits if one.id != key]
    if position is None:
        position = best_place(there, stop, frame=cell.frame, ways=ways).position
    position = max(0, min(position, len(there)))
    laid = lay_out_round([*there[:position], stop, *there[position:]], cell.frame, ways)
    left = None
    if home is not None and home is not cell:
        rest = [one.stop for one in home.visits if one.id != key]
        left = lay_out_round(rest, home.frame, board.network.on(home.day))
    kept = {(one.kind, one.key) for one in cell.laid.broken}
    return Trial(
        team_id,
        day,
        position,
        laid,
        left,
        broken=tuple(one for one in laid.broken if (one.kind, one.key) not in kept or one.key == key),
        more_km=round(laid.km - cell.laid.km + (left.km - home.laid.km if left and home else 0.0), 1),
        more_minutes=laid.minutes - cell.laid.minutes + (left.minutes - home.laid.minutes if left and home else 0),
    )


def may_move(board: Board, key: uuid.UUID) -> Message | None:
    """Why a visit cannot be taken up at all; None: it can."""
    visit = board.by_id.get(key)
    if visit is None:
        return None
    if visit.visit.keyed:
        return Message(N_("The result of this visit is written already: it stays where it is."))
    if not visit.visit.open:
        return Message(N_("This visit was called off. Plan a new one instead."))
    if visit.visit.day < board.today:
        return Message(N_("The day of this visit is over. Write down what came of it."))
    return None


def _held(board: Board, key: uuid.UUID) -> tuple[Stop, BoardCell | None]:
    visit = board.by_id.get(key)
    if visit is not None:
        return visit.stop, board.cell_of(key)
    return next(line.stop for line in board.due if line.id == key), None


def _refused(board: Board, key: uuid.UUID, cell: BoardCell) -> Message | None:
    if cell.past:
        return Message(N_("This day is over: nothing can be planned on it."))
    if cell.crew.hours is None:
        return cell.crew.why_not or Message(N_("The team does not go out on this weekday."))
    visit = board.by_id.get(key)
    if visit is not None and visit.visit.promised and visit.visit.day != cell.day:
        values = {"day": visit.visit.day}
        return Message(N_("This visit is promised to the family for {day}."), values)
    return may_move(board, key)
