"""Children as plain values: lists, one file, what completes a form."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from centre_app.children.files import ChildFile as ChildFile
from centre_app.children.files import EnrolmentRow as EnrolmentRow
from centre_app.children.files import files_of
from centre_app.children.history import child_history as child_history
from centre_app.children.lists import ChildFilter as ChildFilter
from centre_app.children.lists import ChildRow as ChildRow
from centre_app.children.lists import FoundChildren as FoundChildren
from centre_app.children.lists import page_of
from centre_app.children.models import Child, ChildPhoto
from centre_app.children.numbers import free_number
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.collate import sort_key
from centre_app.language.translate import N_, current
from centre_app.security.access import Permission, needs


@dataclass(frozen=True)
class PlacesUsed:
    """Places written before, to complete what is typed; each by the language's alphabet."""

    provinces: tuple[str, ...]
    districts: tuple[str, ...]
    municipalities: tuple[str, ...]
    villages: tuple[str, ...]


@needs(Permission.SEE_CHILDREN)
def find_children(
    session: OfficeSession, text: str, *, limit: int = 50, language: str | None = None, state: str = "all"
) -> FoundChildren:
    """Children whose names, spellings, number, phones or guardians hold every word of ``text``, in any order and
    spelling; the first ``limit`` by the alphabet of ``language`` (the screen's), and how many there are."""
    wanted = ChildFilter(text=text, state=state)
    return page_of(session, wanted, language or current().language, "name", False, limit)


@needs(Permission.SEE_CHILDREN)
def list_children(
    session: OfficeSession,
    wanted: ChildFilter,
    *,
    language: str | None = None,
    order: str = "name",
    descending: bool = False,
    limit: int | None = 500,
) -> FoundChildren:
    """The children of a filter. ``order``: name, number, birth, district, village, group. ``limit`` None: all."""
    return page_of(session, wanted, language or current().language, order, descending, limit)


@needs(Permission.SEE_CHILDREN)
def child_file(session: OfficeSession, child_id: uuid.UUID) -> ChildFile:
    """All that is written about a child. Raises NotFound."""
    files = files_of(session, [child_id])
    if not files:
        raise NotFound(N_("This child’s file is not there any more."))
    return files[0]


@needs(Permission.SEE_CHILDREN)
def child_files(session: OfficeSession, child_ids: list[uuid.UUID]) -> list[ChildFile]:
    """Many files in few statements, in the order asked (for printing). Those not there are left out."""
    return files_of(session, child_ids)


@needs(Permission.SEE_CHILDREN)
def child_photo(session: OfficeSession, child_id: uuid.UUID) -> bytes | None:
    """The photo as JPEG, None where there is none."""
    return session.scalar(select(ChildPhoto.picture).where(ChildPhoto.child_id == child_id))


@needs(Permission.SEE_CHILDREN)
def child_by_number(session: OfficeSession, number: str) -> uuid.UUID:
    """The child with this number, as it is written or in another case of the letters. Raises NotFound."""
    wanted = " ".join(number.split())
    found = session.scalar(select(Child.id).where(Child.number == wanted))
    if found is None:
        # The engines disagree about the case of Cyrillic letters, so Python compares; asked for by hand, once.
        folded = wanted.casefold()
        numbers = session.execute(select(Child.id, Child.number).where(func.length(Child.number) == len(wanted)))
        found = next((row.id for row in numbers if row.number.casefold() == folded), None)
    if found is None:
        raise NotFound(N_("There is no child with the number {number}."), number=wanted)
    return found


@needs(Permission.SEE_CHILDREN)
def next_number(session: OfficeSession) -> str:
    """The number that the next registered child gets."""
    return free_number(session)


@needs(Permission.SEE_CHILDREN)
def districts(session: OfficeSession, *, language: str | None = None) -> list[str]:
    """The districts that children live in, by the alphabet."""
    found = session.scalars(select(Child.district).where(Child.district != "").distinct())
    return _by_alphabet(found, language)


@needs(Permission.SEE_CHILDREN)
def places_used(session: OfficeSession, *, language: str | None = None) -> PlacesUsed:
    """Places written before."""
    rows = session.execute(select(Child.province, Child.district, Child.municipality, Child.village).distinct()).all()
    return PlacesUsed(*(tuple(_by_alphabet({row[at] for row in rows if row[at]}, language)) for at in range(4)))


def _by_alphabet(names: Iterable[str], language: str | None) -> list[str]:
    alphabet = language or current().language
    return sorted(names, key=lambda name: sort_key(name, alphabet))
