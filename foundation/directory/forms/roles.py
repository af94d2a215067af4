"""Roles that are proposed, and their end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.directory.actions.roles import OUTSIDE_ROLES
from foundation.directory.forms.choices import ActorForm, UnitField, day_field, reason_field
from foundation.directory.models import User
from foundation.directory.permissions import PROPOSE_ROLE


class ProposeForm(ActorForm):
    """A role on a unit for a time; a compliance officer decides."""

    permission = PROPOSE_ROLE
    role = forms.ChoiceField(label=_("Role"))
    unit = UnitField(label=_("On this unit and everything below it"), empty_label=None)
    from_on = day_field(_("From"))
    to_on = day_field(_("Last day"), required=False, help_text=_("Empty: until somebody ends it."))
    reason = reason_field(help_text=_("Whoever decides reads it."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_outside = user.kind == User.Kind.OUTSIDE
        offered = [role for role in Role if (role in OUTSIDE_ROLES) == is_outside]
        self.fields["role"].choices = [("", _("Choose a role")), *((one.value, one.label) for one in offered)]  # type: ignore[attr-defined]


class EndRoleForm(forms.Form):
    ended_on = day_field(_("First day without this role"), help_text=_("Today means at once."))
    reason = reason_field()
