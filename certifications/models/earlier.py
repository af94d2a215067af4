"""Audits of a cycle that were held before this register began."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.models.cycles import Cycle, CycleAudit
from foundation.rows import Row


class EarlierAudit(Row):
    """What a certificate taken over brings along of an audit that is no row here: its part in the cycle, its last day."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="earlier_audits")
    role = models.CharField(_("as"), max_length=20, choices=CycleAudit.Role)
    ended_on = models.DateField(_("ended on"))

    class Meta:
        ordering = ["cycle", "ended_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "role", "ended_on"],
                name="earlier_audit_once_in_a_cycle",
                violation_error_message=_("This audit is in the cycle already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.ended_on}"
