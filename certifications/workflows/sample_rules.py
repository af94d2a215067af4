"""What stands in the way of answering a sample with evidence. Source: 2.15, S-07."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assurance.models import Evidence, EvidenceVersion
from assurance.querysets import NEVER_OUTSIDE, SHOWN_OUTSIDE
from certifications.models import Grant, Sample
from certifications.spans import judged_before
from foundation.directory.models import User
from foundation.querysets import CEILINGS
from foundation.refusals import Given, Refusal


def cannot_be_shown(row: Sample, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Only into a room that is open, and nothing that stays closed to it."""
    if row.grant.state not in (Grant.State.APPROVED, Grant.State.LIVE):
        return Refusal("room", _("The room is over. Renew the grant to show more."))
    evidence: Any = given.get("evidence", ())
    return closed_to(row, evidence)


def closed_to(row: Sample, evidence: Iterable[Evidence]) -> Refusal | None:
    """The first piece that the grant can never show, with the reason."""
    grant = row.grant
    for piece in evidence:
        words = {"ref": piece.ref}
        if piece.kind in NEVER_OUTSIDE or piece.grading not in CEILINGS[grant.max_grading]:
            return Refusal("grading", str(_("%(ref)s is graded higher than this grant shows.")) % words)
        versions = EvidenceVersion.objects.filter(evidence=piece, state__in=SHOWN_OUTSIDE)
        if grant.cut_off is not None:
            before = judged_before(grant.cut_off, grant.unit.zone)
            versions = versions.filter(as_of__lte=grant.cut_off, first_accepted_at__lt=before)
        if not versions.exists():
            return Refusal("closed", str(_("Nothing of %(ref)s is accepted within what this grant shows.")) % words)
    return None
