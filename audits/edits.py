"""What may be changed in many audits or findings of a list at once, each by the verb of one row."""

from django.utils.translation import gettext_lazy as _

from audits.actions import name_lead, name_verifier
from audits.permissions import NAME_LEAD, NAME_VERIFIER
from foundation.directory.forms.choices import person_at_work
from foundation.lists import Edit

LEAD = Edit(
    "lead",
    _("Name the lead"),
    person_at_work(_("Lead")),
    read=lambda row: row.lead,
    change=lambda *, actor, row, value, on: name_lead(actor=actor, audit=row, lead=value, on=on),
    permission=NAME_LEAD,
    icon="user-plus",
)
VERIFIER = Edit(
    "verifier",
    _("Name the verifier"),
    person_at_work(_("Who checks the effect")),
    read=lambda row: row.verifier,
    change=lambda *, actor, row, value, on: name_verifier(actor=actor, finding=row, verifier=value, on=on),
    permission=NAME_VERIFIER,
    icon="user-plus",
)
