"""What a laboratory has found about a version of a product under a scheme that belongs to no vendor. Source: M-48."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion, ProductVersion
from certifications.models.bodies import CertificationBody, Scheme
from certifications.querysets import ConformityQuerySet
from foundation.directory.models import Unit
from foundation.rows import Grading, Row


class ProductConformity(Row):
    """One evaluation of one version under one scheme, with the report that shows it."""

    class Result(models.TextChoices):
        PASS = "pass", _("Passed")
        CONDITIONS = "conditions", _("Passed with conditions")
        FAIL = "fail", _("Failed")
        INCONCLUSIVE = "inconclusive", _("Inconclusive")

    version = models.ForeignKey(
        ProductVersion, on_delete=models.PROTECT, related_name="conformities", verbose_name=_("version")
    )
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="conformities", verbose_name=_("scheme"))
    laboratory = models.ForeignKey(
        CertificationBody, on_delete=models.PROTECT, related_name="conformities", verbose_name=_("laboratory")
    )
    specifications = models.TextField(
        _("specifications"),
        max_length=2000,
        help_text=_("What was tested against, one on a line, each with its edition."),
    )
    result = models.CharField(_("result"), max_length=20, choices=Result)
    report = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("report of the laboratory")
    )
    report_grading = models.CharField(_("confidentiality of the report"), max_length=20, choices=Grading)
    evaluated_on = models.DateField(_("evaluated on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = ConformityQuerySet.as_manager()

    NAMED_THROUGH = ("version__product", "scheme")

    class Meta:
        ordering = ["version", "scheme", "-evaluated_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "scheme", "evaluated_on"],
                name="conformity_once_a_day",
                violation_error_message=_("This evaluation is recorded already."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("evaluated_on")),
                name="conformity_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the evaluation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.scheme}"

    @property
    def unit(self) -> Unit:
        return self.version.product.unit

    def get_absolute_url(self) -> str:
        return reverse("certifications:conformity", args=[self.uuid])
