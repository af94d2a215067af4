"""The life cycle of an inspector's authorisation: received, verified by two people, active by its days. Source: 2.14."""

from django.utils.translation import gettext_lazy as _

from assurance.workflows import EVIDENCE
from certifications import permissions as may
from certifications.models import InspectorAuthorisation
from certifications.workflows.inspector_rules import carries_an_inspector, not_to_check, not_to_confirm
from foundation.workflow import Step, Workflow

S = InspectorAuthorisation.State

AUTHORISATION = Workflow(
    "authorisation",
    InspectorAuthorisation,
    S.RECEIVED,
    #    name, label, from, to, who, extras
    Step(
        "check",
        _("Check with the authority"),
        (S.RECEIVED,),
        None,
        may.MANAGE_INSPECTORS,
        blocked_by=not_to_check,
        verb="certifications.check_authorisation",
        told=_("checked it with the authority"),
    ),
    Step(
        "confirm",
        _("Confirm as second person"),
        (S.RECEIVED,),
        S.VERIFIED,
        may.MANAGE_INSPECTORS,
        blocked_by=not_to_confirm,
        verb="certifications.confirm_authorisation",
        told=_("confirmed it as the second person"),
    ),
    Step("begin", _("Begin"), (S.VERIFIED,), S.ACTIVE, may.KEEP_INSPECTORS, told=_("made it active on its first day")),
    Step(
        "end",
        _("End"),
        (S.VERIFIED, S.ACTIVE),
        S.EXPIRED,
        may.KEEP_INSPECTORS,
        verb="certifications.end_authorisation",
        told=_("ended it after its last day"),
    ),
    Step(
        "revoke",
        _("Revoke at once"),
        (S.RECEIVED, S.VERIFIED, S.ACTIVE),
        S.REVOKED,
        may.MANAGE_INSPECTORS,
        needs_reason=True,
        verb="certifications.revoke_authorisation",
        told=_("revoked it"),
    ),
)

EVIDENCE.add_guard("revoke", carries_an_inspector)
