"""What is drawn, caught on its way to the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from centre_app.reports import fonts


@dataclass
class Drawn:
    """Every text of the pages drawn in a test, in the order drawn; `turned` ones stand in a rotated frame."""

    texts: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)  # texts that leave the page
    faces: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)  # texts with a letter that the faces lack

    def has(self, part: str) -> bool:
        """Whether a text holds these words."""
        return any(part in text for text in self.texts)

    @property
    def together(self) -> str:
        """All texts, one after another: where lines were broken does not matter then."""
        return " ".join(self.texts)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawn]:
    """What was drawn since the test began."""
    found = Drawn()
    plain, drawable = Canvas.drawString, fonts.drawable

    def watch_letters(text: str) -> str:
        shown = drawable(text)
        if shown.count("?") > text.count("?"):
            found.lost.append(text)
        return shown

    def draw_string(canvas: Any, x: float, y: float, text: str, *args: Any, **more: Any) -> None:
        found.texts.append(text)
        found.faces.add(canvas._fontname)
        wide = fonts.width(text, canvas._fontsize, bold=canvas._fontname == fonts.BOLD)
        left, base = canvas.absolutePosition(x, y)
        turned = canvas._currentMatrix[1] != 0
        page_width, page_height = canvas._pagesize
        end = left if turned else left + wide
        if left < 0 or end > page_width or base < 0 or base + (wide if turned else 0) > page_height:
            found.beyond.append(text)
        plain(canvas, x, y, text, *args, **more)

    monkeypatch.setattr(Canvas, "drawString", draw_string)
    monkeypatch.setattr(fonts, "drawable", watch_letters)
    yield found
