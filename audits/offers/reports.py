"""What audits give to the report centre: the papers of an audit and of a programme, registers and lists."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from audits.auditor_list import QualificationList
from audits.lists import AuditList, FindingList
from audits.models import Audit, AuditorQualification, Finding, Programme
from audits.offers import papers  # noqa: F401  the papers that stand behind the reports
from audits.offers.menu import EVERYONE_CONCERNED
from audits.permissions import SEE_AUDITORS
from foundation.access import Role, holds, permits
from foundation.directory.models import User
from foundation.reports.centre import Report, about, offer_reports
from foundation.reports.lists import Listed, offer_list


def concerned(user: User) -> bool:
    return holds(user, *EVERYONE_CONCERNED)


def any_finding(user: User) -> bool:
    return holds(user, *EVERYONE_CONCERNED, Role.EMP)


def reported(user: User) -> QuerySet[Audit]:
    """Audits whose report is issued; a draft is asked for where it is written."""
    return Audit.objects.visible_to(user).filter(report__issued_on__isnull=False).order_by("-report__issued_on", "ref")


def planned(user: User) -> QuerySet[Audit]:
    return Audit.objects.visible_to(user).exclude(state=Audit.State.CANCELLED).order_by("-planned_start", "ref")


def programmes(user: User) -> QuerySet[Programme]:
    return Programme.objects.visible_to(user).order_by("-year", "title")


offer_reports(
    Report(
        "audit-report",
        _("Audit report"),
        _("What an audit concluded and found, as it was issued and signed."),
        "audits",
        {"pdf": "audit"},
        concerned,
        about(_("Audit"), reported),
        10,
    ),
    Report(
        "audit-plan",
        _("Audit plan"),
        _("Scope, criteria, team, sessions and sites of an audit."),
        "audits",
        {"pdf": "plan"},
        concerned,
        about(_("Audit"), planned),
        11,
    ),
    Report(
        "audit-findings",
        _("Findings of an audit"),
        _("Each finding with its dates, owner and actions, to work with."),
        "audits",
        {"xlsx": "findings"},
        concerned,
        about(_("Audit"), planned),
        12,
    ),
    Report(
        "corrective-actions",
        _("Register of corrective actions"),
        _("Every action that answers a finding: who holds it, until when, and whether it worked."),
        "audits",
        {"pdf": "actions", "xlsx": "actions-workbook"},
        any_finding,
        order=20,
    ),
    Report(
        "audit-programme",
        _("Audit programme"),
        _("The audits of a year with their risks, calendar and revisions."),
        "audits",
        {"pdf": "programme", "xlsx": "programme-sheets"},
        concerned,
        about(_("Programme"), programmes),
        30,
    ),
)
offer_list(
    "findings-list",
    _("Findings"),
    _("Findings by type, state, age, area or unit, with what is due next."),
    "audits",
    Listed(FindingList, lambda user, on: Finding.objects.visible_to(user).for_list()),
    any_finding,
    order=21,
)
offer_list(
    "audits-list",
    _("Audits"),
    _("Audits by kind, state and unit, with their planned and held days."),
    "audits",
    Listed(AuditList, lambda user, on: Audit.objects.visible_to(user).for_list()),
    concerned,
    order=31,
)
offer_list(
    "auditors",
    _("Auditors and their qualifications"),
    _("Who may audit or lead what, and until when."),
    "audits",
    Listed(QualificationList, lambda user, on: AuditorQualification.objects.visible_to(user).for_list(on)),
    lambda user: permits(user, SEE_AUDITORS),
    order=40,
)
