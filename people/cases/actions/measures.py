"""The verbs of interim measures: neutral, for at most 30 days at a time, renewed or lifted. Source: 2.20."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import WrongState
from foundation.verbs import verb
from people.cases.clocks import longest_measure
from people.cases.dues import clocks
from people.cases.handlers import subject_accounts
from people.cases.models import Case, InterimMeasure
from people.cases.permissions import HANDLE
from people.cases.trail import record_case
from people.cases.workflows import CASE


@verb("cases.impose_measure")
def impose_measure(*, actor: User, case: Case, kind: str, reason: str, until: date, on: date) -> InterimMeasure:
    """Sets a measure from today; it says nothing about guilt. Raises ValidationError for more than 30 days."""
    row = InterimMeasure(case=case, kind=kind, reason=reason.strip(), from_on=on, until=until)
    row.full_clean()
    _insist_on_length(on, until, on=on)
    told: dict[str, Any] = {"details": {"kind": kind, "until": until}, "notify": subject_accounts(case)}
    CASE.move(case, "impose_measure", actor=actor, on=on, given={"kind": kind}, **told)
    row.save()
    return row


@verb("cases.renew_measure")
def renew_measure(*, actor: User, measure: InterimMeasure, reason: str, until: date, on: date) -> InterimMeasure:
    """Lets a measure go on for at most another 30 days from today, for a reason."""
    require(actor, HANDLE, measure.case)
    _insist_on_run(measure)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: this step needs a reason.")})
    _insist_on_length(on, until, on=on)
    measure.until, measure.reason, measure.renewals = until, reason.strip(), measure.renewals + 1
    measure.full_clean()
    measure.save(update_fields=["until", "reason", "renewals", "updated_at"])
    told: dict[str, Any] = {"details": {"until": until}, "notify": subject_accounts(measure.case)}
    record_case(actor=actor, kind="case.measure_renewed", subject=measure, summary=_("renewed a measure"), **told)
    return measure


@verb("cases.lift_measure")
def lift_measure(*, actor: User, measure: InterimMeasure, on: date) -> InterimMeasure:
    """Ends a measure today."""
    require(actor, HANDLE, measure.case)
    _insist_on_run(measure)
    measure.lifted_on = on
    measure.save(update_fields=["lifted_on", "updated_at"])
    told = subject_accounts(measure.case)
    record_case(actor=actor, kind="case.measure_lifted", subject=measure, summary=_("lifted a measure"), notify=told)
    return measure


def lift_all(case: Case, *, on: date) -> None:
    """What a decision ends: no measure outlives it."""
    case.measures.filter(lifted_on=None).update(lifted_on=on)


def _insist_on_run(measure: InterimMeasure) -> None:
    if measure.lifted_on is not None:
        raise WrongState(_("This measure is lifted."))


def _insist_on_length(first: date, until: date, *, on: date) -> None:
    last = longest_measure(first, clocks(on).value)
    if not first <= until <= last:
        words = {"last": date_format(last, "j M Y")}
        raise ValidationError({"until": _("Give a day from today to %(last)s.") % words})
