"""Everything that reads guiding documents and their versions."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Left, Length

from assurance.querysets.readers import INSIDE
from foundation.access import Role, granted, reach

READERS = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO)
READABLE = ("public", "internal")


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those in effect and not confidential for whom they are meant; officers, auditors and owners all of their units."""
        if user.kind == "outside":
            return self.filter(granted(user, self.model))
        versions = self.model._meta.get_field("versions").related_model.objects.filter(document=OuterRef("pk"))
        meant = reach(user, *INSIDE) | Q(pk__in=self.meant_for(user))
        in_effect = meant & Q(grading__in=READABLE) & Q(Exists(versions.filter(state="effective")))
        mine = Q(owner=user.person_id, owner__isnull=False) | Q(Exists(versions.filter(author=user)))
        return self.filter(reach(user, *READERS) | in_effect | mine)

    def meant_for(self, user: Any) -> QuerySet[Any]:
        """Keys of those whose audience includes the unit a person works in, or one above it."""
        audience = self.model._meta.get_field("audience_units").remote_field.through.objects
        people = self.model._meta.get_field("owner").related_model.objects.filter(pk=user.person_id)
        above = ExpressionWrapper(OuterRef("unit__path"), CharField())
        works_there = people.annotate(_start=Left("unit__path", Length(above))).filter(_start=above)
        return audience.filter(Exists(works_there)).values("document")

    def effective(self) -> Self:
        """Those with a version in effect."""
        versions = self.model._meta.get_field("versions").related_model.objects
        return self.filter(Exists(versions.filter(document=OuterRef("pk"), state="effective")))

    def with_standing(self, user: Any, on: date) -> Self:
        """Adds what a list shows of the versions `user` may see: the one that counts, or else the newest, and the review.

        `coming_state` is that of a version on its way. Overdue is the day after the next review. Source: M-06.
        """
        seen = self.model._meta.get_field("versions").related_model.objects.visible_to(user)
        versions = seen.filter(document=OuterRef("pk"))
        now = versions.filter(state="effective")
        newest = versions.order_by("-major", "-minor")
        label = Concat(Cast("major", CharField()), Value("."), Cast("minor", CharField()))
        return self.annotate(
            standing=Coalesce(Subquery(now.values("state")[:1]), Subquery(newest.values("state")[:1])),
            version_label=Subquery(now.annotate(_label=label).values("_label")[:1]),
            in_effect_since=Subquery(now.values("effective_from")[:1]),
            next_review=Subquery(now.values("next_review_on")[:1]),
            coming_state=Subquery(versions.filter(state__in=["draft", "in_review", "approved"]).values("state")[:1]),
            is_overdue=Exists(now.filter(next_review_on__lt=on)),
        )

    def for_list(self) -> Self:
        return self.select_related("unit", "owner")


class DocumentVersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Of documents the user sees: the one in effect for readers, all for who works on or audits documents."""
        documents = self.model._meta.get_field("document").related_model.objects.visible_to(user)
        rows = self.filter(document__in=documents)
        if user.kind == "outside":
            return rows.filter(state__in=["effective", "superseded"])
        mine = Q(author=user) | Q(document__owner=user.person_id, document__owner__isnull=False)
        return rows.filter(Q(state="effective") | mine | reach(user, *READERS, unit="document__unit"))

    def effective(self) -> Self:
        """The ones that count: only these are offered as criteria and guidance. Source: M-06."""
        return self.filter(state="effective")

    def in_work(self) -> Self:
        """Being written or read before approval."""
        return self.filter(state__in=["draft", "in_review"])

    def due_to_start(self, *, on: date, zone: str) -> Self:
        """Approved ones of the units of a zone whose day has come."""
        return self.filter(state="approved", effective_from__lte=on, document__unit__zone=zone)

    def with_period(self) -> Self:
        """Those that counted on some day, or count now."""
        return self.filter(state__in=["effective", "superseded", "withdrawn"])

    def for_list(self) -> Self:
        return self.select_related("document__unit", "document__owner", "author", "approved_by", "file__evidence__unit")
