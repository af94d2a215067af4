"""Where the import of people is found."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.directory.ties import PeopleLink, offer_people_links
from foundation.imports import Elsewhere, offer_elsewhere
from foundation.offers import Place, offer_administration
from people.permissions import IMPORT_PEOPLE

offer_administration(
    Place(
        _("Files of human resources"),
        _("Read who joins, changes and leaves out of a file, look at it, and take it over."),
        "people:hr_imports",
        "arrow-up-tray",
        "organisation",
        45,
        (Role.ADM, Role.HR),
    )
)
offer_people_links(PeopleLink(_("Read a file"), "people:hr_import_add", "arrow-up-tray", IMPORT_PEOPLE))
offer_elsewhere(
    Elsewhere(
        "people",
        _("People"),
        _(
            "Who joins, changes and leaves, out of a file of human resources; taken over line by line, and not undone as a whole."
        ),
        "users",
        IMPORT_PEOPLE,
        "people:hr_imports",
        order=20,
    )
)
