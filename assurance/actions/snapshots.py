"""What the night does to the matrix: it keeps how the cells stood, and checks that the dates of their proof are right."""

from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.actions import proof
from assurance.models import Cell, MatrixSnapshot
from assurance.permissions import KEEP_MATRIX
from foundation import words
from foundation.access import Role, require
from foundation.directory.models import Unit, User
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.take_snapshot")
def take_snapshot(*, actor: User, on: date) -> int:
    """Keeps for each area and region, and for each area as a whole, how many cells stand how. Once a day; returns the rows."""
    require(actor, KEEP_MATRIX)
    MatrixSnapshot.objects.filter(on=on).delete()
    made = MatrixSnapshot.objects.bulk_create(_counted(on))
    summary = _("How the matrix stands on %(day)s is kept") % {"day": words.day(on)}
    details = {"on": on.isoformat(), "rows": len(made)}
    record(actor=actor, kind="matrix.kept", subject=Unit.objects.get(parent=None), summary=summary, details=details)
    return len(made)


def _counted(on: date) -> list[MatrixSnapshot]:
    counted = Cell.objects.in_force().standing_on(on).order_by()
    totals = counted.annotate(place=Value("", CharField()))
    places = counted.filter(process__regions__isnull=False).annotate(place=F("process__regions__code"))
    return [
        MatrixSnapshot(on=on, area=area, region=place, status=status, number=number)
        for cells in (totals, places)
        for area, place, status, number in cells.values_list("process__area__code", "place", "standing").annotate(
            number=Count("pk")
        )
    ]


@verb("assurance.check_matrix")
def check_matrix(*, actor: User, zone: str) -> int:
    """Works the dates of all proof out anew; officers hear when one was wrong. Returns how many were."""
    require(actor, KEEP_MATRIX)
    changed = proof.renew(Cell.objects.filter(process__unit__zone=zone))
    if changed:
        _tell_officers(actor, changed, {"cells": changed, "zone": zone})
    return changed


def _tell_officers(actor: User, changed: int, details: dict[str, Any]) -> None:
    root = Unit.objects.get(parent=None)
    said = ngettext(
        "The date of proof of %(n)d cell of the matrix was wrong and is corrected",
        "The dates of proof of %(n)d cells of the matrix were wrong and are corrected",
        changed,
    )
    officers = User.objects.filter(role_grants__role=Role.CO, role_grants__unit=root, is_active=True).distinct()
    record(
        actor=actor,
        kind="matrix.corrected",
        subject=root,
        summary=said % {"n": changed},
        details=details,
        notify=officers,
    )
