"""An older form is read as it was asked; a photo is kept small, and only where the family agreed."""

from __future__ import annotations

import io
import uuid
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.exchange.phones.giving import GivenForm
from centre_app.exchange.phones.taking import look_at_phone_forms, take_phone_forms
from centre_app.exchange.phones.told import Fate, PhoneLine, PhoneResult
from centre_app.outreach.models import PhoneForm, Visit, VisitPhoto
from tests.factories.phones import (
    PhoneCentre,
    as_instance,
    give,
    received,
    told,
)

OTHER_ID = "uuid:7d1f4a52-7f6a-4a1b-8f0d-1c8f0f5e2b77"


@pytest.fixture
def form(session: OfficeSession, out: PhoneCentre) -> GivenForm:
    """The week's visit form."""
    return give(session).forms[0]


def visit_of(session: OfficeSession, visit_id: uuid.UUID) -> Visit:
    """The visit as it is now."""
    session.expire_all()
    return session.get_one(Visit, visit_id)


def only(result: PhoneResult) -> PhoneLine:
    """The one line."""
    (line,) = result.lines
    return line


def jpeg(width: int = 2400, height: int = 1800) -> bytes:
    """A photo as a telephone takes it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (120, 90, 60)).save(out, "JPEG")
    return out.getvalue()


def test_an_older_version_is_read_as_it_was_asked_then(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    old = session.scalars(select(PhoneForm)).one()
    content = dict(old.content)
    # As if "done" had been the fifth question's "1" in those days, and notes had been called otherwise.
    content["lists"] = {
        **content["lists"],
        "outcomes": {"1": {"means": "partly", "labels": {"en": "partly done"}}},
    }
    content["questions"] = {**content["questions"], "was_done": content["questions"]["done"]}
    old.content = content
    session.flush()
    give(session)
    answers = told(out.codes[0], result__outcome="1", work__was_done="Масҳ")
    del answers["work/done"]
    line = only(take_phone_forms(session, received(tmp_path, x_xml=as_instance(form.form_id, form.version, answers))))
    assert line.fate is Fate.TAKE
    assert line.sentences() == ("An older version of the form, given out on 20.11.2026: read as it was asked then.",)
    visit = visit_of(session, out.visits[0])
    assert (visit.outcome, visit.done_note) == ("partly", "Масҳ")


def test_a_form_of_last_week_that_asks_the_same_needs_no_word(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    give(session)
    line = only(
        take_phone_forms(session, received(tmp_path, x_xml=as_instance(form.form_id, form.version, told(out.codes[0]))))
    )
    assert (line.fate, line.version, line.sentences()) == (Fate.TAKE, form.version, ())


def test_a_version_nobody_knows_is_read_as_the_newest_and_says_so(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    line = only(
        take_phone_forms(session, received(tmp_path, x_xml=as_instance(form.form_id, "1999", told(out.codes[0]))))
    )
    assert line.fate is Fate.TAKE
    assert "not known here" in line.sentences()[0]


def test_a_photo_is_kept_small_where_the_family_agreed_and_refused_where_not(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for number, code in enumerate(out.codes):
            folder = f"instances/visits_{number}"
            content = as_instance(
                form.form_id, form.version, told(code, next__photo="1732010400123.jpg"), f"uuid:{number}"
            )
            packed.writestr(f"{folder}/visits_{number}.xml", content)
            packed.writestr(f"{folder}/1732010400123.jpg", jpeg())
    lines = take_phone_forms(session, received(tmp_path, phone_zip=archive.getvalue())).lines
    assert [line.fate for line in lines] == [Fate.TAKE, Fate.TAKE]
    assert [line.photo for line in lines] == [True, False]
    assert "not agreed to photos" in lines[1].sentences()[0]
    kept = session.scalars(select(VisitPhoto)).one()
    assert kept.visit_id == out.visits[0]
    with Image.open(io.BytesIO(kept.picture)) as picture:
        assert (picture.format, max(picture.size)) == ("JPEG", 1280)
    assert visit_of(session, out.visits[1]).outcome == "done"


def test_a_photo_that_is_none_or_is_not_there_leaves_the_rest(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    content = as_instance(form.form_id, form.version, told(out.codes[0], next__photo="a.jpg"))
    line = only(look_at_phone_forms(session, received(tmp_path, x_xml=content)))
    assert "not among the files" in line.sentences()[0]
    (tmp_path / "a.jpg").write_bytes(b"no picture at all")
    line = only(take_phone_forms(session, received(tmp_path, x_xml=content)))
    assert (line.fate, line.photo) == (Fate.TAKE, False)
    assert "The photo is left out" in line.sentences()[0]


def test_no_picture_outside_of_what_was_chosen_is_read(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    (tmp_path / "secret.jpg").write_bytes(jpeg(10, 10))
    content = as_instance(form.form_id, form.version, told(out.codes[0], next__photo="../secret.jpg"))
    line = only(take_phone_forms(session, received(tmp_path / "phone", x_xml=content)))
    assert (line.fate, line.photo) == (Fate.TAKE, False)
