"""`load certificates`: rows arrive in their states with their days and cycles, all of them or none."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from assurance.models import Framework
from certifications.models import Certificate, CertificationBody, Scheme
from foundation.models import Event
from tests.company import TODAY

HEAD = (
    "ref,scheme,edition,subject,body,status,decision,effective_from,expires,predecessor,surveillance_1,surveillance_2,"
    "suspended_on,withdrawn_on,note"
)
ROWS = f"""{HEAD}
C-01,ISO/IEC 27001,2022,Group ISMS,Kestrel,active,2024-05-07,2024-05-14,2027-05-13,C-11,2025-05-06,2026-05-04,,,held in time
C-06,ISO 22301,2019,Services,Aldane,suspended,-627,-627,468,,-269,,-40,,major not corrected
C-07,ISO/IEC 27001,2022,Delivery,Aldane,expired,-1146,-1146,-51,,,,,,
C-08,EUCC,2024/482,Core,Aldane,active,-400,-400,1425,,,,,,
C-11,ISO/IEC 27001,2013,Group ISMS,Kestrel,superseded,2021-05-14,2021-05-14,2024-05-13,,,,,,
C-12,ISO/IEC 27701,2019,Support,Aldane,withdrawn,-822,-822,272,,,,,-120,"""


@pytest.fixture
def load(tmp_path, company):
    def run(content: str, *flags: str) -> str:
        path, told = tmp_path / "certificates.csv", io.StringIO()
        path.write_text(content)
        call_command("load", "certificates", str(path), f"--today={TODAY}", *flags, stdout=told)
        return told.getvalue()

    return run


def by_ref() -> dict[str, Certificate]:
    return {row.ref: row for row in Certificate.objects.select_related("scheme", "edition", "body", "unit")}


def test_certificates_arrive_with_their_days_in_their_states(load):
    assert load(ROWS) == "Loaded: 6 added, 0 unchanged.\n"

    rows = by_ref()
    first, old = rows["C-01"], rows["C-11"]
    assert {ref: row.state for ref, row in rows.items()} == {
        "C-01": "active",
        "C-06": "suspended",
        "C-07": "expired",
        "C-08": "active",
        "C-11": "superseded",
        "C-12": "withdrawn",
    }
    assert (first.predecessor, first.initial_certified_on, old.superseded_on) == (
        old,
        date(2021, 5, 14),
        date(2024, 5, 14),
    )
    assert (first.unit.code, first.scheme.code, str(first.edition)) == ("MN", "iso27001", "ISO/IEC 27001:2022")
    assert (rows["C-07"].ended_by, rows["C-07"].ended_on) == ("date", date(2026, 9, 30))
    assert rows["C-12"].withdrawn_on == date(2026, 7, 23)
    kinds = {event.kind for event in Event.objects.about(first)}
    assert kinds == {"certificate.imported", "certificate.noted"}


def test_the_cycle_brings_its_surveillance_along_and_a_suspension_its_limit(load):
    load(ROWS)
    rows = by_ref()

    cycle = rows["C-01"].cycles.get()
    assert (cycle.kind, cycle.decision_on) == ("recertification", date(2024, 5, 7))
    assert [(one.role, one.ended_on) for one in cycle.earlier_audits.all()] == [
        ("surveillance1", date(2025, 5, 6)),
        ("surveillance2", date(2026, 5, 4)),
    ]
    suspension = rows["C-06"].suspensions.get()
    assert (suspension.since, suspension.limit_on) == (date(2026, 10, 11), date(2027, 4, 11))
    assert (suspension.reason, suspension.invalidates) == ("major not corrected", True)


def test_bodies_editions_and_shipped_schemes_come_by_their_names(load):
    load(ROWS)

    assert set(CertificationBody.objects.values_list("name", flat=True)) >= {"Kestrel", "Aldane"}
    assert Framework.objects.filter(title="EUCC", edition="2024/482").exists()
    eucc = Scheme.objects.get(code="eucc")
    assert (eucc.suspension_invalidates, eucc.suspension_days, eucc.suspension_total_months) == (False, 42, 12)
    assert set(CertificationBody.objects.get(name="Kestrel").schemes.values_list("code", flat=True)) == {"iso27001"}


def test_a_second_time_and_a_dry_run_change_nothing(load):
    assert load(ROWS, "--dry-run") == "Would be loaded: 6 added, 0 unchanged.\n"
    assert not Certificate.objects.exists()
    assert not Scheme.objects.filter(code="eucc").exists()
    load(ROWS)
    before = Event.objects.count()

    assert load(ROWS) == "Loaded: 0 added, 6 unchanged.\n"
    assert (Event.objects.count(), Certificate.objects.count()) == (before, 6)


@pytest.mark.parametrize(
    ("there", "instead", "told"),
    [
        ("2024-05-07", "soon", "Line 2, column “decision”: “soon” is no date"),
        ("2024-05-07", "9999-12-31", "Line 2, column “decision”: This day lies before 1900 or after 2200."),
        ("2024-05-07", "0001-01-01", "Line 2, column “decision”: This day lies before 1900 or after 2200."),
        ("ISO 22301", "ISO 1", "Line 3, column “scheme”: There is no “ISO 1” here."),
        ("2022,Delivery", ",Delivery", "Line 4, column “edition”: It is missing."),
        (",active,-400", ",lost,-400", "Line 5, column “status”: “lost” is none of: active, suspended"),
        ("-40,,major", ",,major", "Line 3, column “suspended_on”: The day is missing."),
        (",,,,-120,", ",,,,,", "Line 7, column “withdrawn_on”: The day is missing."),
        ("C-11,2025", "C-99,2025", "Line 2, column “predecessor”: There is no “C-99” here."),
        ("C-08,EUCC", "C-08,ISO 9001", "unchanged"),
        ("2027-05-13", "2023-05-13", "Line 2, column “__all__”: The last day cannot lie before the first."),
        ("Kestrel,superseded", ",superseded", "Line 6, column “body”"),
        ("status,decision", "state,decision", "The column “status” is missing."),
    ],
)
def test_every_fault_is_told_by_line_and_column_and_nothing_is_written(load, there, instead, told):
    assert there in ROWS
    if told == "unchanged":
        load(ROWS)
        told = "Line 5, column “ref”: This reference is taken by another one"
    before = Certificate.objects.count()

    with pytest.raises(CommandError) as failed:
        load(ROWS.replace(there, instead))

    assert told in str(failed.value)
    assert Certificate.objects.count() == before
