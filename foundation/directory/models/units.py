"""Units with their place in the tree, their zone and working days, and the sites where they work."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from foundation.directory.querysets import CalendarQuerySet, HolidayQuerySet, SiteQuerySet, UnitQuerySet
from foundation.rows import Row


@cache
def zones() -> frozenset[str]:
    """The IANA names of time zones; reading them takes 30 ms."""
    return frozenset(available_timezones())


def known_zone(value: str) -> None:
    if value not in zones():
        raise ValidationError(
            _("“%(value)s” is not a time zone of the IANA list, such as Europe/Lisbon."), params={"value": value}
        )


def weekend_days(value: object) -> None:
    if not isinstance(value, list) or any(day not in range(7) for day in value) or len(set(value)) > 6:
        raise ValidationError(_("A weekend is a list of at most six days, Monday being 0 and Sunday 6."))


def saturday_and_sunday() -> list[int]:
    return [5, 6]


class Calendar(Row):
    """Public holidays that units share."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:calendar", args=[self.uuid])


class Holiday(models.Model):
    calendar = models.ForeignKey(
        Calendar, on_delete=models.CASCADE, related_name="holidays"
    )  # a holiday is a part of its calendar
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=100)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day"],
                name="holiday_once",
                violation_error_message=_("This day is already in the calendar."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


class Unit(Row):
    """A part of the organisation; `path` holds the zero-padded ids from the root down, so a prefix means “below”."""

    class Kind(models.TextChoices):
        GROUP = "group", _("Group")
        REGION = "region", _("Region")
        BUSINESS_UNIT = "business_unit", _("Business unit")
        DEPARTMENT = "department", _("Department")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=255, unique=True, null=True, editable=False)  # noqa: DJ001  no path before an id
    zone = models.CharField(_("time zone"), max_length=50, validators=[known_zone])
    weekend = models.JSONField(_("weekend"), default=saturday_and_sunday, validators=[weekend_days])
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, verbose_name=_("holiday calendar"))
    accountable_officer = models.ForeignKey(
        "Person", on_delete=models.PROTECT, null=True, blank=True, related_name="accountable_for"
    )
    security_officer = models.ForeignKey(
        "Person", on_delete=models.PROTECT, null=True, blank=True, related_name="security_officer_of"
    )
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_to = models.DateField(_("active to"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                models.F("kind"),
                condition=models.Q(parent=None),
                name="one_root_unit",
                violation_error_message=_("There is one unit at the top; give this one a parent."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=False) | models.Q(kind="group"),
                name="the_root_is_a_group",
                violation_error_message=_("Only a group can stand at the top; give this unit a parent."),
            ),
            models.CheckConstraint(
                condition=models.Q(active_to=None)
                | models.Q(active_from=None)
                | models.Q(active_to__gte=models.F("active_from")),
                name="unit_ends_after_it_starts",
                violation_error_message=_("A unit cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:unit", args=[self.uuid])

    @property
    def weekend_words(self) -> str:
        """“Saturday, Sunday”."""
        return ", ".join(str(WEEKDAYS[day]) for day in self.weekend)

    @property
    def depth(self) -> int:
        """How many units stand above this one."""
        return (self.path or "/").count("/") - 1


class Site(Row):
    class Kind(models.TextChoices):
        OFFICE = "office", _("Office")
        RESEARCH = "research", _("R&D centre")
        LAB = "lab", _("Laboratory")
        FACTORY = "factory", _("Factory")
        WAREHOUSE = "warehouse", _("Warehouse")
        CERTIFICATION_CENTRE = "certification_centre", _("Certification centre")
        DATA_CENTRE = "data_centre", _("Data centre")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sites")
    country = models.CharField(
        _("country"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters (ISO 3166-1)."))]
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None)
                | models.Q(opened_on=None)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="site_closes_after_it_opens",
                violation_error_message=_("A site cannot close before it opens."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:site", args=[self.uuid])
