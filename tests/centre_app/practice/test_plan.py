"""The practice centre on paper: believable, complete, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from centre_app.children.rules import birthday_in
from centre_app.practice.days import CODES, NO_MARK
from centre_app.practice.families import patronymic_of, surname_in
from centre_app.practice.plan import Plan, group_names, made_plan
from centre_app.practice.stays import DAY_CARE

TODAY = date(2026, 11, 20)


def weekdays(years: int) -> list[date]:
    """Monday to Friday, from so many years ago to three weeks ahead."""
    first = date(TODAY.year - years, 11, 1)
    days = [first + timedelta(days=number) for number in range((TODAY - first).days + 22)]
    return [day for day in days if day.isoweekday() < 6]


def plan(seed: int = 1, count: int = 200, years: int = 2) -> Plan:
    """A plan over weekdays."""
    return made_plan(seed, count, weekdays(years), TODAY)


@pytest.fixture(scope="module")
def made() -> Plan:
    """One to look at."""
    return plan()


def test_the_same_seed_makes_the_same_centre_and_another_seed_another() -> None:
    assert plan(5, 40, 1) == plan(5, 40, 1)
    assert plan(5, 40, 1) != plan(6, 40, 1)


@pytest.mark.parametrize("count", [1, 2, 3, 40])
def test_there_are_as_many_children_as_asked_for(count: int) -> None:
    assert len(plan(count=count, years=1).children) == count


def test_there_are_two_groups_at_least_and_each_has_its_own_name() -> None:
    for count in (1, 40, 3000):
        names = group_names(count)
        assert len(names) >= 2
        assert len(set(names)) == len(names)


def test_brothers_and_sisters_share_home_and_guardians_and_some_are_twins(made: Plan) -> None:
    families: dict[object, list[date | None]] = {}
    for child in made.children:
        families.setdefault(child.new.child.guardians, []).append(child.new.child.birth_date)
    together = [births for births in families.values() if len(births) > 1]
    assert together
    assert any(len(set(births)) < len(births) for births in together)


def test_births_and_sexes_are_not_all_known(made: Plan) -> None:
    precision = Counter(child.new.child.birth_precision for child in made.children)
    assert precision["day"] > precision["year"] > 0
    assert precision["unknown"] > 0
    sexes = Counter(child.new.child.sex for child in made.children)
    assert sexes["male"] > 0 and sexes["female"] > 0 and 0 < sexes[None] < 20


def test_some_join_late_some_leave_and_some_come_back(made: Plan) -> None:
    day_care = [[stay.stay for stay in child.stays if stay.stay.service == DAY_CARE] for child in made.children]
    first = made.days[0]
    assert any(stays and stays[0].start > first + timedelta(days=60) for stays in day_care)
    left = [stays[0] for stays in day_care if stays and stays[0].end]
    assert left and all(stay.reason for stay in left)
    assert any(len(stays) == 2 for stays in day_care)


def test_winter_is_a_time_of_illness(made: Plan) -> None:
    ill: Counter[bool] = Counter()
    told: Counter[bool] = Counter()
    for child in made.children:
        for stay in child.stays:
            for place, code in enumerate(stay.marks):
                month = made.days[stay.first + place].month
                if month in (12, 1, 2, 5, 6, 7):
                    told[month in (12, 1, 2)] += code != NO_MARK
                    ill[month in (12, 1, 2)] += CODES[code] == ("absent", "illness")
    assert ill[True] / told[True] > 2 * ill[False] / told[False]


def test_some_days_are_not_marked_and_today_is_marked_by_half(made: Plan) -> None:
    place = made.days.index(TODAY)
    today = [
        stay.marks[place - stay.first] == NO_MARK
        for child in made.children
        for stay in child.stays
        if stay.marks and stay.first <= place < stay.first + len(stay.marks)
    ]
    assert 0.2 < sum(today) / len(today) < 0.8
    earlier = [code for child in made.children for stay in child.stays for code in stay.marks[:-1]]
    assert 0.005 < earlier.count(NO_MARK) / len(earlier) < 0.05


def test_birthdays_fall_into_this_week(made: Plan) -> None:
    monday = TODAY - timedelta(days=TODAY.weekday())
    births = [child.new.child.birth_date for child in made.children if child.new.child.birth_precision == "day"]
    assert any(birth and monday <= birthday_in(birth, TODAY.year) <= monday + timedelta(days=6) for birth in births)


@pytest.mark.parametrize(
    ("style", "root", "female", "surname"),
    [
        ("ов", "Раҳим", False, "Раҳимов"),
        ("ов", "Раҳим", True, "Раҳимова"),
        ("ов", "Мирзо", False, "Мирзоев"),
        ("зода", "Назар", True, "Назарзода"),
        ("ӣ", "Латиф", True, "Латифӣ"),
        ("уулу", "Асан", False, "Асан уулу"),
        ("уулу", "Асан", True, "Асан кызы"),
        ("ов", "Васильев", True, "Васильева"),
    ],
)
def test_surnames_are_formed_as_the_region_forms_them(style: str, root: str, female: bool, surname: str) -> None:
    assert surname_in(style, root, female) == surname


def test_patronymics_follow_the_fathers_name() -> None:
    assert [patronymic_of(name, False) for name in ("Фаррух", "Павел", "Нурӣ")] == [
        "Фаррухович",
        "Павлович",
        "Нурӣевич",
    ]
    assert patronymic_of("Фаррух", True) == "Фаррухович"[:-3] + "вна"
