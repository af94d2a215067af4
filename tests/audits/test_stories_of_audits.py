"""Stories of audits with exactly their days: E-03 through the API, E-04 through page and API, E-05 on the demonstration.

E-01 stands in test_programme_year.py and E-02 in test_seats.py.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.actions import link_evidence
from assurance.custody import custody_of, versions_of
from assurance.models import Evidence, EvidenceLink
from audits.figures import Figure, year
from audits.models import Audit, Finding
from audits.tasks import sweep_ladder
from foundation.access import Role
from foundation.directory.models import Leave, Person, User
from foundation.models.trail import Event, Notification
from foundation.models.work import Due, DueNotice, SweepRun
from foundation.rows import pointer
from foundation.sweeps import run_due
from foundation.tasks import send_notifications
from tests.assurance.cells import cell, control, in_force, standing
from tests.audits.chain import CAUSE, implemented, paper
from tests.company import TODAY, Company, grant

ZONE = "Europe/Lisbon"


def file_of(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("proof.txt", f"{words}\n".encode(), "text/plain")


def go_to(company_day: Any, day: date) -> None:
    company_day.move_to(datetime.combine(day, time(10), UTC))


def met(finding: Finding) -> dict[str, tuple[date, date | None]]:
    """By step the day it was due and the day it was done."""
    return {due.step: (due.due_on, due.met_on) for due in Due.objects.about(finding)}


# E-03: from a question to closure, each step on its day.


def test_e_03_finding_to_closure_happy(
    program: Callable[..., Any], company: Company, audit: Audit, cast: dict[str, User], company_day: Any
) -> None:
    in_force(company)
    proved = cell(company, control=control(company))
    finding = logged_with_two_files(program, company, audit)
    steps = f"findings/{finding.uuid}/steps"

    go_to(company_day, date(2026, 12, 4))
    action = {"text": "An alarm.", "owner": str(company.person("samir").uuid), "due_on": "2027-02-15"}
    plan = {**CAUSE, "correction": "Both were reconstructed.", "actions": [action]}
    assert program("samir").post(f"{steps}/submit_plan/", plan).json()["state"] == "plan_submitted"
    assert program("tobias").post(f"{steps}/accept_plan/").json()["state"] == "action"

    go_to(company_day, date(2026, 12, 21))
    repaired = {"text": "Reconstructed.", "files": file_of("Two recordings.")}
    assert program("samir").upload(f"{steps}/correct/", repaired).status_code == 200

    go_to(company_day, date(2027, 2, 10))
    [planned] = finding.actions.all()
    done = program("samir").upload(f"actions/{planned.uuid}/complete/", {"files": file_of("Alarm at 80 %.")})
    assert done.status_code == 200
    assert program("samir").post(f"{steps}/implement/").json()["state"] == "implemented"
    named = program("tobias").post(f"{steps}/name_verifier/", {"verifier": str(company.person("leo").uuid)})
    assert named.status_code == 200
    assert standing(proved, date(2027, 2, 10)) == "no_evidence"
    new_evidence_is_accepted(program, finding, cast, proved)
    assert standing(proved, date(2027, 2, 10)) == "fresh"

    go_to(company_day, date(2027, 3, 15))
    judged = {"method": "sample", "sample": "Ten sessions.", "files": file_of("Ten of ten.")}
    closed = program("leo").upload(f"{steps}/verify/", judged)

    assert closed.status_code == 200, closed.content
    assert (closed.status_code, closed.json()["state"], closed.json()["closed_on"]) == (200, "closed", "2027-03-15")
    assert met(finding) == {
        "plan": (date(2026, 12, 4), date(2026, 12, 4)),
        "correction": (date(2026, 12, 21), date(2026, 12, 21)),
        "action": (date(2027, 2, 18), date(2027, 2, 10)),
        "verification": (date(2027, 5, 11), date(2027, 3, 15)),
    }
    assert year(Finding.objects.all(), on=date(2027, 3, 15)).share("actions") == Figure(1, 1)
    the_custody_is_complete(finding)


def logged_with_two_files(program: Callable[..., Any], company: Company, audit: Audit) -> Finding:
    """On the day of the story: logged by the auditor on MCB-15, issued by the lead."""
    priya, item = program("priya"), audit.items.get(number="MCB-15")
    versions = []
    for title in ("Session register", "Recorder log"):
        facts = {"title": title, "as_of": TODAY.isoformat(), "kind": "record", "files": file_of(title)}
        versions += priya.upload("evidence/", facts).json()["versions"]
    body = {
        "type": "major",
        "statement": "Two of five sampled sessions have no recording.",
        "objective_evidence": "Sample of five, seed 4471.",
        "process": str(company.processes["remote-access"].uuid),
        "evidence": [version["uuid"] for version in versions],
    }
    made = priya.post(f"checklist-items/{item.uuid}/findings/", body)
    assert made.status_code == 201, made.json()
    issued = program("tobias").post(f"findings/{made.json()['uuid']}/steps/issue/")
    assert issued.json()["issued_on"] == "2026-11-20"
    return Finding.objects.get(uuid=made.json()["uuid"])


def new_evidence_is_accepted(program: Callable[..., Any], finding: Finding, cast: dict[str, User], proved: Any) -> None:
    """What shows the action done proves the cell too, once the officer has accepted it."""
    link = EvidenceLink.objects.filter(**pointer(finding.actions.get())).select_related("version").get()
    link_evidence(actor=cast["samir"], version=link.version, subject=proved, purpose="cell")
    accepted = program("ines").post(f"evidence-versions/{link.version.uuid}/steps/accept/")
    assert accepted.json()["state"] == "accepted"


def the_custody_is_complete(finding: Finding) -> None:
    """Each of the five pieces tells who handed it in and that it was released, and its row who attached it."""
    rows = [finding, finding.actions.get()]
    links = [link for row in rows for link in EvidenceLink.objects.filter(**pointer(row))]
    pieces = Evidence.objects.filter(versions__in=[link.version_id for link in links])
    for piece in pieces:
        versions = versions_of(piece)
        assert {"evidence.uploaded", "evidence.release"} <= {one.kind for one in custody_of(piece, versions).entries}
        assert all(len(file.sha256) == 64 for version in versions for file in version.files.all())
    attached = [event for row in rows for event in Event.objects.about(row).filter(kind="evidence.linked")]
    who = sorted(str(event.content.actor) for event in attached)
    assert pieces.count() == 5
    assert who == ["Leo Brandt", "Priya Raman", "Priya Raman", "Samir Haddad", "Samir Haddad"]


# E-04: who did the work does not judge it; who judges it finds it not effective.


def test_e_04_wrong_verifier_then_ineffective(
    browse: Callable[..., Any],
    program: Callable[..., Any],
    company: Company,
    finding: Finding,
    cast: dict[str, User],
    company_day: Any,
) -> None:
    grant(cast["emma"], (Role.CO, company.units["MN"]))
    implemented(finding, cast, owners=("emma",), on=TODAY)
    on = date(2027, 2, 1)
    go_to(company_day, on)
    assert year(Finding.objects.all(), on=on).share("actions") == Figure(1, 1)
    door = reverse("foundation:step", args=["finding", finding.uuid, "verify"])
    judged = {"method": "sample", "sample": "Ten."}
    proof = str(paper(cast["emma"]).uuid)

    page = browse("emma").post(door, {**judged, "evidence": [proof]})
    api = program("emma").post(f"findings/{finding.uuid}/steps/verify/", {**judged, "evidence": [proof]})
    assert (page.status_code, api.status_code, api.json()["code"]) == (409, 409, "S-05")
    for said in (page.content.decode(), str(api.json())):
        assert "Emma Cole cannot verify this (S-05)" in said

    other = {**judged, "reason": "Two of ten are still missing.", "evidence": [str(paper(cast["carla"]).uuid)]}
    answer = program("carla").post(f"findings/{finding.uuid}/steps/verify_not_effective/", other)
    assert (answer.status_code, answer.json()["state"]) == (200, "action")

    finding.refresh_from_db()
    again = date(2027, 3, 18)  # 45 days, half of 90
    assert (finding.reopened_count, finding.implemented_on) == (1, None)
    assert met(finding)["action"] == (again, None)
    assert year(Finding.objects.all(), on=again).share("actions").numerator == 0
    sweep_ladder(on=again + timedelta(days=1), zone=ZONE)
    assert list(DueNotice.objects.filter(key__startswith="rung").values_list("key", flat=True)) == ["rung-2"]


# E-05: the ladder after an outage, on F-003 of the demonstration.

DUE = TODAY - timedelta(days=41)
DEPUTY = "Noor Aziz"


@pytest.fixture
def late(demonstrated: Any, db: None) -> Finding:
    """F-003 as it was on its due date: nobody has been told, and its owner is on leave from the day after."""
    finding = Finding.objects.select_related("owner").get(ref="F-003")
    due = Due.objects.about(finding).get(step="action")
    assert due.due_on == DUE
    due.notices.all().delete()
    SweepRun.objects.all().delete()
    deputy = Person.objects.get(name=DEPUTY)
    Leave.objects.create(person=finding.owner, from_on=DUE + timedelta(days=1), to_on=TODAY, deputy=deputy)
    return finding


def the_beat_runs(day: date) -> None:
    """As the scheduler does every morning, and mails go out."""
    at = datetime.combine(day, time(6), UTC)
    with time_machine.travel(at, tick=True):
        run_due(at)
        send_notifications()


def rungs(finding: Finding) -> dict[str, bool]:
    """Whether each rung of its action was only recorded."""
    return dict(Due.objects.about(finding).get(step="action").notices.values_list("key", "skipped"))


def told(finding: Finding, since: int) -> list[tuple[int, str]]:
    """Rung and name of everybody who heard of its action after the event."""
    lines = Notification.objects.filter(event__kind="finding.escalated", event__subject_uuid=finding.uuid)
    lines = lines.filter(event__pk__gt=since).select_related("event__content", "user")
    facts = [(line.event.content.details, line.user.name) for line in lines]
    return [(details["rung"], name) for details, name in facts if details["step"] == "action"]


def test_e_05_escalation_after_an_outage(late: Finding) -> None:
    since = Event.objects.latest("pk").pk
    the_beat_runs(DUE + timedelta(days=1))
    assert {rung for rung, _name in told(late, since)} == {1}
    names = {name for _rung, name in told(late, since)}
    assert DEPUTY in names
    assert late.owner.name not in names

    since = Event.objects.latest("pk").pk
    mail.outbox.clear()
    for _morning in range(2):
        the_beat_runs(DUE + timedelta(days=12))
    heard = told(late, since)
    assert rungs(late) == {"rung-1": False, "rung-2": True, "rung-3": False}
    assert {rung for rung, _name in heard} == {3}
    assert len(heard) == len(set(heard))
    letters = [address for letter in mail.outbox if "F-003" in letter.subject for address in letter.to]
    assert letters
    assert len(letters) == len(set(letters))

    the_beat_runs(DUE + timedelta(days=21))
    assert rungs(late) == {"rung-1": False, "rung-2": True, "rung-3": False, "rung-4": False}
