"""Processes: into operation, through reviews and out again, and their place in the quality management system."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assurance.actions import activate_process, add_process, change_process, review_process
from assurance.models import Area, Gate, GatePass, Process
from assurance.offers.processes import ownerless, to_review
from foundation.approvals import take_step
from foundation.directory.models import Person
from foundation.models.trail import Event
from foundation.refusals import Refused
from tests.company import TODAY

S = Process.State
DAY = timedelta(days=1)


@pytest.fixture
def process(company, cast) -> Process:
    """A draft with an owner and without a link."""
    area = Area.objects.get(code="TS")
    facts = {"code": "PATCH", "name": "Patch delivery", "owner": company.person("samir")}
    return add_process(actor=cast["ines"], unit=company.units["TS"], area=area, **facts)


@pytest.fixture
def active(cast, process) -> Process:
    change_process(actor=cast["ines"], process=process, qms_process="QP-TS-09", qms_clauses="8.5.1")
    process.refresh_from_db()
    return activate_process(actor=cast["ines"], process=process, on=TODAY)


def leaves(person: Person, on: date) -> None:
    Person.objects.filter(pk=person.pk).update(left_on=on)


class TestLifeCycle:
    def test_m02_it_is_put_into_operation_with_an_owner_and_a_link_and_its_review_is_due_in_a_year(self, active):
        assert (active.state, active.reviewed_on, active.next_review_on) == (S.ACTIVE, TODAY, date(2027, 11, 20))

    def test_m05_without_a_link_to_the_quality_system_it_is_refused(self, cast, process):
        with pytest.raises(Refused) as refusal:
            activate_process(actor=cast["ines"], process=process, on=TODAY)

        assert refusal.value.code == "qms"
        assert Process.objects.get(pk=process.pk).state == S.DRAFT

    def test_an_owner_who_has_left_does_not_count(self, cast, company, process):
        change_process(actor=cast["ines"], process=process, qms_process="QP-TS-09")
        leaves(company.person("samir"), TODAY - DAY)
        process.refresh_from_db()

        with pytest.raises(Refused) as refusal:
            activate_process(actor=cast["ines"], process=process, on=TODAY)

        assert refusal.value.code == "owner"

    def test_its_owner_reviews_it_with_a_note_and_the_clock_starts_again(self, cast, active):
        later = TODAY + 300 * DAY

        review_process(actor=cast["samir"], process=active, on=later, reason="Still right.")

        assert (active.reviewed_on, active.next_review_on) == (later, date(2028, 9, 16))
        with pytest.raises(ValidationError):
            review_process(actor=cast["samir"], process=active, on=later, reason=" ")

    @pytest.mark.parametrize("who", ["omar", "priya", "adam", "emma"])
    def test_nobody_else_reviews_it(self, cast, active, who):
        with pytest.raises(PermissionDenied):
            review_process(actor=cast[who], process=active, on=TODAY, reason="Fine.")

    def test_it_is_not_retired_while_something_waits_at_its_gates(self, cast, company, active):
        gate = Gate.objects.create(process=active, code="G-1", name="Release")
        facts = {"ref": "GP-1", "kind": "ticket", "title": "TCK-1", "opened_on": TODAY, "opened_by": cast["samir"]}
        waiting = GatePass.objects.create(gate=gate, **facts)

        with pytest.raises(Refused) as refusal:
            take_step(actor=cast["ines"], subject=active, step="retire", on=TODAY, reason="Ended.")
        GatePass.objects.filter(pk=waiting.pk).update(state="failed", decided_on=TODAY)
        take_step(actor=cast["ines"], subject=active, step="retire", on=TODAY, reason="Ended.")

        assert refusal.value.code == "gate_passes"
        assert Process.objects.get(pk=active.pk).state == S.RETIRED

    def test_another_period_moves_the_next_review(self, cast, active):
        change_process(actor=cast["ines"], process=active, review_months=6)

        active.refresh_from_db()
        assert active.next_review_on == date(2027, 5, 20)
        assert Event.objects.get(
            kind="process.changed", subject_uuid=active.uuid, content__details__has_key="review_months"
        )


class TestGaps:
    def test_m05_a_process_without_a_link_is_a_gap_in_the_report_and_in_its_export(self, browse, cast, process, active):
        area = Area.objects.get(code="TS")
        bare = {"code": "BARE", "name": "Bare", "owner": active.owner}
        add_process(actor=cast["ines"], unit=active.unit, area=area, **bare)

        page = browse("ines").get(reverse("assurance:quality"), {"gap": "link"}).content.decode()
        sent = browse("ines").get(reverse("assurance:quality"), {"search": "PATCH", "export": "csv"})
        rows = list(csv.reader(io.StringIO(b"".join(sent).decode("utf-8-sig"))))

        assert "Bare" in page
        assert "Patch delivery" not in page
        line = dict(zip(rows[0], rows[1], strict=True))
        assert [line[name] for name in ("Process", "QMS process", "Clauses")] == ["Patch delivery", "QP-TS-09", "8.5.1"]

    def test_when_the_owner_leaves_it_is_ownerless_that_day_and_stays_active(self, cast, company, active):
        leaves(company.person("samir"), TODAY)
        tomorrow = TODAY + DAY

        def flags(on):
            return Process.objects.with_gaps(on).get(pk=active.pk).is_ownerless

        assert (flags(TODAY), flags(tomorrow)) == (False, True)
        assert active in ownerless(cast["ines"], tomorrow)
        assert active not in ownerless(cast["omar"], tomorrow)
        assert Process.objects.get(pk=active.pk).state == S.ACTIVE

    def test_a_review_is_a_line_of_its_owner_a_month_ahead_and_late_afterwards(self, cast, active):
        due = active.next_review_on

        assert active not in to_review(cast["samir"], due - 31 * DAY)
        assert active in to_review(cast["samir"], due - 30 * DAY)
        assert active in to_review(cast["ines"], due + DAY)
        assert active not in to_review(cast["omar"], due + DAY)
        assert [Process.objects.with_gaps(day).get(pk=active.pk).is_overdue for day in (due, due + DAY)] == [
            False,
            True,
        ]


class TestDoors:
    def test_the_facts_are_changed_on_the_page(self, browse, active):
        sent = {"name": "Patches", "review_months": 12, "qms_process": "QP-TS-10", "purpose": ""}

        answer = browse("ines").post(reverse("assurance:process_change", args=[active.uuid]), sent)

        active.refresh_from_db()
        assert answer.url == active.get_absolute_url()
        assert (active.name, active.qms_process) == ("Patches", "QP-TS-10")

    def test_its_page_says_what_is_missing(self, browse, company, active):
        leaves(company.person("samir"), TODAY - DAY)

        page = browse("ines").get(active.get_absolute_url()).content.decode()

        assert "Nobody answers for it" in page
        assert "No link to the quality system" not in page

    def test_the_pages_cost_twelve_queries_at_most(self, browse, active, django_assert_max_num_queries):
        officer = browse("ines")
        for address in (active.get_absolute_url(), reverse("assurance:quality"), reverse("assurance:processes")):
            officer.get(address)
            with django_assert_max_num_queries(12):
                officer.get(address)
