"""Each kind of the import centre: a good file, a bad one, a second time, undoing, and our own exports read again."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import RequestFactory

from assurance.lists import ControlList, EvidenceList, SupplierList
from assurance.models import Control, Evidence, Supplier
from audits.lists import AuditList, FindingList
from audits.models import Audit, Finding
from certifications.lists import CertificateList
from certifications.models import Certificate
from foundation.directory.lists import UnitList
from foundation.directory.models import Unit
from foundation.imports.kinds import importables, kind_named
from foundation.models import Due, Event
from foundation.trail import record
from tests.company import TODAY
from tests.imported import checked, taken, undone

pytestmark = pytest.mark.usefixtures("standing_world")

GOOD = {
    "units": (
        "Code,Unit,Kind,Below,Time zone,Calendar,Accountable officer\n"
        "NEW-A,New below new,Department,NEW,Europe/Lisbon,HQ,\n"
        "NEW,New region,Region,MN,Europe/Lisbon,HQ calendar,Helena Brandt\n"
    ),
    "controls": (
        "Control,Statement,Kind,Evidence stays fresh for,Unit,Owner,Meets,State\n"
        'CTL-900,Sessions are recorded.,Detective,3 months,TS,,"MCB-15, MCB MCB-16",Operating\n'
    ),
    "suppliers": (
        "Supplier,Country,Category,Criticality,Unit,Owner\nAldera Boards,PT,Materials,Critical,TS,Samir Haddad\n"
    ),
    "audits": (
        "Audit,Title,Kind,Unit,Area,Lead,Criteria,Planned,Last day,Held until,State\n"
        "A-2020-77,Kept elsewhere,Internal audit,TS,Technical services,,MCB,2020-03-02,2020-03-04,2020-03-04,Report issued\n"
    ),
    "findings": (
        "Finding,Audit,Type,State,Title,Requirement,Owner,Issued,Due,Implemented,Verified,Closed,Repeats\n"
        "F-2020-9,{audit},Minor,Closed,Again,MCB-15,Samir Haddad,2020-03-05,2020-06-05,2020-05-01,2020-06-01,2020-06-01,"
        "F-2020-8\n"
        'F-2020-8,{audit},Major,"Issued, waits for the plan",Once,MCB-15,P-0009,2020-03-05,2020-06-05,,,,\n'
    ),
    "certificates": (
        "Certificate,What is certified,Scheme,Edition,Body,Holder,State,Decided on,Valid from,Valid until,Superseded on,"
        "Suspended on,First surveillance held on,Follows,Remark\n"
        "C-2020-2,Group,ISO/IEC 27001,2022,Norrvik,TS,Suspended,2024-01-10,2024-01-12,2027-01-11,,2026-10-01,2025-01-08,"
        "C-2020-1,\n"
        "C-2020-1,Group,ISO/IEC 27001,2022,Norrvik,TS,Superseded,2021-01-10,2021-01-12,2024-01-11,2024-01-12,,,,Kept on paper\n"
    ),
}
BAD = {
    "units": ("Code,Unit,Kind,Below,Time zone,Calendar\nX,Y,Planet,NOWHERE,Mars/Olympus,HQ\n", {"kind"}),
    "controls": ("Control,Statement,Kind,Unit,Meets\nX,Y,Detective,TS,MCB-99\n", {"requirements"}),
    "suppliers": ("Supplier,Country,Category,Unit,Owner\nX,PT,Materials,TS,Nobody\n", {"owner"}),
    "audits": ("Audit,Title,Kind,Unit,Last day,State\nA-2020-1,X,Internal audit,TS,soon,Closed\n", {"planned_end"}),
    "findings": ("Finding,Audit,Type,State\nF-2020-1,A-1999-1,Minor,Closed\n", {"audit"}),
    "certificates": (
        "Certificate,What is certified,Scheme,Edition,Body,State,Decided on,Valid from,Valid until\n"
        "C-2020-3,X,Knitting,1,B,Planned,2024-01-10,2024-01-12,2027-01-11\n",
        {"scheme"},
    ),
    "evidence": ("Reference,Evidence\nEV-1999-1,X\n", {"ref"}),
}
MODELS = {
    "units": Unit,
    "controls": Control,
    "suppliers": Supplier,
    "audits": Audit,
    "findings": Finding,
    "certificates": Certificate,
}
LISTS = {
    "units": (UnitList, lambda user: Unit.objects.visible_to(user).for_list(TODAY)),
    "controls": (ControlList, lambda user: Control.objects.visible_to(user).for_list()),
    "suppliers": (SupplierList, lambda user: Supplier.objects.visible_to(user).with_gaps(TODAY).for_list()),
    "evidence": (EvidenceList, lambda user: Evidence.objects.visible_to(user).for_list()),
    "audits": (AuditList, lambda user: Audit.objects.visible_to(user).for_list()),
    "findings": (FindingList, lambda user: Finding.objects.visible_to(user).for_list()),
    "certificates": (CertificateList, lambda user: Certificate.objects.visible_to(user).for_list()),
}


@pytest.fixture
def ines(world):
    return world.company.cast["ines"]


def good(kind, world):
    return GOOD[kind].replace("{audit}", world.audit.ref)


def told(row):
    return [(line.place, line.faults) for line in row.lines.refused()]


def test_every_kind_is_tried():
    names = {kind.kind for kind in importables()}

    assert names == LISTS.keys() == BAD.keys() == GOOD.keys() | {"evidence"}


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_file_is_taken_over_changes_nothing_again_and_is_undone(world, ines, kind):
    before = set(MODELS[kind].objects.values_list("pk", flat=True))
    row = checked(ines, kind, good(kind, world))
    assert told(row) == []

    taken(row)
    assert row.state == "taken", row.job.message
    made = MODELS[kind].objects.exclude(pk__in=before)
    assert made.count() == row.counts["new"]

    again = checked(ines, kind, good(kind, world))
    assert (told(again), again.counts["unchanged"]) == ([], row.counts["new"])

    undone(row)
    assert row.state == "undone", row.job.message
    assert set(MODELS[kind].objects.values_list("pk", flat=True)) == before
    assert not Due.objects.filter(subject_uuid__in=row.lines.values("subject_uuid")).exists()


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_says_which_column_is_to_blame(ines, kind):
    content, columns = BAD[kind]

    row = checked(ines, kind, content)

    assert row.counts["refused"] == 1
    assert columns <= {field for field, _sentence in row.lines.get().faults}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", LISTS)
def test_our_own_list_is_read_again_without_a_change(ines, kind, ending):
    of, rows = LISTS[kind]
    for columns in ("", ",".join(column.name for column in of.columns)):
        request = RequestFactory().get("/", {"export": ending, **({"columns": columns} if columns else {})})
        request.user = ines
        table = of(request, rows(ines))
        content = b"".join(table.export_response().streaming_content)

        row = checked(ines, kind, content, f"{kind}.{ending}")

        assert told(row) == []
        assert (row.counts["new"], row.counts["changed"]) == (0, 0), [line.changes for line in row.lines.all()]
        assert row.counts["unchanged"] == table.count > 0


def test_titles_of_evidence_change_and_are_put_back(world, ines):
    evidence = Evidence.objects.order_by("pk").first()
    row = taken(checked(ines, "evidence", f"Reference,Evidence,Source system\n{evidence.ref},Another title,Tickets\n"))
    evidence.refresh_from_db()
    assert (evidence.title, evidence.source) == ("Another title", "Tickets")

    undone(row)

    before = evidence.title
    evidence.refresh_from_db()
    assert evidence.title != before
    assert evidence.source == ""


def test_a_grading_is_not_lowered_by_a_file(world, ines):
    evidence = Evidence.objects.filter(grading="internal").order_by("pk").first()

    row = checked(ines, "evidence", f"Reference,Grading\n{evidence.ref},Public\n")

    assert [faults[0][0] for _place, faults in told(row)] == ["grading"]


def test_what_is_here_of_an_audit_is_not_changed_by_a_file(world, ines):
    row = checked(ines, "audits", f"Audit,Title\n{world.audit.ref},Another title\n")

    (_place, faults), *_rest = told(row)
    assert faults[0][0] == "title"
    assert "a file does not change it" in faults[0][1]


def test_a_unit_moves_on_its_page_not_by_a_file(world, ines):
    row = checked(ines, "units", "Code,Below\nTS,MEA\n")

    assert [faults[0][0] for _place, faults in told(row)] == ["parent"]


def test_a_unit_that_is_used_stays(world, ines):
    row = taken(checked(ines, "units", GOOD["units"]))
    unit = Unit.objects.get(code="NEW-A")
    record(actor=ines, kind="unit.looked", subject=unit, summary="Looked at")
    taken(checked(ines, "suppliers", GOOD["suppliers"].replace("TS", "NEW-A")))

    undone_after = row.job
    with pytest.raises(Exception, match="NEW-A: it is used by suppliers"):
        undone(row)

    row.refresh_from_db()
    assert (row.state, row.job) == ("taken", undone_after)


def test_a_row_that_went_keeps_its_story(world, ines):
    row = taken(checked(ines, "suppliers", GOOD["suppliers"]))
    uuid = row.lines.get().subject_uuid

    undone(row)

    assert Event.objects.filter(subject_uuid=uuid, kind="file_import.taken_back").exists()


def test_the_command_loads_the_same_kinds_all_or_nothing(world, tmp_path, capsys):
    file = tmp_path / "suppliers.csv"
    file.write_text(GOOD["suppliers"])

    call_command("load", "suppliers", str(file), "--dry-run")
    assert not Supplier.objects.filter(name="Aldera Boards").exists()
    call_command("load", "suppliers", str(file))
    call_command("load", "suppliers", str(file))

    said = capsys.readouterr().out
    assert "Would be loaded: 1 new, 0 changed, 0 unchanged." in said
    assert "Loaded: 0 new, 0 changed, 1 unchanged." in said
    file.write_text(GOOD["suppliers"] + "X,PT,Materials,Critical,XX,Samir Haddad\n")
    with pytest.raises(CommandError, match="Line 3, column “Unit”"):
        call_command("load", "suppliers", str(file))


def test_each_kind_says_what_may_stand_in_its_columns(world, ines):
    for kind in importables():
        for field in kind.fields:
            assert field.label
            assert len(field.choices(ines)) == len({value for value, _label in field.choices(ines)})
        assert set(kind.keys) <= kind_named(kind.kind).by_name.keys()
