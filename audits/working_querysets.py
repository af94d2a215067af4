"""What reads the working papers and samples of an audit: for its team, and for officers once the report is issued."""

from typing import Any

from django.db import models
from django.db.models import Q

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
