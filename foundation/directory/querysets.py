"""Everything that reads the directory: who sees which unit, person and account, who is active, what is live on a day."""

import functools
import operator
from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from foundation.clock import today
from foundation.directory.whole import Everything

INSIDE = ("ADM", "CO", "LA", "AU", "MGR", "PO", "EMP", "PM", "HR", "CHOST", "LEG", "DPO")
SEES_PEOPLE = ("ADM", "CO", "HR", "MGR")
SEES_ACCOUNTS = ("ADM", "CO")
TOP = ("group", "region")  # the kinds of unit that answer for themselves


def covers(on: date, first: str = "from_on", last: str = "to_on") -> Q:
    """Rows whose span of days includes `on`; an empty last day has no end."""
    return Q(**{f"{first}__lte": on}) & (Q(**{last: None}) | Q(**{f"{last}__gte": on}))


def held_grants(user: Any, on: date) -> list[Any]:
    """The roles `user` holds on a day with their units; the user is loaded once per request."""
    held = getattr(user, "_live_grants", None)
    if held is None:
        held = user._live_grants = {}
    if on not in held:
        grants = user._meta.get_field("role_grants").related_model.objects
        held[on] = list(grants.live(on).filter(user=user).select_related("unit"))
    return held[on]


def units_held(user: Any, roles: Collection[str]) -> list[Any]:
    """The units on which the user holds one of the roles today, without those that lie below another of them."""
    units = {grant.unit.path or "": grant.unit for grant in held_grants(user, today()) if grant.role in roles}
    return [
        unit
        for path, unit in sorted(units.items())
        if not any(path != other and path.startswith(other) for other in units)
    ]


def over(user: Any, roles: Collection[str], *, unit: str) -> Q:
    """The rows below the units on which the user holds one of the roles today; `unit` leads to theirs, "" to itself."""
    units = units_held(user, roles) if user.is_active else []
    if any(held.parent_id is None for held in units):
        return Q(Everything(unit))
    if not units:
        return Q(pk__in=[])
    below = functools.reduce(operator.or_, (Q(path__startswith=held.path) for held in units))
    return Q(**{f"{unit}__in": units[0]._meta.model._base_manager.filter(below).values("pk")}) if unit else below


class UnitQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "UnitQuerySet":
        """Everybody inside sees the units below their roles."""
        return self.filter(over(user, INSIDE, unit=""))

    def below(self, unit: models.Model) -> "UnitQuerySet":
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def above(self, unit: models.Model) -> "UnitQuerySet":
        """The unit itself and everything above it, the root first."""
        return self.annotate(_inner=models.Value(unit.path)).filter(_inner__startswith=F("path")).order_by("path")

    def active(self, on: date) -> "UnitQuerySet":
        return self.filter(Q(active_from=None) | Q(active_from__lte=on), Q(active_to=None) | Q(active_to__gte=on))

    def ended(self, on: date) -> "UnitQuerySet":
        return self.filter(active_to__lt=on)

    def without_officer(self, on: date) -> "UnitQuerySet":
        """Groups and regions at work for which nobody at work answers."""
        gone = Q(accountable_officer=None) | Q(accountable_officer__left_on__lt=on)
        return self.active(on).filter(gone, kind__in=TOP)

    def without_security_officer(self, on: date) -> "UnitQuerySet":
        gone = Q(security_officer=None) | Q(security_officer__left_on__lt=on)
        return self.active(on).filter(gone, kind__in=TOP)

    def for_list(self, on: date) -> "UnitQuerySet":
        """With officers and calendar; adds `people_count`, `lacks_officer` and `lacks_security_officer`."""
        active = self.model._meta.get_field("people").related_model.objects.active(on).filter(unit=OuterRef("pk"))
        count = active.order_by().values("unit").annotate(n=Count("pk")).values("n")
        lacking = self.model.objects.filter(pk=OuterRef("pk"))
        return self.select_related("parent", "calendar", "accountable_officer", "security_officer").annotate(
            people_count=models.functions.Coalesce(models.Subquery(count), 0),
            lacks_officer=Exists(lacking.without_officer(on)),
            lacks_security_officer=Exists(lacking.without_security_officer(on)),
        )


class SiteQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "SiteQuerySet":
        return self.filter(over(user, INSIDE, unit="unit"))

    def open(self, on: date) -> "SiteQuerySet":
        """Not closed; one that opens later counts."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=on))

    def for_list(self) -> "SiteQuerySet":
        return self.select_related("unit")


class CalendarQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CalendarQuerySet":
        """Calendars belong to no unit: whoever has a role inside sees them."""
        grants = user._meta.get_field("role_grants").related_model.objects.live(today())
        return self.filter(Exists(grants.filter(user=user, role__in=INSIDE))) if user.is_active else self.none()

    def for_list(self, on: date) -> "CalendarQuerySet":
        """Adds `holiday_count`, `unit_count` and `last_day`, the latest holiday."""
        days = Count("holidays", distinct=True, filter=Q(holidays__day__gte=on))
        units = Count("unit", distinct=True)
        return self.annotate(holiday_count=days, unit_count=units, last_day=Max("holidays__day"))


class HolidayQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> "HolidayQuerySet":
        return self.filter(day__gte=first, day__lte=last)


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "PersonQuerySet":
        """Administration, officers, human resources and managers see the people below their roles; everybody themselves."""
        own = Q(pk=user.person_id) if user.is_active and user.person_id else Q(pk__in=[])
        return self.filter(over(user, SEES_PEOPLE, unit="unit") | own)

    def active(self, on: date) -> "PersonQuerySet":
        """People who have started, have not left, and whose contract has not ended. On leave counts as active."""
        return self.filter(covers(on, "start_on", "left_on")).filter(Q(contract_end=None) | Q(contract_end__gte=on))

    def gone(self, on: date) -> "PersonQuerySet":
        """People who have left, or whose contract has ended."""
        return self.filter(Q(left_on__lt=on) | Q(contract_end__lt=on))

    def leaving(self, by: date) -> "PersonQuerySet":
        """Whose last day is known and not later than `by`, those long gone as well; adds `last_day`."""
        return self.annotate(last_day=Coalesce("left_on", "contract_end")).filter(last_day__lte=by)

    def with_leave(self, on: date) -> "PersonQuerySet":
        """Adds `is_on_leave`."""
        leaves = self.model._meta.get_field("leaves").related_model.objects.filter(covers(on), person=OuterRef("pk"))
        return self.annotate(is_on_leave=Exists(leaves))

    def with_standing(self, on: date) -> "PersonQuerySet":
        """Adds `standing`: active, on_leave, left or to_come, as it is on a day."""
        whens = [
            When(Q(left_on__lt=on) | Q(contract_end__lt=on), then=Value("left")),
            When(start_on__gt=on, then=Value("to_come")),
            When(is_on_leave=True, then=Value("on_leave")),
        ]
        return self.with_leave(on).annotate(standing=Case(*whens, default=Value("active"), output_field=CharField()))

    def for_list(self, on: date) -> "PersonQuerySet":
        """With unit, manager and sponsor; adds `standing`, `job` and `has_account`."""
        spells = self.model._meta.get_field("spells").related_model.objects.filter(covers(on), person=OuterRef("pk"))
        accounts = self.model._meta.get_field("accounts").related_model.objects.filter(person=OuterRef("pk"))
        job = models.Subquery(spells.order_by("-from_on").values("role__name")[:1])
        found = self.with_standing(on).select_related("unit", "manager", "sponsor", "deputy")
        return found.annotate(job=job, has_account=Exists(accounts.filter(is_active=True)))


class SpellQuerySet(models.QuerySet):
    def touching(self, first: date, last: date) -> "SpellQuerySet":
        """Spells with at least one day in [first, last]."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=first), from_on__lte=last)


class ClearanceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ClearanceQuerySet":
        """As the person is; everybody sees their own."""
        own = Q(person=user.person_id) if user.is_active and user.person_id else Q(pk__in=[])
        return self.filter(over(user, (*SEES_PEOPLE, "LA", "AU"), unit="person__unit") | own)

    def live(self, on: date) -> "ClearanceQuerySet":
        still = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
        return self.filter(covers(on, "from_on", "until"), still)

    def with_standing(self, on: date) -> "ClearanceQuerySet":
        """Adds `standing`: live, to_come, ended or withdrawn."""
        whens = [
            When(withdrawn_on__lte=on, then=Value("withdrawn")),
            When(until__lt=on, then=Value("ended")),
            When(from_on__gt=on, then=Value("to_come")),
        ]
        return self.annotate(standing=Case(*whens, default=Value("live"), output_field=CharField()))

    def for_list(self, on: date) -> "ClearanceQuerySet":
        return self.with_standing(on).select_related("person__unit", "granted_by")


def holding(on: date, grant: str = "") -> Q:
    """Grants of roles that hold on a day; `grant` leads to them (`role_grants__`)."""
    ended = f"{grant}ended_on"
    return covers(on, f"{grant}from_on", f"{grant}to_on") & (Q(**{ended: None}) | Q(**{f"{ended}__gt": on}))


class RoleGrantQuerySet(models.QuerySet):
    def live(self, on: date) -> "RoleGrantQuerySet":
        return self.filter(holding(on))

    def current(self, on: date) -> "RoleGrantQuerySet":
        """Those that hold or will hold."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=on), Q(ended_on=None) | Q(ended_on__gt=on))

    def visible_to(self, user: Any) -> "RoleGrantQuerySet":
        """Administration and officers see the roles on the units below theirs; everybody their own."""
        own = Q(user=user) if user.is_active else Q(pk__in=[])
        return self.filter(over(user, SEES_ACCOUNTS, unit="unit") | own)

    def with_standing(self, on: date) -> "RoleGrantQuerySet":
        """Adds `standing`: live, to_come, ended, or resting while the account is closed."""
        whens = [
            When(Q(ended_on__lte=on) | Q(to_on__lt=on), then=Value("ended")),
            When(user__is_active=False, then=Value("resting")),
            When(from_on__gt=on, then=Value("to_come")),
        ]
        return self.annotate(standing=Case(*whens, default=Value("live"), output_field=CharField()))

    def for_list(self, on: date) -> "RoleGrantQuerySet":
        return self.with_standing(on).select_related("user__person", "unit")


class UserQuerySet(models.QuerySet):
    def people(self) -> "UserQuerySet":
        """Accounts of people, without the robot."""
        return self.exclude(kind="robot")

    def visible_to(self, user: Any) -> "UserQuerySet":
        """Administration and officers see the accounts of the people below their roles, those that hold a role there,
        and, at the top, outsiders."""
        grants = self.model._meta.get_field("role_grants").related_model.objects.filter(user=OuterRef("pk"))
        holds_here = Exists(grants.filter(over(user, SEES_ACCOUNTS, unit="unit")))
        root = self.model._meta.get_field("role_grants").related_model._meta.get_field("unit").related_model.objects
        at_the_top = Exists(root.filter(over(user, SEES_ACCOUNTS, unit=""), parent=None))
        term = over(user, SEES_ACCOUNTS, unit="person__unit") | Q(holds_here) | (Q(person=None) & Q(at_the_top))
        return self.people().filter(term)

    def holding(self, role: str, unit: models.Model, on: date) -> "UserQuerySet":
        """Active accounts that hold `role` on `unit` or above it."""
        grants = (
            self.model._meta.get_field("role_grants")
            .related_model.objects.live(on)
            .filter(role=role, user=OuterRef("pk"))
        )
        reaching = grants.annotate(_inner=models.Value(unit.path)).filter(_inner__startswith=F("unit__path"))
        return self.filter(Exists(reaching), is_active=True)

    def for_list(self, on: date) -> "UserQuerySet":
        """With the person and its unit; `live_roles` are the grants that hold on a day."""
        grants = self.model._meta.get_field("role_grants").related_model.objects.live(on).select_related("unit")
        return self.select_related("person__unit").prefetch_related(
            Prefetch("role_grants", grants.order_by("role", "unit__path"), to_attr="live_roles")
        )

    def with_session_count(self) -> "UserQuerySet":
        """`session_count` is how many sessions of the account are open."""
        return self.annotate(session_count=models.Count("sessions", distinct=True))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email: str) -> models.Model:
        return self.get(email__iexact=email)

    def create_user(self, *, email: str, name: str, password: str | None = None, **fields: object) -> Any:
        """A new account; without a password nobody can sign in to it by one."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user
