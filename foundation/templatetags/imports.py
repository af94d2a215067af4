"""Where the rows of a list are imported."""

from django import template
from django.template import Context
from django.urls import reverse

from foundation.access import permits
from foundation.imports.kinds import importables
from foundation.permissions import VIEW_IMPORTS

register = template.Library()


@register.simple_tag(takes_context=True)
def import_url(context: Context) -> str:
    """The address where the kind of rows that this page lists is imported; “” for who may not, and for other pages."""
    request = context.get("request")
    if request is None:
        return ""
    page = getattr(request.resolver_match, "view_name", "")
    kind = next((one for one in importables() if one.list_url == page), None)
    if kind is None or not permits(request.user, VIEW_IMPORTS) or not permits(request.user, kind.permission):
        return ""
    return reverse("foundation:import_add", args=[kind.kind])
