"""The doors of webhooks: the list, adding one, one of them, its secret, a test, and sending again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.access import permits, require
from foundation.clock import today
from foundation.models.webhooks import Delivery, Webhook
from foundation.permissions import MANAGE_WEBHOOKS, VIEW_WEBHOOKS
from foundation.refusals import Conflict
from foundation.web import show, submit
from foundation.webhooks import actions
from foundation.webhooks.forms import WebhookForm
from foundation.webhooks.lists import WebhookList
from foundation.webhooks.pages import page_of

LIST = {"list": "ui/_table.html"}
SECRET = "foundation/webhook_secret.html"  # noqa: S105 - a template


@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    """Every webhook one may see."""
    require(request.user, VIEW_WEBHOOKS)
    table = WebhookList(request, Webhook.objects.visible_to(request.user).for_list())
    context = {"list": table, "may_add": permits(request.user, MANAGE_WEBHOOKS)}
    return table.export_response() or show(request, "foundation/webhooks.html", context, fragments=LIST)  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
def webhook_add(request: HttpRequest) -> HttpResponse:
    """The form of a new webhook; its answer is the one page that ever shows the secret."""
    require(request.user, MANAGE_WEBHOOKS)
    data = (request.POST,) if request.method == "POST" else ()
    form = WebhookForm(*data, actor=request.user, on=today())
    made = submit(form, actions.add_webhook, actor=request.user, on=today()) if form.is_bound else None
    if made is not None:
        return show(request, SECRET, {"made": made, "webhook": made.webhook, "is_new": True})
    return show(request, "foundation/webhook_add.html", {"form": form})


@require_safe
def webhook(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _webhook(request, uuid)
    context = page_of(found, request, user=request.user, on=today(found.unit), now=timezone.now())
    return show(request, "foundation/webhook.html", context, fragments=LIST)


@require_POST
def webhook_secret(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Replaces the secret; the answer shows the new one, once."""
    found = _webhook(request, uuid)
    require(request.user, MANAGE_WEBHOOKS, found)
    try:
        made = actions.replace_webhook_secret(actor=request.user, webhook=found)
    except Conflict as conflict:
        return _refused(request, found, conflict)
    return show(request, SECRET, {"made": made, "webhook": found, "is_new": False})


@require_POST
def webhook_old_secret(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ends the old secret of a replacement at once."""
    return _done(request, uuid, actions.drop_old_secret, _("Only the new secret signs from now on."))


@require_POST
def webhook_test(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Sends a test message; what the receiver answers stands among the deliveries."""
    return _done(request, uuid, actions.send_test, _("A test is on its way. The answer stands below in a moment."))


@require_POST
def webhook_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Sends everything again that was given up."""
    return _done(request, uuid, actions.send_again, _("What was given up is sent again, beginning now."))


@require_POST
def delivery_again(request: HttpRequest, uuid: UUID, delivery: UUID) -> HttpResponse:
    """Sends one delivery again."""
    row = get_object_or_404(Delivery.objects.visible_to(request.user), webhook__uuid=uuid, uuid=delivery)
    return _done(request, uuid, actions.send_again, _("It is sent again, beginning now."), delivery=row)


def _webhook(request: HttpRequest, uuid: UUID) -> Webhook:
    return get_object_or_404(Webhook.objects.visible_to(request.user).for_page(), uuid=uuid)


def _done(request: HttpRequest, uuid: UUID, action: Any, said: str, **given: Any) -> HttpResponse:
    """Runs a verb without a form and goes back to the page, with what it did or why not."""
    found = _webhook(request, uuid)
    require(request.user, MANAGE_WEBHOOKS, found)
    try:
        action(actor=request.user, webhook=found, **given)
    except Conflict as conflict:
        return _refused(request, found, conflict)
    messages.success(request, said)
    return redirect(found)


def _refused(request: HttpRequest, found: Webhook, conflict: Conflict) -> HttpResponse:
    messages.error(request, str(conflict.sentence))
    return redirect(found)
