"""The papers of audits: a report, findings, the register of all corrective actions, and the programme of a year."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext_lazy, ngettext

from audits.models import Audit, Programme
from audits.paper.pdf import report_pdf
from audits.paper.plan import plan_pdf
from audits.paper.programme import programme_pdf, programme_xlsx
from audits.paper.register import Told, actions_of, register_pdf, register_xlsx
from audits.paper.workbook import findings_of, findings_xlsx
from audits.records.audits import may_read
from foundation.directory.models import User
from foundation.reports import Made, Paper, offer_papers


def audit_for(user: User, uuid: UUID) -> Audit | None:
    """The audit, for who may see it."""
    return Audit.objects.visible_to(user).select_related("unit", "report").filter(uuid=uuid).first()


def reported_audit_for(user: User, uuid: UUID) -> Audit | None:
    """The audit, for who may read its report; a draft is for the team and who may review it."""
    audit = audit_for(user, uuid)
    report = getattr(audit, "report", None)
    return audit if report is not None and may_read(report, user) else None


def make_report(audit: Audit, *, user: User, at: datetime) -> Made:
    draft = "" if audit.report.issued_on else "-draft"
    return Made(f"{slugify(audit.ref)}-report{draft}.pdf", report_pdf(audit.report, user=user, at=at), str(audit))


def make_plan(audit: Audit, *, user: User, at: datetime) -> Made:
    return Made(f"{slugify(audit.ref)}-plan.pdf", plan_pdf(audit, user=user, at=at), str(audit))


def make_findings(audit: Audit, *, user: User, at: datetime) -> Made:
    count = findings_of(audit, user).count()
    said = ngettext("%(count)d finding of %(audit)s.", "%(count)d findings of %(audit)s.", count)
    made = findings_xlsx(audit, user=user, at=at)
    return Made(f"{slugify(audit.ref)}-findings.xlsx", made, said % {"count": count, "audit": audit})


def programme_for(user: User, uuid: UUID) -> Programme | None:
    """The programme, for who may see it."""
    return Programme.objects.visible_to(user).for_page().filter(uuid=uuid).first()


def make_programme(programme: Programme, *, user: User, at: datetime) -> Made:
    name = slugify(f"audit-programme-{programme.year}")
    return Made(f"{name}.pdf", programme_pdf(programme, user=user, at=at), programme.title)


def make_programme_sheets(programme: Programme, *, user: User, at: datetime) -> Made:
    name = slugify(f"audit-programme-{programme.year}")
    return Made(f"{name}.xlsx", programme_xlsx(programme, user=user, at=at), programme.title)


def reader_for(user: User, uuid: UUID) -> User | None:
    """Oneself: a register is of what that person sees."""
    return user if user.uuid == uuid else None


def make_register(reader: User, *, user: User, at: datetime, progress: Told) -> Made:
    return Made(f"corrective-actions-{at:%Y-%m-%d}.pdf", register_pdf(user, at=at, progress=progress), counted(user))


def make_register_workbook(reader: User, *, user: User, at: datetime, progress: Told) -> Made:
    return Made(f"corrective-actions-{at:%Y-%m-%d}.xlsx", register_xlsx(user, at=at, progress=progress), counted(user))


def counted(user: User) -> str:
    number = actions_of(user).count()
    return ngettext("%(n)d corrective action.", "%(n)d corrective actions.", number) % {"n": number}


REGISTER: dict[str, Any] = {"reads": lambda sent: {}, "place": ("audits:findings", gettext_lazy("Findings"))}

offer_papers(
    Paper("audit", gettext_lazy("Audit report (PDF)"), reported_audit_for, make_report),
    Paper("plan", gettext_lazy("Audit plan (PDF)"), audit_for, make_plan),
    Paper("findings", gettext_lazy("Findings of an audit (Excel)"), audit_for, make_findings),
    Paper("actions", gettext_lazy("Register of corrective actions (PDF)"), reader_for, make_register, **REGISTER),
    Paper(
        "actions-workbook",
        gettext_lazy("Register of corrective actions (Excel)"),
        reader_for,
        make_register_workbook,
        **REGISTER,
    ),
    Paper("programme", gettext_lazy("Audit programme (PDF)"), programme_for, make_programme),
    Paper("programme-sheets", gettext_lazy("Audit programme (Excel)"), programme_for, make_programme_sheets),
)
