"""What gates offer to the screens that span all apps: decisions that wait, waivers that ended, K-19, and their looks."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.figures import continuity_kept, continuity_metric, gate_metric, gates_kept
from assurance.models import EvidenceLink, GatePass
from assurance.parts import Part, offer_part
from assurance.permissions import PROVE_PASS
from assurance.policies import SUPPLY_LIGHTS
from assurance.querysets import GatePassQuerySet, Proven, seen_through
from assurance.workflows import GATE_PASS
from foundation.access import Role, permits, reach
from foundation.figures import Metric, offer_metrics
from foundation.looks import look
from foundation.offers import Task, Work, offer_work
from foundation.refusals import WrongState
from foundation.steps import explain
from foundation.webhooks.kinds import Family, offer_events

EMPTY = Value("", CharField())
NO_DAY = Cast(Value(None), DateField())
SOON = timedelta(days=14)
READERS = (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO)


def _lines(rows: QuerySet[GatePass], task: str, due_by: Any) -> QuerySet[GatePass]:
    """Held by the owner of the process."""
    return rows.annotate(
        task=Value(task, CharField()),
        row_uuid=F("uuid"),
        row_ref=F("ref"),
        row_title=F("title"),
        row_detail=F("gate__name"),
        clause=EMPTY,
        area_code=F("gate__process__area__code"),
        unit_name=F("gate__process__unit__name"),
        unit_path=F("gate__process__unit__path"),
        held_by_id=F("gate__process__owner"),
        held_by=F("gate__process__owner__name"),
        grade=EMPTY,
        opens_on=NO_DAY,
        due_by=due_by,
    )


def _concerning(user: Any) -> GatePassQuerySet:
    """At gates of processes that `user` answers for, or in units where they are an officer."""
    me = user.person_id
    mine = Q(gate__process__owner=me) | Q(gate__process__deputy=me)
    found: GatePassQuerySet = GatePass.objects.filter(mine | reach(user, Role.CO, unit="gate__process__unit"))
    return found


def to_decide(user: Any, on: date) -> QuerySet[GatePass]:
    return _lines(_concerning(user).undecided(), "decide_pass", NO_DAY)


def ended_waivers(user: Any, on: date) -> QuerySet[GatePass]:
    """Waivers that end within two weeks or have ended: what they were for passes the gate, or is waived anew."""
    return _lines(_concerning(user).expired(on + SOON), "renew_waiver", F("waiver_until"))


def from_pass(user: Any, row: GatePass, link: EvidenceLink) -> str:
    """Who may add evidence takes it away while nothing is decided; nothing has to stay."""
    if not permits(user, PROVE_PASS, row):
        raise PermissionDenied(_("Your roles do not include this."))
    if row.state != GatePass.State.OPEN:
        raise WrongState(_("This is decided already; what it was decided on stays."))
    return ""


def passes_ended(uuids: Iterable[UUID]) -> dict[UUID, date]:
    """The days on which those that are decided were; from then on their evidence is kept for its years."""
    decided = GatePass.objects.filter(uuid__in=list(uuids), decided_on__isnull=False)
    return {uuid: day for uuid, day in decided.values_list("uuid", "decided_on") if day is not None}


offer_metrics(
    Metric(
        "K-17",
        gettext_lazy("Supplier continuity"),
        continuity_metric,
        counts=gettext_lazy("those that go on, with or without conditions, by a statement verified and in date"),
        of=gettext_lazy("critical suppliers that are admitted, under watch too"),
        dated=False,
        kept=continuity_kept,
        lights=(SUPPLY_LIGHTS, "continuity"),
    ),
    Metric(
        "K-19",
        gettext_lazy("Gate discipline"),
        gate_metric,
        counts=gettext_lazy("decisions with all required evidence on the table; a waiver did not pass"),
        of=gettext_lazy("what was decided at gates in the last 365 days"),
        kept=gates_kept,
        lights=(SUPPLY_LIGHTS, "gates"),
    ),
)
offer_work(
    Work(
        "assurance.gate_passes",
        (
            Task(
                "decide_pass",
                gettext_lazy("Decide at the gate"),
                gettext_lazy("Chase the decision at the gate"),
                "assurance:gate_pass",
                ("info", "shield-check", gettext_lazy("To decide")),
            ),
        ),
        to_decide,
        dated=False,
    ),
    Work(
        "assurance.waivers",
        (
            Task(
                "renew_waiver",
                gettext_lazy("Bring it through the gate, or ask for another waiver"),
                gettext_lazy("Chase what passed on an expired waiver"),
                "assurance:gate_pass",
                ("bad", "shield-exclamation", gettext_lazy("Waiver expired")),
            ),
        ),
        ended_waivers,
    ),
)
seen_through(
    Proven(
        lambda: GatePass,
        lambda user: GatePass.objects.proving_to(user).values("uuid"),
        "ref",
        "title",
        ("assurance:gate_pass", "uuid"),
        from_pass,
        ended=passes_ended,
        beside=((gettext_lazy("Gate"), "gate__name"), (gettext_lazy("Process"), "gate__process__name")),
    )
)
offer_part(
    Part(
        gettext_lazy("Gates"),
        gettext_lazy("Where a release, supplier, bid, site or ticket passes with evidence, or not at all."),
        "assurance:gates",
        "shield-check",
        15,
        READERS,
    )
)
explain(
    "gate_pass",
    **{
        "pass": (gettext_lazy("All that the gate requires is there; it goes on."), "check-circle"),
        "condition": (gettext_lazy("It goes on, and what you write down is done afterwards."), "check"),
        "fail": (gettext_lazy("It does not go on. Your reason goes to who opened it."), "x-circle"),
        "waive": (
            gettext_lazy("It goes on without all evidence until a day, once another person has approved."),
            "shield-exclamation",
        ),
    },
)
look(
    "assurance.GatePass",
    passed=("good", "check-circle"),
    conditional=("good", "check"),
    failed=("bad", "x-circle"),
    waived=("warn", "shield-exclamation"),
    open=("info", "clock"),
)
look(
    "event",
    **{
        "gate.added": ("info", "plus"),
        "gate.changed": ("info", "pencil"),
        "gate_pass.opened": ("info", "play"),
        "gate_pass.proved": ("info", "document-plus"),
        "gate_pass.pass": ("good", "check-circle"),
        "gate_pass.condition": ("good", "check"),
        "gate_pass.fail": ("bad", "x-circle"),
        "gate_pass.waive": ("warn", "shield-exclamation"),
    },
)
offer_events(
    Family(
        "gate", gettext_lazy("Gates"), more=[("added", gettext_lazy("Added")), ("changed", gettext_lazy("Changed"))]
    ),
    Family(
        "gate_pass",
        gettext_lazy("Decisions at gates"),
        steps=GATE_PASS,
        more=[("opened", gettext_lazy("Opened")), ("proved", gettext_lazy("Evidence added"))],
    ),
)
