"""The engine: ages, branching, respondents, scores."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.instruments.definition import Ages, CutOff, Definition, Scoring
from centre_app.instruments.library import given
from centre_app.instruments.own import OwnAnswer, content_of
from centre_app.instruments.reading import read_definition
from centre_app.instruments.result import sentences
from centre_app.instruments.rules import (
    AGE,
    INDICATED,
    NOT_INDICATED,
    UNCLEAR,
    Age,
    Fit,
    age_in_months,
    applying,
    changes,
    check_answers,
    check_respondent,
    cut_off,
    fit,
    missing,
    months_for,
    score,
    tidied,
)
from centre_app.language.translate import Words
from tests.factories.instruments import first_answers, own_scale

EN = Words.of("en")
YOUNG, OLD = given()["cfm_2_4"], given()["cfm_5_17"]
AT = {"cfm_2_4": 40, "cfm_5_17": 100}


def own(**values: Any) -> Definition:
    return read_definition(content_of(own_scale(**values), "tg", code="own_eating", version=1001))


def functioning(definition: Definition, **said: str) -> dict[str, Any]:
    months = AT[definition.code]
    return score(definition, first_answers(definition, months, **said), months)["functioning"]


class TestAge:
    def test_months_are_whole_and_count_from_the_birthday(self) -> None:
        born = date(2024, 11, 20)
        assert age_in_months(born, "day", date(2026, 11, 19)) == Age(23, 23)
        assert age_in_months(born, "day", date(2026, 11, 20)) == Age(24, 24)

    def test_a_year_alone_gives_the_least_and_the_most(self) -> None:
        age = age_in_months(date(2022, 1, 1), "year", date(2026, 11, 20))
        assert age == Age(46, 58)
        assert not age.exact

    def test_who_was_born_in_this_very_year_may_be_born_today(self) -> None:
        assert age_in_months(date(2026, 1, 1), "year", date(2026, 3, 1)) == Age(0, 2)

    @example(born=st.dates(date(2005, 1, 1), date(2026, 12, 31)), day=st.dates(date(2005, 1, 1), date(2030, 12, 31)))
    def test_the_exact_age_lies_within_what_the_year_alone_says(self, born: date, day: date) -> None:
        exact, rough = age_in_months(born, "day", day), age_in_months(date(born.year, 1, 1), "year", day)
        if exact is None:
            assert day < born
            return
        assert rough is not None
        assert rough.least <= exact.least <= rough.most

    def test_an_unknown_birth_has_no_age(self) -> None:
        assert age_in_months(None, "unknown", date(2026, 11, 20)) is None

    @pytest.mark.parametrize(
        ("age", "expected"),
        [
            (Age(23, 23), Fit.YOUNG),
            (Age(24, 24), Fit.YES),
            (Age(59, 59), Fit.YES),
            (Age(60, 60), Fit.OLD),
            (Age(46, 58), Fit.YES),
            (Age(20, 31), Fit.PERHAPS),
            (Age(55, 66), Fit.PERHAPS),
            (None, Fit.UNKNOWN),
        ],
    )
    def test_whether_an_instrument_fits(self, age: Age | None, expected: Fit) -> None:
        assert fit(Ages(24, 60), age) is expected

    def test_under_two_the_milestones_and_from_eighteen_nothing_of_the_modules(self) -> None:
        assert fit(YOUNG.ages, Age(23, 23)) is Fit.YOUNG
        assert (YOUNG.instead or {})["young"] == "milestones_0_2"
        assert given()["milestones_0_2"].ages.covers(23)
        assert fit(OLD.ages, Age(216, 216)) is Fit.OLD

    def test_an_age_that_is_not_known_must_be_chosen_and_must_be_possible(self) -> None:
        assert months_for(Age(30, 30), None) == 30
        assert months_for(Age(30, 30), 99) == 30, "a birth day is never overruled"
        assert months_for(Age(46, 58), 50) == 50
        for age, chosen in ((None, None), (Age(46, 58), None), (Age(46, 58), 60), (None, -1)):
            with pytest.raises(UserError) as wrong:
                months_for(age, chosen)
            assert wrong.value.field == "age_months"


class TestBranching:
    def test_with_glasses_the_question_with_glasses_is_asked(self) -> None:
        def codes(answer: str) -> set[str]:
            return {item.code for item in applying(YOUNG, {"CF1": answer}, 40)} & {"CF2", "CF3"}

        assert codes("yes") == {"CF2"}
        assert codes("no") == {"CF3"}
        assert codes("dont_know") == {"CF3"}, "no aid is known of: seeing is asked all the same"

    def test_an_answer_to_a_question_that_is_gone_opens_no_other(self) -> None:
        answers = {"CF7": "no", "CF8": "some"}
        codes = {item.code for item in applying(OLD, answers, 100)}
        assert "CF9" not in codes
        assert "CF12" in codes

    def test_who_cannot_walk_the_short_way_is_not_asked_for_the_long_one(self) -> None:
        assert "CF13" not in {item.code for item in applying(OLD, {"CF7": "no", "CF12": "cannot"}, 100)}
        assert "CF13" in {item.code for item in applying(OLD, {"CF7": "no", "CF12": "some"}, 100)}

    def test_milestones_ask_by_the_age(self) -> None:
        asked = applying(given()["milestones_0_2"], {}, 13)
        assert {item.section for item in asked} == {"m12"}
        assert len(asked) == 4

    def test_what_does_not_apply_any_more_is_not_kept(self) -> None:
        kept = tidied(OLD, {"CF1": "no", "CF2": "cannot", "CF3": "none"}, 100)
        assert kept == {"CF1": "no", "CF3": "none", AGE: 100}

    @example(st.data())
    def test_answering_what_is_asked_ends_with_nothing_missing(self, data: st.DataObject) -> None:
        definition = data.draw(st.sampled_from([YOUNG, OLD]))
        months, answers = AT[definition.code], dict[str, str]()
        for _step in definition.items:
            left = missing(definition, answers, months)
            if not left:
                break
            codes = [answer.code for answer in definition.answers_of(left[0])]
            answers[left[0].code] = data.draw(st.sampled_from(codes))
        assert not missing(definition, answers, months)
        assert tidied(definition, answers, months) == {**answers, AGE: months}


# As the practice notes fix it: any domain at “a lot” or worse; behaviour of the small ones only “a lot more”; anxiety
# and depression only daily; with glasses or a hearing aid the aided answer.
DECIDING = {
    "cfm_2_4": {
        "seeing": ["CF2", "CF3"],
        "hearing": ["CF5", "CF6"],
        "walking": ["CF8", "CF10"],
        "fine_motor": ["CF11"],
        "communication": ["CF12", "CF13"],
        "learning": ["CF14"],
        "playing": ["CF15"],
        "behaviour": ["CF16"],
    },
    "cfm_5_17": {
        "seeing": ["CF2", "CF3"],
        "hearing": ["CF5", "CF6"],
        "walking": ["CF8", "CF9", "CF12", "CF13"],
        "self_care": ["CF14"],
        "communication": ["CF15", "CF16"],
        "learning": ["CF17"],
        "remembering": ["CF18"],
        "concentrating": ["CF19"],
        "change": ["CF20"],
        "behaviour": ["CF21"],
        "friends": ["CF22"],
        "anxiety": ["CF23"],
        "depression": ["CF24"],
    },
}
POSITIVE = {"a_lot", "cannot", "a_lot_more", "daily"}


class TestScreening:
    def test_nothing_hard_means_nothing_indicated(self) -> None:
        for definition in (YOUNG, OLD):
            assert functioning(definition) == {"value": NOT_INDICATED, "positive": [], "unclear": []}

    @pytest.mark.parametrize("definition", [YOUNG, OLD], ids=lambda one: one.code)
    def test_each_domain_is_indicated_from_a_lot_of_difficulty_on(self, definition: Definition) -> None:
        for section, items in DECIDING[definition.code].items():
            item = items[-1] if section != "walking" else items[0]
            aids = {"CF2": "CF1", "CF5": "CF4", "CF8": "CF7", "CF9": "CF7"}
            said = {aids[item]: "yes"} if item in aids else {}
            if item == "CF3":
                said = {"CF1": "no"}
            scale = definition.item(item)
            assert scale is not None
            for answer in definition.answers_of(scale):
                found = functioning(definition, **said, **{item: answer.code})
                assert (section in found["positive"]) == (answer.code in POSITIVE), (section, answer.code)

    def test_more_is_not_a_lot_more_and_weekly_is_not_daily(self) -> None:
        assert functioning(YOUNG, CF16="more")["value"] == NOT_INDICATED
        assert functioning(YOUNG, CF16="a_lot_more")["positive"] == ["behaviour"]
        assert functioning(OLD, CF23="weekly", CF24="weekly")["value"] == NOT_INDICATED
        assert functioning(OLD, CF23="daily", CF24="daily")["positive"] == ["anxiety", "depression"]

    def test_with_glasses_and_hearing_aid_the_aided_answer_counts(self) -> None:
        assert functioning(OLD, CF1="yes", CF2="some", CF4="yes", CF5="none")["value"] == NOT_INDICATED
        assert functioning(OLD, CF1="yes", CF2="a_lot")["positive"] == ["seeing"]

    def test_walking_counts_without_the_device_and_keeps_both_answers(self) -> None:
        # The published tabulation of the module takes CF8 (and CF9) where CF7 is yes; the answers with the device are
        # kept beside them.
        found = functioning(OLD, CF7="yes", CF8="a_lot", CF10="none", CF11="none")
        assert found["positive"] == ["walking"]
        assert functioning(OLD, CF7="yes", CF8="some", CF9="some", CF10="cannot")["value"] == NOT_INDICATED
        assert functioning(YOUNG, CF7="yes", CF8="cannot", CF9="none")["positive"] == ["walking"]
        kept = tidied(OLD, first_answers(OLD, 100, CF7="yes", CF8="a_lot", CF10="none"), 100)
        assert {"CF8", "CF10"} <= set(kept)

    def test_not_known_and_refused_are_never_no_difficulty(self) -> None:
        for answer in ("dont_know", "refused"):
            assert functioning(OLD, CF17=answer) == {"value": UNCLEAR, "positive": [], "unclear": ["learning"]}
            both = functioning(OLD, CF17=answer, CF18="cannot")
            assert (both["value"], both["unclear"]) == (INDICATED, ["learning"])

    def test_one_clear_answer_of_a_domain_is_enough_to_indicate_it(self) -> None:
        assert functioning(OLD, CF15="dont_know", CF16="a_lot")["positive"] == ["communication"]
        assert functioning(OLD, CF15="dont_know", CF16="none")["unclear"] == ["communication"]

    @example(st.data())
    def test_any_answers_are_scored_as_the_cut_offs_say(self, data: st.DataObject) -> None:
        definition = data.draw(st.sampled_from([YOUNG, OLD]))
        months, answers = AT[definition.code], dict[str, str]()
        while left := missing(definition, answers, months):
            codes = [answer.code for answer in definition.answers_of(left[0])]
            answers[left[0].code] = data.draw(st.sampled_from(codes))
        found = score(definition, answers, months)["functioning"]
        expected = [
            section
            for section, items in DECIDING[definition.code].items()
            if any(answers.get(item) in POSITIVE for item in items)
        ]
        assert found["positive"] == expected
        assert (found["value"] == INDICATED) == bool(expected)

    def test_the_words_never_say_diagnosis_of_anything(self) -> None:
        scores = score(OLD, first_answers(OLD, 100, CF17="cannot", CF18="dont_know"), 100)
        assert sentences(OLD, scores, EN) == (
            "Functional difficulty is indicated in: learning. Not clear in: remembering.",
            "This is a screening, not a diagnosis, and not about eligibility.",
        )
        for said in ({}, {"CF18": "refused"}):
            scores = score(OLD, first_answers(OLD, 100, **said), 100)
            assert sentences(OLD, scores, EN)[-1].startswith("This is a screening, not a diagnosis")


class TestRespondents:
    def test_for_the_small_ones_somebody_answers_with_name_and_reason(self) -> None:
        check_respondent(YOUNG, "mother", "Раҳимова Мавҷуда", "young", 40)
        for field, said in (
            ("respondent", ("", "Раҳимова", "young")),
            ("respondent", ("child", "", "")),
            ("respondent_name", ("mother", "", "young")),
            ("proxy_reason", ("mother", "Раҳимова", "")),
        ):
            with pytest.raises(UserError) as wrong:
                check_respondent(YOUNG, *said, 40)
            assert wrong.value.field == field

    def test_for_the_older_ones_the_reason_is_welcome_and_not_needed(self) -> None:
        check_respondent(OLD, "father", "Раҳимов Фарҳод", "", 100)

    def test_a_specialist_speaks_for_oneself(self) -> None:
        check_respondent(given()["gmfcs"], "specialist", "", "", 100)


class TestAnswers:
    def test_a_question_or_an_answer_that_is_not_there_is_refused_at_it(self) -> None:
        for answers, field in (({"CF99": "yes"}, "CF99"), ({"CF1": "perhaps"}, "CF1"), ({AGE: "40"}, AGE)):
            with pytest.raises(UserError) as wrong:
                check_answers(OLD, answers)
            assert wrong.value.field == field

    def test_taking_an_answer_back_is_no_wrong_answer(self) -> None:
        check_answers(OLD, {"CF1": None})

    def test_of_a_list_where_all_may_be_left_out_one_answer_is_needed(self) -> None:
        profile = given()["icf_profile"]
        assert [item.code for item in missing(profile, {}, 100)] == ["b117"]
        assert missing(profile, {"e310": "plus3"}, 100) == []


class TestNumbers:
    def test_a_sum_adds_up_and_says_of_how_many(self) -> None:
        scores = score(own(), {"q1": "a2", "q2": "a3"}, 100)
        assert scores["total"] == {"value": 3.0, "of": 2, "asked": 2, "most": 4.0}
        assert sentences(own(), scores, EN) == ("Хӯрокхӯрӣ: 3 of 4",)

    def test_a_sum_with_a_hole_is_none_and_says_so(self) -> None:
        scores = score(own(), {"q1": "a2", "q2": "a4"}, 100)
        assert scores["total"]["value"] is None
        assert sentences(own(), scores, EN) == ("Хӯрокхӯрӣ: cannot be added up, 1 answer is not known",)

    def test_a_mean_stands_on_what_is_known(self) -> None:
        scores = score(own(scoring="mean"), {"q1": "a2", "q2": "a4"}, 100)
        assert scores["total"] == {"value": 1.0, "of": 1, "asked": 2}
        assert sentences(own(scoring="mean"), scores, EN) == ("Хӯрокхӯрӣ: 1 on average (1 of 2 answers)",)

    def test_a_count_is_of_the_best_answer(self) -> None:
        counted = own(scoring="count", answers=(OwnAnswer("не", 0), OwnAnswer("ҳа", 1)))
        assert score(counted, {"q1": "a2", "q2": "a1"}, 100)["total"] == {"value": 1, "of": 2, "asked": 2}

    def test_a_level_is_a_category_and_never_a_number(self) -> None:
        gmfcs = given()["gmfcs"]
        assert score(gmfcs, {"level": "III"}, 100) == {"level": {"value": "III"}}
        assert score(gmfcs, {"level": "not_yet_known"}, 100) == {"level": {"value": None}}

    def test_the_profile_lists_what_weighs_most(self) -> None:
        profile = given()["icf_profile"]
        answers = {"b735": "q3", "d450.performance": "q1", "d450.capacity": "q4", "e460": "minus3", "e310": "plus4"}
        scores = score(profile, answers, 100)
        assert scores["marked"]["positive"] == ["b735", "d450.capacity", "e460"]
        assert sentences(profile, scores, EN)[0].startswith("5 codes written down.")

    @example(st.lists(st.integers(0, 40), min_size=1, max_size=6, unique=True), st.integers(-5, 45))
    def test_a_cut_off_is_the_highest_that_is_reached(self, leasts: list[int], value: int) -> None:
        scoring = Scoring("total", "sum", {}, "", tuple(CutOff(least, {"en": str(least)}) for least in sorted(leasts)))
        reached = [least for least in leasts if least <= value]
        assert cut_off(scoring, value) == ({"en": str(max(reached))} if reached else None)


class TestChanges:
    def test_only_what_was_answered_otherwise_both_times_is_a_change(self) -> None:
        before = {"CF14": "some", "CF15": "none", "CF17": "a_lot"}
        after = {"CF14": "none", "CF15": "none", "CF18": "some"}
        found = changes(OLD, before, after)
        assert [(one.item.code, one.before.code, one.after.code) for one in found] == [("CF14", "some", "none")]
