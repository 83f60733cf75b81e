"""The practice centre: made in a folder of its own inside the data folder, and opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from centre_app.language.translate import _
from ui import tasks

if TYPE_CHECKING:
    from centre_app.office import Office
    from ui.start.page import StartPage

FOLDER = "practice"


def open_practice(page: StartPage, pressed: QPushButton) -> None:
    """Make it where it is not there yet, and open it; trouble is told on ``page``."""
    words = pressed.text()
    pressed.setEnabled(False)
    pressed.setText(_("Making the practice centre…"))
    folder = page.app.data / FOLDER

    def opened(office: Office) -> None:
        from centre_app.bootstrap import unlock

        page.app.show_office(office, partial(unlock, office))

    def failed(error: Exception) -> bool:
        pressed.setEnabled(True)
        pressed.setText(words)
        return page.tell(error)

    tasks.run(
        partial(_practice_office, folder),
        then=opened,
        failed=failed,
        owner=page,
        title=_("Making the practice centre…"),
    )


def _practice_office(folder: Path, progress: tasks.Progress) -> Office:
    from centre_app.bootstrap import DataState, open_office, state_of
    from centre_app.practice.centre import PASSWORD, USERNAME, make_practice_centre

    def moved(done: int, total: int) -> None:
        progress.check()
        if progress.total != total:
            progress.begin(total)
        progress.step(done - progress.count)

    if state_of(folder) is not DataState.READY:
        make_practice_centre(folder, progress=moved)
    return open_office(folder, USERNAME, PASSWORD)
