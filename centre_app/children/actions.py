"""Registering children and changing what is written about them. Enrolments: see ``enrolments``."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import select

from centre_app.children.checks import check_child
from centre_app.children.enrolments import Ended, end_all, put_back
from centre_app.children.enrolments import change_enrolment as change_enrolment
from centre_app.children.enrolments import end_enrolment as end_enrolment
from centre_app.children.enrolments import enrol_child as enrol_child
from centre_app.children.enrolments import remove_enrolment as remove_enrolment
from centre_app.children.family import check_codes, write_alerts, write_further_disabilities, write_guardians
from centre_app.children.fields import LABELS, LIMITS
from centre_app.children.files import files_of
from centre_app.children.inputs import AlertInput as AlertInput
from centre_app.children.inputs import ChildInput as ChildInput
from centre_app.children.inputs import EnrolmentChanges as EnrolmentChanges
from centre_app.children.inputs import FirstEnrolment as FirstEnrolment
from centre_app.children.inputs import GuardianInput as GuardianInput
from centre_app.children.inputs import NewEnrolment as NewEnrolment
from centre_app.children.models import Child, ChildPhoto
from centre_app.children.numbers import free_number
from centre_app.children.photo import small_jpeg
from centre_app.children.search import keep_in_step, sort_keys
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_, Message
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Site
from centre_app.typed import typed_line

_ELSEWHERE = frozenset({"guardians", "alerts", "further_disabilities"})  # fields kept in tables of their own


@dataclass(frozen=True)
class Archived:
    """What archiving did, so that it can be undone with ``restore_child``."""

    id: uuid.UUID
    ended: tuple[Ended, ...]


@needs(Permission.EDIT_CHILDREN)
def register_child(session: OfficeSession, child: ChildInput, *, enrol: FirstEnrolment | None = None) -> uuid.UUID:
    """Write down a new child, and enrol at once where ``enrol`` says so. Gives the child's id.

    Raises UserError at the field that is wrong (``checks``); then nothing is written.
    """
    clean = check_child(child, session.today)
    check_codes(session, clean)
    site_id = session.scalar(select(Site.id).order_by(Site.id).limit(1))
    if site_id is None:
        raise NotFound(N_("This centre is not set up yet."))
    number = clean.number or free_number(session, lock=True)
    _check_number_free(session, number, None)
    row = Child(
        id=new_id(),
        site_id=site_id,
        registered_on=session.today,
        **(_own_columns(clean) | {"number": number}),
        **sort_keys(clean.surname, clean.given_name, clean.patronymic),
    )
    session.add(row)
    session.flush()
    write_guardians(session, row.id, clean.guardians)
    write_alerts(session, row.id, clean.alerts)
    write_further_disabilities(session, row.id, clean.further_disabilities)
    keep_in_step(session, row.id)
    if enrol is not None:
        enrol_child(
            session,
            NewEnrolment(row.id, enrol.service_id, enrol.group_id, enrol.start_day, enrol.end_day, enrol.note),
        )
    return row.id


@needs(Permission.EDIT_CHILDREN)
def change_child(
    session: OfficeSession, child_id: uuid.UUID, child: ChildInput, *, loaded: ChildInput | None = None
) -> None:
    """Change what is written. ``loaded`` is what the form was filled with: only fields that differ from it are
    written, and one that somebody else changed meanwhile raises UserError naming it."""
    row = _found(session, child_id)
    now = files_of(session, [child_id])[0].as_input
    if loaded is not None:
        child = _merged(child, loaded, now)
    clean = check_child(child, session.today)
    check_codes(session, clean, known=now)
    if clean.photo_consent_on is None and session.get(ChildPhoto, child_id) is not None:
        raise UserError(
            N_("There is a photo, and it needs the family’s consent. Remove the photo first."), field="photo_consent_on"
        )
    columns = _own_columns(clean)
    if clean.number:
        _check_number_free(session, clean.number, child_id)
    else:
        del columns["number"]
    for name, value in (columns | sort_keys(clean.surname, clean.given_name, clean.patronymic)).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    session.flush()
    write_guardians(session, child_id, clean.guardians)
    write_alerts(session, child_id, clean.alerts)
    write_further_disabilities(session, child_id, clean.further_disabilities)
    keep_in_step(session, child_id)


@needs(Permission.EDIT_CHILDREN)
def archive_child(session: OfficeSession, child_id: uuid.UUID, reason: str = "") -> Archived:
    """Put a child's file away. Enrolments that go on end today in the same act, with the reason “archived”; those
    that have not begun are taken out. Raises UserError where attendance is marked after today."""
    row = _found(session, child_id)
    if row.archived_on is not None:
        raise UserError(N_("This child’s file is in the archive already."))
    ended = end_all(session, child_id)
    row.archived_on = session.today
    row.archive_reason = typed_line(reason, field="reason", label=LABELS["archive_reason"], limit=300)
    keep_in_step(session, child_id)
    return Archived(child_id, ended)


@needs(Permission.EDIT_CHILDREN)
def restore_child(session: OfficeSession, child_id: uuid.UUID, *, putting_back: Archived | None = None) -> None:
    """Take a child's file out of the archive. Enrolments stay ended, unless archiving itself is undone:
    ``putting_back`` is what it gave."""
    row = _found(session, child_id)
    if row.archived_on is None:
        raise UserError(N_("This child’s file is not in the archive."))
    row.archived_on = None
    row.archive_reason = ""
    if putting_back is not None:
        put_back(session, putting_back.ended)
    keep_in_step(session, child_id)


@needs(Permission.EDIT_CHILDREN)
def set_photo(session: OfficeSession, child_id: uuid.UUID, picture: bytes) -> None:
    """Keep a photo (any usual picture format; stored as JPEG of at most 480 pixels a side).

    Raises UserError (field ``photo``): no consent of the family is written down, or it is no picture.
    """
    row = _found(session, child_id)
    if row.photo_consent_on is None:
        raise UserError(N_("A photo needs the family’s consent: write down the day it was given first."), field="photo")
    small = small_jpeg(picture)
    photo = session.get(ChildPhoto, child_id)
    if photo is None:
        session.add(ChildPhoto(child_id=child_id, picture=small))
    else:
        photo.picture = small
    session.flush()


@needs(Permission.EDIT_CHILDREN)
def remove_photo(session: OfficeSession, child_id: uuid.UUID) -> None:
    """Take the photo out; nothing where there is none."""
    photo = session.get(ChildPhoto, child_id)
    if photo is not None:
        session.delete(photo)
        session.flush()


@needs(Permission.SEE_CHILDREN)
def note_opened(session: OfficeSession, child_id: uuid.UUID) -> None:
    """Leave the trace that the file was opened."""
    session.record_access("opened", child_id=child_id)


def _found(session: OfficeSession, child_id: uuid.UUID) -> Child:
    row = session.get(Child, child_id)
    if row is None:
        raise NotFound(N_("This child’s file is not there any more."))
    return row


def _own_columns(child: ChildInput) -> dict[str, Any]:
    return {field.name: getattr(child, field.name) for field in fields(child) if field.name not in _ELSEWHERE}


def _merged(child: ChildInput, loaded: ChildInput, now: ChildInput) -> ChildInput:
    """What is there now, with the fields that this person changed."""
    values: dict[str, Any] = {}
    for field in fields(child):
        wanted, was, there = (getattr(each, field.name) for each in (child, loaded, now))
        if wanted != was and there not in (was, wanted):
            raise UserError(
                N_("Somebody else changed “{label}” meanwhile. Please open the file again and look at it."),
                field=field.name,
                label=Message(LABELS[field.name]),
            )
        values[field.name] = there if wanted == was else wanted
    return ChildInput(**values)


def _check_number_free(session: OfficeSession, number: str, child_id: uuid.UUID | None) -> None:
    if len(number) > LIMITS["number"]:
        raise UserError(N_("The number {number} is too long."), field="number", number=number)
    other = session.scalar(select(Child.id).where(Child.number == number))
    if other is not None and other != child_id:
        raise UserError(N_("Another child has the number {number} already."), field="number", number=number)
