"""`load audits` and `load findings`: rows arrive in their states with their dates, all of them or none."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from audits.models import Audit, Finding
from foundation.models import Event
from foundation.models.work import Due
from foundation.numbers import next_reference
from tests.company import TODAY

AUDITS = """ref,kind,title,area,department,region,in_programme,baseline_end,planned_end,actual_end,state
A-2026-01,internal,Remote access,TS,,HQ,y,-140,-140,-133,follow_up
A-2026-02,internal,"Governance, once",,GOV,HQ,y,2026-10-30,2026-10-30,2026-10-29,closed
A-2026-03,recertification,Next year,,GOV,HQ,n,20,20,,planned"""
DATES = "issued,due,corrected,implemented,verified,closed"
FINDINGS = f"""ref,audit,area,department,requirement,type,{DATES},state,repeat_of,early_reason
F-001,A-2026-01,TS,,MCB-15,major,-131,-41,-106,,,,action,,
F-002,A-2026-02,,GOV,MCB-16,minor,-20,2027-05-19,-15,-10,,,implemented,F-001,
F-003,A-2026-02,,GOV,MCB-18,observation,-20,,,,,,noted,,"""


@pytest.fixture
def load(tmp_path, company):
    def run(kind: str, content: str, *flags: str) -> str:
        path, told = tmp_path / f"{kind}.csv", io.StringIO()
        path.write_text(content)
        call_command("load", kind, str(path), f"--today={TODAY}", *flags, stdout=told)
        return told.getvalue()

    return run


def test_audits_and_findings_arrive_with_their_dates_in_their_states(load):
    assert load("audits", AUDITS) == "Loaded: 3 added, 0 unchanged.\n"
    assert load("findings", FINDINGS) == "Loaded: 3 added, 0 unchanged.\n"

    audit, closed = Audit.objects.get(ref="A-2026-01"), Audit.objects.get(ref="A-2026-02")
    assert (audit.state, audit.unit.code, audit.in_programme) == ("follow_up", "HQ", True)
    assert (audit.baseline_end, audit.actual_end) == (date(2026, 7, 3), date(2026, 7, 10))
    assert (closed.unit.code, closed.closed_on) == ("GOV", date(2026, 10, 29))
    major, minor = Finding.objects.get(ref="F-001"), Finding.objects.get(ref="F-002")
    assert (major.state, major.requirement.ref, major.issued_on) == ("action", "MCB-15", date(2026, 7, 12))
    assert (minor.repeat_of, minor.verify_from) == (major, date(2026, 12, 10))
    dues = {(due.step, due.rule): due.due_on for due in Due.objects.about(minor)}
    assert dues == {("action", "imported"): date(2027, 5, 19), ("verification", "imported"): date(2027, 5, 9)}
    assert Due.objects.about(major).get().due_on == date(2026, 10, 10)
    assert Event.objects.about(major).get().kind == "finding.imported"


def test_a_second_time_and_a_dry_run_change_nothing(load):
    assert load("audits", AUDITS, "--dry-run") == "Would be loaded: 3 added, 0 unchanged.\n"
    assert not Audit.objects.filter(ref="A-2026-01").exists()
    load("audits", AUDITS)
    load("findings", FINDINGS)
    before = Event.objects.count()

    assert load("audits", AUDITS) == "Loaded: 0 added, 3 unchanged.\n"
    assert load("findings", FINDINGS) == "Loaded: 0 added, 3 unchanged.\n"
    assert (Event.objects.count(), Finding.objects.count()) == (before, 3)
    assert next_reference("A", 2026) == "A-2026-0004"


def test_every_fault_is_told_by_line_and_column_and_nothing_is_written(load):
    rows = [
        ("audits", AUDITS, "-140,-140,-133", "soon,-140,", "Line 2, column “baseline_end”: “soon” is no date"),
        ("audits", AUDITS, "-140,-140,-133", "-140,-140,", "Line 2, column “actual_end”: The day is missing."),
        ("audits", AUDITS, ",GOV,HQ,n", ",XX,ZZ,n", "Line 4, column “unit”: No unit has one of the codes: XX, "),
        ("audits", AUDITS, "follow_up", "lost", "Line 2, column “state”: “lost” is none of"),
        ("audits", AUDITS, "recertification,Next year", "recertification,", "Line 4, column “title”:"),
        ("audits", AUDITS, "state\n", "standing\n", "The column “state” is missing."),
        ("audits", AUDITS, "A-2026-03", "A-2026-01", "Line 4, column “ref”: This reference is taken"),
        ("findings", FINDINGS, "A-2026-02,,GOV,MCB-16", "A-1,,GOV,MCB-16", "Line 3, column “audit”: There is no “A-1”"),
        ("findings", FINDINGS, "MCB-18", "MCB-99", "Line 4, column “requirement”: It is not known."),
        ("findings", FINDINGS, "-15,-10", "-15,", "Line 3, column “implemented”: The day is missing."),
        ("findings", FINDINGS, "implemented,F-001", "implemented,F-9", "Line 3, column “repeat_of”: There is no “F-9”"),
    ]
    with pytest.raises(CommandError) as unknown:
        load("findings", FINDINGS)
    assert "Line 2, column “audit”: There is no “A-2026-01” here." in str(unknown.value)

    for kind, content, right, wrong, sentence in rows:
        if kind == "findings":
            load("audits", AUDITS)
        assert right in content
        with pytest.raises(CommandError) as refused:
            load(kind, content.replace(right, wrong, 1))
        assert sentence in str(refused.value), (sentence, str(refused.value))
        assert Audit.objects.filter(ref="A-2026-01").exists() == (kind == "findings")
        assert not Finding.objects.exists()
