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

    def with_audits(self, user: Any = None) -> Self:
        """With their audits, those held before this register began, certificate and scheme (three queries).

        With a user each audit of the cycle has `may_see`.
        """
        planned = apps.get_model("certifications", "CycleAudit").objects.select_related("audit")
        if user is not None:
            seen = apps.get_model("audits", "Audit").objects.visible_to(user).filter(pk=OuterRef("audit"))
            planned = planned.annotate(may_see=Exists(seen))
        audits = Prefetch("audits", planned.order_by("audit__planned_start", "pk"))
        return self.select_related("certificate__scheme").prefetch_related(audits, "earlier_audits")


class CycleAuditQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who sees the certificate and the audit."""
        certificates = apps.get_model("certifications", "Certificate").objects.visible_to(user)
        audits = apps.get_model("audits", "Audit").objects.visible_to(user)
        return self.filter(
            Exists(certificates.filter(pk=OuterRef("cycle__certificate"))), Exists(audits.filter(pk=OuterRef("audit")))
        )

    def for_page(self) -> Self:
        return self.select_related("audit__unit", "cycle__certificate__unit__calendar")

    def for_audit(self, audit: Any) -> Self:
        """As what cycles need an audit, with their other audits, certificate and scheme (three queries)."""
        others = Prefetch("cycle__audits", self.model._default_manager.select_related("audit").order_by("pk"))
        rows = self.filter(audit=audit).select_related("cycle__certificate__scheme").order_by("pk")
        return rows.prefetch_related(others, "cycle__earlier_audits")
