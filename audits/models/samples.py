"""A sample: what was drawn from which population and how, and what each of its items showed."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.models.audits import Audit
from audits.models.papers import WorkingPaper
from audits.querysets.working import AuditSampleQuerySet, SampleItemQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class Sample(Row):
    """Drawn once; seed and population give the same items again. It is finished or it is not yet."""

    class Source(models.TextChoices):
        EVIDENCE = "evidence", _("Evidence of the unit")
        DOCUMENTS = "documents", _("Guiding documents of the unit")
        SUPPLIERS = "suppliers", _("Suppliers of the unit")
        GATE_PASSES = "gate_passes", _("Decisions at the gates of the unit")
        FINDINGS = "findings", _("Findings of the unit")
        PEOPLE = "people", _("People at work in the unit, by number")
        LIST = "list", _("An uploaded list")

    class Method(models.TextChoices):
        RANDOM = "random", _("Random, with a seed")
        STRATIFIED = "stratified", _("Stratified: random in every group")
        JUDGEMENT = "judgement", _("By judgement")
        ALL = "all", _("All of them")

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="samples")
    number = models.PositiveIntegerField(editable=False)
    ref = models.CharField(_("reference"), max_length=30, unique=True, editable=False)
    title = models.CharField(_("what is sampled"), max_length=150)
    paper = models.ForeignKey(
        WorkingPaper,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="samples",
        verbose_name=_("working paper"),
    )
    source = models.CharField(_("population"), max_length=20, choices=Source)
    description = models.TextField(
        _("description of the population"), help_text=_("What is in it and what is not, and of which time.")
    )
    population = models.JSONField(default=list, editable=False)  # [id, group] of every member
    population_size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    method = models.CharField(_("method"), max_length=20, choices=Method)
    seed = models.CharField(_("seed"), max_length=50, blank=True)
    size = models.PositiveIntegerField(_("size"))
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    drawn_on = models.DateField(editable=False)
    extrapolation = models.TextField(_("what this says of the whole population"), blank=True)
    finished_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    finished_on = models.DateField(null=True, blank=True, editable=False)

    objects = AuditSampleQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "number"], name="audit_sample_number_once"),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=F("population_size")),
                name="audit_sample_fits_its_population",
                violation_error_message=_("A sample has at least one item, and no more than its population."),
            ),
            models.CheckConstraint(
                condition=~Q(method__in=["random", "stratified"]) | ~Q(seed=""),
                name="audit_sample_at_random_has_a_seed",
                violation_error_message=_("A draw at random needs a seed, so that it can be repeated."),
            ),
        ]

    NAMED_THROUGH = ("audit",)  # what foundation.notices loads with it

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def unit(self) -> Unit:
        return self.audit.unit

    def get_absolute_url(self) -> str:
        return reverse("audits:sample", args=[self.uuid])


class SampleItem(Row):
    class Result(models.TextChoices):
        CONFORMS = "conforms", _("Conforms")
        DEVIATES = "deviates", _("Deviates")
        NOT_AVAILABLE = "not_available", _("Not available")

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveIntegerField(editable=False)
    key = models.CharField(_("id"), max_length=100, editable=False)
    label = models.CharField(max_length=250, blank=True, editable=False)
    stratum = models.CharField(_("group"), max_length=100, blank=True, editable=False)
    result = models.CharField(_("result"), max_length=20, choices=Result, blank=True)
    note = models.TextField(_("note"), blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SampleItemQuerySet.as_manager()

    class Meta:
        ordering = ["sample", "order"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "key"], name="sampled_once"),
            models.CheckConstraint(
                condition=~Q(result__in=["deviates", "not_available"]) | ~Q(note=""),
                name="what_does_not_conform_says_why",
                violation_error_message=_("Say in the note what deviates, or why it is not available."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample.ref}: {self.key}"

    def get_absolute_url(self) -> str:
        return f"{self.sample.get_absolute_url()}?item={self.uuid}"
