"""An instrument as a form: its questions, answers and branches; whom, by whom and at which age it is asked. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from centre_app.exchange.phones.form import SCREENING, Choice, Form, Labels, Question, in_all, plain_name
from centre_app.exchange.phones.visit_form import Listed
from centre_app.instruments.definition import Ages, Answer, Definition, Item
from centre_app.language.translate import LANGUAGES, N_

ITEM = "item:"  # means: the answer to an item of the instrument
OTHER_REASON = "other"


def screening_form(
    form_id: str, version: str, title: str, language: str, visits: Sequence[Listed], definition: Definition
) -> Form:
    """The instrument for one team's children of a week."""
    names = item_names(definition)
    lists: dict[str, tuple[Choice, ...]] = {
        "children": tuple(_child(one) for one in visits),
        "respondents": tuple(
            Choice(one.code, one.labels, more=_age_columns(one.ages)) for one in definition.respondents
        ),
    }
    if definition.reasons:
        usual = tuple(Choice(one.code, one.labels) for one in definition.reasons)
        lists["why_proxy"] = (*usual, Choice(OTHER_REASON, in_all(N_("another reason"))))
    lists |= {
        f"scale_{name}": tuple(_answer(answer) for answer in answers) for name, answers in definition.scales.items()
    }
    return Form(
        form_id=form_id,
        version=version,
        kind=SCREENING,
        title=title,
        language=language,
        questions=(*_whom(definition), *_asked(definition, names), *_end()),
        lists=lists,
        shown_as="concat(${visit}, ' ', ${day})",
    )


def item_names(definition: Definition) -> Mapping[str, str]:
    """Item code -> the name it has in a form."""
    found: dict[str, str] = {}
    for item in definition.items:
        found[item.code] = plain_name(item.code, set(found.values()), before="q_")
    return found


def _whom(definition: Definition) -> tuple[Question, ...]:
    first, until = definition.ages.first, definition.ages.until
    too_old = f" and . <= {(until - 1) // 12}" if until is not None else ""
    by_age = any(one.ages != Ages() for one in definition.respondents)
    return (
        Question("begin_group", "whom", in_all(N_("Who is asked about whom"))),
        Question(
            "select_one",
            "visit",
            in_all(N_("Child")),
            means="visit",
            choices="children",
            required=True,
            appearance="autocomplete",
        ),
        Question(
            "date",
            "day",
            in_all(N_("Day")),
            means="day",
            required=True,
            default="today()",
            constraint=". <= today()",
            constraint_words=in_all(N_("This day is still to come.")),
        ),
        Question(
            "integer",
            "years",
            in_all(N_("How old is the child: full years")),
            means="years",
            required=True,
            constraint=f". >= {first // 12}{too_old}",
            constraint_words=in_all(N_("These questions are for children of another age.")),
        ),
        Question(
            "integer",
            "more_months",
            in_all(N_("and months beyond (0–11)")),
            means="more_months",
            required=definition.by_age,
            constraint=". >= 0 and . <= 11",
            constraint_words=in_all(N_("Months go from 0 to 11.")),
        ),
        Question("calculate", "months", calculation="12 * coalesce(${years}, 0) + coalesce(${more_months}, 0)"),
        Question(
            "select_one",
            "respondent",
            in_all(N_("Who answers")),
            means="respondent",
            choices="respondents",
            required=True,
            choice_filter="${months} >= first_month and ${months} < until_month" if by_age else "",
        ),
        *_proxy(definition),
        Question("end_group", ""),
    )


def _proxy(definition: Definition) -> Iterator[Question]:
    """Who answers for the child says the name, and why it is not the child who answers."""
    codes = [one.code for one in definition.respondents if one.proxy]
    if not codes:
        return
    relevant = " or ".join(f"${{respondent}} = '{code}'" for code in codes)
    yield Question(
        "text",
        "respondent_name",
        in_all(N_("Name of who answers")),
        means="respondent_name",
        required=True,
        relevant=relevant,
    )
    if not definition.proxy_reason:
        return
    needed = definition.proxy_reason == "needed"
    if definition.reasons:
        yield Question(
            "select_one",
            "why_proxy",
            in_all(N_("Why not the child")),
            means="why_proxy",
            choices="why_proxy",
            required=needed,
            relevant=relevant,
        )
        relevant = f"${{why_proxy}} = '{OTHER_REASON}'"
        needed = True
    yield Question(
        "text",
        "why_proxy_words",
        in_all(N_("Why not the child, in words")),
        means="why_proxy_words",
        required=needed,
        relevant=relevant,
    )


def _asked(definition: Definition, names: Mapping[str, str]) -> Iterator[Question]:
    """The items in their order; those of one section that follow each other stand in a group."""
    groups: set[str] = set()
    open_section = ""
    for item in definition.items:
        if item.section != open_section:
            if open_section:
                yield Question("end_group", "")
            section = definition.section(item.section)
            if section is not None:
                name = plain_name(section.code, groups, before="part_")
                groups.add(name)
                yield Question("begin_group", name, section.labels)
            open_section = item.section
        yield _item(item, names)
    if open_section:
        yield Question("end_group", "")


def _item(item: Item, names: Mapping[str, str]) -> Question:
    text: Labels = item.text
    if item.part is not None:
        text = {language: f"{item.text[language]}: {item.part[language]}" for language in LANGUAGES}
    return Question(
        "select_one",
        names[item.code],
        text,
        means=ITEM + item.code,
        choices=f"scale_{item.scale}",
        hint=item.hint or {},
        required=not item.optional,
        relevant=_relevant(item, names),
    )


def _relevant(item: Item, names: Mapping[str, str]) -> str:
    parts = []
    if item.ages != Ages():
        parts.append(f"${{months}} >= {item.ages.first}")
        if item.ages.until is not None:
            parts.append(f"${{months}} < {item.ages.until}")
    for condition in item.shown_if:
        answers = " or ".join(f"${{{names[condition.item]}}} = '{code}'" for code in sorted(condition.answers))
        parts.append(f"({answers})")
    return " and ".join(parts)


def _end() -> tuple[Question, ...]:
    return (Question("text", "note", in_all(N_("Note")), means="note", appearance="multiline"),)


def _child(one: Listed) -> Choice:
    words = " · ".join(part for part in (one.child, one.place) if part)
    return Choice(one.code, dict.fromkeys(LANGUAGES, words))


def _answer(answer: Answer) -> Choice:
    marked = {language: f"{answer.mark} – {words}" for language, words in answer.labels.items()}
    return Choice(answer.code, marked if answer.mark else answer.labels)


def _age_columns(ages: Ages) -> Mapping[str, str]:
    return {"first_month": str(ages.first), "until_month": str(ages.until if ages.until is not None else 1200)}
