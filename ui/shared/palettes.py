"""The one table of colours: three themes, the same names in each.

Text on its ground is at least 4.5 : 1 everywhere (``tests/ui/shared/test_theme.py`` computes it for ``TEXT_PAIRS``).
"""

from __future__ import annotations

from typing import Final

LIGHT: Final[dict[str, str]] = {
    "ground": "#f5f3ee",
    "card": "#ffffff",
    "card_alternate": "#faf9f6",
    "text": "#1f2a30",
    "muted": "#5a656d",
    "line": "#e0dbd1",
    "edge": "#8b9399",
    "accent": "#17706a",
    "accent_hover": "#125a55",
    "accent_text": "#ffffff",
    "accent_soft": "#dff0ed",
    "attention": "#855000",
    "attention_soft": "#fdf0d3",
    "attention_line": "#e5b85c",
    "danger": "#a3311d",
    "danger_soft": "#fbe7e2",
    "good": "#2a6a34",
    "good_soft": "#e2f1e2",
    "rail": "#1d3543",
    "rail_text": "#d9e3e8",
    "rail_muted": "#a9bcc6",
    "rail_active": "#34505f",
    "selection": "#d5ebe7",
    "selection_text": "#10312e",
    "hatch": "#cdc6b8",
    "today": "#e4f2ef",
    "weekend": "#f3efe7",
    "input": "#ffffff",
    "disabled": "#f0ede6",
    "focus": "#17706a",
}

DARK: Final[dict[str, str]] = {
    "ground": "#161a1d",
    "card": "#20262a",
    "card_alternate": "#242b30",
    "text": "#e7eaeb",
    "muted": "#a6b0b6",
    "line": "#364047",
    "edge": "#75818a",
    "accent": "#3db5a9",
    "accent_hover": "#58c9be",
    "accent_text": "#05201e",
    "accent_soft": "#1e3d3b",
    "attention": "#f2b957",
    "attention_soft": "#3b2f17",
    "attention_line": "#8a6a2c",
    "danger": "#ff9a85",
    "danger_soft": "#45251e",
    "good": "#8bd293",
    "good_soft": "#203825",
    "rail": "#0f1315",
    "rail_text": "#cfd8dc",
    "rail_muted": "#94a2aa",
    "rail_active": "#2d383f",
    "selection": "#21453f",
    "selection_text": "#e9f5f3",
    "hatch": "#4a545b",
    "today": "#1d3432",
    "weekend": "#1b2023",
    "input": "#1a1f23",
    "disabled": "#22282c",
    "focus": "#58c9be",
}

CONTRAST: Final[dict[str, str]] = {
    "ground": "#ffffff",
    "card": "#ffffff",
    "card_alternate": "#ffffff",
    "text": "#000000",
    "muted": "#262626",
    "line": "#000000",
    "edge": "#000000",
    "accent": "#003f3b",
    "accent_hover": "#000000",
    "accent_text": "#ffffff",
    "accent_soft": "#d2f2ee",
    "attention": "#5a3200",
    "attention_soft": "#ffe9b8",
    "attention_line": "#5a3200",
    "danger": "#7d1200",
    "danger_soft": "#ffe0d8",
    "good": "#0b4413",
    "good_soft": "#d8f5da",
    "rail": "#000000",
    "rail_text": "#ffffff",
    "rail_muted": "#f0f0f0",
    "rail_active": "#00504b",
    "selection": "#003f3b",
    "selection_text": "#ffffff",
    "hatch": "#555555",
    "today": "#d2f2ee",
    "weekend": "#efefef",
    "input": "#ffffff",
    "disabled": "#e9e9e9",
    "focus": "#0000c8",
}

PALETTES: Final[dict[str, dict[str, str]]] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

#: (text, what it stands on): every pair that the style sheet, the palette or a delegate makes.
TEXT_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    *(
        (text, ground)
        for text in ("text", "muted", "accent", "danger", "attention", "good")
        for ground in ("ground", "card", "card_alternate")
    ),
    *(
        ("text", ground)
        for ground in (
            "accent_soft",
            "attention_soft",
            "danger_soft",
            "good_soft",
            "today",
            "weekend",
            "input",
            "disabled",
        )
    ),
    ("muted", "input"),
    ("muted", "disabled"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("attention", "attention_soft"),
    ("danger", "danger_soft"),
    ("good", "good_soft"),
    ("accent", "accent_soft"),
    ("rail_text", "rail"),
    ("rail_text", "rail_active"),
    ("rail_muted", "rail"),
    ("selection_text", "selection"),
)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two ``#rrggbb`` colours: 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
