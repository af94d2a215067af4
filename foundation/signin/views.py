"""The pages of sign-in: allauth's views with our cards, and with the status a refused form has everywhere else."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.account.views import BaseReauthenticateView, LoginView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.access import require
from foundation.directory.models import User
from foundation.signin import demonstration, entering, invitations, oidc, recovery
from foundation.signin.forms import FirstPasswordForm, RecognisedForm
from foundation.signin.fresh import fresh_sign_in_required
from foundation.signin.limits import ENDED
from foundation.web import show, submit

INVITATION_KEY = "invitation_key"  # in the session


@method_decorator(login_not_required, name="dispatch")
class SignInView(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        main, further = demonstration.cards()
        ended = self.request.session.get(ENDED, "")
        return {
            **super().get_context_data(**kwargs),
            "cards": main,
            "further": further,
            "ended": ended,
            "provider": oidc.name(),
        }


class SecondStepView(AuthenticateView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        passkeys = is_mfa_enabled(self.stage.login.user, [Authenticator.Type.WEBAUTHN])
        return {**super().get_context_data(**kwargs), "passkeys": passkeys}


class SecondFactorChoice(IndexView):
    """What those see who have to set one up before anything else."""

    template_name = "mfa/choose.html"


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """A click on a card; the form carries the persona's personnel number."""
    user = demonstration.persona_account(request.POST.get("person", ""))
    return demonstration.sign_in(request, user)


@method_decorator(login_required, name="dispatch")
class PersonaAgainView(BaseReauthenticateView):
    """“Is it you?” for a persona of the demonstration, who has neither a password nor a second factor to give."""

    form_class = Form
    template_name = "account/persona_again.html"

    def form_valid(self, form: Form) -> HttpResponse:
        demonstration.prove(self.request, self.request.user)
        return super().form_valid(form)


@login_not_required
@require_safe
def invitation_key(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """The link in the mail: the key moves into the session, out of the address and what browsers pass on of it."""
    request.session[INVITATION_KEY] = key
    return redirect("account_invitation", uuid)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whoever was invited sets the first password and goes straight in, or on to the second factor."""
    found = invitations.found(uuid, request.session.get(INVITATION_KEY, ""))
    if found is None:
        return show(request, "account/invitation_gone.html", status=404)
    form = FirstPasswordForm(data=request.POST or None, user=found.user)
    if submit(form, entering.by_invitation, request=request, invitation=found) is not None:
        return entering.go_on(request, found.user)
    return show(request, "account/invitation.html", {"form": form, "invitation": found})


@fresh_sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_second_factor(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Of somebody who lost it, by an administrator who has recognised them."""
    user = get_object_or_404(User.objects.people(), uuid=uuid)
    require(request.user, *recovery.wanted(user))
    form = RecognisedForm(request.POST or None)
    if submit(form, recovery.remove_second_factor, actor=request.user, user=user):
        messages.success(request, _("The second factor of %(name)s was removed.") % {"name": user.name})
        return redirect("foundation:administration")
    return show(request, "account/remove_second_factor.html", {"form": form, "owner": user})


def no_password_yet(request: HttpRequest) -> HttpResponse:
    """Whoever has no password sets the first one by a link, which proves that the address is theirs."""
    return redirect("account_reset_password")


@login_not_required
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Somebody tries too often."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "300"
    return response


def refusing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same view, answering 422 when it shows a refused form again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form is not None and form.errors:
            response.status_code = 422
        return response

    return answer
