"""What people fill in to take an audit from step to step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import Requirement
from audits.forms.people import PeopleField, PersonField, offer
from audits.independence import auditors, bars_of, ties_of
from audits.leading import kept_from_leading
from audits.models import Audit, Meeting, Report
from foundation.dates import Roll, roll
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Person, Role
from foundation.forms import day_of, text_of
from foundation.steps import StepForm, step_form
from foundation.words import day


class Candidates(StepForm):
    """A step that chooses among the auditors of the audit's unit; who is tied stands there with the reason."""

    chooses = ""
    roles: tuple[Role, ...] = (Role.LA, Role.AU)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(auditors(self.row.unit, on=self.on, roles=self.roles))
        found = bars_of(ties_of(people, self.row, on=self.on))
        bars = {pk: tie.sentence for pk, tie in found.items()}
        offer(self, self.chooses, self.wanted(people), self.unfit(people) | bars)

    def wanted(self, people: list[Person]) -> list[Person]:
        return people

    def unfit(self, people: list[Person]) -> dict[int, str]:
        """What stands against people beside their ties, by their key."""
        return {}


@step_form("audit.name_lead")
class NameLeadForm(Candidates):
    chooses = "lead"
    roles = (Role.LA,)
    lead = PersonField(label=gettext_lazy("Lead auditor"))

    def unfit(self, people: list[Person]) -> dict[int, str]:
        return kept_from_leading(people, self.row)


@step_form("audit.set_team")
class TeamForm(Candidates):
    chooses = "members"
    members = PeopleField(label=gettext_lazy("Auditors beside the lead"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["members"] = list(self.row.team.values_list("person__uuid", flat=True))

    def wanted(self, people: list[Person]) -> list[Person]:
        return [person for person in people if person.pk != self.row.lead_id]

    def clean_members(self) -> list[Person]:
        return list(self.cleaned_data["members"])


@dataclass(frozen=True)
class Option:
    """A requirement that may be put on the checklist."""

    row: Requirement
    checked: bool
    present: bool


@dataclass(frozen=True)
class Group:
    """Requirements under one heading; `key` chooses all of them."""

    key: str
    label: str
    options: list[Option]
    checked: bool


@step_form("audit.build_checklist")
class ChecklistForm(StepForm):
    """Requirements of the criteria, one by one or by whole groups; those on the list already stay there."""

    fields_template = "audits/_checklist_fields.html"
    requirements = forms.MultipleChoiceField(required=False, label=gettext_lazy("Requirements"))
    groups = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Requirement.objects.assessable().filter(framework__audits=self.row)
        self.rows = list(rows.select_related("framework", "parent").order_by("framework", "order"))
        self.present = set(self.row.items.values_list("requirement", flat=True))
        self.fields["requirements"].choices = [(str(row.uuid), row.ref) for row in self.rows]  # type: ignore[attr-defined]
        self.fields["groups"].choices = [(key(row), key(row)) for row in self.rows]  # type: ignore[attr-defined]

    @property
    def tree(self) -> Iterable[Group]:
        chosen = set(self.data.getlist("requirements")) if self.is_bound else set()
        whole = set(self.data.getlist("groups")) if self.is_bound else set()
        for name, members in groupby(self.rows, key=key):
            rows = list(members)
            options = [Option(row, str(row.uuid) in chosen, row.pk in self.present) for row in rows]
            yield Group(name, heading(rows[0]), options, name in whole)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen, whole = set(cleaned.get("requirements", [])), set(cleaned.pop("groups", []))
        cleaned["requirements"] = [row for row in self.rows if str(row.uuid) in chosen or key(row) in whole]
        return cleaned


def key(row: Requirement) -> str:
    return f"{row.framework.code}:{row.parent.ref if row.parent else row.theme}"


def heading(row: Requirement) -> str:
    above = str(row.parent) if row.parent else row.theme
    return f"{row.framework}, {above}" if above else str(row.framework)


@step_form("audit.send_plan")
class PlanForm(StepForm):
    objectives = text_of(Audit, "objectives", required=True)
    scope = text_of(Audit, "scope", required=True)
    documents_reviewed = forms.BooleanField(
        required=False, label=gettext_lazy("The documents of the audited unit were reviewed")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("objectives", "scope", "documents_reviewed")
        self.initial.update({name: getattr(self.row, name) for name in names})


@step_form("audit.review_documents")
class DocumentsForm(StepForm):
    """Which documents were read; an unannounced audit has no plan that says what it is for, so it is said here."""

    documents = forms.CharField(
        label=gettext_lazy("Documents that were read"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Regulations, procedures, records, earlier reports: by name and version."),
    )
    objectives = text_of(Audit, "objectives", required=False)
    scope = text_of(Audit, "scope", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("objectives", "scope"):
            if self.row.kind == Audit.Kind.UNANNOUNCED:
                self.initial[name] = getattr(self.row, name)
            else:
                del self.fields[name]


@step_form("audit.postpone")
class PostponeForm(StepForm):
    planned_start = day_of(Audit, "planned_start", label=gettext_lazy("New first day"))
    planned_end = day_of(Audit, "planned_end", label=gettext_lazy("New last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        length = self.row.planned_end - self.row.planned_start
        start = roll(self.row.planned_start + timedelta(days=7), work_calendar(self.row.unit), Roll.FORWARD)
        self.initial.update({"planned_start": start, "planned_end": start + length})
        if self.row.latest_end is not None:
            said = _("A certificate needs it to end by %(day)s.") % {"day": day(self.row.latest_end)}
            self.fields["planned_end"].help_text = said


@step_form("audit.open")
class OpeningForm(StepForm):
    attendees = text_of(Meeting, "attendees")
    minutes = text_of(Meeting, "minutes", required=False)


@step_form("audit.hold_closing")
class ClosingForm(OpeningForm):
    disagreements = text_of(Meeting, "disagreements", required=False)


@step_form("audit.write_report")
class ReportForm(StepForm):
    page = "audits:report_write"

    summary = text_of(Report, "summary", rows=6)
    conclusion = forms.ChoiceField(
        label=gettext_lazy("Conclusion"), choices=Report.Conclusion.choices, widget=forms.RadioSelect
    )
    recommendation = text_of(Report, "recommendation", required=False)
    limitations = text_of(Report, "limitations", required=False)
    distribution = text_of(Report, "distribution", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        report = getattr(self.row, "report", None)
        if report is not None:
            self.initial.update({name: getattr(report, name) for name in self.base_fields})  # type: ignore[attr-defined]


@step_form("audit.review_report")
class ReviewForm(StepForm):
    comment = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Remark of the reviewer"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed = forms.BooleanField(label=gettext_lazy("I read the report and agree to it as it stands"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("Read the report")
        self.fields["agreed"].help_text = format_html(
            '<a href="{}" target="_blank">{}</a>', reverse("audits:report", args=[self.row.uuid]), words
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("agreed", None)
        return cleaned
