"""What certification says on the page of a process: the certificates that cover it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assurance.models import Process
from assurance.related import Related, offer_related
from certifications.models import Certificate
from certifications.permissions import VIEW_CERTIFICATES
from foundation.access import permits


def certificates_of(row: Process, user: Any) -> QuerySet[Certificate]:
    """Those whose scope it is in; what runs comes first."""
    seen = Certificate.objects.visible_to(user).filter(processes=row).exclude(exclusions__process=row)
    rows = seen if permits(user, VIEW_CERTIFICATES) else seen.none()
    return rows.for_list().order_by("turn", "expires_on", "ref")  # type: ignore[attr-defined]


offer_related(
    Related(
        _("Certificates"),
        _("No certificate that you may see covers it."),
        "certifications/_related_certificate.html",
        (Process,),
        certificates_of,
    )
)
