"""Everything that reads the integration matrix; the status of a cell is worked out in one SQL statement."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from assurance.querysets.readers import ASSURERS
from foundation.access import Role, granted, reach, reaches_all
from foundation.reasons import any_of

EXPIRING_DAYS = 30
COUNTS_IN = "place|"
COVERED = ("fresh", "expiring")
GAPS = ("stale", "no_evidence", "no_owner", "no_control")


class CellQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers, auditors and managers by unit or region of the process; owners their own; outsiders what was granted.

        The rows that decide are few and named in subqueries, so that they are looked up once and not for each cell.
        """
        if user.kind == "outside":
            return self.filter(granted(user, self.model))
        me = user.person_id
        seen = Q(process__in=self.processes_seen_by(user).values("pk"))
        if me is None:
            return self.filter(seen)
        controls = self._related("control").filter(owner=me).values("pk")
        return self.filter(seen | Q(control__in=controls) | Q(owner=me))

    def processes_seen_by(self, user: Any) -> models.QuerySet:
        """The processes of which a user inside sees every cell: by unit or region, and those they answer for."""
        processes = self._related("process")
        regions = processes.model._meta.get_field("regions").related_model.objects
        seen = reach(user, *ASSURERS) | Q(
            pk__in=processes.model.regions.through.objects.filter(
                unit__in=regions.filter(reach(user, *ASSURERS, unit="")).values("pk")
            ).values("process")
        )
        me = user.person_id
        return processes.filter(seen if me is None else seen | Q(owner=me) | Q(deputy=me))

    def answered_elsewhere_by(self, user: Any) -> Self:
        """Cells that a user sees by answering for them or their control, in processes they do not see."""
        if user.person_id is None:
            return self.none()
        controls = self._related("control").filter(owner=user.person_id).values("pk")
        mine = self.filter(Q(control__in=controls) | Q(owner=user.person_id))
        others = self._related("process").exclude(pk__in=self.processes_seen_by(user).values("pk"))
        return mine.filter(process__in=others.values("pk"))

    def shown_evidence_of(self, user: Any) -> Self:
        """Those whose evidence is seen through them: by officers in their units, and by whoever answers for the cell."""
        officer, me = reach(user, Role.CO, unit="process__unit"), user.person_id
        if me is None or reaches_all(user, Role.CO):
            return self.filter(officer)
        processes = self._related("process").filter(Q(owner=me) | Q(deputy=me)).values("pk")
        controls = self._related("control").filter(owner=me).values("pk")
        mine = (Q(process__in=processes), Q(control__in=controls), Q(owner=me))
        return self.filter(any_of(self.model.objects.all(), officer, *mine))

    def in_force(self) -> Self:
        """Those of active processes; only they are counted."""
        return self.filter(process__in=self._related("process").filter(state="active").values("pk"))

    def applicable(self) -> Self:
        return self.filter(applicable=True)

    def standing_on(self, on: date) -> Self:
        """Adds `standing` on a day: the first of not_applicable, no_control, no_owner, no_evidence, stale, expiring, fresh.

        Source: docs/adr/0001-time-rules.md (T-40) and the order of the gaps in the integration matrix (M-03).
        """
        return self.annotate(
            standing=Case(
                When(applicable=False, then=Value("not_applicable")),
                When(~self._controlled(), then=Value("no_control")),
                When(~self._owned(on), then=Value("no_owner")),
                When(fresh_until=None, then=Value("no_evidence")),
                When(fresh_until__lt=on, then=Value("stale")),
                When(fresh_until__lte=on + timedelta(days=EXPIRING_DAYS), then=Value("expiring")),
                default=Value("fresh"),
                output_field=CharField(),
            )
        )

    def with_family(self) -> Self:
        """Adds `family`, what the requirement is grouped by: its family, or its theme where the catalogue has none."""
        return self.annotate(family=Coalesce(NullIf("requirement__family", Value("")), F("requirement__theme")))

    def lacking_proof(self, on: date) -> Self:
        """Applicable ones of running processes, with a control that operates, that nothing proves on a day."""
        runs = Q(applicable=True, process__state="active", control__state="operating")
        return self.filter(runs).filter(Q(fresh_until=None) | Q(fresh_until__lt=on))

    def for_list(self) -> Self:
        return self.select_related(
            "process__area", "process__unit", "process__owner", "requirement__framework", "control__owner", "owner"
        )

    def facts_on(self, on: date, user: Any) -> models.QuerySet:
        """What the status of cells hangs on, where processes count, and which `user` sees: kind and text, in one statement."""
        people = self.model._meta.get_field("owner").related_model.objects.active(on)
        controls, processes = self._related("control"), self._related("process")
        parts = {
            "guided": controls.filter(pk__in=self._guided()),
            "owned": controls.filter(owner__in=people.values("pk")),
            "answered": processes.filter(owner__in=people.values("pk")),
            "active": processes.filter(state="active"),
            "people": people.filter(pk__in=self._owners()),
            "seen": self.processes_seen_by(user).filter(state="active"),
        }
        rows = [_fact(of, name, F("pk")) for name, of in parts.items()]
        rows.append(_fact(parts["active"], _place(), F("pk")))
        requirements = self._related("requirement")
        for of in (self.model.objects.all(), requirements):
            newest = of.order_by("-updated_at").values("pk")[:1]
            rows.append(_fact(of.filter(pk__in=newest), of.model._meta.model_name, F("updated_at")))
        return rows[0].union(*rows[1:])

    def _related(self, field: str) -> models.QuerySet:
        return self.model._meta.get_field(field).related_model.objects.all()

    def _owners(self) -> models.QuerySet:
        """The keys of the people who own a cell themselves: few, where the directory has everybody."""
        return self.model.objects.exclude(owner=None).order_by().values("owner")

    def _controlled(self) -> Q:
        """A control in operation, guided by a document that is in effect."""
        return Q(control__in=self._guided())

    def _guided(self) -> models.QuerySet:
        documents = self._related("control").model._meta.get_field("guidance").related_model.objects.effective()
        return self._related("control").filter(state="operating", guidance__in=documents.values("pk")).values("pk")

    def _owned(self, on: date) -> Q:
        """Somebody at work owns the process, and somebody at work answers for the cell: its own owner or the control's."""
        people = self.model._meta.get_field("owner").related_model.objects.active(on)
        processes = self._related("process").filter(owner__in=people.values("pk")).values("pk")
        controls = self._related("control").filter(owner__in=people.values("pk")).values("pk")
        own = people.filter(pk__in=self._owners()).values("pk")
        answered = Q(owner__in=own) | Q(owner=None, control__in=controls)
        return Q(process__in=processes) & answered


def _fact(rows: models.QuerySet, name: Any, value: F) -> models.QuerySet:
    fact = Value(name) if isinstance(name, str) else name
    return rows.order_by().annotate(fact=fact, said=Cast(value, CharField())).values_list("fact", "said")


def _place() -> Concat:
    """Where a process counts, as COUNTS_IN, area, region, its path and its name with bars between; without a region empty."""
    parts: list[Any] = [Value(COUNTS_IN), "area__code"]
    for name in ("code", "path", "name"):
        parts += [Value("|"), Coalesce(f"regions__{name}", Value(""))]
    return Concat(*parts, output_field=CharField())


class MatrixSnapshotQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> Self:
        return self.filter(on__gte=first, on__lte=last)
