"""Forms taken in are taken back as one step; the commands do what the window does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select, text

from centre_app.command_line import main
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.exchange.phones.giving import GivenForm
from centre_app.exchange.phones.taking import take_phone_forms, undo_phone_forms
from centre_app.office import Office
from centre_app.outreach.models import Visit
from centre_app.outreach.results import take_result_back
from centre_app.safekeeping.check import check
from centre_app.sites.queries import the_site
from tests.factories.phones import PhoneCentre, as_instance, give, make_phone_centre, received, told

TABLES = ("visit", "follow_up", "home_practice", "visit_photo", "phone_submission", "filling")


def everything(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """All rows that forms from phones can touch."""
    with office.read() as session:
        return {
            name: [tuple(row) for row in session.execute(text(f"SELECT * FROM {name} ORDER BY 1"))] for name in TABLES
        }


@pytest.fixture
def centre(office: Office) -> tuple[Office, PhoneCentre, GivenForm]:
    """A real office whose forms were given out."""
    with office.write() as session:
        out = make_phone_centre(session, the_site(session).id)
    with office.write() as session:
        form = give(session).forms[0]
    return office, out, form


def take(office: Office, out: PhoneCentre, form: GivenForm, folder: Path) -> None:
    """Both visits, with all that goes with one."""
    answers = {"work__practised": "done", "next__concerns": "illness", "next__concern_note": "Сулфа"}
    files = received(
        folder,
        a_xml=as_instance(form.form_id, form.version, told(out.codes[0], **answers), "uuid:a"),
        b_xml=as_instance(form.form_id, form.version, told(out.codes[1]), "uuid:b"),
    )
    with office.write() as session:
        assert take_phone_forms(session, files).committed


def test_everything_is_as_before_and_the_chain_is_whole(
    centre: tuple[Office, PhoneCentre, GivenForm], tmp_path: Path
) -> None:
    office, out, form = centre
    before = everything(office)
    take(office, out, form, tmp_path)
    assert everything(office) != before
    with office.write() as session:
        undone = undo_phone_forms(session)
    assert undone.name == "a.xml"
    assert everything(office) == before
    wrong = [line.text.in_words() for line in check(office).lines if not line.ok]
    assert [words for words in wrong if "keys" not in words] == []  # the tests' office has no file of keys
    with office.write() as session, pytest.raises(UserError, match="no import"):
        undo_phone_forms(session)


def test_what_somebody_changed_since_is_not_taken_back(
    centre: tuple[Office, PhoneCentre, GivenForm], tmp_path: Path
) -> None:
    office, out, form = centre
    take(office, out, form, tmp_path)
    with office.write() as session:
        take_result_back(session, out.visits[1], 2)
    after = everything(office)
    with pytest.raises(UserError, match="has changed what it brought"), office.write() as session:
        undo_phone_forms(session)
    assert everything(office) == after


def test_the_forms_taken_back_can_be_taken_again(session: OfficeSession, out: PhoneCentre, tmp_path: Path) -> None:
    form = give(session).forms[0]
    files = received(tmp_path, a_xml=as_instance(form.form_id, form.version, told(out.codes[0])))
    for _time in range(2):
        take_phone_forms(session, files)
        session.finish()
        assert session.scalars(select(Visit.outcome).where(Visit.id == out.visits[0])).one() == "done"
        undo_phone_forms(session)
        session.finish()
        assert session.scalars(select(Visit.outcome).where(Visit.id == out.visits[0])).one() == "planned"


def test_the_commands_give_out_and_take_in(
    centre: tuple[Office, PhoneCentre, GivenForm],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office, out, form = centre
    monkeypatch.setattr("centre_app.exchange.phone_commands.opened", lambda *_where: _Kept(office))
    given = tmp_path / "out"
    assert main(["phones", "export", "--week", "2026-W47", "--out", str(given), "--kind", "visit"]) == 0
    assert sorted(path.suffix for path in given.iterdir()) == [".xlsx", ".xml"]
    received(
        tmp_path,
        a_xml=as_instance(form.form_id, form.version, told(out.codes[0]), "uuid:a"),
        b_xml=as_instance("wash", "1", {}),
    )
    files = [str(tmp_path / "a.xml"), str(tmp_path / "b.xml")]
    before = everything(office)
    capsys.readouterr()
    assert main(["phones", "import", *files, "--dry-run", "--json"]) == 2
    told_first = json.loads(capsys.readouterr().out)
    assert (told_first["taken"], told_first["refused"], told_first["committed"]) == (1, 1, False)
    assert everything(office) == before
    assert main(["phones", "import", *files]) == 2
    said = capsys.readouterr()
    assert "Forms to take: 1, taken before: 0, refused: 1." in said.out
    assert "b.xml: A stranger’s form" in said.err
    assert everything(office) != before
    assert main(["phones", "undo"]) == 0
    assert everything(office) == before


def test_a_week_or_a_team_that_is_none_is_said_so(
    centre: tuple[Office, PhoneCentre, GivenForm], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("centre_app.exchange.phone_commands.opened", lambda *_where: _Kept(centre[0]))
    assert main(["phones", "export", "--week", "48", "--out", str(tmp_path)]) == 2
    assert main(["phones", "export", "--week", "2026-W47", "--out", str(tmp_path), "--team", "Гурӯҳи дигар"]) == 1
    assert list(tmp_path.glob("*.xlsx")) == []


class _Kept:
    """An office that stays open when a command is done with it."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def __enter__(self) -> Office:
        return self.office

    def __exit__(self, *_error: object) -> None:
        return None
