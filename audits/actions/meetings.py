"""Who was at the meetings of an audit."""

from django.utils.translation import gettext as _

from audits.models import Attendance, Audit, Meeting
from audits.permissions import WORK_ON_AUDIT
from foundation.access import require
from foundation.directory.models import Person, User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

OPEN = (Audit.State.IN_PROGRESS, Audit.State.SUSPENDED, Audit.State.REPORTING)


@verb("audits.note_attendance")
def note_attendance(
    *, actor: User, meeting: Meeting, was_present: bool, person: Person | None = None, role: str = ""
) -> Attendance:
    """Says of a person or a role whether they were there; said again, it is corrected. Fixed with the issued report."""
    require(actor, WORK_ON_AUDIT, meeting.audit)
    if meeting.audit.state not in OPEN:
        raise WrongState(_("Who was at a meeting is noted until the report is issued."))
    known = Attendance.objects.select_for_update().filter(meeting=meeting, person=person, role=role.strip()).first()
    row = known or Attendance(meeting=meeting, person=person, role=role.strip())
    row.was_present = was_present
    row.full_clean()
    row.save()
    said = _("%(name)s was at the %(meeting)s") if was_present else _("%(name)s was not at the %(meeting)s")
    words = {"name": row.name, "meeting": meeting.get_kind_display().lower()}
    record(actor=actor, kind="audit.attendance", subject=meeting.audit, summary=said % words)
    return row
