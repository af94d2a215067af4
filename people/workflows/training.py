"""The life cycle of an assignment: asked, begun, completed, or not asked any more. Source: domain 2.7."""

from django.utils.translation import gettext_lazy as _

from foundation.workflow import Step, Workflow
from people import permissions as may
from people.models import Assignment
from people.workflows.training_rules import (
    attempts_left,
    below_the_mark,
    no_attempts_left,
    not_to_be_waived,
    their_own_block,
)

S = Assignment.State

ASSIGNMENT = Workflow(
    "assignment",
    Assignment,
    S.ASSIGNED,
    #    name, label, from, to, who, extras
    Step(
        "start",
        _("Start"),
        (S.ASSIGNED,),
        S.IN_PROGRESS,
        may.TAKE_COURSE,
        told=_("started the course"),
    ),
    Step(
        "pass",
        _("Pass"),
        (S.IN_PROGRESS,),
        S.COMPLETED,
        may.KEEP_TRAINING,
        blocked_by=below_the_mark,
        told=_("noted that it is passed"),
    ),
    Step(
        "fail",
        _("Fail"),
        (S.IN_PROGRESS,),
        None,
        may.KEEP_TRAINING,
        blocked_by=no_attempts_left,
        told=_("noted that it is not passed; there is another attempt"),
    ),
    Step(
        "block",
        _("Block"),
        (S.IN_PROGRESS,),
        S.BLOCKED,
        may.KEEP_TRAINING,
        blocked_by=attempts_left,
        told=_("noted that it is not passed; no attempt is left"),
    ),
    Step(
        "unblock",
        _("Give further attempts"),
        (S.BLOCKED,),
        S.IN_PROGRESS,
        may.UNBLOCK_COURSE,
        blocked_by=their_own_block,
        verb="people.unblock_course",
        told=_("gave further attempts"),
    ),
    Step(
        "recognise",
        _("Recognise what was completed"),
        (S.ASSIGNED, S.IN_PROGRESS, S.BLOCKED, S.WAIVED),
        S.COMPLETED,
        may.KEEP_TRAINING,
        told=_("recognised what was completed"),
    ),
    Step(
        "waive",
        _("Waive"),
        (S.ASSIGNED, S.IN_PROGRESS),
        S.WAIVED,
        may.WAIVE_COURSE,
        needs_reason=True,
        blocked_by=not_to_be_waived,
        verb="people.waive_course",
        told=_("waived it"),
    ),
    Step(
        "ask_again",
        _("Ask again"),
        (S.WAIVED,),
        S.ASSIGNED,
        may.KEEP_TRAINING,
        told=_("asked again: the waiver has ended"),
    ),
    Step(
        "cancel",
        _("Cancel"),
        (S.ASSIGNED, S.IN_PROGRESS, S.BLOCKED, S.WAIVED),
        S.CANCELLED,
        may.KEEP_TRAINING,
        told=_("cancelled it: it is not asked any more"),
    ),
)
