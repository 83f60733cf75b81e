"""Outreach: who is due, the week, the map, rounds, follow-ups, lending, figures; a round opens over them."""

from __future__ import annotations

from typing import ClassVar

from centre_app.changes import Change
from centre_app.language.translate import N_
from ui.lending.lending_page import LendingPage
from ui.outreach.board_page import BoardPage
from ui.outreach.due_page import DuePage
from ui.outreach.figures_page import FiguresPage
from ui.outreach.follow_ups_page import FollowUpsPage
from ui.outreach.map_page import MapPage
from ui.outreach.round_page import RoundPage
from ui.outreach.rounds_page import RoundsPage
from ui.shared.pages import PagedScreen, PlacePage


class OutreachScreen(PagedScreen):
    """``open(page="week", …)`` shows a page; ``open(page="round", round=id)`` a round to key."""

    title: ClassVar[str] = N_("Outreach")
    help: ClassVar[str] = N_(
        "Due: who should be visited, and why now; Enter opens the child. Week: drag a child onto a team’s day,"
        " or let rounds be proposed; what would be broken is said before you let go. Map: places and rounds, distances"
        " true.\n\n"
        "Rounds: Enter opens one to write its results down, a line a visit, by keyboard; a code from a visit form jumps"
        " to its line. What did not succeed becomes due again by the rules in Settings.\n\n"
        "Follow-ups: what somebody must see to, by a day. Lending: devices and toys. Figures: each opens its children."
    )
    pages_of: ClassVar[tuple[type[PlacePage], ...]] = (
        DuePage,
        BoardPage,
        MapPage,
        RoundsPage,
        FollowUpsPage,
        LendingPage,
        FiguresPage,
    )
    over: ClassVar[tuple[type[PlacePage], ...]] = (RoundPage,)
    refresh_on: ClassVar[frozenset[Change]] = frozenset().union(*(page.refresh_on for page in (*pages_of, *over)))
