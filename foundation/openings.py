"""What somebody outside was granted, by the terms it was granted on, so that what is open is looked up from its own rows.

A room writes the same ceiling, cut-off and rights into each of its rows: they are read once, and are constants in every
statement that asks what is open. Each statement looks the rows up anew. Source: docs/adr/0187-from-the-grant.md.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.access import opened
from foundation.directory.models import User
from foundation.models.rooms import GrantedObject
from foundation.querysets import CEILINGS


@dataclass(frozen=True)
class Terms:
    """Up to which grading, and of evidence up to which day and moment of its acceptance, rows are open."""

    max_grading: str
    cut_off: date | None
    judged_before: datetime | None

    @property
    def gradings(self) -> list[str]:
        return CEILINGS[self.max_grading]

    def covering(self, to: str = "") -> Q:
        """Versions of evidence within the cut-off; `to` leads to them."""
        if self.cut_off is None:
            return Q()
        return Q(**{f"{to}as_of__lte": self.cut_off, f"{to}first_accepted_at__lt": self.judged_before})


class Openings:
    """What is open to somebody outside at this moment and from where they are, or in one room alone."""

    def __init__(self, user: User, room: UUID | None = None) -> None:
        self._user, self._room = user, room

    @cached_property
    def _told(self) -> list[tuple[int, bool, bool, Terms]]:
        """The kinds of rows, whether they follow and may leave, and their terms (one query); nothing for people here."""
        if self._user.person_id is not None:
            return []
        facts = ("from_anywhere", "subject_type", "follow", "may_download", "max_grading", "cut_off", "judged_before")
        found = list(opened(self._user, self._room).order_by().values_list(*facts).distinct())
        self._is_anywhere = all(anywhere for anywhere, *_others in found)
        return [(kind, follow, leaves, Terms(*terms)) for _anywhere, kind, follow, leaves, *terms in found]

    def rows(self, **on: Any) -> models.QuerySet[GrantedObject]:
        """What is open; networks are asked about only where a room has some."""
        if self._told and self._is_anywhere:
            return GrantedObject.objects.live(self._user, timezone.now(), room=self._room).filter(
                from_anywhere=True, **on
            )
        return opened(self._user, self._room).filter(**on)

    def has(self, model: type[models.Model]) -> bool:
        kind = ContentType.objects.get_for_model(model).pk
        return any(one[0] == kind for one in self._told)

    def terms(
        self, model: type[models.Model] | None = None, *, follow: bool = False, to_take: bool = False
    ) -> list[Terms]:
        """The terms of the rows of a `model`, or of all; `follow` and `to_take` leave those of rows that say so."""
        kind = model and ContentType.objects.get_for_model(model).pk
        found = {
            terms: None
            for its, follows, leaves, terms in self._told
            if (kind is None or its == kind) and (follows or not follow) and (leaves or not to_take)
        }
        return list(found)

    def of(self, model: type[models.Model], *, grading: str = "") -> Q:
        """The rows of a `model` that are open, none graded above its ceiling; `grading` leads to another row's grading."""
        path = grading or ("grading" if any(field.name == "grading" for field in model._meta.fields) else "")
        if not path:
            return Q(uuid__in=self.uuids(model)) if self.has(model) else Q(pk__in=[])
        found = Q(pk__in=[])
        for ceiling in sorted({terms.max_grading for terms in self.terms(model)}):
            open_here = {"uuid__in": self.uuids(model, max_grading=ceiling), f"{path}__in": CEILINGS[ceiling]}
            found |= Q(**open_here)
        return found

    def uuids(self, model: type[models.Model], **on: Any) -> models.QuerySet:
        """The rows of a `model` that are open, as one column."""
        return self.rows(subject_type=ContentType.objects.get_for_model(model), **on).values("subject_uuid")
