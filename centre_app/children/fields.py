"""The names of a child's fields, as forms, sentences and the history say them."""

from __future__ import annotations

from collections.abc import Mapping

from centre_app.language.translate import N_

LABELS: Mapping[str, str] = {
    "number": N_("Number"),
    "surname": N_("Surname"),
    "given_name": N_("Given name"),
    "patronymic": N_("Patronymic"),
    "other_names": N_("Other names and spellings"),
    "birth_date": N_("Date of birth"),
    "birth_precision": N_("How exactly the date of birth is known"),
    "sex": N_("Sex"),
    "province": N_("Province"),
    "district": N_("District"),
    "municipality": N_("Municipality"),
    "village": N_("Village"),
    "address": N_("Address"),
    "landmark": N_("Landmark"),
    "phone": N_("Phone"),
    "latitude": N_("Latitude"),
    "longitude": N_("Longitude"),
    "guardians": N_("Parents and guardians"),
    "primary_disability": N_("Primary type of disability"),
    "further_disabilities": N_("Further types of disability"),
    "alerts": N_("Alerts"),
    "language": N_("Language of the family"),
    "notes": N_("Notes"),
    "photo_consent_on": N_("Consent to a photo, day"),
    "photo_consent_by": N_("Consent to a photo, given by"),
    "registered_on": N_("Registered on"),
    "archived_on": N_("Archived on"),
    "archive_reason": N_("Reason of archiving"),
}
GUARDIAN_LABELS: Mapping[str, str] = {
    "name": N_("Name of the parent or guardian"),
    "relationship": N_("Relationship"),
    "phone": N_("Phone of the parent or guardian"),
}
ALERT_LABELS: Mapping[str, str] = {"kind": N_("Kind of alert"), "note": N_("Note on the alert")}
ENROLMENT_LABELS: Mapping[str, str] = {
    "service_id": N_("Service"),
    "group_id": N_("Group"),
    "start_day": N_("Start"),
    "end_day": N_("End"),
    "end_reason": N_("Reason of leaving"),
    "note": N_("Note"),
}
SEX_LABELS: Mapping[str, str] = {"female": N_("girl"), "male": N_("boy"), "unknown": N_("not known")}
PRECISION_LABELS: Mapping[str, str] = {
    "day": N_("the full date"),
    "year": N_("the year only"),
    "unknown": N_("not known"),
}

# The most letters each field of one line takes: as wide as its column.
LIMITS: Mapping[str, int] = {
    "number": 20,
    "surname": 120,
    "given_name": 120,
    "patronymic": 120,
    "other_names": 300,
    "province": 200,
    "district": 200,
    "municipality": 200,
    "village": 200,
    "address": 300,
    "landmark": 300,
    "photo_consent_by": 200,
}
LONGEST_NOTES = 20_000
