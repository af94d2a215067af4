"""What programs bring along: a person's tokens for the API, and the answers kept so that a call sent twice acts once."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager

from foundation.querysets import ApiTokenQuerySet
from foundation.rows import Row


class ApiToken(Row, AbstractAuthToken):
    """Lets a program act as its owner until it expires or is revoked; only the hash of the secret is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        WRITE = "write", _("Read and write")
        SIGN = "sign", _("Read, write and sign")

    name = models.CharField(_("name"), max_length=100, help_text=_("What uses it, such as “Nightly export”."))
    scope = models.CharField(_("may"), max_length=10, choices=Scope, default=Scope.READ)
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    # create() gives the row and the secret, which is kept nowhere
    objects = AuthTokenManager.from_queryset(ApiTokenQuerySet)()

    class Meta:
        ordering = ["-created"]
        constraints = [
            models.CheckConstraint(condition=models.Q(expiry__isnull=False), name="every_token_expires"),
            models.CheckConstraint(condition=models.Q(scope__in=["read", "write", "sign"]), name="token_scope_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_live(self, now: datetime) -> bool:
        """Whether it opens anything: not run out, not revoked. The account behind it is looked at as well."""
        return self.revoked_at is None and self.expiry is not None and self.expiry > now


class IdempotencyKey(models.Model):
    """An answer, kept with the effect it tells of, so that the same call with the same key brings the same answer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    call = models.CharField(max_length=300)
    body_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.key}: {self.call}"
