"""Who signs in to be measured: an officer and a manager of the whole company, and a certifier with one room."""

from datetime import date, timedelta

from assurance.models import EvidenceVersion
from audits.models import Audit
from benchmarks.company.plan import ACCOUNTS, MANAGER, OFFICER, SECOND_OFFICER
from certifications.actions import acknowledge, approve_grant, request_grant, submit_grant
from certifications.models import Certificate, Grant, GrantRule
from foundation.access import Role
from foundation.directory.models import RoleGrant, Unit, User
from foundation.search import index

OFFICER_MAIL, MANAGER_MAIL, CERTIFIER_MAIL = "p1@meridane.example", "p3@meridane.example", "claire@kestrel.example"
PASSWORD = "benchmark-of-attest-7"  # noqa: S105 - of companies that nobody works in
BODY, DAYS = "Kestrel Certification", 60


def write(on: date) -> None:
    for number in (OFFICER, MANAGER):
        user = User.objects.get(pk=ACCOUNTS + number)
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    room(certifier(), on)


def certifier() -> User:
    user = User.objects.create_user(
        email=CERTIFIER_MAIL, name="Claire Duval", kind=User.Kind.OUTSIDE, organisation=BODY, password=PASSWORD
    )
    RoleGrant.objects.create(user=user, role=Role.CERT, unit=Unit.objects.get(parent=None), from_on=date(2020, 1, 1))
    index.renew(User, [user.uuid])
    return user


def room(user: User, on: date) -> Grant:
    """One audit with its findings and their evidence, and one certificate; asked for, approved and entered as people do."""
    audit = Audit.objects.filter(state=Audit.State.CLOSED, kind=Audit.Kind.INTERNAL, findings__state="closed").latest(
        "pk"
    )
    certificate = Certificate.objects.filter(body__name=BODY, state=Certificate.State.ACTIVE).earliest("pk")
    agreement = EvidenceVersion.objects.filter(state=EvidenceVersion.State.ACCEPTED, valid_until=None).earliest("pk")
    officers = [User.objects.get(pk=ACCOUNTS + number) for number in (OFFICER, SECOND_OFFICER)]
    kinds = GrantRule.Kind
    grant = request_grant(
        actor=officers[0],
        unit=Unit.objects.get(parent=None),
        grantee=user,
        rules=[(kinds.AUDIT, audit), (kinds.AUDIT_EVIDENCE, audit), (kinds.CERTIFICATE, certificate)],
        on=on,
        kind=Grant.Kind.CERTIFIER,
        purpose="Surveillance",
        organisation=BODY,
        valid_from=on,
        valid_until=on + timedelta(days=DAYS),
        nda=agreement,
        allow_download=True,
    )
    submit_grant(actor=officers[0], grant=grant, on=on)
    approve_grant(actor=officers[1], grant=grant, on=on)
    acknowledge(actor=user, grant=grant)
    return grant
