"""Statements of applicability: the life cycle, what stands in its way, and that nothing of an approved one changes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from assurance.actions import load_framework
from assurance.models import Framework, Requirement
from assurance.shipped import CONTENT
from audits.paper import digest_of
from certifications.actions import (
    approve_soa,
    change_soa,
    edit_soa_line,
    edit_soa_lines,
    match_framework,
    return_soa,
    revise_soa,
    start_soa,
    submit_soa,
)
from certifications.applicability import content_of
from certifications.models import SoaLine, StatementOfApplicability
from certifications.versions import differences
from certifications.workflows import SOA
from foundation.access import Role, permits, robot
from foundation.approvals import take_step
from foundation.demonstration import lines_of
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.refusals import Refused, WrongState
from tests.certifications.soas import begun, in_force, justified, submitted
from tests.company import TODAY, Company, grant


def line(soa: StatementOfApplicability, ref: str = "A.5.1") -> SoaLine:
    return SoaLine.objects.select_related("soa", "requirement").get(soa=soa, requirement__ref=ref)


def next_version(company: Company, soa: StatementOfApplicability) -> StatementOfApplicability:
    return revise_soa(actor=company.cast["ines"], soa=soa, on=TODAY)


def superseded(company: Company) -> StatementOfApplicability:
    first = in_force(company)
    second = submit_soa(actor=company.cast["ines"], soa=next_version(company, first), on=TODAY)
    approve_soa(actor=company.cast["carla"], soa=second, on=TODAY)
    first.refresh_from_db()
    return first


# The table of states, steps and people.

STATES: dict[str, Callable[[Company], StatementOfApplicability]] = {
    "draft": lambda company: justified(company, begun(company)),
    "in_review": submitted,
    "approved": in_force,
    "superseded": superseded,
}
OFFICERS = {"ines", "carla"}
STEPS = {  # step: the states it leads from, and who may take it
    "change": ("draft", OFFICERS),
    "match_framework": ("draft", OFFICERS),
    "follow_matrix": ("draft", OFFICERS),
    "submit": ("draft", OFFICERS),
    "return": ("in_review", OFFICERS),
    "approve": ("in_review", OFFICERS),
    "supersede": ("approved", set()),
}
GIVEN = {"change": {"title": "Another", "scope": "All of it."}}
REFUSED = {("draft", "match_framework"): "M-16", ("in_review", "approve"): "S-06"}  # for Ines, who wrote it


def attempt(soa: StatementOfApplicability, name: str, actor: User) -> str:
    """What comes of it: the new state, or what refused it; nothing of it stays."""
    row = StatementOfApplicability.objects.get(pk=soa.pk)
    with transaction.atomic():
        point = transaction.savepoint()
        try:
            words: dict[str, Any] = {"step": name, "on": TODAY, "reason": "Because."}
            return str(take_step(actor=actor, subject=row, given=GIVEN.get(name, {}), **words).state)
        except (PermissionDenied, WrongState) as refusal:
            return type(refusal).__name__
        except Refused as refusal:
            return refusal.code
        finally:
            transaction.savepoint_rollback(point)


@pytest.mark.parametrize("state", STATES)
def test_every_step_is_taken_by_its_people_from_its_states_alone(company, cast, state):
    soa = STATES[state](company)
    assert soa.state == state
    assert set(STEPS) == {step.name for step in SOA.steps}

    for name, (source, who) in STEPS.items():
        step = SOA.step(name)
        assert {member for member in cast if permits(cast[member], step.permission, soa)} == who, name
        for member in cast:
            come = attempt(soa, name, cast[member])
            if member not in who:
                assert come == "PermissionDenied", (name, member)
            elif state != source:
                assert come == "WrongState", (name, member)
            elif member == "ines" or name == "match_framework":
                assert come == REFUSED.get((state, name), step.target or state), (name, member)
            else:
                assert come == (step.target or state), (name, member)


# What begins it, and its lines.


def test_a_statement_of_iso_27001_has_a_line_for_each_of_its_93_controls(company, cast):
    facts = {"title": "ISO/IEC 27001", "edition": "2022", "issuer": "ISO/IEC"}
    load_framework(actor=robot(), code="ISO", facts=facts, rows=lines_of(CONTENT / "iso27001_2022.csv"))

    soa = begun(company, framework=Framework.objects.get(code="ISO"))

    assert (soa.ref, soa.number, soa.lines.count()) == ("SOA-2026-0001", 1, 93)
    assert soa.lines.unjustified().count() == 93
    with pytest.raises(Refused, match="93 lines do not say why"):
        submit_soa(actor=cast["ines"], soa=soa, on=TODAY)


def test_a_framework_of_clauses_alone_has_no_statement(company, cast):
    facts = {"unit": company.units["TS"], "title": "Baseline", "scope": "All of it.", "on": TODAY}

    with pytest.raises(ValidationError, match="no controls"):
        start_soa(actor=cast["ines"], framework=company.framework, **facts)


def test_an_officer_of_another_unit_does_not_begin_one(company, cast):
    grant(cast["emma"], (Role.CO, company.units["MEADEL"]))

    with pytest.raises(PermissionDenied):
        begun(company, actor=cast["emma"])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"reasons": ["law"]}, True),
        ({"inclusion": "Our customers ask for it."}, True),
        ({"inclusion": "   "}, False),
        ({"applicable": False, "inclusion": "Our customers ask for it."}, False),
        ({"applicable": False, "exclusion": "No such systems."}, True),
    ],
)
def test_a_line_says_why_it_is_included_or_excluded(company, cast, said, why):
    soa = begun(company)

    edit_soa_line(actor=cast["ines"], line=line(soa), **said)

    assert line(soa).is_justified == why
    assert soa.lines.unjustified().count() == (3 if why else 4)


def test_an_unknown_reason_or_implementation_is_refused(company, cast):
    soa = begun(company)

    with pytest.raises(ValidationError, match="Choose among"):
        edit_soa_line(actor=cast["ines"], line=line(soa), reasons=["habit"])
    with pytest.raises(ValidationError):
        edit_soa_lines(actor=cast["ines"], soa=soa, lines=soa.lines.all(), implementation="soon")

    assert line(soa).reasons == []


def test_what_a_line_said_before_stays_in_its_history(company, cast):
    soa = begun(company)
    edit_soa_line(actor=cast["ines"], line=line(soa), inclusion="Contracts.")

    edit_soa_line(actor=cast["carla"], line=line(soa), inclusion="Contracts ask for it.")

    event = Event.objects.filter(kind="soa.line_changed", subject_uuid=line(soa).uuid).latest("pk")
    assert event.content.details["inclusion"] == ["Contracts.", "Contracts ask for it."]
    assert set(soa.editors.all()) == {company.person("ines"), company.person("carla")}


def test_several_lines_of_another_version_are_left_alone(company, cast):
    soa, other = begun(company), begun(company, title="Another")

    changed = edit_soa_lines(actor=cast["ines"], soa=soa, lines=other.lines.all(), implementation="implemented")

    assert changed == 0
    with pytest.raises(ValidationError, match="at least one line"):
        edit_soa_lines(actor=cast["ines"], soa=soa, lines=[], implementation="implemented")
    with pytest.raises(ValidationError, match="Choose what"):
        edit_soa_lines(actor=cast["ines"], soa=soa, lines=soa.lines.all())


def test_a_draft_follows_the_controls_of_its_framework(company, cast):
    soa = justified(company, begun(company))
    facts = {"framework": soa.framework, "kind": "control", "order": 9}
    Requirement.objects.create(ref="A.8.10", title="Deletion", **facts)
    Requirement.objects.filter(framework=soa.framework, ref="A.5.2").update(withdrawn=True)
    with pytest.raises(Refused, match="other controls by now"):
        submit_soa(actor=cast["ines"], soa=soa, on=TODAY)

    match_framework(actor=cast["ines"], soa=soa, on=TODAY)

    refs = list(soa.lines.order_by("requirement__order").values_list("requirement__ref", flat=True))
    assert refs == ["A.5.1", "A.7.1", "A.8.9", "A.8.10"]
    with pytest.raises(Refused, match="1 line does not say why"):
        submit_soa(actor=cast["ines"], soa=soa, on=TODAY)


# Approval.


def test_whoever_wrote_one_line_does_not_approve(company, cast):
    soa = justified(company, begun(company))
    edit_soa_line(actor=cast["carla"], line=line(soa), inclusion="Our customers ask for it.")
    submit_soa(actor=cast["ines"], soa=soa, on=TODAY)

    for name in ("ines", "carla"):
        with pytest.raises(Refused, match="Somebody else") as refused:
            approve_soa(actor=cast[name], soa=soa, on=TODAY)
        assert refused.value.code == "S-06"


def test_a_second_account_of_who_wrote_it_is_the_same_person(company, cast):
    soa = submitted(company)
    second = User.objects.create_user(email="ines2@meridane.example", name="Ines", person=company.person("ines"))
    grant(second, (Role.CO, company.units["MN"]))

    with pytest.raises(Refused, match="Somebody else"):
        approve_soa(actor=second, soa=soa, on=TODAY)


def test_an_approved_version_keeps_what_it_says_with_its_hash(company):
    soa = in_force(company)

    soa.refresh_from_db()
    assert (soa.state, soa.approver, soa.approved_on) == ("approved", company.person("carla"), TODAY)
    assert soa.sha256 == digest_of(soa.content)
    said = {one["ref"]: one for one in soa.content["lines"]}
    assert list(said) == ["A.5.1", "A.5.2", "A.7.1", "A.8.9"]
    assert said["A.5.1"]["reasons"] == ["risk"]
    assert (said["A.7.1"]["justification"], said["A.7.1"]["implementation"]) == ("No building of its own.", "")
    Requirement.objects.filter(ref="A.5.1", framework=soa.framework).update(title="Another title")
    assert content_of(soa)["lines"][0]["title"] == "Policies for information security"


def test_the_next_version_supersedes_the_one_before(company, cast):
    first = in_force(company)

    second = next_version(company, first)
    with pytest.raises(ValidationError, match="being written already"):
        next_version(company, first)
    edit_soa_line(actor=cast["ines"], line=line(second), implementation="partial")
    submit_soa(actor=cast["ines"], soa=second, on=TODAY)
    approve_soa(actor=cast["carla"], soa=second, on=TODAY)

    first.refresh_from_db()
    assert (first.state, second.state, second.ref, second.number) == ("superseded", "approved", first.ref, 2)
    assert [(one.kind, one.requirement.ref) for one in differences(first, second)] == [("changed", "A.5.1")]
    with pytest.raises(WrongState):
        next_version(company, first)


def test_a_version_that_is_sent_back_can_be_written_again(company, cast):
    soa = submitted(company)

    return_soa(actor=cast["carla"], soa=soa, on=TODAY, reason="Say more of the perimeter.")

    edit_soa_line(actor=cast["ines"], line=line(soa, "A.7.1"), exclusion="Housed by the group.")
    assert "Say more" in Event.objects.filter(kind="soa.return").get().content.summary


# Frozen.


@pytest.mark.parametrize("state", ["in_review", "approved", "superseded"])
def test_verbs_change_a_draft_alone(company, cast, state):
    soa = STATES[state](company)

    with pytest.raises(WrongState):
        edit_soa_line(actor=cast["ines"], line=line(soa), inclusion="Later.")
    with pytest.raises(WrongState):
        edit_soa_lines(actor=cast["ines"], soa=soa, lines=soa.lines.all(), implementation="partial")
    with pytest.raises(WrongState):
        change_soa(actor=cast["ines"], soa=soa, title="Later", scope="Later", on=TODAY)


CHANGES: dict[str, Callable[[StatementOfApplicability], Any]] = {
    "title": lambda soa: StatementOfApplicability.objects.filter(pk=soa.pk).update(title="Other"),
    "content": lambda soa: StatementOfApplicability.objects.filter(pk=soa.pk).update(content={}),
    "hash": lambda soa: StatementOfApplicability.objects.filter(pk=soa.pk).update(sha256="0" * 64),
    "back to a draft": lambda soa: SOA.place(soa, "draft", actor=robot(), on=TODAY, source="a test"),
    "delete": lambda soa: StatementOfApplicability.objects.filter(pk=soa.pk)._raw_delete("default"),
    "a line": lambda soa: SoaLine.objects.filter(soa=soa).update(implementation="partial"),
    "a line less": lambda soa: SoaLine.objects.filter(soa=soa).delete(),
    "a line more": lambda soa: SoaLine.objects.create(soa=soa, requirement=Requirement.objects.get(ref="4")),
}


@pytest.mark.parametrize("state", ["approved", "superseded"])
@pytest.mark.parametrize("name", CHANGES)
def test_the_database_refuses_to_change_what_was_approved(company, name, state):
    soa = STATES[state](company)

    with pytest.raises(Error, match="never changed"), transaction.atomic():
        CHANGES[name](soa)


@pytest.mark.parametrize("name", CHANGES)
def test_the_database_lets_a_draft_be_changed(company, name):
    soa = justified(company, begun(company))
    if name == "delete":
        soa.editors.clear()
        soa.lines.all().delete()

    CHANGES[name](soa)
