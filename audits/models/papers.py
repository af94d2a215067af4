"""What an auditor wrote down at work: an interview, a document review, an observation, a sample, a calculation."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.models.audits import Audit
from audits.models.fieldwork import ChecklistItem
from audits.querysets import AFTER_ISSUE
from audits.querysets.working import WorkingPaperQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class WorkingPaper(Row):
    """Written by one auditor and signed off by another; fixed with the report. It is signed off or it is not yet."""

    class Kind(models.TextChoices):
        INTERVIEW = "interview", _("Interview")
        DOCUMENT_REVIEW = "document_review", _("Document review")
        OBSERVATION = "observation", _("Observation")
        SAMPLE = "sample", _("Sample")
        CALCULATION = "calculation", _("Calculation")

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="working_papers")
    number = models.PositiveIntegerField(editable=False)
    ref = models.CharField(_("reference"), max_length=30, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=150)
    item = models.ForeignKey(
        ChecklistItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="working_papers",
        verbose_name=_("question of the checklist"),
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="working_papers", editable=False)
    at = models.DateTimeField(_("when"))
    place = models.CharField(_("place"), max_length=150, blank=True, help_text=_("A room, a site, or “remote”."))
    persons = models.TextField(
        _("with whom"), blank=True, help_text=_("One per line. Write the role, not the name, where a role is enough.")
    )
    text = models.TextField(_("what was said, seen or computed"))
    reviewed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    reviewed_on = models.DateField(null=True, blank=True, editable=False)

    objects = WorkingPaperQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "number"], name="working_paper_number_once"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_on=None)
                | Q(reviewed_by__isnull=False, reviewed_on__isnull=False),
                name="signed_off_by_somebody_on_a_day",
                violation_error_message=_("A sign-off has a person and a day."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("author")),
                name="nobody_signs_off_their_own_paper",
                violation_error_message=_("Somebody else than the author signs off."),
            ),
        ]

    NAMED_THROUGH = ("audit",)  # what foundation.notices loads with it

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def unit(self) -> Unit:
        return self.audit.unit

    @property
    def is_fixed(self) -> bool:
        """Signed off, or part of an issued report: nothing is attached to it any more."""
        return self.reviewed_by_id is not None or self.audit.state in AFTER_ISSUE

    @property
    def is_kept_quiet(self) -> bool:
        return self.audit.is_kept_quiet

    def get_absolute_url(self) -> str:
        return reverse("audits:working_paper", args=[self.uuid])
