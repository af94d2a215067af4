"""Who was at a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import Attendance
from foundation.directory.forms.typed import TypedPerson
from foundation.forms import field_of


class AttendanceForm(forms.Form):
    """A person or a role, and whether they came."""

    person = TypedPerson(required=False, label=_("Person"), help_text=_("Name or personnel number."))
    role = field_of(Attendance, "role", required=False)
    was_present = forms.TypedChoiceField(
        label=_("Present"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
