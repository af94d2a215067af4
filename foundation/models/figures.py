"""What figures were counted on a night, so that the board can show the past and a line of months."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Unit


class Snapshot(models.Model):
    """What a metric counted in one unit on a day; `part` is a part of it, such as a course, and empty for the whole.

    Only the rows of that very unit are counted, so that the figure of any scope is the sum of its units.
    """

    metric = models.CharField(max_length=10)
    part = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()

    class Meta:
        ordering = ["-on", "metric", "part", "unit"]
        indexes = [models.Index(fields=["on", "metric"])]
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "part", "unit", "on"],
                name="snapshot_once",
                violation_error_message=_("This figure is kept for this day already."),
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__lte=models.F("denominator")),
                name="snapshot_counts_no_more_than_there_is",
                violation_error_message=_("A figure counts no more rows than there are."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.part} {self.on}: {self.numerator}/{self.denominator}"
