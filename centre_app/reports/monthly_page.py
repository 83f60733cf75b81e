"""The monthly summary on paper: one page of figures with the last twelve months, then the tables."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.language.dates import month_names, month_text
from centre_app.language.translate import Words
from centre_app.reports import charts, fonts, tables
from centre_app.reports.asked import Step
from centre_app.reports.handwriting import signatures
from centre_app.reports.monthly import DEFINITIONS, Breakdown, MonthlySummary, breakdowns, figures_in_words
from centre_app.reports.monthly_figures import MonthPoint
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, HEADING, LEADING, LINE, SMALL, TINY, number, percent

_CHART_HEIGHT = 170.0
_GAP = 22.0

Lines = Sequence[tuple[str, float | None, str]]


def render(data: MonthlySummary, words: Words, step: Step) -> bytes:
    """The whole document."""
    paper = Paper()
    paper.begin(data.head)
    _figures(paper, data, words)
    _charts(paper, data, words)
    # What is signed is the page of figures; signatures behind the tables would stand on a page of their own.
    signatures(paper, [(words.gettext("Made by"), ""), (words.gettext("Head of the centre"), data.head.signatory)])
    paper.next_page()
    _tables(paper, data, words)
    _definitions(paper, words)
    step()
    return paper.finish()


def _figures(paper: Paper, data: MonthlySummary, words: Words) -> None:
    """Two columns of sections, filled so that they come out about equally long."""
    sections = figures_in_words(data, words)
    room = (paper.room - _GAP) / 2
    heights = [len(lines) + 2.2 for _title, lines in sections]
    split = min(range(1, len(sections)), key=lambda place: abs(sum(heights[:place]) - sum(heights[place:])))
    top = lowest = paper.y
    for column, part in enumerate((sections[:split], sections[split:])):
        paper.y = top
        for title, lines in part:
            _section(paper, title, lines, paper.left + column * (room + _GAP), room)
        lowest = min(lowest, paper.y)
    paper.y = lowest - 6


def _section(paper: Paper, title: str, lines: Lines, x: float, room: float) -> None:
    paper.y -= 6
    paper.paragraph(title, size=HEADING, bold=True, x=x, room=room)
    paper.y -= 3
    paper.rule(weight=0.8, x=x, end=x + room)
    paper.y -= 2
    for label, value, unit in lines:
        text = percent(value) if unit == "%" else number(value, 0 if value is None or float(value).is_integer() else 1)
        size = min(HEADING + 0.5, (HEADING + 0.5) * room * 0.45 / fonts.width(text, HEADING + 0.5, bold=True))
        taken = fonts.width(text, size, bold=True)
        words, label_size = fonts.fitted(label, BODY, room - taken - 8, smallest=7)
        for word in words:
            paper.y -= label_size * LEADING + (2.5 if word is words[0] else 0)
            paper.text(x, word, size=label_size)
        paper.text(x + room, text, size=size, bold=True, align="right")
        paper.y -= 3
        paper.rule(weight=0.3, grey=LINE, x=x, end=x + room)


def _charts(paper: Paper, data: MonthlySummary, words: Words) -> None:
    """The last twelve months: children served, and the rate of attendance, where gaps stay gaps."""
    _ = words.gettext
    room = (paper.room - _GAP) / 2
    first, last = (month_text(point.year, point.month, words) for point in (data.year[0], data.year[-1]))
    title = _("The twelve months {first} – {last}").format(first=first, last=last)
    paper.heading(title, keep=_CHART_HEIGHT + 6)
    paper.y -= 4
    both = year_charts(data.year, words)
    for column, chart in enumerate(both):
        drawing = charts.draw(chart, room, _CHART_HEIGHT)
        charts.put(drawing, paper.canvas, paper.left + column * (room + _GAP), paper.y - _CHART_HEIGHT)
    paper.y -= _CHART_HEIGHT + 4


def year_charts(year: Sequence[MonthPoint], words: Words) -> tuple[charts.Chart, charts.Chart]:
    """Children served, and attendance in percent, over the twelve months; for paper and screen."""
    names = month_names(words)
    labels = [names[point.month - 1][:3] for point in year]
    served = charts.Chart("bar", words.gettext("Children served"), labels, [point.served for point in year])
    rates = [None if point.rate is None else round(point.rate * 100) for point in year]
    return served, charts.Chart(
        "line", words.gettext("Attendance rate, %"), labels, rates, top=100, empty=words.gettext("nothing to show yet")
    )


def _tables(paper: Paper, data: MonthlySummary, words: Words) -> None:
    tables.draw_beside(paper, [_table(one, words) for one in breakdowns(data, words)])


def _table(one: Breakdown, words: Words) -> tables.Table:
    rows = [(label, number(count)) for label, count in one.lines]
    if one.total is not None:
        rows.append((words.gettext("Total"), number(one.total)))
    columns = [tables.Column(one.title, 3.2), tables.Column(words.pgettext("column of counts", "Count"), 1, "right")]
    return tables.Table(columns, rows, last_bold=one.total is not None)


def _definitions(paper: Paper, words: Words) -> None:
    size = TINY + 0.7
    texts = [words.gettext(text) for text in DEFINITIONS]
    title = words.gettext("How it is counted")
    lines = sum(len(fonts.wrapped(text, size, paper.room)) for text in texts)
    paper.need(lines * size * LEADING + SMALL * LEADING + 10)
    paper.y -= 6
    paper.rule(weight=0.5)
    paper.y -= 2
    paper.paragraph(title, size=SMALL, bold=True)
    for text in texts:
        paper.paragraph(text, size=size)
