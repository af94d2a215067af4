"""What reads the working papers and samples of an audit: for its team, and for officers once the report is issued."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from audits.querysets import AFTER_ISSUE, on_the_team
from foundation.access import Role, reach


def seen_at_work(user: Any) -> Q:
    """The rule of the checklist: the team; officers once the report is issued; never the audited, never outsiders."""
    officers = reach(user, Role.CO, unit="audit__unit") & Q(audit__state__in=AFTER_ISSUE)
    return Q(on_the_team(user, "audit")) | officers


class WorkingPaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "WorkingPaperQuerySet":
        return self.filter(seen_at_work(user))

    def signed_off(self) -> "WorkingPaperQuerySet":
        return self.filter(reviewed_by__isnull=False)

    def for_list(self) -> "WorkingPaperQuerySet":
        return self.select_related("audit__unit__calendar", "audit__lead", "item", "author", "reviewed_by")


class AuditSampleQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "AuditSampleQuerySet":
        return self.filter(seen_at_work(user))

    def with_results(self) -> "AuditSampleQuerySet":
        """Adds `answered_count`, `deviating_count` and `missing_count` of the items."""
        answered = Count("items", filter=~Q(items__result=""))
        deviating = Count("items", filter=Q(items__result="deviates"))
        missing = Count("items", filter=Q(items__result="not_available"))
        return self.annotate(answered_count=answered, deviating_count=deviating, missing_count=missing)

    def for_list(self) -> "AuditSampleQuerySet":
        """Without the ids of the population, which can be many."""
        rows = self.with_results().defer("population")
        return rows.select_related("audit__unit__calendar", "audit__lead", "drawn_by", "finished_by", "paper")


class SampleItemQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "SampleItemQuerySet":
        samples = apps.get_model("audits", "Sample").objects.visible_to(user)
        return self.filter(Exists(samples.filter(pk=OuterRef("sample"))))

    def unanswered(self) -> "SampleItemQuerySet":
        return self.filter(result="")

    def for_list(self) -> "SampleItemQuerySet":
        rows = self.select_related("sample__audit__unit", "sample__audit__lead", "answered_by").order_by("order")
        return rows.defer("sample__population")
