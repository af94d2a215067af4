"""The verbs of a decision: proposed, agreed to by whoever has to, made and served. Source: 2.20, S-10 (docs/cases.md)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.access import Role
from foundation.directory.models import Person, User
from foundation.verbs import verb
from people.cases import clocks
from people.cases.actions.intake import begin_erasure
from people.cases.actions.measures import lift_all
from people.cases.actions.seats import acting, only_these
from people.cases.dues import Step, calendar_of, meet_due, set_due
from people.cases.dues import clocks as numbers_on
from people.cases.handlers import accounts, holders, officers_of, seated, subject_accounts
from people.cases.matrix import row_for
from people.cases.models import Assent, Case, Decision, Sanction, Seat
from people.cases.permissions import is_asked_for_hr, is_decider
from people.cases.trail import tell
from people.cases.workflows import CASE

C = Assent.Capacity
Outcome = Decision.Outcome


@verb("cases.seat_deciders")
def seat_deciders(*, actor: User, case: Case, deciders: Iterable[Person], on: date) -> Case:
    """Names who decides; others who were named no longer do. Refused by S-10 for anybody who had another part."""
    people = list(deciders)
    if not people:
        raise ValidationError({"deciders": _("Name at least one decision maker.")})
    CASE.move(case, "seat_deciders", actor=actor, on=on, given={"deciders": people}, notify=accounts(people))
    only_these(case, people, Seat.Kind.DECIDER, on=on)
    return case


@verb("cases.propose_decision")
def propose_decision(
    *, actor: User, case: Case, outcome: str, findings: Mapping[UUID, str], reasons: str, on: date, **facts: Any
) -> Decision:
    """Proposes a decision: a finding for each allegation (by its uuid), the outcome, and for a sanction the measure.

    `facts` are `level`, `form`, `mitigating`, `aggravating`, `outside_reasons` and `training`. The row of the matrix is
    cited as it stands today. Who proposes agrees; what others agreed to before is asked again. Source: 2.20.
    """
    given = {"outcome": outcome, "findings": findings, **facts}
    CASE.move(case, "propose_decision", actor=actor, on=on, given=given, notify=seated(case, Seat.Kind.DECIDER))
    decision = Decision.objects.filter(case=case).first() or Decision(case=case)
    decision.assents.standing().update(withdrawn_on=on) if decision.pk else None
    _fill(decision, outcome=outcome, reasons=reasons.strip(), on=on, **facts)
    for row in case.allegations.all():
        row.finding = findings[row.uuid]
        row.save(update_fields=["finding", "updated_at"])
    Assent.objects.create(decision=decision, person=acting(actor), capacity=C.DECIDER, on=on)
    if _is_heavy(decision):
        tell([*holders(case, Role.HR, on=on), *holders(case, Role.LEG, on=on)], but=actor)
    return decision


def _fill(decision: Decision, *, outcome: str, reasons: str, on: date, **facts: Any) -> None:
    decision.outcome, decision.reasons, decision.proposed_on = outcome, reasons, on
    for name in ("mitigating", "aggravating", "outside_reasons", "training"):
        setattr(decision, name, str(facts.get(name) or "").strip())
    decision.level, decision.form, decision.matrix_row = None, "", ""
    decision.matrix_version, decision.outside_range = None, False
    if outcome == Outcome.SANCTION:
        row = row_for(decision.case, on=on)
        decision.level, decision.form = facts.get("level"), str(facts.get("form") or "")
        decision.matrix_row, decision.matrix_version = row.words, row.version
        decision.outside_range = not row.allows(decision.level or 0)
    decision.full_clean()
    decision.save()


def _is_heavy(decision: Decision) -> bool:
    return decision.level is not None and decision.level >= 3


@verb("cases.agree_to_decision")
def agree_to_decision(*, actor: User, case: Case, on: date) -> Case:
    """Agrees to what is proposed: as decision maker, for human resources, or as counsel. Source: S-10."""
    capacity = _capacity(actor, case)
    CASE.move(case, "agree", actor=actor, on=on, details={"as": capacity}, notify=seated(case, Seat.Kind.DECIDER))
    decision = Decision.objects.get(case=case)
    Assent.objects.create(decision=decision, person=acting(actor), capacity=capacity, on=on)
    return case


def _capacity(actor: User, case: Case) -> str:
    if is_decider(actor, case):
        return C.DECIDER
    return C.HR if is_asked_for_hr(actor, case) else C.COUNSEL


@verb("cases.close_unfounded")
def close_unfounded(*, actor: User, case: Case, on: date) -> Case:
    """Decides that nothing is substantiated: measures end, identities are erased two months later. Source: 2.20, T-60."""
    told = [*officers_of(case, on=on), *subject_accounts(case)]
    CASE.move(case, "close_unfounded", actor=actor, on=on, changes={"closed_on": on}, notify=told)
    Decision.objects.filter(case=case).update(decided_on=on, served_on=on)
    lift_all(case, on=on)
    begin_erasure(case, on=on)
    return case


@verb("cases.sanction_case")
def sanction_case(*, actor: User, case: Case, start_on: date, on: date) -> Case:
    """Decides on the sanction that is proposed and serves it: it may be appealed for 15 working days. Source: T-54."""
    if start_on < on:
        raise ValidationError({"start_on": _("A sanction does not take effect before it is decided.")})
    told = [*officers_of(case, on=on), *subject_accounts(case)]
    CASE.move(case, "sanction", actor=actor, on=on, notify=told)
    decision = Decision.objects.get(case=case)
    decision.decided_on = decision.served_on = on
    decision.save(update_fields=["decided_on", "served_on", "updated_at"])
    facts = {"level": decision.level, "form": decision.form, "training": decision.training}
    Sanction.objects.create(case=case, start_on=start_on, **facts)
    lift_all(case, on=on)
    meet_due(case, Step.TELL_SUBJECT, Step.REVIEW_DELAY, on=on)
    found = numbers_on(on)
    due_on = clocks.appeal_by(on, found.value, calendar_of(case))
    set_due(case, Step.APPEAL, anchor=on, due_on=due_on, rule="T-54", version=found.version)
    return case
