"""People."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation.directory.lists.filters import UnitFilter
from foundation.directory.models import Person
from foundation.directory.permissions import CHANGE_PEOPLE
from foundation.lists import Choices, Column, Empty, TableList

STANDING = {"active": _("Active"), "on_leave": _("Away"), "to_come": _("Starts later"), "left": _("Left")}


class PersonFilters(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Name, number or address contains"))
    standing = Choices(choices=list(STANDING.items()), label=_("Standing"))
    kind = Choices(choices=Person.Kind.choices, label=_("Kind"))
    under = UnitFilter()
    account = filters.BooleanFilter(field_name="has_account", label=_("Has an open account"))

    class Meta:
        model = Person
        fields = ("search", "standing", "kind", "under", "account")

    def with_words(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return rows.filter(Q(name__icontains=value) | Q(number__icontains=value) | Q(email__icontains=value))


class PersonList(TableList):
    """Takes Person.objects.….for_list(on)."""

    name = "people"
    title = _("People")
    columns = (
        Column("name", _("Person"), sort="name"),
        Column("number", _("Number"), sort="number"),
        Column("job", _("Job"), sort="job"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("standing", _("Standing"), value=lambda row: STANDING[row.standing], sort="standing"),
        Column("email", _("Work e-mail"), sort="email", hidden=True),
        Column("manager", _("Manager"), value="manager.name", sort="manager__name", kind="person", hidden=True),
        Column("employer", _("Employer"), sort="employer", hidden=True),
        Column("sponsor", _("Sponsor"), value="sponsor.name", sort="sponsor__name", kind="person", hidden=True),
        Column("contract", _("Contract ends"), value="contract_end", sort="contract_end", kind="date", hidden=True),
        Column("started", _("Started"), value="start_on", sort="start_on", kind="date", hidden=True),
        Column("left", _("Left"), value="left_on", sort="left_on", kind="date", hidden=True),
        Column("account", _("Account"), value="has_account", sort="has_account", hidden=True),
    )
    default_sort = "name"
    filterset = PersonFilters
    row_template = "directory/_person_row.html"
    empty = Empty(
        _("Nobody yet"),
        _("People own processes, do audits and carry out actions. Accounts are opened for them."),
        (_("Add a person"), reverse_lazy("directory:person_add")),
        icon="users",
        permission=CHANGE_PEOPLE,
    )


class LeaverFilters(filters.FilterSet):
    search = filters.CharFilter(field_name="name", lookup_expr="icontains", label=_("Name contains"))
    under = UnitFilter()

    class Meta:
        model = Person
        fields = ("search", "under")


class LeaverList(TableList):
    """Takes Person.objects.….leaving(by); its rows are shown with `left`, how much of each kind is to be handed over."""

    name = "leavers"
    title = _("To hand over")
    columns = (
        Column("name", _("Person"), sort="name"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("last", _("Last day"), value="last_day", sort="last_day", kind="date"),
        Column("left", _("Still answers for"), value=lambda row: ""),
        Column("manager", _("Manager"), value="manager.name", sort="manager__name", kind="person"),
    )
    default_sort = "-last"
    filterset = LeaverFilters
    row_template = "directory/_leaver_row.html"
    exports = False
    page_size = 12
    empty = Empty(
        _("Nobody leaves"),
        _("Who has left, or leaves within a month, stands here with what others have to take over."),
        icon="check-circle",
    )
