"""Route sheets of a week, and the round as one file in its order."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import LANGUAGES, Words
from centre_app.outreach.codes import shown_code
from centre_app.outreach.models import Visit
from centre_app.places.queries import roads
from centre_app.reports import rounds, rounds_page
from centre_app.reports.catalogue import make, traces
from centre_app.reports.parameters import FORMS, FULL_NAMES, ROUND, SECOND_LANGUAGE, TEAM, WEEK, read_parameters
from centre_app.reports.road import initials
from centre_app.security.access import Actor, Role
from tests.centre_app.reports import road_samples, samples
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.road_centre import TASK, RoadCentre, road_centre
from tests.conftest import SiteIds
from tests.factories.children import make_child
from tests.factories.places import make_closure
from tests.factories.visits import make_planned_round
from tests.statements import counted

WORDS = Words.of("en")
KNOWN = (WEEK, TEAM, ROUND, FORMS, FULL_NAMES, SECOND_LANGUAGE)


@pytest.fixture
def road(session: OfficeSession, site: SiteIds) -> RoadCentre:
    return road_centre(session, site)


def collect(session: OfficeSession, **asked: object) -> rounds.Rounds:
    """The papers of week 48."""
    return rounds.collect(session, read_parameters(session, KNOWN, {"week": "2026-W48", **asked}), WORDS)


def draw(data: rounds.Rounds, words: Words = WORDS) -> bytes:
    return rounds_page.render(data, words, lambda: None)


class TestWhatItSays:
    def test_stops_stand_in_the_rounds_order_with_the_way_from_the_stop_before(
        self, session: OfficeSession, road: RoadCentre
    ) -> None:
        (sheet,) = collect(session).sheets
        assert [(stop.number, stop.place) for stop in sheet.stops] == [
            ("K-0001", "Сари Хосор"),
            ("K-0002", "Сари Хосор"),
            ("K-0003", "Сари Хосор, Ховалинг"),  # no place of the teams: what the address says
        ]
        ways = [stop.way for stop in sheet.stops]
        assert [way and (way.km, way.minutes, way.estimated) for way in ways] == [
            (21.5, 40, False),
            (1.0, 5, False),
            None,
        ]
        assert (sheet.team, sheet.base, sheet.crew) == ("Гурӯҳи кӯҳ", "Ховалинг", ("Саида Назарова",))

    def test_the_page_says_place_landmark_phone_purpose_task_and_code(
        self, session: OfficeSession, road: RoadCentre, drawn: Drawn
    ) -> None:
        made = collect(session)
        draw(made)
        code = made.sheets[0].stops[0].visit.code
        assert code is not None
        said = (
            *("Р. Ҷ., K-0001", "09:00", "паси масҷид, дарвозаи кабуд", "+992 93 555-12-34", "therapy at home", TASK),
            *("21,5 km", "nobody at home", "Odometer when leaving", "Returned on", "Shredded on", shown_code(code)),
        )
        for words in said:
            assert words in drawn.together, words
        assert not drawn.beyond

    def test_a_closed_road_is_said_with_its_reason(
        self, session: OfficeSession, road: RoadCentre, drawn: Drawn
    ) -> None:
        (way,) = roads(session)
        make_closure(session, way.id, date(2026, 11, 1), date(2027, 3, 31), reason="барф")
        draw(collect(session))
        assert "is closed until 31.03.2027: барф" in drawn.together

    def test_names_are_hidden_unless_they_were_chosen(
        self, session: OfficeSession, road: RoadCentre, drawn: Drawn
    ) -> None:
        draw(collect(session, forms=True))
        for name in ("Раҳимов", "Ҷамшед", "Анора", "Каримова", "Раҳимова"):
            assert not drawn.has(name), name
        draw(collect(session, forms=True, full_names=True))
        assert drawn.has("Раҳимов Ҷамшед Фарҳодович, K-0001")

    def test_whoever_may_not_read_notes_gets_neither_goals_nor_tasks(
        self, session: OfficeSession, road: RoadCentre, drawn: Drawn
    ) -> None:
        session.actor = Actor(None, "Зарина Котиба", Role.SECRETARY)
        made = collect(session, forms=True)
        draw(made)
        assert pages(draw(made)) == 4  # the sheet and three forms, no cards
        assert not drawn.has(TASK)
        assert not drawn.has("Худаш менишинад")

    def test_what_was_called_off_is_no_stop_and_is_said(
        self, session: OfficeSession, road: RoadCentre, drawn: Drawn
    ) -> None:
        visit = session.get_one(Visit, road.visits[1])
        visit.outcome, visit.reason = "ill", "ill_child"
        session.flush()
        (sheet,) = collect(session).sheets
        assert [stop.number for stop in sheet.stops] == ["K-0001", "K-0003"]
        draw(collect(session))
        assert drawn.has("Called off: do not go there")
        assert drawn.has("К. А., K-0002")

    def test_a_week_without_rounds_is_a_page_that_says_so(
        self, session: OfficeSession, site: SiteIds, drawn: Drawn
    ) -> None:
        assert pages(draw(collect(session))) == 1
        assert drawn.has("No visits are planned for this week.")

    def test_one_team_or_one_round_alone(self, session: OfficeSession, site: SiteIds, road: RoadCentre) -> None:
        other = make_child(session, "Фирӯз")
        make_planned_round(session, site.site, [other], collect(session).sheets[0].round.day)
        assert len(collect(session).sheets) == 2
        assert [sheet.round.id for sheet in collect(session, team=road.team).sheets] == [road.round]
        alone = collect(session, round=road.round, week="2026-W40")
        assert ([sheet.round.id for sheet in alone.sheets], rounds.file_stem(alone)) == (
            [road.round],
            "round-2026-11-24",
        )
        with pytest.raises(NotFound):
            collect(session, round=uuid.uuid4())

    def test_the_number_of_statements_does_not_grow_with_the_round(
        self, session: OfficeSession, site: SiteIds, road: RoadCentre
    ) -> None:
        collect(session, forms=True)
        with counted(session) as few:
            collect(session, forms=True)
        more = [make_child(session, name) for name in ("Фирӯз", "Мадина", "Далер", "Парвиз")]
        make_planned_round(session, site.site, more, collect(session).sheets[0].round.day)
        with counted(session) as many:
            collect(session, forms=True)
        assert len(many) == len(few)


class TestOneFile:
    def test_forms_and_cards_follow_the_sheet_in_its_order(
        self, session: OfficeSession, road: RoadCentre, drawn: Drawn
    ) -> None:
        assert pages(draw(collect(session, forms=True))) == 1 + 3 + 3
        titles = [
            text for text in drawn.texts if text in ("Route sheet", "Visit form") or "Home programme card" in text
        ]
        heads = [text for text in titles if "·" not in text]
        assert [text.partition(" /")[0] for text in heads] == [
            "Route sheet",
            *["Visit form", "Home programme card"] * 3,
        ]
        assert "Бо қошуқ хӯрад" in drawn.together

    def test_the_trace_names_each_child_and_says_when_names_were_shown(
        self, session: OfficeSession, road: RoadCentre
    ) -> None:
        told = traces(session, "rounds", {"week": "2026-W48"})
        assert told == tuple((child, "rounds") for child in road.children)
        assert traces(session, "rounds", {"week": "2026-W48", "full_names": True})[0] == (
            road.children[0],
            "rounds+names",
        )


class TestForMachines:
    def test_the_json_holds_what_the_plan_says_and_numbers_for_children(
        self, session: OfficeSession, road: RoadCentre
    ) -> None:
        found = json.loads(make(session, "rounds", {"week": "2026-W48", "full_names": True}, "ru", "json").content)
        assert set(found) == {"week", "rounds"}
        (one,) = found["rounds"]
        assert set(one) == {"team", "day", "vehicle", "set", "start", "end", "km", "planned_km", "visits"}
        assert (one["day"], one["set"], one["start"], one["end"], one["planned_km"]) == (
            "2026-11-24",
            True,
            "08:00",
            "15:00",
            42.0,
        )
        assert [(visit["child"], visit["outcome"], visit["arrive"]) for visit in one["visits"]] == [
            ("K-0001", "planned", "09:00"),
            ("K-0002", "planned", "10:00"),
            ("K-0003", "planned", "11:00"),
        ]
        assert "Ҷамшед" not in json.dumps(found, ensure_ascii=False)

    def test_the_spreadsheet_has_a_row_a_visit(self, session: OfficeSession, road: RoadCentre) -> None:
        (sheet,) = rounds.as_sheets(collect(session), WORDS)
        assert [len(row) for row in sheet.rows] == [len(sheet.header)] * 3
        assert sheet.rows[0][6] == "Р. Ҷ., K-0001"

    def test_it_is_made_in_every_language_and_format(self, session: OfficeSession, road: RoadCentre) -> None:
        for language in LANGUAGES:
            for format in ("pdf", "xlsx"):
                found = make(session, "rounds", {"week": "2026-W48", "forms": True}, language, format)
                assert found.name == f"rounds-2026-W48.{format}"


class TestPage:
    def test_25_stops_of_any_length_stand_on_their_pages(self, drawn: Drawn) -> None:
        words = samples.LongWords()
        stops = [road_samples.stop(place) for place in range(1, 24)]
        stops += [road_samples.long_stop(24), road_samples.bare_stop(25)]
        pdf = draw(road_samples.rounds(words, road_samples.sheet(words, *stops)), words)
        assert pages(pdf) <= 6
        assert not drawn.beyond
        assert not drawn.lost
        for place in (1, 24, 25):
            assert str(place) in drawn.texts
        assert " ".join(samples.LONG_NAME)[:30] in drawn.together
        assert drawn.has(f"Pageонҳо {pages(pdf)} of {pages(pdf)}")

    def test_lunch_stands_between_the_stops_it_is_taken_between(self, drawn: Drawn) -> None:
        stops = [road_samples.stop(place, visited=_at(place, hour)) for place, hour in ((1, 540), (2, 780))]
        draw(road_samples.rounds(WORDS, road_samples.sheet(WORDS, *stops, lunch_minute=725)))
        order = [drawn.texts.index(text) for text in ("09:00", "12:05", "13:00", "16:25")]
        assert order == sorted(order)

    def test_an_estimated_way_says_so(self, drawn: Drawn) -> None:
        draw(road_samples.rounds(WORDS, road_samples.sheet(WORDS, road_samples.stop(2))))
        assert "~ 12,4 km" in drawn.texts
        assert drawn.has("Nobody has measured this way yet")

    def test_a_round_that_was_not_said_to_the_team_is_marked_as_a_draft(self, drawn: Drawn) -> None:
        draw(road_samples.rounds(WORDS, road_samples.sheet(WORDS, road_samples.stop(1), is_set=False)))
        assert drawn.has("Draft: not said to the team")


def _at(place: int, minute: int) -> Any:
    return road_samples.visit(place, planned_minute=minute)


@pytest.mark.parametrize(
    ("names", "short"),
    [(("Раҳимов", "Ҷамшед"), "Р. Ҷ."), (("", "анора"), "А."), (("ӯлмас", ""), "Ӯ."), (("", " "), "")],
)
def test_initials_of_what_names_there_are(names: tuple[str, str], short: str) -> None:
    assert initials(*names) == short
