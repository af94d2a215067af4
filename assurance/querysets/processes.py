"""Everything that reads processes; reads for people start at visible_to(user)."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from assurance.querysets.readers import INSIDE
from foundation.access import granted, reach
from foundation.models.trail import Event

OWNING = ("process.added", "process.owner_changed", "process.accept_owner", "process.activate", "process.ownerless")


class ProcessQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ProcessQuerySet":
        """Everyone inside sees the catalogue of their units, whoever answers for one, or is asked to, sees it anywhere.

        Outsiders see what was granted.
        """
        me = user.person_id
        own = Q(pk__in=[]) if me is None else Q(owner=me) | Q(deputy=me) | Q(next_owner=me)
        return self.filter(reach(user, *INSIDE) | own | granted(user, self.model))

    def answered_for_by(self, person: models.Model | int) -> "ProcessQuerySet":
        """Those a person owns or deputises for."""
        return self.filter(Q(owner=person) | Q(deputy=person))

    def in_supply_chain(self) -> "ProcessQuerySet":
        """Those of the area whose owners answer for suppliers."""
        return self.filter(area__code="SC")

    def running(self) -> "ProcessQuerySet":
        return self.filter(state="active")

    def kept(self) -> "ProcessQuerySet":
        """Not retired."""
        return self.exclude(state="retired")

    def ownerless(self, on: date) -> "ProcessQuerySet":
        """Active ones whose owner does not work here on a day, or that have none; it follows and is never stored."""
        return self.running().filter(~self._owned(on))

    def newly_ownerless(self, on: date, zone: str) -> "ProcessQuerySet":
        """Those of a zone that nobody has been told of since somebody last owned them."""
        told = Event.objects.about_any(self.model, OuterRef("uuid")).filter(kind__in=OWNING).order_by("-pk")
        rows = (
            self.ownerless(on)
            .filter(unit__zone=zone)
            .annotate(_last=Coalesce(Subquery(told.values("kind")[:1]), Value("")))
        )
        return rows.exclude(_last="process.ownerless")

    def review_due(self, on: date) -> "ProcessQuerySet":
        return self.running().filter(next_review_on__lt=on)

    def with_gaps(self, on: date) -> "ProcessQuerySet":
        """Adds `lacks_owner`, `lacks_qms` and `lacks_review`, each 0 or 1, and `gaps`, their sum. Source: M-05."""
        kept = ~Q(state="retired")
        blank = Q(qms_process="") | Q(qms_document="") | Q(qms_clauses="")
        rows = self.annotate(
            lacks_owner=_one(kept & ~self._owned(on)),
            lacks_qms=_one(kept & blank),
            lacks_review=_one(Q(state="active", next_review_on__lt=on)),
        )
        return rows.annotate(gaps=F("lacks_owner") + F("lacks_qms") + F("lacks_review"))

    def for_list(self) -> "ProcessQuerySet":
        """Adds `next_owner_answers`: whether who is asked to take it over has an account to answer with."""
        accounts = self.model._meta.get_field("proposed_by").related_model.objects.filter(is_active=True)
        rows = self.annotate(next_owner_answers=Exists(accounts.filter(person=OuterRef("next_owner"))))
        return rows.select_related("area", "unit", "owner", "deputy", "parent", "next_owner", "next_deputy")

    def _owned(self, on: date) -> Q:
        people = self.model._meta.get_field("owner").related_model.objects.active(on).filter(pk=OuterRef("owner"))
        return Q(Exists(people))


def _one(term: Q) -> Case:
    return Case(When(term, then=Value(1)), default=Value(0), output_field=IntegerField())
