"""The names of a plan's fields and codes, as forms, sentences, papers and the history say them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from centre_app.language.translate import N_

PLAN_LABELS: Mapping[str, str] = {
    "start_day": N_("Begins on"),
    "review_day": N_("Next review"),
    "signed_day": N_("Signed on"),
    "end_day": N_("In force until"),
    "end_reason": N_("Why it ended"),
    "strengths": N_("Strengths"),
    "child_wishes": N_("What the child wishes"),
    "child_wishes_how": N_("How the child said it, or why not"),
    "parent_wishes": N_("What the parents wish"),
    "responsible_id": N_("Responsible"),
    "goals": N_("Goals"),
    "services": N_("Services"),
    "home_tasks": N_("What we practise at home"),
    "agreements": N_("Who agrees"),
}
GOAL_LABELS: Mapping[str, str] = {
    "area": N_("Area"),
    "text": N_("Goal"),
    "present_level": N_("Where the child stands now"),
    "levels": N_("Levels"),
    "baseline": N_("Level at the start"),
    "importance": N_("Importance"),
    "difficulty": N_("Difficulty"),
    "target_day": N_("To be reached by"),
    "responsible_id": N_("Responsible"),
    "status": N_("Status"),
    "closed_day": N_("Closed on"),
    "close_reason": N_("Reason"),
    "close_note": N_("Note"),
}
SERVICE_LABELS: Mapping[str, str] = {
    "session_type": N_("Type of session"),
    "times": N_("Times"),
    "weeks": N_("in so many weeks"),
    "minutes": N_("Minutes"),
    "in_group": N_("In a group"),
    "staff_id": N_("With whom"),
    "note": N_("Note"),
}
TASK_LABELS: Mapping[str, str] = {
    "text": N_("Task"),
    "times_a_week": N_("Times a week"),
    "minutes": N_("Minutes each time"),
    "drawing": N_("Drawing"),
}
AGREEMENT_LABELS: Mapping[str, str] = {"role": N_("Who"), "name": N_("Name"), "agreed_day": N_("Agreed on")}
REVIEW_LABELS: Mapping[str, str] = {
    "held_day": N_("Held on"),
    "due_day": N_("Due on"),
    "next_review_day": N_("Next review"),
    "summary": N_("What has changed"),
    "next_step": N_("Next step"),
    "child_view": N_("The child’s view"),
    "child_view_how": N_("How the child said it, or why not"),
    "parent_view": N_("The parents’ view"),
    "held_by": N_("Held by"),
}
SCORE_LABELS: Mapping[str, str] = {
    "day": N_("Day"),
    "score": N_("Level"),
    "scored_by": N_("Scored by"),
    "name": N_("Name"),
    "note": N_("Note"),
}
PRACTICE_LABELS: Mapping[str, str] = {
    "day": N_("Day"),
    "answer": N_("Practised at home"),
    "minutes": N_("Minutes all together"),
    "note": N_("Note"),
}
PROGRAMME_LABELS: Mapping[str, str] = {
    "kind": N_("Kind"),
    "number": N_("Number"),
    "issued_by": N_("Issued by"),
    "issued_day": N_("Issued on"),
    "valid_until": N_("Valid until"),
    "note": N_("Note"),
    "measures": N_("Measures"),
}
MEASURE_LABELS: Mapping[str, str] = {
    "text": N_("Measure"),
    "responsible": N_("Who provides it"),
    "until": N_("Until"),
    "status": N_("Status"),
}

LEVEL_NAMES: Mapping[int, str] = {
    -2: N_("much less than expected"),
    -1: N_("less than expected"),
    0: N_("as expected"),
    1: N_("more than expected"),
    2: N_("much more than expected"),
}
STATUS_NAMES: Mapping[str, str] = {
    "draft": N_("draft"),
    "signed": N_("signed"),
    "replaced": N_("replaced"),
    "ended": N_("ended"),
}
GOAL_STATUS_NAMES: Mapping[str, str] = {
    "open": N_("open"),
    "reached": N_("reached"),
    "partly": N_("partly reached"),
    "dropped": N_("dropped"),
}
SCORED_BY_NAMES: Mapping[str, str] = {
    "specialist": N_("specialist"),
    "parent": N_("parent"),
    "child": N_("child"),
}
ROLE_NAMES: Mapping[str, str] = {
    "parent": N_("Parent or guardian"),
    "child": N_("Child"),
    "specialist": N_("Specialist"),
    "head": N_("Head of the centre"),
    "other": N_("Other"),
}
ANSWER_NAMES: Mapping[str, str] = {
    "done": N_("practised"),
    "partly": N_("practised a little"),
    "not_done": N_("not practised"),
}
MEASURE_STATUS_NAMES: Mapping[str, str] = {
    "promised": N_("promised"),
    "partly": N_("given in part"),
    "given": N_("given"),
    "refused": N_("refused"),
}

# The most letters each text takes: as wide as its column, and no more than a page for what is told freely.
LIMITS: Mapping[str, int] = {
    "strengths": 4000,
    "child_wishes": 4000,
    "parent_wishes": 4000,
    "child_wishes_how": 300,
    "end_reason": 300,
    "text": 500,
    "level": 500,
    "present_level": 1000,
    "note": 300,
    "score_note": 500,
    "name": 200,
    "told": 8000,  # of a review
}
MOST_LINES = 30  # goals, services, tasks, people of one plan
