"""Sign-in and the doors before it: the lines of the access matrix."""

import uuid

from tests.routes.lines import ALL, Route, people

ROUTES: dict[str, Route] = {
    "livez": Route(public=True),
    "readyz": Route(public=True),
    "account_login": Route(public=True),
    "demonstration_sign_in": Route(public=True),
    "account_invitation": Route(public=True, own=lambda world: (uuid.uuid4(),)),
    "account_invitation_key": Route(public=True, own=lambda world: (uuid.uuid4(), "no-such-key")),
    "account_inactive": Route(public=True),
    "account_reset_password": Route(public=True),
    "account_reset_password_done": Route(public=True),
    "account_reset_password_from_key": Route(public=True, own=lambda world: ("1", "no-such-key")),
    "account_reset_password_from_key_done": Route(public=True),
    "mfa_authenticate": Route(public=True),
    "account_logout": Route(public=True),
    "account_reauthenticate": Route(),
    "demonstration_again": Route(),
    "account_change_password": Route(read=ALL, write=ALL),
    "account_set_password": Route(read=ALL, write=ALL),
    "mfa_index": Route(read=ALL),
    "mfa_reauthenticate": Route(),
    "mfa_activate_totp": Route(read=ALL, write=ALL, needs_more=True),
    "mfa_deactivate_totp": Route(),
    "mfa_view_recovery_codes": Route(),
    "mfa_generate_recovery_codes": Route(read=ALL, write=ALL, needs_more=True),
    "mfa_choose": Route(read=ALL),
    "mfa_add_webauthn": Route(read=ALL, write=ALL, needs_more=True),
    "mfa_edit_webauthn": Route(own=lambda world: (1,)),
    "mfa_remove_webauthn": Route(own=lambda world: (1,)),
    "mfa_reauthenticate_webauthn": Route(),
    "mfa_login_webauthn": Route(public=True),
    "remove_second_factor": Route(
        read=people("adam"),
        write=people("adam"),
        own=lambda world: (world.company.cast["emma"].uuid,),
        needs_more=True,
    ),
    "oidc_start": Route(public=True),
    "oidc_callback": Route(public=True),
    "usersessions_list": Route(read=ALL, write=ALL),
}
