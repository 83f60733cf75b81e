"""The middle of a progress record: sessions and dose, goals then and now, instruments, home, what everybody says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.outcomes.queries import Outcomes
from centre_app.outcomes.rules import goal_meaning, t_meaning
from centre_app.plans.queries import GoalCourse
from centre_app.plans.rules import GOAL_STATUS_NAMES, home_words, level_sign
from centre_app.reports import charts, courses, tables
from centre_app.reports.handwriting import ruled
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, LEADING, MUTED, SMALL, number, percent

_COURSE = (150.0, 56.0)
_LEADING, _TITLE_OF_PLACE, _SIGNING = 20.0, 44.0, 140.0
_LEAST_LINES, _MOST_LINES = 4, 9
Labels = Mapping[str, Mapping[str, str]]


def work(paper: Paper, one: Outcomes, labels: Labels, words: Words) -> None:
    """Sessions and dose, goals, instruments, what is practised at home."""
    _sessions(paper, one, labels, words)
    _goals(paper, one, words)
    _instruments(paper, one, words)
    _home(paper, one, words)


def _sessions(paper: Paper, one: Outcomes, labels: Labels, words: Words) -> None:
    _ = words.gettext
    if not one.sessions.planned and not one.dose.centre_minutes:
        return
    paper.heading(_("Sessions"))
    names = labels.get("session_type", {})
    columns = [
        tables.Column(_("Session"), 2.6),
        tables.Column(_("Planned"), 1, "right"),
        tables.Column(_("Held"), 1, "right"),
        tables.Column(_("Did not come"), 1.2, "right"),
        tables.Column(_("Called off"), 1.2, "right"),
        tables.Column(_("Minutes"), 1, "right"),
    ]
    rows = [
        (
            names.get(code, code),
            number(count.planned),
            number(count.held),
            number(count.missed),
            number(count.excused + count.cancelled_by_family + count.cancelled_by_centre),
            number(count.minutes),
        )
        for code, count in one.by_type.items()
    ]
    if rows:
        tables.draw(paper, tables.Table(columns, rows))
    if one.dose.centre_minutes:
        paper.paragraph(
            _("The plan foresees {planned} minutes; {held} were held ({rate}).").format(
                planned=number(one.dose.centre_minutes),
                held=number(one.sessions.minutes),
                rate=percent(one.sessions.minutes / one.dose.centre_minutes),
            )
        )


def _goals(paper: Paper, one: Outcomes, words: Words) -> None:
    _ = words.gettext
    paper.heading(_("Goals: at the start and now"), keep=_COURSE[1])
    if not one.goals:
        paper.paragraph(_("There is no signed plan with goals for this period yet."))
        return
    for goal in one.goals:
        _goal(paper, goal, words)
    points = 1 + len({score.day for goal in one.goals for score in goal.scores if score.scored_by == "specialist"})
    meaning = t_meaning(one.t_score.baseline, one.t_score.latest, points=points)
    paper.paragraph(_("All goals together: {meaning}").format(meaning=meaning.in_words(words)), bold=True)
    if one.t_score.latest is not None and one.t_score.scored < one.t_score.goals:
        paper.paragraph(
            _("Counted over the {scored} of {goals} goals that have a score.").format(
                scored=number(one.t_score.scored), goals=number(one.t_score.goals)
            ),
            size=SMALL,
            grey=MUTED,
        )


def _goal(paper: Paper, goal: GoalCourse, words: Words) -> None:
    """Then and now in words at the left, the course at the right."""
    _ = words.gettext
    paper.need(_COURSE[1] + 10)
    top, room = paper.y, paper.room - _COURSE[0] - 14
    own = [(score.day, score.score) for score in goal.scores if score.scored_by == "specialist"]
    said = [(score.day, float(score.score)) for score in goal.scores if score.scored_by != "specialist"]
    paper.y -= 2
    paper.paragraph(goal.text, bold=True, room=room)
    start = goal.levels[goal.baseline + 2] or goal.present_level
    paper.paragraph(_("At the start ({day}): {level}").format(day=day_text(goal.opened_day), level=start), room=room)
    if goal.latest is not None:
        now = goal.levels[goal.latest.score + 2] or level_sign(goal.latest.score)
        paper.paragraph(_("Now ({day}): {level}").format(day=day_text(goal.latest.day), level=now), room=room)
    meaning = goal_meaning(goal.baseline, own).in_words(words)
    if goal.status != "open":
        meaning += " " + _("The goal is closed: {status}.").format(status=_(GOAL_STATUS_NAMES[goal.status]))
    paper.paragraph(meaning, size=SMALL, grey=MUTED, room=room)
    if own:
        drawing = courses.goal_course(
            [(goal.opened_day, float(goal.baseline)), *((day, float(score)) for day, score in own)], said, *_COURSE
        )
        charts.put(drawing, paper.canvas, paper.right - _COURSE[0], top - _COURSE[1])
        paper.y = min(paper.y, top - _COURSE[1])
    paper.y -= 4


def _instruments(paper: Paper, one: Outcomes, words: Words) -> None:
    """The last result of each in words; a screening says itself that it is no diagnosis."""
    _ = words.gettext
    if not one.instruments:
        return
    paper.heading(_("Where the child stands"))
    for course in one.instruments:
        if not course.points:
            continue
        last = course.points[-1]
        title = course.title.get(words.language) or course.title.get("en", course.code)
        said = "; ".join(point.words for point in course.points if point.day == last.day and point.words)
        paper.paragraph(f"{title} ({day_text(last.day)}): {said}")


def _home(paper: Paper, one: Outcomes, words: Words) -> None:
    _ = words.gettext
    if not one.home_tasks and not one.home:
        return
    paper.heading(_("What we practise at home"))
    for task in one.home_tasks:
        paper.paragraph(f"• {task.text} ({home_words(task.times_a_week, task.minutes, words)})")
    if one.home:
        answers = one.home_answers
        paper.paragraph(
            _("The family told: practised {done}, partly {partly}, not {not_done} times; {minutes} minutes.").format(
                done=number(answers["done"]),
                partly=number(answers["partly"]),
                not_done=number(answers["not_done"]),
                minutes=number(one.home_minutes),
            ),
            size=SMALL,
            grey=MUTED,
        )


def views(paper: Paper, one: Outcomes, words: Words) -> None:
    """What the child and the parents say, and the next step: from the last review, or ruled to write in."""
    _ = words.gettext
    review = one.review
    for title, text, hint in (
        (
            _("The child’s view"),
            "" if review is None else " ".join(filter(None, (review.child_view, _how(review.child_view_how)))),
            _("In the child’s own words, signs, gestures or pictures."),
        ),
        (_("The parents’ view"), "" if review is None else review.parent_view, ""),
        (_("Next step"), "" if review is None else review.next_step or review.summary, _("What, who, until when.")),
    ):
        if text:
            paper.need(3 * BODY * LEADING)
            paper.y -= 4
            paper.paragraph(title, bold=True)
            paper.paragraph(text)
        else:
            ruled(paper, title, 2, hint=hint, leading=_LEADING)


def _how(how: str) -> str:
    return f"({how})" if how else ""


def places_to_write(paper: Paper, words: Words) -> None:
    """What is written by hand, together with the family, where plans are not open to who prints."""
    _ = words.gettext
    places = (
        (_("Goals"), _("What we want to reach together, and how far we have come.")),
        (_("Sessions"), _("What was done, with whom, and what helped.")),
        (_("What we practise at home"), _("Small things for every day.")),
        (
            _("The child’s and the parents’ view"),
            _("In their own words; the child’s also by signs, gestures or pictures."),
        ),
        (_("Next step"), _("What, who, until when.")),
    )
    here = paper.y - paper.bottom
    first = min(2, int(here // (_TITLE_OF_PLACE + _LEAST_LINES * _LEADING)))
    _write_here(paper, places[:first], here)
    paper.next_page()
    _write_here(paper, places[first:], paper.y - paper.bottom - _SIGNING)


def _write_here(paper: Paper, places: Sequence[tuple[str, str]], room: float) -> None:
    """Share `room` points out between the places."""
    for title, hint in places:
        lines = int((room / len(places) - _TITLE_OF_PLACE) / _LEADING)
        ruled(paper, title, max(_LEAST_LINES, min(_MOST_LINES, lines)), hint=hint, leading=_LEADING)
