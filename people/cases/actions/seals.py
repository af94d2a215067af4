"""The verb that opens a sealed name, for a reason that stays; the data protection officer hears of it. Source: 2.21."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import Person, Unit, User
from foundation.verbs import verb
from people.cases.models import Case, CaseReporter, CaseSubject, OpeningReport, SealOpening
from people.cases.permissions import KEEP_CLOCK, OPEN_SEAL
from people.cases.trail import record_case, tell

S = SealOpening.Seal


@verb("cases.open_sealed_name")
def open_sealed_name(*, actor: User, case: Case, seal: str, reason: str, on: date) -> Person | None:
    """The person behind a seal; None for a reporter without a name, or while nobody knows whom it is about.

    Raises ValidationError without a reason. Each opening is logged and reported to the data protection officer.
    """
    require(actor, OPEN_SEAL, case)
    row = SealOpening(case=case, seal=seal, opened_by=actor, on=on, reason=reason.strip())
    row.full_clean()
    row.save()
    summary = _("opened a sealed name: %(reason)s") % {"reason": row.reason}
    details = {"seal": seal, "reason": row.reason}
    record_case(actor=actor, kind="case.seal_opened", subject=case, summary=summary, details=details)
    model = CaseReporter if seal == S.REPORTER else CaseSubject
    found = model._default_manager.filter(case=case).select_related("person").first()
    return None if found is None else found.person


@verb("cases.report_openings")
def report_openings(*, actor: User, first: date, last: date, on: date) -> OpeningReport:
    """Makes the report of a month's openings, once, and lets the data protection officers know. Source: 2.21."""
    root = Unit.objects.get(parent=None)
    require(actor, KEEP_CLOCK, root)
    count = SealOpening.objects.within(first, last).count()
    report, made = OpeningReport.objects.get_or_create(month=first, defaults={"made_on": on, "openings": count})
    if made:
        summary = _("The openings of a month are reported")
        record_case(actor=actor, kind="case.openings_reported", subject=report, summary=summary)
        tell(User.objects.holding("DPO", root, on))
    return report
