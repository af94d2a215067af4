"""The life cycle of a management review. Source: docs/workflows.md."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import ManagementReview
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = ManagementReview.State


def topics_silent(row: ManagementReview, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Every topic of the clause is spoken of, and something comes of the review. Source: ISO/IEC 27001, 9.3.2 and 9.3.3."""
    silent = [str(one) for one in row.inputs.all() if one.is_silent]
    if silent:
        words = _("Write a note where no figure speaks, if only that nothing changed: %(topics)s.")
        return Refusal("silent_topics", words % {"topics": "; ".join(silent)})
    if not row.outcomes.exists():
        return Refusal("no_outcome", _("Record at least one decision or action before the meeting is closed."))
    return None


def prepared_it(row: ManagementReview, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Nobody who prepared or wrote at a review signs it, by whatever account. Source: S-06."""
    writers = [row.prepared_by, *row.writers.all()]
    same_person = actor.person_id is not None and actor.person_id in [user.person_id for user in writers]
    if same_person or actor.pk in [user.pk for user in writers]:
        return Refusal("S-06", _("You wrote at this review. It is signed by a chair who did not."))
    return None


REVIEW = Workflow(
    "management_review",
    ManagementReview,
    S.PLANNED,
    #    name              label                  from              to             who                  extras
    Step(
        "gather",
        _("Gather the inputs"),
        (S.PLANNED, S.GATHERED),
        S.GATHERED,
        may.PREPARE_REVIEW,
        verb="assurance.gather_inputs",
        told=_("gathered the inputs"),
    ),
    Step(
        "hold",
        _("Record the meeting"),
        (S.GATHERED,),
        S.HELD,
        may.PREPARE_REVIEW,
        blocked_by=topics_silent,
        verb="assurance.hold_review",
        told=_("recorded the meeting"),
    ),
    Step(
        "request_change",
        _("Request a change"),
        (S.HELD,),
        S.GATHERED,
        may.SIGN_REVIEW,
        needs_reason=True,
        verb="assurance.return_review",
        told=_("requested a change"),
    ),
    Step(
        "sign",
        _("Sign"),
        (S.HELD,),
        S.SIGNED,
        may.SIGN_REVIEW,
        blocked_by=prepared_it,
        verb="assurance.sign_review",
        told=_("signed the review"),
        signed=True,
    ),
    Step(
        "cancel",
        _("Cancel"),
        (S.PLANNED, S.GATHERED),
        S.CANCELLED,
        may.PREPARE_REVIEW,
        needs_reason=True,
        told=_("cancelled the review"),
    ),
)
