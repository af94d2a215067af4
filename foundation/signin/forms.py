"""allauth's forms in our words; what they check is allauth's."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm as AllauthChangePasswordForm,
)
from allauth.account.forms import (
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.utils import decrypt
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from foundation.signin.codes import spend
from foundation.signin.links import ask_for_link
from foundation.signin.passwords import least_length

LONGEST = 1000  # characters; what is longer is no password but an attack on the hasher


def _say(field: forms.Field, label: Any, hint: Any = "") -> None:
    """Our label and hint, and no placeholder: it goes when one types and is too pale to read."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


def _bound(field: forms.Field) -> None:
    field.widget.attrs["maxlength"] = LONGEST
    field.validators = [*field.validators, forms.fields.validators.MaxLengthValidator(LONGEST)]


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], _("E-mail address"))
        _say(self.fields["password"], _("Password"))
        _bound(self.fields["password"])
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], _("Your password"))
        _bound(self.fields["password"])


class AskForLinkForm(ResetPasswordForm):
    """Says the same for every address; see links.py."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], _("E-mail address"))

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        ask_for_link(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class _TwiceTyped:
    """A new password and its repetition, with the length that counts for this account."""

    fields: dict[str, Any]
    user: Any

    def _word(self) -> None:
        hint = _t("At least %(least)d characters. A few words in a row are easy to remember and hard to guess.")
        _say(self.fields["password1"], _("New password"), hint % {"least": least_length(self.user)})
        _say(self.fields["password2"], _("New password once more"))
        for name in ("password1", "password2"):
            _bound(self.fields[name])


class NewPasswordForm(_TwiceTyped, ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._word()


class FirstPasswordForm(_TwiceTyped, SetPasswordForm):
    """Of an invitation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._word()


class ChangePasswordForm(_TwiceTyped, AllauthChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("Present password"))
        _bound(self.fields["oldpassword"])
        self._word()


CODE_HINT = _("Six digits from your authenticator app, or one of your recovery codes.")


class _Once:
    """A code of the app counts once, even where it is sent twice at the same moment."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            secret = decrypt(self.authenticator.data["secret"])
            if not spend(self.user, secret=secret, code=code):
                raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_Once, AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Code"), CODE_HINT)


class CodeAgainForm(_Once, AllauthCodeAgainForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Code"), CODE_HINT)


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Code"), _("The six digits that the app shows now."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        code = super().clean_code()
        if not spend(self.user, secret=self.secret, code=code):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class RecognisedForm(forms.Form):
    reason = forms.CharField(
        label=_("How did you make sure that it is really this person who asks?"),
        help_text=_("Such as “came to my desk with the staff card”. It is written into the log."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
