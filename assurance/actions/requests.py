"""Requests for evidence: somebody is asked about a row, hands in a version, and who asked takes it or returns it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.actions.evidence import Kept, accept_evidence, link_evidence, upload_evidence
from assurance.asking import askable, may_see
from assurance.models import EvidenceLink, EvidenceRequest, EvidenceVersion
from assurance.permissions import HAND_REQUEST_ON, RELEASE_EVIDENCE, REQUEST_EVIDENCE, UPLOAD_EVIDENCE
from assurance.policies import REQUESTS
from assurance.workflows import EVIDENCE_REQUEST
from foundation import policy
from foundation.access import permits, require
from foundation.clock import today
from foundation.directory.models import Person, User
from foundation.numbers import next_reference
from foundation.refusals import Refused, WrongState
from foundation.rows import pointer
from foundation.trail import record
from foundation.verbs import verb

PURPOSE = "request"
CHOOSABLE = (EvidenceVersion.State.QUARANTINED, EvidenceVersion.State.SUBMITTED, EvidenceVersion.State.ACCEPTED)


def accounts_of(person: Person) -> list[User]:
    return list(User.objects.filter(person=person, is_active=True, kind=User.Kind.INSIDE))


@verb("assurance.request_evidence")
def request_evidence(
    *, actor: User, subject: models.Model, title: str, asked_of: Person, due_on: date, on: date, note: str = ""
) -> EvidenceRequest:
    """Asks a person for evidence about a row that one sees, by a day. Who is asked is told.

    Refused for what nobody is told of yet.
    Raises ValidationError for a day that is over, for oneself, and for somebody who cannot hand anything in.
    """
    unit = getattr(subject, "unit", None) or asked_of.unit
    row = EvidenceRequest(title=title, note=note, unit=unit, asked_by=actor, asked_of=asked_of, due_on=due_on)
    require(actor, REQUEST_EVIDENCE, row)
    if type(subject) not in askable().values() or not may_see(actor, subject):
        raise PermissionDenied(_("You cannot see what this is about."))
    if getattr(subject, "is_kept_quiet", False):
        raise Refused("quiet", _("Nobody is told of an unannounced audit before it opens, so nothing is asked for."))
    _refuse_unanswerable(row, on=on)
    row.ref = next_reference("ER", on.year)
    for name, value in pointer(subject).items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    words = {"who": asked_of, "day": date_format(due_on, "j M Y")}
    summary = _("asked %(who)s for evidence by %(day)s") % words
    details = {"asked_of": asked_of, "due_on": due_on, "about": subject}
    told = accounts_of(asked_of)
    record(actor=actor, kind="evidence_request.asked", subject=row, summary=summary, details=details, notify=told)
    return row


def _refuse_unanswerable(row: EvidenceRequest, *, on: date) -> None:
    if row.due_on < on:
        raise ValidationError({"due_on": _("This day is over. Give one that is still to come.")})
    _refuse_whom(row)


def _refuse_whom(row: EvidenceRequest) -> None:
    if row.asked_of_id == row.asked_by.person_id:
        raise ValidationError({"asked_of": _("Ask somebody else: what you have yourself you can add.")})
    if not any(permits(user, UPLOAD_EVIDENCE) for user in accounts_of(row.asked_of)):
        raise ValidationError({"asked_of": _("This person has no account with which evidence can be handed in.")})


@verb("assurance.hand_request_on")
def hand_request_on(*, actor: User, evidence_request: EvidenceRequest, person: Person, on: date) -> EvidenceRequest:
    """Asks another person instead, who is told with who was asked before; the day stands.

    Refused once it is answered. Raises ValidationError for who asks, and for somebody who cannot hand anything in.
    """
    rows = EvidenceRequest.objects.select_for_update(of=("self",)).select_related("asked_by", "asked_of", "unit")
    locked = rows.get(pk=evidence_request.pk)
    require(actor, HAND_REQUEST_ON, locked)
    if locked.state != EvidenceRequest.State.ASKED:
        raise WrongState(_("This has been answered already."))
    before, locked.asked_of = locked.asked_of, person
    _refuse_whom(locked)
    locked.reminded_on = None
    locked.save(update_fields=["asked_of", "reminded_on", "updated_at"])
    record(
        actor=actor,
        kind="evidence_request.handed_on",
        subject=locked,
        summary=_("handed it on to %(person)s") % {"person": person},
        details={"from": before, "to": person},
        notify=[*accounts_of(before), *accounts_of(person)],
    )
    return locked


@verb("assurance.answer_request")
def answer_request(
    *,
    actor: User,
    evidence_request: EvidenceRequest,
    on: date,
    evidence: EvidenceVersion | None = None,
    kept: Sequence[Kept] = (),
    **facts: Any,
) -> EvidenceRequest:
    """Hands in a version that is on file, or new files as evidence of the unit; `facts` are those of upload_evidence().

    Refuses what one cannot see, and what was rejected, superseded or disposed of.
    """
    if evidence is None:
        given = {"title": evidence_request.title, "as_of": today(evidence_request.unit)} | facts
        evidence = upload_evidence(actor=actor, unit=evidence_request.unit, kept=kept, **given)
    elif not EvidenceVersion.objects.visible_to(actor).filter(pk=evidence.pk, state__in=CHOOSABLE).exists():
        raise ValidationError({"evidence": _("You cannot see this evidence, or it does not count any more.")})
    EVIDENCE_REQUEST.move(
        evidence_request,
        "answer",
        actor=actor,
        on=on,
        changes={"answer": evidence},
        details={"version": evidence},
        notify=[evidence_request.asked_by],
    )
    return evidence_request


@verb("assurance.accept_answer")
def accept_answer(*, actor: User, evidence_request: EvidenceRequest, on: date) -> EvidenceRequest:
    """Takes the answer: a version that waits for review is accepted with it, and attached to what was asked about.

    What is fixed by then stays as it is; the answer stands with the request.
    """
    EVIDENCE_REQUEST.move(evidence_request, "accept", actor=actor, on=on, notify=accounts_of(evidence_request.asked_of))
    version, subject = evidence_request.answer, evidence_request.subject
    if version is None:
        raise RuntimeError("A request is accepted with its answer.")
    if version.state == EvidenceVersion.State.SUBMITTED:
        accept_evidence(actor=actor, evidence=version, on=on)
    if subject is None or getattr(subject, "is_fixed", False):
        return evidence_request
    if not EvidenceLink.objects.about(subject).filter(version=version).exists():
        link_evidence(actor=actor, version=version, subject=subject, purpose=PURPOSE)
    return evidence_request


@verb("assurance.return_answer")
def return_answer(*, actor: User, evidence_request: EvidenceRequest, on: date, reason: str) -> EvidenceRequest:
    """Sends the answer back with a reason; the request waits again, and counts how often it was returned."""
    changes = {"returned": evidence_request.returned + 1, "answer": None, "reminded_on": None}
    told = accounts_of(evidence_request.asked_of)
    details = {"version": evidence_request.answer}
    return EVIDENCE_REQUEST.move(
        evidence_request,
        "send_back",
        actor=actor,
        on=on,
        reason=reason,
        changes=changes,
        details=details,
        notify=told,
    )


@verb("assurance.cancel_request")
def cancel_request(*, actor: User, evidence_request: EvidenceRequest, on: date, reason: str) -> EvidenceRequest:
    """Ends a request that is not needed any more; who is asked is told."""
    told = accounts_of(evidence_request.asked_of)
    return EVIDENCE_REQUEST.move(evidence_request, "cancel", actor=actor, on=on, reason=reason, notify=told)


def to_remind(*, on: date, zone: str) -> models.QuerySet[EvidenceRequest]:
    """What is due soon or overdue, and has not been said yet."""
    ahead = on + timedelta(days=policy.current(REQUESTS, on).value["remind_days"])
    soon = models.Q(reminded_on=None, due_on__range=(on, ahead))
    late = models.Q(overdue_told_on=None, due_on__lt=on)
    return EvidenceRequest.objects.filter(soon | late, state=EvidenceRequest.State.ASKED, unit__zone=zone)


@verb("assurance.remind_of_request")
def remind_of_request(*, actor: User, evidence_request: EvidenceRequest, on: date) -> bool:
    """Reminds who is asked before the day, once, and tells them, who asked and their manager after it, once."""
    require(actor, RELEASE_EVIDENCE, evidence_request)
    row, is_late = evidence_request, evidence_request.due_on < on
    mark = "overdue_told_on" if is_late else "reminded_on"
    still = EvidenceRequest.objects.filter(pk=row.pk, state=EvidenceRequest.State.ASKED, **{mark: None})
    if not still.update(**{mark: on}):
        return False
    told = accounts_of(row.asked_of)
    if is_late:
        told = [*told, row.asked_by, *(accounts_of(row.asked_of.manager) if row.asked_of.manager else [])]
    words = {"day": date_format(row.due_on, "j M Y")}
    summary = _("Evidence was due on %(day)s") % words if is_late else _("Evidence is due on %(day)s") % words
    kind = "evidence_request.overdue" if is_late else "evidence_request.due_soon"
    record(actor=actor, kind=kind, subject=row, summary=summary, notify=told)
    return True
