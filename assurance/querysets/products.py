"""Everything that reads products, versions and builds."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery

from assurance.querysets.readers import ASSURERS
from foundation.access import Role, granted, reach


class ProductQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers, auditors, managers and hosts of centres by unit, owners their own, outsiders what was granted."""
        own = Q(owner=user.person_id, owner__isnull=False)
        return self.filter(reach(user, *ASSURERS, Role.CHOST) | own | granted(user, self.model))

    def for_list(self) -> Self:
        """Adds `newest`, the number of the version released last, its `supported_until`, and how many `builds` there are."""
        versions = self.model._meta.get_field("versions").related_model.objects.filter(product=OuterRef("pk"))
        newest = versions.order_by(F("released_on").desc(nulls_last=True), "-pk")
        return self.select_related("unit", "owner").annotate(
            newest=Subquery(newest.values("number")[:1]),
            supported_until=Subquery(newest.values("supported_until")[:1]),
            builds=Count("versions__builds"),
        )


class ProductVersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        products = self.model._meta.get_field("product").related_model.objects.visible_to(user)
        return self.filter(Q(product__in=products) | granted(user, self.model))

    def proving_to(self, user: Any) -> Self:
        """Those through which `user` sees evidence: officers and auditors by unit, and who owns the product."""
        own = Q(product__owner=user.person_id, product__owner__isnull=False)
        return self.filter(reach(user, Role.CO, Role.LA, Role.AU, unit="product__unit") | own)

    def for_list(self) -> Self:
        return self.select_related("product__unit")


class BuildQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        versions = self.model._meta.get_field("version").related_model.objects.visible_to(user)
        return self.filter(Q(version__in=versions) | granted(user, self.model))

    def for_list(self) -> Self:
        return self.select_related("version__product__unit")
