"""This PC: the language of the screen, colours, the size of the text. Put on at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from centre_app.language.translate import LANGUAGE_NAMES, LANGUAGES, N_, _, current
from ui.settings.page import Page
from ui.shared import theme
from ui.shared.cards import Card
from ui.shared.flow import Flow

SIZES = (100, 110, 125, 150, 175, 200)
THEMES = (
    ("system", N_("As the system")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("contrast", N_("High contrast")),
)


class PcPage(Page):
    """Kept on this PC, for everybody who signs in here."""

    key: ClassVar[str] = "pc"
    name: ClassVar[str] = N_("This PC")
    note: ClassVar[str] = N_("What is chosen here is put on at once, on this PC only.")
    icon: ClassVar[str] = "eye"

    def build(self) -> None:
        """Three cards of choices."""
        app = self.shell.app
        self.choices: dict[str, dict[object, QRadioButton]] = {}
        languages = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
        themes = [(key, _(words)) for key, words in THEMES]
        sizes = [(size, f"{size} %") for size in SIZES]
        self.body.addWidget(
            self._card("language", _("Language of the screen"), "language", languages, app.set_language)
        )
        self.body.addWidget(self._card("theme", _("Colours"), "eye", themes, app.set_theme))
        self.body.addWidget(self._card("size", _("Size of the text"), "search_more", sizes, app.set_text_scale))
        self.body.addStretch(1)
        self._show_chosen()

    def state(self) -> dict[str, object]:
        """Which choice the keyboard is on: everything is built anew when one is made."""
        on = self.focusWidget()
        return {"focus": next((name for name, each in self.choices.items() if any(b is on for b in each.values())), "")}

    def restore(self, state: dict[str, object]) -> None:
        """Give the keyboard back to the choice it was on."""
        for button in self.choices.get(str(state.get("focus")), {}).values():
            if button.isChecked():
                button.setFocus()

    def _card(
        self,
        name: str,
        title: str,
        icon: str,
        choices: list[tuple[str, str]] | list[tuple[int, str]],
        put_on: Callable[..., object],
    ) -> Card:
        card = Card(title, icon=icon)
        row = Flow()
        group = QButtonGroup(row)
        self.choices[name] = {}
        for key, words in choices:
            button = QRadioButton(words)
            button.setMinimumWidth(theme.px(150))
            button.clicked.connect(partial(self._chosen, put_on, key))
            group.addButton(button)
            row.add(button)
            self.choices[name][key] = button
        card.add_widget(row)
        return card

    def _chosen(self, put_on: Callable[..., object], key: object, _checked: bool = True) -> None:
        put_on(key)
        # Something unsaved elsewhere may have held it back: what is shown is what is in force.
        self._show_chosen()

    def _show_chosen(self) -> None:
        desk = self.shell.desk
        size = min(SIZES, key=lambda each: abs(each - desk.text_scale))
        for name, key in (("language", current().language), ("theme", desk.theme), ("size", size)):
            button = self.choices[name].get(key)
            if button is not None:
                button.setChecked(True)
