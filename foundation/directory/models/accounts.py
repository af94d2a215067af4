"""Accounts and the roles they are granted on a unit for a time. The rules of separation act on the person behind."""

from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models.people import Person
from foundation.directory.models.units import Unit
from foundation.directory.querysets import RoleGrantQuerySet, UserManager
from foundation.rows import Row


class Role(models.TextChoices):
    ADM = "ADM", _("Administrator")
    CO = "CO", _("Compliance officer")
    LA = "LA", _("Lead auditor")
    AU = "AU", _("Auditor")
    MGR = "MGR", _("Manager")
    PO = "PO", _("Process owner")
    EMP = "EMP", _("Employee")
    CERT = "CERT", _("External certifier")
    INSP = "INSP", _("Inspector")
    PM = "PM", _("Programme manager")
    HR = "HR", _("Human resources")
    CASE = "CASE", _("Case officer")
    INVEST = "INVEST", _("Investigator")
    DECIDE = "DECIDE", _("Disciplinary decision maker")
    PANEL = "PANEL", _("Appeal panel")
    LEG = "LEG", _("Legal counsel")
    CHOST = "CHOST", _("Centre host")
    DPO = "DPO", _("Data protection officer")


class User(AbstractBaseUser, Row):
    """An account. Outsiders have no person behind it; the robot is the account of scheduled work."""

    class Kind(models.TextChoices):
        INSIDE = "inside", _("Staff, partner or consultant")
        OUTSIDE = "outside", _("Outsider")
        ROBOT = "robot", _("Scheduled work")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.INSIDE, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    mail_ways = models.JSONField(default=dict, blank=True, editable=False)  # by topic (foundation/topics.py)
    guides_read = models.JSONField(default=list, blank=True, editable=False)  # names of foundation/handbook.py
    mail_rests = models.BooleanField(_("no mails on days off"), default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="inside") | models.Q(person__isnull=False),
                name="inside_accounts_have_a_person",
                violation_error_message=_("An inside account belongs to a person."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="inside") | models.Q(person=None),
                name="outside_accounts_have_no_person",
                violation_error_message=_("An outsider's account cannot belong to a member of staff."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:account", args=[self.uuid])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class RoleGrant(Row):
    """A role on a unit and everything below it, from a day to a day (both included), or until it was ended.

    `ended_on` is the first day without it: today means at once.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="role_grants")
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role"]
        indexes = [models.Index(fields=["user", "role", "unit"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="role_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            )
        ]

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None: no end."""
        ended = None if self.ended_on is None else self.ended_on - timedelta(days=1)
        return min((day for day in (self.to_on, ended) if day is not None), default=None)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"
