"""People out of a file of human resources: read, compared, tried, looked at, and taken over by the directory's verbs."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from foundation import files, jobs
from foundation.access import Role
from foundation.directory.actions import add_person, edit_person
from foundation.directory.models import Person
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.refusals import Refused
from people.actions import ask_to_take_hr_file, compare_hr_file_anew, forget_hr_lines, receive_hr_file, take_hr_line
from people.hr.known import Units
from people.models import HrImport
from people.workflows import HR_IMPORT
from tests.company import TODAY, grant
from tests.hr import HEAD, compared


@pytest.fixture
def carla(company, cast):
    grant(cast["carla"], (Role.HR, company.units["MN"]))
    return cast["carla"]


@pytest.fixture
def read(company, carla):
    """Reads a file as Carla of human resources and compares it."""

    def compare(*lines, name="people.csv", head=HEAD, unit="MN", encoding="utf-8", **facts):
        content = "\r\n".join([head, *lines]).encode(encoding)
        return compared(carla, content, name, unit, company, **facts)

    return compare


def take(actor, row, **facts):
    job = ask_to_take_hr_file(actor=actor, hr_import=row, on=TODAY, **facts)
    jobs.run(job.uuid)
    row.refresh_from_db()
    job.refresh_from_db()
    return job


def lines_of(row):
    return {line.number: line for line in row.lines.all()}


def number_of(company, name):
    return company.person(name).number


def test_a_file_says_who_joins_changes_and_leaves_and_changes_nothing(read, company):
    emma, samir, omar = (number_of(company, name) for name in ("emma", "samir", "omar"))

    row = read(
        f"P-0200;Nia Okoro;nia@meridane.example;TS;Service engineer;{samir};2026-12-01;",
        f"{emma};Emma Cole-Braun;emma@meridane.example;AUDIT;Auditor;Samir Haddad;;",
        f"{omar};;;;;;;2026-11-30",
        f"{samir};Samir Haddad;samir@meridane.example;Technical services;service;;;",
        name="Leute.csv",
    )

    changes = lines_of(row)
    assert {number: line.change for number, line in changes.items()} == {
        "P-0200": "joiner",
        emma: "mover",
        omar: "leaver",
        samir: "unchanged",
    }
    assert changes[emma].changes == {
        "name": ["Emma Cole", "Emma Cole-Braun"],
        "unit": ["TS", "AUDIT"],
        "job": ["Service", "Auditor"],
        "manager": ["", samir],
    }
    assert row.counts == {"joiner": 1, "mover": 1, "leaver": 1, "unchanged": 1, "fault": 0, "people": 12}
    assert not Person.objects.filter(number="P-0200").exists()
    assert Person.objects.get(number=emma).name == "Emma Cole"
    assert not Event.objects.filter(kind__in=["person.edited", "person.job_changed", "person.leaving"]).exists()


def test_taken_over_it_does_what_it_showed_by_the_verbs_of_the_directory(read, company, carla):
    emma, omar = company.person("emma"), company.person("omar")
    row = read(
        "P-0200;Nia Okoro;nia@meridane.example;TS;Service engineer;;2026-12-01;",
        f"{emma.number};Emma Cole-Braun;emma@meridane.example;AUDIT;Auditor;Samir Haddad;;",
        f"{omar.number};;;;;;;2026-11-19",
    )

    job = take(carla, row)

    emma.refresh_from_db()
    omar.refresh_from_db()
    nia = Person.objects.get(number="P-0200")
    assert (job.state, job.message, row.state) == (Job.State.DONE, "3 done, 0 refused.", HrImport.State.APPLIED)
    assert (nia.unit.code, nia.spells.get().role.name, nia.start_on) == ("TS", "Service engineer", date(2026, 12, 1))
    assert (emma.name, emma.unit.code, emma.manager) == ("Emma Cole-Braun", "AUDIT", company.person("samir"))
    assert (omar.left_on, omar.accounts.get().is_active) == (date(2026, 11, 19), False)
    told = set(Event.objects.about(emma).values_list("kind", flat=True))
    assert {"person.edited", "person.job_changed", "person.imported"} <= told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_encodings_that_systems_write(read, encoding):
    row = read("P-0200;Zoë Müller;zoe@meridane.example;TS;Service;;2026-12-01;", encoding=encoding)

    assert row.lines.get().name == "Zoë Müller"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (";Nia;nia@x.example;TS;Service;;2026-12-01;", "The personnel number is missing."),
        ("P-9;Nia;nia@x.example;XX;Service;;2026-12-01;", "there is no “XX”"),
        ("P-9;Nia;not an address;TS;Service;;2026-12-01;", "is not an address"),
        ("P-9;Nia;nia@x.example;TS;Service;;12/01/2026;", "Write it as 2026-11-30"),
        ("P-9;Nia;nia@x.example;TS;Service;;9999-12-31;", "Write it as 2026-11-30"),
        ("P-9;Nia;nia@x.example;TS;Service;Nobody at all;2026-12-01;", "nobody has the number, address or name"),
        ("P-9;;nia@x.example;TS;;;2026-12-01;", "somebody new needs: Person, Job"),
        ("P-9;Nia;emma@meridane.example;TS;Service;;2026-12-01;", "Work e-mail: "),
        (f"P-9;{'x' * 151};nia@x.example;TS;Service;;2026-12-01;", "more than 150 characters"),
        ("P-\x00;Nia;nia@x.example;XX;Service;;2026-12-01;", "there is no “XX”"),
    ],
)
def test_a_line_that_is_wrong_says_how_to_mend_it_and_is_left_out(read, carla, line, said):
    row = read(line, "P-0200;Ola Nordmann;ola@meridane.example;TS;Service;;2026-12-01;")

    wrong = row.lines.get(change="fault")
    assert said in wrong.said
    assert take(carla, row).message == "1 done, 0 refused."


def test_a_number_on_two_lines_is_done_by_neither(read):
    row = read(
        "P-0200;Nia;nia@meridane.example;TS;Service;;2026-12-01;",
        "P-0200;Ola;ola@meridane.example;TS;Service;;2026-12-01;",
    )

    assert row.counts["fault"] == 2


def test_a_new_manager_may_come_with_the_same_file_in_any_order(read, carla):
    row = read(
        "P-0200;Nia;nia@meridane.example;TS;Service;P-0201;2026-11-01;",
        "P-0201;Ola;ola@meridane.example;TS;Service;;2026-11-01;",
    )

    assert take(carla, row).message == "2 done, 0 refused."
    assert Person.objects.get(number="P-0200").manager.number == "P-0201"


def test_whom_a_complete_file_does_not_name_leaves_on_the_day_that_was_said(read, company, carla):
    named = [f"{p.number};;;;;;;" for p in Person.objects.filter(unit__code="TS").exclude(name="Emma Cole")]

    row = read(*named, unit="TS", complete=True, missing_left_on=TODAY)

    assert [line.name for line in row.lines.filter(change="leaver")] == ["Emma Cole"]
    with pytest.raises(ValidationError, match="50 % of the people"):
        ask_to_take_hr_file(actor=carla, hr_import=row, on=TODAY)
    take(carla, row, sure=True)
    emma = company.person("emma")
    emma.refresh_from_db()
    assert (emma.left_on, emma.accounts.get().is_active) == (TODAY, False)


def test_a_file_complete_for_partners_lets_no_employee_leave(read):
    row = read("P-0200;Nia;nia@meridane.example;TS;Service;;2026-12-01;", complete=True, kinds=["partner"])

    assert row.counts["leaver"] == 0


def test_nobody_reads_their_own_leaving_or_that_of_the_last_administrator(read, company):
    row = read(f"{number_of(company, 'carla')};;;;;;;2026-11-30", f"{number_of(company, 'adam')};;;;;;;2026-11-30")

    said = lines_of(row)
    assert "Nobody records their own leaving" in said[number_of(company, "carla")].said
    assert "last “Administrator”" in said[number_of(company, "adam")].said


def test_what_somebody_else_changed_since_is_refused(read, company, carla, cast):
    emma = company.person("emma")
    row = read(f"{emma.number};Emma Braun;;;;;;")
    names = ("number", "email", "kind", "employer", "sponsor", "contract_end", "manager", "deputy")
    facts = {name: getattr(emma, name) for name in names}
    edit_person(actor=cast["adam"], person=emma, name="Emma Adler", **facts)

    job = take(carla, row)

    emma.refresh_from_db()
    assert (emma.name, job.message) == ("Emma Adler", "0 done, 1 refused.")
    assert "Changed here since the file was read: Person" in row.lines.get().said


def test_compared_anew_a_file_sees_what_changed_since(read, carla, company, cast):
    emma = company.person("emma")
    row = read(f"{emma.number};Emma Braun;;;;;;")
    Person.objects.filter(pk=emma.pk).update(name="Emma Braun")

    compare_hr_file_anew(actor=carla, hr_import=row, on=TODAY)
    jobs.run(row.job.uuid)

    row.refresh_from_db()
    assert (row.counts["mover"], row.counts["unchanged"]) == (0, 1)


def test_a_job_that_broke_off_goes_on_where_it_was(read, carla):
    row = read(
        "P-0200;Nia;nia@meridane.example;TS;Service;;2026-11-01;",
        "P-0201;Ola;ola@meridane.example;TS;Service;;2026-11-01;",
    )
    job = ask_to_take_hr_file(actor=carla, hr_import=row, on=TODAY)
    first = row.lines.order_by("place").first()
    take_hr_line(actor=carla, line=first, units=Units(), on=TODAY)
    jobs.run(job.uuid)

    job.refresh_from_db()
    assert job.message == "2 done, 0 refused."


def test_who_has_left_is_not_brought_back_by_a_line(read, company, cast):
    emma = company.person("emma")
    Person.objects.filter(pk=emma.pk).update(left_on=TODAY - timedelta(days=10))

    row = read(f"{emma.number};Emma Braun;;;;;;")

    assert "Record the return" in row.lines.get().said


def test_the_people_of_another_region_are_neither_shown_nor_changed(company, cast):
    grant(cast["malik"], (Role.HR, company.units["MEA"]))
    emma = company.person("emma")
    content = f"{HEAD}\n{emma.number};Emma Braun;;;;;;\nP-9;Nia;nia@x.example;TS;Service;;2026-12-01;".encode()

    row = compared(cast["malik"], content, "people.csv", "MEA", company)

    said = {line.number: line.said for line in row.lines.all()}
    assert "whom your roles do not show" in said[emma.number]
    assert "do not reach" in said["P-9"]


@pytest.mark.parametrize("name", ["ines", "helena", "samir", "tobias", "emma", "claire"])
def test_only_human_resources_and_administration_read_files(company, cast, name):
    file = files.receive([f"{HEAD}\n".encode()], name="people.csv")

    with pytest.raises(PermissionDenied):
        receive_hr_file(actor=cast[name], file=file, unit=company.units["MN"], on=TODAY)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"Name;Job\nNia;Service\n", "people.csv", "No column is called"),
        (b"Number;Personnel no\n1;2\n", "people.csv", "Two columns say"),
        (b"not a workbook", "people.xlsx", ""),
        (b"", "people.csv", ""),
        (b"Number\n1\n", "people.txt", "Only .csv and .xlsx"),
        (b"\x00\xff" * 500, "people.csv", "No column is called"),
    ],
)
def test_what_is_no_table_of_people_is_refused_at_once(company, carla, content, name, said):
    with pytest.raises(ValidationError) as refused:
        compared(carla, content, name, "MN", company)

    assert said in " ".join(refused.value.message_dict["files"])


def test_a_file_that_a_job_works_on_is_not_dropped(company, carla):
    file = files.receive([f"{HEAD}\n".encode()], name="people.csv")
    row = receive_hr_file(actor=carla, file=file, unit=company.units["MN"], on=TODAY)

    with pytest.raises(Refused, match="under way"):
        HR_IMPORT.move(row, "drop", actor=carla, on=TODAY)


def test_lines_of_an_ended_file_are_forgotten(read, carla):
    row = read("P-0200;Nia;nia@meridane.example;TS;Service;;2026-11-01;")
    HR_IMPORT.move(row, "drop", actor=carla, on=TODAY)

    assert forget_hr_lines(actor=carla, hr_import=row) == 1
    assert not row.lines.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_our_own_list_of_people_comes_back_unchanged(company, carla, cast, browse, kind):
    facts = {"employer": "Kestrel", "sponsor": company.person("samir"), "contract_end": date(2027, 3, 31)}
    unit = company.units["TS"]
    add_person(
        actor=cast["adam"],
        unit=unit,
        number="C-1",
        name="Carl",
        email="carl@k.example",
        start_on=TODAY,
        job="Writer",
        kind="consultant",
        manager=company.person("emma"),
        **facts,
    )
    columns = "name,number,job,unit,kind,standing,email,manager,employer,sponsor,contract,started,left,account"
    answer = browse("carla").get(f"/administration/people/?columns={columns}&export={kind}")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content

    row = compared(carla, content, f"people.{kind}", "MN", company, complete=True)

    assert {name: n for name, n in row.counts.items() if n} == {"unchanged": 13, "people": 13}


def test_lines_to_mend_are_a_file_that_can_be_read_again(read, browse, carla, company):
    row = read("P-9;Nia;nia@x.example;XX;Service;;2026-12-01;")
    answer = browse("carla").get(f"/people/hr-files/{row.uuid}/to-mend/?export=csv")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")

    line = next(csv.DictReader(io.StringIO(content)))
    assert (line["Unit"], line["Number"]) == ("XX", "P-9")
    again = compared(carla, content.replace("XX", "TS").encode(), "mended.csv", "MN", company)
    assert again.counts["joiner"] == 1
