"""What the record pages of the administration show, gathered in few queries; nothing here writes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext as _

from foundation.access import Role, permits, units_of
from foundation.directory import rights, ties
from foundation.directory.actions.units import what_stands
from foundation.directory.holiday_files import Reading
from foundation.directory.lattice import is_own
from foundation.directory.models import Calendar, Clearance, Person, RoleGrant, Site, Unit, User
from foundation.directory.permissions import (
    CHANGE_ACCOUNTS,
    CHANGE_CALENDARS,
    CHANGE_PEOPLE,
    CHANGE_UNITS,
    END_ROLE,
    GRANT_CLEARANCE,
    PROPOSE_ROLE,
    VIEW_ACCOUNTS,
)
from foundation.directory.querysets import holding
from foundation.lists.bulk import parsed_uuid
from foundation.models.work import Approval
from foundation.signin.invitations import waiting_for
from foundation.stories import story_of

ABOUT_ACCOUNTS = ("directory.grant_role", "directory.reopen_account", "directory.change_email")


def unit_record(unit: Unit, user: User, on: date) -> dict[str, Any]:
    """A unit with its gaps, what hangs below it, its sites and roles."""
    below = Unit.objects.filter(parent=unit).for_list(on)
    grants = (
        RoleGrant.objects.visible_to(user).filter(unit=unit).current(on).for_list(on).order_by("role", "user__name")
    )
    return {
        "unit": unit,
        "above": list(Unit.objects.above(unit).exclude(pk=unit.pk)),
        "children": list(below),
        "sites": list(Site.objects.filter(unit=unit)),
        "grants": list(grants),
        "stands": what_stands(unit, on=on),
        "may_change": permits(user, CHANGE_UNITS, unit),
        "may_see_accounts": permits(user, VIEW_ACCOUNTS, unit),
        "has_ended": unit.active_to is not None and unit.active_to < on,
        "today": on,
        **story_of(unit, actor=user),
    }


def highest(user: User) -> Unit | None:
    """The highest unit that a person may change: where new ones most likely hang."""
    return next(iter(units_of(user, Role.ADM, Role.CO)), None)


def gaps(user: User, on: date) -> list[tuple[str, str, int]]:
    """What is missing in the tree: words, the filter that shows it, and how many units."""
    seen = Unit.objects.visible_to(user)
    counted = (
        (_("without an accountable officer"), "officer", seen.without_officer(on).count()),
        (_("without a security officer"), "security", seen.without_security_officer(on).count()),
    )
    return [entry for entry in counted if entry[2]]


def calendar_record(calendar: Calendar, user: User, year: int, on: date) -> dict[str, Any]:
    """A calendar with the holidays of a year; every weekday falls where it falls."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    years = sorted({day.year for day in calendar.holidays.values_list("day", flat=True)} | {on.year, year})
    return {
        "calendar": calendar,
        "year": year,
        "years": years,
        "holidays": list(calendar.holidays.between(first, last)),
        "units": list(Unit.objects.visible_to(user).filter(calendar=calendar).order_by("path")),
        "may_change": permits(user, CHANGE_CALENDARS),
        "today": on,
        **story_of(calendar, actor=user),
    }


def import_preview(calendar: Calendar, reading: Reading, name: str) -> dict[str, Any]:
    """What an import would do: which days come, which are there, which lines are wrong, which open dates they meet."""
    known = dict(calendar.holidays.filter(day__in=list(reading.days)).values_list("day", "name"))
    fresh = {day: words for day, words in sorted(reading.days.items()) if day not in known}
    lines = "\n".join(f'{day.isoformat()},"{words.replace(chr(34), chr(39))}"' for day, words in fresh.items())
    return {
        "calendar": calendar,
        "fresh": list(fresh.items()),
        "known": [(day, reading.days[day], known[day]) for day in sorted(known)],
        "wrong": reading.wrong[:100],
        "wrong_count": len(reading.wrong),
        "met": ties.planned_on(calendar, fresh),
        "days": lines,
        "source": name[:200],
    }


def met_by(calendar: Calendar, days: Iterable[date]) -> str:
    """How many open dates fall on the days, in a sentence; “” for none."""
    met = ", ".join(f"{label}: {count}" for label, count in ties.planned_on(calendar, days))
    return _("Open dates on it: %(met)s. They stand as they were issued.") % {"met": met} if met else ""


def person_record(person: Person, user: User, on: date) -> dict[str, Any]:
    """A person with jobs, absences, clearances, accounts, and what would have to be handed over."""
    given = Clearance.objects.filter(person=person).with_standing(on).select_related("granted_by").order_by("-from_on")
    clearances, proofs = list(given), ties.proofs()
    shown = proofs.of(clearances, user) if proofs and clearances else {}
    return {
        "person": person,
        "spells": list(person.spells.select_related("role", "unit").order_by("-from_on")),
        "leaves": list(person.leaves.select_related("deputy").order_by("-from_on")),
        "clearances": [(one, shown.get(one.uuid, [])) for one in clearances],
        "accounts": accounts_of(person, user, on),
        "held": ties.held_by(person, user),
        "may_change": permits(user, CHANGE_PEOPLE, person),
        "may_clear": permits(user, GRANT_CLEARANCE, person) and person.pk != user.person_id,
        "may_open": permits(user, CHANGE_ACCOUNTS, person) and person.left_on is None,
        "may_leave": permits(user, CHANGE_PEOPLE, person) and person.pk != user.person_id and person.left_on is None,
        "today": on,
        **story_of(person, actor=user),
    }


def accounts_of(person: Person, user: User, on: date) -> list[tuple[User, list[tuple[str, str]]]]:
    """The accounts of a person, each with the role and the unit of every grant that holds (one query)."""
    holds = FilteredRelation("role_grants", condition=holding(on, "role_grants__"))
    rows = User.objects.visible_to(user).filter(person=person).annotate(granted=holds)
    accounts: dict[int, tuple[User, list[tuple[str, str]]]] = {}
    for row in rows.annotate(role=F("granted__role"), on_unit=F("granted__unit__name")).order_by(
        "pk", "granted__unit__path"
    ):
        _account, held = accounts.setdefault(row.pk, (row, []))
        if row.role:
            held.append((str(Role(row.role).label), row.on_unit))
    return list(accounts.values())


def account_record(account: User, user: User, on: date) -> dict[str, Any]:
    """An account with its roles, what waits for a second person, its invitation and sessions."""
    grants = list(RoleGrant.objects.filter(user=account).for_list(on).order_by("-from_on", "role"))
    own, may_change = is_own(user, account), permits(user, CHANGE_ACCOUNTS, account.person and account.person.unit)
    return {
        "account": account,
        "held": [(one, permits(user, END_ROLE, one) and not own) for one in grants if one.standing != "ended"],
        "ended": [one for one in grants if one.standing == "ended"],
        "waiting": list(waiting_about(account)),
        "invitation": waiting_for(account),
        "is_fresh": not account.has_usable_password(),
        "session_count": account.session_count,  # type: ignore[attr-defined]  # for_list() counts them
        "is_own": own,
        "may_change": may_change and not own,
        "may_propose": permits(user, PROPOSE_ROLE) and not own and account.is_active,
        "today": on,
        **story_of(account, actor=user),
    }


def waiting_about(account: User) -> Any:
    """What waits for a second person and concerns this account."""
    about = Q(parameters__user__uuid=str(account.uuid))
    return Approval.objects.waiting().filter(about, verb__in=ABOUT_ACCOUNTS).select_related("asked_by")


def site_record(site: Site, user: User) -> dict[str, Any]:
    return {"site": site, "may_change": permits(user, CHANGE_UNITS, site), **story_of(site, actor=user)}


def outlook(form: forms.Form) -> dict[str, Any]:
    """What the role chosen in a form can do, and where it reaches, as far as both are chosen."""
    role, unit = form["role"].value(), form["unit"].value()
    names: dict[str, Any] = dict(form.fields["role"].choices)  # type: ignore[attr-defined]
    uuid = unit.uuid if isinstance(unit, Unit) else parsed_uuid(str(unit))
    place = form.fields["unit"].queryset.filter(uuid=uuid).first() if uuid else None  # type: ignore[attr-defined]
    known = bool(role) and role in names
    return {
        "role_name": names[role] if known else "",
        "powers": rights.powers_of(role) if known else [],
        "reach": rights.reach_of(place) if place else None,
    }
