"""The life cycles of what is asked and proposed in a room."""

from django.utils.translation import gettext_lazy as _

from certifications import permissions as may
from certifications.models import Question, Sample
from certifications.workflows.sample_rules import cannot_be_shown
from foundation.workflow import Step, Workflow

Q = Question.State
S = Sample.State

QUESTION = Workflow(
    "question",
    Question,
    Q.OPEN,
    Step(
        "answer",
        _("Answer"),
        (Q.OPEN, Q.ANSWERED),
        Q.ANSWERED,
        may.ANSWER,
        verb="certifications.answer_question",
        told=_("answered"),
    ),
    Step(
        "reply",
        _("Ask back"),
        (Q.OPEN, Q.ANSWERED),
        Q.OPEN,
        may.SPEAK_IN_ROOM,
        verb="certifications.reply_to_question",
        told=_("asked back"),
    ),
    Step(
        "close",
        _("Accept and close"),
        (Q.OPEN, Q.ANSWERED),
        Q.CLOSED,
        may.SPEAK_IN_ROOM,
        verb="certifications.close_question",
        told=_("closed it"),
    ),
)

SAMPLE = Workflow(
    "sample",
    Sample,
    S.PROPOSED,
    Step(
        "agree",
        _("Agree"),
        (S.PROPOSED,),
        S.AGREED,
        may.ANSWER,
        verb="certifications.agree_sample",
        told=_("agreed to the sample"),
    ),
    Step(
        "decline",
        _("Decline"),
        (S.PROPOSED,),
        S.DECLINED,
        may.ANSWER,
        needs_reason=True,
        verb="certifications.decline_sample",
        told=_("declined the sample"),
    ),
    Step(
        "show",
        _("Show evidence"),
        (S.AGREED,),
        None,
        may.ANSWER,
        blocked_by=cannot_be_shown,
        verb="certifications.show_sample",
        told=_("answered it with evidence"),
    ),
)
