"""The administrator's test mail."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from foundation.access import require
from foundation.outbox import send_trial_mail
from foundation.permissions import SEND_TEST_MAIL
from foundation.web import show


@require_http_methods(["GET", "HEAD", "POST"])
def test_mail(request: HttpRequest) -> HttpResponse:
    """Mails the administrator a test through the real mail server and shows what that said."""
    require(request.user, SEND_TEST_MAIL)
    context = {"sender": settings.DEFAULT_FROM_EMAIL, "tried": request.method == "POST"}
    if context["tried"]:
        context["refusal"] = send_trial_mail(actor=request.user)
    return show(request, "foundation/test_mail.html", context)
