"""Everything that reads holds, requests for evidence, and uploads under way."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from assurance.querysets.readers import ASSURERS
from foundation.access import Role, reach
from foundation.directory.deputies import stood_in_for
from foundation.rows import AboutQuerySet


class LegalHoldQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(reach(user, Role.CO, Role.LEG, unit="evidence__unit"))

    def live(self) -> Self:
        return self.filter(lifted_at=None)

    def for_list(self) -> Self:
        return self.select_related("evidence__unit", "placed_by")


class EvidenceRequestQuerySet(AboutQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who asked, who is asked or stands in for them, and officers, auditors and managers by unit."""
        mine = self._concerns(user)
        return self.filter(reach(user, *ASSURERS) | mine)

    def open(self) -> Self:
        return self.filter(state__in=["asked", "answered"])

    def to_chase(self, user: Any) -> Self:
        """Open ones that `user` has to answer or judge, or chases: who asked, and officers by unit."""
        mine = self._concerns(user)
        return self.open().filter(reach(user, Role.CO) | mine)

    def _concerns(self, user: Any) -> Q:
        """Asked by the user, of them, or of somebody who is away and for whom they stand in."""
        asked = Q(asked_of=user.person_id, asked_of__isnull=False) | Q(asked_of__in=stood_in_for(user))
        return Q(asked_by=user) | asked

    def for_list(self) -> Self:
        return self.select_related("unit", "asked_by", "asked_of", "answer__evidence", "subject_type")


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Only one's own."""
        return self.filter(owner=user)
