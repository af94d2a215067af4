"""What gates and what comes to them offer to the screens that span all apps."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import EvidenceLink, Gate, GatePass, Process
from assurance.parts import Part, offer_part
from assurance.permissions import PROVE_PASS
from assurance.querysets import INSIDE, GatePassQuerySet, Proven, seen_through
from assurance.related import Related, offer_related
from assurance.workflows import GATE_PASS
from foundation.access import Role, permits, reach
from foundation.directory.models import User
from foundation.looks import look
from foundation.offers import Task, Work, offer_work
from foundation.refusals import WrongState
from foundation.steps import explain
from foundation.webhooks.kinds import Family, offer_events

AHEAD = timedelta(days=30)  # how long before its last day a waiver appears
ACTS = (Role.CO, Role.MGR)


def _lines(rows: QuerySet[GatePass], task: str, due_by: Any) -> QuerySet[GatePass]:
    """The columns of My work: who owns the process holds the line."""
    empty = Value("", CharField())
    return rows.annotate(
        task=Value(task, CharField()),
        row_uuid=F("uuid"),
        row_ref=F("ref"),
        row_title=F("title"),
        row_detail=F("gate__code"),
        clause=empty,
        area_code=F("gate__process__area__code"),
        unit_name=F("gate__process__unit__name"),
        unit_path=F("gate__process__unit__path"),
        held_by_id=F("gate__process__owner"),
        held_by=F("gate__process__owner__name"),
        grade=empty,
        opens_on=Cast(Value(None), DateField()),
        due_by=due_by,
    )


def _answered_for(user: Any) -> GatePassQuerySet:
    """What stands at gates that the user answers for, or whose owners an officer or manager chases."""
    own = Q(gate__process__owner=user.person_id) | Q(gate__process__deputy=user.person_id)
    chased = reach(user, *ACTS, unit="gate__process__unit")
    rows: GatePassQuerySet = GatePass.objects.visible_to(user).filter(own | chased)
    return rows


def to_decide(user: Any, on: date) -> QuerySet[GatePass]:
    return _lines(_answered_for(user).waiting(), "decide_gate", Cast(Value(None), DateField()))


def to_replace(user: Any, on: date) -> QuerySet[GatePass]:
    """Waivers that end within a month or are over, while the subject has not come to the gate again."""
    rows = _answered_for(user).left_open().filter(waiver_until__lte=on + AHEAD)
    return _lines(rows, "replace_waiver", F("waiver_until"))


def gates_of(process: Any, user: User) -> QuerySet[Gate]:
    return Gate.objects.visible_to(user).filter(process=process).for_list().order_by("order", "code")


def from_pass(user: Any, row: GatePass, link: EvidenceLink) -> str:
    """Whoever may attach evidence may take it away until the decision; afterwards it stays."""
    if not permits(user, PROVE_PASS, row):
        raise PermissionDenied(_("Your roles do not include this."))
    if row.state != GatePass.State.OPEN:
        raise WrongState(_("This gate is decided. What was attached stays."))
    return ""


def passes_ended(uuids: Iterable[UUID]) -> dict[UUID, date]:
    """The days on which those of the passes were decided that are; a waiver ends with its last day."""
    decided = GatePass.objects.filter(uuid__in=list(uuids), decided_on__isnull=False)
    told = decided.values_list("uuid", "decided_on", "waiver_until")
    return {uuid: max(day for day in days if day is not None) for uuid, *days in told}


offer_work(
    Work(
        "assurance.gate_passes",
        (
            Task(
                "decide_gate",
                gettext_lazy("Bring the evidence and decide the gate"),
                gettext_lazy("Chase the decision of the gate"),
                "assurance:gate_pass",
                ("info", "flag", gettext_lazy("At the gate")),
            ),
        ),
        to_decide,
        dated=False,
    ),
    Work(
        "assurance.gate_waivers",
        (
            Task(
                "replace_waiver",
                gettext_lazy("Bring what the waiver stands for to the gate again"),
                gettext_lazy("Chase what the waiver stands for"),
                "assurance:gate_pass",
                ("warn", "clock", gettext_lazy("Waiver ends")),
            ),
        ),
        to_replace,
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
        passes_ended,
    )
)
offer_part(
    Part(
        gettext_lazy("Gates"),
        gettext_lazy("Points of a process that nothing passes without evidence, and what stands at them."),
        "assurance:gates",
        "flag",
        25,
        INSIDE,
    )
)
offer_related(
    Related(
        gettext_lazy("Gates"),
        gettext_lazy("This process has no gate."),
        "assurance/_related_gate.html",
        (Process,),
        gates_of,
    )
)
explain(
    "gate_pass",
    **{
        "pass": (gettext_lazy("It goes on. What evidence was there is kept with the decision."), "check-circle"),
        "pass_conditionally": (gettext_lazy("It goes on, and what you write has to follow."), "check"),
        "fail": (gettext_lazy("It does not go on. It may come to the gate again."), "x-circle"),
        "waive": (
            gettext_lazy("It goes on without the evidence until a day. Another person approves; it is no pass."),
            "hand-raised",
        ),
    },
)
look(
    "assurance.GatePass",
    open=("info", "flag"),
    passed=("good", "check-circle"),
    conditional=("good", "check"),
    failed=("bad", "x-circle"),
    waived=("warn", "hand-raised"),
    expired=("bad", "exclamation-triangle"),
)
look(
    "event",
    **{
        "gate_pass.opened": ("info", "flag"),
        "gate_pass.pass": ("good", "check-circle"),
        "gate_pass.pass_conditionally": ("good", "check"),
        "gate_pass.fail": ("bad", "x-circle"),
        "gate_pass.waive": ("warn", "hand-raised"),
        "gate.added": ("info", "flag"),
        "gate.changed": ("info", "pencil"),
    },
)
offer_events(
    Family(
        "gate",
        gettext_lazy("Gates"),
        more=[("added", gettext_lazy("Added")), ("changed", gettext_lazy("Changed"))],
    ),
    Family(
        "gate_pass",
        gettext_lazy("Gate decisions"),
        steps=GATE_PASS,
        more=[("opened", gettext_lazy("Opened"))],
    ),
)
