"""The verbs of proofs of training outside: submitted by the person, judged by somebody else. Source: M-19, S-06."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from assurance.actions import Kept
from foundation.access import Role, require
from foundation.directory.models import User
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb
from people.actions.keeping import facts_of
from people.actions.training import record_completion
from people.models import Completion, Course, Proof, ProofFile, TrainingCertificate
from people.permissions import SUBMIT_PROOF
from people.workflows import PROOF


@verb("people.submit_proof")
def submit_proof(
    *,
    actor: User,
    course: Course,
    title: str,
    issuer: str,
    completed_on: date,
    kept: Sequence[Kept],
    on: date,
) -> Proof:
    """Puts a training outside before the officers, for oneself; they are told.

    Raises ValidationError without a file, for a day to come, and while another proof for the course waits.
    """
    require(actor, SUBMIT_PROOF)
    _insist(actor, completed_on, kept, on)
    proof = Proof(person=actor.person, course=course, title=title, issuer=issuer, completed_on=completed_on)
    proof.full_clean()
    proof.save()
    for upload, one in kept:
        ProofFile.objects.create(proof=proof, uploaded_by=actor, **facts_of(one))
        if upload is not None:
            upload.taken()
    told = User.objects.holding(Role.CO, proof.unit, on).exclude(person=proof.person)
    summary = _("submitted a proof: %(title)s, %(issuer)s") % {"title": title, "issuer": issuer}
    details = {"course": course.code, "sha256": [one.sha256 for _upload, one in kept]}
    record(actor=actor, kind="proof.submitted", subject=proof, summary=summary, details=details, notify=told)
    return proof


def _insist(actor: User, completed_on: date, kept: Sequence[Kept], on: date) -> None:
    if actor.person is None:
        raise ValidationError(_("Only a person can prove what they learned."))
    if not kept:
        raise ValidationError({"files": _("Attach at least one file.")})
    if completed_on > on:
        raise ValidationError({"completed_on": _("It cannot have been completed on a day to come.")})


@verb("people.accept_proof")
def accept_proof(*, actor: User, proof: Proof, on: date) -> Proof:
    """Accepts a proof: it becomes a completion from outside, valid as one by the course (T-30). Never one's own (S-06)."""
    PROOF.check(proof, PROOF.step("accept"), actor=actor, on=on, reason="", given={})
    made = record_completion(
        actor=actor,
        person=proof.person,
        course=proof.course,
        completed_on=proof.completed_on,
        on=on,
        source=Completion.Source.PROOF,
    )
    changes = {"decided_by": actor.person, "decided_on": on, "completion": made}
    return PROOF.move(proof, "accept", actor=actor, on=on, changes=changes, notify=accounts_of(proof))


@verb("people.reject_proof")
def reject_proof(*, actor: User, proof: Proof, on: date, reason: str) -> Proof:
    """Rejects a proof and says why; the person is told. Never one's own (S-06)."""
    changes = {"decided_by": actor.person, "decided_on": on, "rejected_because": reason.strip()}
    told = accounts_of(proof)
    return PROOF.move(proof, "reject", actor=actor, on=on, reason=reason, changes=changes, notify=told)


def accounts_of(proof: Proof) -> list[User]:
    return list(User.objects.filter(person=proof.person, is_active=True))


@verb("people.take_file")
def take_file(*, actor: User, file: ProofFile | TrainingCertificate) -> ProofFile | TrainingCertificate:
    """Notes that `actor` takes a paper of somebody; the caller then streams it. Refused before the scanner passed it."""
    subject = file.proof if isinstance(file, ProofFile) else file
    if not type(file)._default_manager.visible_to(actor).filter(pk=file.pk).exists():  # type: ignore[attr-defined]
        raise PermissionDenied(_("Your roles do not include this."))
    if isinstance(file, ProofFile) and not file.is_shown:
        raise Refused("scan", _("This file waits for the scanner, or did not pass it."))
    details = {"sha256": file.sha256}
    summary = _("File taken: %(name)s") % {"name": file.name}
    record(actor=actor, kind="paper.taken", subject=subject, summary=summary, details=details)
    return file
