"""Every address of sign-in. What allauth has beyond these (sign-up, e-mail addresses, codes by mail) does not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as authenticator
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from foundation.signin.views import SignInView, invitation, invitation_key, no_password_yet, refusing, sign_in_as

# The names are allauth's: it finds its own pages by them.
urlpatterns = [
    path("login/", refusing(SignInView.as_view()), name="account_login"),
    path("login/as/", sign_in_as, name="demonstration_sign_in"),
    path("logout/", account.logout, name="account_logout"),
    path("invitation/<uuid:uuid>/", invitation, name="account_invitation"),
    path("invitation/<uuid:uuid>/<str:key>/", invitation_key, name="account_invitation_key"),
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
    path("second-factor/code/", refusing(second_factor.authenticate), name="mfa_authenticate"),
    path("second-factor/again/", refusing(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", refusing(authenticator.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/remove/", authenticator.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/",
        refusing(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]
