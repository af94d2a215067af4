"""Who may audit: what a person is qualified for, and what they declared themselves tied to."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from assurance.models import Evidence, Framework, Process, Supplier
from audits.querysets.team import ConflictQuerySet, QualificationQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class AuditorQualification(Row):
    """What a person is qualified to do against one framework, from a day to a day."""

    class Grade(models.TextChoices):
        AUDITOR = "auditor", _("Auditor")
        LEAD = "lead", _("Lead auditor")
        EXPERT = "expert", _("Technical expert")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="qualifications", verbose_name=_("person")
    )
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="qualifications", verbose_name=_("framework")
    )
    grade = models.CharField(_("grade"), max_length=10, choices=Grade)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    cpd_hours = models.DecimalField(
        _("hours of further training"),
        max_digits=6,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("What was credited for this qualification so far."),
    )
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )

    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "framework__title", "valid_until"]
        indexes = [models.Index(fields=["person", "grade", "valid_until"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")),
                name="qualification_ends_after_it_begins",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.UniqueConstraint(
                fields=["person", "framework", "grade", "valid_from"],
                name="qualified_once_from_a_day",
                violation_error_message=_("This qualification is on the list already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_grade_display()}, {self.framework}"


class ConflictDeclaration(Row):
    """A tie that somebody declared; it bars them until it is dismissed or its time is over. Source: S-02."""

    class Kind(models.TextChoices):
        OWNED = "owned", _("Owned it")
        WORKED = "worked", _("Worked in it")
        ADVISED = "advised", _("Advised on it")
        FAMILY = "family", _("Family")
        FINANCIAL = "financial", _("Financial interest")

    class Decision(models.TextChoices):
        WAITING = "waiting", _("Not looked at yet")
        STANDS = "stands", _("Stands")
        DISMISSED = "dismissed", _("Dismissed")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="declared_conflicts", verbose_name=_("auditor")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("process")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("supplier")
    )
    other = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("other person")
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty while it lasts."))
    note = models.TextField(_("what it is about"), blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING, editable=False)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_on = models.DateField(null=True, blank=True, editable=False)
    decision_note = models.TextField(blank=True, editable=False)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["person", "decision"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="conflict_ends_after_it_begins",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(process__isnull=False, unit=None, supplier=None, other=None)
                    | models.Q(process=None, unit__isnull=False, supplier=None, other=None)
                    | models.Q(process=None, unit=None, supplier__isnull=False, other=None)
                    | models.Q(process=None, unit=None, supplier=None, other__isnull=False)
                ),
                name="conflict_is_about_one_thing",
                violation_error_message=_("Choose one process, unit, supplier or person."),
            ),
            models.CheckConstraint(
                condition=~models.Q(other=models.F("person")) | models.Q(other=None),
                name="conflict_is_with_another",
                violation_error_message=_("Choose another person than the auditor."),
            ),
            models.CheckConstraint(
                condition=models.Q(decision="waiting") | models.Q(decided_by__isnull=False),
                name="conflict_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"

    @property
    def about(self) -> object:
        """What or whom it is about."""
        return self.process or self.unit or self.supplier or self.other

    @property
    def is_private(self) -> bool:
        """Family and money are told to nobody but the person and who decides."""
        return self.kind in (self.Kind.FAMILY, self.Kind.FINANCIAL)
