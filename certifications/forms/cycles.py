"""What is filled in for the audits of a cycle, and to ask since when something is certified."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.models import Audit
from certifications.cycles import KINDS, CycleView
from certifications.models import CycleAudit
from certifications.planning import Slot, proposal
from foundation.access import Role, reach
from foundation.directory.calendars import work_calendar
from foundation.forms import day_input, day_of, year_can_be


class PlanCycleForm(forms.Form):
    """A tick and two days for each audit that the cycle needs and does not have; its clean data are the verb's."""

    def __init__(self, *args: Any, view: CycleView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {line.part: line for line in view.lines}
        self.open, calendar = view.to_plan, work_calendar(view.certificate.unit)
        for slot in self.open:
            self._ask(slot, *proposal(slot, calendar, on=view.on), on=view.on)

    def _ask(self, slot: Slot, first: date, last: date, *, on: date) -> None:
        label, ticked = CycleAudit.Role(slot.part).label, not self.is_bound or slot.part in self.data
        self.fields[slot.part] = forms.BooleanField(required=False, initial=True, label=label)
        for end, day, words in (("start", first, _("First day")), ("end", last, _("Last day"))):
            field = day_of(Audit, f"planned_{end}", required=ticked, label=words, initial=day)
            name = _("%(audit)s: %(day)s") % {"audit": label, "day": words.lower()}
            field.widget.attrs.update({"min": on.isoformat(), "aria-label": name})
            if end == "end" and slot.cap is not None and slot.cap >= on:
                field.widget.attrs["max"] = slot.cap.isoformat()
            self.fields[f"{slot.part}_{end}"] = field

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each audit with its fields and what the cycle says of it."""
        return [
            {
                "tick": self[slot.part],
                "start": self[f"{slot.part}_start"],
                "end": self[f"{slot.part}_end"],
                "line": self.lines[slot.part],
            }
            for slot in self.open
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        roles = [slot.part for slot in self.open if given.get(slot.part)]
        if not roles:
            raise ValidationError(_("Tick at least one audit."))
        return {"audits": {role: (given.get(f"{role}_start"), given.get(f"{role}_end")) for role in roles}}


class LinkAuditForm(forms.Form):
    """An audit by a body from outside that stands already, and as what the cycle takes it."""

    audit = forms.ModelChoiceField(Audit.objects.none(), to_field_name="uuid", label=gettext_lazy("Audit"))
    role = forms.ChoiceField(label=gettext_lazy("As"), choices=CycleAudit.Role.choices)

    def __init__(self, *args: Any, view: CycleView, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = [line.audit.pk for line in view.lines if line.audit is not None]
        found = Audit.objects.visible_to(actor).filter(reach(actor, Role.CO), kind__in=set(KINDS.values()))
        open_ones = found.exclude(pk__in=taken).exclude(state="cancelled").order_by("-planned_start", "-pk")
        self.fields["audit"].queryset = open_ones  # type: ignore[attr-defined]
        self.initial["role"] = next((slot.part for slot in view.to_plan), CycleAudit.Role.SPECIAL)


class ClaimForm(forms.Form):
    """Since which day somebody says that it is certified; its ids are its own, because sheets lie over the page."""

    since = forms.DateField(label=gettext_lazy("Certified since"), widget=day_input(), validators=[year_can_be])

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="claim_%s", **kwargs)
        self.on = on
        self.fields["since"].widget.attrs["max"] = on.isoformat()

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since > self.on:
            raise ValidationError(_("This day is still to come."))
        return since
