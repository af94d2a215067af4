"""With which audit another is compared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import Audit


class CompareForm(forms.Form):
    """Another audit whose checklist one may read."""

    other = forms.ModelChoiceField(
        Audit.objects.none(), to_field_name="uuid", label=_("Compare with"), empty_label=None
    )

    def __init__(self, *args: Any, actor: Any, audit: Audit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Audit.objects.with_checklist_for(actor).exclude(pk=audit.pk)  # type: ignore[attr-defined]
