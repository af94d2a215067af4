"""Everybody's own page: where self-service starts, and for all others a link beside their work."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.offers import Entry, offer_navigation, offer_own_page

offer_own_page("people:own_page")
offer_navigation(Entry(_("Home"), "people:own_page", "home", 5, (Role.EMP,), key="y"))
