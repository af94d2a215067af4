"""What an outsider was granted, as data: written by the verbs of the certifier room, read by every visible_to."""

from django.conf import settings
from django.db import models

from foundation.querysets import GrantedObjectQuerySet
from foundation.rows import About, Grading


class GrantedObject(About):
    """One row that a grant shows to one outside account, from a moment to a moment (UTC, `until_at` excluded)."""

    grant_uuid = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="granted_objects")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    max_grading = models.CharField(max_length=20, choices=Grading)
    may_download = models.BooleanField(default=False)
    follow = models.BooleanField(default=False)

    objects = GrantedObjectQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "subject_type", "subject_uuid", "until_at"])]
        constraints = [
            models.UniqueConstraint(fields=["grant_uuid", "user", "subject_type", "subject_uuid"], name="granted_once")
        ]

    def __str__(self) -> str:
        return f"{self.grant_uuid} → {self.subject_uuid}"
