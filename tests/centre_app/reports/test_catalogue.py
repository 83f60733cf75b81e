"""The documents as the dialog and the command line ask for them."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import uuid
from typing import Any, cast

import pytest

from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import Refused, UserError
from centre_app.language.translate import LANGUAGES
from centre_app.reports import catalogue
from centre_app.reports.catalogue import FORMATS, KINDS, make, make_many, trace
from centre_app.security.access import Role
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import base_fonts, embedded_faces, pages
from tests.conftest import SiteIds
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.instruments import make_filling
from tests.factories.plans import make_plan


class Watched:
    """A progress that counts, and stops after so many steps."""

    class StopPressed(Exception):
        """What the window raises."""

    def __init__(self, stop_after: int = 1_000) -> None:
        self.total, self.count, self.stop_after = 0, 0, stop_after

    def begin(self, total: int) -> None:
        self.total = total

    def step(self, by: int = 1) -> None:
        self.count += by

    def check(self) -> None:
        if self.count >= self.stop_after:
            raise self.StopPressed


@pytest.fixture
def children(session: OfficeSession, site: SiteIds) -> list[uuid.UUID]:
    """Three enrolled children; the first has a plan and an instrument filled in."""
    given_lists(session)
    made = [make_enrolled(session, site.day_care, site.morning, name) for name in ("Ситора", "Фирӯз", "Ҳилола")]
    make_plan(session, made[0])
    make_filling(session, made[0])
    return made


def parameters(kind: str, children: list[uuid.UUID]) -> dict[str, object]:
    """What this kind cannot do without."""
    return {"child": children[0]} if KINDS[kind].many else {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_made_in_every_language_in_our_faces_only(
    kind: str, session: OfficeSession, children: list[uuid.UUID], drawn: Drawn
) -> None:
    for language in LANGUAGES:
        made = make(session, kind, parameters(kind, children), language)
        assert made.content.startswith(b"%PDF")
        assert base_fonts(made.content) == embedded_faces(made.content) == {"NotoSans-Regular", "NotoSans-Bold"}
    assert not drawn.beyond
    assert not drawn.lost


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_made_of_an_empty_centre(kind: str, session: OfficeSession, site: SiteIds) -> None:
    if KINDS[kind].many:
        with pytest.raises(UserError):
            make(session, kind, {}, "ru")
    else:
        assert pages(make(session, kind, {}, "ru").content) >= 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_also_a_sheet_and_json(kind: str, session: OfficeSession, children: list[uuid.UUID]) -> None:
    for format, begins in (("xlsx", b"PK"), ("json", (b"{", b"["))):
        made = make(session, kind, parameters(kind, children), "tg", format)
        assert made.content.startswith(begins)
        assert made.name.endswith(f".{format}")
    json.loads(made.content)


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_name_holds_a_name(kind: str, session: OfficeSession, children: list[uuid.UUID]) -> None:
    name = make(session, kind, parameters(kind, children), "ru").name
    assert name.isascii()


def test_the_same_data_give_the_same_bytes(session: OfficeSession, children: list[uuid.UUID]) -> None:
    first, second = (make(session, "progress", {"child": children}, "tg").content for _time in range(2))
    assert first == second


def test_numbers_only_may_make_the_figures_and_nothing_with_names(
    session: OfficeSession, children: list[uuid.UUID]
) -> None:
    session.actor = dataclasses.replace(cast(Any, session.actor), role=Role.NUMBERS_ONLY)
    figures = {"monthly", "therapy", "team_month", "coverage"}
    for kind in figures:
        assert make(session, kind, {}, "ru").content
    for kind in set(KINDS) - figures:
        with pytest.raises(Refused):
            make(session, kind, parameters(kind, children), "ru")


def test_records_of_many_children_are_one_file_with_progress(session: OfficeSession, children: list[uuid.UUID]) -> None:
    progress = Watched()
    made = make(session, "progress", {"child": children}, "ru", progress=progress)
    assert pages(made.content) == 3
    assert (progress.total, progress.count) == (3, 3)


def test_one_file_a_child_comes_as_it_is_made_and_stop_is_heard(
    session: OfficeSession, children: list[uuid.UUID]
) -> None:
    progress = Watched(stop_after=2)
    names = []
    with pytest.raises(Watched.StopPressed):
        for made in make_many(session, "card", children, {}, "ru", progress=progress):
            names.append(made.name)
    assert names == ["card-K-0001.pdf"]
    assert [one.name for one in make_many(session, "card", children, {}, "ru")] == [
        f"card-K-000{place}.pdf" for place in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("kind", "language", "format", "field"),
    [("diary", "ru", "pdf", "kind"), ("card", "ru", "docx", "format"), ("card", "de", "pdf", "language")],
)
def test_what_there_is_not_is_said_in_words(
    kind: str, language: str, format: str, field: str, session: OfficeSession
) -> None:
    with pytest.raises(UserError) as wrong:
        make(session, kind, {}, language, format)
    assert wrong.value.field == field
    assert "{" not in str(wrong.value)


def test_printing_leaves_a_trace_in_the_history_of_each_child(
    session: OfficeSession, children: list[uuid.UUID]
) -> None:
    trace("card", {"child": children}, "printed")(session)
    trace("monthly", {}, "exported")(session)
    session.finish()
    left = session.query(HistoryEntry).filter(HistoryEntry.entity == "access").order_by(HistoryEntry.seq).all()
    assert [(entry.act, entry.entity_id, entry.child_id) for entry in left] == [
        *(("printed", "card", child) for child in children),
        ("exported", "monthly", None),
    ]


def test_the_list_of_documents_is_there_without_loading_reportlab_or_openpyxl() -> None:
    command = "import sys; import centre_app.reports.catalogue; print({'reportlab', 'openpyxl'} & {*sys.modules})"
    said = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"


def test_every_kind_can_do_every_format_and_has_words() -> None:
    assert all(kind.formats == FORMATS and kind.title and kind.about for kind in KINDS.values())
    assert catalogue.kind_named("monthly") is KINDS["monthly"]
