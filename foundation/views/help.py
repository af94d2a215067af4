"""Help: the guides for one's roles, longer walks, and the terms."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from foundation import guides, handbook
from foundation.access import live_grants
from foundation.signin.targets import next_or
from foundation.web import show


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What one's roles are for and where to begin; outsiders read theirs here alone."""
    held = {grant.role for grant in live_grants(request.user)}
    context = {"guides": handbook.guides(held), "walks": handbook.walks(held), "term_count": len(handbook.terms())}
    return show(request, "foundation/help.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term with its meaning, by letter."""
    return show(request, "foundation/glossary.html", {"letters": handbook.by_letter()})


@require_POST
def guide_read(request: HttpRequest, name: str) -> HttpResponse:
    """Puts a guide aside and stays on the page."""
    if handbook.guide(name) is None:
        raise Http404
    guides.read_guide(actor=request.user, name=name)
    return redirect(next_or(request, "/"))
