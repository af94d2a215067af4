"""The verbs of counsel: a case before an authority, its hold, and what befell a reporter. Source: M-23, 2.20."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import WrongState
from foundation.verbs import verb
from people.cases.handlers import officers_of
from people.cases.models import Case, Referral, RetaliationCheck
from people.cases.permissions import ADVISE
from people.cases.trail import record_case
from people.cases.workflows import CASE


@verb("cases.refer_case")
def refer_case(*, actor: User, case: Case, legal_basis: str, authority: str, on: date, note: str = "") -> Case:
    """Refers an open case to an authority, on a legal basis; its file is held, and its state stays. Source: M-23."""
    require(actor, ADVISE, case)
    facts = {"legal_basis": legal_basis.strip(), "authority": authority.strip(), "note": note.strip()}
    row = Referral(case=case, referred_on=on, referred_by=actor.person, **facts)
    row.clean_fields(exclude=["case"])
    CASE.move(case, "refer", actor=actor, on=on, changes={"held": True}, notify=officers_of(case, on=on))
    row.save()
    return case


@verb("cases.lift_hold")
def lift_hold(*, actor: User, case: Case, reason: str, on: date) -> Case:
    """Counsel lifts the hold; what is due to be erased is erased from the next night on. Source: S-15."""
    CASE.move(case, "lift_hold", actor=actor, on=on, reason=reason, changes={"held": False})
    Referral.objects.filter(case=case).update(hold_lifted_on=on)
    return case


@verb("cases.close_check")
def close_check(*, actor: User, check: RetaliationCheck, outcome: str, on: date) -> RetaliationCheck:
    """Counsel says what they found about something that befell a reporter. Source: 2.20."""
    require(actor, ADVISE, check.case)
    if check.closed_on is not None:
        raise WrongState(_("This was looked at already."))
    if not outcome.strip():
        raise ValidationError({"outcome": _("Say what you found.")})
    check.outcome, check.closed_on, check.closed_by = outcome.strip(), on, actor.person
    check.full_clean()
    check.save()
    record_case(actor=actor, kind="case.check_closed", subject=check, summary=_("closed a check for retaliation"))
    return check
