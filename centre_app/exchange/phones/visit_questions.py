"""The questions of the visit form: whom, how it went, what was done, what follows. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.exchange.phones.form import NOT_LISTED, Labels, Question, in_all
from centre_app.language.translate import N_
from centre_app.outreach.result_rules import MET, MOST_MINUTES, MOST_PRACTICE_MINUTES, NOT_SERVED, RESULTS
from centre_app.outreach.rules import SERVED

LONGEST_SIDE = 1280  # of a photo, in points: the telephone makes it smaller before it is sent
NOTE = "note:"  # means: a line of what was done
# What is asked where the purpose of the visit calls for it.
_TAUGHT = ("identify", "assess", "therapy", "coach", "device", "monitor", "revisit")


def visit_questions() -> tuple[Question, ...]:
    """All of them, in groups that a phone shows page by page."""
    return (*_whom(), *_how(), *_done(), *_after())


def _whom() -> tuple[Question, ...]:
    def fact(name: str) -> str:
        return f"instance('visits')/root/item[name = ${{visit}}]/{name}"

    return (
        Question("begin_group", "whom", in_all(N_("Who was visited"))),
        Question(
            "select_one",
            "visit",
            in_all(N_("Child")),
            means="visit",
            choices="visits",
            required=True,
            appearance="autocomplete",
        ),
        Question(
            "text",
            "code",
            in_all(N_("Code on the printed visit form")),
            means="code",
            hint=in_all(N_("Six letters and digits.")),
            required=True,
            relevant=f"${{visit}} = '{NOT_LISTED}'",
        ),
        Question("calculate", "listed_purpose", calculation=fact("purpose")),
        Question(
            "select_one",
            "said_purpose",
            in_all(N_("Purpose of the visit")),
            choices="purposes",
            required=True,
            relevant=f"${{visit}} = '{NOT_LISTED}'",
        ),
        Question(
            "calculate",
            "purpose",
            calculation=f"if(${{visit}} = '{NOT_LISTED}', ${{said_purpose}}, ${{listed_purpose}})",
        ),
        Question("calculate", "last_task", calculation=fact("task")),
        Question("calculate", "photos", calculation=fact("photos")),
        Question(
            "note", "last_task_shown", _before(N_("The last task:"), "${last_task}"), relevant="${last_task} != ''"
        ),
        Question(
            "date",
            "day",
            in_all(N_("Day of the visit")),
            means="day",
            required=True,
            default="today()",
            constraint=". <= today()",
            constraint_words=in_all(N_("This day is still to come.")),
        ),
        Question("end_group", ""),
    )


def _how() -> tuple[Question, ...]:
    served = _one_of("outcome", [code for code in RESULTS if code in SERVED])
    return (
        Question("begin_group", "result", in_all(N_("How it went"))),
        Question("select_one", "outcome", in_all(N_("Outcome")), means="outcome", choices="outcomes", required=True),
        Question(
            "select_one",
            "reason",
            in_all(N_("Why the visit did not take place")),
            means="reason",
            choices="reasons",
            required="${outcome} = 'team_cancelled'",
            relevant=_one_of("outcome", NOT_SERVED),
        ),
        Question(
            "text",
            "reason_note",
            in_all(N_("More on the reason")),
            means="reason_note",
            relevant=_one_of("outcome", NOT_SERVED),
        ),
        Question("time", "arrived", in_all(N_("Arrived at")), means="arrived", relevant=served),
        Question(
            "integer",
            "minutes",
            in_all(N_("Minutes at the home")),
            means="minutes",
            required=True,
            relevant=served,
            constraint=f". >= 1 and . <= {MOST_MINUTES}",
            constraint_words=in_all(N_("A visit lasts from 1 to {most} minutes."), most=MOST_MINUTES),
        ),
        Question("end_group", ""),
    )


def _done() -> tuple[Question, ...]:
    served = _one_of("outcome", [code for code in RESULTS if code in SERVED])
    taught = f"({served}) and ({_one_of('purpose', _TAUGHT)})"
    met = _one_of("outcome", [code for code in RESULTS if code in MET])
    return (
        Question("begin_group", "work", in_all(N_("What was done")), relevant=met),
        Question(
            "text",
            "done",
            in_all(N_("What was done at the home")),
            means="done_note",
            relevant=served,
            appearance="multiline",
        ),
        Question(
            "text",
            "showed",
            in_all(N_("What the parent showed")),
            means="parent_showed",
            relevant=taught,
            appearance="multiline",
        ),
        *_besides(served),
        *_practised(),
        Question("end_group", ""),
    )


def _practised() -> tuple[Question, ...]:
    return (
        Question(
            "select_one",
            "practised",
            in_all(N_("Was it practised at home since the last visit?")),
            means="practised",
            choices="practised",
            relevant=_one_of("purpose", _TAUGHT),
        ),
        Question(
            "integer",
            "practised_minutes",
            in_all(N_("Minutes practised, all together")),
            means="practised_minutes",
            relevant=_one_of("practised", ("done", "partly")),
            constraint=f". >= 0 and . <= {MOST_PRACTICE_MINUTES}",
            constraint_words=in_all(N_("Please check the number.")),
        ),
    )


def _besides(served: str) -> tuple[Question, ...]:
    """What only some purposes ask: lines of what was done."""
    return (
        Question(
            "select_one",
            "device",
            in_all(N_("The device")),
            means=NOTE + "device",
            choices="devices",
            relevant=f"({served}) and ${{purpose}} = 'device'",
        ),
        Question(
            "select_one",
            "absence",
            in_all(N_("Why the child was absent")),
            means=NOTE + "absence",
            choices="absences",
            relevant=f"({served}) and ${{purpose}} = 'absence'",
        ),
        Question(
            "text",
            "papers",
            in_all(N_("Documents: what is there, what is missing")),
            means=NOTE + "papers",
            relevant=f"({served}) and ({_one_of('purpose', ('documents', 'register', 'identify'))})",
        ),
    )


def _after() -> tuple[Question, ...]:
    return (
        Question("begin_group", "next", in_all(N_("What follows"))),
        Question(
            "text",
            "task",
            in_all(N_("Task until the next visit")),
            means="task",
            relevant=_one_of("outcome", [code for code in RESULTS if code in MET]),
        ),
        Question(
            "select_multiple", "concerns", in_all(N_("What somebody must see to")), means="concerns", choices="concerns"
        ),
        Question(
            "text",
            "concern_note",
            in_all(N_("More on this concern")),
            means="concern_note",
            relevant="count-selected(${concerns}) > 0",
        ),
        Question(
            "date",
            "next_day",
            in_all(N_("Next visit agreed for")),
            means="next_day",
            constraint=". > ${day}",
            constraint_words=in_all(N_("The next visit is after this one.")),
        ),
        Question(
            "image",
            "photo",
            in_all(N_("Photo")),
            means="photo",
            hint=in_all(N_("The family agreed to photos. Ask again before you take one.")),
            relevant=f"${{photos}} = 'yes' and ({_one_of('outcome', [code for code in RESULTS if code in SERVED])})",
            parameters=f"max-pixels={LONGEST_SIDE}",
        ),
        Question("end_group", ""),
    )


def _one_of(name: str, codes: Sequence[str] | frozenset[str]) -> str:
    return " or ".join(f"${{{name}}} = '{code}'" for code in codes)


def _before(text: str, reference: str) -> Labels:
    """Words with a question's answer after them."""
    return {language: f"{words} {reference}" for language, words in in_all(text).items()}
