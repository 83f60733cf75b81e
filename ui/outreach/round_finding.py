"""What somebody types to come to a visit: a printed code, the stop on the route sheet, the child's number or name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from centre_app.language.fold import match_key
from centre_app.language.translate import _
from centre_app.outreach.codes import clean_code
from centre_app.outreach.round_file import RoundFile, VisitLine
from centre_app.outreach.round_queries import FoundVisit, find_visit
from ui import messages, tasks


def line_of(file: RoundFile, text: str) -> VisitLine | None:
    """The visit of this round that is meant: by its code, its stop, the child's number, the beginning of the name."""
    wanted = text.strip()
    if wanted.isdecimal() and len(wanted) <= 2:
        return next((visit for visit in file.visits if visit.stop == int(wanted)), None)
    code = clean_code(wanted)
    if code is not None and (found := next((visit for visit in file.visits if visit.code == code), None)) is not None:
        return found
    key = match_key(wanted)
    tries: tuple[Callable[[VisitLine], bool], ...] = (
        lambda visit: visit.number.casefold() == wanted.casefold(),
        lambda visit: bool(key) and match_key(visit.name).startswith(key),
        lambda visit: bool(key) and any(match_key(word).startswith(key) for word in visit.name.split()),
    )
    return next((visit for fits in tries for visit in file.visits if fits(visit)), None)


def find_elsewhere(owner: QWidget, text: str, then: Callable[[FoundVisit], object]) -> None:
    """A code of another round: ``then`` goes there. Says so where there is none."""
    if clean_code(text) is None:
        messages.attention(_("No visit of this round fits “{text}”.").format(text=text.strip()))
        return

    def show(found: Any) -> None:
        if found is None:
            messages.attention(_("No visit has the code “{text}”.").format(text=text.strip()))
        else:
            then(found)

    tasks.read(partial(find_visit, code=text), then=show, owner=owner, latest="code")
