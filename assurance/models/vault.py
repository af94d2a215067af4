"""What the evidence vault keeps beside the evidence: holds, requests, uploads that are under way."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models.evidence import Evidence, EvidenceVersion
from assurance.querysets import EvidenceRequestQuerySet, LegalHoldQuerySet, UploadQuerySet
from foundation.directory.models import Person, Unit, User
from foundation.rows import About, Row


class LegalHold(Row):
    """Keeps some evidence from being disposed of, by anybody, until counsel lifts it."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="holds")
    matter = models.CharField(_("matter"), max_length=100)
    reason = models.TextField(_("reason"), max_length=2000)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    placed_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_because = models.TextField(max_length=2000, blank=True, editable=False)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["evidence", "-placed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "matter"],
                condition=models.Q(lifted_at=None),
                name="one_hold_per_matter",
                violation_error_message=_("This evidence is held for this matter already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.matter}"


class EvidenceRequest(Row, About):
    """Asks a person for evidence about a row by a day; answered with a version, accepted or sent back with a reason."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Answered")
        ACCEPTED = "accepted", _("Accepted")
        CANCELLED = "cancelled", _("Cancelled")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("what is asked for"), max_length=200)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence_requests")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_of = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="evidence_requests", verbose_name=_("asked of")
    )
    due_on = models.DateField(_("due on"))
    answer = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, null=True, related_name="answers", editable=False
    )
    returned = models.PositiveSmallIntegerField(default=0, editable=False)
    reminded_on = models.DateField(null=True, editable=False)
    overdue_told_on = models.DateField(null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED, editable=False)

    objects = EvidenceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"]), models.Index(fields=["subject_type", "subject_uuid"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "answered", "accepted", "cancelled"]),
                name="evidence_request_state_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def about(self) -> str:
        """The kind of row it is about: “assurance.control”."""
        return f"{self.subject_type.app_label}.{self.subject_type.model}"

    def get_absolute_url(self) -> str:
        return reverse("assurance:request", args=[self.uuid])


class Upload(Row):
    """A file on its way: `offset` bytes of `size` have arrived under `path`; it waits a day to be resumed (tus 1.0)."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")  # nothing of value is lost with it
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    path = models.CharField(max_length=100, editable=False)
    expires_at = models.DateTimeField(db_index=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset__gte=0, offset__lte=models.F("size")), name="upload_within_its_size"
            )
        ]

    def __str__(self) -> str:
        return self.name
