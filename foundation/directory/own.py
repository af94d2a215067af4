"""What the directory and the accounts hold about a person, for the export of one's own data."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.directory import ties
from foundation.directory.models import Clearance, Person, RoleGrant, User
from foundation.models.programs import ApiToken
from foundation.models.signin import Session
from foundation.models.trail import Comment, Event, Notification
from foundation.own_data import OwnData, offer_own_data
from foundation.rows import pointer
from foundation.words import initials

FROM, TO = _("From"), _("To")


def _short(who: object) -> str:
    """How somebody else is named: by initials; “” for nobody."""
    return initials(who) if who else ""


def facts(person: Person, user: User) -> Iterator[dict[str, Any]]:
    yield {
        "number": person.number,
        "name": person.name,
        "email": person.email,
        "kind": str(person.get_kind_display()),
        "employer": person.employer,
        "unit": person.unit.name,
        "manager": _short(person.manager),
        "deputy": _short(person.deputy),
        "sponsor": _short(person.sponsor),
        "contract_end": person.contract_end,
        "start_on": person.start_on,
        "left_on": person.left_on,
    }


def jobs(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for spell in person.spells.select_related("role", "unit").order_by("from_on"):
        yield {"job": spell.role.name, "unit": spell.unit.name, "from": spell.from_on, "to": spell.to_on}


def absences(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for leave in person.leaves.select_related("deputy").order_by("from_on"):
        yield {"from": leave.from_on, "to": leave.to_on, "deputy": _short(leave.deputy)}


def clearances(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for one in Clearance.objects.filter(person=person).order_by("from_on"):
        given = {"code": one.code, "from": one.from_on, "until": one.until, "source": one.source}
        yield given | {"withdrawn": one.withdrawn_on, "because": one.withdrawn_because}


def accounts(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for account in User.objects.filter(person=person).order_by("pk"):
        open_ = {"email": account.email, "opened": account.created_at, "last_sign_in": account.last_login}
        yield open_ | {"is_open": account.is_active, "mails": account.mail_ways}


def roles(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for grant in RoleGrant.objects.filter(user__person=person).select_related("unit", "user").order_by("from_on"):
        place = {"account": grant.user.email, "role": str(grant.get_role_display()), "unit": grant.unit.name}
        yield place | {"from": grant.from_on, "to": grant.last_day}


def sessions(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for one in Session.objects.filter(user__person=person).select_related("user").order_by("seen_at"):
        yield {"account": one.user.email if one.user else "", "seen": one.seen_at, "ends": one.expire_date}


def tokens(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for one in ApiToken.objects.filter(user__person=person).order_by("created"):
        dates = {"made": one.created, "ends": one.expiry, "last_used": one.last_used_at, "revoked": one.revoked_at}
        yield {"name": one.name, "may": str(one.get_scope_display())} | dates


def answers_for(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for held in ties.held_by(person, user):
        for row in held.rows:
            yield {"what": str(held.label), "name": row.words}


def events(person: Person, user: User) -> Iterator[dict[str, Any]]:
    """What happened to the person and their accounts. Words stand only with what their own page tells them."""
    accounts = User.objects.filter(person=person)
    about = Event.objects.filter(**pointer(person)) | Event.objects.about_any(User, accounts.values("uuid"))
    for event in about.select_related("content__actor").order_by("at").iterator(1000):
        own_page = event.subject_uuid == person.uuid and not event.kind.startswith("comment.")
        by = "" if event.content.actor.person_id == person.pk else _short(event.content.actor)
        yield {"at": event.at, "kind": event.kind, "text": event.content.summary if own_page else "", "by": by}


def notices(person: Person, user: User) -> Iterator[dict[str, Any]]:
    """When one was told of what; the words name others and are left out."""
    told = Notification.objects.filter(user__person=person).select_related("event").order_by("created_at")
    for one in told.iterator(1000):
        yield {"at": one.created_at, "kind": one.event.kind, "read": one.read_at, "mailed": one.mailed_at}


def remarks(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for one in Comment.objects.filter(author__person=person).order_by("created_at"):
        yield {"at": one.created_at, "text": one.text}


FACTS = {
    "number": _("Number"),
    "name": _("Name"),
    "email": _("Work e-mail"),
    "kind": _("Kind"),
    "employer": _("Employer"),
    "unit": _("Unit"),
    "manager": _("Manager"),
    "deputy": _("Deputy"),
    "sponsor": _("Sponsor"),
    "contract_end": _("Contract ends"),
    "start_on": _("Started"),
    "left_on": _("Last day"),
}
CLEARED = {"source": _("What shows it"), "withdrawn": _("Withdrawn"), "because": _("Why it was withdrawn")}
OPENED = {"opened": _("Opened"), "last_sign_in": _("Last sign-in"), "is_open": _("Is open"), "mails": _("Mails")}
MADE = {"made": _("Made"), "ends": _("Ends"), "last_used": _("Last used"), "revoked": _("Revoked")}
PLACED = {"account": _("Account"), "role": _("Role"), "unit": _("Unit"), "from": FROM, "to": TO}
TOLD = {"at": _("When"), "kind": _("What"), "read": _("Read"), "mailed": _("Mailed")}
WORKED = {"job": _("Job"), "unit": _("Unit"), "from": FROM, "to": TO}

offer_own_data(
    OwnData("person", _("You"), FACTS, facts, 10),
    OwnData("jobs", _("Jobs"), WORKED, jobs, 11),
    OwnData("absences", _("Absences"), {"from": FROM, "to": TO, "deputy": _("Deputy")}, absences, 12),
    OwnData(
        "clearances", _("Clearances"), {"code": _("Cleared for"), "from": FROM, "until": TO} | CLEARED, clearances, 13
    ),
    OwnData("answers_for", _("What you answer for"), {"what": _("What"), "name": _("Name")}, answers_for, 20),
    OwnData("accounts", _("Accounts"), {"email": _("Address")} | OPENED, accounts, 80),
    OwnData("roles", _("Roles"), PLACED, roles, 81),
    OwnData(
        "sessions",
        _("Where you are signed in"),
        {"account": _("Account"), "seen": _("Last seen"), "ends": _("Ends")},
        sessions,
        82,
    ),
    OwnData("tokens", _("API tokens"), {"name": _("Name"), "may": _("May")} | MADE, tokens, 83),
    OwnData("remarks", _("Remarks you wrote"), {"at": _("When"), "text": _("Text")}, remarks, 90),
    OwnData(
        "events",
        _("What happened to your record and accounts"),
        {"at": _("When"), "kind": _("What"), "text": _("In words"), "by": _("By")},
        events,
        91,
    ),
    OwnData("notices", _("What you were told"), TOLD, notices, 92),
)
