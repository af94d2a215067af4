"""The policies assurance ships: how long evidence is kept, and when who is asked for some is reminded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy


def _whole(value: Any, wanted: dict[str, int]) -> None:
    if not isinstance(value, dict) or value.keys() != wanted.keys():
        raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": ", ".join(wanted)})
    for count in value.values():
        if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= 100:
            raise ValidationError(_("Give whole numbers from 1 to 100."))


# years after the end of what the evidence belongs to; of a general record, after its last version
KEPT_FOR = {"general": 3, "audit": 6, "certificate": 3}
REQUEST_CLOCKS = {"remind_days": 3}

RETENTION = policy.declare(
    "assurance.retention",
    label=gettext_lazy("How long evidence is kept"),
    note=gettext_lazy("Years until evidence may be disposed of. Counsel sets them; a legal hold goes before all."),
    value=KEPT_FOR,
    check=lambda value: _whole(value, KEPT_FOR),
    words={
        "general": gettext_lazy("General record: after its last version"),
        "audit": gettext_lazy("Audit file: after the audit is closed"),
        "certificate": gettext_lazy("Certificate file: after the end of the cycle"),
    },
    units={"*": "years"},
)
REQUESTS = policy.declare(
    "assurance.requests",
    label=gettext_lazy("Requests for evidence"),
    note=gettext_lazy("When who was asked for evidence is reminded."),
    value=REQUEST_CLOCKS,
    check=lambda value: _whole(value, REQUEST_CLOCKS),
    words={"remind_days": gettext_lazy("Reminder before the due date")},
    units={"*": "days"},
)
