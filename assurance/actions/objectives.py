"""Objectives: set, measured every night, withdrawn with a reason. Source: 2.19."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.actions.guidance import accounts_of
from assurance.models import Objective, ObjectiveReading
from assurance.permissions import MEASURE_OBJECTIVES, SET_OBJECTIVES
from foundation.access import require
from foundation.directory.models import Person, Unit, User
from foundation.figures import metrics
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.set_objective")
def set_objective(
    *,
    actor: User,
    unit: Unit,
    title: str,
    metric: str,
    aim: str,
    target: Decimal,
    by_on: date,
    owner: Person,
    on: date,
    plan: str = "",
) -> Objective:
    """Sets what a figure of the whole organisation is to be by a day, and reads the figure for the first time.

    Raises ValidationError for a part of the organisation, a day that is over, and a figure that is no single number.
    """
    require(actor, SET_OBJECTIVES, unit)
    if unit.parent_id is not None:
        raise ValidationError({"unit": _("Objectives are set for the whole organisation.")})
    facts: dict[str, Any] = {"title": title.strip(), "metric": metric, "aim": aim, "target": target, "by_on": by_on}
    objective = Objective(unit=unit, owner=owner, plan=plan.strip(), set_on=on, **facts)
    objective.full_clean()
    first = _first(objective)
    objective.save()
    ObjectiveReading.objects.create(objective=objective, on=on, **first)
    summary = _("Objective set, to be reached by %(day)s") % {"day": date_format(by_on, "j M Y")}
    told = accounts_of(owner)
    record(actor=actor, kind="objective.set", subject=objective, summary=summary, details=facts, notify=told)
    return objective


def _first(objective: Objective) -> dict[str, Any]:
    """The first reading, of a figure that can be aimed at."""
    found = read(objective.metric, objective.set_on)
    if found is None:
        raise ValidationError({"metric": _("This figure is no single number now, so nothing can be aimed at.")})
    if objective.target > 100 and found["denominator"] is not None:
        raise ValidationError({"target": _("A share is at most 100 per cent.")})
    return found


def read(metric: str, on: date) -> dict[str, Any] | None:
    """A figure of the whole organisation on a day as a reading keeps it; None when it is no single number."""
    found = next((one for one in metrics() if one.id == metric), None)
    told = found.measure(None, on).told(on) if found else {"value": None}
    if told["value"] is None:
        return None
    return {"value": Decimal(str(told["value"])), **{name: told[name] for name in ("numerator", "denominator")}}


@verb("assurance.withdraw_objective")
def withdraw_objective(*, actor: User, objective: Objective, reason: str, on: date) -> Objective:
    """Gives an objective up; it stays on record with the reason. Raises WrongState when that is done or it is over."""
    locked = Objective.objects.select_for_update(of=("self",)).select_related("unit", "owner").get(pk=objective.pk)
    require(actor, SET_OBJECTIVES, locked)
    if locked.withdrawn_on is not None:
        raise WrongState(_("This objective is withdrawn already."))
    if locked.by_on < on:
        raise WrongState(_("Its last day is over: how it ended stands on record."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. It stays in the record.")})
    locked.withdrawn_on, locked.withdrawn_reason = on, reason.strip()
    locked.full_clean()
    locked.save()
    summary = _("Withdrawn: %(reason)s") % {"reason": locked.withdrawn_reason}
    told = accounts_of(locked.owner)
    record(actor=actor, kind="objective.withdrawn", subject=locked, summary=summary, notify=told)
    return locked


@verb("assurance.measure_objectives")
def measure_objectives(*, actor: User, unit: Unit, on: date) -> int:
    """Reads every figure that somebody aims at, once a day; returns how many objectives have a new reading."""
    require(actor, MEASURE_OBJECTIVES, unit)
    rows = list(Objective.objects.to_measure(on).order_by("pk"))
    figures = {name: read(name, on) for name in sorted({row.metric for row in rows})}
    made = 0
    for row in rows:
        if (figure := figures[row.metric]) is not None:
            ObjectiveReading.objects.update_or_create(objective=row, on=on, defaults=figure)
            made += 1
    if made:
        said = ngettext("Read the figure of %(n)d objective", "Read the figures of %(n)d objectives", made)
        record(actor=actor, kind="objective.measured", subject=unit, summary=said % {"n": made}, details={"on": on})
    return made
