"""The life cycle of a grant: asked for, approved by somebody else, live by its dates, over or revoked. Source: 2.15."""

from django.utils.translation import gettext_lazy as _

from assurance.workflows import EVIDENCE
from certifications import permissions as may
from certifications.models import Grant
from certifications.workflows.grant_rules import cannot_approve, cannot_clear, carries_a_room, not_ready
from foundation.workflow import Step, Workflow

S = Grant.State

GRANT = Workflow(
    "grant",
    Grant,
    S.DRAFT,
    #    name        label                 from                   to           who               extras
    Step(
        "submit",
        _("Ask for approval"),
        (S.DRAFT,),
        S.SUBMITTED,
        may.CHANGE_GRANT,
        blocked_by=not_ready,
        verb="certifications.submit_grant",
        told=_("asked for approval"),
    ),
    Step(
        "clear",
        _("Agree as counsel"),
        (S.SUBMITTED,),
        None,
        may.CLEAR_GRANT,
        blocked_by=cannot_clear,
        verb="certifications.clear_grant",
        told=_("agreed as counsel"),
        signed=True,
    ),
    Step(
        "approve",
        _("Approve"),
        (S.SUBMITTED,),
        S.APPROVED,
        may.APPROVE_GRANT,
        blocked_by=cannot_approve,
        verb="certifications.approve_grant",
        told=_("approved it"),
        signed=True,
    ),
    Step(
        "return",
        _("Send back"),
        (S.SUBMITTED,),
        S.DRAFT,
        may.APPROVE_GRANT,
        needs_reason=True,
        verb="certifications.return_grant",
        told=_("sent it back"),
    ),
    Step(
        "withdraw",
        _("Withdraw"),
        (S.DRAFT, S.SUBMITTED),
        S.WITHDRAWN,
        may.CHANGE_GRANT,
        needs_reason=True,
        told=_("withdrew it"),
    ),
    Step("start", _("Begin"), (S.APPROVED,), S.LIVE, may.KEEP_GRANTS, told=_("opened the room")),
    Step(
        "end",
        _("End"),
        (S.APPROVED, S.LIVE),
        S.EXPIRED,
        may.KEEP_GRANTS,
        verb="certifications.end_grant",
        told=_("closed the room at its end"),
    ),
    Step(
        "revoke",
        _("Revoke at once"),
        (S.APPROVED, S.LIVE),
        S.REVOKED,
        may.REVOKE_GRANT,
        needs_reason=True,
        verb="certifications.revoke_grant",
        told=_("revoked it"),
    ),
)

EVIDENCE.add_guard("revoke", carries_a_room)
