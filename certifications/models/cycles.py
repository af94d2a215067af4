"""The cycles of a certificate and the audits each of them needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models import Audit
from certifications.models.certificates import Certificate
from certifications.querysets import CycleAuditQuerySet, CycleQuerySet
from foundation.rows import Row


class Cycle(Row):
    """From one decision to the next; without a decision while the certificate is being prepared."""

    class Kind(models.TextChoices):
        INITIAL = "initial", _("Initial certification")
        RECERTIFICATION = "recertification", _("Recertification")
        TRANSITION = "transition", _("Transition to an edition")

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="cycles")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INITIAL)
    decision_on = models.DateField(_("decided on"), null=True, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    expires_on = models.DateField(_("last day"), null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["certificate", "decision_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("starts_on")),
                name="cycle_ends_after_it_begins",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.UniqueConstraint(
                fields=["certificate"], condition=models.Q(decision_on=None), name="one_cycle_is_prepared"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate.ref}, {self.get_kind_display()}"


class CycleAudit(Row):
    """An audit that a cycle needs, and as what."""

    class Role(models.TextChoices):
        STAGE1 = "stage1", _("Stage 1")
        STAGE2 = "stage2", _("Stage 2")
        SURVEILLANCE1 = "surveillance1", _("First surveillance")
        SURVEILLANCE2 = "surveillance2", _("Second surveillance")
        RECERTIFICATION = "recertification", _("Recertification")
        SPECIAL = "special", _("Special audit")
        TRANSITION = "transition", _("Transition audit")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="audits")
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="cycles")
    role = models.CharField(_("as"), max_length=20, choices=Role)

    objects = CycleAuditQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "audit__planned_start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "audit", "role"],
                name="audit_once_in_a_cycle",
                violation_error_message=_("This audit is in the cycle already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.audit.ref}"
