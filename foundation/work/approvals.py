"""The foundation's own branch of My work: what waits for the decision of a second person."""

from datetime import date

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from foundation import inbox
from foundation.directory.models import User
from foundation.models.work import Approval
from foundation.offers import Task, Work, offer_work


def approvals(user: User, on: date) -> QuerySet[Approval]:
    """What `user` may decide; it has no date, it waits for them (one query for the kinds that wait)."""
    empty = Value("", CharField())
    return inbox.waiting_for(user).annotate(
        task=Value("decide_approval", CharField()),
        row_uuid=F("uuid"),
        row_ref=empty,
        row_title=F("label"),
        row_detail=F("reason"),
        clause=empty,
        area_code=empty,
        unit_name=empty,
        unit_path=empty,
        held_by_id=Value(user.person_id, BigIntegerField()),
        held_by=Value(user.name, CharField()),
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
        ),
        approvals,
        dated=False,
    )
)
