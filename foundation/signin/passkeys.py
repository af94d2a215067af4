"""Passkeys: a key in a device or on a stick that opens with finger, face or PIN, so it is two factors in one.

Every passkey verifies its user and can be found without a name, so each signs in by itself and also serves as the second
step after a password. What allauth checks is allauth's; here are the pages, the words and the events.
"""

from typing import Any

from allauth.mfa.webauthn import views as allauth_views
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import User
from foundation.signin import log

NOT_KNOWN = _("This passkey does not open an account here. Try another way to sign in.")
NAME_HINT = _("So that you know it again, such as “Work laptop”.")
LONGEST_NAME = 60
LARGEST = 20_000  # characters of a credential; real ones have about 1,500

# What fido2 and allauth raise over a credential that no browser made: wrong types, bytes, numbers, missing parts.
DAMAGED = (AttributeError, KeyError, OverflowError, TypeError, ValueError)


class CredentialField(forms.JSONField):
    """What passkey.js sends; what is too long or too deep to be one is not even read."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LARGEST:
            raise ValidationError(NOT_KNOWN)
        try:
            return super().to_python(value)
        except RecursionError as damage:
            raise ValidationError(NOT_KNOWN) from damage

    def bound_data(self, data: Any, initial: Any) -> str:
        """A form that comes back asks anew."""
        return ""

    def prepare_value(self, value: Any) -> str:
        return ""


class _Named:
    fields: dict[str, forms.Field]

    def _word(self) -> None:
        name = self.fields["name"]
        name.label, name.help_text = _("Name of the passkey"), NAME_HINT
        name.widget.attrs |= {"maxlength": LONGEST_NAME, "autocomplete": "off"}
        name.validators = [*name.validators, forms.fields.validators.MaxLengthValidator(LONGEST_NAME)]


class AddPasskeyForm(_Named, AddWebAuthnForm):
    credential = CredentialField()
    passwordless = None  # every passkey is one: see AddPasskeyView

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._word()

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except DAMAGED as damage:
            raise ValidationError(_("The passkey was not made. Try again.")) from damage


class RenamePasskeyForm(_Named, EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._word()


class _Checked:
    """Answers a credential that is refused or damaged with one sentence, and notes it about the account if there is one."""

    user: User | None
    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as refusal:
            log.passkey_refused(self.user)
            if refusal.code == "too_many_login_attempts":
                raise
            raise ValidationError(NOT_KNOWN) from refusal
        except DAMAGED as damage:
            log.passkey_refused(self.user)
            raise ValidationError(NOT_KNOWN) from damage


class SignInByPasskeyForm(_Checked, LoginWebAuthnForm):
    credential = CredentialField()


class SecondStepForm(_Checked, AuthenticateWebAuthnForm):
    credential = CredentialField()


class PasskeyAgainForm(_Checked, ReauthenticateWebAuthnForm):
    credential = CredentialField()


@method_decorator(transaction.atomic, name="form_valid")
class AddPasskeyView(allauth_views.AddWebAuthnView):
    template_name = "mfa/webauthn/add_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Asks for a key that verifies its user and can be found without a name; registration insists on the first."""
        context = super().get_context_data(**kwargs)
        return context | {
            "js_data": {"creation_options": auth.begin_registration(self.request.user, passwordless=True)}
        }


@method_decorator(login_not_required, name="dispatch")
class SignInByPasskeyView(allauth_views.LoginWebAuthnView):
    pass


class PasskeyAgainView(allauth_views.ReauthenticateWebAuthnView):
    template_name = "mfa/webauthn/reauthenticate.html"

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | kwargs


rename = allauth_views.EditWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))
remove = allauth_views.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))
