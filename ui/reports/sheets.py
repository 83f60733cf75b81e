"""The recovery sheet as it is printed, wherever a new code is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from centre_app.language.translate import Words, _
from ui import tasks
from ui.shared.preview import PreviewDialog, open_document

if TYPE_CHECKING:
    from centre_app.office import Office


def show_recovery_sheet(parent: QWidget, office: Office, code: str) -> PreviewDialog:
    """Show the sheet of this code over ``parent``; printing and saving leave their trace in the history."""
    from centre_app.reports.recovery import RecoverySheet, file_name, render
    from centre_app.security.recovery import groups
    from centre_app.sites.queries import the_site

    if tasks.runner().office is None:
        # At the set-up the window of the centre is not open yet; the sheet is read from the centre just made.
        tasks.use(office)
    day, folder = office.today(), str(office.data)

    def sheet(centre: str) -> RecoverySheet:
        return RecoverySheet(centre, tuple(groups(code)), day, folder)

    def make(session: Any, _progress: tasks.Progress, language: str) -> bytes:
        return render(sheet(the_site(session).name), Words.of(language))

    return open_document(
        parent,
        _("Recovery sheet"),
        make,
        file_name(sheet("")),
        traced=lambda kind: tasks.trace(kind, what="recovery"),
    )
