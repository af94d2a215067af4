"""Lists of requirements that were read out of a file and wait to be taken over after a look at what they change."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models.frameworks import Framework
from assurance.querysets import FrameworkImportQuerySet
from foundation.directory.models import User
from foundation.models.work import Job
from foundation.rows import Row


class FrameworkImport(Row):
    """One read file: its lines, what framework they are for, and the difference to it that was shown."""

    class State(models.TextChoices):
        READ = "read", _("Read, to be taken over")
        TAKEN = "taken", _("Taken over")
        DROPPED = "dropped", _("Dropped")

    code = models.SlugField(_("code"), max_length=50)
    facts = models.JSONField(default=dict, editable=False)
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, related_name="imports", editable=False
    )
    file_name = models.CharField(_("file"), max_length=255)
    file_sha256 = models.CharField("SHA-256", max_length=64)
    version = models.CharField(_("version in the file"), max_length=50, blank=True)
    lines = models.JSONField(editable=False)
    difference = models.JSONField(editable=False)
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READ, editable=False)

    unit = None  # frameworks belong to no unit

    objects = FrameworkImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["read", "taken", "dropped"]), name="framework_import_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.file_name}"

    def get_absolute_url(self) -> str:
        return reverse("assurance:framework_import", args=[self.uuid])
