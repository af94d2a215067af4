"""What certification gives to the report centre: certificates, statements, inspections and rooms."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from certifications.lists.certificates import CertificateList
from certifications.lists.grants import GrantList
from certifications.lists.inspections import InspectionList
from certifications.models import Certificate, Grant, Inspection, StatementOfApplicability
from certifications.offers import papers  # noqa: F401  the papers that stand behind the statements
from certifications.permissions import LIST_CERTIFICATES, READ_SOAS, VIEW_GRANTS, VIEW_INSPECTIONS
from foundation.access import permits
from foundation.directory.models import User
from foundation.reports.centre import Report, about, offer_reports
from foundation.reports.lists import Listed, offer_list


def statements(user: User) -> QuerySet[StatementOfApplicability]:
    return StatementOfApplicability.objects.visible_to(user).for_page().order_by("-pk")


offer_list(
    "certificates-list",
    _("Certificates"),
    _("The register: what is held, its cycle, what is next and what threatens it."),
    "certification",
    Listed(CertificateList, lambda user, on: Certificate.objects.listed_to(user).for_list()),
    lambda user: permits(user, LIST_CERTIFICATES),
    order=10,
)
offer_reports(
    Report(
        "statement-of-applicability",
        _("Statement of applicability"),
        _("Which controls of a framework apply, why, and how far they are in place."),
        "certification",
        {"pdf": "soa", "xlsx": "soa-sheets"},
        lambda user: permits(user, READ_SOAS),
        about(_("Statement"), statements),
        20,
    )
)
offer_list(
    "inspections-list",
    _("Inspections"),
    _("What authorities inspect and inspected, by whom and with which result."),
    "certification",
    Listed(InspectionList, lambda user, on: Inspection.objects.visible_to(user).for_list()),
    lambda user: permits(user, VIEW_INSPECTIONS),
    order=30,
)
offer_list(
    "rooms-list",
    _("Rooms of people outside"),
    _("Who from outside may look at what, from when until when, and who approved it."),
    "certification",
    Listed(GrantList, lambda user, on: Grant.objects.visible_to(user).for_list()),
    lambda user: permits(user, VIEW_GRANTS),
    order=40,
)
