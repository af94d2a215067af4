"""The days by which a certificate needs an audit, written where the audit can keep them. Source: T-20, T-21."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.models import Audit
from audits.permissions import LIMIT_AUDIT
from foundation.access import require
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb


@verb("audits.limit_audit")
def limit_audit(
    *, actor: User, audit: Audit, latest_end: date | None, cap_source: str = "", nc_cap_on: date | None = None
) -> Audit:
    """Notes the last day on which it may end and, for its majors, be verified; without one the limits go.

    `cap_source` is the rule that a refusal names. Nothing is written when nothing changes.
    """
    locked = Audit.objects.select_for_update(of=("self",)).select_related("unit").get(pk=audit.pk)
    require(actor, LIMIT_AUDIT, locked)
    limits = {"latest_end": latest_end, "nc_cap_on": nc_cap_on, "cap_source": cap_source}
    if limits == {name: getattr(locked, name) for name in limits}:
        return audit
    for row in (locked, audit):
        for name, value in limits.items():
            setattr(row, name, value)
    locked.full_clean()
    locked.save(update_fields=[*limits, "updated_at"])
    record(actor=actor, kind="audit.limited", subject=locked, summary=_said(latest_end), details=limits)
    return audit


def _said(latest_end: date | None) -> str:
    if latest_end is None:
        return _("noted that no certificate waits for it any more")
    return _("noted that a certificate needs it by %(day)s") % {"day": date_format(latest_end, "j M Y")}
