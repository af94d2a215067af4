"""What the page of an objective shows: where it began, where it is, and the way between; nothing here writes."""

from typing import Any

from django.utils.translation import gettext as _

from assurance.models import Objective, ObjectiveReading
from assurance.permissions import SET_OBJECTIVES
from assurance.review_figures import label_of
from assurance.review_words import OBJECTIVES, value_words
from foundation.access import permits
from foundation.charts import Sparkline
from foundation.clock import today
from foundation.directory.models import User
from foundation.stories import story_of
from foundation.words import day

SHOWN = 400  # readings: a little more than a year of nights
LISTED = 60
PURSUED = ("on_target", "on_the_way", "unread")


def objective_page(objective: Objective, user: User) -> dict[str, Any]:
    """An objective of with_standing(), its readings as a line and as a table, and its story."""
    on, known = today(objective.unit), vars(objective)
    is_share = known["measured_denominator"] is not None
    newest = objective.readings.filter(on__lte=min(on, objective.by_on)).order_by("-on")[:SHOWN]
    readings = list(reversed(newest))
    return {
        "objective": objective,
        "figure": label_of(objective.metric),
        "target": value_words(objective.target, is_share=is_share),
        "now": value_words(known["measured"], is_share=is_share),
        "first": value_words(known["first"], is_share=is_share),
        "standing": OBJECTIVES[known["standing"]],
        "line": line_of(objective, readings, is_share=is_share),
        "readings": [(one.on, value_words(one.value, is_share=is_share)) for one in reversed(readings)][:LISTED],
        "may_withdraw": known["standing"] in PURSUED and permits(user, SET_OBJECTIVES, objective),
        "today": on,
        **story_of(objective, actor=user),
    }


def line_of(objective: Objective, readings: list[ObjectiveReading], *, is_share: bool) -> Sparkline | None:
    """The line of the readings with the wanted value; None with fewer than two of them."""
    if len(readings) < 2:
        return None
    first, last = readings[0], readings[-1]
    said = {
        "first": value_words(first.value, is_share=is_share),
        "from": day(first.on),
        "last": value_words(last.value, is_share=is_share),
        "to": day(last.on),
    }
    return Sparkline(
        label=_("From %(first)s on %(from)s to %(last)s on %(to)s") % said,
        values=[float(one.value) for one in readings],
        first_label=day(first.on),
        last_label=day(last.on),
        target=float(objective.target),
        width=300,
    )
