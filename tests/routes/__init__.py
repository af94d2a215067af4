"""The access matrix: one line per route, who may read, who may write, with what; one file per app."""

from tests.routes import assurance, audits, cases, certifications, directory, foundation, people, signin
from tests.routes.lines import Route

ROUTES: dict[str, Route] = {
    **signin.ROUTES,
    **foundation.ROUTES,
    **directory.ROUTES,
    **assurance.ROUTES,
    **audits.ROUTES,
    **certifications.ROUTES,
    **people.ROUTES,
    **cases.ROUTES,
}

# Pages that answer only in a situation of one's own account; tests/foundation/test_signin.py has their stories.
# Holds are lifted by counsel alone, who is not among the cast; tests/assurance/test_vault.py has her.
SITUATIONS = {
    "account_reauthenticate",
    "demonstration_again",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "assurance:hold_lift",
}
