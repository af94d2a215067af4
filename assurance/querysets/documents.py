"""Everything that reads guiding documents and their versions."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from assurance.querysets.readers import INSIDE
from foundation.access import Role, granted, reach

READERS = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO)
READABLE = ("public", "internal")


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those in effect and not confidential for everyone inside; officers, auditors and owners all of their units."""
        if user.kind == "outside":
            return self.filter(granted(user, self.model))
        versions = self.model._meta.get_field("versions").related_model.objects.filter(document=OuterRef("pk"))
        in_effect = reach(user, *INSIDE) & Q(grading__in=READABLE) & Q(Exists(versions.filter(state="effective")))
        mine = Q(owner=user.person_id, owner__isnull=False) | Q(Exists(versions.filter(author=user)))
        return self.filter(reach(user, *READERS) | in_effect | mine)

    def effective(self) -> Self:
        """Those with a version in effect."""
        versions = self.model._meta.get_field("versions").related_model.objects
        return self.filter(Exists(versions.filter(document=OuterRef("pk"), state="effective")))

    def for_list(self) -> Self:
        return self.select_related("unit", "owner")


class DocumentVersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of documents the user sees: in effect or before it for readers, in work for who works on documents."""
        documents = self.model._meta.get_field("document").related_model.objects.visible_to(user)
        rows = self.filter(document__in=documents)
        done = Q(state__in=["effective", "superseded"])
        if user.kind == "outside":
            return rows.filter(done)
        mine = Q(author=user) | Q(document__owner=user.person_id, document__owner__isnull=False)
        return rows.filter(done | mine | reach(user, *READERS, unit="document__unit"))

    def effective(self) -> Self:
        """The ones that count: only these are offered as criteria and guidance. Source: M-06."""
        return self.filter(state="effective")

    def in_work(self) -> Self:
        """Being written or read before approval."""
        return self.filter(state__in=["draft", "in_review"])

    def with_period(self) -> Self:
        """Those that counted on some day, or count now."""
        return self.filter(state__in=["effective", "superseded", "withdrawn"])

    def for_list(self) -> Self:
        return self.select_related("document__unit", "document__owner", "author", "approved_by", "file__evidence__unit")
