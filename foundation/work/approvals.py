"""The foundation's own branch of My work: what waits for the decision of a second person, one's own proposals too."""

from datetime import date

from django.db.models import BigIntegerField, Case, CharField, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from foundation import inbox
from foundation.directory.models import User
from foundation.models.work import Approval
from foundation.offers import Task, Work, offer_work


def approvals(user: User, on: date) -> QuerySet:
    """What `user` may decide, and what they asked for and may take back while nobody has decided.

    It has no date, it waits (one query for the kinds that wait).
    """
    empty = Value("", CharField())
    own = Q(asked_by=user.person_id)
    waiting = Approval.objects.waiting().filter(own | Q(pk__in=inbox.waiting_for(user).values("pk")))
    return waiting.annotate(
        task=Case(When(own, then=Value("await_approval")), default=Value("decide_approval"), output_field=CharField()),
        row_uuid=F("uuid"),
        row_ref=empty,
        row_title=F("label"),
        row_detail=F("reason"),
        clause=empty,
        area_code=empty,
        unit_name=empty,
        unit_path=empty,
        held_by_id=Case(When(own, then=None), default=Value(user.person_id), output_field=BigIntegerField()),
        held_by=Case(When(own, then=empty), default=Value(user.name), output_field=CharField()),
        grade=empty,
        opens_on=Cast(Value(None), DateField()),
        due_by=Cast(Value(None), DateField()),
    )


offer_work(
    Work(
        "foundation.approvals",
        (
            Task(
                "decide_approval",
                _("Decide as the second person"),
                _("Chase the decision"),
                "foundation:approval",
                ("info", "hand-raised", _("Asked for your decision")),
            ),
            Task(
                "await_approval",
                _("Wait for the decision, or withdraw"),
                _("Wait for the decision, or withdraw"),
                "foundation:approval",
                ("mute", "clock", _("Waits for a second person")),
            ),
        ),
        approvals,
        dated=False,
        asks=True,
        waiting=Approval.objects.waiting,
    )
)
