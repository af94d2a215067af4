"""The life cycle of a request for evidence. Source: docs/workflows.md."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import EvidenceRequest, EvidenceVersion
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

R = EvidenceRequest.State
V = EvidenceVersion.State


def answered_it(row: EvidenceRequest, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Neither who is asked nor who uploaded the answer judges it, by whatever account. Source: S-06."""
    answer = row.answer
    if answer is None:
        return Refusal("answer", _("Nothing has been handed in yet."))
    people = {row.asked_of_id, answer.uploaded_by.person_id} - {None}
    if actor.person_id in people or actor.pk == answer.uploaded_by_id:
        return Refusal("S-06", _("The answer is yours. Somebody else has to judge it."))
    return None


def not_acceptable(row: EvidenceRequest, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The answer is somebody else's, and a version that is or can be accepted."""
    refusal = answered_it(row, actor=actor, on=on, given=given)
    if refusal is not None or row.answer is None:
        return refusal
    if row.answer.state == V.QUARANTINED:
        return Refusal("scan", _("The file is still being checked. Try again in a few minutes."))
    if row.answer.state not in (V.SUBMITTED, V.ACCEPTED):
        return Refusal("state", _("This version was rejected, superseded or disposed of. Return the request instead."))
    return None


EVIDENCE_REQUEST = Workflow(
    "evidence_request",
    EvidenceRequest,
    R.ASKED,
    #    name     label              from          to            who                  extras
    Step(
        "answer",
        _("Answer"),
        (R.ASKED,),
        R.ANSWERED,
        may.ANSWER_REQUEST,
        verb="assurance.answer_request",
        told=_("answered"),
    ),
    Step(
        "accept",
        _("Accept the answer"),
        (R.ANSWERED,),
        R.ACCEPTED,
        may.JUDGE_ANSWER,
        blocked_by=not_acceptable,
        verb="assurance.accept_answer",
        told=_("accepted the answer"),
    ),
    Step(
        "send_back",
        _("Return it"),
        (R.ANSWERED,),
        R.ASKED,
        may.JUDGE_ANSWER,
        needs_reason=True,
        blocked_by=answered_it,
        verb="assurance.return_answer",
        told=_("returned the answer"),
    ),
    Step(
        "cancel",
        _("Cancel"),
        (R.ASKED, R.ANSWERED),
        R.CANCELLED,
        may.JUDGE_ANSWER,
        needs_reason=True,
        verb="assurance.cancel_request",
        told=_("cancelled the request"),
    ),
)
