"""Why a sealed name is opened."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.cases.models import SealOpening


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you need the name"),
        max_length=SealOpening._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the log, and the data protection officer reads it."),
        error_messages={"required": _("Say why you need the name.")},
    )
