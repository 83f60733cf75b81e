"""The code strip: a visit's code as bars (Code 128) for a reader and in big letters for the eye."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.barcode.code128 import Code128

from centre_app.outreach.codes import shown_code
from centre_app.reports.paper import Paper
from centre_app.reports.style import MUTED

WIDTH, HEIGHT = 140.0, 58.0
_MODULE = 1.15  # points: the thinnest bar, 0.4 mm, survives a photocopier
_BARS = 28.0


class _Letters(Code128):  # type: ignore[misc]
    """In the letters' set alone: digits are not pressed together, so that every strip is equally wide."""

    def _try_TO_C(self, symbols: list[str]) -> list[str]:
        return symbols


def code_strip(paper: Paper, code: str, x: float, top: float) -> None:
    """Draw it with its upper left corner at (x, top). The bars have the quiet ten modules on both sides."""
    bars: Any = _Letters(code, barWidth=_MODULE, barHeight=_BARS, quiet=False)
    paper.canvas.saveState()
    paper.canvas.setFillGray(0)
    bars.drawOn(paper.canvas, x + (WIDTH - bars.width) / 2, top - _BARS)
    paper.canvas.restoreState()
    paper.text(x + WIDTH / 2, shown_code(code), y=top - _BARS - 18, size=18, bold=True, align="centre")
    told = paper.words.gettext("code of the visit")
    paper.text(x + WIDTH / 2, told, y=top - _BARS - 28, size=6.5, grey=MUTED, align="centre")
