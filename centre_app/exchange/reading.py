"""A file as it lies in the office -> sheets. Decides by what is in it, not only by what it is called."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from centre_app.errors import NotFound
from centre_app.exchange.tables import Formula, Line, Measure, Sheet, Unreadable, Value, trimmed
from centre_app.language.translate import N_

LARGEST_TEXT = 100 * 1024 * 1024
LARGEST_WORKBOOK = 60 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What begins like this is no table, whatever its name says.
_NO_TABLES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FIRST_ROWS = 40


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of an ``.xlsx``, ``.csv`` or ``.tsv`` file, hidden ones left out.

    Raises NotFound where there is no such file and Unreadable (a clear refusal) for everything that is not a table.
    """
    suffix = path.suffix.lower()
    size, head = _look(path)
    if suffix == ".xlsx":
        return _read_workbook(path, size, head)
    if suffix in (".xlsm", ".xltm", ".xlsb", ".xlam"):
        raise Unreadable(N_("“{name}” can hold macros. Save it as .xlsx, then import that."), name=path.name)
    if suffix in (".csv", ".tsv", ".txt"):
        return [Sheet(path.stem, tuple(_read_text(path, size, head, "\t" if suffix == ".tsv" else "")))]
    raise Unreadable(
        N_("“{name}” is not a table that can be imported. Save it as .xlsx, .csv or .tsv."), name=path.name
    )


def _look(path: Path) -> tuple[int, bytes]:
    """Size and first bytes."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError:
        raise NotFound(N_("There is no file “{name}”."), name=str(path)) from None
    except OSError:
        raise Unreadable(N_("“{name}” cannot be read."), name=str(path)) from None
    if size == 0:
        raise Unreadable(N_("“{name}” is empty."), name=path.name)
    return size, head


def _read_workbook(path: Path, size: int, head: bytes) -> list[Sheet]:
    if size > LARGEST_WORKBOOK:
        raise _too_large(path)
    if head.startswith(_OLD_EXCEL):
        raise Unreadable(
            N_("“{name}” is locked with a password or made by an old Excel. Save it as .xlsx without a password."),
            name=path.name,
        )
    if not head.startswith(_ZIP):
        raise _not_what_it_says(path.name)
    from centre_app.exchange.workbook import read_workbook  # openpyxl takes 0.2 s to import

    return read_workbook(path)


def _read_text(path: Path, size: int, head: bytes, delimiter: str) -> Iterator[Line]:
    if size > LARGEST_TEXT:
        raise _too_large(path)
    if head.startswith((_ZIP, _OLD_EXCEL, *_NO_TABLES)):
        raise _not_what_it_says(path.name)
    text = decoded(path.read_bytes(), path.name)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or delimiter_of(text))
    measure = Measure()
    try:
        for number, row in enumerate(rows, start=1):
            measure.row(number, len(row))
            cells = trimmed([_text_value(cell) for cell in row])
            if cells:
                measure.line(number, cells)
                yield Line(number, cells)
    except csv.Error:
        raise Unreadable(N_("“{name}” is not a table: its rows cannot be told apart."), name=path.name) from None


def _text_value(text: str) -> Value:
    text = text.strip()
    if text.startswith("'"):  # how spreadsheets mark what must stay text
        text = text[1:]
    elif text.startswith("="):
        return Formula(text)
    return text or None


def decoded(content: bytes, file_name: str) -> str:
    """The text in the alphabet it was written in: marked or plain UTF-8, UTF-16, else Windows-1251 and its like.

    Raises Unreadable where it is no text.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "") or _utf16_by_zeros(content)
    if not encoding and b"\0" in content[:65536]:
        raise _not_what_it_says(file_name)
    for name in (encoding,) if encoding else ("utf-8", _one_byte_alphabet(content)):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _not_what_it_says(file_name)


def _utf16_by_zeros(content: bytes) -> str:
    """UTF-16 without a mark: in every table the separators and digits have a zero byte on the same side."""
    sample = content[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 20 * even and odd * 20 > len(sample):
        return "utf-16-le"
    if even > 20 * odd and even * 20 > len(sample):
        return "utf-16-be"
    return ""


def _one_byte_alphabet(content: bytes) -> str:
    """Windows-1251, unless the letters are clearly those of DOS (old exports)."""
    from charset_normalizer import from_bytes

    best = from_bytes(content[:65536], cp_isolation=["cp1251", "cp866"]).best()
    return best.encoding if best is not None else "cp1251"


def delimiter_of(text: str) -> str:
    """The sign that parts the first rows most evenly into more than one column."""

    def evenness(sign: str) -> tuple[int, int]:
        widths: dict[int, int] = {}
        rows = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=sign)
        try:
            for _number, row in zip(range(_FIRST_ROWS), rows, strict=False):
                if len(row) > 1:
                    widths[len(row)] = widths.get(len(row), 0) + 1
        except csv.Error:
            return 0, 0
        width, lines = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return lines, width

    return max(";\t,", key=evenness)


def _too_large(path: Path) -> Unreadable:
    return Unreadable(N_("“{name}” is too large to be a list of children."), name=path.name)


def _not_what_it_says(file_name: str) -> Unreadable:
    return Unreadable(N_("“{name}” is not what its name says: no table can be read from it."), name=file_name)
