"""What the assurance system itself offers: its page in the navigation, its registers, and scopes that wait for approval."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from assurance.models import ScopeStatement
from assurance.querysets import INSIDE
from assurance.workflows import SCOPE
from foundation.access import Role, reach
from foundation.looks import look
from foundation.offers import Entry, Task, Work, offer_navigation, offer_work
from foundation.steps import explain
from foundation.webhooks.kinds import Family, offer_events

EMPTY = Value("", CharField())
NO_DAY = Cast(Value(None), DateField())


def to_approve(user: Any, on: date) -> QuerySet[ScopeStatement]:
    """Scopes in review, for officers and managers of the whole, never for who wrote at them. Source: S-06."""
    rows = ScopeStatement.objects.filter(reach(user, Role.CO, Role.MGR), state="in_review")
    rows = rows.exclude(pk__in=ScopeStatement.objects.filter(writers__person=user.person_id).values("pk"))
    return rows.annotate(
        task=Value("approve_scope", CharField()),
        row_uuid=F("uuid"),
        row_ref=Concat(Value("v"), Cast("number", CharField())),
        row_title=Value(str(_("Scope of the assurance system")), CharField()),
        row_detail=EMPTY,
        clause=EMPTY,
        area_code=EMPTY,
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        held_by_id=Value(user.person_id, BigIntegerField()),
        held_by=Value(user.name, CharField()),
        grade=EMPTY,
        opens_on=NO_DAY,
        due_by=NO_DAY,
    )


offer_work(
    Work(
        "assurance.scopes",
        (
            Task(
                "approve_scope",
                _("Read the scope and decide"),
                _("Chase the approval of the scope"),
                "assurance:scope",
                ("info", "inbox", _("In review")),
            ),
        ),
        to_approve,
        dated=False,
    )
)
offer_navigation(Entry(_("Assurance system"), "assurance:system", "building-library", 50, (*INSIDE, Role.LEG), key="p"))
explain(
    "scope",
    submit=(_("Those who may approve it are told; nobody changes it meanwhile."), "inbox"),
    request_change=(_("It goes back to its author with what you write."), "arrow-uturn-left"),
    approve=(_("It is in force from today, and the version before it is superseded."), "hand-thumb-up"),
)
look("assurance.ScopeStatement", superseded=("mute", "archive-box"))
look(
    "event",
    **{
        "scope.written": ("info", "document-plus"),
        "scope.revised": ("info", "pencil"),
        "scope.submit": ("info", "inbox"),
        "scope.request_change": ("warn", "arrow-uturn-left"),
        "scope.approve": ("good", "hand-thumb-up"),
        "scope.supersede": ("mute", "archive-box"),
        "governance.appointed": ("info", "user-plus"),
        "governance.ended": ("mute", "user-minus"),
    },
)
offer_events(
    Family(
        "scope",
        _("Scope of the assurance system"),
        steps=SCOPE,
        more=[("written", _("Written")), ("revised", _("Draft changed"))],
    ),
    Family("governance", _("Governance"), more=[("appointed", _("Appointed")), ("ended", _("Ended"))]),
)
