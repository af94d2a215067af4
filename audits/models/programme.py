"""What is audited again and again: lines with an anchor and an interval, of a yearly programme or on their own."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from assurance.models import Area, Framework, Process
from audits.querysets import ProgrammeLineQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class Programme(Row):
    """The audits of one year; its objectives, risks and resources come with the programme's own life cycle."""

    year = models.PositiveIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programmes")

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["year", "unit"], name="one_programme_per_year")]

    def __str__(self) -> str:
        return self.title


class ProgrammeLine(Row):
    """A recurring audit: its k-th date is always computed from the anchor, so moving one audit moves no other."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, default="internal")
    method = models.CharField(_("method"), max_length=10, default="on_site")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programme_lines")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="programme_lines")
    processes = models.ManyToManyField(Process, blank=True, related_name="programme_lines")
    frameworks = models.ManyToManyField(Framework, related_name="programme_lines")
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    anchor = models.DateField(_("first date"))
    interval_months = models.PositiveSmallIntegerField(
        _("every how many months"),
        validators=[MinValueValidator(1), MaxValueValidator(36, _("Nothing stays unaudited for more than 36 months."))],
    )
    month_end = models.BooleanField(_("on the last day of the month"), default=False)
    working_days = models.PositiveSmallIntegerField(
        _("working days on site"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    rationale = models.TextField(_("rationale"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)

    objects = ProgrammeLineQuerySet.as_manager()

    class Meta:
        ordering = ["anchor"]

    def __str__(self) -> str:
        return self.title
