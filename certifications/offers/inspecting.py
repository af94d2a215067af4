"""What inspections offer to the screens that span all apps: the entry, the part of the system, and the work."""

from django.utils.translation import gettext_lazy as _

from assurance.parts import Part, offer_part
from certifications.offers import inspecting_work as work
from foundation.access import Role
from foundation.offers import Entry, Task, Work, offer_navigation, offer_work
from foundation.outside import open_to_outsiders

AUTHORISATION, INSPECTION = "certifications:authorisation", "certifications:inspection"

offer_navigation(Entry(_("Inspections"), "certifications:inspections", "magnifying-glass", 75, (Role.CHOST,), key="i"))
offer_part(
    Part(
        _("Inspections"),
        _("What authorities inspect, by whom, and what laboratories found of our products."),
        "certifications:inspections",
        "magnifying-glass",
        85,
        (Role.CO, Role.LA, Role.AU, Role.MGR, Role.CHOST),
    )
)
open_to_outsiders("certifications:room_inspection", "api:room-inspection-list", "api:room-inspection-detail")

offer_work(
    Work(
        "certifications.inspectors",
        (
            Task(
                "check_inspector",
                _("Check an inspector with the authority"),
                _("Chase the check of an inspector"),
                AUTHORISATION,
                ("warn", "identification", _("Received")),
            ),
            Task(
                "confirm_inspector",
                _("Confirm an inspector as second person"),
                _("Chase the second person"),
                AUTHORISATION,
                ("info", "identification", _("Checked once")),
            ),
        ),
        work.to_verify,
    ),
    Work(
        "certifications.authorisations",
        (
            Task(
                "renew_authorisation",
                _("Have the authorisation renewed, or let it end"),
                _("Authorisation that ends"),
                AUTHORISATION,
                ("warn", "clock", _("Ends soon")),
            ),
        ),
        work.ending,
    ),
    Work(
        "certifications.inspections",
        (
            Task(
                "schedule_inspection",
                _("Schedule an inspection"),
                _("Chase the date of an inspection"),
                INSPECTION,
                ("warn", "calendar", _("Requested")),
            ),
            Task(
                "record_inspection_result",
                _("Record the authority's result"),
                _("Chase the authority's result"),
                INSPECTION,
                ("info", "clock", _("Waits for the result")),
            ),
            Task(
                "resume_inspection",
                _("Name other inspectors, or finish"),
                _("Chase a paused inspection"),
                INSPECTION,
                ("bad", "pause", _("Paused")),
            ),
        ),
        work.waiting,
    ),
    Work(
        "certifications.conditions",
        (
            Task(
                "meet_conditions",
                _("Meet the conditions of an inspection"),
                _("Chase the conditions of an inspection"),
                INSPECTION,
                ("warn", "exclamation-triangle", _("With conditions")),
            ),
        ),
        work.conditions,
    ),
)
