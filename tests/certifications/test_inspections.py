"""An inspection from the request to the authority's result: who takes which step, and what stands in the way."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from audits.models import Audit, Finding
from certifications.actions import (
    admit_inspectors,
    compare_builds,
    finish_inspection,
    name_inspectors,
    pause_inspection,
    record_inspection_result,
    request_inspection,
    revoke_authorisation,
    schedule_inspection,
    withdraw_inspection,
)
from certifications.models import Centre, Grant, Inspection
from certifications.workflows import INSPECTION
from foundation.access import robot
from foundation.approvals import decide_approval, take_step
from foundation.directory.models import User
from foundation.models.rooms import GrantedObject
from foundation.models.trail import Notification
from foundation.models.work import Approval
from foundation.refusals import Conflict, Refused, WrongState
from tests.certifications.inspecting import (
    DAY,
    REBUILT,
    SHIPPED,
    admitted,
    authority,
    finished,
    found,
    letter,
    product,
    requested,
    scheduled,
    service,
    verified,
)
from tests.company import TODAY, grant

S = Inspection.State
E = Inspection.Equivalence
PEOPLE = ("ines", "carla", "emma", "tobias", "priya", "helena", "samir", "omar", "petra", "adam", "claire", "igor")
KEEPERS = ("ines", "carla", "emma")  # emma is the host of the centre
OVER = {"withdraw", "refuse"}
MAY = {
    S.REQUESTED: {"schedule"} | OVER,
    S.SCHEDULED: {"name_inspectors", "admit"} | OVER,
    S.IN_PROGRESS: {"compare", "finish"} | OVER,
    S.PAUSED: {"name_inspectors", "resume", "finish"} | OVER,
    S.RESULT_PENDING: {"record_result"} | OVER,
    S.COMPLETED: set(),
    S.WITHDRAWN: set(),
    S.REFUSED: set(),
}


@pytest.fixture
def host(company) -> User:
    """Emma hosts the inspections of her unit."""
    grant(company.cast["emma"], ("CHOST", company.units["TS"]))
    return company.cast["emma"]


def put(company, state: str) -> Inspection:
    """An inspection as it stands in a state, as if its steps had been taken."""
    row = scheduled(company)
    if state == S.COMPLETED:
        facts = {"result": "fail", "result_letter": letter(company, "Result"), "resulted_on": TODAY}
        Inspection.objects.filter(pk=row.pk).update(**facts)
        row.refresh_from_db()
    return INSPECTION.place(row, state, actor=robot(), on=TODAY, source="the tests")


def given_to(step: str, company) -> dict:
    """What the step's verb asks for."""
    days = {"first_day": TODAY, "last_day": TODAY}
    found_here = {"result": "inconclusive", "report_grading": "internal", "letter": None}
    return {
        "schedule": {"inspectors": [], "frameworks": [company.framework], "host": company.person("samir"), **days},
        "name_inspectors": {"inspectors": []},
        "admit": {"identity_seen": True, "letters_seen": True},
        "compare": {"rebuilt_sha256": SHIPPED},
        "finish": {"ended_on": TODAY},
        "record_result": found_here,
    }.get(step, {})


@pytest.mark.parametrize("state", S)
def test_officers_and_hosts_are_offered_its_steps_and_nobody_else(company, cast, host, state):
    row = put(company, state)

    offered = {who: {move.step.name for move in INSPECTION.available(row, cast[who], TODAY)} for who in PEOPLE}

    assert offered == {who: MAY[state] if who in KEEPERS else set() for who in PEOPLE}


@pytest.mark.parametrize("state", S)
def test_nobody_takes_a_step_that_is_not_theirs_or_not_from_here(company, cast, host, state):
    row = put(company, state)

    for step in (one.name for one in INSPECTION.steps):
        given = given_to(step, company)
        for who in (one for one in PEOPLE if one not in KEEPERS or step not in MAY[state]):
            with pytest.raises((PermissionDenied, WrongState, Conflict)):
                take_step(actor=cast[who], subject=row, step=step, on=TODAY, reason="Because.", given=given)
            assert Inspection.objects.get(pk=row.pk).state == state, (step, who)


# Asking.


def test_an_inspection_is_of_a_build_or_of_a_service_never_both(company):
    for facts in ({"service": None}, {"service": service(company), "build": requested(company).build}):
        with pytest.raises(ValidationError, match="one build or one delivery service"):
            requested(company, **facts)


def test_the_database_knows_that_there_is_one_target(company):
    row = requested(company)

    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=row.pk).update(build=None)


@pytest.mark.parametrize("who", ["tobias", "helena", "samir", "emma", "claire", "igor"])
def test_only_officers_and_hosts_record_a_request(company, cast, who):
    row = requested(company)
    names = ("unit", "site", "authority", "build", "kind", "criteria", "first_day", "last_day")

    with pytest.raises(PermissionDenied):
        request_inspection(actor=cast[who], on=TODAY, **{name: getattr(row, name) for name in names})


# Scheduling.


def test_scheduling_plans_a_government_audit_with_the_criteria(company):
    row = scheduled(company)

    audit = row.audit
    assert (row.state, audit.kind, audit.state) == (S.SCHEDULED, Audit.Kind.GOVERNMENT, Audit.State.PLANNED)
    assert (audit.organisation, list(audit.frameworks.all())) == (row.authority.name, [company.framework])
    assert (audit.planned_start, audit.planned_end) == (row.first_day, row.last_day)


def test_a_room_is_drafted_for_an_inspector_with_an_account_and_ends_with_the_authorisation(company, cast):
    one = verified(company, account=cast["igor"], valid_until=TODAY + 5 * DAY)

    row = scheduled(company, one, verified(company, "Piotr Lasker"))

    room = Grant.objects.get(audit=row.audit)
    assert (room.state, room.grantee, room.kind) == (Grant.State.DRAFT, cast["igor"], Grant.Kind.INSPECTOR)
    assert (room.valid_from, room.valid_until) == (TODAY, TODAY + 5 * DAY)
    assert not GrantedObject.objects.exists()


UNFIT = {
    "not verified": ({"state": "received"}, "not verified"),
    "ended": ({"state": "expired"}, "no longer holds"),
    "too short": ({"valid_until": TODAY + 4 * DAY}, "not on every day"),
    "too late": ({"valid_from": TODAY + DAY}, "not on every day"),
}


@pytest.mark.parametrize("why", UNFIT)
def test_everybody_named_may_inspect_on_every_day(company, why):
    changes, sentence = UNFIT[why]
    one = verified(company)
    type(one).objects.filter(pk=one.pk).update(**changes)
    one.refresh_from_db()

    with pytest.raises(Refused, match=sentence) as refused:
        scheduled(company, one)
    assert (refused.value.code, refused.value.field) == ("M-28", "inspectors")
    assert not Audit.objects.filter(kind=Audit.Kind.GOVERNMENT).exists()


def test_an_authorisation_covers_authority_product_place_and_source(company):
    one = verified(company)
    cases = [
        ("another authority", {"authority": authority(company, "Castria Network Office")}),
        ("what is inspected", {"service": service(company), "kind": "walk_through"}),
        ("source code", {"kind": "source_review"}),
    ]
    for sentence, facts in cases:
        with pytest.raises(Refused, match=sentence), transaction.atomic():
            scheduled(company, one, **facts)
    one.sites.clear()
    with pytest.raises(Refused, match="this place"):
        scheduled(company, one)


def test_a_service_is_inspected_by_whom_the_letter_names_for_it(company):
    walked = service(company)
    one = verified(company, services=[walked], products=[])

    row = scheduled(company, one, service=walked, kind="walk_through")

    assert (row.state, str(row)) == (S.SCHEDULED, f"{row.ref} DEL-1 Site delivery")


def test_somebody_has_to_be_named(company, cast):
    row = requested(company)
    facts = {"host": company.person("samir"), "frameworks": [company.framework]}

    with pytest.raises(Refused, match="at least one inspector"):
        schedule_inspection(
            actor=cast["ines"], inspection=row, inspectors=[], first_day=TODAY, last_day=TODAY, on=TODAY, **facts
        )


def test_a_centre_that_is_not_open_takes_nobody_in(company, cast):
    one = verified(company)
    row = requested(company)
    centre = Centre.objects.create(
        name="Centre", unit=company.units["TS"], site=row.site, head=company.person("samir"), author=cast["ines"]
    )
    Inspection.objects.filter(pk=row.pk).update(centre=centre)
    row.refresh_from_db()

    facts = {"host": company.person("samir"), "frameworks": [company.framework], "inspectors": [one]}
    with pytest.raises(Refused, match="not open"):
        schedule_inspection(actor=cast["ines"], inspection=row, first_day=TODAY, last_day=TODAY, on=TODAY, **facts)


# In the house.


def test_letting_in_begins_the_audit_and_notes_the_devices(company):
    row = admitted(company)

    row.audit.refresh_from_db()
    assert (row.state, row.devices, row.started_on) == (S.IN_PROGRESS, "Laptop NN-17", TODAY)
    assert (row.audit.state, row.audit.actual_start) == (Audit.State.IN_PROGRESS, TODAY)


@pytest.mark.parametrize("missing", ["identity_seen", "letters_seen"])
def test_nobody_comes_in_without_identity_and_letter(company, cast, missing):
    row = scheduled(company)
    seen = {"identity_seen": True, "letters_seen": True, missing: False}

    with pytest.raises(Refused, match="at the door") as refused:
        admit_inspectors(actor=cast["ines"], inspection=row, on=TODAY, **seen)
    assert refused.value.field == missing


@pytest.mark.parametrize("days", [-1, 6])
def test_nobody_comes_in_on_another_day(company, cast, days):
    row = scheduled(company)

    with pytest.raises(Refused, match="let in from"):
        admit_inspectors(
            actor=cast["ines"], inspection=row, on=TODAY + days * DAY, identity_seen=True, letters_seen=True
        )


def test_nobody_comes_in_on_an_authorisation_that_was_revoked(company, cast):
    one = verified(company)
    row = scheduled(company, one)
    revoke_authorisation(actor=cast["carla"], authorisation=one, on=TODAY, reason="Taken back.")

    with pytest.raises(Refused, match="not active"):
        admit_inspectors(actor=cast["ines"], inspection=row, on=TODAY, identity_seen=True, letters_seen=True)
    assert Notification.objects.filter(event__kind="inspection.lost", user=cast["samir"]).exists()


@pytest.mark.parametrize(("state", "there"), [("rejected", False), ("superseded", True)])
def test_nobody_comes_in_or_goes_on_whose_agreement_no_longer_holds(company, cast, state, there):
    one = verified(company, papers=letter(company, "Agreement"))
    row = scheduled(company, one)
    type(one.nda).objects.filter(pk=one.nda.pk).update(state=state)
    seen = {"identity_seen": True, "letters_seen": True}

    if there:
        assert admit_inspectors(actor=cast["ines"], inspection=row, on=TODAY, **seen).state == S.IN_PROGRESS
        return
    with pytest.raises(Refused, match="no longer holds") as refused:
        admit_inspectors(actor=cast["ines"], inspection=row, on=TODAY, **seen)
    assert refused.value.code == "nda"
    paused = INSPECTION.place(row, S.PAUSED, actor=robot(), on=TODAY, source="the tests")
    with pytest.raises(Refused, match="no longer holds"):
        take_step(actor=cast["ines"], subject=paused, step="resume", on=TODAY)


EQUALITY = [
    (SHIPPED, "", E.EQUIVALENT, ""),
    (SHIPPED, "Time stamps.", E.EQUIVALENT, ""),
    (REBUILT, "", E.NOT_EQUIVALENT, ""),
    (REBUILT, "Time stamps.", E.EXPLAINED, "Time stamps."),
]


@pytest.mark.parametrize(("rebuilt", "said", "equality", "kept"), EQUALITY)
def test_the_hashes_decide_on_equality(company, cast, rebuilt, said, equality, kept):
    row = admitted(company)

    compare_builds(actor=cast["ines"], inspection=row, rebuilt_sha256=rebuilt, differences=said, on=TODAY)

    assert (row.equivalence, row.differences) == (equality, kept)


@pytest.mark.parametrize("digest", ["", "xyz", SHIPPED.upper(), SHIPPED + "\n"])
def test_a_hash_is_64_digits(company, cast, digest):
    row = admitted(company)

    with pytest.raises(ValidationError), transaction.atomic():
        compare_builds(actor=cast["ines"], inspection=row, rebuilt_sha256=digest, on=TODAY)


def test_a_service_has_no_build_to_compare(company, cast):
    walked = service(company)
    row = admitted(company, verified(company, services=[walked]), service=walked, kind="walk_through")

    with pytest.raises(Refused, match="Only builds"):
        compare_builds(actor=cast["ines"], inspection=row, rebuilt_sha256=SHIPPED, on=TODAY)


def test_the_end_of_an_authorisation_closes_the_room_of_that_inspector_alone(company, cast):
    one = verified(company, account=cast["igor"], valid_until=TODAY + 5 * DAY)
    row = admitted(company, one, verified(company, "Piotr Lasker", account=cast["claire"]))

    pause_inspection(actor=robot(), inspection=row, on=TODAY + 6 * DAY)

    rooms = dict(Grant.objects.filter(audit=row.audit).values_list("grantee__name", "state"))
    assert rooms == {"Igor Petrov": Grant.State.WITHDRAWN, "Claire Duval": Grant.State.DRAFT}


def test_a_paused_inspection_goes_on_with_somebody_else(company, cast):
    one, two = verified(company, valid_until=TODAY + 5 * DAY), verified(company, "Piotr Lasker")
    row = admitted(company, one, last_day=TODAY + 5 * DAY)
    pause_inspection(actor=robot(), inspection=row, on=TODAY + 6 * DAY)
    on = TODAY + 5 * DAY
    type(one).objects.filter(pk=one.pk).update(state="revoked")

    with pytest.raises(Refused, match="not active"):
        take_step(actor=cast["ines"], subject=row, step="resume", on=on)
    name_inspectors(actor=cast["ines"], inspection=row, inspectors=[two], on=on)
    take_step(actor=cast["ines"], subject=row, step="resume", on=on)

    assert (row.state, list(row.inspectors.all())) == (S.IN_PROGRESS, [two])


# The result.


def test_an_unequal_build_cannot_have_passed(company, cast):
    row = admitted(company)
    for said in ("", "Time stamps."):
        compare_builds(actor=cast["ines"], inspection=row, rebuilt_sha256=REBUILT, differences=said, on=TODAY)
    finished(company, row)

    with pytest.raises(Refused, match="cannot have passed") as refused:
        record_inspection_result(
            actor=cast["ines"], inspection=row, result="pass", letter=letter(company, "Result"), report_grading="internal",
            on=TODAY,
        )  # fmt: skip
    assert (refused.value.code, refused.value.field) == ("M-30", "result")
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=row.pk).update(result="pass")


def test_equality_that_nobody_has_shown_cannot_have_passed(company, cast):
    row = finished(company, admitted(company))

    with pytest.raises(Refused, match="were not compared"):
        record_inspection_result(
            actor=cast["ines"], inspection=row, result="pass", letter=letter(company, "Result"), report_grading="internal",
            on=TODAY,
        )  # fmt: skip


def test_an_equal_build_passes_on_the_letter(company, cast):
    row = admitted(company)
    compare_builds(actor=cast["ines"], inspection=row, rebuilt_sha256=SHIPPED, on=TODAY)
    finished(company, row)

    paper = letter(company, "Result")
    facts = {"result": "pass", "letter": paper, "report_grading": "secret", "on": TODAY}
    record_inspection_result(actor=cast["ines"], inspection=row, **facts)

    row.audit.refresh_from_db()
    assert (row.state, row.report_grading, row.result_letter) == (S.COMPLETED, "secret", paper)
    assert row.audit.report.conclusion == "conforms"
    assert not row.audit.findings.exists()


def test_a_result_rests_on_a_letter_that_was_accepted(company, cast):
    row = finished(company, admitted(company))
    draft = letter(company, "Result", accepted=False)

    with pytest.raises(Refused) as refused:
        record_inspection_result(
            actor=cast["ines"], inspection=row, result="inconclusive", letter=draft, report_grading="internal", on=TODAY
        )
    assert (refused.value.code, refused.value.field) == ("S-16", "letter")


@pytest.mark.parametrize("result", ["fail", "conditions"])
def test_a_failure_or_a_condition_is_a_finding_for_each_line(company, cast, result):
    row = admitted(company)
    compare_builds(actor=cast["ines"], inspection=row, rebuilt_sha256=REBUILT, on=TODAY)
    finished(company, row)
    due = TODAY + timedelta(days=30)

    said = found(company, conditions="Name the toolchain.\n\nBuild it again.", conditions_due_on=due)
    facts = {"result": result, "letter": letter(company, "Result"), "on": TODAY, **said}
    record_inspection_result(actor=cast["ines"], inspection=row, **facts)

    findings = list(row.audit.findings.order_by("ref"))
    assert [one.statement for one in findings] == ["Name the toolchain.", "Build it again."]
    assert {(one.state, one.type, one.cap_on) for one in findings} == {(Finding.State.ISSUED, "major", due)}
    assert findings[0].external_ref == f"{row.ref}/1"
    assert REBUILT in findings[0].objective_evidence
    assert Notification.objects.filter(event__kind="finding.issue", user=cast["samir"]).exists()


@pytest.mark.parametrize("missing", ["conditions", "requirement", "owner"])
def test_a_failure_says_what_failed_against_what_and_who_answers(company, cast, missing):
    row = finished(company, admitted(company))
    said = found(company) | {missing: "" if missing == "conditions" else None}

    with pytest.raises(ValidationError) as refused:
        record_inspection_result(
            actor=cast["ines"], inspection=row, result="fail", letter=letter(company, "Result"), on=TODAY, **said
        )
    assert list(refused.value.error_dict) == [missing]
    assert Inspection.objects.get(pk=row.pk).state == S.RESULT_PENDING


def test_an_inconclusive_inspection_needs_no_finding(company, cast):
    row = finished(company, admitted(company))

    facts = {"result": "inconclusive", "letter": letter(company, "Result"), "report_grading": "internal", "on": TODAY}
    record_inspection_result(actor=cast["ines"], inspection=row, **facts)

    assert (row.state, row.audit.report.conclusion) == (S.COMPLETED, "open")


# Taken back.


def test_withdrawing_closes_the_rooms_and_tells_who_plans_audits(company, cast):
    row = scheduled(company, verified(company, account=cast["igor"]))

    withdraw_inspection(actor=cast["ines"], inspection=row, reason="They come next year.", on=TODAY)

    assert (row.state, Grant.objects.get(audit=row.audit).state) == (S.WITHDRAWN, Grant.State.WITHDRAWN)
    assert Notification.objects.filter(event__kind="inspection.withdraw", user=cast["petra"]).exists()


def test_a_refusal_waits_for_counsel(company, cast):
    grant(cast["emma"], ("LEG", company.units["MN"]))
    row = requested(company)

    asked = take_step(actor=cast["ines"], subject=row, step="refuse", on=TODAY, reason="No jurisdiction.")

    row.refresh_from_db()
    assert (row.state, isinstance(asked, Approval)) == (S.REQUESTED, True)
    decide_approval(actor=cast["emma"], approval=asked, yes=True)
    row.refresh_from_db()
    assert row.state == S.REFUSED


def test_the_last_day_in_the_house_is_one_of_its_days(company, cast):
    row = admitted(company)

    for day in (TODAY - DAY, TODAY + DAY):
        with pytest.raises(ValidationError, match="from the first of the inspection"):
            finish_inspection(actor=cast["ines"], inspection=row, ended_on=day, on=TODAY)


def test_owners_see_the_inspections_of_their_products(company, cast):
    row = requested(company)

    assert product(company).owner == cast["samir"].person
    assert list(Inspection.objects.visible_to(cast["samir"])) == [row]
    assert not Inspection.objects.visible_to(cast["omar"]).exists()
    assert not Inspection.objects.visible_to(cast["igor"]).exists()
