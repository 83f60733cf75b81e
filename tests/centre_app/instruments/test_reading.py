"""An instrument's file is read strictly, and what is wrong is told at its place."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.instruments.library import ORDER, given_content
from centre_app.instruments.reading import read_definition

Spoil = Callable[[dict[str, Any]], object]
WRONG: dict[str, tuple[Spoil, str]] = {
    "no title": (lambda top: top.pop("title"), "title"),
    "a language missing": (lambda top: top["title"].pop("kk"), "title"),
    "no questions": (lambda top: top.update(items=[]), "items"),
    "an unknown scale": (lambda top: top["items"][0].update(scale="no_such"), "CF1"),
    "an unknown section": (lambda top: top["items"][0].update(section="no_such"), "CF1"),
    "two questions of one code": (lambda top: top["items"][1].update(code="CF1"), "items"),
    "a question before the one it depends on": (lambda top: top["items"].reverse(), "CF13"),
    "an answer that is not there": (lambda top: top["items"][1]["shown_if"][0].update({"in": ["maybe"]}), "CF2"),
    "a scale of one answer": (lambda top: top["scales"].update(yes_no=top["scales"]["yes_no"][:1]), "scales.yes_no"),
    "two answers of one code": (lambda top: top["scales"]["yes_no"][1].update(code="yes"), "scales.yes_no"),
    "an unknown kind": (lambda top: top.update(kind="exam"), "kind"),
    "an unknown scoring": (lambda top: top["scores"][0].update(how="guess"), "scores"),
    "a sum without points": (lambda top: top["scores"][0].update(how="sum"), "functioning"),
    "ages that end before they begin": (lambda top: top.update(ages={"from": 60, "until": 24}), "ages"),
    "a version that is no number": (lambda top: top.update(version="1"), "version"),
    "nobody to answer": (lambda top: top.update(respondents=[]), "respondents"),
    "a code that is no code": (lambda top: top.update(code="../secret"), "code"),
    "a character that cannot be seen": (lambda top: top["title"].update(ru="а\tб"), "Words"),
    "words too long": (lambda top: top["title"].update(ru="я" * 700), "Words"),
    "points that are words": (lambda top: top["scales"]["yes_no"][0].update(points="1"), "scales.yes_no"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_at_its_place(what: str) -> None:
    spoil, where = WRONG[what]
    content = given_content("cfm_5_17")
    spoil(content)
    with pytest.raises(UserError) as wrong:
        read_definition(content)
    assert wrong.value.field == "file"
    assert where in str(wrong.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
)


@example(st.data(), JSON)
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(data: st.DataObject, value: Any) -> None:
    content = copy.deepcopy(given_content(data.draw(st.sampled_from(ORDER))))
    place: Any = content
    while isinstance(place, dict | list) and place:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            place[key] = value
            break
        place = place[key]
    try:
        read_definition(content)
    except UserError as error:
        assert str(error)


@pytest.mark.parametrize("content", [None, [], "text", 5, {}])
def test_what_is_no_instrument_at_all_is_refused(content: object) -> None:
    with pytest.raises(UserError):
        read_definition(content)
