"""Uploads that may be interrupted and go on later: what was promised; how much has come is told by the bytes on disk."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.querysets import UploadQuerySet
from foundation.rows import Row


class Upload(Row):
    """A file on its way in, in as many requests as it takes; it belongs to its sender and ends when it is taken or expires.

    It is no record: what becomes of the file is written by the verb that takes it. `metadata` stands as it was sent.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(max_length=100, blank=True)
    fingerprint = models.CharField(max_length=200, blank=True)
    metadata = models.TextField(blank=True, max_length=4000)
    size = models.BigIntegerField(_("size"))
    expires_at = models.DateTimeField(db_index=True, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gte=0),
                name="upload_has_a_size",
                violation_error_message=_("A file has no less than no bytes."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_over(self, now: datetime) -> bool:
        return self.expires_at <= now
