"""Reads of bodies and schemes."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Q

from foundation.access import Role, granted, holds

READERS = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO)


class ReferenceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Any:
        """Whoever works with certificates, wherever; an outsider what their grant names."""
        return self.all() if holds(user, *READERS) else self.filter(granted(user, self.model))

    def with_certificates(self, user: Any) -> Any:
        """Adds `certificate_count`, of those that the user sees."""
        seen = self.model._meta.get_field("certificates").related_model.objects.visible_to(user).values("pk")
        return self.annotate(certificate_count=Count("certificates", filter=Q(certificates__in=seen), distinct=True))


class BodyQuerySet(ReferenceQuerySet):
    def accredited(self, *, on: date) -> "BodyQuerySet":
        """Whose accreditation has not run out."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on))

    def for_list(self, user: Any) -> "BodyQuerySet":
        """With the schemes and `certificate_count`."""
        rows: BodyQuerySet = self.prefetch_related("schemes").with_certificates(user)
        return rows


class SchemeQuerySet(ReferenceQuerySet):
    def for_list(self, user: Any) -> "SchemeQuerySet":
        """With `body_count` and `certificate_count`."""
        rows: SchemeQuerySet = self.select_related("precondition").with_certificates(user)
        return rows.annotate(body_count=Count("bodies", distinct=True))
