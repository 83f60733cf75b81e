"""Filled forms as KoboToolbox and ODK Central give them out as JSON: a list, ``results`` or ``value``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from centre_app.exchange.phones.received import FindPicture, NoForm, Submission, submission
from centre_app.language.translate import N_

LARGEST = 60 * 1024 * 1024  # bytes
MOST = 20_000  # forms in one file
_DEEPEST = 12
_LISTS = ("results", "value")


def read_json(file: str, content: bytes, picture: FindPicture) -> Iterator[Submission]:
    """The forms in a JSON file, in its order. Raises NoForm in words."""
    if len(content) > LARGEST:
        raise NoForm(N_("“{name}” is too large to be filled forms."), name=file)
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        raise NoForm(N_("“{name}” is broken: it cannot be read as JSON."), name=file) from None
    rows = (
        next((whole[name] for name in _LISTS if isinstance(whole.get(name), list)), [whole])
        if isinstance(whole, dict)
        else whole
    )
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise NoForm(N_("“{name}” holds no forms from a phone."), name=file)
    if len(rows) > MOST:
        raise NoForm(N_("“{name}” holds more than {most} forms. Divide it."), name=file, most=MOST)
    for number, row in enumerate(rows, start=1):
        yield submission(file, number if len(rows) > 1 else 0, dict(_flat(row, "", 0)), picture)


def _flat(row: Mapping[str, Any], group: str, depth: int) -> Iterator[tuple[str, str]]:
    """Groups within groups as paths; lists of things (attachments, notes) are not answers."""
    for name, value in row.items():
        path = f"{group}{name}"
        if isinstance(value, dict):
            if depth < _DEEPEST:
                yield from _flat(value, f"{path}/", depth + 1)
        elif isinstance(value, list):
            if value and all(isinstance(one, str) for one in value):
                yield path, " ".join(value)
        elif value is not None:
            yield path, _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
