"""Families and their children, made up. Pure: everything comes out of the random numbers that are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from centre_app.children.inputs import AlertInput, ChildInput, GuardianInput
from centre_app.practice.names import PATRONYMICS, PEOPLES, People
from centre_app.practice.places import DISTRICTS, LANDMARKS, STREETS, District

T = TypeVar("T")
# Shares in a hundred of the primary types, as day-care centres of the region report them.
DISABILITIES = (
    ("cerebral_palsy", 28),
    ("delay", 13),
    ("intellectual", 12),
    ("autism", 10),
    ("down_syndrome", 9),
    ("speech", 8),
    ("hearing", 5),
    ("epilepsy", 4),
    ("multiple", 4),
    ("physical", 3),
    ("vision", 2),
    ("undiagnosed", 2),
)
FURTHER = ("speech", "epilepsy", "intellectual", "vision", "hearing")
_VOWELS = "аеёиоуыэюяӣӯўү"
_AGES = (1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 11, 12, 13, 14, 15, 16)


@dataclass(frozen=True)
class NewChild:
    """A child to write down, and what its days will be like. ``far``: the road closes in winter."""

    child: ChildInput
    far: bool
    frail: float  # illness comes this many times as often as to others


def families(random: Random, count: int, today: date) -> Iterator[NewChild]:
    """Children one after the other, brothers, sisters and twins together, ``count`` of them."""
    made = 0
    while made < count:
        people = _chosen(random, [(people, people.share) for people in PEOPLES])
        children = min(_chosen(random, [(1, 80), (2, 15), (3, 5)]), count - made)
        yield from _family(random, people, children, today)
        made += children


def _family(random: Random, people: People, children: int, today: date) -> Iterator[NewChild]:
    district: District = _chosen(random, [(district, district.share) for district in DISTRICTS])
    jamoat, village = random.choice(district.villages)
    root, style = random.choice(people.roots), random.choice(people.styles)
    father, mother = random.choice(people.fathers), random.choice(people.mothers)
    guardians = _guardians(random, people, root, style, father, mother)
    home: dict[str, Any] = {
        "province": district.province,
        "district": district.name,
        "municipality": jamoat,
        "village": village,
        "address": f"{random.choice(STREETS)} {random.randint(1, 90)}" if random.random() < 0.6 else "",
        "landmark": random.choice(LANDMARKS),
    }
    birth = _birth(random, today)
    names: set[str] = set()
    for number in range(children):
        if number and random.random() > 0.25:  # else a twin
            birth = _birth(random, today)
        girl = random.random() < 0.43
        given = random.choice([name for name in (people.girls if girl else people.boys) if name not in names])
        names.add(given)
        child = ChildInput(
            given_name=given,
            surname=surname_in(style, root, girl),
            patronymic=patronymic_of(father, girl) if style == "ов" and random.random() < 0.9 else "",
            sex=("female" if girl else "male") if random.random() > 0.02 else None,
            guardians=guardians,
            language=people.language,
            **home,
            **_born(random, birth),
        )
        yield NewChild(_with_health(random, child, today), district.far, random.choice((0.5, 0.8, 1.0, 1.0, 1.6)))


def surname_in(style: str, root: str, female: bool) -> str:
    """A surname of the root: Раҳимов/Раҳимова, Раҳимзода, Раҳимӣ, «Асан уулу»/«Асан кызы»."""
    soft = root[-1] in _VOWELS
    if style == "уулу":
        return f"{root} {'кызы' if female else 'уулу'}"
    if style == "зода":
        return f"{root}зода"
    if style == "ӣ" and not soft:
        return f"{root}ӣ"
    if root.endswith(("ов", "ев")):
        return root + ("а" if female else "")
    stem = root[:-1] if root.endswith("ӣ") else root
    return stem + ("ев" if soft else "ов") + ("а" if female else "")


def patronymic_of(father: str, female: bool) -> str:
    """Ҷамшедович, Ҷамшедовна."""
    if father in PATRONYMICS:
        return PATRONYMICS[father][female]
    stem = father[:-1] if father[-1] in "йь" else father
    return stem + (("евна" if female else "евич") if father[-1] in _VOWELS + "йь" else ("овна" if female else "ович"))


def _guardians(
    random: Random, people: People, root: str, style: str, father: str, mother: str
) -> tuple[GuardianInput, ...]:
    hers = GuardianInput(f"{surname_in(style, root, True)} {mother}", "mother", _phone(random))
    his = GuardianInput(
        f"{surname_in(style, root, False)} {father}", "father", _phone(random) if random.random() < 0.7 else ""
    )
    grandmother = GuardianInput(
        f"{surname_in('ов', root, True)} {random.choice(people.mothers)}", "grandmother", _phone(random)
    )
    # Many fathers are away at work for most of the year.
    return _chosen(random, [((hers, his), 50), ((hers,), 33), ((his, hers), 7), ((grandmother, his), 10)])


def _phone(random: Random) -> str:
    digits = f"{random.choice(('918', '985', '900', '93', '907', '55'))}{random.randrange(10**7):07d}"[:9]
    return f"+992 {digits[:2]} {digits[2:5]} {digits[5:7]} {digits[7:]}"


def _birth(random: Random, today: date) -> date:
    age = random.choice(_AGES)
    return today - timedelta(days=int(age * 365.25) + random.randrange(365))


def _born(random: Random, birth: date) -> dict[str, Any]:
    """How exactly the birth is known: some families have no papers."""
    precision = _chosen(random, [("day", 88), ("year", 8), ("unknown", 4)])
    if precision == "unknown":
        return {"birth_date": None, "birth_precision": precision}
    return {"birth_date": birth if precision == "day" else date(birth.year, 1, 1), "birth_precision": precision}


def _with_health(random: Random, child: ChildInput, today: date) -> ChildInput:
    primary = _chosen(random, list(DISABILITIES))
    further = tuple(code for code in FURTHER if code != primary and random.random() < 0.07)
    alerts: list[AlertInput] = []
    if "epilepsy" in (primary, *further):
        alerts.append(AlertInput("seizures", random.choice(("ҳангоми табларза", "доруро бо худ дорад", ""))))
    if random.random() < 0.06:
        alerts.append(AlertInput("allergy", random.choice(("тухм", "чормағз", "шири гов", "пенисиллин"))))
    if random.random() < 0.05:
        alerts.append(AlertInput("diet", random.choice(("хӯроки кӯфта", "бе шакар"))))
    consent = today - timedelta(days=random.randrange(30, 300)) if random.random() < 0.3 else None
    note = random.choice(
        (
            "Бо овози баланд сахт метарсад.",
            "Мусиқиро дӯст медорад.",
            "Бо аробача меояд, дар зина кӯмак лозим.",
            "Модар мехоҳад кӯдакро ба мактаб омода кунад.",
        )
    )
    return replace(
        child,
        primary_disability=primary,
        further_disabilities=further,
        alerts=tuple(alerts),
        photo_consent_on=consent,
        photo_consent_by=child.guardians[0].name if consent else "",
        notes=note if random.random() < 0.12 else "",
    )


def _chosen(random: Random, shares: list[tuple[T, int]]) -> T:
    return random.choices([what for what, _share in shares], [share for _what, share in shares])[0]
