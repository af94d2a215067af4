"""What a person may do, and what shows it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.directory import ties
from foundation.directory.forms.choices import day_field
from foundation.directory.models import Clearance, User


class Codes(forms.TextInput):
    """The clearance, with those known already as suggestions."""

    template_name = "directory/suggesting.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = "known_clearances"
        known = Clearance.objects.order_by("code").values_list("code", flat=True).distinct()
        return context | {"listed": "known_clearances", "known": known}


class ClearanceForm(forms.Form):
    code = forms.CharField(
        label=_("Cleared for"), max_length=50, widget=Codes, help_text=_("Such as “lead auditor, ISO/IEC 27001”.")
    )
    from_on = day_field(_("From"))
    until = day_field(_("Until"), required=False, help_text=_("Empty: until it is withdrawn."))
    evidence: Any = forms.ModelChoiceField(
        None, label=_("Evidence"), to_field_name="uuid", required=False, help_text=_("Accepted evidence that shows it.")
    )
    source = forms.CharField(
        label=_("Or a source in words"), max_length=200, required=False, help_text=_("Where the proof can be seen.")
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proofs = ties.proofs()
        if proofs is None:
            del self.fields["evidence"]
        else:
            self.fields["evidence"].queryset = proofs.choices(actor)  # type: ignore[attr-defined]
