"""The family's card: a drawing and big words for each task, how often in two languages, a diary to tick."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.language.dates import weekday_names
from centre_app.language.translate import N_, Words
from centre_app.plans.drawings import DRAWINGS
from centre_app.plans.rules import dose_words
from centre_app.reports import drawings, fonts
from centre_app.reports.asked import Step
from centre_app.reports.home_card import CardTask, HomeCard
from centre_app.reports.paper import Paper
from centre_app.reports.pictographs import house
from centre_app.reports.road_paper import RoadPaper
from centre_app.reports.style import INK, LEADING, LINE, MUTED

_PICTURE = 88.0
_TEXT, _SAID, _HINT = 13.0, 10.5, 10.0
_DAY, _BETWEEN = 16.6, 10.0  # a day's box, and the room between two weeks
_WEEKS = 4
_DIARY = 44.0
_MOST_WITH_EMPTY = 4  # so many tasks, and there is still a place for the one given today
TELL = N_("Put a cross in the box of each day on which you practised.")


def render(data: Sequence[HomeCard], words: Words, step: Step) -> bytes:
    """One card after another."""
    paper = RoadPaper()
    for card in data:
        draw_card(paper, card, words)
        step()
    return paper.finish()


def draw_card(paper: RoadPaper, card: HomeCard, words: Words) -> None:
    """A card, beginning its page."""
    paper.begin(card.head)
    spoken = [words] if card.second is None else [words, card.second]
    _beside(paper, [one.gettext(TELL) for one in spoken], _HINT)
    paper.y -= 6
    for task in card.tasks:
        _task(paper, task, spoken)
    if len(card.tasks) < _MOST_WITH_EMPTY:
        _empty(paper, spoken)


def _task(paper: RoadPaper, task: CardTask, spoken: Sequence[Words]) -> None:
    x = paper.left + _PICTURE + 14
    lines, size = fonts.fitted(task.text, _TEXT, paper.right - x - 8, smallest=9, most=4, bold=True)
    said = [fonts.wrapped(_words_of(task, one), _SAID, _column(paper, x, len(spoken))) for one in spoken]
    high = max(_PICTURE, len(lines) * size * LEADING + 4 + max(map(len, said)) * _SAID * LEADING) + 8
    paper.need(high + _DIARY + 8)
    _frame(paper, high + _DIARY)
    top = paper.y - 4
    _picture(paper, task.drawing, paper.left + 4, top - _PICTURE)
    paper.y = top
    for line in lines:
        paper.y -= size * LEADING
        paper.text(x, line, size=size, bold=True)
    paper.y -= 4
    under = paper.y
    for place, wrapped in enumerate(said):
        paper.y = under
        at = x + place * (_column(paper, x, len(spoken)) + 10)
        for line in wrapped:
            paper.y -= _SAID * LEADING
            paper.text(at, line, size=_SAID, grey=INK if place == 0 else 0.2)
    paper.y = top + 4 - high
    _diary_once(paper, spoken)
    paper.y -= 8


def _empty(paper: RoadPaper, spoken: Sequence[Words]) -> None:
    """A place for the task that is given today, by hand."""
    paper.need(84 + _DIARY)
    _frame(paper, 76 + _DIARY)
    top = paper.y
    told = " / ".join(dict.fromkeys(one.gettext("New task from today") for one in spoken))
    lines, size = fonts.fitted(told, _SAID, paper.room - 12, smallest=7, most=2)
    for line in lines:
        paper.y -= size * LEADING
        paper.text(paper.left + 6, line, size=size)
    for _line in range(2):
        paper.y -= 22
        paper.rule(weight=0.4, grey=LINE, x=paper.left + 6, end=paper.right - 6)
    paper.y = top - 76
    _diary_once(paper, spoken)
    paper.y -= 8


def _words_of(task: CardTask, words: Words) -> str:
    """What the drawing shows, and how often."""
    said = [words.gettext(DRAWINGS[task.drawing])] if task.drawing in DRAWINGS else []
    if task.times_a_week is None or task.minutes is None:
        said.append(words.gettext("as shown at the visit"))
    else:
        said.append(dose_words(task.times_a_week, 1, task.minutes, words))
    return "\n".join(said)


def _column(paper: Paper, x: float, count: int) -> float:
    return (paper.right - x - 4 - 10 * (count - 1)) / count


def _beside(paper: Paper, texts: Sequence[str], size: float) -> None:
    """The same said in each language, side by side."""
    room = (paper.room - 14 * (len(texts) - 1)) / len(texts)
    top, low = paper.y, paper.y
    for place, text in enumerate(texts):
        paper.y = top
        for line in fonts.wrapped(text, size, room):
            paper.y -= size * LEADING
            paper.text(paper.left + place * (room + 14), line, size=size)
        low = min(low, paper.y)
    paper.y = low


def _frame(paper: Paper, high: float) -> None:
    paper.canvas.setLineWidth(0.8)
    paper.canvas.setStrokeGray(INK)
    paper.canvas.roundRect(paper.left, paper.y - high, paper.room, high, 5)


def _picture(paper: Paper, name: str, x: float, y: float) -> None:
    if name in DRAWINGS:
        drawings.draw(paper, name, x, y, _PICTURE)
    else:
        house(paper.canvas, x + _PICTURE * 0.2, y + _PICTURE * 0.2, _PICTURE * 0.6)


def _diary_once(paper: RoadPaper, spoken: Sequence[Words]) -> None:
    languages = "-".join(words.language for words in spoken)
    paper.once(f"diary-{languages}", lambda: _diary(paper, spoken))


def _diary(paper: Paper, spoken: Sequence[Words]) -> None:
    """Four weeks of seven boxes, the days over them in the first language and under them in the second."""
    wide = 7 * _DAY
    gap = min(_BETWEEN, (paper.room - 8 - _WEEKS * wide) / (_WEEKS - 1))
    x = paper.left + (paper.room - _WEEKS * wide - (_WEEKS - 1) * gap) / 2
    canvas = paper.canvas
    top = paper.y - 9
    for _week in range(_WEEKS):
        canvas.setLineWidth(0.8)
        canvas.setStrokeGray(INK)
        canvas.grid([x + day * _DAY for day in range(8)], [top - _DAY, top])
        for place, words in enumerate(spoken):
            for day, name in enumerate(weekday_names(words, short=True)):
                size = min(6.5, 6.5 * (_DAY - 1) / max(fonts.width(name, 6.5), 1))
                y = top + 2.5 if place == 0 else top - _DAY - 7.5
                paper.text(x + (day + 0.5) * _DAY, name, y=y, size=size, grey=MUTED, align="centre")
        x += wide + gap
    paper.y -= _DIARY
