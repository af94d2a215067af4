"""The life cycle of a needs assessment: written, and decided by another person; “not needed” is a decision too."""

from django.utils.translation import gettext_lazy as _

from certifications import permissions as may
from certifications.models import NeedsAssessment
from certifications.workflows.centre_rules import looked_at_already, wrote_at_it
from foundation.workflow import Step, Workflow

S = NeedsAssessment.State

ASSESSMENT = Workflow(
    "assessment",
    NeedsAssessment,
    S.DRAFT,
    #    name, label, from, to, who, extras
    Step(
        "change",
        _("Change"),
        (S.DRAFT,),
        None,
        may.ASSESS_NEED,
        verb="certifications.change_assessment",
        told=_("changed the assessment"),
    ),
    Step(
        "submit",
        _("Ask for the decision"),
        (S.DRAFT,),
        S.SUBMITTED,
        may.ASSESS_NEED,
        verb="certifications.submit_assessment",
        told=_("asked for the decision"),
    ),
    Step(
        "return",
        _("Send back"),
        (S.SUBMITTED,),
        S.DRAFT,
        may.DECIDE_NEED,
        needs_reason=True,
        verb="certifications.return_assessment",
        told=_("sent it back"),
    ),
    *(
        Step(
            name,
            label,
            (S.SUBMITTED,),
            target,
            may.DECIDE_NEED,
            blocked_by=wrote_at_it,
            verb=f"certifications.{name}",
            told=told,
        )
        for name, label, target, told in (
            ("find_needed", _("Needed"), S.NEEDED, _("decided: needed")),
            ("find_not_needed", _("Not needed"), S.NOT_NEEDED, _("decided: not needed")),
            ("put_off", _("Look at it again later"), S.LATER, _("put the decision off")),
        )
    ),
    Step(
        "look_again",
        _("Look at it again now"),
        (S.NOT_NEEDED, S.LATER),
        None,
        may.ASSESS_NEED,
        blocked_by=looked_at_already,
        verb="certifications.look_again",
        told=_("began a new assessment"),
    ),
)
