"""Small drawings for who does not read: people, steps, faces, a clock, days. Black lines that survive a photocopier."""

from __future__ import annotations

import math
from typing import Any

from centre_app.reports.style import INK, LINE, MUTED

_THIN, _THICK = 0.7, 1.4


def figure(canvas: Any, x: float, y: float, height: float, *, filled: bool) -> None:
    """A person standing on (x, y); an outline for then, filled for now."""
    head = height * 0.17
    canvas.setLineWidth(_THICK)
    canvas.setStrokeGray(INK if filled else MUTED)
    canvas.setFillGray(INK if filled else 1)
    canvas.circle(x, y + height - head, head, fill=1)
    body = canvas.beginPath()
    body.moveTo(x - height * 0.14, y + height * 0.3)
    body.lineTo(x - height * 0.14, y + height * 0.62)
    body.lineTo(x + height * 0.14, y + height * 0.62)
    body.lineTo(x + height * 0.14, y + height * 0.3)
    body.close()
    canvas.drawPath(body, fill=1, stroke=1)
    for side in (-1, 1):
        canvas.line(x + side * height * 0.08, y + height * 0.3, x + side * height * 0.1, y)
        canvas.line(x + side * height * 0.14, y + height * 0.6, x + side * height * 0.3, y + height * 0.38)


def stairs(canvas: Any, x: float, y: float, width: float, height: float, then: int, now: int | None) -> None:
    """Five steps up; an outlined figure where the child stood, a filled one where it stands. Levels −2 … +2.

    The expected step, 0, has a flag.
    """
    step = width / 5
    rise = height * 0.42 / 5
    tall = height * 0.46
    canvas.setLineWidth(_THIN)
    canvas.setStrokeGray(INK)
    for place in range(5):
        canvas.setFillGray(0.93 if place % 2 else 0.97)
        canvas.rect(x + place * step, y, step, rise * (place + 1), fill=1)
    flag = x + 2 * step + step * 0.86
    base = y + rise * 3
    canvas.setLineWidth(_THIN)
    canvas.line(flag, base, flag, base + tall * 0.55)
    canvas.setFillGray(INK)
    cloth = canvas.beginPath()
    cloth.moveTo(flag, base + tall * 0.55)
    cloth.lineTo(flag - step * 0.22, base + tall * 0.47)
    cloth.lineTo(flag, base + tall * 0.38)
    cloth.close()
    canvas.drawPath(cloth, fill=1, stroke=0)
    same = now == then
    for level, filled in ((then, False), (now, True)):
        if level is None or (same and not filled):
            continue
        place = level + 2
        figure(canvas, x + step * (place + 0.45), y + rise * (place + 1), tall, filled=filled)


def arrow(canvas: Any, x: float, y: float, size: float, direction: int) -> None:
    """Up (1), level (0) or down (−1), in a square whose lower left corner is (x, y)."""
    canvas.saveState()
    canvas.translate(x + size / 2, y + size / 2)
    canvas.rotate({1: 45, 0: 0, -1: -45}[direction])
    half = size * 0.42
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(size * 0.09)
    canvas.line(-half, 0, half * 0.5, 0)
    canvas.setFillGray(INK)
    head = canvas.beginPath()
    head.moveTo(half, 0)
    head.lineTo(half * 0.3, half * 0.5)
    head.lineTo(half * 0.3, -half * 0.5)
    head.close()
    canvas.drawPath(head, fill=1, stroke=0)
    canvas.restoreState()


def hourglass(canvas: Any, x: float, y: float, size: float) -> None:
    """Too early to say."""
    canvas.setStrokeGray(INK)
    canvas.setFillGray(1)
    canvas.setLineWidth(_THICK)
    left, right, middle = x + size * 0.22, x + size * 0.78, x + size / 2
    glass = canvas.beginPath()
    glass.moveTo(left, y + size * 0.9)
    glass.lineTo(right, y + size * 0.9)
    glass.lineTo(left, y + size * 0.1)
    glass.lineTo(right, y + size * 0.1)
    glass.close()
    canvas.drawPath(glass, fill=1, stroke=1)
    canvas.setFillGray(INK)
    sand = canvas.beginPath()
    sand.moveTo(left + size * 0.08, y + size * 0.1)
    sand.lineTo(right - size * 0.08, y + size * 0.1)
    sand.lineTo(middle, y + size * 0.32)
    sand.close()
    canvas.drawPath(sand, fill=1, stroke=0)


def face(canvas: Any, x: float, y: float, radius: float, mood: int) -> None:
    """Glad (1), neither (0), sad (−1): to be marked by hand."""
    canvas.setStrokeGray(INK)
    canvas.setFillGray(1)
    canvas.setLineWidth(_THICK)
    canvas.circle(x, y, radius, fill=1)
    canvas.setFillGray(INK)
    for side in (-1, 1):
        canvas.circle(x + side * radius * 0.36, y + radius * 0.25, radius * 0.09, fill=1, stroke=0)
    half = radius * 0.5
    if mood == 0:
        canvas.line(x - half, y - radius * 0.38, x + half, y - radius * 0.38)
    elif mood > 0:
        canvas.arc(x - half, y - radius * 0.6, x + half, y + radius * 0.1, startAng=200, extent=140)
    else:
        canvas.arc(x - half, y - radius * 0.9, x + half, y - radius * 0.2, startAng=20, extent=140)


def clock(canvas: Any, x: float, y: float, radius: float, minutes: int) -> None:
    """A clock whose filled part is so many minutes of an hour."""
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(_THIN)
    canvas.setFillGray(1)
    canvas.circle(x, y, radius, fill=1)
    canvas.setFillGray(0.55)
    part = min(minutes, 60) / 60 * 360
    if part >= 360:
        canvas.circle(x, y, radius, fill=1)
    else:
        canvas.wedge(x - radius, y - radius, x + radius, y + radius, 90 - part, part, fill=1, stroke=1)
    for hour in range(12):
        angle = math.radians(hour * 30)
        canvas.line(
            x + radius * 0.86 * math.cos(angle),
            y + radius * 0.86 * math.sin(angle),
            x + radius * math.cos(angle),
            y + radius * math.sin(angle),
        )


def house(canvas: Any, x: float, y: float, size: float) -> None:
    """Home."""
    canvas.setStrokeGray(INK)
    canvas.setFillGray(1)
    canvas.setLineWidth(_THICK)
    canvas.rect(x + size * 0.15, y, size * 0.7, size * 0.52, fill=1)
    roof = canvas.beginPath()
    roof.moveTo(x, y + size * 0.5)
    roof.lineTo(x + size / 2, y + size)
    roof.lineTo(x + size, y + size * 0.5)
    roof.close()
    canvas.drawPath(roof, fill=1, stroke=1)
    canvas.rect(x + size * 0.4, y, size * 0.2, size * 0.32, fill=1)


def dots(canvas: Any, x: float, y: float, room: float, filled: int, empty: int, *, size: float = 9.0) -> float:
    """A row of days: filled ones happened, crossed ones did not. Wraps; gives how high it is.

    Where there are too many for the eye, a bar of the same share is drawn.
    """
    count, pitch = filled + empty, size + 3
    a_row = int(room // pitch)
    canvas.setLineWidth(_THIN)
    canvas.setStrokeGray(INK)
    if count > 4 * a_row:
        canvas.setFillGray(1)
        canvas.rect(x, y - 14, room, 14, fill=1)
        canvas.setFillGray(0.3)
        canvas.rect(x, y - 14, room * filled / count, 14, fill=1)
        return 18.0
    for place in range(count):
        left, low = x + place % a_row * pitch, y - size - place // a_row * pitch
        canvas.setFillGray(0.3 if place < filled else 1)
        canvas.rect(left, low, size, size, fill=1)
        if place >= filled:
            canvas.setStrokeGray(LINE)
            canvas.line(left, low, left + size, low + size)
            canvas.setStrokeGray(INK)
    return max(1, -(-count // a_row)) * pitch
