"""The door to who was at a meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.actions import note_attendance
from audits.forms.meetings import AttendanceForm
from audits.models import Audit, Meeting
from audits.permissions import WORK_ON_AUDIT
from audits.views.auditors import sent, sheet
from foundation.access import require
from foundation.web import submit


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One more person or role of a meeting."""
    meeting = Meeting.objects.filter(uuid=uuid).select_related("audit__unit").first()
    if meeting is None or not Audit.objects.visible_to(request.user).filter(pk=meeting.audit_id).exists():
        raise Http404
    require(request.user, WORK_ON_AUDIT, meeting.audit)
    form = AttendanceForm(sent(request))
    if form.is_bound and (row := submit(form, note_attendance, actor=request.user, meeting=meeting)):
        messages.success(request, _("%(name)s is noted.") % {"name": row.name})
        return redirect(meeting.audit)
    return sheet(request, form, _("Note who was there"), meeting.audit.get_absolute_url(), note=str(meeting))
