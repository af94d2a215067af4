"""People from outside whose contract ends: their sponsor renews it, or sees that their access ends with it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from foundation.access import Role, reach
from foundation.directory.models import Person
from foundation.offers import Task, Work, offer_work

AHEAD, BEHIND = timedelta(days=30), timedelta(days=14)
EMPTY = Value("", CharField())


def contracts(user: Any, on: date) -> QuerySet:
    """Held by the sponsor where they may see the person, chased by officers and human resources; until two weeks after."""
    concerned = Q(sponsor=user.person_id) | reach(user, Role.HR, Role.CO)
    rows = Person.objects.visible_to(user).filter(concerned, left_on=None, sponsor__isnull=False)
    return rows.filter(contract_end__range=(on - BEHIND, on + AHEAD)).annotate(
        task=Value("end_contract", CharField()),
        row_uuid=F("uuid"),
        row_ref=F("number"),
        row_title=F("name"),
        row_detail=F("employer"),
        clause=EMPTY,
        area_code=EMPTY,
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        held_by_id=F("sponsor"),
        held_by=F("sponsor__name"),
        grade=EMPTY,
        opens_on=Cast(Value(None), DateField()),
        due_by=F("contract_end"),
    )


offer_work(
    Work(
        "foundation.contracts",
        (
            Task(
                "end_contract",
                _("Renew the contract, or end the access"),
                _("Chase the end of a contract"),
                "directory:person",
                ("mute", "user-minus", _("Contract ends")),
            ),
        ),
        contracts,
    )
)
