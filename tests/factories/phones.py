"""A week whose rounds go to phones, and filled forms in the shapes in which phones and servers hand them over."""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.exchange.phones.files import Received, receive
from centre_app.exchange.phones.giving import Given, Wanted, give_phone_forms
from centre_app.outreach.models import HomeFacts, Visit
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.places import make_place
from tests.factories.visits import make_going_team, make_planned_round

MONDAY = date(2026, 11, 16)
THURSDAY = date(2026, 11, 19)  # the day before the office's
AN_ID = "uuid:0c1b7f8e-3a52-4f0e-9a44-5d2f6f1d9a01"


@dataclass(frozen=True)
class PhoneCentre:
    """A team that was out on Thursday: Ҷамшед's family agreed to photos, Анора's did not."""

    team: uuid.UUID
    jamshed: uuid.UUID
    anora: uuid.UUID
    round: uuid.UUID
    visits: tuple[uuid.UUID, ...]
    codes: tuple[str, ...]


def make_phone_centre(session: OfficeSession, site_id: uuid.UUID) -> PhoneCentre:
    """Two children of Сари Хосор on one team's round."""
    given_lists(session)
    place = make_place(session)
    jamshed = make_child(
        session,
        "Ҷамшед",
        address="кӯчаи Рӯдакӣ 17",
        phone="+992 93 555-12-34",
        photo_consent_on=date(2026, 9, 1),
        photo_consent_by="Раҳимова Мавҷуда",
    )
    anora = make_child(session, "Анора", surname="Назарова", birth_date=date(2023, 6, 11), sex="female")
    session.add_all(HomeFacts(child_id=child, place_id=place) for child in (jamshed, anora))
    session.flush()
    team = make_going_team(session, site_id)
    round_id, visits = make_planned_round(session, site_id, [jamshed, anora], THURSDAY, team=team)
    rows = {row.id: row.code for row in session.execute(select(Visit.id, Visit.code))}
    codes = tuple(str(rows[visit]) for visit in visits)
    return PhoneCentre(team, jamshed, anora, round_id, tuple(visits), codes)


def give(session: OfficeSession, *kinds: str, **values: Any) -> Given:
    """The week's forms."""
    return give_phone_forms(session, Wanted(MONDAY, kinds or ("visit",), **values))


def told(code: str, **answers: str) -> dict[str, str]:
    """A visit that was made: group/question -> answer, as servers write paths."""
    usual = {
        "whom/visit": code,
        "whom/day": THURSDAY.isoformat(),
        "result/outcome": "done",
        "result/arrived": "09:40:00.000+05:00",
        "result/minutes": "50",
        "work/done": "Машқи нишастан бо такя",
        "work/showed": "Модар кӯдакро дуруст мешинонад",
        "next/task": "Ҳар рӯз 10 дақиқа нишастан",
    }
    return usual | {name.replace("__", "/"): answer for name, answer in answers.items()}


def as_instance(
    form_id: str, version: str, answers: Mapping[str, str], instance: str = AN_ID, *, signed: bool = True
) -> str:
    """As ODK Collect keeps it, with orx:meta."""
    groups: dict[str, list[str]] = {}
    for path, answer in answers.items():
        group, _slash, name = path.rpartition("/")
        groups.setdefault(group, []).append(f"<{name}>{answer}</{name}>")
    inside = "".join(
        f"<{group}>{''.join(lines)}</{group}>" if group else "".join(lines) for group, lines in groups.items()
    )
    own = f"<centre_form>{form_id}</centre_form><centre_version>{version}</centre_version>" if signed else ""
    return (
        "<?xml version='1.0' ?>"
        f'<data id="{form_id}" version="{version}" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:orx="http://openrosa.org/xforms" xmlns:jr="http://openrosa.org/javarosa">'
        f"{inside}{own}<orx:meta><orx:instanceID>{instance}</orx:instanceID>"
        "<orx:instanceName>form</orx:instanceName></orx:meta></data>"
    )


def as_kobo(form_id: str, version: str, answers: Mapping[str, str], instance: str = AN_ID) -> dict[str, Any]:
    """As KoboToolbox's API gives it: its own form id and version, paths with slashes."""
    plain = instance.removeprefix("uuid:")
    return {
        "_id": 412_345_678,
        "formhub/uuid": "b83407aca1d647a5bf65a3383ee761d4",
        "__version__": "vXq7Lr2bWn9",
        "meta/instanceID": instance,
        "meta/rootUuid": instance,
        "_xform_id_string": "aBcDeFgHiJkLmNoPqRsTuV",
        "_uuid": plain,
        "_attachments": [{"filename": f"markaz/attachments/b834/{plain}/photo.jpg", "mimetype": "image/jpeg"}],
        "_status": "submitted_via_web",
        "_geolocation": [None, None],
        "_submission_time": "2026-11-19T11:20:31",
        "_tags": [],
        "_notes": [],
        "_validation_status": {},
        "_submitted_by": "markaz",
        "whom/last_task": "",
        "centre_form": form_id,
        "centre_version": version,
        **answers,
    }


def as_csv(rows: list[Mapping[str, str]], *, delimiter: str = ",", mark: bool = False) -> bytes:
    """A table with all columns of all rows."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig" if mark else "utf-8")


def received(folder: Path, **files: str | bytes | list[Any] | dict[str, Any]) -> Received:
    """Files of these contents, read as a person chooses them; ``visit_xml`` is the file ``visit.xml``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        if isinstance(content, list | dict):
            content = json.dumps(content, ensure_ascii=False)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return receive(paths)
