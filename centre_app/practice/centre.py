"""``centre-app practice``: a believable centre in an empty folder, made in one transaction after its set-up."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from centre_app.bootstrap import NewGroup, NewService, SetUp, key_ring, set_up
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.office import Office
from centre_app.open_days.actions import NewCalendarEntry, add_calendar_entry, load_public_holidays
from centre_app.open_days.queries import open_days
from centre_app.practice.extras import write_extras
from centre_app.practice.home_visits import write_outreach
from centre_app.practice.lent import write_lending
from centre_app.practice.names import MANAGER, STAFF, THERAPIST
from centre_app.practice.places import CENTRE_DISTRICT, PROVINCE
from centre_app.practice.plan import Plan, group_names, made_plan
from centre_app.practice.stays import DAY_CARE, HOME, THERAPY
from centre_app.practice.therapists import write_workplace
from centre_app.practice.work import write_work
from centre_app.practice.writing import Progress, Writer
from centre_app.security.access import Role
from centre_app.security.actions import NewAccount, add_account
from centre_app.security.keys import LEAST_COST
from centre_app.security.queries import accounts
from centre_app.sites.queries import services, the_site

USERNAME, PASSWORD = "manager", "practice"
MOST_CHILDREN, MOST_YEARS = 50_000, 20
_CHILDREN_A_THERAPIST = 10  # in therapy
_AHEAD = 21  # open days are planned so many days beyond today


@dataclass(frozen=True)
class Made:
    """What there is now."""

    children: int
    marks: int
    first: date
    until: date


def make_practice_centre(
    data: Path,
    *,
    children: int = 60,
    years: int = 1,
    seed: int = 1,
    until: date | None = None,
    database: str | None = None,
    home_visits: bool = True,
    progress: Progress = lambda _done, _total: None,
) -> Made:
    """Make it in an empty folder (or database). The same for the same seed and last day ``until`` (today).

    ``home_visits``: children of the far districts are mostly visited at home.

    Raises UserError: too many of anything, a folder that is not empty.
    """
    if not 1 <= children <= MOST_CHILDREN:
        raise UserError(N_("The practice centre has 1 to {most} children."), field="children", most=MOST_CHILDREN)
    if not 1 <= years <= MOST_YEARS:
        raise UserError(N_("The practice centre has 1 to {most} years."), field="years", most=MOST_YEARS)
    today = until or date.today()  # noqa: DTZ011 - the office's day is the PC's
    first = (today - timedelta(days=round(365.25 * years))).replace(day=1)
    was_there = set(data.iterdir()) if data.is_dir() else set()
    office, _code = set_up(data, _details(children), database=database, cost=LEAST_COST, today=lambda: today)
    try:
        with office:
            _add_staff(office)
            with office.write() as session, session.act("make_practice_centre"):
                return _fill(session, (children, home_visits), seed, first, today, progress)
    except BaseException:
        _take_back(data, was_there)
        raise


def _take_back(data: Path, was_there: set[Path]) -> None:
    """Half a practice centre is none: the folder is left as it was found."""
    for path in set(data.iterdir() if data.is_dir() else ()) - was_there:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _details(children: int) -> SetUp:
    groups = tuple(NewGroup(name, 20) for name in group_names(children))
    return SetUp(
        name="Маркази рӯзонаи «Умед»",
        country="TJ",
        manager_name=MANAGER,
        username=USERNAME,
        password=PASSWORD,
        province=PROVINCE,
        district=CENTRE_DISTRICT,
        municipality="Зиракӣ",
        address="кӯчаи Борбад 12",
        phone="+992 33 222 33 44",
        language="ru",
        services=(
            NewService("Гурӯҳи рӯзона", DAY_CARE, min(20 * len(groups), 10_000), groups),
            NewService("Машғулиятҳо бо мутахассис", THERAPY),
            NewService("Барномаи хонагӣ", HOME),
        ),
        practice=True,
    )


def _add_staff(office: Office) -> None:
    ring = key_ring(office)
    with office.write() as session:
        for username, name, role in STAFF:
            add_account(session, ring, NewAccount(username, name, Role(role), PASSWORD))


def _fill(
    session: OfficeSession,
    wanted: tuple[int, bool],
    seed: int,
    first: date,
    today: date,
    progress: Callable[[int, int], None],
) -> Made:
    site = the_site(session)
    last = today + timedelta(days=_AHEAD)
    load_public_holidays(session, site.id, first.year, last.year)
    _add_closures(session, site.id, first, today)
    session.flush()
    days = open_days(session, site.id, first, last)
    children, home_visits = wanted
    plan = made_plan(seed, children, days, today, home_visits=home_visits)
    written = services(session)
    by_kind = {service.kind: service.id for service in written}
    groups = {group.name: group.id for service in written for group in service.groups}
    writer = Writer(session, site.id, site.number_pattern)
    child_ids, enrolments = writer.children(plan, by_kind, [groups[name] for name in plan.groups])
    marks = writer.marks(plan, enrolments, progress)
    in_therapy = sum(any(stay.stay.service == THERAPY for stay in child.stays) for child in plan.children)
    by_username = {row.username: row.id for row in accounts(session)}
    therapists = write_workplace(
        session, site.id, in_therapy // _CHILDREN_A_THERAPIST, first, today, by_username[THERAPIST]
    )
    write_work(session, site.id, plan, child_ids, seed, therapists)
    write_extras(session, plan, child_ids, seed)
    write_outreach(session, site.id, plan, child_ids, seed, by_username)
    write_lending(session, plan, child_ids, seed)
    return Made(len(child_ids), marks, days[0], _last_marked(plan))


def _last_marked(plan: Plan) -> date:
    return max((day for day in plan.days if day <= plan.today), default=plan.today)


def _add_closures(session: OfficeSession, site_id: uuid.UUID, first: date, today: date) -> None:
    """Each August the rooms are painted; each February the heating fails for two days."""
    for year in range(first.year, today.year + 1):
        for begin, days, reason in ((date(year, 8, 17), 4, "repair"), (date(year, 2, 9), 1, "no_heating")):
            end = begin + timedelta(days=days)
            if first <= begin and end < today:
                add_calendar_entry(session, site_id, NewCalendarEntry("closure", begin, end, reason))
