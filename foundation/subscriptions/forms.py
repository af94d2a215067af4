"""What people fill in for a subscription."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.directory.models import User
from foundation.forms import field_of
from foundation.models.subscriptions import Subscription
from foundation.reports.centre import LONGEST
from foundation.steps import StepForm, step_form

BETWEEN = re.compile(r"[\s,;]+")
MOST = 50


class RecipientsField(forms.CharField):
    """People inside by the addresses of their accounts, separated by commas or lines."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Send it to"),
            help_text=gettext_lazy(
                "E-mail addresses of accounts, one in a line. Each gets a file of their own, with what they may read."
            ),
            widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
            max_length=5000,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(user.email for user in value)

    def clean(self, value: Any) -> list[User]:
        wanted = list(dict.fromkeys(one.lower() for one in BETWEEN.split(super().clean(value) or "") if one))
        if len(wanted) > MOST:
            raise ValidationError(_("At most %(most)d people.") % {"most": MOST})
        rows = User.objects.filter(email__in=wanted, kind=User.Kind.INSIDE, is_active=True)
        found = {user.email.lower(): user for user in rows}
        unknown = [one for one in wanted if one not in found]
        if unknown:
            raise ValidationError(_("No open account has this address: %(who)s.") % {"who": ", ".join(unknown)[:300]})
        return [found[one] for one in wanted]


class SubscribeForm(forms.Form):
    """A new subscription; its clean data are the verb's. `query` are the parameters of the report, as an address has them."""

    title = field_of(Subscription, "title", help_text=gettext_lazy("What it is called in the mail and in lists."))
    rhythm = field_of(Subscription, "rhythm", label=gettext_lazy("When"), initial="month:1")
    recipients = RecipientsField()
    query = forms.CharField(
        label=gettext_lazy("Parameters"), max_length=LONGEST, required=False, widget=forms.HiddenInput
    )


class AnySubscribeForm(SubscribeForm):
    """The same, with the name of the report."""

    report = forms.SlugField(label=gettext_lazy("Report"), max_length=50)


@step_form("subscription.change")
class ChangeForm(StepForm):
    """What of a subscription may be changed."""

    title = field_of(Subscription, "title")
    rhythm = field_of(Subscription, "rhythm", label=gettext_lazy("When"))
    recipients = RecipientsField()

    def __init__(self, *args: Any, row: Subscription, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {"title": row.title, "rhythm": row.rhythm, "recipients": list(row.recipients.order_by("name"))}
