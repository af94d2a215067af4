"""Certification bodies and the schemes they certify against; what differs between schemes is data here."""

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certifications.querysets import BodyQuerySet, SchemeQuerySet
from foundation.rows import Row


class Scheme(Row):
    """What one certifies against, with the time rules of its certificates.

    `family` is the title that its editions share (assurance.models.Framework.title).
    """

    class Kind(models.TextChoices):
        MANAGEMENT_SYSTEM = "management_system", _("Management system")
        PRODUCT = "product", _("Product")
        PROCESS_AUDIT = "process_audit", _("Process audit")
        PRODUCT_EVALUATION = "product_evaluation", _("Product evaluation")
        SUPPLY_CHAIN = "supply_chain", _("Supply chain")

    class Surveillance(models.TextChoices):
        NONE = "none", _("None")
        MS = "ms", _("Yearly audits of a management system")
        MONITORING = "monitoring", _("Monitoring")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    family = models.CharField(
        _("framework"), max_length=200, help_text=_("The title that the editions of its framework share.")
    )
    validity_months = models.PositiveSmallIntegerField(
        _("valid for (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Proposes the last day. What is printed on the certificate wins."),
    )
    suspension_invalidates = models.BooleanField(_("not valid while suspended"), default=True)
    suspension_months = models.PositiveSmallIntegerField(
        _("suspended for at most (months)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    suspension_days = models.PositiveSmallIntegerField(
        _("suspended for at most (days)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    suspension_total_months = models.PositiveSmallIntegerField(
        _("suspended in total for at most (months)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    restore_months = models.PositiveSmallIntegerField(
        _("may be restored for (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("After its last day. Empty: a certificate that ended is not restored."),
    )
    surveillance = models.CharField(_("surveillance"), max_length=12, choices=Surveillance, default=Surveillance.NONE)
    nc_limit_days = models.PositiveSmallIntegerField(
        _("limit for nonconformities (days)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    holder_retention_years = models.PositiveSmallIntegerField(
        _("the file is kept for (years)"), default=3, help_text=_("After the end of the cycle.")
    )
    precondition = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="opens", verbose_name=_("needs first")
    )
    tiers = models.JSONField(_("tiers"), default=list, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suspension_months=None) | models.Q(suspension_days=None),
                name="suspension_in_months_or_days",
                violation_error_message=_("Give the limit of a suspension in months or in days, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(precondition=None) | ~models.Q(precondition=models.F("pk")),
                name="scheme_needs_another_first",
                violation_error_message=_("A scheme cannot need itself first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("certifications:scheme", args=[self.uuid])


class CertificationBody(Row):
    """Who certifies, evaluates or tests; what its accreditation covers and until when."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    accreditation_body = models.CharField(_("accredited by"), max_length=150, blank=True)
    accreditation_number = models.CharField(_("accreditation number"), max_length=60, blank=True)
    scope = models.TextField(_("scope of the accreditation"), max_length=2000, blank=True)
    schemes = models.ManyToManyField(Scheme, blank=True, related_name="bodies", verbose_name=_("accredited for"))
    valid_until = models.DateField(_("accredited until"), null=True, blank=True)
    contacts = models.TextField(
        _("contacts"), max_length=2000, blank=True, help_text=_("One on a line: what for, name, address.")
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("certification bodies")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("certifications:body", args=[self.uuid])
