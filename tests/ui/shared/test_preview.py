"""What will be printed: shown, saved, printed, and what is said where there is no printer."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from centre_app.errors import DiskFull, UserError
from tests.ui.conftest import StandInOffice
from ui import messages, tasks
from ui.progress import Progress
from ui.shared import printing
from ui.shared.preview import PreviewDialog, PrintPreview, open_document
from ui.shared.save_file import save_as, write_whole

Show = Callable[[QWidget], QWidget]


def pdf(pages: int = 2, wide: bool = False) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4) if wide else A4)
    for page in range(pages):
        canvas.drawString(100, 500, f"Page {page + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def preview(show: Show) -> PrintPreview:
    made = PrintPreview("tg")
    show(made)
    return made


def said() -> list[str]:
    return [message.text for message in messages.waiting()]


def test_the_pages_shown_are_those_of_the_document(preview: PrintPreview) -> None:
    preview.show_pdf(pdf(3), "card.pdf")
    assert preview.page_count() == 3
    assert preview._pages.text() == "3 pages"
    preview.show_pdf(pdf(1), "card.pdf")
    assert preview._pages.text() == "1 page"


def test_what_is_no_document_is_refused(preview: PrintPreview) -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        preview.show_pdf(b"nothing", "card.pdf")


def test_nothing_can_be_printed_before_there_is_a_document(preview: PrintPreview) -> None:
    assert not preview._print.isEnabled()
    assert not preview._save.isEnabled()
    preview.show_pdf(pdf(), "card.pdf")
    assert preview._print.isEnabled()
    preview.show_busy()
    assert not preview._print.isEnabled()
    preview.show_failed()
    assert preview._print.isEnabled()


def test_the_language_of_the_document_is_asked_for_apart(preview: PrintPreview, qtbot: QtBot) -> None:
    assert preview._languages is not None
    assert preview._languages.value() == "tg"
    with qtbot.waitSignal(preview.language_asked) as asked:
        preview._languages.setCurrentIndex(0)
    assert asked.args == ["en"]
    with qtbot.assertNotEmitted(preview.language_asked):
        preview.set_language("kk")
    assert preview._languages.value() == "kk"


def test_zoom_goes_on_from_what_fits_the_width(preview: PrintPreview) -> None:
    preview.show_pdf(pdf(), "card.pdf")
    preview._zoom(1.25)
    larger = preview.view.zoomFactor()
    preview._zoom(1 / 1.25)
    assert preview.view.zoomFactor() == pytest.approx(larger / 1.25)
    preview._fit()
    assert preview.view.zoomMode() is preview.view.ZoomMode.FitToWidth


def test_without_a_printer_it_says_what_to_do(preview: PrintPreview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing.QPrinterInfo, "availablePrinters", list)
    preview.show_pdf(pdf(), "card.pdf")
    preview.print_document()
    assert len(said()) == 1
    assert "No printer is set up" in said()[0]


def test_the_pages_printed_are_those_of_the_document_in_its_orientation(
    preview: PrintPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    preview.show_pdf(pdf(2, wide=True), "register.pdf")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setResolution(72)
    printer.setPageOrientation(printing._orientation(preview._document, 0))
    job = printing.PrintJob(preview._document, printer, preview)
    steps: list[tuple[int, int]] = []
    job.moved.connect(lambda done, of: steps.append((done, of)))
    with qtbot.waitSignal(job.ended) as ended:
        job.start()
    assert ended.args == [""]
    assert steps == [(1, 2), (2, 2)]
    paper = QPdfDocument(preview)
    paper.load(str(tmp_path / "paper.pdf"))
    assert paper.pageCount() == 2
    assert paper.pagePointSize(0).width() > paper.pagePointSize(0).height()


def test_printing_stops_when_asked(preview: PrintPreview, tmp_path: Path, qtbot: QtBot) -> None:
    preview.show_pdf(pdf(9), "cards.pdf")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setResolution(72)
    job = printing.PrintJob(preview._document, printer, preview)
    steps: list[int] = []
    job.moved.connect(lambda done, _of: (steps.append(done), job.stop() if done == 2 else None))
    with qtbot.waitSignal(job.ended):
        job.start()
    assert steps == [1, 2]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_said(preview: PrintPreview, tmp_path: Path, qtbot: QtBot) -> None:
    preview.show_pdf(pdf(), "card.pdf")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "paper.pdf"))
    job = printing.PrintJob(preview._document, printer, preview)
    with qtbot.waitSignal(job.ended) as ended:
        job.start()
    assert "does not answer" in str(ended.args)


def test_a_document_is_made_again_in_the_language_asked_for(stand_in: StandInOffice, show: Show, qtbot: QtBot) -> None:
    parent = QWidget()
    show(parent)
    made: list[str] = []
    traces: list[str] = []

    def make(_session: Any, _progress: Progress, language: str) -> bytes:
        made.append(language)
        return pdf(len(made))

    dialog = open_document(parent, "Child card", make, "card.pdf", language="ru", traced=traces.append)
    tasks.wait_idle()
    assert isinstance(dialog, PreviewDialog)
    assert dialog.preview.page_count() == 1
    dialog.preview.language_asked.emit("tg")
    tasks.wait_idle()
    assert (made, dialog.preview.page_count()) == (["ru", "tg"], 2)
    dialog.preview.printed.emit()
    dialog.preview.saved.emit("card.pdf")
    assert traces == ["printed", "exported"]
    dialog.close()


def test_saving_asks_where_and_writes_there(show: Show, tmp_path: Path) -> None:
    parent = QWidget()
    show(parent)
    written: list[Path] = []
    dialog: QFileDialog = save_as(parent, b"document", "card.pdf", then=written.append)
    dialog.fileSelected.emit(str(tmp_path / "card.pdf"))
    tasks.wait_idle()
    dialog.close()
    assert written == [tmp_path / "card.pdf"]
    assert (tmp_path / "card.pdf").read_bytes() == b"document"
    assert said() == ["Saved: card.pdf"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "card.pdf"
    path.write_bytes(b"before")

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["card.pdf"]


def test_a_vanished_folder_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written there"):
        write_whole(tmp_path / "usb stick" / "card.pdf", b"document")


def test_in_the_main_window_control_p_is_heard_by_the_window_alone(show: Show, qtbot: QtBot) -> None:
    page = QWidget()
    heard: list[str] = []
    QShortcut(QKeySequence("Ctrl+P"), page).activated.connect(lambda: heard.append("window"))
    inside = PrintPreview("ru")
    QVBoxLayout(page).addWidget(inside)
    show(page)
    inside.show_pdf(pdf(), "card.pdf")
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(inside.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["window"]


def test_in_a_dialog_control_p_prints(
    stand_in: StandInOffice, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(printing, "no_printer_words", lambda: asked.append("printer") or "no printer here")
    parent = show(QWidget())
    dialog = open_document(parent, "Card", lambda _session, _progress, _language: pdf(), "card.pdf", "ru")
    tasks.wait_idle()
    qtbot.keyClick(dialog.preview.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["printer"]
    dialog.close()
