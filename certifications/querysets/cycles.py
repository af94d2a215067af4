"""Reads of cycles and the audits they need."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch

from certifications.querysets.certificates import ON_PAPER, OfCertificateQuerySet


class CycleQuerySet(OfCertificateQuerySet):
    def current(self) -> Self:
        """The cycle of each certificate that began last, by its decision."""
        later = self.model._default_manager.filter(
            certificate=OuterRef("certificate"), decision_on__gt=OuterRef("decision_on")
        )
        return self.filter(decision_on__isnull=False).exclude(Exists(later))

    def under_surveillance(self) -> Self:
        """Of certificates that are active or suspended, in schemes with yearly audits."""
        return self.filter(certificate__state__in=ON_PAPER, certificate__scheme__surveillance="ms")

    def with_audits(self) -> Self:
        """With their audits, those held before this register began, certificate and scheme (three queries)."""
        planned = apps.get_model("certifications", "CycleAudit").objects.select_related("audit")
        audits = Prefetch("audits", planned.order_by("audit__planned_start", "pk"))
        return self.select_related("certificate__scheme").prefetch_related(audits, "earlier_audits")


class CycleAuditQuerySet(models.QuerySet):
    def for_audit(self, audit: Any) -> Self:
        """The cycles that need an audit, with what they say of it (three queries)."""
        cycles = apps.get_model("certifications", "Cycle").objects.all().with_audits()
        return self.filter(audit=audit).prefetch_related(Prefetch("cycle", cycles)).order_by("pk")
