"""Keying a visit: whole or nothing, once, with what follows from it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.outcomes.queries import outcomes_of
from centre_app.outreach.follow_ups import close_follow_up, follow_ups_of, open_follow_ups
from centre_app.outreach.models import OutcomeRule, Visit, VisitGoal
from centre_app.outreach.result_rules import NOT_SERVED, Concern, KeyedMeanwhile, VisitResult
from centre_app.outreach.results import key_visit, take_result_back
from centre_app.outreach.round_file import RoundFile, VisitLine, round_file
from centre_app.plans.models import HomePractice
from centre_app.plans.queries import home_practice_of
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.plans import goal_ids, make_plan
from tests.factories.visits import make_going_team, make_planned_round
from tests.statements import counted

DAY = TODAY - timedelta(days=2)
NAMES = ("Ҷамшед", "Нигина", "Зафар", "Мадина", "Фирдавс", "Шаҳло", "Баҳром", "Зарина")


Going = tuple[uuid.UUID, list[uuid.UUID]]  # a round and its visits


@pytest.fixture
def going(session: OfficeSession, site: SiteIds) -> Going:
    """A team's round to three homes the day before yesterday."""
    given_lists(session)
    team = make_going_team(session, site.site)
    children = [make_child(session, name) for name in NAMES[:3]]
    return make_planned_round(session, site.site, children, DAY, team=team)


def file_of(session: OfficeSession, round_id: uuid.UUID) -> RoundFile:
    return round_file(session, round_id, "tg")


def line(session: OfficeSession, round_id: uuid.UUID, at: int = 0) -> VisitLine:
    return file_of(session, round_id).visits[at]


def test_a_result_stands_whole_as_it_was_keyed(session: OfficeSession, going: Going) -> None:
    round_id, (visit, *_rest) = going
    child = line(session, round_id).child_id
    plan = make_plan(session, child)
    keyed = VisitResult(
        "done",
        arrived_minute=545,
        minutes=50,
        done_note="Нишастан бо такя, 3 × 5 дақиқа",
        parent_showed="Модар худаш нишон дод",
        task="Ҳар рӯз пас аз хӯрок",
        goals=(goal_ids(session, plan)[0],),
        practised="partly",
        practised_minutes=90,
        next_day=DAY + timedelta(days=14),
    )
    assert key_visit(session, visit, keyed, 1).edition == 2
    found = line(session, round_id)
    assert (found.outcome, found.result, found.edition, found.keyed_by) == ("done", keyed, 2, session.actor.name)
    assert found.keyed_at is not None
    assert file_of(session, round_id).open == 2


def test_keying_again_writes_over_and_leaves_nothing_behind(session: OfficeSession, going: Going) -> None:
    round_id, (visit, *_rest) = going
    plan = make_plan(session, line(session, round_id).child_id)
    first = VisitResult("done", goals=tuple(goal_ids(session, plan)), practised="done", practised_minutes=30)
    key_visit(session, visit, first, 1)
    key_visit(session, visit, VisitResult("nobody_home", reason="parent_away"), 2)
    assert line(session, round_id).result == VisitResult("nobody_home", reason="parent_away")
    assert session.scalar(select(func.count()).select_from(VisitGoal)) == 0
    assert session.scalar(select(func.count()).select_from(HomePractice)) == 0


def test_a_keyed_visit_takes_few_statements(session: OfficeSession, going: Going) -> None:
    _round, (visit, *_rest) = going
    with counted(session) as sent:
        key_visit(session, visit, VisitResult("done", minutes=45, done_note="Машқҳо", task="Такрор"), 1)
        session.flush()
    assert len(sent) <= 2


def test_a_round_is_read_in_as_many_statements_whatever_its_visits(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    children = [make_child(session, name) for name in NAMES]
    for child in children:
        make_plan(session, child)
    one, _visits = make_planned_round(session, site.site, children[:1], DAY)
    many, visits = make_planned_round(session, site.site, children, DAY)
    for visit in visits:
        key_visit(session, visit, VisitResult("done", practised="done", concerns=(Concern("illness"),)), 1)
    with counted(session) as few:
        round_file(session, one, "tg")
    with counted(session) as more:
        found = round_file(session, many, "tg")
    assert [visit.stop for visit in found.visits] == list(range(1, 9))
    assert all(visit.result is not None and visit.goals for visit in found.visits)
    assert len(more) <= len(few) + 3  # the results of what is keyed


def test_who_saw_an_older_edition_is_told_who_keyed_it_when_and_what_stands_there(
    session: OfficeSession, going: Going
) -> None:
    round_id, (visit, *_rest) = going
    key_visit(session, visit, VisitResult("done", minutes=40, task="Бо тӯб"), 1)
    with pytest.raises(KeyedMeanwhile) as caught:
        key_visit(session, visit, VisitResult("nobody_home"), 1)
    error = caught.value
    assert (error.by, error.edition) == (session.actor.name, 2)
    assert error.at is not None and error.standing is not None and error.standing.task == "Бо тӯб"
    assert "Гулнора Қодирова keyed this visit on" in error.in_words() and ": done" in error.in_words()
    assert line(session, round_id).outcome == "done"
    key_visit(session, visit, VisitResult("nobody_home"), error.edition)
    assert line(session, round_id).outcome == "nobody_home"


def test_a_visit_that_only_moved_in_the_plan_is_keyed_all_the_same(session: OfficeSession, going: Going) -> None:
    round_id, (visit, *_rest) = going
    session.get_one(Visit, visit).edition = 7
    session.flush()
    assert key_visit(session, visit, VisitResult("done"), 1).edition == 8
    assert line(session, round_id).outcome == "done"


def test_a_result_taken_back_leaves_the_visit_planned_and_the_history_knows(
    session: OfficeSession, going: Going
) -> None:
    round_id, (visit, *_rest) = going
    child = line(session, round_id).child_id
    plan = make_plan(session, child)
    keyed = key_visit(
        session,
        visit,
        VisitResult("done", goals=tuple(goal_ids(session, plan)), practised="done", concerns=(Concern("illness"),)),
        1,
    )
    take_result_back(session, visit, keyed.edition)
    found = line(session, round_id)
    assert (found.outcome, found.result, found.edition) == ("planned", None, 3)
    assert (found.keyed_at, found.keyed_by) == (None, "")
    assert follow_ups_of(session, child, "tg") == ()
    assert home_practice_of(session, [child], DAY, TODAY) == {child: ()}
    with pytest.raises(UserError, match="no result yet"):
        take_result_back(session, visit, 3)
    key_visit(session, visit, VisitResult("done"), 1)  # whoever looked at it before it was keyed may key it now
    session.finish()
    acts = set(session.scalars(select(HistoryEntry.act).where(HistoryEntry.child_id == child)))
    assert {"key_visit", "take_result_back"} <= acts


def test_what_a_family_practised_is_in_the_dose_exactly_once(session: OfficeSession, going: Going) -> None:
    round_id, (visit, *_rest) = going
    child = line(session, round_id).child_id
    edition = 1
    for minutes in (60, 60, 75):
        result = VisitResult("done", practised="partly", practised_minutes=minutes)
        edition = key_visit(session, visit, result, edition).edition
        found = outcomes_of(session, [child], DAY, TODAY)[child]
        assert (found.home_minutes, found.home_answers["partly"], len(found.home)) == (minutes, 1, 1)
        assert (found.home[0].visit_id, found.home[0].day, found.home[0].session_id) == (visit, DAY, None)
    take_result_back(session, visit, edition)
    assert outcomes_of(session, [child], DAY, TODAY)[child].home_minutes == 0


@pytest.mark.parametrize("outcome", NOT_SERVED)
def test_each_outcome_opens_the_follow_up_of_its_rule_once(session: OfficeSession, going: Going, outcome: str) -> None:
    round_id, (visit, *_rest) = going
    child = line(session, round_id).child_id
    wanted = {"refused": "refusal", "moved": "address"}.get(outcome)
    result = VisitResult(outcome, reason="other")
    opened = key_visit(session, visit, result, 1).follow_ups
    again = key_visit(session, visit, replace(result, reason_note="Дубора"), 2).follow_ups
    found = open_follow_ups(session, "tg")
    assert [row.kind for row in found] == ([wanted] if wanted else [])
    assert (len(opened), again) == (1 if wanted else 0, ())
    if wanted:
        row = found[0]
        assert (row.id, row.child_id, row.visit_id, row.visit_day) == (opened[0], child, visit, DAY)
        assert (row.owner, row.due_day, row.opened_day) == ("Шарипов Далер", TODAY + timedelta(days=7), TODAY)


def test_a_rule_the_centre_edited_is_followed(session: OfficeSession, going: Going) -> None:
    _round, (visit, other, _last) = going
    session.add(OutcomeRule(outcome="ill", again_after=5, follow_up_kind="illness", follow_up_days=2))
    session.add(OutcomeRule(outcome="refused", again_after=30, follow_up_kind=None))
    session.flush()
    key_visit(session, visit, VisitResult("ill"), 1)
    key_visit(session, other, VisitResult("refused"), 1)
    assert [(row.kind, row.due_day) for row in open_follow_ups(session, "tg")] == [
        ("illness", TODAY + timedelta(days=2))
    ]


def test_a_family_that_refuses_twice_is_followed_up_once(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    child = make_child(session)
    first = make_planned_round(session, site.site, [child], DAY - timedelta(days=30))[1][0]
    second = make_planned_round(session, site.site, [child], DAY)[1][0]
    opened = key_visit(session, first, VisitResult("refused"), 1).follow_ups
    assert key_visit(session, second, VisitResult("refused"), 1).follow_ups == ()
    close_follow_up(session, opened[0], "Бо падар гап задем")
    assert len(key_visit(session, second, VisitResult("refused"), 2).follow_ups) == 1


def test_another_outcome_takes_back_the_follow_up_of_the_rule_before(session: OfficeSession, going: Going) -> None:
    round_id, (visit, *_rest) = going
    key_visit(session, visit, VisitResult("refused"), 1)
    standing = line(session, round_id).result
    assert standing is not None and [one.kind for one in standing.concerns] == ["refusal"]
    key_visit(session, visit, VisitResult("moved", concerns=standing.concerns), 2)
    assert [row.kind for row in open_follow_ups(session, "tg")] == ["address"]
    key_visit(session, visit, VisitResult("done"), 3)
    assert open_follow_ups(session, "tg") == ()


def test_a_follow_up_of_a_rule_that_somebody_wrote_in_stays(session: OfficeSession, going: Going) -> None:
    round_id, (visit, *_rest) = going
    key_visit(session, visit, VisitResult("refused"), 1)
    standing = line(session, round_id).result
    assert standing is not None
    noted = tuple(replace(one, note="Модар розӣ, бобо не") for one in standing.concerns)
    key_visit(session, visit, VisitResult("refused", concerns=noted), 2)
    key_visit(session, visit, VisitResult("done", concerns=noted), 3)
    assert [row.note for row in open_follow_ups(session, "tg")] == ["Модар розӣ, бобо не"]


def test_concerns_become_follow_ups_and_urgent_ones_are_due_the_same_day(session: OfficeSession, going: Going) -> None:
    round_id, (visit, *_rest) = going
    leader = file_of(session, round_id).leader_id
    concerns = (Concern("device_broken", "Аробача", leader), Concern("neglect", "Кӯдак танҳо буд"))
    assert len(key_visit(session, visit, VisitResult("partly", concerns=concerns), 1).follow_ups) == 2
    found = {row.kind: row for row in open_follow_ups(session, "tg")}
    assert found["neglect"].due_day == TODAY
    assert (found["device_broken"].due_day, found["device_broken"].owner_id) == (TODAY + timedelta(days=7), leader)
    standing = line(session, round_id).result
    assert standing is not None
    kept = tuple(one for one in standing.concerns if one.kind == "neglect")
    key_visit(session, visit, VisitResult("partly", concerns=kept), 2)
    assert [row.kind for row in open_follow_ups(session, "tg")] == ["neglect"]


def test_a_closed_follow_up_stays_when_the_visit_is_keyed_again_or_taken_back(
    session: OfficeSession, going: Going
) -> None:
    round_id, (visit, *_rest) = going
    child = line(session, round_id).child_id
    opened = key_visit(session, visit, VisitResult("done", concerns=(Concern("illness"),)), 1).follow_ups
    close_follow_up(session, opened[0], "Ба духтур бурданд")
    key_visit(session, visit, VisitResult("done"), 2)
    take_result_back(session, visit, 3)
    assert [row.closed_note for row in follow_ups_of(session, child, "tg")] == ["Ба духтур бурданд"]


def test_a_goal_of_another_child_cannot_have_been_worked_on(session: OfficeSession, going: Going) -> None:
    round_id, (visit, *_rest) = going
    other = make_plan(session, line(session, round_id, 1).child_id)
    with pytest.raises(UserError) as caught:
        key_visit(session, visit, VisitResult("done", goals=tuple(goal_ids(session, other))), 1)
    assert caught.value.field == "goals"
    with pytest.raises(NotFound):
        key_visit(session, uuid.uuid4(), VisitResult("done"), 1)


def test_the_task_given_last_is_shown_with_its_day(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    child = make_child(session)
    for back, task in ((60, "Аввала"), (30, "Дуюм"), (10, "")):
        visit = make_planned_round(session, site.site, [child], DAY - timedelta(days=back))[1][0]
        key_visit(session, visit, VisitResult("done", task=task), 1)
    round_id, _visits = make_planned_round(session, site.site, [child], DAY)
    assert (line(session, round_id).previous_task, line(session, round_id).previous_day) == (
        "Дуюм",
        DAY - timedelta(days=30),
    )


def test_a_secretary_neither_keys_nor_reads_what_was_written(session: OfficeSession, going: Going) -> None:
    round_id, (visit, other, _last) = going
    concerns = (Concern("neglect", "Танҳо"), Concern("illness", "Таб"))
    result = VisitResult("done", minutes=40, done_note="Машқ", task="Такрор", practised="done", concerns=concerns)
    keyed = key_visit(session, visit, result, 1)
    session.actor = Actor(session.actor.account_id, "Раҳимова Сафия", Role.SECRETARY)
    seen = line(session, round_id)
    assert seen.result == VisitResult("done", minutes=40)
    assert (seen.goals, seen.previous_task, seen.home_tasks) == ((), "", ())
    assert [(row.kind, row.note) for row in open_follow_ups(session, "tg")] == [("illness", "")]
    for act in (
        lambda: key_visit(session, other, VisitResult("done"), 1),
        lambda: take_result_back(session, visit, keyed.edition),
        lambda: close_follow_up(session, keyed.follow_ups[0], "Шуд"),
    ):
        with pytest.raises(Refused):
            act()


def test_an_outreach_worker_keys_with_home_practice(session: OfficeSession, going: Going) -> None:
    round_id, (visit, *_rest) = going
    session.actor = Actor(session.actor.account_id, "Одинаев Давлатбек", Role.OUTREACH_WORKER)
    key_visit(session, visit, VisitResult("done", practised="not_done"), 1, source="phone")
    found = line(session, round_id)
    assert (found.result and found.result.practised, found.source) == ("not_done", "phone")


def test_a_visit_of_a_day_to_come_can_be_called_off_but_not_made(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    visit = make_planned_round(session, site.site, [make_child(session)], date(2026, 11, 25))[1][0]
    with pytest.raises(UserError, match="cannot have been made yet"):
        key_visit(session, visit, VisitResult("done"), 1)
    key_visit(session, visit, VisitResult("ill"), 1)
