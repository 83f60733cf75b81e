"""The next child's number."""

from __future__ import annotations

from sqlalchemy import func, select

from centre_app.children.models import Child
from centre_app.children.rules import NumberPattern, next_number
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.sites.models import Site

_USUALLY_ENOUGH = 20


def free_number(session: OfficeSession, *, lock: bool = False) -> str:
    """The number after the highest by the centre's pattern. ``lock``: nobody else is given it before this commits
    (on SQLite a write transaction holds the whole file anyway)."""
    wanted = select(Site.id, Site.number_pattern).order_by(Site.id).limit(1)
    site = session.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    if site is None:
        raise NotFound(N_("This centre is not set up yet."))
    shape = NumberPattern.of(site.number_pattern)
    # The longest are the highest; what was written by hand in another way is passed over.
    highest_first = (
        select(Child.number)
        .where(Child.site_id == site.id, Child.number.startswith(shape.before, autoescape=True))
        .order_by(func.length(Child.number).desc(), Child.number.desc())
    )
    numbers = session.scalars(highest_first.limit(_USUALLY_ENOUGH)).all()
    if len(numbers) == _USUALLY_ENOUGH and all(shape.count_of(number) is None for number in numbers):
        numbers = session.scalars(highest_first).all()
    return next_number(site.number_pattern, numbers)
