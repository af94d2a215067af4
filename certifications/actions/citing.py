"""Which version of a statement of applicability a certificate rests on."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certifications.models import Certificate, StatementOfApplicability
from certifications.permissions import MANAGE_CERTIFICATES
from foundation.access import require
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb


@verb("certifications.cite_soa")
def cite_soa(*, actor: User, certificate: Certificate, soa: StatementOfApplicability | None) -> Certificate:
    """Says which version the certificate cites, or that it cites none.

    Raises ValidationError for a version that was never approved, or of another framework than the certificate's edition.
    Source: M-16.
    """
    locked = Certificate.objects.select_for_update(of=("self",)).select_related("unit", "soa").get(pk=certificate.pk)
    require(actor, MANAGE_CERTIFICATES, locked)
    if soa is not None and not soa.is_frozen:
        raise ValidationError({"soa": _("A certificate cites an approved version.")})
    if soa is not None and soa.framework_id != locked.edition_id:
        raise ValidationError({"soa": _("This statement is about another framework than the certificate.")})
    before, locked.soa = locked.soa, soa
    locked.full_clean()
    locked.save(update_fields=["soa", "updated_at"])
    summary = _("cites %(soa)s") % {"soa": soa.name} if soa else _("cites no statement of applicability any more")
    details = {"from": before and before.name, "to": soa and soa.name}
    record(actor=actor, kind="certificate.soa_cited", subject=locked, summary=summary, details=details)
    return locked
