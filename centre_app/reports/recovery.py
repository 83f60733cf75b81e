"""The recovery sheet: the code that opens the centre when every password is lost. Made from given values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from centre_app.language.translate import Words
from centre_app.reports.handwriting import ruled
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, INK, Letterhead

_CODE = 22.0  # points: read aloud, copied by hand, photocopied
_IN_A_ROW = 4


@dataclass(frozen=True)
class RecoverySheet:
    """What stands on the sheet: the code in groups of four, whose centre it opens, and when it was made."""

    centre: str
    groups: tuple[str, ...]
    made: date
    folder: str = ""


def render(sheet: RecoverySheet, words: Words) -> bytes:
    """One page in the person's own language."""
    _ = words.gettext
    paper = Paper()
    paper.begin(Letterhead(sheet.centre, "", _("Recovery sheet"), "", sheet.made, words))
    paper.paragraph(
        _(
            "This code opens the centre’s data when the password is forgotten. Nobody else can help then: without this"
            " sheet and without a password the data cannot be read by anybody, the makers of the app included."
        ),
        size=BODY + 1,
    )
    paper.y -= 18
    _code(paper, sheet.groups)
    paper.y -= 14
    paper.heading(_("How to use it"))
    for place, sentence in enumerate(
        (
            _("Start the app. Where it asks for the password, choose “{link}”.").format(
                link=_("I have forgotten my password")
            ),
            _("Type the code as it stands here. Capital or small letters and spaces do not matter."),
            _("Choose a new password. The sheet stays good until a new one is made."),
        ),
        start=1,
    ):
        paper.paragraph(f"{place}. {sentence}", size=BODY + 1)
        paper.y -= 3
    paper.heading(_("How to keep it"))
    for sentence in (
        _("In a safe or a locked cupboard, apart from the computer; a second copy in another building."),
        _("Never as a photo, in a message or in a file. Whoever has it can read everything about the children."),
        _("If it is lost or was seen by a stranger: make a new sheet in Settings. The old one then opens nothing."),
    ):
        paper.paragraph(f"– {sentence}", size=BODY + 1)
        paper.y -= 3
    if sheet.folder:
        paper.heading(_("Where the data is"))
        paper.paragraph(sheet.folder)
    ruled(paper, _("Who keeps it, and where"), 2, leading=26)
    return paper.finish()


def _code(paper: Paper, groups: tuple[str, ...]) -> None:
    """Rows of four groups in a frame, each with its number: so that one can be asked for by it."""
    rows = [groups[place : place + _IN_A_ROW] for place in range(0, len(groups), _IN_A_ROW)]
    high = 46.0
    top = paper.y
    canvas = paper.canvas
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(1.4)
    canvas.rect(paper.left, top - len(rows) * high - 10, paper.room, len(rows) * high + 10, fill=0)
    step = paper.room / _IN_A_ROW
    for line, row in enumerate(rows):
        for place, group in enumerate(row):
            x = paper.left + (place + 0.5) * step
            y = top - line * high
            paper.text(x, str(line * _IN_A_ROW + place + 1), y=y - 14, size=7, grey=0.35, align="centre")
            paper.text(x, group, y=y - 37, size=_CODE, bold=True, align="centre")
    paper.y = top - len(rows) * high - 10


def file_name(sheet: RecoverySheet) -> str:
    """The suggested name, should somebody insist on saving it."""
    return f"recovery-{sheet.made.isoformat()}.pdf"
