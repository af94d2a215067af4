"""The pages of inspections, inspectors and conformity: what each shows to one reader, gathered in few queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import Build, ProductVersion
from audits.models import Audit, Finding
from certifications.actions.visiting import rooms_of
from certifications.inspecting_days import Windows
from certifications.models import Grant, Inspection, InspectorAuthorisation, ProductConformity, Scheme
from certifications.permissions import (
    MANAGE_INSPECTORS,
    VIEW_CONFORMITY,
    VIEW_INSPECTIONS,
    VIEW_INSPECTORS,
)
from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import Move, moves_of
from foundation.stories import story_of
from foundation.words import day

FIRST = {
    "requested": "schedule",
    "scheduled": "admit",
    "in_progress": "finish",
    "paused": "resume",
    "result_pending": "record_result",
}
STAGE_OF = {"requested": 1, "scheduled": 2, "in_progress": 2, "paused": 2, "result_pending": 3, "completed": 4}
PARTS = (
    ("inspections", gettext_lazy("Inspections"), VIEW_INSPECTIONS),
    ("authorisations", gettext_lazy("Inspectors"), VIEW_INSPECTORS),
    ("services", gettext_lazy("Delivery services"), VIEW_INSPECTIONS),
    ("conformities", gettext_lazy("Conformity of products"), VIEW_CONFORMITY),
)
VERSIONS = 60  # of the table of conformity; the list below it holds every evaluation


def inspecting_tabs(user: User, current: str) -> list[dict[str, Any]]:
    """The lists around inspections that the reader may open."""
    return [
        {"label": label, "url": reverse(f"certifications:{name}"), "current": name == current, "count": None}
        for name, label, permission in PARTS
        if permits(user, permission)
    ]


class InspectionRecord:
    """Everything the page of one inspection shows; built on a row of `Inspection.objects.for_page()`."""

    def __init__(self, inspection: Inspection, *, user: User, on: date) -> None:
        self.inspection, self.user, self.on = inspection, user, on
        self.story: Mapping[str, Any] = story_of(inspection, actor=user)

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.inspection, actor=self.user, on=self.on)

    @cached_property
    def first_move(self) -> Move | None:
        wanted = FIRST.get(self.inspection.state)
        return next((one for one in self.moves if one.step.name == wanted and one.refusal is None), None)

    @cached_property
    def inspectors(self) -> list[InspectorAuthorisation]:
        return list(self.inspection.inspectors.order_by("name", "pk"))

    @property
    def windows(self) -> Windows:
        return Windows(self.inspection, self.inspectors, on=self.on)

    @property
    def stages(self) -> list[dict[str, Any]]:
        """The way of the inspection, for the row of steps."""
        row = self.inspection
        reached = STAGE_OF.get(row.state, 0)
        names = (_("Requested"), _("Scheduled"), _("In the house"), _("Result"))
        notes = (day(row.created_at), _days(row), day(row.started_on), day(row.resulted_on))
        return [
            {"name": name, "note": note, "state": _standing(at, reached)}
            for at, (name, note) in enumerate(zip(names, notes, strict=True))
        ]

    @cached_property
    def findings(self) -> list[Finding]:
        """Of its audit, as far as the reader sees them."""
        seen = Finding.objects.visible_to(self.user).filter(audit=self.inspection.audit_id)
        return list(seen.select_related("owner").order_by("ref"))

    @cached_property
    def shows_audit(self) -> bool:
        return Audit.objects.visible_to(self.user).filter(pk=self.inspection.audit_id).exists()

    @cached_property
    def rooms(self) -> list[Grant]:
        """The rooms of its inspectors that the reader sees."""
        seen = rooms_of(self.inspection).visible_to(self.user)  # type: ignore[attr-defined]
        return list(seen.select_related("grantee").order_by("grantee__name", "pk"))

    @property
    def shows_inspectors(self) -> bool:
        return permits(self.user, VIEW_INSPECTORS, self.inspection)


def _days(row: Inspection) -> str:
    return f"{day(row.first_day)} – {day(row.last_day)}"


def _standing(at: int, reached: int) -> str:
    return "done" if at < reached else "current" if at == reached else "todo"


class AuthorisationRecord:
    """Everything the page of one inspector shows; built on a row of `InspectorAuthorisation.objects.for_page()`."""

    def __init__(self, authorisation: InspectorAuthorisation, *, user: User, on: date) -> None:
        self.authorisation, self.user, self.on = authorisation, user, on
        self.story: Mapping[str, Any] = story_of(authorisation, actor=user)

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.authorisation, actor=self.user, on=self.on)

    @cached_property
    def first_move(self) -> Move | None:
        return next((one for one in self.moves if one.step.name in ("check", "confirm") and not one.refusal), None)

    @property
    def may_change(self) -> bool:
        is_new = self.authorisation.state == InspectorAuthorisation.State.RECEIVED
        return is_new and permits(self.user, MANAGE_INSPECTORS, self.authorisation)

    @cached_property
    def inspections(self) -> list[Inspection]:
        seen = Inspection.objects.visible_to(self.user).filter(inspectors=self.authorisation)
        return list(seen.for_list().order_by("-first_day", "-pk"))


@dataclass
class GridRow:
    """A version, with its latest evaluation under each scheme of the table; None: not evaluated."""

    version: ProductVersion
    cells: list[ProductConformity | None] = field(default_factory=list)


@dataclass(frozen=True)
class Grid:
    """Versions by schemes."""

    schemes: list[Scheme]
    rows: list[GridRow]


def conformity_grid(seen: QuerySet[ProductConformity], user: User) -> Grid:
    """The latest evaluation of each version under each scheme, of versions that were built or evaluated (two queries)."""
    newest = seen.for_list().order_by("version", "scheme", "-evaluated_on", "-pk")  # type: ignore[attr-defined]
    found: dict[tuple[int, int], ProductConformity] = {}
    for one in newest:
        found.setdefault((one.version_id, one.scheme_id), one)
    schemes = sorted({one.scheme for one in found.values()}, key=lambda scheme: scheme.name)
    evaluated = Exists(ProductConformity.objects.filter(version=OuterRef("pk")))
    built = Exists(Build.objects.filter(version=OuterRef("pk")))
    shown = ProductVersion.objects.visible_to(user).filter(evaluated | built).for_list()
    versions = shown.order_by("product__name", "-released_on", "-pk")[:VERSIONS]
    rows = [GridRow(version, [found.get((version.pk, one.pk)) for one in schemes]) for version in versions]
    return Grid(schemes, rows)
