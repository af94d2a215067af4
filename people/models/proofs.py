"""Proof that somebody learned it elsewhere: uploaded, and judged by somebody else. Source: M-19, S-06."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, Unit
from foundation.models import StoredFile
from foundation.rows import Row
from people.models.training import Completion, Course
from people.querysets.player import ProofFileQuerySet, ProofQuerySet


class Proof(Row):
    """A training outside that is to count for a course; accepted, it becomes a completion (T-30)."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Waits for review")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proofs", verbose_name=_("person"))
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="proofs", verbose_name=_("counts for"))
    issuer = models.CharField(_("given by"), max_length=150, help_text=_("Who held the training."))
    title = models.CharField(_("training"), max_length=200, help_text=_("As the paper calls it."))
    completed_on = models.DateField(_("completed on"))
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    rejected_because = models.TextField(_("why it was rejected"), max_length=2000, blank=True, editable=False)
    completion = models.OneToOneField(
        Completion, on_delete=models.PROTECT, null=True, blank=True, related_name="proof", editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SUBMITTED, editable=False)

    objects = ProofQuerySet.as_manager()

    NAMED_THROUGH = ("course", "person")

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "person"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["submitted", "accepted", "rejected", "withdrawn"]),
                name="proof_state_known",
            ),
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=models.Q(state="submitted"),
                name="one_proof_waits",
                violation_error_message=_("A proof for this course waits for review already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(completion__isnull=False, decided_by__isnull=False),
                name="accepted_proof_completes",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="rejected") | ~models.Q(rejected_because=""), name="rejected_proof_says_why"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("person")),
                name="nobody_judges_their_own_proof",
                violation_error_message=_("Somebody else judges a proof."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.code}: {self.title}"

    @property
    def unit(self) -> Unit:
        return self.person.unit

    def get_absolute_url(self) -> str:
        return reverse("people:proof", args=[self.uuid])


class ProofFile(Row, StoredFile):
    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="files")  # a part of the proof

    objects = ProofFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    @property
    def unit(self) -> Unit:
        return self.proof.unit

    @property
    def is_shown(self) -> bool:
        """Whether the scanner let it through, or there is none."""
        return self.scan in (self.Scan.CLEAN, self.Scan.NOT_SCANNED)
