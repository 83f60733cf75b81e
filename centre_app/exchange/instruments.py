"""A centre's instruments as files: whole with all languages (JSON), or as a table in one language (XLSX)."""

from __future__ import annotations

import json
from pathlib import Path

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.exchange.reading import read_sheets
from centre_app.instruments.editing import add_instrument, change_instrument, exported_content, import_instrument
from centre_app.instruments.own import OwnInstrument
from centre_app.instruments.queries import instruments
from centre_app.instruments.table import from_sheets
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs

_LARGEST = 5_000_000  # bytes; the longest given instrument has 25 thousand


@needs(Permission.MANAGE_CENTRE)
def export_instrument(session: OfficeSession, code: str) -> bytes:
    """An instrument whole, for another centre: JSON in UTF-8."""
    return (json.dumps(exported_content(session, code), ensure_ascii=False, indent=1) + "\n").encode()


@needs(Permission.MANAGE_CENTRE)
def import_instrument_file(session: OfficeSession, path: Path, language: str) -> str:
    """Take in a ``.json`` or ``.xlsx`` file; gives the instrument's code. Raises UserError saying what is wrong where.

    A table is in one ``language``; an own instrument of the same title gets a new version.
    """
    if path.suffix.lower() == ".json":
        return import_instrument(session, _read_json(path))
    rows = [[line.cells for line in sheet.lines] for sheet in read_sheets(path)]
    return _import_table(session, from_sheets(rows), language)


def _import_table(session: OfficeSession, own: OwnInstrument, language: str) -> str:
    for row in instruments(session):
        if row.own and row.definition.title[language] == own.title:
            change_instrument(session, row.code, own, language)
            return row.code
    return add_instrument(session, own, language)


def _read_json(path: Path) -> dict[str, object]:
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(N_("“{name}” is too large to be an instrument."), field="file", name=path.name)
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound(N_("There is no file “{name}”."), field="file", name=str(path)) from None
    except (OSError, UnicodeDecodeError):
        raise UserError(N_("“{name}” cannot be read."), field="file", name=path.name) from None
    try:
        content = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UserError(N_("“{name}” is not an instrument’s file."), field="file", name=path.name) from None
    if not isinstance(content, dict):
        raise UserError(N_("“{name}” is not an instrument’s file."), field="file", name=path.name)
    return content


def _no_number(name: str) -> float:
    """NaN and infinity stand in no instrument, and no database keeps them."""
    raise ValueError(name)
