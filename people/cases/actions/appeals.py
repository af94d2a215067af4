"""The verbs of an appeal: lodged in time or late, judged by a panel of others, never worse. Source: 2.20, S-11, T-54."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.directory.models import Person, User
from foundation.verbs import verb
from people.cases import clocks
from people.cases.actions.intake import begin_erasure
from people.cases.actions.seats import only_these
from people.cases.dues import Step, drop_due, meet_due, retention, set_due
from people.cases.handlers import accounts, officers_of, seated, subject_accounts
from people.cases.learning import ask_for_training
from people.cases.models import Appeal, Case, Sanction, Seat
from people.cases.workflows import CASE

PANEL = Seat.Kind.PANEL


@verb("cases.lodge_appeal")
def lodge_appeal(*, actor: User, case: Case, grounds: str, on: date) -> Case:
    """The person appeals in time; a sanction of level 3 or 4 rests meanwhile unless counsel says no."""
    appeal = _appeal(case, grounds, on=on)
    CASE.move(case, "appeal", actor=actor, on=on, notify=officers_of(case, on=on))
    appeal.save()
    _begin(case, on=on)
    return case


@verb("cases.lodge_late_appeal")
def lodge_late_appeal(*, actor: User, case: Case, grounds: str, reason: str, on: date) -> Case:
    """The person appeals after the last day and says why; the panel may admit it. Until then the decision stands."""
    appeal = _appeal(case, grounds, on=on)
    appeal.late, appeal.late_reason = True, reason.strip()
    CASE.move(case, "appeal_late", actor=actor, on=on, reason=reason, notify=officers_of(case, on=on))
    appeal.save()
    return case


def _appeal(case: Case, grounds: str, *, on: date) -> Appeal:
    appeal = Appeal(case=case, grounds=grounds.strip(), lodged_on=on)
    appeal.clean_fields(exclude=["case"])
    return appeal


@verb("cases.seat_panel")
def seat_panel(*, actor: User, case: Case, panel: Iterable[Person], on: date) -> Case:
    """Names who judges the appeal. Refused by S-11 for anybody who had a part in the case before."""
    people = list(panel)
    if not people:
        raise ValidationError({"panel": _("Name at least one member of the panel.")})
    CASE.move(case, "seat_panel", actor=actor, on=on, given={"panel": people}, notify=accounts(people))
    only_these(case, people, PANEL, on=on)
    return case


@verb("cases.admit_appeal")
def admit_appeal(*, actor: User, case: Case, reason: str, on: date) -> Case:
    """The panel admits a late appeal; what was final is not until it is judged."""
    changes = {"final_on": None, "spent_on": None}
    CASE.move(case, "admit_appeal", actor=actor, on=on, reason=reason, changes=changes, notify=_told(case, on=on))
    Appeal.objects.filter(case=case).update(admitted_on=on)
    drop_due(case, Step.SPEND)
    _begin(case, on=on)
    return case


@verb("cases.refuse_appeal")
def refuse_appeal(*, actor: User, case: Case, reason: str, on: date) -> Case:
    """The panel does not admit a late appeal; the decision stands."""
    CASE.move(case, "refuse_appeal", actor=actor, on=on, reason=reason, notify=_told(case, on=on))
    Appeal.objects.filter(case=case).update(refused_on=on, reasons=reason.strip())
    return case


@verb("cases.end_stay")
def end_stay(*, actor: User, case: Case, reason: str, on: date) -> Case:
    """Counsel lets a sanction take effect during the appeal, for a reason."""
    CASE.move(case, "end_stay", actor=actor, on=on, reason=reason, notify=_told(case, on=on))
    Sanction.objects.filter(case=case).update(stayed=False)
    return case


@verb("cases.decide_appeal")
def decide_appeal(
    *,
    actor: User,
    case: Case,
    outcome: str,
    reasons: str,
    on: date,
    level: int | None = None,
    form: str = "",
) -> Case:
    """The panel lets the decision stand, or reduces it; it is final now. Never worse than before. Source: 2.20."""
    if outcome not in (Appeal.Outcome.UPHELD, Appeal.Outcome.REDUCED):
        raise ValidationError({"outcome": _("The decision stands or is reduced; annul it otherwise.")})
    before = Sanction.objects.get(case=case)
    given = {"outcome": outcome, "level": level, "form": form}
    after = level if outcome == Appeal.Outcome.REDUCED and level is not None else before.level
    version, spent_on = _spent(after, on=on)
    changes = {"final_on": on, "spent_on": spent_on}
    CASE.move(case, "decide_appeal", actor=actor, on=on, given=given, changes=changes, notify=_told(case, on=on))
    _judge(case, outcome, reasons, before=before.level, after=after, on=on)
    measure = form if outcome == Appeal.Outcome.REDUCED else before.form
    Sanction.objects.filter(case=case).update(level=after, form=measure, stayed=False)
    set_due(case, Step.SPEND, anchor=on, due_on=spent_on, rule="T-60", version=version)
    ask_for_training(case, on=on)
    return case


@verb("cases.annul_decision")
def annul_decision(*, actor: User, case: Case, reason: str, on: date) -> Case:
    """The panel annuls the decision: it never counted, and identities are erased two months later. Source: 2.20, T-60."""
    before = Sanction.objects.get(case=case)
    changes = {"closed_on": on, "final_on": None, "spent_on": None}
    CASE.move(case, "annul", actor=actor, on=on, reason=reason, changes=changes, notify=_told(case, on=on))
    _judge(case, Appeal.Outcome.ANNULLED, reason, before=before.level, after=None, on=on)
    Sanction.objects.filter(case=case).update(stayed=False)
    begin_erasure(case, on=on)
    return case


def _begin(case: Case, *, on: date) -> None:
    """The appeal keeps what is heavy from taking effect."""
    Sanction.objects.filter(case=case, level__gte=3).update(stayed=True)
    meet_due(case, Step.APPEAL, on=on)


def _judge(case: Case, outcome: str, reasons: str, *, before: int, after: int | None, on: date) -> None:
    appeal = Appeal.objects.get(case=case)
    appeal.outcome, appeal.reasons, appeal.decided_on = outcome, reasons.strip(), on
    appeal.level_before, appeal.level_after = before, after
    appeal.full_clean()
    appeal.save()


def _spent(level: int, *, on: date) -> tuple[int, date]:
    found = retention(on)
    return found.version, clocks.spent_by(on, level, found.value)


def _told(case: Case, *, on: date) -> list[User]:
    return [*officers_of(case, on=on), *seated(case, PANEL), *subject_accounts(case)]
