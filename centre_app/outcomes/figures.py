"""For the manager: caseload and dose by therapist, cancellations, waiting, reviews on time, goals reached by area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.plans.queries import GoalsOfArea, ReviewsOnTime, goals_reached_by_area, reviews_on_time
from centre_app.security.access import Permission, needs
from centre_app.therapy.therapist_figures import Cancelled, TherapistWork, session_work
from centre_app.waiting.queries import WaitingFigures, waiting_figures
from centre_app.workplace.queries import staff


@dataclass(frozen=True)
class Therapist:
    """A therapist's work with a name and a post. Caseload = active children ÷ full-time equivalents (counting.md)."""

    name: str  # "" for sessions that nobody holds
    full_time: float  # 1.0 is a full post
    work: TherapistWork

    @property
    def caseload(self) -> float | None:
        """Children with sessions in the period ÷ full-time equivalent; None without a post."""
        return len(self.work.children) / self.full_time if self.full_time else None


@dataclass(frozen=True)
class TherapyFigures:
    """The figures of ``first``..``last``, both in. Every figure carries the children behind it."""

    first: date
    last: date
    therapists: tuple[Therapist, ...]
    cancelled: tuple[Cancelled, ...]
    waiting: WaitingFigures
    reviews: ReviewsOnTime
    goals: tuple[GoalsOfArea, ...]


@needs(Permission.SEE_FIGURES)
def therapy_figures(session: OfficeSession, first: date, last: date) -> TherapyFigures:
    """Therapists in the centre's order, those without a session in the period left out; nobody's sessions last."""
    work = session_work(session, first, last)
    by_id = {one.therapist_id: one for one in work.therapists}
    known = staff(session)
    therapists = [Therapist(one.name, one.full_time_percent / 100, by_id[one.id]) for one in known if one.id in by_id]
    if None in by_id:
        therapists.append(Therapist("", 0.0, by_id[None]))
    return TherapyFigures(
        first,
        last,
        tuple(therapists),
        work.cancelled,
        waiting_figures(session, first, last),
        reviews_on_time(session, first, last),
        goals_reached_by_area(session, first, last),
    )
