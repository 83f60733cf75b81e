"""The code lists that come with the app say everything in five languages."""

import json
from pathlib import Path

import pytest

from centre_app.language.translate import LANGUAGES

LISTS = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parents[1] / "resources" / "codelists").glob("*.json"))
}
# As in the definitions of what is counted.
ABSENCES = [
    "illness", "parent_ill", "treatment", "quarantine", "weather_road", "no_transport", "family", "parents_leave",
    "summer", "repair", "event", "unexcused", "unknown",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_has_a_label_in_every_language(name: str) -> None:
    for entry in LISTS[name]:
        assert set(entry["labels"]) == set(LANGUAGES), entry["code"]
        assert all(label == label.strip() != "" for label in entry["labels"].values()), entry["code"]


@pytest.mark.parametrize("name", LISTS)
def test_no_code_and_no_label_stands_twice_in_a_list(name: str) -> None:
    codes = [entry["code"] for entry in LISTS[name]]
    assert len(set(codes)) == len(codes)
    for language in LANGUAGES:
        labels = [entry["labels"][language] for entry in LISTS[name]]
        assert len(set(labels)) == len(labels), language


def test_the_reasons_of_absence_are_those_that_are_counted() -> None:
    assert [entry["code"] for entry in LISTS["absence_reason"]] == ABSENCES
