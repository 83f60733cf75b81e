"""An instrument on paper: the answers in a table, or boxes to tick by hand."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.instruments.definition import Item, said
from centre_app.instruments.result import NO_DIAGNOSIS, answer_words, item_words, needs_caution
from centre_app.language.dates import age_text
from centre_app.language.translate import Words
from centre_app.reports import fonts, tables
from centre_app.reports.asked import Step
from centre_app.reports.handwriting import ruled, signatures
from centre_app.reports.instrument import InstrumentPaper, answered
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, HEADING, INK, LEADING, LINE, MUTED, SMALL, TINY, joined

_BOX = 8.0
_GAP = 9.0  # between one answer and the next box
_BESIDE = 0.5  # answers that need less of the width stand beside their question


def render(data: Sequence[InstrumentPaper], words: Words, step: Step) -> bytes:
    """One instrument after another."""
    paper = Paper()
    for one in data:
        paper.begin(one.head)
        paper.paragraph(said(one.definition.about, words.language), size=SMALL, grey=MUTED)
        paper.y -= 4
        if one.filling is None:
            _blank(paper, one, words)
        else:
            _filled(paper, one, words)
        step()
    return paper.finish()


def _filled(paper: Paper, one: InstrumentPaper, words: Words) -> None:
    _ = words.gettext
    assert one.filling is not None
    view, row = one.filling, one.filling.row
    who = one.definition.respondent(row.respondent)
    reason = next(
        (said(why.labels, words.language) for why in one.definition.reasons if why.code == view.proxy_reason), ""
    )
    pairs = [
        (_("Age on that day"), age_text(*divmod(view.months, 12), words)),
        (_("Who answered"), joined((said(who.labels, words.language) if who else "", row.respondent_name))),
        (_("Filled in by"), row.filled_by),
    ]
    if view.proxy_reason:
        pairs.insert(2, (_("Why not the child"), reason or view.proxy_reason))
    paper.pairs(pairs)
    if row.status != "done":
        paper.y -= 4
        paper.paragraph(_state(one, words), bold=True)
    if row.result:
        paper.heading(_("Result"))
        for sentence in row.result:
            paper.paragraph(sentence, size=BODY + 0.5)
    paper.heading(_("Answers"))
    tables.draw(paper, _answers(one, words))
    if view.note:
        paper.heading(_("Note"))
        paper.paragraph(view.note)
    signatures(paper, [(_("Who answered"), row.respondent_name), (_("Filled in by"), row.filled_by)])


def _answers(one: InstrumentPaper, words: Words) -> tables.Table:
    """One table; a section's words stand at its first question."""
    _ = words.gettext
    sections = [(section, place, item) for section, items in _by_section(one) for place, item in items]
    rows = []
    for before, (section, place, item) in zip([None, *sections], sections, strict=False):
        begins = before is None or before[0] != section
        asked, answer = item_words(item, words.language), answered(one, item, words)
        rows.append((f"{place}.", section if begins else "", asked, answer))
    columns = [tables.Column("", 0.35), tables.Column(_("Domain"), 1.7), tables.Column(_("Question"), 4.6)]
    columns.append(tables.Column(_("Answer"), 2.6))
    if one.definition.sections:
        return tables.Table(columns, rows)
    return tables.Table([columns[0], *columns[2:]], [(row[0], *row[2:]) for row in rows])


def _state(one: InstrumentPaper, words: Words) -> str:
    assert one.filling is not None
    if one.filling.row.status == "draft":
        return words.gettext("Not finished yet.")
    return words.gettext("Withdrawn: {reason}").format(reason=one.filling.row.withdrawn_reason)


def _blank(paper: Paper, one: InstrumentPaper, words: Words) -> None:
    _ = words.gettext
    if not one.head.subject:
        _line_to_fill(paper, _("Child’s name and number"))
    _line_to_fill(paper, _("Day"))
    _line_to_fill(paper, _("Who answers, name"))
    people = [said(who.labels, words.language) for who in one.definition.respondents]
    paper.paragraph(joined(people), size=TINY + 0.5, grey=MUTED, x=paper.left + 150)
    if one.definition.proxy_reason:
        _line_to_fill(paper, _("Why not the child"))
    paper.y -= 4
    numbers = {item.code: place for place, item in enumerate(one.items, start=1)}
    for section, items in _by_section(one):
        if section:
            paper.heading(section, keep=60)
        for place, item in items:
            _question(paper, one, item, place, numbers, words)
    if needs_caution(one.definition):
        paper.y -= 6
        paper.paragraph(_(NO_DIAGNOSIS), size=SMALL)
    ruled(paper, _("Note"), 3)
    signatures(paper, [(_("Who answers"), ""), (_("Filled in by"), "")])


def _line_to_fill(paper: Paper, label: str) -> None:
    paper.need(22)
    paper.y -= 18
    paper.text(paper.left, label, size=SMALL, grey=MUTED)
    paper.y -= 2
    paper.rule(weight=0.4, grey=LINE, x=paper.left + 150)


def _by_section(one: InstrumentPaper) -> list[tuple[str, list[tuple[int, Item]]]]:
    """The questions with their numbers under their section's words, in order; an area that comes again begins anew."""
    found: list[tuple[str, list[tuple[int, Item]]]] = []
    for place, item in enumerate(one.items, start=1):
        section = one.definition.section(item.section)
        words = "" if section is None else said(section.labels, one.head.words.language)
        if not found or found[-1][0] != words:
            found.append((words, []))
        found[-1][1].append((place, item))
    return found


def _question(
    paper: Paper, one: InstrumentPaper, item: Item, place: int, numbers: dict[str, int], words: Words
) -> None:
    answers = one.definition.answers_of(item)
    alone = len(one.items) == 1  # then there is room to say each level whole
    texts = [answer_words(answer, words.language) if alone or not answer.mark else answer.mark for answer in answers]
    wide = sum(_BOX + 4 + fonts.width(text, SMALL) + _GAP for text in texts)
    beside = not alone and wide <= paper.room * _BESIDE
    room = paper.room - 20 - (wide + 8 if beside else 0)
    lines = fonts.wrapped(item_words(item, words.language), BODY, room)
    only = _only_if(one, item, numbers, words)
    paper.need((len(lines) + 2) * BODY * LEADING + (SMALL * LEADING if only else 0))
    paper.y -= 4
    top = paper.y
    paper.text(paper.left, f"{place}.", y=top - BODY * LEADING, size=BODY, grey=MUTED)
    for line in lines:
        paper.y -= BODY * LEADING
        paper.text(paper.left + 20, line)
    if only:
        paper.y -= SMALL * LEADING
        paper.text(paper.left + 20, only, size=SMALL, grey=MUTED)
    if beside:
        _boxes(paper, texts, paper.right - wide + _GAP, top - BODY * LEADING)
    else:
        _boxes_below(paper, texts, one_a_line=alone)
    paper.y -= 3


def _only_if(one: InstrumentPaper, item: Item, numbers: dict[str, int], words: Words) -> str:
    """The paper's branching: told by the number of the question it depends on."""
    parts = []
    for condition in item.shown_if:
        asked = one.definition.item(condition.item)
        if asked is None:
            continue
        allowed = [
            said(answer.labels, words.language)
            for answer in one.definition.answers_of(asked)
            if answer.code in condition.answers and not answer.unknown
        ]
        said_so = words.gettext("only if question {number}: {answers}")
        parts.append(said_so.format(number=numbers.get(asked.code, "–"), answers=" / ".join(allowed)))
    return "; ".join(parts)


def _boxes_below(paper: Paper, texts: Sequence[str], *, one_a_line: bool) -> None:
    x = paper.left + 20
    paper.y -= HEADING * LEADING
    for place, text in enumerate(texts):
        wide = _BOX + 4 + fonts.width(text, SMALL)
        if place and (one_a_line or x + wide > paper.right):
            x = paper.left + 20
            paper.y -= HEADING * LEADING
        _boxes(paper, [text], x, paper.y)
        x += wide + _GAP


def _boxes(paper: Paper, texts: Sequence[str], x: float, y: float) -> None:
    for text in texts:
        paper.canvas.setLineWidth(0.7)
        paper.canvas.setStrokeGray(INK)
        paper.canvas.rect(x, y - 0.5, _BOX, _BOX, fill=0)
        paper.text(x + _BOX + 4, text, y=y + 0.5, size=SMALL)
        x += _BOX + 4 + fonts.width(text, SMALL) + _GAP
