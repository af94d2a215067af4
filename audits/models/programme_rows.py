"""What belongs to a programme beside its lines: its risks, reasons for gaps, revisions, and the review of the year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from assurance.models import Area
from audits.models.audits import Audit
from audits.models.programme import Programme
from foundation.directory.models import Person, Unit
from foundation.rows import Row

FIVE = (MinValueValidator(1), MaxValueValidator(5))


class ProgrammeRisk(Row):
    """What could keep the programme from its objectives, and what is done about it. Source: ISO 19011."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="risks")
    text = models.TextField(_("risk"))
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), validators=FIVE, help_text=_("1 (rare) to 5."))
    impact = models.PositiveSmallIntegerField(_("impact"), validators=FIVE, help_text=_("1 (little) to 5 (severe)."))
    response = models.TextField(_("response"))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def weight(self) -> int:
        """Likelihood × impact, 1 to 25."""
        return self.likelihood * self.impact


class GapReason(Row):
    """Why an area of a region stays uncovered in the years the programme looks at."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="gap_reasons")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("reason"))

    class Meta:
        ordering = ["area__order", "region__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "area", "region"],
                name="one_reason_per_gap",
                violation_error_message=_("This gap has its reason already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.region}"


class ProgrammeRevision(Row):
    """One approved state of a programme: what changed, why, and who agreed to what was removed."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    what = models.TextField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="programme_revision_once")]

    def __str__(self) -> str:
        return f"{self.programme}, {self.number}"


class ProgrammeReview(Row):
    """The closing record of a year; `carried_over` are the audits that go on in the next one."""

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="review")
    achieved = models.TextField(_("what was achieved"))
    lessons = models.TextField(_("lessons"))
    next_year = models.TextField(_("changes for next year"))
    carried_over = models.ManyToManyField(Audit, blank=True, related_name="+", verbose_name=_("carried over"))
    closed_on = models.DateField(editable=False)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["-closed_on"]

    def __str__(self) -> str:
        return str(_("Review of %(programme)s")) % {"programme": self.programme}
