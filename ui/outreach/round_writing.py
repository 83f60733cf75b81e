"""All that is being typed of a round, beside what stands: what is not saved yet, and the draft of it. No Qt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from centre_app.outreach.round_file import RoundFile, VisitLine
from ui.outreach.round_facts_typed import FactsTyping
from ui.outreach.round_typed import VisitTyping

Raw = dict[str, Any]


class RoundTyping:
    """All that is being typed of one round: what stands (``clean``), what is typed over it, what is on its way."""

    def __init__(self, file: RoundFile) -> None:
        self.round_id = file.id
        self.place = f"round/{file.id or file.visits[0].id}"  # where its draft lies
        self.visits: dict[UUID, VisitTyping] = {}
        self.clean: dict[UUID, Raw] = {}
        self.saving: dict[UUID, Raw] = {}
        self.saving_facts = False
        self.facts = FactsTyping.of(file)
        self._clean_facts = self.facts.raw()
        self.take_fresh(file)

    def take_fresh(self, file: RoundFile) -> None:
        """The round was read again: what nobody is typing over becomes what stands now."""
        for line in file.visits:
            if line.id not in self.visits or (self._settled(line.id) and self._differs(line)):
                self.forget(line)
        gone = set(self.visits) - {line.id for line in file.visits}
        for visit_id in gone:
            del self.visits[visit_id], self.clean[visit_id]
        if not self.facts_unsaved() and not self.saving_facts:
            self.facts = FactsTyping.of(file)
            self._clean_facts = self.facts.raw()

    def _settled(self, visit_id: UUID) -> bool:
        return visit_id not in self.saving and not self.line_unsaved(visit_id)

    def _differs(self, line: VisitLine) -> bool:
        standing, fresh = self.visits[line.id], VisitTyping.of(line)
        standing.edition = fresh.edition
        return standing.raw() != fresh.raw()

    def forget(self, line: VisitLine) -> None:
        """What stands instead of what is typed."""
        self.visits[line.id] = VisitTyping.of(line)
        self.clean[line.id] = self.visits[line.id].raw()

    def saved(self, visit_id: UUID, raw: Raw, edition: int) -> None:
        """This much of a visit is written down."""
        if visit_id in self.visits:
            self.clean[visit_id] = raw
            self.visits[visit_id].edition = edition

    def facts_saved(self, raw: Raw, edition: int) -> None:
        """This much of the way is written down."""
        self._clean_facts, self.facts.edition = raw, edition

    def line_unsaved(self, visit_id: UUID) -> bool:
        """Whether something typed of a visit is not written down."""
        return self.visits[visit_id].raw() != self.clean[visit_id]

    def unsaved_visits(self) -> list[UUID]:
        """The visits of which that is so."""
        return [visit_id for visit_id in self.visits if self.line_unsaved(visit_id)]

    def facts_unsaved(self) -> bool:
        """Whether something typed of the way is not written down."""
        return self.facts.raw() != self._clean_facts

    def unsaved(self) -> bool:
        """Whether anything is not."""
        return self.facts_unsaved() or bool(self.unsaved_visits())

    def draft(self) -> Raw:
        """What is not written down, as JSON."""
        return {
            "visits": {
                str(visit_id): self.visits[visit_id].raw() | {"edition": self.visits[visit_id].edition}
                for visit_id in self.unsaved_visits()
            },
            "facts": self.facts.raw() | {"edition": self.facts.edition} if self.facts_unsaved() else None,
        }

    def take_draft(self, content: Raw) -> None:
        """What was being typed comes back, over the edition it was typed over."""
        for key, raw in (content.get("visits") or {}).items():
            visit = self.visits.get(UUID(key))
            if visit is not None:
                visit.take(raw)
                visit.edition = int(raw.get("edition", visit.edition))
        facts = content.get("facts")
        if facts:
            self.facts.take(facts)
            self.facts.edition = int(facts.get("edition", self.facts.edition))
