"""Everything that reads audits, their teams, checklists and reports; reads for people start at visible_to(user)."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from audits.querysets.terms import (
    AFTER_ISSUE,
    AUDITING,
    BEFORE_OPENING,
    HELD,
    LETTER,
    counted,
    on_the_team,
)
from foundation.access import Role, granted, reach
from foundation.directory.gates import LEAD_AUDIT, with_lack
from foundation.models.work import Due


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "AuditQuerySet":
        """Officers and programme managers by unit, auditors their own, managers and owners no unannounced one before it opens."""
        announced = ~Q(kind="unannounced", state__in=BEFORE_OPENING)
        processes = apps.get_model("assurance", "Process").objects
        owned = processes.filter(audits=OuterRef("pk"), owner=user.person_id, owner__isnull=False)
        return self.filter(
            reach(user, Role.CO, Role.PM)
            | Q(on_the_team(user))
            | Q(lead=user.person_id, lead__isnull=False)
            | (reach(user, Role.MGR) & announced)
            | (Q(Exists(owned)) & announced)
            | granted(user, self.model)
        )

    def counted_for(self, user: Any) -> "AuditQuerySet":
        """Those a coverage counts: of the units where one plans, manages or audits, whoever holds them.

        Only who plans counts unannounced ones before they open.
        """
        announced = ~Q(kind="unannounced", state__in=BEFORE_OPENING)
        return self.filter(reach(user, Role.CO, Role.PM) | (reach(user, Role.MGR, Role.LA, Role.AU) & announced))

    def due(self, *, on: date) -> "AuditQuerySet":
        """Programme audits whose approved last day has come; the population of K-03."""
        return self.filter(in_programme=True, baseline_end__lte=on).exclude(state="cancelled")

    def held(self) -> "AuditQuerySet":
        return self.filter(state__in=HELD)

    def under_way(self) -> "AuditQuerySet":
        return self.exclude(state__in=["closed", "cancelled"])

    def late(self, *, on: date) -> "AuditQuerySet":
        return self.filter(
            state__in=["planned", "initiated", "prepared", "in_progress", "suspended"], planned_end__lt=on
        )

    def with_open_findings(self) -> "AuditQuerySet":
        """Adds `open_findings`, a count of issued findings that are not at their end."""
        findings = apps.get_model("audits", "Finding").objects.open().filter(audit=OuterRef("pk"))
        return self.annotate(open_findings=counted(findings))

    def with_progress(self) -> "AuditQuerySet":
        """Adds `item_count`, `answered_count` and `unanswered_count` of the checklist."""
        items = (
            apps.get_model("audits", "ChecklistItem").objects.filter(audit=OuterRef("pk")).order_by().values("audit")
        )
        return self.annotate(
            item_count=Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0),
            answered_count=Coalesce(Subquery(items.exclude(result="").annotate(n=Count("pk")).values("n")), 0),
            unanswered_count=F("item_count") - F("answered_count"),
        )

    def with_papers(self) -> "AuditQuerySet":
        """Adds `paper_count`, `signed_count` of its working papers and `sample_count`."""
        papers = apps.get_model("audits", "WorkingPaper").objects.filter(audit=OuterRef("pk"))
        samples = apps.get_model("audits", "Sample").objects.filter(audit=OuterRef("pk"))
        return self.annotate(
            paper_count=counted(papers), signed_count=counted(papers.signed_off()), sample_count=counted(samples)
        )

    def with_training(self, on: date) -> "AuditQuerySet":
        """Adds `lead_lacks`: the course that the lead has to complete first, or nothing."""
        return with_lack(self, LEAD_AUDIT, on=on, person="lead", into="lead_lacks")

    def for_page(self) -> "AuditQuerySet":
        """With what its record page shows beside meetings and findings; `report_due_on` while the report is written."""
        team = apps.get_model("audits", "TeamMember").objects.select_related("person").with_exception()
        due = Due.objects.about_any(self.model, OuterRef("uuid")).open().filter(step="report")
        objections = apps.get_model("audits", "Objection").objects.filter(audit=OuterRef("pk"))
        open_ones = objections.open().order_by().values("audit").annotate(n=Count("pk")).values("n")
        letters = apps.get_model("assurance", "EvidenceLink").objects.about_any(self.model, OuterRef("uuid"))
        return (
            self.with_progress()
            .with_papers()
            .select_related(
                "unit__calendar",
                "area",
                "region",
                "lead",
                "line",
                "report__reviewer",
                "checklist_version__template",
                "checklist_from",
            )
            .prefetch_related(models.Prefetch("team", team.order_by("pk")), "processes", "frameworks")
            .annotate(report_due_on=Subquery(due.values("due_on")[:1]))
            .annotate(objection_count=Coalesce(Subquery(open_ones), 0))
            .annotate(is_lead_refused=Exists(objections.against_the_lead()))
            .annotate(has_letter=Exists(letters.filter(purpose=LETTER).accepted()))
        )

    def with_checklist_for(self, user: Any) -> "AuditQuerySet":
        """Audits whose checklist `user` may read, the newest first."""
        items = apps.get_model("audits", "ChecklistItem").objects.visible_to(user)
        return (
            self.visible_to(user).filter(Exists(items.filter(audit=OuterRef("pk")))).order_by("-planned_start", "-pk")
        )

    def with_turn(self) -> "AuditQuerySet":
        """Adds `turn`: what is under way first, then what is to come, what is followed up, and what is over."""
        turns = {0: ["in_progress", "suspended", "reporting"], 1: BEFORE_OPENING, 2: ["issued", "follow_up"]}
        cases = [When(state__in=states, then=models.Value(turn)) for turn, states in turns.items()]
        return self.annotate(turn=Case(*cases, default=models.Value(3), output_field=models.IntegerField()))

    def for_list(self) -> "AuditQuerySet":
        return self.with_turn().with_open_findings().select_related("unit", "area", "region", "lead")


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ReportQuerySet":
        """Issued reports of the audits one sees; drafts to the team and to who may review them."""
        audits = self.model._meta.get_field("audit").related_model.objects.visible_to(user)
        drafts = Q(on_the_team(user, "audit")) | reach(user, Role.LA, Role.CO, unit="audit__unit")
        return self.filter(Exists(audits.filter(pk=OuterRef("audit"))), drafts | Q(issued_on__isnull=False))


class TeamMemberQuerySet(models.QuerySet):
    def with_exception(self) -> "TeamMemberQuerySet":
        """Adds `excepted_for` and `mitigation`: why somebody tied has the seat, and what makes up for it (S-03)."""
        rows = apps.get_model("audits", "IndependenceException").objects
        own = rows.filter(audit=OuterRef("audit"), person=OuterRef("person"))
        return self.annotate(
            excepted_for=Subquery(own.values("reason")[:1]), mitigation=Subquery(own.values("mitigation")[:1])
        )

    def auditing(self) -> "TeamMemberQuerySet":
        return self.filter(part__in=AUDITING)


class ChecklistItemQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ChecklistItemQuerySet":
        """The audit team; officers once the report is issued; never the audited, never outsiders."""
        return self.filter(
            Q(on_the_team(user, "audit")) | (reach(user, Role.CO, unit="audit__unit") & Q(audit__state__in=AFTER_ISSUE))
        )

    def unanswered(self) -> "ChecklistItemQuerySet":
        return self.filter(result="")

    def for_tree(self) -> "ChecklistItemQuerySet":
        return self.select_related("requirement__framework").order_by("order")

    def in_tree(self) -> "ChecklistItemQuerySet":
        """The questions with no more than the tree shows of each, in order."""
        shown = ("uuid", "audit", "order", "number", "title", "result", "assignee", "answered_at")
        about = ("requirement__uuid", "requirement__ref", "requirement__title")
        return self.select_related("requirement").only(*shown, *about).order_by("order")

    def for_bench(self) -> "ChecklistItemQuerySet":
        """The tree with the audit it belongs to, in one query."""
        return self.for_tree().select_related("audit__unit__calendar", "audit__lead")
