"""Saving a finished document where the person says, whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from centre_app.errors import DiskFull, UserError
from centre_app.language.translate import N_, _
from ui import messages, tasks

_FULL = {errno.ENOSPC, errno.EDQUOT}


def save_as(parent: QWidget, data: bytes, file_name: str, then: Callable[[Path], object] | None = None) -> QFileDialog:
    """Ask where, with ``file_name`` proposed, and write ``data`` there; ``then(path)`` when it is written."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, _("Save as"), str(Path(folder) / file_name))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(file_name).suffix.removeprefix("."))

    def chosen(name: str) -> None:
        path = Path(name)

        def written(_nothing: None) -> None:
            messages.success(_("Saved: {file}").format(file=path.name))
            if then is not None:
                then(path)

        tasks.run(lambda _progress: write_whole(path, data), then=written, title=_("Saving"))

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def write_whole(path: Path, data: bytes) -> None:
    """Write beside, then put in place: a pulled stick or a full disk leaves no half of a file. Raises UserError."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        _forget(beside)
        if error.errno in _FULL:
            raise DiskFull from error
        raise UserError(
            N_("The file cannot be written there: {folder}. Choose another folder."), folder=str(path.parent)
        ) from error


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the folder itself is gone: nothing is left to tidy
