"""What may be changed in many rows of a list at once, each by the verb of one row."""

from django.utils.translation import gettext_lazy as _

from assurance.actions import change_document, change_process_owner, change_supplier, edit_control
from assurance.models import Supplier
from assurance.permissions import EDIT_CONTROL, HAND_OVER_PROCESS, MANAGE_SUPPLIERS, WRITE_DOCUMENT
from foundation.directory.forms.choices import person_at_work
from foundation.forms import field_of
from foundation.lists import Edit

CONTROL_OWNER = Edit(
    "owner",
    _("Give to another owner"),
    person_at_work(_("New owner")),
    read=lambda row: row.owner,
    change=lambda *, actor, row, value, on: edit_control(actor=actor, control=row, owner=value, on=on),
    permission=EDIT_CONTROL,
    icon="user-plus",
)
PROCESS_OWNER = Edit(
    "owner",
    _("Offer to another owner"),
    person_at_work(_("New owner")),
    read=lambda row: row.owner,
    change=lambda *, actor, row, value, on: change_process_owner(
        actor=actor, process=row, owner=value, deputy=row.deputy
    ),
    permission=HAND_OVER_PROCESS,
    icon="user-plus",
)
DOCUMENT_OWNER = Edit(
    "owner",
    _("Give to another owner"),
    person_at_work(_("New owner")),
    read=lambda row: row.owner,
    change=lambda *, actor, row, value, on: change_document(actor=actor, document=row, owner=value),
    permission=WRITE_DOCUMENT,
    icon="user-plus",
)
SUPPLIER_OWNER = Edit(
    "owner",
    _("Give to another owner"),
    person_at_work(_("New owner")),
    read=lambda row: row.owner,
    change=lambda *, actor, row, value, on: change_supplier(actor=actor, supplier=row, owner=value, on=on),
    permission=MANAGE_SUPPLIERS,
    icon="user-plus",
)
SUPPLIER_CRITICALITY = Edit(
    "criticality",
    _("Rate anew"),
    lambda actor, on: field_of(Supplier, "criticality"),
    read=lambda row: row.criticality,
    change=lambda *, actor, row, value, on: change_supplier(actor=actor, supplier=row, criticality=value, on=on),
    permission=MANAGE_SUPPLIERS,
    words=lambda row: row.get_criticality_display(),
    icon="scale",
)
