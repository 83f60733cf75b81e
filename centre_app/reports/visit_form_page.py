"""The visit form on one page: who and what for, goals, last task, boxes to tick, lines to write on, signatures."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.outreach.outcome_rules import OUTCOME_NAMES
from centre_app.outreach.result_rules import RESULTS
from centre_app.plans.rules import ANSWER_NAMES
from centre_app.reports import fonts
from centre_app.reports.asked import Step
from centre_app.reports.code_strip import HEIGHT as STRIP_HIGH
from centre_app.reports.code_strip import WIDTH as STRIP_WIDE
from centre_app.reports.code_strip import code_strip
from centre_app.reports.paper import Paper
from centre_app.reports.road_fields import (
    blanks,
    box,
    boxes,
    facts,
    height_of_boxes,
    height_of_writing,
    title_line,
    writing,
)
from centre_app.reports.road_paper import RoadPaper
from centre_app.reports.style import BODY, INK, LEADING, LINE, MUTED, SMALL
from centre_app.reports.visit_form import VisitForm
from centre_app.workplace.rules import minute_text

_HAND = 18.0  # between lines to write on
_BLANK_GOALS = 4
_COLUMNS = (5, 12)  # with more goals than these a second and a third column
_LEAST, _MOST = 4, 15  # lines for what is told
_SIGNING = 44.0


def render(data: Sequence[VisitForm], words: Words, step: Step) -> bytes:
    """One form after another."""
    paper = RoadPaper()
    for form in data:
        draw_form(paper, form, words)
        step()
    return paper.finish()


def draw_form(paper: RoadPaper, form: VisitForm, words: Words) -> None:
    """A form, beginning its page."""
    paper.begin(form.head)
    _who(paper, form, words)
    paper.once("outcome", lambda: _outcome(paper, words))
    _goals(paper, form, words)
    _last_task(paper, form, words)
    _told(paper, form, words)
    paper.need(_concerns_high(paper, form, words) + _SIGNING)
    paper.once("concerns", lambda: _concerns(paper, form, words))


def _who(paper: Paper, form: VisitForm, words: Words) -> None:
    """Child, place and purpose; at the right the code strip, where the visit has a code."""
    _ = words.gettext
    top = paper.y
    room = paper.room - (STRIP_WIDE + 14 if form.code else 0)
    if not form.who:
        paper.y -= 16
        blanks(paper, [(_("Child"), 3), (_("Number"), 1.2)], x=paper.left, room=room, y=paper.y)
    if form.visit is None:
        paper.y -= 18
        parts = [(_("Day"), 1.0), (_("Team"), 1.6), (_("Purpose"), 1.6)]
        blanks(paper, parts, x=paper.left, room=paper.room, y=paper.y)
        paper.y -= 4
    if form.who:
        pairs = [(_("Village"), form.place), (_("Way there"), form.way_there), (_("Phone"), form.phone)]
        if form.visit is not None:
            pairs = [(_("Purpose"), form.purpose), (_("Planned"), _planned(form, words)), *pairs]
            pairs += [(_("Team"), form.team)] if form.team else []
        facts(paper, pairs, x=paper.left, room=room)
    else:
        paper.y -= 18
        blanks(paper, [(_("Village"), 2.0), (_("Phone"), 1.2)], x=paper.left, room=paper.room, y=paper.y)
    if form.code:
        code_strip(paper, form.code, paper.right - STRIP_WIDE, top)
        paper.y = min(paper.y, top - STRIP_HIGH)


def _planned(form: VisitForm, words: Words) -> str:
    _ = words.gettext
    visit = form.visit
    assert visit is not None
    said = [_("{n} min").format(n=visit.planned_minutes)]
    if visit.planned_minute is not None:
        said.insert(0, minute_text(visit.planned_minute))
    if visit.promised:
        at = visit.promised_minute
        said.append(_("promised") if at is None else _("promised at {time}").format(time=minute_text(at)))
    return "  ·  ".join(said)


def _outcome(paper: Paper, words: Words) -> None:
    _ = words.gettext
    title_line(paper, _("How it went"))
    paper.y -= 5
    names = [_(OUTCOME_NAMES[outcome]) for outcome in RESULTS]
    boxes(paper, names, x=paper.left, room=paper.room, columns=4)
    paper.y -= 14
    times = [(_("arrived"), 1.0), (_("left"), 1.0), (_("why not, or only partly"), 2.6)]
    blanks(paper, times, x=paper.left, room=paper.room, y=paper.y)


def _goals(paper: Paper, form: VisitForm, words: Words) -> None:
    """The plan's goals, each with a box: worked on today. Many stand in columns, so that the form stays a page."""
    title_line(paper, words.gettext("Goals of the plan (tick those worked on)"))
    paper.y -= 4
    columns = 1 + sum(len(form.goals) > most for most in _COLUMNS)
    boxes(paper, form.goals, x=paper.left, room=paper.room, columns=columns, size=BODY, high=15)
    for _line in range(0 if form.goals else _BLANK_GOALS):
        paper.y -= _HAND
        box(paper, paper.left, paper.y)
        paper.rule(weight=0.4, grey=LINE, x=paper.left + 14)


def _last_task(paper: RoadPaper, form: VisitForm, words: Words) -> None:
    title_line(paper, words.gettext("Task since the last visit"))
    task, day = ("", None) if form.visit is None else (form.visit.task, form.visit.task_day)
    if task:
        since = "" if day is None else f" ({day_text(day)})"
        lines, size = fonts.fitted(task + since, BODY, paper.room, smallest=7, most=3)
        for line in lines:
            paper.y -= size * LEADING
            paper.text(paper.left, line, size=size)
    else:
        paper.y -= _HAND
        paper.rule(weight=0.4, grey=LINE)
    paper.y -= 4
    paper.once("practised", lambda: _practised(paper, words))


def _practised(paper: Paper, words: Words) -> None:
    _ = words.gettext
    right = paper.left + paper.room * 0.74
    blanks(paper, [(_("minutes in all"), 1)], x=right, room=paper.right - right, y=paper.y - 9)
    labels = [_(answer) for answer in ANSWER_NAMES.values()]
    boxes(paper, labels, x=paper.left, room=paper.room * 0.72, columns=3)


def _told(paper: RoadPaper, form: VisitForm, words: Words) -> None:
    """What was done, shown and given: as many lines as the page still has, in equal shares, done more than shown."""
    rest = paper.y - paper.bottom - _concerns_high(paper, form, words) - _SIGNING - 3 * height_of_writing(0)
    lines = max(_LEAST, min(_MOST, int(rest // _HAND)))
    paper.need(3 * height_of_writing(0) + lines * _HAND)
    paper.once(f"told-{lines}", lambda: _writing(paper, lines, words))


def _writing(paper: Paper, lines: int, words: Words) -> None:
    _ = words.gettext
    titles = (_("What was done"), _("What the parent showed"), _("Task until the next visit"))
    shares = (lines - 2 * (lines // 3), lines // 3, lines // 3)
    for title, share in zip(titles, shares, strict=True):
        writing(paper, title, share, leading=_HAND)


def _concerns_high(paper: Paper, form: VisitForm, words: Words) -> float:
    return 7 + BODY * LEADING + 8 + height_of_boxes(_concern_names(form, words), room=paper.room, columns=3) + 16


def _concern_names(form: VisitForm, words: Words) -> list[str]:
    return [*form.concerns, words.gettext("to be told at the centre")]


def _concerns(paper: Paper, form: VisitForm, words: Words) -> None:
    _ = words.gettext
    title_line(paper, _("Somebody must see to"))
    paper.y -= 5
    boxes(paper, _concern_names(form, words), x=paper.left, room=paper.room, columns=3)
    paper.y -= 12
    parts = [(_("what exactly"), 3.0), (_("next visit on"), 1.3)]
    blanks(paper, parts, x=paper.left, room=paper.room, y=paper.y)
    _signing(paper, words)


def _signing(paper: Paper, words: Words) -> None:
    """Side by side: what is signed in a home has no stamp."""
    _ = words.gettext
    paper.y -= 30
    half = paper.room / 2
    for place, title in enumerate((_("Parent or guardian"), _("For the team"))):
        x = paper.left + place * half
        lines, size = fonts.fitted(title, SMALL, half * 0.42, smallest=6, most=2)
        base = paper.y + (len(lines) - 1) * size * 1.15
        for line in lines:
            paper.text(x, line, y=base, size=size)
            base -= size * 1.15
        start = x + half * 0.44
        paper.canvas.setLineWidth(0.5)
        paper.canvas.setStrokeGray(INK)
        paper.canvas.line(start, paper.y - 1.5, x + half - 12, paper.y - 1.5)
        paper.text(start, _("signature, name"), y=paper.y - 9, size=6, grey=MUTED)
    paper.y -= 14
