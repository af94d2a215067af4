"""What audits say on the pages of processes and requirements."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assurance.models import Control, EvidenceLink, EvidenceVersion, Process, Requirement
from assurance.related import Related, offer_related
from audits.models import Audit, ChecklistItem, Finding


def findings_about(row: Any, user: Any) -> QuerySet[Finding]:
    """Issued findings of a process or against a requirement, the newest first."""
    return Finding.objects.visible_to(user).concerning(row).select_related("audit", "owner")


def evidence_for(row: Requirement, user: Any) -> QuerySet[EvidenceVersion]:
    """Versions that prove something about a control, a question or a finding of this requirement."""
    links = (
        EvidenceLink.objects.about_any(Control, row.controls.values("uuid"))
        | EvidenceLink.objects.about_any(ChecklistItem, row.checklist_items.values("uuid"))
        | EvidenceLink.objects.about_any(Finding, row.findings.values("uuid"))
    )
    seen = EvidenceVersion.objects.visible_to(user).filter(pk__in=links.values("version"))
    return seen.select_related("evidence").order_by("-as_of", "-pk")


def audits_of(row: Process, user: Any) -> QuerySet[Audit]:
    return Audit.objects.visible_to(user).filter(processes=row).select_related("lead").order_by("-planned_start")


offer_related(
    Related(
        _("Findings"),
        _("No finding that you may see."),
        "audits/_related_finding.html",
        (Process, Requirement),
        findings_about,
    ),
    Related(
        _("Evidence"),
        _("No evidence that you may see."),
        "assurance/_related_evidence.html",
        (Requirement,),
        evidence_for,
    ),
    Related(_("Audits"), _("No audit that you may see."), "audits/_related_audit.html", (Process,), audits_of),
)
