"""The statement of applicability in versions: which controls of a framework apply, why, and how far they are in place."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import Framework, Requirement
from certifications.querysets import SoaLineQuerySet, SoaQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


def known_reasons(value: object) -> None:
    """Raises ValidationError for anything but a list of the reasons there are."""
    if not isinstance(value, list) or not set(value) <= set(SoaLine.Reason.values):
        raise ValidationError(_("Choose among: %(reasons)s."), params={"reasons": ", ".join(SoaLine.Reason.values)})


class StatementOfApplicability(Row):
    """One version. Versions of a statement share the reference; at most one is in force. Source: M-16.

    What an approved version says is kept in `content`, and `sha256` is its hash; the database refuses to change either.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        APPROVED = "approved", _("In force")
        SUPERSEDED = "superseded", _("Superseded")

    FROZEN = (State.APPROVED, State.SUPERSEDED)

    ref = models.CharField(_("reference"), max_length=20, editable=False)
    number = models.PositiveIntegerField(_("version"), default=1, editable=False)
    title = models.CharField(_("title"), max_length=200)
    scope = models.TextField(
        _("scope"), max_length=5000, help_text=_("What the certificate covers: activities, places, systems.")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="soas", verbose_name=_("unit"))
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="soas", verbose_name=_("framework"))
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_versions", editable=False
    )
    editors = models.ManyToManyField(Person, related_name="+", editable=False)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    content = models.JSONField(default=dict, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    objects = SoaQuerySet.as_manager()

    class Meta:
        ordering = ["ref", "-number"]
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["framework", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["ref", "number"], name="soa_version_once"),
            models.UniqueConstraint(fields=["ref"], condition=models.Q(state="approved"), name="one_soa_in_force"),
            models.UniqueConstraint(
                fields=["ref"],
                condition=models.Q(state__in=["draft", "in_review"]),
                name="one_soa_in_work",
                violation_error_message=_("A new version is being written already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "in_review", "approved", "superseded"]), name="soa_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "in_review"])
                | models.Q(approver__isnull=False, approved_on__isnull=False) & ~models.Q(sha256=""),
                name="soa_in_force_was_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(approver=None) | ~models.Q(approver=models.F("submitted_by")),
                name="soa_is_approved_by_another",
                violation_error_message=_("Who submitted it does not approve it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} v{self.number} {self.title}"

    @property
    def name(self) -> str:
        """How letters and certificates cite it."""
        return f"{self.ref} v{self.number}"

    @property
    def is_frozen(self) -> bool:
        return self.state in self.FROZEN

    def get_absolute_url(self) -> str:
        return reverse("certifications:soa", args=[self.uuid])


class SoaLine(Row):
    """What a version says of one control. What is said of the other case, applicable or not, is kept and not shown."""

    class Reason(models.TextChoices):
        RISK = "risk", _("Risk")
        LAW = "law", _("Law")
        CONTRACT = "contract", _("Contract")
        BUSINESS = "business", _("Business")

    class Implementation(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        PARTIAL = "partial", _("Partial")
        IMPLEMENTED = "implemented", _("Implemented")

    NAMED_THROUGH = ("soa", "requirement")  # what foundation.notices loads with it

    soa = models.ForeignKey(StatementOfApplicability, on_delete=models.PROTECT, related_name="lines")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="soa_lines")
    applicable = models.BooleanField(_("applicable"), default=True)
    reasons = models.JSONField(_("included because of"), default=list, blank=True, validators=[known_reasons])
    inclusion = models.TextField(_("why it is included"), max_length=2000, blank=True)
    exclusion = models.TextField(_("why it is excluded"), max_length=2000, blank=True)
    implementation = models.CharField(
        _("implementation"), max_length=12, choices=Implementation, default=Implementation.NOT_STARTED
    )

    objects = SoaLineQuerySet.as_manager()

    class Meta:
        ordering = ["soa", "requirement__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["soa", "requirement"],
                name="soa_line_once",
                violation_error_message=_("This control has its line already."),
            ),
            models.CheckConstraint(
                condition=models.Q(implementation__in=["not_started", "partial", "implemented"]),
                name="soa_line_implementation_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soa.name} {self.requirement.ref}"

    @property
    def unit(self) -> Unit:
        return self.soa.unit

    @property
    def key(self) -> str:
        return str(self.uuid)

    @property
    def is_justified(self) -> bool:
        """Says why: a reason or a text for what is included, a text for what is not."""
        return bool(self.reasons or self.inclusion) if self.applicable else bool(self.exclusion)

    @property
    def reason_labels(self) -> list[str]:
        return [str(reason.label) for reason in self.Reason if reason.value in self.reasons]

    @property
    def text(self) -> str:
        """The words that count: why it is included, or why not."""
        return self.inclusion if self.applicable else self.exclusion

    def get_absolute_url(self) -> str:
        return f"{reverse('certifications:soa_lines', args=[self.soa.uuid])}#line-{self.uuid}"
