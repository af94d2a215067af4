"""What stands in the way of verifying an inspector. Source: M-28, S-16 (docs/inspections.md)."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion
from certifications.models import InspectorAuthorisation
from foundation.directory.models import User
from foundation.refusals import Given, Refusal

VERIFIED_ONCE = (EvidenceVersion.State.ACCEPTED, EvidenceVersion.State.SUPERSEDED)


def not_to_check(row: InspectorAuthorisation, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The letter is accepted evidence, the agreement holds to the last day, and that day is not over."""
    if row.checked_by_id is not None:
        return Refusal("M-28", _("Somebody has checked it already. A second person confirms it."))
    if actor.person_id is None:
        return Refusal("M-28", _("Only a member of staff verifies an inspector."))
    return without_papers(row) or over(row, on)


def not_to_confirm(row: InspectorAuthorisation, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A second person, after the first, and the papers still stand."""
    if row.checked_by_id is None:
        return Refusal("M-28", _("Somebody has to check it first."))
    if actor.person_id is None or actor.person_id == row.checked_by_id:
        return Refusal("M-28", _("You checked this yourself. A second person has to confirm it."))
    return without_papers(row) or over(row, on)


def without_papers(row: InspectorAuthorisation) -> Refusal | None:
    if row.letter.state != EvidenceVersion.State.ACCEPTED:
        return Refusal("S-16", _("The letter of the authority has to be accepted evidence first."))
    return without_agreement(row)


def without_agreement(row: InspectorAuthorisation) -> Refusal | None:
    """The agreement on confidentiality is accepted and holds to the last day of the authorisation."""
    if row.nda is None or row.nda.state != EvidenceVersion.State.ACCEPTED:
        sentence = _("%(name)s has no accepted agreement on confidentiality. Enter it first.")
        return Refusal("nda", sentence % {"name": row.name})
    if row.nda.valid_until is not None and row.nda.valid_until < row.valid_until:
        return Refusal("nda", _("The agreement on confidentiality ends before the authorisation does."))
    return None


def lost_agreement(row: InspectorAuthorisation) -> Refusal | None:
    """The agreement that was verified no longer holds; a newer version of it changes nothing."""
    if row.nda is not None and row.nda.state in VERIFIED_ONCE:
        return None
    sentence = _("The agreement on confidentiality of %(name)s no longer holds. Name somebody else.")
    return Refusal("nda", sentence % {"name": row.name})


def carries_an_inspector(row: EvidenceVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A letter or agreement under which somebody inspects stays accepted until the authorisation is revoked. Source: S-16."""
    holding = InspectorAuthorisation.objects.filter(state__in=["verified", "active"])
    one = holding.filter(Q(letter=row) | Q(nda=row)).order_by("pk").first()
    if one is None:
        return None
    return Refusal("S-16", _("%(ref)s rests on this paper. Revoke that authorisation first.") % {"ref": one.ref})


def over(row: InspectorAuthorisation, on: date) -> Refusal | None:
    return Refusal("days", _("Its last day has passed.")) if row.valid_until < on else None
