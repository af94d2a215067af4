"""A centre, from the proposal to the day it closes. Source: M-26."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion
from certifications.models.assessments import NeedsAssessment, some_of
from certifications.querysets import CentreQuerySet
from foundation.directory.models import Person, Site, Unit, User
from foundation.rows import Row


class Function(models.TextChoices):
    DEMONSTRATE = "demonstrate", _("Demonstrate")
    EXCHANGE = "exchange", _("Exchange")
    TEST = "test", _("Test and verify")


def known_functions(value: object) -> None:
    some_of(value, Function, _("Choose what the centre is for."))


class Centre(Row):
    """A security certification centre, from the proposal on; it opens only with all that M-26 asks for."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        NEEDS_ASSESSED = "needs_assessed", _("Need assessed")
        APPROVED = "approved", _("Approved")
        BUILDING = "building", _("Being built")
        OPERATIONAL = "operational", _("Operational")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")

    name = models.CharField(_("name"), max_length=150, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="centres", verbose_name=_("unit"))
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="centres", verbose_name=_("site"))
    head = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="centres", verbose_name=_("head"))
    assessment = models.OneToOneField(
        NeedsAssessment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="centre",
        verbose_name=_("needs assessment"),
    )
    functions = models.JSONField(_("functions"), default=list, validators=[known_functions])
    independence = models.TextField(
        _("statement of independence"),
        max_length=2000,
        blank=True,
        help_text=_("To whom the head answers, and who cannot give instructions on results."),
    )
    security_concept = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("security concept"),
    )
    rules = models.TextField(
        _("rules of the clean rooms"),
        max_length=4000,
        blank=True,
        help_text=_("What every visitor acknowledges at the door."),
    )
    rules_edition = models.PositiveSmallIntegerField(_("edition of the rules"), default=1, editable=False)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PROPOSED, editable=False)

    objects = CentreQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["unit", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "proposed",
                        "needs_assessed",
                        "approved",
                        "building",
                        "operational",
                        "suspended",
                        "closed",
                    ]
                ),
                name="centre_state_known",
            ),
            models.UniqueConstraint(
                fields=["site"],
                condition=~models.Q(state="closed"),
                name="one_centre_at_a_site",
                violation_error_message=_("There is a centre at this site already."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("author")),
                name="nobody_approves_their_own_centre",
                violation_error_message=_("You proposed this centre. Another person has to approve it."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "closed"]) | models.Q(assessment__isnull=False),
                name="a_centre_rests_on_an_assessment",
                violation_error_message=_("A centre rests on a needs assessment."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["operational", "suspended"])
                | models.Q(approved_by__isnull=False, security_concept__isnull=False),
                name="an_open_centre_is_approved_and_secured",
                violation_error_message=_("A centre opens with an approval and a security concept."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def function_words(self) -> list[str]:
        return [str(Function(one).label) for one in self.functions]

    def get_absolute_url(self) -> str:
        return reverse("certifications:centre", args=[self.uuid])


class OfCentre(Row):
    """A part of a centre; it counts for the centre's unit and is shown on its page."""

    centre: Any

    NAMED_THROUGH = ("centre",)

    class Meta:
        abstract = True

    @property
    def unit(self) -> Unit:
        return self.centre.unit

    def get_absolute_url(self) -> str:
        return self.centre.get_absolute_url()
