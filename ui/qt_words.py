"""Qt's own words (buttons, file and print dialogs, calendar, context menus) in our five languages.

Qt ships Russian and Kazakh only, each with gaps. Our catalogue answers first, Qt's own file behind it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from centre_app.language.translate import Words

CONTEXT: Final = "Qt"


def pgettext(context: str, text: str) -> str:
    """Mark Qt's words for the catalogues, whose gathering looks for this name; they are looked up when Qt asks."""
    return text


#: As Qt writes them, without the & of its keys.
WORDS: Final = frozenset(
    {
        # buttons
        pgettext("Qt", "OK"),
        pgettext("Qt", "Save"),
        pgettext("Qt", "Save All"),
        pgettext("Qt", "Open"),
        pgettext("Qt", "Yes"),
        pgettext("Qt", "Yes to All"),
        pgettext("Qt", "No"),
        pgettext("Qt", "No to All"),
        pgettext("Qt", "Abort"),
        pgettext("Qt", "Retry"),
        pgettext("Qt", "Ignore"),
        pgettext("Qt", "Close"),
        pgettext("Qt", "Cancel"),
        pgettext("Qt", "Discard"),
        pgettext("Qt", "Don't Save"),
        pgettext("Qt", "Close without Saving"),
        pgettext("Qt", "Help"),
        pgettext("Qt", "Apply"),
        pgettext("Qt", "Reset"),
        pgettext("Qt", "Restore Defaults"),
        pgettext("Qt", "Show Details..."),
        pgettext("Qt", "Hide Details..."),
        # context menu of a text field
        pgettext("Qt", "Undo"),
        pgettext("Qt", "Redo"),
        pgettext("Qt", "Cut"),
        pgettext("Qt", "Copy"),
        pgettext("Qt", "Copy Link Location"),
        pgettext("Qt", "Paste"),
        pgettext("Qt", "Delete"),
        pgettext("Qt", "Select All"),
        pgettext("Qt", "Step up"),
        pgettext("Qt", "Step down"),
        # file dialog
        pgettext("Qt", "Look in:"),
        pgettext("Qt", "Back"),
        pgettext("Qt", "Forward"),
        pgettext("Qt", "Go back"),
        pgettext("Qt", "Go forward"),
        pgettext("Qt", "Parent Directory"),
        pgettext("Qt", "Go to the parent directory"),
        pgettext("Qt", "Create New Folder"),
        pgettext("Qt", "Create a New Folder"),
        pgettext("Qt", "List View"),
        pgettext("Qt", "Detail View"),
        pgettext("Qt", "Change to list view mode"),
        pgettext("Qt", "Change to detail view mode"),
        pgettext("Qt", "Sidebar"),
        pgettext("Qt", "List of places and bookmarks"),
        pgettext("Qt", "Files"),
        pgettext("Qt", "File name:"),
        pgettext("Qt", "Files of type:"),
        pgettext("Qt", "Directory:"),
        pgettext("Qt", "Choose"),
        pgettext("Qt", "Find Directory"),
        pgettext("Qt", "Save As"),
        pgettext("Qt", "All Files (*)"),
        pgettext("Qt", "All files (*)"),
        pgettext("Qt", "All Files"),
        pgettext("Qt", "Directories"),
        pgettext("Qt", "Recent Places"),
        pgettext("Qt", "Remove"),
        pgettext("Qt", "Rename"),
        pgettext("Qt", "Show hidden files"),
        pgettext("Qt", "New Folder"),
        pgettext("Qt", "My Computer"),
        pgettext("Qt", "Computer"),
        pgettext("Qt", "Drive"),
        pgettext("Qt", "File"),
        pgettext("Qt", "Folder"),
        pgettext("Qt", "File Folder"),
        pgettext("Qt", "Name"),
        pgettext("Qt", "Size"),
        pgettext("Qt", "Type"),
        pgettext("Qt", "Kind"),
        pgettext("Qt", "Date Modified"),
        pgettext("Qt", "%1 bytes"),
        pgettext("Qt", "%1 already exists.\nDo you want to replace it?"),
        pgettext("Qt", "%1\nFile not found.\nPlease verify the correct file name was given."),
        pgettext("Qt", "%1\nDirectory not found.\nPlease verify the correct directory name was given."),
        pgettext("Qt", "'%1' is write protected.\nDo you want to delete it anyway?"),
        pgettext("Qt", "Are you sure you want to delete '%1'?"),
        pgettext("Qt", "Could not delete directory."),
        pgettext("Qt", "Invalid filename"),
        # print dialog
        pgettext("Qt", "Print"),
        pgettext("Qt", "Printer"),
        pgettext("Qt", "Location:"),
        pgettext("Qt", "Properties"),
        pgettext("Qt", "Preview"),
        pgettext("Qt", "Output file:"),
        pgettext("Qt", "Print range"),
        pgettext("Qt", "Print all"),
        pgettext("Qt", "Pages from"),
        pgettext("Qt", "Pages"),
        pgettext("Qt", "to"),
        pgettext("Qt", "Page Set:"),
        pgettext("Qt", "Current Page"),
        pgettext("Qt", "Selection"),
        pgettext("Qt", "Output Settings"),
        pgettext("Qt", "Copies"),
        pgettext("Qt", "Copies:"),
        pgettext("Qt", "Collate"),
        pgettext("Qt", "Reverse"),
        pgettext("Qt", "Options"),
        pgettext("Qt", "Color Mode"),
        pgettext("Qt", "Color"),
        pgettext("Qt", "Grayscale"),
        pgettext("Qt", "Duplex Printing"),
        pgettext("Qt", "None"),
        pgettext("Qt", "Long side"),
        pgettext("Qt", "Short side"),
        pgettext("Qt", "Options >>"),
        pgettext("Qt", "Options <<"),
        pgettext("Qt", "Print to File (PDF)"),
        pgettext("Qt", "Print To File ..."),
        pgettext("Qt", "Local file"),
        pgettext("Qt", "Write PDF file"),
        pgettext("Qt", "Page"),
        pgettext("Qt", "Advanced"),
        pgettext("Qt", "Form"),
        pgettext("Qt", "Paper"),
        pgettext("Qt", "Page size:"),
        pgettext("Qt", "Width:"),
        pgettext("Qt", "Height:"),
        pgettext("Qt", "Orientation"),
        pgettext("Qt", "Portrait"),
        pgettext("Qt", "Landscape"),
        pgettext("Qt", "Reverse landscape"),
        pgettext("Qt", "Reverse portrait"),
        pgettext("Qt", "Margins"),
        pgettext("Qt", "All Pages"),
        pgettext("Qt", "Odd Pages"),
        pgettext("Qt", "Even Pages"),
        # calendar
        pgettext("Qt", "Previous Month"),
        pgettext("Qt", "Next Month"),
        pgettext("Qt", "Select Month"),
        pgettext("Qt", "Select Year"),
    }
)

#: Qt marks the letter of a key in its words: "&Save".
_KEY_SIGN: Final = "&"


class QtWords(QTranslator):
    """Answers Qt from our catalogue; None leaves the question to the next translator ("" would be an answer)."""

    def __init__(self, words: Words, parent: QApplication) -> None:
        super().__init__(parent)
        self._words = words

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: bytes | bytearray | memoryview | str,
        sourceText: bytes | bytearray | memoryview | str,
        disambiguation: bytes | bytearray | memoryview | str | None = None,
        n: int = -1,
    ) -> str | None:
        source = sourceText if isinstance(sourceText, str) else bytes(sourceText).decode()
        source = source.replace(_KEY_SIGN, "")
        if source not in WORDS:
            return None
        said = self._words.pgettext(CONTEXT, source)
        return said if said != source else None


_installed: list[QTranslator] = []


def install(app: QApplication, language: str) -> None:
    """Have Qt speak this language from now on."""
    for translator in _installed:
        app.removeTranslator(translator)
        translator.deleteLater()
    _installed.clear()
    if language == "en":
        return
    shipped = QTranslator(app)
    if shipped.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        _add(app, shipped)
    # The one installed last is asked first.
    _add(app, QtWords(Words.of(language), app))


def _add(app: QApplication, translator: QTranslator) -> None:
    app.installTranslator(translator)
    _installed.append(translator)
