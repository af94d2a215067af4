"""What people still answer for among documents, evidence and products, for whoever takes over from them."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from assurance.models import Document, DocumentVersion, EvidenceRequest, Product
from foundation.directory.ties import Holding, offer_holdings

S = DocumentVersion.State
IN_WORK = (S.DRAFT, S.IN_REVIEW, S.APPROVED, S.EFFECTIVE)

offer_holdings(
    Holding(
        "documents",
        _("guiding documents"),
        lambda person: Document.objects.filter(owner=person, versions__state__in=IN_WORK).distinct(),
        Concat("number", Value(" "), "title", output_field=CharField()),
        "assurance:document",
    ),
    Holding(
        "evidence_requests",
        _("evidence asked of them"),
        lambda person: EvidenceRequest.objects.open().filter(asked_of=person),
        Concat("ref", Value(" "), "title", output_field=CharField()),
        "assurance:request",
    ),
    Holding(
        "products",
        _("products"),
        lambda person: Product.objects.filter(owner=person),
        F("name"),
        "assurance:product",
    ),
)
