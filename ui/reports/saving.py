"""Saving documents: one as a file, or one file a child into a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from centre_app.language.translate import _, ngettext
from centre_app.reports.catalogue import make, make_many
from centre_app.reports.style import Document
from ui import messages, tasks
from ui.progress import Progress
from ui.reports.traced import leave_trace
from ui.shared.save_file import save_as, write_whole


def save_table(parent: QWidget, kind: str, parameters: Mapping[str, object], language: str, file_format: str) -> None:
    """The document in another format, saved where the person says."""

    def making(session: Any, progress: Progress) -> Document:
        return make(session, kind, parameters, language, file_format, progress=progress)

    def made(document: Document) -> None:
        save_as(parent, document.content, document.name, then=lambda _path: leave_trace(kind, parameters, "exported"))

    tasks.produce(making, then=made, owner=parent, title=_("Making the document"))


def save_many(
    parent: QWidget, kind: str, children: Sequence[UUID], parameters: Mapping[str, object], language: str
) -> None:
    """A PDF for each child into a folder, with progress and Stop; what is written stays."""
    chosen = QFileDialog.getExistingDirectory(parent, _("Folder for the files"))
    if not chosen:
        return
    folder = Path(chosen)
    rest = {name: value for name, value in parameters.items() if name != "child"}

    def writing(session: Any, progress: Progress) -> int:
        written = 0
        for document in make_many(session, kind, children, rest, language, progress=progress):
            write_whole(folder / document.name, document.content)
            written += 1
        return written

    def done(count: int) -> None:
        for child_id in children:
            tasks.trace("exported", child_id=child_id, what=kind)
        messages.success(ngettext("{n} file saved.", "{n} files saved.", count).format(n=count))

    tasks.produce(writing, then=done, owner=parent, title=_("Making the documents"))
