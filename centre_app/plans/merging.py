"""Two people wrote in one draft: what differs, field by field, and what can be put together by itself. Pure.

A plan is compared in three states: as both opened it (``base``), as the other saved it (``theirs``) and as this
person typed it (``mine``). Lines of lists are told apart by their ids, so that moving one is not changing it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from centre_app.language.translate import N_, Message
from centre_app.plans.inputs import AgreementInput, GoalInput, HomeTaskInput, PlanInput, ServiceInput
from centre_app.plans.labels import AGREEMENT_LABELS, GOAL_LABELS, LEVEL_NAMES, PLAN_LABELS, SERVICE_LABELS, TASK_LABELS

Line = GoalInput | ServiceInput | HomeTaskInput | AgreementInput
_ID = {"goals": "goal_id", "services": "id", "home_tasks": "id", "agreements": "id"}
_FIELD_LABELS = {
    "goals": GOAL_LABELS,
    "services": SERVICE_LABELS,
    "home_tasks": TASK_LABELS,
    "agreements": AGREEMENT_LABELS,
}


@dataclass(frozen=True)
class Difference:
    """One place where the two differ. ``key`` names it; ``field`` is the PlanInput's field it belongs to.

    Of a whole line that one side took out, that side's value is None and the other's is the line. ``code`` is the
    type of session where a service is meant: its words are in a code list.
    """

    key: str
    field: str
    label: Message
    base: Any
    mine: Any
    theirs: Any
    code: str = ""


@dataclass(frozen=True)
class Merge:
    """``merged`` holds what only one side changed, and mine where both did (``conflicts``)."""

    merged: PlanInput
    conflicts: tuple[Difference, ...]
    theirs_only: tuple[Difference, ...]  # what the other changed and this person did not touch


def differences(mine: PlanInput, theirs: PlanInput, base: PlanInput) -> Merge:
    """What differs between two that were written from one, and both put together."""
    found = _Found([], [])
    values: dict[str, Any] = {}
    for field in fields(PlanInput):
        was, here, there = (getattr(each, field.name) for each in (base, mine, theirs))
        if field.name in _ID:
            values[field.name] = _lines(field.name, was, here, there, found)
        else:
            label = Message(PLAN_LABELS[field.name])
            values[field.name] = found.value(field.name, field.name, label, "", was, here, there)
    return Merge(PlanInput(**values), tuple(found.conflicts), tuple(found.theirs_only))


def chosen(merge: Merge, take_theirs: Collection[str]) -> PlanInput:
    """The merged plan, with the other's value in the conflicts whose keys are named."""
    plan = merge.merged
    for one in merge.conflicts:
        if one.key in take_theirs:
            plan = _with_theirs(plan, one)
    return plan


@dataclass(frozen=True)
class _Found:
    conflicts: list[Difference]
    theirs_only: list[Difference]

    def value(self, key: str, field: str, label: Message, code: str, base: Any, mine: Any, theirs: Any) -> Any:
        """The value to go on with."""
        if theirs in (base, mine):
            return mine
        difference = Difference(key, field, label, base, mine, theirs, code)
        if mine == base:
            self.theirs_only.append(difference)
            return theirs
        self.conflicts.append(difference)
        return mine


def _lines(
    field: str, base: Sequence[Line], mine: Sequence[Line], theirs: Sequence[Line], found: _Found
) -> tuple[Line, ...]:
    was, here, there = (_by_id(field, lines) for lines in (base, mine, theirs))
    # A line that both typed anew, word for word, is one line.
    added = [_without_id(field, line) for key, line in there.items() if key not in was]
    own = [line for line in mine if _id(field, line) is None and _without_id(field, line) not in added]
    kept: dict[Any, Line] = {}
    for key in dict.fromkeys([*was, *here, *there]):
        line = _line(field, key, was.get(key), here.get(key), there.get(key), found)
        if line is not None:
            kept[key] = line
    if _moved(was, here) or (own and not _moved(was, there)):
        mixed = [kept.pop(_id(field, line), None) if _id(field, line) else line for line in mine]
        own = [line for line in mixed if line is not None and (_id(field, line) or line in own)]
        return (*own, *kept.values())
    ordered = [kept.pop(key) for key in there if key in kept]
    return (*ordered, *kept.values(), *own)


def _moved(was: Mapping[Any, Line], now: Mapping[Any, Line]) -> bool:
    """Whether lines that are still there stand in another order."""
    return [key for key in now if key in was] != [key for key in was if key in now]


def _line(field: str, key: Any, was: Line | None, here: Line | None, there: Line | None, found: _Found) -> Line | None:
    if was is None or here is None or there is None:
        if here is None and there is None:
            return None
        if was is None and there is None:
            return here
        shown = here or there or was
        assert shown is not None
        value: Line | None = found.value(f"{field}/{key}", field, _label(field, shown), _code(shown), was, here, there)
        return value
    values: dict[str, Any] = {}
    for part in fields(was):
        if part.name == _ID[field]:
            continue
        three = [getattr(each, part.name) for each in (was, here, there)]
        at = f"{field}/{key}/{part.name}"
        if part.name == "levels":
            values["levels"] = tuple(
                found.value(f"{at}/{place}", field, _label(field, here, LEVEL_NAMES[place - 2]), "", *texts)
                for place, texts in enumerate(zip(*three, strict=True))
            )
        else:
            label = _label(field, here, _FIELD_LABELS[field][part.name])
            values[part.name] = found.value(at, field, label, _code(here), *three)
    return replace(here, **values)


def _id(field: str, line: Line) -> Any:
    return getattr(line, _ID[field])


def _by_id(field: str, lines: Sequence[Line]) -> dict[Any, Line]:
    return {_id(field, line): line for line in lines if _id(field, line) is not None}


def _without_id(field: str, line: Line) -> Line:
    nothing: dict[str, Any] = {_ID[field]: None}
    return replace(line, **nothing)


def _label(field: str, line: Line, part: str = "") -> Message:
    """Goals: “Says what she wants”, Importance."""
    values: dict[str, object] = {"list": Message(PLAN_LABELS[field]), "line": _title(line), "field": Message(part)}
    if not values["line"]:
        return Message(N_("{list}: {field}"), values) if part else Message(PLAN_LABELS[field])
    return Message(N_("{list}: “{line}”, {field}") if part else N_("{list}: “{line}”"), values)


def _title(line: Line) -> str:
    if isinstance(line, ServiceInput):
        return ""
    return line.name if isinstance(line, AgreementInput) else line.text


def _code(line: Line) -> str:
    return line.session_type if isinstance(line, ServiceInput) else ""


def _with_theirs(plan: PlanInput, difference: Difference) -> PlanInput:
    values: dict[str, Any] = {}
    parts = difference.key.split("/")
    if len(parts) == 1:
        values[difference.field] = difference.theirs
        return replace(plan, **values)
    lines: list[Line] = list(getattr(plan, difference.field))
    at = next((place for place, line in enumerate(lines) if str(_id(difference.field, line)) == parts[1]), None)
    if len(parts) == 2:
        if at is not None:
            del lines[at]
        if difference.theirs is not None:
            lines.append(difference.theirs)
    elif at is not None:
        lines[at] = _with_part(lines[at], parts[2:], difference.theirs)
    values[difference.field] = tuple(lines)
    return replace(plan, **values)


def _with_part(line: Line, path: Sequence[str], value: Any) -> Line:
    values: dict[str, Any] = {path[0]: value}
    if path[0] == "levels" and isinstance(line, GoalInput):
        levels = list(line.levels)
        levels[int(path[1])] = value
        values["levels"] = tuple(levels)
    return replace(line, **values)
