"""Taking back the word that some evidence proves something: a link made by mistake goes, its story stays in the trail."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from assurance.actions import proof
from assurance.actions.evidence import link_evidence
from assurance.actions.retention import settle
from assurance.models import EvidenceLink, EvidenceVersion
from assurance.permissions import UNLINK_EVIDENCE
from assurance.querysets import proven
from foundation.access import require
from foundation.clock import today
from foundation.directory.models import User
from foundation.refusals import Conflict, WrongState
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.unlink_evidence")
def unlink_evidence(
    *, actor: User, link: EvidenceLink, reason: str, evidence: Iterable[EvidenceVersion] = ()
) -> models.Model:
    """Takes a link away and puts others in its place; returns the row it was about, in whose story both stand.

    Whoever may link may unlink while the row is not at its end. Raises PermissionDenied, WrongState, and
    ValidationError without a reason or when nothing would be left that proves what is recorded as done.
    """
    require(actor, UNLINK_EVIDENCE)
    subject, version = link.subject, link.version
    needed = what_must_stay(actor, subject, link)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: this step needs a reason.")})
    gone, _rows = EvidenceLink.objects.filter(pk=link.pk).delete()
    if subject is None or not gone:
        raise WrongState(_("It is not attached any more."))
    settle(version.evidence, on=today(version.unit))
    summary = _("took %(version)s away: %(reason)s") % {"version": version, "reason": reason.strip()}
    details = {"version": version, "purpose": link.purpose, "reason": reason.strip(), "added_by": link.added_by}
    for row in (subject, version.evidence):
        record(actor=actor, kind="evidence.unlinked", subject=row, summary=summary, details=details)
    for other in evidence:
        link_evidence(actor=actor, version=other, subject=subject, purpose=link.purpose)
    proof.renew_about(subject)
    if needed and not EvidenceLink.objects.about(subject).filter(purpose=link.purpose).exists():
        raise ValidationError({"files": needed})
    return subject


def what_must_stay(actor: User, subject: models.Model | None, link: EvidenceLink) -> str:
    """Why something has to stay attached for this purpose, or "". Raises what stands in the way of taking it away."""
    kind = next((one for one in proven() if isinstance(subject, one.model())), None)
    if kind is None or kind.unlink is None:
        raise PermissionDenied(_("Your roles do not include this."))
    return kind.unlink(actor, subject, link)


def may_unlink(actor: User, subject: models.Model, link: EvidenceLink) -> bool:
    try:
        what_must_stay(actor, subject, link)
    except (PermissionDenied, Conflict):
        return False
    return True
