"""Whether a region needs a centre. Source: M-26."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certifications.querysets import NeedsAssessmentQuerySet
from foundation.directory.models import Unit, User
from foundation.rows import Row


class Driver(models.TextChoices):
    LAW = "law", _("Law")
    CUSTOMER = "customer", _("Request of customers")
    CONTRACT = "contract", _("Contract")
    VOLUME = "volume", _("Volume of business")


def some_of(value: object, choices: type[models.TextChoices], sentence: Any) -> None:
    """Refuses a list that is empty or holds what is no choice."""
    if not isinstance(value, list) or not value or not set(value) <= set(choices.values):
        raise ValidationError(sentence)


def known_drivers(value: object) -> None:
    some_of(value, Driver, _("Choose what asks for a centre."))


class NeedsAssessment(Row):
    """Whether a region needs a centre, decided by another person; that it does not is a decision too."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waits for a decision")
        NEEDED = "needed", _("Needed")
        NOT_NEEDED = "not_needed", _("Not needed")
        LATER = "later", _("To be looked at again")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="needs_assessments", verbose_name=_("region"))
    drivers = models.JSONField(_("what asks for it"), default=list, validators=[known_drivers])
    reasons = models.TextField(
        _("facts"), max_length=4000, help_text=_("Which law, which requests, how much business.")
    )
    options = models.TextField(
        _("options"), max_length=4000, help_text=_("What could be done, with and without a centre, and what it costs.")
    )
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", editable=False
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    decision = models.TextField(_("why"), max_length=2000, blank=True, editable=False)
    revisit_on = models.DateField(_("to be looked at again on"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    objects = NeedsAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["state", "revisit_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted", "needed", "not_needed", "later"]),
                name="assessment_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted"])
                | (models.Q(decided_by__isnull=False, decided_on__isnull=False) & ~models.Q(decision="")),
                name="a_decided_need_says_who_when_and_why",
                violation_error_message=_("A decision says who decided, when and why."),
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("author")),
                name="nobody_decides_on_their_own_assessment",
                violation_error_message=_("You wrote this assessment. Another person has to decide."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="later") | models.Q(revisit_on__isnull=False),
                name="later_has_a_day",
                violation_error_message=_("Say on which day it is looked at again."),
            ),
            models.CheckConstraint(
                condition=models.Q(revisit_on=None) | models.Q(revisit_on__gt=models.F("decided_on")),
                name="a_need_is_looked_at_again_later",
                violation_error_message=_("It can only be looked at again on a later day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.unit}"

    @property
    def driver_words(self) -> list[str]:
        return [str(Driver(one).label) for one in self.drivers]

    def get_absolute_url(self) -> str:
        return reverse("certifications:assessment", args=[self.uuid])
