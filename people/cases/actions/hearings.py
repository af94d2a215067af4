"""The verbs of the hearing: called with five working days of notice, held or declined. Source: 2.20, T-54."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.clock import LATEST
from foundation.directory.models import User
from foundation.refusals import WrongState
from foundation.verbs import verb
from people.cases.handlers import subject_accounts
from people.cases.models import Case, Hearing
from people.cases.permissions import APPEAL
from people.cases.trail import record_case
from people.cases.workflows import CASE


@verb("cases.call_hearing")
def call_hearing(*, actor: User, case: Case, day: date, place: str, on: date) -> Case:
    """Calls the person to a hearing, or to another day; they may bring a companion."""
    if day > LATEST:
        raise ValidationError({"day": _("Give a day in this century or the next.")})
    told = subject_accounts(case)
    CASE.move(case, "call_hearing", actor=actor, on=on, given={"day": day}, details={"day": day}, notify=told)
    facts = {"called_on": on, "day": day, "place": place.strip()}
    row = Hearing.objects.filter(case=case).first() or Hearing(case=case)
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean(exclude=["case"])
    row.save()
    return case


@verb("cases.name_companion")
def name_companion(*, actor: User, case: Case, companion: str, on: date) -> Hearing:
    """The person says who comes with them."""
    require(actor, APPEAL, case)
    row = Hearing.objects.filter(case=case, outcome="").first()
    if row is None:
        raise WrongState(_("No hearing is called."))
    row.companion = companion.strip()
    row.full_clean(exclude=["case"])
    row.save(update_fields=["companion"])
    record_case(actor=actor, kind="case.companion", subject=case, summary=_("The person named a companion"))
    return row


@verb("cases.record_hearing")
def record_hearing(
    *, actor: User, case: Case, outcome: str, file_shown: bool, on: date, notes: str = "", companion: str = ""
) -> Case:
    """Records that the person was heard, or declined to be; without either nobody decides."""
    if outcome not in Hearing.Outcome.values:
        raise ValidationError({"outcome": _("Choose one of the outcomes in the list.")})
    given = {"outcome": outcome, "file_shown": file_shown}
    CASE.move(case, "record_hearing", actor=actor, on=on, given=given, details=given)
    row = Hearing.objects.get(case=case)
    row.outcome, row.file_shown, row.notes, row.outcome_on = outcome, file_shown, notes.strip(), on
    row.companion = companion.strip() or row.companion
    row.full_clean(exclude=["case"])
    row.save()
    return case
