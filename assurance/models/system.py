"""The assurance system itself: its scope statement in versions, and who governs it. Source: M-01."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.querysets import GovernanceRoleQuerySet, ScopeStatementQuerySet
from foundation.directory.models import Person, Unit, User
from foundation.rows import Row


class ScopeStatement(Row):
    """What the assurance system covers, in one version; at most one is in force. Source: ISO/IEC 27001 clause 4.3."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        APPROVED = "approved", _("In force")
        SUPERSEDED = "superseded", _("Superseded")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scope_statements")
    number = models.PositiveIntegerField(_("version"), editable=False)
    text = models.TextField(_("scope statement"), max_length=10_000)
    change_note = models.CharField(_("what changed"), max_length=300, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    writers = models.ManyToManyField(User, related_name="+", editable=False)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    objects = ScopeStatementQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="scope_version_once"),
            models.UniqueConstraint(fields=["unit"], condition=models.Q(state="approved"), name="one_scope_in_force"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(state__in=["draft", "in_review"]),
                name="one_scope_in_work",
                violation_error_message=_("A new version is being written already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "in_review", "approved", "superseded"]), name="scope_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "in_review"])
                | models.Q(approved_by__isnull=False, approved_on__isnull=False),
                name="scope_in_force_was_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("author")),
                name="scope_is_approved_by_another",
                violation_error_message=_("The author does not approve the scope."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Scope statement, version %(number)d") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("assurance:scope", args=[self.uuid])


class GovernanceRole(Row):
    """A seat in the governance of assurance, and who holds it from a day to a day.

    A region has a seat for its officer, the whole organisation all others; only the committee has several members.
    """

    class Kind(models.TextChoices):
        CHAIR = "chair", _("Chair of the committee")
        MEMBER = "member", _("Member of the committee")
        GLOBAL_OFFICER = "global_officer", _("Global security officer")
        REGIONAL_OFFICER = "regional_officer", _("Regional security officer")

    kind = models.CharField(_("role"), max_length=20, choices=Kind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="governance_roles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="governance_roles")
    duties = models.CharField(_("duties"), max_length=300, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = GovernanceRoleQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "unit__path", "person__name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="governance_role_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("assurance:system")
