"""The import centre on suppliers: what a file would change, taking it over in one piece, a second time, and undoing it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from openpyxl import Workbook

from assurance.actions import assess_supplier, change_supplier
from assurance.models import Supplier
from foundation import jobs
from foundation.access import Role
from foundation.imports.actions import ask_to_take_import, ask_to_undo_import, match_columns
from foundation.models import Event, FileImport, Job
from foundation.models.search import SearchRow
from foundation.refusals import Refused, WrongState
from foundation.search.index import renew
from tests.company import TODAY, grant
from tests.imported import SUPPLIERS, checked, ran, received, taken, undone

ALDERA = "Aldera Boards,PT,Materials,Critical,TS,Samir Haddad,Candidate"
BRIVIO = "Brivio Cables,IT,Materials,Normal,Technical services,P-0009,Admitted"
FILE = "\n".join([SUPPLIERS, ALDERA, BRIVIO, ""])
MORE_CRITICAL = "Supplier,Criticality\nBrivio Cables,Important\n"


@pytest.fixture
def ines(cast):
    return cast["ines"]


def faults(row):
    return [(line.place, line.faults) for line in row.lines.refused()]


def brivio():
    return Supplier.objects.get(name="Brivio Cables")


def refused_undo(row):
    with pytest.raises(ValidationError) as refused:
        ask_to_undo_import(actor=row.read_by, file_import=row, reason="The wrong file.", on=TODAY)
    return " ".join(refused.value.messages)


def test_a_check_counts_what_is_new_and_changes_nothing(ines):
    row = checked(ines, "suppliers", FILE)

    assert (row.state, row.counts) == ("checked", {"new": 2, "changed": 0, "unchanged": 0, "refused": 0})
    assert not Supplier.objects.exists()


def test_taking_over_makes_the_rows_by_the_verbs_of_their_app(ines):
    row = taken(checked(ines, "suppliers", FILE))

    aldera = Supplier.objects.get(name="Aldera Boards")
    assert (aldera.criticality, aldera.unit.code, aldera.owner.name) == ("critical", "TS", "Samir Haddad")
    assert (row.state, brivio().state) == ("taken", "admitted")
    kinds = Event.objects.about(brivio()).order_by("pk").values_list("kind", flat=True)
    assert [*kinds] == ["supplier.added", "supplier.imported", "file_import.brought"]


def test_a_second_import_of_the_same_file_changes_nothing(ines):
    taken(checked(ines, "suppliers", FILE))

    again = checked(ines, "suppliers", FILE)

    assert again.counts == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}
    with pytest.raises(Refused, match="nothing to take over"):
        ask_to_take_import(actor=ines, file_import=again, on=TODAY)


def test_a_change_shows_what_was_and_what_will_be(ines):
    taken(checked(ines, "suppliers", FILE))

    row = checked(ines, "suppliers", MORE_CRITICAL)

    assert row.lines.get().changes == {"criticality": ["normal", "important"]}
    taken(row)
    assert brivio().criticality == "important"


def test_each_fault_names_line_column_and_the_way_out(ines):
    lines = ["Corvane,Portugal,Stones,Normal,XX,Nobody,Candidate", ",PT,Materials,Normal,TS,Samir Haddad,Candidate"]

    row = checked(ines, "suppliers", "\n".join([SUPPLIERS, *lines]))

    found = dict(row.lines.get(place=2).faults)
    assert found.keys() == {"country", "category", "unit", "owner"}
    assert "Electronics manufacturing" in found["category"]
    assert "no “XX” here" in found["unit"]
    assert row.lines.get(place=3).faults == [["ref", "It is missing: a row is known by it."]]


def test_what_only_the_verbs_know_is_found_by_the_rehearsal(ines):
    row = checked(ines, "suppliers", FILE.replace(",IT,", ",it,"))

    assert faults(row) == [(3, [["country", "Two capital letters (ISO 3166-1)."]])]
    assert row.counts["new"] == 1
    assert not Supplier.objects.exists()


def test_a_row_named_twice_counts_once(ines):
    row = checked(ines, "suppliers", FILE + ALDERA)

    assert faults(row) == [(4, [["name", "Line 2 names it too. Leave one of them."]])]


def test_lines_that_are_refused_are_left_out(ines):
    row = taken(checked(ines, "suppliers", FILE.replace(",PT,", ",Portugal,")))

    assert [supplier.name for supplier in Supplier.objects.all()] == ["Brivio Cables"]
    assert row.state == "taken"


def test_all_or_nothing_when_something_changed_between_check_and_taking_over(ines):
    row = checked(ines, "suppliers", FILE)
    taken(checked(ines, "suppliers", f"{SUPPLIERS}\n{BRIVIO}", "other.csv"))

    taken(row)

    assert (row.state, row.job.state) == ("checked", "failed")
    assert "Line 3" in row.job.message
    assert Supplier.objects.get() == brivio()


def test_a_field_changed_meanwhile_is_not_written_over(ines):
    taken(checked(ines, "suppliers", FILE))
    row = checked(ines, "suppliers", MORE_CRITICAL)
    change_supplier(actor=ines, supplier=brivio(), on=TODAY, criticality="critical")

    taken(row)

    assert "Changed here since" in row.job.message
    assert brivio().criticality == "critical"


def test_an_import_is_undone(ines):
    taken(checked(ines, "suppliers", f"{SUPPLIERS}\n{BRIVIO}", "first.csv"))
    row = taken(checked(ines, "suppliers", FILE.replace("Normal", "Important")))

    undone(row)

    assert row.state == "undone"
    left = Supplier.objects.get()
    assert (left.name, left.criticality) == ("Brivio Cables", "normal")
    assert "The wrong file." in Event.objects.about(row).get(kind="file_import.undo").content.summary


def test_that_search_finds_a_row_does_not_keep_its_import_from_being_undone(ines):
    row = taken(checked(ines, "suppliers", FILE))
    renew(Supplier, Supplier.objects.values_list("uuid", flat=True))
    assert SearchRow.objects.filter(title="Aldera Boards").exists()

    undone(row)

    assert not Supplier.objects.exists()
    assert not SearchRow.objects.filter(title="Aldera Boards").exists()


def test_what_was_undone_can_be_imported_again(ines):
    undone(taken(checked(ines, "suppliers", FILE)))

    row = taken(checked(ines, "suppliers", FILE))

    assert (row.counts["new"], Supplier.objects.count()) == (2, 2)


def test_undoing_is_refused_once_something_was_done_with_a_row(ines):
    row = taken(checked(ines, "suppliers", FILE))
    aldera = Supplier.objects.get(name="Aldera Boards")
    assess_supplier(actor=ines, supplier=aldera, assessed_on=TODAY, score=80, on=TODAY)

    said = refused_undo(row)

    assert "Aldera Boards: something was done with it since." in said
    assert "Aldera Boards: it is used by assessments." in said
    assert "Brivio" not in said
    assert Supplier.objects.count() == 2


def test_undoing_is_refused_once_a_changed_field_says_something_else(ines):
    taken(checked(ines, "suppliers", FILE))
    row = taken(checked(ines, "suppliers", MORE_CRITICAL))
    change_supplier(actor=ines, supplier=brivio(), on=TODAY, criticality="critical")

    assert "Brivio Cables: “Criticality” was changed since" in refused_undo(row)


def test_only_the_last_import_of_a_kind_is_undone(ines):
    first = taken(checked(ines, "suppliers", FILE))
    taken(checked(ines, "suppliers", MORE_CRITICAL))

    with pytest.raises(Refused, match="taken over later"):
        ask_to_undo_import(actor=ines, file_import=first, reason="The wrong file.", on=TODAY)


def test_undoing_asks_for_a_reason(ines):
    row = taken(checked(ines, "suppliers", FILE))

    with pytest.raises(ValidationError):
        ask_to_undo_import(actor=ines, file_import=row, reason=" ", on=TODAY)


@pytest.mark.parametrize("who", ["carla", "adam"])
def test_nobody_takes_over_what_another_has_read(ines, cast, who):
    row = checked(ines, "suppliers", FILE)

    with pytest.raises(PermissionDenied):
        ask_to_take_import(actor=cast[who], file_import=row, on=TODAY)


def test_another_officer_undoes_what_somebody_imported_who_has_left(ines, cast):
    row = taken(checked(ines, "suppliers", FILE))
    ines.is_active = False
    ines.save()

    ask_to_undo_import(actor=cast["carla"], file_import=row, reason="The wrong file.", on=TODAY)

    assert ran(row).state == "undone"


def test_an_officer_of_one_region_imports_nothing_for_another(company, cast):
    grant(cast["malik"], (Role.CO, company.units["MEA"]))

    row = checked(cast["malik"], "suppliers", FILE)

    assert [line.faults[0][0] for line in row.lines.refused()] == ["unit", "unit"]


def test_rows_of_others_are_neither_shown_nor_changed(ines, company, cast):
    taken(checked(ines, "suppliers", FILE))
    grant(cast["malik"], (Role.CO, company.units["MEA"]))

    row = checked(cast["malik"], "suppliers", MORE_CRITICAL)

    assert faults(row) == [(2, [["name", "It is taken by something your roles do not show."]])]


def test_an_outsider_imports_nothing(cast):
    with pytest.raises(PermissionDenied):
        received(cast["claire"], "suppliers", FILE)


def test_columns_are_remembered(ines):
    content = "Firma,Land\nAldera Boards,PT\n"
    row = received(ines, "suppliers", content)
    assert [field for _heading, field, _sample in row.columns] == ["", ""]
    ran(match_columns(actor=ines, file_import=row, fields=["name", "country"], on=TODAY))

    again = received(ines, "suppliers", content)

    assert again.columns == [["Firma", "name", "Aldera Boards"], ["Land", "country", "PT"]]


def test_a_column_is_not_read_twice_and_a_row_has_to_be_known(ines):
    row = received(ines, "suppliers", FILE)

    with pytest.raises(ValidationError, match="Two columns are read as “Country”"):
        match_columns(actor=ines, file_import=row, fields=["name", "country", "country", "", "", "", ""], on=TODAY)
    with pytest.raises(ValidationError, match="by it a row is known again"):
        match_columns(actor=ines, file_import=row, fields=["", "country", "", "", "", "", ""], on=TODAY)


def test_what_was_taken_over_is_not_checked_again(ines):
    row = taken(checked(ines, "suppliers", FILE))

    with pytest.raises(WrongState):
        match_columns(actor=ines, file_import=row, fields=["name", *[""] * 6], on=TODAY)


def test_a_job_that_is_run_again_finds_its_work_done(ines):
    row = taken(checked(ines, "suppliers", FILE))
    Job.objects.filter(pk=row.job.pk).update(state="waiting", tries=0)

    jobs.run(row.job.uuid)

    assert Supplier.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rows.csv", b"", "file is empty"),
        ("rows.csv", b"\n\n,,\n", "first line has to name the columns"),
        ("rows.txt", b"Supplier", "Only .csv and .xlsx"),
        ("rows.xlsx", b"PK\x03\x04 not a workbook", ""),
        ("rows.xlsx", b"Supplier\nAldera", ""),
        ("rows.csv", b",".join(b"c%d" % n for n in range(300)), "more than 200 columns"),
    ],
)
def test_a_file_that_is_no_table_is_refused(ines, name, content, said):
    with pytest.raises(ValidationError) as refused:
        received(ines, "suppliers", content, name)

    assert said in " ".join(refused.value.message_dict["files"])
    assert not FileImport.objects.exists()


def test_hostile_cells_are_faults_or_text(ines):
    cells = ["=HYPERLINK(1)", "a\x00b", "\u202eevil", "9" * 400, "<script>"]
    lines = [f'"{cell}",PT,9999-99-99,Normal,TS,Samir Haddad,Candidate' for cell in cells]

    row = checked(ines, "suppliers", "\n".join([SUPPLIERS, *lines]))

    assert row.counts["refused"] == 5


def test_a_defused_cell_is_read_as_it_was(ines):
    taken(checked(ines, "suppliers", f"{SUPPLIERS}\n'=Aldera{ALDERA[6:]}"))

    assert Supplier.objects.get().name == "=Aldera Boards"


def test_a_workbook_is_read_like_a_table(ines, tmp_path):
    book = Workbook()
    for line in FILE.strip().splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "rows.xlsx")

    row = checked(ines, "suppliers", (tmp_path / "rows.xlsx").read_bytes(), "rows.xlsx")

    assert row.counts["new"] == 2
