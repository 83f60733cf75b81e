"""What the page of a round reads: the round, the words it needs, what was being typed there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from centre_app.codelists.queries import all_labels
from centre_app.language.translate import current
from centre_app.outreach.fleet_queries import vehicles
from centre_app.outreach.round_file import round_file, single_visit
from centre_app.security.queries import my_draft
from centre_app.workplace.queries import staff
from ui.outreach.round_words import Shown


def read_round(session: Any, wanted: tuple[UUID | None, UUID | None]) -> Shown:
    """``wanted``: the round, and the visit; without a round that of the visit."""
    language = current().language
    round_id, visit_id = wanted
    if round_id is not None:
        file = round_file(session, round_id, language)
    else:
        assert visit_id is not None
        file = single_visit(session, visit_id, language)
    place = file.id or (file.visits[0].id if file.visits else visit_id)
    draft = my_draft(session, f"round/{place}")
    return Shown(
        file,
        all_labels(session, language),
        staff(session),
        vehicles(session),
        draft.content if draft is not None else None,
    )
