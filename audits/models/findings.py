"""A finding and everything that leads it to verified closure."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import Process, Requirement
from audits.models.audits import Audit
from audits.models.fieldwork import ChecklistItem
from audits.querysets import CorrectiveActionQuerySet, FindingQuerySet
from foundation.directory.models import Person, Site, Unit
from foundation.rows import Row


class Finding(Row):
    class Type(models.TextChoices):
        MAJOR = "major", _("Major")
        MINOR = "minor", _("Minor")
        OFI = "ofi", _("Opportunity")
        OBSERVATION = "observation", _("Observation")
        GOOD_PRACTICE = "good_practice", _("Good practice")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ISSUED = "issued", _("Issued, waits for the plan")
        DISPUTED = "disputed", _("Disputed, waits for the panel")
        PLAN_SUBMITTED = "plan_submitted", _("Plan to review")
        ACTION = "action", _("Corrective action under way")
        IMPLEMENTED = "implemented", _("Implemented, waits for verification")
        RISK_ACCEPTED = "risk_accepted", _("Risk accepted for a while")
        CLOSED = "closed", _("Closed")
        NOTED = "noted", _("Noted")
        PUBLISHED = "published", _("Published")
        VOID = "void", _("Void")

    class CapSource(models.TextChoices):
        LETTER = "letter", _("The body's letter")
        STAGE2 = "stage2", _("Six months after stage 2")
        RECERTIFICATION = "recertification", _("Before the certificate ends")
        REMEDY = "remedy", _("30 days for the remedial proposal")

    NONCONFORMITIES = (Type.MAJOR, Type.MINOR)

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    external_ref = models.CharField(_("the body's reference"), max_length=50, blank=True)
    external_grade = models.CharField(_("the body's grade"), max_length=50, blank=True)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="findings")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings", verbose_name=_("unit"))
    type = models.CharField(_("type"), max_length=20, choices=Type)
    title = models.CharField(_("title"), max_length=100)
    statement = models.TextField(_("what is wrong"), help_text=_("One sentence. State the failure, not the remedy."))
    objective_evidence = models.TextField(_("objective evidence"), blank=True)
    requirement = models.ForeignKey(
        Requirement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("requirement"),
    )
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("process")
    )
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("site")
    )
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_findings", verbose_name=_("owner")
    )
    raised_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="raised_findings", editable=False
    )
    raised_on = models.DateField(editable=False)
    issued_on = models.DateField(null=True, blank=True, editable=False)
    cap_on = models.DateField(_("the body's limit"), null=True, blank=True, editable=False)
    cap_source = models.CharField(_("where the limit comes from"), max_length=20, choices=CapSource, blank=True)
    repeat_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeats", verbose_name=_("repeat of")
    )
    systemic = models.BooleanField(_("systemic"), default=False)
    correction = models.TextField(_("correction"), blank=True)
    corrected_on = models.DateField(null=True, blank=True, editable=False)
    implemented_on = models.DateField(null=True, blank=True, editable=False)
    verify_from = models.DateField(null=True, blank=True, editable=False)
    verifier = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="findings_to_verify", editable=False
    )
    closed_on = models.DateField(null=True, blank=True, editable=False)
    returned_count = models.PositiveSmallIntegerField(default=0, editable=False)
    reopened_count = models.PositiveSmallIntegerField(default=0, editable=False)
    decision = models.TextField(_("decision on the opportunity"), blank=True, editable=False)
    # The earliest date issued and not yet met, kept by the database (docs/adr/0180-kept-columns.md); none for many.
    first_due_on = models.DateField(null=True, editable=False)
    first_due_step = models.CharField(max_length=50, blank=True, null=True, editable=False)  # noqa: DJ001
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_on", "-pk"]
        indexes = [
            models.Index(fields=["unit", "state", "type"]),
            models.Index(fields=["owner", "state"]),
            models.Index(fields=["issued_on"]),
            models.Index(fields=["first_due_on", "id"], name="finding_first_due"),
            models.Index(fields=["state", "type"], name="finding_state"),
            models.Index(fields=["type", "id"], name="finding_by_type"),
            models.Index(fields=["state", "id"], name="finding_by_state"),
            models.Index(fields=["closed_on", "id"], name="finding_by_closure"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "draft",
                        "issued",
                        "disputed",
                        "plan_submitted",
                        "action",
                        "implemented",
                        "risk_accepted",
                        "closed",
                        "noted",
                        "published",
                        "void",
                    ]
                ),
                name="finding_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closed_on__isnull=False),
                name="closed_findings_have_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(repeat_of=None) | ~models.Q(repeat_of=models.F("id")),
                name="no_finding_repeats_itself",
                violation_error_message=_("A finding cannot repeat itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("audits:finding", args=[self.uuid])

    @property
    def is_nonconformity(self) -> bool:
        return self.type in self.NONCONFORMITIES

    @property
    def state_words(self) -> str:
        """The state of an opportunity in its own words: it is decided on and has no plan."""
        if self.type != self.Type.OFI:
            return str(self.get_state_display())
        own = {self.State.ISSUED: _("Issued, waits for a decision"), self.State.ACTION: _("Taken up")}
        return str(own.get(self.State(self.state), self.get_state_display()))


class CauseAnalysis(Row):
    class Method(models.TextChoices):
        FIVE_WHYS = "five_whys", _("Five whys")
        FISHBONE = "fishbone", _("Fishbone")
        FAULT_TREE = "fault_tree", _("Fault tree")
        OTHER = "other", _("Other")

    class Category(models.TextChoices):
        METHOD = "method", _("Method")
        PEOPLE = "people", _("People")
        TOOL = "tool", _("Tool")
        SUPPLIER = "supplier", _("Supplier")
        DESIGN = "design", _("Design")
        RESOURCES = "resources", _("Resources")
        UNCLEAR_RULE = "unclear_rule", _("Unclear rule")

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="cause")
    method = models.CharField(_("method"), max_length=20, choices=Method, default=Method.FIVE_WHYS)
    whys = models.JSONField(_("the whys"), default=list, blank=True)
    branches = models.JSONField(_("causes by category"), default=list, blank=True)
    text = models.TextField(_("root cause"))
    category = models.CharField(_("category"), max_length=20, choices=Category)
    similar_found = models.BooleanField(_("similar occurrences found"), default=False)
    similar_where = models.TextField(_("where similar occurrences were looked for, and what was found"))

    class Meta:
        verbose_name_plural = _("cause analyses")

    def __str__(self) -> str:
        return f"{self.finding.ref}: {self.get_category_display()}"


class CorrectiveAction(Row):
    """Removes the cause. It has no state of its own: it is implemented or not yet."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="actions")
    order = models.PositiveSmallIntegerField(editable=False)
    text = models.TextField(_("what will be done"))
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="corrective_actions", verbose_name=_("owner")
    )
    due_on = models.DateField(_("due on"))
    implemented_on = models.DateField(_("implemented on"), null=True, blank=True, editable=False)
    implemented_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = CorrectiveActionQuerySet.as_manager()

    class Meta:
        ordering = ["finding", "order"]
        constraints = [models.UniqueConstraint(fields=["finding", "order"], name="action_order_once")]
        indexes = [models.Index(fields=["due_on"], name="action_open_due", condition=models.Q(implemented_on=None))]

    NAMED_THROUGH = ("finding",)  # what foundation.notices loads with it

    def __str__(self) -> str:
        return f"{self.finding.ref}, {_('action')} {self.order}"

    @property
    def unit(self) -> Unit:
        return self.finding.unit

    def get_absolute_url(self) -> str:
        return self.finding.get_absolute_url()


class Verification(Row):
    """Another person's judgement of the effect; the row is written once and stands."""

    class Result(models.TextChoices):
        EFFECTIVE = "effective", _("Effective")
        NOT_EFFECTIVE = "not_effective", _("Not effective")

    class Method(models.TextChoices):
        DOCUMENT_REVIEW = "document_review", _("Document review")
        SAMPLE = "sample", _("Sample")
        OBSERVATION = "observation", _("Observation")
        RETEST = "retest", _("Test repeated")
        INTERVIEW = "interview", _("Interview")

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="verifications")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="verifications")
    on = models.DateField(_("verified on"))
    method = models.CharField(_("method"), max_length=20, choices=Method)
    sample = models.TextField(_("what was looked at"))
    result = models.CharField(_("result"), max_length=20, choices=Result)
    early_reason = models.TextField(_("why a shorter period proves it"), blank=True)
    no_second_auditor = models.BooleanField(_("no second qualified auditor exists"), default=False)

    class Meta:
        ordering = ["finding", "on"]

    def __str__(self) -> str:
        return f"{self.finding.ref}: {self.get_result_display()}"
