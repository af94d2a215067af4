"""Every address of sign-in. What allauth has beyond these (sign-up, e-mail addresses, codes by mail) does not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as authenticator
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from foundation.signin import oidc, passkeys
from foundation.signin.fresh import fresh_sign_in_required as fresh
from foundation.signin.views import (
    PersonaAgainView,
    SecondFactorChoice,
    SecondStepView,
    SignInView,
    invitation,
    invitation_key,
    no_password_yet,
    refusing,
    remove_second_factor,
    sign_in_as,
)

# The names are allauth's: it finds its own pages by them.
urlpatterns = [
    path("login/", refusing(SignInView.as_view()), name="account_login"),
    path("login/as/", sign_in_as, name="demonstration_sign_in"),
    path("login/as/again/", PersonaAgainView.as_view(), name="demonstration_again"),
    path("logout/", account.logout, name="account_logout"),
    path("invitation/<uuid:uuid>/", invitation, name="account_invitation"),
    path("invitation/<uuid:uuid>/<str:key>/", invitation_key, name="account_invitation_key"),
    path("of/<uuid:uuid>/second-factor/remove/", remove_second_factor, name="remove_second_factor"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", refusing(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", refusing(account.password_change), name="account_change_password"),
    path("password/set/", no_password_yet, name="account_set_password"),
    path("password/reset/", refusing(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        refusing(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-factor/", second_factor.index, name="mfa_index"),
    path("second-factor/code/", refusing(SecondStepView.as_view()), name="mfa_authenticate"),
    path("second-factor/again/", refusing(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", refusing(fresh(authenticator.activate_totp)), name="mfa_activate_totp"),
    path("second-factor/app/remove/", fresh(authenticator.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", fresh(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/",
        refusing(fresh(recovery_codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path("second-factor/choose/", SecondFactorChoice.as_view(), name="mfa_choose"),
    path("second-factor/passkeys/add/", refusing(fresh(passkeys.AddPasskeyView.as_view())), name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/name/", refusing(fresh(passkeys.rename)), name="mfa_edit_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", fresh(passkeys.remove), name="mfa_remove_webauthn"),
    path(
        "second-factor/passkeys/again/",
        refusing(passkeys.PasskeyAgainView.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("login/passkey/", passkeys.SignInByPasskeyView.as_view(), name="mfa_login_webauthn"),
    path("provider/", oidc.start, name="oidc_start"),
    path("provider/callback/", oidc.come_back, name="oidc_callback"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]
