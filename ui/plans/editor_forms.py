"""The forms that a plan is written in, and the way from what is typed to a plan and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from centre_app.language.dates import day_text
from centre_app.language.translate import _
from centre_app.plans.inputs import AgreementInput, GoalInput, HomeTaskInput, ServiceInput
from centre_app.plans.rules import (
    AGREEMENT_LABELS,
    GOAL_LABELS,
    LEVEL_NAMES,
    PLAN_LABELS,
    ROLE_NAMES,
    SERVICE_LABELS,
    TASK_LABELS,
    level_sign,
)
from centre_app.workplace.queries import StaffRow
from ui.plans.drawing_field import DrawingChoice
from ui.plans.kept import KeptId
from ui.plans.words import LEVELS, choices_of
from ui.shared.fields import Part
from ui.shared.form import Check, Choice, Day, Heading, Multiline, Note, Number, Rows, Text

#: The fields of a plan that each part of the editor holds.
WISHES = ("strengths", "child_wishes", "child_wishes_how", "parent_wishes")
WORK = ("services", "home_tasks")
DAYS = ("start_day", "review_day", "responsible_id", "agreements")
_ROWS = {"services": ServiceInput, "home_tasks": HomeTaskInput, "agreements": AgreementInput}


def wishes_fields() -> list[Part]:
    """What the child can and what everybody wishes, in their own words."""
    return [
        Multiline(
            "strengths", _(PLAN_LABELS["strengths"]), lines=4, hint=_("What the child can do, likes, is good at.")
        ),
        Multiline("child_wishes", _(PLAN_LABELS["child_wishes"]), lines=3, hint=_("In the child’s own words.")),
        Text(
            "child_wishes_how",
            _(PLAN_LABELS["child_wishes_how"]),
            width=2,
            max_length=300,
            hint=_("By speech, gesture, pictures, choosing. If the child could not be asked: why, and what was tried."),
        ),
        Multiline("parent_wishes", _(PLAN_LABELS["parent_wishes"]), lines=3, hint=_("In the parents’ own words.")),
    ]


def work_fields(types: Mapping[str, str], staff: Sequence[tuple[object, str]]) -> list[Part]:
    """Services with their dose, and what is practised at home."""
    names = {name: _(words) for name, words in SERVICE_LABELS.items()}
    return [
        Rows(
            "services",
            _(PLAN_LABELS["services"]),
            fields=(
                Choice("session_type", names["session_type"], choices=list(types.items()), required=True),
                Choice("staff_id", names["staff_id"], choices=staff, empty=_("anybody")),
                Number("times", names["times"], minimum=1, maximum=14, required=True),
                Number("weeks", names["weeks"], minimum=1, maximum=8, hint=_("1: every week.")),
                Number("minutes", names["minutes"], minimum=5, maximum=480, required=True),
                Check("in_group", names["in_group"]),
                Text("note", names["note"], width=2, max_length=300),
                KeptId("id", ""),
            ),
            add_text=_("Add a service"),
        ),
        Rows(
            "home_tasks",
            _(PLAN_LABELS["home_tasks"]),
            fields=(
                Text("text", _(TASK_LABELS["text"]), width=2, required=True, max_length=500),
                Number("times_a_week", _(TASK_LABELS["times_a_week"]), minimum=1, maximum=70, required=True),
                Number("minutes", _(TASK_LABELS["minutes"]), minimum=1, maximum=240, required=True),
                DrawingChoice("drawing", _(TASK_LABELS["drawing"]), width=2, hint=_("For the family’s card.")),
                KeptId("id", ""),
            ),
            add_text=_("Add a task for home"),
        ),
    ]


def days_fields(staff: Sequence[tuple[object, str]], today: date) -> list[Part]:
    """From when, until which review, and who agreed."""
    return [
        Day("start_day", _(PLAN_LABELS["start_day"]), today=today, required=True),
        Day("review_day", _(PLAN_LABELS["review_day"]), today=today, required=True),
        Choice("responsible_id", _(PLAN_LABELS["responsible_id"]), choices=staff, width=2, empty=_("nobody yet")),
        Rows(
            "agreements",
            _(PLAN_LABELS["agreements"]),
            hint=_("Each gets a place for a signature on the paper."),
            fields=(
                Choice("role", _(AGREEMENT_LABELS["role"]), choices=choices_of(ROLE_NAMES), required=True),
                Day("agreed_day", _(AGREEMENT_LABELS["agreed_day"]), today=today, hint=_("Empty: not yet.")),
                Text("name", _(AGREEMENT_LABELS["name"]), width=2, required=True, max_length=200),
                KeptId("id", ""),
            ),
            add_text=_("Add somebody who agrees"),
        ),
    ]


def goal_fields(areas: Mapping[str, str], staff: Sequence[tuple[object, str]], today: date) -> list[Part]:
    """One goal with its five levels."""
    names = {name: _(words) for name, words in GOAL_LABELS.items()}
    starts = [(-1, _("−1, usually")), (-2, _("−2, where it could not be less"))]
    weights = [(1, _("1, a little")), (2, _("2, quite")), (3, _("3, very"))]
    levels = [Multiline(f"level{level}", f"{level_sign(level)}  {_(LEVEL_NAMES[level])}", lines=2) for level in LEVELS]
    return [
        Choice("area", names["area"], choices=list(areas.items()), required=True),
        Choice("responsible_id", names["responsible_id"], choices=staff, empty=_("nobody yet")),
        Multiline("text", names["text"], lines=2, required=True, hint=_("What the child will do: something to see.")),
        Multiline("present_level", names["present_level"], lines=2),
        Heading(names["levels"]),
        Note(_("Write the expected level first (0), then what would be more and what would be less.")),
        *levels,
        Choice(
            "baseline",
            names["baseline"],
            choices=starts,
            empty="",
        ),
        Day("target_day", names["target_day"], today=today),
        Choice("importance", names["importance"], choices=weights),
        Choice("difficulty", names["difficulty"], choices=weights),
        KeptId("goal_id", ""),
    ]


def goal_values(goal: GoalInput) -> dict[str, Any]:
    """A goal as its form shows it."""
    values = {name: getattr(goal, name) for name in ("goal_id", *_GOAL_FIELDS)}
    return values | {f"level{level}": text for level, text in zip(range(-2, 3), goal.levels, strict=True)}


def goal_raw(goal: GoalInput) -> dict[str, Any]:
    """A goal as its form would hold it untouched, without making the form."""
    values = goal_values(goal)
    raw: dict[str, Any] = {name: "" if value is None else str(value) for name, value in values.items()}
    for name in ("area", "responsible_id", "baseline", "importance", "difficulty"):
        raw[name] = raw[name] or None  # nothing is chosen
    raw["target_day"] = day_text(goal.target_day) if goal.target_day is not None else ""
    return raw


def goal_input(values: Mapping[str, Any]) -> GoalInput:
    """What was typed, as a goal."""
    levels: Any = tuple(one_line(values[f"level{level}"]) for level in range(-2, 3))
    said = {name: values[name] for name in ("goal_id", *_GOAL_FIELDS)}
    return GoalInput(**{**said, "text": one_line(values["text"]), "levels": levels})


def one_line(text: str) -> str:
    """A goal and its levels are sentences: where somebody pressed Enter in the field, a space stands."""
    return " ".join(text.split())


_GOAL_FIELDS = (
    *("area", "text", "present_level", "baseline", "importance", "difficulty", "target_day", "responsible_id"),
)


def rows_of(name: str, values: Sequence[Mapping[str, Any]]) -> tuple[Any, ...]:
    """The lines that were typed in one of the lists; a service in no number of weeks is one of every week."""
    return tuple(_ROWS[name](**_filled(name, line)) for line in values)


def row_values(lines: Sequence[Any]) -> list[dict[str, Any]]:
    """The lines of a list as its form shows them."""
    return [dict(vars(line)) for line in lines]


def _filled(name: str, line: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(line)
    if name == "services" and values["weeks"] is None:
        values["weeks"] = 1
    return values


def staff_choices(staff: Sequence[StaffRow], kept: Mapping[Any, str]) -> list[tuple[object, str]]:
    """Who works here now, and those who are written in the plan although they left."""
    here = {one.id: f"{one.name}, {one.profession}" if one.profession else one.name for one in staff}
    return list(({key: name for key, name in kept.items() if key is not None} | here).items())


def error_place(field: str | None) -> tuple[str, str]:
    """Which part of the editor a field of a plan stands in (wishes, work, days, or goals/2), and its name there."""
    name, _dot, inner = (field or "").partition(".")
    if name == "goals":
        place, _dot, inner = inner.partition(".")
        return f"goals/{place}", _level_field(inner)
    for part, names in (("wishes", WISHES), ("work", WORK), ("days", DAYS)):
        if name in names:
            return part, field or ""
    return "wishes", ""


def _level_field(inner: str) -> str:
    """``levels`` and ``levels.3`` are fields of their own in the form."""
    name, _dot, place = inner.partition(".")
    if name != "levels":
        return inner
    return f"level{int(place) - 2}" if place.isdecimal() else "level0"
