"""The villages on the map and the roads between them, as the practice teams know them. Distances are roughly true.

Some things are left unknown on purpose, as they are on a real wall: a village without coordinates, a district nobody
drives to. What the teams do not know is estimated, and marked so.
"""

from __future__ import annotations

from dataclasses import dataclass

# (jamoat, village): latitude, longitude
COORDINATES: dict[tuple[str, str], tuple[float, float]] = {
    ("Зиракӣ", "Зиракӣ"): (37.895, 69.755),
    ("Зиракӣ", "Тебалай"): (37.935, 69.815),
    ("Даҳана", "Даҳана"): (37.985, 69.742),
    ("Даҳана", "Кадучӣ"): (38.012, 69.700),
    ("Зарбдор", "Навобод"): (37.862, 69.830),
    ("Зарбдор", "Гулистон"): (37.838, 69.792),
    ("Зиракӣ", "Лағмон"): (37.882, 69.700),
    ("Балхобӣ", "Деҳибаланд"): (38.062, 69.930),
    ("Балхобӣ", "Кулчашма"): (38.128, 69.958),
    ("Нуралишо", "Нуралишо"): (38.108, 70.035),
    ("Боғгай", "Боғгай"): (38.165, 70.098),
    ("Чилдухтарон", "Чилдухтарон"): (38.215, 70.150),
    ("Лоҳутӣ", "Шаҳидон"): (38.318, 69.948),
    ("Лоҳутӣ", "Хонақоҳ"): (38.358, 69.990),
    ("Ҷомӣ", "Гулдара"): (38.402, 70.048),
    ("Сари Хосор", "Сари Хосор"): (38.476, 69.862),
    ("Чагамӣ", "Чагамӣ"): (37.802, 70.012),
    ("Доғистон", "Анҷиров"): (37.752, 70.058),
    ("Баҳорӣ", "Шӯрообод"): (37.842, 70.132),
}
MARKET_DAYS = {"Нуралишо": "4", "Хонақоҳ": "7"}  # ISO weekdays
OTHER_NAMES = {"Шӯрообод": "Шурообод, Шуро-обод, Shurobod", "Нуралишо": "Муъминобод, Muminobod", "Навобод": "Навабад"}


@dataclass(frozen=True)
class KnownRoad:
    """Between two villages: ``minutes`` as the teams drive it. ``closed``: why it is, in the months of winter."""

    first: str
    second: str
    km: float
    minutes: int
    closed: str = ""


ROADS = (
    KnownRoad("Зиракӣ", "Тебалай", 8.0, 15),
    KnownRoad("Зиракӣ", "Лағмон", 5.5, 12),
    KnownRoad("Зиракӣ", "Даҳана", 11.0, 18),
    KnownRoad("Даҳана", "Кадучӣ", 6.0, 14),
    KnownRoad("Даҳана", "Чорбоғ", 7.0, 18),
    KnownRoad("Зиракӣ", "Навобод", 9.0, 16),
    KnownRoad("Навобод", "Гулистон", 5.0, 11),
    KnownRoad("Тебалай", "Деҳибаланд", 21.0, 35),
    KnownRoad("Деҳибаланд", "Кулчашма", 10.0, 22),
    KnownRoad("Деҳибаланд", "Нуралишо", 12.5, 24),
    KnownRoad("Кулчашма", "Нуралишо", 9.5, 20),
    KnownRoad("Нуралишо", "Боғгай", 11.0, 28),
    KnownRoad("Боғгай", "Чилдухтарон", 9.5, 35, "снег на перевале"),
    KnownRoad("Кулчашма", "Шаҳидон", 28.0, 55),
    KnownRoad("Шаҳидон", "Хонақоҳ", 6.5, 14),
    KnownRoad("Хонақоҳ", "Гулдара", 9.0, 25),
    KnownRoad("Шаҳидон", "Сари Хосор", 31.0, 85, "снег на перевале"),
    KnownRoad("Навобод", "Чагамӣ", 24.0, 40),
    KnownRoad("Чагамӣ", "Анҷиров", 9.0, 25),
    KnownRoad("Чагамӣ", "Шӯрообод", 13.0, 30),
)
