"""The short list that a form is built from. Labels are words already translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from centre_app.language.translate import _
from ui.shared import editors
from ui.shared.choice import Choices
from ui.shared.choice_editors import CheckEditor, ChoiceEditor, MultiChoiceEditor
from ui.shared.editors import BirthValue, Editor
from ui.shared.rows import MakeForm, RowsEditor

__all__ = ["BirthValue"]


@dataclass(frozen=True)
class Part:
    """Anything that stands in a form. ``width``: columns of the two-column grid that it takes."""

    width: int = field(default=1, kw_only=True)


@dataclass(frozen=True)
class Heading(Part):
    """The title of a section."""

    text: str
    width: int = field(default=2, kw_only=True)


@dataclass(frozen=True)
class Note(Part):
    """Words between fields."""

    text: str
    width: int = field(default=2, kw_only=True)


@dataclass(frozen=True)
class Field(Part):
    """A field: its name in the values, its label. ``hint``: muted words below. ``required``: refused when empty."""

    name: str
    label: str
    required: bool = field(default=False, kw_only=True)
    hint: str = field(default="", kw_only=True)
    enabled: bool = field(default=True, kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        """A new widget for it. ``make_form(fields)`` makes the small forms of a field that has rows."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Field):
    """One line → str, spaces around it taken off. ``suggestions`` are offered while typing."""

    placeholder: str = field(default="", kw_only=True)
    max_length: int = field(default=0, kw_only=True)
    suggestions: Sequence[str] = field(default=(), kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return editors.LineEditor(self.placeholder, self.max_length, self.suggestions)


@dataclass(frozen=True)
class Phone(Field):
    """A phone number as people write it → str. What a number may look like is the capability's rule."""

    placeholder: str = field(default="", kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return editors.LineEditor(self.placeholder)


@dataclass(frozen=True)
class Secret(Field):
    """A password → str as typed. Never in a draft."""

    def editor(self, make_form: MakeForm) -> Editor:
        return editors.SecretEditor()


@dataclass(frozen=True)
class Multiline(Field):
    """Several lines → str."""

    lines: int = field(default=3, kw_only=True)
    width: int = field(default=2, kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return editors.LinesEditor(self.lines)


@dataclass(frozen=True)
class Choice(Field):
    """One of ``choices`` (key, words) → key, or None. Never defaulted: ``empty`` stands first and is chosen."""

    choices: Choices = ()
    empty: str | None = field(default=None, kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return ChoiceEditor(self.choices, _("not said") if self.empty is None else self.empty)


@dataclass(frozen=True)
class MultiChoice(Field):
    """Any of ``choices`` → tuple of keys, as check boxes."""

    choices: Choices = ()
    columns: int = field(default=2, kw_only=True)
    width: int = field(default=2, kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return MultiChoiceEditor(self.choices, self.columns)


@dataclass(frozen=True)
class Day(Field):
    """A day → date or None; typed freely. ``today`` is the office's."""

    today: date = field(kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return editors.DayEditor(self.today)


@dataclass(frozen=True)
class Birth(Field):
    """A date of birth → BirthValue: a day, only a year, or neither."""

    today: date = field(kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return editors.BirthEditor(self.today)


@dataclass(frozen=True)
class Number(Field):
    """A number → int (Decimal with ``decimals``), or None."""

    minimum: int = field(default=0, kw_only=True)
    maximum: int = field(default=999_999, kw_only=True)
    decimals: int = field(default=0, kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return editors.NumberEditor(self.minimum, self.maximum, self.decimals)


@dataclass(frozen=True)
class Check(Field):
    """Yes or no → bool."""

    def editor(self, make_form: MakeForm) -> Editor:
        return CheckEditor(self.label)


@dataclass(frozen=True)
class Rows(Field):
    """The same few fields several times (guardians) → tuple of dicts; rows left empty are left out.

    Keys of a row's values that have no field (an ``id``) are kept and given back.
    """

    fields: Sequence[Part] = ()
    add_text: str = field(default="", kw_only=True)
    width: int = field(default=2, kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return RowsEditor(self.fields, self.add_text or _("Add another"), make_form)
