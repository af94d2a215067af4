"""The second step of a sign-in, asked of everybody who has a second factor unless it was given already."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest


class SecondStep(AuthenticateStage):
    def _should_handle(self, request: HttpRequest) -> bool:
        """Not after a trusted provider asked for it; a passkey that signed in by itself is allauth's own exception."""
        given = any(
            proof["method"] == "mfa" and proof.get("provider")
            for proof in get_authentication_records(request, self.login.user)
        )
        return not given and super()._should_handle(request)
