"""The life cycle of the versions of the scope statement. Source: docs/workflows.md."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import ScopeStatement
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = ScopeStatement.State


def wrote_scope(row: ScopeStatement, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Who wrote a version does not approve it, by whatever account. Source: S-06."""
    same_person = actor.person_id is not None and actor.person_id == row.author.person_id
    if same_person or actor.pk == row.author_id:
        return Refusal("S-06", _("You wrote this version. Somebody else has to approve it."))
    return None


SCOPE = Workflow(
    "scope",
    ScopeStatement,
    S.DRAFT,
    #    name              label                     from            to             who
    Step("submit", _("Submit for approval"), (S.DRAFT,), S.IN_REVIEW, may.WRITE_SCOPE, verb="assurance.submit_scope"),
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
        blocked_by=wrote_scope,
        verb="assurance.approve_scope",
        told=_("approved it"),
    ),
    Step(
        "supersede",
        _("Supersede"),
        (S.APPROVED,),
        S.SUPERSEDED,
        may.REPLACE_SCOPE,
        verb="assurance.approve_scope",
        told=_("superseded it by the next version"),
    ),
)
