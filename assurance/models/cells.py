"""The integration matrix: what each process owes to each requirement that applies to it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models.frameworks import Control, Requirement
from assurance.models.processes import Process
from assurance.querysets import CellQuerySet, MatrixSnapshotQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class Cell(Row):
    """One process × requirement. Its status follows from the facts on a day and is never stored (see standing_on()).

    `fresh_until` is a fact derived from what proves the cell and its control: the latest last day on which an accepted
    version still counts, empty when nothing accepted ever did. assurance.actions.proof keeps it with every change.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="cells")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="cells")
    applicable = models.BooleanField(_("applicable"), default=True, editable=False)
    reason = models.TextField(_("why it does not apply"), max_length=2000, blank=True, editable=False)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    decided_on = models.DateField(_("decided on"), null=True, editable=False)
    control = models.ForeignKey(Control, on_delete=models.PROTECT, null=True, blank=True, related_name="cells")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_cells")
    fresh_until = models.DateField(null=True, editable=False)

    objects = CellQuerySet.as_manager()

    class Meta:
        ordering = ["process__area__order", "process__code", "requirement__order"]
        indexes = [
            models.Index(fields=["requirement", "process"]),
            models.Index(fields=["fresh_until"]),
            models.Index(fields=["updated_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "requirement"],
                name="cell_once",
                violation_error_message=_("This requirement is in the matrix for this process already."),
            ),
            models.CheckConstraint(
                condition=models.Q(applicable=True) | ~models.Q(reason=""),
                name="exclusion_has_a_reason",
                violation_error_message=_("Say why the requirement does not apply."),
            ),
        ]

    NAMED_THROUGH = ("process", "requirement")

    def __str__(self) -> str:
        return f"{self.process} × {self.requirement.ref}"

    @property
    def unit(self) -> Unit:
        return self.process.unit

    def get_absolute_url(self) -> str:
        return reverse("assurance:cell", args=[self.uuid])


class MatrixSnapshot(models.Model):
    """How many cells stood how on a day, for trends: one row per area, region and status, written once a night.

    `area` and `region` are codes; an empty region holds the totals, in which a cell counts once.
    """

    on = models.DateField()
    area = models.CharField(max_length=5)
    region = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=20)
    number = models.PositiveIntegerField()

    objects = MatrixSnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "area", "region", "status"]
        constraints = [models.UniqueConstraint(fields=["on", "area", "region", "status"], name="matrix_snapshot_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.area} {self.region} {self.status}: {self.number}"
