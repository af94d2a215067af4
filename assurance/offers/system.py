"""What the record of the assurance system offers to the screens that span all apps."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from assurance.models import GovernanceRole, ScopeStatement
from assurance.workflows import SCOPE
from foundation.access import Role, reach
from foundation.directory.ties import Holding, offer_holdings
from foundation.looks import look
from foundation.offers import Entry, Task, Work, offer_navigation, offer_work
from foundation.steps import explain
from foundation.webhooks.kinds import Family, offer_events

READERS = (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO)


def scopes_to_approve(user: Any, on: date) -> QuerySet[ScopeStatement]:
    """Versions of the scope statement that wait for officers and managers, never for who wrote them. Source: S-06."""
    rows = ScopeStatement.objects.filter(reach(user, Role.CO, Role.MGR), state="in_review")
    none, empty = Cast(Value(None), DateField()), Value("", CharField())
    return rows.exclude(author__person=user.person_id).annotate(
        task=Value("approve_scope", CharField()),
        row_uuid=F("uuid"),
        row_ref=empty,
        row_title=Value(str(_("Scope statement")), CharField()),
        row_detail=Concat(Value("v"), Cast("number", CharField())),
        clause=empty,
        area_code=empty,
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        grade=empty,
        opens_on=none,
        held_by_id=Value(user.person_id, BigIntegerField()),
        held_by=Value(user.name, CharField()),
        due_by=none,
    )


offer_navigation(Entry(_("Assurance system"), "assurance:system", "squares-2x2", 50, READERS, key="p"))
offer_work(
    Work(
        "assurance.scopes",
        (
            Task(
                "approve_scope",
                _("Read the scope statement and decide"),
                _("Chase the approval of the scope statement"),
                "assurance:scope",
                ("info", "inbox", _("In review")),
            ),
        ),
        scopes_to_approve,
        dated=False,
    )
)
offer_holdings(
    Holding(
        "seats",
        _("seats in the governance of assurance"),
        lambda person: GovernanceRole.objects.filter(person=person, until_on=None),
        F("unit__name"),
        "",
        in_unit=lambda unit: GovernanceRole.objects.filter(unit=unit, until_on=None),
    )
)
explain(
    "scope",
    submit=(_("Those who may approve it are told; nobody changes it meanwhile."), "inbox"),
    request_change=(_("It goes back to its author with what you write."), "arrow-uturn-left"),
    approve=(_("It is in force from today, and the version before it is superseded."), "hand-thumb-up"),
)
look("assurance.ScopeStatement", approved=("good", "check-circle"), superseded=("mute", "archive-box"))
look(
    "event",
    appointed=("good", "user-plus"),
    **{
        "governance.ended": ("mute", "user-minus"),
        "scope.submit": ("info", "inbox"),
        "scope.request_change": ("warn", "arrow-uturn-left"),
        "scope.approve": ("good", "hand-thumb-up"),
        "scope.supersede": ("mute", "archive-box"),
    },
)
offer_events(
    Family(
        "scope", _("Scope statement"), steps=SCOPE, more=[("written", _("Written")), ("revised", _("Draft changed"))]
    ),
    Family("governance", _("Governance"), more=[("appointed", _("Appointed")), ("ended", _("Ended"))]),
)
