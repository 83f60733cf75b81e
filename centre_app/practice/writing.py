"""Writing the plan down in bulk: the rules of the actions, at the speed of plain statements.

Every child passes ``check_child`` and every enrolment ``check_span`` and ``check_no_overlap``; marks are made only of
open days within the enrolment, by how the plan is made, and a test recounts that. The history gets one entry a child.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Table

from centre_app.attendance.models import Mark
from centre_app.children.checks import check_child, check_no_overlap, check_span
from centre_app.children.models import Alert, Child, Enrolment, FurtherDisability, Guardian
from centre_app.children.rules import NumberPattern, Span
from centre_app.children.search import rebuild_search, sort_keys
from centre_app.db.base import Base
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.practice.days import CODES, NO_MARK
from centre_app.practice.plan import Plan, PlannedChild

Row = dict[str, Any]
Progress = Callable[[int, int], None]
CHUNK = 20_000
_COPIED = (
    "surname",
    "given_name",
    "patronymic",
    "other_names",
    "birth_date",
    "birth_precision",
    "sex",
    "province",
    "district",
    "municipality",
    "village",
    "address",
    "landmark",
    "phone",
    "latitude",
    "longitude",
    "primary_disability",
    "language",
    "notes",
    "photo_consent_on",
    "photo_consent_by",
)


class Writer:
    """Writes one plan through one session."""

    def __init__(self, session: OfficeSession, site_id: uuid.UUID, pattern: str) -> None:
        self.session = session
        self.site_id = site_id
        self.numbers = NumberPattern.of(pattern)

    def children(
        self, plan: Plan, services: dict[str, uuid.UUID], groups: Sequence[uuid.UUID]
    ) -> tuple[list[uuid.UUID], list[list[uuid.UUID]]]:
        """The children with family and enrolments. Gives their ids, and the ids of their enrolments."""
        rows: dict[type[Base], list[Row]] = {
            model: [] for model in (Child, Guardian, FurtherDisability, Alert, Enrolment)
        }
        ids: list[uuid.UUID] = []
        enrolments: list[list[uuid.UUID]] = []
        summary: list[tuple[uuid.UUID, Row]] = []
        order = sorted(range(len(plan.children)), key=lambda place: plan.children[place].registered_on)
        numbers = {place: self.numbers.number(count) for count, place in enumerate(order, start=1)}
        for place, planned in enumerate(plan.children):
            child_id = new_id()
            ids.append(child_id)
            row = self._child(child_id, numbers[place], planned, plan.today, rows)
            enrolments.append(self._enrolments(child_id, planned, plan.today, services, groups, rows))
            summary.append(
                (child_id, {name: row[name] for name in ("number", *_COPIED) if row[name] not in (None, "")})
            )
        for model, of_model in rows.items():
            for chunk in _chunks(of_model):
                self.session.insert_unrecorded(model, chunk, ())
        self.session.insert_unrecorded(Child, [], summary)
        rebuild_search(self.session)
        return ids, enrolments

    def _child(
        self, child_id: uuid.UUID, number: str, planned: PlannedChild, today: date, rows: dict[type[Base], list[Row]]
    ) -> Row:
        child = check_child(planned.new.child, today)
        row: Row = {name: getattr(child, name) for name in _COPIED}
        row |= {
            "id": child_id,
            "site_id": self.site_id,
            "number": number,
            "registered_on": planned.registered_on,
            "archived_on": None,
            "archive_reason": "",
            **sort_keys(child.surname, child.given_name, child.patronymic),
        }
        rows[Child].append(row)
        for position, guardian in enumerate(child.guardians):
            rows[Guardian].append(
                {
                    "id": new_id(),
                    "child_id": child_id,
                    "name": guardian.name,
                    "relationship": guardian.relationship,
                    "phone": guardian.phone,
                    "position": position,
                }
            )
        rows[FurtherDisability] += [{"child_id": child_id, "code": code} for code in child.further_disabilities]
        rows[Alert] += [
            {"id": new_id(), "child_id": child_id, "kind": alert.kind, "note": alert.note} for alert in child.alerts
        ]
        return row

    def _enrolments(
        self,
        child_id: uuid.UUID,
        planned: PlannedChild,
        today: date,
        services: dict[str, uuid.UUID],
        groups: Sequence[uuid.UUID],
        rows: dict[type[Base], list[Row]],
    ) -> list[uuid.UUID]:
        ids: list[uuid.UUID] = []
        spans: dict[str, list[Span]] = {}
        for place in planned.stays:
            stay = place.stay
            span = check_span(stay.start, stay.end, today, planned.new.child.birth_date)
            check_no_overlap(span, spans.setdefault(stay.service, []))
            spans[stay.service].append(span)
            ids.append(new_id())
            rows[Enrolment].append(
                {
                    "id": ids[-1],
                    "child_id": child_id,
                    "service_id": services[stay.service],
                    "group_id": None if place.group is None else groups[place.group],
                    "start_day": stay.start,
                    "end_day": stay.end,
                    "end_reason": stay.reason,
                    "note": "",
                }
            )
        return ids

    def marks(self, plan: Plan, enrolments: list[list[uuid.UUID]], progress: Progress) -> int:
        """The marks, day by day as the table lies on the disk. Gives how many."""
        total = sum(child.marks for child in plan.children)
        written = 0
        with _without_indexes(self.session, Mark):
            for chunk in _chunks(_mark_rows(plan, enrolments)):
                self.session.insert_unrecorded(Mark, chunk, ())
                written += len(chunk)
                progress(written, total)
        return written


@contextmanager
def _without_indexes(session: OfficeSession, model: type[Base]) -> Iterator[None]:
    """An index made afterwards costs one sorting; kept up by day it costs a page a child and day (millions)."""
    table = model.__table__
    assert isinstance(table, Table)
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    connection = session.connection()
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _mark_rows(plan: Plan, enrolments: list[list[uuid.UUID]]) -> Iterator[Row]:
    """By day, and within a day by the enrolment's id: the order of the table's key."""
    stays = sorted(
        (enrolment_id, stay.first, stay.marks)
        for child, of_child in zip(plan.children, enrolments, strict=True)
        for stay, enrolment_id in zip(child.stays, of_child, strict=True)
        if stay.marks
    )
    for place, day in enumerate(plan.days):
        for enrolment_id, first, marks in stays:
            if not first <= place < first + len(marks):
                continue
            code = marks[place - first]
            if code != NO_MARK and (known := CODES[code]) is not None:
                yield {
                    "day": day,
                    "enrolment_id": enrolment_id,
                    "status": known[0],
                    "reason": known[1],
                    "note": _NOTES.get((code, place % 61), ""),
                }


# A few marks carry a note, always on the same days of the plan.
_NOTES = {(3, 7): "модар занг зад", (2, 19): "автобус дер монд", (6, 23): "тӯй дар оила", (3, 41): "табларза"}


def _chunks(rows: Iterator[Row] | list[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
