"""What an investigation is made of: plan, steps, interviews, files, measures in the meantime, and the hearing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person
from foundation.models import StoredFile
from foundation.rows import Row
from people.cases.models.cases import Case
from people.cases.querysets import FileQuerySet, MeasureQuerySet, OfCaseQuerySet


class Side(models.TextChoices):
    AGAINST = "against", _("Speaks against the person")
    FOR = "for", _("Speaks for the person")
    BOTH = "both", _("Both, or neither")


class Investigation(models.Model):
    """One for each case, from the day it is opened; both sides are written down at its end."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="investigation")
    plan = models.TextField(_("plan"), max_length=8000)
    opened_on = models.DateField()
    speaks_against = models.TextField(_("what speaks against the person"), max_length=8000, blank=True)
    speaks_for = models.TextField(_("what speaks for the person"), max_length=8000, blank=True)
    reported_on = models.DateField(null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    def __str__(self) -> str:
        return str(_("Investigation"))


class InvestigationStep(Row):
    """One thing to find out."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="investigation_steps")
    text = models.CharField(_("step"), max_length=500)
    due_on = models.DateField(_("until"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True, editable=False)
    result = models.TextField(_("what came of it"), max_length=4000, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Interview(Row):
    """What somebody said to the investigator; whoever is heard about the facts is a witness."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interviews")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("who was heard"))
    held_on = models.DateField(_("day"))
    notes = models.TextField(_("what was said"), max_length=8000)
    redacted = models.TextField(_("what the person it is about may read"), max_length=8000, blank=True, editable=False)
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.BOTH)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.held_on}"


class CaseFile(Row, StoredFile):
    """A file of a case. It is never evidence of the vault, so nothing that links evidence shows it."""

    BYTES_KEPT = Q(disposed_on=None)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    title = models.CharField(_("what it is"), max_length=200)
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.BOTH)
    shown_to_subject = models.BooleanField(
        _("the person it is about may read it"), default=False, help_text=_("Only with third parties blacked out.")
    )
    disposed_on = models.DateField(null=True, blank=True, editable=False)

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.title


class InterimMeasure(Row):
    """A neutral measure for at most 30 days at a time; it says nothing about guilt. Source: 2.20."""

    class Kind(models.TextChoices):
        ACCESS_PAUSED = "access_paused", _("Some access rests")
        OTHER_DUTIES = "other_duties", _("Other duties")
        RELEASED = "released", _("Released from work with pay")
        KEPT_APART = "kept_apart", _("Those involved work apart")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(_("measure"), max_length=20, choices=Kind)
    reason = models.TextField(_("why it is needed"), max_length=2000)
    from_on = models.DateField(_("from"))
    until = models.DateField(_("until"))
    renewals = models.PositiveSmallIntegerField(default=0, editable=False)
    lifted_on = models.DateField(null=True, blank=True, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("from_on")),
                name="measure_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Hearing(models.Model):
    """The hearing of the person a case is about: called in time, with a companion if they want one."""

    class Outcome(models.TextChoices):
        HELD = "held", _("Heard")
        DECLINED = "declined", _("Declined to be heard")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="hearing")
    called_on = models.DateField()
    day = models.DateField(_("day of the hearing"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    companion = models.CharField(_("companion"), max_length=150, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    file_shown = models.BooleanField(_("the file was open to the person, third parties blacked out"), default=False)
    notes = models.TextField(_("what was said"), max_length=8000, blank=True)
    outcome_on = models.DateField(null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome_on__isnull=False),
                name="hearing_outcome_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}"
