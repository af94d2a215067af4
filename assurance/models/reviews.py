"""Management reviews: what top management looks at, decides and has done, and what is signed of it. Source: 2.19."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.querysets import ManagementReviewQuerySet, ReviewInputQuerySet, ReviewOutcomeQuerySet
from foundation.directory.models import Person, Unit, User
from foundation.rows import Row


class ManagementReview(Row):
    """A meeting of top management about the whole organisation: planned, given figures of one day, held, signed.

    Once signed, `content` is what was signed and `sha256` the hash over it. Source: ISO/IEC 27001 clause 9.3.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        GATHERED = "gathered", _("Inputs gathered")
        HELD = "held", _("Held, not signed")
        SIGNED = "signed", _("Signed")
        CANCELLED = "cancelled", _("Cancelled")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="management_reviews")
    title = models.CharField(_("title"), max_length=200)
    planned_on = models.DateField(_("planned for"))
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("chair"))
    agenda = models.TextField(_("agenda"), max_length=10_000, blank=True)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    writers = models.ManyToManyField(User, related_name="+", editable=False)
    cut_off = models.DateField(_("data cut-off"), null=True, editable=False)
    held_on = models.DateField(_("held on"), null=True, editable=False)
    attendance = models.TextField(_("who took part"), max_length=5_000, blank=True)
    minutes = models.TextField(_("minutes"), max_length=20_000, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    signed_on = models.DateField(_("signed on"), null=True, editable=False)
    content = models.JSONField(default=dict, blank=True, editable=False)  # what was signed (assurance/paper/minutes.py)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)

    objects = ManagementReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_on", "-pk"]
        indexes = [models.Index(fields=["state", "planned_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "gathered", "held", "signed", "cancelled"]),
                name="management_review_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "gathered", "cancelled"])
                | models.Q(cut_off__isnull=False, held_on__isnull=False, held_on__gte=models.F("cut_off")),
                name="review_was_held_on_figures",
                violation_error_message=_("A review is held on or after the day its figures are of."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed")
                | models.Q(signed_by__isnull=False, signed_on__isnull=False) & ~models.Q(sha256=""),
                name="review_is_signed_whole",
                violation_error_message=_("A signed review names who signed it, when, and its hash."),
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by=None) | ~models.Q(signed_by=models.F("prepared_by")),
                name="review_is_signed_by_another",
                violation_error_message=_("Whoever prepares a review does not sign it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("assurance:review", args=[self.uuid])


class ReviewInput(Row):
    """What one topic of the review had to say at the cut-off: its figures, its rows, and the note of who prepared it."""

    class Topic(models.TextChoices):
        ACTIONS = "actions", _("What became of earlier actions")
        ISSUES = "issues", _("What changed inside and around us")
        NEEDS = "needs", _("What interested parties need now")
        CORRECTIVE = "corrective", _("Nonconformities and corrective action")
        MONITORING = "monitoring", _("What we monitor and measure")
        AUDITS = "audits", _("What audits found")
        OBJECTIVES = "objectives", _("How far the objectives are met")
        FEEDBACK = "feedback", _("What interested parties told us")
        RISKS = "risks", _("Risks and how their treatment stands")
        IMPROVEMENT = "improvement", _("Where we could do better")

    review = models.ForeignKey(ManagementReview, on_delete=models.PROTECT, related_name="inputs")
    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    figures = models.JSONField(default=list, blank=True, editable=False)
    rows = models.JSONField(default=list, blank=True, editable=False)  # earlier actions, objectives, as they stood
    note = models.TextField(_("note"), max_length=5_000, blank=True)

    objects = ReviewInputQuerySet.as_manager()

    class Meta:
        ordering = ["review_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "topic"], name="review_topic_once"),
            models.CheckConstraint(
                condition=models.Q(
                    topic__in=[
                        "actions",
                        "issues",
                        "needs",
                        "corrective",
                        "monitoring",
                        "audits",
                        "objectives",
                        "feedback",
                        "risks",
                        "improvement",
                    ]
                ),
                name="review_topic_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_topic_display())

    @property
    def is_silent(self) -> bool:
        """Whether neither figures nor words say anything of the topic."""
        return not (self.figures or self.rows or self.note.strip())


class ReviewOutcome(Row):
    """A decision of a review, or an action that somebody carries out by a day. Source: ISO/IEC 27001 clause 9.3.3."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decision")
        ACTION = "action", _("Action")

    review = models.ForeignKey(ManagementReview, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("text"), max_length=3_000)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, editable=False)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    done_note = models.TextField(_("what was done"), max_length=3_000, blank=True)

    objects = ReviewOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["review_id", "number"]
        indexes = [models.Index(fields=["kind", "done_on", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_outcome_once"),
            models.CheckConstraint(
                condition=models.Q(kind="action", owner__isnull=False, due_on__isnull=False)
                | models.Q(kind="decision", owner=None, due_on=None),
                name="review_action_has_owner_and_due",
                violation_error_message=_("An action has an owner and a due date; a decision has neither."),
            ),
            models.CheckConstraint(
                condition=models.Q(done_on=None, done_by=None)
                | models.Q(kind="action", done_on__isnull=False, done_by__isnull=False),
                name="review_action_done_by_somebody",
                violation_error_message=_("Only an action is done, on a day and by somebody."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review.ref}/{self.number}"

    @property
    def unit(self) -> Unit:
        return self.review.unit

    @property
    def unit_id(self) -> int:
        return self.review.unit_id

    def get_absolute_url(self) -> str:
        return reverse("assurance:review_outcome", args=[self.uuid])
