"""The verbs of the clock: appeals over, sanctions spent, identities erased, reporters watched. Source: T-54, T-60."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import User
from foundation.verbs import verb
from people.cases import clocks
from people.cases.dues import Step, meet_due, retention, set_due
from people.cases.erasure import erase_identities
from people.cases.handlers import counsel_of
from people.cases.learning import ask_for_training
from people.cases.models import Case, RetaliationCheck, Sanction
from people.cases.permissions import KEEP_CLOCK
from people.cases.trail import record_case
from people.cases.workflows import CASE


@verb("cases.finalise_case")
def finalise_case(*, actor: User, case: Case, on: date) -> Case:
    """The time for an appeal is over: the sanction is final, counts, and has its last day. Source: T-54, T-60."""
    found, level = retention(on), Sanction.objects.get(case=case).level
    spent_on = clocks.spent_by(on, level, found.value)
    CASE.move(case, "finalise", actor=actor, on=on, changes={"final_on": on, "spent_on": spent_on})
    meet_due(case, Step.APPEAL, on=on)
    set_due(case, Step.SPEND, anchor=on, due_on=spent_on, rule="T-60", version=found.version)
    ask_for_training(case, on=on)
    return case


@verb("cases.spend_case")
def spend_case(*, actor: User, case: Case, on: date) -> Case:
    """The sanction has run its time: names and words go, what statistics need stays. Source: T-60."""
    CASE.move(case, "spend", actor=actor, on=on, changes={"erased_on": on})
    meet_due(case, Step.SPEND, on=on)
    erase_identities(case)
    return case


@verb("cases.erase_case")
def erase_case(*, actor: User, case: Case, on: date) -> Case:
    """Erases who a dismissed or unfounded case was about, and all that was said in it. Source: T-60."""
    CASE.move(case, "erase", actor=actor, on=on, changes={"erased_on": on})
    meet_due(case, Step.ERASE, on=on)
    erase_identities(case)
    return case


@verb("cases.raise_check")
def raise_check(*, actor: User, case: Case, kind: str, happened_on: date, on: date) -> RetaliationCheck:
    """Asks counsel to look at something that befell a reporter; each event once. Source: 2.20."""
    require(actor, KEEP_CLOCK, case)
    facts = {"case": case, "kind": kind, "happened_on": happened_on}
    check, made = RetaliationCheck.objects.get_or_create(**facts, defaults={"raised_on": on})
    if made:
        told, summary = counsel_of(case, on=on), _("asked for a check")
        record_case(actor=actor, kind="case.check_raised", subject=check, summary=summary, notify=told)
    return check
