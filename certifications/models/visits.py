"""Visits of a centre: the room, who came for whom, what was shown to them, their devices, and the log. Source: M-27."""

from datetime import datetime
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import Build, DocumentVersion
from assurance.models.products import SHA256, SHA256_WORDS
from certifications.models.authorities import AuthorisingAuthority
from certifications.models.centre_parts import CentreRoom
from certifications.models.centres import Centre, OfCentre
from certifications.querysets import BookingQuerySet, DeviceQuerySet, VisitQuerySet
from foundation.directory.models import Person, Unit, User
from foundation.rows import Row


class Booking(Row):
    """A room taken from a moment to a moment, for whatever holds the booking; no two share a moment."""

    class State(models.TextChoices):
        HELD = "held", _("Held")
        RELEASED = "released", _("Released")

    NAMED_THROUGH = ("room__centre",)

    room = models.ForeignKey(CentreRoom, on_delete=models.PROTECT, related_name="bookings")
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))
    purpose = models.CharField(_("for"), max_length=200)
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.HELD, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["from_at", "pk"]
        indexes = [models.Index(fields=["room", "from_at"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["held", "released"]), name="booking_state_known"),
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("from_at")),
                name="booking_ends_after_it_starts",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room}: {self.purpose}"

    @property
    def unit(self) -> Unit:
        return self.room.centre.unit

    def get_absolute_url(self) -> str:
        return self.room.centre.get_absolute_url()


class Visit(OfCentre):
    """People from outside in a centre, for an authority or a customer, with a host and in a room that is theirs."""

    class State(models.TextChoices):
        BOOKED = "booked", _("Booked")
        IN_PROGRESS = "in_progress", _("Inside")
        ENDED = "ended", _("Ended")
        CANCELLED = "cancelled", _("Cancelled")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="visits")
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="visit", editable=False)
    host = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits", verbose_name=_("host"))
    authority = models.ForeignKey(
        AuthorisingAuthority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("for which authority"),
    )
    customer = models.CharField(_("or for which customer"), max_length=150, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200)
    rules_edition = models.PositiveSmallIntegerField(_("rules acknowledged, edition"), null=True, editable=False)
    admitted_at = models.DateTimeField(_("admitted"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    result = models.TextField(_("result"), max_length=4000, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.BOOKED, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["centre", "state"]), models.Index(fields=["host", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["booked", "in_progress", "ended", "cancelled"]), name="visit_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(authority=None) ^ models.Q(customer=""),
                name="visited_for_an_authority_or_a_customer",
                violation_error_message=_("Name an authority or a customer, one of the two."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["in_progress", "ended"])
                | models.Q(rules_edition__isnull=False, admitted_at__isnull=False),
                name="nobody_enters_without_the_rules",
                violation_error_message=_("Visitors acknowledge the rules before they enter."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ended") | (models.Q(ended_at__isnull=False) & ~models.Q(result="")),
                name="an_ended_visit_has_a_result",
                violation_error_message=_("Say what came of the visit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.partner}"

    @property
    def partner(self) -> str:
        return str(self.authority) if self.authority is not None else self.customer

    @property
    def from_at(self) -> datetime:
        return self.booking.from_at

    @property
    def until_at(self) -> datetime:
        return self.booking.until_at

    def get_absolute_url(self) -> str:
        return reverse("certifications:visit", args=[self.uuid])


class OfVisit(Row):
    """What belongs to a visit and is shown on its page."""

    visit: Any

    NAMED_THROUGH = ("visit",)

    class Meta:
        abstract = True

    @property
    def unit(self) -> Unit:
        return self.visit.unit

    def get_absolute_url(self) -> str:
        return self.visit.get_absolute_url()


class Visitor(OfVisit):
    """Somebody announced: name, organisation and in what part they come; nothing else is kept."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", _("Authority")
        CUSTOMER = "customer", _("Customer")
        CERTIFIER = "certifier", _("Certifier or laboratory")
        OTHER = "other", _("Other")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="visitors")
    name = models.CharField(_("name"), max_length=150)
    organisation = models.CharField(_("organisation"), max_length=150)
    kind = models.CharField(_("comes as"), max_length=20, choices=Kind)

    class Meta:
        ordering = ["visit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "name", "organisation"],
                name="visitor_once",
                violation_error_message=_("This visitor is announced already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class Device(OfVisit):
    """A device that a visitor brought in, and when it left the house again."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="devices")
    kind = models.CharField(_("device"), max_length=100)
    serial = models.CharField(_("serial number"), max_length=100)
    in_at = models.DateTimeField(_("in"))
    out_at = models.DateTimeField(_("out"), null=True, editable=False)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "serial"],
                condition=models.Q(out_at=None),
                name="device_inside_once",
                violation_error_message=_("A device of this serial number is inside already."),
            ),
            models.CheckConstraint(
                condition=models.Q(out_at=None) | models.Q(out_at__gte=models.F("in_at")),
                name="device_leaves_after_it_came",
                violation_error_message=_("A device cannot leave before it came."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.serial}"


class Material(OfVisit):
    """What was shown: a build by its hash, a version of a document, or an area of the source; never changed."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="materials")
    build = models.ForeignKey(
        Build, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("build")
    )
    document = models.ForeignKey(
        DocumentVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version of a document"),
    )
    area = models.CharField(_("area of the source"), max_length=200, blank=True)
    sha256 = models.CharField(
        "SHA-256", max_length=64, blank=True, editable=False, validators=[RegexValidator(SHA256, SHA256_WORDS)]
    )
    shown_at = models.DateTimeField(_("shown at"), editable=False)
    shown_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["visit", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(build__isnull=False, document=None, area="")
                | models.Q(build=None, document__isnull=False, area="")
                | (models.Q(build=None, document=None) & ~models.Q(area="")),
                name="one_thing_is_shown",
                violation_error_message=_("Choose a build, a document or an area of the source, one of the three."),
            ),
            models.CheckConstraint(
                condition=models.Q(build=None) | ~models.Q(sha256=""),
                name="a_shown_build_has_its_hash",
                violation_error_message=_("A build is shown by its hash."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.build or self.document or self.area)


class LogLine(OfVisit):
    """One line in the log of a visit; nobody changes it."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="lines")
    at = models.DateTimeField(_("when"), editable=False)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what happened"), max_length=2000)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
