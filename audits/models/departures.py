"""Where a finding leaves the plain way: a date moved, a finding disputed, a risk accepted for a while."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models.findings import Finding
from foundation.directory.models import Person
from foundation.rows import Row


class Extension(Row):
    """A due date moved with the agreement of others; the row is written once and keeps the date that was."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="extensions")
    step = models.CharField(max_length=50)
    from_on = models.DateField(_("due before"))
    to_on = models.DateField(_("due now"))
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    granted_on = models.DateField(_("granted on"))

    class Meta:
        ordering = ["finding", "granted_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__gt=models.F("from_on")),
                name="extension_moves_later",
                violation_error_message=_("An extension moves a date to a later day."),
            ),
            models.CheckConstraint(
                condition=~models.Q(granted_by=models.F("asked_by"))
                & (models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("asked_by"))),
                name="nobody_extends_for_themselves",
                violation_error_message=_("Another person than who asked decides on an extension."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding.ref}: {self.from_on} → {self.to_on}"


class Dispute(Row):
    """The owner's objection to a finding, once, and what the panel of two persons made of it."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("Upheld")
        DOWNGRADED = "downgraded", _("Downgraded")
        VOIDED = "voided", _("Voided")

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="dispute")
    reason = models.TextField(_("reason"))
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField(_("raised on"))
    type_before = models.CharField(max_length=20, choices=Finding.Type)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_on=None)
                | (
                    ~models.Q(outcome="")
                    & ~models.Q(minutes="")
                    & models.Q(decided_on__isnull=False, officer__isnull=False, lead__isnull=False)
                    & ~models.Q(officer=models.F("lead"))
                ),
                name="a_decided_dispute_has_a_panel",
                violation_error_message=_("Two persons decide on a dispute, and their minutes stay."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding.ref}: {self.get_outcome_display() or _('disputed')}"


class RiskAcceptance(Row):
    """A risk that a manager carries for a while in place of the corrective action."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="acceptances")
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_on = models.DateField(_("accepted on"))
    review_on = models.DateField(_("to be reviewed on"))
    expires_on = models.DateField(_("accepted until"))
    state_before = models.CharField(max_length=20, choices=Finding.State)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        ordering = ["finding", "accepted_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    expires_on__gt=models.F("accepted_on"),
                    review_on__gte=models.F("accepted_on"),
                    review_on__lte=models.F("expires_on"),
                ),
                name="acceptance_days_in_order",
                violation_error_message=_("The review lies between the acceptance and its end."),
            ),
            models.CheckConstraint(
                condition=~models.Q(accepted_by=models.F("asked_by")),
                name="nobody_accepts_their_own_request",
                violation_error_message=_("Another person than who asked accepts the risk."),
            ),
            models.UniqueConstraint(
                fields=["finding"],
                condition=models.Q(ended_on=None),
                name="one_acceptance_at_a_time",
                violation_error_message=_("The risk of this finding is accepted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding.ref}: {self.expires_on}"
