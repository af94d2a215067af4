"""The entries of audits in the navigation."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.offers import Entry, offer_navigation

EVERYONE_CONCERNED = (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO)

offer_navigation(
    Entry(_("Audits"), "audits:audits", "clipboard-document-check", 20, EVERYONE_CONCERNED, key="a"),
    Entry(_("Findings"), "audits:findings", "flag", 30, (*EVERYONE_CONCERNED, Role.EMP), key="f"),
)
