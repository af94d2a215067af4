"""What is recorded of a certificate: its plan, the guards of its steps, and what each letter does. Source: domain 2.13."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from assurance.models import EditionTransition, EvidenceLink, Framework
from assurance.tasks import sweep_retention
from audits.models import Finding
from certifications.actions import (
    apply_for_certificate,
    change_body,
    change_certificate,
    lift_suspension,
    prolong_suspension,
    record_grant,
    record_major,
    record_recertification,
    record_transition,
    reduce_scope,
    register_certificate,
    restore_certificate,
    suspend_certificate,
    tell_purchasers,
    verify_majors,
    withdraw_certificate,
)
from certifications.forms import CertificateForm
from certifications.models import Certificate, Cycle, CycleAudit, Suspension
from certifications.offers.work import purchasers
from foundation.refusals import Refused, WrongState
from foundation.steps import moves_of
from tests.certified import ENDS, S, body, letter, placed, planned, scheme, suspended
from tests.company import TODAY, grant

DAY = date(2026, 11, 10)


@pytest.fixture
def ines(cast):
    return cast["ines"]


@pytest.fixture
def given(company, ines):
    """What every step on a letter is given."""
    return {"actor": ines, "evidence": [letter(company)], "on": TODAY}


@pytest.fixture
def edition(company) -> Framework:
    """The next edition of the framework."""
    return Framework.objects.create(
        code="NEXT", title="Internal baseline", edition="2030", issuer="Meridane Networks", active=True
    )


# Planning.


def test_a_certificate_is_planned_with_the_cycle_it_will_have(company):
    row = planned(company, processes=[company.processes["remote-access"]])

    assert (row.ref, row.state, row.processes.count()) == ("C-2026-0001", S.PLANNED, 1)
    assert Cycle.objects.get(certificate=row).decision_on is None


@pytest.mark.parametrize("who", ["tobias", "samir", "helena", "emma", "adam", "claire"])
def test_only_officers_plan(company, cast, who):
    of = scheme(company)
    facts = {"scheme": of, "body": body(company, of), "edition": company.framework, "title": "x", "on": TODAY}

    with pytest.raises(PermissionDenied):
        register_certificate(actor=cast[who], unit=company.units["TS"], **facts)


def test_the_edition_and_the_tier_are_those_of_the_scheme(company):
    other = Framework.objects.create(code="OTHER", title="Other", edition="1", issuer="x")
    with pytest.raises(ValidationError, match="no edition of Internal baseline"):
        planned(company, edition=other)
    with pytest.raises(ValidationError, match="substantial, high"):
        planned(company, code="product", tier="basic")
    assert planned(company, code="product", tier="high").tier == "high"


def test_a_plan_is_changed_until_the_body_has_decided(company, ines):
    row = planned(company)
    change_certificate(actor=ines, certificate=row, title="Services", processes=[company.processes["remote-access"]])
    row.refresh_from_db()
    assert (row.title, row.processes.count()) == ("Services", 1)

    placed(company, S.ACTIVE, row=row)
    with pytest.raises(WrongState, match="by its letters alone"):
        change_certificate(actor=ines, certificate=row, title="Other")


def test_the_database_keeps_a_granted_certificate_whole(company):
    row = placed(company)

    for facts in ({"expires_on": None}, {"expires_on": date(2024, 1, 1)}, {"decision_on": ENDS}, {"state": "gone"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=row.pk).update(**facts)


# Applying, stages and the decision.


def test_a_body_that_is_not_accredited_is_refused(company, ines, given):
    row = planned(company)
    change_body(actor=ines, body=row.body, schemes=[])
    with pytest.raises(Refused, match="is not accredited for Baseline"):
        apply_for_certificate(certificate=row, applied_on=TODAY, **given)

    change_body(actor=ines, body=row.body, schemes=[row.scheme], valid_until=date(2026, 11, 19))
    row.refresh_from_db()
    with pytest.raises(Refused, match="ended on 19 Nov 2026"):
        apply_for_certificate(certificate=row, applied_on=TODAY, **given)

    change_body(actor=ines, body=row.body, valid_until=TODAY)
    row.refresh_from_db()
    assert apply_for_certificate(certificate=row, applied_on=TODAY, **given).state == S.APPLIED


@pytest.mark.parametrize(("unit", "held"), [("HQ", True), ("TS", True), ("MEADEL", False)])
def test_what_a_scheme_needs_first_is_held_by_the_unit_or_above(company, given, unit, held):
    first = scheme(company, "first", name="Process audit")
    second = scheme(company, "second", name="Evaluation", precondition=first)
    by = body(company, first, second)
    row = planned(company, code="second", body=by)
    with pytest.raises(Refused, match="Process audit needs to be held first"):
        apply_for_certificate(certificate=row, applied_on=TODAY, **given)

    placed(company, code="first", unit=unit, body=by)
    if held:
        assert apply_for_certificate(certificate=row, applied_on=TODAY, **given).state == S.APPLIED
    else:
        with pytest.raises(Refused, match="needs to be held first"):
            apply_for_certificate(certificate=row, applied_on=TODAY, **given)


@pytest.mark.parametrize(
    ("ended", "cap"), [(date(2026, 8, 31), date(2027, 2, 28)), (date(2026, 3, 9), date(2026, 9, 9))]
)
def test_a_major_of_stage_2_has_six_months(company, given, ended, cap):
    row = placed(company, S.STAGE1_DONE)

    assert record_major(certificate=row, ended_on=ended, **given).cap_on == cap


def test_majors_are_verified_within_their_limit_and_closed_here(company, finding, given):
    row = placed(company, S.MAJOR_OPEN, cap_on=date(2026, 11, 15))
    cycle = Cycle.objects.get(certificate=row)
    CycleAudit.objects.create(cycle=cycle, audit=finding.audit, role="stage2")
    with pytest.raises(Refused, match=f"Majors of stage 2 are open: {finding.ref}"):
        verify_majors(certificate=row, verified_on=DAY, **given)

    Finding.objects.filter(pk=finding.pk).update(state="closed", closed_on=DAY)
    with pytest.raises(Refused, match="Verified after the limit of 15 Nov 2026") as refusal:
        verify_majors(certificate=row, verified_on=date(2026, 11, 16), **given)
    assert refusal.value.field == "verified_on"
    assert verify_majors(certificate=row, verified_on=date(2026, 11, 15), **given).state == S.AWAITING_DECISION


def test_the_certificate_has_the_days_that_are_printed_on_it(company, given):
    row = placed(company, S.AWAITING_DECISION)
    days = {"decision_on": DAY, "effective_from": date(2026, 12, 1), "expires_on": date(2029, 11, 10)}

    record_grant(certificate=row, number="K-9", **days, **given)

    row.refresh_from_db()
    assert (row.state, row.number, row.initial_certified_on) == (S.ACTIVE, "K-9", date(2026, 12, 1))
    assert row.file == given["evidence"][0]
    cycle = Cycle.objects.get(certificate=row)
    assert (cycle.decision_on, cycle.starts_on, cycle.expires_on) == tuple(days.values())


@pytest.mark.parametrize(
    ("decided", "printed", "fits"),
    [
        (date(2024, 2, 29), date(2027, 2, 28), True),  # a leap day: no 29th in 2027
        (date(2024, 2, 29), date(2027, 3, 1), False),
        (date(2024, 5, 14), date(2027, 5, 14), True),
        (date(2024, 5, 14), date(2027, 5, 15), False),
    ],
)
def test_no_certificate_is_printed_for_longer_than_three_years(company, given, decided, printed, fits):
    row = placed(company, S.AWAITING_DECISION, stage2_on=date(2024, 1, 8))
    days = {"decision_on": decided, "effective_from": decided, "expires_on": printed}

    if fits:
        assert record_grant(certificate=row, number="K-9", **days, **given).state == S.ACTIVE
    else:
        with pytest.raises(Refused, match="at the latest") as refusal:
            record_grant(certificate=row, number="K-9", **days, **given)
        assert (refusal.value.code, refusal.value.field) == ("T-20", "expires_on")


@pytest.mark.parametrize(("decided", "taken"), [(date(2026, 4, 30), True), (date(2026, 5, 1), False)])
def test_an_old_edition_takes_no_decision_after_its_last_day(company, ines, edition, given, decided, taken):
    EditionTransition.objects.create(old=company.framework, new=edition, no_new_after=date(2026, 4, 30))
    row = placed(company, S.AWAITING_DECISION, stage2_on=date(2026, 2, 2))
    days = {"decision_on": decided, "effective_from": decided, "expires_on": date(2029, 4, 1)}

    if taken:
        assert record_grant(certificate=row, number="K-9", **days, **given).state == S.ACTIVE
    else:
        with pytest.raises(Refused, match="no decisions after 30 Apr 2026") as refusal:
            record_grant(certificate=row, number="K-9", **days, **given)
        assert (refusal.value.code, refusal.value.field) == ("T-24", "decision_on")


# One after another.


def follow(company, row, act, given, **facts):
    days = {"number": "K-2", "decision_on": TODAY, "effective_from": date(2027, 5, 14), "expires_on": date(2030, 5, 13)}
    return act(certificate=row, edition=company.framework, **{**days, **facts}, **given)


def test_a_recertification_runs_on_without_a_day_between(company, given):
    old = placed(company, processes=[company.processes["remote-access"]])

    new = follow(company, old, record_recertification, given)

    old.refresh_from_db()
    assert (old.state, new.state, new.predecessor) == (S.ACTIVE, S.ACTIVE, old)
    assert (new.title, new.processes.count(), new.initial_certified_on) == (old.title, 1, date(2024, 5, 14))
    assert Cycle.objects.get(certificate=new).kind == Cycle.Kind.RECERTIFICATION
    assert EvidenceLink.objects.about(new).count() == EvidenceLink.objects.about(old).count() == 1


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"effective_from": date(2027, 5, 15)}, "T-22", "effective_from"),
        ({"expires_on": date(2030, 5, 14)}, "T-20", "expires_on"),
    ],
)
def test_a_recertification_that_does_not_fit_is_refused(company, given, facts, code, field):
    old = placed(company)

    with pytest.raises(Refused) as refusal:
        follow(company, old, record_recertification, given, **facts)

    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert Certificate.objects.count() == 1


def test_one_certificate_follows_another_and_no_second_one(company, given, ines, edition):
    old = placed(company)
    follow(company, old, record_recertification, given)
    moved = {"number": "K-3", "decision_on": TODAY, "effective_from": TODAY, "expires_on": ENDS}

    with pytest.raises(Refused, match="followed this one already"):
        follow(company, old, record_recertification, given, number="K-3")
    with pytest.raises(Refused, match="followed this one already"):
        record_transition(certificate=old, edition=edition, **moved, **given)

    refused = {move.step.name for move in moves_of(old, actor=ines, on=TODAY) if move.refusal is not None}
    assert {"recertify", "record_transition"} <= refused
    assert Certificate.objects.count() == 2


def test_a_recertification_decided_after_the_end_is_none(company, given):
    old = placed(company, expires_on=date(2026, 11, 15))

    with pytest.raises(Refused, match="Decided after 15 Nov 2026"):
        follow(company, old, record_recertification, given, decision_on=date(2026, 11, 16))


def test_another_edition_takes_the_place_of_the_old_one(company, given, edition):
    old = placed(company)
    days = {"edition": edition, "number": "K-2", "decision_on": TODAY, "effective_from": TODAY, "expires_on": ENDS}

    new = record_transition(certificate=old, **days, **given)

    old.refresh_from_db()
    assert (old.state, old.superseded_on) == (S.SUPERSEDED, TODAY)
    assert (new.edition, new.state, Cycle.objects.get(certificate=new).kind) == (edition, S.ACTIVE, "transition")


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [({"expires_on": date(2027, 5, 14)}, "T-20", "expires_on"), ({}, "T-24", "edition")],
    ids=["it would prolong the cycle", "it is of this edition already"],
)
def test_a_move_within_the_cycle_that_is_none_is_refused(company, given, edition, facts, code, field):
    old = placed(company)
    days = {"number": "K-2", "decision_on": TODAY, "effective_from": TODAY, "expires_on": ENDS}

    with pytest.raises(Refused) as refusal:
        record_transition(certificate=old, edition=edition if facts else old.edition, **{**days, **facts}, **given)

    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(("decided", "there"), [(date(2026, 11, 20), True), (date(2027, 3, 31), False)])
def test_what_ended_on_30_september_is_restored_until_30_march(company, given, morning, decided, there):
    morning.move_to(f"{decided}T10:00:00Z")
    given["on"] = decided
    old = placed(company, S.EXPIRED)
    days = {"decision_on": decided, "effective_from": decided, "expires_on": date(2029, 9, 30)}

    if not there:
        with pytest.raises(Refused, match="restored until 30 Mar 2027") as refusal:
            follow(company, old, restore_certificate, given, **days)
        assert refusal.value.code == "T-22"
        return
    new = follow(company, old, restore_certificate, given, **days)
    old.refresh_from_db()
    assert (old.state, new.state, new.effective_from, new.predecessor) == (S.EXPIRED, S.ACTIVE, decided, old)
    with pytest.raises(Refused, match="followed this one already"):
        follow(company, old, restore_certificate, given, **{**days, "number": "K-5"})


@pytest.mark.parametrize(
    ("code", "ended_by"), [("product", "date"), ("ms", "edition")], ids=["its scheme restores nothing", "its edition"]
)
def test_what_cannot_be_restored_is_not(company, given, code, ended_by):
    old = placed(company, S.EXPIRED, code=code, ended_by=ended_by)

    with pytest.raises(Refused, match="cannot be restored"):
        follow(company, old, restore_certificate, given, effective_from=TODAY)


# Suspended, reduced, withdrawn.


@pytest.mark.parametrize(
    ("code", "since", "decided", "limit", "invalid"),
    [
        ("ms", date(2026, 10, 11), date(2026, 10, 9), date(2027, 4, 11), True),
        ("product", date(2026, 11, 20), date(2026, 11, 20), date(2027, 1, 1), False),
    ],
)
def test_a_suspension_has_the_limit_of_its_scheme(company, given, code, since, decided, limit, invalid):
    row = placed(company, code=code)

    suspend_certificate(certificate=row, since=since, decided_on=decided, reason="A major.", **given)

    found = Suspension.objects.get(certificate=row)
    assert (found.limit_on, found.invalidates, found.letter) == (limit, invalid, given["evidence"][0])


def test_purchasers_are_told_of_a_suspension_that_leaves_the_certificate_valid(company, ines, given, cast):
    row = placed(company, code="product")
    suspend_certificate(certificate=row, since=TODAY, decided_on=TODAY, reason="A flaw.", **given)
    assert [line.row_ref for line in purchasers(ines, TODAY)] == [row.ref]

    tell_purchasers(actor=ines, certificate=row, told_on=TODAY, on=TODAY)

    found = Suspension.objects.get(certificate=row)
    assert (row.state, found.purchasers_told_on, found.purchasers_told_by) == (S.SUSPENDED, TODAY, ines.person)
    assert not purchasers(ines, TODAY).exists()
    with pytest.raises(Refused, match="told already"):
        tell_purchasers(actor=ines, certificate=row, told_on=TODAY, on=TODAY)


def test_nobody_is_told_where_the_certificate_is_not_valid_anyway(company, ines):
    row = placed(company, S.SUSPENDED)

    with pytest.raises(Refused, match="Nobody has to be told"):
        tell_purchasers(actor=ines, certificate=row, told_on=TODAY, on=TODAY)


@pytest.mark.parametrize(("limit", "there"), [(date(2027, 10, 11), True), (date(2027, 10, 12), False)])
def test_a_suspension_is_prolonged_within_twelve_months_in_all(company, given, limit, there):
    row = placed(company, S.SUSPENDED, code="product")

    if there:
        prolong_suspension(certificate=row, decided_on=DAY, limit_on=limit, **given)
        assert Suspension.objects.get(certificate=row).limit_on == limit
    else:
        with pytest.raises(Refused, match="ends on 11 Oct 2027 at the latest") as refusal:
            prolong_suspension(certificate=row, decided_on=DAY, limit_on=limit, **given)
        assert (refusal.value.code, refusal.value.field) == ("T-23", "limit_on")


def test_a_lifted_suspension_stays_in_the_record_and_may_be_followed_by_another(company, given):
    row = placed(company, S.SUSPENDED)
    lift_suspension(certificate=row, lifted_on=DAY, **given)
    suspend_certificate(certificate=row, since=TODAY, decided_on=TODAY, reason="Again.", **given)

    assert [one.lifted_on for one in Suspension.objects.filter(certificate=row)] == [None, DAY]


def test_what_is_out_of_the_scope_is_out_from_a_day_and_not_in_the_next_certificate(company, given):
    process, other = company.processes["remote-access"], company.processes["mea-acceptance"]
    row = placed(company, S.SUSPENDED, processes=[process, other])

    reduce_scope(certificate=row, from_on=DAY, processes=[process], **given)

    row.refresh_from_db()
    assert (row.state, row.scope_reduced) == (S.ACTIVE, True)
    assert [(one.what, one.from_on) for one in row.exclusions.all()] == [(process, DAY)]
    assert Suspension.objects.get(certificate=row).lifted_on == DAY
    assert list(follow(company, row, record_recertification, given).processes.all()) == [other]
    with pytest.raises(ValidationError, match="out of the scope already"):
        reduce_scope(certificate=row, from_on=DAY, processes=[process], **given)


@pytest.mark.parametrize(("code", "kept"), [("ms", date(2029, 11, 10)), ("product", date(2031, 11, 10))])
def test_the_file_of_a_withdrawn_certificate_is_kept_for_the_years_of_its_scheme(company, given, code, kept):
    row = placed(company, code=code)
    withdraw_certificate(certificate=row, withdrawn_on=DAY, reason="On request.", **given)

    sweep_retention(on=TODAY, zone="Europe/Lisbon")

    assert EvidenceLink.objects.about(row).get().keep_until == kept


# Who sees what.


def test_one_sees_the_certificates_of_ones_units_and_those_above_that_cover_them(company, cast):
    rows = {unit: placed(company, unit=unit, number=unit) for unit in ("MN", "TS", "MEADEL")}
    seen = {
        "ines": {"MN", "TS", "MEADEL"},
        "tobias": {"MN", "TS", "MEADEL"},
        "samir": {"MN", "TS"},
        "emma": set(),
        "omar": {"MN", "MEADEL"},
        "malik": {"MN", "MEADEL"},
        "petra": set(),
        "adam": set(),
        "claire": set(),
    }

    for who, units in seen.items():
        found = Certificate.objects.visible_to(cast[who])
        assert {row.unit.code for row in found} == units, who
    assert {row.unit.code for row in Certificate.objects.listed_to(cast["emma"])} == {"MN", "TS"}
    paused = {unit: suspended(row) for unit, row in rows.items()}
    assert set(Suspension.objects.visible_to(cast["malik"])) == {paused["MN"], paused["MEADEL"]}


# What one officer cannot do alone, or to others.


def test_a_certificate_of_a_unit_above_is_not_followed_by_who_does_not_answer_for_it(company, cast):
    above, of = placed(company, unit="MN"), scheme(company)
    grant(cast["emma"], ("CO", company.units["TS"]))
    facts = {"scheme": of, "body": above.body, "edition": company.framework, "title": "x", "on": TODAY}
    facts |= {"actor": cast["emma"], "unit": company.units["TS"]}

    assert above in Certificate.objects.visible_to(cast["emma"])
    with pytest.raises(ValidationError, match="units you answer for"):
        register_certificate(**facts, predecessor=above)
    own = register_certificate(**facts)
    with pytest.raises(ValidationError, match="units you answer for"):
        change_certificate(actor=cast["emma"], certificate=own, predecessor=above)
    offered = CertificateForm(actor=cast["emma"], certificate=own).fields["predecessor"].queryset
    assert above not in offered


def test_what_a_certificate_is_planned_to_follow_stays_when_others_change_the_plan(company, cast):
    above = placed(company, unit="MN")
    own = planned(company, predecessor=above)
    grant(cast["emma"], ("CO", company.units["TS"]))

    assert above in CertificateForm(actor=cast["emma"], certificate=own).fields["predecessor"].queryset
    changed = change_certificate(actor=cast["emma"], certificate=own, predecessor=above, title="Services")
    assert (changed.predecessor, changed.title) == (above, "Services")


def test_a_body_put_in_after_the_application_is_accredited_too(company, ines, given):
    row = placed(company, S.AWAITING_DECISION)
    change_certificate(actor=ines, certificate=row, body=body(company, name="Nobody Certification"))
    days = {"number": "N-1", "decision_on": DAY, "effective_from": DAY, "expires_on": date(2029, 11, 9)}

    with pytest.raises(Refused, match="Nobody Certification is not accredited for Baseline"):
        record_grant(certificate=row, **days, **given)
    row.refresh_from_db()
    change_body(actor=ines, body=row.body, schemes=[row.scheme], valid_until=DAY)
    row.refresh_from_db()
    assert record_grant(certificate=row, **days, **given).state == S.ACTIVE


def test_a_certificate_is_followed_once(company, edition, given):
    row = placed(company)
    days = {"decision_on": DAY, "effective_from": date(2027, 5, 14), "expires_on": date(2030, 5, 13)}
    facts = {"certificate": row, "edition": company.framework, **days, **given}
    record_recertification(**facts, number="K-2")

    with pytest.raises(Refused, match="has followed this one already"):
        record_recertification(**facts, number="K-2 again")
    with pytest.raises(Refused, match="has followed this one already"):
        record_transition(**facts | {"edition": edition, "expires_on": ENDS, "effective_from": DAY}, number="K-3")


def test_a_letter_of_another_body_moves_nothing(company, ines, given):
    first = placed(company)
    withdraw_certificate(certificate=first, withdrawn_on=TODAY, reason="The body withdrew it.", **given)
    second = placed(company, body=body(company, scheme(company), name="Other Certification"), number="O-1")

    with pytest.raises(Refused, match="letter of another body") as refused:
        withdraw_certificate(certificate=second, withdrawn_on=TODAY, reason="The same.", **given)
    assert refused.value.code == "S-16"
    third = placed(company, number="K-9")
    done = withdraw_certificate(certificate=third, withdrawn_on=TODAY, reason="One letter for both.", **given)
    assert done.state == S.WITHDRAWN
