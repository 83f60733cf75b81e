"""Proposing a week (docs/decisions/0009). Pure, but slow: OR-Tools is imported when a proposal is asked for.

1. A greedy timetable, which holds all rules: from here on there is always something to show.
2. Rounds: a few sessions are taken off the board, and the solver puts them back in the best way there is around all
   others, with what has no place yet. Each round is small enough to be solved to the end.
3. Where fewer are placed than ``bound.py`` allows, the whole week at once: it finds what rounds do not, or proves it.

The same problem gives the same proposal, unless the clock or *Stop* ends the search: rounds use one thread, a fixed
seed and a limit counted in the solver's own steps. The whole week runs on two threads; what it proves is the same in
every run, the order it finds may not be.
"""

from __future__ import annotations

import math
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from centre_app.timetable.board import Board, Session
from centre_app.timetable.bound import upper_bound
from centre_app.timetable.problem import FEASIBLE, NONE, OPTIMAL, Fixed, Problem, Proposal, Unplaced
from centre_app.timetable.reasons import reason_of
from centre_app.timetable.slots import Slot, Week

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from centre_app.timetable.model import WeekModel

USUAL_SECONDS = 30.0
_AT_ONCE = 20  # sessions taken off the board in a round
_MOST_ROUNDS = 60
_ENOUGH = 15  # rounds in a row that made nothing better
_STEPS = 0.1  # the solver's “deterministic time” for a round
_SEED = 1
_FOR_THE_END = 1.0  # seconds kept for reading the answer and the reasons
_POLL_SECONDS = 0.05

Told = Callable[[int, int], None]


def propose(
    problem: Problem,
    *,
    seconds: float = USUAL_SECONDS,
    told: Told | None = None,
    stop: Callable[[], bool] | None = None,
) -> Proposal:
    """The best timetable found in so many seconds, or until ``stop()``; never one that breaks a hard rule.

    ``told(places found, places due)`` whenever it got better, from this thread or one of the solver's.
    """
    search = _Search(problem, time.monotonic() + max(0.0, seconds - _FOR_THE_END), told, stop or (lambda: False))
    search.run()
    return search.proposal()


class _Search:
    def __init__(self, problem: Problem, until: float, told: Told | None, stop: Callable[[], bool]) -> None:
        self.problem, self.until, self.stop = problem, until, stop
        self.told = told or (lambda _found, _due: None)
        self.chance = random.Random(_SEED)
        self.week = Week(problem)
        self.bound = upper_bound(problem, self.week)
        self.board = Board(self.week)
        self.rank = (-1, 0)
        self.finished = False  # nothing better is to be had, in places or in wishes

    @property
    def done(self) -> bool:
        """Whether the time is up."""
        return self.stop() or time.monotonic() >= self.until

    @property
    def most(self) -> int:
        """How many new places there can be."""
        return self.bound - self.problem.done

    def run(self) -> None:
        """Search until nothing better is to be had, or the time is up."""
        board = Board(self.week)
        board.fill()
        self._better(board)
        proven = self.rank[0] == self.most
        now = time.monotonic()
        self._rounds(self.until if proven else now + (self.until - now) / 2)
        if self.rank[0] < self.most and not (self.finished or self.done):
            found = self.rank[0]
            self._whole_week()
            if self.rank[0] > found:
                self._rounds(self.until)
        self.board.fill()
        self._better(self.board)

    def proposal(self) -> Proposal:
        """What was found, and the reasons for what was not."""
        placed = self.problem.done + self.rank[0]
        proven = placed == self.bound
        reasons = {
            index: reason_of(self.board, index, proven=proven)
            for index, want in enumerate(self.problem.wants)
            if self.board.served[index] < want.times
        }
        unplaced = tuple(
            Unplaced(index, reason)
            for index, reason in reasons.items()
            for _time in range(self.problem.wants[index].times - self.board.served[index])
        )
        status = OPTIMAL if proven else FEASIBLE
        if self.problem.due and not placed:  # what is booked already is a timetable too
            status = NONE
        return Proposal(self.problem, status, self.bound, self.board.placements(), self.problem.fixed, unplaced)

    def _better(self, board: Board) -> bool:
        rank = (sum(board.served.values()), board.value())
        if rank <= self.rank:
            return False
        if rank[0] > self.rank[0]:
            self.told(rank[0], self.problem.due)
        self.board, self.rank = board, rank
        return True

    def _rounds(self, until: float) -> None:
        idle = 0
        for turn in range(_MOST_ROUNDS):
            if self.finished or self.done or time.monotonic() >= until or idle == _ENOUGH or not self.board.sessions:
                return
            idle = 0 if self._round(turn) else idle + 1

    def _round(self, turn: int) -> bool:
        """Take some sessions off, and put them back in the best way; whether that made it better."""
        from centre_app.timetable.model import WeekModel

        off = self._taken_off(turn)
        stay = [session for session in self.board.sessions if session not in off]
        part, indices = _part(self.board, stay)
        back = {index: at for at, index in enumerate(indices)}
        board = _board_of(part, [replace(one, wants=[back[index] for index in one.wants]) for one in off])
        model = WeekModel(part)
        if not model.slots:
            return False
        model.best_wishes()
        model.start_from(board)
        found, proven = self._solved(model, seconds=self.until - time.monotonic(), steps=_STEPS)
        if found is None:
            return False
        new = [replace(one, wants=[indices[at] for at in one.wants]) for one in found.sessions]
        better = self._better(_board_of(self.week, [*stay, *new]))
        if proven and not stay:
            self.finished, self.bound = True, self.problem.done + self.rank[0]
        return better

    def _taken_off(self, turn: int) -> list[Session]:
        """Of a small week everything at first; then some of two days, of two therapists, of anybody."""
        pool = self.board.sessions
        if turn % 3 == 0 and not (turn == 0 and len(pool) <= _AT_ONCE):
            days = self.chance.sample(range(len(self.week.days)), min(2, len(self.week.days)))
            pool = [session for session in pool if session.day in days]
        elif turn % 3 == 1:
            who = self.chance.sample(range(len(self.problem.therapists)), min(2, len(self.problem.therapists)))
            pool = [session for session in pool if session.therapist in who]
        taken = self.chance.sample(range(len(pool)), min(_AT_ONCE, len(pool)))
        return [pool[at] for at in sorted(taken)]

    def _whole_week(self) -> None:
        """All wants at once, for the number of places alone: half of the time that is left."""
        from centre_app.timetable.model import WeekModel

        model = WeekModel(self.week)
        model.most_places()
        model.start_from(self.board)
        board, _proven = self._solved(model, seconds=(self.until - time.monotonic()) / 2, steps=None)
        if board is not None:
            self._better(board)

    def _solved(self, model: WeekModel, *, seconds: float, steps: float | None) -> tuple[Board | None, bool]:
        """A solution, and whether it is proven to be the best; None where there was no time for one. What the whole
        week proves of the bound is kept."""
        from ortools.sat.python import cp_model

        if seconds <= 0:
            return None, False
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.random_seed = _SEED
        parameters.max_time_in_seconds = seconds
        parameters.symmetry_level = 0  # it finds none worth its time: half of the search
        parameters.cp_model_probing_level = 0
        if steps is None:
            parameters.num_workers = 2
        else:
            parameters.num_workers = 1
            parameters.max_deterministic_time = steps
            parameters.cp_model_presolve = False
            parameters.linearization_level = 2
        with _stopping(solver, self.stop):
            status = solver.solve(model.cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):  # the values would be rubbish, without an error
            return None, False
        if steps is None:
            self.bound = min(self.bound, self.problem.done + math.floor(solver.best_objective_bound + 1e-6))
        return model.read(solver.value), status == cp_model.OPTIMAL


@contextmanager
def _stopping(solver: cp_model.CpSolver, stop: Callable[[], bool]) -> Iterator[None]:
    """The solver does not come back before it is done: another thread listens for *Stop*."""
    over = threading.Event()

    def listen() -> None:
        while not over.wait(_POLL_SECONDS):
            if stop():
                solver.stop_search()

    listener = threading.Thread(target=listen, name="timetable-stop", daemon=True)
    listener.start()
    try:
        yield
    finally:
        over.set()
        listener.join()


def _part(board: Board, stay: list[Session]) -> tuple[Week, list[int]]:
    """The week with these sessions as if booked, and what is then still due; with the indices of its wants."""
    problem, week = board.week.problem, board.week
    served = Counter(index for session in stay for index in session.wants)
    left = {index: want.times - served[index] for index, want in enumerate(problem.wants)}
    indices = [index for index, times in left.items() if times]
    booked = tuple(
        Fixed(
            id=uuid.UUID(int=at),
            type=one.type,
            day=week.days[one.day],
            start=one.start,
            minutes=one.minutes,
            children=tuple(problem.wants[index].child for index in one.wants),
            therapist=problem.therapists[one.therapist].id,
            room=problem.rooms[one.room].id,
        )
        for at, one in enumerate(stay)
    )
    wants = tuple(replace(problem.wants[index], times=left[index]) for index in indices)
    return Week(replace(problem, wants=wants, fixed=(*problem.fixed, *booked))), indices


def _board_of(week: Week, sessions: list[Session]) -> Board:
    board = Board(week)
    for one in sessions:
        for index in one.wants:
            first = index == one.wants[0]
            board.place(Slot(index, one.therapist, one.day, one.start), one.room if first else board.sessions[-1])
    return board
