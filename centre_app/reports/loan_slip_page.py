"""The loan slip on A4: the family's copy above, the centre's below, cut apart where there is room for both."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.children.queries import ChildFile
from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.reports import fonts, tables
from centre_app.reports.asked import Step
from centre_app.reports.loan_care import PROMISE, care_of
from centre_app.reports.loan_slip import Slip
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, HEADING, INK, LEADING, LINE, MUTED, SMALL, TITLE, joined

_CARE = 7.5
_SIGN = 27.0  # a line to sign on
_CUT = 22.0
_BLANK_ROWS = 3


def render(data: Sequence[Slip], words: Words, step: Step) -> bytes:
    """Both copies of each slip."""
    paper = Paper()
    for slip in data:
        paper.begin(slip.head)
        _copy(paper, slip, words, words.gettext("The family’s copy"), with_family=True)
        if paper.y - paper.bottom < _height(paper, slip, words) + _CUT:
            paper.next_page()
        else:
            _cut(paper, words)
            _again(paper, slip)
        _copy(paper, slip, words, words.gettext("The centre’s copy"), with_family=False)
        step()
    return paper.finish()


def _copy(paper: Paper, slip: Slip, words: Words, whose: str, *, with_family: bool) -> None:
    _ = words.gettext
    paper.text(paper.right, whose, y=paper.y - HEADING, size=BODY, grey=MUTED, align="right")
    if slip.child is None:
        _by_hand(paper, (_("Child, number"), _("Parent or guardian, village, phone")))
    else:
        _who(paper, slip.child)
    paper.y -= 5
    tables.draw(paper, _table(slip, words))
    paper.paragraph(_(PROMISE), size=SMALL)
    paper.y -= 2
    _care(paper, slip, words)
    if with_family and slip.family is not None and slip.family.gettext(PROMISE) != _(PROMISE):
        paper.y -= 3
        paper.paragraph(slip.family.gettext(PROMISE), size=_CARE, grey=MUTED)
        _care(paper, slip, slip.family, grey=MUTED)
    _sign(paper, slip, words)


def _who(paper: Paper, child: ChildFile) -> None:
    paper.paragraph(f"{child.full_name}  ·  {child.number}", size=HEADING, bold=True, room=paper.room - 150)
    guardian = child.guardians[0] if child.guardians else None
    home = joined((child.district, child.municipality, child.village, child.landmark))
    phones = joined((guardian.phone if guardian else "", child.phone))
    paper.paragraph(joined((guardian.name if guardian else "", home, phones), "  ·  "), size=SMALL + 0.5)


def _by_hand(paper: Paper, names: Sequence[str]) -> None:
    """Lines to write on, below the words that say whose copy it is."""
    paper.y -= HEADING
    for name in names:
        paper.y -= _SIGN * 0.8
        paper.text(paper.left, name, y=paper.y, size=SMALL)
        paper.canvas.setLineWidth(0.5)
        paper.canvas.setStrokeGray(INK)
        paper.canvas.line(paper.left + 170, paper.y - 1, paper.right, paper.y - 1)
    paper.y -= 6


def _care(paper: Paper, slip: Slip, words: Words, grey: float = INK) -> None:
    """What to mind, as a short list."""
    for text in _cared(slip, words):
        paper.text(paper.left + 2, "•", y=paper.y - _CARE * LEADING, size=_CARE, grey=grey)
        paper.paragraph(text, size=_CARE, grey=grey, x=paper.left + 10)


def _cared(slip: Slip, words: Words) -> list[str]:
    """The lines; whom to call stands once, in the paper's own language."""
    lines = [words.gettext(text) for text in care_of(row.kind for row in slip.loans)]
    if slip.phone and words is slip.head.words:
        lines.append(words.gettext("The centre’s phone: {phone}").format(phone=slip.phone))
    return lines


def _table(slip: Slip, words: Words) -> tables.Table:
    _ = words.gettext
    columns = [
        tables.Column(_("Number"), 0.7),
        tables.Column(_("What"), 2.4),
        tables.Column(_("Serial number"), 1.0),
        tables.Column(_("Condition"), 1.0),
        tables.Column(_("Lent"), 0.8),
        tables.Column(_("Comes back"), 1.2),
    ]
    rows = [
        (
            row.item_number,
            joined((row.kind_name, row.item_name, row.note), "; "),
            row.serial or "–",
            row.condition_out_name,
            day_text(row.lent_day),
            day_text(row.due_day) if row.due_day else _("when it is no longer needed"),
        )
        for row in slip.loans
    ]
    return tables.Table(columns, rows or [("\n",) + ("",) * 5] * _BLANK_ROWS)


def _sign(paper: Paper, slip: Slip, words: Words) -> None:
    """Received and given, on one line; below it what is filled in when things come back."""
    _ = words.gettext
    received = slip.loans[0].received_by if slip.loans else ""
    half = (paper.room - 16) / 2
    paper.y -= _SIGN
    _signed(paper, _("Received"), received, paper.left, half)
    _signed(paper, _("Handed over by"), "", paper.left + half + 16, half)
    paper.y -= _SIGN
    _signed(paper, _("Given back on, condition"), "", paper.left, half)
    _signed(paper, _("Taken back by"), "", paper.left + half + 16, half)
    paper.y -= 12


def _signed(paper: Paper, what: str, name: str, x: float, room: float) -> None:
    lines, size = fonts.fitted(what, SMALL, room * 0.4, smallest=6)
    for back, line in enumerate(reversed(lines)):
        paper.text(x, line, y=paper.y + back * size * LEADING, size=size)
    begin = x + room * 0.4 + 4
    paper.canvas.setLineWidth(0.5)
    paper.canvas.setStrokeGray(INK)
    paper.canvas.line(begin, paper.y - 1, x + room, paper.y - 1)
    hint = joined((name, paper.words.gettext("signature, name, date")))
    shown, size = fonts.fitted(hint, 6, x + room - begin, smallest=4.5, most=1)
    paper.text(begin + 1, shown[0], y=paper.y - 8, size=size, grey=MUTED)


def _cut(paper: Paper, words: Words) -> None:
    """Where the sheet is cut: in the middle, or below the first copy where that is longer."""
    paper.y = min(paper.y, paper.height / 2)
    paper.canvas.setLineWidth(0.5)
    paper.canvas.setStrokeGray(LINE)
    paper.canvas.setDash(4, 3)
    paper.canvas.line(paper.left, paper.y, paper.right, paper.y)
    paper.canvas.setDash()
    paper.text(paper.left, words.gettext("cut here"), y=paper.y + 2, size=6, grey=MUTED)
    paper.y -= 8


def _again(paper: Paper, slip: Slip) -> None:
    """The head of the second copy: once cut off, it must say whose paper it is."""
    paper.paragraph(slip.head.centre, size=SMALL, bold=True)
    paper.text(paper.right, day_text(slip.head.made), size=SMALL, grey=MUTED, align="right")
    paper.paragraph(slip.head.title, size=TITLE - 3, bold=True)
    paper.y -= 3


def _height(paper: Paper, slip: Slip, words: Words) -> float:
    """How many points the centre's copy takes with its head, a little generously."""
    texts = [(words.gettext(PROMISE), SMALL), *((text, _CARE) for text in _cared(slip, words))]
    words_high = sum(len(fonts.wrapped(text, size, paper.room - 10)) * size * LEADING for text, size in texts)
    head = (2 * HEADING + TITLE + 3 * SMALL) * LEADING + 12
    return head + tables.height_of(_table(slip, words), paper.room) + words_high + 2 * _SIGN + 24
