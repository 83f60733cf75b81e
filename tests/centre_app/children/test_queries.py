"""Lists, search and files of children, on both engines."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.children.actions import GuardianInput, archive_child, change_child
from centre_app.children.queries import (
    ChildFilter,
    child_by_number,
    child_file,
    child_files,
    districts,
    find_children,
    list_children,
    places_used,
)
from centre_app.children.search import rebuild_search
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.fold import search_words
from tests.conftest import SiteIds
from tests.factories.children import child_input, make_child, make_enrolled
from tests.statements import counted


def names(session: OfficeSession, wanted: ChildFilter, **how: object) -> list[str]:
    return [row.given_name for row in list_children(session, wanted, **how).rows]  # type: ignore[arg-type]


@pytest.fixture
def town(session: OfficeSession, site: SiteIds) -> dict[str, uuid.UUID]:
    """Five children, one of them archived."""
    children = {
        "Ҷамшед": make_enrolled(session, site.day_care, site.morning, "Ҷамшед", surname="Раҳимов"),
        "Айгүл": make_child(
            session,
            "Айгүл",
            surname="Асанова",
            sex="female",
            birth_date=date(2012, 5, 1),
            district="Кӯлоб",
            village="Ҷар",
        ),
        "Ёсмин": make_enrolled(
            session, site.day_care, site.afternoon, "Ёсмин", surname="Ёрова", sex=None, birth_date=None, village=""
        ),
        "Зарина": make_child(
            session, "Зарина", surname="Ғаффорова", sex="female", birth_date=date(2019, 1, 1), birth_precision="year"
        ),
        "Бек": make_child(session, "Бек", surname="Ежов", phone="91 700-11-22", guardians=()),
    }
    archive_child(session, children["Бек"])
    return children


def test_the_list_is_in_the_alphabet_of_the_language(session: OfficeSession, town: dict[str, uuid.UUID]) -> None:
    everybody = ChildFilter(state="all")
    assert names(session, everybody, language="tg") == ["Айгүл", "Зарина", "Бек", "Ёсмин", "Ҷамшед"]
    make_child(session, "Лола", surname="Еров")
    assert names(session, everybody, language="tg") == ["Айгүл", "Зарина", "Бек", "Лола", "Ёсмин", "Ҷамшед"]
    make_child(session, "Нур", surname="Ёжикова")
    assert names(session, everybody, language="tg")[2:5] == ["Бек", "Лола", "Нур"]
    assert names(session, everybody, language="ru")[2:5] == ["Нур", "Бек", "Лола"]  # ё stands with е
    assert names(session, everybody, language="tg", descending=True)[0] == "Ҷамшед"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ChildFilter(), {"Ҷамшед", "Айгүл", "Ёсмин", "Зарина"}),
        (ChildFilter(state="archived"), {"Бек"}),
        (ChildFilter(state="enrolled"), {"Ҷамшед", "Ёсмин"}),
        (ChildFilter(district="Кӯлоб"), {"Айгүл"}),
        (ChildFilter(district=""), set()),
        (ChildFilter(sex="female"), {"Айгүл", "Зарина"}),
        (ChildFilter(sex="unknown"), {"Ёсмин"}),
        (ChildFilter(age_from=7, age_to=7), {"Ҷамшед", "Зарина"}),
        (ChildFilter(age_to=13), {"Ҷамшед", "Зарина"}),
        (ChildFilter(age_from=8), {"Айгүл"}),
        (ChildFilter(text="джамшед", sex="male"), {"Ҷамшед"}),
        (ChildFilter(text="джамшед", sex="female"), set()),
        (ChildFilter(text="—"), set()),
    ],
)
def test_filters_leave_those_who_are_meant(
    session: OfficeSession, town: dict[str, uuid.UUID], wanted: ChildFilter, expected: set[str]
) -> None:
    found = list_children(session, wanted)
    assert {row.given_name for row in found.rows} == expected
    assert found.count == len(expected)


def test_a_group_shows_whom_it_has_today(session: OfficeSession, site: SiteIds, town: dict[str, uuid.UUID]) -> None:
    make_enrolled(session, site.day_care, site.morning, "Лола", end=date(2026, 11, 19))
    make_enrolled(session, site.day_care, site.morning, "Нур", start=date(2026, 11, 21))
    make_enrolled(session, site.day_care, site.morning, "Сабо", start=date(2026, 11, 1), end=date(2026, 11, 20))
    assert set(names(session, ChildFilter(group_id=site.morning))) == {"Ҷамшед", "Сабо"}
    assert set(names(session, ChildFilter(service_id=site.day_care))) == {"Ҷамшед", "Сабо", "Ёсмин"}


def test_orders_by_place_and_group_follow_alphabet_and_centre(
    session: OfficeSession, town: dict[str, uuid.UUID]
) -> None:
    assert names(session, ChildFilter(), order="village", language="tg") == ["Зарина", "Ҷамшед", "Айгүл", "Ёсмин"]
    assert names(session, ChildFilter(), order="village", language="tg", descending=True)[0] == "Айгүл"
    assert names(session, ChildFilter(), order="village", language="tg", descending=True)[-1] == "Ёсмин"
    assert names(session, ChildFilter(), order="district", language="tg")[0] == "Айгүл"
    assert names(session, ChildFilter(), order="group", language="tg")[:2] == ["Ҷамшед", "Ёсмин"]
    assert names(session, ChildFilter(), order="birth", language="tg") == ["Айгүл", "Зарина", "Ҷамшед", "Ёсмин"]
    assert names(session, ChildFilter(), order="number", language="tg")[0] == "Ҷамшед"
    with pytest.raises(ValueError, match="no such order"):
        names(session, ChildFilter(), order="mood")


def test_a_row_shows_where_the_child_is_and_whom_to_call(
    session: OfficeSession, site: SiteIds, town: dict[str, uuid.UUID]
) -> None:
    row = list_children(session, ChildFilter(text="Ҷамшед")).rows[0]
    assert (row.full_name, row.groups, row.guardian, row.phone, row.archived) == (
        "Раҳимов Ҷамшед Фарҳодович",
        "Ситора",
        "Раҳимова Мавҷуда",
        "+992 93 555-12-34",
        False,
    )
    row = find_children(session, "Ежов").rows[0]
    assert (row.groups, row.guardian, row.phone, row.archived) == ("", "", "91 700-11-22", True)


@pytest.mark.parametrize(
    "typed", ["jamshed", "Джамшед", "Ҷамшед", "ҷАМШ", "мшед раҳ", "фарход", "K-0001", "0001", "5551234", "мавчуда"]
)
def test_a_child_is_found_under_all_spellings(session: OfficeSession, town: dict[str, uuid.UUID], typed: str) -> None:
    assert town["Ҷамшед"] in {row.id for row in find_children(session, typed).rows}


def test_every_piece_of_two_to_five_letters_finds_the_name(session: OfficeSession, town: dict[str, uuid.UUID]) -> None:
    for row in find_children(session, "").rows:
        for name in (row.surname, row.given_name):
            for length in range(2, 6):
                for at in range(len(name) - length + 1):
                    piece = name[at : at + length]
                    for typed in (piece, piece.upper(), piece.lower()):
                        found = find_children(session, typed)
                        assert row.id in {each.id for each in found.rows}, typed
                        assert found.count == len(found.rows)


def test_the_count_is_of_all_and_the_rows_are_the_first(session: OfficeSession, site: SiteIds) -> None:
    for letter in "ДАГВБ":
        make_child(session, f"{letter}вали", surname="")
    make_child(session, "Хуршед", surname="")
    found = find_children(session, "вал", limit=2, language="tg")
    assert [row.given_name for row in found.rows] == ["Авали", "Бвали"]
    assert found.count == 5
    found = list_children(session, ChildFilter(), limit=3, language="tg")
    assert (len(found.rows), found.count) == (3, 6)


def test_what_is_rare_among_many_comes_in_order_too(session: OfficeSession, site: SiteIds) -> None:
    for n in range(30):
        make_child(session, "Хуршед", surname=f"Мирзоев{'а' * n}", guardians=())
    for name in ("Яқуб", "Абай"):
        make_child(session, name, surname="Оспанов", guardians=())
    found = find_children(session, "оспан", language="kk")
    assert [row.given_name for row in found.rows] == ["Абай", "Яқуб"]
    archive_child(session, found.rows[0].id)
    assert [row.given_name for row in find_children(session, "оспан", state="active").rows] == ["Яқуб"]
    assert [row.given_name for row in find_children(session, "оспан", state="archived").rows] == ["Абай"]
    assert find_children(session, "мирзо", state="archived").count == 0
    assert find_children(session, "мирзо", state="active", limit=5).count == 30


def test_the_search_made_anew_is_the_search_kept_in_step(session: OfficeSession, town: dict[str, uuid.UUID]) -> None:
    change_child(session, town["Айгүл"], child_input("Айгүл", surname="Токтогулова", number="Б-77"))
    pieces = ["токт", "ас", "б77", "гул", "мавж", "раҳим"]
    before = [[row.id for row in find_children(session, piece).rows] for piece in pieces]
    assert before[0] == [town["Айгүл"]]
    assert rebuild_search(session) == 5
    assert [[row.id for row in find_children(session, piece).rows] for piece in pieces] == before


def test_words_of_a_search_hold_nothing_that_the_engines_read(session: OfficeSession, site: SiteIds) -> None:
    make_child(session, "Ҷамшед")
    for typed in ('"', "'", "%", "_", "*", "a*b", "NOT", "ра OR ра", "(ра", "$$$", "раҳ$", "\\", "ъ", "я" * 300):
        assert find_children(session, typed).count in (0, 1)
        assert all("%" not in each and '"' not in each for word in search_words(typed) for each in word)


@pytest.mark.parametrize("order", ["name", "number", "birth", "district", "village", "group"])
def test_a_list_costs_the_same_statements_for_few_and_for_many(
    session: OfficeSession, site: SiteIds, order: str
) -> None:
    counts = []
    for _ in range(2):
        for n in range(6):
            make_enrolled(session, site.day_care, site.morning, f"Ҷамшед{n}")
        with counted(session) as seen:
            list_children(session, ChildFilter(text="Раҳим", state="enrolled"), order=order, language="tg")
            find_children(session, "ҷам", language="tg")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 6


def test_many_files_cost_the_statements_of_one(session: OfficeSession, site: SiteIds) -> None:
    ids = [make_enrolled(session, site.day_care, site.morning, f"Ҷамшед{n}") for n in range(5)]
    with counted(session) as one:
        child_file(session, ids[0])
    with counted(session) as many:
        files = child_files(session, [*ids[::-1], site.site])
    assert len(one) == len(many) == 6
    assert [file.id for file in files] == ids[::-1]


def test_a_number_is_found_in_any_case(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session, number="К-0042 ж")
    assert child_by_number(session, "К-0042 ж") == child
    assert child_by_number(session, " к-0042  Ж") == child
    with pytest.raises(NotFound, match="К-0043"):
        child_by_number(session, "К-0043")


def test_places_written_before_complete_what_is_typed(session: OfficeSession, town: dict[str, uuid.UUID]) -> None:
    assert districts(session, language="tg") == ["Кӯлоб", "Ховалинг"]
    used = places_used(session, language="tg")
    assert used.villages == ("Сари Хосор", "Ҷар")
    assert used.provinces == ()


def test_the_first_guardian_is_the_first_written(session: OfficeSession, site: SiteIds) -> None:
    make_child(session, guardians=(GuardianInput("Бибиҷон"), GuardianInput("Алӣ", None, "918")))
    row = list_children(session, ChildFilter()).rows[0]
    assert (row.guardian, row.phone) == ("Бибиҷон", "918")
