"""The lists of gates and of what came to them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import django_filters
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.figures.gates import COMPLETE
from assurance.models import Area, Gate, GatePass
from foundation.clock import today
from foundation.lists import Column, Empty, TableList

S = GatePass.State
STANDINGS = (*S.choices, ("expired", _("Waiver expired")))
WORDS: dict[str, str | Promise] = dict(STANDINGS)


def standing_of(row: Any) -> str | Promise:
    """How a pass of with_standing() stands, in words."""
    return WORDS[row.standing]


def evidence_words(row: Any) -> str | Promise:
    """Whether all required evidence was there at the decision, in words."""
    return {True: _("complete"), False: _("not complete")}.get(row.was_complete, "–")


class GateFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="find", label=_("Code, name or process"))
    area = django_filters.MultipleChoiceFilter(
        field_name="process__area__code", choices=Area.Code.choices, label=_("Area")
    )
    blocking = django_filters.BooleanFilter(field_name="blocking", label=_("Blocking"))
    waiting = django_filters.BooleanFilter(method="by_waiting", label=_("Something waits for a decision"))

    class Meta:
        model = Gate
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        said = words.strip()
        return rows.filter(Q(code__icontains=said) | Q(name__icontains=said) | Q(process__name__icontains=said))

    def by_waiting(self, rows: Any, name: str, wanted: bool) -> Any:
        return rows.filter(waiting__gt=0) if wanted else rows.filter(waiting=0)


class GateList(TableList):
    """Gates by process; takes Gate.objects.….for_list()."""

    name = "gates"
    title = _("Gates")
    columns = (
        Column("code", _("Gate"), sort="code"),
        Column("name", _("Name"), sort="name", hidden=True),
        Column("process", _("Process"), value="process.name",
               sort=("process__area__order", "process__code", "order", "code")),
        Column("area", _("Area"), value="process.area", sort="process__area__order", hidden=True),
        Column("blocking", _("Blocking"), value=lambda row: _("yes") if row.blocking else _("no"), sort="blocking"),
        Column("controls", _("Required controls"),
               value=lambda row: ", ".join(control.code for control in row.controls.all())),
        Column("waiting", _("To decide"), sort="waiting", kind="number"),
        Column("owner", _("Owner"), value="process.owner.name", sort="process__owner__name", kind="person"),
        Column("unit", _("Unit"), value="process.unit.name", sort="process__unit__name", hidden=True),
    )  # fmt: skip
    default_sort = "process"
    filterset = GateFilter
    row_template = "assurance/_gate_row.html"
    empty = Empty(
        _("No gates that you may see"),
        _("A gate is a point of a process that nothing passes without the evidence its controls require."),
        icon="flag",
    )


class PassFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="find", label=_("Subject, reference or gate"))
    standing = django_filters.MultipleChoiceFilter(choices=STANDINGS, label=_("State"))
    kind = django_filters.MultipleChoiceFilter(choices=GatePass.Subject.choices, label=_("Kind of subject"))
    area = django_filters.MultipleChoiceFilter(
        field_name="gate__process__area__code", choices=Area.Code.choices, label=_("Area")
    )
    complete = django_filters.BooleanFilter(method="by_evidence", label=_("Decided on all required evidence"))
    year = django_filters.BooleanFilter(method="by_year", label=_("Decided in the last 365 days"))

    class Meta:
        model = GatePass
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        said = words.strip()
        return rows.filter(Q(title__icontains=said) | Q(ref__icontains=said) | Q(gate__code__icontains=said))

    def by_evidence(self, rows: Any, name: str, wanted: bool) -> Any:
        decided = rows.exclude(state=S.OPEN)
        return decided.filter(COMPLETE) if wanted else decided.exclude(COMPLETE)

    def by_year(self, rows: Any, name: str, wanted: bool) -> Any:
        within = rows.model.objects.decided_within_a_year(today()).values("pk")
        return rows.filter(pk__in=within) if wanted else rows.exclude(pk__in=within)


class PassList(TableList):
    """What came to gates; takes GatePass.objects.….with_standing(on).for_list()."""

    name = "gate-passes"
    title = _("At the gates")
    columns: Sequence[Column] = (
        Column("title", _("Subject"), sort="title"),
        Column("ref", _("Reference"), sort="ref", hidden=True),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind", hidden=True),
        Column("gate", _("Gate"), value="gate.code", sort="gate__code"),
        Column("standing", _("State"), value=standing_of, sort="standing"),
        Column("evidence", _("Evidence at the decision"), value=evidence_words, sort="was_complete"),
        Column("opened_on", _("Opened"), sort="opened_on", kind="date"),
        Column("decided_on", _("Decided"), sort="decided_on", kind="date"),
        Column("decider", _("Decided by"), value="decider.name", kind="person"),
        Column("until", _("Waived until"), value="waiver_until", sort="waiver_until", kind="date", hidden=True),
        Column("unit", _("Unit"), value="unit.name", sort="gate__process__unit__name", hidden=True),
    )  # fmt: skip
    default_sort = "-opened_on"
    filterset = PassFilter
    row_template = "assurance/_gate_pass_row.html"
    empty = Empty(
        _("Nothing came to a gate that you may see"),
        _("A release, supplier, bid, site or ticket comes to a gate on the page of the gate, and is decided there."),
        icon="flag",
    )


class GatePassList(PassList):
    """What came to one gate: the gate itself is known."""

    columns = tuple(replace(column, hidden=True) if column.name == "gate" else column for column in PassList.columns)
    empty = Empty(
        _("Nothing came to this gate yet"),
        _("Whoever answers for the process brings a release, supplier, bid, site or ticket to it, and decides here."),
        icon="flag",
    )
