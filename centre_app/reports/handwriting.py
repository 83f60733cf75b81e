"""What is filled in by hand: ruled places to write in, places to sign, and one for the stamp."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.reports import fonts
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, HEADING, INK, LEADING, LINE, MUTED, SMALL


def ruled(paper: Paper, title: str, lines: int, *, hint: str = "", leading: float = 20) -> None:
    """A place to write in by hand: a title, what belongs there, and ruled lines."""
    paper.need(HEADING * LEADING + 20 + leading * lines)
    paper.y -= 8
    paper.paragraph(title, size=HEADING, bold=True)
    if hint:
        paper.paragraph(hint, size=SMALL, grey=MUTED)
    for _line in range(lines):
        paper.need(leading)
        paper.y -= leading
        paper.rule(weight=0.4, grey=LINE)


def signatures(paper: Paper, roles: Sequence[tuple[str, str]]) -> None:
    """Places to sign, (who, name printed) each, and one for the stamp. Kept together on a page.

    One under the other; side by side on a wide page, where height is dear.
    """
    side = 48.0 if paper.landscape else 62.0
    high = 25.0
    end = paper.right - side - 24
    lines = 1 if paper.landscape else len(roles)
    height = max(22 + high * lines, side + 14)
    paper.need(height)
    top = paper.y
    _stamp(paper, top - 6, side)
    step = (end - paper.left + 14) / len(roles) if paper.landscape else 0.0
    for place, (who, name) in enumerate(roles):
        y = top - 10 - high * (1 if paper.landscape else place + 1)
        x = paper.left + step * place
        _sign(paper, who, name, x, x + step - 14 if paper.landscape else end, y)
    paper.y = top - height


def _sign(paper: Paper, who: str, name: str, x: float, end: float, y: float) -> None:
    room = end - x
    sign_at, name_at = x + room * 0.31, x + room * 0.6
    lines, size = fonts.fitted(who, BODY, room * 0.31 - 6, smallest=6.5)
    for back, line in enumerate(reversed(lines)):
        paper.text(x, line, y=y + back * size * LEADING, size=size)
    paper.canvas.setLineWidth(0.5)
    paper.canvas.setStrokeGray(INK)
    paper.canvas.line(sign_at, y - 1, name_at - 8, y - 1)
    paper.canvas.line(name_at, y - 1, end, y - 1)
    if name:
        names, size = fonts.fitted(name, BODY, end - name_at, smallest=6)
        for back, line in enumerate(reversed(names)):
            paper.text(name_at, line, y=y + 2 + back * size * LEADING, size=size)
    paper.text(sign_at + 2, paper.words.gettext("signature"), y=y - 8, size=6, grey=MUTED)
    paper.text(name_at + 2, paper.words.gettext("name, date"), y=y - 8, size=6, grey=MUTED)


def _stamp(paper: Paper, top: float, side: float) -> None:
    canvas = paper.canvas
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(LINE)
    canvas.setDash(2, 2)
    x, y = paper.right - side / 2 - 2, top - side / 2
    canvas.circle(x, y, side / 2)
    canvas.setDash()
    paper.text(x, paper.words.gettext("stamp"), y=y - 2, size=6.5, grey=MUTED, align="centre")
