"""What the centre does for itself once somebody has signed in: today's backup, next year's holidays, a tidy search."""

from __future__ import annotations

from centre_app.children.search import tidy_search
from centre_app.office import Office
from centre_app.open_days.actions import load_public_holidays
from centre_app.safekeeping.backup import BackUpResult, back_up_if_due
from centre_app.security.access import Permission
from centre_app.sites.queries import the_site

YEARS_AHEAD = 1  # so that December can plan January


def daily_upkeep(office: Office) -> BackUpResult | None:
    """To be run in the background after signing in. Gives the backup that was made, None where none was due.

    Raises UserError in words (a full disk); nothing of the office's work depends on it.
    """
    if office.read_only:
        return None
    made = back_up_if_due(office)
    if made is not None:
        with office.write() as session:
            tidy_search(session)
    if office.actor.may(Permission.MANAGE_CENTRE):
        with office.write() as session:
            year = office.today().year
            load_public_holidays(session, the_site(session).id, year, year + YEARS_AHEAD)
    return made
