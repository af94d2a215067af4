"""Gates of processes, and what passed them. Source: M-04."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models.frameworks import Control
from assurance.models.processes import Process
from assurance.models.products import ProductVersion
from assurance.models.suppliers import Supplier
from assurance.querysets import GatePassQuerySet, GateQuerySet
from foundation.directory.models import Person, Unit, User
from foundation.rows import Row


class Gate(Row):
    """A point of a process that a release, supplier, bid, site or ticket passes with proofs, or not at all."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="gates")
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)
    order = models.PositiveSmallIntegerField(_("place in the process"), default=1)
    blocking = models.BooleanField(
        _("blocking"), default=True, help_text=_("Nothing passes while a required control has no fresh evidence.")
    )
    controls = models.ManyToManyField(Control, blank=True, related_name="gates", verbose_name=_("required controls"))

    objects = GateQuerySet.as_manager()

    class Meta:
        ordering = ["process__area__order", "process__code", "order", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def unit(self) -> Unit:
        return self.process.unit

    def get_absolute_url(self) -> str:
        return reverse("assurance:gate", args=[self.uuid])


class GatePass(Row):
    """One subject at one gate, from its opening to the decision."""

    class Subject(models.TextChoices):
        RELEASE = "release", _("Release")
        SUPPLIER = "supplier", _("Supplier")
        BID = "bid", _("Bid")
        SITE = "site", _("Site")
        TICKET = "ticket", _("Ticket")

    class State(models.TextChoices):
        OPEN = "open", _("To decide")
        PASSED = "passed", _("Passed")
        CONDITIONAL = "conditional", _("Passed with conditions")
        FAILED = "failed", _("Not passed")
        WAIVED = "waived", _("Waived")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="passes")
    kind = models.CharField(_("kind of subject"), max_length=10, choices=Subject)
    title = models.CharField(_("subject"), max_length=200)
    version = models.ForeignKey(
        ProductVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="gate_passes"
    )
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="gate_passes")
    opened_on = models.DateField(_("opened on"))
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    decided_on = models.DateField(_("decided on"), null=True, editable=False)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True, editable=False)
    was_complete = models.BooleanField(_("all required evidence at the decision"), null=True, editable=False)
    waiver_reason = models.TextField(_("reason of the waiver"), max_length=2000, blank=True, editable=False)
    waiver_asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    waiver_approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    waiver_until = models.DateField(_("waived until"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN, editable=False)

    objects = GatePassQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        indexes = [models.Index(fields=["state", "decided_on"])]
        verbose_name_plural = _("gate passes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "passed", "conditional", "failed", "waived"]),
                name="gate_pass_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waived")
                | (
                    ~models.Q(waiver_reason="") & models.Q(waiver_until__isnull=False, waiver_approved_by__isnull=False)
                ),
                name="waiver_has_reason_and_end",
                violation_error_message=_("A waiver needs a reason, an approver and a last day."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="open")
                | models.Q(decided_on__isnull=False, decided_by__isnull=False, was_complete__isnull=False),
                name="gate_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="release", version__isnull=False, supplier=None)
                | models.Q(kind="supplier", supplier__isnull=False, version=None)
                | models.Q(kind__in=["bid", "site", "ticket"], version=None, supplier=None),
                name="gate_pass_names_its_subject",
                violation_error_message=_("A release names its version, a supplier itself; the others neither."),
            ),
            models.UniqueConstraint(
                fields=["gate", "version"],
                condition=models.Q(state="open", version__isnull=False),
                name="release_waits_once_at_a_gate",
                violation_error_message=_("This release waits at this gate already."),
            ),
            models.UniqueConstraint(
                fields=["gate", "supplier"],
                condition=models.Q(state="open", supplier__isnull=False),
                name="supplier_waits_once_at_a_gate",
                violation_error_message=_("This supplier waits at this gate already."),
            ),
        ]

    NAMED_THROUGH = ("gate",)

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def unit(self) -> Unit:
        return self.gate.process.unit

    def get_absolute_url(self) -> str:
        return reverse("assurance:gate_pass", args=[self.uuid])
