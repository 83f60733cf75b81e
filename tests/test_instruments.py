"""The instruments that come with the app: valid, in five languages, and never changed without a new version."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from centre_app.instruments.definition import Definition
from centre_app.instruments.library import FIRST_OWN_VERSION, FOLDER, ORDER, SHARED, given, given_content
from centre_app.language.translate import LANGUAGES

# (version, the first letters of the content's SHA-256). Whoever changes what is asked counts the version up: fillings
# name the version they were asked by. Then the new line comes here.
KEPT = {
    "milestones_0_2": (1, "c3e2aaa4277b72e7"),
    "cfm_2_4": (1, "589662716f915b45"),
    "cfm_5_17": (1, "aa6ab5aaecde22d9"),
    "portage_areas": (1, "78f40f49bef56252"),
    "gmfcs": (1, "3e408d44509e87a6"),
    "macs": (1, "d895835c1e6f1e65"),
    "cfcs": (1, "73ae7f6557888e05"),
    "icf_profile": (1, "376ecfa98dcca654"),
}  # fmt: skip


def labels_in(content: object) -> Iterator[dict[str, str]]:
    """Every set of words in a file, however deep."""
    if isinstance(content, dict):
        if set(content) == set(LANGUAGES):
            yield content
        else:
            for value in content.values():
                yield from labels_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from labels_in(value)


def content_of(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def test_every_file_is_offered_and_nothing_else() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {*ORDER, SHARED}
    assert tuple(given()) == ORDER


@pytest.mark.parametrize("code", ORDER)
def test_a_given_instrument_is_valid_and_called_as_its_file(code: str) -> None:
    definition = given()[code]
    assert definition.code == code
    assert 1 <= definition.version < FIRST_OWN_VERSION
    assert definition.items
    assert all(one in given() for one in (definition.instead or {}).values())


@pytest.mark.parametrize("code", ORDER)
def test_what_is_asked_changes_only_with_the_version(code: str) -> None:
    content = json.dumps(given_content(code), ensure_ascii=False, sort_keys=True)
    assert (given()[code].version, hashlib.sha256(content.encode()).hexdigest()[:16]) == KEPT[code]


@pytest.mark.parametrize("name", [*ORDER, SHARED])
def test_every_word_is_there_in_five_languages(name: str) -> None:
    found = list(labels_in(content_of(name)))
    assert found
    for labels in found:
        assert all(words == words.strip() != "" for words in labels.values()), labels["en"]
        assert all(labels[language] != labels["en"] for language in LANGUAGES if language != "en"), labels["en"]


@pytest.mark.parametrize("name", [*ORDER, SHARED])
def test_each_language_is_written_with_its_own_letters(name: str) -> None:
    strange = {"tg": "щыцьі", "ky": "іәғқұӣӯ", "kk": "ӣӯҷҳ", "ru": "ңөүғқӯҳҷәіұ"}
    for labels in labels_in(content_of(name)):
        for language, letters in strange.items():
            assert not set(letters) & set(labels[language].casefold()), (language, labels[language])
            assert re.search("[а-яё]", labels[language].casefold()) or labels["en"].isupper(), labels[language]


@pytest.mark.parametrize("name", [*ORDER, SHARED])
def test_words_speak_of_the_person_first_and_never_of_a_diagnosis(name: str) -> None:
    for labels in labels_in(content_of(name)):
        for words in labels.values():
            assert not re.search(r"инвалид|дебил|диагно|diagnos|ташхис|норма", words.casefold()), words


@pytest.mark.parametrize("code", ORDER)
def test_no_two_answers_of_a_scale_and_no_two_questions_side_by_side_read_alike(code: str) -> None:
    definition: Definition = given()[code]
    for language in LANGUAGES:
        for answers in definition.scales.values():
            words = [answer.labels[language] for answer in answers]
            assert len(set(words)) == len(words), (language, words)
        asked = [(item.text[language], item.part and item.part[language]) for item in definition.items]
        assert len(set(asked)) == len(asked), language


def test_the_child_functioning_modules_have_their_questions_and_domains() -> None:
    young, old = given()["cfm_2_4"], given()["cfm_5_17"]
    assert (len(young.items), len(young.sections)) == (16, 8)
    assert (len(old.items), len(old.sections)) == (24, 13)
    assert (young.ages.first, young.ages.until, old.ages.first, old.ages.until) == (24, 60, 60, 216)
    assert all(one.proxy for one in young.respondents)
    assert young.proxy_reason == "needed"


def test_milestones_ask_four_things_at_each_age_without_a_gap_or_an_overlap() -> None:
    milestones = given()["milestones_0_2"]
    for months in range(milestones.ages.first, milestones.ages.until or 0):
        assert sum(item.ages.covers(months) for item in milestones.items) == 4, months
    assert {item.ages.first for item in milestones.items} == {3, 6, 9, 12, 18, 24}


def test_classifications_are_for_cerebral_palsy_alone_and_count_nothing() -> None:
    for code in ("gmfcs", "macs", "cfcs"):
        definition = given()[code]
        assert definition.only_for == ("cerebral_palsy",)
        assert [score.how for score in definition.scorings] == ["category"]
        assert [answer.mark for answer in definition.scales["level"]][:5] == ["I", "II", "III", "IV", "V"]
        assert all(answer.points is None for answer in definition.scales["level"])


def test_the_icf_profile_asks_activities_twice_and_the_surroundings_both_ways() -> None:
    profile = given()["icf_profile"]
    activities = [item for item in profile.items if item.section == "d"]
    assert {item.code.split(".")[1] for item in activities} == {"performance", "capacity"}
    assert len(activities) == 2 * len({item.code.split(".")[0] for item in activities})
    assert [answer.mark for answer in profile.scales["qualifier"]] == ["0", "1", "2", "3", "4", "8", "9"]
    assert {answer.mark for answer in profile.scales["environment"]} == {
        *("+1", "+2", "+3", "+4", "0", ".1", ".2", ".3", ".4", "8", "9")
    }
    assert all(item.code[0] == item.section for item in profile.items)
