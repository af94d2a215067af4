"""Everything that reads findings and corrective actions; reads for people start at visible_to(user)."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from audits.querysets.as_of import AsOfQuerySet
from audits.querysets.terms import (
    OPEN_FINDING,
    UNSETTLED,
    number_of,
    on_the_team,
)
from foundation.access import Role, granted, reach, reaches_all
from foundation.directory.deputies import stood_in_for
from foundation.reasons import any_of


class FindingQuerySet(AsOfQuerySet):
    def visible_to(self, user: Any) -> "FindingQuerySet":
        """Drafts only to the audit team; issued ones by unit, to the people who respond, act and verify, and as granted.

        Whoever stands in for an owner who is away sees them meanwhile.
        """
        issued = reach(user, Role.CO, Role.MGR, Role.AU, Role.PM) | granted(user, self.model, grading="audit__grading")
        if user.person_id is not None and not reaches_all(user, Role.CO, Role.MGR, Role.AU, Role.PM):
            issued |= self._answered_by(user, Q(owner__in=stood_in_for(user)))
        return self.filter(Q(on_the_team(user, "audit")) | (issued & ~Q(state="draft")))

    def open(self) -> "FindingQuerySet":
        """Issued and not at an end."""
        return self.filter(state__in=OPEN_FINDING)

    def unsettled(self) -> "FindingQuerySet":
        """Open, or its risk accepted for a while: not at its end."""
        return self.filter(state__in=UNSETTLED)

    def risk_accepted(self) -> "FindingQuerySet":
        """Those whose risk a manager carries, with `accepted_until`; shown beside what is overdue. Source: K-08."""
        running = apps.get_model("audits", "RiskAcceptance").objects.filter(finding=OuterRef("pk"), ended_on=None)
        until = Subquery(running.values("expires_on")[:1])
        return self.filter(state="risk_accepted").annotate(accepted_until=until).order_by("accepted_until", "ref")

    def nonconformities(self) -> "FindingQuerySet":
        return self.filter(type__in=["major", "minor"])

    def with_next_due(self) -> "FindingQuerySet":
        """Adds `next_due_on` and `next_due_step`: the earliest date issued and not yet met, as the database keeps it."""
        return self.annotate(next_due_on=F("first_due_on"), next_due_step=F("first_due_step"))

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
                When(state="disputed", then=None),
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
        people = ("owner", "raised_by", "verifier", "dispute__officer", "dispute__lead", "dispute__raised_by")
        facts = ("audit__unit", "audit__lead", "unit", "requirement__framework", "process__area", "repeat_of", "item")
        return (
            self.select_related(*people, *facts, "cause")
            .prefetch_related(models.Prefetch("actions", actions.order_by("order")))
            .annotate(
                audited_by=audits, extension_count=number_of("Extension"), acceptance_count=number_of("RiskAcceptance")
            )
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
        team = Q(on_the_team(user, "audit"))
        if user.person_id is None:
            return self.filter(team)
        issued = ~Q(state="draft")
        if reaches_all(user, Role.CO, Role.AU):
            return self.filter(team | issued)
        within, mine = reach(user, Role.CO, Role.AU), self._answered_by(user)
        return self.filter(any_of(self.model.objects.all(), team, within & issued, mine & issued))

    def _answered_by(self, user: Any, *more: Q) -> Q:
        """Those a person owns, verifies, acts on or has in their processes: each reason by its own index."""
        me = user.person_id
        actions = apps.get_model("audits", "CorrectiveAction").objects.order_by()
        processes = self.model._meta.get_field("process").related_model.objects.order_by()
        return any_of(
            self.model.objects.all(),
            Q(owner=me) | Q(verifier=me),
            Q(process__in=processes.filter(Q(owner=me) | Q(deputy=me)).values("pk")),
            Q(pk__in=actions.filter(owner=me).values("finding")),
            Q(pk__in=actions.filter(owner__in=stood_in_for(user)).values("finding")),
            *more,
        )

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
