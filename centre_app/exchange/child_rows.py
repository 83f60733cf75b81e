"""One line of a children's table -> what it says about a child. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from centre_app.children.checks import check_child
from centre_app.children.inputs import ChildInput, GuardianInput
from centre_app.errors import UserError
from centre_app.exchange.codes import Codes
from centre_app.exchange.date_values import ReadDate, date_of
from centre_app.exchange.headers import Columns, header_key
from centre_app.exchange.results import Findings
from centre_app.exchange.tables import Line, Value
from centre_app.exchange.values import CellProblem, name_of, number_of, phone_of, sex_of, split_name, text_of
from centre_app.language.fold import match_key
from centre_app.language.translate import N_

T = TypeVar("T")
_PLACES = ("province", "district", "municipality", "village", "address", "landmark")
_SEVERAL = re.compile(r"\s*[,;/+]\s*|\s+(?:и|ва|жана|және|and)\s+")
# The field that a rule names -> the column that it came from.
COLUMN_OF = {
    "birth_date": "birth",
    "guardians": "guardian",
    "start_day": "start",
    "end_day": "end",
    "service_id": "service",
    "group_id": "group",
    "primary_disability": "disability",
}


@dataclass(frozen=True)
class ReadChild:
    """What a row says. Only what stands in the row is in ``given``: an empty cell changes nothing."""

    line: Line
    given: Mapping[str, Any]  # fields of ChildInput
    guardians: tuple[GuardianInput, ...] = ()
    start: date | None = None
    end: date | None = None
    service: str = ""
    group: str = ""

    @property
    def row(self) -> int:
        """As numbered in the file."""
        return self.line.row

    @property
    def enrolment(self) -> tuple[str, date | None]:
        """What tells one enrolment of a child from another."""
        return header_key(self.service), self.start

    def as_new(self) -> ChildInput:
        """The child to register."""
        return ChildInput(**{"given_name": "", **self.given}, guardians=self.guardians)

    def upon(self, known: ChildInput) -> ChildInput:
        """A known child with what the row says written over it."""
        given = dict(self.given)
        if str(given.get("number", "")).casefold() == known.number.casefold():
            given.pop("number", None)  # k-0042 is K-0042
        if not known.phone and _digits(given.get("phone", "")) in {_digits(one.phone) for one in known.guardians}:
            given.pop("phone", None)  # a list with one column of phones says whom to ring, not whose phone it is
        if (
            given.get("birth_precision") == "year"
            and known.birth_date
            and known.birth_date.year == given["birth_date"].year
        ):
            del given["birth_date"], given["birth_precision"]  # the year alone takes nothing from a date known whole
        if "notes" in given:
            new = [line for line in given["notes"].splitlines() if line not in known.notes.splitlines()]
            given["notes"] = "\n".join([*([known.notes] if known.notes else []), *new])
        if "further_disabilities" in given:
            given["further_disabilities"] = tuple(
                dict.fromkeys(known.further_disabilities + given["further_disabilities"])
            )
        return replace(known, **given, guardians=_with_guardians(known.guardians, self.guardians))


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def _with_guardians(known: tuple[GuardianInput, ...], said: tuple[GuardianInput, ...]) -> tuple[GuardianInput, ...]:
    """Guardians by name: one who is known gets the new phone and relationship, another is added."""
    merged = list(known)
    for guardian in said:
        for place, other in enumerate(merged):
            if match_key(other.name) == match_key(guardian.name):
                merged[place] = replace(
                    other,
                    phone=guardian.phone or other.phone,
                    relationship=guardian.relationship or other.relationship,
                )
                break
        else:
            merged.append(guardian)
    return tuple(merged)


class RowReader:
    """Reads rows one by one; what is wrong goes to ``findings``, and the row gives None."""

    def __init__(self, columns: Columns, lists: Mapping[str, Codes], today: date, findings: Findings) -> None:
        self.columns = columns
        self.lists = lists
        self.today = today
        self.findings = findings
        self.wanted: dict[str, dict[str, str]] = {name: {} for name in lists}  # list -> key -> words to add to it

    def read(self, line: Line) -> ReadChild | None:
        """What the row says; None where something is wrong in it (then ``findings`` says what)."""
        before = len(self.findings.errors)
        given: dict[str, Any] = {}
        self._names(line, given)
        self._birth_and_sex(line, given)
        for name in _PLACES:
            if text := self._cell(line, name, text_of):
                given[name] = text
        guardians = self._guardians(line, given)
        self._disabilities(line, given)
        self._notes(line, given)
        read = ReadChild(
            line,
            given,
            guardians,
            start=self._day(line, "start"),
            end=self._day(line, "end"),
            service=self._cell(line, "service", text_of) or "",
            group=self._cell(line, "group", text_of) or "",
        )
        if read.end is not None and read.start is None:
            self._problem(line, "end", CellProblem(N_("there is an end without a start")))
        if len(self.findings.errors) == before:
            self._check(line, read)
        return read if len(self.findings.errors) == before else None

    def _names(self, line: Line, given: dict[str, Any]) -> None:
        if number := self._cell(line, "number", number_of):
            given["number"] = number
        for name in ("surname", "given_name", "patronymic"):
            if text := self._cell(line, name, name_of):
                given[name] = text
        full = self._cell(line, "full_name", name_of)
        if full and "given_name" not in given:
            parts = self._cell(line, "full_name", lambda _value: split_name(full))
            for name, part in zip(("surname", "given_name", "patronymic"), parts or (), strict=False):
                if part:
                    given.setdefault(name, part)

    def _birth_and_sex(self, line: Line, given: dict[str, Any]) -> None:
        birth: ReadDate | None = self._cell(line, "birth", lambda value: date_of(value, self.today, year_only=True))
        if birth is not None:
            given["birth_date"], given["birth_precision"] = birth.day, birth.precision
        sex = self._cell(line, "sex", sex_of)
        if sex is not None:
            given["sex"] = sex

    def _guardians(self, line: Line, given: dict[str, Any]) -> tuple[GuardianInput, ...]:
        phone = self._cell(line, "phone", phone_of) or ""
        family = self._cell(line, "guardian_phone", phone_of) or ""
        guardians: list[GuardianInput] = []
        for column, relationship in (("guardian", None), ("mother", "mother"), ("father", "father")):
            name = self._cell(line, column, name_of)
            if name:
                said = relationship or self._code(line, "relationship", "relationship")
                guardians.append(GuardianInput(name, said, "" if guardians else family))
        if family and not guardians and not phone:
            phone = family  # a phone without its owner's name is the home's
        if phone:
            given["phone"] = phone
        return tuple(guardians)

    def _disabilities(self, line: Line, given: dict[str, Any]) -> None:
        text = self._cell(line, "disability", text_of)
        if not text:
            return
        codes = self.lists["disability_type"]
        parts = [text] if codes.code(text) else [part for part in _SEVERAL.split(text) if part]
        if len(parts) > 1 and not all(codes.code(part) for part in parts):
            parts = [text]
        found = [self._code_of(line, "disability", "disability_type", part) for part in parts]
        if found and all(found):
            given["primary_disability"] = found[0]
            if found[1:]:
                given["further_disabilities"] = tuple(found[1:])

    def _notes(self, line: Line, given: dict[str, Any]) -> None:
        """Notes, and the certificate: it has no place of its own yet, and nothing is cut off."""
        notes = [text] if (text := self._cell(line, "notes", text_of)) else []
        certificate = self._cell(line, "certificate", text_of)
        until = self._day(line, "certificate_until")
        if certificate or until:
            heading = self.columns.heading("certificate" if certificate else "certificate_until")
            notes.append(f"{heading}: " + " – ".join(filter(None, (certificate, f"{until:%d.%m.%Y}" if until else ""))))
        if notes:
            given["notes"] = "\n".join(notes)

    def _day(self, line: Line, column: str) -> date | None:
        read = self._cell(line, column, lambda value: date_of(value, self.today))
        return read.day if read else None

    def _code(self, line: Line, column: str, list_name: str) -> str | None:
        text = self._cell(line, column, text_of)
        return self._code_of(line, column, list_name, text) if text else None

    def _code_of(self, line: Line, column: str, list_name: str, text: str) -> str | None:
        codes = self.lists[list_name]
        code = codes.code(text) or self.wanted[list_name].get(header_key(text))
        if code is None and codes.may_add:
            self.wanted[list_name][header_key(text)] = text
            return text  # the words stand for the code until the list has one
        if code is None:
            self._problem(line, column, CellProblem(N_("“{text}” is not in the list; add it with --create"), text=text))
        return code

    def _cell(self, line: Line, column: str, reader: Callable[[Value], T]) -> T | None:
        place = self.columns.places.get(column)
        if place is None:
            return None
        try:
            return reader(line.cell(place))
        except CellProblem as problem:
            self._problem(line, column, problem)
            return None

    def _check(self, line: Line, read: ReadChild) -> None:
        """The rules that a form holds to hold here too. Raises nothing; a breach is a finding."""
        if not read.given.get("given_name"):
            column = "given_name" if "given_name" in self.columns.places else "full_name"
            self._problem(line, column, CellProblem(N_("the name is missing")))
            return
        try:
            check_child(read.as_new(), self.today)
        except UserError as error:
            self._problem(line, COLUMN_OF.get(error.field or "", error.field or ""), error)

    def _problem(self, line: Line, column: str, problem: UserError) -> None:
        known = column in self.columns.places
        self.findings.error(line.row, self.columns.heading(column) if known else "", problem)
