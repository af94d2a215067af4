"""What of the ledger somebody has seen: kept so that the next visit can be compared with it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerSeen(models.Model):
    """The checkpoint with which somebody's visit began, and the one of the visit before; one row per account.

    Roots are SHA-256 in hex. `told_at` is when officers were last told that the history does not go on from here.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ledger_seen")
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    seen_at = models.DateTimeField()
    before_size = models.PositiveBigIntegerField(null=True, blank=True)
    before_root = models.CharField(max_length=64, blank=True)
    before_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(before_size=None, before_at=None, before_root="")
                | models.Q(before_size__isnull=False, before_at__isnull=False, before_size__lte=models.F("size")),
                name="seen_history_grows",
                violation_error_message=_("A visit keeps a history at least as long as the one of the visit before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.size}"
