"""A centre's own instruments: made, changed, taken out of use. What was filled in keeps its questions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.instruments.catalogue import Current, current, current_versions, keep_version
from centre_app.instruments.library import FIRST_OWN_VERSION, given, given_content
from centre_app.instruments.models import Filling, InstrumentVersion
from centre_app.instruments.own import OwnInstrument, content_of
from centre_app.instruments.reading import read_definition
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs


@needs(Permission.MANAGE_CENTRE)
def add_instrument(session: OfficeSession, own: OwnInstrument, language: str) -> str:
    """A new own instrument, its words in one language; gives its code. Raises UserError naming the field."""
    code = f"own_{new_id().hex}"
    content = content_of(own, language, code=code, version=FIRST_OWN_VERSION)
    _check_title(session, content, language)
    _write(session, code, FIRST_OWN_VERSION, content)
    return code


@needs(Permission.MANAGE_CENTRE)
def change_instrument(session: OfficeSession, code: str, own: OwnInstrument, language: str) -> int:
    """Change an own instrument, or enter the centre's items into a given one that asks for them. Gives the version.

    What was used is not altered: it gets a new version. Raises UserError naming the field.
    """
    found = current(session, code)
    if not found.own and not found.definition.items_from_centre:
        raise UserError(N_("This instrument comes with the app and is not changed. Make one of your own from it."))
    before = _content(session, found)
    version = _next_version(session, found)
    content = content_of(own, language, code=code, version=version, before=before)
    if {**content, "version": 0} == {**before, "version": 0}:
        return found.definition.version
    if code not in given():
        _check_title(session, content, language)
    _write(session, code, version, content, replaced=found)
    return version


@needs(Permission.MANAGE_CENTRE)
def use_instrument(session: OfficeSession, code: str, active: bool) -> None:
    """Take an instrument out of use, or into use again. What was filled in stays, drafts can be finished."""
    row = session.get_one(InstrumentVersion, keep_version(session, current(session, code)))
    row.active = active


@needs(Permission.MANAGE_CENTRE)
def import_instrument(session: OfficeSession, content: Mapping[str, Any]) -> str:
    """Take in an instrument that another centre exported; gives its code.

    One that is here already gets a new version where it differs. Raises UserError (``file``).
    """
    definition = read_definition(content)
    code = definition.code
    if code in given() and not given()[code].items_from_centre:
        raise UserError(N_("“{code}” comes with the app; an own instrument has another code."), field="file", code=code)
    found = next((one for one in current_versions(session) if one.definition.code == code), None)
    if found is not None and {**_content(session, found), "version": 0} == {**content, "version": 0}:
        return code
    version = FIRST_OWN_VERSION if found is None else _next_version(session, found)
    _write(session, code, version, {**content, "version": version}, replaced=found)
    return code


@needs(Permission.MANAGE_CENTRE)
def exported_content(session: OfficeSession, code: str) -> dict[str, Any]:
    """The whole content of an instrument, for its file."""
    return _content(session, current(session, code))


def _content(session: OfficeSession, found: Current) -> dict[str, Any]:
    if found.row is None:
        return given_content(found.definition.code)
    return dict(session.get_one(InstrumentVersion, found.row).content)


def _next_version(session: OfficeSession, found: Current) -> int:
    """The same while nobody has used it, else the next."""
    if not found.own:
        return FIRST_OWN_VERSION
    version = found.definition.version
    return version + 1 if _used(session, found.definition.code, version) else version


def _used(session: OfficeSession, code: str, version: int) -> bool:
    count = select(func.count()).select_from(Filling).where(Filling.code == code, Filling.version == version)
    return bool(session.scalar(count))


def _write(
    session: OfficeSession, code: str, version: int, content: dict[str, Any], *, replaced: Current | None = None
) -> None:
    """A row is never altered, only replaced: what was read of it once stays true."""
    if replaced is not None and replaced.row is not None and replaced.definition.version == version:
        session.delete(session.get_one(InstrumentVersion, replaced.row))
        session.flush()
    active = replaced is None or replaced.active
    row: uuid.UUID = new_id()
    session.add(InstrumentVersion(id=row, code=code, version=version, own=True, active=active, content=content))
    session.flush()


def _check_title(session: OfficeSession, content: Mapping[str, Any], language: str) -> None:
    """Two of one name could not be told apart."""
    for one in current_versions(session):
        same = one.definition.title[language] == content["title"][language]
        if same and one.definition.code != content["code"]:
            raise UserError(N_("There is an instrument with this title already."), field="title")
