"""Places and roads: added, changed, taken from addresses; roads closed and opened; what is estimated is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from centre_app.office import Office
from centre_app.places.queries import PlaceRow, RoadRow, places, roads
from tests.conftest import TODAY
from tests.factories.children import make_child
from tests.factories.places import make_closure, make_place, make_road
from tests.factories.teams import make_team
from tests.ui.settings.conftest import dialog, settle
from tests.ui.settings.hands import answer, undo
from ui.messages import MessageArea
from ui.settings.places import PlacesPage
from ui.shared.dialog import FormDialog
from ui.shared.rows import RowsEditor
from ui.shared.table import Table

MakePage = Callable[[type[PlacesPage]], PlacesPage]


@dataclass(frozen=True)
class Shown:
    """The page over its centre."""

    page: PlacesPage
    area: MessageArea
    office: Office

    def places(self) -> tuple[PlaceRow, ...]:
        """As written down."""
        with self.office.read() as session:
            return places(session, active_only=False)

    def roads(self) -> tuple[RoadRow, ...]:
        """As written down."""
        with self.office.read() as session:
            return roads(session)

    def choose(self, village: str) -> None:
        """Go to the line of this village."""
        assert self.page.table.select(lambda line: line.row.village == village)
        settle()


@pytest.fixture
def area() -> Iterator[MessageArea]:
    """Where messages are shown."""
    made = MessageArea()
    yield made
    made.deleteLater()


@pytest.fixture
def bare(page: MakePage, centre: Office, area: MessageArea) -> Shown:
    """The page without any place, of a centre with a child in Шугнов and two in Лангар."""
    with centre.write() as session:
        make_child(session, "Мадина", village="Шугнов")
        make_child(session, "Ҷамшед", village="Лангар")
        make_child(session, "Айбек", village="деҳаи Лангар", birth_date=date(2018, 1, 2))
    return Shown(page(PlacesPage), area, centre)


@pytest.fixture
def shown(page: MakePage, centre: Office, area: MessageArea) -> Shown:
    """Ховалинг, a team's base; roads to Сари Хосор and from there to Шугнов; Лангар without any."""
    with centre.write() as session:
        base = make_place(session, "Ховалинг", at=(38.35, 69.97))
        sari, shugnov = make_place(session, "Сари Хосор", market_days="27"), make_place(session, "Шугнов")
        make_place(session, "Лангар", municipality="Ҷомӣ")
        make_road(session, base, sari, 40, 20.5)
        winter = make_road(session, sari, shugnov, 30, 12.0)
        make_closure(session, winter, date(2026, 12, 1), date(2027, 3, 31), yearly=True, reason="барф")
        make_team(session, base=base)
    return Shown(page(PlacesPage), area, centre)


def cells(table: Table, name: str) -> list[str]:
    """The words of the line whose first cell says this."""
    lines = [[column.value(row) for column in table.model.columns] for row in table.rows()]
    return next(line for line in lines if line[0] == name)


def test_an_empty_list_offers_the_villages_of_addresses(bare: Shown) -> None:
    assert bare.page.table.rows() == []
    bare.page.take()
    asked = dialog(FormDialog)
    addresses = asked.form.values()["villages"]
    assert [address[2] for address in addresses] == ["Лангар", "Шугнов"]
    asked.form.set_values({"villages": addresses[:1]})
    asked.save()
    settle()
    assert [row.village for row in bare.places()] == ["Лангар"]
    assert bare.page.take_button.text() == "Take 1 village from children's addresses…"
    assert bare.page.take_button.isVisibleTo(bare.page)


def test_a_place_says_its_market_days_its_roads_and_what_is_estimated(shown: Shown) -> None:
    assert cells(shown.page.table, "Сари Хосор") == ["Сари Хосор", "Ховалинг", "Ховалинг", "–", "Tue, Sun", "2", ""]
    assert cells(shown.page.table, "Ховалинг")[3:] == ["38.35, 69.97", "", "1", "base of a team"]
    assert cells(shown.page.table, "Лангар")[5:] == ["–", "ways are estimated"]
    assert not shown.page.take_button.isVisibleTo(shown.page)


def test_a_place_is_added_beside_the_chosen_one_and_becomes_current(shown: Shown) -> None:
    shown.choose("Лангар")
    shown.page.add()
    assert dialog(FormDialog).form.raw()["municipality"] == "Ҷомӣ"
    answer(village="Дуоба", coordinates="38,51; 70,02", inner_km="0,5", market_days=(5,), note="пул")
    row = next(row for row in shown.places() if row.village == "Дуоба")
    assert (row.municipality, row.latitude, row.longitude, row.inner_km) == ("Ҷомӣ", 38.51, 70.02, 0.5)
    assert (row.market_days, row.note) == ("5", "пул")
    current = shown.page.table.current()
    assert current is not None and current.id == row.id


def test_coordinates_that_cannot_be_read_are_said_at_their_field(shown: Shown) -> None:
    shown.page.add()
    assert "Two numbers" in answer(village="Дуоба", coordinates="there").form.error("coordinates")
    assert len(shown.places()) == 4


def test_a_changed_place_can_be_changed_back_and_taken_out_of_use(shown: Shown) -> None:
    before = next(row for row in shown.places() if row.village == "Сари Хосор")
    shown.choose("Сари Хосор")
    shown.page.change_button.click()
    answer(village="Сари-Хосор", other_names="Sari Hosor", coordinates="38.55, 70.1")
    assert next(row for row in shown.places() if row.id == before.id).latitude == 38.55
    undo(shown.area)
    assert next(row for row in shown.places() if row.id == before.id) == before
    shown.page.use_button.click()
    settle()
    assert "Сари Хосор" not in [line.row.village for line in shown.page.table.rows()]
    shown.page.with_old.setChecked(True)
    shown.choose("Сари Хосор")
    assert shown.page.use_button.text() == "Use again"
    undo(shown.area)
    assert next(row for row in shown.places() if row.id == before.id) == before


def test_roads_of_the_chosen_place_stand_below_and_the_rest_is_worked_out(shown: Shown) -> None:
    shown.choose("Сари Хосор")
    below = shown.page.roads
    assert cells(below.table, "Ховалинг") == ["Ховалинг", "40", "20,5", "known road", ""]
    assert cells(below.table, "Шугнов")[3:] == ["known road", "every year 01.12 – 31.03, барф"]
    assert below.words.text() == "The way to 1 other place is estimated: no known road leads there."
    shown.choose("Шугнов")
    below.with_all.setChecked(True)
    assert cells(below.table, "Ховалинг") == ["Ховалинг", "70", "32,5", "over known roads", ""]
    assert cells(below.table, "Лангар") == ["Лангар", "45", "25,0", "estimated", ""]


def test_an_estimate_becomes_a_road(shown: Shown) -> None:
    shown.choose("Лангар")
    below = shown.page.roads
    below.with_all.setChecked(True)
    below.table.select(lambda line: line.to == "Сари Хосор")
    below.change_button.click()
    assert dialog(FormDialog).form.values()["minutes"] == 45
    answer(minutes=35, km="14,5")
    assert (35, 14.5) in [(road.minutes, road.km) for road in shown.roads()]
    undo(shown.area)
    assert len(shown.roads()) == 2


def test_a_road_that_closes_cuts_off_what_lies_behind_until_it_is_opened(shown: Shown) -> None:
    shown.choose("Сари Хосор")
    below = shown.page.roads
    below.table.select(lambda line: line.to == "Ховалинг")
    below.close_button.click()
    answer(last_day=TODAY + timedelta(days=9), reason="сел")
    assert cells(shown.page.table, "Шугнов")[-1] == "cut off: the road is closed"
    assert cells(below.table, "Ховалинг")[-1] == "closed today: 20.11.2026 – 29.11.2026, сел"
    below.table.select(lambda line: line.to == "Ховалинг")
    below.open_button.click()
    settle()
    assert cells(shown.page.table, "Шугнов")[-1] == ""
    assert cells(below.table, "Ховалинг")[-1] == ""
    undo(shown.area)
    assert cells(below.table, "Ховалинг")[-1] == "closed today: 20.11.2026 – 29.11.2026, сел"


def test_a_road_is_changed_with_its_closures_and_changed_back(shown: Shown) -> None:
    before = shown.roads()
    shown.choose("Шугнов")
    below = shown.page.roads
    below.table.select(lambda line: line.to == "Сари Хосор")
    below.change_button.click()
    (winter,) = dialog(FormDialog).form.values()["closures"]
    more = {"first_day": TODAY, "last_day": None, "reason": "сел", "yearly": False}
    answer(minutes=55, closures=[winter | {"last_day": date(2027, 4, 15)}, more])
    changed = next(road for road in shown.roads() if road.minutes == 55)
    assert [(each.last_day, each.yearly) for each in changed.closures] == [(None, False), (date(2027, 4, 15), True)]
    undo(shown.area)
    assert shown.roads() == before


def test_what_is_wrong_with_a_closure_is_said_in_its_line(shown: Shown) -> None:
    shown.choose("Шугнов")
    below = shown.page.roads
    below.table.select(lambda line: line.to == "Сари Хосор")
    below.change_button.click()
    asked = answer(closures=[{"first_day": TODAY, "last_day": None, "reason": "", "yearly": True}])
    editor = asked.form.editor("closures")
    assert isinstance(editor, RowsEditor)
    (line,) = editor.rows()
    assert "opens again" in line.error("last_day")
    assert shown.roads()[0].closures[0].reason == "барф"


def test_a_road_leads_to_a_place_that_has_none_yet(shown: Shown) -> None:
    shown.choose("Ховалинг")
    shown.page.roads.add()
    choice = dialog(FormDialog).form.widget("to")
    assert [choice.itemText(at) for at in range(choice.count())][1:] == ["Лангар", "Шугнов"]  # type: ignore[attr-defined]


def test_a_road_that_was_taken_away_comes_back(shown: Shown) -> None:
    before = [(road.minutes, road.km, len(road.closures)) for road in shown.roads()]
    shown.choose("Шугнов")
    below = shown.page.roads
    below.table.select(lambda line: line.to == "Сари Хосор")
    below.remove_button.click()
    settle()
    assert len(shown.roads()) == 1
    assert below.table.rows() == []
    undo(shown.area)
    assert [(road.minutes, road.km, len(road.closures)) for road in shown.roads()] == before
