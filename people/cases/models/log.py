"""The log of cases, of the same shape as the one log and apart from it; and what stands outside of it: neutral notices."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.rows import About, AboutQuerySet, Row
from people.cases.models.cases import Case
from people.cases.querysets import NoticeQuerySet, OpeningQuerySet, ReportQuerySet


class CaseEvent(About):
    """One thing that happened in a case. Database triggers refuse every change; `digest` is SHA-256 in hex.

    `case` says whose log it is, whatever row the event is about.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="events")

    grant_uuid = None  # no room shows a case; the digest of the one log asks for it

    objects = AboutQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["case", "-at"])]

    def __str__(self) -> str:
        return self.kind


class CaseEventContent(models.Model):
    """What an event says, with the salt of its digest; erased with the identities of its case. Source: T-60."""

    event = models.OneToOneField(CaseEvent, on_delete=models.PROTECT, primary_key=True, related_name="content")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField()
    details = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=32)
    ip = models.GenericIPAddressField(null=True)

    def __str__(self) -> str:
        return self.summary


class SealOpening(Row):
    """Somebody read a sealed name, for a reason; the data protection officer hears of it each month. Source: 2.21."""

    class Seal(models.TextChoices):
        REPORTER = "reporter", _("Name of the reporter")
        SUBJECT = "subject", _("Name of the person it is about")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    seal = models.CharField(_("seal"), max_length=10, choices=Seal)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(_("reason"), max_length=500)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["on"])]

    def __str__(self) -> str:
        return self.get_seal_display()


class OpeningReport(Row):
    """The report of one month's openings to the data protection officer."""

    month = models.DateField(unique=True)
    made_on = models.DateField()
    openings = models.PositiveIntegerField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    def get_absolute_url(self) -> str:
        return reverse("cases:openings")


class Notice(Row):
    """All that the house is told of this place: that one person should look in. It names no case."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = NoticeQuerySet.as_manager()

    def __str__(self) -> str:
        return str(_("Confidential"))

    def get_absolute_url(self) -> str:
        return reverse("cases:home")
