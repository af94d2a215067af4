from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from audits.models import Audit
from audits.records import ReportRecord
from foundation.clock import today
from foundation.web import show


@require_safe
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The report of an audit as a record; its draft is for the team and who may review it."""
    audit = get_object_or_404(Audit.objects.visible_to(request.user).for_page(), uuid=uuid)
    record = ReportRecord(audit, user=request.user, on=today(audit.unit))
    if record.report is None:
        raise Http404
    context = {"audit": audit, "report": record.report, "record": record, "today": record.on}
    return show(request, "audits/report.html", context)
