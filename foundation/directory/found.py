"""What search finds of the directory, and what one can do there from the palette."""

from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, Site, Unit, User
from foundation.directory.permissions import (
    CHANGE_ACCOUNTS,
    CHANGE_PEOPLE,
    CHANGE_UNITS,
    VIEW_ACCOUNTS,
    VIEW_PEOPLE,
)
from foundation.search.offers import Act, Searched, offer_acts, offer_search, whoever

offer_search(
    Searched(
        "person",
        _("People"),
        Person,
        "directory:person",
        "user",
        "name",
        ref="number",
        words=("email",),
        day="start_on",
        roles=tuple(VIEW_PEOPLE.names),
        order=70,
    ),
    Searched("unit", _("Units"), Unit, "directory:unit", "building-office-2", "name", ref="code", unit="pk", order=71),
    Searched("site", _("Sites"), Site, "directory:site", "map-pin", "name", ref="code", words=("country",), order=72),
    Searched(
        "account",
        _("Accounts"),
        User,
        "directory:account",
        "key",
        "name",
        words=("email", "organisation"),
        unit="person__unit",
        roles=tuple(VIEW_ACCOUNTS.names),
        order=73,
    ),
)
offer_acts(
    Act("add-person", _("Add a person"), "directory:person_add", "user-plus", whoever(CHANGE_PEOPLE), order=90),
    Act("add-account", _("Open an account"), "directory:account_add", "key", whoever(CHANGE_ACCOUNTS), order=90),
    Act(
        "add-outsider",
        _("Open an account for an outsider"),
        "directory:outsider_add",
        "user-plus",
        whoever(CHANGE_ACCOUNTS),
        also=_("certifier inspector"),
        order=90,
    ),
    Act("add-unit", _("Add a unit"), "directory:unit_add", "building-office-2", whoever(CHANGE_UNITS), order=90),
    Act("add-site", _("Add a site"), "directory:site_add", "map-pin", whoever(CHANGE_UNITS), order=90),
)
