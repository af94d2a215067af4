"""The programme of a year: its life cycle, its lines and their risk, and the way to the calendar (E-01)."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pypdf import PdfReader

from assurance.actions import load_framework
from assurance.models import Area, Cell, Framework, Requirement
from assurance.workflows import PROCESS
from audits.actions import (
    add_line,
    add_programme,
    approve_programme,
    change_line,
    close_year,
    end_line,
    justify_gap,
    postpone_audit,
    submit_programme,
)
from audits.coverage import open_gaps
from audits.models import Audit, ChecklistItem, Programme, ProgrammeLine
from audits.paper.programme import programme_pdf, programme_xlsx
from audits.policies import RISK
from audits.records.coverage import CoverageRecord
from audits.risk import Factors, asked_interval, months_between, score
from audits.workflows import PROGRAMME
from foundation.access import Role, permits, robot
from foundation.approvals import decide_approval, take_step
from foundation.models.trail import Event
from foundation.models.work import SweepRun
from foundation.refusals import Refused, WrongState
from foundation.sweeps import run_due
from tests.company import TODAY, Company, grant, plan_audit

pytestmark = pytest.mark.usefixtures("company_day")

QUARTERS = [date(2027, 1, 29), date(2027, 4, 30), date(2027, 7, 30), date(2027, 10, 29)]


def draft(company: Company, **facts: object) -> Programme:
    given = {"objectives": "See that what we promise is done.", "auditor_days": 120, **facts}
    return add_programme(
        actor=company.cast["petra"], unit=company.units["HQ"], year=2027, title="Programme 2027", **given
    )


def line_of(company: Company, programme: Programme | None, **facts: object) -> ProgrammeLine:
    given = {
        "unit": company.units["TS"],
        "title": "Quarterly look",
        "anchor": date(2027, 1, 31),
        "interval_months": 3,
        "month_end": True,
        "working_days": 1,
        "frameworks": [company.framework],
        "area": Area.objects.get(code="TS"),
        **facts,
    }
    return add_line(actor=company.cast["petra"], programme=programme, on=TODAY, **given)  # type: ignore[arg-type]


def in_review(company: Company, **facts: object) -> Programme:
    programme = draft(company, **facts)
    line_of(company, programme)
    return submit_programme(actor=company.cast["petra"], programme=programme, on=TODAY)


def approved(company: Company, **facts: object) -> Programme:
    return approve_programme(actor=company.cast["helena"], programme=in_review(company, **facts), on=TODAY)


# E-01.


def nights(*days: date) -> int:
    return sum(run_due(datetime(day.year, day.month, day.day, 4, tzinfo=UTC)) for day in days)


def test_an_approved_programme_reaches_the_calendar_once_and_says_which_nights_were_missed(company):
    programme = in_review(company)
    line = programme.lines.get()
    nights(date(2026, 12, 1))
    assert line.audits.count() == 0  # what is only proposed creates nothing

    approve_programme(actor=company.cast["helena"], programme=programme, on=date(2026, 12, 1))
    nights(date(2026, 12, 2), date(2026, 12, 6))  # the 3rd, 4th and 5th are missed

    audits = line.audits.order_by("planned_start")
    assert list(audits.values_list("planned_start", flat=True)) == QUARTERS
    assert {audit.in_programme for audit in audits} == {True}
    ran = SweepRun.objects.filter(rule="audits.occurrences", zone="Europe/Lisbon", date__gt=date(2026, 12, 2))
    assert [(run.date.day, run.details.get("caught_up_on")) for run in ran.order_by("date")] == [
        (3, "2026-12-06"),
        (4, "2026-12-06"),
        (5, "2026-12-06"),
        (6, None),
    ]


def test_dates_of_the_year_that_passed_before_the_first_run_are_created_and_noted(company):
    programme = in_review(company)
    PROGRAMME.place(programme, "approved", actor=robot(), on=TODAY, source="a test")

    nights(date(2027, 2, 1), date(2027, 2, 2))

    assert programme.lines.get().audits.count() == 4
    missed = [
        run.details["missed"] for run in SweepRun.objects.filter(rule="audits.occurrences").order_by("date", "zone")
    ]
    assert [entry for entry in missed if entry] == [["Quarterly look: 2027-01-31"]]


# The table of states, steps and people.

STEPS = {  # step: the states it leads from, and who takes it
    "change": (("draft",), {"petra"}),
    "add_risk": (("draft", "approved"), {"petra"}),
    "justify_gap": (("draft",), {"petra"}),
    "submit": (("draft",), {"petra"}),
    "send_back": (("in_review",), {"helena"}),
    "approve": (("in_review",), {"helena"}),
    "change_line": (("approved",), {"petra"}),
    "drop_line": (("approved",), {"petra"}),
    "close_year": (("approved",), {"ines", "carla"}),
}
GIVEN = {
    "add_risk": {"text": "Few auditors.", "likelihood": 3, "impact": 4, "response": "Train two more."},
    "close_year": {"achieved": "All of it.", "lessons": "Plan earlier.", "next_year": "More sites."},
}


def test_every_step_is_taken_by_its_people_from_its_states_alone(company, cast):
    programme = draft(company)
    line = line_of(company, programme)
    given = {**GIVEN, "change": {"title": "The programme"}}
    given["justify_gap"] = {"area": Area.objects.get(code="RD"), "region": company.units["HQ"], "text": "None there."}
    given["change_line"] = {"line": line, "impact": 5}
    given["drop_line"] = {"line": line}
    assert set(STEPS) == {step.name for step in PROGRAMME.steps}

    for name, (states, who) in STEPS.items():
        step = PROGRAMME.step(name)
        assert {member for member in cast if permits(cast[member], step.permission, programme)} == who, name
        for state in PROGRAMME.states():
            PROGRAMME.place(programme, state, actor=robot(), on=TODAY, source="a test")
            for member in ("petra", "helena", "ines", "tobias"):
                words = {"subject": programme, "step": name, "on": TODAY, "reason": "Because."}
                wrong = None if member in who else PermissionDenied
                wrong = wrong or (None if state in states else WrongState)
                if wrong is not None:
                    with pytest.raises(wrong):
                        take_step(actor=cast[member], given=given.get(name), **words)


def test_who_wrote_a_programme_does_not_approve_it(company, cast):
    programme = in_review(company)
    grant(cast["petra"], (Role.MGR, company.units["HQ"]))

    with pytest.raises(Refused, match="Somebody else approves it"):
        approve_programme(actor=cast["petra"], programme=programme, on=TODAY)
    approve_programme(actor=cast["helena"], programme=programme, on=TODAY)

    programme.refresh_from_db()
    revision = programme.revisions.get()
    assert (programme.state, revision.number, revision.approved_by) == ("approved", 1, company.person("helena"))


def test_an_uncovered_place_needs_a_line_or_a_reason(company, cast):
    programme = draft(company)
    line_of(company, programme, area=Area.objects.get(code="SM"))
    services = Area.objects.get(code="TS")
    PROCESS.place(company.processes["remote-access"], "active", actor=robot(), on=TODAY, source="a test")
    assert [(box.area, box.region) for box in open_gaps(programme, on=TODAY)] == [("TS", "HQ")]
    submit_programme(actor=cast["petra"], programme=programme, on=TODAY)

    with pytest.raises(Refused, match="Technical services, Headquarters"):
        approve_programme(actor=cast["helena"], programme=programme, on=TODAY)
    PROGRAMME.move(programme, "send_back", actor=cast["helena"], on=TODAY, reason="Say why.")
    justify_gap(
        actor=cast["petra"], programme=programme, area=services, region=company.units["HQ"], text="Sold.", on=TODAY
    )
    submit_programme(actor=cast["petra"], programme=programme, on=TODAY)

    assert approve_programme(actor=cast["helena"], programme=programme, on=TODAY).state == "approved"


def test_a_line_that_comes_less_often_than_its_risk_asks_for_says_why(company, cast):
    programme = draft(company)
    line = line_of(company, programme, interval_months=24, impact=5)  # 15 points and never audited: 6 months
    submit_programme(actor=cast["petra"], programme=programme, on=TODAY)

    with pytest.raises(Refused, match="less often than its risk asks for"):
        approve_programme(actor=cast["helena"], programme=programme, on=TODAY)
    ProgrammeLine.objects.filter(pk=line.pk).update(rationale="Half of it is closed next year.")

    assert approve_programme(actor=cast["helena"], programme=programme, on=TODAY).state == "approved"


def test_an_empty_draft_is_not_submitted(company, cast):
    programme = draft(company, objectives="")

    with pytest.raises(Refused, match="objectives"):
        submit_programme(actor=cast["petra"], programme=programme, on=TODAY)


# Lines of an approved programme.


def test_a_changed_line_makes_a_revision_with_its_reason(company, cast):
    programme = approved(company)
    line = programme.lines.get()
    with pytest.raises(ValidationError):
        change_line(actor=cast["petra"], programme=programme, line=line, impact=5, reason=" ", on=TODAY)

    change_line(actor=cast["petra"], programme=programme, line=line, impact=5, reason="Two incidents.", on=TODAY)

    line.refresh_from_db()
    revision = programme.revisions.first()
    assert (line.impact, programme.revision, revision.number, revision.reason) == (5, 2, 2, "Two incidents.")


def test_a_line_is_dropped_by_two_people_and_its_audits_are_cancelled(company, cast):
    programme = approved(company)
    line = programme.lines.get()
    with pytest.raises(Refused, match="drop the line there"):
        end_line(actor=cast["petra"], line=line, on=TODAY, reason="Merged.")

    waiting = take_step(
        actor=cast["petra"], subject=programme, step="drop_line", on=TODAY, reason="Merged.", given={"line": line}
    )
    line.refresh_from_db()
    assert line.ended_on is None
    decide_approval(actor=cast["helena"], approval=waiting, yes=True)

    line.refresh_from_db()
    revision = programme.revisions.first()
    assert (line.ended_on, {audit.state for audit in line.audits.all()}) == (TODAY, {"cancelled"})
    assert (revision.number, revision.by, revision.approved_by) == (
        2,
        company.person("petra"),
        company.person("helena"),
    )


def test_a_line_added_to_an_approved_programme_says_why_and_fits_into_it(company):
    programme = approved(company, methods=["on_site"])
    for wrong, field in (
        ({"rationale": ""}, "rationale"),
        ({"rationale": "New.", "method": "remote"}, "method"),
        ({"rationale": "New.", "unit": company.units["MEADEL"]}, "unit"),
    ):
        with pytest.raises(ValidationError) as refused:
            line_of(company, programme, **wrong)
        assert field in refused.value.error_dict, wrong

    line_of(company, programme, title="New hall", rationale="The hall is new.")

    programme.refresh_from_db()
    assert (programme.revision, programme.revisions.first().reason) == (2, "The hall is new.")


def test_an_audit_of_a_line_moves_past_its_36_months_only_by_an_officer(company, cast):
    line = approved(company).lines.get()
    held, audit = line.audits.order_by("planned_start")[:2]
    Audit.objects.filter(pk=held.pk).update(actual_end=date(2024, 6, 14), state="issued")
    late = {"planned_start": date(2027, 6, 15), "planned_end": date(2027, 6, 15), "reason": "Hall closed.", "on": TODAY}
    still = {**late, "planned_start": date(2027, 6, 14), "planned_end": date(2027, 6, 14)}

    with pytest.raises(Refused, match="by 14 Jun 2027"):
        postpone_audit(actor=cast["petra"], audit=audit, **late)
    postpone_audit(actor=cast["petra"], audit=audit, **still)
    with pytest.raises(ValidationError):
        postpone_audit(actor=cast["ines"], audit=audit, **{**late, "reason": ""})
    postpone_audit(actor=cast["ines"], audit=audit, **late)

    assert (audit.planned_end, audit.postponed_count) == (date(2027, 6, 15), 2)
    with pytest.raises(PermissionDenied):
        postpone_audit(actor=cast["ines"], audit=plan_audit(company), **late)


# The end of the year.


def test_a_year_closes_when_every_audit_is_over_or_carried_over(company, cast):
    programme = approved(company)
    first, *others = Audit.objects.filter(line__programme=programme).order_by("planned_start")
    facts = {"programme": programme, "on": date(2027, 12, 31), **GIVEN["close_year"]}
    Audit.objects.filter(pk__in=[audit.pk for audit in others[1:]]).update(state="cancelled")

    with pytest.raises(Refused, match=r"2 audits are neither closed"):
        close_year(actor=cast["ines"], **facts)
    close_year(actor=cast["ines"], carried_over=[first, others[0]], **facts)

    programme.refresh_from_db()
    assert (programme.state, programme.review.carried_over.count()) == ("closed", 2)
    assert Event.objects.about(programme).filter(kind="programme.close_year").exists()


# Risk.


def test_the_score_asks_for_an_interval():
    """Source of the rows: the risk score of the domain, with its caps."""
    rows = [  # impact, majors, months, change, incident, regulator: score, interval
        ((1, 0, 0, 0, 0, 0), 3, 36),
        ((2, 0, 5, 0, 0, 0), 6, 24),
        ((3, 0, 11, 0, 0, 0), 11, 24),
        ((3, 0, 12, 0, 0, 0), 13, 12),
        ((3, 1, 12, 1, 1, 1), 18, 12),
        ((3, 2, 12, 1, 1, 1), 20, 6),
        ((5, 9, 99, 3, 3, 3), 44, 6),
        ((1, 0, None, 0, 0, 0), 13, 12),
    ]
    for facts, points, months in rows:
        found = score(Factors(*facts), weights=RISK["weights"])
        assert (found, asked_interval(found, bands=RISK["bands"])) == (points, months), facts
    assert [
        months_between(date(2026, 1, 31), day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2025, 1, 1))
    ] == [
        0,
        1,
        0,
    ]


def test_open_majors_and_the_last_audit_are_counted_from_the_data(company, finding):
    audit = finding.audit
    Audit.objects.filter(pk=audit.pk).update(actual_end=date(2026, 10, 1), state="issued")
    facts = {"processes": [company.processes["remote-access"]]}
    same = line_of(company, None, title="Same process", **facts)
    other = line_of(company, None, title="Another", unit=company.units["MEADEL"], area=Area.objects.get(code="DEL"))

    rows = {row.pk: row for row in ProgrammeLine.objects.with_facts()}

    assert (rows[same.pk].open_majors, rows[same.pk].last_audit_on) == (1, date(2026, 10, 1))
    assert (rows[other.pk].open_majors, rows[other.pk].last_audit_on) == (0, None)


# Pages and programs.


def test_a_programme_is_drafted_and_read(browse, company, django_assert_max_num_queries):
    petra = browse("petra")
    facts = {"title": "Programme 2027", "year": "2027", "unit": company.units["HQ"].uuid, "auditor_days": "120"}
    refused = petra.post(reverse("audits:programme_add"), {**facts, "title": ""})
    assert (refused.status_code, 'value="120"' in refused.content.decode()) == (422, True)

    done = petra.post(reverse("audits:programme_add"), facts)
    programme = Programme.objects.get()
    line_of(company, programme)
    petra.get(done["Location"])  # the message is read
    with django_assert_max_num_queries(12):
        page = petra.get(done["Location"]).content.decode()

    assert "Quarterly look" in page
    assert "never audited" in page


def test_management_reads_what_it_is_to_approve_with_what_stands_in_the_way(
    browse, company, django_assert_max_num_queries
):
    PROCESS.place(company.processes["remote-access"], "active", actor=robot(), on=TODAY, source="a test")
    programme = draft(company)
    line_of(company, programme, area=Area.objects.get(code="SM"))
    submit_programme(actor=company.cast["petra"], programme=programme, on=TODAY)
    helena = browse("helena")

    with django_assert_max_num_queries(12):
        page = helena.get(programme.get_absolute_url()).content.decode()

    said = "1 place is covered by no audit and no line: Technical services, Headquarters."
    petra = browse("petra")
    with django_assert_max_num_queries(12):
        managed = petra.get(programme.get_absolute_url()).content.decode()
    assert (page.count(said), managed.count(said)) == (1, 1)
    assert "It waits for a manager of Headquarters" in managed
    assert "4 auditor-days" in managed  # of the line, quarter by quarter
    ProgrammeLine.objects.update(area=Area.objects.get(code="TS"))
    with django_assert_max_num_queries(12):
        page = helena.get(programme.get_absolute_url()).content.decode()

    assert "Not now, and why" not in page


def test_the_record_of_an_approved_programme_costs_no_more_with_more_lines(
    browse, company, django_assert_max_num_queries
):
    programme = approved(company)
    for number in range(5):
        line_of(company, programme, title=f"Line {number}", rationale="More.")
    browser = browse("helena")

    with django_assert_max_num_queries(12):
        page = browser.get(programme.get_absolute_url()).content.decode()

    assert "Line 4" in page
    assert "Revisions" in page


def test_the_calendar_shows_the_year_and_lets_planned_audits_be_moved(browse, company, django_assert_max_num_queries):
    programme = approved(company)
    audit = Audit.objects.filter(line__programme=programme).order_by("planned_start").first()
    move = reverse("foundation:step", args=["audit", audit.uuid, "postpone"])

    petra, calendar = browse("petra"), reverse("audits:programme_year", args=[programme.uuid])
    with django_assert_max_num_queries(12):
        page = petra.get(calendar).content.decode()
    dropped = petra.get(f"{move}?planned_start=2027-02-08&planned_end=2027-02-09").content.decode()

    assert page.count(f'data-move="{move}"') == 1
    assert "4 of 120 auditor-days are planned." in page
    assert 'value="2027-02-08"' in dropped
    assert "data-move" not in browse("tobias").get(calendar).content.decode()


def test_coverage_names_what_no_audit_reaches_and_leads_to_the_audits(browse, company, django_assert_max_num_queries):
    PROCESS.place(company.processes["remote-access"], "active", actor=robot(), on=TODAY, source="a test")
    ines, page_of = browse("ines"), reverse("audits:coverage")
    assert "Technical services, Headquarters" in ines.get(page_of).content.decode()

    approved(company)
    with django_assert_max_num_queries(12):
        page = ines.get(page_of).content.decode()
    listed = ines.get(reverse("audits:audits"), {"covers": "TS:HQ", "framework": "MCB"}).content.decode()

    assert "only planned" in page
    assert "planned for 29 Jan 2027" in page
    assert "Technical services, Headquarters" not in page
    assert listed.count("Quarterly look") >= 4
    assert "Quarterly look" not in ines.get(reverse("audits:audits"), {"covers": "TS:MEA"}).content.decode()


def test_clauses_are_audited_within_12_months_and_controls_within_36(
    browse, company, cast, django_assert_max_num_queries
):
    asked = {"theme": "", "parent": "", "assessable": "yes"}
    kinds = {"4.1": "clause", "9.2": "clause", "A.5.1": "control", "A.8.8": "control"}
    rows = [{"ref": ref, "title": f"About {ref}", "kind": kind, **asked} for ref, kind in kinds.items()]
    facts = {"title": "Management system", "edition": "2022", "issuer": "A body"}
    load_framework(actor=robot(), code="SYSTEM", facts=facts, rows=rows)
    framework = Framework.objects.get(code="SYSTEM")
    audit = plan_audit(company)

    def missing(day: date, *, state: str = "closed", who: str = "ines") -> list[str]:
        Audit.objects.filter(pk=audit.pk).update(state=state, actual_end=day)
        record = CoverageRecord(user=cast[who], framework="", on=TODAY)
        return [row.ref for share in record.shares for row in share.missing]

    assert missing(TODAY) == list(kinds)
    audit.frameworks.add(framework)
    yearly, longest = date(2025, 11, 20), date(2023, 11, 20)
    for day, expected in (
        (yearly, []),
        (yearly - timedelta(days=1), ["4.1", "9.2"]),
        (longest, ["4.1", "9.2"]),
        (longest - timedelta(days=1), list(kinds)),
    ):
        assert missing(day) == expected
    assert missing(TODAY, state="in_progress") == list(kinds)
    assert missing(TODAY, who="malik") == list(kinds)  # of an audit elsewhere

    for number, ref in enumerate(("4.1", "A.5.1", "A.8.8")):
        row = Requirement.objects.get(framework=framework, ref=ref)
        result = {"result": "not_tested", "note": "No time."} if ref == "A.8.8" else {"result": "conforms"}
        ChecklistItem.objects.create(audit=audit, requirement=row, order=number, number=ref, title=ref, **result)
    assert missing(TODAY) == ["9.2", "A.8.8"]
    ines = browse("ines")
    with django_assert_max_num_queries(12):
        page = ines.get(reverse("audits:coverage")).content.decode()
    assert "SYSTEM: 1 of 2 clauses audited within 12 months" in page
    assert "A.8.8 About A.8.8" in page
    Cell.objects.filter(requirement__ref="A.8.8").delete()
    process = company.processes["remote-access"]
    PROCESS.place(process, "active", actor=robot(), on=TODAY, source="a test")
    cell = {"requirement": Requirement.objects.get(ref="A.8.8"), "process": process}
    Cell.objects.create(**cell, applicable=False, reason="Nobody has it.")
    assert missing(TODAY) == ["9.2"]


def test_the_programme_is_a_paper_and_a_workbook(company, cast):
    programme = approved(company)
    reader = {"user": cast["petra"], "at": datetime(2026, 11, 20, 12, tzinfo=UTC)}
    row = Programme.objects.for_page().get()

    pdf = " ".join(page.extract_text() for page in PdfReader(BytesIO(programme_pdf(row, **reader))).pages)
    book = openpyxl.load_workbook(BytesIO(programme_xlsx(row, **reader)))

    assert programme.title in pdf
    assert "See that what we promise is done." in pdf
    assert "A-2027-0004" in pdf
    assert [sheet.max_row for sheet in book.worksheets[:2]] == [2, 5]
    assert book.worksheets[0]["A2"].value == "Quarterly look"


def test_an_unannounced_audit_counts_for_coverage_only_for_who_plans(company, cast):
    plan_audit(company, kind=Audit.Kind.UNANNOUNCED)

    seen = {name: len(Audit.objects.counted_for(cast[name])) for name in ("petra", "ines", "helena", "priya", "emma")}

    assert seen == {"petra": 1, "ines": 1, "helena": 0, "priya": 0, "emma": 0}


def test_managers_read_no_title_of_an_unannounced_line(browse, company, cast):
    programme = draft(company)
    facts = {"kind": "unannounced", "title": "Night visit", "interval_months": 24, "impact": 5}
    line = line_of(company, programme, **facts)
    submit_programme(actor=cast["petra"], programme=programme, on=TODAY)
    with pytest.raises(Refused, match="without a rationale: a line of unannounced audits"):
        approve_programme(actor=cast["helena"], programme=programme, on=TODAY)
    ProgrammeLine.objects.filter(pk=line.pk).update(rationale="Half of it is closed next year.")
    approve_programme(actor=cast["helena"], programme=programme, on=TODAY)
    line.refresh_from_db()
    change_line(actor=cast["petra"], programme=programme, line=line, impact=4, reason="Fewer incidents.", on=TODAY)

    read = {name: browse(name).get(programme.get_absolute_url()).content.decode() for name in ("helena", "petra")}

    assert ("Night visit" in read["helena"], "Night visit" in read["petra"]) == (False, True)
    assert "Line changed: a line of unannounced audits" in read["helena"]


def test_a_year_that_cannot_be_is_refused_at_its_field(browse, program, company):
    facts = {"title": "Far away", "kind": "internal", "method": "on_site", "frameworks": str(company.framework.uuid)}
    line = {**facts, "unit": str(company.units["TS"].uuid), "interval_months": "12", "working_days": "5"}
    audit = {**facts, "unit": str(company.units["TS"].uuid), "frameworks": [str(company.framework.uuid)]}

    page = browse("petra").post(reverse("audits:line_add"), {**line, "anchor": "9999-12-31", "preview": "yes"})
    api = program("petra").post("audits/", {**audit, "planned_start": "2026-12-01", "planned_end": "9999-12-31"})

    assert "Check the year." in page.content.decode()
    assert (api.status_code, api.json()) == (400, {"planned_end": ["Check the year."]})
