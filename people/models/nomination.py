"""Nominations: who is put forward for what, what became of it, and who of them agrees to be shown. Source: M-21."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, Unit, User
from foundation.rows import Row
from people.querysets import HoldQuerySet, NominationQuerySet


class Nomination(Row):
    """One or several colleagues put forward by another; awarded, it is an award. `unit` is the smallest they share."""

    class Kind(models.TextChoices):
        FINDING = "finding", _("Reported a weakness")
        IMPROVEMENT = "improvement", _("Improved how we work")
        TRAINING = "training", _("Taught others")
        STANDARD = "standard", _("Contributed to a standard")
        PRACTICE = "practice", _("Good practice")

    class Band(models.TextChoices):
        """How much an award is worth; the policy says what each is in money."""

        THANKS = "thanks", _("Thanks")
        AWARD = "award", _("Award")
        TOP = "top", _("Top award")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waits for review")
        REVIEWED = "reviewed", _("Waits for the award")
        AWARDED = "awarded", _("Awarded")
        DECLINED = "declined", _("Declined")
        PUBLISHED = "published", _("Published")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120, help_text=_("What they did, in a few words."))
    story = models.TextField(
        _("story"), max_length=3000, help_text=_("What happened, and what is better for it. Colleagues may read it.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    nominator = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="nominations_made",
        verbose_name=_("nominated by"),
        editable=False,
    )
    nominees = models.ManyToManyField(
        Person, through="people.Nominee", related_name="nominations", verbose_name=_("nominees"), editable=False
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="nominations", verbose_name=_("unit"), editable=False
    )
    band = models.CharField(_("value"), max_length=20, choices=Band, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("reviewed by"), editable=False
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, editable=False)
    awarded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("awarded by"), editable=False
    )
    awarded_on = models.DateField(_("awarded on"), null=True, editable=False)
    published_on = models.DateField(_("published on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["-awarded_on", "-pk"]
        indexes = [
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["state", "awarded_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted", "reviewed", "awarded", "declined", "published"]),
                name="nomination_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["reviewed", "awarded", "published"])
                | (~models.Q(band="") & models.Q(reviewed_on__isnull=False)),
                name="reviewed_nominations_have_a_value",
                violation_error_message=_("A nomination is reviewed with its value."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["awarded", "published"]) | models.Q(awarded_on__isnull=False),
                name="awards_have_their_day",
                violation_error_message=_("An award says since when."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(published_on__isnull=False),
                name="published_awards_have_their_day",
                violation_error_message=_("A published award says since when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def is_awarded(self) -> bool:
        return self.state in (self.State.AWARDED, self.State.PUBLISHED)

    def get_absolute_url(self) -> str:
        return reverse("people:nomination", args=[self.uuid])


class Nominee(models.Model):
    """Somebody put forward in a nomination, and whether they agree that the award is shown to everybody."""

    class Consent(models.TextChoices):
        OPEN = "open", _("Not answered")
        GIVEN = "given", _("Agrees to be shown")
        REFUSED = "refused", _("Prefers not to be shown")

    nomination = models.ForeignKey(
        Nomination, on_delete=models.CASCADE, related_name="shares"
    )  # a part of the nomination
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nomination_shares")
    consent = models.CharField(_("consent"), max_length=10, choices=Consent, default=Consent.OPEN, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "person"],
                name="nominated_once",
                violation_error_message=_("Name everybody once."),
            ),
            models.CheckConstraint(
                condition=models.Q(consent="open", answered_on=None)
                | models.Q(consent__in=["given", "refused"], answered_on__isnull=False),
                name="consent_has_its_day",
                violation_error_message=_("An answer says when it was given."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class NominationHold(Row):
    """Keeps a nomination from being awarded for now. Only case officers see that there is one. Source: M-21."""

    class State(models.TextChoices):
        PLACED = "placed", _("In force")
        LIFTED = "lifted", _("Lifted")

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="holds", editable=False)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    placed_on = models.DateField(_("since"), editable=False)
    lifted_on = models.DateField(_("lifted on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLACED, editable=False)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["placed", "lifted"]), name="hold_state_known"),
            models.UniqueConstraint(
                fields=["nomination"],
                condition=models.Q(state="placed"),
                name="held_once",
                violation_error_message=_("There is a hold already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="placed", lifted_on=None) | models.Q(state="lifted", lifted_on__isnull=False),
                name="lifted_holds_have_their_day",
                violation_error_message=_("A hold that is lifted says since when."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Hold"))

    @property
    def unit(self) -> Unit:
        return self.nomination.unit

    def get_absolute_url(self) -> str:
        return self.nomination.get_absolute_url()
