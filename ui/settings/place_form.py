"""The form of a place, and the choice of villages from children's addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from centre_app.language.translate import _, ngettext
from centre_app.places.actions import PlaceInput
from centre_app.places.queries import MissingPlace, PlaceRow
from centre_app.places.rules import MOST_INNER_KM, MOST_INNER_MINUTES, coordinates_text, parse_coordinates
from ui.shared.form import Heading, MultiChoice, Number, Part, Text
from ui.weekday_times import day_choices

_SAME = ("village", "municipality", "district", "other_names", "note", "inner_minutes")


def place_fields(places: Iterable[PlaceRow]) -> list[Part]:
    """The fields; districts and municipalities that were written before are offered."""
    rows = list(places)
    return [
        Text("village", _("Village"), required=True, max_length=200),
        Text(
            "municipality",
            _("Municipality"),
            max_length=200,
            suggestions=sorted({row.municipality for row in rows} - {""}),
        ),
        Text("district", _("District"), max_length=200, suggestions=sorted({row.district for row in rows} - {""})),
        Text(
            "other_names",
            _("Other spellings"),
            max_length=300,
            hint=_("Parted by commas. Children whose address has one of them live here."),
        ),
        Text(
            "coordinates",
            _("Coordinates"),
            max_length=60,
            placeholder="38.3516, 69.8342",
            hint=_("As a map gives them. Without them ways are estimated by names."),
        ),
        Text("note", _("Note"), max_length=300),
        Heading(_("From one home to the next inside the place")),
        Number("inner_minutes", _("Minutes"), maximum=MOST_INNER_MINUTES, required=True),
        Number("inner_km", _("Kilometres"), maximum=MOST_INNER_KM, decimals=1, required=True),
        Heading(_("Market days: nobody is at home")),
        MultiChoice("market_days", "", day_choices(), columns=4),
    ]


def new_place_values(beside: PlaceRow | None) -> dict[str, Any]:
    """What a form for a new place begins with: district and municipality of the one that is chosen."""
    usual = PlaceInput("")
    return {
        "district": beside.district if beside is not None else "",
        "municipality": beside.municipality if beside is not None else "",
        "inner_minutes": usual.inner_minutes,
        "inner_km": _km(usual.inner_km),
        "market_days": (),
    }


def place_values(row: PlaceRow) -> dict[str, Any]:
    """What the form shows of a place."""
    return {name: getattr(row, name) for name in _SAME} | {
        "inner_km": _km(row.inner_km),
        "coordinates": coordinates_text(row.latitude, row.longitude),
        "market_days": tuple(int(day) for day in row.market_days),
    }


def typed_place(values: Mapping[str, Any], *, active: bool = True) -> PlaceInput:
    """What was typed. Raises UserError at coordinates that cannot be read."""
    latitude, longitude = parse_coordinates(values["coordinates"]) or (None, None)
    return PlaceInput(
        **{name: values[name] for name in _SAME},
        inner_km=float(values["inner_km"]),
        latitude=latitude,
        longitude=longitude,
        market_days="".join(str(day) for day in values["market_days"]),
        active=active,
    )


def place_input(row: PlaceRow) -> PlaceInput:
    """A place as it is."""
    return PlaceInput(
        **{name: getattr(row, name) for name in _SAME},
        inner_km=row.inner_km,
        latitude=row.latitude,
        longitude=row.longitude,
        market_days=row.market_days,
        active=row.active,
    )


def village_choices(missing: Iterable[MissingPlace]) -> list[tuple[tuple[str, str, str], str]]:
    """(address, words) of each village that is no place yet: "Шугнов (Ховалинг): 3 children"."""
    choices = []
    for each in missing:
        around = ", ".join(part for part in (each.municipality, each.district) if part)
        name = f"{each.village} ({around})" if around else each.village
        lives = ngettext("{n} child", "{n} children", each.children).format(n=each.children)
        choices.append(((each.district, each.municipality, each.village), f"{name}: {lives}"))
    return choices


def _km(km: float) -> str:
    return f"{km:.1f}".replace(".", ",")
