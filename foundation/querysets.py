"""Everything that reads the foundation's own rows: waiting mails, open dues, approvals one may decide."""

from collections.abc import (
    Collection,
    Sequence,
)
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from foundation.rows import AboutQuerySet, Grading

CEILINGS = {ceiling: Grading.values[: number + 1] for number, ceiling in enumerate(Grading.values)}


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "NotificationQuerySet":
        return self.filter(user=user)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def to_mail(self, now: datetime) -> "NotificationQuerySet":
        """Not mailed, not given up, and due for a try at `now`."""
        return self.filter(mailed_at=None, next_try_at__lte=now, user__is_active=True)


class JobQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "JobQuerySet":
        """Whoever asked for the work sees it, nobody else."""
        return self.filter(owner=user)

    def for_list(self) -> "JobQuerySet":
        """With their owners, for the list of those who watch the operation."""
        return self.select_related("owner")


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> Self:
        """One's own: what others share is opened through open_to()."""
        return self.filter(owner=user)

    def open_to(self, user: models.Model, *, roles: Collection[str], units: Collection[int]) -> Self:
        """One's own, and those shared with everyone, with one of `roles`, or with one of `units` by their keys."""
        shared = Q(shared="everyone") | Q(shared="role", role__in=roles) | Q(shared="unit", unit__in=units)
        return self.filter(Q(owner=user) | shared)

    def of_list(self, name: str) -> Self:
        return self.filter(list_name=name)


class ApiTokenQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "ApiTokenQuerySet":
        """Everybody sees their own."""
        return self.filter(user=user)

    def live(self, now: datetime) -> "ApiTokenQuerySet":
        return self.filter(revoked_at=None, expiry__gt=now)


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> Self:
        """Whoever sends it, nobody else."""
        return self.filter(user=user)

    def lasting(self, now: datetime) -> Self:
        """Not run out at `now`; what was taken is no longer there."""
        return self.filter(expires_at__gt=now)


class InvitationQuerySet(models.QuerySet):
    def waiting(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; it may have run out."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def good(self, now: datetime) -> "InvitationQuerySet":
        """Whose link works at `now`: of an open account that still has the address it was sent to."""
        return self.waiting().filter(until__gt=now, user__is_active=True, user__email=F("email"))


class DueQuerySet(AboutQuerySet):
    def open(self) -> "DueQuerySet":
        return self.filter(met_on=None)

    def overdue(self, *, on: date) -> "DueQuerySet":
        """Open and past: overdue starts the day after the due date. Source: docs/adr/0001-time-rules.md (conventions)."""
        return self.open().filter(due_on__lt=on)


class ApprovalQuerySet(AboutQuerySet):
    def waiting(self) -> "ApprovalQuerySet":
        return self.filter(decision="waiting")

    def asked_or_decided_by(self, person: int | None) -> "ApprovalQuerySet":
        """By the key of a person, so that nobody has to be read for it."""
        if person is None:
            return self.none()
        return self.filter(Q(asked_by=person) | Q(decided_by=person))

    def not_asked_by(self, person: int | None) -> "ApprovalQuerySet":
        return self.none() if person is None else self.exclude(asked_by=person)


class GrantedObjectQuerySet(AboutQuerySet):
    def live(self, user: models.Model, now: datetime, *, room: UUID | None = None) -> Self:
        """What is open to an outsider at a moment, or in one room alone. Source: docs/adr/0001-time-rules.md (T-56)."""
        rows = self.filter(user=user, from_at__lte=now, until_at__gt=now)
        return rows if room is None else rows.filter(grant_uuid=room)

    def up_to(self, grading: Any) -> Self:
        """Whose ceiling reaches a grading, given as an OuterRef."""
        term = models.Q(pk__in=[])
        for ceiling, allowed in CEILINGS.items():
            term |= models.Q(max_grading=ceiling, _grading__in=allowed)
        return self.annotate(_grading=models.ExpressionWrapper(grading, models.CharField())).filter(term)


class NudgeQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> Self:
        """Those one sent and those one got."""
        me = user.person_id
        return self.none() if me is None else self.filter(Q(sent_by=me) | Q(person=me))

    def of_lines(self, uuids: Sequence[UUID]) -> Self:
        return self.filter(line_uuid__in=uuids)

    def since(self, day: date) -> Self:
        return self.filter(on__gte=day)


class SnoozeQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> Self:
        """One's own."""
        return self.none() if user.person_id is None else self.filter(person=user.person_id)

    def of_lines(self, uuids: Sequence[UUID]) -> Self:
        return self.filter(line_uuid__in=uuids)

    def asleep(self, on: date) -> Self:
        """Neither woken nor over on a day; a line that has come due is shown all the same."""
        return self.filter(woken_on=None, until__gt=on)
