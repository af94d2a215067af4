"""The cycle of a certificate: its audits with their limits, what lapses, what is missing, and who hears of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audits.actions import begin_external, log_external, name_lead, postpone_audit
from audits.models import Audit
from certifications.actions import link_audit, plan_cycle, unlink_audit, warn_of_breaches
from certifications.cycles import CycleView, cycle_of, threats_to
from certifications.models import Certificate, CycleAudit
from certifications.surveillance import breaches_among
from certifications.tasks import sweep_surveillance
from foundation.access import robot
from foundation.models.trail import Notification
from foundation.refusals import Refused
from foundation.trail import history
from tests.certifications.chain import certified
from tests.company import TODAY, plan_audit

DECIDED, ENDS = "2026-06-01", "2029-05-31"
Role = CycleAudit.Role
PLAN = {
    "surveillance1": (date(2027, 4, 28), date(2027, 4, 29)),
    "surveillance2": (date(2028, 4, 27), date(2028, 4, 28)),
    "recertification": (date(2029, 2, 26), date(2029, 2, 28)),
}


@pytest.fixture
def certificate(company):
    return certified(company, DECIDED, ENDS)


def view_of(certificate, on=TODAY):
    return CycleView(cycle_of(Certificate.objects.get(pk=certificate.pk)), on=on)


def planned(cast, certificate, **audits):
    return plan_cycle(actor=cast["ines"], certificate=certificate, audits=audits or PLAN, on=TODAY)


def begun(cast, audit):
    """The body has begun, as Tobias notes, who leads on our side."""
    name_lead(actor=cast["ines"], audit=audit, lead=cast["tobias"].person, on=TODAY)
    begin_external(actor=cast["tobias"], audit=audit, began_on=TODAY, on=TODAY)


# Planning.


def test_the_cycle_is_planned_with_the_last_day_of_each_audit_on_it(certificate, cast):
    made = planned(cast, certificate)

    assert [(audit.kind, audit.latest_end, audit.cap_source) for audit in made] == [
        ("surveillance", None, ""),
        ("surveillance", None, ""),
        ("recertification", None, ""),
    ]  # the rows as they were made; the limits are written after all of them stand
    stored = Audit.objects.filter(cycles__cycle__certificate=certificate).order_by("planned_start")
    assert [(audit.latest_end, audit.cap_source, audit.nc_cap_on) for audit in stored] == [
        (date(2027, 6, 1), "T-21", None),
        (date(2028, 12, 31), "T-21", None),
        (date(2029, 5, 31), "T-20", date(2029, 5, 2)),
    ]
    assert stored[0].organisation == "Kestrel Certification"
    assert [str(one) for one in stored[0].frameworks.all()] == ["Internal baseline:2026"]


def test_a_second_run_creates_nothing(certificate, cast):
    planned(cast, certificate)

    assert planned(cast, certificate) == []
    assert CycleAudit.objects.count() == 3


def test_what_is_not_asked_for_stays_to_be_planned(certificate, cast):
    planned(cast, certificate, surveillance1=PLAN["surveillance1"])

    assert [slot.part for slot in view_of(certificate).to_plan] == ["surveillance2", "recertification"]


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ((date(2026, 11, 18), date(2026, 11, 20)), "surveillance1_start"),
        ((date(2027, 4, 29), date(2027, 4, 28)), "surveillance1_end"),
        ((date(2027, 6, 1), date(2027, 6, 2)), "surveillance1_end"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(certificate, cast, days, field):
    with pytest.raises(ValidationError) as refusal:
        planned(cast, certificate, surveillance1=days)

    assert list(refusal.value.error_dict) == [field]
    assert not CycleAudit.objects.exists()


def test_only_officers_plan(certificate, cast):
    with pytest.raises(PermissionDenied):
        plan_cycle(actor=cast["petra"], certificate=certificate, audits=PLAN, on=TODAY)


def test_postponing_past_the_limit_is_refused_with_its_rule(certificate, cast):
    audit = planned(cast, certificate, surveillance1=PLAN["surveillance1"])[0]
    audit.refresh_from_db()
    facts = {"audit": audit, "planned_start": date(2027, 6, 1), "planned_end": date(2027, 6, 2), "reason": "Move."}

    with pytest.raises(Refused, match="by 1 Jun 2027") as refusal:
        postpone_audit(actor=cast["petra"], on=TODAY, **facts)

    assert refusal.value.code == "T-21"


def test_a_limit_that_only_warns_stops_nobody(certificate, cast):
    late = (date(2028, 6, 5), date(2028, 6, 6))  # past the second year (R2), within the calendar year (R3)

    planned(cast, certificate, surveillance2=late)

    line = next(line for line in view_of(certificate).lines if line.part == Role.SURVEILLANCE2)
    assert (line.audit.planned_end, line.audit.latest_end) == (date(2028, 6, 6), date(2028, 12, 31))
    assert "nothing lapses yet" in line.lapses[0]


def test_a_second_surveillance_is_needed_in_the_year_that_the_first_one_left_out(company, cast):
    row = certified(company, "2026-01-12", "2029-01-11", held={"surveillance1": "2026-11-16"})

    planned(cast, row, surveillance2=(date(2027, 11, 29), date(2027, 11, 30)))

    assert Audit.objects.get(cycles__cycle__certificate=row).latest_end == date(2027, 12, 31)


def test_a_scheme_without_yearly_audits_asks_for_none(company):
    row = certified(company, DECIDED, "2031-05-31", code="product")

    assert (view_of(row).slots, view_of(row).lines, view_of(row, on=date(2028, 1, 1)).breaches) == ((), [], [])


# Tying one that stands.


def test_an_audit_that_stands_already_is_tied_with_its_limits(company, certificate, cast):
    audit = plan_audit(company, kind="recertification", organisation="Kestrel Certification", planned_end=TODAY)

    link_audit(actor=cast["ines"], certificate=certificate, audit=audit, role=Role.RECERTIFICATION, on=TODAY)

    audit.refresh_from_db()
    assert (audit.latest_end, audit.cap_source) == (date(2029, 5, 31), "T-20")
    with pytest.raises(Refused, match="already"):
        link_audit(actor=cast["ines"], certificate=certificate, audit=audit, role=Role.RECERTIFICATION, on=TODAY)


def test_an_audit_of_another_kind_is_not_tied(company, certificate, cast):
    audit = plan_audit(company, kind="customer", organisation="Telvia")

    with pytest.raises(ValidationError) as refusal:
        link_audit(actor=cast["ines"], certificate=certificate, audit=audit, role=Role.SURVEILLANCE1, on=TODAY)

    assert list(refusal.value.error_dict) == ["audit"]


def test_what_was_tied_by_mistake_comes_out_and_its_limits_go(certificate, cast):
    audit = planned(cast, certificate, surveillance1=PLAN["surveillance1"])[0]

    unlink_audit(actor=cast["ines"], linked=CycleAudit.objects.get(), on=TODAY)

    audit.refresh_from_db()
    assert (audit.latest_end, audit.cap_source, CycleAudit.objects.count()) == (None, "", 0)


def test_an_audit_that_two_certificates_need_keeps_the_earlier_limit(company, cast, certificate):
    audit = planned(cast, certificate, surveillance1=PLAN["surveillance1"])[0]
    later = certified(company, "2026-10-01", "2029-09-30", title="Services")
    facts = {"actor": cast["ines"], "audit": audit, "on": TODAY}

    link_audit(certificate=later, role=Role.SURVEILLANCE1, **facts)
    sweep_surveillance(on=TODAY, zone=later.unit.zone)
    audit.refresh_from_db()
    assert audit.latest_end == date(2027, 6, 1)

    unlink_audit(actor=cast["ines"], linked=CycleAudit.objects.get(cycle__certificate=certificate), on=TODAY)
    audit.refresh_from_db()
    assert (audit.latest_end, audit.cap_source) == (date(2027, 10, 1), "T-21")


def test_an_audit_that_has_begun_stays_in_the_cycle(certificate, cast):
    audit = planned(cast, certificate, surveillance1=(TODAY, TODAY))[0]
    begun(cast, audit)

    with pytest.raises(Refused, match="begun"):
        unlink_audit(actor=cast["ines"], linked=CycleAudit.objects.get(), on=TODAY)


# What lapses.


def test_what_lapses_is_told_with_its_days(certificate, cast):
    planned(cast, certificate)

    first, _second, last = view_of(certificate).lines

    assert first.lapses == [
        "After 1 Jun 2027 C-2026-0001 is in breach (R1). The body may suspend it; a suspended certificate is not valid.",
        "After 31 Dec 2027 C-2026-0001 is in breach (R3): no surveillance in 2027. "
        "The body may suspend it; a suspended certificate is not valid.",
    ]
    assert first.room == "It may slip by 33 days."
    assert last.lapses == [
        "After 31 May 2029 C-2026-0001 has expired: nothing extends it, and it is valid on no day until it is restored.",
        "After 30 Nov 2029 it cannot be restored any more; it is certified anew, with stage 2 at least.",
    ]


def test_a_cancelled_audit_answers_nothing(certificate, cast):
    audit = planned(cast, certificate, surveillance1=PLAN["surveillance1"])[0]
    Audit.objects.filter(pk=audit.pk).update(state="cancelled")

    assert "surveillance1" in [slot.part for slot in view_of(certificate).to_plan]


def test_the_page_of_the_audit_says_what_lapses(certificate, cast, browse):
    audit = planned(cast, certificate, surveillance1=PLAN["surveillance1"])[0]

    text = browse("ines").get(audit.get_absolute_url()).content.decode()

    assert "What lapses if it slips" in text
    assert "After 1 Jun 2027 C-2026-0001 is in breach (R1)." in text


# What is missing.


def test_a_breach_begins_the_day_after_the_last_one(company):
    row = certified(company, "2025-11-19", "2028-11-18")

    assert view_of(row, on=date(2026, 11, 19)).breaches == []
    assert [(one.rule, one.missed_on, one.binding) for one in view_of(row, on=TODAY).breaches] == [
        ("R1", date(2026, 11, 19), True)
    ]


def test_an_audit_counts_once_it_was_held(company, cast):
    row = certified(company, "2025-11-19", "2028-11-18")
    days = (TODAY, TODAY)
    audit = planned(cast, row, surveillance1=days)[0]
    later = TODAY + timedelta(days=3)

    assert view_of(row, on=later).breaches
    Audit.objects.filter(pk=audit.pk).update(actual_start=date(2026, 11, 18), actual_end=date(2026, 11, 19))
    assert view_of(row, on=later).breaches == []


def test_what_has_ended_breaks_no_rule(company):
    certified(company, "2022-01-10", "2025-01-09", state="expired", ended_by="date", ended_on=date(2025, 1, 9))

    assert breaches_among(Certificate.objects.all(), on=TODAY) == []


def test_breaches_of_many_certificates_cost_three_queries(company, django_assert_num_queries):
    for one in range(4):
        certified(company, f"2025-11-0{one + 1}", "2028-11-01")

    with django_assert_num_queries(3):
        assert len(breaches_among(Certificate.objects.all(), on=TODAY)) == 4


def test_officers_hear_of_a_breach_once(company, cast):
    row = certified(company, "2025-11-19", "2028-11-18")

    assert sweep_surveillance(on=date(2026, 11, 19), zone=row.unit.zone) == {"told": 0}
    assert sweep_surveillance(on=TODAY, zone=row.unit.zone) == {"told": 1}
    assert sweep_surveillance(on=TODAY + timedelta(days=1), zone=row.unit.zone) == {"told": 0}

    told = [event.content.summary for event in history(row) if event.kind == "certificate.breach"]
    assert told == ["Breach of R1: No surveillance within 12 months of the decision. It had to be held by 19 Nov 2026."]
    heard = Notification.objects.filter(event__kind="certificate.breach").values_list("user__email", flat=True)
    assert sorted(heard) == ["carla@meridane.example", "ines@meridane.example"]


def test_nobody_but_the_clock_tells_of_breaches(company, cast):
    row = certified(company, "2025-11-19", "2028-11-18")

    with pytest.raises(PermissionDenied):
        warn_of_breaches(actor=cast["ines"], certificate=row, on=TODAY)
    assert warn_of_breaches(actor=robot(), certificate=row, on=TODAY)


def test_a_major_with_a_limit_threatens_the_certificate(company, certificate, cast):
    audit = planned(cast, certificate, surveillance1=(TODAY, TODAY))[0]
    begun(cast, audit)
    facts = {
        "type": "major",
        "title": "No recording",
        "statement": "Sessions are not recorded.",
        "external_ref": "NC-1",
    }
    facts |= {"requirement": company.framework.requirements.first(), "objective_evidence": "Log of 18 Nov."}
    found = log_external(actor=cast["tobias"], audit=audit, limit_on=date(2027, 1, 15), on=TODAY, **facts)
    type(found).objects.filter(pk=found.pk).update(state="issued", issued_on=TODAY)

    assert [(one.ref, one.cap_on) for one in threats_to([certificate], cast["ines"])] == [
        (found.ref, date(2027, 1, 15))
    ]
    assert list(threats_to([certificate], cast["malik"])) == []


# Pages.


def test_the_plan_is_shown_before_anything_is_created(certificate, cast, browse):
    page = browse("ines").get(reverse("certifications:cycle_plan", args=[certificate.uuid]))

    text = page.content.decode()
    assert 'value="2027-04-30"' in text
    assert "In time from" in text
    assert not Audit.objects.filter(organisation="Kestrel Certification").exists()


def test_what_is_ticked_is_created(certificate, cast, browse):
    url = reverse("certifications:cycle_plan", args=[certificate.uuid])
    data = {"surveillance1": "on", "surveillance1_start": "2027-04-28", "surveillance1_end": "2027-04-29"}

    answer = browse("ines").post(url, data)

    assert answer.status_code == 302
    assert CycleAudit.objects.get().audit.planned_start == date(2027, 4, 28)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Tick at least one audit."),
        ({"surveillance1": "on", "surveillance1_start": "2027-04-28"}, "This field is required."),
        (
            {"surveillance1": "on", "surveillance1_start": "2027-04-28", "surveillance1_end": "9999-12-31"},
            "Check the year.",
        ),
        (
            {"surveillance1": "on", "surveillance1_start": "2027-04-28", "surveillance1_end": "2027-07-01"},
            "by 1 Jun 2027",
        ),
    ],
)
def test_a_plan_that_cannot_be_comes_back_as_it_was_typed(certificate, cast, browse, data, said):
    url = reverse("certifications:cycle_plan", args=[certificate.uuid])

    answer = browse("ines").post(url, data)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_pages_of_a_cycle_cost_few_queries(company, cast, browse, django_assert_max_num_queries):
    before = certified(company, "2020-06-01", "2023-05-31", state="superseded", superseded_on=date(2023, 6, 1))
    row = certified(company, "2023-06-01", "2029-05-31", predecessor=before)
    audit = planned(cast, row)[0]
    reader = browse("ines")

    for name in ("certificate_cycle", "certificate_lineage", "cycle_plan", "cycle_link"):
        with django_assert_max_num_queries(12):
            assert reader.get(reverse(f"certifications:{name}", args=[row.uuid])).status_code == 200
    with django_assert_max_num_queries(12):
        assert reader.get(audit.get_absolute_url()).status_code == 200
