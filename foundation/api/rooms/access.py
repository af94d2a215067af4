"""Accounts, the roles they hold and clearances: the doors of their pages. What pages ask again for is done in person."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import Role, require
from foundation.api.bodies import Body, body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.fields import Choice
from foundation.api.names import AccountNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import WaitingSerializer
from foundation.api.stories import Told
from foundation.clock import today
from foundation.directory import actions
from foundation.directory.actions.accounts import place_of
from foundation.directory.forms import (
    EmailForm,
    EndRoleForm,
    OutsiderForm,
    PersonAccountForm,
    ProposeForm,
    ReasonForm,
    RenameForm,
)
from foundation.directory.lists import AccountList, ClearanceList, GrantList
from foundation.directory.models import Clearance, Person, RoleGrant, User
from foundation.directory.permissions import CHANGE_ACCOUNTS, END_ROLE, GRANT_CLEARANCE, PROPOSE_ROLE
from foundation.models.work import Approval
from foundation.signin.invitations import invite

ASKED = {202: WaitingSerializer}


class HeldSerializer(serializers.ModelSerializer):
    """A role held on a unit and everything below it."""

    unit = UnitNameSerializer()

    class Meta:
        model = RoleGrant
        fields = ["uuid", "role", "unit", "from_on", "to_on"]


class AccountSerializer(serializers.ModelSerializer):
    """An account, with the roles that it holds today."""

    person = PersonNameSerializer(allow_null=True)
    unit = UnitNameSerializer(source="person.unit", default=None, allow_null=True)
    roles = HeldSerializer(source="live_roles", many=True)

    class Meta:
        model = User
        fields = [
            "uuid", "name", "email", "kind", "person", "unit", "organisation", "is_active", "last_login", "created_at",
            "roles",
        ]  # fmt: skip


class ProposalBody(Body):
    """A role on a unit for a time; an officer decides."""

    role = Choice(choices=Role.choices)


class Accounts(Told, Collection):
    """The accounts of the people and roles below one's own; outsiders' at the top."""

    noun = tag = "account"
    model, shows, table = User, AccountSerializer, AccountList
    confirmed = ("create", "outsider", "address", "close", "reopen", "role")

    def listed(self) -> QuerySet[Any]:
        return User.objects.visible_to(self.person).for_list(today())

    def to_mend(self, uuid: UUID) -> User:
        row = self.to_change(uuid)
        require(self.person, CHANGE_ACCOUNTS, place_of(row))
        return row

    def asked(self, done: Any, *, status: int = 200) -> Response:
        """What a verb gave: the row, or the approval that waits for a second person."""
        if isinstance(done, Approval):
            return Response(WaitingSerializer(done).data, status=202)
        return self.after(done, status=status)

    @writes(body_of(PersonAccountForm, "PersonAccount"), gives=AccountSerializer, status=201, also=ASKED)
    def create(self, request: Request) -> Response:
        """Open the account of somebody who works here, in person; for a second one an officer is asked."""
        require(self.person, CHANGE_ACCOUNTS)
        given = self.cleaned(lambda *sent: PersonAccountForm(*sent, actor=self.person, on=today()))
        return self.asked(actions.open_account_for(actor=self.person, **given), status=201)

    @act("outsiders", body_of(OutsiderForm, "Outsider"), detail=False, gives=AccountSerializer, status=201)
    def outsider(self, request: Request) -> Response:
        """Open an account for somebody who works elsewhere, in person."""
        require(self.person, CHANGE_ACCOUNTS)
        return self.after(actions.open_account(actor=self.person, **self.cleaned(OutsiderForm)), status=201)

    @act("name", body_of(RenameForm, "AccountName"), gives=AccountSerializer)
    def rename(self, request: Request, uuid: UUID) -> Response:
        """Change the name it shows, and the organisation of somebody outside."""
        row = self.to_mend(uuid)
        given = self.cleaned(lambda *sent: RenameForm(*sent, user=row))
        return self.after(actions.rename_account(actor=self.person, user=row, **given))

    @act("address", body_of(EmailForm, "AccountAddress"), gives=WaitingSerializer, status=202)
    def address(self, request: Request, uuid: UUID) -> Response:
        """Ask for another address, in person; an officer decides."""
        row = self.to_mend(uuid)
        return self.asked(actions.propose_email(actor=self.person, user=row, **self.cleaned(EmailForm)))

    @act("invite", gives=AccountSerializer)
    def invite(self, request: Request, uuid: UUID) -> Response:
        """Mail the link by which the owner sets the first password; one sent earlier dies."""
        row = self.to_mend(uuid)
        invite(actor=self.person, user=row)
        return self.after(row)

    @act("close", body_of(ReasonForm, "AccountClosing"), gives=AccountSerializer)
    def close(self, request: Request, uuid: UUID) -> Response:
        """Close it, in person: sessions, tokens and links end at once, its roles rest."""
        row = self.to_mend(uuid)
        given = self.cleaned(ReasonForm)
        return self.after(actions.close_account(actor=self.person, user=row, on=today(), **given))

    @act("reopen", body_of(ReasonForm, "AccountReopening"), gives=WaitingSerializer, status=202)
    def reopen(self, request: Request, uuid: UUID) -> Response:
        """Ask to reopen it, in person; an officer decides."""
        row = self.to_mend(uuid)
        return self.asked(actions.ask_reopening(actor=self.person, user=row, **self.cleaned(ReasonForm)))

    @act("roles", body_of(ProposeForm, "RoleProposal", base=ProposalBody), gives=WaitingSerializer, status=202)
    def role(self, request: Request, uuid: UUID) -> Response:
        """Propose a role for it, in person; an officer decides."""
        row = self.to_change(uuid)
        require(self.person, PROPOSE_ROLE)
        given = self.cleaned(lambda *sent: ProposeForm(*sent, actor=self.person, on=today(), user=row))
        return self.asked(actions.propose_role(actor=self.person, user=row, **given))


class RoleSerializer(HeldSerializer):
    """A role that was granted, and how it stands today."""

    account = AccountNameSerializer(source="user")
    last_day = serializers.DateField(allow_null=True)
    standing = serializers.CharField()

    class Meta:
        model = RoleGrant
        fields = [*HeldSerializer.Meta.fields, "account", "ended_on", "last_day", "standing"]


class Roles(Collection):
    """Every role that was ever granted on the units below one's own, and those one holds oneself."""

    noun = tag = "role"
    model, shows, table = RoleGrant, RoleSerializer, GrantList
    confirmed = ("end",)

    def listed(self) -> QuerySet[Any]:
        return RoleGrant.objects.visible_to(self.person).for_list(today())

    @act("end", body_of(EndRoleForm, "RoleEnd"), gives=RoleSerializer)
    def end(self, request: Request, uuid: UUID) -> Response:
        """End it from a day on, in person."""
        row = self.to_change(uuid)
        require(self.person, END_ROLE, row)
        return self.after(actions.end_role(actor=self.person, grant=row, on=today(), **self.cleaned(EndRoleForm)))


class ClearanceSerializer(serializers.ModelSerializer):
    """Something a person may do until a day, and what shows it."""

    person = PersonNameSerializer()
    granted_by = AccountNameSerializer(allow_null=True)
    standing = serializers.CharField()

    class Meta:
        model = Clearance
        fields = [
            "uuid", "person", "code", "from_on", "until", "source", "granted_by", "withdrawn_on", "withdrawn_because",
            "standing",
        ]  # fmt: skip


class Clearances(Collection):
    """What the people below one's roles are cleared for, and oneself."""

    noun = tag = "clearance"
    model, shows, table = Clearance, ClearanceSerializer, ClearanceList

    def listed(self) -> QuerySet[Any]:
        shown = Person.objects.visible_to(self.person)  # on whose pages they stand
        return Clearance.objects.filter(person__in=shown).for_list(today())

    @act("withdraw", body_of(ReasonForm, "ClearanceWithdrawal"), gives=ClearanceSerializer)
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Withdraw it: it ends today, and what was done under it stands."""
        row = self.to_change(uuid)
        require(self.person, GRANT_CLEARANCE, row.person)
        given = self.cleaned(ReasonForm)
        return self.after(actions.withdraw_clearance(actor=self.person, clearance=row, on=today(), **given))
