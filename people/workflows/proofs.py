"""The life cycle of a proof of training outside. Source: M-19, S-06."""

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow
from people import permissions as may
from people.models import Proof, ProofFile

S = Proof.State
SHOWN = (ProofFile.Scan.CLEAN, ProofFile.Scan.NOT_SCANNED)


def is_own_proof(row: Proof, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Nobody judges a proof about themselves, by whatever account. Source: S-06."""
    if actor.person_id is not None and actor.person_id == row.person_id:
        return Refusal("S-06", _now("It is your own proof. Another officer judges it (S-06)."))
    return None


def cannot_be_accepted(row: Proof, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Not one's own (S-06), not before the scanner has passed its files, not for a day to come or a course of old."""
    refusal = is_own_proof(row, actor=actor, on=on, given=given)
    if refusal is not None:
        return refusal
    if row.files.exclude(scan__in=SHOWN).exists():
        return Refusal("scan", _now("A file waits for the scanner, or did not pass it. It cannot be judged yet."))
    if row.completed_on > on:
        return Refusal("day", _now("The training is not over yet."))
    if not row.course.is_active:
        return Refusal("course", _now("This course is no longer offered. Reject the proof and say so."))
    return None


PROOF = Workflow(
    "proof",
    Proof,
    S.SUBMITTED,
    Step(
        "accept",
        _("Accept"),
        (S.SUBMITTED,),
        S.ACCEPTED,
        may.REVIEW_PROOF,
        blocked_by=cannot_be_accepted,
        verb="people.accept_proof",
        told=_("accepted the proof"),
    ),
    Step(
        "reject",
        _("Reject"),
        (S.SUBMITTED,),
        S.REJECTED,
        may.REVIEW_PROOF,
        needs_reason=True,
        blocked_by=is_own_proof,
        verb="people.reject_proof",
        told=_("rejected the proof"),
    ),
    Step(
        "withdraw",
        _("Withdraw"),
        (S.SUBMITTED,),
        S.WITHDRAWN,
        may.WITHDRAW_PROOF,
        told=_("withdrew the proof"),
    ),
)
