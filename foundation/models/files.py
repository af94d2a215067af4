"""The facts of a stored file; the app that owns it adds what it belongs to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """Size in bytes, SHA-256 as 64 hex digits; the bytes lie in the content-addressed store under that hash.

    `BYTES_KEPT` says of which rows the store has to have the bytes: of all, unless a table disposes of some.
    """

    BYTES_KEPT: models.Q = models.Q()

    class Scan(models.TextChoices):
        PENDING = "pending", _("Being scanned")
        CLEAN = "clean", _("Scanned, clean")
        INFECTED = "infected", _("Infected")
        UNSCANNABLE = "unscannable", _("Could not be scanned")
        NOT_SCANNED = "not_scanned", _("Not scanned")

    name = models.CharField(_("file name"), max_length=255)
    size = models.BigIntegerField(_("size"))
    declared_type = models.CharField(max_length=100)
    detected_type = models.CharField(max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    active_content = models.BooleanField(default=False)
    scan = models.CharField(max_length=20, choices=Scan, default=Scan.PENDING, editable=False)
    scanned_at = models.DateTimeField(null=True, blank=True, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
