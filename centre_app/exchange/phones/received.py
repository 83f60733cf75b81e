"""A filled form as it came, whatever file it came in: what it says it is, its answers as text, its pictures. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from centre_app.errors import UserError
from centre_app.exchange.phones.form import FORM_FIELD, VERSION_FIELD
from centre_app.language.translate import Message

SEPARATORS = re.compile(r"[/:\-.]")  # between a group and its question, as servers write it; our names have none
LONGEST_ID = 100
_ID_FIELDS = ("instanceID", "KEY", "_uuid", "__id", "deprecatedID", "rootUuid")  # the first is the form's own
_FORM_FIELDS = (FORM_FIELD, "_xform_id_string")
_VERSION_FIELDS = (VERSION_FIELD, "FormVersion", "formVersion", "__version__")

FindPicture = Callable[[str], bytes | None]


def _nowhere(_name: str) -> bytes | None:
    return None


@dataclass(frozen=True)
class Submission:
    """One filled form. ``row`` is its place in a file that holds several, 0 where it holds one.

    ``ids``: its own instance id first, then those it had before it was changed on a server. ``picture`` finds what was
    sent with it by its file name.
    """

    file: str
    row: int
    form_id: str
    version: str
    ids: tuple[str, ...]
    answers: Mapping[str, str]
    picture: FindPicture = field(default=_nowhere, compare=False)


@dataclass(frozen=True)
class Unread:
    """A file, or a place in one, that no form could be read from."""

    file: str
    why: Message
    row: int = 0


class NoForm(UserError):
    """This is no filled form, or none that can be read."""


def submission(file: str, row: int, fields: Mapping[str, str], picture: FindPicture = _nowhere) -> Submission:
    """The form that a flat set of fields is. Where it bears no id, one is made of its answers: it stays the same when
    the file is read again."""
    by_leaf: dict[str, str] = {}
    for path, value in fields.items():
        if value:
            by_leaf.setdefault(leaf(path), value)
    answers = {path: value for path, value in fields.items() if value}
    found = (clean_id(by_leaf.get(name, "")) for name in _ID_FIELDS)
    ids = tuple(dict.fromkeys(one for one in found if one))
    return Submission(
        file=file,
        row=row,
        form_id=next((by_leaf[name] for name in _FORM_FIELDS if name in by_leaf), ""),
        version=next((by_leaf[name] for name in _VERSION_FIELDS if name in by_leaf), ""),
        ids=ids or (_fingerprint(answers),),
        answers=answers,
        picture=picture,
    )


def leaf(path: str) -> str:
    """The question's name without its groups."""
    return SEPARATORS.split(path)[-1]


def clean_id(text: str) -> str:
    """An instance id as it is compared: without ``uuid:``, in small letters."""
    return text.strip().lower().removeprefix("uuid:")[:LONGEST_ID]


def _fingerprint(answers: Mapping[str, str]) -> str:
    said = "\n".join(f"{path}={value}" for path, value in sorted(answers.items()))
    return "sha256:" + hashlib.sha256(said.encode()).hexdigest()
