"""K-09 in the register of all figures: all of it, and by course. By unit, job and kind it stands in the matrix."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy

from foundation.figures import Kept, Measured, Metric, offer_metrics
from foundation.snapshots import by_unit
from people.figures.training import Tally, by_course, under
from people.models import Assignment
from people.permissions import TEAM_ROLES
from people.policies import TRAINING_LIGHTS
from people.querysets import compliance
from people.querysets.compliance import part


def compliance_of(user: Any, on: date) -> Measured:
    """K-09: who holds a valid completion of what is asked of them; the courses beside it."""
    rows = Assignment.objects.all() if user is None else under(user, Assignment.objects.all())
    found = by_course(rows, on=on)
    whole = sum(found.values(), Tally())
    return Measured(whole.figure, parts={code: tally.figure.told for code, tally in found.items()})


def kept(on: date) -> list[Kept]:
    """For the night: all of it and by course, without those still within their first time to learn."""
    counted = compliance.counted(Assignment.objects.all(), on).exclude(part("grace", on))
    valid = part("valid", on)
    whole = by_unit(counted, valid, unit="person__unit")
    return [*whole, *by_unit(counted, valid, unit="person__unit", part=F("course__code"))]


offer_metrics(
    Metric(
        "K-09",
        gettext_lazy("Training compliance"),
        compliance_of,
        counts=gettext_lazy("assignments with a completion that is valid on the day"),
        of=gettext_lazy(
            "assignments of people at work, without those waived or still within their first time to learn"
        ),
        dated=False,
        kept=kept,
        roles=TEAM_ROLES,
        lights=(TRAINING_LIGHTS, "training"),
    )
)
