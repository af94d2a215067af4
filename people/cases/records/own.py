"""What reporter and subject read of a case: two views that have nothing in common. Source: S-12, 2.21."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.directory.models import User
from people.cases.clocks import acknowledge_by, feedback_by
from people.cases.dues import clocks
from people.cases.models import Allegation, Case, CaseFile, Decision, Hearing, InterimMeasure, Interview, State
from people.cases.records.moves import Move, moves_in

# What the reporter reads: how far it is, never what becomes of whom.
OF_REPORT = {
    State.REPORTED: gettext_lazy("Received. The case officers look at it."),
    State.INVESTIGATING: gettext_lazy("It is being looked into."),
    State.HEARING: gettext_lazy("It is being looked into."),
    State.DECISION_PENDING: gettext_lazy("It is being looked into."),
}
OVER = gettext_lazy("It is closed. The answer stands in the messages.")
OF_SUBJECT = {
    State.INVESTIGATING: gettext_lazy("It is being looked into. Nothing is decided, and nothing is held against you."),
    State.HEARING: gettext_lazy("You will be heard before anything is decided."),
    State.DECISION_PENDING: gettext_lazy("You were heard. The decision is to come."),
    State.CLOSED_UNFOUNDED: gettext_lazy("Closed: nothing is held against you. It will be erased."),
    State.SANCTIONED: gettext_lazy("Decided. You may appeal."),
    State.UNDER_APPEAL: gettext_lazy("Your appeal is before the panel."),
    State.FINAL: gettext_lazy("Decided, and final."),
}


def standing_of_report(case: Case) -> str:
    """How far a report is, in neutral words."""
    return str(OF_REPORT.get(State(case.state), OVER))


def standing_of_subject(case: Case) -> str:
    return str(OF_SUBJECT.get(State(case.state), ""))


@dataclass(frozen=True)
class Promised:
    """The clock of a report as its reporter reads it. Source: T-54."""

    received_on: date
    acknowledge_by: date
    acknowledged_on: date | None
    feedback_by: date
    feedback_on: date | None


@dataclass(frozen=True)
class Said:
    """One message; its author is “you” or “case officer”, never a name."""

    mine: bool
    author: str
    text: str
    at: datetime


class Told:
    """What a reporter reads of the case they reported, with a name or by code."""

    def __init__(self, case: Case, *, on: date) -> None:
        self.case, self.on = case, on

    @property
    def standing(self) -> str:
        return standing_of_report(self.case)

    @cached_property
    def promised(self) -> Promised:
        case, numbers = self.case, clocks(self.case.reported_on).value
        return Promised(
            case.reported_on,
            acknowledge_by(case.reported_on, numbers),
            case.acknowledged_on,
            feedback_by(case.reported_on, case.acknowledged_on, numbers),
            case.fed_back_on,
        )

    @cached_property
    def thread(self) -> list[Said]:
        return [
            Said(one.from_reporter, _("You") if one.from_reporter else _("Case officer"), one.text, one.created_at)
            for one in self.case.messages.for_list()
        ]


class OwnCase:
    """What the person a case is about reads of it: what they were told, never who said so."""

    def __init__(self, case: Case, *, user: User, on: date) -> None:
        self.case, self.user, self.on = case, user, on

    @property
    def standing(self) -> str:
        return standing_of_subject(self.case)

    @property
    def shows_findings(self) -> bool:
        return self.decision is not None

    @cached_property
    def allegations(self) -> list[Allegation]:
        return list(self.case.allegations.order_by("pk"))

    @cached_property
    def statements(self) -> list[Interview]:
        """Interviews as they may be read: only the covered version."""
        return list(self.case.interviews.exclude(redacted="").order_by("held_on", "pk").defer("notes"))

    @cached_property
    def files(self) -> list[CaseFile]:
        return list(CaseFile.objects.for_subject(self.user).filter(case=self.case).order_by("uploaded_at", "pk"))

    @property
    def hearing(self) -> Hearing | None:
        return getattr(self.case, "hearing", None)

    @property
    def decision(self) -> Decision | None:
        """Once it is served."""
        found = getattr(self.case, "decision", None)
        return found if found is not None and found.served_on else None

    @cached_property
    def measures(self) -> list[InterimMeasure]:
        return list(self.case.measures.running(on=self.on).order_by("from_on", "pk"))

    @cached_property
    def moves(self) -> list[Move]:
        return moves_in(self.case, actor=self.user, on=self.on)
