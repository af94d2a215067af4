"""Violation cases, and apart from them who reported and whom they are about. Source: 2.20, 2.21 (docs/cases.md)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, Unit
from foundation.rows import Row
from people.cases.models.taxonomy import HEAVY, ZERO_TOLERANCE, Category, Channel, Severity, State
from people.cases.querysets import (
    CaseQuerySet,
    DueQuerySet,
    MessageQuerySet,
    OfCaseQuerySet,
)


class Case(Row):
    """A case holds no name; `ref` is for letters and is never part of an address.

    `finding` is the uuid of an audit finding behind it. What is left after `erased_on` is what statistics need.
    """

    State = State

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    category = models.CharField(_("what it is about"), max_length=30, choices=Category)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    channel = models.CharField(_("how it came in"), max_length=20, choices=Channel, default=Channel.LINE)
    anonymous = models.BooleanField(_("without a name"), default=False, editable=False)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity, default=Severity.MODERATE)
    description = models.TextField(
        _("what happened"),
        max_length=8000,
        help_text=_("Leave out health, belief, origin and whatever else is not needed to understand it."),
    )
    clause = models.CharField(
        _("rule that was broken"), max_length=300, blank=True, help_text=_("The document and its clause.")
    )
    finding = models.UUIDField(null=True, blank=True, editable=False)
    reported_on = models.DateField(editable=False)
    acknowledged_on = models.DateField(null=True, blank=True, editable=False)
    fed_back_on = models.DateField(null=True, blank=True, editable=False)
    consulted_on = models.DateField(null=True, blank=True, editable=False)
    subject_told_on = models.DateField(null=True, blank=True, editable=False)
    telling_delayed_until = models.DateField(null=True, blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    final_on = models.DateField(null=True, blank=True, editable=False)
    spent_on = models.DateField(null=True, blank=True, editable=False)
    erased_on = models.DateField(null=True, blank=True, editable=False)
    held = models.BooleanField(_("legal hold"), default=False, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.REPORTED, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_on", "-pk"]
        indexes = [
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["state", "final_on"]),
            models.Index(fields=["state", "closed_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "reported",
                        "dismissed",
                        "investigating",
                        "hearing",
                        "decision_pending",
                        "closed_unfounded",
                        "sanctioned",
                        "under_appeal",
                        "final",
                        "spent",
                    ]
                ),
                name="case_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(category__in=ZERO_TOLERANCE) | Q(severity__in=HEAVY),
                name="zero_tolerance_starts_at_serious",
                violation_error_message=_("A case of unauthorised access or of a hidden function is at least serious."),
            ),
            models.CheckConstraint(
                condition=~Q(category__in=ZERO_TOLERANCE, state="dismissed"),
                name="zero_tolerance_is_never_dismissed",
                violation_error_message=_("A case of unauthorised access or of a hidden function is investigated."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["dismissed", "closed_unfounded"]) | Q(closed_on__isnull=False),
                name="closed_cases_know_their_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["final", "spent"]) | Q(final_on__isnull=False),
                name="final_cases_know_their_day",
            ),
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(held=False),
                name="held_cases_are_not_erased",
                violation_error_message=_("Nothing of a case under legal hold is erased."),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.uuid])

    def refresh_from_db(self, *args: Any, **more: Any) -> None:
        """Forgets with the row who is what in it (people/cases/permissions.py)."""
        self.__dict__.pop("_parts", None)
        super().refresh_from_db(*args, **more)

    @property
    def is_zero_tolerance(self) -> bool:
        return self.category in ZERO_TOLERANCE


class CaseReporter(models.Model):
    """Who reported, sealed. Without a name there is only the hash of a token with which somebody comes back."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="reporter")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) | Q(token_hash=""),
                name="who_has_a_name_needs_no_token",
            )
        ]

    def __str__(self) -> str:
        return str(_("Reporter, sealed"))


class CaseSubject(models.Model):
    """Whom a case is about, sealed: first in the words of the reporter, then the person an officer found."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="subject")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("who it is about"), max_length=300, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(words=""),
                name="a_subject_is_a_person_or_words",
                violation_error_message=_("Say who it is about."),
            )
        ]

    def __str__(self) -> str:
        return str(_("Subject, sealed"))


class Seat(Row):
    """What a person does in a case; until `ended_on`, and for separation ever after. Source: S-09 to S-11."""

    class Kind(models.TextChoices):
        INTAKE = "intake", _("Case officer at intake")
        INVESTIGATOR = "investigator", _("Investigator")
        DECIDER = "decider", _("Decision maker")
        PANEL = "panel", _("Appeal panel")
        WITNESS = "witness", _("Witness")
        BENEFICIARY = "beneficiary", _("Would gain or lose by the decision")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("part"), max_length=20, choices=Kind)
    from_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        indexes = [models.Index(fields=["person", "kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "kind"],
                name="one_seat_of_a_kind",
                violation_error_message=_("This person has this part in the case already."),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Message(Row):
    """What the reporter and the case officers write to each other."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    from_reporter = models.BooleanField(editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    text = models.TextField(_("message"), max_length=5000)
    read_on = models.DateField(null=True, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_reporter=True, author=None) | Q(from_reporter=False, author__isnull=False),
                name="reporters_write_without_a_name",
            )
        ]

    def __str__(self) -> str:
        return str(_("Message"))


class CaseDue(models.Model):
    """A date of a case with where it comes from; a later version of a policy never moves it. Source: T-54, T-60."""

    class Step(models.TextChoices):
        ACKNOWLEDGE = "acknowledge", _("Acknowledge the report")
        FEEDBACK = "feedback", _("Feedback to the reporter")
        TELL_SUBJECT = "tell_subject", _("Tell the person it is about")
        REVIEW_DELAY = "review_delay", _("Look again whether telling has to wait")
        APPEAL = "appeal", _("Last day for an appeal")
        ERASE = "erase", _("Identities are erased")
        SPEND = "spend", _("The sanction is spent")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dues")
    step = models.CharField(max_length=20, choices=Step)
    anchor = models.DateField()
    rule = models.CharField(max_length=20)
    policy_version = models.PositiveIntegerField(default=1)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["step", "due_on"])]
        constraints = [models.UniqueConstraint(fields=["case", "step"], name="one_case_due_for_a_step")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.due_on}"
