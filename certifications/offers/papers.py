"""The papers of certification: a statement of applicability to hand out, and to work with."""

from datetime import datetime
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from certifications.models import StatementOfApplicability
from certifications.paper.soa import soa_pdf, soa_xlsx
from foundation.directory.models import User
from foundation.reports import Made, Paper, offer_papers


def soa_for(user: User, uuid: UUID) -> StatementOfApplicability | None:
    """The version, for who may see it."""
    return StatementOfApplicability.objects.visible_to(user).for_page().filter(uuid=uuid).first()


def make_soa(soa: StatementOfApplicability, *, user: User, at: datetime) -> Made:
    return Made(f"{name_of(soa)}.pdf", soa_pdf(soa, user=user, at=at), str(soa))


def make_soa_sheets(soa: StatementOfApplicability, *, user: User, at: datetime) -> Made:
    return Made(f"{name_of(soa)}.xlsx", soa_xlsx(soa, user=user, at=at), str(soa))


def name_of(soa: StatementOfApplicability) -> str:
    return slugify(soa.name) + ("" if soa.is_frozen else "-draft")


offer_papers(
    Paper("soa", gettext_lazy("Statement of applicability (PDF)"), soa_for, make_soa),
    Paper("soa-sheets", gettext_lazy("Statement of applicability (Excel)"), soa_for, make_soa_sheets),
)
