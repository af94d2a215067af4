"""The plan of an audit, session by session, and the addresses at which people's calendars read theirs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models.audits import Audit
from audits.querysets.team import FeedQuerySet, SessionQuerySet
from foundation.directory.models import Person, User
from foundation.rows import Row


class PlanSession(Row):
    """When what is looked at, by whom and with whom; times are those of the audited unit's zone."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening meeting")
        SESSION = "session", _("Session")
        CLOSING = "closing", _("Closing meeting")

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SESSION)
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    topic = models.CharField(_("topic"), max_length=200)
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    auditor = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="plan_sessions", verbose_name=_("auditor")
    )
    contact = models.CharField(_("with whom"), max_length=200, blank=True, help_text=_("A role is enough."))
    criteria = models.CharField(_("criteria"), max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of the invitation (RFC 5545, 3.8.7.4)
    cancelled_on = models.DateField(null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["day", "starts", "pk"]
        indexes = [models.Index(fields=["auditor", "day"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="session_ends_after_it_starts",
                violation_error_message=_("A session ends after it starts, on the same day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M} {self.topic}"


class CalendarFeed(Row):
    """An address at which somebody's calendar reads their audits; only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at=None), name="one_live_calendar_address"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
