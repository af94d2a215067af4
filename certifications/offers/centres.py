"""Where centres stand in the navigation, and their tasks in the words of who holds them and of who chases them."""

from django.utils.translation import gettext_lazy as _

from assurance.parts import Part, offer_part
from certifications.offers import centre_work as work
from foundation.access import Role
from foundation.offers import Entry, Task, Work, offer_navigation, offer_work
from foundation.topics import tell_under

offer_navigation(Entry(_("Centres"), "certifications:centres", "building-office", 72, (Role.CHOST,)))
offer_part(
    Part(
        _("Centres"),
        _("Where authorities and customers look for themselves: needs, agreements, visits, and the public page."),
        "certifications:centres",
        "building-office",
        92,
        (Role.CO, Role.LA, Role.AU, Role.MGR, Role.CHOST),
    )
)
offer_work(
    Work(
        "certifications.assessments",
        (
            Task(
                "decide_assessment",
                _("Decide whether a centre is needed"),
                _("Chase the decision on a centre"),
                "certifications:assessment",
                ("warn", "scale", _("Waits for a decision")),
            ),
        ),
        work.to_decide,
        dated=False,
    ),
    Work(
        "certifications.centres",
        (
            Task(
                "approve_centre",
                _("Approve a centre"),
                _("Chase the approval of a centre"),
                "certifications:centre",
                ("info", "building-office", _("Need assessed")),
            ),
        ),
        work.to_approve,
        dated=False,
    ),
    Work(
        "certifications.revisits",
        (
            Task(
                "revisit_need",
                _("Look again whether a centre is needed"),
                _("Chase a second look at a centre"),
                "certifications:assessment",
                ("warn", "calendar", _("To be looked at again")),
            ),
        ),
        work.to_revisit,
    ),
    Work(
        "certifications.agreements",
        (
            Task(
                "renew_centre_agreement",
                _("Renew an agreement of a centre, or let it end"),
                _("Agreement of a centre that ends"),
                "certifications:centre",
                ("warn", "clock", _("Ends soon")),
            ),
        ),
        work.ending,
    ),
    Work(
        "certifications.visits",
        (
            Task(
                "host_visit",
                _("Host a visit"),
                _("Chase a visit"),
                "certifications:visit",
                ("info", "key", _("Visit of the day")),
            ),
        ),
        work.of_the_day,
    ),
)
tell_under("decisions", "assessment.", "centre.")
