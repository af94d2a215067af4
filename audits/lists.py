"""The lists of audits and findings: their columns, filters and what an empty one says."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assurance.models import Area, Framework
from audits.coverage import covering
from audits.dues import STEPS
from audits.edits import LEAD, VERIFIER
from audits.figures import BANDS, SCOPE_ROLES, awaiting_verification, months_of, on_rung, plan_filter, rows_of_year
from audits.models import Audit, Finding
from audits.permissions import SCHEDULE_AUDIT
from foundation import policy
from foundation.clock import today
from foundation.dates import add_months
from foundation.directory.models import Person, Unit
from foundation.lists import AsOfFilterSet, Choices, Column, Empty, RowFilter, TableList, UnderFilter, offer_edits


def units(request: HttpRequest | None) -> QuerySet[Unit]:
    return Unit.objects.order_by("path")


def leads(request: HttpRequest | None) -> QuerySet[Person]:
    """Who leads an audit that the reader sees."""
    seen = Audit.objects.visible_to(request.user) if request else Audit.objects.none()
    return Person.objects.filter(led_audits__in=seen).distinct().order_by("name")


def owners(request: HttpRequest | None) -> QuerySet[Person]:
    """Who owns a finding that the reader sees."""
    seen = Finding.objects.visible_to(request.user) if request else Finding.objects.none()
    return Person.objects.filter(owned_findings__in=seen).distinct().order_by("name")


class UnitFilter(RowFilter):
    """A unit and everything below it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=units, to_field_name="uuid", label=_("Unit"), **kwargs)

    def filter(self, qs: QuerySet[Any], value: Unit | None) -> QuerySet[Any]:
        return qs if value is None else qs.filter(unit__path__startswith=value.path)


class PersonFilter(RowFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(to_field_name="uuid", **kwargs)


class ScopeFilter(UnderFilter):
    """The rows a figure of the board counts: those of the units the reader manages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(*SCOPE_ROLES, **kwargs)


def recent_months() -> list[tuple[str, str]]:
    """The last three years, the newest first: “2026-03” and “Mar 2026”."""
    return [(day.strftime("%Y-%m"), date_format(day, "M Y")) for day in reversed(months_of(today(), 36))]


def in_month(field: str, value: str) -> Q:
    first = date.fromisoformat(f"{value}-01")
    return Q(**{f"{field}__gte": first, f"{field}__lt": add_months(first, 1)})


class AuditFilters(AsOfFilterSet):
    state = Choices(choices=Audit.State.choices, label=_("State"))
    kind = Choices(choices=Audit.Kind.choices, label=_("Kind"))
    unit = UnitFilter()
    lead = PersonFilter(queryset=leads, label=_("Lead"))
    late = filters.BooleanFilter(
        method="filter_late", label=_("Late"), widget=forms.Select(choices=[("", "–"), ("true", _("Yes"))])
    )

    framework = RowFilter(
        field_name="frameworks", queryset=Framework.objects.all(), to_field_name="code", label=_("Criteria")
    )
    covers = filters.CharFilter(method="filter_covers", label=_("Covers, as area:region"))
    under = ScopeFilter()
    plan = filters.ChoiceFilter(
        method="filter_plan",
        label=_("Programme"),
        empty_label="–",
        choices=[
            ("yes", _("in the programme")),
            ("due", _("due by now")),
            ("held", _("due by now, report issued")),
            ("punctual", _("due by now, ended in time")),
            ("cancelled", _("due by now, cancelled")),
        ],
    )

    class Meta:
        model = Audit
        fields: list[str] = []

    def filter_plan(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(plan_filter(value, on=self.day)) if value else queryset

    def filter_covers(self, queryset: Any, name: str, value: str) -> Any:
        area, _colon, region = value.partition(":")
        counted = covering(Audit.objects.all(), on=today()).filter(covered_area=area, covered_region=region)
        return queryset.filter(pk__in=counted.values("pk"))

    def filter_late(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.late(on=today()) if value else queryset


class AuditList(TableList):
    name = "audits"
    title = _("Audits")
    drawn_from = ()
    columns = (
        Column("title", _("Audit"), value=str, sort="title"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("unit", _("Unit"), sort="unit__name"),
        Column("planned", _("Planned"), value="planned_start", sort="planned_start", kind="date"),
        Column("end", _("Last day"), value="planned_end", sort="planned_end", kind="date", hidden=True),
        Column("lead", _("Lead"), sort="lead__name", kind="person"),
        Column("state", _("State"), value="get_state_display", sort=("turn", "planned_start"), kind="state"),
        Column("findings", _("Open findings"), value="open_findings", sort="open_findings", kind="number"),
        Column("area", _("Area"), sort="area__order", hidden=True),
    )
    default_sort = "state"
    filterset = AuditFilters
    edits = (LEAD,)
    row_template = "audits/_audit_row.html"
    empty = Empty(
        _("No audits yet"),
        _("Audits that you plan, lead, take part in or answer for stand here, with their dates and open findings."),
        icon="clipboard-document-check",
        action=(_("Schedule an audit"), reverse_lazy("audits:schedule")),
        permission=SCHEDULE_AUDIT,
    )


PARTS_OF_YEAR = (
    ("actions", _("action due, or done early")),
    ("actions-hit", _("action in time")),
    ("actions-miss", _("action not in time")),
    ("original", _("action due by the first date, or done early")),
    ("original-hit", _("action in time by the first date")),
    ("issued", _("nonconformity issued")),
    ("issued-hit", _("repeat finding issued")),
    ("checked", _("effect checked")),
    ("checked-hit", _("effective at the first check")),
    ("closed", _("nonconformity closed")),
)


class FindingFilters(AsOfFilterSet):
    type = Choices(choices=Finding.Type.choices, label=_("Type"))
    state = Choices(choices=Finding.State.choices, label=_("State"))
    area = RowFilter(field_name="process__area", queryset=Area.objects.all(), to_field_name="code", label=_("Area"))
    unit = UnitFilter()
    owner = PersonFilter(queryset=owners, label=_("Owner"))
    open = filters.BooleanFilter(
        method="filter_open", label=_("Open"), widget=forms.Select(choices=[("", "–"), ("true", _("Yes"))])
    )
    overdue = filters.BooleanFilter(
        method="filter_overdue", label=_("Overdue"), widget=forms.Select(choices=[("", "–"), ("true", _("Yes"))])
    )
    audit = filters.CharFilter(field_name="audit__ref", lookup_expr="iexact", label=_("Audit, by reference"))
    requirement = filters.CharFilter(
        field_name="requirement__ref", lookup_expr="iexact", label=_("Requirement, by reference")
    )
    repeats = filters.CharFilter(field_name="repeat_of__ref", lookup_expr="iexact", label=_("Repeats of"))

    under = ScopeFilter()
    age = filters.ChoiceFilter(
        method="filter_age",
        label=_("Age in days"),
        empty_label="–",
        choices=[("0-30", _("0 to 30")), ("31-90", _("31 to 90")), ("91-180", _("91 to 180")), ("181", _("over 180"))],
    )
    issued = filters.ChoiceFilter(method="filter_issued", label=_("Issued in"), empty_label="–", choices=recent_months)
    closed = filters.ChoiceFilter(method="filter_closed", label=_("Closed in"), empty_label="–", choices=recent_months)

    year = filters.ChoiceFilter(
        method="filter_year", label=_("In the last 365 days"), empty_label="–", choices=PARTS_OF_YEAR
    )
    beside = filters.ChoiceFilter(
        method="filter_beside",
        label=_("Beside what is late"),
        empty_label="–",
        choices=[("waiting", _("waits for verification in time")), ("carried", _("risk accepted"))],
    )
    late_step = filters.ChoiceFilter(
        method="filter_late_step", label=_("Late with"), empty_label="–", choices=list(STEPS.items())
    )
    rung = filters.ChoiceFilter(
        method="filter_rung", label=_("Escalation"), empty_label="–", choices=[(str(n), str(n)) for n in range(1, 10)]
    )

    class Meta:
        model = Finding
        fields: list[str] = []

    def filter_age(self, queryset: Any, name: str, value: str) -> Any:
        band = next((band for band in BANDS if band.name == value), None)
        return queryset.filter(band.issued(self.day)) if band else queryset

    def filter_issued(self, queryset: Any, name: str, value: str) -> Any:
        issued = queryset.exclude(state__in=("draft", "void")).filter(in_month("issued_on", value))
        return issued.filter(issued_on__lte=self.day)

    def filter_closed(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(in_month("closed_on", value), state="closed", closed_on__lte=self.day)

    def filter_open(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.open_on(self.day) if value else queryset

    def filter_year(self, queryset: Any, name: str, value: str) -> Any:
        return rows_of_year(queryset, value, on=self.day) if value else queryset

    def filter_beside(self, queryset: Any, name: str, value: str) -> Any:
        if not value:
            return queryset
        return awaiting_verification(queryset, on=self.day) if value == "waiting" else queryset.carried_on(self.day)

    def filter_late_step(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.overdue_on(self.day).filter(next_due_step=value) if value else queryset

    def filter_rung(self, queryset: Any, name: str, value: str) -> Any:
        if not value:
            return queryset
        on = self.day
        ladders = policy.current("audits.ladder", on).value
        return queryset.overdue_on(on).filter(on_rung(int(value), on=on, ladders=ladders))

    def filter_overdue(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.overdue_on(self.day) if value else queryset


def due_step(row: Finding) -> object:
    """What is due next, in words."""
    step = getattr(row, "next_due_step", None)
    return STEPS.get(step, "") if step else ""


class FindingList(TableList):
    name = "findings"
    title = _("Findings")
    drawn_from = ()
    columns = (
        Column("title", _("Finding"), value=str, sort="ref"),
        Column("type", _("Type"), value="get_type_display", sort="type", kind="state"),
        Column("state", _("State"), value="state_words", sort="state", kind="state"),
        Column("due", _("Next due"), value="next_due_on", sort="next_due_on", kind="date"),
        Column("step", _("What is due"), value=due_step, hidden=True),
        Column("owner", _("Owner"), sort="owner__name", kind="person"),
        Column("unit", _("Unit"), sort="unit__name"),
        Column("requirement", _("Requirement"), sort="requirement__ref", hidden=True),
        Column("audit", _("Audit"), value="audit.ref", sort="audit__ref", hidden=True),
        Column("process", _("Process"), sort="process__name", hidden=True),
        Column("issued", _("Issued"), value="issued_on", sort="issued_on", kind="date", hidden=True),
        Column("closed", _("Closed"), value="closed_on", sort="closed_on", kind="date", hidden=True),
    )
    default_sort = "due"
    filterset = FindingFilters
    edits = (VERIFIER,)
    row_template = "audits/_finding_row.html"
    empty = Empty(
        _("No findings yet"),
        _("What audits find stands here until its effect is verified. Auditors log findings from the checklist."),
        (_("To the audits"), reverse_lazy("audits:audits")),
        "flag",
    )


offer_edits(AuditList, "audits:audits", lambda user: Audit.objects.visible_to(user).for_list())
offer_edits(FindingList, "audits:findings", lambda user: Finding.objects.visible_to(user).for_list())
