"""What the pages of frameworks and of their imports show; nothing here writes."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assurance.actions.imports import is_current
from assurance.models import EditionTransition, Framework, FrameworkImport, Requirement, RequirementMapping
from assurance.permissions import LOAD_FRAMEWORK
from assurance.touches import touches
from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import moves_of

SHOWN = 200  # lines of a difference on one page
YES, NO = _("yes"), _("no")


def import_record(row: FrameworkImport, *, actor: User, on: date) -> dict[str, Any]:
    """The difference in words, whether it still holds, and what may be done."""
    labels = {kind.name: kind.label for kind in touches()}
    shown = {name: row.difference[name][:SHOWN] for name in ("added", "changed", "missing")}
    for entry in (*shown["changed"], *shown["missing"]):
        entry["hanging"] = [f"{number} {labels[name]}" for name, number in entry["touches"].items() if name in labels]
        entry["words"] = [
            (field_label(one["name"]), said(one["old"]), said(one["new"])) for one in entry.get("fields", ())
        ]
    waits = row.state == FrameworkImport.State.READ
    return {
        "row": row,
        "counts": row.difference["counts"],
        "shown": shown,
        "cut": {name: len(row.difference[name]) - len(lines) for name, lines in shown.items()},
        "job": row.job,
        "current": not waits or is_current(row),
        "may_take": waits and permits(actor, LOAD_FRAMEWORK),
        "moves": [move for move in moves_of(row, actor=actor, on=on) if move.step.name == "drop"],
    }


def field_label(name: str) -> str:
    return str(Requirement._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]


def said(value: Any) -> str:
    """A value of a line in words."""
    if isinstance(value, bool):
        return str(YES if value else NO)
    return str(dict(Requirement.Kind.choices).get(value, value)) or "–"


def lineage(framework: Framework) -> dict[str, Any]:
    """The editions before and after a framework, and the transitions between them (one query)."""
    rows = EditionTransition.objects.filter(Q(old=framework) | Q(new=framework)).select_related("old", "new")
    return {"transitions": list(rows)}


def mappings_of(requirement: Requirement) -> list[tuple[RequirementMapping, Requirement]]:
    """Each mapping of a requirement with the requirement at its other end (one query)."""
    rows = RequirementMapping.objects.filter(Q(a=requirement) | Q(b=requirement))
    rows = rows.select_related("a__framework", "b__framework")
    return [(row, row.b if row.a_id == requirement.pk else row.a) for row in rows]
