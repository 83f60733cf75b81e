"""Therapy: the day, the week, who waits, which reviews are due, the figures; a session opens over them."""

from __future__ import annotations

from typing import ClassVar

from centre_app.changes import Change
from centre_app.language.translate import N_
from ui.shared.pages import PagedScreen, PlacePage
from ui.therapy.day_page import DayPage
from ui.therapy.figures_page import FiguresPage
from ui.therapy.reviews_page import ReviewsPage
from ui.therapy.session_page import SessionPage
from ui.therapy.waiting_page import WaitingPage
from ui.therapy.week_page import WeekPage


class TherapyScreen(PagedScreen):
    """``open(page="week", …)`` shows a page; ``open(page="session", session=id)`` a session to write up."""

    title: ClassVar[str] = N_("Therapy")
    help: ClassVar[str] = N_(
        "Day: the sessions of a day; Enter opens one to write it up. Week: drag a session to move it, its edge to"
        " lengthen it; a clash is said before it is saved.\n\n"
        "In a session: one key a child says attended, missed or excused; Ctrl+S saves, Ctrl+Down is the next one. Notes"
        " lock after some days; later changes are additions with a name and a date.\n\n"
        "Waiting list: who waits for what, since when. Reviews: whose plan is due. Figures: what was delivered; each"
        " figure opens its children."
    )
    pages_of: ClassVar[tuple[type[PlacePage], ...]] = (DayPage, WeekPage, WaitingPage, ReviewsPage, FiguresPage)
    over: ClassVar[tuple[type[PlacePage], ...]] = (SessionPage,)
    refresh_on: ClassVar[frozenset[Change]] = frozenset().union(*(page.refresh_on for page in (*pages_of, *over)))
