"""Accounts of people and of outsiders."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from foundation.directory.forms.choices import ActorForm, PersonField, reason_field
from foundation.directory.models import User
from foundation.directory.permissions import CHANGE_ACCOUNTS
from foundation.forms import field_of


def invited_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Send the invitation now"),
        required=False,
        initial=True,
        help_text=_("A mail with a link by which the owner sets a password. Nobody else ever sees it."),
    )


class PersonAccountForm(ActorForm):
    """An account for somebody of ours; people who have one stand there too, for a second."""

    permission = CHANGE_ACCOUNTS
    person = PersonField(label=_("Person"))
    email = forms.EmailField(
        label=_("Another address"),
        required=False,
        help_text=_("Only for a second account of the same person; a compliance officer decides about that."),
    )
    invited = invited_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        accounts = User.objects.filter(person=OuterRef("pk"), is_active=True)
        field.queryset = field.queryset.annotate(known=Exists(accounts)).order_by("known", "name")  # type: ignore[attr-defined]


class OutsiderForm(forms.Form):
    """An account for somebody who works elsewhere: a certifier or an inspector."""

    name = field_of(User, "name")
    email = field_of(User, "email")
    organisation = field_of(User, "organisation", required=True, help_text=_("For whom this person works."))
    invited = invited_field()


class RenameForm(forms.Form):
    name = field_of(User, "name")
    organisation = field_of(User, "organisation", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        initial = {"name": user.name, "organisation": user.organisation}
        super().__init__(*args, initial=initial, **kwargs)
        if user.kind != User.Kind.OUTSIDE:
            del self.fields["organisation"]


class EmailForm(forms.Form):
    """Another address; a second person decides, because whoever reads its mail can open the account."""

    email = field_of(User, "email", label=_("New address"))
    reason = reason_field()
