"""Accounts: opened, closed, reopened by a second person, and their address, which is the way in."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.access import Permission, require
from foundation.approvals import ask_approval, bar
from foundation.directory.lattice import hold_the_root, insist_not_own, insist_that_others_remain, is_own
from foundation.directory.models import Person, RoleGrant, Unit, User
from foundation.directory.permissions import APPROVE_ROLE, CHANGE_ACCOUNTS
from foundation.models.work import Approval
from foundation.refusals import Refusal, Refused
from foundation.signin.ending import end_access
from foundation.signin.fresh import sensitive
from foundation.signin.invitations import invite
from foundation.trail import record
from foundation.verbs import is_running, verb


def place_of(user: User) -> Unit:
    """The unit an account belongs to: its person's; outsiders belong to the whole organisation."""
    return user.person.unit if user.person is not None else Unit.objects.get(parent=None)


def insist_on_reach(actor: User, user: User, wanted: Permission) -> None:
    """Refuses (403) unless every role the account may use lies within the actor's: nobody touches a stronger one."""
    for grant in RoleGrant.objects.filter(user=user, ended_on=None).select_related("unit"):
        require(actor, wanted, grant.unit)


@verb("directory.open_account")
def open_account(
    *,
    actor: User,
    person: Person | None = None,
    email: str = "",
    name: str = "",
    organisation: str = "",
    invited: bool = False,
) -> User:
    """Opens an account: for a person of ours, at their work address unless another is given, or without one for an
    outsider. It has no password until its owner sets one; `invited` mails the link for that.

    A second account of the same person, which sees what that person owns, opens only by an approval. Source: S-08.
    """
    require(actor, CHANGE_ACCOUNTS, person.unit if person is not None else _root())
    if person is not None:
        _insist_openable(person, email or person.email)
        if has_account(person):
            _insist_on_approval()
        user = User.objects.create_user(email=email or person.email, name=person.name, person=person)
    else:
        _insist_on_organisation(organisation)
        facts: dict[str, Any] = {"organisation": organisation, "kind": User.Kind.OUTSIDE}
        user = User.objects.create_user(email=email, name=name, **facts)
    details = {"email": user.email, "kind": user.kind}
    record(actor=actor, kind="account.opened", subject=user, summary=_("Account opened"), details=details)
    if invited:
        invite(actor=actor, user=user)
    return user


def has_account(person: Person) -> bool:
    """Whether an account was ever opened for this person, a closed one included."""
    return User.objects.filter(person=person).exists()


@verb("directory.open_account_for")
def open_account_for(*, actor: User, person: Person, email: str = "", invited: bool = False) -> User | Approval:
    """Opens the account of a person, or asks an officer where it would be a second one of the same person.

    Whoever reads its mail would see what that person audits, owns and was asked, without holding any role.
    """
    if not has_account(person):
        return open_account(actor=actor, person=person, email=email, invited=invited)
    require(actor, CHANGE_ACCOUNTS, person.unit)
    address = email or person.email
    _insist_openable(person, address)
    return ask_approval(
        actor=actor,
        subject=person.unit,
        verb_name="directory.open_account",
        label=_("A second account for %(person)s: %(email)s") % {"person": person, "email": address.lower()},
        parameters={"person": person, "email": address.lower(), "invited": invited},
        second=APPROVE_ROLE,
        topic=str(person.uuid),
    )


def _insist_openable(person: Person, email: str) -> None:
    if person.left_on is not None:
        raise Refused("left", _("%(person)s has left.") % {"person": person}, "person")
    if User.objects.filter(email__iexact=email).exists():
        sentence = _("There is an account with the address %(email)s. Give another one for a second account.")
        raise ValidationError({"email": sentence % {"email": email}})


def _insist_on_organisation(organisation: str) -> None:
    if not organisation.strip():
        raise ValidationError({"organisation": _("Say for which organisation this person works.")})


def _root() -> Unit | None:
    return Unit.objects.filter(parent=None).first()


@verb("directory.rename_account")
def rename_account(*, actor: User, user: User, name: str, organisation: str = "") -> User:
    """Changes the name an account shows, and an outsider's organisation."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    require(actor, CHANGE_ACCOUNTS, place_of(locked))
    insist_on_reach(actor, locked, CHANGE_ACCOUNTS)
    before = {"name": locked.name, "organisation": locked.organisation}
    locked.name, locked.organisation = name, organisation if locked.kind == User.Kind.OUTSIDE else ""
    if locked.kind == User.Kind.OUTSIDE:
        _insist_on_organisation(organisation)
    locked.full_clean(exclude=["password"])
    locked.save(update_fields=["name", "organisation", "updated_at"])
    summary = _("Name: %(name)s") % {"name": name}
    record(actor=actor, kind="account.renamed", subject=locked, summary=summary, details={"before": before})
    return locked


@verb("directory.close_account")
def close_account(*, actor: User, user: User, reason: str, on: date) -> User:
    """Closes an account: its sessions, tokens and links end at once, its roles rest. Not one's own, not the last."""
    hold_the_root()
    locked = User.objects.select_for_update().get(pk=user.pk)
    require(actor, CHANGE_ACCOUNTS, place_of(locked))
    insist_on_reach(actor, locked, CHANGE_ACCOUNTS)
    insist_not_own(actor, locked)
    if not locked.is_active:
        raise Refused("closed", _("This account is closed already."))
    insist_that_others_remain(RoleGrant.objects.filter(user=locked), field="reason", on=on)
    shut(locked)
    summary = _("Account closed: %(reason)s") % {"reason": reason}
    record(actor=actor, kind="account.closed", subject=locked, summary=summary, details={"reason": reason})
    return locked


def shut(user: User) -> None:
    """Closes a locked account whose closing has been allowed, and ends everything it has open."""
    user.is_active = False
    user.save(update_fields=["is_active", "updated_at"])
    end_access(user)


@verb("directory.ask_reopening")
def ask_reopening(*, actor: User, user: User, reason: str) -> Approval:
    """Asks an officer to reopen an account: its roles wake up again, so it takes a second person. Source: S-08."""
    require(actor, CHANGE_ACCOUNTS, place_of(user))
    insist_on_reach(actor, user, CHANGE_ACCOUNTS)
    insist_not_own(actor, user)
    _insist_reopenable(user)
    return ask_approval(
        actor=actor,
        subject=place_of(user),
        verb_name="directory.reopen_account",
        label=_("Reopen the account %(email)s of %(user)s") % {"user": user, "email": user.email},
        parameters={"user": user},
        second=APPROVE_ROLE,
        reason=reason,
        topic=str(user.uuid),
    )


def _insist_reopenable(user: User) -> None:
    if user.is_active:
        raise Refused("open", _("This account is open."))
    if user.person is not None and user.person.left_on is not None:
        raise Refused("left", _("%(person)s has left. Record the return first.") % {"person": user.person})


@verb("directory.reopen_account")
def reopen_account(*, actor: User, user: User) -> User:
    """Reopens an account; only an approval by a second person runs this."""
    _insist_on_approval()
    locked = User.objects.select_for_update().get(pk=user.pk)
    _insist_reopenable(locked)
    locked.is_active = True
    locked.save(update_fields=["is_active", "updated_at"])
    record(actor=actor, kind="account.reopened", subject=locked, summary=_("Account reopened"), notify=[locked])
    return locked


def _insist_on_approval() -> None:
    if not is_running("foundation.decide_approval"):
        raise Refused("S-08", _("This is done only by the approval of a second person."))


@verb("directory.propose_email")
def propose_email(*, actor: User, user: User, email: str, reason: str) -> Approval:
    """Asks an officer to give an account another address: whoever reads its mail can open it. Source: S-08."""
    require(actor, CHANGE_ACCOUNTS, place_of(user))
    insist_on_reach(actor, user, CHANGE_ACCOUNTS)
    insist_not_own(actor, user)
    _insist_free(user, email)
    said = {"user": user, "before": user.email, "after": email.lower()}
    return ask_approval(
        actor=actor,
        subject=place_of(user),
        verb_name="directory.change_email",
        label=_("Address of %(user)s: %(after)s instead of %(before)s") % said,
        parameters={"user": user, "email": email.lower()},
        second=APPROVE_ROLE,
        reason=reason,
        topic=str(user.uuid),
    )


def _insist_free(user: User, email: str) -> None:
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": _("An account has this address already.")})


@verb("directory.change_email")
def change_email(*, actor: User, user: User, email: str) -> User:
    """Gives an account another address and ends what is open; only an approval by a second person runs this."""
    _insist_on_approval()
    locked = User.objects.select_for_update().get(pk=user.pk)
    _insist_free(locked, email)
    before, locked.email = locked.email, email.lower()
    locked.full_clean(exclude=["password"])
    locked.save(update_fields=["email", "updated_at"])
    end_access(locked)
    said = {"before": before, "after": locked.email}
    summary = _("Address: %(after)s instead of %(before)s") % said
    record(actor=actor, kind="account.email_changed", subject=locked, summary=summary, details=said, notify=[locked])
    return locked


sensitive("directory.reopen_account")
sensitive("directory.change_email")
sensitive("directory.open_account")


@bar("directory.grant_role")
@bar("directory.reopen_account")
@bar("directory.change_email")
@bar("directory.open_account")
def not_about_oneself(approval: Approval, actor: User) -> Refusal | None:
    """Nobody decides about an account of their own. Source: S-07, S-08."""
    named = approval.parameters
    uuid, person = named.get("user", {}).get("uuid"), named.get("person", {}).get("uuid")
    about = User.objects.filter(uuid=uuid).first() if uuid else None
    own_person = actor.person is not None and str(actor.person.uuid) == person
    if own_person or (about is not None and is_own(actor, about)):
        return Refusal("S-08", _("This is about your own account. Another person has to decide."))
    return None
