"""What an outsider was granted, as data: written by the verbs of the certifier room, read by every visible_to."""

from django.conf import settings
from django.db import models

from foundation.networks import DIGITS
from foundation.querysets import GrantedObjectQuerySet
from foundation.rows import About, Grading


class GrantedObject(About):
    """One row that a grant shows to one outside account, from a moment to a moment (UTC, `until_at` excluded).

    Evidence that speaks for a day after `cut_off`, or was not accepted before `judged_before`, stays closed. A row that is
    not open from anywhere is open from the networks of its room alone.
    """

    grant_uuid = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="granted_objects")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    max_grading = models.CharField(max_length=20, choices=Grading)
    may_download = models.BooleanField(default=False)
    follow = models.BooleanField(default=False)
    cut_off = models.DateField(null=True)
    judged_before = models.DateTimeField(null=True)
    from_anywhere = models.BooleanField(default=True)

    objects = GrantedObjectQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "subject_type", "subject_uuid", "until_at"])]
        constraints = [
            models.UniqueConstraint(fields=["grant_uuid", "user", "subject_type", "subject_uuid"], name="granted_once"),
            models.CheckConstraint(
                condition=models.Q(cut_off=None, judged_before=None)
                | models.Q(cut_off__isnull=False, judged_before__isnull=False),
                name="a_cut_off_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant_uuid} → {self.subject_uuid}"


class RoomNetwork(models.Model):
    """A range of network addresses from which a room is entered, as foundation.networks writes them."""

    grant_uuid = models.UUIDField()
    first = models.CharField(max_length=DIGITS)
    last = models.CharField(max_length=DIGITS)

    class Meta:
        indexes = [models.Index(fields=["grant_uuid", "first"])]

    def __str__(self) -> str:
        return f"{self.grant_uuid}: {self.first} – {self.last}"
