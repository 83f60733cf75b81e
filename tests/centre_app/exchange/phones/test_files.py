"""Hostile and broken files are told in words; nothing of them is worked out or unpacked to the disk."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given as with_any
from hypothesis import strategies as some

from centre_app.errors import UserError
from centre_app.exchange.phones import files, xml_reading
from centre_app.exchange.phones.files import receive
from centre_app.exchange.phones.json_reading import read_json
from centre_app.exchange.phones.received import NoForm
from centre_app.exchange.phones.table_reading import read_csv
from centre_app.exchange.phones.xml_reading import read_instance
from tests.centre_app.exchange.sheets import xlsx
from tests.factories.phones import as_csv, as_instance, as_kobo, received

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    '<data id="f" version="1"><x>&b;</x></data>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><data id="f"><x>&f;</x></data>'


def why(name: str, content: bytes) -> str:
    """Why an XML file is refused."""
    with pytest.raises(NoForm) as error:
        read_instance(name, content, lambda _name: None)
    return error.value.in_words()


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE])
def test_an_entity_bomb_or_a_look_outside_is_refused_unread(content: str) -> None:
    assert "document type" in why("x.xml", content.encode())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<data id='f'><x>1</data>", "broken"),
        (b"\x00\x01\x02", "broken"),
        (b"", "broken"),
        (b"<?xml version='1.0' encoding='klingon'?><data id='f'/>", "broken"),
        (b"<rss><item/></rss>", "no form"),
        (b"<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head/></h:html>", "empty form"),
        (b"<data id='f' encrypted='yes'><base64EncryptedKey/></data>", "encrypted"),
    ],
)
def test_what_is_no_filled_form_is_said_so(content: bytes, words: str) -> None:
    assert words in why("x.xml", content)


def test_a_huge_xml_is_refused_by_its_size() -> None:
    assert "too large" in why("x.xml", b"<data id='f'>" + b" " * xml_reading.LARGEST)


def test_a_very_deep_form_is_read_or_refused_but_never_ends_the_app() -> None:
    deep = b"<data id='f'>" + b"<a>" * 50_000 + b"1" + b"</a>" * 50_000 + b"</data>"
    assert read_instance("x.xml", deep, lambda _name: None).form_id == "f"


@with_any(some.text())
def test_any_answer_comes_through_xml_as_it_was(text: str) -> None:
    from xml.sax.saxutils import escape

    clean = "".join(sign for sign in text if sign.isprintable()).strip()
    content = as_instance("f", "1", {"g/q": escape(clean)}).encode("utf-8", "xmlcharrefreplace")
    assert read_instance("x.xml", content, lambda _name: None).answers.get("g/q", "") == clean


def test_a_form_of_an_aggregate_server_is_found_inside_its_envelope() -> None:
    inner = as_instance("f", "1", {"g/q": "7"}).split("?>", 1)[1]
    whole = f'<submission xmlns="http://opendatakit.org/submissions"><data>{inner}</data></submission>'
    form = read_instance("x.xml", whole.encode(), lambda _name: None)
    assert (form.form_id, form.version, form.answers["g/q"]) == ("f", "1", "7")


@pytest.mark.parametrize("content", [b"{", b"[1, 2]", b"[]", b'"x"', b"[" * 100_000, b"\xff\xfe"])
def test_json_without_forms_is_refused(content: bytes) -> None:
    with pytest.raises(NoForm):
        list(read_json("x.json", content, lambda _name: None))


def test_centrals_json_has_groups_within_groups() -> None:
    row = {"__id": "uuid:A1", "__system": {"formVersion": "3"}, "g": {"h": {"q": 5.0, "r": True, "s": None}}}
    content = json.dumps({"value": [{**row, "centre_form": "f"}]}).encode()
    (form,) = read_json("x.json", content, lambda _name: None)
    assert (form.form_id, form.version, form.ids) == ("f", "3", ("a1",))
    assert (form.answers["g/h/q"], form.answers["g/h/r"]) == ("5", "1")


def test_a_form_without_an_id_is_known_again_by_its_answers() -> None:
    first, second, other = (
        next(iter(read_csv("x.csv", as_csv([{"centre_form": "f", "q": answer}]), lambda _name: None)))
        for answer in ("да", "да", "нет")
    )
    assert first.ids == second.ids != other.ids


def test_an_old_alphabet_is_read(tmp_path: Path) -> None:
    row = {"centre_form": "f", "work/done": "Дыхательная гимнастика, упражнения лёжа на спине"}
    content = as_csv([row]).decode().encode("cp1251")
    (form,) = receive([_file(tmp_path / "x.csv", content)]).submissions
    assert form.answers["work/done"] == row["work/done"]


def test_kobos_workbook_is_read_as_its_table(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "kobo.xlsx", [["centre_form", "result/minutes", "_uuid"], ["f", 50, "abc"]])
    (form,) = receive([path]).submissions
    assert (form.row, form.form_id, form.answers["result/minutes"]) == (2, "f", "50")


def test_one_bad_file_does_not_keep_the_others_back(tmp_path: Path) -> None:
    found = received(
        tmp_path, a_xml=as_instance("f", "1", {}), b_xml="<x", c_pdf=b"%PDF", d_json=[as_kobo("f", "1", {})]
    )
    assert (found.files, len(found.submissions)) == (4, 2)
    assert [one.file for one in found.unread] == ["b.xml", "c.pdf"]


def test_a_folder_of_a_phone_is_read_with_its_subfolders(tmp_path: Path) -> None:
    for number in range(3):
        _file(tmp_path / "instances" / f"v{number}" / f"v{number}.xml", as_instance("f", "1", {}).encode())
    _file(tmp_path / ".thumbnails" / "x.xml", b"<x")
    assert len(receive([tmp_path]).submissions) == 3
    assert receive([tmp_path]).unread == ()


def test_a_zip_that_unpacks_to_far_too_much_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_MOST_UNPACKED", 1000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.xml", b" " * 5000)
    (told,) = receive([_file(tmp_path / "bomb.zip", packed.getvalue())]).unread
    assert "far more than phones send" in told.why.in_words()


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_was_damaged_on_its_way_is_told_whichever_byte_it_is(tmp_path: Path, packing: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        archive.writestr("x.xml", as_instance("f", "1", {}))
    whole = packed.getvalue()
    for at in range(35, 90):  # within what was packed
        damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        found = receive([_file(tmp_path / "phone.zip", damaged)])
        assert len(found.unread) + len(found.submissions) == 1  # a byte of a zip's header may say nothing
        assert not found.unread or "damaged" in found.unread[0].why.in_words()


@pytest.mark.parametrize(("name", "content"), [("x.zip", b"PK\x03\x04rubbish"), ("x.exe", b"MZ"), ("x.csv", b"a,b\n")])
def test_what_cannot_be_read_is_told_and_not_raised(tmp_path: Path, name: str, content: bytes) -> None:
    found = receive([_file(tmp_path / name, content), tmp_path / "gone.xml"])
    assert len(found.unread) == 2 and not found.submissions


@with_any(some.binary(max_size=300), some.sampled_from(["x.xml", "x.json", "x.csv"]))
def test_no_bytes_raise_anything_but_words(content: bytes, name: str) -> None:
    reader = {"x.xml": lambda: [read_instance(name, content, lambda _n: None)]}.get(
        name, lambda: list((read_json if name == "x.json" else read_csv)(name, content, lambda _n: None))
    )
    try:
        reader()
    except UserError as error:
        assert error.in_words()


def _file(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
