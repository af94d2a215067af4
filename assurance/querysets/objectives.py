"""Everything that reads objectives and their readings."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import (
    Case,
    CharField,
    DateField,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from assurance.querysets.readers import ASSURERS
from foundation.access import reach

LOOKED_BACK = timedelta(days=365)
MEETS = Q(aim="at_least", measured__gte=F("target")) | Q(aim="at_most", measured__lte=F("target"))


class ObjectiveQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who assures and manages the whole organisation, and who answers for an objective."""
        mine = Q(pk__in=[]) if user.person_id is None else Q(owner=user.person_id)
        return self.filter(reach(user, *ASSURERS) | mine)

    def pursued(self) -> Self:
        return self.filter(withdrawn_on=None)

    def to_measure(self, on: date) -> Self:
        """Those whose last day has not passed."""
        return self.pursued().filter(set_on__lte=on, by_on__gte=on)

    def pursued_on(self, on: date) -> Self:
        """Those set and not withdrawn by a day, without those that ended more than a year before it."""
        kept = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
        return self.filter(kept, set_on__lte=on, by_on__gte=on - LOOKED_BACK)

    def with_standing(self, on: date) -> Self:
        """Adds the newest reading as `measured`, `measured_on` and its parts, the `first` one, and `standing`.

        What is read after the last day of an objective says nothing of it any more.
        """
        readings = self.model._meta.get_field("readings").related_model.objects  # type: ignore[union-attr]
        here = readings.filter(objective=OuterRef("pk"), on__lte=on).filter(on__lte=OuterRef("by_on"))
        newest, number = here.order_by("-on"), DecimalField(max_digits=9, decimal_places=1)
        rows = self.annotate(
            measured=Subquery(newest.values("value")[:1], output_field=number),
            measured_on=Subquery(newest.values("on")[:1], output_field=DateField()),
            measured_numerator=Subquery(newest.values("numerator")[:1], output_field=IntegerField()),
            measured_denominator=Subquery(newest.values("denominator")[:1], output_field=IntegerField()),
            first=Subquery(here.order_by("on").values("value")[:1], output_field=number),
        )
        is_over = Q(by_on__lt=on)
        return rows.annotate(
            standing=Case(
                When(withdrawn_on__lte=on, then=Value("withdrawn")),
                When(measured=None, then=Value("unread")),
                When(MEETS & is_over, then=Value("met")),
                When(MEETS, then=Value("on_target")),
                When(is_over, then=Value("missed")),
                default=Value("on_the_way"),
                output_field=CharField(),
            )
        )

    def for_list(self) -> Self:
        return self.select_related("unit", "owner")


class ObjectiveReadingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """With their objective."""
        objectives = self.model._meta.get_field("objective").related_model.objects
        return self.filter(objective__in=objectives.visible_to(user).values("pk"))
