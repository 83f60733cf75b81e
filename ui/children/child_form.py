"""What is written about a child, as a form; and the values of the form as the action takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from centre_app.children.inputs import AlertInput, ChildInput, FirstEnrolment, GuardianInput
from centre_app.children.queries import PlacesUsed, next_number, places_used
from centre_app.codelists.queries import labels
from centre_app.errors import UserError
from centre_app.language.translate import N_, _
from centre_app.sites.queries import ServiceRow, services, the_site
from ui.shared.fields import (
    Birth,
    BirthValue,
    Choice,
    Day,
    Heading,
    MultiChoice,
    Multiline,
    Note,
    Part,
    Phone,
    Rows,
    Text,
)

Choices = list[tuple[Any, str]]


@dataclass(frozen=True)
class FormWords:
    """What a form offers to choose from, in the language of the screen."""

    places: PlacesUsed
    disabilities: Choices
    languages: Choices
    relationships: Choices
    alerts: Choices
    services: list[ServiceRow]
    next_number: str
    province: str
    district: str


def read_form_words(session: Any, language: str) -> FormWords:
    """One reading for the whole form."""

    def choices(name: str) -> Choices:
        return list(labels(session, name, language, active_only=True).items())

    site = the_site(session)
    return FormWords(
        places=places_used(session, language=language),
        disabilities=choices("disability_type"),
        languages=choices("family_language"),
        relationships=choices("relationship"),
        alerts=choices("alert_kind"),
        services=services(session),
        next_number=next_number(session),
        province=site.province,
        district=site.district,
    )


def child_parts(words: FormWords, today: date, *, new: bool) -> list[Part]:
    """The fields, in the order in which a family tells them."""
    return [
        Heading(_("Name")),
        Text("surname", _("Surname"), max_length=120),
        Text("given_name", _("Given name"), required=True, max_length=120),
        Text("patronymic", _("Patronymic"), max_length=120),
        Text(
            "number",
            _("Number"),
            max_length=20,
            placeholder=words.next_number if new else "",
            hint=_("Left empty, the next number is given.") if new else "",
        ),
        Text("other_names", _("Other names and spellings"), max_length=300, width=2),
        Birth("birth", _("Date of birth"), today=today),
        Choice("sex", _("Sex"), choices=[("female", _("girl")), ("male", _("boy"))]),
        Choice("language", _("Language of the family"), choices=words.languages),
        Heading(_("Family")),
        Rows(
            "guardians",
            _("Parents and guardians"),
            fields=[
                Text("name", _("Name"), max_length=200),
                Choice("relationship", _("Relationship"), choices=words.relationships),
                Phone("phone", _("Phone")),
            ],
            add_text=_("Add a guardian"),
        ),
        Heading(_("Home")),
        Text("province", _("Province"), max_length=200, suggestions=words.places.provinces),
        Text("district", _("District"), max_length=200, suggestions=words.places.districts),
        Text("municipality", _("Municipality"), max_length=200, suggestions=words.places.municipalities),
        Text("village", _("Village"), max_length=200, suggestions=words.places.villages),
        Text("address", _("Street and house"), max_length=300),
        Phone("phone", _("Phone at home")),
        Text("landmark", _("How to find it"), max_length=300, width=2, hint=_("A landmark: the mill, the blue gate")),
        Text("latitude", _("Latitude"), hint=_("If known, for example 38.3421")),
        Text("longitude", _("Longitude"), hint=_("If known, for example 69.9876")),
        Heading(_("Support")),
        Choice("primary_disability", _("Primary type of disability"), choices=words.disabilities),
        MultiChoice("further_disabilities", _("Further types"), choices=words.disabilities),
        Rows(
            "alerts",
            _("Alerts: what whoever cares for the child must know"),
            fields=[
                Choice("kind", _("Kind"), choices=words.alerts),
                Text("note", _("What to do"), max_length=300),
            ],
            add_text=_("Add an alert"),
        ),
        Multiline("notes", _("Notes")),
        Heading(_("Consent to a photo")),
        Day("photo_consent_on", _("Consent given on"), today=today),
        Text("photo_consent_by", _("Given by"), max_length=200),
        *(_enrolment_parts(words, today) if new else ()),
    ]


def _enrolment_parts(words: FormWords, today: date) -> Sequence[Part]:
    places: Choices = []
    for service in words.services:
        if not service.groups:
            places.append(((service.id, None), service.name))
        places.extend(((service.id, group.id), f"{service.name} · {group.name}") for group in service.groups)
    if not places:
        return [Note(_("Services and groups are added in Settings; then the child can be enrolled."))]
    return [
        Heading(_("First enrolment")),
        Choice("enrol_in", _("Enrol in"), choices=places, empty=_("not yet")),
        Day("start_day", _("From"), today=today),
    ]


def as_values(child: ChildInput) -> dict[str, Any]:
    """What the form shows of a child."""
    values: dict[str, Any] = dict(vars(child))
    precision = values.pop("birth_precision")
    born = values.pop("birth_date")
    values["birth"] = BirthValue(
        day=born if precision == "day" else None, year=born.year if born is not None and precision == "year" else None
    )
    values["guardians"] = tuple(dict(vars(one)) for one in child.guardians)
    values["alerts"] = tuple(dict(vars(one)) for one in child.alerts)
    for name in ("latitude", "longitude"):
        values[name] = "" if values[name] is None else str(values[name])
    return values


def as_input(values: Mapping[str, Any]) -> ChildInput:
    """The form's values as the action takes them. Raises UserError for coordinates that are no numbers."""
    given = {name: value for name, value in values.items() if name not in ("birth", "enrol_in", "start_day")}
    birth: BirthValue = values["birth"]
    given["birth_date"] = birth.day or (date(birth.year, 1, 1) if birth.year else None)
    given["birth_precision"] = "day" if birth.day else "year" if birth.year else "unknown"
    given["guardians"] = tuple(
        GuardianInput(**_own(row, ("name", "relationship", "phone"))) for row in values["guardians"]
    )
    given["alerts"] = tuple(AlertInput(kind=row["kind"] or "", note=row.get("note") or "") for row in values["alerts"])
    for name in ("latitude", "longitude"):
        given[name] = _coordinate(str(values[name]), name)
    return ChildInput(**given)


def first_enrolment(values: Mapping[str, Any], today: date) -> FirstEnrolment | None:
    """The enrolment that is made together with the registration, None where none was chosen."""
    chosen: tuple[UUID, UUID | None] | None = values.get("enrol_in")
    if chosen is None:
        return None
    return FirstEnrolment(service_id=chosen[0], group_id=chosen[1], start_day=values.get("start_day") or today)


def _own(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _coordinate(text: str, field: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise UserError(N_("Please write degrees as a number, for example 38.3421."), field=field) from None
