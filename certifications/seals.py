"""Seals in a room: the entry under which the acceptance of evidence stands in the ledger."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery

from assurance.models import EvidenceVersion
from foundation.models.ledger import LedgerLeaf

ACCEPTED = "evidence.accept"


def seal_of_version(uuid: str = "uuid") -> Subquery:
    """The number of the entry of the acceptance of the version in the outer query; the last, where there were several.

    `uuid` leads to that of the version.
    """
    kind = ContentType.objects.get_for_model(EvidenceVersion)
    about = {"event__subject_type": kind, "event__subject_uuid": OuterRef(uuid)}
    return Subquery(LedgerLeaf.objects.filter(event__kind=ACCEPTED, **about).order_by("-index").values("index")[:1])
