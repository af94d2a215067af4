"""The doors of a comparison: with which audit, and the two side by side."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from audits.comparison import compared, put_beside
from audits.fieldwork_lists import ComparisonList
from audits.forms.comparison import CompareForm
from audits.models import Audit
from foundation.web import show

LIST = {"list": "ui/_table.html"}


@require_safe
def compare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks with which other audit whose checklist one may read."""
    row = get_object_or_404(Audit.objects.with_checklist_for(request.user), uuid=uuid)
    form = CompareForm(request.GET or None, actor=request.user, audit=row)
    if form.is_valid():
        return redirect("audits:comparison", row.uuid, form.cleaned_data["other"].uuid)
    return show(request, "audits/compare.html", {"audit": row, "form": form}, status=200)


@require_safe
def comparison(request: HttpRequest, uuid: UUID, other: UUID) -> HttpResponse:
    """Both audits by requirement, for who may read both checklists; the earlier one stands first."""
    seen = Audit.objects.with_checklist_for(request.user)
    two = [get_object_or_404(seen, uuid=uuid), get_object_or_404(seen.exclude(uuid=uuid), uuid=other)]
    earlier, later = sorted(two, key=lambda one: (one.planned_start, one.pk))
    table = ComparisonList(request, compared(earlier, later, request.user))
    if (export := table.export_response()) is not None:
        return export  # type: ignore[return-value]
    put_beside(table.rows, earlier, later, request.user)
    context = {"list": table, "audit": two[0], "earlier": earlier, "later": later}
    return show(request, "audits/comparison.html", context, fragments=LIST)
