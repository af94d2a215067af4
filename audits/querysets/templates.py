"""Everything that reads templates of findings and of checklists; they belong to no unit."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery

from foundation.access import Role, holds

READERS = (Role.CO, Role.LA, Role.AU, Role.PM)


class FindingTemplateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "FindingTemplateQuerySet":
        """Who audits, plans audits or answers for the system."""
        return self if holds(user, *READERS) else self.none()

    def usable(self) -> "FindingTemplateQuerySet":
        return self.filter(retired_on=None)

    def fitting(self, requirement: Any) -> "FindingTemplateQuerySet":
        """For findings against a requirement: its own first, then those of its whole framework."""
        fits = Q(requirement=requirement) | Q(requirement=None, framework=requirement.framework_id)
        return self.usable().filter(fits).order_by(models.F("requirement").asc(nulls_last=True), "title")

    def for_list(self) -> "FindingTemplateQuerySet":
        return self.select_related("framework", "requirement")


class ChecklistTemplateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ChecklistTemplateQuerySet":
        """Who audits, plans audits or answers for the system."""
        return self if holds(user, *READERS) else self.none()

    def for_list(self) -> "ChecklistTemplateQuerySet":
        """Adds `released`, the number of the newest released version, and `audit_count`, audits built from any."""
        audits = apps.get_model("audits", "Audit").objects.filter(checklist_version__template=OuterRef("pk"))
        counted = audits.order_by().values("checklist_version__template").annotate(n=Count("pk")).values("n")
        newest = Max("versions__number", filter=Q(versions__state="released"))
        return self.annotate(released=newest, audit_count=Subquery(counted))


class TemplateVersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "TemplateVersionQuerySet":
        """As their templates."""
        return self if holds(user, *READERS) else self.none()

    def for_page(self) -> "TemplateVersionQuerySet":
        return self.select_related("template", "released_by").annotate(question_count=Count("questions"))
