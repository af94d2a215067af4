"""What is filled in for a session of a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import Audit, PlanSession
from foundation.directory.models import Person
from foundation.forms import day_of, field_of


def time_of(name: str) -> Any:
    """The form field of a time of the clock."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return field_of(PlanSession, name, widget=widget, help_text=_("In the zone of the audited unit."))


class SessionForm(forms.Form):
    """When what is looked at, by whom and with whom."""

    kind = field_of(PlanSession, "kind")
    day = day_of(PlanSession, "day")
    starts = time_of("starts")
    ends = time_of("ends")
    topic = field_of(PlanSession, "topic")
    auditor = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=_("Auditor"))
    contact = field_of(PlanSession, "contact", required=False)
    place = field_of(PlanSession, "place", required=False)
    criteria = field_of(PlanSession, "criteria", required=False)

    def __init__(self, *args: Any, audit: Audit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = audit.team.auditing().values("person")
        self.fields["auditor"].queryset = Person.objects.filter(pk__in=seats).order_by("name")  # type: ignore[attr-defined]
        self.initial.setdefault("day", audit.planned_start)


def known(session: PlanSession) -> dict[str, Any]:
    """What stands in the form of a session that is there."""
    names = ("kind", "day", "starts", "ends", "topic", "auditor", "contact", "place", "criteria")
    told = {name: getattr(session, name) for name in names}
    return {**told, "auditor": session.auditor.uuid}
