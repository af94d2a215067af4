"""Where training is found: beside the registers of the assurance system."""

from django.utils.translation import gettext_lazy as _

from assurance.parts import Part, offer_part
from people.permissions import VIEW_MATRIX, VIEW_TEAM

offer_part(
    Part(
        _("My team"),
        _(
            "Who reports to you or works in your units: what each has learned and still has to, and a reminder by one click."
        ),
        "people:team",
        "user-group",
        90,
        tuple(VIEW_TEAM.names),
    ),
    Part(
        _("Training matrix"),
        _("Who holds what is asked of them, by job, region, unit, employer and kind of person."),
        "people:training_matrix",
        "academic-cap",
        91,
        tuple(VIEW_MATRIX.names),
    ),
)
