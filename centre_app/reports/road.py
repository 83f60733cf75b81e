"""What the papers of the road are made from, read once for all of them: children, places, teams, goals."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from centre_app.children.queries import ChildFile, child_files
from centre_app.codelists.queries import all_labels, labels
from centre_app.db.session import OfficeSession
from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import Words
from centre_app.outreach.fleet_queries import road_network, teams, vehicles
from centre_app.outreach.fleet_rules import TeamRow, VehicleRow
from centre_app.outreach.road_queries import RoadVisit
from centre_app.places.ways import Network
from centre_app.plans.queries import OpenGoal, open_goals
from centre_app.reports.asked import letterhead
from centre_app.reports.style import Letterhead, joined, number
from centre_app.security.access import Permission

CONCERN_LIST: Final = "concern_kind"
NOT_ON_PAPER: Final = frozenset({"neglect"})  # what the family reads and signs: such a thing is told at the centre
SAFEGUARDING, UNSUSPICIOUS = "safeguarding", "monitor"  # of code list visit_purpose


@dataclass(frozen=True)
class Road:
    """All that papers of some visits need. ``full``: names, not initials; ``notes``: goals and tasks may be told."""

    head: Letterhead
    files: Mapping[uuid.UUID, ChildFile]
    network: Network
    teams: Mapping[uuid.UUID, TeamRow]
    vehicles: Mapping[uuid.UUID, VehicleRow]
    labels: Mapping[str, Mapping[str, str]]
    goals: Mapping[uuid.UUID, tuple[OpenGoal, ...]]
    concerns: Mapping[str, str]
    full: bool
    notes: bool

    def who(self, child_id: uuid.UUID) -> str:
        """The child as these papers call it."""
        return who(self.files[child_id], full=self.full)

    def label(self, list_name: str, code: str) -> str:
        """A code in words."""
        return self.labels.get(list_name, {}).get(code, code)

    def purpose(self, code: str) -> str:
        """What a visit is for, as a paper says it that the family sees or that may be lost on the road: that a child
        needs protection is not said on it."""
        return self.label("visit_purpose", UNSUSPICIOUS if code == SAFEGUARDING else code)

    def team(self, team_id: uuid.UUID | None) -> str:
        """A team's name; empty for none."""
        found = self.teams.get(team_id) if team_id is not None else None
        return found.name if found is not None else ""

    def place(self, visit: RoadVisit) -> str:
        """Where the home is: the place known to the teams, else what the child's address says."""
        if visit.place_id is not None and visit.place_id in self.network.names:
            return self.network.names[visit.place_id]
        child = self.files[visit.child_id]
        return joined((child.village, child.municipality, child.district))

    def way_there(self, visit: RoadVisit) -> str:
        """The last stretch: address, landmark, directions; empty where nothing is known."""
        child = self.files[visit.child_id]
        return ", ".join(dict.fromkeys(filter(None, (child.address, child.landmark, visit.directions))))


def read_road(session: OfficeSession, child_ids: Collection[uuid.UUID], words: Words, *, full: bool) -> Road:
    """Read it; the number of statements does not grow with the children."""
    ids = list(dict.fromkeys(child_ids))
    notes = cast(Any, session).actor.may(Permission.SEE_NOTES)
    return Road(
        letterhead(session, words, title=""),
        {child.id: child for child in child_files(session, ids)},
        road_network(session),
        {team.id: team for team in teams(session, active_only=False)},
        {vehicle.id: vehicle for vehicle in vehicles(session, active_only=False)},
        all_labels(session, words.language),
        open_goals(session, ids) if notes else {},
        labels(session, CONCERN_LIST, words.language, active_only=True),
        full,
        notes,
    )


def initials(*names: str) -> str:
    """«Р. Ҷ.» of surname and given name; of one name its letter alone."""
    return " ".join(f"{name.strip()[0].upper()}." for name in names if name.strip())


def who(child: ChildFile, *, full: bool) -> str:
    """A child on papers that leave the house: initials and number, or the full name where it was chosen."""
    name = child.full_name if full else initials(child.surname, child.given_name)
    return f"{name}, {child.number}"


def phone_of(child: ChildFile) -> str:
    """The family's phone: the child's own entry, else the first guardian who has one."""
    return child.phone or next((one.phone for one in child.guardians if one.phone), "")


def km_text(value: float | None) -> str:
    """12,4; the dash for none."""
    return number(value, 1)


def day_words(visit_day: Any, words: Words) -> str:
    """«Monday, 23.11.2026»."""
    return f"{weekday_names(words)[visit_day.weekday()]}, {day_text(visit_day)}"
