"""What people fill in to schedule an audit."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import Framework, Process
from audits.models import Audit
from foundation.access import reach
from foundation.dates import Roll, roll
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Person, Role, RoleGrant, Unit
from foundation.forms import day_of, field_of
from foundation.words import day

OWN_KINDS = (
    Audit.Kind.INTERNAL,
    Audit.Kind.UNANNOUNCED,
    Audit.Kind.FOLLOW_UP,
    Audit.Kind.SPECIAL,
    Audit.Kind.SECOND_PARTY,
)
OUTSIDE_KINDS = tuple(kind for kind in Audit.Kind if kind not in OWN_KINDS)


class ByArea(ModelChoiceIterator):
    """Processes below the area they belong to."""

    def __iter__(self) -> Iterator[Any]:
        rows = self.queryset.select_related("area").order_by("area__order", "name")
        for area, members in groupby(rows, key=attrgetter("area")):
            yield str(area), [self.choice(row) for row in members]


class ProcessesField(forms.ModelMultipleChoiceField):
    """Any number of processes, by area."""

    iterator = ByArea
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Process.objects.none(), to_field_name="uuid", required=False, label=gettext_lazy("Processes"), **kwargs
        )


class ScheduleForm(forms.Form):
    """One audit. On a day off it needs a tick, because the people who are audited are not at work."""

    title = field_of(Audit, "title")
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(kind.value, kind.label) for kind in (*OWN_KINDS, *OUTSIDE_KINDS)],
        help_text=gettext_lazy(
            "Managers and owners learn of an unannounced audit when it opens. A body from outside holds the audits of "
            "certification, customers, governments and schemes."
        ),
    )
    organisation = field_of(
        Audit,
        "organisation",
        required=False,
        help_text=gettext_lazy("The body from outside that audits; for our own audits it may stay empty."),
    )
    method = forms.ChoiceField(label=gettext_lazy("Method"), choices=Audit.Method.choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=gettext_lazy("Audited unit"))
    frameworks = forms.ModelMultipleChoiceField(
        Framework.objects.none(),
        to_field_name="uuid",
        label=gettext_lazy("Criteria"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one framework as criteria.")},
    )
    processes = ProcessesField(
        help_text=gettext_lazy("Their owners are told of the plan, and nobody who owns one can audit it.")
    )
    planned_start = day_of(Audit, "planned_start")
    planned_end = day_of(Audit, "planned_end")
    days_off = forms.BooleanField(
        required=False, label=gettext_lazy("Also on weekends and holidays of the unit"), initial=False
    )
    lead = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="uuid",
        required=False,
        label=gettext_lazy("Lead auditor"),
        help_text=gettext_lazy(
            "Nobody leads an audit of what they own, did or reported to in the last 24 months (S-01)."
        ),
    )

    def __init__(self, *args: Any, actor: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(actor, Role.PM, Role.CO, Role.LA, on=on)  # type: ignore[attr-defined]
        self.fields["frameworks"].queryset = criteria(actor, on)  # type: ignore[attr-defined]
        self.fields["processes"].queryset = Process.objects.visible_to(actor)  # type: ignore[attr-defined]
        self.fields["lead"].queryset = leads(on)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.pop("days_off", False) and "unit" in cleaned:
            self._insist_on_working_days(cleaned)
        return cleaned

    def _insist_on_working_days(self, cleaned: dict[str, Any]) -> None:
        calendar = work_calendar(cleaned["unit"])
        for name in ("planned_start", "planned_end"):
            chosen = cleaned.get(name)
            if chosen is not None and not calendar.is_working_day(chosen):
                words = {
                    "day": day(chosen),
                    "unit": cleaned["unit"],
                    "before": day(roll(chosen, calendar, Roll.BACKWARD)),
                    "after": day(roll(chosen, calendar, Roll.FORWARD)),
                }
                said = _("%(day)s is a day off in %(unit)s. Working days around it: %(before)s and %(after)s.")
                self.add_error(name, said % words)


def units_of(actor: Any, *roles: Role, on: date) -> Any:
    """The units on which the actor holds one of the roles."""
    return Unit.objects.filter(reach(actor, *roles, unit="")).active(on).order_by("path")


def criteria(actor: Any, on: date) -> Any:
    """The frameworks one may audit against: those in force."""
    return Framework.objects.visible_to(actor).in_force(on)


def leads(on: date) -> Any:
    """Everybody at work who is a lead auditor somewhere."""
    grants = RoleGrant.objects.live(on).filter(role=Role.LA, user__is_active=True, user__person=OuterRef("pk"))
    return Person.objects.active(on).filter(Exists(grants)).order_by("name")
