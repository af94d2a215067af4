"""The parts of a centre: who oversees it, who has agreed with it, and its rooms. Source: M-26."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion
from certifications.models.authorities import AuthorisingAuthority
from certifications.models.centres import Centre, OfCentre
from certifications.querysets import AgreementQuerySet, CentreRoomQuerySet, SeatQuerySet


class Seat(OfCentre):
    """A seat on the board that oversees a centre, from a day to a day."""

    class Party(models.TextChoices):
        AUTHORITY = "authority", _("Authorities")
        CUSTOMER = "customer", _("Customers")
        COMPANY = "company", _("The company")
        INDEPENDENT = "independent", _("Independent")

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="seats")
    party = models.CharField(_("party"), max_length=20, choices=Party)
    organisation = models.CharField(_("organisation"), max_length=150)
    name = models.CharField(_("name"), max_length=150)
    is_chair = models.BooleanField(_("takes the chair"), default=False)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="seat_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.UniqueConstraint(
                fields=["centre"],
                condition=models.Q(is_chair=True, until_on=None),
                name="one_chair_of_the_board",
                violation_error_message=_("Somebody takes the chair already; end that seat first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class Agreement(OfCentre):
    """What an authority or a customer has agreed with the centre, from a day to a day."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="agreements")
    authority = models.ForeignKey(
        AuthorisingAuthority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("authority"),
    )
    customer = models.CharField(_("or customer"), max_length=150, blank=True)
    agreed = models.CharField(_("what is agreed"), max_length=200)
    evidence = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed agreement"),
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "-from_on", "-pk"]
        indexes = [models.Index(fields=["until_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(authority=None) ^ models.Q(customer=""),
                name="agreed_with_an_authority_or_a_customer",
                violation_error_message=_("Name an authority or a customer, one of the two."),
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="agreement_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.agreed}"

    def standing(self, on: date) -> str:
        """“to_come”, “in_force” or “over” on a day; both its days are included."""
        if self.from_on > on:
            return "to_come"
        return "over" if self.until_on is not None and self.until_on < on else "in_force"

    @property
    def partner(self) -> str:
        return str(self.authority) if self.authority is not None else self.customer


class CentreRoom(OfCentre):
    """A room that can be booked for a visit or an inspection."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(_("room"), max_length=100)
    is_clean = models.BooleanField(
        _("clean room"), default=False, help_text=_("Source code and builds are shown here.")
    )
    seats = models.PositiveSmallIntegerField(_("places"), default=6)
    is_open = models.BooleanField(_("can be booked"), default=True)

    objects = CentreRoomQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="room_of_centre_once",
                violation_error_message=_("The centre has a room of this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1, seats__lte=500),
                name="room_has_places",
                violation_error_message=_("A room has 1 to 500 places."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
