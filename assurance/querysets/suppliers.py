"""Everything that reads suppliers and components; what is known of their continuity is in querysets/continuity.py."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from assurance.querysets.continuity import PLACE
from assurance.querysets.readers import ASSURERS
from foundation.access import Role, holds, reach

ADMITTED = ("admitted", "watch")  # those who deliver
GONE = ("blocked", "exited")  # those who are no source any more
ON_FILE = ("accepted", "superseded")  # states of evidence that somebody accepted
GAPS = ("assessment", "agreement", "continuity")


def of_supply_chain(user: Any, units: Any) -> Q:
    """The rows in or below a unit where `user`, a process owner, answers for a process of the supply chain."""
    if user.person_id is None or not holds(user, Role.PO):
        return Q(pk__in=[])
    processes = units._meta.get_field("processes").related_model.objects
    own = processes.in_supply_chain().answered_for_by(user.person_id)
    path = models.ExpressionWrapper(OuterRef("unit__path"), models.CharField())
    return Q(Exists(own.annotate(_row_path=path).filter(_row_path__startswith=F("unit__path"))))


class SupplierQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers, auditors and managers by unit, the supply chain its units', owners their own; never outsiders."""
        own = Q(owner=user.person_id, owner__isnull=False)
        units = self.model._meta.get_field("unit").related_model
        return self.filter(reach(user, *ASSURERS) | own | of_supply_chain(user, units))

    def proving_to(self, user: Any) -> Self:
        """Those through which `user` sees evidence: officers and auditors by unit, the supply chain, and who owns them."""
        own = Q(owner=user.person_id, owner__isnull=False)
        units = self.model._meta.get_field("unit").related_model
        return self.filter(reach(user, Role.CO, Role.LA, Role.AU) | own | of_supply_chain(user, units))

    def admitted(self) -> Self:
        """Those who deliver; under watch one is still admitted."""
        return self.filter(state__in=ADMITTED)

    def critical(self) -> Self:
        return self.filter(criticality="critical")

    def to_source_from(self) -> Self:
        """Those who may deliver a component; what is blocked or has left does not."""
        return self.exclude(state__in=GONE)

    def with_continuity(self, on: date) -> Self:
        """Adds `continuity` on a day, `continuity_by` (the id of the statement that leads) and `continuity_until`.

        The latest verified statement that is dated no later and not expired says it; without one it is unknown, and
        disputed where another statement stands against it. Source: M-44, T-42.
        """
        statements = self.model._meta.get_field("statements").related_model.objects
        leading = statements.filter(supplier=OuterRef("pk")).leading(on)
        return self.annotate(
            continuity=Coalesce(Subquery(leading.with_verdict(on).values("verdict")[:1]), Value("unknown")),
            continuity_by=Subquery(leading.values("pk")[:1]),
            continuity_until=Subquery(leading.values("valid_until")[:1]),
        )

    def with_leading(self, on: date) -> Self:
        """Adds where the leading statement of a day stands, as `leading_…` for each name of PLACE."""
        statements = self.model._meta.get_field("statements").related_model.objects
        leading = statements.filter(supplier=OuterRef("pk")).leading(on).placed()
        return self.annotate(**{f"leading_{name}": Subquery(leading.values(name)[:1]) for name in PLACE})

    def with_assessment(self, on: date) -> Self:
        """Adds the newest assessment as `assessed_on`, `score`, `next_on`, and whether one is missing or overdue."""
        newest = self.model._meta.get_field("assessments").related_model.objects
        newest = newest.filter(supplier=OuterRef("pk"), on__lte=on).order_by("-on", "-pk")
        rows = self.annotate(
            assessed_on=Subquery(newest.values("on")[:1]),
            score=Subquery(newest.values("score")[:1]),
            next_on=Subquery(newest.values("next_on")[:1]),
        )
        return rows.annotate(
            lacks_assessment=_flag(Q(state__in=ADMITTED) & (Q(next_on=None) | Q(next_on__lt=on))),
        )

    def with_gaps(self, on: date) -> Self:
        """Adds what an admitted supplier lacks: `lacks_assessment`, `lacks_agreement`, `lacks_continuity`, and `gaps`.

        Source: M-43 (every critical supplier has an assessment, an agreement and a continuity state).
        """
        signed = Q(agreement__state__in=ON_FILE) & (Q(agreement_until=None) | Q(agreement_until__gte=on))
        rows = self.with_continuity(on).with_assessment(on)
        rows = rows.annotate(
            lacks_agreement=_flag(Q(state__in=ADMITTED) & (Q(agreement=None) | ~signed)),
            lacks_continuity=_flag(Q(state__in=ADMITTED) & Q(continuity="unknown")),
        )
        return rows.annotate(gaps=F("lacks_assessment") + F("lacks_agreement") + F("lacks_continuity"))

    def lacking(self, on: date) -> Self:
        """Those that lack something on a day, with what it is."""
        return self.with_gaps(on).filter(gaps__gt=0)

    def for_list(self) -> Self:
        return self.select_related("unit", "owner")


def _flag(term: Q) -> Case:
    """1 where the term holds and 0 elsewhere, so that flags can be added up."""
    return Case(When(term, then=Value(1)), default=Value(0), output_field=IntegerField())


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        suppliers = self.model._meta.get_field("supplier").related_model.objects.visible_to(user)
        return self.filter(supplier__in=suppliers)


class ComponentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the reader's units, and those that a supplier of theirs delivers."""
        suppliers = self.model._meta.get_field("suppliers").related_model.objects
        units = self.model._meta.get_field("unit").related_model
        own = suppliers.filter(components=OuterRef("pk"), owner=user.person_id, owner__isnull=False)
        return self.filter(reach(user, *ASSURERS) | Q(Exists(own)) | of_supply_chain(user, units))

    def with_sources(self) -> Self:
        """Adds `sources`, how many suppliers are neither blocked nor gone, and `others`, how many alternatives there are."""
        suppliers = self.model._meta.get_field("suppliers").related_model.objects.to_source_from()
        sources = suppliers.filter(components=OuterRef("pk")).order_by().values("components")
        others = self.model.alternatives.through.objects.filter(from_component=OuterRef("pk")).values("from_component")
        return self.annotate(
            sources=Coalesce(Subquery(sources.annotate(n=Count("pk")).values("n")), Value(0)),
            others=Coalesce(Subquery(others.annotate(n=Count("pk")).values("n")), Value(0)),
        )

    def single_source(self) -> Self:
        """Exactly one supplier is left. Source: M-43."""
        return self.with_sources().filter(sources=1)

    def exposed(self) -> Self:
        """A single source and nothing that could take the component's place."""
        return self.single_source().filter(others=0)

    def for_list(self, user: Any) -> Self:
        """With the suppliers and alternatives that `user` may see."""
        suppliers = self.model._meta.get_field("suppliers").related_model.objects.visible_to(user)
        others = self.model._default_manager.visible_to(user)
        named = Prefetch("suppliers", suppliers), Prefetch("alternatives", others)
        return self.with_sources().select_related("unit").prefetch_related(*named)
