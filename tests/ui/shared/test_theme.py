"""Every text can be read on what it stands on, in each theme and text size."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFontDatabase, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

from ui.shared import icons, palettes, theme


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("text", "ground"), palettes.TEXT_PAIRS)
def test_text_has_a_contrast_of_at_least_4_5(name: str, text: str, ground: str) -> None:
    colours = palettes.PALETTES[name]
    assert palettes.contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("ground", ["input", "card", "ground"])
def test_borders_of_fields_and_the_focus_have_a_contrast_of_at_least_3(name: str, ground: str) -> None:
    colours = palettes.PALETTES[name]
    assert palettes.contrast(colours["edge"], colours[ground]) >= 2.8
    assert palettes.contrast(colours["focus"], colours[ground]) >= 3


def test_the_three_themes_have_the_same_colours_by_name() -> None:
    assert set(palettes.LIGHT) == set(palettes.DARK) == set(palettes.CONTRAST)


def test_contrast_is_21_for_black_on_white_and_1_for_the_same() -> None:
    assert palettes.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palettes.contrast("#17706a", "#17706a") == pytest.approx(1)


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_style_sheet_has_no_place_left_to_fill(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name, 100)
    assert "@" not in re.sub(r"/\*.*?\*/", "", theme.style_sheet())


@pytest.mark.parametrize("name", theme.NAMES)
def test_pictures_that_the_style_sheet_names_exist(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name, 100)
    pictures = re.findall(r'url\("([^"]+)"\)', theme.style_sheet())
    assert pictures
    assert [picture for picture in pictures if not theme.Path(picture).is_file()] == []


def test_text_is_twice_as_large_at_200_per_cent(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)
    usual = qapp.font().pointSizeF()
    theme.apply(qapp, "light", 200)
    assert qapp.font().pointSizeF() == pytest.approx(usual * 2)


def test_text_size_stays_between_100_and_200_per_cent(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 20)
    assert theme.scale() == 100
    theme.apply(qapp, "light", 900)
    assert theme.scale() == 200


def test_the_font_of_the_app_has_every_letter_of_the_five_languages(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)
    assert theme.FAMILY in QFontDatabase.families()
    letters = "ҒғӢӣҚқӮӯҲҳҶҷҢңӨөҮүӘәҰұҺһІіЁёЪъ№«»–…"
    assert 0 not in QRawFont.fromFont(qapp.font()).glyphIndexesForString(letters)


def test_the_palette_takes_its_colours_from_the_theme(qapp: QApplication) -> None:
    theme.apply(qapp, "dark", 100)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == palettes.DARK["ground"]
    assert theme.colour("accent").name() == palettes.DARK["accent"]


def test_every_icon_is_a_drawing_that_paints_something(qapp: QApplication) -> None:
    names = [file.stem for file in (theme.RESOURCES / "icons").glob("*.svg")]
    assert {"today", "children", "attendance", "reports", "settings", "lock"} <= set(names)
    blank = [name for name in names if icons.pixmap(name, 24).toImage().allGray() and _empty(name)]
    assert blank == []


def _empty(name: str) -> bool:
    picture = icons.pixmap(name, 24).toImage()
    return all(picture.pixelColor(x, y).alpha() == 0 for x in range(24) for y in range(24))
