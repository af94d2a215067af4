"""Files of human resources that were read and wait to be taken over, line by line, after a look at what they change."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, Unit, User
from foundation.models.work import Job
from foundation.rows import Row
from people.querysets.hr_import import HrImportQuerySet, HrLineQuerySet


class HrImport(Row):
    """One read file: for whose people it speaks, and how much of the directory it would change.

    `complete` says that it names everybody of the unit and of the kinds: whoever is missing left on `missing_left_on`.
    `compared_on` is the day it was compared with the directory; until then its lines are being read.
    """

    class State(models.TextChoices):
        READ = "read", _("Read, to be taken over")
        APPLIED = "applied", _("Taken over")
        DROPPED = "dropped", _("Dropped")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="hr_imports")
    file_name = models.CharField(_("file"), max_length=255)
    file_sha256 = models.CharField("SHA-256", max_length=64)
    complete = models.BooleanField(_("names everybody"), default=False)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    missing_left_on = models.DateField(_("last day of who is missing"), null=True, blank=True)
    columns = models.JSONField(default=list, editable=False)
    counts = models.JSONField(default=dict, editable=False)
    compared_on = models.DateField(null=True, editable=False)
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READ, editable=False)

    objects = HrImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("HR import")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["read", "applied", "dropped"]), name="hr_import_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(complete=False) | models.Q(missing_left_on__isnull=False),
                name="hr_import_missing_have_a_last_day",
                violation_error_message=_("Say the last day of those whom the file no longer names."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("people:hr_import", args=[self.uuid])


class HrLine(Row):
    """A line of the file, or somebody it does not name. `changes` is what it would change: field → [before, after].

    `outcome` is empty where nothing is to be done.
    """

    class Change(models.TextChoices):
        JOINER = "joiner", _("Joins")
        MOVER = "mover", _("Changes")
        LEAVER = "leaver", _("Leaves")
        UNCHANGED = "unchanged", _("Unchanged")
        FAULT = "fault", _("Fault")

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("To be done")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    hr_import = models.ForeignKey(HrImport, on_delete=models.CASCADE, related_name="lines")  # a part of the import
    place = models.PositiveIntegerField(_("line"), default=0)
    number = models.CharField(_("personnel number"), max_length=50)
    name = models.CharField(_("name"), max_length=150, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    change = models.CharField(_("what happens"), max_length=10, choices=Change)
    changes = models.JSONField(default=dict)
    given = models.JSONField(default=dict)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True, editable=False)
    said = models.TextField(_("what is wrong"), blank=True, editable=False)

    objects = HrLineQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(change__in=["joiner", "mover", "leaver", "unchanged", "fault"]),
                name="hr_line_change_known",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", "waiting", "done", "refused"]), name="hr_line_outcome_known"
            ),
        ]
        indexes = [
            models.Index(fields=["hr_import", "change", "place"]),
            models.Index(fields=["hr_import", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()

    def get_absolute_url(self) -> str:
        return self.hr_import.get_absolute_url()
