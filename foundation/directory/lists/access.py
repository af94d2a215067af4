"""Accounts, roles and clearances."""

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.clock import today
from foundation.directory.lists.filters import UnitFilter
from foundation.directory.models import Clearance, Person, RoleGrant, User
from foundation.directory.permissions import CHANGE_ACCOUNTS, GRANT_CLEARANCE
from foundation.lists import Choices, Column, Empty, TableList

SIDES = {User.Kind.INSIDE: _("Inside"), User.Kind.OUTSIDE: _("Outside"), User.Kind.ROBOT: _("Machine")}
KINDS = [(kind.value, SIDES[kind]) for kind in (User.Kind.INSIDE, User.Kind.OUTSIDE)]
GRANT_STANDING = {
    "live": _("Held"),
    "to_come": _("From a later day"),
    "resting": _("Rests, account closed"),
    "ended": _("Ended"),
}
CLEARANCE_STANDING = {
    "live": _("Valid"),
    "to_come": _("From a later day"),
    "ended": _("Run out"),
    "withdrawn": _("Withdrawn"),
}


class AccountFilters(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Name, address or organisation contains"))
    kind = Choices(choices=KINDS, label=_("Kind"))
    role = filters.ChoiceFilter(choices=Role.choices, method="holding_role", label=_("Holds the role"))
    open = filters.BooleanFilter(field_name="is_active", label=_("Open"))
    signed_in = filters.BooleanFilter(
        field_name="last_login", lookup_expr="isnull", exclude=True, label=_("Has signed in")
    )

    left = filters.BooleanFilter(method="of_leavers", label=_("Open though the person has left"))

    class Meta:
        model = User
        fields = ("search", "kind", "role", "open", "signed_in", "left")

    def of_leavers(self, rows: QuerySet[User], name: str, value: bool) -> QuerySet[User]:
        left = Q(is_active=True, person__in=Person.objects.gone(today()))
        return rows.filter(left) if value else rows.exclude(left)

    def with_words(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return rows.filter(Q(name__icontains=value) | Q(email__icontains=value) | Q(organisation__icontains=value))

    def holding_role(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        held = RoleGrant.objects.live(today()).filter(role=value, user=OuterRef("pk"))
        return rows.filter(Exists(held))


def role_words(user: Any) -> str:
    """“Auditor on Internal audit, Employee on Headquarters”."""
    said = {"of": _now("%(role)s on %(unit)s")}
    return ", ".join(said["of"] % {"role": one.get_role_display(), "unit": one.unit} for one in user.live_roles)


class AccountList(TableList):
    """Takes User.objects.….for_list(on)."""

    name = "accounts"
    title = _("Accounts")
    columns = (
        Column("name", _("Account"), sort="name"),
        Column("email", _("Address"), sort="email"),
        Column("kind", _("Kind"), value=lambda row: SIDES[row.kind], sort="kind"),
        Column(
            "of", _("Unit or organisation"), value=lambda row: row.person.unit.name if row.person else row.organisation
        ),
        Column("roles", _("Roles"), value=role_words),
        Column("open", _("Open"), value="is_active", sort="is_active"),
        Column("last", _("Last sign-in"), value="last_login", sort="last_login", kind="date"),
        Column("opened", _("Opened"), value="created_at", sort="created_at", kind="date", hidden=True),
    )
    default_sort = "name"
    filterset = AccountFilters
    row_template = "directory/_account_row.html"
    empty = Empty(
        _("No account yet"),
        _("An account is how somebody signs in. What they may do follows from the roles it is granted."),
        (_("Open an account"), reverse_lazy("directory:account_add")),
        icon="key",
        permission=CHANGE_ACCOUNTS,
    )


class GrantFilters(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Name or address contains"))
    role = Choices(choices=Role.choices, label=_("Role"))
    standing = Choices(choices=list(GRANT_STANDING.items()), label=_("Standing"))
    under = UnitFilter()

    class Meta:
        model = RoleGrant
        fields = ("search", "role", "standing", "under")

    def with_words(self, rows: QuerySet[RoleGrant], name: str, value: str) -> QuerySet[RoleGrant]:
        return rows.filter(Q(user__name__icontains=value) | Q(user__email__icontains=value))


class GrantList(TableList):
    """Takes RoleGrant.objects.….for_list(on)."""

    name = "roles"
    title = _("Roles granted")
    columns = (
        Column("user", _("Account"), value="user.name", sort="user__name"),
        Column("email", _("Address"), value="user.email", sort="user__email", hidden=True),
        Column("role", _("Role"), value="get_role_display", sort="role"),
        Column("unit", _("On unit"), value="unit.name", sort="unit__path"),
        Column("from", _("From"), value="from_on", sort="from_on", kind="date"),
        Column("last", _("Last day"), value="last_day", sort=("ended_on", "to_on"), kind="date"),
        Column("standing", _("Standing"), value=lambda row: GRANT_STANDING[row.standing], sort="standing"),
    )
    default_sort = "user"
    filterset = GrantFilters
    row_template = "directory/_grant_row.html"
    empty = Empty(
        _("No role granted"),
        _("Open an account, then propose a role on its page."),
        icon="key",
        action=(_("Accounts"), reverse_lazy("directory:accounts")),
        permission=CHANGE_ACCOUNTS,
    )


class ClearanceFilters(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Person or clearance contains"))
    standing = Choices(choices=list(CLEARANCE_STANDING.items()), label=_("Standing"))
    under = UnitFilter("person__unit")

    class Meta:
        model = Clearance
        fields = ("search", "standing", "under")

    def with_words(self, rows: QuerySet[Clearance], name: str, value: str) -> QuerySet[Clearance]:
        return rows.filter(Q(person__name__icontains=value) | Q(code__icontains=value))


class ClearanceList(TableList):
    """Takes Clearance.objects.….for_list(on)."""

    name = "clearances"
    title = _("Clearances")
    columns = (
        Column("person", _("Person"), value="person.name", sort="person__name"),
        Column("code", _("Cleared for"), sort="code"),
        Column("unit", _("Unit"), value="person.unit.name", sort="person__unit__name"),
        Column("from", _("From"), value="from_on", sort="from_on", kind="date"),
        Column("until", _("Until"), sort="until", kind="date"),
        Column("standing", _("Standing"), value=lambda row: CLEARANCE_STANDING[row.standing], sort="standing"),
        Column("source", _("What shows it")),
        Column("by", _("Given by"), value="granted_by.name", kind="person", hidden=True),
        Column("because", _("Withdrawn because"), value="withdrawn_because", hidden=True),
    )
    default_sort = "person"
    filterset = ClearanceFilters
    row_template = "directory/_clearance_row.html"
    empty = Empty(
        _("No clearance yet"),
        _(
            "A clearance says what somebody may do until a day, such as leading audits. An officer gives it on the "
            "page of the person."
        ),
        icon="identification",
        action=(_("People"), reverse_lazy("directory:people")),
        permission=GRANT_CLEARANCE,
    )
