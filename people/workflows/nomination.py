"""The life cycle of a nomination, and of a hold on one. Source: M-21 (2.8)."""

from django.utils.translation import gettext_lazy as _

from foundation.workflow import Step, Workflow
from people import permissions as may
from people.models import Nomination, NominationHold
from people.workflows.nomination_rules import (
    agreed_already,
    not_theirs,
    not_theirs_to_lift,
    not_themselves,
    not_to_award,
    not_to_award_together,
    not_to_publish,
    refused_already,
)

S = Nomination.State
H = NominationHold.State

NOMINATION = Workflow(
    "nomination",
    Nomination,
    S.DRAFT,
    #    name, label, from, to, who, extras
    Step(
        "submit",
        _("Submit"),
        (S.DRAFT,),
        S.SUBMITTED,
        may.CHANGE_NOMINATION,
        blocked_by=not_themselves,
        verb="people.submit_nomination",
        told=_("submitted it"),
    ),
    Step(
        "review",
        _("Review"),
        (S.SUBMITTED,),
        S.REVIEWED,
        may.DECIDE_NOMINATION,
        blocked_by=not_theirs,
        verb="people.review_nomination",
        told=_("reviewed it"),
    ),
    Step(
        "award",
        _("Award"),
        (S.REVIEWED,),
        S.AWARDED,
        may.DECIDE_NOMINATION,
        blocked_by=not_to_award,
        verb="people.award_nomination",
        told=_("awarded it"),
    ),
    Step(
        "award_together",
        _("Award with a second person"),
        (S.REVIEWED,),
        S.AWARDED,
        may.AWARD_WITH_ANOTHER,
        blocked_by=not_to_award_together,
        verb="people.award_together",
        second=may.DECIDE_NOMINATION,
        told=_("awarded it with a second person"),
    ),
    Step(
        "decline",
        _("Decline"),
        (S.SUBMITTED, S.REVIEWED),
        S.DECLINED,
        may.DECIDE_NOMINATION,
        needs_reason=True,
        blocked_by=not_theirs,
        verb="people.decline_nomination",
        told=_("declined it"),
    ),
    Step(
        "agree",
        _("Agree to be shown"),
        (S.AWARDED,),
        None,
        may.ANSWER_AWARD,
        blocked_by=agreed_already,
        verb="people.agree_to_publish",
        told=_("agreed that it is shown to everybody"),
    ),
    Step(
        "object",
        _("Prefer not to be shown"),
        (S.AWARDED, S.PUBLISHED),
        S.AWARDED,
        may.ANSWER_AWARD,
        blocked_by=refused_already,
        verb="people.object_to_publish",
        told=_("prefers that it is not shown"),
    ),
    Step(
        "publish",
        _("Publish"),
        (S.AWARDED,),
        S.PUBLISHED,
        may.PUBLISH_AWARD,
        blocked_by=not_to_publish,
        verb="people.publish_award",
        told=_("published it"),
    ),
)

NOMINATION_HOLD = Workflow(
    "nomination_hold",
    NominationHold,
    H.PLACED,
    Step(
        "lift",
        _("Lift the hold"),
        (H.PLACED,),
        H.LIFTED,
        may.HOLD_NOMINATION,
        blocked_by=not_theirs_to_lift,
        verb="people.lift_nomination_hold",
        told=_("lifted the hold"),
    ),
)
