"""Files that were read to be taken over, and what each of their lines would do or did."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.imports.querysets import FileImportQuerySet, ImportLineQuerySet
from foundation.models.work import Job
from foundation.rows import Row


class FileImport(Row):
    """One file of one kind of rows: its columns, how much it would change, and whether it was taken over.

    `columns` pairs each heading with the field it is read as, “” for none. `last_event` is the newest event when the
    file had been taken over: whatever is told of its rows later stands in the way of undoing it.
    """

    class State(models.TextChoices):
        MATCHING = "matching", _("Columns to be matched")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, to be taken over")
        TAKEN = "taken", _("Taken over")
        UNDONE = "undone", _("Undone")
        DROPPED = "dropped", _("Dropped")

    kind = models.CharField(_("kind"), max_length=30)
    file_name = models.CharField(_("file"), max_length=255)
    file_sha256 = models.CharField("SHA-256", max_length=64)
    columns = models.JSONField(default=list, editable=False)
    counts = models.JSONField(default=dict, editable=False)
    checked_on = models.DateField(null=True, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="file_imports", editable=False
    )
    taken_at = models.DateTimeField(_("taken over"), null=True, editable=False)
    last_event = models.BigIntegerField(null=True, editable=False)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MATCHING, editable=False)

    unit = None  # a file brings rows of several units; each line asks for its own

    objects = FileImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("import")
        indexes = [
            models.Index(fields=["-created_at"], name="file_import_newest"),
            models.Index(fields=["read_by", "kind", "-created_at"], name="file_import_own"),
            models.Index(
                fields=["kind", "-taken_at"], condition=models.Q(taken_at__isnull=False), name="file_import_taken"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["matching", "checking", "checked", "taken", "undone", "dropped"]),
                name="file_import_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["taken", "undone"]) | models.Q(taken_at__isnull=False),
                name="file_import_taken_at_a_moment",
                violation_error_message=_("What was taken over was so at a moment."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("foundation:import", args=[self.uuid])


class ImportLine(Row):
    """A line that adds or changes something, or was refused; lines that change nothing are only counted.

    `changes` is what it changes: field → [before, after]; `faults` are pairs of field and sentence; `given` is the line
    as the file had it. `subject_uuid` is the row it changes or has made.
    """

    class Change(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        REFUSED = "refused", _("Refused")

    file_import = models.ForeignKey(FileImport, on_delete=models.CASCADE, related_name="lines")  # a part of the import
    place = models.PositiveIntegerField(_("line"))
    ref = models.CharField(_("reference"), max_length=150, blank=True)
    change = models.CharField(_("what happens"), max_length=10, choices=Change)
    changes = models.JSONField(default=dict)
    given = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    subject_uuid = models.UUIDField(null=True, editable=False)

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(change__in=["new", "changed", "refused"]), name="import_line_change_known"
            ),
            models.UniqueConstraint(fields=["file_import", "place"], name="import_line_once"),
        ]
        indexes = [models.Index(fields=["file_import", "change", "place"], name="import_line_by_change")]

    def __str__(self) -> str:
        return f"{self.place} {self.ref}".strip()

    def get_absolute_url(self) -> str:
        return self.file_import.get_absolute_url()
