"""K-09 in the register of all figures: all of it, and by course. By unit, job and kind it stands in the matrix."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from foundation.figures import Measured, Metric, offer_metrics
from people.figures.training import Tally, by_course, under
from people.models import Assignment


def compliance(user: Any, on: date) -> Measured:
    """K-09: who holds a valid completion of what is asked of them; the courses beside it."""
    rows = Assignment.objects.all() if user is None else under(user, Assignment.objects.all())
    found = by_course(rows, on=on)
    whole = sum(found.values(), Tally())
    return Measured(whole.figure, parts={code: tally.figure.told for code, tally in found.items()})


offer_metrics(Metric("K-09", gettext_lazy("Training compliance"), compliance))
