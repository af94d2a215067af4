"""Everything that reads programmes and their lines; reads for people start at visible_to(user)."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from audits.querysets.terms import HELD, OPEN_FINDING
from foundation.access import Role, granted, reach


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ProgrammeQuerySet":
        """Who plans, audits, manages or owns processes, by unit."""
        return self.filter(reach(user, Role.PM, Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO))

    def for_list(self) -> "ProgrammeQuerySet":
        live = Count("lines", filter=Q(lines__ended_on=None))
        return self.select_related("unit__calendar", "owner").annotate(line_count=live).order_by("-year", "pk")

    def for_page(self) -> "ProgrammeQuerySet":
        """With what its record page shows beside lines and audits."""
        related = self.model._meta.fields_map
        reasons = related["gap_reasons"].related_model.objects.select_related("area", "region")
        near = ("unit__calendar", "owner", "author", "submitted_by", "review__closed_by")
        return self.select_related(*near).prefetch_related("risks", Prefetch("gap_reasons", reasons))


class ProgrammeLineQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ProgrammeLineQuerySet":
        """Who plans and audits; managers by unit, but no line of unannounced audits."""
        told = reach(user, Role.MGR) & ~Q(kind="unannounced")
        return self.filter(reach(user, Role.PM, Role.CO, Role.LA, Role.AU) | told | granted(user, self.model))

    def live(self, on: date) -> "ProgrammeLineQuerySet":
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on))

    def in_effect(self) -> "ProgrammeLineQuerySet":
        """Those of no programme, and of approved ones; what is only proposed creates no audit."""
        return self.filter(Q(programme=None) | Q(programme__state="approved"))

    def with_facts(self) -> "ProgrammeLineQuerySet":
        """Adds `open_majors` and `last_audit_on` of what a line audits.

        That is its processes, or its area in its region, or its unit where it has no area.
        """
        audits, findings = apps.get_model("audits", "Audit").objects, apps.get_model("audits", "Finding").objects
        held = audits.filter(self._audits_the_same(audits.model), state__in=HELD)
        newest = held.annotate(_all=models.Value(1)).order_by().values("_all").annotate(day=Max("actual_end"))
        same = audits.filter(self._audits_the_same(audits.model, depth=2), pk=OuterRef("audit"))
        open_ones = findings.filter(Exists(same), type="major", state__in=OPEN_FINDING)
        counted = open_ones.annotate(_all=models.Value(1)).order_by().values("_all").annotate(n=Count("pk"))
        return self.annotate(
            open_majors=Coalesce(Subquery(counted.values("n"), output_field=models.IntegerField()), 0),
            last_audit_on=Subquery(newest.values("day")),
        )

    def _audits_the_same(self, audit: type[models.Model], *, depth: int = 1) -> Q:
        """The audits, in a subquery `depth` levels below the lines, of what a line is about."""

        def line(name: str, level: int) -> Any:
            reference: Any = OuterRef(name)
            for _deeper in range(level - 1):
                reference = OuterRef(reference)
            return reference

        mine = self.model.processes.through.objects
        shared = audit.processes.through.objects.filter(  # type: ignore[attr-defined]
            audit=OuterRef("pk"), process__in=mine.filter(programmeline=line("pk", depth + 2)).values("process")
        )
        whole = ~Exists(mine.filter(programmeline=line("pk", depth + 1)))
        nowhere = Exists(self.model._base_manager.filter(pk=line("pk", depth + 1), area=None))
        box = Q(area=line("area", depth), region=line("region", depth))
        unit = Q(unit=line("unit", depth), kind=line("kind", depth), area=None) & nowhere
        return Q(line=line("pk", depth)) | Exists(shared) | (whole & (box | unit))

    def for_page(self) -> "ProgrammeLineQuerySet":
        """With criteria, calendars and the audits made so far; live lines first."""
        return (
            self.select_related("unit__calendar", "area", "region", "supplier", "lead", "programme")
            .prefetch_related("unit__calendar__holidays", "frameworks", "audits")
            .order_by(F("ended_on").asc(nulls_first=True), "anchor", "pk")
        )

    def for_table(self) -> "ProgrammeLineQuerySet":
        """What a table of lines shows."""
        return self.select_related("unit", "area", "region", "supplier", "lead", "programme")

    def for_list(self) -> "ProgrammeLineQuerySet":
        return self.for_table().annotate(audit_count=Count("audits"))


def audits_of(programme: Any, audits: QuerySet[Any]) -> QuerySet[Any]:
    """The audits of a programme among `audits`: those of its year that count for it, of its unit and below."""
    first, last = date(programme.year, 1, 1), date(programme.year, 12, 31)
    below = {"unit__path__startswith": programme.unit.path}
    return audits.filter(in_programme=True, baseline_start__range=(first, last), **below)
