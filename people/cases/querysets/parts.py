"""Reads of what hangs on a case; whoever sees the case sees it, and nobody else."""

from datetime import date
from typing import Any, Self

from django.db import models

from foundation.access import Role, reach


class OfCaseQuerySet(models.QuerySet):
    """Rows with a `case`."""

    def visible_to(self, user: Any) -> Self:
        """Those of the cases the user works on."""
        return self.filter(case__in=_cases(self.model).objects.visible_to(user))

    def seated(self, *kinds: str) -> Self:
        """Those who have one of these parts now."""
        return self.filter(kind__in=kinds, ended_on=None)


class AssentQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those to the proposal as it is now."""
        return self.filter(withdrawn_on=None)


class MessageQuerySet(OfCaseQuerySet):
    def for_list(self) -> Self:
        """In the order they were written."""
        return self.select_related("author").order_by("created_at", "pk")

    def unread_by_officers(self) -> Self:
        return self.filter(from_reporter=True, read_on=None)


class DueQuerySet(OfCaseQuerySet):
    def open(self) -> Self:
        return self.filter(done_on=None)

    def late(self, *, on: date) -> Self:
        """Not done, and the last day is over."""
        return self.open().filter(due_on__lt=on)


class MeasureQuerySet(OfCaseQuerySet):
    def running(self, *, on: date) -> Self:
        return self.filter(lifted_on=None, until__gte=on)


class FileQuerySet(OfCaseQuerySet):
    def kept(self) -> Self:
        return self.filter(disposed_on=None)

    def for_subject(self, user: Any) -> Self:
        """What the person a case is about may read: blacked out for third parties, in their own case."""
        cases = _cases(self.model).objects.as_subject(user)
        return self.kept().filter(shown_to_subject=True, case__in=cases)


class CheckQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Counsel alone, in their units; never of a case they are a party to."""
        cases = _cases(self.model).objects.visible_to(user)
        return self.filter(reach(user, Role.LEG, unit="case__unit"), case__in=cases)

    def open(self) -> Self:
        return self.filter(closed_on=None)


def _cases(model: type[models.Model]) -> Any:
    """The model of cases, from a model that points at one."""
    return model._meta.get_field("case").related_model
