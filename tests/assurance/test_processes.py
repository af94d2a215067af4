"""The process catalogue: five fixed areas, owners, the quality system and the review (M-02, M-05)."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assurance.actions import (
    accept_process,
    activate_process,
    add_process,
    change_process,
    change_process_owner,
    decline_process,
    retire_process,
    review_process,
)
from assurance.models import Area, Cell, Document, Process
from assurance.offers.processes import offered, to_review, without_owner
from assurance.tasks import sweep_processes
from foundation.directory.actions import record_leaving
from foundation.directory.models import Person
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused, WrongState
from tests.assurance import cells
from tests.company import TODAY

DAY = timedelta(days=1)
MOST = 12
QMS = {"qms_process": "QP-TS-01", "qms_document": "TS-SPEC-031", "qms_clauses": "8.5.1"}


@pytest.fixture(autouse=True)
def on_the_day(company_day):
    """Every door says it is the day of the company."""


@pytest.fixture
def process(company, cast) -> Process:
    """Samir's remote access, named in the quality system, still a draft."""
    return change_process(actor=cast["ines"], process=company.processes["remote-access"], **QMS)


@pytest.fixture
def running(process, cast) -> Process:
    return activate_process(actor=cast["ines"], process=process, on=TODAY)


def leave(company, name: str, last: date = TODAY - DAY) -> None:
    Person.objects.filter(pk=company.person(name).pk).update(left_on=last)


def send(client, address, body, method="post"):
    return getattr(client, method)(f"/api/v1/{address}/", body, content_type="application/json")


# Areas


def test_m02_the_five_area_codes_exist_after_migrate(db):
    assert list(Area.objects.values_list("code", flat=True)) == ["RD", "SC", "SM", "DEL", "TS"]


def test_m02_the_api_answers_409_to_whoever_recodes_an_area_and_deletes_none(browse, company):
    area = Area.objects.get(code="RD")

    recoded = [send(browse(who), f"areas/{area.uuid}", {"code": "XX"}, "patch") for who in ("ines", "emma")]
    deleted = send(browse("ines"), f"areas/{area.uuid}", None, "delete")

    assert [answer.status_code for answer in (*recoded, deleted)] == [409, 403, 405]
    assert recoded[0].json()["code"] == "M-02"
    assert Area.objects.filter(code="RD").exists()


def test_m02_no_page_changes_an_area(browse, company):
    page = browse("ines").get(reverse("assurance:processes")).content.decode()

    assert page.count('<h2 id="area-') == 5
    assert "/areas/" not in page


def test_m02_a_sub_process_hangs_below_a_process_of_its_own_area(company, cast, process):
    facts = {"actor": cast["ines"], "unit": company.units["TS"], "code": "RA-1", "name": "Consent"}

    child = add_process(area=process.area, parent=process, **facts)
    with pytest.raises(ValidationError, match="belongs to the area"):
        add_process(area=Area.objects.get(code="DEL"), parent=process, **{**facts, "code": "RA-2"})
    with pytest.raises(ValidationError, match="no sub-processes of their own"):
        add_process(area=process.area, parent=child, **{**facts, "code": "RA-3"})
    with pytest.raises(ValidationError, match="no sub-processes of their own"):
        change_process(actor=cast["ines"], process=process, parent=company.processes["remote-access"])

    assert list(process.children.all()) == [child]


# Life cycle


def test_a_process_runs_with_its_owner_and_its_place_in_the_quality_system(process, cast):
    activate_process(actor=cast["ines"], process=process, on=TODAY)

    assert (process.state, process.reviewed_on, process.next_review_on) == ("active", TODAY, date(2027, 11, 20))


def test_m05_without_a_qms_link_it_is_not_activated(company, cast):
    process = change_process(actor=cast["ines"], process=company.processes["remote-access"], qms_process="QP-TS-01")

    with pytest.raises(Refused) as refused:
        activate_process(actor=cast["ines"], process=process, on=TODAY)

    assert refused.value.code == "M-05"


def test_without_an_owner_who_works_here_it_is_not_activated(company, cast, process):
    leave(company, "samir")

    with pytest.raises(Refused, match="no owner who works here"):
        activate_process(actor=cast["ines"], process=process, on=TODAY)


def test_cells_enter_the_figures_with_the_activation_and_leave_them_with_retirement(company, cast, process):
    cells.cell(company)
    before = Cell.objects.in_force().count()

    activate_process(actor=cast["ines"], process=process, on=TODAY)
    during = Cell.objects.in_force().count()
    retire_process(actor=cast["ines"], process=process, on=TODAY, reason="Merged.")

    assert (before, during, Cell.objects.in_force().count()) == (0, 1, 0)


def test_a_process_with_open_findings_is_not_retired(company, cast, running, finding):
    assert finding.process == running

    with pytest.raises(Refused, match="Findings in it are open"):
        retire_process(actor=cast["ines"], process=running, on=TODAY, reason="Merged.")


def test_a_process_with_running_parts_is_not_retired(company, cast, running):
    facts = {"unit": company.units["TS"], "code": "RA-1", "name": "Consent"}
    add_process(actor=cast["ines"], area=running.area, parent=running, **facts)

    with pytest.raises(Refused, match="sub-processes that run"):
        retire_process(actor=cast["ines"], process=running, on=TODAY, reason="Merged.")


def test_a_review_counts_from_its_day_and_another_period_moves_the_next(cast, running):
    review_process(actor=cast["samir"], process=running, on=TODAY + 30 * DAY, reason="Nothing changed.")
    changed = change_process(actor=cast["samir"], process=running, review_months=6)

    assert running.next_review_on == date(2027, 12, 20)
    assert changed.next_review_on == date(2027, 6, 20)


@pytest.mark.parametrize("name", ["helena", "omar", "emma", "priya", "adam"])
def test_others_neither_change_activate_nor_retire(cast, process, name):
    with pytest.raises(PermissionDenied):
        change_process(actor=cast[name], process=process, name="Ours")
    with pytest.raises(PermissionDenied):
        activate_process(actor=cast[name], process=process, on=TODAY)
    with pytest.raises(PermissionDenied):
        retire_process(actor=cast[name], process=process, on=TODAY, reason="No.")


def test_an_owner_changes_the_facts_and_neither_activates_nor_retires(cast, process):
    change_process(actor=cast["samir"], process=process, purpose="Consent for each session.")

    with pytest.raises(PermissionDenied):
        activate_process(actor=cast["samir"], process=process, on=TODAY)


# Owners


def test_an_active_process_is_offered_and_goes_over_when_the_new_owner_accepts(company, cast, running):
    proposed = change_process_owner(actor=cast["samir"], process=running, owner=company.person("emma"))

    assert (proposed.owner.name, proposed.next_owner.name) == ("Samir Haddad", "Emma Cole")
    assert [row.task for row in offered(cast["emma"], TODAY)] == ["take_process_over"]
    accept_process(actor=cast["emma"], process=proposed, on=TODAY)
    proposed.refresh_from_db()
    assert (proposed.owner.name, proposed.next_owner) == ("Emma Cole", None)
    assert Notification.objects.filter(user=cast["samir"], event__kind="process.accept_owner").count() == 1


def test_taking_over_lists_what_the_owner_before_still_holds(company, cast, running):
    cells.control(company)
    change_process_owner(actor=cast["ines"], process=running, owner=company.person("emma"))

    accept_process(actor=cast["emma"], process=running, on=TODAY)

    event = Event.objects.about(running).get(kind="process.accept_owner")
    assert event.content.details["still_held"]["controls"] == 1


def test_the_sheet_lists_what_the_owner_goes_on_holding(browse, company, running):
    cells.control(company)

    page = browse("ines").get(reverse("assurance:process_owner", args=[running.uuid])).content.decode()

    assert "What Samir Haddad goes on holding" in page
    assert "C-1" in page


def test_whoever_is_asked_may_decline_with_a_reason_and_the_proposer_hears_it(company, cast, running):
    change_process_owner(actor=cast["samir"], process=running, owner=company.person("emma"))

    running.refresh_from_db()
    decline_process(actor=cast["emma"], process=running, on=TODAY, reason="Another unit.")

    assert (running.owner.name, running.next_owner) == ("Samir Haddad", None)
    assert Notification.objects.filter(user=cast["samir"], event__kind="process.decline_owner").count() == 1


@pytest.mark.parametrize("name", ["samir", "ines", "omar"])
def test_nobody_accepts_for_somebody_who_can_answer(company, cast, running, name):
    change_process_owner(actor=cast["ines"], process=running, owner=company.person("emma"))
    running.refresh_from_db()

    with pytest.raises(PermissionDenied):
        accept_process(actor=cast[name], process=running, on=TODAY)


def test_an_officer_notes_the_answer_of_somebody_without_an_account(company, cast, running):
    cast["emma"].is_active = False
    cast["emma"].save()
    change_process_owner(actor=cast["ines"], process=running, owner=company.person("emma"))
    running.refresh_from_db()

    accept_process(actor=cast["ines"], process=running, on=TODAY)

    running.refresh_from_db()
    assert running.owner.name == "Emma Cole"


def test_another_deputy_alone_counts_at_once(company, cast, running):
    changed = change_process_owner(
        actor=cast["ines"], process=running, owner=company.person("samir"), deputy=company.person("emma")
    )

    assert (changed.deputy.name, changed.next_owner) == ("Emma Cole", None)


def test_a_retired_process_has_no_new_owner(company, cast, running):
    retire_process(actor=cast["ines"], process=running, on=TODAY, reason="Merged.")

    with pytest.raises(WrongState):
        change_process_owner(actor=cast["ines"], process=running, owner=company.person("emma"))


# Ownerless


def test_a_process_is_ownerless_from_the_day_after_its_owner_leaves(company, cast, running):
    leave(company, "samir", last=TODAY)

    assert not Process.objects.ownerless(TODAY).exists()
    assert list(Process.objects.ownerless(TODAY + DAY)) == [running]
    assert [row.task for row in without_owner(cast["ines"], TODAY + DAY)] == ["find_owner"]
    assert not without_owner(cast["priya"], TODAY + DAY).exists()


def test_its_cells_count_as_without_owner_the_same_day(company, cast, running):
    row = cells.cell(company, control=cells.control(company, owner="emma"))
    leave(company, "samir")

    assert Cell.objects.standing_on(TODAY).get(pk=row.pk).standing == "no_owner"


def test_officers_and_the_deputy_are_told_once(company, cast, running):
    change_process_owner(
        actor=cast["ines"], process=running, owner=company.person("samir"), deputy=company.person("emma")
    )
    record_leaving(actor=cast["adam"], person=company.person("samir"), left_on=TODAY, on=TODAY)
    zone = running.unit.zone

    told = [sweep_processes(on=TODAY + number * DAY, zone=zone)["ownerless"] for number in range(4)]

    assert told == [0, 1, 0, 0]
    for name in ("ines", "carla", "emma"):
        assert Notification.objects.filter(user=cast[name], event__kind="process.ownerless").count() == 1


def test_a_second_owner_who_leaves_is_told_anew(company, cast, running):
    zone = running.unit.zone
    leave(company, "samir")
    sweep_processes(on=TODAY, zone=zone)
    change_process_owner(actor=cast["ines"], process=running, owner=company.person("emma"))
    running.refresh_from_db()
    accept_process(actor=cast["emma"], process=running, on=TODAY)
    leave(company, "emma")

    assert sweep_processes(on=TODAY + DAY, zone=zone) == {"ownerless": 1}


# The QMS report


def test_m05_the_report_names_what_lacks_link_owner_or_review(browse, company, cast, running):
    Process.objects.filter(pk=running.pk).update(next_review_on=TODAY - DAY)
    leave(company, "omar")
    address = reverse("assurance:process_gaps")
    client = browse("ines")

    found = {
        gap: [row.code for row in client.get(f"{address}?gap={gap}").context["list"].rows]
        for gap in ("any", "qms", "owner", "review")
    }

    assert found == {
        "any": ["MEA-ACCEPTANCE", "REMOTE-ACCESS"],
        "qms": ["MEA-ACCEPTANCE"],
        "owner": ["MEA-ACCEPTANCE"],
        "review": ["REMOTE-ACCESS"],
    }


def test_m05_the_export_lists_process_qms_id_document_and_clause(browse, company, running):
    answer = browse("ines").get(reverse("assurance:process_list") + "?export=csv")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text[text.index("Process") :])))
    assert next(row for row in rows if row["QMS process"] == "QP-TS-01")["QMS clauses"] == "8.5.1"


def test_m05_the_link_opens_the_qms_document(browse, company, running):
    facts = {"title": "Remote access", "kind": "specification", "unit": company.units["TS"]}
    paper = Document.objects.create(number="TS-SPEC-031", owner=company.person("samir"), **facts)

    page = browse("ines").get(running.get_absolute_url()).content.decode()

    assert f'href="{paper.get_absolute_url()}"' in page


def test_a_review_that_is_near_is_the_owners_and_chased_by_officers(cast, running):
    day = running.next_review_on - 20 * DAY

    assert [row.held_by for row in to_review(cast["samir"], day)] == ["Samir Haddad"]
    assert [row.task for row in to_review(cast["ines"], day)] == ["review_process"]
    assert not to_review(cast["ines"], TODAY).exists()


# Doors


def test_the_facts_are_changed_on_the_page_and_by_the_api(browse, company):
    process, client = company.processes["remote-access"], browse("samir")
    typed = {"name": "Remote access", "review_months": 12, **QMS}

    page = client.post(reverse("assurance:process_edit", args=[process.uuid]), typed)
    answer = send(client, f"processes/{process.uuid}/change", {"qms_clauses": "8.5.3"})

    assert (page.status_code, answer.status_code) == (302, 200)
    process.refresh_from_db()
    assert (process.qms_document, process.qms_clauses) == ("TS-SPEC-031", "8.5.3")


def test_an_owner_does_not_say_where_a_process_counts(browse, company):
    process = company.processes["remote-access"]

    answer = send(browse("samir"), f"processes/{process.uuid}/change", {"regions": [str(company.units["MEA"].uuid)]})

    assert answer.status_code == 403, answer.content
    assert not process.regions.exists()


def test_a_process_is_added_activated_offered_and_accepted_by_the_api(browse, company):
    ines, unit = browse("ines"), company.units["TS"]
    body = {"name": "Patches", "code": "PATCH", "area": str(Area.objects.get(code="TS").uuid), "unit": str(unit.uuid)}

    made = send(ines, "processes", {**body, "owner": str(company.person("samir").uuid)}).json()
    refused = send(ines, f"processes/{made['uuid']}/steps/activate", {})
    send(ines, f"processes/{made['uuid']}/change", QMS)
    active = send(ines, f"processes/{made['uuid']}/steps/activate", {})
    send(ines, f"processes/{made['uuid']}/owner", {"owner": str(company.person("emma").uuid)})
    taken = send(browse("emma"), f"processes/{made['uuid']}/steps/accept_owner", {})

    assert (made["gaps"], refused.status_code, refused.json()["code"]) == (["qms"], 409, "M-05")
    assert (active.status_code, taken.status_code) == (200, 200)
    assert taken.json()["owner"]["name"] == "Emma Cole"


def test_the_pages_take_twelve_queries_at_most(browse, company, running, finding):
    Process.objects.filter(pk=running.pk).update(parent=None, next_owner=company.person("emma"))
    facts = {"title": "Remote access", "kind": "specification", "unit": company.units["TS"]}
    Document.objects.create(number="TS-SPEC-031", owner=company.person("samir"), **facts)

    for who in ("ines", "samir"):
        client = browse(who)
        for address in (
            running.get_absolute_url(),
            reverse("assurance:processes"),
            reverse("assurance:process_list"),
            reverse("assurance:process_gaps"),
        ):
            client.get(address)
            with CaptureQueriesContext(connection) as counted:
                assert client.get(address).status_code == 200
            assert len(counted) <= MOST, address + "\n".join(one["sql"][:160] for one in counted)
