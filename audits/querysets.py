"""Everything that reads audits, checklists and findings; reads for people start at visible_to(user)."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from foundation.access import Role, granted, reach
from foundation.dates import add_months
from foundation.models.work import Due

AUDITING = ("lead", "auditor", "expert", "trainee")
BEFORE_OPENING = ("planned", "initiated", "prepared")
AFTER_ISSUE = ("issued", "follow_up", "closed")
HELD = ("issued", "follow_up", "closed")
OPEN_FINDING = ("issued", "plan_submitted", "action", "implemented")
REPEAT_MONTHS = 24


def on_the_team(user: Any, audit: str = "pk") -> Exists:
    """Whether the user's person audits here; observers and guides do not count."""
    team = apps.get_model("audits", "TeamMember").objects
    return Exists(team.filter(audit=OuterRef(audit), person=user.person_id, person__isnull=False, part__in=AUDITING))


class ProgrammeLineQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ProgrammeLineQuerySet":
        """Who plans and audits; managers by unit, but no line of unannounced audits."""
        told = reach(user, Role.MGR) & ~Q(kind="unannounced")
        return self.filter(reach(user, Role.PM, Role.CO, Role.LA, Role.AU) | told | granted(user, self.model))

    def live(self, on: date) -> "ProgrammeLineQuerySet":
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on))

    def for_page(self) -> "ProgrammeLineQuerySet":
        """With criteria, calendars and the audits made so far; live lines first."""
        return (
            self.select_related("unit__calendar", "area", "lead")
            .prefetch_related("unit__calendar__holidays", "frameworks", "audits")
            .order_by(F("ended_on").asc(nulls_first=True), "anchor", "pk")
        )

    def for_list(self) -> "ProgrammeLineQuerySet":
        return self.select_related("unit", "area", "lead").annotate(audit_count=Count("audits"))


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
        return self.annotate(open_findings=Count("findings", filter=Q(findings__state__in=OPEN_FINDING)))

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

    def for_page(self) -> "AuditQuerySet":
        """With what its record page shows beside meetings and findings; `report_due_on` while the report is written."""
        team = apps.get_model("audits", "TeamMember").objects.select_related("person").with_exception()
        due = Due.objects.about_any(self.model, OuterRef("uuid")).open().filter(step="report")
        objections = apps.get_model("audits", "Objection").objects.filter(audit=OuterRef("pk"))
        open_ones = objections.open().order_by().values("audit").annotate(n=Count("pk")).values("n")
        return (
            self.with_progress()
            .select_related("unit__calendar", "area", "region", "lead", "line", "report__reviewer")
            .prefetch_related(models.Prefetch("team", team.order_by("pk")), "processes", "frameworks")
            .annotate(report_due_on=Subquery(due.values("due_on")[:1]))
            .annotate(objection_count=Coalesce(Subquery(open_ones), 0))
            .annotate(is_lead_refused=Exists(objections.against_the_lead()))
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

    def for_bench(self) -> "ChecklistItemQuerySet":
        """The tree with the audit it belongs to, in one query."""
        return self.for_tree().select_related("audit__unit__calendar", "audit__lead")


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "FindingQuerySet":
        """Drafts only to the audit team; issued ones by unit, to the people who respond, act and verify, and as granted."""
        mine = (
            Q(owner=user.person_id)
            | Q(verifier=user.person_id)
            | Q(process__owner=user.person_id)
            | Q(process__deputy=user.person_id)
        )
        actions = apps.get_model("audits", "CorrectiveAction").objects.filter(
            finding=OuterRef("pk"), owner=user.person_id
        )
        issued = reach(user, Role.CO, Role.MGR, Role.AU, Role.PM) | granted(user, self.model, grading="audit__grading")
        if user.person_id is not None:
            issued |= mine | Q(Exists(actions))
        return self.filter(Q(on_the_team(user, "audit")) | (issued & ~Q(state="draft")))

    def open(self) -> "FindingQuerySet":
        """Issued and not at an end."""
        return self.filter(state__in=OPEN_FINDING)

    def nonconformities(self) -> "FindingQuerySet":
        return self.filter(type__in=["major", "minor"])

    def with_next_due(self) -> "FindingQuerySet":
        """Adds `next_due_on` and `next_due_step`: the earliest date issued and not yet met."""
        open_dues = Due.objects.about_any(self.model, OuterRef("uuid")).open().order_by("due_on", "pk")
        return self.annotate(
            next_due_on=Subquery(open_dues.values("due_on")[:1]), next_due_step=Subquery(open_dues.values("step")[:1])
        )

    def repeatable(self, requirement: models.Model, *, on: date) -> "FindingQuerySet":
        """Nonconformities issued against a requirement in the last 24 months, newest first: what a new one may repeat."""
        issued = self.nonconformities().exclude(state__in=["draft", "void"])
        since = add_months(on, -REPEAT_MONTHS)
        return issued.filter(requirement=requirement, issued_on__gte=since).order_by("-issued_on", "-pk")

    def about_question(self, item: models.Model) -> "FindingQuerySet":
        """What was found against the question's requirement, here and earlier, newest first."""
        told = self.filter(Q(requirement=item.requirement_id) | Q(item=item)).exclude(state="void")
        return told.with_next_due().select_related("audit", "owner", "process").order_by("-raised_on", "-pk")

    def concerning(self, row: models.Model) -> "FindingQuerySet":
        """Issued findings of a process, or against a requirement, the newest first."""
        kind = str(row._meta.model_name)
        return self.exclude(state__in=["draft", "void"]).filter(**{kind: row}).order_by("-raised_on", "-pk")

    def for_sheet(self) -> "FindingQuerySet":
        """A draft with all that its sheet shows."""
        return self.filter(state="draft").select_related(
            "audit__unit__calendar", "audit__lead", "item__requirement", "item__audit", "requirement__framework"
        )

    def overdue(self, *, on: date) -> "FindingQuerySet":
        return self.open().with_next_due().filter(next_due_on__lt=on)

    def with_holder(self) -> "FindingQuerySet":
        """Adds `holder_id`, the person the present state waits for: lead, verifier or owner. Source: T-51."""
        lead, verifier = F("audit__lead"), Coalesce(F("verifier"), F("audit__lead"))
        return self.annotate(
            holder_id=Case(
                When(state="plan_submitted", then=lead),
                When(state="implemented", then=verifier),
                default=F("owner"),
                output_field=models.BigIntegerField(),
            )
        )

    def for_page(self, user: Any) -> "FindingQuerySet":
        """With what its record page shows; `repeat_count` later findings repeat this one.

        `audited_by` is the user's key where `user` audits here, else 0: what spares the page's permissions a query.
        """
        audits = Case(When(on_the_team(user, "audit"), then=models.Value(user.pk)), default=models.Value(0))
        actions = apps.get_model("audits", "CorrectiveAction").objects.select_related("owner", "implemented_by")
        repeats = self.model.objects.filter(repeat_of=OuterRef("pk")).order_by().values("repeat_of")
        people = ("owner", "raised_by", "verifier")
        facts = ("audit__unit", "audit__lead", "unit", "requirement__framework", "process__area", "repeat_of", "item")
        return (
            self.select_related(*people, *facts, "cause")
            .prefetch_related(models.Prefetch("actions", actions.order_by("order")))
            .annotate(audited_by=audits)
            .annotate(repeat_count=Coalesce(Subquery(repeats.annotate(n=Count("pk")).values("n")), 0))
        )

    def of_audit_for(self, user: Any) -> "FindingQuerySet":
        """The findings on the page of their audit: `may_see` for the reader, `has_evidence` for the guards."""
        links = apps.get_model("assurance", "EvidenceLink").objects.about_any(self.model, OuterRef("uuid"))
        seen = self.model.objects.visible_to(user).filter(pk=OuterRef("pk"))
        facts = self.annotate(may_see=Exists(seen), has_evidence=Exists(links)).with_next_due()
        return facts.select_related("owner", "requirement").order_by("ref")

    def proving_to(self, user: Any) -> "FindingQuerySet":
        """Findings through which `user` sees the evidence: who audits, answers, acts, verifies, and officers."""
        actions = apps.get_model("audits", "CorrectiveAction").objects.filter(
            finding=OuterRef("pk"), owner=user.person_id
        )
        mine = Q(owner=user.person_id) | Q(verifier=user.person_id) | Q(process__owner=user.person_id)
        term = Q(on_the_team(user, "audit"))
        if user.person_id is not None:
            issued = mine | Q(process__deputy=user.person_id) | Q(Exists(actions)) | reach(user, Role.CO, Role.AU)
            term |= issued & ~Q(state="draft")
        return self.filter(term)

    def for_list(self) -> "FindingQuerySet":
        return self.with_next_due().select_related("audit", "unit", "requirement__framework", "owner", "process__area")


class CorrectiveActionQuerySet(models.QuerySet):
    def for_page(self) -> "CorrectiveActionQuerySet":
        return self.select_related("finding__unit", "finding__process", "owner")

    def visible_to(self, user: Any) -> "CorrectiveActionQuerySet":
        findings = self.model._meta.get_field("finding").related_model.objects.visible_to(user)
        return self.filter(Exists(findings.filter(pk=OuterRef("finding"))))

    def open(self) -> "CorrectiveActionQuerySet":
        return self.filter(implemented_on=None)
