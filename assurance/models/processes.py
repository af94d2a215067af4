"""The five fixed process areas and the processes below them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.querysets import ProcessQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class Area(Row):
    """One of the five areas every business process belongs to; the database refuses to delete or recode one."""

    class Code(models.TextChoices):
        RD = "RD", _("Research and development")
        SC = "SC", _("Supply chain")
        SM = "SM", _("Sales and marketing")
        DEL = "DEL", _("Delivery")
        TS = "TS", _("Technical services")

    code = models.CharField(_("code"), max_length=5, choices=Code, unique=True, editable=False)
    order = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__in=["RD", "SC", "SM", "DEL", "TS"]), name="area_is_one_of_five"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())


class Process(Row):
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="processes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="processes")
    purpose = models.TextField(_("purpose"), blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_processes")
    deputy = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="deputised_processes"
    )
    regions = models.ManyToManyField(Unit, blank=True, related_name="regional_processes")
    qms_process = models.CharField(_("QMS process"), max_length=50, blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        ordering = ["area__order", "code"]
        verbose_name_plural = _("processes")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assurance:process", args=[self.uuid])
