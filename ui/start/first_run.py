"""An empty folder: set up our centre, or try the practice centre."""

from __future__ import annotations

from centre_app.language.translate import _
from ui.application import Application
from ui.shared.buttons import button, link_button, main_button
from ui.shared.words import label
from ui.start.page import StartPage
from ui.start.practice import open_practice


class FirstRun(StartPage):
    """The two ways to begin, and a third for a new PC: restore."""

    def __init__(self, app: Application) -> None:
        super().__init__(app, _("Welcome"), again=lambda: app.show_start(FirstRun(app)))
        self.body.addWidget(
            label(
                _(
                    "Here your centre keeps what it knows: children and families, attendance, the printed month. "
                    "Everything stays on this PC, encrypted."
                ),
                wrap=True,
            )
        )
        self.set_up = main_button(_("Set up our centre"), self._set_up, icon="home")
        self.body.addSpacing(8)
        self.body.addWidget(self.set_up)
        self.body.addWidget(label(_("Takes a minute: the centre's name, and yours."), kind="muted", wrap=True))
        self.practice = button(_("Try the practice centre"), self.open_practice, icon="people")
        self.body.addSpacing(8)
        self.body.addWidget(self.practice)
        self.body.addWidget(
            label(
                _("Forty made-up children with a year of attendance. Nothing you do there can do harm."),
                kind="muted",
                wrap=True,
            )
        )
        self.body.addWidget(self.trouble)
        self.body.addWidget(link_button(_("Restore from a backup"), self._restore))
        self.set_up.setFocus()

    def open_practice(self) -> None:
        """Make the practice centre in a folder of its own and open it."""
        open_practice(self, self.practice)

    def _set_up(self) -> None:
        from ui.start.set_up import SetUpPages

        self.app.show_start(SetUpPages(self.app))

    def _restore(self) -> None:
        from ui.start.restore import Restore

        self.app.show_start(Restore(self.app))
