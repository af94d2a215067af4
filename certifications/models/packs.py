"""An evidence pack: what a room showed at a moment, made by a job into one file to take home."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certifications.models.grants import Grant
from certifications.querysets import PackQuerySet
from foundation.directory.models import Unit
from foundation.models.work import Job
from foundation.rows import Row


class EvidencePack(Row):
    """How far it is, and its file, are those of the job; the rest is known once it is made.

    `shown` are the uuids of what lies in it, by kind: a pack is handed out only while the room still shows all of that.
    `ledger_size` is the size of the log that it is proven against.
    """

    NAMED_THROUGH = ("grant",)

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="packs")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="evidence_pack")
    made_at = models.DateTimeField(_("made"), null=True, editable=False)
    files = models.PositiveIntegerField(_("files"), default=0, editable=False)
    left_out = models.PositiveIntegerField(_("files left out"), default=0, editable=False)
    ledger_size = models.BigIntegerField(_("entries of the ledger"), default=0, editable=False)
    shown = models.JSONField(default=dict, editable=False)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["grant", "-created_at"], name="pack_of_a_grant")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at=None) | models.Q(ledger_size__gt=0),
                name="a_made_pack_is_sealed",
                violation_error_message=_("A pack is made once the ledger has sealed it."),
            )
        ]

    def __str__(self) -> str:
        return str(_("Evidence pack of %(grant)s") % {"grant": self.grant})

    @property
    def unit(self) -> Unit:
        return self.grant.unit

    def get_absolute_url(self) -> str:
        return reverse("certifications:grant_packs", args=[self.grant.uuid])
