"""What people fill in for a webhook."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.access import Role, units_of
from foundation.directory.models import Unit, User
from foundation.models.webhooks import Webhook
from foundation.steps import StepForm, step_form
from foundation.webhooks import kinds


def owners() -> Any:
    return User.objects.filter(kind=User.Kind.INSIDE, is_active=True).order_by("name")


class NameField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(label=_("Name"), max_length=100, help_text=_("What people call the system that is told."))


class UrlField(forms.CharField):
    def __init__(self) -> None:
        hint = _("Where messages go: https, a public host, without name or password. It stands in the record.")
        super().__init__(label=_("Address"), max_length=500, help_text=hint, widget=forms.URLInput())


class OwnerField(forms.ModelChoiceField):
    def __init__(self) -> None:
        hint = _("Nothing is told that this person may not see at the moment of sending.")
        super().__init__(owners(), to_field_name="uuid", label=_("Told in the name of"), help_text=hint)


class KindsWidget(forms.CheckboxSelectMultiple):
    """Everything of a family at once, or some of it, folded away until wanted."""

    template_name = "foundation/widgets/kinds.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["families"] = [
            {"label": label, "whole": whole, "parts": parts, "is_open": any(part["selected"] for part in parts)}
            for label, (whole, *parts), _index in context["widget"]["optgroups"]
        ]
        return context


class KindsField(forms.MultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(label=_("Kinds of event"), choices=kinds.choices, widget=KindsWidget)


class WebhookForm(forms.Form):
    name = NameField()
    url = UrlField()
    unit = forms.ModelChoiceField(
        Unit.objects.none(), to_field_name="uuid", label=_("Unit"), help_text=_("What happens there and below is told.")
    )
    owner = OwnerField()
    kinds = KindsField()

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term = Q(pk__in=[])
        for unit in units_of(actor, Role.ADM):
            term |= Q(path__startswith=unit.path)
        self.fields["unit"].queryset = Unit.objects.active(on).filter(term)


@step_form("webhook.change")
class ChangeForm(StepForm):
    """What a webhook may have changed; for another unit one adds another webhook."""

    name = NameField()
    url = UrlField()
    owner = OwnerField()
    kinds = KindsField()

    def __init__(self, *args: Any, row: Webhook, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {"name": row.name, "url": row.url, "owner": row.owner.uuid, "kinds": row.kinds}
