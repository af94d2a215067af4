"""Frameworks with their requirements (ids and short titles only), how they map, and the controls that meet them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models.documents import Document
from assurance.querysets import ControlQuerySet, FrameworkQuerySet, RequirementQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class Framework(Row):
    code = models.SlugField(_("code"), max_length=50, unique=True)
    title = models.CharField(_("title"), max_length=200)
    edition = models.CharField(_("edition"), max_length=20)
    issuer = models.CharField(_("issuer"), max_length=100)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")
    licence_note = models.CharField(_("licence note"), max_length=200, blank=True)
    source_version = models.CharField(_("version of the list"), max_length=50, blank=True, editable=False)
    active = models.BooleanField(
        _("in use"), default=True, help_text=_("An edition that is not in use yet is offered nowhere.")
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["title", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "edition"],
                name="edition_once",
                violation_error_message=_("This edition of the framework is loaded already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}:{self.edition}" if self.edition else self.title

    def get_absolute_url(self) -> str:
        return reverse("assurance:framework", args=[self.uuid])


class EditionTransition(Row):
    """From one edition to the next: the last day for new certificates of the old one, and the day it ends."""

    old = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="transitions_from")
    new = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="transitions_to")
    no_new_after = models.DateField(_("no new certificates after"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    class Meta:
        ordering = ["old", "new"]
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="transition_once",
                violation_error_message=_("This transition is recorded already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(old=models.F("new")),
                name="transition_between_two_editions",
                violation_error_message=_("A transition leads from one edition to another."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Requirement(Row):
    class Kind(models.TextChoices):
        CLAUSE = "clause", _("Clause")
        CONTROL = "control", _("Control")
        ENHANCEMENT = "enhancement", _("Control enhancement")
        INTERNAL = "internal", _("Internal requirement")

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="requirements")
    ref = models.CharField(_("reference"), max_length=30)
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    assessable = models.BooleanField(_("assessable"), default=True)
    theme = models.CharField(_("theme"), max_length=50, blank=True)
    family = models.CharField(_("family"), max_length=50, blank=True)
    source_id = models.CharField(_("id in the catalogue"), max_length=100, blank=True)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    order = models.PositiveIntegerField(editable=False)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "order"]
        indexes = [models.Index(fields=["framework", "family"])]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "ref"],
                name="requirement_once",
                violation_error_message=_("This reference is in the framework already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("assurance:requirement", args=[self.uuid])


class RequirementMapping(Row):
    class Relation(models.TextChoices):
        EQUAL = "equal", _("is equal to")
        SUBSET = "subset", _("is part of")
        SUPERSET = "superset", _("contains")
        OVERLAPS = "overlaps", _("overlaps")

    a = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="mappings")
    b = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="mapped_from")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["a", "b"]
        constraints = [models.UniqueConstraint(fields=["a", "b"], name="mapped_once")]

    def __str__(self) -> str:
        return f"{self.a.ref} {self.get_relation_display()} {self.b.ref}"


class Control(Row):
    class Kind(models.TextChoices):
        PREVENTIVE = "preventive", _("Preventive")
        DETECTIVE = "detective", _("Detective")
        CORRECTIVE = "corrective", _("Corrective")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPERATING = "operating", _("Operating")
        RETIRED = "retired", _("Retired")

    class Rating(models.TextChoices):
        NOT_RATED = "not_rated", _("Not rated")
        EFFECTIVE = "effective", _("Effective")
        PARTLY = "partly", _("Partly effective")
        NOT_EFFECTIVE = "not_effective", _("Not effective")

    class Freshness(models.IntegerChoices):
        MONTHLY = 1, _("1 month")
        QUARTERLY = 3, _("3 months")
        HALF_YEARLY = 6, _("6 months")
        YEARLY = 12, _("12 months")
        TWO_YEARLY = 24, _("24 months")

    code = models.CharField(_("code"), max_length=30, unique=True)
    statement = models.TextField(_("statement"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    frequency = models.CharField(_("frequency"), max_length=100, blank=True)
    evidence_freshness_months = models.PositiveSmallIntegerField(
        _("evidence stays fresh for"), choices=Freshness, default=Freshness.YEARLY
    )
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_controls")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="controls")
    requirements = models.ManyToManyField(Requirement, blank=True, related_name="controls")
    guidance = models.ManyToManyField(
        Document, blank=True, related_name="controls", verbose_name=_("guiding documents")
    )
    design = models.CharField(_("design"), max_length=20, choices=Rating, default=Rating.NOT_RATED)
    operation = models.CharField(_("operation"), max_length=20, choices=Rating, default=Rating.NOT_RATED)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    objects = ControlQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "operating", "retired"]), name="control_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("assurance:control", args=[self.uuid])
