"""Onto paper: the very pages of a PDF, through the system's print dialog, one page a turn of the event loop."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from centre_app.language.translate import _

#: Enough for small letters on paper; an office printer's 1200 dpi would take 400 MB a page.
_DOTS_PER_INCH = 300


def no_printer_words() -> str:
    """What to say when this PC has no printer; "" when it has one."""
    if QPrinterInfo.availablePrinters():
        return ""
    return _("No printer is set up on this PC. Save the document and print it on another one, or add a printer first.")


def ask_printer(parent: QWidget, document: QPdfDocument, name: str) -> QPrintDialog:
    """The system's print dialog for this document; open it, and print on ``dialog.printer()`` when it is accepted."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setResolution(_DOTS_PER_INCH)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(_orientation(document, 0))
    printer.setFromTo(1, document.pageCount())
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, document.pageCount())
    return dialog


class PrintJob(QObject):
    """Prints the pages asked for. ``moved(done, of)`` after each page; ``ended(words)``: "" when all went well."""

    moved = Signal(int, int)
    ended = Signal(str)

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._printer = document, printer
        first = printer.fromPage() or 1
        last = min(printer.toPage() or document.pageCount(), document.pageCount())
        self._pages = list(range(first - 1, last))
        self._done = 0
        self._painter = QPainter()

    def start(self) -> None:
        """Begin; the pages follow by themselves."""
        if not self._pages or not self._painter.begin(self._printer):
            self._end(_("The printer does not answer. Is it switched on and connected?"))
            return
        QTimer.singleShot(0, self._next)

    def stop(self) -> None:
        """Print no more pages."""
        self._pages = self._pages[: self._done]

    def _next(self) -> None:
        if self._done >= len(self._pages):
            self._painter.end()
            self._end("")
            return
        page = self._pages[self._done]
        if self._done:
            self._printer.setPageOrientation(_orientation(self._document, page))
            self._printer.newPage()
        sheet = QRectF(self._painter.viewport())
        points = self._document.pagePointSize(page)
        fitted = points.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        picture = self._document.render(page, QSize(round(fitted.width()), round(fitted.height())))
        self._painter.drawImage(QRectF(0, 0, fitted.width(), fitted.height()), picture)
        self._done += 1
        self.moved.emit(self._done, len(self._pages))
        QTimer.singleShot(0, self._next)

    def _end(self, words: str) -> None:
        self.ended.emit(words)
        self.deleteLater()


def _orientation(document: QPdfDocument, page: int) -> QPageLayout.Orientation:
    size = document.pagePointSize(page)
    wide = size.width() > size.height()
    return QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
