"""Rows that a body may not name: of another region, gone, or out of force; and people who answer for one unit only."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import models, transaction

from assurance.actions import link_evidence, upload_evidence
from assurance.models import Area, Framework, ManagementReview, Process, Requirement
from audits.actions import schedule_audit
from audits.models import Objection, Programme, ProgrammeLine, Question, TeamMember, TemplateVersion, WorkingPaper
from certifications.models import CertificationBody, Grant, Scheme
from foundation.access import Role
from foundation.directory.models import Calendar, Person, User
from foundation.models.trail import Notification
from people.models import Course
from tests.company import TODAY, grant
from tests.kept import kept_text
from tests.world import World

# Rows that whoever writes may name, seen or not, as long as they are offered: the form's choice is the rule there.
OFFERED_TO_ALL: dict[type[models.Model], str] = {
    Person: "anybody at work can be made an owner, a lead or a verifier by who names them",
    Framework: "frameworks belong to no unit: everybody inside reads them",
    Requirement: "as their framework",
    Question: "the bank belongs to no unit: who writes checklists reads all of it",
    TemplateVersion: "checklists belong to no unit: who audits reads them all, and builds audits from released ones",
}
# Rows of which there is none that somebody who writes may not name: that none exists is all a body can be told.
ALWAYS_OFFERED: dict[type[models.Model], str] = {
    Area: "the five areas belong to everybody and have no end",
    Calendar: "holiday calendars belong to no unit and have no end: who writes units reads them all",
    Scheme: "schemes belong to no unit: who plans certificates reads them all",
    CertificationBody: "bodies belong to no unit: who plans certificates reads them all",
    Course: "everybody inside sees the courses that are offered, and proves any of them",
    Notification: "the outbox belongs to no unit: who runs it sends any of its mails again",
}
# The same for one place in one body: which rows are offered there, and why.
OFFERED_THERE: dict[tuple[str, str], tuple[str, str]] = {
    ("Webhook", "owner"): ("inside", "any colleague: told is what they may see, and a second person approves it"),
    ("Grant", "grantee"): (
        "outside",
        "people outside belong to no unit: who may ask for a room may ask for any of them",
    ),
    ("Renewal", "grantee"): ("outside", "as in the request it renews"),
    ("InspectorAuthorisation", "account"): ("outside", "inspectors belong to no unit, as those who get a room"),
    ("InspectorCorrection", "account"): ("outside", "as in the authorisation it corrects"),
}
OPEN_THERE: dict[tuple[str, str], str] = {
    ("Grant", "frameworks"): "a room may show a framework that was withdrawn: it was audited against",
    ("Renewal", "frameworks"): "as in the request it renews",
    ("FrameworkTransition", "new"): "editions belong to no unit, and a transition is about one that goes out of force",
    ("FrameworkImport", "framework"): "the list of an edition that is out of force may be read again",
    ("RequirementMap", "b"): "what maps onto an older edition, or onto a heading, is said there",
    ("ProductConformity", "scheme"): "schemes belong to no unit: whoever records an evaluation names any",
    ("ProductConformity", "laboratory"): "bodies and laboratories belong to no unit",
    ("ConformityFacts", "laboratory"): "bodies and laboratories belong to no unit",
    ("Document", "audience_units"): "a document may be meant for the people of any unit",
    ("Document", "audience_roles"): "jobs belong to no unit",
    ("Course", "roles"): "jobs belong to no unit",
    ("CourseFacts", "roles"): "jobs belong to no unit",
    ("Campaign", "roles"): "jobs belong to no unit",
    ("SavedView", "unit"): "everybody inside sees every unit; whether one has charge of it is asked by the verb",
    ("ProgrammeJustifyGap", "region"): "whoever runs a programme names any region that it leaves uncovered",
}
SCOPED = (Role.ADM, Role.CO, Role.PM, Role.LA, Role.AU, Role.PO, Role.MGR, Role.LEG)
# Rows that are shown on the record itself, to whoever may see it: the body may name them again.
SHOWN_THERE: dict[tuple[str, str], str] = {
    ("GateFacts", "controls"): "what a gate requires stays required when it is changed",
    ("GateProof", "control"): "evidence at a gate is for a control that the gate requires",
}
GONE = date(2025, 1, 31)
UNLED: dict[str, Any] = {
    "title": "Unled", "method": "remote", "planned_start": TODAY, "planned_end": TODAY, "frameworks": Framework.objects.all()
}  # fmt: skip


def build_foreign(world: World) -> dict[type[models.Model], list[Any]]:
    """Evidence of the other region, and of what is open to all a row that nobody is offered any more."""
    _far_evidence(world)
    schedule_audit(actor=world.company.cast["petra"], unit=world.company.units["MEADEL"], on=TODAY, **UNLED)
    Objection.objects.create(
        audit=world.far_audit,
        person=world.far_audit.lead,
        reason="Worked here.",
        raised_by=world.company.person("omar"),
        raised_on=TODAY,
    )
    far = world.company.units["MEADEL"]
    Programme.objects.create(year=2027, title="Far programme", unit=far)
    ProgrammeLine.objects.create(title="Far line", unit=far, anchor=TODAY, interval_months=12)
    heading = _heading(_old_framework(world))
    asked = Question.objects.create(requirement=heading, order=1, title="Old", text="Is it done?")
    gone = {Person: [_left(world)], Framework: [heading.framework], Requirement: [heading]}
    return gone | {Question: [asked], TemplateVersion: [world.template_version]}


def _far_evidence(world: World) -> None:
    company, omar = world.company, world.company.cast["omar"]
    facts = {"unit": company.units["MEADEL"], "title": "Delivery register", "as_of": TODAY}
    version = upload_evidence(actor=omar, kept=kept_text("delivery.txt", "Delivery."), **facts)
    link_evidence(actor=omar, version=version, subject=world.far_control, purpose="objective")


def _left(world: World) -> Person:
    emma = world.company.person("emma")
    facts = {"number": "P-0900", "name": "Gone Away", "email": "gone@meridane.example"}
    return Person.objects.create(unit=emma.unit, start_on=date(2020, 1, 1), left_on=GONE, **facts)


def _old_framework(world: World) -> Framework:
    facts = {"title": "Old baseline", "edition": "2019", "issuer": "Meridane Networks"}
    return Framework.objects.create(code="OLD", withdrawn_on=GONE, published_on=date(2019, 1, 1), **facts)


def _heading(framework: Framework) -> Requirement:
    return Requirement.objects.create(framework=framework, ref="OLD-1", title="Heading", assessable=False, order=1)


def offered_there(relation: Any) -> Any:
    """The accounts that whoever may write the body may name at a place; None where what one sees is the rule."""
    for (body, name), (kind, _why) in OFFERED_THERE.items():
        if relation.body.startswith(body) and relation.name == name:
            return User.objects.filter(kind=kind, is_active=True)
    return None


def is_open(relation: Any) -> bool:
    """Whether every row may be named at a place by whoever may write the body."""
    named = any(relation.body.startswith(body) and relation.name == name for body, name in OPEN_THERE)
    return named or relation.model in ALWAYS_OFFERED


def foreign_to(world: World, who: str, relation: Any, built: dict[Any, list[Any]]) -> list[Any]:
    """What `who` must not be able to name at a place, up to three rows."""
    model, offered = relation.model, offered_there(relation)
    if offered is not None:
        return list(model._default_manager.exclude(pk__in=offered.values("pk")).order_by("-pk")[:3])
    if model in OFFERED_TO_ALL:
        return built[model]
    user = type(world.company.cast[who]).objects.get(pk=world.company.cast[who].pk)
    seen = model._default_manager.visible_to(user).values("pk")  # type: ignore[attr-defined]
    unseen = model._default_manager.exclude(pk__in=seen)
    if any(relation.body.startswith(body) and relation.name == name for body, name in SHOWN_THERE):
        unseen = unseen.exclude(gates=world.gate)
    return list(unseen.order_by("-pk")[:3])


@contextmanager
def standing(world: World, role: Role | None) -> Iterator[None]:
    """With a role, Emma holds it on her own unit alone, has a seat in the audit there, wrote its paper, asked for the
    room that is a draft, is asked to take over the process and chairs the review; the programme of the year is her unit's.
    Nothing of it stays.
    """
    with transaction.atomic():
        point = transaction.savepoint()
        if role is not None:
            grant(world.company.cast["emma"], (role, world.company.units["TS"]))
            TeamMember.objects.create(audit=world.audit, person=world.company.person("emma"))
            WorkingPaper.objects.filter(pk=world.paper.pk).update(author=world.company.person("emma"))
            Grant.objects.filter(pk=world.draft_grant.pk).update(requested_by=world.company.cast["emma"])
            Process.objects.filter(pk=world.process.pk).update(next_owner=world.company.person("emma"))
            ManagementReview.objects.filter(pk=world.review.pk).update(chair=world.company.person("emma"))
            Programme.objects.filter(pk=world.programme.pk).update(unit=world.company.units["TS"], state="approved")
            ProgrammeLine.objects.filter(pk=world.line.pk).update(programme=world.programme)
        yield
        transaction.savepoint_rollback(point)


__all__ = ["ALWAYS_OFFERED", "OFFERED_TO_ALL", "SCOPED", "build_foreign", "foreign_to", "is_open", "standing"]
