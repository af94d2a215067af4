"""People whom an authority authorises to inspect: what they may look at, where, and from which day to which."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion, Product
from certifications.models.authorities import AuthorisingAuthority
from certifications.models.services import DeliveryService
from certifications.querysets import AuthorisationQuerySet
from foundation.directory.models import Person, Site, Unit
from foundation.rows import Row


class InspectorAuthorisation(Row):
    """One inspector's authorisation, verified by two people; no more about the person than the letter says."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received, to be verified")
        VERIFIED = "verified", _("Verified, not begun")
        ACTIVE = "active", _("Active")
        EXPIRED = "expired", _("Ended")
        REVOKED = "revoked", _("Revoked")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150)
    authority = models.ForeignKey(
        AuthorisingAuthority, on_delete=models.PROTECT, related_name="authorisations", verbose_name=_("authority")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="authorisations", verbose_name=_("host unit"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="authorisations",
        verbose_name=_("account"),
    )
    number = models.CharField(_("number of the authorisation"), max_length=60)
    letter = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("letter of the authority")
    )
    nda = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agreement on confidentiality"),
    )
    clearance_ref = models.CharField(_("security clearance"), max_length=60, blank=True)
    products = models.ManyToManyField(Product, blank=True, related_name="+", verbose_name=_("products"))
    services = models.ManyToManyField(
        DeliveryService, blank=True, related_name="+", verbose_name=_("delivery services")
    )
    sites = models.ManyToManyField(Site, blank=True, related_name="+", verbose_name=_("places"))
    source_access = models.BooleanField(_("may read source code"), default=False)
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("last day"))
    checked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    checked_on = models.DateField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    confirmed_on = models.DateField(null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED, editable=False)

    objects = AuthorisationQuerySet.as_manager()

    NAMED_THROUGH = ("authority",)

    class Meta:
        ordering = ["name", "-valid_from", "-pk"]
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["state", "valid_until"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["received", "verified", "active", "expired", "revoked"]),
                name="authorisation_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")),
                name="authorisation_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("checked_by")),
                name="two_people_verify_an_inspector",
                violation_error_message=_("You checked this yourself. A second person has to confirm it."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["verified", "active"])
                | models.Q(checked_by__isnull=False, confirmed_by__isnull=False),
                name="inspectors_are_verified_first",
            ),
            models.UniqueConstraint(
                fields=["authority", "number"],
                name="authorisation_once",
                violation_error_message=_("This authorisation is registered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.authority.name}"

    def get_absolute_url(self) -> str:
        return reverse("certifications:authorisation", args=[self.uuid])
