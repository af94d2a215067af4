"""What auditors start from: texts of findings that come again, and checklists in versions."""

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import Framework, Requirement
from audits.models.fieldwork import Question
from audits.querysets.templates import ChecklistTemplateQuerySet, FindingTemplateQuerySet, TemplateVersionQuerySet
from foundation.directory.models import Person
from foundation.rows import Row


class FindingTemplate(Row):
    """The skeleton of a finding that comes again, for one requirement or for a whole framework."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="finding_templates")
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, null=True, blank=True, related_name="finding_templates"
    )
    title = models.CharField(_("title"), max_length=100)
    statement = models.TextField(_("what is wrong"), max_length=4000)
    evidence = models.TextField(_("usual evidence"), max_length=4000, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True, editable=False)

    objects = FindingTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "title"]
        constraints = [
            models.UniqueConstraint(
                "framework",
                Lower("title"),
                condition=models.Q(retired_on=None),
                name="finding_template_once",
                violation_error_message=_("This framework has a template of that title."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("audits:finding_template", args=[self.uuid])


class ChecklistTemplate(Row):
    """A checklist that audits are built from; its questions stand in versions."""

    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what it is for"), max_length=2000, blank=True)

    objects = ChecklistTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="checklist_template_once",
                violation_error_message=_("There is a checklist of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("audits:checklist_template", args=[self.uuid])


class TemplateVersion(Row):
    """One version of a template. A draft is worked on; a released one never changes, and audits are built from it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RELEASED = "released", _("Released")

    template = models.ForeignKey(ChecklistTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    released_on = models.DateField(_("released on"), null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = TemplateVersionQuerySet.as_manager()

    class Meta:
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["template"],
                condition=models.Q(state="draft"),
                name="one_template_draft",
                violation_error_message=_("A draft exists already: work on that one, or release it first."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "released"]), name="template_version_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template}, {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.template.get_absolute_url()}?version={self.number}"

    @property
    def unit(self) -> None:
        """Templates belong to no unit."""
        return None


class TemplateQuestion(Row):
    """A question of a version: taken from the bank as it stood, or written for it."""

    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="questions")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("short title"), max_length=80)
    text = models.TextField(_("question"), max_length=4000)
    guidance = models.TextField(_("guidance"), max_length=4000, blank=True)
    expected = models.JSONField(_("expected evidence"), default=list, blank=True)

    class Meta:
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="template_question_order_once"),
            models.UniqueConstraint(fields=["version", "source"], name="template_question_source_once"),
        ]

    def __str__(self) -> str:
        return self.title
