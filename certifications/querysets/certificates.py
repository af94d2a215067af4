"""Reads of certificates and what belongs to one: suspensions, exclusions, cycles."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from foundation.access import Role, granted, reach

ON_PAPER = ("active", "suspended")  # its body has neither ended it nor let it run out


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CertificateQuerySet":
        """Whoever has a role in the unit that holds it or above; an outsider what their grant shows."""
        roles = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP)
        return self.filter(reach(user, *roles) | granted(user, self.model))

    def on_paper(self) -> "CertificateQuerySet":
        """Active or suspended: granted, and not at its end."""
        return self.filter(state__in=ON_PAPER)

    def run_out(self, *, on: date) -> "CertificateQuerySet":
        """Whose printed last day is over, while the state still says otherwise."""
        return self.on_paper().filter(expires_on__lt=on)

    def for_list(self) -> "CertificateQuerySet":
        return self.select_related("scheme", "edition", "body", "unit")


class OfCertificateQuerySet(models.QuerySet):
    """Rows of a certificate: who sees the certificate sees them."""

    def visible_to(self, user: Any) -> Any:
        certificates = self.model._meta.get_field("certificate").related_model.objects.visible_to(user)
        return self.filter(Exists(certificates.filter(pk=OuterRef("certificate"))))


class SuspensionQuerySet(OfCertificateQuerySet):
    def open(self) -> "SuspensionQuerySet":
        return self.filter(lifted_on=None)


class CycleQuerySet(OfCertificateQuerySet):
    pass
