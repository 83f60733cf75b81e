"""The index of pieces finds exactly what looking through the text finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text

from centre_app.children.models import Child, ChildSearch
from centre_app.children.search import sort_keys
from centre_app.db.pieces import Pieces
from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from tests.conftest import SiteIds
from tests.factories.children import make_child

PIECES = Pieces("child_find", "child_search", "child_id", UuidType)
TEXTS = ("rahimav rahim$ jamʃed", "aʹa ra k0042", "r", "ʃ ʃʃ", "aaa aaaa")


def test_a_query_is_every_word_in_any_spelling() -> None:
    words = (("ra", "rah"), ("jamʃ",))
    assert PIECES.match(words, None) == '("ra"* OR "rah") AND ("jam amʃ")'
    assert PIECES.match(words, True).endswith(') AND "$$$"')
    assert PIECES.match(words, False).endswith(') NOT "$$$"')


def test_tidying_is_nothing_where_there_is_no_index(session: OfficeSession) -> None:
    PIECES.tidy(session)
    assert PIECES.available(session) == (session.connection().dialect.name == "sqlite")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pattern=st.text("ramihvʃʹ$k042dje", min_size=1, max_size=6))
def test_a_piece_of_any_length_is_found_exactly(session: OfficeSession, site: SiteIds, pattern: str) -> None:
    if pattern.startswith("$"):
        return  # only the end of a stem is marked with it
    if not session.scalar(select(Child.id).limit(1)):
        for each in TEXTS:
            child_id = make_child(session)
            session.execute(text("DELETE FROM child_search WHERE child_id = :id"), {"id": child_id.bytes})
            row = {"child_id": child_id, "archived": len(each) == 1, "text": each, **sort_keys("", each, "")}
            session.connection().execute(insert(ChildSearch), [row])
    found = set(session.scalars(PIECES.matching().bindparams(match=PIECES.match(((pattern,),), None))))
    there = session.execute(select(ChildSearch.child_id, ChildSearch.text))
    assert found == {row.child_id for row in there if pattern in row.text}
