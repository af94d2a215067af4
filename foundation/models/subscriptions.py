"""Reports that come by themselves: subscriptions, and what each sent to whom."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.models.work import Job
from foundation.rows import Row
from foundation.subscriptions.querysets import SendingQuerySet, SubscriptionQuerySet

RHYTHMS = (
    (
        _("Every week"),
        (
            ("week:0", _("Every Monday")),
            ("week:1", _("Every Tuesday")),
            ("week:2", _("Every Wednesday")),
            ("week:3", _("Every Thursday")),
            ("week:4", _("Every Friday")),
            ("week:5", _("Every Saturday")),
            ("week:6", _("Every Sunday")),
        ),
    ),
    (
        _("Every month"),
        (
            ("month:1", _("On the first working day of the month")),
            ("month:2", _("On the second working day of the month")),
            ("month:3", _("On the third working day of the month")),
            ("month:5", _("On the fifth working day of the month")),
            ("month:10", _("On the tenth working day of the month")),
            ("month:-1", _("On the last working day of the month")),
        ),
    ),
    (
        _("Every quarter"),
        (
            ("quarter:1", _("On the first working day of the quarter")),
            ("quarter:5", _("On the fifth working day of the quarter")),
            ("quarter:10", _("On the tenth working day of the quarter")),
            ("quarter:-1", _("On the last working day of the quarter")),
        ),
    ),
)


class Subscription(Row):
    """A report that is made in a rhythm for each of its recipients, with what that person may read.

    `report` names one of the report centre, `query` its parameters as an address has them. The working days are those
    of `unit`, where its owner worked when it began. `next_on` is the next day on which it is sent.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    title = models.CharField(_("name"), max_length=100)
    report = models.CharField(_("report"), max_length=50)
    query = models.CharField(_("parameters"), max_length=2000, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=12, choices=RHYTHMS)
    unit = models.ForeignKey(
        "directory.Unit", on_delete=models.PROTECT, related_name="subscriptions", verbose_name=_("unit")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="subscriptions", verbose_name=_("owner")
    )
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="received_subscriptions", verbose_name=_("recipients")
    )
    next_on = models.DateField(_("next"))
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["active", "paused", "ended"]), name="subscription_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(rhythm__in=[key for _group, pairs in RHYTHMS for key, _label in pairs]),
                name="subscription_rhythm_known",
                violation_error_message=_("Choose one of the rhythms that are offered."),
            ),
        ]
        indexes = [
            models.Index(fields=["next_on"], condition=models.Q(state="active"), name="subscription_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("foundation:subscription", args=[self.uuid])


class Sending(Row):
    """What one recipient got of a subscription for one of its days: the job that made it, or why nothing was sent."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="sendings")
    due_on = models.DateField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="sending")
    withheld = models.CharField(max_length=300, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on", "recipient_id"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "due_on", "recipient"], name="a_report_is_sent_once"),
            models.CheckConstraint(
                condition=models.Q(job__isnull=False, withheld="") | (models.Q(job=None) & ~models.Q(withheld="")),
                name="a_report_is_sent_or_withheld",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription}, {self.due_on}: {self.recipient}"
