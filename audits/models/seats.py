"""What is said about somebody's seat in a team: an exception to independence, and an objection of the audited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models.audits import Audit, TeamMember
from audits.querysets.team import ExceptionQuerySet, ObjectionQuerySet
from foundation.directory.models import Person
from foundation.rows import Row


class IndependenceException(Row):
    """Why somebody tied to what is audited takes part all the same, and what makes up for it. Source: S-03."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="exceptions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(_("part in the team"), max_length=10, choices=TeamMember.Part)
    ties = models.TextField(_("ties"))
    reason = models.TextField(_("reason"))
    mitigation = models.TextField(_("what makes up for it"))
    second_auditor = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("second auditor")
    )
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField()

    objects = ExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "person"],
                name="one_exception_per_person",
                violation_error_message=_("This person has an exception for the audit already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("asked_by")),
                name="exception_approved_by_another",
                violation_error_message=_("Another person has to approve this."),
            ),
            models.CheckConstraint(
                condition=~models.Q(second_auditor=models.F("person")),
                name="second_auditor_is_another",
                violation_error_message=_("Choose another person as second auditor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit.ref}: {self.person}"


class Objection(Row):
    """The audited object to somebody in the team; the programme manager decides, not the lead. Source: S-02."""

    class Decision(models.TextChoices):
        WAITING = "waiting", _("Not decided yet")
        UPHELD = "upheld", _("Upheld")
        DISMISSED = "dismissed", _("Dismissed")

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="objections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("member of the team"))
    reason = models.TextField(_("reason"))
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField()
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING, editable=False)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_on = models.DateField(null=True, blank=True, editable=False)
    decision_note = models.TextField(blank=True, editable=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "person"],
                condition=models.Q(decision="waiting"),
                name="one_open_objection_per_person",
                violation_error_message=_("An objection to this person waits for a decision already."),
            ),
            models.CheckConstraint(
                condition=models.Q(decision="waiting", decided_by=None)
                | models.Q(decision__in=["upheld", "dismissed"], decided_by__isnull=False),
                name="objection_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit.ref}: {self.person}"
