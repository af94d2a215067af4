"""The entry in the navigation, without a number: even that would tell."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.offers import Entry, offer_navigation

HOLDERS = (Role.CASE, Role.INVEST, Role.DECIDE, Role.PANEL, Role.DPO)
offer_navigation(Entry(_("Confidential"), "cases:home", "lock-closed", 85, HOLDERS))
