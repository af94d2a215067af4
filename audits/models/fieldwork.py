"""The bank of audit questions, and the checklist of one audit with its answers."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import Requirement
from audits.models.audits import Audit
from audits.querysets import ChecklistItemQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class Question(Row):
    """What an auditor asks about a requirement; checklists copy it, so a change leaves old audits as they were."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("short title"), max_length=80)
    text = models.TextField(_("question"))
    guidance = models.TextField(_("guidance"), blank=True)
    expected = models.JSONField(_("expected evidence"), default=list, blank=True)

    class Meta:
        ordering = ["requirement__framework", "requirement__order", "order"]
        constraints = [models.UniqueConstraint(fields=["requirement", "order"], name="question_once")]

    def __str__(self) -> str:
        return self.title


class ChecklistItem(Row):
    class Result(models.TextChoices):
        CONFORMS = "conforms", _("Conforms")
        MINOR = "minor", _("Minor")
        MAJOR = "major", _("Major")
        OFI = "ofi", _("Opportunity")
        OBSERVATION = "observation", _("Observation")
        GOOD_PRACTICE = "good_practice", _("Good practice")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")
        NOT_TESTED = "not_tested", _("Not tested")

    class Method(models.TextChoices):
        INTERVIEW = "interview", _("Interview")
        DOCUMENT_REVIEW = "document_review", _("Document review")
        OBSERVATION = "observation", _("Observation")
        SAMPLE = "sample", _("Sample")
        CALCULATION = "calculation", _("Calculation")

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="items")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="checklist_items")
    order = models.PositiveIntegerField(editable=False)
    number = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("short title"), max_length=80)
    question = models.TextField(_("question"))
    guidance = models.TextField(_("guidance"), blank=True)
    expected = models.JSONField(_("expected evidence"), default=list, blank=True)
    assignee = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="checklist_items"
    )
    result = models.CharField(_("result"), max_length=20, choices=Result, blank=True, editable=False)
    methods = models.JSONField(_("method"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Counted up with every save; `changed_in` says of each field with which save, and from which draft of a browser.
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_in = models.JSONField(default=dict, blank=True, editable=False)
    saved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "order"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "order"], name="checklist_order_once"),
            models.CheckConstraint(
                condition=~models.Q(result="not_tested") | ~models.Q(note=""),
                name="not_tested_says_why",
                violation_error_message=_("Say in the note why this was not tested."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def unit(self) -> Unit:
        return self.audit.unit

    @property
    def is_kept_quiet(self) -> bool:
        return self.audit.is_kept_quiet

    def get_absolute_url(self) -> str:
        return reverse("audits:fieldwork_item", args=[self.audit.uuid, self.uuid])
