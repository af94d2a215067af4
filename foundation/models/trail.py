"""The one log of what happened, what people said about a row, and what they are told of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.querysets import NotificationQuerySet
from foundation.rows import About, AboutQuerySet, Row


class Event(About):
    """One thing that happened. Database triggers refuse every change of a row; `digest` is SHA-256 in hex."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=100, db_index=True)
    digest = models.CharField(max_length=64)
    grant_uuid = models.UUIDField(null=True)

    objects = AboutQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_uuid", "-at"]),
            models.Index(fields=["-at", "-id"], name="event_newest"),
            models.Index(
                fields=["grant_uuid", "-at"], condition=models.Q(grant_uuid__isnull=False), name="event_in_a_room"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class EventContent(models.Model):
    """What an event says, with the salt of its digest: the part that may one day have to be erased."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="content")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField()
    details = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=32)
    ip = models.GenericIPAddressField(null=True)

    def __str__(self) -> str:
        return self.summary


class Comment(Row, About):
    """A remark on a row; people named with @ are notified."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"), max_length=5000)

    objects = AboutQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["subject_type", "subject_uuid", "-created_at"])]

    def __str__(self) -> str:
        return self.text[:80]


class Notification(Row):
    """The outbox: one line in the bell and one mail per person and event."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="notifications")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications")
    read_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(null=True, editable=False)  # None: stands here only
    gathered = models.BooleanField(default=False, editable=False)  # goes into one mail with others
    last_error = models.CharField(max_length=300, blank=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="told_once")]
        indexes = [
            models.Index(fields=["user", "read_at"]),
            models.Index(fields=["next_try_at"], condition=models.Q(mailed_at=None), name="mail_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.event}"
