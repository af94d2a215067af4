"""The settings of sign-in: passwords, second factors, sessions, limits. Part of config/settings.py."""

import os

from config.environment import Environment, sign_in_provider

_env = Environment(os.environ)

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 24 * 3600  # seconds at most; foundation.signin.limits ends sessions sooner, by policy
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds a link to set a password is good for, once
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "foundation.signin.passwords.LongEnough"},
    {"NAME": "foundation.signin.passwords.NotYourself"},
    {"NAME": "foundation.signin.passwords.NotCommon"},
]
AUTHENTICATION_BACKENDS = ["foundation.signin.backend.AccountBackend"]  # by e-mail, User.USERNAME_FIELD
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # foundation.middleware.ClientAddress has already put the client into REMOTE_ADDR
ACCOUNT_ADAPTER = "foundation.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # sign-up has no address; allauth derives the sign-in form from this
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by administrators, for addresses they know
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 0  # foundation.signin.fresh decides, by policy
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/h/key",
    "report": "30/h/ip",  # a whole site may share one address
    "follow": "30/m/ip",
}
ACCOUNT_FORMS = {
    "login": "foundation.signin.forms.SignInForm",
    "change_password": "foundation.signin.forms.ChangePasswordForm",
    "reset_password": "foundation.signin.forms.AskForLinkForm",
    "reset_password_from_key": "foundation.signin.forms.NewPasswordForm",
    "reauthenticate": "foundation.signin.forms.PasswordAgainForm",
}
MFA_ADAPTER = "foundation.signin.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # finger, face or PIN: a passkey is two factors
MFA_TOTP_ISSUER = "Attest"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_FORMS = {
    "authenticate": "foundation.signin.forms.CodeForm",
    "reauthenticate": "foundation.signin.forms.CodeAgainForm",
    "activate_totp": "foundation.signin.forms.FirstCodeForm",
    "add_webauthn": "foundation.signin.passkeys.AddPasskeyForm",
    "edit_webauthn": "foundation.signin.passkeys.RenamePasskeyForm",
    "login_webauthn": "foundation.signin.passkeys.SignInByPasskeyForm",
    "authenticate_webauthn": "foundation.signin.passkeys.SecondStepForm",
    "reauthenticate_webauthn": "foundation.signin.passkeys.PasskeyAgainForm",
}
USERSESSIONS_ADAPTER = "foundation.signin.adapters.SessionsAdapter"

# The organisation's own provider, if any: OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME
SOCIALACCOUNT_PROVIDERS = sign_in_provider(_env, plain_http=_env.flag("PLAIN_HTTP"))
OIDC_TRUSTED_MFA = _env.names("OIDC_TRUSTED_MFA")  # values of amr or acr that count as a second factor; none: never
SOCIALACCOUNT_ADAPTER = "foundation.signin.oidc.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
