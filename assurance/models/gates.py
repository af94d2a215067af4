"""Gates of processes, and what passed them."""

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

AT_THE_GATE = _("This is at the gate already and waits for a decision.")


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
    missed = models.ManyToManyField(
        Control, editable=False, related_name="+", verbose_name=_("controls without evidence at the decision")
    )
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
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "passed", "conditional", "failed", "waived"]),
                name="gate_pass_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waived")
                | (~models.Q(waiver_reason="") & models.Q(waiver_until__isnull=False)),
                name="waiver_has_reason_and_end",
                violation_error_message=_("A waiver needs a reason and a last day."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(decided_on__isnull=False),
                name="gate_decision_has_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="release", version__isnull=False, supplier__isnull=True)
                | models.Q(kind="supplier", version__isnull=True, supplier__isnull=False)
                | models.Q(kind__in=["bid", "site", "ticket"], version__isnull=True, supplier__isnull=True),
                name="gate_pass_names_its_subject",
                violation_error_message=_(
                    "A release is a version of a product, and a supplier one that is registered."
                ),
            ),
            models.UniqueConstraint(
                fields=["gate", "version"],
                condition=models.Q(state="open", version__isnull=False),
                name="version_at_a_gate_once",
                violation_error_message=AT_THE_GATE,
            ),
            models.UniqueConstraint(
                fields=["gate", "supplier"],
                condition=models.Q(state="open", supplier__isnull=False),
                name="supplier_at_a_gate_once",
                violation_error_message=AT_THE_GATE,
            ),
            models.UniqueConstraint(
                fields=["gate", "kind", "title"],
                condition=models.Q(state="open", version__isnull=True, supplier__isnull=True),
                name="subject_at_a_gate_once",
                violation_error_message=AT_THE_GATE,
            ),
        ]

    NAMED_THROUGH = ("gate",)

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def unit(self) -> Unit:
        return self.gate.process.unit

    @property
    def decider(self) -> User | Person | None:
        """Who decided: of a waiver the second person, who approved it."""
        return self.waiver_approved_by or self.decided_by

    @property
    def subject(self) -> ProductVersion | Supplier | None:
        """The registered row that stands at the gate; of a bid, site or ticket only the title is known."""
        return self.version or self.supplier

    def get_absolute_url(self) -> str:
        return reverse("assurance:gate_pass", args=[self.uuid])
