"""What statements say of a supplier's continuity on a day: which one leads, and what stands against it.

One verified statement leads: the latest that is dated no later than the day and has not expired. Against it stand,
as long as they have not expired and nobody has marked them as contradicted, statements of another direction (goes on,
hindered, stopped) that are

* newer and not verified, or
* at most 30 days older, of another voice. What the supplier says, and what press and hearsay say of it, is one voice,
  in which the newer word counts: its own later statement answers a press report. Contracts and our own delivery data
  are voices of their own.

Source: docs/suppliers.md (M-44, T-42).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast

CONFLICT_DAYS = 30
GOES_ON = ("continues", "conditions")
HINDERED = ("delayed", "reduced")
VOICES_OF_THEIR_OWN = ("contract", "delivery")

DIRECTION = Case(
    When(says__in=GOES_ON, then=Value("goes_on")),
    When(says__in=HINDERED, then=Value("hindered")),
    default=Value("stopped"),
    output_field=CharField(),
)
VOICE = Case(
    When(source_kind__in=VOICES_OF_THEIR_OWN, then=F("source_kind")),
    default=Value("supplier"),
    output_field=CharField(),
)


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        suppliers = self.model._meta.get_field("supplier").related_model.objects.visible_to(user)
        return self.filter(supplier__in=suppliers)

    def proving_to(self, user: Any) -> Self:
        """Those through which `user` sees evidence, as through their suppliers."""
        suppliers = self.model._meta.get_field("supplier").related_model.objects.proving_to(user)
        return self.filter(supplier__in=suppliers)

    def live(self, on: date) -> Self:
        """Dated no later than a day, not expired on it, and not marked as contradicted."""
        return self.filter(_live(on))

    def leading(self, on: date) -> Self:
        """Verified and live, the latest first: the first one leads."""
        return self.live(on).filter(state="verified").order_by("-source_on", "-pk")

    def with_verdict(self, on: date) -> Self:
        """Adds `verdict`: what a statement says, or “disputed” where another of the same supplier stands against it."""
        rows = self.placed()
        others = self.model._default_manager.filter(supplier=OuterRef("supplier")).live(on).placed()
        against = others.filter(_against(*(OuterRef(name) for name in PLACE)))
        said = When(Exists(against), then=Value("disputed"))
        return rows.annotate(verdict=Case(said, default=F("says"), output_field=CharField()))

    def against(self, leading: models.Model, on: date) -> Self:
        """Those of the same supplier that stand against a statement on a day."""
        [place] = self.model._default_manager.filter(pk=leading.pk).placed().values_list(*PLACE)
        return self.filter(supplier=leading.supplier_id).live(on).placed().filter(_against(*place))  # type: ignore[attr-defined]

    def with_weight(self, place: Sequence[Any], on: date) -> Self:
        """Adds `stands_against`: whether a statement stands against the one that leads, given by its PLACE."""
        against = When(_live(on) & _against(*place), then=Value(True))
        return self.placed().annotate(
            stands_against=Case(against, default=Value(False), output_field=models.BooleanField())
        )

    def to_judge(self, on: date) -> Self:
        """Live, not verified, and of a kind that can be."""
        return self.live(on).filter(state="unverified").exclude(source_kind__in=("press", "hearsay"))

    def for_list(self) -> Self:
        return self.select_related("supplier__unit", "recorded_by", "verified_by")

    def placed(self) -> Self:
        """Adds the direction, the voice and the first day of the days before in which others conflict."""
        before = ExpressionWrapper(F("source_on") - timedelta(days=CONFLICT_DAYS), output_field=models.DateTimeField())
        return self.annotate(direction=DIRECTION, voice=VOICE, conflicts_from=Cast(before, DateField()))


PLACE = ("pk", "source_on", "direction", "voice", "conflicts_from")


def _live(on: date) -> Q:
    return Q(source_on__lte=on, valid_until__gte=on) & ~Q(state="contradicted")


def _against(pk: Any, source_on: Any, direction: Any, voice: Any, conflicts_from: Any) -> Q:
    """The rows that stand against a statement, given as values or as references to an outer query."""
    newer = Q(source_on__gt=source_on) | Q(source_on=source_on, pk__gt=pk)
    other_voice = Q(source_on__gte=conflicts_from) & ~Q(voice=voice)
    return ~Q(direction=direction) & ((newer & Q(state="unverified")) | (~newer & other_voice))
