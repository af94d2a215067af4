"""The terms that reading audits and findings share: groups of states, and who is on a team."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

AUDITING = ("lead", "auditor", "expert", "trainee")
BEFORE_OPENING = ("planned", "initiated", "prepared")
AFTER_ISSUE = ("issued", "follow_up", "closed")
HELD = ("issued", "follow_up", "closed")
LETTER = "body_letter"  # the purpose of evidence from a body outside: its report, or the letter that ends the audit
OPEN_FINDING = ("issued", "disputed", "plan_submitted", "action", "implemented")
UNSETTLED = (*OPEN_FINDING, "risk_accepted")


def on_the_team(user: Any, audit: str = "pk") -> Exists:
    """Whether the user's person audits here; observers and guides do not count."""
    team = apps.get_model("audits", "TeamMember").objects
    return Exists(team.filter(audit=OuterRef(audit), person=user.person_id, person__isnull=False, part__in=AUDITING))


def counted(rows: models.QuerySet) -> Coalesce:
    """How many of the rows of an outer audit there are."""
    return Coalesce(Subquery(rows.order_by().values("audit").annotate(n=Count("pk")).values("n")), 0)


def number_of(model: str) -> Coalesce:
    """How many rows of a model a finding has."""
    rows = apps.get_model("audits", model).objects.filter(finding=OuterRef("pk")).order_by().values("finding")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)
