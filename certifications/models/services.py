"""What is delivered beside products: services that an authority may inspect."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certifications.querysets import DeliveryServiceQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class DeliveryService(Row):
    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=150)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="delivery_services", verbose_name=_("unit"))
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delivery_services", verbose_name=_("owner")
    )
    purpose = models.TextField(_("what it is"), max_length=2000, blank=True)

    objects = DeliveryServiceQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("certifications:service", args=[self.uuid])
