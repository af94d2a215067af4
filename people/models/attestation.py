"""Campaigns that ask people to sign a version of a document, and what each of them answered."""

from datetime import date

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import DocumentVersion
from foundation.directory.models import Person, Unit, User
from foundation.rows import Row
from people.clocks import attestation_kept_until
from people.models.audiences import Audience
from people.querysets import AttestationQuerySet, CampaignQuerySet


class Campaign(Row):
    """Asks an audience to sign one version of a document. A new version of it opens a campaign of its own."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        SUPERSEDED = "superseded", _("Superseded")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("unit"))
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("text to sign")
    )
    audience = models.OneToOneField(Audience, on_delete=models.PROTECT, related_name="campaign", editable=False)
    statement = models.CharField(
        _("sentence that is signed"),
        max_length=500,
        validators=[MinLengthValidator(10)],
        help_text=_("What people declare, word for word. It is kept with each signature."),
    )
    opens_on = models.DateField(_("opens on"), help_text=_("Nobody is asked before. People have 30 days to sign."))
    yearly = models.BooleanField(
        _("signed anew every year"),
        default=True,
        help_text=_("Whoever has signed is asked again twelve months later."),
    )
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="next", editable=False, verbose_name=_("follows")
    )
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        indexes = [models.Index(fields=["state", "opens_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "closed", "superseded"]), name="campaign_state_known"
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(state__in=["draft", "open"]),
                name="one_campaign_per_version",
                violation_error_message=_("This version is being signed in another campaign already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open"], closed_on=None)
                | Q(state__in=["closed", "superseded"], closed_on__isnull=False),
                name="campaign_ends_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("people:campaign", args=[self.uuid])


class Attestation(Row):
    """That a person was asked to sign, and the answer. A signed one keeps what was shown and said, and never changes.

    `sha256` is that of the file as it was shown; an imported one has no account. From `ended_on` a signature counts no
    more: its signer was asked anew, or has left the audience.
    """

    class State(models.TextChoices):
        OPEN = "open", _("To sign")
        SIGNED = "signed", _("Signed")
        REFUSED = "refused", _("Refused")
        CANCELLED = "cancelled", _("No longer asked")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="attestations", verbose_name=_("person"), editable=False
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="attestations", verbose_name=_("campaign"), editable=False
    )
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="attestations", verbose_name=_("text"), editable=False
    )
    entered_on = models.DateField(_("asked on"), editable=False)
    due_on = models.DateField(_("due"), editable=False)
    reminded_on = models.DateField(_("reminded on"), null=True, editable=False)
    signed_at = models.DateTimeField(_("signed at"), null=True, editable=False)
    signed_on = models.DateField(_("signed on"), null=True, editable=False)
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True, editable=False)
    sentence = models.CharField(_("sentence signed"), max_length=500, blank=True, editable=False)
    account = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("account")
    )
    refusal = models.TextField(_("why it was refused"), max_length=2000, blank=True, editable=False)
    refused_on = models.DateField(_("refused on"), null=True, editable=False)
    ended_on = models.DateField(_("counts until"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN, editable=False)

    objects = AttestationQuerySet.as_manager()

    NAMED_THROUGH = ("campaign",)

    class Meta:
        ordering = ["campaign", "person__name", "pk"]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["person", "state"]),
            models.Index(fields=["campaign", "state", "due_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "signed", "refused", "cancelled"]), name="attestation_state_known"
            ),
            models.UniqueConstraint(
                fields=["person", "campaign"],
                condition=Q(state__in=["open", "refused"]),
                name="asked_once_at_a_time",
                violation_error_message=_("This person has been asked already."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("entered_on")),
                name="attestation_due_after_it_was_asked",
                violation_error_message=_("Nobody can be asked to sign before they are asked."),
            ),
            models.CheckConstraint(
                condition=~Q(state="signed")
                | Q(signed_at__isnull=False, signed_on__isnull=False) & ~Q(sha256="") & ~Q(sentence=""),
                name="signatures_are_complete",
                violation_error_message=_("A signature says which text was signed with which sentence, and when."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(refused_on__isnull=False) & ~Q(refusal=""),
                name="refusals_say_why",
                violation_error_message=_("Say why you do not sign."),
            ),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(state="signed"), name="only_signatures_end"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign.title}: {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("people:attestation", args=[self.uuid])

    @property
    def unit(self) -> Unit:
        return self.person.unit

    @property
    def kept_until(self) -> date | None:
        """The last day it is kept; None while the version has no end. Source: T-60."""
        return attestation_kept_until(self.version.effective_to)
