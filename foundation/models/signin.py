"""Who is signed in where, and who was invited."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.querysets import InvitationQuerySet
from foundation.rows import Row


class Session(AbstractBaseSession):
    """One browser. `user` is who is signed in there, so that everything an account has open can be ended at once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions"
    )  # a session without its account opens nothing

    seen_at = models.DateTimeField()

    objects = BaseSessionManager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> type:
        """Of the model that Django ships; ours is foundation.signin.sessions, which knows this one."""
        raise TypeError("Sessions are read through foundation.signin.sessions.SessionStore.")


class Invitation(Row):
    """A link mailed to one address, by which its account sets its first password. At most one of an account works."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_invitation_waits",
                violation_error_message=_("This account was invited a moment ago."),
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
                name="an_invitation_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Invitation of %(user)s") % {"user": self.user})


class SpentCode(models.Model):
    """A code of an authenticator app that was used; `step` counts its periods of 30 seconds since 1970."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )  # says nothing without its account
    step = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "step"], name="a_code_counts_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.step}"
