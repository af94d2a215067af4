"""The door of the portfolio: all certificates, over the months and as a list."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from certifications.lists import CertificateList
from certifications.models import Certificate
from certifications.permissions import LIST_CERTIFICATES, MANAGE_CERTIFICATES, VIEW_CERTIFICATES
from certifications.records import Portfolio
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show

LIST = {"list": "ui/_table.html"}


@require_safe
def certificates(request: HttpRequest) -> HttpResponseBase:
    """What the company holds, what threatens it, and the list with its files."""
    require(request.user, LIST_CERTIFICATES)
    on, seen = today(), Certificate.objects.listed_to(request.user)
    table = CertificateList(request, seen.for_list())
    may_view, span = permits(request.user, VIEW_CERTIFICATES), request.GET.get("span", "")
    portfolio = Portfolio(seen, on=on, span=span, linked=may_view, within=table.rows)
    context = {"list": table, "portfolio": portfolio, "spans": portfolio.spans(table.url), "today": on}
    context |= {"may_view": may_view, "may_plan": permits(request.user, MANAGE_CERTIFICATES)}
    return table.export_response() or show(request, "certifications/certificates.html", context, fragments=LIST)
