"""Search over everything one may see, and the palette."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.clock import today
from foundation.search.pages import SearchPage
from foundation.search.palette import sections
from foundation.search.scope import may_search
from foundation.web import Request, show


@require_safe
def search(request: Request) -> HttpResponse:
    """What one may see of what one looks for, by reference and by words."""
    if not may_search(request.user):
        raise Http404
    page = SearchPage(request)
    shown = {"found": page, "search_text": page.text}
    return show(request, "foundation/search.html", shown, fragments={"list": "foundation/_search_results.html"})


@require_safe
def palette(request: Request) -> HttpResponse:
    """What one can do, open and go to, for what one has typed so far; without a script the search page."""
    if not may_search(request.user):
        raise Http404
    asked = QueryDict(mutable=True)
    asked["q"] = request.GET.get("q", "").replace("\x00", "")
    url = f"{reverse('foundation:search')}?{asked.urlencode()}"
    if not request.htmx:
        return redirect(url)
    found = {"sections": sections(request.user, asked["q"], today()), "text": asked["q"].strip(), "search_page": url}
    return show(request, "foundation/_palette_options.html", found)
