"""Where the families live: districts of the practice notes with jamoats and villages, in Tajik spelling."""

from __future__ import annotations

from dataclasses import dataclass

PROVINCE = "Хатлон"
CENTRE_DISTRICT = "Кӯлоб"


@dataclass(frozen=True)
class District:
    """``share`` of the families in a hundred; ``far``: winter roads close now and then."""

    province: str
    name: str
    share: int
    far: bool
    villages: tuple[tuple[str, str], ...]  # (jamoat, village)


DISTRICTS = (
    District(
        PROVINCE,
        CENTRE_DISTRICT,
        58,
        False,
        (
            ("Зиракӣ", "Зиракӣ"),
            ("Зиракӣ", "Тебалай"),
            ("Даҳана", "Даҳана"),
            ("Даҳана", "Кадучӣ"),
            ("Зарбдор", "Навобод"),
            ("Зарбдор", "Гулистон"),
            ("Зиракӣ", "Лағмон"),
            ("Даҳана", "Чорбоғ"),
        ),
    ),
    District(
        PROVINCE,
        "Муминобод",
        17,
        True,
        (
            ("Балхобӣ", "Деҳибаланд"),
            ("Балхобӣ", "Кулчашма"),
            ("Нуралишо", "Нуралишо"),
            ("Боғгай", "Боғгай"),
            ("Чилдухтарон", "Чилдухтарон"),
        ),
    ),
    District(
        PROVINCE,
        "Ховалинг",
        13,
        True,
        (("Лоҳутӣ", "Шаҳидон"), ("Лоҳутӣ", "Хонақоҳ"), ("Ҷомӣ", "Гулдара"), ("Сари Хосор", "Сари Хосор")),
    ),
    District(
        PROVINCE,
        "Шамсиддин Шоҳин",
        8,
        True,
        (("Чагамӣ", "Чагамӣ"), ("Доғистон", "Анҷиров"), ("Баҳорӣ", "Шӯрообод")),
    ),
    District("Суғд", "Панҷакент", 4, True, (("Ёрӣ", "Ёрӣ"), ("Косатарош", "Косатарош"), ("Рӯдакӣ", "Панҷрӯд"))),
)
VISITED_DISTRICTS = frozenset({"Муминобод", "Ховалинг", "Шамсиддин Шоҳин"})  # where the teams go
STREETS = ("кӯчаи Рӯдакӣ", "кӯчаи Сомонӣ", "кӯчаи Борбад", "кӯчаи Айнӣ", "кӯчаи Дӯстӣ", "кӯчаи Навбаҳор")
LANDMARKS = ("назди мактаб", "паси мағоза", "назди пул", "рӯ ба рӯи бунгоҳи тиббӣ", "поёни ҷӯй", "")
