"""Days as people here write and read them: dd.MM.yyyy everywhere, day first, months and weekdays in five languages.

The names stand here and not in the catalogues, because typed and imported dates are read in all five at once.
"""

import re
from datetime import date, timedelta
from functools import cache

from centre_app.language.fold import match_key
from centre_app.language.translate import Words, current
from centre_app.language.written import UNKNOWN, day_text, moment_text

__all__ = [
    "age_text",
    "day_text",
    "moment_text",
    "month_names",
    "month_text",
    "parse_day",
    "parse_week",
    "weekday_names",
]

_MONTHS: dict[str, str] = {
    "en": "January February March April May June July August September October November December",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "tg": "январ феврал март апрел май июн июл август сентябр октябр ноябр декабр",
    "ky": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
}
# As in «5 марта», «5 марти» and as they are cut short; only read, never written.
_MONTHS_READ_TOO = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри",
    "jan feb mar apr may jun jul aug sept oct nov dec",
)
_MONTH_OF_YEAR = {"en": "{month} {year}", "ru": "{month} {year}", "tg": "{month}и {year}", "ky": "{year}-ж. {month}",
                  "kk": "{year} ж. {month}"}  # fmt: skip
_WEEKDAYS: dict[str, str] = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "tg": "душанбе сешанбе чоршанбе панҷшанбе ҷумъа шанбе якшанбе",
    "ky": "дүйшөмбү шейшемби шаршемби бейшемби жума ишемби жекшемби",
    "kk": "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі",
}
_WEEKDAYS_SHORT: dict[str, str] = {
    "en": "Mon Tue Wed Thu Fri Sat Sun",
    "ru": "пн вт ср чт пт сб вс",
    "tg": "дш сш чш пш ҷм шб яш",
    "ky": "дш шш шр бш жм иш жш",
    "kk": "дс сс ср бс жм сб жс",
}
_NEAR_DAYS = {0: "today сегодня имрӯз бүгүн бүгін", -1: "yesterday вчера дирӯз кечээ кеше",
              1: "tomorrow завтра фардо эртең ертең пагоҳ"}  # fmt: skip
# Words about a date that say nothing: «5 марта 2018 г.», «2018 жылғы 5 наурыз», "March 5th, of 2018".
_SAY_NOTHING = frozenset(
    {"г", "год", "года", "ж", "жыл", "жылы", "жылғы", "жылдын", "с", "сол", "соли", "моҳи"}
    | {"th", "st", "nd", "rd", "of", "the"}
)

_LONGEST = 60
_DAYS_FROM_TODAY = re.compile(r"([+-])\s*([0-9]{1,5})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_DAY_FIRST = re.compile(
    r"([0-9]{1,2})[-./, ]\s*([0-9]{1,2})(?:[-./, ]\s*([0-9]{4}|[0-9]{2}))?(?:\s+00?:00(?::00)?)?\.?"
)
_ONLY_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_NUMBER_OR_WORD = re.compile(r"[0-9]+|[^\W\d_]+")


def month_names(words: Words | None = None) -> tuple[str, ...]:
    """The twelve months by themselves, January first."""
    return tuple(_MONTHS[(words or current()).language].split())


def month_text(year: int, month: int, words: Words | None = None) -> str:
    """A month of a year as a heading has it: «октябрь 2026»."""
    words = words or current()
    return _MONTH_OF_YEAR[words.language].format(month=month_names(words)[month - 1], year=year)


def weekday_names(words: Words | None = None, short: bool = False) -> tuple[str, ...]:
    """The seven days, Monday first; `short` as a narrow column's head."""
    return tuple((_WEEKDAYS_SHORT if short else _WEEKDAYS)[(words or current()).language].split())


def age_text(years: int | None, months: int | None, words: Words | None = None) -> str:
    """An age of whole years and the months beyond: «5 лет 8 мес.»; without `months` years alone; None: a dash."""
    if years is None:
        return UNKNOWN
    words = words or current()
    # Translators: a child's age, as short as it is usual. {years} and {months} are whole numbers.
    in_years = words.ngettext("{years} year", "{years} years", years).format(years=years)
    if months is None or (years and not months):
        return in_years
    in_months = words.ngettext("{months} mo.", "{months} mo.", months).format(months=months)
    return f"{in_years} {in_months}" if years else in_months


def parse_day(text: str, today: date) -> date | None:
    """The day that a person means by `text`, or None where it cannot be one. The day always comes before the month.

    `5.3` (of the year of `today`), `5/3/18`, `05032018`, `050318`, `2018-03-05`, «5 марта 2018», months in five
    languages, today, yesterday and tomorrow in five languages, and `+7`, `-1` counted from `today`. A bare year or
    a bare day is not a day. A year of two digits is the one that is at most a year ahead of `today`.
    """
    text = text.strip().casefold()
    if not text or len(text) > _LONGEST:
        return None
    if found := _DAYS_FROM_TODAY.fullmatch(text):
        return _moved(today, int(found[1] + found[2]))
    if found := _YEAR_FIRST.fullmatch(text.upper()):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    parts = _NUMBER_OR_WORD.findall(text)
    while parts and parts[-1] in _SAY_NOTHING:
        text = text[: text.rindex(parts.pop())].rstrip()
    if found := _DAY_FIRST.fullmatch(text) or _ONLY_DIGITS.fullmatch(text):
        return _day(_year(found[3], today), int(found[2]), int(found[1]))
    return _in_words(parts, today)


def parse_week(text: str) -> date | None:
    """The Monday of ``2026-W48`` (ISO 8601), or None where it is no week of the centuries a centre works in."""
    found = re.fullmatch(r"\s*([0-9]{4})-?[Ww]([0-9]{1,2})\s*", text)
    if found is None or not 1900 <= int(found[1]) <= 2200:
        return None
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:  # the year has no such week
        return None


def _in_words(parts: list[str], today: date) -> date | None:
    """«сегодня», «5 марта», «March 5th, 2018», «2018 жылғы 5 наурыз», already in parts."""
    said = [part for part in parts if part not in _SAY_NOTHING]
    words = [part for part in said if not part.isdigit()]
    numbers = [part for part in said if part.isdigit()]
    if len(words) != 1:
        return None
    if not numbers:
        near = _near_days().get(match_key(words[0]))
        return None if near is None else _moved(today, near)
    month = _month_named(words[0])
    years_first = len(numbers) == 2 and len(numbers[0]) == 4
    day, year = (numbers[1], numbers[0]) if years_first else (numbers[0], numbers[1] if len(numbers) == 2 else None)
    if month is None or len(numbers) > 2 or len(day) > 2 or (year is not None and len(year) not in (2, 4)):
        return None
    return _day(_year(year, today), month, int(day))


def _month_named(word: str) -> int | None:
    """1–12 for the name of a month in any of the languages, whole or at least its first three letters."""
    key = match_key(word)
    if len(key) < 2:
        return None
    names = _month_keys()
    if key in names:
        return names[key]
    begun = {month for name, month in names.items() if len(key) > 2 and name.startswith(key)}
    return begun.pop() if len(begun) == 1 else None


@cache
def _month_keys() -> dict[str, int]:
    lists = (*_MONTHS.values(), *_MONTHS_READ_TOO)
    return {match_key(name): month for names in lists for month, name in enumerate(names.split(), start=1)}


@cache
def _near_days() -> dict[str, int]:
    return {match_key(name): days for days, names in _NEAR_DAYS.items() for name in names.split()}


def _year(text: str | None, today: date) -> int:
    if text is None:
        return today.year
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= (today.year + 1) % 100 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None
