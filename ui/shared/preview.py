"""What will be printed, shown before exactly so; then printed, saved, or made anew in another language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from centre_app.language.translate import LANGUAGE_NAMES, LANGUAGES, _, current, ngettext
from ui import messages, tasks
from ui.progress import Progress
from ui.shared import printing, theme
from ui.shared.busy import Busy
from ui.shared.buttons import button, icon_button, main_button
from ui.shared.choice import ChoiceBox
from ui.shared.flow import Flow
from ui.shared.save_file import save_as
from ui.shared.words import label

_CLOSER = 1.25


class PrintPreview(QWidget):
    """The pages of one PDF. ``language`` is the document's; None leaves the choice out."""

    printed = Signal()
    saved = Signal(str)
    language_asked = Signal(str)

    def __init__(self, language: str | None = None) -> None:
        super().__init__()
        self._data = b""
        self._name = ""
        self._document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self._job: printing.PrintJob | None = None
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self._document)
        self.view.setAccessibleName(_("The document as it will be printed"))
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._busy = Busy(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._top(language))
        layout.addWidget(self.view, 1)
        self._enable(False)

    def show_pdf(self, data: bytes, file_name: str) -> None:
        """Show this document; ``file_name`` is proposed when saving. Raises ValueError for what is not a PDF."""
        self._busy.hide_over()
        self._data, self._name = data, file_name
        older = self._buffer
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if older is not None:
            older.deleteLater()
        if self._document.status() is not QPdfDocument.Status.Ready:
            raise ValueError("not a PDF document")
        n = self._document.pageCount()
        self._pages.setText(ngettext("{n} page", "{n} pages", n).format(n=n))
        self._enable(True)

    def show_busy(self) -> None:
        """The document is being made."""
        self._enable(False)
        self._pages.setText("")
        self._busy.show_over()

    def show_failed(self) -> None:
        """It could not be made; what was shown before is still there."""
        self._busy.hide_over()
        self._enable(bool(self._data))

    def set_language(self, code: str) -> None:
        """Show another language as the document's, without asking for it."""
        if self._languages is not None:
            self._languages.set_value(code)

    def page_count(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount()

    def print_document(self) -> None:
        """As the button does: the system's dialog, or words where there is no printer."""
        if not self._print.isEnabled():
            return
        words = printing.no_printer_words()
        if words:
            messages.attention(words)
            return
        dialog = printing.ask_printer(self, self._document, self._name)
        dialog.accepted.connect(lambda: self._print_on(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def save_document(self) -> None:
        """As the button does."""
        save_as(self, self._data, self._name, then=lambda path: self.saved.emit(str(path)))

    def _top(self, language: str | None) -> Flow:
        self._pages = label("", kind="muted")
        self._print = main_button(_("Print…"), self.print_document, icon="print")
        self._save = button(_("Save as…"), self.save_document, icon="save")
        self._stop = button(_("Stop"), self._stop_printing, icon="stop")
        self._stop.hide()
        row = Flow()
        self._languages: ChoiceBox | None = None
        if language is not None:
            self._languages = ChoiceBox([(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
            self._languages.setAccessibleName(_("Language of the document"))
            self._languages.setToolTip(_("Language of the document"))
            self._languages.set_value(language)
            self._languages.chosen.connect(lambda code: self.language_asked.emit(str(code)))
            row.add(self._languages)
        row.add(icon_button("search_less", _("Smaller"), lambda: self._zoom(1 / _CLOSER)))
        row.add(icon_button("search_more", _("Larger"), lambda: self._zoom(_CLOSER)))
        for part in (button(_("Fit the width"), self._fit), self._save, self._print, self._stop, self._pages):
            row.add(part)
        return row

    def _zoom(self, by: float) -> None:
        shown = self.view.zoomFactor()
        if self.view.zoomMode() is QPdfView.ZoomMode.FitToWidth:
            # Where fitting has brought it: from there it goes on, not from 100 %.
            width = self._document.pagePointSize(0).width() * self.logicalDpiX() / 72
            shown = self.view.viewport().width() / width if width else 1.0
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(0.25, min(4.0, shown * by)))

    def _fit(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _enable(self, ready: bool) -> None:
        self._print.setEnabled(ready)
        self._save.setEnabled(ready)

    def _print_on(self, dialog: Any) -> None:
        self._job = printing.PrintJob(self._document, dialog.printer(), self)
        self._job.moved.connect(
            lambda done, of: self._pages.setText(_("Printing {done} of {of}").format(done=done, of=of))
        )
        self._job.ended.connect(self._printed)
        self._enable(False)
        self._stop.show()
        self._job.start()

    def _stop_printing(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _printed(self, words: str) -> None:
        self._job = None
        self._stop.hide()
        self._enable(True)
        n = self._document.pageCount()
        self._pages.setText(ngettext("{n} page", "{n} pages", n).format(n=n))
        if words:
            messages.error(words)
        else:
            messages.success(_("Sent to the printer."))
            self.printed.emit()


class PreviewDialog(QDialog):
    """A document in a window of its own; made in the background, and again in each language asked for."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        make: Callable[[Any, Progress, str], bytes],
        file_name: str,
        language: str,
        traced: Callable[[str], object] | None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._title, self._make, self._file_name = title, make, file_name
        self.preview = PrintPreview(language)
        self.preview.language_asked.connect(self.show_in)
        # Here and not on the button: in the main window Ctrl+P is the window's, and two of one key are none.
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self.preview.print_document)
        if traced is not None:
            self.preview.printed.connect(lambda: traced("printed"))
            self.preview.saved.connect(lambda _path: traced("exported"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.preview, 1)
        layout.addWidget(messages.MessageArea(self))
        room = self.screen().availableSize()
        self.resize(min(theme.px(900), room.width() - 40), min(theme.px(760), room.height() - 40))
        self.show_in(language)

    def show_in(self, language: str) -> None:
        """Make the document in this language and show it."""
        self.preview.show_busy()
        tasks.produce(
            lambda session, progress: self._make(session, progress, language),
            then=self._made,
            failed=self._failed,
            owner=self,
            title=self._title,
        )

    def _made(self, data: bytes) -> None:
        self.preview.show_pdf(data, self._file_name)

    def _failed(self, _error: Exception) -> bool:
        self.preview.show_failed()
        return False


def open_document(
    parent: QWidget,
    title: str,
    make: Callable[[Any, Progress, str], bytes],
    file_name: str,
    language: str = "",
    traced: Callable[[str], object] | None = None,
) -> PreviewDialog:
    """Show the PDF that ``make(session, progress, language)`` makes. ``language``: the screen's where "".

    ``traced("printed" | "exported")`` is called here, on the UI thread, after it has happened: leave the trace with
    ``tasks.trace``.
    """
    dialog = PreviewDialog(parent.window(), title, make, file_name, language or current().language, traced)
    dialog.open()
    return dialog
