"""Objectives: the value that a figure is to have by a day, and how the figure came on since. Source: 2.19."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.querysets import ObjectiveQuerySet, ObjectiveReadingQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class Objective(Row):
    """What is to be reached: a figure of the register, its value, by a day. How it stands follows from its readings.

    Source: ISO/IEC 27001 clause 6.2.
    """

    class Aim(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="objectives")
    title = models.CharField(_("objective"), max_length=200)
    metric = models.CharField(_("figure"), max_length=10)
    aim = models.CharField(_("wanted"), max_length=10, choices=Aim, default=Aim.AT_LEAST)
    target = models.DecimalField(_("value"), max_digits=9, decimal_places=1)
    set_on = models.DateField(_("set on"), editable=False)
    by_on = models.DateField(_("by"))
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner"))
    plan = models.TextField(_("how it is reached"), max_length=3_000, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, editable=False)
    withdrawn_reason = models.CharField(max_length=2_000, blank=True, editable=False)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["by_on", "title", "pk"]
        indexes = [models.Index(fields=["withdrawn_on", "by_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target__gte=0),
                name="objective_target_not_negative",
                violation_error_message=_("A figure is never below zero."),
            ),
            models.CheckConstraint(
                condition=models.Q(by_on__gt=models.F("set_on")),
                name="objective_ends_after_it_is_set",
                violation_error_message=_("An objective needs time: give a later day."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assurance:objective", args=[self.uuid])


class ObjectiveReading(models.Model):
    """The figure of an objective at the start of a day; `denominator` is empty for what is no share."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="readings")  # worked out anew
    on = models.DateField()
    value = models.DecimalField(max_digits=9, decimal_places=1)
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)

    objects = ObjectiveReadingQuerySet.as_manager()

    class Meta:
        ordering = ["objective_id", "on"]
        constraints = [models.UniqueConstraint(fields=["objective", "on"], name="objective_read_once_a_day")]

    def __str__(self) -> str:
        return f"{self.objective}: {self.value}"
