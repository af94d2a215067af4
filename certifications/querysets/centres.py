"""Everything that reads needs assessments, centres, their parts, authorities and what is public of them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from foundation.access import Role, granted, reach

READERS = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.CHOST)


class AuthorityQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "AuthorityQuerySet":
        """Who works with centres, by unit."""
        return self.filter(reach(user, *READERS))

    def for_list(self) -> "AuthorityQuerySet":
        return self.select_related("unit", "called_by")


class NeedsAssessmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "NeedsAssessmentQuerySet":
        """Who works with centres, by unit, and whoever wrote it."""
        return self.filter(reach(user, *READERS) | Q(author=user))

    def undecided(self) -> "NeedsAssessmentQuerySet":
        return self.filter(state="submitted")

    def found_needed_for(self, unit: Any) -> "NeedsAssessmentQuerySet":
        """Those of a unit, or of one above it, that found a centre needed on which none rests yet."""
        above = self.filter(state="needed", centre=None).annotate(_inner=Value(unit.path))
        return above.filter(_inner__startswith=F("unit__path"))

    def to_revisit(self, *, by: date) -> "NeedsAssessmentQuerySet":
        """Decided for the time being, to be looked at again by a day, and not looked at since."""
        return self.filter(state__in=["not_needed", "later"], revisit_on__lte=by, followed_by=None)

    def without_need(self) -> "NeedsAssessmentQuerySet":
        """The regions that were found to need no centre, or not yet: the newest word on each, the latest first."""
        rows = self.filter(state__in=["not_needed", "later"], followed_by=None)
        return rows.select_related("unit", "decided_by").order_by("-decided_on", "-pk")

    def with_turn(self) -> "NeedsAssessmentQuerySet":
        """Adds `turn`: what waits for somebody first, then what was decided."""
        cases = [When(state=state, then=Value(turn)) for turn, state in enumerate(("submitted", "draft"))]
        return self.annotate(turn=Case(*cases, default=Value(2), output_field=models.IntegerField()))

    def for_list(self) -> "NeedsAssessmentQuerySet":
        return self.with_turn().select_related("unit", "author", "decided_by")

    def for_page(self) -> "NeedsAssessmentQuerySet":
        """With all that the page of one assessment names."""
        return self.select_related("unit", "author__person", "decided_by", "centre", "follows", "followed_by")


class CentreQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CentreQuerySet":
        """Who works with centres, by unit, its head, and who was let into it."""
        own = Q(pk__in=[]) if user.person_id is None else Q(head=user.person_id)
        return self.filter(reach(user, *READERS) | own | granted(user, self.model))

    def hosted_by(self, user: Any) -> "CentreQuerySet":
        """Those whose visits the user may keep."""
        return self.filter(reach(user, Role.CO, Role.CHOST))

    def with_counts(self, *, on: date) -> "CentreQuerySet":
        """Adds `agreements_in_force`, `board_size` and `visit_count`."""
        return self.annotate(
            agreements_in_force=number_of(self.model, "agreements", holds_on("from_on", "until_on", on)),
            board_size=number_of(self.model, "seats", holds_on("from_on", "until_on", on)),
            visit_count=number_of(self.model, "visits", ~Q(state="cancelled")),
        )

    def for_list(self, *, on: date) -> "CentreQuerySet":
        return self.with_counts(on=on).select_related("unit", "site", "head")

    def for_page(self) -> "CentreQuerySet":
        """With all that the page of one centre names."""
        people = ("head", "author__person", "approved_by__person")
        rows = self.select_related("unit", "site", "assessment", "security_concept__evidence", *people)
        agreements = self.model._meta.get_field("agreements").related_model.objects.for_list()
        return rows.prefetch_related(Prefetch("agreements", agreements))


class OfCentreQuerySet(models.QuerySet):
    """Rows of a centre: who sees the centre from inside sees them."""

    def visible_to(self, user: Any) -> Any:
        centres = self.model._meta.get_field("centre").related_model.objects.filter(reach(user, *READERS))
        return self.filter(Exists(centres.filter(pk=OuterRef("centre"))))


class AgreementQuerySet(OfCentreQuerySet):
    def in_force(self, *, on: date) -> "AgreementQuerySet":
        return self.filter(holds_on("from_on", "until_on", on))

    def ending(self, *, on: date, by: date) -> "AgreementQuerySet":
        """In force, with a last day that comes by `by`."""
        return self.in_force(on=on).filter(until_on__lte=by)

    def for_list(self) -> "AgreementQuerySet":
        return self.select_related("authority", "evidence__evidence").order_by("-from_on", "-pk")


class SeatQuerySet(OfCentreQuerySet):
    def held(self, *, on: date) -> "SeatQuerySet":
        """The members of the board on a day, its chair first, then party by party."""
        chair = Case(When(is_chair=True, then=0), default=1)
        return self.filter(holds_on("from_on", "until_on", on)).order_by(chair, "party", "organisation", "name", "pk")


class CentreRoomQuerySet(OfCentreQuerySet):
    def open(self) -> "CentreRoomQuerySet":
        """Rooms one may book."""
        return self.filter(is_open=True)


class PublicItemQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "PublicItemQuerySet":
        """Who works with centres, by unit."""
        return self.filter(reach(user, *READERS))

    def published(self) -> "PublicItemQuerySet":
        """What everybody may read, the latest first."""
        return self.filter(state="published").order_by("-published_on", "-pk")

    def for_list(self) -> "PublicItemQuerySet":
        return self.select_related("unit", "author", "centre")


def holds_on(first: str, last: str, on: date) -> Q:
    """From the first day to the last, both included; without a last day it goes on."""
    return Q(**{f"{first}__lte": on}) & (Q(**{last: None}) | Q(**{f"{last}__gte": on}))


def number_of(model: Any, relation: str, condition: Q = Q()) -> Coalesce:  # noqa: B008 - a Q is never changed
    """How many rows of a relation meet a condition, counted apart from the others."""
    field = model._meta.get_field(relation)
    rows, back = field.related_model._default_manager, field.field.name
    counted = rows.filter(condition, **{back: OuterRef("pk")}).order_by().values(back).annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)
