"""Evidence, its versions with one or more files, and the links that say what a version proves."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assurance.querysets import EvidenceLinkQuerySet, EvidenceQuerySet, EvidenceVersionQuerySet
from foundation.directory.models import Unit, User
from foundation.models.files import StoredFile
from foundation.rows import About, Grading, Row


class Evidence(Row):
    """A thing that shows something; what it says at a time is in its versions.

    `disposal_due` follows from what it proves and is empty while it is needed; `proposed_on` is the day on which its
    disposal was proposed. assurance.actions.retention keeps both.
    """

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("Document")
        RECORD = "record", _("Record")
        SCREENSHOT = "screenshot", _("Screenshot")
        LOG_EXTRACT = "log_extract", _("Log extract")
        TEST_REPORT = "test_report", _("Test report")
        INTERVIEW_NOTE = "interview_note", _("Interview note")
        PHOTO = "photo", _("Photo")
        CERTIFICATE = "certificate", _("Certificate")
        LETTER = "letter", _("Letter")
        OPINION = "opinion", _("Opinion")

    class PersonalData(models.TextChoices):
        NONE = "none", _("None")
        ORDINARY = "ordinary", _("Ordinary")
        SPECIAL = "special", _("Special categories")

    class Retention(models.TextChoices):
        GENERAL = "general", _("General record")
        AUDIT = "audit", _("Audit file")
        CERTIFICATE = "certificate", _("Certificate file")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.RECORD)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence")
    grading = models.CharField(_("grading"), max_length=20, choices=Grading, default=Grading.INTERNAL)
    personal_data = models.CharField(_("personal data"), max_length=10, choices=PersonalData, default=PersonalData.NONE)
    source = models.CharField(_("source system"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    retention = models.CharField(_("retention class"), max_length=20, choices=Retention, default=Retention.GENERAL)
    disposal_due = models.DateField(_("kept until"), null=True, editable=False, db_index=True)
    proposed_on = models.DateField(null=True, editable=False)
    # Of the newest version, kept by the database (docs/adr/0180-kept-columns.md); before the first one there is none.
    newest_state = models.CharField(max_length=20, blank=True, null=True, editable=False)  # noqa: DJ001
    newest_as_of = models.DateField(null=True, editable=False)
    newest_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = _("evidence")
        indexes = [
            models.Index(fields=["newest_at", "id"], name="evidence_newest"),
            models.Index(fields=["title", "id"], name="evidence_by_title"),
            models.Index(fields=["newest_state", "id"], name="evidence_by_state"),
            models.Index(fields=["kind", "id"], name="evidence_by_kind"),
            models.Index(fields=["newest_as_of", "id"], name="evidence_by_day"),
            models.Index(fields=["grading", "id"], name="evidence_by_grading"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("assurance:evidence", args=[self.uuid])


class EvidenceVersion(Row):
    """What the evidence says `as_of` a date; review states belong to the version.

    `first_accepted_at` stays when acceptance is taken back: the cut-off of a room asks what had been accepted by a day.
    """

    class State(models.TextChoices):
        QUARANTINED = "quarantined", _("Being checked")
        SUBMITTED = "submitted", _("To review")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        SUPERSEDED = "superseded", _("Superseded")
        DISPOSED = "disposed", _("Disposed of")

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"), editable=False)
    as_of = models.DateField(_("as of"), help_text=_("The day the content speaks for, not the day of the upload."))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.QUARANTINED, editable=False)
    first_accepted_at = models.DateTimeField(null=True, editable=False)

    objects = EvidenceVersionQuerySet.as_manager()

    class Meta:
        ordering = ["evidence", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_version_once"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["quarantined", "submitted", "accepted", "rejected", "superseded", "disposed"]
                ),
                name="evidence_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("as_of")),
                name="evidence_valid_after_its_date",
                violation_error_message=_("Evidence cannot lose its validity before the day it speaks for."),
            ),
        ]

    NAMED_THROUGH = ("evidence",)  # what foundation.notices loads with it

    def __str__(self) -> str:
        return f"{self.evidence} v{self.number}"

    @property
    def unit(self) -> Unit:
        return self.evidence.unit

    def get_absolute_url(self) -> str:
        return self.evidence.get_absolute_url()


class EvidenceFile(Row, StoredFile):
    """A stored file of a version. `suspect_since` says that its bytes are no longer those that were uploaded."""

    BYTES_KEPT = models.Q(disposed_at=None)

    version = models.ForeignKey(EvidenceVersion, on_delete=models.PROTECT, related_name="files")
    checked_at = models.DateTimeField(null=True, editable=False, db_index=True)
    suspect_since = models.DateTimeField(null=True, editable=False)
    disposed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["version", "pk"]


class EvidenceLink(Row, About):
    """Says that one version of some evidence proves something about a row; it stays on that version."""

    version = models.ForeignKey(EvidenceVersion, on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(_("purpose"), max_length=50)
    keep_until = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = EvidenceLinkQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["subject_type", "subject_uuid"])]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "subject_type", "subject_uuid", "purpose"],
                name="linked_once",
                violation_error_message=_("This version is linked here already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} → {self.purpose}"
