"""Reads of certificates and what belongs to one: suspensions, exclusions, cycles."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from certifications.querysets.chains import ChainQuerySet
from foundation.access import Role, granted, reach, units_of

ON_PAPER = ("active", "suspended")  # its body has neither ended it nor let it run out
GRANTED = (*ON_PAPER, "withdrawn", "expired", "lapsed", "superseded")
READERS = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO)


class CertificateQuerySet(ChainQuerySet):
    def visible_to(self, user: Any) -> "CertificateQuerySet":
        """Those of one's units, and of the units above, whose certificates cover them; an outsider what a grant shows."""
        return self.filter(_covering(user, *READERS) | granted(user, self.model))

    def listed_to(self, user: Any) -> "CertificateQuerySet":
        """Those of visible_to(user), and for employees those that cover their unit, in lists alone."""
        return self.filter(_covering(user, *READERS, Role.EMP) | granted(user, self.model))

    def of_zone(self, zone: str) -> "CertificateQuerySet":
        return self.filter(unit__zone=zone)

    def on_paper(self) -> "CertificateQuerySet":
        """Active or suspended: granted, and not at its end."""
        return self.filter(state__in=ON_PAPER)

    def run_out(self, *, on: date) -> "CertificateQuerySet":
        """Whose printed last day is over, while the state still says otherwise."""
        return self.on_paper().filter(expires_on__lt=on)

    def of_ended_edition(self, *, on: date) -> "CertificateQuerySet":
        """Whose edition has ended before its printed last day came. Source: T-24."""
        moved = Q(edition__transitions_from__ends_on__lt=on)
        earlier = Q(edition__transitions_from__ends_on__lte=F("expires_on"))
        return self.on_paper().filter(moved & earlier).distinct()

    def of_ending_edition(self) -> "CertificateQuerySet":
        """Whose edition has a day on which it ends. Source: T-24."""
        return self.on_paper().filter(edition__transitions_from__ends_on__isnull=False).distinct()

    def followed(self, *, on: date) -> "CertificateQuerySet":
        """Those whose successor has begun. Source: domain 2.13."""
        successors = self.model._default_manager.filter(predecessor=OuterRef("pk"), state__in=ON_PAPER)
        return self.on_paper().filter(Exists(successors.filter(effective_from__lte=on)))

    def to_lapse(self, *, on: date) -> "CertificateQuerySet":
        """Expired by their date; the scheme says until when each may be restored."""
        restored = self.model._default_manager.filter(predecessor=OuterRef("pk"), state__in=GRANTED)
        rows = self.filter(state="expired", ended_by="date", scheme__restore_months__isnull=False, ended_on__lt=on)
        return rows.filter(~Exists(restored))

    def past_cap(self, *, on: date) -> "CertificateQuerySet":
        return self.filter(state="major_open", cap_on__lt=on)

    def past_limit(self, *, on: date) -> "CertificateQuerySet":
        """Suspended for longer than allowed. Source: T-23."""
        late = apps.get_model("certifications", "Suspension").objects.filter(certificate=OuterRef("pk"))
        return self.filter(Exists(late.filter(lifted_on=None, limit_on__lt=on)), state="suspended")

    def with_turn(self) -> "CertificateQuerySet":
        """Adds `turn`: what runs first, then what is prepared, what may be restored, and what is over."""
        turns = {
            0: ON_PAPER,
            1: ("planned", "applied", "stage1_done", "major_open", "awaiting_decision"),
            2: ("expired",),
        }
        cases = [When(state__in=states, then=Value(turn)) for turn, states in turns.items()]
        return self.annotate(turn=Case(*cases, default=Value(3), output_field=models.IntegerField()))

    def for_list(self) -> "CertificateQuerySet":
        return self.with_turn().select_related("scheme", "edition", "body", "unit")

    def for_page(self) -> "CertificateQuerySet":
        """One certificate with what its page and its steps ask for."""
        return self.for_list().select_related("predecessor", "file__evidence", "scheme__precondition", "soa")


def _covering(user: Any, *roles: Role) -> Q:
    """Of the units in which the user holds a role, those below, and those above."""
    held = [str(unit.path).rstrip("/").split("/") for unit in units_of(user, *roles)] if user.is_active else []
    above = {"/".join(parts[:depth]) + "/" for parts in held for depth in range(1, len(parts))}
    return reach(user, *roles) | Q(unit__path__in=sorted(above))


class OfCertificateQuerySet(models.QuerySet):
    """Rows of a certificate: who sees the certificate sees them."""

    def visible_to(self, user: Any) -> Any:
        certificates = self.model._meta.get_field("certificate").related_model.objects.visible_to(user)
        return self.filter(Exists(certificates.filter(pk=OuterRef("certificate"))))


class SuspensionQuerySet(OfCertificateQuerySet):
    def open(self) -> "SuspensionQuerySet":
        return self.filter(lifted_on=None)

    def running(self, on: date) -> "SuspensionQuerySet":
        """Those that had begun by a day and were not lifted by then."""
        return self.filter(Q(lifted_on=None) | Q(lifted_on__gt=on), since__lte=on)

    def untold(self) -> "SuspensionQuerySet":
        """Running ones of certificates that stay valid, whose purchasers nobody has told."""
        return self.open().filter(certificate__state="suspended", invalidates=False, purchasers_told_on=None)
