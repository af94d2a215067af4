"""The lists of gates and of what stands at them."""

from typing import Any

import django_filters
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.figures import GATE_ROLES
from assurance.gate_words import CHOICES, WORDS
from assurance.models import Area, Gate, GatePass
from foundation.lists import AsOfFilterSet, Choices, Column, Empty, TableList, UnderFilter


class GateFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="find", label=_("Code or name"))
    area = Choices(field_name="process__area__code", choices=Area.Code.choices, label=_("Area"))
    blocking = django_filters.BooleanFilter(label=_("Blocking"))

    class Meta:
        model = Gate
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(code__icontains=words.strip()) | Q(name__icontains=words.strip()))


class GateList(TableList):
    """Gates; takes Gate.objects.….for_list()."""

    name = "gates"
    title = _("Gates")
    columns = (
        Column("name", _("Gate"), sort="name"),
        Column("code", _("Code"), sort="code", hidden=True),
        Column("process", _("Process"), value="process.name", sort="process__name"),
        Column("area", _("Area"), value="process.area.get_code_display", sort="process__area__order", hidden=True),
        Column("blocking", _("Blocking"), value=lambda row: _("Yes") if row.blocking else _("No"), sort="blocking"),
        Column("controls", _("Required controls"), value=lambda row: ", ".join(one.code for one in row.controls.all())),
        Column("waiting", _("Waiting"), value="open_count", sort="open_count", kind="number"),
        Column("decided", _("Last decision"), value="last_decided", sort="last_decided", kind="date"),
    )
    default_sort = "code"
    filterset = GateFilter
    row_template = "assurance/_gate_row.html"
    empty = Empty(
        _("No gates that you may see"),
        _(
            "A gate stands in a process. A release, supplier, bid, site or ticket passes it with evidence, or not at all."
        ),
        icon="shield-check",
    )


class PassFilter(AsOfFilterSet):
    search = django_filters.CharFilter(method="find", label=_("Reference or subject"))
    standing = Choices(choices=CHOICES, label=_("State"))
    kind = Choices(choices=GatePass.Subject.choices, label=_("Kind of subject"))
    area = Choices(field_name="gate__process__area__code", choices=Area.Code.choices, label=_("Area"))
    gate = django_filters.ModelChoiceFilter(queryset=Gate.objects.all(), to_field_name="code", label=_("Gate"))
    complete = django_filters.BooleanFilter(field_name="was_complete", label=_("All evidence at the decision"))
    decided = django_filters.DateFromToRangeFilter(field_name="decided_on", label=_("Decided"))
    under = UnderFilter(*GATE_ROLES, unit="gate__process__unit")

    class Meta:
        model = GatePass
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(ref__icontains=words.strip()) | Q(title__icontains=words.strip()))


class PassList(TableList):
    """What stands or stood at gates; takes GatePass.objects.….with_standing(on).for_list()."""

    name = "passes"
    title = _("At the gates")
    columns = (
        Column("title", _("Subject"), sort="title"),
        Column("ref", _("Reference"), sort="ref", hidden=True),
        Column("kind", _("Kind of subject"), value="get_kind_display", sort="kind", hidden=True),
        Column("gate", _("Gate"), value="gate.name", sort="gate__name"),
        Column("process", _("Process"), value="gate.process.name", sort="gate__process__name", hidden=True),
        Column("standing", _("State"), value=lambda row: WORDS[row.standing], sort="standing"),
        Column("opened", _("Opened"), value="opened_on", sort="opened_on", kind="date"),
        Column("decided", _("Decided"), value="decided_on", sort="decided_on", kind="date"),
        Column("until", _("Waived until"), value="waiver_until", sort="waiver_until", kind="date"),
        Column("by", _("Decided by"), value="decided_by.name", sort="decided_by__name", hidden=True),
    )
    default_sort = "-opened"
    filterset = PassFilter
    row_template = "assurance/_pass_row.html"
    empty = Empty(
        _("Nothing stands at a gate"),
        _("Open a gate from its page: choose the gate, then what is to pass it."),
        icon="shield-check",
        action=(_("Choose a gate"), reverse_lazy("assurance:gates")),
    )
