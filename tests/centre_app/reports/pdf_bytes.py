"""What can be told from a PDF's bytes without a reader."""

from __future__ import annotations

import re


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def embedded_faces(pdf: bytes) -> set[str]:
    """The names of the faces whose outlines are in the file."""
    return {name.decode() for name in re.findall(rb"/FontName /\w+\+([\w-]+)", pdf)}


def base_fonts(pdf: bytes) -> set[str]:
    """The names of all fonts that pages use."""
    return {name.decode().split("+")[-1] for name in re.findall(rb"/BaseFont /([\w+-]+)", pdf)}
