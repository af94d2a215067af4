"""What is audited again and again: the programme of a year, and lines with an anchor and an interval."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import Area, Framework, Process, Supplier
from audits.querysets.programme import ProgrammeLineQuerySet, ProgrammeQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class Programme(Row):
    """The audits of one year. `auditor_days` is the capacity of the year.

    Areas, regions and frameworks are lists of codes, as they stood when the programme was written; an empty one means
    all of them, as an empty list of methods does.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("Waits for approval")
        APPROVED = "approved", _("Approved")
        CLOSED = "closed", _("Closed")

    year = models.PositiveIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100, _("Give a year such as 2027."))]
    )
    title = models.CharField(_("title"), max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programmes", verbose_name=_("unit"))
    objectives = models.TextField(_("objectives"), blank=True)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("programme manager")
    )
    areas = models.JSONField(_("areas"), default=list, blank=True)
    regions = models.JSONField(_("regions"), default=list, blank=True)
    frameworks = models.JSONField(_("frameworks"), default=list, blank=True)
    auditor_days = models.PositiveIntegerField(_("auditor-days of the year"), default=0)
    methods = models.JSONField(_("methods allowed"), default=list, blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    revision = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit"],
                name="one_programme_per_year",
                violation_error_message=_("This unit has a programme for this year already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "in_review", "approved", "closed"]),
                name="programme_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("audits:programme_record", args=[self.uuid])


LEVEL = MaxValueValidator(3, _("Levels go from 0 (none) to 3 (high)."))


class ProgrammeLine(Row):
    """A recurring audit: its k-th date is always computed from the anchor, so moving one audit moves no other.

    Its risk score is computed from `impact` (1 to 5), the levels (0 to 3) and what audits found (audits/risk.py).
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, default="internal")
    method = models.CharField(_("method"), max_length=10, default="on_site")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programme_lines")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="programme_lines", verbose_name=_("area")
    )
    region = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("supplier")
    )
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
    auditor_days = models.PositiveSmallIntegerField(
        _("auditor-days of each audit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(400)],
        help_text=_("The work of the whole team. Empty: the working days on site."),
    )
    impact = models.PositiveSmallIntegerField(
        _("impact"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("What a failure would mean: 1 (little) to 5 (severe)."),
    )
    change_level = models.PositiveSmallIntegerField(_("change"), default=0, validators=[LEVEL])
    incident_level = models.PositiveSmallIntegerField(_("incidents"), default=0, validators=[LEVEL])
    regulator_interest = models.PositiveSmallIntegerField(_("interest of regulators"), default=0, validators=[LEVEL])
    rationale = models.TextField(_("rationale"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)

    objects = ProgrammeLineQuerySet.as_manager()

    class Meta:
        ordering = ["anchor"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("audits:line", args=[self.uuid])

    @property
    def said_openly(self) -> str:
        """What is said of it where managers read, who see no line of unannounced audits."""
        return str(_("a line of unannounced audits")) if self.kind == "unannounced" else self.title

    @property
    def days_of_work(self) -> int:
        """Auditor-days of one of its audits."""
        return self.auditor_days or self.working_days
