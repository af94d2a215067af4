"""The paper of signing: the receipt of a signature, for whoever signed and whoever may see it."""

from datetime import datetime
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from foundation.directory.models import User
from foundation.reports import Made, Paper, offer_papers
from people.models import Attestation
from people.paper.receipt import receipt_pdf


def signature_for(user: User, uuid: UUID) -> Attestation | None:
    """The signature, for who may see it."""
    return Attestation.objects.visible_to(user).for_page().filter(uuid=uuid, state=Attestation.State.SIGNED).first()


def make_receipt(row: Attestation, *, user: User, at: datetime) -> Made:
    name = f"{slugify(row.campaign.ref)}-{slugify(row.person.number)}.pdf"
    return Made(name, receipt_pdf(row, user=user, at=at), str(row))


offer_papers(Paper("signature", gettext_lazy("Receipt of a signature (PDF)"), signature_for, make_receipt))
