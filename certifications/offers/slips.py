"""What an audit's page says of the certificates that need it."""

from django.utils.translation import gettext_lazy as _

from assurance.related import Related, offer_related
from audits.models import Audit
from certifications.cycles import CycleView, Line
from certifications.models import Certificate, CycleAudit
from foundation.clock import today
from foundation.directory.models import User


def slips(audit: Audit, user: User) -> list[Line]:
    """What lapses if the audit slips, for each certificate that the reader sees; nothing once it was held."""
    seen = Certificate.objects.visible_to(user)
    needed = CycleAudit.objects.filter(cycle__certificate__in=seen).for_audit(audit)
    lines = [CycleView(one.cycle, on=today(audit.unit)).line_of(one) for one in needed]
    return [line for line in lines if line is not None and line.lapses]


offer_related(
    Related(
        _("What lapses if it slips"), _("No certificate waits for it."), "certifications/_slip.html", (Audit,), slips
    )
)
