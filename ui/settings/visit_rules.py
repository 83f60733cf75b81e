"""What follows when a visit did not succeed: when the team tries again, and what somebody sees to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.outreach.actions import FollowInput, reset_outcome_rule, set_outcome_rule
from centre_app.outreach.fleet_queries import outcome_rules
from centre_app.outreach.following import CONCERN_KINDS
from centre_app.outreach.outcome_rules import LONGEST_FOLLOW_UP, LONGEST_WAIT, OUTCOME_NAMES, OutcomeFollow
from centre_app.security.access import Permission
from ui import tasks
from ui.settings.page import Page
from ui.shared.buttons import button
from ui.shared.dialog import FormDialog
from ui.shared.flow import Flow
from ui.shared.form import Choice, Number
from ui.shared.table import Column, Table


@dataclass(frozen=True)
class Rules:
    """What one reading brings: the rules, the kinds of concern in words, and those that can still be chosen."""

    follows: dict[str, OutcomeFollow]
    kinds: dict[str, str]
    in_use: dict[str, str]


@dataclass(frozen=True)
class RuleLine:
    """What follows one outcome, in words."""

    id: str  # the outcome
    name: str
    again: str
    follow_up: str
    rule: OutcomeFollow


class VisitRulesPage(Page):
    """One line an outcome."""

    key: ClassVar[str] = "visit_rules"
    name: ClassVar[str] = N_("After a visit")
    note: ClassVar[str] = N_(
        "What follows when a visit did not succeed, so that nobody who was not found is forgotten. A day agreed with "
        "the family always goes before the rule."
    )
    icon: ClassVar[str] = "check"
    needs: ClassVar[Permission | None] = Permission.MANAGE_CENTRE
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.TEAMS, Change.CODELISTS})

    def build(self) -> None:
        """The list with its buttons."""
        self._read = Rules({}, {}, {})
        self.table: Table = Table(
            [
                Column("name", _("Result of the visit"), lambda line: line.name, width=200),
                Column("again", _("The team tries again"), lambda line: line.again, width=240),
                Column("follow_up", _("Somebody sees to it"), lambda line: line.follow_up, width=330, tip=_tip),
                Column("own", _("Rule"), _whose, width=110, tone=lambda line: "" if line.rule.own else "muted"),
            ],
            name="settings.visit_rules",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} rule", "{n} rules", n).format(n=n),
            label_text=_("What follows a visit"),
        )
        self.change_button = button(_("Change…"), self._change_current, icon="edit")
        self.reset_button = button(_("Back to the given rule"), self.reset_current, icon="undo")
        self.body.addWidget(Flow([self.change_button, self.reset_button]))
        self.body.addWidget(self.table, 1)
        self.table.opened.connect(self.change)
        self.table.current_changed.connect(lambda _line: self._enable())
        self._enable()

    def load(self) -> None:
        """The rules and the words."""
        language = current().language

        def read(session: Any) -> Rules:
            return Rules(
                outcome_rules(session),
                labels(session, CONCERN_KINDS, language),
                labels(session, CONCERN_KINDS, language, active_only=True),
            )

        tasks.read(read, then=self.show_rules, latest="rules")

    def show_rules(self, read: Rules) -> None:
        """Show what was read."""
        self._read = read
        self.table.set_rows(
            [
                RuleLine(outcome, _(OUTCOME_NAMES[outcome]), _again(rule), self._follow_up(rule), rule)
                for outcome, rule in read.follows.items()
            ]
        )
        self._enable()

    def change(self, line: RuleLine) -> None:
        """Ask for other days, another kind of follow-up."""
        kinds = dict(self._read.in_use)
        if line.rule.follow_up_kind is not None:
            kinds.setdefault(line.rule.follow_up_kind, self._kind(line.rule.follow_up_kind))
        dialog = FormDialog(
            self,
            _("After “{outcome}”").format(outcome=line.name),
            [
                Number(
                    "again_after",
                    _("Try again after, days"),
                    maximum=LONGEST_WAIT,
                    hint=_("Empty: no visit is due until somebody decides."),
                    width=2,
                ),
                Choice("follow_up_kind", _("Follow-up"), list(kinds.items()), empty=_("nothing to follow")),
                Number(
                    "follow_up_days",
                    _("To be seen to within, days"),
                    maximum=LONGEST_FOLLOW_UP,
                    required=True,
                ),
            ],
            lambda values: partial(set_outcome_rule, outcome=line.id, rule=FollowInput(**values)),
            saying=_("The rule is changed. Due days follow it from now on."),
            undo=lambda _nothing: _as_before(line),
        )
        dialog.form.set_values(vars(_as_input(line.rule)))
        dialog.open()

    def reset_current(self) -> None:
        """The given rule holds again."""
        line = self.table.current()
        if line is not None and line.rule.own:
            tasks.do(
                partial(reset_outcome_rule, outcome=line.id),
                saying=_("The given rule holds again."),
                undo=lambda _nothing: _as_before(line),
            )

    def _change_current(self) -> None:
        line = self.table.current()
        if line is not None:
            self.change(line)

    def _follow_up(self, rule: OutcomeFollow) -> str:
        if rule.follow_up_kind is None:
            return _("nothing to follow")
        days = ngettext("within {n} day", "within {n} days", rule.follow_up_days).format(n=rule.follow_up_days)
        return f"{self._kind(rule.follow_up_kind)}, {days}"

    def _kind(self, code: str) -> str:
        return self._read.kinds.get(code, code)

    def _enable(self) -> None:
        line = self.table.current()
        self.change_button.setEnabled(line is not None)
        self.reset_button.setEnabled(line is not None and line.rule.own)


def _as_input(rule: OutcomeFollow) -> FollowInput:
    return FollowInput(rule.again_after, rule.follow_up_kind, rule.follow_up_days)


def _as_before(line: RuleLine) -> partial[None]:
    if not line.rule.own:
        return partial(reset_outcome_rule, outcome=line.id)
    return partial(set_outcome_rule, outcome=line.id, rule=_as_input(line.rule))


def _again(rule: OutcomeFollow) -> str:
    if rule.again_after is None:
        return _("when somebody decides")
    return ngettext("after {n} day", "after {n} days", rule.again_after).format(n=rule.again_after)


def _whose(line: RuleLine) -> str:
    return _("own") if line.rule.own else _("as given")


def _tip(line: RuleLine) -> str:
    return line.follow_up
