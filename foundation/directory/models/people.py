"""Persons, what they do and did, when they are away, and what they are cleared for."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models.units import Unit
from foundation.directory.querysets import ClearanceQuerySet, PersonQuerySet, SpellQuerySet
from foundation.rows import Row


class JobRole(Row):
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(Row):
    """Someone who works here. Active, on leave and left follow from dates and are never stored."""

    class Kind(models.TextChoices):
        EMPLOYEE = "employee", _("Employee")
        PARTNER = "partner", _("Partner")
        CONSULTANT = "consultant", _("Consultant")

    number = models.CharField(_("personnel number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("work e-mail"), unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.EMPLOYEE)
    employer = models.CharField(_("employer"), max_length=150, blank=True)
    sponsor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="sponsored")
    contract_end = models.DateField(_("contract ends on"), null=True, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="people")
    manager = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    deputy = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputises_for")
    start_on = models.DateField(_("started on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["name", "id"], name="person_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="employee")
                | (models.Q(sponsor__isnull=False) & models.Q(contract_end__isnull=False)),
                name="outside_people_are_sponsored",
                violation_error_message=_("A partner or consultant needs a sponsor and the day the contract ends."),
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("start_on")),
                name="nobody_leaves_before_starting",
                violation_error_message=_("Nobody can leave before they started."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:person", args=[self.uuid])


class JobRoleSpell(models.Model):
    """One job in one unit from a day to a day; the history on which independence is judged."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="spells"
    )  # the history is a part of the person
    role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="spells")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="spells")
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)

    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ["person", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="spell_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}, {self.unit}"


class Leave(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leaves")  # a part of the person
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="covers")

    class Meta:
        ordering = ["from_on"]
        verbose_name_plural = _("leaves")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="leave_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.from_on} – {self.to_on or '…'}"


class Clearance(Row):
    """Something a person may do until a day, written by whoever checked it; withdrawn, it holds no longer from a day on."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="clearances")  # a part of the person
    code = models.CharField(_("clearance"), max_length=50)
    from_on = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, editable=False)
    withdrawn_because = models.TextField(_("why it was withdrawn"), blank=True, editable=False)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["person", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("from_on")),
                name="clearance_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None) | ~models.Q(withdrawn_because=""),
                name="withdrawn_for_a_reason",
                violation_error_message=_("Say why the clearance is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.code}"

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()
