"""The life cycle of the scope statement of the assurance system. Source: docs/workflows.md."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import ScopeStatement
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = ScopeStatement.State


def wrote_it(row: ScopeStatement, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Nobody who wrote at a version approves it, by whatever account. Source: S-06."""
    writers = [row.author, *row.writers.all()]
    same_person = actor.person_id is not None and actor.person_id in [user.person_id for user in writers]
    if same_person or actor.pk in [user.pk for user in writers]:
        return Refusal("S-06", _("You wrote at this version. Somebody else has to approve it."))
    return None


SCOPE = Workflow(
    "scope",
    ScopeStatement,
    S.DRAFT,
    #    name              label                  from              to             who                  extras
    Step(
        "submit",
        _("Submit for review"),
        (S.DRAFT,),
        S.IN_REVIEW,
        may.WRITE_SCOPE,
        verb="assurance.submit_scope",
        told=_("submitted it for review"),
    ),
    Step(
        "request_change",
        _("Request a change"),
        (S.IN_REVIEW,),
        S.DRAFT,
        may.APPROVE_SCOPE,
        needs_reason=True,
        verb="assurance.return_scope",
        told=_("requested a change"),
    ),
    Step(
        "approve",
        _("Approve"),
        (S.IN_REVIEW,),
        S.APPROVED,
        may.APPROVE_SCOPE,
        blocked_by=wrote_it,
        verb="assurance.approve_scope",
        told=_("approved it; it is in force"),
    ),
    Step(
        "supersede",
        _("Supersede"),
        (S.APPROVED,),
        S.SUPERSEDED,
        may.SUPERSEDE_SCOPE,
        verb="assurance.approve_scope",
        told=_("superseded it by the next version"),
    ),
)
