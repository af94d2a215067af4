"""One's own tokens for the API: the list, making one, whose secret is shown once, and revoking."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation import tokens as acts
from foundation.forms import TokenForm
from foundation.models import ApiToken
from foundation.signin.fresh import fresh_sign_in_to_write, is_strong
from foundation.web import show, submit


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_to_write
def tokens(request: HttpRequest) -> HttpResponse:
    """The list with the form; the answer to the form is the one page that ever shows the secret."""
    form = TokenForm(request.POST if request.method == "POST" else None, owner=request.user, longest=acts.most_days())
    made = submit(form, acts.make_token, actor=request.user, strong=is_strong(request)) if form.is_bound else None
    if made is not None:
        return show(request, "foundation/token_secret.html", {"token": made[0], "secret": made[1]})
    own = ApiToken.objects.visible_to(request.user)
    return show(request, "foundation/tokens.html", {"form": form, "tokens": own[:100], "now": timezone.now()})


@require_POST
@fresh_sign_in_to_write
def revoke_token(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ends one of them at once."""
    token = get_object_or_404(ApiToken.objects.visible_to(request.user).live(timezone.now()), uuid=uuid)
    acts.revoke_token(actor=request.user, token=token)
    messages.success(request, _("“%(name)s” is revoked. It opens nothing any more.") % {"name": token.name})
    return redirect("foundation:tokens")
