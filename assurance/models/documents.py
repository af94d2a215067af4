"""Guiding documents: management regulations, technical specifications and guidelines, in versions."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models.evidence import EvidenceVersion
from assurance.querysets import DocumentQuerySet, DocumentVersionQuerySet
from foundation.directory.models import JobRole, Person, Unit, User
from foundation.rows import Grading, Row


class Document(Row):
    class Kind(models.TextChoices):
        REGULATION = "regulation", _("Management regulation")
        SPECIFICATION = "specification", _("Technical specification")
        GUIDELINE = "guideline", _("Guideline")

    number = models.CharField(_("number"), max_length=30, unique=True)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="owned_documents")
    grading = models.CharField(_("grading"), max_length=20, choices=Grading, default=Grading.INTERNAL)
    review_months = models.PositiveSmallIntegerField(_("reviewed every (months)"), default=12)
    requires_attestation = models.BooleanField(_("to be signed by its readers"), default=False)
    audience_units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("for these units"))
    audience_roles = models.ManyToManyField(JobRole, blank=True, related_name="+", verbose_name=_("for these jobs"))
    audience_kinds = models.JSONField(_("for these kinds of people"), default=list, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(review_months__gte=1, review_months__lte=60),
                name="document_review_months_possible",
                violation_error_message=_("A document is reviewed at least every 60 months."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("assurance:document", args=[self.uuid])


class DocumentVersion(Row):
    """One version; from the day it takes effect until the day before the next does, it is the one that counts."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        APPROVED = "approved", _("Approved, not yet in effect")
        EFFECTIVE = "effective", _("In effect")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    major = models.PositiveIntegerField(_("version"))
    minor = models.PositiveIntegerField(default=0)
    change_note = models.CharField(_("what changed"), max_length=300, blank=True)
    file = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="document_versions"
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    writers = models.ManyToManyField(User, related_name="+", editable=False)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    effective_from = models.DateField(_("in effect from"), null=True, blank=True)
    effective_to = models.DateField(_("in effect until"), null=True, editable=False)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, editable=False)
    next_review_on = models.DateField(_("next review"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "-major", "-minor"]
        indexes = [models.Index(fields=["state", "effective_from"]), models.Index(fields=["state", "next_review_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "major", "minor"],
                name="document_version_once",
                violation_error_message=_("This version number is taken."),
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(state="effective"),
                name="one_effective_version",
                violation_error_message=_("Another version of this document is in effect."),
            ),
            models.UniqueConstraint(
                fields=["document", "effective_from"],
                condition=models.Q(state__in=["approved", "effective", "superseded", "withdrawn"]),
                name="one_version_takes_effect_a_day",
                violation_error_message=_("Another version of this document takes effect on this day."),
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(state__in=["draft", "in_review"]),
                name="one_version_in_work",
                violation_error_message=_("A new version of this document is being written already."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["draft", "in_review", "approved", "effective", "superseded", "withdrawn"]
                ),
                name="document_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to=None) | models.Q(effective_to__gte=models.F("effective_from")),
                name="document_ends_after_it_starts",
                violation_error_message=_("A version cannot end before it takes effect."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "in_review"]) | models.Q(effective_from__isnull=False),
                name="document_counts_from_a_day",
                violation_error_message=_("An approved version says from which day it counts."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["superseded", "withdrawn"]) | models.Q(effective_to__isnull=False),
                name="document_counted_until_a_day",
                violation_error_message=_("A version that counts no more says until which day it did."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "effective"]) | models.Q(effective_to=None),
                name="document_counts_without_end",
                violation_error_message=_("A version that counts, or will, has no last day yet."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("author")),
                name="document_author_is_not_approver",
                violation_error_message=_("You wrote this version. Somebody else has to approve it."),
            ),
        ]

    NAMED_THROUGH = ("document",)

    def __str__(self) -> str:
        return f"{self.document} {self.label}"

    @property
    def label(self) -> str:
        """“2.1”."""
        return f"{self.major}.{self.minor}"

    @property
    def unit(self) -> Unit:
        return self.document.unit

    def siblings(self) -> DocumentVersionQuerySet:
        """The other versions of its document."""
        return DocumentVersion.objects.filter(document=self.document_id).exclude(pk=self.pk)

    def get_absolute_url(self) -> str:
        return self.document.get_absolute_url()
