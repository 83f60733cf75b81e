"""Names as they are given around Kulob: Tajik, some Uzbek, Kyrgyz and Russian. Invented people, real names.

Surnames are kept as roots; their endings differ within one village and between brothers and sisters' generations
(practice notes, 6): -ов, -зода, -ӣ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class People:
    """A people's names. ``styles`` are the ways surnames are formed, as ``families.surname_in`` knows them."""

    language: str  # code list family_language
    share: int  # families in a hundred
    roots: tuple[str, ...]
    boys: tuple[str, ...]
    girls: tuple[str, ...]
    fathers: tuple[str, ...]
    mothers: tuple[str, ...]
    styles: tuple[str, ...]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TAJIK = People(
    language="tajik",
    share=82,
    roots=_names(
        "Раҳим Карим Назар Шариф Ҷӯра Сафар Мирзо Давлат Саид Ғафур Қурбон Бобо Раҷаб Одина Юсуф Ҳасан Табар Зариф Нур"
        " Ибод Амир Абдулло Ҳаким Исмоил Рустам Искандар Шодӣ Холиқ Муҳаммад Ғуломи Сангин Чилла Имом Алӣ Валӣ Ҷалол"
        " Камол Маҳмад Наҷмиддин Пир Остон Шамс Тоҳир Ятим Ёр Фозил Ҳафиз Латиф Орзу Вафо"
    ),
    boys=_names(
        "Ҷамшед Фаррух Далер Алишер Рустам Сӯҳроб Умед Беҳрӯз Шаҳром Фирдавс Муҳаммад Абубакр Юсуф Исо Амирҷон Сомон"
        " Манучеҳр Хуршед Парвиз Ёсин Абдулло Исмоил Сиёвуш Ардашер Зафар Имрон Комрон Билол Сино Бахтиёр Шодмон Дориюш"
        " Нуриддин Идрис Саидҷон Фарҳод Хусрав Эраҷ Мустафо Ҳасан Ҳусейн"
    ),
    girls=_names(
        "Мадина Фотима Зуҳро Нигина Шаҳло Парвина Манижа Сабрина Рухшона Мавҷуда Зулайхо Ситора Наргис Дилноза Оиша"
        " Марям Таҳмина Зарина Ҷамила Гулрухсор Шабнам Фарзона Меҳрангез Нилуфар Сумайя Хадиҷа Амина Муҳаббат Лола"
        " Гуландом Насиба Робия Ҳадия Сафия Анисаи Моҳира Райҳона Шукрона Ҳафиза Мижгона"
    ),
    fathers=_names(
        "Ҷамшед Фаррух Далер Алишер Рустам Сӯҳроб Умед Шаҳром Парвиз Зафар Бахтиёр Нуриддин Идрис Фарҳод Хуршед Қодир"
        " Сафар Назар Мурод Раҷаб Исмат Ҷалол Абдураҳим Абдуқодир Саидмурод Давлат Холмурод Қурбон Шариф Тоҷиддин"
    ),
    mothers=_names(
        "Гулнора Саодат Зебо Мавлуда Хосият Бибиоиша Сайрам Дилором Тоҷинисо Шарофат Назокат Рӯзигул Ҷумагул Санавбар"
        " Гулчеҳра Ойниҳол Маҳбуба Савринисо Моҳрухсор Нозанин Зайнаб Гавҳар Ҳикоят Бунафша Фарангис"
    ),
    styles=("ов", "ов", "зода", "зода", "зода", "ӣ"),
)
UZBEK = People(
    language="uzbek",
    share=12,
    roots=_names("Тошмат Эргаш Холмат Юлдош Каримқул Ҳамроқул Норқул Бойқул Турсун Ўрозмат Жўрабек Мамат Саттор Ашур"),
    boys=_names("Дилшод Ойбек Жасур Улуғбек Шерзод Отабек Жаҳонгир Сардор Бобур Азиз Ислом Шоҳрух Темур"),
    girls=_names("Нодира Феруза Шаҳноза Гулбаҳор Малика Дилфуза Юлдуз Севара Камола Зебинисо Хилола Мафтуна"),
    fathers=_names("Дилшод Ойбек Жасур Шерзод Отабек Сардор Эркин Баҳодир Тоҳир Акмал Рустам"),
    mothers=_names("Ҳалима Ойдин Турсуной Раъно Барно Мунира Сожида Ҳурсаной Адолат"),
    styles=("ов",),
)
KYRGYZ = People(
    language="kyrgyz",
    share=3,
    roots=_names("Асан Мамат Токтогул Бакыт Жумабек Осмон Сыдык Кадыр"),
    boys=_names("Айбек Нурлан Бекзат Эрлан Азамат Тилек Улан Нурсултан"),
    girls=_names("Айгүл Бегимай Жылдыз Нурзат Айпери Гүлзат Мээрим Чолпон"),
    fathers=_names("Бакыт Нурлан Кубан Талант Эмил Жолдош"),
    mothers=_names("Гүлнара Назгүл Жаңыл Бүбүсара Анаркүл Калыс"),
    styles=("ов", "уулу"),
)
RUSSIAN = People(
    language="russian",
    share=3,
    roots=_names("Иван Петр Смирн Кузнец Васильев Морозов Волк Соколов"),
    boys=_names("Артём Максим Данила Иван Кирилл Тимур Егор Семён"),
    girls=_names("Алина Мария София Дарья Елена Полина Виктория Ксения"),
    fathers=_names("Иван Антон Роман Максим Виктор Павел Степан Олег"),
    mothers=_names("Светлана Ольга Наталья Ирина Татьяна Людмила"),
    styles=("ов",),
)
PEOPLES = (TAJIK, UZBEK, KYRGYZ, RUSSIAN)
# Endings of a patronymic by the father's name's last letter, and the few that do not follow it.
PATRONYMICS: Mapping[str, tuple[str, str]] = {"Павел": ("Павлович", "Павловна")}
STAFF = (
    ("therapist", "Саида Назарова", "specialist"),
    ("secretary", "Манижа Шарифзода", "secretary"),
    ("social", "Раҳматулло Каримов", "social_worker"),
    ("outreach", "Давлатбек Одинаев", "outreach_worker"),
    ("numbers", "Фаридун Латифӣ", "numbers_only"),
)
THERAPIST = "therapist"  # signs in as the first of the therapists
MANAGER = "Гулнора Қодирова"
