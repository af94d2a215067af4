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


class BodyQuerySet(ReferenceQuerySet):
    def accredited(self, *, on: date) -> "BodyQuerySet":
        """Whose accreditation has not run out."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on))

    def for_list(self) -> "BodyQuerySet":
        """With the schemes and `certificate_count`."""
        return self.prefetch_related("schemes").annotate(certificate_count=Count("certificates", distinct=True))


class SchemeQuerySet(ReferenceQuerySet):
    def for_list(self) -> "SchemeQuerySet":
        """With `body_count` and `certificate_count`."""
        counts = {f"{name}_count": Count(many, distinct=True) for name, many in COUNTED.items()}
        return self.select_related("precondition").annotate(**counts)


COUNTED = {"body": "bodies", "certificate": "certificates"}
