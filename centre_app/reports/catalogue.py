"""The documents: what each is called, what it asks for, and the one way to make them.

The dialog and the command line are built from `KINDS`. A document's own module is imported when the first one is made:
listing what there is must not cost the import of ReportLab (stack.md, 4).
"""

from __future__ import annotations

import importlib
import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import LANGUAGES, N_, Words
from centre_app.reports.parameters import (
    BLANK,
    CHILD,
    EMPTY_ROWS,
    FILLING,
    FILTER,
    FORMS,
    FULL_NAMES,
    GROUP,
    INSTRUMENT,
    LOAN,
    MONTH,
    ONE_CHILD,
    OVERDUE,
    PERIOD,
    PICTURES,
    PLAN,
    ROOM,
    ROUND,
    SECOND_LANGUAGE,
    STAFF,
    TEAM,
    VISIT,
    WEEK,
    Parameter,
    read_parameters,
)
from centre_app.reports.style import Document
from centre_app.security.access import Permission, require

if TYPE_CHECKING:
    from centre_app.reports.asked import DocumentModule, PageModule
FORMATS = ("pdf", "xlsx", "json")


class Progress(Protocol):
    """How long work says how far it is and hears that it shall stop; `check` raises when Stop was pressed."""

    def begin(self, total: int) -> None: ...
    def step(self, by: int = 1) -> None: ...
    def check(self) -> None: ...


@dataclass(frozen=True)
class Kind:
    """One kind of document. `title` and `about` are msgids; `needs` is what a role must be allowed to make it."""

    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    needs: Permission
    formats: tuple[str, ...] = FORMATS

    @property
    def many(self) -> bool:
        """Whether it is made for a child, and so for many children at once."""
        return CHILD in self.parameters

    def module(self) -> DocumentModule:
        """The module that reads its data."""
        return cast("DocumentModule", importlib.import_module(f"centre_app.reports.{self.name}"))

    def page(self) -> PageModule:
        """The module that draws it."""
        return cast("PageModule", importlib.import_module(f"centre_app.reports.{self.name}_page"))


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "monthly",
            N_("Monthly summary"),
            N_("All figures of a month, without names: children, attendance, sessions, visits."),
            (MONTH,),
            Permission.SEE_FIGURES,
        ),
        Kind(
            "register",
            N_("Attendance register"),
            N_("A group’s month, children by days, with letters, totals and signatures; also blank for handwriting."),
            (MONTH, GROUP, BLANK, EMPTY_ROWS),
            Permission.EXPORT_NAMES,
        ),
        Kind(
            "progress",
            N_("Progress record"),
            N_("A child’s last months for the family: attendance, sessions, goals then and now, what to do at home."),
            (CHILD, PERIOD, PICTURES),
            Permission.EXPORT_NAMES,
        ),
        Kind(
            "plan",
            N_("Individual plan"),
            N_("Wishes, goals with their levels, services, home tasks, places for signatures; also blank."),
            (CHILD, PLAN, BLANK),
            Permission.SEE_NOTES,
        ),
        Kind(
            "review",
            N_("Review sheet"),
            N_("The goals with boxes for what the specialist, the parent and the child say; also blank."),
            (CHILD, PLAN, BLANK),
            Permission.SEE_NOTES,
        ),
        Kind(
            "instrument",
            N_("Instrument"),
            N_("Where the child stands: an instrument as it was filled in, or blank for handwriting."),
            (CHILD, INSTRUMENT, FILLING, BLANK),
            Permission.SEE_NOTES,
        ),
        Kind(
            "timetable",
            N_("Week’s timetable"),
            N_("The sessions of a week by day and hour: all, or those of a therapist, a room or a child."),
            (WEEK, STAFF, ROOM, ONE_CHILD),
            Permission.EXPORT_NAMES,
        ),
        Kind(
            "therapy",
            N_("Therapy in figures"),
            N_("Caseload and dose by therapist, cancellations, waiting, reviews, goals reached, notes not written."),
            (PERIOD,),
            Permission.SEE_FIGURES,
        ),
        Kind(
            "rounds",
            N_("Rounds of a week"),
            N_("The route sheet of each round, in order; also with visit forms and family cards as one file."),
            (WEEK, TEAM, ROUND, FORMS, FULL_NAMES),
            Permission.EXPORT_NAMES,
        ),
        Kind(
            "round_map",
            N_("Map of the rounds"),
            N_("Places as dots, rounds as lines, distances true; for black and white."),
            (WEEK, TEAM, ROUND),
            Permission.SEE_CHILDREN,
        ),
        Kind(
            "due_visits",
            N_("Visits that are due"),
            N_("Which children are due for a visit and why, the most urgent first."),
            (WEEK, TEAM),
            Permission.EXPORT_NAMES,
        ),
        Kind(
            "visit_form",
            N_("Visit form"),
            N_("For handwriting at the home, with a code that finds the visit again; also blank."),
            (ONE_CHILD, VISIT, BLANK),
            Permission.EXPORT_NAMES,
        ),
        Kind(
            "home_card",
            N_("Home programme card"),
            N_("What the family practises, how often, with drawings and a diary, in two languages."),
            (CHILD, SECOND_LANGUAGE),
            Permission.SEE_NOTES,
        ),
        Kind(
            "visit_report",
            N_("Visit report"),
            N_("What was found and done at the visits of a child, with places for signatures."),
            (CHILD, PERIOD, VISIT),
            Permission.SEE_NOTES,
        ),
        Kind(
            "team_month",
            N_("The teams’ month"),
            N_("Visits by outcome, kilometres a visit, hours on the road and at homes, by team."),
            (MONTH, TEAM),
            Permission.SEE_FIGURES,
        ),
        Kind(
            "coverage",
            N_("Coverage by municipality"),
            N_("Children known, visited in the last 30 and 90 days, and never, by municipality."),
            (PERIOD,),
            Permission.SEE_FIGURES,
        ),
        Kind(
            "loan_slip",
            N_("Loan slip"),
            N_("What a family has on loan, in two copies with signatures; also blank."),
            (ONE_CHILD, LOAN, BLANK),
            Permission.EXPORT_NAMES,
        ),
        Kind(
            "loans",
            N_("Lent devices and toys"),
            N_("What is lent to whom until when; or only what is overdue, with phones."),
            (OVERDUE,),
            Permission.EXPORT_NAMES,
        ),
        Kind(
            "stock",
            N_("Stock of devices and toys"),
            N_("What there is, where it is and in what condition, for counting by hand."),
            (),
            Permission.SEE_CHILDREN,
        ),
        Kind(
            "card",
            N_("Child card"),
            N_("Who the child is, the family, alerts, services, consents."),
            (CHILD,),
            Permission.EXPORT_NAMES,
        ),
        Kind(
            "children",
            N_("List of children"),
            N_("The children of a filter, with birth, home, guardian and phone."),
            (FILTER,),
            Permission.EXPORT_NAMES,
        ),
    )
}


def kind_named(name: str) -> Kind:
    """The kind of this name. Raises UserError that lists the names there are."""
    if name not in KINDS:
        raise UserError(
            N_("There is no document “{name}”. There are: {names}."), field="kind", name=name, names=", ".join(KINDS)
        )
    return KINDS[name]


def make(
    session: OfficeSession,
    kind: str,
    parameters: Mapping[str, object],
    language: str,
    format: str = "pdf",
    *,
    progress: Progress | None = None,
) -> Document:
    """One document; for several children one file with one record after another.

    `parameters` are named as in `Kind.parameters`; what is left out is taken as its description says.
    Raises Refused, NotFound and UserError naming the parameter.
    """
    what = kind_named(kind)
    require(cast(Any, session).actor, what.needs)
    if format not in what.formats:
        raise UserError(
            N_("“{format}” is not a format of this document. There are: {formats}."),
            field="format",
            format=format,
            formats=", ".join(what.formats),
        )
    if language not in LANGUAGES:
        raise UserError(N_("There is no language “{language}”."), field="language", language=language)
    words = Words.of(language)
    asked = read_parameters(session, what.parameters, parameters)
    step = _steps(progress, max(len(asked.children), 1))
    data = what.module().collect(session, asked, words)
    return _written(what, data, words, format, step)


def make_many(
    session: OfficeSession,
    kind: str,
    children: Sequence[uuid.UUID],
    parameters: Mapping[str, object],
    language: str,
    format: str = "pdf",
    *,
    progress: Progress | None = None,
) -> Iterator[Document]:
    """One file a child, as they come, so that they can be saved one by one; the data is read for many at once."""
    what = kind_named(kind)
    require(cast(Any, session).actor, what.needs)
    words = Words.of(language)
    module = what.module()
    step = _steps(progress, len(children))
    for place in range(0, len(children), _AT_ONCE):
        part = tuple(children[place : place + _AT_ONCE])
        asked = read_parameters(session, what.parameters, {**parameters, "child": part})
        for one in module.collect(session, asked, words):
            yield _written(what, (one,), words, format, step)


_AT_ONCE = 50  # children whose data is read together: few statements, and Stop is heard soon


def children_of(session: OfficeSession, kind: str, parameters: Mapping[str, object]) -> tuple[uuid.UUID, ...]:
    """The children whose own files a document is made from; none for one about a group or the centre."""
    return read_parameters(session, kind_named(kind).parameters, parameters).children


def traces(
    session: OfficeSession, kind: str, parameters: Mapping[str, object]
) -> tuple[tuple[uuid.UUID | None, str], ...]:
    """What the history is told of a document: (child or None, document), one a child whose own it is or who is named.

    Full names where initials would do are told apart: the document's name with `WITH_NAMES`.
    """
    what = kind_named(kind)
    require(cast(Any, session).actor, what.needs)
    asked = read_parameters(session, what.parameters, parameters)
    named = getattr(what.module(), "children_named", None)
    children = dict.fromkeys(named(session, asked) if named is not None else asked.children)
    name = what.name + (WITH_NAMES if asked.full_names else "")
    return tuple((child_id, name) for child_id in children) or ((None, name),)


WITH_NAMES = "+names"


def trace(kind: str, parameters: Mapping[str, object], how: str) -> Callable[[OfficeSession], None]:
    """An action that leaves the trace of a document: `how` is `printed` or `exported`. For `office.write()`."""

    def leave(session: OfficeSession) -> None:
        for child_id, name in traces(session, kind, parameters):
            session.record_access(how, child_id=child_id, what=name)

    return leave


def _written(kind: Kind, data: Any, words: Words, format: str, step: Callable[[], None]) -> Document:
    module = kind.module()
    if format == "pdf":
        content = kind.page().render(data, words, step)
    elif format == "xlsx":
        from centre_app.reports.spreadsheet import as_xlsx

        content = as_xlsx(module.as_sheets(data, words))
    else:
        content = (json.dumps(module.as_json(data), ensure_ascii=False, indent=2) + "\n").encode()
    return Document(f"{module.file_stem(data)}.{format}", content, format)


def _steps(progress: Progress | None, total: int) -> Callable[[], None]:
    if progress is None:
        return _no_step
    progress.begin(total)

    def step() -> None:
        progress.step()
        progress.check()

    return step


def _no_step() -> None:
    """Nobody is watching."""
