"""Ways in beside the sign-in form; all of them end in allauth's own sign-in, with its second step and its new session."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from foundation.directory.models import User
from foundation.models.signin import Invitation
from foundation.signin import invitations


def by_invitation(*, request: HttpRequest, invitation: Invitation, password1: str, password2: str) -> User:
    """Sets the first password and records that its owner is here; somebody else who was signed in here is signed out."""
    user = invitations.accept(invitation=invitation, password=password1)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, "password", reauthenticated=True, email=user.email)
    return user


def go_on(request: HttpRequest, user: User) -> HttpResponse:
    """Signs in whoever has just proved who they are: on to the second step if the account has one, else inside."""
    user = User.objects.get(pk=user.pk)  # as it is now; the session is bound to the password
    return perform_login(request, Login(user=user, email=user.email))
