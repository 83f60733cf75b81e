"""The service, start and end of a row: an enrolment that is made, changed, or there already."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from centre_app.children.actions import (
    EnrolmentChanges,
    NewEnrolment,
    change_enrolment,
    enrol_child,
)
from centre_app.children.queries import EnrolmentRow
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.exchange.child_rows import ReadChild
from centre_app.exchange.headers import header_key
from centre_app.language.translate import N_
from centre_app.sites.actions import NewGroup, NewService, add_group, add_service
from centre_app.sites.queries import ServiceRow, services

DAY_CARE = "day_care"


class EnrolmentWriter:
    """Knows the services and groups by name; makes missing ones where that was asked for."""

    def __init__(self, session: OfficeSession, default: str | None, *, create: bool) -> None:
        self.session = session
        self.create = create
        self.default = default
        self.services: list[ServiceRow] = services(session)

    def write(self, child_id: uuid.UUID, enrolments: Sequence[EnrolmentRow], row: ReadChild) -> bool:
        """Enrol as the row says; without a start it says nothing. Gives whether anything changed. Raises UserError."""
        if row.start is None:
            return False
        service = self._service(row.service)
        group_id = self._group(service, row.group)
        same = next((one for one in enrolments if one.service_id == service.id and one.start_day == row.start), None)
        if same is None:
            enrol_child(self.session, NewEnrolment(child_id, service.id, group_id, row.start, row.end))
            return True
        end, group = row.end or same.end_day, group_id or same.group_id
        if (end, group) == (same.end_day, same.group_id):
            return False
        change_enrolment(
            self.session, same.id, EnrolmentChanges(group, same.start_day, end, same.end_reason, same.note)
        )
        return True

    def _service(self, name: str) -> ServiceRow:
        wanted = name or self.default
        if not wanted:
            day_care = next((one for one in self.services if one.kind == DAY_CARE), None)
            if day_care is None:
                raise UserError(N_("the centre has no day-care service; name one with --service"), field="service_id")
            return day_care
        found = next((one for one in self.services if header_key(one.name) == header_key(wanted)), None)
        if found is not None:
            return found
        if not self.create:
            raise UserError(N_("there is no service “{name}”; add it with --create"), field="service_id", name=wanted)
        made = add_service(self.session, NewService(wanted, DAY_CARE if self._is_first() else "other"))
        self.services = services(self.session)
        return next(one for one in self.services if one.id == made)

    def _is_first(self) -> bool:
        """The first service of a centre is its day care: the other kinds come beside it."""
        return not self.services

    def _group(self, service: ServiceRow, name: str) -> uuid.UUID | None:
        if not name:
            return None
        found = next((one for one in service.groups if header_key(one.name) == header_key(name)), None)
        if found is not None:
            return found.id
        if not self.create:
            raise UserError(
                N_("there is no group “{name}” in “{service}”; add it with --create"),
                field="group_id",
                name=name,
                service=service.name,
            )
        made = add_group(self.session, NewGroup(service.id, name))
        self.services = services(self.session)
        return made
