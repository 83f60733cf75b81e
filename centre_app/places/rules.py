"""What may be written about places and roads, and how far two points are from each other. Pure."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.places.closures import in_year
from centre_app.places.finding import PlaceFinder as PlaceFinder
from centre_app.places.finding import PlaceNames as PlaceNames
from centre_app.places.finding import address_key as address_key

EARTH_RADIUS_KM = 6371.0088  # the mean radius (IUGG)
MOST_INNER_MINUTES, MOST_INNER_KM = 240, 100
MOST_ROAD_MINUTES, MOST_ROAD_KM = 1440, 2000
_DEGREES = re.compile(r"[-−]?[0-9]{1,3}(?:[.,][0-9]+)?")


def great_circle_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The shortest way over the earth in kilometres between two points in degrees (the haversine formula)."""
    north, other_north = math.radians(latitude), math.radians(other_latitude)
    east = math.radians(other_longitude - longitude)
    half = math.sin((other_north - north) / 2) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def check_coordinates(latitude: float | None, longitude: float | None) -> None:
    """Both or none, in their ranges. Raises UserError at ``coordinates``."""
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        raise UserError(N_("Write both coordinates, or none."), field="coordinates")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # false for what is no number, too
        raise UserError(
            N_("Latitude is from −90 to 90, longitude from −180 to 180: “38.35, 69.83”."), field="coordinates"
        )


def parse_coordinates(text: str) -> tuple[float, float] | None:
    """ "38.3516, 69.8342" as maps give it, also with decimal commas: (latitude, longitude); None for an empty text.

    Raises UserError at ``coordinates`` for anything else.
    """
    if not text.strip():
        return None
    commas = "," if re.fullmatch(r"[^,]*,[^,]*", text) and "." in text else r"[,;](?=\s)|;|\s"
    parts = [part.strip() for part in re.split(commas, text.strip()) if part.strip()]
    if len(parts) != 2 or not all(_DEGREES.fullmatch(part) for part in parts):
        raise UserError(N_("Two numbers are expected, as maps give them: “38.35, 69.83”."), field="coordinates")
    latitude, longitude = (float(part.replace(",", ".").replace("−", "-")) for part in parts)
    check_coordinates(latitude, longitude)
    return latitude, longitude


def coordinates_text(latitude: float | None, longitude: float | None) -> str:
    """ "38.3516, 69.8342", as ``parse_coordinates`` reads it; "" where there are none."""
    if latitude is None or longitude is None:
        return ""
    return ", ".join(f"{degrees:.6f}".rstrip("0").rstrip(".") for degrees in (latitude, longitude))


def check_weekdays(days: str, *, field: str) -> str:
    """ISO weekdays, each once and in order: "73" -> "37". Raises UserError at ``field``."""
    if not set(days) <= set("1234567"):
        raise UserError(N_("These are no days of the week."), field=field)
    return "".join(sorted(set(days)))


def check_closure_days(first: date, last: date | None, *, yearly: bool) -> date | None:
    """The last day of a closure as it is kept. A yearly one that ends before it begins ends in the next year.

    Raises UserError at ``last_day``: before the first day; a yearly one without an end or of a year and more.
    """
    if not yearly:
        if last is not None and last < first:
            raise UserError(N_("The last day lies before the first."), field="last_day")
        return last
    if last is None:
        raise UserError(N_("A road that is closed every year opens again: until which day?"), field="last_day")
    if last < first:
        turned = (last.month, last.day) < (first.month, first.day)
        last = in_year(last, first.year + 1 if turned else first.year)
    if last >= in_year(first, first.year + 1) - timedelta(days=1):
        raise UserError(N_("This would close the road for a whole year, every year."), field="last_day")
    return last


def check_number(value: float, least: float, most: float, *, field: str, label: str) -> None:
    """Raises UserError at ``field`` for a number out of its range. ``label`` is the field's name as a msgid."""
    if not least <= value <= most:
        raise UserError(
            N_("“{label}” must be from {least} to {most}."), field=field, label=Message(label), least=least, most=most
        )
