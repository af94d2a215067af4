"""What the directory offers: its cards in the administration, and how its events look."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.directory.models import Unit
from foundation.directory.ties import Holding, offer_holdings
from foundation.looks import look
from foundation.models.webhooks import Webhook
from foundation.offers import Entry, Place, offer_administration, offer_navigation

ADMINISTRATION = (Role.ADM, Role.CO)

offer_navigation(Entry(_("People"), "directory:people", "users", 75, (Role.HR,), key="h"))
offer_administration(
    Place(
        _("Units"),
        _("The tree of the organisation: zones, weekends, calendars, and who answers for what."),
        "directory:units",
        "building-office-2",
        "organisation",
        10,
        ADMINISTRATION,
    ),
    Place(
        _("Sites"),
        _("Where the units work: offices, laboratories, factories, centres."),
        "directory:sites",
        "map-pin",
        "organisation",
        20,
        ADMINISTRATION,
    ),
    Place(
        _("Holiday calendars"),
        _("Which days are holidays, one by one or out of a file."),
        "directory:calendars",
        "calendar-days",
        "organisation",
        30,
        ADMINISTRATION,
    ),
    Place(
        _("People"),
        _("Who works here: jobs and their history, absences with deputies, leaving."),
        "directory:people",
        "users",
        "organisation",
        40,
        ADMINISTRATION,
    ),
    Place(
        _("Accounts"),
        _("Who can sign in: open, invite, close, and propose roles."),
        "directory:accounts",
        "key",
        "access",
        10,
        ADMINISTRATION,
    ),
    Place(
        _("Roles granted"),
        _("Who holds which role on which unit, now and earlier."),
        "directory:roles",
        "identification",
        "access",
        20,
        ADMINISTRATION,
    ),
    Place(
        _("Clearances"),
        _("What people may do until a day, such as leading audits, with what shows it."),
        "directory:clearances",
        "check-badge",
        "access",
        30,
        ADMINISTRATION,
    ),
)
look(
    "event",
    edited=("mute", "pencil"),
    moved=("info", "arrows-right-left"),
    ended=("mute", "archive-box"),
    granted=("good", "key"),
    invited=("info", "envelope"),
    away=("info", "calendar"),
    leaving=("warn", "arrow-right-start-on-rectangle"),
    job_changed=("info", "briefcase"),
    holidays_added=("info", "calendar-days"),
    holiday_removed=("warn", "calendar-days"),
    renamed=("mute", "pencil"),
    email_changed=("warn", "envelope"),
    access_ended=("warn", "lock-closed"),
    **{"person.returned": ("info", "arrow-left-end-on-rectangle")},
    **{"account.closed": ("warn", "lock-closed"), "account.reopened": ("good", "lock-open")},
)
offer_holdings(
    Holding(
        "reports",
        _("people managed"),
        lambda person: person.reports.filter(left_on=None),
        F("name"),
        "directory:person",
    ),
    Holding(
        "sponsored",
        _("partners and consultants sponsored"),
        lambda person: person.sponsored.filter(left_on=None),
        F("name"),
        "directory:person",
    ),
    Holding(
        "offices",
        _("units answered for"),
        lambda person: Unit.objects.filter(Q(accountable_officer=person) | Q(security_officer=person), active_to=None),
        F("name"),
        "directory:unit",
    ),
    Holding(
        "webhooks",
        _("webhooks in their name"),
        lambda person: Webhook.objects.filter(owner__person=person).exclude(state=Webhook.State.ENDED),
        F("name"),
        "foundation:webhook",
    ),
)
