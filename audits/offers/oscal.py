"""Audits as OSCAL: plan, results and plan of action, of one audit or of those that filters leave."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from assurance.oscal import Document
from audits.lists import AuditList
from audits.models import Audit
from audits.offers.papers import audit_for
from audits.oscal import Asked, assessment_plan, assessment_results, plan_of_action
from audits.permissions import EXPORT_AUDITS
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.lists.downloads import log_export
from foundation.offers import Text
from foundation.reports import Made, Paper, offer_papers
from foundation.reports.centre import Report, offer_reports, own_paper
from foundation.reports.lists import Listed, ListForm
from foundation.reports.papers import Told

Write = Callable[[Asked], Document]
AUDITS = Listed(AuditList, lambda user, on: Audit.objects.visible_to(user).for_list())


class AuditsForm(ListForm):
    """Which audits, by the filters of their list, but for the day: a file tells how they stand now."""

    listed = AUDITS

    def offer(self) -> None:
        super().offer()
        self.fields.pop("on", None)


def begun_audit_for(user: User, uuid: UUID) -> Audit | None:
    """The audit, once there is something to tell of."""
    audit = audit_for(user, uuid)
    return audit if audit is not None and audit.actual_start is not None else None


def may_export(user: User) -> bool:
    return permits(user, EXPORT_AUDITS)


def of_one(write: Write, audit: Audit, *, user: User, at: datetime) -> Made:
    told = write(Asked([audit.pk], user))
    return Made(told.name, told.pieces(), str(audit))


def of_several(write: Write, reader: User, *, user: User, at: datetime, query: str, progress: Told) -> Made:
    """The audits that the filters of an address leave; the log says that they were taken."""
    table = AUDITS.read(user, query, today())
    keys = list(table.queryset.order_by("ref").values_list("pk", flat=True))
    told = write(Asked(keys, user, progress=progress))
    log_export(table, "json", len(keys))
    return Made(told.name, told.pieces(), "; ".join(f"{chip.label}: {chip.value}" for chip in table.chips))


def offer(name: str, label: Text, note: Text, write: Write, order: int) -> None:
    """One file, of one audit and of several."""
    find = begun_audit_for if write is assessment_results else audit_for
    offer_papers(
        Paper(name, label, find, partial(of_one, write)),
        own_paper(f"{name}-of-several", label, may_export, partial(of_several, write)),
    )
    offer_reports(Report(name, label, note, "audits", {"json": f"{name}-of-several"}, may_export, AuditsForm, order))


offer(
    "oscal-plan",
    _("OSCAL assessment plan (JSON)"),
    _("For programs: criteria, questions, sessions and team of the audits you choose."),
    assessment_plan,
    60,
)
offer(
    "oscal-results",
    _("OSCAL assessment results (JSON)"),
    _("For programs: observations, findings and risks, with the hashes of the evidence behind them."),
    assessment_results,
    61,
)
offer(
    "oscal-milestones",
    _("OSCAL plan of action (JSON)"),
    _("For programs: nonconformities and the corrective actions that answer them, with their dates."),
    plan_of_action,
    62,
)
