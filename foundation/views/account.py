"""One's own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation import outbox
from foundation.access import live_grants
from foundation.directory.models import User
from foundation.forms import MailForm
from foundation.offers import own_pages
from foundation.web import show, submit


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own page: who one is here, and the locks of one's account."""
    pages = own_pages() if request.user.kind == User.Kind.INSIDE else []
    context = {"grants": live_grants(request.user), "pages": pages}
    return show(request, "foundation/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def mails_of_mine(request: HttpRequest) -> HttpResponse:
    """How one is told by mail, topic by topic."""
    form = MailForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and submit(form, outbox.choose_mails, actor=request.user) is not None:
        messages.success(request, _("Saved. It holds for what happens from now on."))
        return redirect("foundation:mails_of_mine")
    return show(request, "foundation/mails_of_mine.html", {"form": form})
