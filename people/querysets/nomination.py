"""Reads of nominations, awards and holds: who sees which, and what waits for whom."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Value, When

from foundation.access import Role, holds, reach

INSIDE = (
    Role.ADM, Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM, Role.HR, Role.CHOST, Role.LEG, Role.DPO,
    Role.CASE,
)  # fmt: skip
DECIDE = (Role.CO, Role.MGR)
AWARDED = ("awarded", "published")
WAITING = ("submitted", "reviewed")


class NominationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "NominationQuerySet":
        """What one is told about, and, for everybody inside, what is published."""
        on_the_wall = Q(state="published") if holds(user, *INSIDE) else Q(pk__in=[])
        return self.filter(self._told(user) | on_the_wall)

    def told_to(self, user: Any) -> "NominationQuerySet":
        """Those whose whole story one knows: one's own, awards of oneself, those of units one decides for.

        Nobody reads of a nomination of their own before it is awarded, except who would decide on it; case officers see
        what a hold could be for.
        """
        return self.filter(self._told(user))

    def _told(self, user: Any) -> Q:
        decides = ~Q(state="draft") & reach(user, *DECIDE)
        may_hold = Q(state__in=WAITING) & reach(user, Role.CASE)
        if user.person_id is None or not user.is_active:
            return decides | may_hold
        return decides | may_hold | Q(nominator=user.person_id) | self._own_award(user)

    def _own_award(self, user: Any) -> Q:
        return Q(state__in=AWARDED, pk__in=self._shares().filter(person=user.person_id).values("nomination"))

    def _shares(self) -> models.QuerySet:
        return self.model._meta.get_field("shares").related_model.objects

    def of_mine(self, user: Any) -> "NominationQuerySet":
        """Those one made, and the awards one got."""
        return self.filter(Q(nominator=user.person_id, nominator__isnull=False) | self._own_award(user))

    def published(self) -> "NominationQuerySet":
        return self.filter(state="published")

    def awarded(self, *, after: date, until: date) -> "NominationQuerySet":
        """Awards of the days after a day up to another."""
        return self.filter(state__in=AWARDED, awarded_on__gt=after, awarded_on__lte=until)

    def not_of(self, person: int | None) -> "NominationQuerySet":
        """Which somebody neither made nor is named in."""
        named = self._shares().filter(person=person, nomination=OuterRef("pk"))
        return self.exclude(nominator=person).exclude(Exists(named))

    def asking(self, person: int | None) -> "NominationQuerySet":
        """Awards that wait for the answer of somebody whether they may be shown."""
        open_shares = self._shares().filter(person=person, consent="open")
        return self.filter(state="awarded", pk__in=open_shares.values("nomination"))

    def agreed(self) -> "NominationQuerySet":
        """Awards that everybody in them agrees to show."""
        missing = self._shares().exclude(consent="given").filter(nomination=OuterRef("pk"))
        return self.filter(~Exists(missing), state="awarded")

    def below(self, unit: models.Model) -> "NominationQuerySet":
        return self.filter(unit__path__startswith=unit.path)

    def for_list(self) -> "NominationQuerySet":
        """With `turn`, by which what waits for a decision comes first, and with the nominees by name."""
        turn = Case(
            When(state="submitted", then=Value(0)),
            When(state="reviewed", then=Value(1)),
            When(state="awarded", then=Value(2)),
            When(state="published", then=Value(3)),
            default=Value(4),
        )
        shares = Prefetch("shares", self._shares().select_related("person__unit").order_by("person__name", "pk"))
        return self.select_related("unit", "nominator").prefetch_related(shares).annotate(turn=turn)

    def for_page(self) -> "NominationQuerySet":
        return self.for_list().select_related("reviewed_by", "awarded_by")


class HoldQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "HoldQuerySet":
        """Case officers, by unit, but of what they made or are named in; nobody else knows of one."""
        nominations = self.model._meta.get_field("nomination").related_model.objects.not_of(user.person_id)
        rows = self.filter(reach(user, Role.CASE, unit="nomination__unit"))
        return rows.filter(Exists(nominations.filter(pk=OuterRef("nomination"))))

    def in_force(self) -> "HoldQuerySet":
        return self.filter(state="placed")

    def for_list(self) -> "HoldQuerySet":
        return self.select_related("nomination__unit", "placed_by")
